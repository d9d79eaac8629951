//! The shapes of a sheet's cells, row by row, computed once.

use super::shape::{needs_comma, shape_of_digits};
use super::{Shape, context, shape};
use crate::sheet::{Cell, CellKind, SheetCells};
use crate::text::numerals::{Convention, DecimalSign, Separators};

/// A sheet, or a window of one, seen as shapes; rows and columns keep their numbers on the sheet.
pub(super) struct Grid<'a> {
    pub(super) sheet: &'a SheetCells,
    first_row: u32,
    columns: (u32, u32),
    rows: Vec<Vec<(u32, Shape)>>,
    /// The rows above that hold for this window and for those beside it.
    lines: Vec<u32>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(sheet: &'a SheetCells) -> Self {
        // Texts repeat down a column, and what a text looks like takes longer to see than to look up.
        #[expect(
            clippy::disallowed_types,
            reason = "looked up only, so that no order of it reaches anything"
        )]
        let mut known: std::collections::HashMap<&str, Shape> = std::collections::HashMap::new();
        let mut shape_of = |cell: Cell<'a>| match cell.kind {
            CellKind::Text => shape_of_digits(cell.text)
                .unwrap_or_else(|| *known.entry(cell.text).or_insert_with(|| shape(cell))),
            _ => shape(cell),
        };
        let shapes = |row: u32| sheet.row(row).map(|(column, cell)| (column, shape_of(cell))).collect();
        let mut rows: shape::Rows = (1..=sheet.rows()).map(shapes).collect();
        context::mend(sheet, &mut rows);
        read_commas(sheet, &mut rows);
        Self { sheet, first_row: 1, columns: (0, u32::MAX), rows, lines: Vec::new() }
    }

    /// The same sheet with only the cells of some rows and columns, and those that a test lets pass besides.
    pub(super) fn window(
        &self,
        rows: (u32, u32),
        columns: (u32, u32),
        also: impl Fn(u32, u32) -> bool,
    ) -> Self {
        let holds = |row: u32, column: u32| (columns.0..=columns.1).contains(&column) || also(row, column);
        let kept = |row: u32| {
            self.row(row).iter().filter(|(column, _)| holds(row, *column)).copied().collect::<Vec<_>>()
        };
        let rows_kept = (rows.0..=rows.1).map(kept).collect();
        Self { sheet: self.sheet, first_row: rows.0, columns, rows: rows_kept, lines: Vec::new() }
    }

    /// States the rows above that hold for this window and for those beside it.
    pub(super) fn set_lines(&mut self, lines: Vec<u32>) {
        self.lines = lines;
    }

    /// Whether a row holds for the windows beside this one too, so that it heads no column.
    pub(super) fn is_line_for_all(&self, row: u32) -> bool {
        self.lines.contains(&row)
    }

    /// Some rows of the same sheet.
    pub(super) fn band(&self, rows: (u32, u32)) -> Self {
        self.window(rows, self.columns, |_, _| false)
    }

    /// The columns to which the grid is cut.
    pub(super) fn columns(&self) -> (u32, u32) {
        self.columns
    }

    /// The first row.
    pub(super) fn first_row(&self) -> u32 {
        self.first_row
    }

    /// The last row; before the first one where there is none.
    pub(super) fn last_row(&self) -> u32 {
        self.first_row - 1 + u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The cells of a row with their columns, from the left.
    pub(super) fn row(&self, row: u32) -> &[(u32, Shape)] {
        let index = row.checked_sub(self.first_row);
        index.and_then(|index| self.rows.get(index as usize)).map_or(&[], Vec::as_slice)
    }

    /// How many cells of a row have a shape.
    pub(super) fn count(&self, row: u32, shape: Shape) -> usize {
        self.row(row).iter().filter(|(_, found)| *found == shape).count()
    }

    /// The shape of a cell; `None` where nothing stands.
    pub(super) fn shape_at(&self, row: u32, column: u32) -> Option<Shape> {
        let cells = self.row(row);
        let at = cells.binary_search_by_key(&column, |(found, _)| *found).ok()?;
        cells.get(at).map(|(_, shape)| *shape)
    }

    pub(super) fn is_blank(&self, row: u32) -> bool {
        self.row(row).is_empty()
    }

    /// The text of a row's first cell.
    pub(super) fn first_text(&self, row: u32) -> &'a str {
        self.row(row).first().map_or("", |(column, _)| self.sheet.text(row, *column))
    }

    /// The one cell of a row that holds only one.
    pub(super) fn only_cell(&self, row: u32) -> Option<(u32, Shape)> {
        match self.row(row) {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Whether a row numbers its columns: 甲 1 2 3, as tables of Chinese offices do under the header.
    pub(super) fn numbers_its_columns(&self, row: u32) -> bool {
        let count = |text: &str| text.trim_matches(['(', ')']).parse::<u32>().ok();
        let mut numbers = self.row(row).iter().filter(|(_, shape)| *shape == Shape::Number);
        // Nearly every row is told apart by its first number.
        let Some((first, _)) = numbers.next() else { return false };
        if count(self.sheet.text(row, *first)) != Some(1) {
            return false;
        }
        let numbers: Vec<Option<u32>> =
            numbers.map(|(column, _)| count(self.sheet.text(row, *column))).collect();
        // A label that counts too (甲, A) stands over the stub; any other label makes it a row of small figures.
        let counts = |text: &str| {
            matches!(text.trim_matches(['(', ')', '（', '）']), "甲" | "乙" | "丙" | "A" | "B" | "a" | "b")
        };
        let mut labels = self.row(row).iter().filter(|(_, shape)| *shape != Shape::Number);
        numbers.len() >= 2
            && labels.all(|(column, _)| counts(self.sheet.text(row, *column)))
            && (2_u32..).zip(&numbers).all(|(expected, number)| *number == Some(expected))
    }
}

/// Takes 12,5 for a number where the texts of the sheet prove that the comma is their decimal sign.
fn read_commas(sheet: &SheetCells, rows: &mut [Vec<(u32, Shape)>]) {
    let is_label = |(column, shape): &(u32, Shape), row: u32| {
        *shape == Shape::Label
            && sheet
                .get(row, *column)
                .is_some_and(|cell| cell.kind == CellKind::Text && needs_comma(cell.text))
    };
    let open: Vec<(u32, usize)> = (1..)
        .zip(rows.iter())
        .flat_map(|(row, cells)| {
            cells
                .iter()
                .enumerate()
                .filter(move |(_, cell)| is_label(cell, row))
                .map(move |(at, _)| (row, at))
        })
        .collect();
    // One such text may be a list of two as well.
    if open.len() < 2 {
        return;
    }
    let mut separators = Separators::default();
    for row in 1..=sheet.rows() {
        for (_, cell) in sheet.row(row).filter(|(_, cell)| cell.kind == CellKind::Text) {
            separators.add(cell.text);
        }
    }
    if separators.convention() != Convention::Known(DecimalSign::Comma) {
        return;
    }
    for (row, at) in open {
        if let Some((_, shape)) = rows.get_mut(row as usize - 1).and_then(|cells| cells.get_mut(at)) {
            *shape = Shape::Number;
        }
    }
}
