//! What one file came to, and what the ledger was told because of it.

use super::line::LineOutcome;
use crate::commands::kept_back::Told;
use crate::crash;
use crate::exit::Failure;
use crate::project::Project;
use crate::world::World;
use serde::{Deserialize, Serialize};
use std::path::Path;
use tierstat_ingest::Imported;
use tierstat_model::Finding;
use tierstat_store::MissedSource;

/// What one file came to.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) outcome: LineOutcome,
    pub(super) kept_back: Told,
    /// What reading it saw beside that.
    pub(super) findings: Vec<Finding>,
    /// What is said of it as against what the ledger knew before: what it does not answer any more, and that it comes again.
    pub(super) of_before: Vec<Finding>,
}

/// What the ledger was told because of a file, and what nobody can learn of it any more once it was.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Done {
    /// It took in all there was to read: reading it again tells the rest.
    TakenIn { outcome: LineOutcome, of_before: Vec<Finding> },
    /// It is no source any more, since it is missed.
    Missed(MissedSource),
    /// It is no source any more, since it changed into what cannot be read.
    Spoiled,
}

impl Taken {
    /// A file of which there is nothing to tell but what became of it.
    pub(super) fn of(outcome: LineOutcome) -> Self {
        Self { outcome, kept_back: Told::default(), findings: Vec::new(), of_before: Vec::new() }
    }

    /// A file that was read.
    pub(super) fn read(outcome: LineOutcome, mut imported: Imported<'_>) -> Self {
        let mut kept_back = Told::default();
        imported.kept_back().for_each(|kept| kept_back.add(kept));
        // Why numbers are kept back is told with them.
        Self { kept_back, findings: imported.take_other_findings(), ..Self::of(outcome) }
    }

    /// What a later run cannot learn by reading the file again, where the ledger took it in.
    pub(super) fn done(&self) -> Option<Done> {
        let is_taken_in = matches!(self.outcome, LineOutcome::TakenIn { .. });
        is_taken_in
            .then(|| Done::TakenIn { outcome: self.outcome.clone(), of_before: self.of_before.clone() })
    }
}

/// A file that a fault of ours meets is named, and keeps out no other; so is one at which an earlier run of this one stopped.
///
/// Whoever asks for it says when the file is done.
pub(super) fn contained(
    project: &Project,
    file: &Path,
    world: &World,
    read: impl FnOnce() -> Result<Taken, Failure>,
) -> Result<Taken, Failure> {
    if let Some(signal) = world.supervised.begin(&project.name_of(file)) {
        return Err(Failure::Stopped { path: file.to_owned(), signal });
    }
    let fault = |message| Failure::Fault { path: file.to_owned(), message };
    crash::contain(read).unwrap_or_else(|message| Err(fault(message)))
}
