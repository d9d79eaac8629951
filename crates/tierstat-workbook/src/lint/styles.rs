//! The formats of cells (ECMA-376 part 1, section 18.8).

use super::colour::{BLACK, Colour, Colours, Rgb, WHITE};
use super::fault::LintFault;
use super::package::{Element, PartReader};
use std::collections::BTreeMap;

/// A font.
#[derive(Debug, Clone, Default)]
pub(crate) struct Font {
    pub(crate) colour: Colour,
    pub(crate) size: Option<f64>,
    pub(crate) is_bold: bool,
    pub(crate) is_raised: bool,
}

/// How a cell is filled.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fill {
    /// Whether it is filled at all.
    pub(crate) is_filled: bool,
    /// How much of it the first colour covers, 0 to 1.
    share: f64,
    colour: Colour,
    behind: Colour,
}

/// One format of cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Format {
    number: u32,
    font: usize,
    fill: usize,
    border: usize,
    parent: usize,
    /// Whether long text goes on in a further line.
    pub(crate) wraps: bool,
    /// Whether text is made small until it fits.
    pub(crate) shrinks: bool,
    /// Whether text is turned.
    pub(crate) is_turned: bool,
    /// `left`, `center` and so on; empty for the usual.
    pub(crate) horizontal: String,
}

/// A format that a condition gives.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Difference {
    pub(crate) has_colour: bool,
    pub(crate) has_more: bool,
}

/// All formats of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    numbers: BTreeMap<u32, String>,
    fonts: Vec<Font>,
    fills: Vec<Fill>,
    /// Whether each border has a line.
    borders: Vec<bool>,
    formats: Vec<Format>,
    /// Name and built-in number of named styles, by the place of their format.
    named: BTreeMap<usize, (String, Option<u32>)>,
    /// What conditions change.
    pub(crate) differences: Vec<Difference>,
    /// Palette and theme.
    pub(crate) colours: Colours,
}

impl Styles {
    /// The format of cells with a style.
    pub(crate) fn format(&self, style: u32) -> Option<&Format> {
        self.formats.get(usize::try_from(style).ok()?)
    }

    /// The font of a style.
    pub(crate) fn font(&self, style: u32) -> Option<&Font> {
        self.fonts.get(self.format(style).map_or(0, |format| format.font))
    }

    /// The size of text in a style against that of a usual cell.
    pub(crate) fn scale(&self, style: u32) -> f64 {
        let usual = self.usual_size();
        self.font(style)
            .and_then(|font| font.size)
            .filter(|size| *size > 0.0)
            .map_or(1.0, |size| size / usual)
    }

    /// The size of usual text in points.
    pub(crate) fn usual_size(&self) -> f64 {
        self.fonts.first().and_then(|font| font.size).filter(|size| *size > 0.0).unwrap_or(11.0)
    }

    /// The colour of text.
    pub(crate) fn ink(&self, style: u32) -> Rgb {
        self.font(style).and_then(|font| self.colours.seen(font.colour)).unwrap_or(BLACK)
    }

    /// The fill of a style, where it has one.
    pub(crate) fn fill(&self, style: u32) -> Option<Fill> {
        let fill = self.fills.get(self.format(style)?.fill)?;
        fill.is_filled.then_some(*fill)
    }

    /// The colour behind the text of a style; white where nothing is filled.
    pub(crate) fn ground(&self, style: u32) -> Rgb {
        let Some(fill) = self.fill(style) else { return WHITE };
        let behind = if fill.share < 1.0 { self.colours.seen(fill.behind) } else { None };
        let colour = self.colours.seen(fill.colour).unwrap_or(if fill.share < 1.0 { BLACK } else { WHITE });
        colour.over(behind.unwrap_or(WHITE), fill.share)
    }

    /// Whether a style has a fill that can be told from a sheet without any.
    pub(crate) fn is_coloured(&self, style: u32) -> bool {
        self.fill(style).is_some_and(|fill| fill.share <= 0.0 || self.ground(style) != WHITE)
    }

    /// Whether a style has a line at some side.
    pub(crate) fn has_line(&self, style: u32) -> bool {
        self.format(style).and_then(|format| self.borders.get(format.border)).is_some_and(|has| *has)
    }

    /// Whether a style is a named one of headings or titles.
    pub(crate) fn is_heading(&self, style: u32) -> bool {
        let named = self.format(style).and_then(|format| self.named.get(&format.parent));
        named.is_some_and(|(name, built_in)| {
            let name = name.to_lowercase();
            // 15 is Title, 16 to 19 are Heading 1 to 4.
            matches!(built_in, Some(15..=19))
                || ["heading", "title", "标题"].iter().any(|word| name.contains(word))
        })
    }

    /// The code by which numbers of a style are printed; none for the general one.
    pub(crate) fn number_format(&self, style: u32) -> Option<&str> {
        let number = self.format(style)?.number;
        if let Some(own) = self.numbers.get(&number) {
            return Some(own.as_str()).filter(|code| !code.eq_ignore_ascii_case("general"));
        }
        Some(match number {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 => "m/d/yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            22 => "m/d/yyyy h:mm",
            37 => "#,##0 ;(#,##0)",
            38 => "#,##0 ;[Red](#,##0)",
            39 => "#,##0.00;(#,##0.00)",
            40 => "#,##0.00;[Red](#,##0.00)",
            _ => return None,
        })
    }
}

