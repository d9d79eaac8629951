//! Appending: one import is one transaction, all of it or none.

use crate::error::StoreError;
use crate::ledger::Ledger;
use crate::numbering::Numbering;
use crate::{kept_back, row};
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, Bounds, Figure, Finding, IndicatorId, KeptBack, Measure, Period, SeriesKey, TierId,
};

/// One file as it is taken in: its bytes, how they were read, and what was read.
#[derive(Debug, Clone, Copy)]
pub struct ImportBatch<'a> {
    /// The file's path inside the project.
    pub file: &'a str,
    /// The file's bytes.
    pub content: &'a [u8],
    /// The SHA-256 of the bytes, in hexadecimal.
    pub content_hash: &'a str,
    /// A hash of all that decides how the bytes are read: origin, mapping, corrections, code lists.
    pub interpretation_hash: &'a str,
    /// The day of the import.
    pub imported_on: Date,
    /// The figures.
    pub figures: &'a [Figure],
    /// What was read and is kept back, since a part of it is in doubt.
    pub kept_back: &'a [KeptBack],
    /// What reading them saw.
    pub findings: &'a [Finding],
}

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

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportOutcome {
    /// The file was taken in.
    Imported {
        /// The new record.
        import: ImportRecord,
        /// Questions that had no figure before.
        added: usize,
        /// Questions that had only figures with another quantity.
        revised: usize,
        /// Questions for which an equal quantity was known.
        confirmed: usize,
        /// Questions that the earlier content of the same file answered and this one does not: withdrawn, not reported yet or
        /// merged, which only its publisher can tell.
        vanished: Vec<SeriesKey>,
    },
    /// The same bytes were read in the same way before: nothing was changed.
    AlreadyKnown {
        /// The import that holds them.
        import: ImportRecord,
    },
}

