//! The arguments of `tierstat new`.

use clap::{Args, ValueEnum};

/// What is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NewKind {
    /// What is counted
    Indicator,
    /// A folder for the files of a publisher
    Publication,
    /// The description of a chart
    Chart,
    /// A report of a kind
    Report,
    /// Areas and tiers
    AreaList,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// What to begin
    #[arg(value_name = "KIND")]
    pub(crate) kind: NewKind,
    /// Its name: an id; PUBLISHER/EDITION; the words of a chart; kind and name of a report; areas, as uk or 430000
    #[arg(value_name = "NAME")]
    pub(crate) words: Vec<String>,
    /// Name of a new indicator, as reports print it [default: its id]
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Unit of a new indicator [default: the first of units.toml]
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Option<String>,
    /// What a new report is about [default: the indicator with the most figures]
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) indicator: Option<String>,
    /// Area of a new report; of a comparison several [default: the area with the most figures]
    #[arg(long = "area", value_name = "AREA")]
    pub(crate) areas: Vec<String>,
    /// Highest tier of a new list of areas below those that were named [default: the next one]
    #[arg(long, value_name = "TIER")]
    pub(crate) from: Option<String>,
    /// Lowest tier of a new list of areas [default: the lowest of the list]
    #[arg(long, value_name = "TIER")]
    pub(crate) to: Option<String>,
}
