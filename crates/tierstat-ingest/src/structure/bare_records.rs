//! Records without a figure: a row with nothing but its label looks like a group, or like a note below the table.

use super::{RowClass, SheetStructure, Table};
use crate::sheet::SheetCells;

impl SheetStructure {
    /// Takes rows that hold only a label for records whose figures are all missing, where the label names a thing of the same
    /// kind as the labels beside it; what is of one kind, those know who know the names.
    pub(crate) fn find_bare_records(&mut self, sheet: &SheetCells, are_alike: impl Fn(&str, &str) -> bool) {
        let mut found: Vec<(u32, u32)> = Vec::new();
        for table in &mut self.tables {
            let rows = bare_records(table, sheet, &are_alike);
            found.extend(rows.into_iter().map(|row| (row, table.columns.0)));
        }
        for (row, column) in found {
            for part in &mut self.parts {
                if part.at(row, column).is_some() {
                    part.set(row, RowClass::Data);
                }
            }
            if let Some(class) = self.classes.get_mut(row as usize - 1) {
                *class = RowClass::Data;
            }
        }
    }
}

/// Makes records of the rows of a table that are some, and gives those rows.
fn bare_records(table: &mut Table, sheet: &SheetCells, are_alike: impl Fn(&str, &str) -> bool) -> Vec<u32> {
    let (first, figures) = (table.columns.0, table.first_figure_column());
    if table.stub_columns == 0 || table.figure_columns.is_empty() {
        return Vec::new();
    }
    // The label of a row that has no other cell within the table.
    let bare = |row: u32| -> Option<(u32, &str)> {
        let mut cells = sheet.row(row).filter(|(column, _)| (first..=table.columns.1).contains(column));
        let (column, cell) = cells.next().filter(|_| cells.next().is_none())?;
        (column < figures && sheet.merged.origin(row, column).is_none()).then_some((column, cell.text.trim()))
    };
    let is_record =
        |table: &Table, row: u32| matches!(table.class(row), Some(RowClass::Data | RowClass::Total));
    let mut found = Vec::new();
    let top = table.header_rows.map_or(table.data_rows.0, |(_, last)| last + 1).min(table.data_rows.0);
    let mut below: Option<u32> = None;
    for row in (top..=table.data_rows.1).rev() {
        let own = bare(row)
            .filter(|_| table.class(row) == Some(RowClass::Group) && !table.banner_rows.contains(&row));
        if let (Some((column, text)), Some(below)) = (own, below)
            && are_alike(text, sheet.text(below, column))
        {
            found.push(row);
        }
        if found.last() == Some(&row) || is_record(table, row) {
            below = Some(row);
        }
    }
    // Below the last figures, right beside the records.
    let mut last = table.data_rows.1;
    let ends_in_record = is_record(table, last);
    while let Some((column, text)) = bare(last + 1)
        && ends_in_record
        && are_alike(text, sheet.text(last, column))
    {
        last += 1;
        found.push(last);
    }
    let below: Vec<&str> = (table.data_rows.1 + 1..=last).filter_map(bare).map(|(_, text)| text).collect();
    table.notes.retain(|note| !below.contains(&note.as_str()));
    table.classes.resize((last - table.rows.0 + 1) as usize, RowClass::Data);
    (table.rows.1, table.data_rows.1) = (table.rows.1.max(last), last);
    for row in &found {
        table.data_rows.0 = table.data_rows.0.min(*row);
        let index = (row - table.rows.0) as usize;
        if let Some(class) = table.classes.get_mut(index) {
            *class = RowClass::Data;
        }
    }
    found
}
