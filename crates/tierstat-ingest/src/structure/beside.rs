//! Tables side by side: windows of a sheet that are read each for itself.

use super::Shape;
use super::data_rows::is_data_like;
use super::grid::Grid;
use super::lines::{is_edge_remark, key_and_value};
use super::words::unit_line;
use crate::text::excerpt::is_no_name;
use crate::text::period::parse_period;
use std::collections::{BTreeMap, BTreeSet};

/// A table beside another has at least this many rows of figures.
const FEWEST_ROWS: usize = 2;
/// No table is folded more often than this.
const MOST_FOLDS: usize = 24;
/// The header of a folded table stands in the first so many rows.
const HEADER_WITHIN: usize = 40;

/// The windows of a grid in which tables stand side by side, from the left; `None` where one table fills the width.
///
/// A blank column is not enough, since tables leave columns blank to set parts off: each window must hold a table of its
/// own, with labels that differ at its left, figures, and a header. A table folded to fit a page repeats its header
/// (地区 | 数量 | 地区 | 数量) and needs no blank column.
pub(super) fn windows<'a>(grid: &Grid<'a>, rows: (u32, u32)) -> Option<Vec<Grid<'a>>> {
    let core = core(grid, rows);
    let pieces = pieces(grid, core)?;
    let mut spans: Vec<(u32, u32)> = Vec::new();
    // A table folded to fit the page has one header over all its parts, whatever labels each has.
    let is_folded = |piece: (u32, u32), pieces: &[(u32, u32)]| {
        pieces.iter().any(|other| *other != piece && have_one_header(grid, core, piece, *other))
            && begins_with_labels(grid, core, piece)
    };
    let few = if pieces.len() <= MOST_FOLDS { pieces.as_slice() } else { &[] };
    let folded: Vec<(u32, u32)> = few.iter().copied().filter(|piece| is_folded(*piece, few)).collect();
    let is_table = |grid: &Grid<'_>, core: (u32, u32), piece: (u32, u32)| {
        folded.contains(&piece) || is_table(grid, core, piece)
    };
    for piece in pieces {
        let stands_alone = is_table(grid, core, piece);
        let left_stands = spans.last().is_some_and(|left| is_table(grid, core, *left));
        match spans.last_mut() {
            Some(left) if !(stands_alone && left_stands) => left.1 = piece.1,
            Some(_) | None => spans.push(piece),
        }
    }
    let all_stand = spans.iter().all(|span| is_table(grid, core, *span));
    (spans.len() > 1 && all_stand).then(|| {
        let lines = lines_for_all(grid, (rows.0, core.0));
        // What stands over all or below all; a title reaches to its right only, a unit or a date holds for all.
        let is_shared = |row: u32, column: u32, to: u32| {
            let of_all = || {
                lines.contains(&row)
                    || unit_line(grid.sheet.text(row, column)).is_some()
                    || grid.only_cell(row).is_some_and(|cell| is_edge_remark(grid, row, cell))
            };
            (row < core.0 || row > core.1) && (column <= to || of_all())
        };
        let last = spans.len() - 1;
        let bounds = |index: usize, span: (u32, u32)| {
            // The outer windows take what stands beyond their tables.
            (if index == 0 { 0 } else { span.0 }, if index == last { u32::MAX } else { span.1 })
        };
        let window = |(index, span): (usize, &(u32, u32))| {
            let (from, to) = bounds(index, *span);
            let mut window = grid.window(rows, (from, to), |row, column| is_shared(row, column, to));
            window.set_lines(lines.clone());
            window
        };
        spans.iter().enumerate().map(window).collect()
    })
}

/// The rows above all tables that hold one cell alone, which says the day or the source of all of them. Where two
/// periods stand there, each is of its own table.
fn lines_for_all(grid: &Grid<'_>, (first, end): (u32, u32)) -> Vec<u32> {
    let text = |row: u32| grid.only_cell(row).map(|(column, _)| grid.sheet.text(row, column).trim());
    let is_dated = |row: &u32| text(*row).is_some_and(|text| parse_period(text).is_some());
    let dated: Vec<u32> = (first..end).filter(is_dated).collect();
    let is_pair = |row: &u32| text(*row).and_then(key_and_value).is_some_and(|(_, value)| !value.is_empty());
    let mut lines: Vec<u32> = (first..end).filter(is_pair).collect();
    if let [only] = dated.as_slice() {
        lines.push(*only);
    }
    lines
}

/// The rows between the titles that stand over all tables and the notes that stand below all.
fn core(grid: &Grid<'_>, rows: (u32, u32)) -> (u32, u32) {
    let is_wide = |row: &u32| {
        let is_unit = |column: u32| unit_line(grid.sheet.text(*row, column)).is_some();
        match grid.row(*row) {
            [] | [_] => false,
            // A title with the unit at its right is one line over all tables.
            [(title, _), (unit, _)] => is_unit(*title) || !is_unit(*unit),
            _ => true,
        }
    };
    let first = (rows.0..=rows.1).find(is_wide).unwrap_or(rows.0);
    let last = (first..=rows.1).rev().find(is_wide).unwrap_or(rows.1);
    (first, last)
}

