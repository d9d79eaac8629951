//! Sparklines: the course of a row's series up to the number of the row.

use super::Builder;
use crate::binding::Known;
use crate::course::course;
use crate::scope::Scope;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tierstat_chart::{
    ChartSeries, Link, NamedEnd, SeriesPoint, sparkline_marks, sparkline_signs, sparkline_svg,
    sparkline_words,
};
use tierstat_document::{Cell, Heading, Sparkline};
use tierstat_model::{IndicatorId, Language, Localized, Period, PeriodStep, Reading, Status};
use tierstat_stats::comparability::{Comparability, break_between, comparability, old_level};
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_stats::period_grid::PeriodGrid;
use tierstat_words as words;

/// A line of two numbers says no more than the numbers.
const LEAST: usize = 3;
/// So many periods stand in a row of signs: the latest ones.
const MOST_SIGNS: usize = 24;

/// A column of lines: of each row the series, and the last day that it reaches.
pub(super) struct CourseColumn {
    /// What its heading adds, where there are several.
    pub(super) name: String,
    pub(super) rows: Vec<Option<(SeriesId, Date)>>,
}

impl Builder<'_> {
    /// Columns of lines behind all others; one in which no series has enough numbers is left out.
    ///
    /// All lines of an indicator are drawn over the same days, so that a reader can compare them.
    pub(super) fn sparklines(&mut self, columns: Vec<CourseColumn>) {
        let (scope, language) = (self.scope, self.scope.language);
        let is_one = columns.len() == 1;
        let mut days: BTreeMap<IndicatorId, (Date, Date)> = BTreeMap::new();
        let mut found = Vec::new();
        for column in columns {
            let lines: Vec<Option<(IndicatorId, ChartSeries)>> = column
                .rows
                .iter()
                .map(|row| {
                    let (series, until) = row.as_ref()?;
                    let (line, readings) = line(scope, series, *until)?;
                    self.drawn.extend(readings);
                    Some((series.indicator.clone(), line))
                })
                .collect();
            for (indicator, line) in lines.iter().flatten() {
                for point in line.points.iter().filter(|point| point.bounds.is_some()) {
                    let day = point.day();
                    let (first, last) = days.entry(indicator.clone()).or_insert((day, day));
                    (*first, *last) = ((*first).min(day), (*last).max(day));
                }
            }
            found.push((column.name, lines));
        }
        for (name, lines) in found.into_iter().filter(|(_, lines)| lines.iter().any(Option::is_some)) {
            let text = match language {
                _ if is_one => Localized::new("走势", "course"),
                _ => Localized::new(format!("{name}：走势"), format!("{name}: course")),
            };
            self.headings.push(Heading { text: text.get(language).to_owned(), numbers: false });
            for (row, line) in self.rows.iter_mut().zip(lines) {
                let drawn =
                    line.and_then(|(indicator, line)| sparkline(&line, *days.get(&indicator)?, language));
                row.cells.push(drawn.map_or(Cell::Empty, |drawn| Cell::Sparkline(Arc::new(drawn))));
            }
        }
    }
}

fn sparkline(line: &ChartSeries, days: (Date, Date), language: Language) -> Option<Sparkline> {
    let svg = sparkline_svg(line, days, language)?;
    let (signs, used) = sparkline_signs(line, MOST_SIGNS);
    let meanings =
        used.into_iter().map(|sign| format!("{} {}", sign.character(), sign.meaning().get(language)));
    let marks = sparkline_marks(line, days, language);
    Some(Sparkline {
        svg,
        marks: marks.into_iter().map(|mark| mark.meaning().get(language).to_owned()).collect(),
        description: sparkline_words(line, language),
        signs,
        meanings: meanings.collect(),
        values: line.points.iter().map(|point| (point.period, point.bounds)).collect(),
    })
}

