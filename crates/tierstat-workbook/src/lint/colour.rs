//! Colours of a workbook: written out, of its palette or of its theme, tinted; and how well one is read on another.

use super::fault::LintFault;
use super::package::{Element, PartReader};

/// A colour as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rgb(pub(crate) [u8; 3]);

/// What text is written in and on where nothing else is said.
pub(crate) const BLACK: Rgb = Rgb([0; 3]);
/// What a sheet is where nothing is filled.
pub(crate) const WHITE: Rgb = Rgb([255; 3]);

/// The palette of indexed colours (ECMA-376 part 1, section 18.8.27), from 8 on; those before it are 8 to 15 again.
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000,
    0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366,
    0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00,
    0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99,
    0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99, 0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900,
    0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366,
    0x33_3399, 0x33_3333,
];

/// The theme of Office, for workbooks that bring none: light 1, dark 1, light 2, dark 2, six accents, two of links.
const OFFICE: [u32; 12] = [
    0xFF_FFFF, 0x00_0000, 0xEE_ECE1, 0x1F_497D, 0x4F_81BD, 0xC0_504D, 0x9B_BB59, 0x80_64A2, 0x4B_ACC6,
    0xF7_9646, 0x00_00FF, 0x80_0080,
];

impl Rgb {
    fn of(number: u32) -> Self {
        let [_, red, green, blue] = number.to_be_bytes();
        Self([red, green, blue])
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.get(text.len().checked_sub(6)?..)?;
        u32::from_str_radix(digits, 16).ok().map(Self::of)
    }

    /// The contrast ratio with another, 1 to 21 (WCAG 2.2, relative luminance).
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// What is seen of it where it covers a share of another.
    pub(crate) fn over(self, behind: Self, share: f64) -> Self {
        let mix = |front: u8, back: u8| {
            let mixed = f64::from(front) * share + f64::from(back) * (1.0 - share);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it lies between 0 and 255"
            )]
            let byte = mixed.clamp(0.0, 255.0).round() as u8;
            byte
        };
        let (Self([r, g, b]), Self([red, green, blue])) = (self, behind);
        Self([mix(r, red), mix(g, green), mix(b, blue)])
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Lighter or darker by a tint from -1 to 1 (ECMA-376 part 1, section 18.8.19): the lightness of HSL moves, hue and saturation stay.
    fn tinted(self, tint: f64) -> Self {
        if tint.abs() < 1e-9 || !tint.is_finite() {
            return self;
        }
        let [red, green, blue] = self.0.map(|part| f64::from(part) / 255.0);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let lightness = f64::midpoint(most, least);
        let moved = if tint < 0.0 {
            lightness * (1.0 + tint.max(-1.0))
        } else {
            lightness + (1.0 - lightness) * tint.min(1.0)
        };
        let spread = most - least;
        let room = 1.0 - (2.0 * lightness - 1.0).abs();
        let saturation = if room > 1e-9 { (spread / room).min(1.0) } else { 0.0 };
        let chroma = (1.0 - (2.0 * moved - 1.0).abs()) * saturation;
        let base = moved - chroma / 2.0;
        let part = |part: f64| {
            let place = if spread > 1e-9 { (part - least) / spread } else { 0.0 };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it lies between 0 and 255"
            )]
            let byte = ((base + chroma * place).clamp(0.0, 1.0) * 255.0).round() as u8;
            byte
        };
        Self([part(red), part(green), part(blue)])
    }
}

/// A colour as a style names it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum Colour {
    /// What the program takes.
    #[default]
    Automatic,
    /// Written out, then tinted.
    Written(Rgb, f64),
    /// A place of the palette, then tinted.
    Indexed(usize, f64),
    /// A place of the theme, then tinted.
    Theme(usize, f64),
}

