//! What the ledger knows of the questions that an import answers, asked within the import's own transaction.

use crate::error::StoreError;
use crate::imports::ImportRecord;
use crate::question::{Question, Questions};
use crate::row;
use crate::source::SourceLog;
use rusqlite::{Statement, Transaction};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use tierstat_model::{Bounds, Breakdown, Figure, Measure, Period};

/// The questions that are answered, each with the bounds of an answer; `None` for a missing number.
pub(crate) type Known = Vec<(Question, Option<Bounds>)>;

/// A ledger in the middle of a transaction.
pub(crate) struct Within<'a> {
    pub(crate) transaction: &'a Transaction<'a>,
    pub(crate) path: &'a Path,
    /// The imports that are answered.
    told: Arc<BTreeSet<i64>>,
}

impl<'a> Within<'a> {
    pub(crate) fn new(transaction: &'a Transaction<'a>, path: &'a Path, sources: &SourceLog) -> Self {
        Self { transaction, path, told: sources.told(None) }
    }

    /// What asks for the figures of an indicator, an area, a tier and a breakdown.
    pub(crate) fn of_series(&self) -> rusqlite::Result<Statement<'a>> {
        self.transaction.prepare(
            "SELECT f.import_id, s.measure, f.period, f.lower, f.upper, f.upper_kind FROM series AS s \
             JOIN figures AS f ON f.series_id = s.id WHERE s.indicator = ?1 AND s.area = ?2 AND s.tier = ?3 \
             AND s.breakdown = ?4",
        )
    }

    /// Notes the bounds known for each question of the series to which a figure belongs; nothing else is looked at.
    pub(crate) fn note_bounds(
        &self,
        statement: &mut Statement<'_>,
        figure: &Figure,
        question: Question,
        known: &mut Known,
    ) -> Result<(), StoreError> {
        if self.told.is_empty() {
            return Ok(());
        }
        let fault = |error| StoreError::of(self.path, error);
        let Figure { indicator, area, tier, breakdown, .. } = figure;
        let mut rows =
            statement.query([&indicator.0, &area.0, &tier.0, &breakdown.to_string()]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            if !self.told.contains(&row.get(0).map_err(fault)?) {
                continue;
            }
            let (measure, period) = self.measured(row.get(1).map_err(fault)?, row.get(2).map_err(fault)?)?;
            let kind: Option<String> = row.get(5).map_err(fault)?;
            let (lower, upper) = (row.get(3).map_err(fault)?, row.get(4).map_err(fault)?);
            // A row whose bounds are none is named by whoever reads it; here it is no number to compare with.
            if let Ok(bounds) = row::bounds_of(lower, upper, kind.as_deref()) {
                known.push((question.at(measure, period), bounds));
            }
        }
        Ok(())
    }

    /// The questions that one import answers.
    pub(crate) fn questions_of(
        &self,
        import: &ImportRecord,
        asked: &mut Questions,
    ) -> Result<BTreeSet<Question>, StoreError> {
        let sql = "SELECT DISTINCT s.measure, f.period, s.indicator, s.tier, s.area, s.breakdown FROM import_series AS i \
                   JOIN series AS s ON s.id = i.series_id \
                   JOIN figures AS f ON f.series_id = i.series_id AND f.import_id = i.import_id WHERE i.import_id = ?1";
        let fault = |error| StoreError::of(self.path, error);
        let mut statement = self.transaction.prepare(sql).map_err(fault)?;
        let mut rows = statement.query([import.id]).map_err(fault)?;
        let mut questions = BTreeSet::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let (measure, period) = self.measured(row.get(0).map_err(fault)?, row.get(1).map_err(fault)?)?;
            let text = |index| row.get::<_, String>(index).map_err(fault);
            let [indicator, tier, area, breakdown] = [text(2)?, text(3)?, text(4)?, text(5)?];
            let part: Breakdown = breakdown.parse().map_err(|_| self.unknown("breakdown", breakdown))?;
            questions.insert(asked.question((&indicator, &tier, &area), &part, measure, period));
        }
        Ok(questions)
    }

    /// Measure and period, from the columns that say them.
    fn measured(&self, measure: String, period: String) -> Result<(Measure, Period), StoreError> {
        let parsed: Period = period.parse().map_err(|_| self.unknown("period", period.clone()))?;
        let is_stock = measure == Measure::Stock.name();
        Ok((if is_stock { Measure::Stock } else { Measure::Flow }, parsed))
    }

    fn unknown(&self, column: &'static str, value: String) -> StoreError {
        StoreError::UnknownValue { path: self.path.to_owned(), table: "figures", column, value }
    }
}
