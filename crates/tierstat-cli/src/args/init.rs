//! What is typed to start a project.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// Folder to start the project in
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// Title of the project, once or for each language in the order of --language
    #[arg(long = "title", value_name = "TEXT")]
    pub(crate) titles: Vec<String>,
    /// Areas: cn, uk or none, or codes or names of areas, as 430000 or 430000,450000 [default: none]
    #[arg(long, value_name = "AREAS", value_delimiter = ',')]
    pub(crate) areas: Vec<String>,
    /// Highest tier of the areas below those that were named [default: the next one]
    #[arg(long, value_name = "TIER")]
    pub(crate) from: Option<String>,
    /// Lowest tier of the areas [default: the lowest of the list]
    #[arg(long, value_name = "TIER")]
    pub(crate) to: Option<String>,
    /// Without the example: no made-up figures and no report
    #[arg(long)]
    pub(crate) without_example: bool,
}
