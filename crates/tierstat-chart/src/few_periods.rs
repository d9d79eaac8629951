//! A few periods of many series: the latest that most of them have.

use crate::{ChartSeries, SeriesChart};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// So many periods are told apart by lightness.
const MOST_PERIODS: usize = 4;

impl SeriesChart {
    /// The chart with the latest four of the periods that most series have, each point with what parts it from the one before; of a chart
    /// whose series are parts of groups one period.
    #[must_use]
    pub fn of_few_periods(&self) -> Self {
        if self.has_parts() {
            return self.of_one_period();
        }
        let days = self.few_days();
        let series = self.series.iter().map(|series| {
            let mut points = Vec::new();
            let mut before: Option<Date> = None;
            for day in &days {
                if let Some(figure) = series.figure_at(*day) {
                    let mut figure = figure.clone();
                    figure.link = before.map(|before| series.link_between(before, *day)).unwrap_or_default();
                    points.push(figure);
                    before = Some(*day);
                } else {
                    points.extend(series.points.iter().find(|point| point.day() == *day).cloned());
                }
            }
            points.retain(|point| point.strand == 0);
            ChartSeries { points, ..series.clone() }
        });
        let series: Vec<ChartSeries> = series.collect();
        Self { apart: self.apart_beside(&series, &days), series, ..self.clone() }
    }

    /// Whether the series are parts of groups.
    pub(crate) fn has_parts(&self) -> bool {
        self.series.iter().any(|series| !series.group.is_empty())
    }

    /// The latest four of the days that more than half of the series have, in order; the common day where there are none.
    pub(crate) fn few_days(&self) -> Vec<Date> {
        let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
        let with_figures = self.series.iter().map(ChartSeries::days).filter(|days| !days.is_empty());
        let mut all = 0;
        for days in with_figures {
            all += 1;
            for day in days {
                *counts.entry(day).or_default() += 1;
            }
        }
        let of_most = counts.iter().rev().filter(|(_, count)| **count * 2 > all).map(|(day, _)| *day);
        let mut days: Vec<Date> = of_most.take(MOST_PERIODS).collect();
        if days.is_empty() {
            days.extend(self.common_day());
        }
        days.sort_unstable();
        days
    }
}
