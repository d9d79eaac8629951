//! What is typed to teach a shell and `man`.

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// Which shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// Verb of the page [default: the whole program]
    #[arg(value_name = "VERB")]
    pub(crate) verb: Option<String>,
}
