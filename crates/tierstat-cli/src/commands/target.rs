//! `tierstat target`: how far a count is towards its target, at which pace, and when it is reached at this pace.

use crate::args::TargetArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use tierstat_answers::{Selection, Voice, plan};

pub(crate) fn run(
    arguments: &TargetArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let lists = &project.lists;
    let all: Vec<String> = plan::with_targets(lists).into_iter().map(|id| id.0).collect();
    let mut text = arguments.selection.text();
    if text.indicators.is_empty() {
        text.indicators = &all;
    }
    let selection = Selection::named(lists, text)?;
    let rows = plan::against_plan(&ledger, lists, &selection, arguments.by.into(), arguments.since)?;
    output.rows(&rows, lists, arguments.explain);
    if arguments.explain {
        let voice = Voice { lists, language: output.language() };
        output.explanations(&rows.iter().map(|row| row.explanation(&voice)).collect::<Vec<_>>());
    }
    Ok(Outcome::default())
}
