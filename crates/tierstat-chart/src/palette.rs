//! Colours and marks, chosen so that nothing depends on colour alone.
//!
//! The categorical colours are those of the United Kingdom Government Analysis Function's chart guidance
//! (afcharts), each at least 3 : 1 against white; contrast is reckoned as in WCAG 2.2.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkShape {
    /// A disc.
    Circle,
    /// A square on its side.
    Square,
    /// A triangle that points up.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A triangle that points down.
    InvertedTriangle,
    /// A hexagon.
    Hexagon,
}

/// The colours and marks of series, in order.
pub(crate) const SERIES: [(Colour, MarkShape); 6] = [
    (Colour(0x12, 0x43, 0x6D), MarkShape::Circle),
    (Colour(0x28, 0xA1, 0x97), MarkShape::Square),
    (Colour(0x80, 0x16, 0x50), MarkShape::Triangle),
    (Colour(0xF4, 0x6A, 0x25), MarkShape::Diamond),
    (Colour(0x3D, 0x3D, 0x3D), MarkShape::InvertedTriangle),
    (Colour(0xA2, 0x85, 0xD1), MarkShape::Hexagon),
];

pub(crate) const BACKGROUND: Colour = Colour(0xFF, 0xFF, 0xFF);
pub(crate) const INK: Colour = Colour(0x1A, 0x1F, 0x26);
pub(crate) const SOFT_INK: Colour = Colour(0x48, 0x50, 0x5A);
pub(crate) const FAINT_INK: Colour = Colour(0x5F, 0x67, 0x71);
pub(crate) const GRIDLINE: Colour = Colour(0xE1, 0xE5, 0xEA);
pub(crate) const BASELINE: Colour = Colour(0x6B, 0x73, 0x7D);
pub(crate) const LEADER: Colour = Colour(0x8C, 0x93, 0x9C);
/// Cells of numbers that grew, from a little to much; texts on them have the contrast of the darkest ink.
pub(crate) const RISES: [Colour; 3] =
    [Colour(0xE3, 0xEE, 0xF8), Colour(0xC4, 0xDC, 0xF2), Colour(0x9C, 0xC4, 0xEB)];
/// Cells of numbers that fell.
pub(crate) const FALLS: [Colour; 3] =
    [Colour(0xFD, 0xEC, 0xE0), Colour(0xFA, 0xD7, 0xBF), Colour(0xF6, 0xBE, 0x98)];
/// Lines and marks of series that a reader need not look at.
pub(crate) const MUTED: Colour = Colour(0x8C, 0x93, 0x9C);
pub(crate) const TRACK: Colour = Colour(0xEB, 0xEE, 0xF2);
pub(crate) const FORECAST: Colour = Colour(0xE9, 0xEC, 0xF0);
pub(crate) const BAR: Colour = Colour(0x12, 0x43, 0x6D);
pub(crate) const EARLIER_BAR: Colour = Colour(0x20, 0x73, 0xBC);
pub(crate) const POSSIBLE_BAR: Colour = Colour(0x9F, 0xC6, 0xEC);
/// Bars of several periods, the latest first: each lighter than the one after it.
pub(crate) const PERIODS: [Colour; 4] =
    [BAR, Colour(0x1B, 0x5C, 0x98), Colour(0x2F, 0x7F, 0xC6), Colour(0x57, 0x98, 0xD3)];
pub(crate) const MUTED_BAR: Colour = Colour(0x8C, 0x93, 0x9C);
pub(crate) const POSSIBLE_MUTED_BAR: Colour = Colour(0xD0, 0xD5, 0xDB);
/// The latest of several grey bars; the earlier ones are as light as a grey bar may be.
pub(crate) const LATEST_MUTED_BAR: Colour = BASELINE;
/// Words about an [`EARLIER_BAR`]: what is deep enough for a bar is not in every theme deep enough for a text.
pub(crate) const EARLIER_TEXT: Colour = Colour(0x1E, 0x6D, 0xB2);
/// Texts on bars that are too pale for white ones.
pub(crate) const ON_PALE_BAR: Colour = Colour(0x14, 0x18, 0x1E);
/// Texts on grey bars.
pub(crate) const ON_MUTED_BAR: Colour = Colour(0x12, 0x16, 0x1B);

