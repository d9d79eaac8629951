//! The ledger: one SQLite file to which imports are appended and which answers questions.

use crate::error::StoreError;
use crate::reading::{Candidate, readings_of};
use crate::{row, schema};
use rusqlite::{Connection, OpenFlags, params_from_iter};
use sha2::{Digest, Sha256};
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
        let ledger = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        ledger.recognise()?;
        Ok(ledger)
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
        let condition = "f.figure_id LIKE ?1 || '%'";
        let mut figures: Vec<Figure> = self
            .select(condition, &[id_or_prefix.to_ascii_lowercase()])?
            .into_iter()
            .map(|candidate| candidate.figure)
            .collect();
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
        let sql =
            "SELECT finding FROM findings JOIN current_imports ON id = import_id ORDER BY import_id, ordinal";
        let mut statement = self.connection.prepare(sql).map_err(|error| self.fault(error))?;
        let rows =
            statement.query_map([], |row| row.get::<_, String>(0)).map_err(|error| self.fault(error))?;
        let mut findings = Vec::new();
        for text in rows {
            let text = text.map_err(|error| self.fault(error))?;
            let finding = serde_json::from_str(&text)
                .map_err(|_| self.unknown("findings", "finding", text.chars().take(80).collect()))?;
            findings.push(finding);
        }
        Ok(findings)
    }

    /// A hash over all current figures, which changes exactly when an answer can change.
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
        Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The figures a query can be about, with the order in which they came.
    pub(crate) fn candidates(&self, query: &FigureQuery) -> Result<Vec<Candidate>, StoreError> {
        let mut conditions: Vec<String> = vec!["1".to_owned()];
        let mut values: Vec<String> = Vec::new();
        let mut one_of = |column: &str, wanted: Vec<&String>| {
            if !wanted.is_empty() {
                let marks: Vec<String> = wanted
                    .into_iter()
                    .map(|value| {
                        values.push(value.clone());
                        format!("?{}", values.len())
                    })
                    .collect();
                conditions.push(format!("f.{column} IN ({})", marks.join(", ")));
            }
        };
        one_of("indicator", query.indicators.iter().map(|id| &id.0).collect());
        one_of("tier", query.tiers.iter().map(|id| &id.0).collect());
        one_of("area", query.areas.iter().map(|code| &code.0).collect());
        let mut bound = |column: &str, sign: &str, day: Option<String>| {
            if let Some(day) = day {
                values.push(day);
                conditions.push(format!("f.{column} {sign} ?{}", values.len()));
            }
        };
        bound("last_day", ">=", query.from.map(|period| period.first_day().to_string()));
        bound("last_day", "<=", query.to.map(|period| period.last_day().to_string()));
        bound("known_on", "<=", query.known_on.map(|day| day.to_string()));
        self.select(&conditions.join(" AND "), &values)
    }

    /// The current figures under a condition on the table `f`.
    fn select(&self, condition: &str, values: &[String]) -> Result<Vec<Candidate>, StoreError> {
        let sql = format!(
            "SELECT {} FROM figures AS f JOIN current_imports AS i ON i.id = f.import_id \
             JOIN documents AS d ON d.id = f.document_id WHERE {condition} ORDER BY f.import_id, f.figure_id",
            row::COLUMNS
        );
        let mut statement = self.connection.prepare(&sql).map_err(|error| self.fault(error))?;
        let mut rows = statement.query(params_from_iter(values)).map_err(|error| self.fault(error))?;
        let mut candidates = Vec::new();
        while let Some(found) = rows.next().map_err(|error| self.fault(error))? {
            candidates.push(row::read(found, &self.path)?);
        }
        Ok(candidates)
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
        Ok(Self { connection, path: path.to_owned() })
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
            transaction.execute_batch(schema::CREATE).map_err(fault)?;
            for table in schema::APPEND_ONLY {
                transaction.execute_batch(&schema::append_only_triggers(table)).map_err(fault)?;
            }
            transaction.pragma_update(None, "application_id", schema::APPLICATION_ID).map_err(fault)?;
            transaction.pragma_update(None, "user_version", schema::VERSION).map_err(fault)?;
        }
        transaction.commit().map_err(fault)?;
        self.recognise()
    }

    /// Refuses files that are no ledger, and ledgers of a newer program.
    fn recognise(&self) -> Result<(), StoreError> {
        let number = |name: &str| -> Result<i64, StoreError> {
            self.connection
                .pragma_query_value(None, name, |row| row.get(0))
                .map_err(|error| self.fault(error))
        };
        if number("application_id")? != schema::APPLICATION_ID {
            return Err(StoreError::NotALedger { path: self.path.clone() });
        }
        let found = number("user_version")?;
        if found > schema::VERSION {
            return Err(StoreError::NewerSchema { path: self.path.clone(), found, known: schema::VERSION });
        }
        Ok(())
    }
}

impl FigureLookup for Ledger {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        let candidates = self.candidates(query).map_err(|error| LookupError { source: Box::new(error) })?;
        Ok(readings_of(candidates, query))
    }
}
