#![doc = include_str!("../README.md")]

mod chart;
mod coverage_chart;
mod description;
mod error;
mod fonts;
mod layout;
mod line_break;
mod palette;
mod remarks;
mod render;
mod reporting;
mod revision_chart;
mod series_chart;
mod series_target;
mod spec;

pub use chart::{Chart, ChartSize, ChartText};
pub use coverage_chart::{CoverageBar, CoverageChart};
pub use error::ChartError;
pub use fonts::{Fonts, Weight};
pub use layout::{
    Anchor, Band, Bar, BarRole, ChartWarning, Element, Group, GroupRole, Layout, Line, LineRole, Mark,
    MarkFill, Point, Rectangle, Text, TextRole, layout,
};
pub use palette::{Colour, MarkShape};
pub use remarks::status_word;
pub use render::{png, svg};
pub use reporting::Reporting;
pub use revision_chart::{RevisionCell, RevisionChart, RevisionKind, RevisionRow};
pub use series_chart::{
    ChartSeries, Emphasis, Link, NamedEnd, ScaleKind, SeriesChart, SeriesForm, SeriesPoint, ValueAxis,
};
pub use series_target::SeriesTarget;
pub use spec::{ChartKind, ChartSpec, SPEC_KEYS, SpecKey};
