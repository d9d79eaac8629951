//! One file for each verb; a verb reads, calls and prints, and holds no arithmetic.

#[cfg(test)]
mod answer_schema;
mod asked_files;
mod balance;
mod build;
mod cell_picture;
mod chart;
mod check;
mod completions;
mod coverage;
mod diff;
mod doctor;
mod editions;
mod errata;
mod exchange;
mod export;
mod figures;
mod file_outcome;
mod fit;
mod forecast;
mod forget;
mod growth;
mod import;
mod init;
mod inspect;
mod kept_back;
mod known_before;
mod last_build;
mod ledger;
mod letter;
mod lint;
mod made_from;
mod man;
pub(crate) mod manifest;
mod missed;
mod new;
mod proofread;
pub(crate) mod report;
mod report_drafts;
mod report_new;
mod report_subject;
mod revisions;
mod roll_up;
mod settle;
mod table;
mod target;
mod told;
mod trace;
mod trend;
mod vanished;
mod written_file;
mod written_letters;
pub(crate) mod written_report;

use crate::args::Command;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::sign_of_life;
use crate::world::World;
use tierstat_model::Localized;

/// Runs one verb.
pub(crate) fn run(command: Command, world: &World, output: &mut Output) -> Result<Outcome, Failure> {
    output.set_answer(command.name());
    if !matches!(command, Command::Init(_)) {
        expect_one_language(world)?;
    }
    if output.watched() {
        sign_of_life::show(command.name());
    }
    match command {
        Command::Init(arguments) => init::run(&arguments, world, output),
        Command::New(arguments) => new::run(&arguments, world, output),
        Command::Inspect(arguments) => inspect::run(&arguments, world, output),
        Command::Table(arguments) => table::run(&arguments, output),
        Command::Lint(arguments) => lint::run(&arguments, world, output),
        Command::Import(arguments) => import::run(&arguments, world, output),
        Command::Settle(arguments) => settle::run(&arguments, world, output),
        Command::Forget(arguments) => forget::run(&arguments, world, output),
        Command::Figures(arguments) => figures::run(&arguments, world, output),
        Command::Check(arguments) => check::run(&arguments, world, output),
        Command::Growth(arguments) => growth::run(&arguments, world, output),
        Command::Coverage(arguments) => coverage::run(&arguments, world, output),
        Command::Target(arguments) => target::run(&arguments, world, output),
        Command::RollUp(arguments) => roll_up::run(&arguments, world, output),
        Command::Balance(arguments) => balance::run(&arguments, world, output),
        Command::Forecast(arguments) => forecast::run(&arguments, world, output),
        Command::Trend(arguments) => trend::run(&arguments, world, output),
        Command::Fit(arguments) => fit::run(&arguments, output),
        Command::Chart(arguments) => chart::run(&arguments, world, output),
        Command::Report(arguments) => report::run(&arguments, world, output),
        Command::Build(arguments) => build::run(&arguments, world, output),
        Command::Trace(arguments) => trace::run(&arguments, world, output),
        Command::Diff(arguments) => diff::run(&arguments, world, output),
        Command::Errata(arguments) => errata::run(&arguments, world, output),
        Command::Revisions(arguments) => revisions::run(&arguments, world, output),
        Command::Exchange(arguments) => exchange::run(&arguments, world, output),
        Command::Export(arguments) => export::run(&arguments, world, output),
        Command::Ledger(arguments) => ledger::run(&arguments, world, output),
        Command::Completions(arguments) => completions::run(&arguments, output),
        Command::Man(arguments) => man::run(&arguments, output),
        Command::Doctor => doctor::run(world, output),
    }
}

/// Messages are in one language; a new project alone may have several.
fn expect_one_language(world: &World) -> Result<(), Failure> {
    if world.asked_languages.len() <= 1 {
        return Ok(());
    }
    Err(Failure::Usage {
        message: Localized::new("--language 写了不止一种语言", "--language names more than one language"),
        hint: Localized::new(
            "消息只用一种：zh-CN 或 en；几种语言只能写给 tierstat init",
            "messages are in one, zh-CN or en; only tierstat init takes several",
        ),
    })
}
