//! Appending: one import is one transaction, all of it or none.

use crate::error::StoreError;
use crate::imports::{self, ImportRecord, Written};
use crate::known::{Known, Within};
use crate::ledger::Ledger;
use crate::numbering::Numbering;
use crate::question::{Question, Questions};
use crate::source::{Arrival, Decision, NewLine, SourceLog};
use crate::stream::Stream;
use crate::{finding_row, kept_back, row};
use jiff::civil::Date;
use rusqlite::{Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tierstat_model::{Bounds, Figure, FigureId, Finding, KeptBack, Quantity, SeriesKey};

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

/// One file as it is taken in, whose figures are made one by one.
#[derive(Debug, Clone, Copy)]
pub struct StreamedBatch<'a> {
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
    pub figures: &'a dyn Stream<Figure>,
    /// What was read and is kept back, since a part of it is in doubt.
    pub kept_back: &'a dyn Stream<KeptBack>,
    /// What reading them saw.
    pub findings: &'a [Finding],
}

impl<'a> ImportBatch<'a> {
    /// The same with its figures one by one.
    pub(crate) fn streamed(
        &self,
        figures: &'a dyn Stream<Figure>,
        kept_back: &'a dyn Stream<KeptBack>,
    ) -> StreamedBatch<'a> {
        let Self { file, content, content_hash, interpretation_hash, imported_on, findings, .. } = *self;
        StreamedBatch {
            file,
            content,
            content_hash,
            interpretation_hash,
            imported_on,
            figures,
            kept_back,
            findings,
        }
    }
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
    /// The same bytes, read in the same way, stand in the ledger already, under this name or another: no figure was added.
    AlreadyKnown {
        /// The import that holds them.
        import: ImportRecord,
    },
}

/// How a file comes, and whether what stands for a file of its name goes on standing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrives {
    pub(crate) arrival: Arrival,
    pub(crate) is_beside: bool,
}

impl Ledger {
    /// Takes in one file that was given, all of it or none: it stays a source until it is forgotten or comes again.
    ///
    /// # Errors
    /// As [`Ledger::take_in`].
    pub fn import(&mut self, batch: &ImportBatch<'_>) -> Result<ImportOutcome, StoreError> {
        self.take_in(batch, Arrival::Given)
    }

    /// Takes one file in: all of it or none. What stood for a file of that name stands no longer.
    ///
    /// What was known before is asked under the same lock as the import, so what the outcome says is true whoever imports beside.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be written, two figures share an id, one is no number that can be, or the day lies
    /// before that of an earlier import (see [`Ledger::trust_days`]); the ledger is then unchanged.
    pub fn take_in(
        &mut self,
        batch: &ImportBatch<'_>,
        arrival: Arrival,
    ) -> Result<ImportOutcome, StoreError> {
        self.take_in_streamed(&batch.streamed(&batch.figures, &batch.kept_back), arrival)
    }

    /// Takes one file in as [`Ledger::take_in`] does, and asks for each of its figures once.
    ///
    /// # Errors
    /// As for [`Ledger::take_in`].
    pub fn take_in_streamed(
        &mut self,
        batch: &StreamedBatch<'_>,
        arrival: Arrival,
    ) -> Result<ImportOutcome, StoreError> {
        let path = self.path.clone();
        // A look before the write lock: what is known already must not touch the file at all.
        let said = (batch.content_hash, batch.interpretation_hash);
        if let Some(import) = self.known(batch.file, said, arrival)? {
            return Ok(ImportOutcome::AlreadyKnown { import });
        }
        let trusts_days = self.trusts_days;
        let arrives = Arrives { arrival, is_beside: false };
        self.within_transaction(|transaction, sources| {
            take_in(transaction, &path, sources, (batch, arrives), trusts_days)
        })
    }

    /// The import that stands for a file whose bytes and reading have these hashes: taking it in again would change nothing, so
    /// that it needs not be read.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn known(
        &mut self,
        file: &str,
        (content_hash, interpretation_hash): (&str, &str),
        arrival: Arrival,
    ) -> Result<Option<ImportRecord>, StoreError> {
        let path = &self.path;
        // A transaction that only reads.
        let transaction = self.connection.transaction().map_err(|error| StoreError::of(path, error))?;
        self.sources.read_on(&transaction, path)?;
        Ok(match self.sources.decide(file, (content_hash, interpretation_hash), arrival) {
            Decision::Known(import) => self.sources.imports.get(import).map(|import| import.record.clone()),
            Decision::KnownBut(..) | Decision::New => None,
        })
    }

    /// Runs some imports in one transaction, all of them or none.
    pub(crate) fn within_transaction<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &mut SourceLog) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let path = &self.path;
        let fault = |error| StoreError::of(path, error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let done = work(&transaction, &mut self.sources)
            .and_then(|done| transaction.commit().map(|()| done).map_err(fault));
        if done.is_err() {
            // What was read on within the transaction may be gone with it.
            self.sources = SourceLog::default();
        }
        done
    }
}

