//! One file into the ledger.

use super::line::LineOutcome;
use super::streams::{FiguresOf, KeptBackOf};
use super::taken::{Done, Taken};
use crate::commands::known_before::KnownBefore;
use crate::commands::vanished;
use crate::exit::Failure;
use crate::file_bytes::hash_of_file;
use crate::project::Project;
use crate::publication::Publication;
use crate::world::World;
use std::path::Path;
use tierstat_ingest::{FileContext, Names};
use tierstat_store::{Arrival, ImportOutcome, Ledger, StreamedBatch};

/// Takes one file in; what the ledger holds already is not read again.
pub(super) fn take_in_one(
    project: &Project,
    names: &Names<'_>,
    (ledger, before): (&mut Ledger, &KnownBefore),
    file: &Path,
    world: &World,
) -> Result<Taken, Failure> {
    let publication = Publication::read(Some(project), file)?;
    let is_found = project.found()?.files.binary_search(&file.to_owned()).is_ok();
    let arrival = if is_found { Arrival::Found } else { Arrival::Given };
    // What the ledger holds already need not be read again, unless a run that stopped took it in and could not tell what it saw.
    if world.supervised.done::<Done>(&publication.name).is_none()
        && let Ok(hash) = hash_of_file(file)
        && let Some(import) =
            ledger.known(&publication.name, (&hash, &publication.interpretation_hash), arrival)?
    {
        return Ok(Taken::of(LineOutcome::already_known(import)));
    }
    let context = publication.context(&project.lists, &project.settings.limits, Some(world.today));
    let context = FileContext { names: Some(names), ..context };
    let imported = tierstat_ingest::import(&context)?;
    let batch = StreamedBatch {
        file: &publication.name,
        content: &imported.content,
        content_hash: &imported.content_hash,
        interpretation_hash: &publication.interpretation_hash,
        imported_on: world.today,
        figures: &FiguresOf { imported: &imported, before },
        kept_back: &KeptBackOf(&imported),
        findings: &imported.findings,
    };
    Ok(match ledger.take_in_streamed(&batch, arrival)? {
        ImportOutcome::Imported { added, revised, confirmed, vanished, .. } => {
            let questions = vanished::questions(project, &publication.name, &vanished);
            let (figures, kept_back) = (imported.count(), imported.kept_back_count());
            let vanished = vanished.len();
            let outcome = LineOutcome::TakenIn { figures, kept_back, added, revised, confirmed, vanished };
            Taken { of_before: questions, ..Taken::read(outcome, imported) }
        }
        ImportOutcome::AlreadyKnown { import } => match world.supervised.done(&project.name_of(file)) {
            // The run that took it in stopped before it could say so.
            Some(Done::TakenIn { outcome, of_before }) => {
                Taken { of_before, ..Taken::read(outcome, imported) }
            }
            Some(Done::Missed(_) | Done::Spoiled) | None => Taken::of(LineOutcome::already_known(import)),
        },
    })
}
