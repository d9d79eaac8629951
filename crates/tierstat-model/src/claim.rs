//! Claims: what a text says in numbers, before anybody has asked whether it is so.

use crate::{AreaCode, CellRef, IndicatorId, Period, Quantity, TierId};
use serde::{Deserialize, Serialize};

/// A number in a text with what it claims, as far as the text tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Where the number stands: line and place in the line of a text, row and column of a table.
    pub place: CellRef,
    /// The sentence, or the labels of the cell.
    pub sentence: String,
    /// The number as printed, with its bounds; a fall is negative.
    pub quantity: Quantity,
    /// What the number is.
    pub kind: ClaimKind,
    /// What is counted, where the text names it.
    pub indicator: Option<IndicatorId>,
    /// Whether the text ties the number to what is counted; else the indicator is what it spoke of before.
    pub is_certain: bool,
    /// The tier, where the text names it.
    pub tier: Option<TierId>,
    /// The area, where the text names it.
    pub area: Option<AreaCode>,
    /// The periods that the number may be of: the nearest first, then all others of the sentence.
    pub periods: Vec<Period>,
}

/// What a number of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// How many there are.
    Level,
    /// How many more or fewer: 增加97家, 97 more.
    Change,
    /// By which share it grew: 增长34%, doubled.
    Rate,
    /// By how many percentage points a rate or share moved: 下降13.29个百分点.
    Points,
    /// Which share of a whole it is.
    Share,
    /// For how many years in a row it grew or fell: 连续5年增长.
    YearsInRow,
}

impl ClaimKind {
    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Change => "change",
            Self::Rate => "rate",
            Self::Points => "points",
            Self::Share => "share",
            Self::YearsInRow => "years-in-row",
        }
    }
}
