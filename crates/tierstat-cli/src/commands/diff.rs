//! `tierstat diff`: what changed between two known-on days, and why.

use crate::args::DiffArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use tierstat_answers::{Selection, revision};

pub(crate) fn run(arguments: &DiffArguments, world: &World, output: &mut Output) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let selection = Selection::anything(&project.lists, arguments.selection.text())?;
    let days = [arguments.earlier, arguments.later];
    let found = revision::changes(&project.ledger_to_read()?, &project.lists, &selection, days)?;
    output.rows(&found.rows(), &project.lists, false);
    output.say(&found.summary());
    Ok(Outcome::default())
}
