//! The rows of a forecast.

use super::series_forecast::SeriesForecast;
use crate::row::{Field, Row};
use tierstat_model::SeriesTime;

/// One step of the forecast of a series.
#[derive(Debug, Clone, Copy)]
pub struct ForecastRow<'a> {
    /// The forecast of which it is one step.
    pub of: &'a SeriesForecast,
    /// The step, counted from zero.
    pub step: usize,
}

impl SeriesForecast {
    /// One row for each step.
    pub fn rows(&self) -> impl Iterator<Item = ForecastRow<'_>> {
        (0..self.forecast.point.len()).map(|step| ForecastRow { of: self, step })
    }
}

impl ForecastRow<'_> {
    /// The time of the step; `None` beyond the calendar.
    #[must_use]
    pub fn time(&self) -> Option<SeriesTime> {
        self.of.time(self.step)
    }

    fn at(&self, values: &[f64]) -> Option<f64> {
        values.get(self.step).copied()
    }
}

impl Row for ForecastRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::series(|row: &Self| &row.of.of),
            Field::time("period", ["时期", "period"], ForecastRow::time),
            Field::text("method", ["方法", "method"], |row: &Self| row.of.method()),
            Field::computed("point", ["预测值", "point"], |row: &Self| row.at(&row.of.forecast.point)),
            Field::computed("lower80", ["80%下限", "lower 80%"], |row| row.at(&row.of.forecast.lower80)),
            Field::computed("upper80", ["80%上限", "upper 80%"], |row| row.at(&row.of.forecast.upper80)),
            Field::computed("lower95", ["95%下限", "lower 95%"], |row| row.at(&row.of.forecast.lower95)),
            Field::computed("upper95", ["95%上限", "upper 95%"], |row| row.at(&row.of.forecast.upper95)),
            Field::explanation(|row, voice| Some(row.of.explanation(voice))),
        ]
    }
}
