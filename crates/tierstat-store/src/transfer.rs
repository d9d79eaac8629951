//! Moving a whole ledger: out to one file, and in from one.

use crate::append::{ImportBatch, ImportOutcome};
use crate::error::StoreError;
use crate::ledger::Ledger;
use std::path::Path;
use tierstat_model::{Figure, Finding, KeptBack};

impl Ledger {
    /// Writes the whole ledger to a new file, as it stands at one instant, whoever writes beside.
    ///
    /// # Errors
    /// [`StoreError`] where a file stands there already or cannot be written; no file is left behind then.
    pub fn export(&self, path: &Path) -> Result<(), StoreError> {
        if path.exists() {
            return Err(StoreError::NotAccessible {
                path: path.to_owned(),
                reason: "a file stands there already".to_owned(),
            });
        }
        let written = self.connection.execute("VACUUM INTO ?1", [path.to_string_lossy()]);
        if written.is_err() {
            // What was begun is no ledger; that it cannot be removed either is said by the error.
            let _ = std::fs::remove_file(path);
        }
        written.map(|_| ()).map_err(|error| StoreError::of(path, error))
    }

    /// Takes over every import of another ledger that this one does not hold, each all or not at all, in their order. What the
    /// other one sets aside stays out, and is in its log.
    ///
    /// # Errors
    /// [`StoreError`] where the other ledger is not sound or this one cannot be written; imports before that stay.
    pub fn absorb(&mut self, other: &Self) -> Result<Vec<ImportOutcome>, StoreError> {
        if let Some(finding) = other.damages()?.into_iter().next() {
            return Err(StoreError::Damaged { path: other.path.clone(), reason: finding.message.en });
        }
        let mut outcomes = Vec::new();
        let held = self.imports()?;
        for import in other.imports()? {
            // A reading that a later one superseded here must not come back as the newest.
            let known = held.iter().find(|held| {
                held.content_hash == import.content_hash
                    && held.interpretation_hash == import.interpretation_hash
            });
            if let Some(known) = known {
                outcomes.push(ImportOutcome::AlreadyKnown { import: known.clone() });
                continue;
            }
            let figures: Vec<Figure> = other.figures_of(import.id)?;
            let findings: Vec<Finding> = other.findings_of(import.id)?;
            let kept_back: Vec<KeptBack> = other.kept_back_of(import.id)?;
            let content = other.stored_file(&import.content_hash)?.unwrap_or_default();
            outcomes.push(self.import(&ImportBatch {
                file: &import.file,
                content: &content,
                content_hash: &import.content_hash,
                interpretation_hash: &import.interpretation_hash,
                imported_on: import.imported_on,
                figures: &figures,
                kept_back: &kept_back,
                findings: &findings,
            })?);
        }
        Ok(outcomes)
    }
}
