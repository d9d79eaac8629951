//! Charts of series: the readings of each as points, with the places of the grid that have none.

use super::grid::{grid, off_step};
use super::origin::origin;
use super::split::{Line, lines};
use super::whole::{self, Total};
use super::{reporting, targets};
use crate::error::ReportError;
use crate::scope::Scope;
use std::collections::BTreeSet;
use tierstat_chart::{
    Chart, ChartError, ChartSeries, ChartSpec, ChartText, Link, NamedEnd, NotAWhole, NotationKind,
    SeriesChart, SeriesForm, SeriesPoint, TileBoard, status_word,
};
use tierstat_model::{Figure, Language, Period, Reading, Status, UnitKind};
use tierstat_stats::comparability::{Comparability, comparability, old_level};
use tierstat_stats::strands::strands;
use tierstat_words::{self as words, Notation};

/// A chart with the readings that it shows; `failure` says of which chart it is what it refuses.
pub(super) fn chart(
    scope: &Scope,
    spec: &ChartSpec,
    form: SeriesForm,
    failure: &dyn Fn(ChartError) -> ReportError,
) -> Result<(Chart, Vec<Reading>), ReportError> {
    let (chart, readings) = chart_with_total(scope, spec, form, None, failure)?;
    Ok((Chart::Series(chart), readings))
}

/// The same with a line for the whole, where the form shows one that is not the sum of its parts.
pub(super) fn chart_with_total(
    scope: &Scope,
    spec: &ChartSpec,
    form: SeriesForm,
    whole: Option<&Line>,
    failure: &dyn Fn(ChartError) -> ReportError,
) -> Result<(SeriesChart, Vec<Reading>), ReportError> {
    let has_number = |reading: &&Reading| reading.figure.quantity.bounds.is_some();
    let lines = lines(scope, spec)?;
    // What has no figure has no line, but a row, which says so; where most rows had nothing to say a note names them.
    let said = lines.iter().filter(|line| !line.readings.is_empty()).count();
    let has_rows_of_none = form.has_rows() && (lines.len() - said) * 2 <= lines.len();
    let is_shown = |line: &Line| {
        let has_row = form.has_rows() && (has_rows_of_none || !line.readings.is_empty());
        has_row || line.readings.iter().any(|reading| has_number(&reading))
    };
    let (lines, without): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(is_shown);
    let targets = if spec.towards_target { targets::of(scope, &lines)? } else { Vec::new() };
    let mut numbered: Vec<Reading> =
        lines.iter().flat_map(|line| &line.readings).filter(has_number).cloned().collect();
    let (unit, is_ratio) = unit(scope, spec);
    let notation = {
        let aimed = targets.iter().flat_map(|(_, progress)| &progress.aim.number.readings);
        let plotted = numbered.iter().chain(aimed.clone()).flat_map(numbers);
        let notation = match spec.notation.unwrap_or_default() {
            NotationKind::Scaled => Notation::fitting(plotted, is_ratio, scope.language),
            NotationKind::Plain => Notation::plain(is_ratio, scope.language),
        };
        // What a target stands on is a source of the chart, where there is anything else.
        if !numbered.is_empty() {
            let aimed: Vec<Reading> = aimed.cloned().collect();
            numbered.extend(aimed);
        }
        notation
    };
    let readings = lines.iter().flat_map(|line| &line.readings);
    let grid = grid(scope, readings, spec);
    let periods = || lines.iter().flat_map(|line| &line.readings).map(|reading| reading.figure.period);
    let span = periods().min().zip(periods().max());
    let has_earlier = lines.iter().any(|line| line.earlier > 0);
    let series = lines.iter().map(|line| {
        let mut points = points(scope, &line.readings, &notation);
        let off_step = off_step(scope, &line.readings);
        for point in points.iter_mut().filter(|point| off_step.contains(&point.period)) {
            point.off_step = point.position().is_some();
        }
        let known = line.readings.iter().map(|reading| reading.figure.period).collect();
        points.extend(grid.missing(&known, span).into_iter().map(|period| gap(scope, period)));
        points.sort_by_key(SeriesPoint::day);
        let [group, part] =
            if form == SeriesForm::GroupedBars { line.within.clone() } else { Default::default() };
        let (code, name) = (line.code.clone(), line.name.clone());
        let (emphasis, change) = (line.emphasis, String::new());
        ChartSeries { code, name, emphasis, group, part, change, points }
    });
    let mut series: Vec<ChartSeries> = series.collect();
    let mut of_total = Vec::new();
    let mut total = None;
    if let Some(line) = whole {
        let points = points(scope, &line.readings, &notation);
        total = Some(ChartSeries { code: line.code.clone(), ..ChartSeries::new(line.name.clone(), points) });
        of_total.clone_from(&line.readings);
    }
    if form == SeriesForm::TileGrid {
        let points = series.iter_mut().chain(&mut total).flat_map(|series| &mut series.points);
        points.filter(|point| point.is_rough()).for_each(|point| point.mark_text = ends(point, &notation));
    }
    if matches!(form, SeriesForm::StackedBars | SeriesForm::Contributions) && !numbered.is_empty() {
        match whole::total(scope, spec, &lines, &notation, &|figure| point(scope, figure, &notation))? {
            Total::Of { series, readings } => (total, of_total) = (Some(series), readings),
            Total::None(reason) => return Err(failure(ChartError::NotAWhole { reason: Box::new(reason) })),
        }
        // Beside a printed total the sum shows whether a part without figures counts; a sum of ours would come to itself.
        let is_sum = |total: &ChartSeries| total.points.iter().any(|point| !point.reason.is_empty());
        if !without.is_empty() && total.as_ref().is_some_and(is_sum) {
            return Err(failure(ChartError::NotAWhole { reason: Box::new(NotAWhole::Incomplete) }));
        }
    }
    let has_total = total.is_some();
    let mut shared: Vec<ChartSeries> = series.into_iter().chain(total).collect();
    let subtitle = said_once(&mut shared, scope.language).to_owned();
    let total = if has_total { shared.pop() } else { None };
    let points = shared.iter().flat_map(|series| &series.points);
    let from = points.min_by_key(|point| point.day()).map(|point| point.label.clone());
    let mut left_out: Vec<String> = without.into_iter().map(|line| line.name).collect();
    if spec.towards_target {
        let without = |(index, _): &(usize, &Line)| targets.iter().all(|(of, _)| of != index);
        let without = lines.iter().enumerate().filter(without);
        left_out.extend(without.map(|(_, line)| targets::of_name(&line.name, scope.language)));
    }
    let reporting = if spec.reporting { reporting::of(scope, spec, &shared) } else { Vec::new() };
    if spec.reporting && reporting.is_empty() {
        left_out.push(match scope.language {
            Language::Chinese => "下级单位的报送情况".to_owned(),
            Language::English => "how many units below have a figure".to_owned(),
        });
    }
    let mut chart = SeriesChart {
        form,
        reporting,
        text: ChartText { subtitle, ..ChartText::default() },
        unit: notation.unit(&unit),
        unit_size: notation.size(),
        left_out,
        size: spec.chart_size(),
        axis: spec.axis.unwrap_or_default(),
        scale: spec.scale.unwrap_or_default(),
        order: spec.order.unwrap_or_default(),
        ranks: spec.ranks,
        total,
        free_values: spec.free_values,
        board: Box::new(TileBoard { show: spec.show.unwrap_or_default(), ..TileBoard::default() }),
        targets: targets.iter().map(|target| targets::drawn(scope, target, &notation)).collect(),
        shown_from: from.filter(|_| has_earlier),
        ..SeriesChart::of(scope.language, shared)
    }
    .as_shown();
    if form == SeriesForm::Contributions {
        let changes: Vec<String> =
            chart.series.iter().map(|series| change(chart.added_by(series), &notation)).collect();
        chart.series.iter_mut().zip(changes).for_each(|(series, change)| series.change = change);
    }
    let is_in_rows = form.has_rows() || matches!(form, SeriesForm::StackedBars | SeriesForm::Contributions);
    let numbered = if is_in_rows { shown(&lines, &chart, of_total) } else { numbered };
    Ok((chart, numbered))
}

