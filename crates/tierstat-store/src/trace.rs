//! Tracing: everything the ledger knows about one figure.

use crate::error::StoreError;
use crate::imports::ImportRecord;
use crate::reading::readings_of;
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use tierstat_model::{Breakdowns, Figure, FigureId, FigureQuery, Reading};

/// What the ledger knows about one figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The figure.
    pub figure: Figure,
    /// The import that brought it.
    pub import: ImportRecord,
    /// The answer to the question that it answers; another figure may be preferred.
    pub reading: Reading,
    /// How many bytes of the received file are kept.
    pub stored_bytes: u64,
}

impl Snapshot {
    /// Everything the ledger knows about the figure with an id, today or on an earlier day, or `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn trace(&self, id: &FigureId, known_on: Option<Date>) -> Result<Option<Trace>, StoreError> {
        let query = FigureQuery { known_on, ..FigureQuery::of_all() };
        let Some(figure) = self.figure(&id.0, known_on)?.into_iter().find(|figure| figure.id == *id) else {
            return Ok(None);
        };
        let of_question = FigureQuery {
            indicators: vec![figure.indicator.clone()],
            tiers: vec![figure.tier.clone()],
            areas: vec![figure.area.clone()],
            breakdowns: Breakdowns::Exactly(figure.breakdown.clone()),
            ..query
        };
        let candidates = self.candidates(&of_question)?;
        let brought_by =
            candidates.iter().filter(|found| found.figure.id == *id).map(|found| found.sequence).max();
        let Some(import) = brought_by.map(|import| self.import_of(import)).transpose()?.flatten() else {
            return Ok(None);
        };
        let key = figure.key();
        let reading = readings_of(candidates, &of_question).into_iter().find(|reading| reading.key == key);
        let stored = self.stored_file(&figure.origin.content_hash)?;
        let stored_bytes = stored.and_then(|bytes| u64::try_from(bytes.len()).ok()).unwrap_or(0);
        Ok(reading.map(|reading| Trace { figure, import, reading, stored_bytes }))
    }
}
