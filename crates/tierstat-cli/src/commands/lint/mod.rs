//! `tierstat lint`: the checks of an accessible workbook, on any; saves nothing.

mod page;
mod rows;

pub(super) use rows::{CheckRow, CheckedRow};

use crate::args::{Format, LintArguments};
use crate::exit::{Failure, Outcome};
use crate::file_bytes::read_bytes;
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use std::path::Path;
use tierstat_model::CodeLists;
use tierstat_workbook::lint::{CheckResult, lint, workbook_checks};

pub(crate) fn run(arguments: &LintArguments, world: &World, output: &mut Output) -> Result<Outcome, Failure> {
    // A workbook is checked wherever it lies, also beside a project that cannot be opened.
    if let Ok(Some(project)) = Project::find(world) {
        output.set_language(project.language(world));
    }
    let no_lists = CodeLists::default();
    if arguments.checks {
        let checks: Vec<CheckRow> = workbook_checks().iter().copied().map(CheckRow).collect();
        output.rows(&checks, &no_lists, false);
        return Ok(Outcome::default());
    }
    let mut outcome = Outcome { answers_for_findings: true, ..Outcome::default() };
    let mut rows = Vec::new();
    for file in &arguments.files {
        let name = file.display().to_string();
        match checked(file) {
            Ok(results) => {
                outcome.error_findings |= results.iter().any(CheckResult::is_essential_failure);
                if output.format() == Format::Table {
                    output.data(&page::page(&name, &results, output.language()));
                }
                rows.extend(results.into_iter().map(|result| CheckedRow { file: name.clone(), result }));
            }
            // The files beside it are checked all the same.
            Err(failure) => {
                output.error(&failure);
                outcome.unreadable_input = true;
            }
        }
    }
    if output.format() != Format::Table {
        output.rows(&rows, &no_lists, false);
    }
    Ok(outcome)
}

fn checked(file: &Path) -> Result<Vec<CheckResult>, Failure> {
    lint(&read_bytes(file)?).map_err(|fault| Failure::Lint { path: file.to_owned(), fault })
}
