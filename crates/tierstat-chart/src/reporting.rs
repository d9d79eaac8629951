//! How many of the units below have a figure, period by period.

use serde::{Deserialize, Serialize};
use tierstat_model::Period;

/// How many of the units that are expected to have a figure in one period have one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporting {
    /// The period.
    pub period: Period,
    /// The period as printed.
    pub label: String,
    /// The units that have a figure.
    pub reporters: usize,
    /// The units that there are.
    pub expected: usize,
}

impl Reporting {
    /// Both numbers: 28/31.
    #[must_use]
    pub fn printed(&self) -> String {
        format!("{}/{}", self.reporters, self.expected)
    }
}