/// The number that the source of a rough figure names, or both where it names both: what it is besides a sign says, where words have no room.
fn ends(point: &SeriesPoint, notation: &Notation) -> String {
    let bounds = point.bounds.and_then(|bounds| bounds.lower_value().zip(bounds.upper_value()));
    match (bounds.filter(|_| point.named == NamedEnd::Both), point.position()) {
        (Some((lower, upper)), _) => format!("{}–{}", notation.number(lower), notation.number(upper)),
        (None, Some(position)) => notation.number(position),
        (None, None) => String::new(),
    }
}

/// The readings that a chart shows of its lines and their total: no source is named of which it has no figure.
fn shown(lines: &[Line], chart: &SeriesChart, of_total: Vec<Reading>) -> Vec<Reading> {
    let kept = |readings: &[Reading], series: &ChartSeries| {
        let days: BTreeSet<_> = series.points.iter().map(SeriesPoint::day).collect();
        let is_shown = |reading: &&Reading| {
            reading.figure.quantity.bounds.is_some() && days.contains(&reading.figure.period.last_day())
        };
        readings.iter().filter(is_shown).cloned().collect::<Vec<_>>()
    };
    let of_lines = lines.iter().zip(&chart.series).flat_map(|(line, series)| kept(&line.readings, series));
    of_lines.chain(chart.total.iter().flat_map(|total| kept(&of_total, total))).collect()
}

/// A change with its sign; nothing where there is none.
fn change(change: Option<f64>, notation: &Notation) -> String {
    let Some(change) = change else { return String::new() };
    let sign = if change > 0.0 { "+" } else { "" };
    format!("{sign}{}", notation.number(change))
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

/// The numbers that a reading puts on the axis.
pub(super) fn numbers(reading: &Reading) -> Vec<f64> {
    let quantity = &reading.figure.quantity;
    let ends = quantity.bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
    ends.into_iter().flatten().chain([quantity.value]).flatten().collect()
}

/// The unit of an indicator, and whether its numbers are shares.
pub(super) fn unit(scope: &Scope, spec: &ChartSpec) -> (String, bool) {
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
        named: NamedEnd::of(&figure.quantity),
        status: figure.status,
        printed: words::quantity(&figure.quantity, scope.language),
        mark_text: notation.quantity(&figure.quantity),
        origin: origin(figure),
        ..empty
    }
}

/// A place of the grid of which no source says anything: a gap, never a bridge and never a zero.
pub(super) fn gap(scope: &Scope, period: Period) -> SeriesPoint {
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
