//! The surroundings of a cell: what a person would see there on opening the file.

use crate::sheet::{CellKind, open_content};
use crate::{IngestError, Limits};
use std::path::Path;
use tierstat_model::{CellRef, column_letters};

/// Rows and columns shown before and after the cell.
const AROUND: u32 = 2;

/// A few rows and columns around a cell, as they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// The letters of the columns, from the left.
    pub columns: Vec<String>,
    /// The numbers of the rows with their cells, from the top; empty where nothing stands.
    pub rows: Vec<(u32, Vec<String>)>,
    /// The place of the cell itself: which row, and which column, counted from 0.
    pub place: (usize, usize),
}

/// The surroundings of a cell in a received file; `None` where the file has no such sheet or the cell is none of a sheet,
/// as in an article.
///
/// The first column is always shown, since it mostly says what a row is about.
///
/// # Errors
/// [`IngestError`] where the bytes cannot be read.
pub fn surroundings(
    content: Vec<u8>,
    cell: &CellRef,
    limits: &Limits,
) -> Result<Option<Surroundings>, IngestError> {
    let opened = open_content(Path::new(&cell.file), content, limits)?;
    let mut sheets = opened.sheets.iter();
    let Some(sheet) = sheets.find(|sheet| cell.sheet.is_none() || sheet.name == cell.sheet) else {
        return Ok(None);
    };
    if sheet.get(cell.row, cell.column).is_none_or(|found| found.kind == CellKind::FormulaWithoutValue) {
        return Ok(None);
    }
    let last = |at: u32, most: u32| at.saturating_add(AROUND).min(most);
    let first = |at: u32| at.saturating_sub(AROUND).max(1);
    let mut columns: Vec<u32> = (first(cell.column)..=last(cell.column, sheet.columns())).collect();
    if columns.first().is_some_and(|first| *first > 1) {
        columns.insert(0, 1);
    }
    let rows: Vec<u32> = (first(cell.row)..=last(cell.row, sheet.rows())).collect();
    let place =
        |numbers: &[u32], wanted: u32| numbers.iter().position(|number| *number == wanted).unwrap_or(0);
    let place = (place(&rows, cell.row), place(&columns, cell.column));
    let text =
        |row: u32, column: u32| sheet.text(row, column).split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Some(Surroundings {
        columns: columns.iter().map(|column| column_letters(*column)).collect(),
        rows: rows
            .iter()
            .map(|row| (*row, columns.iter().map(|column| text(*row, *column)).collect()))
            .collect(),
        place,
    }))
}
