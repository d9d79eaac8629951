//! The arguments of `tierstat chart`.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ChartArguments {
    /// Charts to draw, as REPORT/CHART or CHART [default: all]
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// List the charts with what each shows; draw nothing
    #[arg(long, conflicts_with_all = ["explain", "new"])]
    pub(crate) list: bool,
    /// Say what each chart asks, what it found and what it leaves out; draw nothing
    #[arg(long, conflicts_with = "new")]
    pub(crate) explain: bool,
    /// Compare with the drawings of this folder, a copy of earlier outputs, on one page; nothing else is written
    #[arg(long, value_name = "DIR", conflicts_with_all = ["list", "explain", "new"])]
    pub(crate) compare: Option<PathBuf>,
    /// Write a first description to charts/: an indicator, `by` tier, area or a dimension, `as` a kind of chart
    #[arg(long, value_name = "WORDS", conflicts_with = "names")]
    pub(crate) new: Option<String>,
    /// Draw what was known on this day [default: all that is known]
    #[arg(long, value_name = "DAY")]
    pub(crate) known_on: Option<jiff::civil::Date>,
    /// Make pictures for print, with so many dots for each inch [default: 192, for screens]
    #[arg(long, value_name = "DOTS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) dpi: Option<u32>,
}
