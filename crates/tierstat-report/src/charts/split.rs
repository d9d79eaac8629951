//! The series of a chart: what a description asks for by tier, area or member of a dimension, with their readings.

use crate::error::ReportError;
use crate::scope::Scope;
use std::collections::BTreeMap;
use tierstat_chart::{ChartSpec, Emphasis};
use tierstat_model::{Area, AreaCode, Period, Reading, TierId};
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::panel::default_tiers;
use tierstat_words as words;

/// A series with its readings in order of time, those without a number among them.
pub(super) struct Line {
    /// What tells it from the others: the code of a member, an area or a tier.
    pub(super) code: String,
    pub(super) name: String,
    pub(super) emphasis: Emphasis,
    pub(super) readings: Vec<Reading>,
    /// How many numbers it has before the periods that are shown.
    pub(super) earlier: usize,
    /// Which series it is; `None` where nothing is known of the area.
    pub(super) series: Option<SeriesId>,
    /// The codes by which a description can ask for it.
    codes: [String; 3],
}

/// What the lines of one chart are told apart by.
struct Told {
    by_tier: bool,
    by_area: bool,
}

pub(super) fn lines(scope: &Scope, spec: &ChartSpec) -> Result<Vec<Line>, ReportError> {
    let areas = areas(scope, spec);
    let mut lines = Vec::new();
    for area in &areas {
        let of = |tier: &TierId| SeriesId {
            indicator: spec.indicator.clone(),
            tier: tier.clone(),
            area: area.clone(),
            breakdown: spec.breakdown.clone(),
        };
        let area_name = || words::area_name(&scope.lists, area, scope.language);
        if let Some(dimension) = &spec.by {
            let total = scope.lists.tiers.total().map(|tier| tier.id.clone());
            if let Some(tier) = spec.tiers.first().or(total.as_ref()) {
                for member in scope.members(&kept(scope, of(tier)), dimension)? {
                    let name = if areas.len() > 1 {
                        format!("{} {}", area_name(), member.name)
                    } else {
                        member.name
                    };
                    lines.push(line(scope, spec, &member.series, member.code, name));
                }
            }
            continue;
        }
        let tiers = if spec.tiers.is_empty() {
            let kept = kept(scope, of(&TierId(String::new())));
            default_tiers(scope, &scope.lists, &kept.indicator, area, &kept.breakdown, None)?
        } else {
            spec.tiers.clone()
        };
        if tiers.is_empty() {
            let (code, emphasis, readings) = (area.0.clone(), Emphasis::Plain, Vec::new());
            let codes = [code.clone(), code.clone(), code.clone()];
            lines.push(Line { code, name: area_name(), emphasis, readings, earlier: 0, series: None, codes });
        }
        let told = Told { by_tier: tiers.len() > 1, by_area: areas.len() > 1 };
        for tier in &tiers {
            // A line that is alone is what the chart is about; that it counts all tiers tells it from nothing.
            let is_total = scope.lists.tiers.tiers.iter().any(|known| known.id == *tier && known.total);
            let name = if !told.by_tier && !told.by_area && is_total {
                words::part_of_indicator(&scope.lists, &spec.indicator, &spec.breakdown, scope.language)
            } else {
                series_name(scope, tier, area, &told)
            };
            let code = if told.by_area { area.0.clone() } else { tier.0.clone() };
            lines.push(line(scope, spec, &kept(scope, of(tier)), code, name));
        }
    }
    keep_latest(scope, spec, &mut lines);
    Ok(lines)
}

/// The areas that a description names; of those that lie directly in one, all that have figures or still exist.
fn areas(scope: &Scope, spec: &ChartSpec) -> Vec<AreaCode> {
    let mut areas: Vec<AreaCode> = spec.area.iter().chain(&spec.areas).cloned().collect();
    if let Some(outer) = &spec.areas_of {
        let latest = scope.readings().iter().map(|reading| reading.key.period.last_day()).max();
        let is_known = |code: &AreaCode| scope.readings().iter().any(|reading| reading.key.area == *code);
        let shown = inner_areas(scope, outer)
            .filter(|area| latest.is_none_or(|latest| area.existed_on(latest)) || is_known(&area.code));
        areas.extend(shown.map(|area| area.code.clone()));
    }
    if areas.is_empty() {
        areas.push(scope.area.clone());
    }
    areas
}

