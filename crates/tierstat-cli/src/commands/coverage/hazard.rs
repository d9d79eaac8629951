//! `tierstat coverage --hazard`: when units get their first one, and when those that wait will.

use crate::args::{CoverageArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use std::path::Path;
use tierstat_answers::Voice;
use tierstat_answers::adoption::{AdoptingUnit, Observed, StepRow, adoption};
use tierstat_ingest::{FileUnit, Limits, read_units};
use tierstat_model::{CodeLists, Localized};

pub(super) fn run(arguments: &CoverageArguments, path: &Path, output: &Output) -> Result<Outcome, Failure> {
    if arguments.presentation.plot.is_some() {
        return Err(Failure::Usage {
            message: Localized::new("--hazard 没有可画的线", "--hazard has no line to draw"),
            hint: Localized::new("去掉 --plot", "leave --plot out"),
        });
    }
    let file = read_units(path, &Limits::default())?;
    let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let unit = |FileUnit { name, first }| AdoptingUnit { name, first };
    let units: Vec<AdoptingUnit> = file.units.into_iter().map(unit).collect();
    let observed = Observed { since: arguments.since, until: arguments.until };
    let found = adoption(&name, &units, observed)?;
    let explain = arguments.presentation.explain;
    // A table of units is of no list.
    let lists = CodeLists::default();
    let voice = Voice { lists: &lists, language: output.language() };
    let rows: Vec<_> = StepRow::of_adoption(&found).collect();
    let lines = found.summary(voice.language).join("\n");
    match output.format() {
        Format::Table => {
            output.rows(&rows, &lists, explain);
            output.data(&format!("\n{lines}\n"));
        }
        Format::Csv => {
            output.rows(&rows, &lists, explain);
            output.say(&Localized::new(lines.clone(), lines));
        }
        Format::Json | Format::Jsonl => output.documents(&[found.document(&voice, explain)]),
    }
    output.findings(&file.findings);
    if explain {
        output.explanations(&[found.explanation(voice.language)]);
    }
    Ok(Outcome::default())
}
