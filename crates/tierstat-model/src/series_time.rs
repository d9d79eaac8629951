//! When a point of a series stands: a period of the calendar, or a plain number.

use crate::period::Period;

/// When a point stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SeriesTime {
    /// A period of the calendar.
    Period(Period),
    /// A plain number, as the fifth period of observation.
    Number(f64),
}

impl SeriesTime {
    /// The time as a number: years for a period of the calendar, where the end of a year counts as that year.
    #[must_use]
    pub fn number(self) -> f64 {
        match self {
            Self::Number(number) => number,
            Self::Period(period) => period.in_years(),
        }
    }

    /// The period of the calendar, where it is one.
    #[must_use]
    pub fn period(self) -> Option<Period> {
        match self {
            Self::Period(period) => Some(period),
            Self::Number(_) => None,
        }
    }
}

impl std::fmt::Display for SeriesTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Period(period) => period.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}
