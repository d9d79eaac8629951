//! Appending: one import is one transaction, all of it or none.

use crate::error::StoreError;
use crate::ledger::Ledger;
use crate::row;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::BTreeMap;
use tierstat_model::{Document, Figure, Finding, Quantity, SeriesKey};

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
        /// Questions that the earlier content of the same file answered and this one does not.
        vanished: usize,
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
    /// [`StoreError`] where the ledger cannot be written or two figures share an id; it is then unchanged.
    pub fn import(&mut self, batch: &ImportBatch<'_>) -> Result<ImportOutcome, StoreError> {
        let path = self.path.clone();
        let fault = |error| StoreError::of(&path, error);
        // A look before the write lock: what is known already must not touch the file at all.
        if let Some(import) = newest_of_content(&self.connection, batch.content_hash).map_err(fault)?
            && import.interpretation_hash == batch.interpretation_hash
        {
            return Ok(ImportOutcome::AlreadyKnown { import });
        }
        let before = self.quantities_by_question(None)?;
        let previous = self.last_import(batch.file)?;
        let of_previous = match &previous {
            Some(import) if import.content_hash != batch.content_hash => {
                self.quantities_by_question(Some(import.id))?
            }
            _ => BTreeMap::new(),
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

    /// The quantities known for each question, of all current imports or of one.
    fn quantities_by_question(
        &self,
        import: Option<i64>,
    ) -> Result<BTreeMap<SeriesKey, Vec<Quantity>>, StoreError> {
        let mut known: BTreeMap<SeriesKey, Vec<Quantity>> = BTreeMap::new();
        for candidate in self.candidates(&tierstat_model::FigureQuery::default())? {
            if import.is_none_or(|id| candidate.sequence == id) {
                known.entry(candidate.figure.key()).or_default().push(candidate.figure.quantity);
            }
        }
        Ok(known)
    }
}

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
        "INSERT INTO imports (file, content_hash, interpretation_hash, imported_on) VALUES (?1, ?2, ?3, ?4)",
        params![batch.file, batch.content_hash, batch.interpretation_hash, batch.imported_on.to_string()],
    )?;
    let import_id = transaction.last_insert_rowid();
    let mut documents: Vec<(&Document, i64)> = Vec::new();
    let mut insert_figure = transaction.prepare(row::INSERT)?;
    for figure in batch.figures {
        let document = &figure.origin.document;
        let known = documents.iter().find(|(other, _)| *other == document).map(|(_, id)| *id);
        let document_id = match known {
            Some(id) => id,
            None => {
                let id = document_id(transaction, document)?;
                documents.push((document, id));
                id
            }
        };
        row::insert(&mut insert_figure, import_id, document_id, figure)?;
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

/// The number of a document that stands in the ledger, or of the row that is made for it.
fn document_id(transaction: &Transaction<'_>, document: &Document) -> rusqlite::Result<i64> {
    let values = params![
        document.publisher,
        document.title,
        document.edition,
        document.url,
        document.published_on.map(|day| day.to_string()),
        document.received_on.map(|day| day.to_string()),
        row::layout_name(document.layout),
    ];
    let found = transaction
        .query_row(
            "SELECT id FROM documents WHERE publisher = ?1 AND title = ?2 AND edition = ?3 AND url IS ?4 \
             AND published_on IS ?5 AND received_on IS ?6 AND layout = ?7",
            values,
            |row| row.get(0),
        )
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    transaction.execute(
        "INSERT INTO documents (publisher, title, edition, url, published_on, received_on, layout) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        values,
    )?;
    Ok(transaction.last_insert_rowid())
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
    before: &BTreeMap<SeriesKey, Vec<Quantity>>,
    of_previous: &BTreeMap<SeriesKey, Vec<Quantity>>,
) -> ImportOutcome {
    let mut now: BTreeMap<SeriesKey, Vec<&Quantity>> = BTreeMap::new();
    for figure in figures {
        now.entry(figure.key()).or_default().push(&figure.quantity);
    }
    let (mut added, mut revised, mut confirmed) = (0, 0, 0);
    for (key, quantities) in &now {
        // Two prints are equal where they allow the same numbers, whatever the spelling.
        let same = |known: &&Quantity| quantities.iter().any(|quantity| quantity.bounds == known.bounds);
        match before.get(key) {
            None => added += 1,
            Some(known) if known.iter().any(|known| same(&known)) => confirmed += 1,
            Some(_) => revised += 1,
        }
    }
    let vanished = of_previous.keys().filter(|key| !now.contains_key(*key)).count();
    ImportOutcome::Imported { import, added, revised, confirmed, vanished }
}
