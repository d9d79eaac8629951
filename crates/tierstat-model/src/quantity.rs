//! A quantity: the printed text, the bounds it allows, the point value if there is one.

use crate::Bounds;
use serde::{Deserialize, Serialize};

/// How precisely a number is printed: the row of the design's table it matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// Every digit is printed: 24, 2,452家, 二十四个.
    Exact,
    /// Printed in larger units, half a unit of the last digit either way: 53.1万.
    Rounded,
    /// More than printed, up to the next step: 3500多家.
    AtLeast,
    /// No less than printed, with no upper bound: 44万以上.
    Floor,
    /// Just below what is printed: 近200.
    Almost,
    /// Either side of what is printed: 约7500.
    About,
    /// Two ends are printed: 20~30家.
    Range,
    /// A number word: 十几家, 数十.
    Vague,
    /// A ratio, never a count: 66.7%, 三分之二.
    Share,
    /// No number stands there: —, …, blank.
    Missing,
}

impl Precision {
    /// The name used in files and in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Rounded => "rounded",
            Self::AtLeast => "at-least",
            Self::Floor => "floor",
            Self::Almost => "almost",
            Self::About => "about",
            Self::Range => "range",
            Self::Vague => "vague",
            Self::Share => "share",
            Self::Missing => "missing",
        }
    }

    /// Reads back what [`Precision::name`] writes.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Exact,
            Self::Rounded,
            Self::AtLeast,
            Self::Floor,
            Self::Almost,
            Self::About,
            Self::Range,
            Self::Vague,
            Self::Share,
            Self::Missing,
        ]
        .into_iter()
        .find(|precision| precision.name() == name)
    }

    /// The place in the order exact, rounded, vague by which readings prefer; smaller is preferred.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Exact | Self::Share => 0,
            Self::Rounded => 1,
            Self::Range => 2,
            Self::AtLeast => 3,
            Self::Almost | Self::About => 4,
            Self::Vague => 5,
            Self::Floor => 6,
            Self::Missing => 7,
        }
    }
}

/// A number as it was printed, with what the print allows.
///
/// Invariants: `bounds` is `None` exactly where `precision` is [`Precision::Missing`]; `value`, where it is
/// there, lies inside `bounds`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The text of the cell or phrase, unchanged.
    pub printed: String,
    /// The row of the quantity table that the text matched.
    pub precision: Precision,
    /// The bounds in base units (53.1万 is `[530500, 531500)`), or `None` where no number is printed.
    pub bounds: Option<Bounds>,
    /// The point in base units where the print is one (exact, rounded, share), else `None`.
    pub value: Option<f64>,
}

impl Quantity {
    /// An exact number, printed as given.
    ///
    /// # Errors
    /// [`crate::BoundsError::NotFinite`] for NaN and infinities.
    pub fn exact(printed: impl Into<String>, value: f64) -> Result<Self, crate::BoundsError> {
        Ok(Self {
            printed: printed.into(),
            precision: Precision::Exact,
            bounds: Some(Bounds::point(value)?),
            value: Some(value),
        })
    }

    /// A place where no number stands, with the text that stands there instead.
    #[must_use]
    pub fn missing(printed: impl Into<String>) -> Self {
        Self { printed: printed.into(), precision: Precision::Missing, bounds: None, value: None }
    }
}
