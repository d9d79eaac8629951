//! Header rows: what stands over the figures and spans their columns.

use super::Shape;
use super::columns::used_columns;
use super::data_rows::is_data_like;
use super::grid::Grid;
use super::lines::{is_edge_remark, is_form_line, is_note_line};
use super::words::{heads_areas, is_note, numbers_a_table, unit_line};
use crate::text::characters::is_chinese;
use std::collections::BTreeSet;

/// What stands above is looked for in so many rows.
const LOOKED_BACK: usize = 60;
/// Group labels are looked for in so many rows.
const GROUPS_WITHIN: usize = 200;
/// Blank rows that may stand between the header and the data, or between stacked header rows.
const HEADER_GAP: u32 = 6;
/// A header cell is shorter than this; longer texts are titles and remarks. In characters.
const HEADER_CELL: usize = 60;
/// A text up to this long may head the stub with nothing above it; a longer one is a title. In characters.
const STUB_HEAD: usize = 8;
/// Texts up to this long may stand in every cell of a row to fill it. In characters.
const FILLER: usize = 8;

/// The header rows over the first data row: from just above it up to the first row that spans no columns.
pub(super) fn header_above(
    grid: &Grid<'_>,
    data_first: u32,
    from: u32,
    firsts: (u32, u32),
) -> Option<(u32, u32)> {
    let last_column = used_columns(grid, from, data_first).1;
    let search = Search { grid, from, data_first, firsts, last_column };
    let mut header: Option<(u32, u32)> = None;
    let mut gap = 0;
    let mut row = data_first;
    while row > from {
        row -= 1;
        if grid.is_blank(row) {
            gap += 1;
            if header.is_some() && gap > HEADER_GAP {
                break;
            }
            continue;
        }
        // However far above the data, a row of labels over most of its columns can only be its header.
        if gap > HEADER_GAP && !search.is_complete(row) {
            break;
        }
        if search.is_header_row(row, header, gap) {
            header = Some((row, header.map_or(row, |(_, last)| last)));
        } else if header.is_some() || !search.is_group_like(row) {
            break;
        }
        gap = 0;
    }
    let (top, last) = header?;
    let last = search.stub_head_below((top, last)).unwrap_or(last);
    Some((search.merged_top(top), last))
}

/// What is known while the header of a table is looked for.
struct Search<'a, 'b> {
    grid: &'b Grid<'a>,
    /// The first row that may belong to it.
    from: u32,
    data_first: u32,
    /// The first column, and the first that holds figures.
    firsts: (u32, u32),
    last_column: u32,
}

impl Search<'_, '_> {
    /// The highest row to which a region merged over the top header row reaches.
    fn merged_top(&self, top: u32) -> u32 {
        let columns = self.firsts.0..=self.last_column;
        let origins = columns.filter_map(|column| self.grid.sheet.merged.origin(top, column));
        origins.map(|(row, _)| row).filter(|row| *row >= self.from).min().unwrap_or(top)
    }

    /// The last column that holds no label in the first row of data; remarks stand behind it.
    fn last_figure(&self) -> u32 {
        let figures = self.grid.row(self.data_first).iter().filter(|(_, shape)| *shape != Shape::Label);
        figures.map(|(column, _)| *column).max().unwrap_or(self.last_column)
    }

    /// Whether a row has labels over most columns of the first data row, and over those of figures.
    fn is_complete(&self, row: u32) -> bool {
        let labels =
            self.grid.row(row).iter().filter(|(_, shape)| matches!(shape, Shape::Label | Shape::Period));
        let columns: Vec<u32> = labels.map(|(column, _)| *column).collect();
        let data = self.grid.row(self.data_first);
        let headed = data.iter().filter(|(column, _)| columns.binary_search(column).is_ok()).count();
        let over_figures = columns.iter().filter(|column| **column >= self.firsts.1).count();
        columns.len() >= 2 && over_figures > 0 && headed * 10 >= data.len() * 7
    }

