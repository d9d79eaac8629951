//! Blocks: what stands under each other on a page.

use crate::{Illustration, Inline, Notices, Table};
use std::sync::Arc;
use tierstat_model::Document;

/// A part of a report that stands by itself on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// From 1, the title, to 6.
        level: u8,
        /// By which a link finds it, unique in the manuscript.
        id: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The number of the first item, where items are numbered.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// What is quoted.
    Quote(Vec<Block>),
    /// Text as it is typed.
    Code(String),
    /// A rule between parts.
    Rule,
    /// A table that a person typed into the text.
    TypedTable(TypedTable),
    /// A table of figures.
    Table(Arc<Table>),
    /// A chart.
    Illustration(Arc<Illustration>),
    /// What the checks found.
    Notices(Notices),
    /// The sources of all numbers.
    Sources(Vec<Document>),
}

/// A table that a person typed: it has no caption and no number.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedTable {
    /// How each column stands.
    pub alignments: Vec<Alignment>,
    /// The cells of the first row.
    pub head: Vec<Vec<Inline>>,
    /// The cells of the other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// At the left, as words do.
    Left,
    /// In the middle.
    Centre,
    /// At the right, as numbers do.
    Right,
}
