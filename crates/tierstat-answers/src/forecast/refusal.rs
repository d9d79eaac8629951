//! A series that cannot be forecast.

use crate::error::AnswerError;
use tierstat_model::{Finding, Localized, Severity};
use tierstat_numerics::NumericsError;

/// An error with the name of the series it befell.
pub(super) fn named(series: &Localized, error: &NumericsError) -> AnswerError {
    AnswerError::NotBorne { message: said_of(series, error), hint: error.hint() }
}

fn said_of(series: &Localized, error: &NumericsError) -> Localized {
    let message = error.localized();
    Localized::new(format!("{}：{}", series.zh, message.zh), format!("{}: {}", series.en, message.en))
}

pub(super) fn refusal(series: &Localized, error: &NumericsError) -> Finding {
    Finding {
        severity: Severity::Warning,
        rule: "forecast.refused".to_owned(),
        cells: Vec::new(),
        message: said_of(series, error),
        hint: error.hint(),
    }
}
