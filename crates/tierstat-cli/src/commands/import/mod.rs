//! `tierstat import`: files into the ledger, each all or not at all.

mod closing_line;
pub(super) mod line;
mod one_file;
mod preview;
mod streams;
mod summary;
mod take_in;
mod taken;

pub(crate) use summary::Summary;
pub(crate) use take_in::take_in;

use crate::args::{Format, ImportArguments};
use crate::commands::asked_files::AskedFiles;
use crate::commands::{kept_back, letter};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::Turn;
use crate::project::Project;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;
use preview::preview;
use tierstat_model::Localized;

pub(crate) fn run(
    arguments: &ImportArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let world = &world.on(arguments.known_on);
    let asked = AskedFiles::of(&project, &arguments.paths)?;
    // What is no ledger is named before anything is written, the mark of a turn among it.
    let ledger = (!arguments.dry_run).then(|| project.ledger(arguments.known_on)).transpose()?;
    let _turn = (!arguments.dry_run || arguments.letter)
        .then(|| Turn::take(&project.boundary, &project.out(), output))
        .transpose()?;
    let (summary, waiting, ledger) = if let Some(mut ledger) = ledger {
        let unfinished = UnfinishedImports::begin(&project, &asked.files, arguments.paths.is_empty())?;
        let summary = take_in(&project, &mut ledger, &asked, world, output)?;
        unfinished.end(summary.in_the_ledger())?;
        letter::discard_those_about(&summary.withdrawn(), &project, output)?;
        let ledger = ledger.snapshot()?.noting(&project.set_aside);
        let waiting = ledger.kept_back_count()?;
        (summary, waiting, Some(ledger))
    } else {
        (preview(&project, &asked, world, output)?, 0, None)
    };
    output.rows(&summary.lines, &project.lists, false);
    let error_findings = summary.say(output);
    if output.format() == Format::Table {
        output.say(&summary.closing_line());
        // What was just said need not be said again, but what earlier imports kept back still waits.
        if waiting > summary.kept_back.count() {
            kept_back::waiting(waiting).iter().for_each(|line| output.say(line));
        }
    }
    summary.unreadable.iter().for_each(|failure| output.error(failure));
    if let Some(ledger) = ledger.filter(|_| arguments.letter) {
        let letters = letter::write(&project, &ledger)?;
        for path in &letters {
            let path = project.name_of(path);
            output.say(&Localized::new(format!("已写出 {path}"), format!("written: {path}")));
        }
        if letters.is_empty() {
            output.say(&Localized::new("没有需要各协会核对的单元格", "no association has a cell to check"));
        }
    }
    let internal_fault = summary.unreadable.iter().any(|failure| matches!(failure, Failure::Fault { .. }));
    let unreadable_input = !summary.unreadable.is_empty();
    Ok(Outcome { error_findings, unreadable_input, internal_fault, ..Outcome::default() })
}
