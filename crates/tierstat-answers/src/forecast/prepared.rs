//! A series on the places of the timeline, ready to be forecast.

use super::series_forecast::SeriesForecast;
use crate::timed_series::TimedSeries;
use crate::timeline::Timeline;
use tierstat_numerics::NumericsError;
use tierstat_numerics::forecast::{Forecast, History};

/// A series that is ready to be forecast.
pub(super) struct Prepared {
    pub(super) history: History,
    horizon: usize,
    /// How many periods it ends before the latest of its hierarchy.
    late: usize,
}

impl Prepared {
    pub(super) fn of(
        series: &TimedSeries,
        timeline: &Timeline,
        horizon: usize,
        common_end: Option<i64>,
    ) -> Result<Self, NumericsError> {
        let mut points = Vec::with_capacity(series.points.len());
        for point in &series.points {
            let time = point.time;
            let place = timeline.place(time).ok_or(NumericsError::UnevenTime { time: time.to_string() })?;
            points.push((place, point.bounds));
        }
        let history = History::new(&points).map_err(|error| match error {
            // The place has a name.
            NumericsError::DuplicateTime { time, found } => {
                let place = time.parse().ok().and_then(|place| timeline.time(place));
                NumericsError::DuplicateTime { time: place.map_or(time, |time| time.to_string()), found }
            }
            other => other,
        })?;
        let last = history.first_place + history.values.len() as i64 - 1;
        let late = common_end.map_or(0, |end| usize::try_from(end - last).unwrap_or(0));
        Ok(Self { history, horizon, late })
    }

    /// How many periods ahead of its own end it is forecast.
    pub(super) fn reach(&self) -> usize {
        self.horizon.saturating_add(self.late)
    }

    pub(super) fn forecasted(
        self,
        series: &TimedSeries,
        timeline: Timeline,
        mut forecast: Forecast,
    ) -> SeriesForecast {
        let begins = self.history.first_place + (self.history.values.len() + self.late) as i64;
        for values in [
            &mut forecast.point,
            &mut forecast.standard_deviation,
            &mut forecast.lower80,
            &mut forecast.upper80,
            &mut forecast.lower95,
            &mut forecast.upper95,
        ] {
            values.drain(..self.late.min(values.len()));
        }
        SeriesForecast {
            of: series.of.clone(),
            history: self.history,
            forecast,
            reconciled: None,
            is_count: series.is_count,
            left_out: series.left_out.clone(),
            readings: series.readings().cloned().collect(),
            timeline,
            begins,
        }
    }
}
