//! The rows of a fit: one for each parameter.

use super::fitted::Parameter;
use super::series_fit::SeriesFit;
use crate::row::{Field, Row, Voice};
use tierstat_model::{Language, Localized};

/// One parameter of the fit of a series.
#[derive(Clone, Copy)]
pub struct ParameterRow<'a> {
    /// The fit.
    pub of: &'a SeriesFit,
    /// The parameter.
    pub parameter: &'a Parameter,
}

impl SeriesFit {
    /// One row for each parameter.
    pub fn rows(&self) -> impl Iterator<Item = ParameterRow<'_>> {
        self.fitted.parameters.iter().map(|parameter| ParameterRow { of: self, parameter })
    }
}

impl ParameterRow<'_> {
    fn end(&self, place: usize) -> Option<f64> {
        self.parameter.interval?.get(place).copied()?
    }

    /// An end of the interval as people read it: words where there is an interval and it has no such end.
    fn said_end(&self, place: usize, voice: &Voice<'_>) -> String {
        match (self.end(place), self.parameter.interval, voice.language) {
            (Some(end), ..) => readable(end),
            (None, Some(_), Language::Chinese) => "无界".to_owned(),
            (None, Some(_), Language::English) => "no limit".to_owned(),
            (None, None, _) => String::new(),
        }
    }
}

impl Row for ParameterRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        let number = |name: &'static str, take: fn(&Self) -> Option<f64>| {
            Field::computed(name, ["", ""], take).for_programs()
        };
        vec![
            Field::text("series", ["序列", "series"], |row: &Self| row.of.name.clone()),
            Field::code(
                "model",
                ["模型", "model"],
                |row: &Self| row.of.fitted.code,
                |row| Localized::new(row.of.fitted.code, row.of.fitted.code),
            ),
            Field::text("parameter", ["参数", "parameter"], |row: &Self| row.parameter.name.clone()),
            Field::words("", ["估计值", "estimate"], |row: &Self, _| readable(row.parameter.estimate)),
            Field::words("", ["标准误", "standard error"], |row: &Self, _| {
                said(row.parameter.standard_error)
            }),
            Field::words("", ["95%下限", "lower 95%"], |row: &Self, voice| row.said_end(0, voice)),
            Field::words("", ["95%上限", "upper 95%"], |row: &Self, voice| row.said_end(1, voice)),
            Field::words("", ["残差平方和", "residual sum of squares"], |row: &Self, _| {
                said(row.of.fitted.residual_sum_of_squares)
            }),
            number("estimate", |row| Some(row.parameter.estimate)),
            number("standard_error", |row| row.parameter.standard_error),
            number("lower95", |row| row.end(0)),
            number("upper95", |row| row.end(1)),
            number("residual_sum_of_squares", |row| row.of.fitted.residual_sum_of_squares),
        ]
    }
}

fn said(value: Option<f64>) -> String {
    value.map_or_else(String::new, readable)
}

/// Seven significant digits for reading; CSV and JSON hold all.
fn readable(value: f64) -> String {
    const SMALL: f64 = 1e-4;
    const LARGE: f64 = 1e9;
    let rounded: f64 = format!("{value:.6e}").parse().unwrap_or(value);
    let size = rounded.abs();
    if size > 0.0 && !(SMALL..LARGE).contains(&size) { format!("{rounded:e}") } else { rounded.to_string() }
}
