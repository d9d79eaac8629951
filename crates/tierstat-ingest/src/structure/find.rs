//! Finding tables: data rows first, then the columns that hold figures, then the header above and the notes below.

use super::beside;
use super::columns::{ColumnKinds, used_columns};
use super::data_rows::{
    begins_data, data_end, first_record, last_record, last_with_figures, new_header_below,
};
use super::grid::Grid;
use super::header::header_above;
use super::lines::is_note_line;
use super::long_export::LongRole;
use super::outer_labels::OuterLabels;
use super::{RowClass, RowClasses, Shape, Table, TableHint};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A header over texts alone has so many labels or more.
const FEWEST_LABELS: usize = 3;
/// The longest of them. In characters.
const LONGEST_LABEL: usize = 40;
/// A table of texts beside tables of figures has so many records or more.
const FEWEST_RECORDS: usize = 2;

/// A part of a sheet whose tables stand one below the other.
pub(super) struct Region<'a> {
    /// The cells of the part; `None` for the whole sheet.
    pub(super) window: Option<Grid<'a>>,
    /// Its tables from the top.
    pub(super) tables: Vec<Table>,
}

impl<'a> Region<'a> {
    fn of_window(window: Grid<'a>) -> Self {
        let tables = tables(&window);
        Self { window: Some(window), tables }
    }
}

/// Cuts a sheet into regions whose tables stand one below the other.
///
/// Tables may stand side by side over the whole height of the sheet, or over the height of what looks like one table.
pub(super) fn regions<'a>(grid: &Grid<'a>) -> Vec<Region<'a>> {
    let windows = beside::windows(grid, (grid.first_row(), grid.last_row()));
    if let Some(windows) = windows {
        return windows.into_iter().map(Region::of_window).collect();
    }
    let mut whole = tables(grid);
    if whole.is_empty() {
        whole.extend(text_table(grid).or_else(|| header_alone(grid)));
    }
    if whole.len() < 2 {
        // The band of the only table is the sheet, which was looked at.
        return vec![Region { window: None, tables: whole }];
    }
    let mut regions = Vec::new();
    // The rows above a band that belong to no region yet, and the first row of the band itself.
    let (mut open, mut from) = (grid.first_row(), grid.first_row());
    for (index, table) in whole.iter().enumerate() {
        // What stands below the last tables is theirs.
        let is_last = index + 1 == whole.len();
        let last = if is_last { grid.last_row() } else { table.data_rows.1 };
        if let Some(windows) = beside::windows(grid, (from, last)) {
            if open < from {
                regions.push(Region::of_window(grid.band((open, from - 1))));
            }
            regions.extend(windows.into_iter().map(Region::of_window));
            open = last + 1;
        }
        from = last + 1;
    }
    if regions.is_empty() {
        return vec![Region { window: None, tables: whole }];
    }
    if open <= grid.last_row() {
        regions.push(Region::of_window(grid.band((open, grid.last_row()))));
    }
    regions
}

/// Finds the tables that stand one below the other in a grid, from the top.
pub(super) fn tables(grid: &Grid<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut from = grid.first_row();
    while let Some(table) = next_table(grid, from) {
        from = table.data_rows.1 + 1;
        tables.push(table);
    }
    with_tables_between(grid, tables)
}

/// The same tables with those of texts that stand above, between and below them.
fn with_tables_between(grid: &Grid<'_>, tables: Vec<Table>) -> Vec<Table> {
    if tables.is_empty() {
        return tables;
    }
    let mut all = Vec::new();
    let mut from = grid.first_row();
    for table in tables {
        let next = table.data_rows.1 + 1;
        all.extend(table_of_texts(grid, (from, table.rows.0.saturating_sub(1)), false));
        all.push(table);
        from = next;
    }
    all.extend(table_of_texts(grid, (from, grid.last_row()), true));
    all
}

