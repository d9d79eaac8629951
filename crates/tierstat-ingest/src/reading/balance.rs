//! The balance of a sheet: what became of every cell that holds something, so that nothing is lost in silence.

use super::ranges::Ranges;
use crate::sheet::{Cell, CellKind, SheetCells};
use crate::structure::{RowClass, Shape, SheetStructure, shape};
use crate::text::numerals::parse_number;
use serde::Serialize;
use std::collections::BTreeSet;

/// How many cells of a sheet became what; the counts add up to the cells.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct Balance {
    /// The cells that hold something.
    pub(crate) cells: u64,
    /// Those that are figures, missing ones with a sign among them.
    pub(crate) figures: u64,
    /// Those that label a row of figures, group rows among them.
    pub(crate) row_labels: u64,
    /// Those that head columns.
    pub(crate) headers: u64,
    /// Those of titles.
    pub(crate) titles: u64,
    /// Those of unit lines.
    pub(crate) units: u64,
    /// Those of notes.
    pub(crate) notes: u64,
    /// Those of which nothing was understood.
    pub(crate) unread: u64,
    /// Where they stand, as ranges in A1.
    pub(crate) not_understood: Vec<String>,
    /// Where numbers stand that are no figures and label nothing, as ranges in A1 with their first cells.
    #[serde(skip)]
    pub(crate) numbers: Vec<((u32, u32), String)>,
}

impl Balance {
    /// Counts the cells of a sheet; `figures` are the places of its figures, `labelling` the columns of a long table
    /// that say what a row means.
    pub(crate) fn new(
        sheet: &SheetCells,
        structure: &SheetStructure,
        figures: &BTreeSet<(u32, u32)>,
        labelling: &BTreeSet<u32>,
    ) -> Self {
        let mut balance = Self::default();
        let (mut unread, mut numbers) = (Ranges::default(), Ranges::default());
        for (place, cell) in sheet.iter() {
            balance.cells += 1;
            let count = if figures.contains(&place) {
                &mut balance.figures
            } else {
                let part = part(structure, place, labelling);
                if may_be_figure(structure, sheet, (place, cell), &part) {
                    numbers.push(place);
                }
                match part {
                    Part::RowLabel => &mut balance.row_labels,
                    Part::Header => &mut balance.headers,
                    Part::Title => &mut balance.titles,
                    Part::Unit => &mut balance.units,
                    Part::Note => &mut balance.notes,
                    Part::Unread => {
                        unread.push(place);
                        &mut balance.unread
                    }
                }
            };
            *count += 1;
        }
        balance.not_understood = unread.finish();
        balance.numbers = numbers.rectangles();
        balance
    }
}

/// Whether a cell that became no figure prints a number all the same, and not the number of a note, a column or a label.
fn may_be_figure(
    structure: &SheetStructure,
    sheet: &SheetCells,
    ((row, column), cell): ((u32, u32), Cell<'_>),
    part: &Part,
) -> bool {
    let is_number = |column: u32| sheet.get(row, column).is_some_and(is_plain_number);
    match part {
        Part::RowLabel | Part::Unit => false,
        Part::Unread => is_number(column) || is_worded_number(cell) || is_digits(cell),
        Part::Header => {
            let holds = |ends: (u32, u32), number: u32| (ends.0..=ends.1).contains(&number);
            let table =
                structure.tables.iter().find(|table| holds(table.rows, row) && holds(table.columns, column));
            is_number(column)
                && table.is_none_or(|table| table.numbering_row != Some(row))
                && !head_columns(sheet, row)
        }
        // A number before a text is that of a note.
        Part::Title | Part::Note => {
            is_number(column) && sheet.row(row).filter(|(other, _)| is_number(*other)).count() > 1
        }
    }
}

/// Whether the numbers of a row ascend, as those do that head columns: ages, months, classes.
fn head_columns(sheet: &SheetCells, row: u32) -> bool {
    let numbers: Vec<f64> = sheet
        .row(row)
        .filter(|(_, cell)| is_plain_number(*cell))
        .filter_map(|(_, cell)| parse_number(cell.text)?.quantity.value)
        .collect();
    numbers.windows(2).all(|pair| pair[0] < pair[1])
}

/// Whether a cell is a number without a word, and no year.
fn is_plain_number(cell: Cell<'_>) -> bool {
    match cell.kind {
        CellKind::Number | CellKind::Text => {
            // 1-9 is a class as often as a number.
            let is_sign = |sign: char| sign.is_alphabetic() || matches!(sign, '-' | '–' | '~' | '～');
            shape(cell) == Shape::Number && !cell.text.trim_start_matches('-').contains(is_sign)
        }
        CellKind::Error | CellKind::FormulaWithoutValue | CellKind::Boolean | CellKind::Date => false,
    }
}

/// Whether a cell holds digits only, as a year does.
fn is_digits(cell: Cell<'_>) -> bool {
    matches!(cell.kind, CellKind::Number | CellKind::Text)
        && cell.text.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell is a number with a word behind it.
fn is_worded_number(cell: Cell<'_>) -> bool {
    let text = cell.text.trim();
    cell.kind == CellKind::Text
        && text.starts_with(|first: char| first.is_ascii_digit())
        && parse_number(text).is_some_and(|number| number.quantity.value.is_some())
}

/// What a cell is that is no figure.
enum Part {
    RowLabel,
    Header,
    Title,
    Unit,
    Note,
    Unread,
}

fn part(structure: &SheetStructure, (row, column): (u32, u32), labelling: &BTreeSet<u32>) -> Part {
    let holds = |ends: (u32, u32), number: u32| (ends.0..=ends.1).contains(&number);
    let within = structure.tables.iter().find(|table| holds(table.rows, row) && holds(table.columns, column));
    let class = match within {
        Some(table) => table.class(row),
        None if structure.tables.is_empty() => None,
        None => structure.class_at((row, column)),
    };
    match class {
        Some(RowClass::Title) => Part::Title,
        Some(RowClass::Unit) => Part::Unit,
        Some(RowClass::Note) => Part::Note,
        Some(RowClass::Header) => Part::Header,
        Some(RowClass::Group) => Part::RowLabel,
        Some(RowClass::Data | RowClass::Total) => {
            let is_label = within.is_some_and(|table| {
                column < table.first_figure_column() || table.label_columns.contains(&column)
            });
            // A table without figures is a list, and nothing of it becomes one.
            let has_figures = within.is_some_and(|table| !table.figure_columns.is_empty());
            if labelling.contains(&column) || (is_label && has_figures) {
                Part::RowLabel
            } else {
                Part::Unread
            }
        }
        Some(RowClass::Blank) | None => Part::Unread,
    }
}
