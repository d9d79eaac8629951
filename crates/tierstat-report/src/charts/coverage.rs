//! Coverage charts: covered of all units, the first and the latest period of each tier and area.

use super::origin::origins;
use super::targets;
use crate::binding::Known;
use crate::error::ReportError;
use crate::scope::Scope;
use crate::table::coverage_over_time;
use crate::text::ask;
use tierstat_answers::coverage::CoveragePoint;
use tierstat_chart::{Chart, ChartSpec, ChartText, CoverageBar, CoverageBarKind, CoverageChart};
use tierstat_model::{AreaCode, Localized, Reading};
use tierstat_numerics::coverage::coverage;
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;

pub(super) fn chart(scope: &Scope, spec: &ChartSpec) -> Result<(Chart, Vec<Reading>), ReportError> {
    let areas = if spec.areas.is_empty() { vec![scope.area.clone()] } else { spec.areas.clone() };
    let mut rows = Vec::new();
    let (mut readings, mut without_target) = (Vec::new(), Vec::new());
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
        if let Some(latest) = covered.last().filter(|_| spec.towards_target) {
            let targets = targets(scope, &series.series, latest)?;
            if targets.is_empty() {
                without_target.push(series_name(scope, &series.series));
            }
            for (row, of_target) in targets {
                rows.push(row);
                readings.extend(of_target);
            }
        }
    }
    let has_rows = |area: &&AreaCode| {
        found.iter().any(|series| series.series.area == **area && !series.covered().is_empty())
    };
    let missing = areas.iter().filter(|area| !has_rows(area));
    let left_out = missing.map(|area| words::area_name(&scope.lists, area, scope.language));
    let without = without_target.iter().map(|name| targets::of_name(name, scope.language));
    let left_out = left_out.chain(without).collect();
    let (language, text) = (scope.language, ChartText::default());
    let chart = CoverageChart { language, text, rows, left_out, size: spec.chart_size() };
    Ok((Chart::Coverage(chart), readings))
}

fn series_name(scope: &Scope, series: &SeriesId) -> String {
    let area = words::area_name(&scope.lists, &series.area, scope.language);
    let tier = words::tier_name(&scope.lists, &series.tier, scope.language);
    Localized::new(format!("{area}{tier}"), format!("{area}, {tier}")).get(scope.language).to_owned()
}

/// What a plan prints as the targets of a series, of as many units as there are at its latest period.
fn targets(
    scope: &Scope,
    series: &SeriesId,
    latest: &CoveragePoint,
) -> Result<Vec<(CoverageBar, Vec<Reading>)>, ReportError> {
    let Ok(found) = &latest.found else { return Ok(Vec::new()) };
    let units = Known::of(scope, found.units.clone());
    let mut rows = Vec::new();
    for progress in targets::planned(scope, series)? {
        let aim = Known::of(scope, progress.aim.number.clone());
        let Ok(ratio) = coverage(&aim.bounds, &units.bounds) else { continue };
        let due = progress.aim.due.map(|due| words::period_heading(due, scope.language));
        let detail = match due {
            Some(due) => Localized::new(format!("目标（{due}）"), format!("target ({due})")),
            None => Localized::new("目标", "target"),
        };
        let is_ahead = progress.aim.due.is_some_and(|due| due.last_day() > found.covered.period.last_day());
        let kind = if is_ahead { CoverageBarKind::TargetAhead } else { CoverageBarKind::Target };
        let readings = progress.aim.number.readings.clone();
        let row = CoverageBar {
            detail: detail.get(scope.language).to_owned(),
            covered: aim.bounds,
            units: units.bounds,
            origin: origins(readings.iter().chain(&units.readings), scope.language),
            label: format!("{} / {} = {}", aim.text, units.text, words::ratio(&ratio.ratio, scope.language)),
            kind,
            name: words::tier_name(&scope.lists, &series.tier, scope.language),
            group: Some(words::area_name(&scope.lists, &series.area, scope.language)),
        };
        rows.push((row, readings));
    }
    Ok(rows)
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
        kind: CoverageBarKind::Covered,
        group: Some(words::area_name(&scope.lists, &series.area, scope.language)),
    })
}
