//! Taking over: a ledger of an older schema becomes one of the next, step by step, until it is one of today.
//!
//! A step makes the tables of its own schema. The text of a table that a later schema changes moves here and stays as it was.

use crate::error::StoreError;
use crate::ledger::surroundings;
use crate::set_aside::SetAsideLog;
use crate::{row, schema};
use rusqlite::Connection;
use std::path::Path;

/// A step from one schema to the next.
type Step = fn(&Connection, &Path) -> Result<(), StoreError>;

/// The schemas that can be taken over, each with the step that leads to the next.
const STEPS: [(i64, Step); 2] = [(1, from_1_to_2), (2, from_2_to_3)];

/// Makes a ledger of schema `found` one of today, within a transaction and without a look at foreign keys: tables are made
/// anew under their own name.
pub(crate) fn take_over(transaction: &Connection, path: &Path, found: i64) -> Result<(), StoreError> {
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
    let surroundings = surroundings(transaction, path, "imports", &SetAsideLog::default())?;
    let sql = format!(
        "SELECT {}, f.series_id FROM series AS s JOIN figures AS f ON f.series_id = s.id",
        row::COLUMNS
    );
    let mut statement = transaction.prepare(&sql).map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    let mut sums: Vec<(i64, i64, i64, String)> = Vec::new();
    while let Some(found) = rows.next().map_err(fault)? {
        let Some(candidate) = surroundings.read_unsummed(found)? else { continue };
        let sum = row::checksum(&candidate.figure, candidate.sequence);
        sums.push((sum, found.get(28).map_err(fault)?, candidate.sequence, candidate.figure.id.0));
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
