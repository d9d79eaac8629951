//! Proof that what was read is whole: how much was read, held against how much was written.
//!
//! What is stated and what is found stand on different pages of the file, so no single fault takes from both.

use crate::error::StoreError;
use crate::imports::{ImportRecord, Imports, Written};
use std::collections::BTreeSet;
use std::path::Path;

/// How many rows of a table were read of each import, which come in order of import and place.
pub(crate) struct CountByImport<'a> {
    path: &'a Path,
    table: &'static str,
    imports: &'a Imports,
    counts: Vec<i64>,
    last: Option<(i64, i64)>,
}

impl<'a> CountByImport<'a> {
    pub(crate) fn new(path: &'a Path, table: &'static str, imports: &'a Imports) -> Self {
        Self { path, table, imports, counts: vec![0; imports.iter().count()], last: None }
    }

    /// Counts a row, and tells its import.
    pub(crate) fn count(&mut self, place: (i64, i64)) -> Result<&'a ImportRecord, StoreError> {
        let slot =
            usize::try_from(place.0).ok().and_then(|import| self.counts.get_mut(import.checked_sub(1)?));
        let (Some(slot), Some(import)) = (slot, self.imports.get(place.0)) else {
            return Err(self.damaged(format!(
                "a row of {} belongs to import {}, which is not there",
                self.table, place.0
            )));
        };
        *slot += 1;
        if self.last.is_some_and(|last| last >= place) {
            return Err(self.damaged(format!("the rows of {} do not come in their order", self.table)));
        }
        self.last = Some(place);
        Ok(&import.record)
    }

    /// Fails where another number was read of any import than was written.
    pub(crate) fn compare(&self, of: impl Fn(Written) -> i64 + Copy) -> Result<(), StoreError> {
        self.imports.iter().try_for_each(|import| self.compare_one(import.record.id, of))
    }

    /// Fails where another number was read of one import than was written.
    pub(crate) fn compare_one(&self, import: i64, of: impl Fn(Written) -> i64) -> Result<(), StoreError> {
        let stated = self.imports.get(import).map_or(0, |import| of(import.written));
        let read = usize::try_from(import - 1).ok().and_then(|at| self.counts.get(at)).copied().unwrap_or(0);
        if read == stated {
            return Ok(());
        }
        Err(self.damaged(format!(
            "{read} rows of {} stand where {stated} were written by import {import}",
            self.table
        )))
    }

    fn damaged(&self, reason: String) -> StoreError {
        StoreError::Damaged { path: self.path.to_owned(), reason }
    }
}

/// How many figures there are, and the sum of the numbers of their imports, which tells when one changes hands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) figures: i64,
    pub(crate) imports: i64,
}

/// What was read of the table of figures: series after series, each in its order, none of them twice.
pub(crate) struct Tally<'a> {
    path: &'a Path,
    total: Total,
    finished: BTreeSet<i64>,
    series: i64,
    last: (i64, i64, String),
}

impl<'a> Tally<'a> {
    pub(crate) fn new(path: &'a Path) -> Self {
        Self {
            path,
            total: Total::default(),
            finished: BTreeSet::new(),
            series: 0,
            last: (i64::MIN, 0, String::new()),
        }
    }

    /// Counts the figure of a series by day, import and id; no row comes twice where they ascend.
    pub(crate) fn count(
        &mut self,
        series: i64,
        (day, import, id): (i64, i64, &str),
    ) -> Result<(), StoreError> {
        if series != self.series || self.total.figures == 0 {
            self.series = series;
            if !self.finished.insert(series) {
                return Err(self.damaged(format!("series {series} comes twice")));
            }
        } else if (self.last.0, self.last.1, self.last.2.as_str()) >= (day, import, id) {
            return Err(self.damaged(format!("the figures of series {series} do not come in their order")));
        }
        self.last.0 = day;
        self.last.1 = import;
        self.last.2.clear();
        self.last.2.push_str(id);
        self.total.figures += 1;
        self.total.imports = self.total.imports.wrapping_add(import);
        Ok(())
    }

    /// Fails where other figures were read than were written.
    pub(crate) fn compare(&self, stated: Total) -> Result<(), StoreError> {
        if self.total == stated {
            return Ok(());
        }
        let (read, written) = (self.total.figures, stated.figures);
        Err(self.damaged(if read == written {
            "a figure belongs to another import than wrote it".to_owned()
        } else {
            format!("{read} figures stand where {written} were written")
        }))
    }

    fn damaged(&self, reason: String) -> StoreError {
        StoreError::Damaged { path: self.path.to_owned(), reason }
    }
}
