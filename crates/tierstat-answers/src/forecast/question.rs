//! What is asked of a forecast: how far ahead, by which method, and what must add up.

use crate::error::AnswerError;
use tierstat_model::Localized;
use tierstat_numerics::forecast::{METHODS, Method, MethodChoice};
use tierstat_numerics::reconciliation::{RECONCILIATIONS, Reconciliation};

/// What is asked of a forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct ForecastQuestion {
    /// How many periods ahead.
    pub horizon: usize,
    /// The method, or that the number of points chooses it.
    pub method: MethodChoice,
    /// What the forecasts must meet together; `None` leaves each to itself.
    pub coherence: Option<Coherence>,
    /// Whether forecasts are whole numbers.
    pub is_whole: bool,
    /// Whether no forecast lies below zero.
    pub is_non_negative: bool,
}

impl ForecastQuestion {
    /// So many periods ahead, by the method that the number of points allows, each series by itself.
    #[must_use]
    pub fn ahead(horizon: usize) -> Self {
        Self {
            horizon,
            method: MethodChoice::Automatic,
            coherence: None,
            is_whole: false,
            is_non_negative: false,
        }
    }
}

/// Forecasts that add up.
#[derive(Debug, Clone, PartialEq)]
pub struct Coherence {
    /// How they are made to.
    pub method: Reconciliation,
    /// Numbers of the next period that are known.
    pub given: Vec<Given>,
}

/// The number of a series at the next period, such as a total that was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The series, by its key or by its name in either language.
    pub series: String,
    /// Its number.
    pub number: f64,
}

impl Given {
    /// What a person wrote as SERIES=NUMBER.
    ///
    /// # Errors
    /// [`AnswerError::Question`] where it is none, or no whole number where those are asked for.
    pub fn parse(text: &str, is_whole: bool) -> Result<Self, AnswerError> {
        let parts =
            text.rsplit_once('=').and_then(|(name, number)| Some((name, number.trim().parse::<f64>().ok()?)));
        let Some((name, number)) = parts else {
            return Err(AnswerError::question(
                Localized::new(format!("“{text}”不是 序列=数"), format!("`{text}` is not SERIES=NUMBER")),
                Localized::new("例如 --given 全国=4686", "for example --given nation=4686"),
            ));
        };
        if is_whole && number.fract().abs() > 0.0 {
            return Err(AnswerError::question(
                Localized::new(format!("{number} 不是整数"), format!("{number} is no whole number")),
                Localized::new("给出整数，或去掉 --whole", "give a whole number, or leave --whole out"),
            ));
        }
        Ok(Self { series: name.trim().to_owned(), number })
    }
}

/// The method of forecasting of a name; the number of points chooses it where none is written.
///
/// # Errors
/// [`AnswerError::Question`] where no method is called so, with those there are.
pub fn method_named(code: Option<&str>) -> Result<MethodChoice, AnswerError> {
    let Some(code) = code else { return Ok(MethodChoice::Automatic) };
    Method::from_code(code).map(MethodChoice::Named).ok_or_else(|| unknown(code, &METHODS.map(Method::code)))
}

/// The method of reconciliation of a name.
///
/// # Errors
/// [`AnswerError::Question`] where no method is called so, with those there are.
pub fn reconciliation_named(code: &str) -> Result<Reconciliation, AnswerError> {
    Reconciliation::from_code(code).ok_or_else(|| unknown(code, &RECONCILIATIONS.map(Reconciliation::code)))
}

fn unknown(code: &str, known: &[&str]) -> AnswerError {
    AnswerError::question(
        Localized::new(format!("没有名为“{code}”的方法"), format!("no method is called `{code}`")),
        Localized::new(format!("有：{}", known.join("、")), format!("there are: {}", known.join(", "))),
    )
}
