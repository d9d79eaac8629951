//! Taking over: a ledger of an older schema becomes one of the next, step by step, until it is one of today.
//!
//! A step makes the tables of its own schema. The text of a table that a later schema changes moves here and stays as it was.

use crate::error::StoreError;
use crate::imports::{self, Imports, Written};
use crate::row::Surroundings;
use crate::set_aside::SetAsideLog;
use crate::source::{Arrival, NewLine, SourceLog};
use crate::{finding_row, row, schema};
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A step from one schema to the next.
type Step = fn(&Connection, &Path) -> Result<(), StoreError>;

/// The schemas that can be taken over, each with the step that leads to the next.
const STEPS: [(i64, Step); 6] = [
    (1, from_1_to_2),
    (2, from_2_to_3),
    (3, from_3_to_4),
    (4, from_4_to_5),
    (5, from_5_to_6),
    (6, from_6_to_7),
];

/// Takes a ledger of an older schema over, with a copy of it beside: all of it or none.
pub(crate) fn with_a_copy_beside(
    connection: &mut Connection,
    path: &Path,
    found: i64,
) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    let mut backup = path.as_os_str().to_owned();
    backup.push(format!(".schema-{found}.backup"));
    // A backup from an attempt that was cut off is written anew.
    if std::fs::exists(&backup).unwrap_or(false) {
        std::fs::remove_file(&backup).map_err(|error| StoreError::NotAccessible {
            path: PathBuf::from(&backup),
            reason: error.to_string(),
        })?;
    }
    connection.execute("VACUUM INTO ?1", [backup.to_string_lossy()]).map_err(fault)?;
    // Tables are made anew under their names, which is no loss to those that point to them.
    connection.pragma_update(None, "foreign_keys", false).map_err(fault)?;
    let taken_over = in_one_transaction(connection, path, found);
    connection.pragma_update(None, "foreign_keys", true).map_err(fault)?;
    taken_over
}

/// All steps from one schema to that of today in one transaction.
fn in_one_transaction(connection: &mut Connection, path: &Path, found: i64) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
    // Another process may have done it while this one waited for the lock.
    let still: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(fault)?;
    if still == found {
        take_over(&transaction, path, found)?;
    }
    transaction.commit().map_err(fault)
}

/// Makes a ledger of schema `found` one of today, within a transaction and without a look at foreign keys: tables are made
/// anew under their own name.
fn take_over(transaction: &Connection, path: &Path, found: i64) -> Result<(), StoreError> {
    for (_, step) in STEPS.iter().filter(|(from, _)| *from >= found) {
        step(transaction, path)?;
    }
    transaction
        .pragma_update(None, "user_version", schema::VERSION)
        .map_err(|error| StoreError::of(path, error))
}

/// In schema 1 each row of figures repeated everything, days were texts, and nothing had a checksum.
fn from_1_to_2(transaction: &Connection, path: &Path) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    transaction
        .execute_batch(
            "DROP TRIGGER figures_no_update; DROP TRIGGER figures_no_delete; \
             DROP INDEX figures_by_question; DROP INDEX figures_by_id; \
             ALTER TABLE figures RENAME TO figures_1;",
        )
        .map_err(fault)?;
    for batch in [SERIES_OF_SCHEMA_2, schema::CREATE_FIGURES, FIGURES_FROM_SCHEMA_1] {
        transaction.execute_batch(batch).map_err(fault)?;
    }
    // What gives figures their checksum reads documents as they are today.
    translate_titles(transaction, path)?;
    sum_up(transaction, path)?;
    for table in ["series", "sheets", "figures", "import_series"] {
        transaction.execute_batch(&schema::append_only_triggers(table)).map_err(fault)?;
    }
    Ok(())
}

/// Schema 3 keeps back what is doubtful, and has room for the parts of an indicator.
fn from_2_to_3(transaction: &Connection, path: &Path) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    let columns = "id, indicator, tier, area, measure, unit";
    // The old table goes only after it was copied, so that the numbers of series stay; its triggers go with it.
    let sql = format!(
        "ALTER TABLE imports ADD COLUMN kept_back INTEGER NOT NULL DEFAULT 0; \
         CREATE TEMPORARY TABLE series_2 AS SELECT * FROM main.series; \
         DROP TABLE main.series; {} \
         INSERT INTO series ({columns}) SELECT {columns} FROM temp.series_2 ORDER BY id; \
         DROP TABLE temp.series_2;",
        schema::CREATE_SERIES
    );
    transaction.execute_batch(&sql).map_err(fault)?;
    transaction.execute_batch(schema::CREATE_KEPT_BACK).map_err(fault)?;
    for table in ["series", "kept_back"] {
        transaction.execute_batch(&schema::append_only_triggers(table)).map_err(fault)?;
    }
    Ok(())
}

