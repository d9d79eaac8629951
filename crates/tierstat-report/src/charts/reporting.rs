//! How many of the units below have a figure of what a chart shows, period by period.

use super::split::{inner_areas, kept};
use crate::scope::Scope;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_chart::{ChartSeries, ChartSpec, Reporting};
use tierstat_model::{Area, AreaCode, Period, TierId};
use tierstat_stats::known_number::SeriesId;

/// For each period of the series the units that have a figure in it: the areas that are named, else those directly below that exist then.
pub(super) fn of(scope: &Scope, spec: &ChartSpec, series: &[ChartSeries]) -> Vec<Reporting> {
    let outer = spec.areas_of.as_ref().or(spec.area.as_ref()).unwrap_or(&scope.area);
    let units: Vec<&Area> = if spec.areas.is_empty() {
        inner_areas(scope, outer).collect()
    } else {
        let is_named = |area: &&Area| spec.areas.contains(&area.code);
        scope.lists.areas.all().iter().filter(is_named).collect()
    };
    if units.is_empty() {
        return Vec::new();
    }
    let reporters = reporters(scope, spec);
    let mut periods: BTreeMap<Date, (Period, &str)> = BTreeMap::new();
    for point in series.iter().flat_map(|series| &series.points) {
        periods.entry(point.day()).or_insert((point.period, &point.label));
    }
    let of_period = |(day, (period, label)): (Date, (Period, &str))| {
        let has_figure = |area: &Area| reporters.get(&day).is_some_and(|known| known.contains(&area.code));
        // Who has a figure is counted also where the list says that it was gone.
        let expected = units.iter().filter(|area| area.existed_on(day) || has_figure(area)).count();
        let reporters = units.iter().filter(|area| has_figure(area)).count();
        Reporting { period, label: label.to_owned(), reporters, expected }
    };
    periods.into_iter().map(of_period).collect()
}

/// The areas that have a number of what the chart shows, by the last day of its period.
fn reporters(scope: &Scope, spec: &ChartSpec) -> BTreeMap<Date, BTreeSet<AreaCode>> {
    let series = SeriesId {
        indicator: spec.indicator.clone(),
        tier: TierId(String::new()),
        area: AreaCode(String::new()),
        breakdown: spec.breakdown.clone(),
    };
    let SeriesId { indicator, breakdown, .. } = kept(scope, series);
    let mut found: BTreeMap<Date, BTreeSet<AreaCode>> = BTreeMap::new();
    for reading in scope.readings() {
        let key = &reading.key;
        let is_asked = key.indicator == indicator
            && key.breakdown == breakdown
            && (spec.tiers.is_empty() || spec.tiers.contains(&key.tier));
        if is_asked && reading.figure.quantity.bounds.is_some() {
            found.entry(key.period.last_day()).or_default().insert(key.area.clone());
        }
    }
    found
}
