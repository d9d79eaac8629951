//! The balance of a sheet: what became of every cell that holds something, so that nothing is lost in silence.

use crate::places::a1;
use crate::sheet::SheetCells;
use crate::structure::{RowClass, SheetStructure};
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
        let mut unread = Ranges::default();
        for (place, _) in sheet.iter() {
            balance.cells += 1;
            let count = if figures.contains(&place) {
                &mut balance.figures
            } else {
                match part(structure, place, labelling) {
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
        balance
    }
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

/// Cells as ranges: runs down a column, since what is not understood is mostly a column of remarks.
#[derive(Default)]
struct Ranges {
    places: BTreeSet<(u32, u32)>,
}

impl Ranges {
    fn push(&mut self, (row, column): (u32, u32)) {
        self.places.insert((column, row));
    }

    fn finish(self) -> Vec<String> {
        let mut runs: Vec<((u32, u32), u32)> = Vec::new();
        for (column, row) in self.places {
            match runs.last_mut() {
                Some(((_, known), last)) if *known == column && *last + 1 == row => *last = row,
                Some(_) | None => runs.push(((row, column), row)),
            }
        }
        let text = |(first, last): ((u32, u32), u32)| {
            if first.0 == last { a1(first) } else { format!("{}:{}", a1(first), a1((last, first.1))) }
        };
        runs.into_iter().map(text).collect()
    }
}
