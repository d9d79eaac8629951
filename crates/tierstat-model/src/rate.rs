//! Ratios and differences of ratios, which must never be mixed.

use crate::Bounds;
use serde::{Deserialize, Serialize};

/// A ratio with its bounds, as a plain number: 0.25 is 25 %.
///
/// Growth rates, shares and coverage are ratios. A difference of two ratios is a [`PointChange`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ratio(pub Bounds);

impl Ratio {
    /// The bounds in percent: 0.25 becomes 25.
    #[must_use]
    pub fn percent_ends(&self) -> (f64, Option<f64>) {
        (self.0.lower() * 100.0, self.0.upper_value().map(|upper| upper * 100.0))
    }
}

/// A difference of two ratios in percentage points (个百分点), with its bounds: 13.29 points is 0.1329.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PointChange(pub Bounds);
