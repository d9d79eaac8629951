//! What is typed of files: to look into them, to take them in, to say that they are no sources.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    /// Files to look into
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Say why each row and column was taken for what it is
    #[arg(long)]
    pub(crate) explain: bool,
    /// Write what was found to FILE.mapping.toml, to be edited; one that is there already is kept
    #[arg(long)]
    pub(crate) write_mapping: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TableArguments {
    /// File to read
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Sheet to read [default: the first with a table]
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Put an apostrophe before cells that a spreadsheet program would run as formulas [default: cells exactly as printed]
    #[arg(long)]
    pub(crate) guard_formulas: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LintArguments {
    /// Workbooks to check
    #[arg(required_unless_present = "checks", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print the checks instead, each with what it fails on and what a program cannot see
    #[arg(long, conflicts_with = "files")]
    pub(crate) checks: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// Files or folders to take in [default: datasets/]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Say what would be taken in; change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write the page "please check these cells" for each association, to out/letters/
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) letter: bool,
    /// Day of this import, as 2015-06-30, also before that of an earlier one [default: today by the clock]
    #[arg(long, value_name = "DAY")]
    pub(crate) known_on: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct ForgetArguments {
    /// Files that are no longer sources, by path or as the ledger calls them
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Day from which they are none, as 2015-06-30, also before that of an earlier import [default: today by the clock]
    #[arg(long, value_name = "DAY")]
    pub(crate) known_on: Option<jiff::civil::Date>,
}
