//! What the imports saw, read back.

use crate::error::StoreError;
use crate::finding_row::checksum;
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use rusqlite::Row;
use std::collections::BTreeSet;
use tierstat_model::Finding;

impl Snapshot {
    /// The findings of the imports that are answered, in order of import.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn findings(&self) -> Result<Vec<Finding>, StoreError> {
        let told = self.surroundings()?.sources.told(None);
        self.findings_of_imports(&told)
    }

    /// The findings of the imports that were answered on a day, in order of import.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn findings_known_on(&self, day: Date) -> Result<Vec<Finding>, StoreError> {
        self.findings_of_imports(&self.imports_known_on(day)?)
    }

    fn findings_of_imports(&self, told: &BTreeSet<i64>) -> Result<Vec<Finding>, StoreError> {
        let sql = "SELECT import_id, ordinal, finding, checksum FROM findings ORDER BY import_id, ordinal";
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([]).map_err(|error| self.fault(error))?;
        let mut findings = Vec::new();
        let mut read = self.count_by_import("findings")?;
        while let Some(row) = rows.next().map_err(|error| self.fault(error))? {
            let (import, ordinal) = self.place(row)?;
            if told.contains(&read.count((import, ordinal))?.id) {
                findings.push(self.read_finding(row, (import, ordinal))?);
            }
        }
        read.compare(|written| written.findings)?;
        Ok(findings)
    }

    /// The findings of one import, superseded or not.
    pub(crate) fn findings_of(&self, import: i64) -> Result<Vec<Finding>, StoreError> {
        let sql = "SELECT import_id, ordinal, finding, checksum FROM findings WHERE import_id = ?1 ORDER BY ordinal";
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([import]).map_err(|error| self.fault(error))?;
        let mut findings = Vec::new();
        let mut read = self.count_by_import("findings")?;
        while let Some(row) = rows.next().map_err(|error| self.fault(error))? {
            let place = self.place(row)?;
            read.count(place)?;
            findings.push(self.read_finding(row, place)?);
        }
        read.compare_one(import, |written| written.findings)?;
        Ok(findings)
    }

    /// Import and place in the import, the first two columns of a row.
    pub(crate) fn place(&self, row: &Row<'_>) -> Result<(i64, i64), StoreError> {
        let fault = |error| self.fault(error);
        Ok((row.get(0).map_err(fault)?, row.get(1).map_err(fault)?))
    }

    fn read_finding(&self, row: &Row<'_>, place: (i64, i64)) -> Result<Finding, StoreError> {
        let text: String = row.get(2).map_err(|error| self.fault(error))?;
        let stored: i64 = row.get(3).map_err(|error| self.fault(error))?;
        if stored != checksum(&text, place) {
            return Err(self
                .damaged(format!("finding {} of import {} does not match its checksum", place.1, place.0)));
        }
        serde_json::from_str(&text)
            .map_err(|_| self.unknown("findings", "finding", text.chars().take(80).collect()))
    }
}