/// A table of texts in some rows that hold no figures: a row of several labels, and right below it records under those
/// labels, set off from what follows by a blank row or a title.
fn table_of_texts(grid: &Grid<'_>, (first, last): (u32, u32), is_last: bool) -> Option<Table> {
    let is_header = |row: u32| {
        let cells = grid.row(row);
        let texts: BTreeSet<&str> = cells.iter().map(|(column, _)| grid.sheet.text(row, *column)).collect();
        cells.len() >= FEWEST_LABELS
            && texts.len() == cells.len()
            && cells.iter().all(|(_, shape)| *shape == Shape::Label)
            && texts.iter().all(|text| text.chars().count() <= LONGEST_LABEL && !text.contains([':', '：']))
            && !is_note_line(grid, row)
    };
    let header = (first..=last).find(|row| grid.row(*row).len() > 1)?;
    if !is_header(header) {
        return None;
    }
    let leftmost = grid.row(header).first().map(|(column, _)| *column);
    let under_header = |column: u32| grid.shape_at(header, column).is_some();
    let is_record = |row: &u32| {
        let cells = grid.row(*row);
        let holds = |(column, shape): &(u32, Shape)| *shape != Shape::Number && under_header(*column);
        // What the record above says is not said again; but a text alone at the left is a title.
        let is_part = cells.iter().any(|(column, _)| Some(*column) != leftmost);
        is_part && cells.iter().all(holds) && !is_note_line(grid, *row)
    };
    let records: Vec<u32> = (header + 1..=last).take_while(is_record).collect();
    let end = *records.last().filter(|_| records.len() >= FEWEST_RECORDS)?;
    let are_full = records.iter().any(|row| grid.row(*row).len() >= FEWEST_LABELS);
    let is_set_off = if end == last { is_last } else { grid.row(end + 1).len() <= 1 };
    // A header of several rows has no records below it.
    let next = (end + 1..=last).find(|row| grid.row(*row).len() > 1);
    if !are_full || !is_set_off || next.is_some() {
        return None;
    }
    let mut table = build(grid, Some((header, header)), (header + 1, end), None);
    table.stub_columns = table.columns.1 - table.columns.0 + 1;
    table.figure_columns = Vec::new();
    table.label_columns = Vec::new();
    Some(table)
}

/// Builds the tables that the mapping describes; what it leaves out is found.
pub(super) fn hinted_tables(grid: &Grid<'_>, found: &[Table], hints: &[TableHint]) -> Vec<Table> {
    let mut built = Vec::new();
    // Tables of texts are not counted among those that a mapping means.
    let with_figures = found.iter().filter(|table| !table.figure_columns.is_empty());
    for (index, hint) in hints.iter().enumerate() {
        let within =
            hint.range.map_or((grid.first_row(), grid.last_row()), |((first, _), (last, _))| (first, last));
        let anchor = hint.header_rows.filter(|_| hint.is_anchored);
        let base = match anchor {
            Some((_, header_last)) => found.iter().find(|table| table.data_rows.1 > header_last),
            None => found
                .iter()
                .find(|table| {
                    hint.range.is_some() && table.data_rows.0 >= within.0 && table.data_rows.1 <= within.1
                })
                .or_else(|| with_figures.clone().nth(index))
                .or_else(|| found.get(index)),
        };
        let header_rows = hint.header_rows.or(base.and_then(|table| table.header_rows));
        let after_header = header_rows.map_or(within.0, |(_, last)| last + 1);
        let below_anchor = |(first, last): (u32, u32)| match anchor {
            // What was taken for a header of more rows is data, and what was taken for data is header.
            Some(_) => (after_header, last),
            None => (first, last),
        };
        let data_rows = hint
            .data_rows
            .or_else(|| base.map(|table| below_anchor(table.data_rows)))
            .unwrap_or((after_header, within.1.max(after_header)));
        let mut table = build(grid, header_rows, data_rows, hint.range.map(|range| (range.0.1, range.1.1)));
        if let Some(stub_columns) = hint.stub_columns {
            // More label columns than the table has are all of them.
            table.stub_columns = stub_columns.min(table.columns.1 - table.columns.0 + 1);
            let first = table.first_figure_column();
            let kinds = ColumnKinds::new(grid, data_rows, table.columns);
            table.figure_columns = kinds.figures(first);
            table.label_columns = kinds.labels_right(first);
            table.outer_labels = OuterLabels::new(grid, data_rows, table.columns.0, table.stub_columns);
        }
        built.push(table);
    }
    built.sort_by_key(|table| table.data_rows);
    built
}

/// A table with one header row whose figures stand in named columns.
pub(super) fn long_table(
    grid: &Grid<'_>,
    header_row: u32,
    value_columns: Vec<u32>,
) -> (RowClasses, Vec<Table>) {
    let last = grid.last_row().max(header_row);
    let mut table =
        build(grid, Some((header_row, header_row)), (header_row + 1, last.max(header_row + 1)), None);
    table.stub_columns = value_columns.iter().min().map_or(0, |first| first - table.columns.0);
    table.figure_columns = value_columns;
    table.label_columns.clear();
    let mut classes = RowClasses::new(grid);
    for row in (1..=grid.last_row()).filter(|row| !grid.is_blank(*row)) {
        let class = match row.cmp(&header_row) {
            Ordering::Less => RowClass::Title,
            Ordering::Equal => RowClass::Header,
            Ordering::Greater => RowClass::Data,
        };
        classes.set(row, class);
    }
    table.classes = (table.rows.0..=table.rows.1).map(|row| classes.get(row)).collect();
    (classes, vec![table])
}

