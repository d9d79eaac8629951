//! `tierstat roll-up`: an area as the sum of the areas that lie in it.

use crate::args::RollUpArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use tierstat_answers::{Selection, Voice, roll_up};

pub(crate) fn run(
    arguments: &RollUpArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let lists = &project.lists;
    let selection = Selection::named(lists, arguments.selection.text())?;
    let rows = roll_up::roll_up(&ledger, lists, &selection, arguments.period)?;
    output.rows(&rows, lists, arguments.explain);
    if arguments.explain {
        let voice = Voice { lists, language: output.language() };
        output.explanations(&rows.iter().map(|row| row.explanation(&voice)).collect::<Vec<_>>());
    }
    Ok(Outcome::default())
}
