//! Blocks: the paragraphs, headings, items and cells of a text, in its order.

/// One block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The line of a text, or the paragraph of a page or document, counted from 1; for a cell, the paragraph before its table.
    pub(crate) line: u32,
    /// What it is.
    pub(crate) form: BlockForm,
    /// Its text, without the signs that mark it.
    pub(crate) text: String,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockForm {
    /// A heading of a level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// The caption of a picture or table.
    Caption,
    /// A cell of a table.
    Cell {
        /// Which table, counted from 1.
        table: usize,
        /// The row, counted from 1.
        row: u32,
        /// The column, counted from 1.
        column: u32,
    },
}
