//! How large a chart is.

use serde::{Deserialize, Serialize};

/// How large a chart is, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSize {
    /// The width, from 480 to 4000; 1200 where nothing is said, 600 for a half.
    #[serde(default = "ChartSize::default_width")]
    pub width: f64,
    /// The height, up to 4000. Without one, a line chart takes 16 to 9 (4 to 3 where it is narrow) and a
    /// coverage chart what its rows need.
    #[serde(default)]
    pub height: Option<f64>,
}

impl ChartSize {
    /// A size with a height of its own choosing.
    #[must_use]
    pub fn of_width(width: f64) -> Self {
        Self { width, height: None }
    }

    fn default_width() -> f64 {
        1200.0
    }
}

impl Default for ChartSize {
    fn default() -> Self {
        Self::of_width(Self::default_width())
    }
}