impl Colour {
    /// Reads an element such as `color` or `fgColor`.
    pub(crate) fn read(element: &Element<'_>) -> Self {
        let tint = element.number("tint").unwrap_or(0.0);
        if let Some(rgb) = element.value("rgb").as_deref().and_then(Rgb::parse) {
            Self::Written(rgb, tint)
        } else if let Some(place) = element.number("theme") {
            Self::Theme(place, tint)
        } else if let Some(place) = element.number("indexed") {
            Self::Indexed(place, tint)
        } else {
            Self::Automatic
        }
    }
}

/// What places of palette and theme are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Colours {
    /// The palette of the workbook, where it brings one.
    pub(crate) palette: Vec<Rgb>,
    /// The theme of the workbook in the order of its part: dark 1, light 1, dark 2, light 2, accents, links.
    pub(crate) theme: Vec<Rgb>,
}

impl Colours {
    /// A colour as it is seen; none where the program takes its own.
    pub(crate) fn seen(&self, colour: Colour) -> Option<Rgb> {
        match colour {
            Colour::Automatic => None,
            Colour::Written(rgb, tint) => Some(rgb.tinted(tint)),
            Colour::Indexed(place, tint) => {
                let own = self.palette.get(place).copied();
                let usual = || PALETTE.get(if place < 8 { place } else { place - 8 }).copied().map(Rgb::of);
                own.or_else(usual).map(|rgb| rgb.tinted(tint))
            }
            Colour::Theme(place, tint) => {
                // The part has dark before light, and places count light first.
                let swapped = if place < 4 { place ^ 1 } else { place };
                let own = self.theme.get(swapped).copied();
                let usual = || OFFICE.get(place).copied().map(Rgb::of);
                own.or_else(usual).map(|rgb| rgb.tinted(tint))
            }
        }
    }
}

/// Reads the colours of a theme.
#[derive(Default)]
pub(crate) struct ThemeReader {
    is_inside: bool,
    /// The colours in the order of the part.
    pub(crate) colours: Vec<Rgb>,
}

impl PartReader for ThemeReader {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        match element.name() {
            "clrScheme" => self.is_inside = true,
            name @ ("srgbClr" | "sysClr") if self.is_inside && self.colours.len() < 12 => {
                let value = element.value(if name == "sysClr" { "lastClr" } else { "val" });
                let system = if self.colours.len() == 1 { WHITE } else { BLACK };
                self.colours.push(value.as_deref().and_then(Rgb::parse).unwrap_or(system));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), LintFault> {
        self.is_inside &= name != "clrScheme";
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        assert!((Rgb([0x76; 3]).contrast(WHITE) - 4.54).abs() < 0.01);
        assert!((Rgb([255, 0, 0]).contrast(WHITE) - 4.0).abs() < 0.01);
    }

    #[test]
    fn a_tint_moves_the_lightness_alone() {
        assert_eq!(BLACK.tinted(0.5), Rgb([128; 3]));
        assert_eq!(WHITE.tinted(-0.25), Rgb([191; 3]));
        // Accent 1 of Office, lighter by 80 %, as Excel shows it: DCE6F1, by one step of rounding.
        let Rgb(seen) = Rgb::of(0x4F_81BD).tinted(0.8);
        for (seen, shown) in seen.into_iter().zip([0xDC_u8, 0xE6, 0xF2]) {
            assert!(seen.abs_diff(shown) <= 1, "{seen} {shown}");
        }
    }

    #[test]
    fn places_of_theme_and_palette_are_resolved() {
        let colours = Colours::default();
        assert_eq!(colours.seen(Colour::Theme(0, 0.0)), Some(WHITE));
        assert_eq!(colours.seen(Colour::Theme(1, 0.0)), Some(BLACK));
        assert_eq!(colours.seen(Colour::Indexed(10, 0.0)), Some(Rgb([255, 0, 0])));
        assert_eq!(colours.seen(Colour::Indexed(2, 0.0)), Some(Rgb([255, 0, 0])));
        assert_eq!(colours.seen(Colour::Indexed(64, 0.0)), None);
        let own = Colours { theme: vec![Rgb([1; 3]), Rgb([2; 3])], ..colours };
        assert_eq!(own.seen(Colour::Theme(0, 0.0)), Some(Rgb([2; 3])));
    }
}
