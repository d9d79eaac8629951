//! The ledger: one SQLite file to which imports are appended.

use crate::error::StoreError;
use crate::opening;
use crate::snapshot::Snapshot;
use crate::source::SourceLog;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// A ledger opened to write; what it says is asked of a [`Snapshot`].
///
/// Several processes may hold one file: readers never block, writers queue.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// The imports and what stands for each file, as far as they were read; what came since is read on within each import.
    pub(crate) sources: SourceLog,
    pub(crate) trusts_days: bool,
}

impl Ledger {
    /// Opens a ledger to write, and makes it with its folder where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where something else than a ledger stands there, the ledger is damaged, was written by a newer program or
    /// cannot be written; nothing is written then.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = opening::to_write(path)?;
        Ok(Self { connection, path: path.to_owned(), sources: SourceLog::default(), trusts_days: false })
    }

    /// Takes the days of imports as they are given, also before that of an earlier import: a person stated them, not a clock.
    pub fn trust_days(&mut self) {
        self.trusts_days = true;
    }

    /// The ledger as it stands now, to be asked.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        opening::beside_a_writer(&self.path).and_then(|connection| Snapshot::of(connection, &self.path))
    }
}
