//! Line charts: the readings of each series as points, with the places of the grid that have none.

use crate::error::ReportError;
use crate::scope::Scope;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_chart::{
    Chart, ChartText, LineChart, LinePoint, LineSeries, LineSpec, Link, NamedEnd, status_word,
};
use tierstat_model::{
    AreaCode, Figure, IndicatorId, Language, Period, Precision, Quantity, Reading, Series, Status, TierId,
    UnitKind,
};
use tierstat_stats::comparability::{Comparability, comparability, old_level};
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::panel::default_tiers;
use tierstat_stats::period_grid::PeriodGrid;
use tierstat_stats::strands::strands;
use tierstat_words::{self as words, Notation};

/// A series with its readings in order of time, those without a number among them.
struct Line {
    name: String,
    readings: Vec<Reading>,
}

pub(super) fn line(scope: &Scope, spec: &LineSpec) -> Result<(Chart, Vec<Reading>), ReportError> {
    let has_number = |reading: &&Reading| reading.figure.quantity.bounds.is_some();
    let (lines, without): (Vec<Line>, Vec<Line>) = lines(scope, spec)?
        .into_iter()
        .partition(|line| line.readings.iter().any(|reading| has_number(&reading)));
    let numbered: Vec<Reading> =
        lines.iter().flat_map(|line| &line.readings).filter(has_number).cloned().collect();
    let (unit, is_ratio) = unit(scope, spec);
    let notation = Notation::fitting(numbered.iter().flat_map(numbers), is_ratio, scope.language);
    let counted = lines.iter().flat_map(|line| &line.readings).map(|reading| &reading.key.indicator);
    let grid = grid(scope, &counted.chain([&spec.indicator]).collect());
    let periods = || lines.iter().flat_map(|line| &line.readings).map(|reading| reading.figure.period);
    let span = periods().min().zip(periods().max());
    let series = lines.iter().map(|line| {
        let mut points = points(scope, &line.readings, &notation);
        let known = line.readings.iter().map(|reading| reading.figure.period).collect();
        points.extend(grid.missing(&known, span).into_iter().map(|period| gap(scope, period)));
        points.sort_by_key(LinePoint::day);
        LineSeries { name: line.name.clone(), points }
    });
    let mut series: Vec<LineSeries> = series.collect();
    let subtitle = said_once(&mut series, scope.language).to_owned();
    let chart = LineChart {
        language: scope.language,
        text: ChartText { subtitle, ..ChartText::default() },
        unit: notation.unit(&unit),
        unit_size: notation.size(),
        series,
        left_out: without.into_iter().map(|line| line.name).collect(),
        size: spec.size,
        axis: spec.axis,
    };
    Ok((Chart::Line(chart), numbered))
}

/// Where all figures are those of ends of years, the periods are named by the year, and what is added to the subtitle says so once.
fn said_once(series: &mut [LineSeries], language: Language) -> &'static str {
    let periods = || series.iter().flat_map(|line| &line.points).map(|point| point.period);
    let ends_year = |period: Period| (period.last_day().month(), period.last_day().day()) == (12, 31);
    let is_day = |period: Period| matches!(period, Period::Day(_));
    if !(periods().all(ends_year) && periods().any(is_day)) {
        return "";
    }
    for point in series.iter_mut().flat_map(|line| &mut line.points) {
        point.label = words::period_heading(Period::Year(point.period.year()), language);
    }
    match language {
        Language::Chinese => "（年底数）",
        Language::English => " (at the end of the year)",
    }
}

fn lines(scope: &Scope, spec: &LineSpec) -> Result<Vec<Line>, ReportError> {
    let areas: Vec<AreaCode> = if spec.areas.is_empty() {
        vec![spec.area.clone().unwrap_or_else(|| scope.area.clone())]
    } else {
        spec.areas.clone()
    };
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
                for (name, series) in scope.members(&kept(scope, of(tier)), dimension)? {
                    let name = if areas.len() > 1 { format!("{} {name}", area_name()) } else { name };
                    lines.push(Line { name, readings: readings_of(scope, &series) });
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
            lines.push(Line { name: area_name(), readings: Vec::new() });
        }
        for tier in &tiers {
            // A line that is alone is what the chart is about; that it counts all tiers tells it from nothing.
            let is_total = scope.lists.tiers.tiers.iter().any(|known| known.id == *tier && known.total);
            let name = if tiers.len() == 1 && areas.len() == 1 && is_total {
                words::part_of_indicator(&scope.lists, &spec.indicator, &spec.breakdown, scope.language)
            } else {
                series_name(scope, tier, area, tiers.len() > 1, areas.len() > 1)
            };
            lines.push(Line { name, readings: readings_of(scope, &kept(scope, of(tier))) });
        }
    }
    Ok(lines)
}

/// A series as it is kept.
fn kept(scope: &Scope, series: SeriesId) -> SeriesId {
    let (indicator, breakdown) = scope.lists.folded(series.indicator.clone(), series.breakdown.clone());
    SeriesId { indicator, breakdown, ..series }
}

