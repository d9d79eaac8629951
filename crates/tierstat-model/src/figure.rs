//! Figures: numbers with their meaning.

use crate::{AreaCode, Breakdown, IndicatorId, Measure, Origin, Period, Quantity, Status, TierId, UnitId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a figure in the ledger, made from its content, so that the same cell always has the same id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FigureId(pub String);

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number with its meaning: the only thing that is stored, charted and reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The id.
    pub id: FigureId,
    /// What is counted.
    pub indicator: IndicatorId,
    /// The tier of what is counted.
    pub tier: TierId,
    /// The area it is reported for.
    pub area: AreaCode,
    /// Which part of the indicator is counted; nothing stands for the whole.
    #[serde(default, skip_serializing_if = "Breakdown::is_whole")]
    pub breakdown: Breakdown,
    /// The period it describes, as finely as the source says.
    pub period: Period,
    /// Whether it is a stock or a flow.
    pub measure: Measure,
    /// The number as printed, with its bounds in base units.
    pub quantity: Quantity,
    /// The unit.
    pub unit: UnitId,
    /// The observation status.
    pub status: Status,
    /// Where it comes from.
    pub origin: Origin,
    /// The correction that overrides what is printed, where this figure was made by one; the printed figure stays too.
    #[serde(default)]
    pub correction: Option<Correction>,
}

/// Why a figure differs from the text in its cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The text that the cell printed when the correction was written: the guard.
    pub expected: String,
    /// Why the printed value cannot be right.
    pub reason: String,
}

impl Figure {
    /// The question that this figure answers.
    #[must_use]
    pub fn key(&self) -> SeriesKey {
        SeriesKey {
            indicator: self.indicator.clone(),
            tier: self.tier.clone(),
            area: self.area.clone(),
            breakdown: self.breakdown.clone(),
            period: self.reference_period(),
        }
    }

    /// The period by which figures are compared: a stock describes the last day of its period, a flow all of it.
    ///
    /// So the stocks of `2018`, `2018-12` and `2018-12-31` answer one question.
    #[must_use]
    pub fn reference_period(&self) -> Period {
        match self.measure {
            Measure::Stock => Period::Day(self.period.last_day()),
            Measure::Flow => self.period,
        }
    }
}

/// What is counted, over all periods: the key of a series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// What is counted.
    pub indicator: IndicatorId,
    /// The tier of what is counted.
    pub tier: TierId,
    /// The area.
    pub area: AreaCode,
    /// Which part of the indicator.
    pub breakdown: Breakdown,
}

impl Series {
    /// The same without a tier: what a total over tiers and its parts have in common.
    #[must_use]
    pub fn any_tier(&self) -> Self {
        Self { tier: TierId(String::new()), ..self.clone() }
    }

    /// The question of the series at a reference period.
    #[must_use]
    pub fn at(&self, period: Period) -> SeriesKey {
        let Self { indicator, tier, area, breakdown } = self.clone();
        SeriesKey { indicator, tier, area, breakdown, period }
    }
}

/// A question the ledger can be asked: what is the value of this series at this period?
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeriesKey {
    /// What is counted.
    pub indicator: IndicatorId,
    /// The tier of what is counted.
    pub tier: TierId,
    /// The area.
    pub area: AreaCode,
    /// Which part of the indicator; nothing stands for the whole.
    #[serde(default, skip_serializing_if = "Breakdown::is_whole")]
    pub breakdown: Breakdown,
    /// The reference period, see [`Figure::reference_period`].
    pub period: Period,
}

impl SeriesKey {
    /// The series that the question belongs to.
    #[must_use]
    pub fn series(&self) -> Series {
        let Self { indicator, tier, area, breakdown, .. } = self.clone();
        Series { indicator, tier, area, breakdown }
    }
}
