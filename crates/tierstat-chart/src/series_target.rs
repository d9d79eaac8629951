//! What a series is to reach, and by when.

use serde::{Deserialize, Serialize};
use tierstat_model::{Bounds, Period};

/// What one series of a [`SeriesChart`](crate::SeriesChart) is to reach: a rule at the number, and the straight way to it where it is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeriesTarget {
    /// The place of the series in the chart, from 0.
    pub series: usize,
    /// What the number allows.
    pub bounds: Bounds,
    /// The one number, where the bounds allow only one or the source states one.
    pub value: Option<f64>,
    /// When it is due; `None` where nobody says.
    pub due: Option<Period>,
    /// That period as printed; empty where there is none.
    pub due_label: String,
    /// The number in full.
    pub printed: String,
    /// The number in the notation of the chart.
    pub mark_text: String,
}

impl SeriesTarget {
    /// The number to be reached, where one is stated.
    #[must_use]
    pub fn position(&self) -> Option<f64> {
        self.value.filter(|value| value.is_finite()).or_else(|| self.bounds.as_point())
    }

    /// The heights at which a rule stands: the number, or each bound that is known.
    #[must_use]
    pub fn heights(&self) -> Vec<f64> {
        match self.position() {
            Some(value) => vec![value],
            None => self.bounds.lower_value().into_iter().chain(self.bounds.upper_value()).collect(),
        }
    }
}