/// The numbers of a series up to a day as a line, with the places that have none and the breaks, and what it stands on; `None` where
/// there are too few numbers.
fn line(scope: &Scope, series: &SeriesId, until: Date) -> Option<(ChartSeries, Vec<Reading>)> {
    let numbers = course(scope, series).numbers;
    let numbers: Vec<KnownNumber> =
        numbers.into_iter().filter(|number| number.period.last_day() <= until).collect();
    let (first, last) = (numbers.first()?.period, numbers.last()?.period);
    if numbers.len() < LEAST {
        return None;
    }
    let own: Vec<Reading> =
        scope.readings().iter().filter(|reading| series.holds(reading)).cloned().collect();
    let mut points: Vec<SeriesPoint> = Vec::new();
    let mut before: Option<&KnownNumber> = None;
    for number in &numbers {
        let mut found = point(scope, number);
        if let Some(before) = before.replace(number) {
            found.link = link(&own, before, number);
            let old = match (found.link, number.readings.as_slice(), before.readings.as_slice()) {
                (Link::Spliced, [reading], [earlier]) => old_level(reading, earlier),
                _ => None,
            };
            if let Some(bounds) = old.and_then(|old| old.quantity.bounds) {
                let old = KnownNumber { bounds, is_sum: true, ..number.clone() };
                points.push(point(scope, &old));
            }
        }
        points.push(found);
    }
    let periods: BTreeSet<Period> = numbers.iter().map(|number| number.period).collect();
    let known: BTreeSet<Date> = periods.iter().map(|period| period.last_day()).collect();
    // What its source leaves open has the reason that the source gives; other places of the grid have none.
    let mut gaps: BTreeMap<Date, SeriesPoint> = BTreeMap::new();
    let gap = |period: Period, status| SeriesPoint {
        status,
        ..SeriesPoint::empty(period, words::period_heading(period, scope.language))
    };
    for period in grid(scope, &series.indicator).missing(&periods, Some((first, last))) {
        gaps.insert(period.last_day(), gap(period, Status::O));
    }
    for reading in own.iter().filter(|reading| reading.figure.quantity.bounds.is_none()) {
        let (day, status) = (reading.figure.period.last_day(), reading.figure.status);
        if day > first.last_day() && day < last.last_day() && !known.contains(&day) {
            gaps.insert(day, gap(reading.figure.period, status));
        }
    }
    points.extend(gaps.into_values());
    points.sort_by_key(SeriesPoint::day);
    let readings = numbers.into_iter().flat_map(|number| number.readings).collect();
    Some((ChartSeries::new(String::new(), points), readings))
}

/// How a line comes from a number to the one after it.
fn link(own: &[Reading], from: &KnownNumber, to: &KnownNumber) -> Link {
    let status = |found: Comparability| match found {
        Comparability::Broken { status, .. } => Link::Break(status),
        Comparability::Spliced { .. } => Link::Spliced,
        Comparability::Same => Link::Line,
    };
    if from.is_sum || to.is_sum {
        return break_between(&to.readings, from.period, to.period).map_or(Link::Line, status);
    }
    status(comparability(own, from.period, to.period))
}

fn point(scope: &Scope, number: &KnownNumber) -> SeriesPoint {
    let empty = SeriesPoint::empty(number.period, words::period_heading(number.period, scope.language));
    let figure = number.readings.first().map(|reading| &reading.figure).filter(|_| !number.is_sum);
    SeriesPoint {
        bounds: Some(number.bounds),
        value: figure.map_or(number.bounds.as_point(), |figure| figure.quantity.value),
        named: figure.map_or(NamedEnd::Both, |figure| NamedEnd::of(&figure.quantity)),
        status: figure.map_or(Status::A, |figure| figure.status),
        printed: Known::of(scope, number.clone()).text,
        ..empty
    }
}

/// How often an indicator is counted: as it declares, else by all that the report knows of it.
fn grid(scope: &Scope, indicator: &IndicatorId) -> PeriodGrid {
    let declared: Option<PeriodStep> = scope.lists.indicators.common_step([indicator]);
    let of_readings = || {
        let mut series: BTreeMap<_, BTreeSet<Period>> = BTreeMap::new();
        for reading in scope.readings().iter().filter(|reading| reading.key.indicator == *indicator) {
            series.entry(reading.key.series()).or_default().insert(reading.figure.period);
        }
        PeriodGrid::of(series.into_values())
    };
    declared.map_or_else(of_readings, PeriodGrid::declared)
}