    /// Whether the next row of several labels above is a complete header.
    fn is_under_complete(&self, row: u32) -> bool {
        let above = (self.from..row).rev().take(LOOKED_BACK).find(|above| self.grid.row(*above).len() >= 2);
        above.is_some_and(|above| self.is_complete(above))
    }

    /// Whether a row is one label or period that may hold for the rows below it.
    fn is_group_like(&self, row: u32) -> bool {
        let text = self.grid.first_text(row);
        self.grid.only_cell(row).is_some_and(|(_, shape)| matches!(shape, Shape::Label | Shape::Period))
            && !self.grid.is_line_for_all(row)
            && !is_note_line(self.grid, row)
            && text.chars().count() <= HEADER_CELL
    }

    /// The row right below the header that holds the head of the stub alone, where the header has none or it names areas.
    fn stub_head_below(&self, (top, last): (u32, u32)) -> Option<u32> {
        let grid = self.grid;
        let mut below = (last + 1..self.data_first).filter(|row| !grid.is_blank(*row));
        let row = below.next().filter(|row| *row == last + 1)?;
        let (column, shape) = grid.only_cell(row)?;
        let text = grid.sheet.text(row, column).trim();
        if column != self.firsts.0 || shape != Shape::Label || below.next().is_some() {
            return None;
        }
        // A label that holds for the rows below has others like it, or says that it goes on.
        let has_head = (top..=last).any(|header| !grid.sheet.text(header, column).is_empty());
        let goes_on = text.ends_with(['-', '–', '—', ':', '：']);
        let is_alike = |other: u32| {
            grid.only_cell(other).is_some_and(|(at, shape)| at == column && shape == Shape::Label)
                && is_data_like(grid, other + 1)
        };
        let has_others = (self.data_first..grid.last_row()).take(GROUPS_WITHIN).any(is_alike);
        // 省份 heads places; 东部地区 is one.
        let is_one_word = !text.contains(' ') && (text.is_ascii() || text.chars().count() <= 3);
        ((!has_head && !goes_on || is_one_word && heads_areas(text)) && !has_others).then_some(row)
    }

    fn is_header_row(&self, row: u32, found: Option<(u32, u32)>, gap: u32) -> bool {
        match self.grid.row(row) {
            [] => false,
            _ if self.grid.is_line_for_all(row) => false,
            [only] => self.is_header_cell(row, *only, found, gap),
            _ => self.is_row_of_heads(row, found, gap),
        }
    }

    fn is_row_of_heads(&self, row: u32, found: Option<(u32, u32)>, gap: u32) -> bool {
        let (grid, (first_column, first_figure)) = (self.grid, self.firsts);
        let cells = grid.row(row);
        let text = |column: u32| grid.sheet.text(row, column);
        let units = cells.iter().filter(|(column, _)| unit_line(text(*column)).is_some()).count();
        let own = cells.iter().filter(|(column, _)| text(*column).chars().count() <= HEADER_CELL * 2).count();
        if is_note_line(grid, row) || is_form_line(grid, row) {
            return false;
        }
        let Some((top, last)) = found else {
            // Long names are names where there is one over every column.
            return own * 2 > cells.len() || self.is_complete(row);
        };
        // Above a header row: a name and its value (Data source | Yearbook) over the stub, or one title in every cell.
        let is_headed = |column: u32| (top..=last).any(|below| !grid.sheet.text(below, column).is_empty());
        let over_stub =
            gap > 0 && cells.iter().all(|(column, _)| *column < first_figure && is_headed(*column));
        let texts: BTreeSet<&str> = cells.iter().map(|(column, _)| text(*column)).collect();
        // A title in every cell from the stub on; a short text only fills them (None), and a gap makes it a span.
        let fills_row = (first_column..).zip(cells).all(|(expected, (column, _))| expected == *column);
        let is_title_like = |text: &&str| {
            text.chars().count() > FILLER || (text.chars().count() > 3 && text.chars().all(is_chinese))
        };
        // Over one column of figures the title stands twice; a label that spans stands over figures only.
        let is_wide = cells.len() > 2
            || first_figure > first_column && cells.iter().any(|(column, _)| *column == self.last_column);
        let is_one_title = texts.len() == 1 && is_wide && fills_row && texts.iter().all(is_title_like);
        // A title with the unit, a date or a remark at the right edge is no header; nor are two texts with a unit line.
        let is_title_with_remark = match cells {
            [(title, Shape::Label), remark] => {
                units > 0
                    || (*title == first_column
                        && remark.0 > first_figure
                        && is_headed(*title)
                        && is_edge_remark(grid, row, *remark)
                        && grid.sheet.merged.origin(row, remark.0).is_none())
            }
            [_, _] => units > 0,
            _ => false,
        };
        own * 2 > cells.len() && !over_stub && !is_one_title && !is_title_with_remark
    }