/// Takes one file in within a transaction.
pub(crate) fn take_in(
    transaction: &Transaction<'_>,
    path: &Path,
    sources: &mut SourceLog,
    (batch, arrives): (&StreamedBatch<'_>, Arrives),
    trusts_days: bool,
) -> Result<ImportOutcome, StoreError> {
    let fault = |error| StoreError::of(path, error);
    sources.read_on(transaction, path)?;
    let known = |sources: &SourceLog, import| match sources.imports.get(import) {
        Some(import) => Ok(ImportOutcome::AlreadyKnown { import: import.record.clone() }),
        None => Err(StoreError::Damaged {
            path: path.to_owned(),
            reason: "an import of which a source speaks is missing".to_owned(),
        }),
    };
    // Another process may have taken the same file in while we waited for the lock.
    let said = (batch.content_hash, batch.interpretation_hash);
    let decision = sources.decide(batch.file, said, arrives.arrival);
    if let Decision::Known(import) = decision {
        return known(sources, import);
    }
    if let Some(latest) = sources.latest_day().filter(|latest| batch.imported_on < *latest && !trusts_days) {
        return Err(StoreError::DayBeforeLatest { path: path.to_owned(), day: batch.imported_on, latest });
    }
    if let Decision::KnownBut(import, line) = decision {
        line.write(transaction, batch.file, batch.imported_on).map_err(fault)?;
        return known(sources, import);
    }
    let within = Within::new(transaction, path, sources);
    let mut questions = Questions::default();
    let of_previous = match sources.standing(batch.file) {
        Some(import) if import.content_hash != batch.content_hash => {
            within.questions_of(import, &mut questions)?
        }
        _ => BTreeSet::new(),
    };
    let import = ImportRecord {
        id: sources.imports.last() + 1,
        file: batch.file.to_owned(),
        content_hash: batch.content_hash.to_owned(),
        interpretation_hash: batch.interpretation_hash.to_owned(),
        imported_on: batch.imported_on,
    };
    let answered = append(&within, &import, batch, &mut questions)?;
    NewLine::stands(import.id, arrives.arrival)
        .write(transaction, batch.file, batch.imported_on)
        .map_err(fault)?;
    if let Some((line, since)) = sources.again(batch.file).filter(|_| arrives.is_beside) {
        line.write(transaction, batch.file, since).map_err(fault)?;
    }
    Ok(answered.outcome(import, &questions, &of_previous))
}

/// The questions that an import answers, each with the bounds of an answer; and those that were known before.
#[derive(Default)]
struct Answered {
    now: Vec<(Question, Option<Bounds>)>,
    before: Known,
}

fn append(
    within: &Within<'_>,
    import: &ImportRecord,
    batch: &StreamedBatch<'_>,
    questions: &mut Questions,
) -> Result<Answered, StoreError> {
    let (transaction, path) = (within.transaction, within.path);
    let fault = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation) => {
            duplicate(batch).unwrap_or_else(|| StoreError::of(path, error))
        }
        _ => StoreError::of(path, error),
    };
    let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
    let written = Written {
        figures: count(batch.figures.count()),
        kept_back: count(batch.kept_back.count()),
        findings: count(batch.findings.len()),
    };
    append_import(transaction, import, batch, written).map_err(fault)?;
    let mut answered = Answered::default();
    let mut numbering = Numbering::new(transaction);
    let mut touched: BTreeMap<i64, i64> = BTreeMap::new();
    let mut of_series = within.of_series().map_err(fault)?;
    let mut insert_figure = transaction.prepare(row::INSERT).map_err(fault)?;
    for figure in batch.figures.each() {
        sound(batch, &figure.id, &figure.quantity)?;
        let question = questions.of(&figure);
        if questions.is_first_answer(question) {
            within.note_bounds(&mut of_series, &figure, question, &mut answered.before)?;
        }
        reserve(&mut answered.now);
        answered.now.push((question, figure.quantity.bounds));
        let sheet = figure.origin.cell.sheet.as_deref();
        let numbers = row::Numbers {
            import: import.id,
            series: numbering.series(&figure).map_err(fault)?,
            document: numbering.document(&figure.origin.document).map_err(fault)?,
            sheet: sheet.map(|name| numbering.sheet(name)).transpose().map_err(fault)?,
        };
        row::insert(&mut insert_figure, numbers, (batch.file, batch.content_hash), &figure).map_err(fault)?;
        *touched.entry(numbers.series).or_default() += 1;
    }
    let mut insert_series = transaction
        .prepare("INSERT INTO import_series (import_id, series_id, figures) VALUES (?1, ?2, ?3)")
        .map_err(fault)?;
    for (series, figures) in touched {
        insert_series.execute([import.id, series, figures]).map_err(fault)?;
    }
    let mut insert_kept_back = transaction.prepare(kept_back::INSERT).map_err(fault)?;
    for (ordinal, kept) in (0..).zip(batch.kept_back.each()) {
        sound(batch, &kept.id, &kept.quantity)?;
        let sheet = kept.cell.sheet.as_deref();
        let sheet = sheet.map(|name| numbering.sheet(name)).transpose().map_err(fault)?;
        let place = (import.id, ordinal, sheet);
        kept_back::insert(&mut insert_kept_back, place, batch.file, &kept).map_err(fault)?;
    }
    let mut insert_finding = transaction.prepare(finding_row::INSERT).map_err(fault)?;
    for (ordinal, finding) in (0..).zip(batch.findings) {
        finding_row::insert(&mut insert_finding, (import.id, ordinal), finding).map_err(fault)?;
    }
    Ok(answered)
}

