//! A file that was written, as a row.

use tierstat_answers::{Field, Row};

/// The name of a file that was written, inside the project.
pub(super) struct WrittenFile(pub(super) String);

impl Row for WrittenFile {
    fn fields() -> Vec<Field<Self>> {
        vec![Field::text("file", ["文件", "file"], |row: &Self| row.0.clone())]
    }
}
