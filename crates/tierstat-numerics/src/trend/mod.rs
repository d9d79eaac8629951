//! Trends: how fast a series grew over all its points, by least squares, by intervals, by ranks and medians; when a line reaches a level.

pub mod growth_trend;
pub mod line_reach;
pub mod rank;

pub use growth_trend::{GrowthTrend, TrendFit, TrendForm, growth_trend};
pub use line_reach::{LineReach, when_line_reaches};
