//! The order of a model: how many terms of each kind, and whether it has a constant.

use crate::error::NumericsError;
use crate::requirement::within;

/// The order of an autoregressive integrated moving average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArimaOrder {
    /// How many of the last values enter, 0 to 5.
    pub autoregressive: usize,
    /// How many times the series is differenced, 0 to 2.
    pub differences: usize,
    /// How many of the last errors enter, 0 to 5.
    pub moving_average: usize,
    /// Whether there is a constant: the mean without differences, the drift with one; two leave no room for it.
    pub constant: bool,
}

impl ArimaOrder {
    /// The most terms of one kind.
    pub const MOST_TERMS: usize = 5;
    /// The most differences.
    pub const MOST_DIFFERENCES: usize = 2;

    /// How many numbers are fitted, without the variance.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        self.autoregressive + self.moving_average + usize::from(self.constant)
    }

    /// Refuses what lies outside of the ranges.
    pub(super) fn checked(self) -> Result<Self, NumericsError> {
        let most = if self.constant { 1 } else { Self::MOST_DIFFERENCES };
        for (name, found, most) in [
            ("autoregressive", self.autoregressive, Self::MOST_TERMS),
            ("moving_average", self.moving_average, Self::MOST_TERMS),
            ("differences", self.differences, most),
        ] {
            within(name, found as f64, [0.0, most as f64])?;
        }
        Ok(self)
    }
}

/// The name as it is usually written, such as `ARIMA(1,1,0) with drift`.
impl std::fmt::Display for ArimaOrder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { autoregressive, differences, moving_average, constant } = self;
        write!(formatter, "ARIMA({autoregressive},{differences},{moving_average})")?;
        match (constant, differences) {
            (false, _) => Ok(()),
            (true, 0) => formatter.write_str(" with non-zero mean"),
            (true, _) => formatter.write_str(" with drift"),
        }
    }
}
