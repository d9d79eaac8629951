//! What an import saw, as a row of the ledger.

use crate::checksum::Fnv;
use rusqlite::{Statement, params};
use tierstat_model::Finding;

/// Appends one.
pub(crate) const INSERT: &str =
    "INSERT INTO findings (import_id, ordinal, finding, checksum) VALUES (?1, ?2, ?3, ?4)";

/// Binds one to [`INSERT`] and runs it: import, and place in the import.
pub(crate) fn insert(
    statement: &mut Statement<'_>,
    (import, ordinal): (i64, i64),
    finding: &Finding,
) -> rusqlite::Result<usize> {
    let text = serde_json::to_string(finding)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    statement.execute(params![import, ordinal, text, checksum(&text, (import, ordinal))])
}

/// A sum over a finding as it is written, with its place, so that a bit that flips on the disk is found.
pub(crate) fn checksum(text: &str, (import, ordinal): (i64, i64)) -> i64 {
    let mut sum = Fnv::default();
    sum.text(Some(text));
    for number in [import, ordinal] {
        sum.bytes(&number.to_le_bytes());
    }
    sum.end()
}
