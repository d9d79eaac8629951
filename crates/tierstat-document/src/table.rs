//! Tables of figures.

use crate::Sparkline;
use crate::caption::{numbered, of_tables};
use std::sync::Arc;
use tierstat_model::Language;

/// A table of figures with its caption, unit, notes and sources.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name by which the text places it, unique in the report.
    pub name: String,
    /// Its number among the tables of the report, from 1.
    pub ordinal: usize,
    /// The caption.
    pub title: String,
    /// The unit of its figures; empty where columns differ or there is none.
    pub unit: String,
    /// The columns.
    pub headings: Vec<Heading>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// What a reader has to know.
    pub notes: Vec<String>,
    /// The publishers and editions of its figures; empty where there are none.
    pub source: String,
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What it says.
    pub text: String,
    /// Whether numbers stand under it.
    pub numbers: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// What it is among the rows.
    pub kind: RowKind,
    /// The cells, one for each heading.
    pub cells: Vec<Cell>,
}

/// What a row is among the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One of many.
    Part,
    /// What the others add up to.
    Total,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// The name of a row.
    Name(String),
    /// Words.
    Text(String),
    /// A period: no line ends in it.
    Period(String),
    /// A number, by its place in the manuscript.
    Number(usize),
    /// The course of a series.
    Sparkline(Arc<Sparkline>),
    /// Nothing to say: a total has no share of itself.
    Empty,
}

impl Table {
    /// Its sparklines, row by row.
    pub fn sparklines(&self) -> impl Iterator<Item = &Sparkline> {
        self.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| match cell {
            Cell::Sparkline(line) => Some(line.as_ref()),
            _ => None,
        })
    }

    /// What the signs of its sparklines stand for, each once, in the order in which they first stand in it.
    #[must_use]
    pub fn meanings_of_signs(&self) -> Vec<&str> {
        let mut meanings: Vec<&str> = Vec::new();
        for line in self.sparklines() {
            for meaning in &line.meanings {
                if !meanings.contains(&meaning.as_str()) {
                    meanings.push(meaning);
                }
            }
        }
        meanings
    }

    /// The caption with its number: 表1　各级的增长, Table 1: Growth by tier.
    #[must_use]
    pub fn caption(&self, language: Language) -> String {
        numbered(&of_tables(), self.ordinal, &self.title, language)
    }
}