fn line(scope: &Scope, spec: &ChartSpec, series: &SeriesId, code: String, name: String) -> Line {
    let codes = [code.clone(), series.area.0.clone(), series.tier.0.clone()];
    let is_asked = |asked: &String| codes.contains(asked);
    let emphasis = match (spec.highlight.is_empty(), spec.highlight.iter().any(is_asked)) {
        (true, _) => Emphasis::Plain,
        (false, true) => Emphasis::Highlighted,
        (false, false) => Emphasis::Muted,
    };
    Line {
        name,
        emphasis,
        readings: readings_of(scope, series),
        code,
        earlier: 0,
        series: Some(series.clone()),
        codes,
    }
}

/// Keeps the periods that are asked for, counted back from the latest in the grid of the indicator.
fn keep_latest(scope: &Scope, spec: &ChartSpec, lines: &mut [Line]) {
    let Some(count) = spec.periods else { return };
    let known: std::collections::BTreeSet<Period> =
        lines.iter().flat_map(|line| &line.readings).map(|reading| reading.figure.period).collect();
    let grid = super::grid::grid(scope, lines.iter().flat_map(|line| &line.readings), spec);
    let missing = grid.missing(&known, None);
    let days: std::collections::BTreeSet<_> =
        known.iter().chain(&missing).map(|period| period.last_day()).collect();
    let Some(from) = days.iter().rev().nth(count.saturating_sub(1)).copied() else { return };
    for line in lines {
        let is_earlier = |reading: &&Reading| reading.figure.period.last_day() < from;
        let numbers = line.readings.iter().filter(|reading| reading.figure.quantity.bounds.is_some());
        line.earlier = numbers.filter(is_earlier).count();
        line.readings.retain(|reading| !is_earlier(&reading));
    }
}

/// A code that no series has, with the codes and names of those that there are.
pub(super) struct UnknownSeries {
    pub(super) asked: String,
    pub(super) offered: Vec<(String, String)>,
}

/// The first code of `highlight` that no line has.
pub(super) fn unknown_highlight(
    scope: &Scope,
    spec: &ChartSpec,
) -> Result<Option<UnknownSeries>, ReportError> {
    if spec.highlight.is_empty() {
        return Ok(None);
    }
    let lines = lines(scope, spec)?;
    let unknown = spec.highlight.iter().find(|asked| !lines.iter().any(|line| line.codes.contains(asked)));
    let offered = lines.iter().map(|line| (line.code.clone(), line.name.clone())).collect();
    Ok(unknown.map(|unknown| UnknownSeries { asked: unknown.clone(), offered }))
}

/// The areas that lie directly in another one, those of other days among them.
pub(super) fn inner_areas<'a>(scope: &'a Scope, outer: &'a AreaCode) -> impl Iterator<Item = &'a Area> {
    scope.lists.areas.all().iter().filter(move |area| area.parent.as_ref() == Some(outer))
}

/// A series as it is kept.
pub(super) fn kept(scope: &Scope, series: SeriesId) -> SeriesId {
    let (indicator, breakdown) = scope.lists.folded(series.indicator.clone(), series.breakdown.clone());
    SeriesId { indicator, breakdown, ..series }
}

/// The readings of a series in order of time, those without a number among them.
fn readings_of(scope: &Scope, series: &SeriesId) -> Vec<Reading> {
    let own = scope.readings().iter().filter(|reading| series.holds(reading));
    let dated = own.map(|reading| (reading.key.period.last_day(), reading.clone()));
    dated.collect::<BTreeMap<_, _>>().into_values().collect()
}

fn series_name(scope: &Scope, tier: &TierId, area: &AreaCode, told: &Told) -> String {
    let tier = words::tier_name(&scope.lists, tier, scope.language);
    let area = words::area_name(&scope.lists, area, scope.language);
    match (told.by_tier, told.by_area) {
        (true, true) => format!("{area} {tier}"),
        (false, true) => area,
        (true, false) | (false, false) => tier,
    }
}
