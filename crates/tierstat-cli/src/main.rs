//! tierstat: from the spreadsheets that associations send to figures that can be trusted.
//!
//! This crate holds arguments, settings, messages and exit codes; it is the one place where the ledger meets the
//! report, and the one place that reads the clock and the environment or writes to the terminal.

mod args;
mod boundary;
#[cfg(test)]
mod charts_page;
mod code_list_files;
mod codes;
mod comma_separated;
mod commands;
mod crash;
mod data_package;
#[cfg(test)]
mod documentation_page;
mod earlier_publication;
mod edition;
mod exchange_key;
mod exit;
mod file_bytes;
mod file_walk;
mod folder_defaults;
mod folder_entries;
mod font_files;
mod hand_edit;
mod help_zh;
mod json_text;
mod line_differences;
mod missing_files;
mod output;
mod output_files;
mod package_figures;
mod plot;
mod progress;
mod project;
#[cfg(test)]
mod project_files_page;
mod project_folder;
mod publication;
mod records;
#[cfg(test)]
mod reference;
mod report_folder;
mod report_formats;
mod report_inputs;
mod report_name;
mod row_printing;
mod series_input;
mod settings;
mod sign_of_life;
mod standing;
mod starter;
mod streams;
mod supervised;
#[cfg(unix)]
mod supervisor;
mod terminal_plot;
mod text_languages;
mod trusted_key;
mod unfinished_imports;
mod usage_zh;
mod world;

use args::Arguments;
use clap::{CommandFactory, FromArgMatches};
use exit::{Exit, Failure};
use output::Output;
use std::process::ExitCode;
use tierstat_model::Language;
use tierstat_store::SetAside;
use world::World;

fn main() -> ExitCode {
    crash::guard(run)
}

fn run() -> ExitCode {
    let command =
        help_zh::in_language(Arguments::command(), world::language_of_help()).color(world::color_of_help());
    let parsed = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    #[cfg(unix)]
    if arguments.command.takes_in_files()
        && !world::is_supervised()
        && let Some(end) = supervisor::run()
    {
        return end;
    }
    let world = World::read(&arguments.common);
    #[cfg(debug_assertions)]
    world::planned_fault().iter().for_each(|fault| output_files::fault::plan_named(fault));
    let mut output = Output::new(&world);
    let mut outcome = commands::run(arguments.command, &world, &mut output);
    let language = output.language();
    // Whatever was asked: what the ledger could not tell is said beside what it told.
    let cannot_be_told = output.findings(&SetAside::findings(&world.set_aside.take()));
    if let Ok(outcome) = &mut outcome {
        outcome.error_findings |= cannot_be_told;
    }
    // So is what was answered by files that are there no longer.
    output.findings(&Vec::from_iter(world.missing.finding()));
    let answered = output.close();
    sign_of_life::make_way();
    let code = match (outcome.as_ref().copied(), &answered) {
        (Ok(outcome), Ok(())) => outcome.exit_code(world.strict),
        (Err(error), _) | (Ok(_), Err(error)) => error.exit_code(),
    };
    for error in outcome.err().into_iter().chain(answered.err()) {
        error.say(language);
    }
    code
}

/// Answers for arguments that are no command: with help, or with what is wrong about them.
fn usage(error: &clap::Error) -> ExitCode {
    let language = world::language_of_help().unwrap_or(Language::English);
    match streams::usage(error, language) {
        Ok(true) => Exit::Fine.into(),
        Ok(false) => Exit::Usage.into(),
        Err(source) => {
            let failure = Failure::Answer { source };
            failure.say(language);
            failure.exit_code()
        }
    }
}
