//! The class of every row, and with it the title, unit and notes of each table.

use super::grid::Grid;
use super::lines::{is_about_the_form, is_edge_remark, is_form_line, is_note_line, key_and_value};
use super::reason::reasons;
use super::words::{is_note, is_total_label, scale_or_unit, unit_line};
use super::{RowClass, RowClasses, Shape, Table, totals};
use std::collections::BTreeSet;

/// Classes every row of a grid from its first, and gives each table its classes, title, unit and notes.
pub(super) fn classify(grid: &Grid<'_>, mut tables: Vec<Table>) -> (RowClasses, Vec<Table>) {
    let mut classes = RowClasses::new(grid);
    let mut above_from = grid.first_row();
    let starts: Vec<u32> = tables.iter().map(|table| table.rows.0).collect();
    for (index, table) in tables.iter_mut().enumerate() {
        classify_above(grid, table, above_from, &mut classes);
        let sums = classify_inside(grid, table, &mut classes);
        table.classes = (table.rows.0..=table.rows.1).map(|row| classes.get(row)).collect();
        let above: Vec<(u32, RowClass)> =
            (above_from..table.rows.0).map(|row| (row, classes.get(row))).collect();
        table.reasons = reasons(grid, table, &above, &sums);
        let next = starts.get(index + 1).copied().unwrap_or(grid.last_row() + 1);
        let notes_end = notes_end(grid, table.data_rows.1 + 1, next);
        for row in table.data_rows.1 + 1..notes_end {
            if !grid.is_blank(row) {
                table.notes.push(row_text(grid, row));
            }
        }
        above_from = notes_end;
    }
    (classes, tables)
}

/// Where the notes of a table end: before the last run of text rows that stands right over the next table.
fn notes_end(grid: &Grid<'_>, from: u32, next: u32) -> u32 {
    if next > grid.last_row() {
        return next;
    }
    let mut row = next;
    while row > from && (grid.is_blank(row - 1) || !is_note(grid.first_text(row - 1))) {
        if grid.is_blank(row - 1) && row < next {
            return row;
        }
        row -= 1;
    }
    row
}

fn classify_above(grid: &Grid<'_>, table: &mut Table, from: u32, classes: &mut RowClasses) {
    let mut titles: Vec<String> = Vec::new();
    for row in from..table.rows.0 {
        if grid.is_blank(row) {
            continue;
        }
        let mut class = RowClass::Title;
        let mut title_cells: Vec<&str> = Vec::new();
        let at_edge = grid.only_cell(row).filter(|cell| cell.0 > table.columns.0);
        let edge = at_edge.filter(|cell| is_edge_remark(grid, row, *cell));
        for (column, _) in grid.row(row) {
            let text = grid.sheet.text(row, *column);
            match unit_line(text).or_else(|| edge.and_then(|_| scale_or_unit(text))) {
                Some(unit) => {
                    table.unit.get_or_insert_with(|| unit.to_owned());
                    class = RowClass::Unit;
                }
                None => title_cells.push(text),
            }
        }
        if !title_cells.is_empty() {
            class = RowClass::Title;
        }
        // A title may stand in every cell of its row.
        if title_cells.iter().all(|text| title_cells.first() == Some(text)) {
            title_cells.truncate(1);
        }
        let about_the_form = || {
            let mut keys =
                grid.row(row).iter().filter_map(|(column, _)| key_and_value(grid.sheet.text(row, *column)));
            keys.any(|(key, _)| is_about_the_form(key))
        };
        if is_note(grid.first_text(row)) || (is_form_line(grid, row) && about_the_form()) {
            class = RowClass::Note;
            table.notes.push(row_text(grid, row));
        } else if class == RowClass::Title {
            titles.push(title_cells.join(" ").split_whitespace().collect::<Vec<_>>().join(" "));
        }
        classes.set(row, class);
    }
    // What stands right before a table of a page is its title where it has none of its own.
    if titles.is_empty() && from <= 1 {
        titles.extend(grid.sheet.caption.clone());
    }
    table.title = (!titles.is_empty()).then(|| titles.join(" "));
}

/// Classes the rows of a table; returns its sums.
fn classify_inside(grid: &Grid<'_>, table: &mut Table, classes: &mut RowClasses) -> totals::Sums {
    let first_figure = table.first_figure_column();
    if let Some((first, last)) = table.header_rows {
        for row in (first..=last).filter(|row| !grid.is_blank(*row)) {
            classes.set(row, RowClass::Header);
        }
        for row in (last + 1..table.data_rows.0).filter(|row| !grid.is_blank(*row)) {
            let class = if grid.numbers_its_columns(row) { RowClass::Header } else { RowClass::Group };
            classes.set(row, class);
        }
    }
    table.banner_rows = banner_rows(grid, table);
    let with_figures = labels_with_figures(grid, table);
    let header = PrintedHeader::new(grid, table);
    let totals = totals::total_rows(grid.sheet, table, |row| header.is_repeated_at(grid, row));
    for row in (table.data_rows.0..=table.data_rows.1).filter(|row| !grid.is_blank(*row)) {
        let figures =
            grid.row(row).iter().filter(|(column, shape)| *column >= first_figure && *shape != Shape::Label);
        let has_figures = figures.count() > 0;
        let is_wide = grid.row(row).len() >= 2;
        let class = if header.is_repeated_at(grid, row) {
            RowClass::Header
        } else if table.banner_rows.contains(&row) {
            RowClass::Group
        } else if has_figures || (is_wide && table.figure_columns.is_empty()) {
            let label = stub_label(grid, table, row);
            if is_total_label(label) || totals.contains_key(&row) { RowClass::Total } else { RowClass::Data }
        } else if is_note_line(grid, row) {
            RowClass::Note
        } else if is_wide {
            // Several labels and no figure: a record whose figures are all missing. A group has one label.
            RowClass::Data
        } else if is_of_the_series(grid, table, row, &with_figures) {
            RowClass::Data
        } else {
            RowClass::Group
        };
        if class == RowClass::Note {
            table.notes.push(row_text(grid, row));
        }
        classes.set(row, class);
    }
    totals
}

