//! How often an indicator is counted.

use crate::Localized;
use serde::{Deserialize, Serialize};

/// How often an indicator is counted, from one figure to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodStep {
    /// Each year.
    Year,
    /// Each half year.
    Half,
    /// Each quarter.
    Quarter,
    /// Each month.
    Month,
}

impl PeriodStep {
    /// The months of a step.
    #[must_use]
    pub fn months(self) -> i32 {
        match self {
            Self::Year => 12,
            Self::Half => 6,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// The step in words, as it follows on "counted": 每年, each year.
    #[must_use]
    pub fn words(self) -> Localized {
        match self {
            Self::Year => Localized::new("每年", "each year"),
            Self::Half => Localized::new("每半年", "each half year"),
            Self::Quarter => Localized::new("每季度", "each quarter"),
            Self::Month => Localized::new("每月", "each month"),
        }
    }
}
