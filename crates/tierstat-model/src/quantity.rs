//! A quantity: the printed text, the bounds it allows, the point value if there is one.

use crate::{Bounds, BoundsError, Localized};
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

    /// What people read in its place.
    #[must_use]
    pub fn words(self) -> Localized {
        let (zh, en) = match self {
            Self::Exact => ("准确", "exact"),
            Self::Rounded => ("四舍五入", "rounded"),
            Self::AtLeast => ("多于", "at least"),
            Self::Floor => ("不少于", "no less than"),
            Self::Almost => ("近", "almost"),
            Self::About => ("约", "about"),
            Self::Range => ("区间", "range"),
            Self::Vague => ("概数", "vague"),
            Self::Share => ("比率", "share"),
            Self::Missing => ("缺", "missing"),
        };
        Localized::new(zh, en)
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
/// Invariants, which [`Quantity::fault`] looks at and reading from a file holds to: `bounds` is `None` exactly where
/// `precision` is [`Precision::Missing`]; `value`, where it is there, lies inside `bounds`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "WrittenQuantity")]
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

/// A quantity as a file says it, which may be none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenQuantity {
    printed: String,
    precision: Precision,
    bounds: Option<Bounds>,
    value: Option<f64>,
}

impl TryFrom<WrittenQuantity> for Quantity {
    type Error = QuantityFault;

    fn try_from(written: WrittenQuantity) -> Result<Self, QuantityFault> {
        let WrittenQuantity { printed, precision, bounds, value } = written;
        let quantity = Self { printed, precision, bounds, value };
        quantity.fault().map_or(Ok(quantity), Err)
    }
}

/// What keeps a precision, bounds and a value from being one quantity.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum QuantityFault {
    /// A missing number has no bounds and no value.
    #[error("a missing number has bounds or a value")]
    NumberOfMissing,
    /// A number that is there has bounds.
    #[error("a number has no bounds")]
    NoBounds,
    /// Its bounds are none.
    #[error("its bounds are none: {0}")]
    NoInterval(#[from] BoundsError),
    /// The value lies outside its own bounds, or is not finite.
    #[error("the value {value} lies outside its bounds {bounds}")]
    Outside {
        /// The value.
        value: f64,
        /// The bounds.
        bounds: Bounds,
    },
}

impl QuantityFault {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::NumberOfMissing => "缺失的数却有界限或数值".to_owned(),
            Self::NoBounds => "数值没有界限".to_owned(),
            Self::NoInterval(BoundsError::Empty { lower, upper }) => {
                format!("界限不成立：下限 {lower} 不低于上限 {upper}")
            }
            Self::NoInterval(BoundsError::NotFinite) => "界限不成立：不是有限的数".to_owned(),
            Self::Outside { value, bounds } => format!("数值 {value} 不在自身的界限 {bounds} 之内"),
        };
        Localized::new(zh, self.to_string())
    }
}

impl Quantity {
    /// What is wrong with it: `None` where its parts agree.
    ///
    /// ```
    /// use tierstat_model::{Quantity, QuantityFault};
    ///
    /// let mut quantity = Quantity::exact("24", 24.0).unwrap();
    /// assert_eq!(quantity.fault(), None);
    /// quantity.value = Some(77.0);
    /// assert!(matches!(quantity.fault(), Some(QuantityFault::Outside { .. })));
    /// ```
    #[must_use]
    pub fn fault(&self) -> Option<QuantityFault> {
        let is_missing = self.precision == Precision::Missing;
        match (self.bounds, self.value) {
            (None, None) if is_missing => None,
            (None, Some(_)) | (Some(_), _) if is_missing => Some(QuantityFault::NumberOfMissing),
            (None, _) => Some(QuantityFault::NoBounds),
            (Some(bounds), Some(value)) if !bounds.contains(value) => {
                Some(QuantityFault::Outside { value, bounds })
            }
            (Some(_), _) => None,
        }
    }

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
