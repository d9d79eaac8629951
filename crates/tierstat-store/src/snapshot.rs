//! A snapshot: the ledger as it stands at one instant, which answers questions.

use crate::error::StoreError;
use crate::imports::ImportRecord;
use crate::opening;
use crate::reading::{Candidate, readings_of};
use crate::row::{self, Surroundings};
use crate::set_aside::SetAsideLog;
use crate::source::SourceLog;
use crate::whole::{CountByImport, Tally, Total};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Statement, params_from_iter};
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tierstat_model::{Breakdowns, Figure, FigureLookup, FigureQuery, LookupError, Reading};

/// The way to figures by what they count: series by their unique index, then the figures of each in their order.
const BY_SERIES: &str = "series AS s INDEXED BY sqlite_autoindex_series_1 \
                         CROSS JOIN figures AS f NOT INDEXED ON f.series_id = s.id";

/// The way to figures by their ids.
const BY_ID: &str = "figures AS f INDEXED BY figures_by_id CROSS JOIN series AS s ON s.id = f.series_id";

/// The ledger as it stands at one instant, whoever writes beside.
///
/// Every answer is asked of one state, within one read transaction, and proves that it is whole: what was read is held against
/// what was written, which stands on other pages of the file.
#[derive(Debug)]
pub struct Snapshot {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    surroundings: OnceCell<Surroundings>,
    pub(crate) set_aside: SetAsideLog,
}

