//! `tierstat revisions`: how far first numbers are usually off, and how long until they are stable.

use crate::args::RevisionsArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use tierstat_answers::{Selection, revision};

pub(crate) fn run(
    arguments: &RevisionsArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let selection = Selection::anything(&project.lists, arguments.selection.text())?;
    let ledger = project.ledger_to_read()?;
    let days = ledger.days_of_change(&selection.query())?;
    output.rows(&revision::revisions(&ledger, &project.lists, &selection, &days)?, &project.lists, false);
    Ok(Outcome::default())
}