/// Schema 4 can prove that a reading is whole: imports say what they wrote, and series are found by two ways.
///
/// What is stated from now on must be true, so the old ledger is proven whole first, as far as it can be.
fn from_3_to_4(transaction: &Connection, path: &Path) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    let damaged = |reason| StoreError::Damaged { path: path.to_owned(), reason };
    let line: String =
        transaction.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(fault)?;
    if line != "ok" {
        return Err(damaged(line));
    }
    let by_import = |sql: &str| -> Result<BTreeMap<i64, i64>, StoreError> {
        let mut statement = transaction.prepare(sql).map_err(fault)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(fault)?;
        rows.collect::<Result<_, _>>().map_err(fault)
    };
    let figures = by_import("SELECT import_id, count(*) FROM figures GROUP BY import_id")?;
    let kept_back = by_import("SELECT import_id, count(*) FROM kept_back GROUP BY import_id")?;
    let findings = by_import("SELECT import_id, count(*) FROM findings GROUP BY import_id")?;
    if figures != by_import("SELECT import_id, sum(figures) FROM import_series GROUP BY import_id")?
        || kept_back != by_import("SELECT id, kept_back FROM imports WHERE kept_back <> 0")?
    {
        return Err(damaged("there are more or fewer figures than were written".to_owned()));
    }
    let imports = Imports::read_unsummed(transaction, path)?;
    transaction
        .execute_batch(
            "DROP VIEW current_imports; \
             DROP TRIGGER imports_no_update; DROP TRIGGER imports_no_delete; \
             DROP TRIGGER findings_no_update; DROP TRIGGER findings_no_delete; \
             ALTER TABLE imports ADD COLUMN figures INTEGER NOT NULL DEFAULT 0; \
             ALTER TABLE imports ADD COLUMN findings INTEGER NOT NULL DEFAULT 0; \
             ALTER TABLE imports ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0; \
             ALTER TABLE findings ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;",
        )
        .map_err(fault)?;
    transaction.execute_batch(schema::CREATE_SECOND_WAY).map_err(fault)?;
    for import in imports.iter() {
        let record = &import.record;
        let of = |counts: &BTreeMap<i64, i64>| counts.get(&record.id).copied().unwrap_or(0);
        let written = Written { figures: of(&figures), kept_back: of(&kept_back), findings: of(&findings) };
        transaction
            .execute(
                "UPDATE imports SET figures = ?1, findings = ?2, checksum = ?3 WHERE id = ?4",
                params![written.figures, written.findings, imports::checksum(record, written), record.id],
            )
            .map_err(fault)?;
    }
    let sums: Vec<(i64, i64, i64)> = {
        let mut statement =
            transaction.prepare("SELECT import_id, ordinal, finding FROM findings").map_err(fault)?;
        let rows = statement
            .query_map([], |row| {
                let place = (row.get(0)?, row.get(1)?);
                Ok((place.0, place.1, finding_row::checksum(&row.get::<_, String>(2)?, place)))
            })
            .map_err(fault)?;
        rows.collect::<Result<_, _>>().map_err(fault)?
    };
    for (import, ordinal, sum) in sums {
        let sql = "UPDATE findings SET checksum = ?3 WHERE import_id = ?1 AND ordinal = ?2";
        transaction.execute(sql, params![import, ordinal, sum]).map_err(fault)?;
    }
    for table in ["imports", "findings"] {
        transaction.execute_batch(&schema::append_only_triggers(table)).map_err(fault)?;
    }
    Ok(())
}

/// Schema 5 says which import stands for each file, since when, and why one no longer does.
///
/// Until then an import was answered while no later one read the same bytes in another way; and what a file had said before it
/// changed was answered beside what it says now.
fn from_4_to_5(transaction: &Connection, path: &Path) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    let imports = Imports::read(transaction, path)?;
    let newest: BTreeMap<&str, i64> =
        imports.iter().map(|import| (import.record.content_hash.as_str(), import.record.id)).collect();
    transaction.execute_batch(schema::CREATE_SOURCES).map_err(fault)?;
    for record in imports.iter().map(|import| &import.record) {
        if newest.get(record.content_hash.as_str()) != Some(&record.id) {
            continue;
        }
        // What came as a package or from outside of the project was never found there, and is not missed.
        let is_given =
            record.interpretation_hash.starts_with("exchange ") || Path::new(&record.file).is_absolute();
        let arrival = if is_given { Arrival::Given } else { Arrival::Found };
        NewLine::stands(record.id, arrival)
            .write(transaction, &record.file, record.imported_on)
            .map_err(fault)?;
    }
    transaction.execute_batch(&schema::append_only_triggers("sources")).map_err(fault)
}

