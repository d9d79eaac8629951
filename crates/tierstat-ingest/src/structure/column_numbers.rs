//! How the columns of a table print their numbers: the decimal sign that their cells prove together.

use crate::sheet::{Cell, CellKind, SheetCells};
use crate::text::numerals::{Convention, DecimalSign, PrintedNumber, Separators, parse_number_with};
use std::collections::BTreeMap;

/// The decimal sign of each column of figures.
#[derive(Debug, Clone)]
pub(crate) struct ColumnNumbers {
    columns: BTreeMap<u32, Convention>,
    of_table: Convention,
}

impl ColumnNumbers {
    /// Sees the columns of some rows; what a column leaves open the table says, and what the table leaves open the sheet.
    pub(crate) fn new(sheet: &SheetCells, rows: (u32, u32), columns: &[u32]) -> Self {
        let mut each: BTreeMap<u32, Separators> =
            columns.iter().map(|column| (*column, Separators::default())).collect();
        let mut has_open = false;
        for row in rows.0..=rows.1.min(sheet.rows()) {
            for (column, cell) in sheet.row(row).filter(|(_, cell)| cell.kind == CellKind::Text) {
                let Some(separators) = each.get_mut(&column) else { continue };
                separators.add(cell.text);
                has_open |= Convention::Assumed.leaves_open(cell.text);
            }
        }
        let of_table = each.values().fold(Separators::default(), |sum, column| sum.and(*column)).convention();
        let of_table = match of_table {
            Convention::Assumed if has_open => of_sheet(sheet),
            known => known,
        };
        let convention = |separators: Separators| match separators.convention() {
            Convention::Assumed => of_table,
            own => own,
        };
        Self { columns: each.into_iter().map(|(column, own)| (column, convention(own))).collect(), of_table }
    }

    /// The number that a text of a column prints.
    pub(crate) fn parse(&self, column: u32, text: &str) -> Option<PrintedNumber> {
        parse_number_with(text, self.of(column).sign())
    }

    /// Whether the number of a cell may well mean another one than is read.
    pub(crate) fn leaves_open(&self, column: u32, cell: Cell<'_>) -> bool {
        cell.kind == CellKind::Text && self.of(column).leaves_open(cell.text)
    }

    /// The decimal sign by which a column is read.
    pub(crate) fn sign(&self, column: u32) -> DecimalSign {
        self.of(column).sign()
    }

    fn of(&self, column: u32) -> Convention {
        self.columns.get(&column).copied().unwrap_or(self.of_table)
    }
}

/// What all texts of a sheet prove; its first cells tell what its last ones would.
fn of_sheet(sheet: &SheetCells) -> Convention {
    const SAMPLE: usize = 20_000;
    let mut separators = Separators::default();
    let cells = (1..=sheet.rows()).flat_map(|row| sheet.row(row)).take(SAMPLE);
    for (_, cell) in cells.filter(|(_, cell)| cell.kind == CellKind::Text) {
        separators.add(cell.text);
    }
    match separators.convention() {
        // Four digits anywhere on a sheet (a code, a postal code) say nothing of this table.
        Convention::Known(DecimalSign::Point) if !separators.has_points() => Convention::Assumed,
        convention => convention,
    }
}
