//! The ends between which something grew.

use crate::error::AnswerError;
use tierstat_model::{Bounds, Localized, Period};

/// A count that is known, as bounds.
pub(super) fn point(value: Option<f64>) -> Option<Bounds> {
    value.and_then(|value| Bounds::point(value).ok())
}

/// Two periods that are one day apart from none.
///
/// # Errors
/// [`AnswerError::Question`] where both are the same day.
pub(crate) fn apart(from: Option<Period>, to: Option<Period>) -> Result<(), AnswerError> {
    match (from, to) {
        (Some(from), Some(to)) if from.last_day() == to.last_day() => Err(AnswerError::question(
            Localized::new(
                format!("起点 {from} 与终点 {to} 是同一天"),
                format!("the start {from} and the end {to} are one day"),
            ),
            Localized::new("写两个不同的时期", "name two periods"),
        )),
        _ => Ok(()),
    }
}