impl Snapshot {
    /// Opens a ledger to read, as it stands now. One of an older schema is taken over first, which writes.
    ///
    /// # Errors
    /// [`StoreError`] where there is no file, it is no ledger, is damaged, was written by a newer program or cannot be opened.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        opening::to_read(path).and_then(|connection| Self::of(connection, path))
    }

    /// Begins the read transaction: the state is that of the first look at the file, which is taken here.
    pub(crate) fn of(connection: Connection, path: &Path) -> Result<Self, StoreError> {
        let fault = |error| StoreError::of(path, error);
        connection.execute_batch("BEGIN").map_err(fault)?;
        connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
            .map_err(fault)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            surroundings: OnceCell::new(),
            set_aside: SetAsideLog::default(),
        })
    }

    /// The same snapshot with a log of one's own, in which it notes what it sets aside.
    #[must_use]
    pub fn noting(mut self, log: &SetAsideLog) -> Self {
        self.set_aside = log.clone();
        self.surroundings = OnceCell::new();
        self
    }

    /// All current figures that a query asks for, printed and corrected ones, ordered by question and origin.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn figures(&self, query: &FigureQuery) -> Result<Vec<Figure>, StoreError> {
        let readings = readings_of(self.candidates(query)?, query);
        Ok(readings
            .into_iter()
            .flat_map(|reading| std::iter::once(reading.figure).chain(reading.behind))
            .collect())
    }

    /// The days on which what a query is answered may have changed: those on which a figure became known, also one that is no
    /// longer answered, and those on which a file said something else than before, or was no source any more.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn days_of_change(&self, query: &FigureQuery) -> Result<BTreeSet<Date>, StoreError> {
        let ever = FigureQuery { known_on: Some(Date::MIN), ..query.clone() };
        let candidates = self.candidates(&ever)?.into_iter().map(|candidate| candidate.figure);
        // The day is that of each figure itself, so that none is left out for it.
        let asked = FigureQuery { known_on: None, ..ever };
        let known = candidates.filter(|figure| asked.accepts(figure)).map(|figure| figure.origin.known_on);
        let mut days: BTreeSet<Date> = known.collect();
        if !days.is_empty() {
            days.extend(self.surroundings()?.sources.days_of_change());
        }
        Ok(days)
    }

    /// The figures whose id begins with a text: those that are answered today, or on an earlier day.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn figure(&self, id_or_prefix: &str, known_on: Option<Date>) -> Result<Vec<Figure>, StoreError> {
        // Ids are hexadecimal, so anything else begins none; the check also keeps wildcards out of the pattern.
        if id_or_prefix.is_empty() || !id_or_prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Vec::new());
        }
        // A range over the index, since LIKE could not use it: `g` comes after every hexadecimal digit.
        let first = id_or_prefix.to_ascii_lowercase();
        let beyond = format!("{first}g");
        let condition = "f.figure_id >= ?1 AND f.figure_id < ?2";
        let candidates = self.select(BY_ID, condition, &[first.into(), beyond.into()], None, known_on)?;
        let mut figures: Vec<Figure> = candidates.into_iter().map(|candidate| candidate.figure).collect();
        figures.sort_by(|one, other| one.id.cmp(&other.id));
        figures.dedup_by(|first, second| first.id == second.id);
        Ok(figures)
    }

    /// The bytes of an imported file, as they were received; `None` where no import brought them.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read, or holds other bytes under that hash.
    pub fn stored_file(&self, content_hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT bytes FROM contents WHERE hash = ?1";
        let bytes: Option<Vec<u8>> = self
            .connection
            .query_row(sql, [content_hash], |row| row.get(0))
            .optional()
            .map_err(|error| self.fault(error))?;
        match &bytes {
            Some(bytes) if sha256(bytes) != content_hash => {
                Err(self.damaged(format!("the kept file {content_hash} does not match its hash")))
            }
            None if self.surroundings()?.sources.imports.bring(content_hash) => {
                Err(self.damaged(format!("the kept file {content_hash} is missing")))
            }
            Some(_) | None => Ok(bytes),
        }
    }

    /// All imports, in order.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        Ok(self.surroundings()?.sources.imports.iter().map(|import| import.record.clone()).collect())
    }

    /// The newest import of a file, by its path inside the project.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn last_import(&self, file: &str) -> Result<Option<ImportRecord>, StoreError> {
        Ok(self.surroundings()?.sources.imports.newest_of_file(file).cloned())
    }

    pub(crate) fn import_of(&self, id: i64) -> Result<Option<ImportRecord>, StoreError> {
        Ok(self.surroundings()?.sources.imports.get(id).map(|import| import.record.clone()))
    }

    /// The figures of one import, superseded or not.
    pub(crate) fn figures_of(&self, import: i64) -> Result<Vec<Figure>, StoreError> {
        let fault = |error| self.fault(error);
        let surroundings = self.surroundings()?;
        let sql = format!(
            "SELECT {} FROM import_series AS i JOIN series AS s ON s.id = i.series_id \
             JOIN figures AS f ON f.series_id = i.series_id AND f.import_id = i.import_id WHERE i.import_id = ?1 \
             ORDER BY f.figure_id",
            row::COLUMNS
        );
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query([import]).map_err(fault)?;
        let mut figures: Vec<Figure> = Vec::new();
        let mut read: i64 = 0;
        while let Some(found) = rows.next().map_err(fault)? {
            read += 1;
            let Some(Candidate { figure, .. }) = surroundings.read(found)? else { continue };
            if figures.last().is_some_and(|last| last.id >= figure.id) {
                return Err(
                    self.damaged(format!("the figures of import {import} do not come in their order"))
                );
            }
            figures.push(figure);
        }
        let stated = surroundings.sources.imports.get(import).map_or(0, |import| import.written.figures);
        if read != stated {
            return Err(
                self.damaged(format!("{read} figures of import {import} stand where {stated} were written"))
            );
        }
        Ok(figures)
    }

    /// How many figures the ledger holds, those of superseded imports among them.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn count(&self) -> Result<u64, StoreError> {
        let count: i64 = self
            .connection
            .query_row("SELECT count(*) FROM figures", [], |row| row.get(0))
            .map_err(|error| self.fault(error))?;
        let stated = self.written_in_all()?.figures;
        if count != stated {
            return Err(self.damaged(format!("{count} figures stand where {stated} were written")));
        }
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// A hash over all current figures and all that is kept back, which changes exactly when an answer can change.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn content_fingerprint(&self) -> Result<String, StoreError> {
        let figures = self.figures(&FigureQuery::of_all())?;
        let mut hasher = Sha256::new();
        for figure in &figures {
            // Every field takes part, so that no change of meaning or origin goes unseen.
            hasher.update(serde_json::to_vec(figure).unwrap_or_default());
            hasher.update([0x1f]);
        }
        for kept in &self.kept_back()? {
            hasher.update(serde_json::to_vec(kept).unwrap_or_default());
            hasher.update([0x1f]);
        }
        Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// A hash over what the ledger was told: its imports and which of them stand. While it is the same, so is every answer of one
    /// program; it is read at once, however many figures there are.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn history_fingerprint(&self) -> Result<String, StoreError> {
        let told = self.surroundings()?.sources.told_so_far();
        Ok(sha256(told.as_bytes()))
    }

    /// The figures a query can be about, with the order in which they came; fails where one of them is lost.
    pub(crate) fn candidates(&self, query: &FigureQuery) -> Result<Vec<Candidate>, StoreError> {
        let mut conditions: Vec<String> = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        let mut one_of = |column: &str, wanted: Vec<&String>| {
            if !wanted.is_empty() {
                let marks: Vec<String> = wanted
                    .into_iter()
                    .map(|value| {
                        values.push(value.clone().into());
                        format!("?{}", values.len())
                    })
                    .collect();
                conditions.push(format!("s.{column} IN ({})", marks.join(", ")));
            }
        };
        one_of("indicator", query.indicators.iter().map(|id| &id.0).collect());
        one_of("tier", query.tiers.iter().map(|id| &id.0).collect());
        one_of("area", query.areas.iter().map(|code| &code.0).collect());
        let breakdown = match &query.breakdowns {
            Breakdowns::Whole => Some(String::new()),
            Breakdowns::Exactly(breakdown) => Some(breakdown.to_string()),
            // What is left of these is for `accepts`.
            Breakdowns::By { .. } | Breakdowns::All => None,
        };
        one_of("breakdown", breakdown.iter().collect());
        // Days are looked at by those who ask: a series is short, and read as a whole its figures can be counted.
        let mut tally = Tally::new(&self.path);
        let (candidates, stated) = if conditions.is_empty() {
            (self.select(BY_SERIES, "1", &values, Some(&mut tally), query.known_on)?, self.written_in_all()?)
        } else {
            let condition = conditions.join(" AND ");
            let candidates = self.select(BY_SERIES, &condition, &values, Some(&mut tally), query.known_on)?;
            (candidates, self.written_in(&condition, &values)?)
        };
        tally.compare(stated)?;
        Ok(candidates)
    }

    /// What the imports say to have written.
    fn written_in_all(&self) -> Result<Total, StoreError> {
        let mut total = Total::default();
        for import in self.surroundings()?.sources.imports.iter() {
            total.figures = total.figures.saturating_add(import.written.figures);
            let share = import.written.figures.wrapping_mul(import.record.id);
            total.imports = total.imports.wrapping_add(share);
        }
        Ok(total)
    }

    /// What was written of the series under a condition.
    ///
    /// The figures are found by the unique index of the series and read from the table of figures; the counts are found by the
    /// other index and read from a table of their own.
    fn written_in(&self, condition: &str, values: &[Value]) -> Result<Total, StoreError> {
        let sql = format!(
            "SELECT coalesce(sum(i.figures), 0), coalesce(sum(i.figures * i.import_id), 0) \
             FROM series AS s INDEXED BY series_by_indicator CROSS JOIN import_series AS i ON i.series_id = s.id \
             WHERE {condition}"
        );
        self.connection
            .query_row(&sql, params_from_iter(values), |row| {
                Ok(Total { figures: row.get(0)?, imports: row.get(1)? })
            })
            .map_err(|error| self.fault(error))
    }

    /// The figures that are answered today or on an earlier day under a condition on the tables `f` and `s`, by one way.
    fn select(
        &self,
        way: &str,
        condition: &str,
        values: &[Value],
        mut tally: Option<&mut Tally<'_>>,
        known_on: Option<Date>,
    ) -> Result<Vec<Candidate>, StoreError> {
        let sql = format!("SELECT {}, f.series_id FROM {way} WHERE {condition}", row::COLUMNS);
        let fault = |error| self.fault(error);
        let surroundings = self.surroundings()?;
        let told = surroundings.sources.told(known_on);
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(values)).map_err(fault)?;
        let mut candidates = Vec::new();
        while let Some(found) = rows.next().map_err(fault)? {
            if let Some(tally) = &mut tally {
                let key = row::key(found).map_err(fault)?;
                tally.count(found.get(row::SERIES).map_err(fault)?, key)?;
            }
            candidates.extend(surroundings.read_told(found, &told)?);
        }
        Ok(candidates)
    }

    /// The imports, documents and sheets to which rows of figures point, read once for all questions.
    pub(crate) fn surroundings(&self) -> Result<&Surroundings, StoreError> {
        if self.surroundings.get().is_none() {
            let sources = SourceLog::read(&self.connection, &self.path)?;
            let surroundings =
                Surroundings::beside(&self.connection, &self.path, sources, self.set_aside.clone())?;
            return Ok(self.surroundings.get_or_init(|| surroundings));
        }
        self.surroundings.get().ok_or_else(|| self.damaged("nothing was read".to_owned()))
    }

    pub(crate) fn count_by_import(&self, table: &'static str) -> Result<CountByImport<'_>, StoreError> {
        Ok(CountByImport::new(&self.path, table, &self.surroundings()?.sources.imports))
    }

    pub(crate) fn prepare(&self, sql: &str) -> Result<Statement<'_>, StoreError> {
        self.connection.prepare(sql).map_err(|error| self.fault(error))
    }

    pub(crate) fn fault(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }

    pub(crate) fn damaged(&self, reason: String) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), reason }
    }

    pub(crate) fn unknown(&self, table: &'static str, column: &'static str, value: String) -> StoreError {
        StoreError::UnknownValue { path: self.path.clone(), table, column, value }
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl FigureLookup for Snapshot {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        let candidates = self.candidates(query).map_err(|error| LookupError { source: Box::new(error) })?;
        Ok(readings_of(candidates, query))
    }

    fn days_of_change(&self, query: &FigureQuery) -> Result<BTreeSet<Date>, LookupError> {
        Self::days_of_change(self, query).map_err(|error| LookupError { source: Box::new(error) })
    }
}