/// How much of a cell a pattern covers with its first colour (ECMA-376 part 1, section 18.18.55); lines are taken as a quarter or a half.
fn covered(pattern: &str) -> f64 {
    match pattern {
        "solid" => 1.0,
        "darkGray" => 0.75,
        "gray125" => 0.125,
        "gray0625" => 0.0625,
        pattern if pattern.starts_with("light") => 0.25,
        _ => 0.5,
    }
}

/// Reads the part of styles.
#[derive(Default)]
pub(crate) struct StylesReader {
    /// What was read.
    pub(crate) styles: Styles,
    inside: Vec<String>,
}

impl StylesReader {
    fn is_in(&self, name: &str) -> bool {
        self.inside.iter().any(|above| above == name)
    }

    fn format_of(element: &Element<'_>) -> Format {
        Format {
            number: element.number("numFmtId").unwrap_or(0),
            font: element.number("fontId").unwrap_or(0),
            fill: element.number("fillId").unwrap_or(0),
            border: element.number("borderId").unwrap_or(0),
            parent: element.number("xfId").unwrap_or(0),
            ..Format::default()
        }
    }

    fn difference(&mut self, element: &Element<'_>) {
        let above = self.inside.last().map_or("", String::as_str);
        let (mut has_colour, mut has_more) = (false, false);
        match (above, element.name()) {
            ("dxfs", "dxf") => self.styles.differences.push(Difference::default()),
            ("font", "color") | ("dxf", "fill") => has_colour = true,
            ("font", "b" | "i" | "u" | "strike") | ("dxf", "numFmt") => has_more = true,
            ("left" | "right" | "top" | "bottom", "color") => has_more = true,
            _ => {}
        }
        if let Some(last) = self.styles.differences.last_mut() {
            last.has_colour |= has_colour;
            last.has_more |= has_more;
        }
    }
}

impl PartReader for StylesReader {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        let name = element.name();
        let above = self.inside.last().map_or("", String::as_str);
        let is_of_difference = name == "dxfs" || self.is_in("dxfs");
        let styles = &mut self.styles;
        match (above, name) {
            _ if is_of_difference => self.difference(element),
            ("numFmts", "numFmt") => {
                if let (Some(id), Some(code)) = (element.number("numFmtId"), element.value("formatCode")) {
                    styles.numbers.insert(id, code);
                }
            }
            ("fonts", "font") => styles.fonts.push(Font::default()),
            ("font", "color" | "sz" | "b" | "vertAlign") => {
                if let Some(font) = styles.fonts.last_mut() {
                    match name {
                        "color" => font.colour = Colour::read(element),
                        "sz" => font.size = element.number("val"),
                        "b" => font.is_bold = element.flag("val").unwrap_or(true),
                        _ => font.is_raised = element.value("val").as_deref() == Some("superscript"),
                    }
                }
            }
            ("fills", "fill") => styles.fills.push(Fill::default()),
            ("fill", "patternFill") => {
                let kind = element.value("patternType").unwrap_or_default();
                if let Some(fill) = styles.fills.last_mut() {
                    fill.is_filled = !matches!(kind.as_str(), "" | "none");
                    fill.share = covered(&kind);
                }
            }
            ("fill", "gradientFill") => {
                if let Some(fill) = styles.fills.last_mut() {
                    fill.is_filled = true;
                }
            }
            ("patternFill", "fgColor") => {
                if let Some(fill) = styles.fills.last_mut() {
                    fill.colour = Colour::read(element);
                }
            }
            ("patternFill", "bgColor") => {
                if let Some(fill) = styles.fills.last_mut() {
                    fill.behind = Colour::read(element);
                }
            }
            ("borders", "border") => styles.borders.push(false),
            ("border", "left" | "right" | "top" | "bottom" | "start" | "end") => {
                let has_line = element.value("style").is_some_and(|style| style != "none");
                if let Some(border) = styles.borders.last_mut() {
                    *border |= has_line;
                }
            }
            ("cellXfs", "xf") => styles.formats.push(Self::format_of(element)),
            ("xf", "alignment") if self.inside.iter().any(|above| above == "cellXfs") => {
                if let Some(format) = styles.formats.last_mut() {
                    format.wraps = element.flag("wrapText").unwrap_or(false);
                    format.shrinks = element.flag("shrinkToFit").unwrap_or(false);
                    format.is_turned = element.number("textRotation").unwrap_or(0_u32) > 0;
                    format.horizontal = element.value("horizontal").unwrap_or_default();
                }
            }
            ("cellStyles", "cellStyle") => {
                if let (Some(place), Some(name)) = (element.number("xfId"), element.value("name")) {
                    let built_in = element.number("builtinId");
                    // One place may have several names, and one of a heading makes it one.
                    let entry = styles.named.entry(place).or_insert_with(|| (name.clone(), built_in));
                    if matches!(built_in, Some(15..=19)) {
                        *entry = (name, built_in);
                    }
                }
            }
            ("indexedColors", "rgbColor") => {
                if let Colour::Written(rgb, _) = Colour::read(element) {
                    styles.colours.palette.push(rgb);
                }
            }
            _ => {}
        }
        self.inside.push(name.to_owned());
        Ok(())
    }

    fn end(&mut self, _name: &str) -> Result<(), LintFault> {
        self.inside.pop();
        Ok(())
    }
}
