#![doc = include_str!("../README.md")]

mod added_font;
mod chart;
mod chart_size;
mod chart_text;
mod chart_tile;
#[cfg(test)]
mod colour_vision;
mod coverage_chart;
mod description;
mod error;
mod few_periods;
mod fingerprint;
mod font_fault;
mod fonts;
mod layout;
mod line_break;
mod not_a_whole;
mod one_period;
mod palette;
mod remarks;
mod render;
mod reporting;
mod revision_chart;
mod row_remarks;
mod series_chart;
mod series_target;
mod set_apart;
mod sparkline;
mod spec;
mod theme;
mod two_periods;
mod whole;

pub use chart::Chart;
pub use chart_size::{ChartSize, ChartTarget};
pub use chart_text::ChartText;
pub use chart_tile::{ChartTile, TileBoard, TileOf, TileShow};
pub use coverage_chart::{CoverageBar, CoverageBarKind, CoverageChart};
pub use error::ChartError;
pub use fingerprint::fingerprint;
pub use font_fault::FontFault;
pub use fonts::{Fonts, Weight};
pub use layout::{
    Anchor, Band, Bar, BarRole, ChartWarning, Element, Group, GroupRole, Layout, Line, LineRole, Mark,
    MarkFill, Point, Rectangle, Text, TextRole, layout,
};
pub use not_a_whole::NotAWhole;
pub use palette::{Colour, MarkShape};
pub use remarks::status_word;
pub use render::{Pictures, png, svg};
pub use reporting::Reporting;
pub use revision_chart::{RevisionCell, RevisionChart, RevisionKind, RevisionRow};
pub use series_chart::{
    ChartSeries, Emphasis, Link, NamedEnd, NotationKind, RowOrder, ScaleKind, SeriesChart, SeriesForm,
    SeriesPoint, ValueAxis,
};
pub use series_target::SeriesTarget;
pub use sparkline::{
    PlotSign, SparklineMark, sparkline_marks, sparkline_signs, sparkline_svg, sparkline_words,
};
pub use spec::{ChartKind, ChartSpec, SPEC_KEYS, SpecKey};
pub use theme::{ChartTheme, chart_style};
