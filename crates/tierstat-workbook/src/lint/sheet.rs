//! What one worksheet holds.

use super::area::Area;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    Nothing,
    /// A number.
    Number(f64),
    /// A text, by its number.
    Text(u32),
    /// A truth value, a date in words or an error.
    Other,
}

/// A cell, or a run of cells in a row that only have a format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SheetCell {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) style: u32,
    pub(crate) value: Value,
}

/// A row with cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct SheetRow {
    pub(crate) number: u32,
    /// In points, where a person has set it.
    pub(crate) height: Option<f64>,
    pub(crate) is_hidden: bool,
    /// In order of column.
    pub(crate) cells: Vec<SheetCell>,
}

/// Columns with a width of their own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ColumnRun {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) width: Option<f64>,
    pub(crate) is_hidden: bool,
}

/// What stands over a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Floating {
    /// A picture.
    Picture,
    /// A chart or diagram.
    Chart,
    /// A shape or a box with text.
    Shape,
    /// A comment.
    Comment,
}

/// A condition that gives cells a format.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) area: Option<Area>,
    pub(crate) is_colour_scale: bool,
    /// The place of the format.
    pub(crate) difference: Option<usize>,
}

/// What Excel calls a table.
#[derive(Debug, Clone)]
pub(crate) struct MarkedTable {
    pub(crate) name: String,
    pub(crate) area: Area,
    pub(crate) header_rows: u32,
    pub(crate) columns: Vec<String>,
    pub(crate) has_filter: bool,
    pub(crate) style: Option<String>,
    pub(crate) has_stripes: bool,
}

/// A worksheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) is_hidden: bool,
    /// Whether it has cells; sheets of charts and dialogs have none.
    pub(crate) is_worksheet: bool,
    /// In order of their number.
    pub(crate) rows: Vec<SheetRow>,
    /// Runs of hidden rows.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Whether rows that are not written are hidden.
    pub(crate) hides_other_rows: bool,
    pub(crate) columns: Vec<ColumnRun>,
    pub(crate) usual_width: Option<f64>,
    pub(crate) usual_height: Option<f64>,
    /// In order of row and column.
    pub(crate) merges: Vec<Area>,
    /// Those of them that have several rows.
    pub(crate) tall_merges: Vec<Area>,
    pub(crate) filter: Option<Area>,
    pub(crate) is_frozen: bool,
    pub(crate) active_cell: Option<String>,
    pub(crate) top_left: Option<String>,
    /// The cells of links.
    pub(crate) links: Vec<Area>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) has_header_or_footer: bool,
    pub(crate) has_background: bool,
    pub(crate) tables: Vec<MarkedTable>,
    pub(crate) floating: Vec<(Floating, Option<Area>)>,
}

impl SheetRow {
    /// The cell at a column, where one is written.
    pub(crate) fn cell(&self, column: u32) -> Option<&SheetCell> {
        let place = self.cells.partition_point(|cell| cell.last < column);
        self.cells.get(place).filter(|cell| cell.first <= column)
    }
}

impl Sheet {
    /// A row, where it is written.
    pub(crate) fn row(&self, number: u32) -> Option<&SheetRow> {
        let place = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(place)
    }

    /// The rows of an area that are written.
    pub(crate) fn rows_of(&self, area: &Area) -> &[SheetRow] {
        let first = self.rows.partition_point(|row| row.number < area.first_row);
        let last = self.rows.partition_point(|row| row.number <= area.last_row);
        self.rows.get(first..last).unwrap_or_default()
    }

    /// The cell at a place, where one is written.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<&SheetCell> {
        self.row(row)?.cell(column)
    }

    /// The width of a column in characters.
    pub(crate) fn width(&self, column: u32) -> f64 {
        let own = self.column(column).and_then(|run| run.width);
        own.or(self.usual_width).unwrap_or(9.14)
    }

    /// What is said of a column.
    pub(crate) fn column(&self, column: u32) -> Option<&ColumnRun> {
        let place = self.columns.partition_point(|run| run.last < column);
        self.columns.get(place).filter(|run| run.first <= column)
    }

    /// Whether a column is hidden.
    pub(crate) fn hides_column(&self, column: u32) -> bool {
        self.column(column).is_some_and(|run| run.is_hidden)
    }

    /// The merged area that holds a cell.
    pub(crate) fn merge(&self, row: u32, column: u32) -> Option<&Area> {
        let until =
            self.merges.partition_point(|merge| (merge.first_row, merge.first_column) <= (row, column));
        let nearest = self.merges.get(..until)?.last().filter(|merge| merge.holds(row, column));
        nearest.or_else(|| self.tall_merges_near(row).find(|merge| merge.holds(row, column)))
    }

    /// The columns of a row from one up to another that no merged area covers, as runs.
    pub(crate) fn unmerged(&self, row: u32, first: u32, end: u32) -> Vec<(u32, u32)> {
        let from = self.merges.partition_point(|merge| merge.first_row < row);
        let to = self.merges.partition_point(|merge| merge.first_row <= row);
        let here = self.merges.get(from..to).unwrap_or_default().iter();
        let mut covers: Vec<(u32, u32)> = here
            .chain(self.tall_merges_near(row).filter(|merge| merge.has_row(row)))
            .map(|merge| (merge.first_column, merge.last_column))
            .collect();
        covers.sort_unstable();
        let (mut runs, mut next) = (Vec::new(), first);
        for (from, to) in covers.into_iter().filter(|(from, to)| *from < end && *to >= first) {
            if from > next {
                runs.push((next, from - 1));
            }
            next = next.max(to.saturating_add(1));
        }
        if next < end {
            runs.push((next, end - 1));
        }
        runs
    }

    /// The merged areas of several rows that begin at or above a row, the nearest first.
    fn tall_merges_near(&self, row: u32) -> impl Iterator<Item = &Area> {
        let until = self.tall_merges.partition_point(|merge| merge.first_row <= row);
        self.tall_merges.get(..until).unwrap_or_default().iter().rev().take(MERGES_LOOKED_AT)
    }
}

/// So many merged areas of several rows that begin at or above a row are looked at.
const MERGES_LOOKED_AT: usize = 300;