impl Ledger {
    /// Takes one file in: all of it or none.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be written, two figures share an id or one is no number that can be; it is then
    /// unchanged.
    pub fn import(&mut self, batch: &ImportBatch<'_>) -> Result<ImportOutcome, StoreError> {
        let path = self.path.clone();
        let fault = |error| StoreError::of(&path, error);
        unsound(batch).map_or(Ok(()), Err)?;
        // A look before the write lock: what is known already must not touch the file at all.
        if let Some(import) = newest_of_content(&self.connection, batch.content_hash).map_err(fault)?
            && import.interpretation_hash == batch.interpretation_hash
        {
            return Ok(ImportOutcome::AlreadyKnown { import });
        }
        let before = self.bounds_known(batch.figures)?;
        let previous = self.last_import(batch.file)?;
        let of_previous = match &previous {
            Some(import) if import.content_hash != batch.content_hash => self.questions_of(import.id)?,
            _ => BTreeSet::new(),
        };

        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        // Another process may have taken the same file in while we waited for the lock.
        if let Some(import) = newest_of_content(&transaction, batch.content_hash).map_err(fault)?
            && import.interpretation_hash == batch.interpretation_hash
        {
            return Ok(ImportOutcome::AlreadyKnown { import });
        }
        let id = append(&transaction, batch).map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => {
                duplicate(batch).unwrap_or_else(|| fault(error))
            }
            _ => fault(error),
        })?;
        transaction.commit().map_err(fault)?;

        let import = ImportRecord {
            id,
            file: batch.file.to_owned(),
            content_hash: batch.content_hash.to_owned(),
            interpretation_hash: batch.interpretation_hash.to_owned(),
            imported_on: batch.imported_on,
        };
        Ok(outcome(import, batch.figures, &before, &of_previous))
    }

    /// The newest import of a file, by its path inside the project.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn last_import(&self, file: &str) -> Result<Option<ImportRecord>, StoreError> {
        let sql = format!("{SELECT_IMPORT} WHERE file = ?1 ORDER BY id DESC LIMIT 1");
        self.connection.query_row(&sql, [file], record).optional().map_err(|error| self.fault(error))
    }

    /// All imports, in order.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        let sql = format!("{SELECT_IMPORT} ORDER BY id");
        let mut statement = self.connection.prepare(&sql).map_err(|error| self.fault(error))?;
        let rows = statement.query_map([], record).map_err(|error| self.fault(error))?;
        rows.collect::<Result<_, _>>().map_err(|error| self.fault(error))
    }

    pub(crate) fn import_of(&self, id: i64) -> Result<Option<ImportRecord>, StoreError> {
        let sql = format!("{SELECT_IMPORT} WHERE id = ?1");
        self.connection.query_row(&sql, [id], record).optional().map_err(|error| self.fault(error))
    }

    /// The bounds known for each question of the series to which some figures belong; nothing else is looked at.
    fn bounds_known(&self, figures: &[Figure]) -> Result<Known, StoreError> {
        let current: BTreeSet<i64> = self.current_imports()?;
        let series: BTreeSet<(&str, &str, &str)> = figures
            .iter()
            .map(|figure| (figure.indicator.0.as_str(), figure.area.0.as_str(), figure.tier.0.as_str()))
            .collect();
        let sql = "SELECT f.import_id, s.measure, f.period, f.lower, f.upper, f.upper_kind FROM series AS s \
                   JOIN figures AS f ON f.series_id = s.id WHERE s.indicator = ?1 AND s.area = ?2 AND s.tier = ?3";
        let fault = |error| self.fault(error);
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

    /// The questions that one import answers, where it is current.
    fn questions_of(&self, import: i64) -> Result<BTreeSet<SeriesKey>, StoreError> {
        if !self.current_imports()?.contains(&import) {
            return Ok(BTreeSet::new());
        }
        let sql = "SELECT DISTINCT s.measure, f.period, s.indicator, s.tier, s.area FROM import_series AS i \
                   JOIN series AS s ON s.id = i.series_id \
                   JOIN figures AS f ON f.series_id = i.series_id AND f.import_id = i.import_id WHERE i.import_id = ?1";
        let fault = |error| self.fault(error);
        let mut statement = self.connection.prepare(sql).map_err(fault)?;
        let mut rows = statement.query([import]).map_err(fault)?;
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

    fn current_imports(&self) -> Result<BTreeSet<i64>, StoreError> {
        let fault = |error| self.fault(error);
        let mut statement = self.connection.prepare("SELECT id FROM current_imports").map_err(fault)?;
        let ids = statement.query_map([], |row| row.get(0)).map_err(fault)?;
        ids.collect::<Result<_, _>>().map_err(fault)
    }

    /// The period by which figures are compared, from the columns that say it.
    fn reference_period(&self, measure: String, period: String) -> Result<Period, StoreError> {
        let parsed: Period = period.parse().map_err(|_| self.unknown("figures", "period", period.clone()))?;
        let is_stock = measure == Measure::Stock.name();
        Ok(if is_stock { Period::Day(parsed.last_day()) } else { parsed })
    }
}

/// The bounds of the figures that answer each question; `None` for a missing number.
type Known = BTreeMap<SeriesKey, Vec<Option<Bounds>>>;

const SELECT_IMPORT: &str = "SELECT id, file, content_hash, interpretation_hash, imported_on FROM imports";

fn record(row: &rusqlite::Row<'_>) -> rusqlite::Result<ImportRecord> {
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

fn newest_of_content(
    connection: &rusqlite::Connection,
    content_hash: &str,
) -> rusqlite::Result<Option<ImportRecord>> {
    let sql = format!("{SELECT_IMPORT} WHERE content_hash = ?1 ORDER BY id DESC LIMIT 1");
    connection.query_row(&sql, [content_hash], record).optional()
}

fn append(transaction: &Transaction<'_>, batch: &ImportBatch<'_>) -> rusqlite::Result<i64> {
    transaction.execute(
        "INSERT INTO contents (hash, bytes) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM contents WHERE hash = ?1)",
        params![batch.content_hash, batch.content],
    )?;
    transaction.execute(
        "INSERT INTO imports (file, content_hash, interpretation_hash, imported_on, kept_back) \
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            batch.file,
            batch.content_hash,
            batch.interpretation_hash,
            batch.imported_on.to_string(),
            i64::try_from(batch.kept_back.len()).unwrap_or(i64::MAX)
        ],
    )?;
    let import_id = transaction.last_insert_rowid();
    let mut numbering = Numbering::new(transaction);
    let mut touched: BTreeMap<i64, i64> = BTreeMap::new();
    let mut insert_figure = transaction.prepare(row::INSERT)?;
    for figure in batch.figures {
        let numbers = row::Numbers {
            import: import_id,
            series: numbering.series(figure)?,
            document: numbering.document(&figure.origin.document)?,
            sheet: figure.origin.cell.sheet.as_deref().map(|name| numbering.sheet(name)).transpose()?,
        };
        row::insert(&mut insert_figure, numbers, (batch.file, batch.content_hash), figure)?;
        *touched.entry(numbers.series).or_default() += 1;
    }
    let mut insert_series = transaction
        .prepare("INSERT INTO import_series (import_id, series_id, figures) VALUES (?1, ?2, ?3)")?;
    for (series, figures) in touched {
        insert_series.execute([import_id, series, figures])?;
    }
    let mut insert_kept_back = transaction.prepare(kept_back::INSERT)?;
    for (ordinal, kept) in (0..).zip(batch.kept_back) {
        let sheet = kept.cell.sheet.as_deref().map(|name| numbering.sheet(name)).transpose()?;
        kept_back::insert(&mut insert_kept_back, (import_id, ordinal, sheet), batch.file, kept)?;
    }
    let mut insert_finding =
        transaction.prepare("INSERT INTO findings (import_id, ordinal, finding) VALUES (?1, ?2, ?3)")?;
    for (ordinal, finding) in batch.findings.iter().enumerate() {
        let text = serde_json::to_string(finding)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        insert_finding.execute(params![import_id, i64::try_from(ordinal).unwrap_or(i64::MAX), text])?;
    }
    Ok(import_id)
}

/// The first number whose parts contradict each other: what the ledger could not tell again does not enter.
fn unsound(batch: &ImportBatch<'_>) -> Option<StoreError> {
    let figures = batch.figures.iter().map(|figure| (&figure.id, &figure.quantity));
    let kept_back = batch.kept_back.iter().map(|kept| (&kept.id, &kept.quantity));
    let mut faults = figures.chain(kept_back).filter_map(|(id, quantity)| Some((id, quantity.fault()?)));
    let (id, fault) = faults.next()?;
    Some(StoreError::UnsoundFigure { file: batch.file.to_owned(), id: id.to_string(), fault })
}

fn duplicate(batch: &ImportBatch<'_>) -> Option<StoreError> {
    let mut ids: Vec<&str> = batch.figures.iter().map(|figure| figure.id.0.as_str()).collect();
    ids.sort_unstable();
    ids.windows(2)
        .find(|pair| pair[0] == pair[1])
        .map(|pair| StoreError::DuplicateFigure { file: batch.file.to_owned(), id: pair[0].to_owned() })
}

fn outcome(
    import: ImportRecord,
    figures: &[Figure],
    before: &Known,
    of_previous: &BTreeSet<SeriesKey>,
) -> ImportOutcome {
    let mut now: BTreeMap<SeriesKey, Vec<Option<Bounds>>> = BTreeMap::new();
    for figure in figures {
        now.entry(figure.key()).or_default().push(figure.quantity.bounds);
    }
    let (mut added, mut revised, mut confirmed) = (0, 0, 0);
    for (key, bounds) in &now {
        // Two prints are equal where they allow the same numbers, whatever the spelling.
        match before.get(key) {
            None => added += 1,
            Some(known) if known.iter().any(|known| bounds.contains(known)) => confirmed += 1,
            Some(_) => revised += 1,
        }
    }
    let vanished = of_previous.iter().filter(|key| !now.contains_key(*key)).cloned().collect();
    ImportOutcome::Imported { import, added, revised, confirmed, vanished }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{
        CellRef, Document, FigureId, FigureLookup, FigureQuery, Layout, Origin, Quantity, Status, UnitId,
    };

    fn figures(count: usize) -> Vec<Figure> {
        let document = Document {
            publisher: "p".into(),
            title: "t".into(),
            edition: "1".into(),
            url: None,
            published_on: None,
            received_on: None,
            layout: Layout::AsReceived,
        };
        (0..count)
            .map(|index| Figure {
                id: FigureId(format!("{index:012x}")),
                indicator: IndicatorId("things".into()),
                tier: TierId("all".into()),
                area: AreaCode(index.to_string()),
                period: Period::Year(2015),
                measure: Measure::Stock,
                quantity: Quantity::exact(index.to_string(), index as f64).unwrap(),
                unit: UnitId("number".into()),
                status: Status::A,
                origin: Origin {
                    document: document.clone(),
                    cell: CellRef { file: "a.csv".into(), sheet: None, row: 1, column: 1 },
                    content_hash: "h".into(),
                    known_on: "2016-01-01".parse().unwrap(),
                    source_rank: 1,
                    phrase: None,
                },
                correction: None,
            })
            .collect()
    }

    fn batch<'a>(hash: &'a str, figures: &'a [Figure]) -> ImportBatch<'a> {
        ImportBatch {
            file: "a.csv",
            content: hash.as_bytes(),
            content_hash: hash,
            interpretation_hash: "one way",
            imported_on: "2026-01-31".parse().unwrap(),
            figures,
            kept_back: &[],
            findings: &[],
        }
    }

    #[test]
    fn a_full_disk_leaves_the_ledger_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        let (few, many) = (figures(10), figures(20_000));
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.import(&batch("h", &few)).unwrap();
        let pages: i64 = ledger.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        // The database cannot grow by more than a little, as on a disk that is nearly full.
        let mut faults = 0;
        for room in [0, 1, 5, 20, 80, 200] {
            let room: i64 = ledger
                .connection
                .query_row(&format!("PRAGMA max_page_count = {}", pages + room), [], |row| row.get(0))
                .unwrap();
            assert!(room >= pages);
            let error = ledger.import(&batch("another", &many)).unwrap_err();
            assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
            assert_eq!(ledger.readings(&FigureQuery::default()).unwrap().len(), 10);
            assert_eq!(ledger.imports().unwrap().len(), 1);
            faults += 1;
        }
        assert_eq!(faults, 6);
        drop(ledger);
        let mut ledger = Ledger::open(&path).unwrap();
        assert!(ledger.verify().unwrap().iter().all(|finding| finding.rule == "ledger.content"));
        assert!(matches!(ledger.import(&batch("another", &many)), Ok(ImportOutcome::Imported { .. })));
    }

    #[test]
    fn a_read_only_ledger_is_read_and_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        let few = figures(3);
        Ledger::open(&path).unwrap().import(&batch("h", &few)).unwrap();
        let mut ledger = Ledger::open_read_only(&path).unwrap();
        let error = ledger.import(&batch("another", &few)).unwrap_err();
        assert!(matches!(error, StoreError::NotAccessible { .. }), "{error}");
        assert_eq!(ledger.readings(&FigureQuery::default()).unwrap().len(), 3);
    }

    #[test]
    fn of_many_imports_of_one_file_at_once_one_takes_it_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        drop(Ledger::open(&path).unwrap());
        let many = figures(2_000);
        let outcomes: Vec<ImportOutcome> = std::thread::scope(|scope| {
            let one = || Ledger::open(&path).unwrap().import(&batch("h", &many)).unwrap();
            let writers: Vec<_> = (0..6).map(|_| scope.spawn(one)).collect();
            // Readers see nothing or all of it, and never wait.
            let reader = scope.spawn(|| {
                let ledger = Ledger::open_read_only(&path).unwrap();
                (0..20).map(|_| ledger.readings(&FigureQuery::default()).unwrap().len()).collect::<Vec<_>>()
            });
            assert!(reader.join().unwrap().iter().all(|seen| [0, 2_000].contains(seen)));
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        let taken =
            outcomes.iter().filter(|outcome| matches!(outcome, ImportOutcome::Imported { .. })).count();
        assert_eq!(taken, 1, "{outcomes:?}");
        assert_eq!(Ledger::open(&path).unwrap().count().unwrap(), 2_000);
    }
}
