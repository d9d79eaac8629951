//! What the ledger knows of the questions that an import answers, asked within the import's own transaction.

use crate::error::StoreError;
use crate::imports::ImportRecord;
use crate::row;
use crate::source::SourceLog;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tierstat_model::{AreaCode, Bounds, Figure, IndicatorId, Measure, Period, SeriesKey, TierId};

/// The bounds of the figures that answer each question; `None` for a missing number.
pub(crate) type Known = BTreeMap<SeriesKey, Vec<Option<Bounds>>>;

/// A ledger in the middle of a transaction.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) path: &'a Path,
    pub(crate) sources: &'a SourceLog,
}

impl Within<'_> {
    /// The bounds known for each question of the series to which some figures belong; nothing else is looked at.
    pub(crate) fn bounds_known(self, figures: &[Figure]) -> Result<Known, StoreError> {
        let current = self.sources.told(None);
        let series: BTreeSet<(&str, &str, &str)> = figures
            .iter()
            .map(|figure| (figure.indicator.0.as_str(), figure.area.0.as_str(), figure.tier.0.as_str()))
            .collect();
        let sql = "SELECT f.import_id, s.measure, f.period, f.lower, f.upper, f.upper_kind FROM series AS s \
                   JOIN figures AS f ON f.series_id = s.id WHERE s.indicator = ?1 AND s.area = ?2 AND s.tier = ?3";
        let fault = |error| StoreError::of(self.path, error);
        let mut statement = self.connection.prepare(sql).map_err(fault)?;
        let mut known = Known::new();
        for (indicator, area, tier) in series {
            let mut rows = statement.query([indicator, area, tier]).map_err(fault)?;
            while let Some(row) = rows.next().map_err(fault)? {
                if !current.contains(&row.get(0).map_err(fault)?) {
                    continue;
                }
                let period = self.reference_period(row.get(1).map_err(fault)?, row.get(2).map_err(fault)?)?;
                let key = SeriesKey {
                    indicator: IndicatorId(indicator.to_owned()),
                    tier: TierId(tier.to_owned()),
                    area: AreaCode(area.to_owned()),
                    period,
                };
                let kind: Option<String> = row.get(5).map_err(fault)?;
                let (lower, upper) = (row.get(3).map_err(fault)?, row.get(4).map_err(fault)?);
                // A row whose bounds are none is named by whoever reads it; here it is no number to compare with.
                if let Ok(bounds) = row::bounds_of(lower, upper, kind.as_deref()) {
                    known.entry(key).or_default().push(bounds);
                }
            }
        }
        Ok(known)
    }

    /// The questions that one import answers.
    pub(crate) fn questions_of(self, import: &ImportRecord) -> Result<BTreeSet<SeriesKey>, StoreError> {
        let sql = "SELECT DISTINCT s.measure, f.period, s.indicator, s.tier, s.area FROM import_series AS i \
                   JOIN series AS s ON s.id = i.series_id \
                   JOIN figures AS f ON f.series_id = i.series_id AND f.import_id = i.import_id WHERE i.import_id = ?1";
        let fault = |error| StoreError::of(self.path, error);
        let mut statement = self.connection.prepare(sql).map_err(fault)?;
        let mut rows = statement.query([import.id]).map_err(fault)?;
        let mut questions = BTreeSet::new();
        while let Some(row) = rows.next().map_err(fault)? {
            questions.insert(SeriesKey {
                period: self.reference_period(row.get(0).map_err(fault)?, row.get(1).map_err(fault)?)?,
                indicator: IndicatorId(row.get(2).map_err(fault)?),
                tier: TierId(row.get(3).map_err(fault)?),
                area: AreaCode(row.get(4).map_err(fault)?),
            });
        }
        Ok(questions)
    }

    /// The period by which figures are compared, from the columns that say it.
    fn reference_period(self, measure: String, period: String) -> Result<Period, StoreError> {
        let parsed: Period = period.parse().map_err(|_| self.unknown("period", period.clone()))?;
        let is_stock = measure == Measure::Stock.name();
        Ok(if is_stock { Period::Day(parsed.last_day()) } else { parsed })
    }

    fn unknown(self, column: &'static str, value: String) -> StoreError {
        StoreError::UnknownValue { path: self.path.to_owned(), table: "figures", column, value }
    }
}
