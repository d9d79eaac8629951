//! The grid of periods of a chart.

use crate::scope::Scope;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_chart::ChartSpec;
use tierstat_model::{IndicatorId, Period, Reading, Series};
use tierstat_stats::period_grid::PeriodGrid;

/// How often what a chart shows is counted: as its indicator declares, else by all that the report knows of it.
pub(super) fn grid<'a>(
    scope: &Scope,
    readings: impl Iterator<Item = &'a Reading>,
    spec: &ChartSpec,
) -> PeriodGrid {
    let counted = readings.map(|reading| &reading.key.indicator);
    let indicators: BTreeSet<&IndicatorId> = counted.chain([&spec.indicator]).collect();
    let declared = scope.lists.indicators.common_step([&spec.indicator]);
    if let Some(step) = declared.or_else(|| scope.lists.indicators.common_step(indicators.iter().copied())) {
        return PeriodGrid::declared(step);
    }
    let mut series: BTreeMap<Series, BTreeSet<Period>> = BTreeMap::new();
    for reading in scope.readings().iter().filter(|reading| indicators.contains(&reading.key.indicator)) {
        series.entry(reading.key.series()).or_default().insert(reading.figure.period);
    }
    PeriodGrid::of(series.into_values())
}

/// The periods of a series that lie beside the step that its indicator declares; none where it declares none.
pub(super) fn off_step(scope: &Scope, readings: &[Reading]) -> Vec<Period> {
    let numbers = readings.iter().filter(|reading| reading.figure.quantity.bounds.is_some());
    let periods = numbers.map(|reading| reading.figure.period).collect();
    let indicator = readings.first().and_then(|reading| scope.lists.indicators.get(&reading.key.indicator));
    let declared = indicator.and_then(|indicator| Some((indicator.step?, indicator.measure)));
    declared.map_or_else(Vec::new, |(step, measure)| PeriodGrid::declared(step).beside(&periods, measure))
}
