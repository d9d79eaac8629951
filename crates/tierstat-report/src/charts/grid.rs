//! The grid of a chart: how often what it shows is counted.

use crate::scope::Scope;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_chart::ChartSpec;
use tierstat_model::{IndicatorId, Period, Reading, Series};
use tierstat_stats::period_grid::PeriodGrid;

/// How often what a chart shows is counted, by all that the report knows of it.
pub(super) fn grid<'a>(
    scope: &Scope,
    shown: impl Iterator<Item = &'a Reading>,
    spec: &'a ChartSpec,
) -> PeriodGrid {
    let counted = shown.map(|reading| &reading.key.indicator);
    let indicators: BTreeSet<&IndicatorId> = counted.chain([&spec.indicator]).collect();
    let mut series: BTreeMap<Series, BTreeSet<Period>> = BTreeMap::new();
    for reading in scope.readings().iter().filter(|reading| indicators.contains(&reading.key.indicator)) {
        series.entry(reading.key.series()).or_default().insert(reading.figure.period);
    }
    PeriodGrid::of(series.into_values())
}
