//! How a text file separates its cells.

use serde::Serialize;

/// How a text file is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dialect {
    /// The encoding, by its IANA name: `UTF-8`, `GB18030`, `UTF-16LE`.
    pub encoding: String,
    /// What stands between cells, mostly one character.
    pub delimiter: String,
    /// The character around a cell that holds delimiters; `None` where none is used.
    pub quote: Option<char>,
    /// The character before a quote inside such a cell: the quote itself where it is doubled.
    pub escape: Option<char>,
    /// Whether several delimiters in a row count as one: columns that are aligned by blanks.
    pub runs: bool,
}
