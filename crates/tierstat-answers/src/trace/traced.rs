//! A figure with all that is known of how it came.

use jiff::civil::Date;
use tierstat_model::{Figure, Reading};

/// A figure with all that is known of how it came.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedFigure {
    /// The figure.
    pub figure: Figure,
    /// The answer to the question that it answers; another figure may be preferred.
    pub reading: Reading,
    /// How the file came that prints it.
    pub receipt: Receipt,
}

/// How a file came into the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The name under which it was taken in.
    pub file: String,
    /// The day on which it was.
    pub imported_on: Date,
    /// How many bytes of it are kept.
    pub stored_bytes: u64,
}

impl TracedFigure {
    /// Whether it is the answer.
    #[must_use]
    pub fn is_preferred(&self) -> bool {
        self.reading.figure.id == self.figure.id
    }

    /// The other figures that answer the same question, but for the one that is preferred.
    pub fn others(&self) -> impl Iterator<Item = &Figure> {
        self.reading.behind.iter().filter(|other| other.id != self.figure.id)
    }
}
