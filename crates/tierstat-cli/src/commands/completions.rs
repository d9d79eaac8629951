//! `tierstat completions`: what a shell completes.

use crate::args::{Arguments, CompletionsArguments};
use crate::exit::{Failure, Outcome};
use crate::help_zh;
use crate::output::Output;
use clap::CommandFactory;

pub(crate) fn run(arguments: &CompletionsArguments, output: &Output) -> Result<Outcome, Failure> {
    let mut command = help_zh::in_language(Arguments::command(), Some(output.language()));
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "tierstat", &mut script);
    output.data(&String::from_utf8_lossy(&script));
    Ok(Outcome::default())
}