/// Whether a row without figures is one of a series all the same: its label is written like that of a row beside it, as
/// one month is like another, or it labels figures elsewhere in the table.
fn is_of_the_series(grid: &Grid<'_>, table: &Table, row: u32, with_figures: &BTreeSet<(u32, &str)>) -> bool {
    let Some((column, shape)) = grid.only_cell(row) else { return false };
    if column >= table.first_figure_column() {
        return false;
    }
    let text = grid.sheet.text(row, column);
    let has_figures = |other: u32| has_figures(grid, table, other);
    if shape == Shape::Label {
        return with_figures.contains(&(column, text));
    }
    let near = |mut rows: Box<dyn Iterator<Item = u32>>| {
        rows.find(|other| has_figures(*other)).map(|other| form(grid.sheet.text(other, column)))
    };
    let above = near(Box::new((table.data_rows.0..row).rev().take(NEAR)));
    let below = near(Box::new((row + 1..=table.data_rows.1).take(NEAR)));
    let own = Some(form(text));
    (above.is_none() || above == own) && (below.is_none() || below == own) && above.or(below).is_some()
}

/// So many rows above and below a row without figures show of what kind it is.
const NEAR: usize = 50;

fn has_figures(grid: &Grid<'_>, table: &Table, row: u32) -> bool {
    let first = table.first_figure_column();
    let is_figure =
        |(column, shape): &(u32, Shape)| *column >= first && matches!(shape, Shape::Number | Shape::Missing);
    grid.row(row).iter().any(is_figure)
}

/// The row labels that have figures beside them, with their columns.
fn labels_with_figures<'a>(grid: &Grid<'a>, table: &Table) -> BTreeSet<(u32, &'a str)> {
    let rows = (table.data_rows.0..=table.data_rows.1).filter(|row| has_figures(grid, table, *row));
    let first = table.first_figure_column();
    let stub =
        |row: u32| grid.row(row).iter().map(|(column, _)| *column).take_while(move |column| *column < first);
    rows.flat_map(|row| stub(row).map(move |column| (column, grid.sheet.text(row, column)))).collect()
}

/// A text with its digits made alike: 2020-01 and 2019-11 have one form.
fn form(text: &str) -> String {
    text.trim().chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect()
}

/// The rows that print a year alone over the figures, between the rows of a table, in its header and below that.
fn banner_rows(grid: &Grid<'_>, table: &Table) -> Vec<u32> {
    let is_over_figures =
        |(column, shape): (u32, Shape)| shape == Shape::Period && column >= table.first_figure_column();
    let is_banner = |row: &u32| grid.only_cell(*row).is_some_and(is_over_figures);
    if table.figure_columns.len() < 2 || table.stub_columns == 0 {
        return Vec::new();
    }
    let below_header = table.header_rows.map_or(table.data_rows.0, |(_, last)| last + 1);
    let mut rows: Vec<u32> =
        (below_header.min(table.data_rows.0)..=table.data_rows.1).filter(is_banner).collect();
    if !rows.is_empty()
        && let Some((first, _)) = table.header_rows
    {
        rows.splice(0..0, (first..below_header.min(table.data_rows.0)).filter(is_banner));
    }
    rows
}

fn stub_label<'a>(grid: &Grid<'a>, table: &Table, row: u32) -> &'a str {
    let labels = grid.row(row).iter().filter(|(column, _)| *column < table.first_figure_column());
    labels.map(|(column, _)| grid.sheet.text(row, *column)).next().unwrap_or("")
}

/// The header rows of a table by what they print over the figures, to know them again further down.
struct PrintedHeader<'a> {
    first_figure: u32,
    rows: Vec<Vec<(u32, &'a str)>>,
}

impl<'a> PrintedHeader<'a> {
    fn new(grid: &Grid<'a>, table: &Table) -> Self {
        let first_figure = table.first_figure_column();
        let (first, last) = table.header_rows.unwrap_or((1, 0));
        let over_figures = |row: u32| -> Vec<(u32, &'a str)> {
            let cells = grid.row(row).iter().filter(|(column, _)| *column >= first_figure);
            cells.map(|(column, _)| (*column, grid.sheet.text(row, *column))).collect()
        };
        let rows = (first..=last).map(over_figures).filter(|cells| !cells.is_empty()).collect();
        Self { first_figure, rows }
    }

    /// Whether a row prints one of the header rows again, as after a page break; over the stub it may say something else.
    fn is_repeated_at(&self, grid: &Grid<'_>, row: u32) -> bool {
        let cells = grid.row(row);
        let is_label = |(_, shape): &(u32, Shape)| matches!(shape, Shape::Label | Shape::Period);
        if cells.len() < 2 || !cells.iter().all(is_label) {
            return false;
        }
        let here = cells.iter().filter(|(column, _)| *column >= self.first_figure);
        let here = || here.clone().map(|(column, _)| (*column, grid.sheet.text(row, *column)));
        self.rows.iter().any(|header| header.iter().copied().eq(here()))
    }
}

fn row_text(grid: &Grid<'_>, row: u32) -> String {
    let texts: Vec<&str> = grid.row(row).iter().map(|(column, _)| grid.sheet.text(row, *column)).collect();
    texts.join(" ")
}
