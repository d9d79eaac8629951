//! `tierstat settle`: what is in doubt, question by question, and the records that the answers write.

mod closing_line;
mod inputs;
mod printed;
mod screen;
mod step;
mod take_in;
mod walk;

#[cfg(test)]
pub(super) use printed::WouldWrite;

use crate::args::{Format, SettleArguments};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::streams;
use crate::world::World;

pub(crate) fn run(
    arguments: &SettleArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    if streams::may_be_asked() && output.format() == Format::Table {
        walk::walk(arguments, world, output)?;
    } else {
        let ledger = project.ledger_to_read()?;
        let questions = inputs::questions(&project, &ledger, arguments.origin.as_deref())?;
        printed::print(&questions, &project, output);
    }
    Ok(Outcome::default())
}
