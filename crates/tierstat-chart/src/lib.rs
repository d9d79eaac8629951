#![doc = include_str!("../README.md")]

mod chart;
mod description;
mod error;
mod fonts;
mod layout;
mod line_break;
mod palette;
mod remarks;
mod render;
mod spec;

pub use chart::{
    Chart, ChartSize, ChartText, CoverageBar, CoverageChart, LineChart, LinePoint, LineSeries, Link,
    NamedEnd, ValueAxis,
};
pub use error::ChartError;
pub use fonts::{Fonts, Weight};
pub use layout::{
    Anchor, Band, Bar, BarRole, ChartWarning, Element, Group, GroupRole, Layout, Line, LineRole, Mark,
    MarkFill, Point, Rectangle, Text, TextRole, layout,
};
pub use palette::{Colour, MarkShape};
pub use remarks::status_word;
pub use render::{png, svg};
pub use spec::{ChartKind, ChartSpec, CoverageKind, CoverageSpec, LineKind, LineSpec};
