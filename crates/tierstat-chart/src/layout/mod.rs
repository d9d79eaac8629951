//! Layouts: where everything stands, as numbers, before anything is drawn.

mod coverage;
mod element;
mod frame;
mod line;

pub use element::{
    Anchor, Band, Bar, BarRole, Element, Group, GroupRole, Line, LineRole, Mark, Point, Rectangle, Text,
    TextRole,
};

use crate::{Chart, ChartError, Fonts, description};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tierstat_model::{Language, Localized};

/// A chart laid out: every text, line, mark and bar with its place in CSS pixels, origin at the top left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// The language of the texts.
    pub language: Language,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// The title as one line, for those who cannot see the chart.
    pub title: String,
    /// What the chart shows, for those who cannot see it.
    pub description: String,
    /// What is drawn, in order.
    pub groups: Vec<Group>,
    /// What could not be drawn as asked.
    pub warnings: Vec<ChartWarning>,
}

/// Something that could not be drawn as asked; the chart is drawn all the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartWarning {
    /// The bundled fonts have no glyph for a character.
    NoGlyph {
        /// The character.
        character: char,
    },
    /// The chart does not say where its figures come from.
    NoSource,
    /// A name is too long for its place and was cut; the whole of it stands in the tooltip.
    NameCut {
        /// The whole name.
        name: String,
    },
    /// A share is above 100 %, where its bar ends.
    AboveWhole {
        /// The row's name and detail.
        row: String,
    },
}

/// No text fits a chart from so many characters on: that is a page full of nothing but them.
const MOST_CHARACTERS: usize = 20_000;
/// The largest area of a chart, in CSS pixels: that of the largest size that can be asked for.
const LARGEST_AREA: f64 = 4000.0 * 4000.0;

/// Lays a chart out.
///
/// # Errors
/// [`ChartError`] where there is no figure, there are too many series, a text is too long, or the size leaves no room.
pub fn layout(chart: &Chart, fonts: &Fonts) -> Result<Layout, ChartError> {
    for text in chart.texts() {
        let found = text.chars().count();
        if found > MOST_CHARACTERS {
            return Err(ChartError::TextTooLong { found, limit: MOST_CHARACTERS });
        }
    }
    let mut layout = match chart {
        Chart::Line(chart) => line::layout(chart, fonts)?,
        Chart::Coverage(chart) => coverage::layout(chart, fonts)?,
    };
    if layout.width * layout.height > LARGEST_AREA {
        return Err(ChartError::Size { width: layout.width, height: layout.height });
    }
    layout.title = one_line(&chart.text().title);
    let described = one_line(&chart.text().description);
    layout.description = if described.is_empty() { one_line(&description::of(chart)) } else { described };
    if chart.text().source.trim().is_empty() {
        layout.warnings.push(ChartWarning::NoSource);
    }
    let written: BTreeSet<char> = layout.texts().flat_map(|text| fonts.missing(&text.content)).collect();
    layout.warnings.extend(written.into_iter().map(|character| ChartWarning::NoGlyph { character }));
    layout.warnings.sort();
    layout.warnings.dedup();
    Ok(layout)
}

/// A text without line breaks and control characters, and in English with straight quotes and plain dots: in
/// the Chinese fonts of the stack the others are as wide as an ideograph.
fn printable(text: &str, language: Language) -> String {
    let text = match language {
        Language::Chinese => text.to_owned(),
        Language::English => text.replace('…', "..."),
    };
    text.chars()
        .map(|character| match (language, character) {
            (_, '\n') => '\n',
            (_, character) if character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}') => ' ',
            (Language::English, '‘' | '’') => '\'',
            (Language::English, '“' | '”') => '"',
            (_, character) => character,
        })
        .collect()
}

/// A text on one line, for attributes and tooltips.
fn one_line(text: &str) -> String {
    printable(text, Language::Chinese).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Layout {
    /// All elements, in the order of drawing.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.groups.iter().flat_map(|group| &group.elements)
    }

    /// All texts, in the order of drawing.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.elements().filter_map(|element| match element {
            Element::Text(text) => Some(text),
            Element::Line(_) | Element::Mark(_) | Element::Bar(_) | Element::Band(_) => None,
        })
    }

    /// All lines of a role.
    pub fn lines(&self, role: LineRole) -> impl Iterator<Item = &Line> {
        self.elements().filter_map(move |element| match element {
            Element::Line(line) if line.role == role => Some(line),
            Element::Line(_) | Element::Text(_) | Element::Mark(_) | Element::Bar(_) | Element::Band(_) => {
                None
            }
        })
    }

    /// All marks.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.elements().filter_map(|element| match element {
            Element::Mark(mark) => Some(mark),
            Element::Text(_) | Element::Line(_) | Element::Bar(_) | Element::Band(_) => None,
        })
    }

    /// All bars of a role.
    pub fn bars(&self, role: BarRole) -> impl Iterator<Item = &Bar> {
        self.elements().filter_map(move |element| match element {
            Element::Bar(bar) if bar.role == role => Some(bar),
            Element::Bar(_) | Element::Text(_) | Element::Line(_) | Element::Mark(_) | Element::Band(_) => {
                None
            }
        })
    }
}

impl ChartWarning {
    /// The message in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::NoGlyph { character } => {
                let code = u32::from(*character);
                Localized::new(
                    format!("随附字体中没有“{character}”（U+{code:04X}）这个字"),
                    format!("the bundled fonts have no glyph for `{character}` (U+{code:04X})"),
                )
            }
            Self::NoSource => {
                Localized::new("图中没有写明数据来源", "the chart does not say where its figures come from")
            }
            Self::NameCut { name } => Localized::new(
                format!("名称“{name}”太长，图中已截断"),
                format!("the name `{name}` is too long and was cut in the chart"),
            ),
            Self::AboveWhole { row } => Localized::new(
                format!("“{row}”超过100%，条形止于100%"),
                format!("`{row}` is above 100 %; its bar ends there"),
            ),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::NoGlyph { .. } => Localized::new(
                "把这个字加入代码表或 build_fonts.py 的 SIGNS，再运行 just fonts",
                "add the character to a code list or to SIGNS in build_fonts.py, then run `just fonts`",
            ),
            Self::NoSource => Localized::new("补上数据来源", "give the chart a source"),
            Self::NameCut { .. } => Localized::new(
                "在代码表中给它一个短名称，或加宽图",
                "give it a short name in the code list, or make the chart wider",
            ),
            Self::AboveWhole { .. } => {
                Localized::new("核对覆盖数与单位总数", "compare the number covered with the number of units")
            }
        }
    }
}
