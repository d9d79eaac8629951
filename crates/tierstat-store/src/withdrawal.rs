//! The files that are sources, those that are none any more, and how one ceases to be.

use crate::error::StoreError;
use crate::imports::ImportRecord;
use crate::ledger::Ledger;
use crate::snapshot::Snapshot;
use crate::source::{Arrival, NewLine, Says, SourceLog, Withdrawal};
use jiff::civil::Date;
use rusqlite::Connection;
use std::path::Path;

/// A file that stands in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The import that stands for it.
    pub import: ImportRecord,
    /// How it came.
    pub arrival: Arrival,
}

/// What the last line of a file that is no longer a source says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawnSource {
    /// Its path inside the project.
    pub file: String,
    /// Since which day it is none.
    pub since: Date,
    /// Why.
    pub withdrawal: Withdrawal,
}

impl Snapshot {
    /// The files that stand in the ledger, by name; of files that say the same, the one that stands for all.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let log = &self.surroundings()?.sources;
        let sources = log.last_lines().filter_map(|line| match line.says {
            Says::Stands(arrival) => {
                log.standing(&line.file).map(|import| Source { import: import.clone(), arrival })
            }
            Says::Withdrawn(_) => None,
        });
        Ok(sources.collect())
    }

    /// The files that stood in the ledger and do no longer, by name, each with why.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn withdrawn_sources(&self) -> Result<Vec<WithdrawnSource>, StoreError> {
        let withdrawn = self.surroundings()?.sources.last_lines().filter_map(|line| match &line.says {
            Says::Withdrawn(withdrawal) => Some(WithdrawnSource {
                file: line.file.clone(),
                since: line.since,
                withdrawal: withdrawal.clone(),
            }),
            Says::Stands(_) => None,
        });
        Ok(withdrawn.collect())
    }
}

impl Ledger {
    /// Says that a file is no longer a source, from a day on: its figures, findings and what it keeps back are answered no
    /// longer, and nothing is erased. `false` where it was none.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read or written, or the day lies before that of an earlier import or
    /// withdrawal (see [`Ledger::trust_days`]).
    pub fn withdraw(&mut self, file: &str, withdrawal: &Withdrawal, day: Date) -> Result<bool, StoreError> {
        let path = self.path.clone();
        let trusts_days = self.trusts_days;
        self.within_transaction(|transaction, sources| {
            withdraw(transaction, &path, sources, (file, withdrawal, day), trusts_days)
        })
    }
}

/// Says within a transaction that a file is no longer a source; `false` where it was none.
pub(crate) fn withdraw(
    transaction: &Connection,
    path: &Path,
    sources: &mut SourceLog,
    (file, withdrawal, day): (&str, &Withdrawal, Date),
    trusts_days: bool,
) -> Result<bool, StoreError> {
    sources.read_on(transaction, path)?;
    if sources.standing(file).is_none() {
        return Ok(false);
    }
    if let Some(latest) = sources.latest_day().filter(|latest| day < *latest && !trusts_days) {
        return Err(StoreError::DayBeforeLatest { path: path.to_owned(), day, latest });
    }
    NewLine::withdrawn(withdrawal.clone())
        .write(transaction, file, day)
        .map_err(|error| StoreError::of(path, error))?;
    Ok(true)
}
