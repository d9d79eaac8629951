//! Header rows: what stands over the figures and spans their columns.

use super::Shape;
use super::columns::used_columns;
use super::grid::Grid;
use super::words::{is_note, numbers_a_table, unit_line};
use std::collections::BTreeSet;

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
    let mut header: Option<(u32, u32)> = None;
    let mut gap = 0;
    let mut row = data_first;
    while row > from {
        row -= 1;
        if grid.is_blank(row) {
            gap += 1;
            if gap > HEADER_GAP {
                break;
            }
            continue;
        }
        if is_header_row(grid, row, from, firsts, header, gap) {
            header = Some((row, header.map_or(row, |(_, last)| last)));
        } else if header.is_some() || !is_group_like(grid, row) {
            break;
        }
        gap = 0;
    }
    let columns = (firsts.0, used_columns(grid, from, data_first).1);
    header.map(|(top, last)| (merged_top(grid, top, from, columns), last))
}

/// The highest row to which a region merged over the top header row reaches.
fn merged_top(grid: &Grid<'_>, top: u32, from: u32, columns: (u32, u32)) -> u32 {
    let origins = (columns.0..=columns.1).filter_map(|column| grid.sheet.merged.origin(top, column));
    origins.map(|(row, _)| row).filter(|row| *row >= from).min().unwrap_or(top)
}

fn is_group_like(grid: &Grid<'_>, row: u32) -> bool {
    grid.only_cell(row).is_some_and(|(_, shape)| shape == Shape::Label)
        && !is_note(grid.first_text(row))
        && grid.first_text(row).chars().count() <= HEADER_CELL
}

fn is_header_row(
    grid: &Grid<'_>,
    row: u32,
    from: u32,
    (first_column, first_figure): (u32, u32),
    found: Option<(u32, u32)>,
    gap: u32,
) -> bool {
    let cells = grid.row(row);
    let units = cells.iter().filter(|(column, _)| unit_line(grid.sheet.text(row, *column)).is_some()).count();
    let own = cells
        .iter()
        .filter(|(column, _)| grid.sheet.text(row, *column).chars().count() <= HEADER_CELL * 2)
        .count();
    if cells.len() >= 2 {
        // Above a header row: a name and its value (Data source | Yearbook) over the stub, or one title in every cell.
        let is_headed = |column: u32| {
            found.is_some_and(|(top, last)| {
                (top..=last).any(|below| !grid.sheet.text(below, column).is_empty())
            })
        };
        let over_stub =
            gap > 0 && cells.iter().all(|(column, _)| *column < first_figure && is_headed(*column));
        let texts: BTreeSet<&str> = cells.iter().map(|(column, _)| grid.sheet.text(row, *column)).collect();
        // A title in every cell from the stub on; a short text only fills them (None), and a gap makes it a span.
        let fills_row = (first_column..).zip(cells).all(|(expected, (column, _))| expected == *column);
        let is_one_title = texts.len() == 1
            && cells.len() > 2
            && fills_row
            && texts.iter().all(|text| text.chars().count() > FILLER);
        if found.is_some() && (over_stub || is_one_title) {
            return false;
        }
        // Two texts side by side, one of them the unit line, are a title row.
        return own * 2 > cells.len()
            && !(cells.len() == 2 && units > 0 && found.is_some())
            && !is_note(grid.first_text(row));
    }
    let Some((column, shape)) = grid.only_cell(row) else { return false };
    let text = grid.sheet.text(row, column);
    let is_short = text.chars().count() <= HEADER_CELL;
    if units > 0 || is_note(text) || numbers_a_table(text) || !is_short {
        return false;
    }
    let over_figures = column >= first_figure;
    if column < first_column {
        return false;
    }
    match found {
        // A single label right of the edge heads its column, or spans some, where a header row stands below.
        Some(_) if column > first_column => gap <= 3 || shape == Shape::Period,
        // The head of the stub may stand higher than the rest; a title above it stays the title.
        Some((top, _)) => {
            gap == 0
                && grid.row(top).first().is_some_and(|(first, _)| *first >= first_figure)
                && (text.chars().count() <= STUB_HEAD || has_title(grid, from, row))
                || spanned_above(grid, row, first_figure)
        }
        None => over_figures && column > 1,
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
