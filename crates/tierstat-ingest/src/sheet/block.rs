//! Blocks: the paragraphs, headings, items and cells of a text, in its order.

use tierstat_model::PassageForm;

/// One block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The line of a text, or the paragraph of a page or document, counted from 1; for a cell, the paragraph before its table.
    pub(crate) line: u32,
    /// What it is.
    pub(crate) form: PassageForm,
    /// Its text, without the signs that mark it.
    pub(crate) text: String,
}
