//! The one period of which forms without an axis of time show figures: the latest that most series have, and never in silence another.

use crate::layout::in_order;
use crate::{ChartSeries, SeriesChart, SeriesForm, SeriesPoint, TileShow};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::Status;

impl SeriesChart {
    /// The latest day at which more than half of the series that have figures have one; else the latest of those at which the most
    /// have. `None` where no series has a figure.
    #[must_use]
    pub fn common_day(&self) -> Option<Date> {
        common(self.series.iter().map(|series| series.days()))
    }

    /// The chart with the points that its form shows, and no others.
    #[must_use]
    pub fn as_shown(self) -> Self {
        match self.form {
            SeriesForm::Line
            | SeriesForm::Index
            | SeriesForm::Slope
            | SeriesForm::SmallMultiples
            | SeriesForm::StackedBars => self,
            SeriesForm::Contributions => self.of_two_wholes(),
            SeriesForm::Bars | SeriesForm::DotStrip => self.of_one_period(),
            SeriesForm::TileGrid => self.of_tiles(),
            SeriesForm::GroupedBars => self.of_few_periods(),
            SeriesForm::Dumbbell => self.of_two_periods(),
        }
    }

    /// The chart with one point for each series: its figure at the common day; where its source says that there is none, that; and
    /// where nobody says anything its latest figure, which another period names. A series without any figure keeps the point that says why.
    #[must_use]
    pub fn of_one_period(&self) -> Self {
        let Some(day) = self.common_day() else { return self.clone() };
        let series = self.series.iter().map(|series| {
            let point = series.point_at(day);
            ChartSeries { points: point.into_iter().cloned().collect(), ..series.clone() }
        });
        let series: Vec<ChartSeries> = series.collect();
        Self { apart: self.apart_beside(&series, &[day]), series, ..self.clone() }
    }

    /// The chart with what its tiles show: of each series, and of the total beside them, one figure, or all where tiles have lines or changes.
    fn of_tiles(self) -> Self {
        let Some(day) = self.common_day() else { return self };
        if self.board.show != TileShow::Value {
            return self;
        }
        let total = self.total.as_ref().map(|total| {
            let point = total.point_at(day);
            ChartSeries { points: point.into_iter().cloned().collect(), ..total.clone() }
        });
        Self { total, ..self.of_one_period() }
    }

    /// How the period of most points at the common day is printed.
    pub(crate) fn common_label(&self) -> Option<&str> {
        let day = self.common_day()?;
        let points = self.series.iter().filter_map(|series| series.figure_at(day));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for point in points {
            *counts.entry(point.label.as_str()).or_default() += 1;
        }
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(label, _)| label)
    }
}

/// The latest day that more than half of the series have, else the latest of those that the most have.
pub(crate) fn common(series: impl Iterator<Item = Vec<Date>>) -> Option<Date> {
    let (mut counts, mut with_figures): (BTreeMap<Date, usize>, usize) = (BTreeMap::new(), 0);
    for days in series.filter(|days| !days.is_empty()) {
        with_figures += 1;
        for day in days {
            *counts.entry(day).or_default() += 1;
        }
    }
    let of_most = counts.iter().rev().find(|(_, count)| **count * 2 > with_figures);
    let most = counts.iter().max_by_key(|(_, count)| **count);
    of_most.or(most).map(|(day, _)| *day)
}

impl ChartSeries {
    /// The days at which the series has a figure of its own strand, each once, in order.
    pub(crate) fn days(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self.own_figures().map(SeriesPoint::day).collect();
        days.dedup();
        days
    }

    /// The figures of the strand of the series in order of time, an old level before the new one of its day.
    pub(crate) fn own_figures(&self) -> impl Iterator<Item = &SeriesPoint> {
        let is_own = |point: &&SeriesPoint| point.position().is_some() && point.strand == 0;
        in_order(self).into_iter().filter(is_own)
    }

    /// The figure at a day, at its new level where it has an old one too.
    pub(crate) fn figure_at(&self, day: Date) -> Option<&SeriesPoint> {
        self.own_figures().filter(|point| point.day() == day).last()
    }

    /// What is shown for a day: the figure; that its source has none; else the latest figure; else why there is none.
    pub(crate) fn point_at(&self, day: Date) -> Option<&SeriesPoint> {
        let at_day = || self.points.iter().find(|point| point.day() == day);
        // A sign or a status is a source's word; a place of the grid that nobody speaks of is none.
        let is_said = |point: &&SeriesPoint| {
            point.position().is_none() && (point.status != Status::O || !point.printed.is_empty())
        };
        let latest = || self.own_figures().filter(|point| point.day() <= day).last();
        self.figure_at(day)
            .or_else(|| at_day().filter(is_said))
            .or_else(latest)
            .or_else(|| self.own_figures().next())
            .or_else(at_day)
            .or_else(|| self.points.iter().max_by_key(|point| point.day()))
    }
}