/// The runs of columns that may be tables: between blank columns, or where the header begins anew.
fn pieces(grid: &Grid<'_>, core: (u32, u32)) -> Option<Vec<(u32, u32)>> {
    let mut used = vec![false; grid.sheet.columns() as usize + 1];
    for (column, _) in (core.0..=core.1).flat_map(|row| grid.row(row)) {
        if let Some(place) = used.get_mut(*column as usize) {
            *place = true;
        }
    }
    let mut pieces: Vec<(u32, u32)> = Vec::new();
    for (column, _) in (0..).zip(&used).filter(|(_, is_used)| **is_used) {
        match pieces.last_mut() {
            Some(piece) if piece.1 + 1 == column => piece.1 = column,
            Some(_) | None => pieces.push((column, column)),
        }
    }
    match pieces.as_slice() {
        [] => None,
        [whole] => folded(grid, core, *whole),
        _ => Some(pieces),
    }
}

/// The parts of a folded table: equally wide runs of columns under equal header texts.
fn folded(grid: &Grid<'_>, core: (u32, u32), columns: (u32, u32)) -> Option<Vec<(u32, u32)>> {
    let first_data = (core.0..=core.1).find(|row| is_data_like(grid, *row))?;
    let header = (core.0..first_data).rev().find(|row| grid.row(*row).len() > 2)?;
    let texts: Vec<&str> =
        (columns.0..=columns.1).map(|column| core_of(grid.sheet.text(header, column))).collect();
    let first = *texts.first().filter(|text| !text.is_empty())?;
    let width = texts.iter().skip(1).position(|text| *text == first)? + 1;
    let repeats = width >= 2
        && texts.len().is_multiple_of(width)
        && texts.chunks(width).all(|chunk| chunk == &texts[..width])
        && texts[..width].iter().collect::<BTreeSet<_>>().len() == width;
    let width = u32::try_from(width).ok()?;
    repeats.then(|| {
        (columns.0..=columns.1).step_by(width as usize).map(|from| (from, from + width - 1)).collect()
    })
}

/// A header text without the mark of a note or what stands in brackets behind it, which one part may have alone.
fn core_of(text: &str) -> &str {
    if is_no_name(text) {
        return text;
    }
    let is_behind = |sign: char| "([（［【*†‡§¹²³⁴⁵①②③④⑤⑥⑦⑧⑨".contains(sign);
    match text.find(is_behind) {
        Some(at) if at > 0 => text[..at].trim_end(),
        _ => text.trim_end(),
    }
}

/// Whether a header row says the same over two runs of columns, beginning with the same text.
fn have_one_header(grid: &Grid<'_>, core: (u32, u32), first: (u32, u32), second: (u32, u32)) -> bool {
    let texts = |row: u32, columns: (u32, u32)| -> Vec<&str> {
        (columns.0..=columns.1).map(|column| core_of(grid.sheet.text(row, column))).collect()
    };
    let is_alike = |row: u32| {
        let (left, right) = (texts(row, first), texts(row, second));
        left == right && left.len() > 2 && left.iter().all(|text| !text.is_empty())
    };
    (core.0..=core.1).take(HEADER_WITHIN).take_while(|row| !is_data_like(grid, *row)).any(is_alike)
}

/// Whether the rows of figures in some columns begin with a label, their own or that of a group.
fn begins_with_labels(grid: &Grid<'_>, core: (u32, u32), columns: (u32, u32)) -> bool {
    let window = grid.window(core, columns, |_, _| false);
    let data: Vec<u32> = (core.0..=core.1).filter(|row| is_data_like(&window, *row)).collect();
    let is_labelled = |row: &&u32| {
        let first = window.row(**row).first();
        first.is_some_and(|(_, shape)| matches!(shape, Shape::Label | Shape::Period))
    };
    data.len() >= FEWEST_ROWS && data.iter().filter(is_labelled).count() * 10 >= data.len() * 8
}

/// Whether some columns hold a table of their own.
fn is_table(grid: &Grid<'_>, core: (u32, u32), columns: (u32, u32)) -> bool {
    let window = grid.window(core, columns, |_, _| false);
    let data: Vec<u32> = (core.0..=core.1).filter(|row| is_data_like(&window, *row)).collect();
    let Some(first) = data.first().copied().filter(|_| data.len() >= FEWEST_ROWS) else { return false };
    let has_header = (core.0..first).any(|row| window.row(row).len() >= 2);
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &data {
        if let Some((column, Shape::Label | Shape::Period)) = window.row(*row).first()
            && *column == columns.0
        {
            *labels.entry(grid.sheet.text(*row, *column)).or_default() += 1;
        }
    }
    has_header && labels.len() * 10 >= data.len() * 8
}
