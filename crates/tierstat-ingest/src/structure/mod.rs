//! What stands where on a sheet: titles, units, headers, groups, data, totals, notes; and which of them are one table.

mod bands;
mod bare_records;
mod beside;
mod classify;
pub(crate) mod column_numbers;
mod columns;
mod context;
mod data_rows;
mod doubt;
mod find;
mod grid;
mod header;
mod key_column;
mod levels;
mod lines;
mod long_export;
mod number_run;
mod outer_labels;
mod reason;
mod row_bands;
mod row_class;
mod row_classes;
mod shape;
mod suppressed;
mod table;
mod table_hint;
mod totals;
mod unit_cells;
pub(crate) mod words;

pub(crate) use doubt::Doubt;
pub use row_class::RowClass;

pub(crate) use row_classes::RowClasses;
pub(crate) use shape::{Shape, shape};
pub(crate) use table::{Label, Reason, Table};
pub(crate) use table_hint::TableHint;

use crate::sheet::SheetCells;

/// The structure of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SheetStructure {
    /// One class for each row from the first; where tables stand side by side, what holds figures names the row.
    pub(crate) classes: Vec<RowClass>,
    /// The classes of the parts into which the sheet is cut.
    pub(crate) parts: Vec<RowClasses>,
    /// The tables from the top.
    pub(crate) tables: Vec<Table>,
}

impl SheetStructure {
    /// The class of the row of a cell, in the part of the sheet where the cell stands.
    pub(crate) fn class_at(&self, (row, column): (u32, u32)) -> Option<RowClass> {
        self.parts.iter().find_map(|part| part.at(row, column))
    }
}

/// Finds the tables of a sheet and classes its rows; hints replace what would be found.
pub(crate) fn analyse(sheet: &SheetCells, hints: &[TableHint]) -> SheetStructure {
    let grid = grid::Grid::new(sheet);
    let found = find::regions(&grid)
        .into_iter()
        .map(|region| classify::classify(region.window.as_ref().unwrap_or(&grid), region.tables));
    let found = merged(&grid, found.collect());
    if hints.is_empty() {
        return found;
    }
    // Hinted tables that share rows stand side by side, and each is read in its own columns.
    let ranges: Vec<_> = hints.iter().filter_map(|hint| hint.range).collect();
    let share_rows = ranges.iter().enumerate().any(|(index, (first, last))| {
        ranges[index + 1..]
            .iter()
            .any(|(other_first, other_last)| first.0 <= other_last.0 && other_first.0 <= last.0)
    });
    if !share_rows {
        let tables = find::hinted_tables(&grid, &found.tables, hints);
        return merged(&grid, vec![classify::classify(&grid, tables)]);
    }
    let parts = hints.iter().map(|hint| {
        let region = match hint.range {
            Some((first, last)) => grid.window((first.0, last.0), (first.1, last.1), |_, _| false),
            None => grid.band((1, grid.last_row())),
        };
        let base = find::tables(&region);
        let tables = find::hinted_tables(&region, &base, std::slice::from_ref(hint));
        classify::classify(&region, tables)
    });
    merged(&grid, parts.collect())
}

/// The structure of a whole sheet from those of its parts.
fn merged(grid: &grid::Grid<'_>, found: Vec<(RowClasses, Vec<Table>)>) -> SheetStructure {
    let blank = |row| if grid.is_blank(row) { RowClass::Blank } else { RowClass::Note };
    let mut classes: Vec<Option<RowClass>> = vec![None; grid.last_row() as usize];
    let mut structure = SheetStructure::default();
    for (part, tables) in found {
        for (row, class) in part.iter() {
            if let Some(place) = classes.get_mut(row as usize - 1) {
                *place = Some(place.map_or(class, |known| stronger(known, class)));
            }
        }
        structure.parts.push(part);
        structure.tables.extend(tables);
    }
    for table in &mut structure.tables {
        let doubt = table.doubt_of_levels();
        table.doubts.extend(doubt);
    }
    structure.classes = (1..).zip(classes).map(|(row, class)| class.unwrap_or_else(|| blank(row))).collect();
    structure
}

/// Of two classes of one row the one that says more of it.
fn stronger(first: RowClass, second: RowClass) -> RowClass {
    const ORDER: [RowClass; 8] = [
        RowClass::Data,
        RowClass::Total,
        RowClass::Header,
        RowClass::Group,
        RowClass::Unit,
        RowClass::Title,
        RowClass::Note,
        RowClass::Blank,
    ];
    ORDER.into_iter().find(|class| *class == first || *class == second).unwrap_or(first)
}

/// The structure of a long table: one header row, one figure a row in the value columns, all other columns its meaning.
pub(crate) fn long_table(sheet: &SheetCells, header_row: u32, value_columns: Vec<u32>) -> SheetStructure {
    let grid = grid::Grid::new(sheet);
    merged(&grid, vec![find::long_table(&grid, header_row, value_columns)])
}