/// The next table whose data begins at a row or later.
fn next_table(grid: &Grid<'_>, from: u32) -> Option<Table> {
    let data_first = (from..=grid.last_row()).find(|row| begins_data(grid, *row))?;
    let rough_last = data_end(grid, data_first, grid.last_row());
    let columns = used_columns(grid, data_first, rough_last);
    let stub = ColumnKinds::new(grid, (data_first, rough_last), columns).stub();
    let first_figure = columns.0 + stub;
    let record_first = first_record(grid, data_first, from, (columns.0, first_figure));
    let header = header_above(grid, record_first, from, (columns.0, first_figure));
    let data_last = match new_header_below(grid, header, data_first, first_figure) {
        Some(next) => data_end(grid, data_first, next - 1),
        None => last_record(grid, last_with_figures(grid, (data_first, rough_last), first_figure)),
    };
    Some(build(grid, header, (record_first, data_last), None))
}

/// Puts a table together from its header and data rows.
fn build(
    grid: &Grid<'_>,
    header_rows: Option<(u32, u32)>,
    data_rows: (u32, u32),
    columns: Option<(u32, u32)>,
) -> Table {
    let data_columns = used_columns(grid, data_rows.0, data_rows.1);
    let header_columns = header_rows.map_or(data_columns, |(first, last)| used_columns(grid, first, last));
    let columns =
        columns.unwrap_or((data_columns.0.min(header_columns.0), data_columns.1.max(header_columns.1)));
    let kinds = ColumnKinds::new(grid, data_rows, columns);
    let stub_columns = kinds.stub();
    let first_figure = columns.0 + stub_columns;
    Table {
        rows: (header_rows.map_or(data_rows.0, |(first, _)| first), data_rows.1),
        columns,
        title: None,
        unit: None,
        header_rows,
        numbering_row: header_rows
            .and_then(|(first, last)| (first + 1..=last).find(|row| grid.numbers_its_columns(*row))),
        data_rows,
        stub_columns,
        figure_columns: kinds.figures(first_figure),
        label_columns: kinds.labels_right(first_figure),
        key_columns: kinds.keys(),
        blank_columns: kinds.blanks(),
        passed_columns: kinds.with_role(LongRole::Passed),
        status_columns: kinds.with_role(LongRole::Status),
        multiplier_columns: kinds.with_role(LongRole::Multiplier),
        outer_labels: OuterLabels::new(grid, data_rows, columns.0, stub_columns),
        banner_rows: Vec::new(),
        notes: Vec::new(),
        classes: Vec::new(),
        reasons: Vec::new(),
        doubts: Vec::new(),
    }
}

/// A text file of one row of labels: a table whose records are still to come.
fn header_alone(grid: &Grid<'_>) -> Option<Table> {
    let mut filled = (grid.first_row()..=grid.last_row()).filter(|row| !grid.is_blank(*row));
    let row = filled.next().filter(|_| filled.next().is_none())?;
    let cells = grid.row(row);
    let are_labels = cells.len() > 1
        && cells.iter().any(|(_, shape)| *shape == Shape::Label)
        && cells.iter().all(|(_, shape)| matches!(shape, Shape::Label | Shape::Period));
    // A workbook names its sheets, and a row alone on one is a remark.
    if !are_labels || grid.sheet.name.is_some() {
        return None;
    }
    let mut table = build(grid, Some((row, row)), (row + 1, row), None);
    table.stub_columns = table.columns.1 - table.columns.0 + 1;
    table.figure_columns = Vec::new();
    Some(table)
}

/// A table without numbers: its header is the first full row, its data all below.
fn text_table(grid: &Grid<'_>) -> Option<Table> {
    let widest = (grid.first_row()..=grid.last_row()).map(|row| grid.row(row).len()).max()?;
    // The corner over the row labels may be blank.
    let is_full = |row: u32| {
        let filled =
            grid.row(row).len() + usize::from(grid.row(row).first().is_some_and(|(first, _)| *first == 2));
        filled * 10 >= widest * 8
    };
    let header = (grid.first_row()..=grid.last_row()).find(|row| is_full(*row))?;
    let last = (header + 1..=grid.last_row()).rev().find(|row| grid.row(*row).len() * 2 >= widest)?;
    let mut table = build(grid, Some((header, header)), (header + 1, last), None);
    table.stub_columns = table.columns.1 - table.columns.0 + 1;
    table.figure_columns = Vec::new();
    table.label_columns = Vec::new();
    // Under a header of labels, columns of nothing but signs for missing numbers are figures that are not known yet.
    let shapes = |column: u32| (header + 1..=last).filter_map(move |row| grid.shape_at(row, column));
    let is_missing = |column: &u32| {
        shapes(*column).next().is_some() && shapes(*column).all(|shape| shape == Shape::Missing)
    };
    let missing: Vec<u32> = (table.columns.0 + 1..=table.columns.1).rev().take_while(is_missing).collect();
    if let Some(first) = missing.last() {
        table.stub_columns = first - table.columns.0;
        table.figure_columns = missing.into_iter().rev().collect();
    }
    Some(table)
}