/// Appends the record of an import and its bytes.
fn append_import(
    transaction: &Transaction<'_>,
    import: &ImportRecord,
    batch: &StreamedBatch<'_>,
    written: Written,
) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO contents (hash, bytes) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM contents WHERE hash = ?1)",
        params![batch.content_hash, batch.content],
    )?;
    transaction.execute(
        "INSERT INTO imports (id, file, content_hash, interpretation_hash, imported_on, figures, kept_back, findings, checksum) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            import.id,
            import.file,
            import.content_hash,
            import.interpretation_hash,
            import.imported_on.to_string(),
            written.figures,
            written.kept_back,
            written.findings,
            imports::checksum(import, written),
        ],
    )?;
    Ok(())
}

/// Refuses a number whose parts contradict each other: what the ledger could not tell again does not enter.
fn sound(batch: &StreamedBatch<'_>, id: &FigureId, quantity: &Quantity) -> Result<(), StoreError> {
    let fault = |fault| StoreError::UnsoundFigure { file: batch.file.to_owned(), id: id.to_string(), fault };
    quantity.fault().map_or(Ok(()), |found| Err(fault(found)))
}

fn duplicate(batch: &StreamedBatch<'_>) -> Option<StoreError> {
    let mut ids: Vec<String> = batch.figures.each().map(|figure| figure.id.0.clone()).collect();
    ids.sort_unstable();
    ids.windows(2)
        .find(|pair| pair[0] == pair[1])
        .map(|pair| StoreError::DuplicateFigure { file: batch.file.to_owned(), id: pair[0].clone() })
}

impl Answered {
    fn outcome(
        mut self,
        import: ImportRecord,
        questions: &Questions,
        of_previous: &BTreeSet<Question>,
    ) -> ImportOutcome {
        self.now.sort_unstable_by_key(|(question, _)| *question);
        self.before.sort_unstable_by_key(|(question, _)| *question);
        let (mut added, mut revised, mut confirmed) = (0, 0, 0);
        for answers in self.now.chunk_by(|one, next| one.0 == next.0) {
            let Some((question, _)) = answers.first() else { continue };
            let from = self.before.partition_point(|(known, _)| known < question);
            let known = self.before[from..].iter().take_while(|(known, _)| known == question);
            // Two prints are equal where they allow the same numbers, whatever the spelling.
            let mut is_known = known.clone().map(|(_, known)| answers.iter().any(|(_, own)| own == known));
            match known.clone().next() {
                None => added += 1,
                Some(_) if is_known.any(|is_known| is_known) => confirmed += 1,
                Some(_) => revised += 1,
            }
        }
        let is_answered =
            |question: &Question| self.now.binary_search_by_key(question, |(now, _)| *now).is_ok();
        let vanished = of_previous.iter().filter(|question| !is_answered(question));
        let mut vanished: Vec<SeriesKey> = vanished.map(|question| questions.key(*question)).collect();
        vanished.sort_unstable();
        ImportOutcome::Imported { import, added, revised, confirmed, vanished }
    }
}

