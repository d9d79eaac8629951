#![doc = include_str!("../README.md")]

mod chart;
mod spec;

pub use chart::{
    Chart, ChartSize, ChartText, CoverageChart, CoverageRow, LineChart, LinePoint, LineSeries, ValueAxis,
};
pub use spec::{ChartSpec, CoverageSpec, LineSpec};