/// Schema 6 has figures of parts of an indicator, for which there was room; a program that knows none would take them for wholes.
fn from_5_to_6(_: &Connection, _: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Schema 7 has the titles of documents in the other language.
fn from_6_to_7(transaction: &Connection, path: &Path) -> Result<(), StoreError> {
    translate_titles(transaction, path)
}

/// Makes room for the translated titles of documents, where there is none.
fn translate_titles(transaction: &Connection, path: &Path) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    for column in ["title_zh", "title_en"] {
        let known: bool = transaction
            .query_row(
                "SELECT count(*) FROM pragma_table_info('documents') WHERE name = ?1",
                [column],
                |row| row.get(0),
            )
            .map_err(fault)?;
        if !known {
            transaction
                .execute_batch(&format!("ALTER TABLE documents ADD COLUMN {column} TEXT;"))
                .map_err(fault)?;
        }
    }
    Ok(())
}

/// The table of series as schema 2 made it.
const SERIES_OF_SCHEMA_2: &str = "
CREATE TABLE series (
    id        INTEGER PRIMARY KEY,
    indicator TEXT NOT NULL,
    tier      TEXT NOT NULL,
    area      TEXT NOT NULL,
    measure   TEXT NOT NULL,
    unit      TEXT NOT NULL,
    UNIQUE (indicator, area, tier, measure, unit)
) STRICT;
";

/// Takes the figures of schema 1 over.
const FIGURES_FROM_SCHEMA_1: &str = "
INSERT INTO series (indicator, tier, area, measure, unit)
    SELECT DISTINCT indicator, tier, area, measure, unit FROM figures_1 ORDER BY indicator, area, tier, measure, unit;
INSERT INTO sheets (name) SELECT DISTINCT sheet FROM figures_1 WHERE sheet IS NOT NULL ORDER BY sheet;
INSERT INTO figures (series_id, last_day, import_id, figure_id, period, printed, precision, value, lower, upper, upper_kind,
        status, document_id, sheet_id, row, \"column\", known_on, source_rank, file, content_hash, phrase,
        correction_expected, correction_reason, checksum)
    SELECT s.id, CAST(julianday(f.last_day) - 2440587.5 AS INTEGER), f.import_id, f.figure_id, f.period, f.printed,
        f.precision, f.value, f.lower, f.upper, f.upper_kind, f.status, f.document_id, h.id, f.row, f.\"column\",
        CAST(julianday(f.known_on) - 2440587.5 AS INTEGER), f.source_rank, nullif(f.file, i.file),
        nullif(f.content_hash, i.content_hash), f.phrase, f.correction_expected, f.correction_reason, 0
    FROM figures_1 AS f
    JOIN series AS s USING (indicator, tier, area, measure, unit)
    JOIN imports AS i ON i.id = f.import_id
    LEFT JOIN sheets AS h ON h.name = f.sheet;
INSERT INTO import_series (import_id, series_id, figures)
    SELECT import_id, series_id, count(*) FROM figures GROUP BY series_id, import_id;
DROP TABLE figures_1;
";

/// Gives every figure its checksum, which the first schema had not.
fn sum_up(transaction: &Connection, path: &Path) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    let imports = Imports::read_unsummed(transaction, path)?;
    let sources = SourceLog::without_lines(imports);
    let surroundings = Surroundings::beside(transaction, path, sources, SetAsideLog::default())?;
    let sql = format!(
        "SELECT {}, f.series_id FROM series AS s JOIN figures AS f ON f.series_id = s.id",
        // No series of that schema had parts.
        row::COLUMNS.replace("s.breakdown", "''")
    );
    let mut statement = transaction.prepare(&sql).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    let mut sums: Vec<(i64, i64, i64, String)> = Vec::new();
    while let Some(found) = rows.next().map_err(fault)? {
        let candidate = surroundings.read_unsummed(found)?;
        let sum = row::checksum(&candidate.figure, candidate.sequence);
        sums.push((sum, found.get(row::SERIES).map_err(fault)?, candidate.sequence, candidate.figure.id.0));
    }
    let mut update = transaction
        .prepare(
            "UPDATE figures SET checksum = ?1 WHERE series_id = ?2 AND import_id = ?3 AND figure_id = ?4",
        )
        .map_err(fault)?;
    for (sum, series, import, id) in sums {
        update.execute(rusqlite::params![sum, series, import, id]).map_err(fault)?;
    }
    Ok(())
}
