//! `tierstat new`: commented files to start from, in the languages of the project.

mod area_list;
mod first_files;
mod indicator;
mod publication;

use super::chart::write_new;
use super::report_new;
use crate::args::{NewArguments, NewKind, ReportArguments};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use first_files::example;
use tierstat_model::Localized;

pub(crate) fn run(arguments: &NewArguments, world: &World, output: &mut Output) -> Result<Outcome, Failure> {
    let words = &arguments.words;
    match arguments.kind {
        // It needs no lists: they are what it writes.
        NewKind::AreaList => area_list::run(arguments, world, output),
        NewKind::Indicator => indicator::run(one(arguments)?, arguments, &opened(world, output)?, output),
        NewKind::Publication => publication::run(one(arguments)?, &opened(world, output)?, output),
        NewKind::Chart => write_new(&words.join(" "), &opened(world, output)?, output),
        NewKind::Report => {
            let of_report = ReportArguments {
                names: Vec::new(),
                indicator: arguments.indicator.clone(),
                areas: arguments.areas.clone(),
                known_on: None,
                edition: None,
                accept: false,
            };
            let project = opened(world, output)?;
            let ledger = project.ledger_to_read()?;
            report_new::run(words, &of_report, &project, &ledger, output)
        }
    }
}

/// The project, whose language is spoken from here on.
fn opened(world: &World, output: &mut Output) -> Result<Project, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    Ok(project)
}

/// The one name that is needed.
fn one(arguments: &NewArguments) -> Result<&str, Failure> {
    match arguments.words.as_slice() {
        [name] => Ok(name),
        _ => Err(Failure::Usage {
            message: Localized::new("要写一个名称", "one name is needed"),
            hint: example(arguments.kind),
        }),
    }
}
