//! Slope charts: the latest period that the most series have, and the first one that can be compared with it.

use super::index::with_numbers;
use super::series;
use super::split::{Line, lines};
use crate::error::ReportError;
use crate::scope::Scope;
use std::collections::BTreeSet;
use tierstat_chart::{Chart, ChartError, ChartSpec, Link, SeriesChart, SeriesForm, SeriesPoint, ValueAxis};
use tierstat_model::{Period, Reading, Status};
use tierstat_stats::comparability::{Comparability, comparability};

pub(super) fn chart(
    scope: &Scope,
    spec: &ChartSpec,
    failure: &dyn Fn(ChartError) -> ReportError,
) -> Result<(Chart, Vec<Reading>), ReportError> {
    let (Chart::Series(mut chart), mut readings) = series::chart(scope, spec, SeriesForm::Slope, failure)?
    else {
        return Err(failure(ChartError::NoFigures));
    };
    if readings.is_empty() {
        return Ok((Chart::Series(chart), readings));
    }
    let lines = with_numbers(lines(scope, spec)?);
    let [from, to] = ends(&lines).ok_or_else(|| failure(ChartError::OnePeriod))?;
    readings.retain(|reading| [from, to].contains(&reading.key.period));
    let labels = [from, to].map(|period| {
        let points = chart.series.iter().flat_map(|series| &series.points);
        points.filter(|point| point.day() == period.last_day()).map(|point| point.label.clone()).next()
    });
    let mut kept = Vec::new();
    for (mut series, line) in std::mem::take(&mut chart.series).into_iter().zip(&lines) {
        let at = |period: Period, label: &Option<String>| {
            // Where the series is joined the new level of a day stands behind the old one.
            let found = series.points.iter().rev().find(|point| point.day() == period.last_day()).cloned();
            let empty = series::gap(scope, period);
            let label = label.clone().unwrap_or_else(|| empty.label.clone());
            SeriesPoint { link: Link::Line, ..found.unwrap_or(SeriesPoint { label, ..empty }) }
        };
        let (first, mut last) = (at(from, &labels[0]), at(to, &labels[1]));
        if first.position().is_none() && last.position().is_none() {
            chart.left_out.push(series.name);
            continue;
        }
        if first.position().is_some() && last.position().is_some() {
            last.link = match comparability(&line.readings, from, to) {
                Comparability::Same => Link::Line,
                Comparability::Spliced { .. } => Link::Break(Status::B),
                Comparability::Broken { status, .. } => Link::Break(status),
            };
        }
        series.points = vec![first, last];
        kept.push(series);
    }
    let axis = spec.axis.unwrap_or(ValueAxis::Fitted);
    let chart = SeriesChart { series: kept, axis, shown_from: None, ..chart };
    Ok((Chart::Series(chart), readings))
}

/// The two periods: the latest of those that the most lines have, and of those before it the first of those at which the most lines can be
/// compared with it.
fn ends(lines: &[Line]) -> Option<[Period; 2]> {
    let has = |line: &Line, period: Period| {
        let at = line.readings.iter().find(|reading| reading.key.period == period);
        at.is_some_and(|reading| reading.figure.quantity.bounds.is_some())
    };
    let all: BTreeSet<Period> =
        lines.iter().flat_map(|line| &line.readings).map(|reading| reading.key.period).collect();
    let mut all: Vec<Period> = all.into_iter().collect();
    all.sort_by_key(|period| period.last_day());
    let with = |period: Period| lines.iter().filter(|line| has(line, period)).count();
    let to = all.iter().copied().max_by_key(|period| (with(*period), period.last_day()))?;
    let compared = |from: Period| {
        let is_compared = |line: &&Line| {
            has(line, from) && has(line, to) && comparability(&line.readings, from, to) == Comparability::Same
        };
        (lines.iter().filter(is_compared).count(), with(from))
    };
    let before = all.iter().copied().filter(|period| period.last_day() < to.last_day() && with(*period) > 0);
    // Of equals the last is taken: backwards that is the first period.
    let from = before.rev().max_by_key(|period| compared(*period))?;
    Some([from, to])
}
