//! tierstat: from the spreadsheets that associations send to figures that can be trusted.
//!
//! This crate holds arguments, settings, messages and exit codes; it is the one place where the ledger meets the
//! report, and the one place that reads the clock and the environment or writes to the terminal.

mod area_kind_table;
mod args;
mod codes;
mod commands;
mod crash;
mod earlier_publication;
mod exit;
mod explanation;
mod folder_defaults;
mod forecast_input;
mod help_zh;
mod ledger_series;
mod names;
mod output;
mod output_files;
mod plot;
mod progress;
mod project;
#[cfg(test)]
mod project_files_page;
mod publication;
#[cfg(test)]
mod reference;
mod residents;
mod timeline;
mod unfinished_imports;
mod world;

use args::Arguments;
use clap::{CommandFactory, FromArgMatches};
use output::Output;
use std::process::ExitCode;
use tierstat_model::Language;
use world::World;

fn main() -> ExitCode {
    crash::guard(run)
}

fn run() -> ExitCode {
    let command = match world::language_of_help() {
        Some(Language::Chinese) => help_zh::in_chinese(Arguments::command()),
        Some(Language::English) | None => Arguments::command(),
    };
    let parsed = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return exit::usage(&error),
    };
    let world = World::read(&arguments.common);
    #[cfg(debug_assertions)]
    world::planned_fault().iter().for_each(|fault| output_files::fault::plan_named(fault));
    let mut output = Output::new(&world);
    match commands::run(arguments.command, &world, &mut output) {
        Ok(outcome) => outcome.exit_code(world.strict),
        Err(error) => {
            output.error(&error);
            error.exit_code()
        }
    }
}
