//! How large a chart is.

use serde::{Deserialize, Serialize};

/// How large a chart is, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSize {
    /// The width, from 320 to 4000; 1200 where nothing is said, 600 for a half.
    #[serde(default = "ChartSize::default_width")]
    pub width: f64,
    /// The height, up to 4000. Without one, a line chart takes 16 to 9 (4 to 3 where it is narrow) and a
    /// coverage chart what its rows need.
    #[serde(default)]
    pub height: Option<f64>,
}

/// What a chart is made for: each stands for a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartTarget {
    /// The text of an A4 page, 156 mm wide: 590 pixels.
    Page,
    /// Half of that, 76 mm: 320 pixels, which are shown a little smaller there.
    HalfPage,
    /// A slide of 16 to 9: 1280 by 720 pixels.
    Slide,
    /// A web page: 1200 by 675 pixels.
    Web,
    /// A telephone held upright: 400 pixels.
    Phone,
}

impl ChartTarget {
    /// The size that a target stands for; on pages and telephones the height is what the chart needs.
    #[must_use]
    pub fn size(self) -> ChartSize {
        let (width, height) = match self {
            Self::Page => (590.0, None),
            Self::HalfPage => (320.0, None),
            Self::Slide => (1280.0, Some(720.0)),
            Self::Web => (1200.0, Some(675.0)),
            Self::Phone => (400.0, None),
        };
        ChartSize { width, height }
    }
}

impl ChartSize {
    /// The least width at which a chart can be read.
    pub const LEAST_WIDTH: f64 = 320.0;

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
