//! A fitted model: its parameters and what else is known of it.

use super::details::FitDetails;
use tierstat_model::Localized;
use tierstat_numerics::saturation::SaturationFit;

/// The level of the intervals.
pub(super) const LEVEL: f64 = 0.95;

/// One parameter of a fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name in the model.
    pub name: String,
    /// Its estimate, or the number it was given.
    pub estimate: f64,
    /// Its standard error; `None` where it is given, or the method has none.
    pub standard_error: Option<f64>,
    /// The ends of its interval of 95 %, each `None` where the data set none; no interval where it is given, or the method has none.
    pub interval: Option<[Option<f64>; 2]>,
}

/// The value of a model at a time from the origin on.
pub(super) type ValueAt = Box<dyn Fn(f64) -> f64>;

/// A fitted model.
pub(super) struct Fitted {
    /// The code of the model.
    pub(super) code: &'static str,
    /// Codes of the methods, for notes.
    pub(super) methods: Vec<&'static str>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) residual_sum_of_squares: Option<f64>,
    /// What else is known.
    pub(super) details: FitDetails,
    /// The curve towards a ceiling, where it is one.
    pub(super) curve: Option<SaturationFit>,
    pub(super) remarks: Vec<Localized>,
    pub(super) value_at: ValueAt,
}
