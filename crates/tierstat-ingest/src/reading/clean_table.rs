//! The main table of a messy file as clean records.

use crate::sheet::{SheetCells, TextStream, open};
use crate::structure::{Label, Table, analyse};
use crate::text::excerpt::record_excerpt;
use crate::{IngestError, Limits};
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

/// Between the header labels of one column, from top to bottom.
const SEPARATOR: &str = " › ";

/// The first table of a file: one header row, where the table has a header, then the records.
///
/// Stacked headers are joined with ` › `. What stands above is dropped, and so is what follows the table. Cells are
/// texts exactly as printed, and rows keep their lengths. Without a sheet's name the first sheet with a table of
/// figures is taken, and where none has one the first with a table.
///
/// # Errors
/// [`IngestError`] where the file cannot be read, holds no table, or has no sheet of that name.
pub fn clean_table(
    path: &Path,
    sheet: Option<&str>,
    limits: &Limits,
) -> Result<Vec<Vec<String>>, IngestError> {
    let mut records = Vec::new();
    for_each_held_record(path, sheet, limits, &mut |record| {
        records.push(record.iter().map(|cell| cell.clone().into_owned()).collect());
        ControlFlow::Continue(())
    })?;
    Ok(records)
}

/// Gives away the records of [`clean_table`] one by one, until told to stop; a large text file is never held as a whole.
///
/// Text files from [`Limits::streamed_bytes`] on are laid out as their first megabyte shows, and what follows the table
/// in them is not told from it; records keep their lengths.
///
/// # Errors
/// As [`clean_table`]; also where a large file cannot be read on.
pub fn for_each_clean_record(
    path: &Path,
    sheet: Option<&str>,
    limits: &Limits,
    mut visit: impl FnMut(&[Cow<'_, str>]) -> ControlFlow<()>,
) -> Result<(), IngestError> {
    let Some(stream) = TextStream::open(path, limits)?.filter(|_| sheet.is_none()) else {
        return for_each_held_record(path, sheet, limits, &mut visit);
    };
    let no_table = || IngestError::NoTable { path: path.to_owned() };
    let head = stream.head.sheets.first().ok_or_else(no_table)?;
    let table = analyse(head, &[]).tables.into_iter().next().ok_or_else(no_table)?;
    let columns = printed_columns(head, &table, true);
    if table.header_rows.is_some() {
        let header: Vec<Cow<'_, str>> = header(head, &table, columns).into_iter().map(Cow::Owned).collect();
        if visit(&header).is_break() {
            return Ok(());
        }
    }
    let first_row = u64::from(table.header_rows.map_or(table.data_rows.0, |(_, last)| last + 1));
    let first = columns.0.saturating_sub(1) as usize;
    stream.for_each(|row, cells| {
        let cells = cells.get(first..).unwrap_or_default();
        if row < first_row || cells.iter().all(|cell| cell.trim().is_empty()) {
            return ControlFlow::Continue(());
        }
        visit(cells)
    })
}

/// Gives away the records of a file that is held as a whole, one by one: cells of a workbook may share one long text, and
/// the records would hold it once for each.
fn for_each_held_record(
    path: &Path,
    sheet: Option<&str>,
    limits: &Limits,
    visit: &mut dyn FnMut(&[Cow<'_, str>]) -> ControlFlow<()>,
) -> Result<(), IngestError> {
    let opened = open(path, limits)?;
    let chosen: Vec<&SheetCells> = match sheet {
        None => opened.sheets.iter().collect(),
        Some(name) => opened.sheets.iter().filter(|sheet| sheet.name.as_deref() == Some(name)).collect(),
    };
    if let (Some(name), true) = (sheet, chosen.is_empty()) {
        let known = opened.sheets.iter().filter_map(|sheet| sheet.name.clone()).collect();
        return Err(IngestError::UnknownSheet { path: path.to_owned(), sheet: name.to_owned(), known });
    }
    // A list of contents is a table of texts; the first table of figures comes before it.
    let mut of_texts = None;
    for sheet in chosen {
        let Some(table) = analyse(sheet, &[]).tables.into_iter().next() else { continue };
        if !table.figure_columns.is_empty() {
            records(sheet, &table, opened.dialect.is_some(), visit);
            return Ok(());
        }
        of_texts.get_or_insert((sheet, table));
    }
    if let Some((sheet, table)) = of_texts {
        records(sheet, &table, opened.dialect.is_some(), visit);
        return Ok(());
    }
    Err(IngestError::NoTable { path: path.to_owned() })
}

/// The first and last column to print: those of the table, and in a text file also those where no record has anything.
///
/// A text file says of each record how many cells it has; a sheet is as wide as what stands on it.
fn printed_columns(sheet: &SheetCells, table: &Table, is_text: bool) -> (u32, u32) {
    let (mut first, mut last) = table.columns;
    if is_text && sheet.iter().all(|((_, column), _)| column >= first) {
        first = 1;
    }
    if is_text && last >= sheet.columns() {
        last = u32::MAX;
    }
    (first, last)
}

/// The header of each column: its labels from top to bottom.
///
/// A label of its own is printed whole; what is merged over many columns is not repeated at full length.
fn header(sheet: &SheetCells, table: &Table, (first, last): (u32, u32)) -> Vec<String> {
    let width = table.header_rows.map_or(0, |(_, row)| sheet.width(row));
    let text = |column: u32, label: &Label| match label.place.1 == column {
        true => label.text.to_string(),
        false => record_excerpt(&label.text).into_owned(),
    };
    let joined = |column: u32, labels: &[Label]| {
        labels.iter().map(|label| text(column, label)).collect::<Vec<_>>().join(SEPARATOR)
    };
    let figures = table.labels_of_columns(sheet);
    let columns = first..=width.min(last).max(table.columns.1);
    let of_column = |column: u32| {
        let index = column.checked_sub(table.first_figure_column());
        match index.and_then(|index| figures.get(index as usize)) {
            Some((_, labels)) => joined(column, labels),
            None => joined(column, &table.column_labels(sheet, column)),
        }
    };
    columns.map(of_column).collect()
}

fn records(
    sheet: &SheetCells,
    table: &Table,
    is_text: bool,
    visit: &mut dyn FnMut(&[Cow<'_, str>]) -> ControlFlow<()>,
) {
    let (first_column, last_column) = printed_columns(sheet, table, is_text);
    if table.header_rows.is_some() {
        let header = header(sheet, table, (first_column, last_column));
        let header: Vec<Cow<'_, str>> = header.into_iter().map(Cow::Owned).collect();
        if visit(&header).is_break() {
            return;
        }
    }
    let first = table.header_rows.map_or(table.data_rows.0, |(_, last)| last + 1);
    for row in first..=table.data_rows.1 {
        let width = sheet.width(row).max(sheet.row(row).next_back().map_or(0, |(column, _)| column));
        let cells: Vec<Cow<'_, str>> = (first_column..=width.min(last_column).max(first_column))
            .map(|column| sheet.get(row, column).map_or(Cow::Borrowed(""), |cell| Cow::Borrowed(cell.text)))
            .collect();
        if cells.iter().any(|cell| !cell.trim().is_empty()) && visit(&cells).is_break() {
            return;
        }
    }
}
