//! Charts of series: the readings of each as points, with the places of the grid that have none.

use super::split::{Line, lines};
use crate::error::ReportError;
use crate::scope::Scope;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_chart::{
    Chart, ChartSeries, ChartSpec, ChartText, Link, NamedEnd, SeriesChart, SeriesForm, SeriesPoint,
    status_word,
};
use tierstat_model::{
    Figure, IndicatorId, Language, Period, Precision, Quantity, Reading, Series, Status, UnitKind,
};
use tierstat_stats::comparability::{Comparability, comparability, old_level};
use tierstat_stats::period_grid::PeriodGrid;
use tierstat_stats::strands::strands;
use tierstat_words::{self as words, Notation};

pub(super) fn chart(
    scope: &Scope,
    spec: &ChartSpec,
    form: SeriesForm,
) -> Result<(Chart, Vec<Reading>), ReportError> {
    let has_number = |reading: &&Reading| reading.figure.quantity.bounds.is_some();
    let (lines, without): (Vec<Line>, Vec<Line>) = lines(scope, spec)?
        .into_iter()
        .partition(|line| line.readings.iter().any(|reading| has_number(&reading)));
    let numbered: Vec<Reading> =
        lines.iter().flat_map(|line| &line.readings).filter(has_number).cloned().collect();
    let (unit, is_ratio) = unit(scope, spec);
    let notation = Notation::fitting(numbered.iter().flat_map(numbers), is_ratio, scope.language);
    let grid = grid(scope, &lines, spec);
    let periods = || lines.iter().flat_map(|line| &line.readings).map(|reading| reading.figure.period);
    let span = periods().min().zip(periods().max());
    let series = lines.iter().map(|line| {
        let mut points = points(scope, &line.readings, &notation);
        let known = line.readings.iter().map(|reading| reading.figure.period).collect();
        points.extend(grid.missing(&known, span).into_iter().map(|period| gap(scope, period)));
        points.sort_by_key(SeriesPoint::day);
        ChartSeries { code: line.code.clone(), name: line.name.clone(), emphasis: line.emphasis, points }
    });
    let mut series: Vec<ChartSeries> = series.collect();
    let subtitle = said_once(&mut series, scope.language).to_owned();
    let chart = SeriesChart {
        form,
        text: ChartText { subtitle, ..ChartText::default() },
        unit: notation.unit(&unit),
        unit_size: notation.size(),
        left_out: without.into_iter().map(|line| line.name).collect(),
        size: spec.chart_size(),
        axis: spec.axis.unwrap_or_default(),
        scale: spec.scale.unwrap_or_default(),
        ..SeriesChart::of(scope.language, series)
    };
    Ok((Chart::Series(chart), numbered))
}

/// Where all figures are those of ends of years, the periods are named by the year, and what is added to the subtitle says so once.
fn said_once(series: &mut [ChartSeries], language: Language) -> &'static str {
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

/// How often what a chart shows is counted, by all that the report knows of it.
pub(super) fn grid(scope: &Scope, lines: &[Line], spec: &ChartSpec) -> PeriodGrid {
    let counted = lines.iter().flat_map(|line| &line.readings).map(|reading| &reading.key.indicator);
    let indicators: BTreeSet<&IndicatorId> = counted.chain([&spec.indicator]).collect();
    let mut series: BTreeMap<Series, BTreeSet<Period>> = BTreeMap::new();
    for reading in scope.readings().iter().filter(|reading| indicators.contains(&reading.key.indicator)) {
        series.entry(reading.key.series()).or_default().insert(reading.figure.period);
    }
    PeriodGrid::of(series.into_values())
}

/// The numbers that a reading puts on the axis.
fn numbers(reading: &Reading) -> Vec<f64> {
    let quantity = &reading.figure.quantity;
    let ends = quantity.bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
    ends.into_iter().flatten().chain([quantity.value]).flatten().collect()
}

/// The unit of an indicator, and whether its numbers are shares.
fn unit(scope: &Scope, spec: &ChartSpec) -> (String, bool) {
    let indicator = scope.lists.indicators.get(&spec.indicator);
    let unit = indicator.and_then(|indicator| scope.lists.units.get(&indicator.unit));
    unit.map_or_else(Default::default, |unit| {
        (unit.name.get(scope.language).to_owned(), unit.kind == UnitKind::Ratio)
    })
}

/// The readings of a series as points, each with how the line comes to it.
fn points(scope: &Scope, readings: &[Reading], notation: &Notation) -> Vec<SeriesPoint> {
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
fn point(scope: &Scope, figure: &Figure, notation: &Notation) -> SeriesPoint {
    let empty = SeriesPoint::empty(figure.period, words::period_heading(figure.period, scope.language));
    let Some(bounds) = figure.quantity.bounds else {
        // A source that prints a sign for nothing and no status says no more than that it is missing.
        let status = if figure.status == Status::A { Status::O } else { figure.status };
        return SeriesPoint { status, printed: figure.quantity.printed.clone(), ..empty };
    };
    SeriesPoint {
        bounds: Some(bounds),
        value: figure.quantity.value,
        named: named_end(&figure.quantity),
        status: figure.status,
        printed: words::quantity(&figure.quantity, scope.language),
        mark_text: notation.quantity(&figure.quantity),
        origin: origin(figure),
        ..empty
    }
}

/// The file, the sheet and the cell of a figure; the chart's source names the document.
fn origin(figure: &Figure) -> String {
    let cell = &figure.origin.cell;
    let file = cell.file.rsplit('/').next().unwrap_or(&cell.file);
    let parts = [Some(file), cell.sheet.as_deref()].into_iter().flatten().map(str::to_owned);
    parts.chain([cell.a1()]).collect::<Vec<_>>().join(" › ")
}

/// A place of the grid of which no source says anything: a gap, never a bridge and never a zero.
fn gap(scope: &Scope, period: Period) -> SeriesPoint {
    let reason = match scope.language {
        Language::Chinese => "没有来源提供",
        Language::English => "no source has it",
    };
    SeriesPoint {
        status: Status::O,
        reason: reason.to_owned(),
        ..SeriesPoint::empty(period, words::period_heading(period, scope.language))
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
