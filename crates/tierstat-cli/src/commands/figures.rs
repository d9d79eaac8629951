//! `tierstat figures`: ask the ledger.

use crate::args::{FiguresArguments, SelectionArguments};
use crate::commands::kept_back;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use tierstat_answers::figures::{self, Figures, FiguresQuestion, Panel};
use tierstat_answers::names;
use tierstat_model::{CodeLists, FigureQuery, Period};

pub(crate) fn run(
    arguments: &FiguresArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let lists = &project.lists;
    let question = FiguresQuestion {
        query: query(lists, &arguments.selection, arguments.period)?,
        origin: arguments.origin.clone(),
    };
    let ledger = project.ledger_to_read()?;
    if arguments.kept_back {
        kept_back::list(ledger.kept_back()?, &question, lists, output)?;
        return Ok(Outcome::default());
    }
    if let Some(day) = arguments.map {
        let found = figures::figures_on_map(&ledger, lists, &question, day)?;
        output.rows(&found.rows(), lists, false);
        let error_findings = output.findings(&found.findings);
        return Ok(Outcome { error_findings, ..Outcome::default() });
    }
    let found = figures::figures(&ledger, lists, question)?;
    if arguments.wide {
        let found = printed(found, output)?;
        let panel = tierstat_store::panel(&found.readings_of_origin())?;
        let panel = Panel::of_table(panel.columns, panel.rows);
        output.rows_of(&panel.fields(), &panel.rows, lists);
        return Ok(Outcome::default());
    }
    if arguments.sort.is_empty() {
        output.rows(&found.rows(arguments.all), lists, false);
        return Ok(Outcome::default());
    }
    let by = arguments.sort.iter().map(|name| sort_column(name)).collect::<Result<Vec<_>, _>>()?;
    let mut found = printed(found, output)?;
    found.readings = tierstat_store::sorted(found.readings, &by, arguments.descending)?;
    output.rows(&found.rows(arguments.all), lists, false);
    Ok(Outcome::default())
}

/// What the frames of the store hold: the readings as printed; what is left out is said.
fn printed(found: Figures, output: &Output) -> Result<Figures, Failure> {
    let (found, left_out) = found.printed()?;
    left_out.iter().for_each(|left_out| output.say(left_out));
    Ok(found)
}

/// The column of the store's frame that a person means.
fn sort_column(name: &str) -> Result<&'static str, Failure> {
    let columns = tierstat_store::FRAME_COLUMNS;
    let found = columns.iter().find(|column| **column == name).copied();
    found.ok_or_else(|| {
        names::unknown("列", "column", name, columns.iter().map(|column| (*column, *column))).into()
    })
}

/// The question that a selection asks of the ledger.
pub(crate) fn query(
    lists: &CodeLists,
    selection: &SelectionArguments,
    period: Option<Period>,
) -> Result<FigureQuery, Failure> {
    Ok(figures::query(lists, selection.text(), period)?)
}
