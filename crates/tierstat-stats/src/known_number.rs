//! The number of a series at a period: as a source prints it, or for all tiers together as their sum.

use crate::derived::{DerivedTotal, derived_totals};
use tierstat_model::{
    AreaCode, Bounds, Breakdown, CodeLists, IndicatorId, Measure, Period, Reading, SeriesKey, TierId,
};

/// Which series: what is counted, of which tier, where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesId {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The tier.
    pub tier: TierId,
    /// The area.
    pub area: AreaCode,
    /// Which part of the indicator.
    pub breakdown: Breakdown,
}

impl SeriesId {
    /// The series of a question.
    #[must_use]
    pub fn of_question(key: &SeriesKey) -> Self {
        Self {
            indicator: key.indicator.clone(),
            tier: key.tier.clone(),
            area: key.area.clone(),
            breakdown: key.breakdown.clone(),
        }
    }

    /// Whether a reading is one of this series.
    #[must_use]
    pub fn holds(&self, reading: &Reading) -> bool {
        let key = &reading.key;
        key.indicator == self.indicator
            && key.tier == self.tier
            && key.area == self.area
            && key.breakdown == self.breakdown
    }
}

/// A number with the readings it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownNumber {
    /// The number.
    pub bounds: Bounds,
    /// The period, as the readings print it where they agree.
    pub period: Period,
    /// The reading that prints it, or the readings it is the sum of.
    pub readings: Vec<Reading>,
    /// Whether it is a sum of ours that no source prints.
    pub is_sum: bool,
}

impl KnownNumber {
    /// The number that a reading prints; `None` where it prints none.
    #[must_use]
    pub fn printed(reading: &Reading) -> Option<Self> {
        let bounds = reading.figure.quantity.bounds?;
        Some(Self { bounds, period: reading.figure.period, readings: vec![reading.clone()], is_sum: false })
    }

    /// The sum of the tiers that no source prints.
    #[must_use]
    pub fn of_sum(total: &DerivedTotal) -> Self {
        let (bounds, readings) = (total.bounds, total.parts.clone());
        Self { bounds, period: total.printed_period(), readings, is_sum: true }
    }
}

/// Whether a reading answers for a period as a person writes it: 2015-06 asks for the stock at its last day.
#[must_use]
pub fn answers(reading: &Reading, period: Period) -> bool {
    let ends_with_it = reading.key.period.last_day() == period.last_day();
    match reading.figure.measure {
        Measure::Stock => ends_with_it,
        Measure::Flow => ends_with_it && reading.key.period.first_day() == period.first_day(),
    }
}

/// The number of a series at a period, from readings of its indicator and area: printed for that period and no other, or for all tiers
/// together the sum of the tiers, as [`derived_totals`] forms it.
///
/// Never the number of an earlier period: who wants that asks for it by its own name.
#[must_use]
pub fn known_number(
    readings: &[Reading],
    lists: &CodeLists,
    series: &SeriesId,
    period: Period,
) -> Option<KnownNumber> {
    let of_series = |reading: &&Reading| series.holds(reading) && answers(reading, period);
    if let Some(printed) = readings.iter().filter(of_series).find_map(KnownNumber::printed) {
        return Some(printed);
    }
    lists.tiers.total().filter(|total| total.id == series.tier)?;
    let of_whole =
        |reading: &&Reading| SeriesId { tier: reading.key.tier.clone(), ..series.clone() }.holds(reading);
    let readings: Vec<Reading> = readings.iter().filter(of_whole).cloned().collect();
    let total = derived_totals(&readings, lists)
        .into_iter()
        .find(|total| total.parts.iter().all(|part| answers(part, period)))?;
    Some(KnownNumber::of_sum(&total))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use tierstat_model::{
        DocumentLayout, Figure, FigureId, Localized, Origin, Quantity, ReadingRule, Status, Tier, TierList,
        UnitId,
    };

    /// Three tiers and their total.
    pub(crate) fn lists() -> CodeLists {
        let tier = |id: &str, rank, total| Tier {
            id: TierId(id.into()),
            name: Localized::new(id, id),
            rank,
            total,
            aliases: Vec::new(),
        };
        CodeLists {
            tiers: TierList {
                tiers: vec![
                    tier("province", 1, false),
                    tier("prefecture", 2, false),
                    tier("county", 3, false),
                    tier("all", 9, true),
                ],
            },
            ..CodeLists::default()
        }
    }

    /// A reading of clubs in area 1.
    pub(crate) fn reading(tier: &str, period: &str, value: f64) -> Reading {
        let figure = Figure {
            id: FigureId(format!("{tier}-{period}")),
            indicator: IndicatorId("clubs".into()),
            tier: TierId(tier.into()),
            area: AreaCode("1".into()),
            breakdown: tierstat_model::Breakdown::whole(),
            period: period.parse().unwrap(),
            measure: Measure::Stock,
            quantity: Quantity::exact(value.to_string(), value).unwrap(),
            unit: UnitId("number".into()),
            status: Status::A,
            origin: Origin {
                document: tierstat_model::Document {
                    publisher: "office".into(),
                    layout: DocumentLayout::AsReceived,
                    ..Default::default()
                },
                cell: tierstat_model::CellRef { file: "a.csv".into(), sheet: None, row: 1, column: 1 },
                content_hash: String::new(),
                known_on: "2020-01-01".parse().unwrap(),
                source_rank: 1,
                phrase: None,
            },
            correction: None,
        };
        let key: SeriesKey = figure.key();
        Reading { key, figure, rule: ReadingRule::OnlyOne, behind: Vec::new() }
    }

    pub(crate) fn series(tier: &str) -> SeriesId {
        SeriesId {
            indicator: IndicatorId("clubs".into()),
            tier: TierId(tier.into()),
            area: AreaCode("1".into()),
            breakdown: Breakdown::whole(),
        }
    }

    #[test]
    fn all_tiers_together_are_those_of_that_period_and_no_older_print() {
        let readings = [
            reading("all", "2014", 121.0),
            reading("province", "2015", 24.0),
            reading("prefecture", "2015", 97.0),
            reading("county", "2015", 168.0),
        ];
        let at = |tier: &str, period: &str| {
            known_number(&readings, &lists(), &series(tier), period.parse().unwrap())
        };
        let found = at("all", "2015").unwrap();
        assert_eq!((found.bounds.as_point(), found.is_sum, found.readings.len()), (Some(289.0), true, 3));
        assert_eq!(at("all", "2014").unwrap().bounds.as_point(), Some(121.0));
        assert_eq!(at("county", "2015-12-31").unwrap().bounds.as_point(), Some(168.0));
        assert_eq!((at("all", "2016"), at("county", "2014")), (None, None));
    }

    #[test]
    fn a_sum_that_lacks_a_tier_is_no_total() {
        let readings = [
            reading("province", "2015", 24.0),
            reading("county", "2015", 168.0),
            reading("prefecture", "2016", 97.0),
        ];
        assert_eq!(known_number(&readings, &lists(), &series("all"), "2015".parse().unwrap()), None);
    }
}
