//! Moving a whole ledger: out to one file, and in from one.

use crate::append::{self, ImportBatch, ImportOutcome};
use crate::error::StoreError;
use crate::ledger::Ledger;
use crate::opening;
use crate::snapshot::Snapshot;
use crate::source::Arrival;
use crate::withdrawal;
use std::collections::BTreeSet;
use std::path::Path;

impl Snapshot {
    /// Writes the whole ledger to a new file, as it stands at one instant, whoever writes beside, and proves the copy.
    ///
    /// # Errors
    /// [`StoreError`] where a file stands there already or cannot be written, or where the ledger is not sound; no file is left
    /// behind then.
    pub fn export(&self, path: &Path) -> Result<(), StoreError> {
        if std::fs::symlink_metadata(path).is_ok() {
            return Err(StoreError::NotAccessible {
                path: path.to_owned(),
                reason: "a file stands there already".to_owned(),
            });
        }
        // SQLite copies outside of a transaction only, so a connection of its own does it.
        let written = opening::to_read(&self.path)?
            .execute("VACUUM INTO ?1", [path.to_string_lossy()])
            .map_err(|error| StoreError::of(path, error))
            // The indices of a copy are made anew, so what they would have missed here is looked for now.
            .and_then(|_| Self::open(path)?.prove(&self.path));
        if written.is_err() {
            // What was begun is no ledger; that it cannot be removed either is said by the error.
            let _ = std::fs::remove_file(path);
        }
        written
    }

    /// Fails with the first thing that is not sound, which messages put down to a file.
    pub(crate) fn prove(&self, named: &Path) -> Result<(), StoreError> {
        match self.damages()?.into_iter().next() {
            Some(finding) => Err(StoreError::Damaged { path: named.to_owned(), reason: finding.message.en }),
            None => Ok(()),
        }
    }
}

impl Ledger {
    /// Takes over every import of another ledger that this one does not hold, in their order: all of them or none. What the
    /// other one sets aside stays out, and is in its log.
    ///
    /// Where a file of the same name stands in this ledger, it goes on standing, and what the other one says of it is answered
    /// for earlier days only. What is no longer a source there is none here, unless it stood here before.
    ///
    /// # Errors
    /// [`StoreError`] where the other ledger is not sound or this one cannot be written; it is then unchanged.
    pub fn absorb(&mut self, other: &Snapshot) -> Result<Vec<ImportOutcome>, StoreError> {
        other.prove(&other.path)?;
        let path = self.path.clone();
        self.within_transaction(|transaction, sources| {
            sources.read_on(transaction, &path)?;
            let held_before = sources.imports.last();
            let stood: BTreeSet<String> = sources
                .last_lines()
                .filter(|line| line.import.is_some())
                .map(|line| line.file.clone())
                .collect();
            let mut outcomes = Vec::new();
            for import in other.imports()? {
                // A reading that a later one superseded here must not come back as the newest.
                let known = sources.imports.iter().map(|held| &held.record).find(|held| {
                    held.id <= held_before
                        && held.content_hash == import.content_hash
                        && held.interpretation_hash == import.interpretation_hash
                });
                if let Some(known) = known {
                    outcomes.push(ImportOutcome::AlreadyKnown { import: known.clone() });
                    continue;
                }
                let batch = ImportBatch {
                    file: &import.file,
                    content: &other.stored_file(&import.content_hash)?.unwrap_or_default(),
                    content_hash: &import.content_hash,
                    interpretation_hash: &import.interpretation_hash,
                    imported_on: import.imported_on,
                    figures: &other.figures_of(import.id)?,
                    kept_back: &other.kept_back_of(import.id)?,
                    findings: &other.findings_of(import.id)?,
                };
                // The days are those of the other ledger, which may well be earlier.
                let arrives =
                    append::Arrives { arrival: Arrival::Given, is_beside: stood.contains(&import.file) };
                let batch = batch.streamed(&batch.figures, &batch.kept_back);
                outcomes.push(append::take_in(transaction, &path, sources, (&batch, arrives), true)?);
            }
            for source in other.withdrawn_sources()?.iter().filter(|source| !stood.contains(&source.file)) {
                let said = (source.file.as_str(), &source.withdrawal, source.since);
                withdrawal::withdraw(transaction, &path, sources, said, true)?;
            }
            Ok(outcomes)
        })
    }
}
