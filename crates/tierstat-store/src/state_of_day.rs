//! What was known on a day, of all that the ledger answers.

use crate::day_count::day_number;
use crate::error::StoreError;
use crate::imports::ImportRecord;
use crate::snapshot::{Snapshot, sha256};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::FigureQuery;

/// What was known on a day: its figures by their hash, and the files that say them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateOfDay {
    /// A hash over the figures, with all that is known of each.
    pub figures: String,
    /// The SHA-256 of each file that is answered by, by its path inside the project.
    pub sources: BTreeMap<String, String>,
}

impl Snapshot {
    /// The last day on which an answer may have changed: what is known on it is what is known today. `None` in a ledger without
    /// figures.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn last_day_of_change(&self) -> Result<Option<Date>, StoreError> {
        Ok(self.days_of_change(&FigureQuery::of_all())?.last().copied())
    }

    /// What was known on a day; what was taken in later and was not known yet takes no part in it.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn state_of_day(&self, day: Date) -> Result<StateOfDay, StoreError> {
        let mut all = Vec::new();
        for figure in self.figures(&FigureQuery { known_on: Some(day), ..FigureQuery::of_all() })? {
            all.extend(serde_json::to_vec(&figure).unwrap_or_default());
            all.push(0x1f);
        }
        let known = self.imports_known_on(day)?;
        Ok(StateOfDay { figures: sha256(&all), sources: self.files_of(|import| known.contains(&import.id))? })
    }

    /// The files that are answered by today, by their path inside the project, each with the SHA-256 of its bytes.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn source_hashes(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let told = self.surroundings()?.sources.told(None);
        self.files_of(|import| told.contains(&import.id))
    }

    /// The imports that were answered on a day: those that brought a figure that was known by then, and those without a figure that
    /// were done by then.
    pub(crate) fn imports_known_on(&self, day: Date) -> Result<BTreeSet<i64>, StoreError> {
        let fault = |error| self.fault(error);
        let sources = &self.surroundings()?.sources;
        let sql = "SELECT import_id, min(known_on) FROM figures GROUP BY import_id";
        let mut first_days: BTreeMap<i64, i64> = BTreeMap::new();
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            first_days.insert(row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
        }
        let is_known = |number: &i64| match (first_days.get(number), sources.imports.get(*number)) {
            (Some(first), _) => *first <= day_number(day),
            (None, import) => import.is_some_and(|import| import.record.imported_on <= day),
        };
        Ok(sources.told(Some(day)).iter().copied().filter(is_known).collect())
    }

    fn files_of(
        &self,
        is_meant: impl Fn(&ImportRecord) -> bool,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let imports = self.surroundings()?.sources.imports.iter().map(|import| &import.record);
        let meant = imports.filter(|import| is_meant(import));
        Ok(meant.map(|import| (import.file.clone(), import.content_hash.clone())).collect())
    }
}
