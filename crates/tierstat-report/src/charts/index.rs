//! Charts of indices: each series as 100 at the first period that the most of them have.

use super::series;
use super::split::{Line, lines};
use crate::error::ReportError;
use crate::scope::Scope;
use std::collections::BTreeSet;
use tierstat_chart::{
    Chart, ChartError, ChartSeries, ChartSpec, Link, SeriesChart, SeriesForm, SeriesPoint, ValueAxis,
};
use tierstat_model::{Bounds, Language, Period, Reading};
use tierstat_stats::comparability::Comparability;
use tierstat_stats::index_of_readings::{IndexPoint, index_of_readings};
use tierstat_words as words;

pub(super) fn chart(
    scope: &Scope,
    spec: &ChartSpec,
    failure: &dyn Fn(ChartError) -> ReportError,
) -> Result<(Chart, Vec<Reading>), ReportError> {
    let (Chart::Series(mut chart), readings) = series::chart(scope, spec, SeriesForm::Index, failure)? else {
        return Err(failure(ChartError::NoFigures));
    };
    if readings.is_empty() {
        return Ok((Chart::Series(chart), readings));
    }
    let lines = with_numbers(lines(scope, spec)?);
    let Some(base) = base(&lines) else {
        let starts = lines.iter().map(|line| (positive(line).into_iter().next(), &line.name));
        let last =
            starts.max_by_key(|(first, _)| first.is_none().then_some(Period::Year(i16::MAX)).or(*first));
        let last = last.map(|(_, name)| name.clone()).unwrap_or_default();
        return Err(failure(ChartError::NoCommonBase { last }));
    };
    let day = base.last_day();
    let points = chart.series.iter().flat_map(|series| &series.points);
    let label = points.filter(|point| point.day() == day).map(|point| point.label.clone()).next();
    let label = label.unwrap_or_else(|| words::period_heading(base, scope.language));
    let mut kept = Vec::new();
    for (mut series, line) in std::mem::take(&mut chart.series).into_iter().zip(&lines) {
        match index_of_readings(&line.readings, base) {
            Ok(index) if positive(line).contains(&base) => {
                of_series(scope, &mut series, &index, base);
                kept.push(series);
            }
            _ => chart.left_out.push(without_base(&series.name, scope.language)),
        }
    }
    chart.series = kept;
    let (said, unit) = match scope.language {
        Language::Chinese => (format!("，基期=100（{label}）"), "基期=100"),
        Language::English => (format!(", base = 100 ({label})"), "base = 100"),
    };
    chart.text.subtitle.push_str(&said);
    let axis = spec.axis.unwrap_or(ValueAxis::Fitted);
    let chart = SeriesChart { unit: unit.to_owned(), unit_size: 1.0, axis, ..chart };
    Ok((Chart::Series(chart), readings))
}

/// The lines that a chart draws: those with a number.
pub(super) fn with_numbers(lines: Vec<Line>) -> Vec<Line> {
    let has_number = |line: &Line| line.readings.iter().any(|one| one.figure.quantity.bounds.is_some());
    lines.into_iter().filter(has_number).collect()
}

/// The reference periods at which a line has a figure that is surely above zero.
fn positive(line: &Line) -> BTreeSet<Period> {
    let is_positive = |reading: &&Reading| {
        reading.figure.quantity.bounds.is_some_and(|bounds| bounds.lower_value() > Some(0.0))
    };
    line.readings.iter().filter(is_positive).map(|reading| reading.key.period).collect()
}

/// The first of the periods at which the most lines have such a figure; none where it is not more than half of them.
fn base(lines: &[Line]) -> Option<Period> {
    let own: Vec<BTreeSet<Period>> = lines.iter().map(positive).collect();
    let with = |period: &Period| own.iter().filter(|known| known.contains(period)).count();
    let all: BTreeSet<Period> = own.iter().flatten().copied().collect();
    let base = all.into_iter().min_by_key(|period| (std::cmp::Reverse(with(period)), period.last_day()))?;
    (with(&base) * 2 > lines.len()).then_some(base)
}

/// A series that has no figure at the base, with the reason why it is not drawn.
fn without_base(name: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{name}（基期没有数）"),
        Language::English => format!("{name} (no figure at the base)"),
    }
}

/// Puts the index of each figure in its place; what cannot be compared with the base is a place without one.
fn of_series(scope: &Scope, series: &mut ChartSeries, index: &[IndexPoint], base: Period) {
    let stated = |points: &[SeriesPoint]| {
        let of_base = points.iter().rev().find(|point| point.day() == base.last_day());
        of_base.and_then(|point| point.value)
    };
    let base_value = stated(&series.points);
    // The old level of a joined series is in the index already.
    let is_spliced = |point: &SeriesPoint| point.link == Link::Spliced;
    let new_levels: BTreeSet<_> =
        series.points.iter().filter(|point| is_spliced(point)).map(SeriesPoint::day).collect();
    series.points.retain(|point| is_spliced(point) || !new_levels.contains(&point.day()));
    for point in &mut series.points {
        if is_spliced(point) {
            point.link = Link::Line;
        }
        let Some(found) = index.iter().find(|found| found.period.last_day() == point.day()) else { continue };
        if point.position().is_none() {
            continue;
        }
        let Some(bounds) = found.index else {
            *point = cut(scope, point, &found.comparability);
            continue;
        };
        point.value = point.value.zip(base_value).map(|(value, base)| value / base * 100.0);
        point.bounds = Some(bounds);
        let written = point.value.and_then(|value| Bounds::point(value).ok()).unwrap_or(bounds);
        point.mark_text = words::index(&written, scope.language);
        point.printed = match scope.language {
            Language::Chinese => format!("{}（{}）", point.mark_text, point.printed),
            Language::English => format!("{} ({})", point.mark_text, point.printed),
        };
        if let (Comparability::Spliced { .. }, Some(note)) =
            (&found.comparability, found.comparability.note())
        {
            point.reason = note.get(scope.language).to_owned();
        }
    }
}

/// A figure that cannot be compared with that of the base.
fn cut(scope: &Scope, point: &SeriesPoint, comparability: &Comparability) -> SeriesPoint {
    let empty = SeriesPoint::empty(point.period, point.label.clone());
    let Comparability::Broken { status, .. } = comparability else { return empty };
    let reason = match scope.language {
        Language::Chinese => "与基期不可比",
        Language::English => "cannot be compared with the base",
    };
    SeriesPoint { status: *status, reason: reason.to_owned(), printed: point.printed.clone(), ..empty }
}
