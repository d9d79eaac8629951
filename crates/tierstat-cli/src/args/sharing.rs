//! What is typed to move the ledger and to share its figures.

use super::selection::{PartArguments, SelectionArguments};
use clap::Args;
use std::path::PathBuf;

/// What is done with the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum LedgerAction {
    /// Prove that it is whole
    Verify,
    /// Write it to a new file
    Export,
    /// Take over what another ledger holds
    Import,
}

#[derive(Debug, Args)]
pub(crate) struct LedgerArguments {
    /// What to do
    #[arg(value_name = "ACTION")]
    pub(crate) action: LedgerAction,
    /// File to write or to take over
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// What is done with packages of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ExchangeAction {
    /// Print the public key
    Key,
    /// Sign selected figures
    Pack,
    /// Verify a package and take its figures in
    Open,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeArguments {
    /// What to do
    #[arg(value_name = "ACTION")]
    pub(crate) action: ExchangeAction,
    /// Package to write or to open
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Take a package with this public key once, though the settings do not name it
    #[arg(long, value_name = "KEY")]
    pub(crate) trust: Option<String>,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    #[command(flatten)]
    pub(crate) part: PartArguments,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum ExportForm {
    /// A column for everything that is known of a figure
    #[default]
    Csv,
    /// SDMX-CSV 2.0
    SdmxCsv,
    /// A folder that is a Frictionless Data Package: figures, the code lists that they use, a descriptor
    DataPackage,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// File to write, or folder of a data package [default: stdout]
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// How it is written
    #[arg(long, value_name = "FORM", default_value = "csv")]
    pub(crate) form: ExportForm,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    #[command(flatten)]
    pub(crate) part: PartArguments,
    /// Period the figures describe, as 2015, 2015-Q2, 2015-06 or 2015-12-31
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<tierstat_model::Period>,
}