/// The readings of a series in order of time, those without a number among them.
fn readings_of(scope: &Scope, series: &SeriesId) -> Vec<Reading> {
    let own = scope.readings().iter().filter(|reading| series.holds(reading));
    let dated = own.map(|reading| (reading.key.period.last_day(), reading.clone()));
    dated.collect::<BTreeMap<_, _>>().into_values().collect()
}

/// How often the indicators are counted, by all that the report knows of them.
fn grid(scope: &Scope, indicators: &BTreeSet<&IndicatorId>) -> PeriodGrid {
    let mut series: BTreeMap<Series, BTreeSet<Period>> = BTreeMap::new();
    for reading in scope.readings().iter().filter(|reading| indicators.contains(&reading.key.indicator)) {
        series.entry(reading.key.series()).or_default().insert(reading.figure.period);
    }
    PeriodGrid::of(series.into_values())
}

fn series_name(scope: &Scope, tier: &TierId, area: &AreaCode, by_tier: bool, by_area: bool) -> String {
    let tier = words::tier_name(&scope.lists, tier, scope.language);
    let area = words::area_name(&scope.lists, area, scope.language);
    match (by_tier, by_area) {
        (true, true) => format!("{area} {tier}"),
        (false, true) => area,
        (true, false) | (false, false) => tier,
    }
}

/// The numbers that a reading puts on the axis.
fn numbers(reading: &Reading) -> Vec<f64> {
    let quantity = &reading.figure.quantity;
    let ends = quantity.bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
    ends.into_iter().flatten().chain([quantity.value]).flatten().collect()
}

/// The unit of an indicator, and whether its numbers are shares.
fn unit(scope: &Scope, spec: &LineSpec) -> (String, bool) {
    let indicator = scope.lists.indicators.get(&spec.indicator);
    let unit = indicator.and_then(|indicator| scope.lists.units.get(&indicator.unit));
    unit.map_or_else(Default::default, |unit| {
        (unit.name.get(scope.language).to_owned(), unit.kind == UnitKind::Ratio)
    })
}

/// The readings of a series as points, each with how the line comes to it.
fn points(scope: &Scope, readings: &[Reading], notation: &Notation) -> Vec<LinePoint> {
    let mut points = Vec::new();
    let mut before: Option<&Reading> = None;
    let numbers =
        readings.iter().map(|reading| &reading.figure).filter(|figure| figure.quantity.bounds.is_some());
    let mut strands = strands(&numbers.collect::<Vec<_>>()).into_iter();
    for reading in readings {
        let mut found = point(scope, &reading.figure, notation);
        if found.bounds.is_none() {
            points.push(found);
            continue;
        }
        found.strand = strands.next().unwrap_or_default();
        if found.strand != 0 {
            found.reason = match scope.language {
                Language::Chinese => "与该序列其余的数不能相合",
                Language::English => "contradicts the other figures of its series",
            }
            .to_owned();
        }
        if let Some(before) = before.replace(reading) {
            match comparability(readings, before.key.period, reading.key.period) {
                Comparability::Same => {}
                Comparability::Broken { status, .. } => {
                    found.link = Link::Break(status);
                    if found.status != status {
                        found.reason = status_word(status, scope.language).to_owned();
                    }
                }
                // As growth does: up to the old number of the publisher, and on from the new one.
                Comparability::Spliced { .. } => {
                    if let Some(old) = old_level(reading, before) {
                        points.push(point(scope, old, notation));
                        found.link = Link::Spliced;
                    }
                }
            }
        }
        points.push(found);
    }
    points
}

/// A figure as a point; one without a number is a gap with the reason that its source gives.
fn point(scope: &Scope, figure: &Figure, notation: &Notation) -> LinePoint {
    let empty = LinePoint::empty(figure.period, words::period_heading(figure.period, scope.language));
    let Some(bounds) = figure.quantity.bounds else {
        // A source that prints a sign for nothing and no status says no more than that it is missing.
        let status = if figure.status == Status::A { Status::O } else { figure.status };
        return LinePoint { status, printed: figure.quantity.printed.clone(), ..empty };
    };
    LinePoint {
        bounds: Some(bounds),
        value: figure.quantity.value,
        named: named_end(&figure.quantity),
        status: figure.status,
        printed: words::quantity(&figure.quantity, scope.language),
        mark_text: notation.quantity(&figure.quantity),
        ..empty
    }
}

/// A place of the grid of which no source says anything: a gap, never a bridge and never a zero.
fn gap(scope: &Scope, period: Period) -> LinePoint {
    let reason = match scope.language {
        Language::Chinese => "没有来源提供",
        Language::English => "no source has it",
    };
    LinePoint {
        status: Status::O,
        reason: reason.to_owned(),
        ..LinePoint::empty(period, words::period_heading(period, scope.language))
    }
}

/// The end of its bounds that a rough number names.
fn named_end(quantity: &Quantity) -> NamedEnd {
    match quantity.precision {
        Precision::AtLeast | Precision::Floor => NamedEnd::Lower,
        Precision::Almost => NamedEnd::Upper,
        _ => NamedEnd::Both,
    }
}
