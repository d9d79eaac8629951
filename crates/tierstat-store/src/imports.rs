//! The imports that stand in the ledger: all of them, or the reason why that cannot be proven.

use crate::checksum::Fnv;
use crate::day_count::day_number;
use crate::error::StoreError;
use jiff::civil::Date;
use rusqlite::{Connection, Row};
use std::collections::BTreeSet;
use std::path::Path;

/// One import that stands in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its number; later imports have larger ones.
    pub id: i64,
    /// The file's path inside the project.
    pub file: String,
    /// The SHA-256 of the bytes.
    pub content_hash: String,
    /// The hash of all that decided how the bytes were read.
    pub interpretation_hash: String,
    /// The day of the import.
    pub imported_on: Date,
}

const RECORD: &str = "id, file, content_hash, interpretation_hash, imported_on";

/// How many rows an import wrote, so that a lost one is missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) figures: i64,
    pub(crate) kept_back: i64,
    pub(crate) findings: i64,
}

/// A record with how many rows were written under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Import {
    pub(crate) record: ImportRecord,
    pub(crate) written: Written,
}

/// All imports, in order; they are numbered from 1 without a gap.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    all: Vec<Import>,
    /// The contents that they brought.
    contents: BTreeSet<String>,
}

impl Imports {
    /// Reads all imports and proves that they are all: each by its checksum, their numbers, and their count, which an index
    /// tells that stands on other pages.
    pub(crate) fn read(connection: &Connection, path: &Path) -> Result<Self, StoreError> {
        let mut imports = Self::default();
        imports.read_on(connection, path)?;
        Ok(imports)
    }

    /// Reads those that came since; what was read does not change. Belongs into a transaction, as it asks twice.
    pub(crate) fn read_on(&mut self, connection: &Connection, path: &Path) -> Result<(), StoreError> {
        let fault = |error| StoreError::of(path, error);
        let damaged = |reason| StoreError::Damaged { path: path.to_owned(), reason };
        let sql = format!(
            "SELECT {RECORD}, figures, kept_back, findings, checksum FROM imports WHERE id > ?1 ORDER BY id"
        );
        let mut statement = connection.prepare(&sql).map_err(fault)?;
        let mut rows = statement.query([self.last()]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let import = Import {
                record: record(row).map_err(fault)?,
                written: Written {
                    figures: row.get(5).map_err(fault)?,
                    kept_back: row.get(6).map_err(fault)?,
                    findings: row.get(7).map_err(fault)?,
                },
            };
            let sum: i64 = row.get(8).map_err(fault)?;
            let expected = self.last() + 1;
            if import.record.id != expected || sum != checksum(&import.record, import.written) {
                return Err(damaged(format!("import {expected} does not match its checksum")));
            }
            self.push(import);
        }
        let counted: i64 = connection
            .prepare("SELECT count(*) FROM imports INDEXED BY imports_by_file")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(fault)?;
        if counted != self.last() {
            return Err(damaged(format!("{} imports stand where {counted} were written", self.last())));
        }
        Ok(())
    }

    /// Reads the imports as schemas before the fourth wrote them: without counts and checksums.
    pub(crate) fn read_unsummed(connection: &Connection, path: &Path) -> Result<Self, StoreError> {
        let fault = |error| StoreError::of(path, error);
        let sql = format!("SELECT {RECORD} FROM imports ORDER BY id");
        let mut statement = connection.prepare(&sql).map_err(fault)?;
        let mut rows = statement.query([]).map_err(fault)?;
        let mut imports = Self::default();
        while let Some(row) = rows.next().map_err(fault)? {
            let record = record(row).map_err(fault)?;
            if record.id != imports.last() + 1 {
                let reason = format!("import {} is missing", imports.last() + 1);
                return Err(StoreError::Damaged { path: path.to_owned(), reason });
            }
            imports.push(Import { record, written: Written::default() });
        }
        Ok(imports)
    }

    fn push(&mut self, import: Import) {
        self.contents.insert(import.record.content_hash.clone());
        self.all.push(import);
    }

    /// The number of the newest import, 0 where there is none.
    pub(crate) fn last(&self) -> i64 {
        i64::try_from(self.all.len()).unwrap_or(i64::MAX)
    }

    /// The imports in order.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Import> {
        self.all.iter()
    }

    /// One import by its number.
    pub(crate) fn get(&self, id: i64) -> Option<&Import> {
        self.all.get(usize::try_from(id).ok()?.checked_sub(1)?)
    }

    /// Whether any import brought some bytes.
    pub(crate) fn bring(&self, content_hash: &str) -> bool {
        self.contents.contains(content_hash)
    }

    /// The newest import of a file, by its path inside the project.
    pub(crate) fn newest_of_file(&self, file: &str) -> Option<&ImportRecord> {
        self.all.iter().rev().map(|import| &import.record).find(|record| record.file == file)
    }

    /// The latest day of an import.
    pub(crate) fn latest_day(&self) -> Option<Date> {
        self.all.iter().map(|import| import.record.imported_on).max()
    }
}

/// A sum over a record and what was written under it.
pub(crate) fn checksum(record: &ImportRecord, written: Written) -> i64 {
    let ImportRecord { id, file, content_hash, interpretation_hash, imported_on } = record;
    let mut sum = Fnv::default();
    for text in [file, content_hash, interpretation_hash] {
        sum.text(Some(text));
    }
    for number in [*id, day_number(*imported_on), written.figures, written.kept_back, written.findings] {
        sum.bytes(&number.to_le_bytes());
    }
    sum.end()
}

fn record(row: &Row<'_>) -> rusqlite::Result<ImportRecord> {
    let day: String = row.get(4)?;
    let imported_on = day.parse().map_err(|error: jiff::Error| {
        rusqlite::Error::FromSqlConversionFailure(4, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(ImportRecord {
        id: row.get(0)?,
        file: row.get(1)?,
        content_hash: row.get(2)?,
        interpretation_hash: row.get(3)?,
        imported_on,
    })
}
