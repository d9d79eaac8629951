//! Coverage charts: covered of all units, the first and the latest period of each tier and area.

use super::origin::origins;
use crate::binding::Known;
use crate::error::ReportError;
use crate::scope::Scope;
use crate::table::coverage_over_time;
use crate::text::ask;
use tierstat_answers::coverage::CoveragePoint;
use tierstat_chart::{Chart, ChartSpec, ChartText, CoverageBar, CoverageChart};
use tierstat_model::{AreaCode, Reading};
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;

pub(super) fn chart(scope: &Scope, spec: &ChartSpec) -> Result<(Chart, Vec<Reading>), ReportError> {
    let areas = if spec.areas.is_empty() { vec![scope.area.clone()] } else { spec.areas.clone() };
    let mut rows = Vec::new();
    let mut readings = Vec::new();
    // What has no coverage at all is no chart, which is said as of any chart without figures.
    let found = coverage_over_time(scope, &spec.indicator, &spec.tiers, &areas)?.unwrap_or_default();
    for series in &found {
        let covered = series.covered();
        // The first and the latest period tell the change; what lies between is in the table.
        let (first, rest) =
            covered.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        for point in first.into_iter().chain(rest.last()) {
            if let Some(row) = coverage_row(scope, &series.series, point) {
                rows.push(row);
                readings.extend(point.readings().cloned());
            }
        }
    }
    let has_rows = |area: &&AreaCode| {
        found.iter().any(|series| series.series.area == **area && !series.covered().is_empty())
    };
    let missing = areas.iter().filter(|area| !has_rows(area));
    let left_out = missing.map(|area| words::area_name(&scope.lists, area, scope.language)).collect();
    let (language, text) = (scope.language, ChartText::default());
    let chart = CoverageChart { language, text, rows, left_out, size: spec.chart_size() };
    Ok((Chart::Coverage(chart), readings))
}

fn coverage_row(scope: &Scope, series: &SeriesId, point: &CoveragePoint) -> Option<CoverageBar> {
    let found = point.found.as_ref().ok()?;
    let ratio = ask::coverage_of(scope, series, point)?;
    let [covered, units] = [&found.covered, &found.units].map(|number| Known::of(scope, number.clone()));
    Some(CoverageBar {
        name: words::tier_name(&scope.lists, &series.tier, scope.language),
        detail: words::period_heading(covered.period, scope.language),
        covered: covered.bounds,
        units: units.bounds,
        origin: origins(found.covered.readings.iter().chain(&found.units.readings), scope.language),
        label: format!("{} / {} = {}", covered.text, units.text, ratio.text),
        group: Some(words::area_name(&scope.lists, &series.area, scope.language)),
    })
}
