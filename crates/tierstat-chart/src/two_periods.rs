//! Two periods of many series: the first and the latest that most of them have, and whether a series can be compared between them.

use crate::one_period::common;
use crate::{ChartSeries, Link, SeriesChart, SeriesPoint};
use jiff::civil::Date;
use tierstat_model::Status;

/// The figures of a series at the two periods of its chart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) first: Option<&'a SeriesPoint>,
    pub(crate) last: Option<&'a SeriesPoint>,
}

/// Whether two figures of one series can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// As they are.
    Comparable,
    /// The series breaks between them, or one of them has another definition.
    Broken(Status),
    /// The definition changes between them, and old and new figures join the two levels.
    Spliced,
    /// One of them is known only within bounds.
    Rough,
    /// One of them is not there.
    Missing,
}

impl SeriesChart {
    /// The chart with the first and the latest of the periods that most series have: two points at most for each series, the later one
    /// with the break between them, where there is one. A series that has neither keeps the point that says why.
    #[must_use]
    pub fn of_two_periods(&self) -> Self {
        let Some([from, to]) = self.two_days() else { return self.clone() };
        let series = self.series.iter().map(|series| {
            let first = series.figure_at(from).filter(|_| from < to);
            let last = series.figure_at(to);
            let mut points: Vec<SeriesPoint> = first.into_iter().chain(last).cloned().collect();
            if let [_, later] = points.as_mut_slice() {
                later.link = series.link_between(from, to);
            }
            if points.is_empty() {
                points.extend(series.point_at(to).cloned());
                points.retain(|point| point.position().is_none() || point.day() == to);
            }
            if points.is_empty() {
                points.extend(series.own_figures().last().map(|point| SeriesPoint {
                    reason: String::new(),
                    status: Status::O,
                    ..SeriesPoint::empty(point.period, point.label.clone())
                }));
            }
            ChartSeries { points, ..series.clone() }
        });
        let series: Vec<ChartSeries> = series.collect();
        Self { apart: self.apart_beside(&series, &[from, to]), series, ..self.clone() }
    }

    /// The first and the latest day that most of the series have; the same twice where there is only one.
    pub(crate) fn two_days(&self) -> Option<[Date; 2]> {
        let to = self.common_day()?;
        let with_last: Vec<&ChartSeries> =
            self.series.iter().filter(|series| series.figure_at(to).is_some()).collect();
        // Of those that have the latest, the earliest day that more than half of them have, else the one that the most have.
        let days =
            || with_last.iter().map(|series| series.days().into_iter().filter(|day| *day < to).collect());
        let all: Vec<Vec<Date>> = days().collect();
        let mut early: Vec<Date> = all.iter().flatten().copied().collect();
        early.sort_unstable();
        early.dedup();
        let count = |day: &Date| all.iter().filter(|days| days.contains(day)).count();
        let of_most = early.iter().find(|day| count(day) * 2 > with_last.len()).copied();
        Some([of_most.or_else(|| common(all.iter().cloned())).unwrap_or(to), to])
    }

    /// How the two periods are printed.
    pub(crate) fn two_labels(&self) -> [String; 2] {
        let label = |day: Option<Date>| {
            let mut points = self.series.iter().flat_map(|series| &series.points);
            let found = points.find(|point| Some(point.day()) == day && point.position().is_some());
            found.map(|point| point.label.clone()).unwrap_or_default()
        };
        let days = self.two_days();
        [label(days.map(|[from, _]| from)), label(days.map(|[_, to]| to))]
    }

    /// The figures of a series at the two periods.
    pub(crate) fn pair<'a>(&self, series: &'a ChartSeries) -> Pair<'a> {
        let Some([from, to]) = self.two_days() else { return Pair { first: None, last: None } };
        Pair { first: series.figure_at(from).filter(|_| from < to), last: series.figure_at(to) }
    }
}

impl ChartSeries {
    /// What stands between the figures of two days: a break, a change of definition that is joined, or nothing.
    pub(crate) fn link_between(&self, from: Date, to: Date) -> Link {
        let later = || self.own_figures().filter(move |point| point.day() > from && point.day() <= to);
        let breaks = later().map(|point| point.link).find(|link| matches!(link, Link::Break(_)));
        let spliced = later().map(|point| point.link).find(|link| *link == Link::Spliced);
        breaks.or(spliced).unwrap_or_default()
    }
}

impl Pair<'_> {
    /// Whether the two can be compared.
    pub(crate) fn change(&self) -> Change {
        let (Some(first), Some(last)) = (self.first, self.last) else { return Change::Missing };
        match last.link {
            Link::Break(status) => Change::Broken(status),
            Link::Spliced => Change::Spliced,
            Link::Line if first.is_rough() || last.is_rough() => Change::Rough,
            Link::Line => Change::Comparable,
        }
    }

    /// By how much the figure has changed, where that is known.
    pub(crate) fn difference(&self) -> Option<f64> {
        let comparable = self.change() == Change::Comparable;
        let ends = self.first?.position().zip(self.last?.position()).filter(|_| comparable);
        ends.map(|(first, last)| last - first)
    }
}
