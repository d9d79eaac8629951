//! Derived totals: the sum of the tiers where no source prints a total.

use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Bounds, CodeLists, Period, Precision, Reading, Series, SeriesKey, TierId};
use tierstat_numerics::contribution::sum;

/// A total that no source prints: the sum of the readings of the tiers.
#[derive(Debug, Clone, PartialEq)]
pub struct DerivedTotal {
    /// The question that it answers.
    pub key: SeriesKey,
    /// The sum of the tiers, with their bounds.
    pub bounds: Bounds,
    /// The readings that are summed, from the top tier down.
    pub parts: Vec<Reading>,
}

impl DerivedTotal {
    /// The period as the parts print it where they agree; else the reference period.
    #[must_use]
    pub fn printed_period(&self) -> Period {
        let printed: BTreeSet<Period> = self.parts.iter().map(|part| part.figure.period).collect();
        printed.first().copied().filter(|_| printed.len() == 1).unwrap_or(self.key.period)
    }

    /// The last day on which one of the parts became known: before it the sum could not be made.
    #[must_use]
    pub fn known_on(&self) -> Option<jiff::civil::Date> {
        self.parts.iter().map(|part| part.figure.origin.known_on).max()
    }

    /// The least precise of the parts' prints, which is that of their sum.
    #[must_use]
    pub fn precision(&self) -> Precision {
        let precisions = self.parts.iter().map(|part| part.figure.quantity.precision);
        precisions.max_by_key(|precision| precision.rank()).unwrap_or(Precision::Missing)
    }

    /// The sum as it is written: 24 + 97 + 168.
    #[must_use]
    pub fn formula(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|part| part.figure.quantity.printed.as_str()).collect();
        parts.join(" + ")
    }
}

/// The totals over the tiers that no source prints, where every tier that has a number at any period has one at this.
///
/// Bounds are added, never midpoints (interval addition, Moore 1966). A tier that no reading ever names is taken to have
/// none, one that is named without a number is missing; a single tier makes no sum. What a plan aims at is no count, and has none. The readings are of one known-on day; the result is ordered by question.
#[must_use]
pub fn derived_totals(readings: &[Reading], lists: &CodeLists) -> Vec<DerivedTotal> {
    let Some(total) = lists.tiers.total() else { return Vec::new() };
    let mut tiers: BTreeMap<Series, BTreeSet<&TierId>> = BTreeMap::new();
    let mut printed: BTreeMap<SeriesKey, Vec<&Reading>> = BTreeMap::new();
    let mut has_total: BTreeSet<SeriesKey> = BTreeSet::new();
    let targets = lists.indicators.targets();
    for reading in readings.iter().filter(|reading| !targets.contains(&reading.key.indicator)) {
        let key = SeriesKey { tier: total.id.clone(), ..reading.key.clone() };
        if reading.figure.quantity.bounds.is_none() {
            // A tier that a source names without a number is there: missing is not none.
            if reading.key.tier != total.id {
                tiers.entry(key.series()).or_default().insert(&reading.key.tier);
            }
            continue;
        }
        if reading.key.tier == total.id {
            has_total.insert(key);
        } else {
            tiers.entry(key.series()).or_default().insert(&reading.key.tier);
            printed.entry(key).or_default().push(reading);
        }
    }
    let mut totals = Vec::new();
    for (key, mut parts) in printed {
        let counted = tiers.get(&key.series()).map_or(0, BTreeSet::len);
        if has_total.contains(&key) || counted < 2 || parts.len() < counted {
            continue;
        }
        let bounds: Vec<Bounds> = parts.iter().filter_map(|part| part.figure.quantity.bounds).collect();
        let Some(bounds) = sum(&bounds) else { continue };
        parts.sort_by_key(|part| lists.tiers.get(&part.key.tier).map(|tier| tier.rank));
        totals.push(DerivedTotal { key, bounds, parts: parts.into_iter().cloned().collect() });
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known_number::tests::{lists, reading};
    use tierstat_model::{Indicator, IndicatorId, Localized, Measure, UnitId};

    #[test]
    fn what_a_plan_aims_at_has_no_total_of_its_tiers() {
        let clubs = Indicator {
            id: IndicatorId("clubs".into()),
            name: Localized::default(),
            unit: UnitId("number".into()),
            measure: Measure::Stock,
            definition: Localized::default(),
            aliases: Vec::new(),
            is: None,
            part_of: None,
            growth_of: None,
            change_of: None,
            covers: None,
            target_of: None,
            due: None,
            step: None,
        };
        let readings = [reading("province", "2015", 24.0), reading("county", "2015", 168.0)];
        let totals = |target_of: Option<IndicatorId>| {
            let mut lists = lists();
            lists.indicators.indicators = vec![Indicator { target_of, ..clubs.clone() }];
            derived_totals(&readings, &lists).len()
        };
        assert_eq!((totals(None), totals(Some(IndicatorId("members".into())))), (1, 0));
    }

    #[test]
    fn a_tier_that_is_named_without_a_number_is_missing_and_not_none() {
        let [province, county] = [reading("province", "2015", 24.0), reading("county", "2015", 168.0)];
        let mut blank = reading("prefecture", "2015", 0.0);
        blank.figure.quantity = tierstat_model::Quantity::missing("");
        assert_eq!(derived_totals(&[province.clone(), county.clone()], &lists()).len(), 1);
        assert_eq!(derived_totals(&[province, county, blank], &lists()), []);
    }
}
