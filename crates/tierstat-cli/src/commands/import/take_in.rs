//! Files into the ledger, one after the other.

use super::line::LineOutcome;
use super::one_file::take_in_one;
use super::summary::Summary;
use super::taken::{Done, contained};
use crate::commands::asked_files::AskedFiles;
use crate::commands::known_before::KnownBefore;
use crate::commands::missed;
use crate::exit::Failure;
use crate::file_bytes::hash_of_file;
use crate::output::Output;
use crate::progress;
use crate::project::Project;
use crate::world::World;
use std::path::Path;
use tierstat_ingest::{IngestError, Names};
use tierstat_store::{Ledger, StoreError, Withdrawal, became_unreadable, comes_again};

/// Withdraws what is missed, and takes files into the ledger one after the other; one that cannot be read does not keep out the
/// others.
///
/// A day that the ledger refuses is that of all files, so nothing is taken in then.
pub(crate) fn take_in(
    project: &Project,
    ledger: &mut Ledger,
    asked: &AskedFiles,
    world: &World,
    output: &Output,
) -> Result<Summary, Failure> {
    let bar = progress::bar(output, asked.files.len());
    let mut summary = Summary::of(asked);
    let names = Names::new(&project.lists);
    let (before, missed) = {
        let ledger = ledger.snapshot()?;
        (KnownBefore::of(&ledger)?, missed::among(&ledger.sources()?, project, &asked.files)?)
    };
    // A run before this one may have stopped, and then it could not say what it withdrew.
    for done in world.supervised.all_done() {
        if let Done::Missed(missed) = done {
            summary.add_missed(&missed, world, false);
        }
    }
    // What is missed goes first, so that a renamed file does not meet itself under its old name.
    for missed in missed {
        ledger.withdraw(&missed.file, &missed.withdrawal(), world.today)?;
        summary.add_missed(&missed, world, false);
        let file = missed.file.clone();
        world.supervised.end(&file, Some(&Done::Missed(missed)));
    }
    for file in &asked.files {
        let name = project.name_of(file);
        bar.begin(&name);
        let mut taken =
            contained(project, file, world, || take_in_one(project, &names, (ledger, &before), file, world));
        if let Err(Failure::Store(StoreError::DayBeforeLatest { .. })) = taken
            && summary.taken_in() == 0
        {
            bar.end();
            return taken.map(|_| summary);
        }
        let done = match &mut taken {
            Ok(taken) => {
                if let (LineOutcome::TakenIn { .. }, Some(since)) =
                    (&taken.outcome, before.forgotten.get(&name))
                    && !asked.named.contains(file)
                {
                    taken.of_before.push(comes_again(&name, *since));
                }
                taken.done()
            }
            Err(failure) => {
                let stands = before.standing.get(&name).map(String::as_str);
                let is_withdrawn = speaks_of_the_content(failure, file, stands)
                    && ledger.withdraw(&name, &Withdrawal::Unreadable, world.today)?;
                let was_withdrawn = matches!(world.supervised.done(&name), Some(Done::Spoiled));
                (is_withdrawn || was_withdrawn).then_some(Done::Spoiled)
            }
        };
        if let Some(Done::Spoiled) = done {
            summary.findings.push(became_unreadable(&name, world.today));
            summary.spoiled.insert(name.clone());
        }
        world.supervised.end(&name, done.as_ref());
        summary.add(name, taken);
        bar.step();
    }
    bar.end();
    Ok(summary)
}

/// Whether a file is there and what it is cannot be taken in, as opposed to one that cannot be opened just now.
fn speaks_of_the_content(failure: &Failure, file: &Path, stands: Option<&str>) -> bool {
    let of_content = match failure {
        // What the system could not read today may be the same as ever.
        Failure::Ingest(IngestError::Unreadable { .. }) => false,
        Failure::Ingest(_)
        | Failure::Link(_)
        | Failure::Fault { .. }
        | Failure::Store(StoreError::DuplicateFigure { .. } | StoreError::UnsoundFigure { .. }) => true,
        // Bytes that were read before can be read: what was wanting then is memory, and not a file that says something.
        Failure::Stopped { .. } => {
            stands.is_some_and(|stands| hash_of_file(file).is_ok_and(|hash| hash != stands))
        }
        _ => false,
    };
    of_content && std::fs::File::open(file).is_ok()
}
