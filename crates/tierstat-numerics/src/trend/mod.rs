//! Trends: how fast a series grew over all its points, by least squares, by intervals, by ranks and medians.

pub mod growth_trend;
pub mod rank;

pub use growth_trend::{GrowthTrend, TrendFit, TrendForm, growth_trend};
