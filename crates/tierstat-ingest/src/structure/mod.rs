//! What stands where on a sheet: titles, units, headers, groups, data, totals, notes; and which of them are one table.

mod classify;
mod columns;
mod data_rows;
mod find;
mod grid;
mod header;
mod shape;
mod table;
mod totals;
pub(crate) mod words;

pub(crate) use shape::{Shape, shape};
pub(crate) use table::{Label, Table};

use crate::sheet::SheetCells;
use serde::Serialize;

/// What one row of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowClass {
    /// A title above a table.
    Title,
    /// The line that names the unit.
    Unit,
    /// A header row, one of several where they are stacked.
    Header,
    /// One label over the rows below it.
    Group,
    /// A row of figures.
    Data,
    /// A row of figures that is the total of others.
    Total,
    /// A note or the source.
    Note,
    /// Nothing.
    Blank,
}

/// The structure of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SheetStructure {
    /// One class for each row from the first.
    pub(crate) classes: Vec<RowClass>,
    /// The tables from the top.
    pub(crate) tables: Vec<Table>,
}

/// What is known of a table before looking: a line of the mapping file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TableHint {
    /// The first and last row and column, counted from 1.
    pub(crate) range: Option<((u32, u32), (u32, u32))>,
    /// The first and last header row.
    pub(crate) header_rows: Option<(u32, u32)>,
    /// The first and last data row.
    pub(crate) data_rows: Option<(u32, u32)>,
    /// How many columns hold row labels.
    pub(crate) stub_columns: Option<u32>,
}

/// Finds the tables of a sheet and classes its rows; hints replace what would be found.
pub(crate) fn analyse(sheet: &SheetCells, hints: &[TableHint]) -> SheetStructure {
    let grid = grid::Grid::new(sheet);
    let tables = if hints.is_empty() { find::tables(&grid) } else { find::hinted_tables(&grid, hints) };
    classify::classify(&grid, tables)
}

/// The structure of a long table: one header row, one figure a row in the value columns, all other columns its meaning.
pub(crate) fn long_table(sheet: &SheetCells, header_row: u32, value_columns: Vec<u32>) -> SheetStructure {
    let grid = grid::Grid::new(sheet);
    find::long_table(&grid, header_row, value_columns)
}
