//! A series with what is known and what is forecast of it.

use super::question::ForecastQuestion;
use crate::series_of::SeriesOf;
use crate::timed_series::PointLeftOut;
use crate::timeline::Timeline;
use tierstat_model::{Bounds, Reading, SeriesTime};
use tierstat_numerics::forecast::{Forecast, History, PointOrigin};
use tierstat_numerics::reconciliation::Reconciliation;

/// A series with what is known and what is forecast of it.
#[derive(Debug, Clone)]
pub struct SeriesForecast {
    /// Which series.
    pub of: SeriesOf,
    /// What is known, on even steps.
    pub history: History,
    /// What is forecast.
    pub forecast: Forecast,
    /// How it was made to add up with the others.
    pub reconciled: Option<Reconciliation>,
    /// Whether it counts things, so that nothing below zero can be.
    pub is_count: bool,
    /// What is known but was not used.
    pub left_out: Vec<PointLeftOut>,
    /// The readings it stands on, where it is a series of the ledger.
    pub readings: Vec<Reading>,
    /// The times of its places.
    pub(super) timeline: Timeline,
    /// The place of the first forecast.
    pub(super) begins: i64,
}

impl SeriesForecast {
    /// The time of a step, counted from zero; `None` beyond the calendar.
    #[must_use]
    pub fn time(&self, step: usize) -> Option<SeriesTime> {
        self.timeline.time(self.begins.checked_add(i64::try_from(step).ok()?)?)
    }

    /// The method, with that by which it was made to add up.
    #[must_use]
    pub fn method(&self) -> String {
        let method = self.forecast.method.code();
        match self.reconciled {
            Some(reconciled) => format!("{method}/{}", reconciled.code()),
            None => method.to_owned(),
        }
    }

    /// What is known, in order of time: points and bounds as they are, without what fills gaps.
    pub fn known(&self) -> impl Iterator<Item = (SeriesTime, Bounds)> {
        let history = &self.history;
        let ends = history.lower.iter().zip(&history.upper).zip(&history.values);
        let places = history.origins.iter().zip(ends).zip(history.first_place..);
        places.filter_map(|((origin, ((lower, upper), value)), place)| {
            let bounds = match origin {
                PointOrigin::Observed => Bounds::point(*value),
                PointOrigin::Bounded => Bounds::closed(*lower, *upper),
                PointOrigin::Filled => return None,
            };
            Some((self.timeline.time(place)?, bounds.ok()?))
        })
    }

    /// Whole numbers and floors that were asked for; coherent ones are whole already.
    pub(super) fn finish(&mut self, question: &ForecastQuestion) {
        let forecast = &mut self.forecast;
        if question.is_non_negative || self.is_count {
            forecast.keep_above_zero();
        }
        if !question.is_whole {
            return;
        }
        if self.reconciled.is_none() {
            forecast.point.iter_mut().for_each(|point| *point = point.round());
        }
        // An interval is never narrower than the truth: its ends are rounded away from the point.
        for lower in forecast.lower80.iter_mut().chain(forecast.lower95.iter_mut()) {
            *lower = lower.floor();
        }
        for upper in forecast.upper80.iter_mut().chain(forecast.upper95.iter_mut()) {
            *upper = upper.ceil();
        }
    }
}
