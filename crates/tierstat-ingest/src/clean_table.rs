//! The main table of a messy file as clean records.

use crate::sheet::{SheetCells, open};
use crate::structure::{Table, analyse};
use crate::{IngestError, Limits};
use std::path::Path;

/// Between the header labels of one column, from top to bottom.
const SEPARATOR: &str = " › ";

/// The first table of a file: one header row, where the table has a header, then the records.
///
/// Stacked headers are joined with ` › `. What stands above is dropped, and so is what follows the table. Cells are
/// texts exactly as printed, and rows keep their lengths. Without a sheet's name the first sheet with a table is taken.
///
/// # Errors
/// [`IngestError`] where the file cannot be read, holds no table, or has no sheet of that name.
pub fn clean_table(
    path: &Path,
    sheet: Option<&str>,
    limits: &Limits,
) -> Result<Vec<Vec<String>>, IngestError> {
    let opened = open(path, limits)?;
    let chosen: Vec<&SheetCells> = match sheet {
        None => opened.sheets.iter().collect(),
        Some(name) => opened.sheets.iter().filter(|sheet| sheet.name.as_deref() == Some(name)).collect(),
    };
    if let (Some(name), true) = (sheet, chosen.is_empty()) {
        let known = opened.sheets.iter().filter_map(|sheet| sheet.name.clone()).collect();
        return Err(IngestError::UnknownSheet { path: path.to_owned(), sheet: name.to_owned(), known });
    }
    for sheet in chosen {
        if let Some(table) = analyse(sheet, &[]).tables.first() {
            return Ok(records(sheet, table));
        }
    }
    Err(IngestError::NoTable { path: path.to_owned() })
}

fn records(sheet: &SheetCells, table: &Table) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    if table.header_rows.is_some() {
        rows.push(
            (table.columns.0..=table.columns.1)
                .map(|column| {
                    let labels = table.column_labels(sheet, column);
                    labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join(SEPARATOR)
                })
                .collect(),
        );
    }
    let first = table.header_rows.map_or(table.data_rows.0, |(_, last)| last + 1);
    for row in first..=table.data_rows.1 {
        let width = sheet.width(row).max(sheet.row(row).next_back().map_or(0, |(column, _)| column));
        let cells: Vec<String> = (table.columns.0..=width.min(table.columns.1).max(table.columns.0))
            .map(|column| sheet.get(row, column).map_or_else(String::new, |cell| cell.text.to_owned()))
            .collect();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(cells);
        }
    }
    rows
}