    /// Whether a cell that stands alone on its row heads a column or spans some.
    fn is_header_cell(
        &self,
        row: u32,
        (column, shape): (u32, Shape),
        found: Option<(u32, u32)>,
        gap: u32,
    ) -> bool {
        let (grid, (first_column, first_figure)) = (self.grid, self.firsts);
        let text = grid.sheet.text(row, column);
        let is_short = text.chars().count() <= HEADER_CELL;
        if unit_line(text).is_some()
            || is_note(text)
            || numbers_a_table(text)
            || !is_short
            || column < first_column
        {
            return false;
        }
        match found {
            // A single label right of the edge heads its column, or spans some, where a header row stands below; but what
            // stands at the right edge of the sheet may be a unit or a date, and what stands first of all is the title.
            Some((top, last)) if column > first_column => {
                let is_headed = (top..=last).any(|below| !grid.sheet.text(below, column).is_empty());
                let is_remark = (column == self.last_column || column >= self.last_figure())
                    && column > first_figure
                    && is_headed
                    && is_edge_remark(grid, row, (column, shape));
                let is_merged = grid.sheet.merged.origin(row, column).is_some();
                let is_first_of_all = row - self.from <= LOOKED_BACK as u32
                    && (self.from..row).all(|above| {
                        grid.is_blank(above) || grid.only_cell(above).is_some_and(|(at, _)| at == column)
                    });
                let starts_at_stub = !grid.sheet.text(top, first_column).is_empty();
                // A period over the first column of figures spans them all.
                let spans_all = shape == Shape::Period && column == first_figure;
                let is_title = is_first_of_all && starts_at_stub && self.is_complete(top) && !spans_all;
                (is_merged || (!is_remark && !is_title)) && (gap <= 3 || shape == Shape::Period)
            }
            // The head of the stub may stand higher than the rest; a title above it stays the title.
            Some((top, _)) => {
                gap == 0
                    && grid.row(top).first().is_some_and(|(first, _)| *first > first_column)
                    && (text.chars().count() <= STUB_HEAD || has_title(grid, self.from, row))
                    || spanned_above(grid, row, first_figure)
            }
            // Under a complete header a period, or a label that stands apart, holds for the rows below.
            None => {
                let stands_apart = gap > 0 && row > self.from && grid.is_blank(row - 1);
                let is_group = (shape == Shape::Period || stands_apart) && self.is_under_complete(row);
                column >= first_figure && column > 1 && !is_group
            }
        }
    }
}

/// Whether a title stands somewhere above a row: one text, and no note of the table before.
fn has_title(grid: &Grid<'_>, from: u32, row: u32) -> bool {
    (from..row).any(|above| grid.only_cell(above).is_some() && !is_note(grid.first_text(above)))
}

/// Whether the next filled row above, at most two blank rows away, stands over figure columns only: a header row.
fn spanned_above(grid: &Grid<'_>, row: u32, first_figure: u32) -> bool {
    let above = (row.saturating_sub(3).max(1)..row).rev().find(|above| !grid.is_blank(*above));
    above.is_some_and(|above| {
        let cells = grid.row(above);
        cells.len() >= 2 && cells.iter().all(|(column, _)| *column >= first_figure)
    })
}
