#![doc = include_str!("../README.md")]

mod chart;
#[cfg(test)]
mod colour_vision;
mod coverage_chart;
mod description;
mod error;
mod fonts;
mod layout;
mod line_break;
mod palette;
mod remarks;
mod render;
mod series_chart;
mod spec;
mod theme;

pub use chart::{Chart, ChartSize, ChartTarget, ChartText};
pub use coverage_chart::{CoverageBar, CoverageChart};
pub use error::ChartError;
pub use fonts::{Fonts, Weight};
pub use layout::{
    Anchor, Band, Bar, BarRole, ChartWarning, Element, Group, GroupRole, Layout, Line, LineRole, Mark,
    MarkFill, Point, Rectangle, Text, TextRole, layout,
};
pub use palette::{Colour, MarkShape};
pub use remarks::status_word;
pub use render::{Pictures, png, svg};
pub use series_chart::{
    ChartSeries, Emphasis, Link, NamedEnd, ScaleKind, SeriesChart, SeriesForm, SeriesPoint, ValueAxis,
};
pub use spec::{ChartKind, ChartSpec, SPEC_KEYS, SpecKey};
pub use theme::{ChartTheme, chart_style};
