//! The lines of an article.

/// One line of an article; a paragraph, where the file has no lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number, counted from 1.
    pub(crate) number: u32,
    /// Its text.
    pub(crate) text: String,
}