/// Tiles by their class, from the lowest to the highest; texts on them are in the darkest ink.
pub(crate) const TILES: [Colour; 4] =
    [Colour(0xDA, 0xE9, 0xF7), Colour(0xB4, 0xD3, 0xEF), Colour(0x88, 0xBA, 0xE5), Colour(0x5B, 0x9F, 0xD7)];
/// Tiles of values below zero, from those near it to the lowest.
pub(crate) const TILES_BELOW: [Colour; 3] =
    [Colour(0xFC, 0xE4, 0xD3), Colour(0xF8, 0xC9, 0xA6), Colour(0xF1, 0xA6, 0x6F)];

impl Colour {
    /// The relative luminance, 0 for black and 1 for white (WCAG 2.2).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The same hue, darkened until text in it has a contrast of 4.5 : 1 on white, and on the paper of every theme.
    #[must_use]
    pub fn for_text(self) -> Self {
        if self == EARLIER_BAR {
            return EARLIER_TEXT;
        }
        let darken = |channel: u8| u8::try_from(u16::from(channel) * 19 / 20).unwrap_or(channel);
        let mut colour = self;
        while colour.contrast(BACKGROUND) < 4.5 {
            colour = Self(darken(colour.0), darken(colour.1), darken(colour.2));
        }
        colour
    }
}

impl Colour {
    /// The colour in which a text on a bar of this one can be read, in every theme.
    pub(crate) fn of_text_on(self) -> Self {
        match self {
            MUTED_BAR => ON_MUTED_BAR,
            deep if deep.contrast(BACKGROUND) >= 4.5 => BACKGROUND,
            _ => ON_PALE_BAR,
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let number = number.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number
            .ok_or_else(|| {
                serde::de::Error::custom(tierstat_model::in_both(
                    &format!("`{text}` 不是颜色；例：#12436D"),
                    &format!("`{text}` is no colour; write #12436D"),
                ))
            })?
            .to_be_bytes();
        Ok(Self(red, green, blue))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_agrees_with_the_standard() {
        assert!((Colour(0, 0, 0).contrast(BACKGROUND) - 21.0).abs() < 1e-9);
        assert!((Colour(0x77, 0x77, 0x77).contrast(BACKGROUND) - 4.478).abs() < 1e-3, "a known example");
    }

    #[test]
    fn lines_and_marks_stand_out_from_the_background() {
        for colour in SERIES.map(|(colour, _)| colour).into_iter().chain([MUTED]) {
            assert!(colour.contrast(BACKGROUND) >= 3.0, "{colour}: {}", colour.contrast(BACKGROUND));
        }
        assert!(MUTED_BAR.contrast(BACKGROUND) >= 3.0);
        for pair in PERIODS.windows(2) {
            assert!(pair[1].contrast(BACKGROUND) >= 3.0, "{}", pair[1]);
            assert!(pair[0].contrast(pair[1]) >= 1.25, "{} and {}", pair[0], pair[1]);
        }
        for bar in [BAR, EARLIER_BAR] {
            assert!(bar.contrast(TRACK) >= 3.0, "{bar}");
            assert!(bar.contrast(BACKGROUND) >= 3.0, "{bar}");
        }
    }

    #[test]
    fn text_can_be_read() {
        let names = SERIES.map(|(colour, _)| colour.for_text()).into_iter();
        for text in
            [INK, SOFT_INK, FAINT_INK, EARLIER_BAR.for_text(), MUTED.for_text()].into_iter().chain(names)
        {
            assert!(text.contrast(BACKGROUND) >= 4.5, "{text}");
        }
    }

    #[test]
    fn numbers_in_cells_can_be_read() {
        for tile in TILES.into_iter().chain(TILES_BELOW) {
            assert!(INK.contrast(tile) >= 4.5, "{tile}: {}", INK.contrast(tile));
        }
        for cell in RISES.into_iter().chain(FALLS).chain([TRACK]) {
            assert!(INK.contrast(cell) >= 7.0, "{cell}");
        }
    }

    #[test]
    fn no_two_series_share_colour_or_mark() {
        for (index, (colour, shape)) in SERIES.iter().enumerate() {
            assert!(SERIES[..index].iter().all(|(other, mark)| other != colour && mark != shape));
        }
    }
}