/// Makes room for one more by a quarter, since twice as much is more than a million small things need.
fn reserve<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        list.reserve_exact((list.len() / 4).max(64));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Snapshot;
    use tierstat_model::{
        AreaCode, CellRef, Document, DocumentLayout, FigureId, FigureLookup, FigureQuery, IndicatorId,
        Measure, Origin, Period, Quantity, Status, TierId, UnitId,
    };

    fn figures(count: usize) -> Vec<Figure> {
        let document = Document {
            publisher: "p".into(),
            title: "t".into(),
            title_zh: None,
            title_en: None,
            edition: "1".into(),
            url: None,
            published_on: None,
            received_on: None,
            layout: DocumentLayout::AsReceived,
        };
        (0..count)
            .map(|index| Figure {
                id: FigureId(format!("{index:012x}")),
                indicator: IndicatorId("things".into()),
                tier: TierId("all".into()),
                area: AreaCode(index.to_string()),
                breakdown: tierstat_model::Breakdown::whole(),
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
            assert_eq!(ledger.snapshot().unwrap().readings(&FigureQuery::of_all()).unwrap().len(), 10);
            assert_eq!(ledger.snapshot().unwrap().imports().unwrap().len(), 1);
            faults += 1;
        }
        assert_eq!(faults, 6);
        drop(ledger);
        let mut ledger = Ledger::open(&path).unwrap();
        assert!(
            ledger
                .snapshot()
                .unwrap()
                .verify()
                .unwrap()
                .iter()
                .all(|finding| finding.rule == "ledger.content")
        );
        assert!(matches!(ledger.import(&batch("another", &many)), Ok(ImportOutcome::Imported { .. })));
    }

    #[test]
    fn another_ledger_is_taken_over_as_a_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let (home, other) = (folder.path().join("home.sqlite"), folder.path().join("other.sqlite"));
        let hash = crate::snapshot::sha256;
        let (first, second) = (hash(b"first"), hash(b"second"));
        let (few, many) = (figures(10), figures(5_000));
        let mut of_other = Ledger::open(&other).unwrap();
        for (bytes, hash, figures) in [(&b"first"[..], &first, &few), (b"second", &second, &many)] {
            of_other.import(&ImportBatch { content: bytes, ..batch(hash, figures) }).unwrap();
        }
        let mut ledger = Ledger::open(&home).unwrap();
        let pages: i64 = ledger.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let room = format!("PRAGMA max_page_count = {}", pages + 20);
        ledger.connection.query_row(&room, [], |row| row.get::<_, i64>(0)).unwrap();
        // There is room for the first of its imports and not for the second.
        let error = ledger.absorb(&of_other.snapshot().unwrap()).unwrap_err();
        assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
        assert_eq!(ledger.snapshot().unwrap().imports().unwrap(), [], "none stays");
        let room = "PRAGMA max_page_count = 1000000";
        ledger.connection.query_row(room, [], |row| row.get::<_, i64>(0)).unwrap();
        let outcomes = ledger.absorb(&of_other.snapshot().unwrap()).unwrap();
        assert!(matches!(
            outcomes[..],
            [ImportOutcome::Imported { added: 10, .. }, ImportOutcome::Imported { .. }]
        ));
    }

    #[test]
    fn a_read_only_ledger_is_read_and_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        Ledger::open(&path).unwrap().import(&batch("h", &figures(3))).unwrap();
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        let error = Ledger::open(&path).unwrap_err();
        assert!(matches!(error, StoreError::ReadOnly { .. }) && error.is_unreadable(), "{error}");
        let snapshot = Snapshot::open(&path).unwrap();
        assert_eq!(snapshot.readings(&FigureQuery::of_all()).unwrap().len(), 3);
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
                let read = || Snapshot::open(&path).unwrap().readings(&FigureQuery::of_all()).unwrap().len();
                (0..20).map(|_| read()).collect::<Vec<_>>()
            });
            assert!(reader.join().unwrap().iter().all(|seen| [0, 2_000].contains(seen)));
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        let taken =
            outcomes.iter().filter(|outcome| matches!(outcome, ImportOutcome::Imported { .. })).count();
        assert_eq!(taken, 1, "{outcomes:?}");
        assert_eq!(Snapshot::open(&path).unwrap().count().unwrap(), 2_000);
    }
}
