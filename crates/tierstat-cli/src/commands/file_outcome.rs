//! What became of a file, as a row.

use crate::codes;
use tierstat_answers::{Field, Row};

/// A file, and what became of it.
pub(super) struct FileOutcome {
    pub(super) file: String,
    /// A code that [`codes::outcome`] knows.
    pub(super) outcome: &'static str,
}

impl Row for FileOutcome {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("file", ["文件", "file"], |row: &Self| row.file.clone()),
            Field::code(
                "outcome",
                ["结果", "outcome"],
                |row| row.outcome,
                |row| codes::outcome(row.outcome).unwrap_or_default(),
            ),
        ]
    }
}
