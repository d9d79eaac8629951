//! The ledger: one SQLite file to which imports are appended and which answers questions.

use crate::error::StoreError;
use crate::reading::{Candidate, readings_of};
use crate::row::Rows;
use crate::set_aside::SetAsideLog;
use crate::{migration, row, schema};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tierstat_model::{Figure, FigureLookup, FigureQuery, Finding, LookupError, Reading};

/// How long a writer waits for another one, and a reader for a checkpoint.
const PATIENCE: Duration = Duration::from_secs(30);

/// An opened ledger.
///
/// Several processes may hold one file: readers never block, writers queue.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) set_aside: SetAsideLog,
}

impl Ledger {
    /// Opens a ledger to read and write, and makes it with its folder where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the file is no ledger, is damaged, was written by a newer program or cannot be opened.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::NotAccessible {
                path: path.to_owned(),
                reason: error.to_string(),
            })?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut ledger = Self::connect(path, flags)?;
        ledger.create_or_recognise()?;
        Ok(ledger)
    }

    /// Opens a ledger to read.
    ///
    /// # Errors
    /// As [`Ledger::open`]; also where there is no file.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let ledger = Self::connect(path, flags)?;
        ledger.recognise()?;
        if ledger.number("user_version")? == schema::VERSION {
            return Ok(ledger);
        }
        // An older ledger is taken over first, which writes.
        drop(ledger);
        drop(Self::open(path)?);
        Self::connect(path, flags)
    }

    /// The same ledger with a log of one's own, in which it notes what it sets aside.
    #[must_use]
    pub fn noting(mut self, log: &SetAsideLog) -> Self {
        self.set_aside = log.clone();
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

    /// The current figures whose id begins with a text.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn figure(&self, id_or_prefix: &str) -> Result<Vec<Figure>, StoreError> {
        // Ids are hexadecimal, so anything else begins none; the check also keeps wildcards out of the pattern.
        if id_or_prefix.is_empty() || !id_or_prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Vec::new());
        }
        // A range over the index, since LIKE could not use it: `g` comes after every hexadecimal digit.
        let first = id_or_prefix.to_ascii_lowercase();
        let beyond = format!("{first}g");
        let condition = "f.figure_id >= ?1 AND f.figure_id < ?2";
        let (candidates, _) = self.select(condition, &[first.into(), beyond.into()])?;
        let mut figures: Vec<Figure> = candidates.into_iter().map(|candidate| candidate.figure).collect();
        figures.sort_by(|one, other| one.id.cmp(&other.id));
        figures.dedup_by(|first, second| first.id == second.id);
        Ok(figures)
    }

    /// The bytes of an imported file, as they were received.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn stored_file(&self, content_hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        use rusqlite::OptionalExtension;
        self.connection
            .query_row("SELECT bytes FROM contents WHERE hash = ?1", [content_hash], |row| row.get(0))
            .optional()
            .map_err(|error| self.fault(error))
    }

    /// The findings of the current imports, in order of import.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn findings(&self) -> Result<Vec<Finding>, StoreError> {
        self.select_findings("JOIN current_imports ON id = import_id ORDER BY import_id, ordinal", &[])
    }

    /// The findings of one import, superseded or not.
    pub(crate) fn findings_of(&self, import: i64) -> Result<Vec<Finding>, StoreError> {
        self.select_findings("WHERE import_id = ?1 ORDER BY ordinal", &[import.into()])
    }

    fn select_findings(&self, which: &str, values: &[Value]) -> Result<Vec<Finding>, StoreError> {
        let sql = format!("SELECT finding FROM findings {which}");
        let mut statement = self.connection.prepare(&sql).map_err(|error| self.fault(error))?;
        let rows = statement
            .query_map(params_from_iter(values), |row| row.get::<_, String>(0))
            .map_err(|error| self.fault(error))?;
        let mut findings = Vec::new();
        for text in rows {
            let text = text.map_err(|error| self.fault(error))?;
            let finding = serde_json::from_str(&text)
                .map_err(|_| self.unknown("findings", "finding", text.chars().take(80).collect()))?;
            findings.push(finding);
        }
        Ok(findings)
    }

    /// The figures of one import, superseded or not.
    pub(crate) fn figures_of(&self, import: i64) -> Result<Vec<Figure>, StoreError> {
        let fault = |error| self.fault(error);
        let surroundings = surroundings(&self.connection, &self.path, "imports", &self.set_aside)?;
        let sql = format!(
            "SELECT {} FROM import_series AS i JOIN series AS s ON s.id = i.series_id \
             JOIN figures AS f ON f.series_id = i.series_id AND f.import_id = i.import_id WHERE i.import_id = ?1 \
             ORDER BY f.figure_id",
            row::COLUMNS
        );
        let mut statement = self.connection.prepare(&sql).map_err(fault)?;
        let mut rows = statement.query([import]).map_err(fault)?;
        let mut figures = Vec::new();
        while let Some(found) = rows.next().map_err(fault)? {
            figures.extend(surroundings.read(found)?.map(|candidate| candidate.figure));
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
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// A hash over all current figures and all that is kept back, which changes exactly when an answer can change.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn content_fingerprint(&self) -> Result<String, StoreError> {
        let figures = self.figures(&FigureQuery::default())?;
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

    /// The figures a query can be about, with the order in which they came.
    pub(crate) fn candidates(&self, query: &FigureQuery) -> Result<Vec<Candidate>, StoreError> {
        let mut conditions: Vec<String> = vec!["1".to_owned()];
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
        // Days are looked at by those who ask: a series is short, and read as a whole its figures can be counted.
        let condition = conditions.join(" AND ");
        let (candidates, read) = self.select(&condition, &values)?;
        let stated = format!(
            "SELECT coalesce(sum(i.figures), 0) FROM series AS s JOIN import_series AS i ON i.series_id = s.id \
             WHERE {condition}"
        );
        let stated: i64 = self
            .connection
            .query_row(&stated, params_from_iter(&values), |row| row.get(0))
            .map_err(|error| self.fault(error))?;
        if stated != read {
            return Err(StoreError::Damaged {
                path: self.path.clone(),
                reason: format!("{read} figures stand where {stated} were written"),
            });
        }
        Ok(candidates)
    }

    /// The current figures under a condition on the tables `f` and `s`, series by series, and how many rows were read.
    fn select(&self, condition: &str, values: &[Value]) -> Result<(Vec<Candidate>, i64), StoreError> {
        let sql = format!(
            "SELECT {} FROM series AS s JOIN figures AS f ON f.series_id = s.id WHERE {condition}",
            row::COLUMNS
        );
        let surroundings = surroundings(&self.connection, &self.path, "current_imports", &self.set_aside)?;
        let mut statement = self.connection.prepare(&sql).map_err(|error| self.fault(error))?;
        let mut rows = statement.query(params_from_iter(values)).map_err(|error| self.fault(error))?;
        let (mut candidates, mut read) = (Vec::new(), 0);
        while let Some(found) = rows.next().map_err(|error| self.fault(error))? {
            read += 1;
            candidates.extend(surroundings.read(found)?);
        }
        Ok((candidates, read))
    }

    pub(crate) fn fault(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }

    pub(crate) fn unknown(&self, table: &'static str, column: &'static str, value: String) -> StoreError {
        StoreError::UnknownValue { path: self.path.clone(), table, column, value }
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let fault = |error| StoreError::of(path, error);
        let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
        connection.busy_timeout(PATIENCE).map_err(fault)?;
        Ok(Self { connection, path: path.to_owned(), set_aside: SetAsideLog::default() })
    }

    /// Makes the tables in an empty file; recognises one that has them.
    fn create_or_recognise(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let fault = |error| StoreError::of(&path, error);
        self.connection.pragma_update(None, "journal_mode", "WAL").map_err(fault)?;
        self.connection.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
        self.connection.pragma_update(None, "foreign_keys", true).map_err(fault)?;
        // Two processes may both see an empty file: the one that gets the write lock first makes the tables.
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(fault)?;
        let tables: i64 = transaction
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(fault)?;
        if tables == 0 {
            for tables in schema::TABLES {
                transaction.execute_batch(tables).map_err(fault)?;
            }
            for table in schema::APPEND_ONLY {
                transaction.execute_batch(&schema::append_only_triggers(table)).map_err(fault)?;
            }
            transaction.pragma_update(None, "application_id", schema::APPLICATION_ID).map_err(fault)?;
            transaction.pragma_update(None, "user_version", schema::VERSION).map_err(fault)?;
        }
        transaction.commit().map_err(fault)?;
        self.recognise()?;
        if self.number("user_version")? < schema::VERSION { self.migrate() } else { Ok(()) }
    }

    /// Takes a ledger of an older schema over, with a copy of it beside: all of it or none.
    fn migrate(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let fault = |error| StoreError::of(&path, error);
        let found = self.number("user_version")?;
        let mut backup = path.as_os_str().to_owned();
        backup.push(format!(".schema-{found}.backup"));
        // A backup from an attempt that was cut off is written anew.
        if std::fs::exists(&backup).unwrap_or(false) {
            std::fs::remove_file(&backup).map_err(|error| StoreError::NotAccessible {
                path: PathBuf::from(&backup),
                reason: error.to_string(),
            })?;
        }
        self.connection.execute("VACUUM INTO ?1", [backup.to_string_lossy()]).map_err(fault)?;
        // Tables are made anew under their names, which is no loss to those that point to them.
        self.connection.pragma_update(None, "foreign_keys", false).map_err(fault)?;
        let taken_over = self.take_over(found);
        self.connection.pragma_update(None, "foreign_keys", true).map_err(fault)?;
        taken_over
    }

    /// All steps from one schema to that of today in one transaction.
    fn take_over(&mut self, found: i64) -> Result<(), StoreError> {
        let path = self.path.clone();
        let fault = |error| StoreError::of(&path, error);
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(fault)?;
        // Another process may have done it while this one waited for the lock.
        let still: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(fault)?;
        if still == found {
            migration::take_over(&transaction, &path, found)?;
        }
        transaction.commit().map_err(fault)
    }

    fn number(&self, pragma: &str) -> Result<i64, StoreError> {
        self.connection.pragma_query_value(None, pragma, |row| row.get(0)).map_err(|error| self.fault(error))
    }

    /// Refuses files that are no ledger, and ledgers of a newer program.
    fn recognise(&self) -> Result<(), StoreError> {
        if self.number("application_id")? != schema::APPLICATION_ID {
            return Err(StoreError::NotALedger { path: self.path.clone() });
        }
        let found = self.number("user_version")?;
        if found > schema::VERSION {
            return Err(StoreError::NewerSchema { path: self.path.clone(), found, known: schema::VERSION });
        }
        Ok(())
    }
}

/// The imports (current ones, or all), documents and sheets to which rows of figures point.
pub(crate) fn surroundings<'a>(
    connection: &Connection,
    path: &'a Path,
    imports: &str,
    set_aside: &SetAsideLog,
) -> Result<Rows<'a>, StoreError> {
    let fault = |error| StoreError::of(path, error);
    let mut found = Rows {
        path,
        imports: BTreeMap::new(),
        documents: BTreeMap::new(),
        sheets: BTreeMap::new(),
        set_aside: set_aside.clone(),
    };
    let sql = format!("SELECT id, file, content_hash FROM {imports}");
    let mut statement = connection.prepare(&sql).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let names = (row.get(1).map_err(fault)?, row.get(2).map_err(fault)?);
        found.imports.insert(row.get(0).map_err(fault)?, names);
    }
    let sql = "SELECT id, publisher, title, edition, url, published_on, received_on, layout FROM documents";
    let mut statement = connection.prepare(sql).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let (id, document) = row::document(row, path)?;
        found.documents.insert(id, document);
    }
    let mut statement = connection.prepare("SELECT id, name FROM sheets").map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        found.sheets.insert(row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
    }
    Ok(found)
}

impl FigureLookup for Ledger {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        let candidates = self.candidates(query).map_err(|error| LookupError { source: Box::new(error) })?;
        Ok(readings_of(candidates, query))
    }
}
