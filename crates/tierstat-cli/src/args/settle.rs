//! What is typed to settle doubts.

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct SettleArguments {
    /// Only doubts about files whose path contains this
    #[arg(value_name = "TEXT")]
    pub(crate) origin: Option<String>,
}
