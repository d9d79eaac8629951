//! Rows of figures: where data begins and ends, and where another table begins below.

use super::Shape;
use super::grid::Grid;
use super::lines::{explains_mark, is_note_line};
use super::words::{is_note, says_continued, unit_line};
use std::collections::BTreeMap;

/// So many rows ahead are enough to see whether data begins.
const LOOKED_AHEAD: usize = 300;
/// A header above is looked for no further than this.
const LOOKED_BACK: usize = 60;
/// So many rows of a table show which of its columns hold labels.
const SHOWN: u32 = 10;

/// Whether a row holds figures: a number that does not stand alone at the left.
pub(super) fn is_data_like(grid: &Grid<'_>, row: u32) -> bool {
    let cells = grid.row(row);
    let numbers = grid.count(row, Shape::Number);
    let values = numbers + grid.count(row, Shape::Missing);
    let labels = grid.count(row, Shape::Label);
    let first_is_number = cells.first().is_some_and(|(_, shape)| *shape == Shape::Number);
    let alone = cells.len() == 1 && grid.sheet.columns() > 1;
    // A number before text only is the number of a note, unless those beside it count otherwise.
    let numbers_a_note =
        first_is_number && numbers == 1 && labels > 0 && values == 1 && !is_value_first(grid, row);
    numbers > 0 && !alone && !numbers_a_note && !grid.numbers_its_columns(row)
}

/// Whether the first cell of a row is a value before its labels: more than one label follows, and the numbers right above
/// and below do not count on to it as the numbers of notes and records do.
fn is_value_first(grid: &Grid<'_>, row: u32) -> bool {
    let [(column, _), _, _, ..] = grid.row(row) else { return false };
    let number = |row: u32| -> Option<f64> {
        let is_first = grid.row(row).first().is_some_and(|first| *first == (*column, Shape::Number));
        is_first.then(|| grid.sheet.text(row, *column).replace(',', "").parse().ok())?
    };
    let Some(own) = number(row) else { return false };
    let above = row.checked_sub(1).and_then(number);
    let below = number(row + 1);
    let counts_on = |other: f64| (other - own).abs() <= 1.0;
    above.or(below).is_some() && !above.is_some_and(counts_on) && !below.is_some_and(counts_on)
}

/// Whether data begins at a row: it holds figures, and so do most of the rows below it.
pub(super) fn begins_data(grid: &Grid<'_>, row: u32) -> bool {
    if !is_data_like(grid, row) {
        return false;
    }
    // A header with one number among its labels is no data row where the next rows are full of numbers.
    let numbers = grid.count(row, Shape::Number) + grid.count(row, Shape::Missing);
    // Rows whose figures are all missing say nothing against it.
    let is_missing = |next: u32| grid.count(next, Shape::Number) == 0 && grid.count(next, Shape::Missing) > 0;
    let mut following: Vec<u32> = (row + 1..=grid.last_row())
        .take(LOOKED_AHEAD)
        .filter(|next| grid.row(*next).len() > 1 && !is_missing(*next))
        .take(6)
        .collect();
    if following.is_empty() {
        return true;
    }
    // What stands under a title and a header of its own is another table, which may be of texts.
    let begins_anew = |row: &u32| {
        grid.row(*row).iter().all(|(_, shape)| *shape == Shape::Label)
            && grid.only_cell(*row - 1).is_some_and(|(_, shape)| shape == Shape::Label)
            && grid.is_blank(*row - 2)
    };
    match following.iter().position(begins_anew) {
        Some(0) | None => {}
        Some(anew) => following.truncate(anew),
    }
    let data_like = following.iter().filter(|next| is_data_like(grid, **next)).count();
    let most = following.iter().map(|next| grid.count(*next, Shape::Number)).max().unwrap_or(0);
    let labels = grid.count(row, Shape::Label);
    // No data row carries more labels than the rows below it by more than a stray one.
    let usual_labels = following
        .iter()
        .filter(|next| is_data_like(grid, **next))
        .map(|next| grid.count(*next, Shape::Label))
        .max()
        .unwrap_or(0);
    data_like * 2 >= following.len() && (numbers * 3 >= most || labels <= 1) && labels <= usual_labels + 1
}

/// The last row of some that holds figures, or a sign or a year in a column of figures: a footer has none.
pub(super) fn last_with_figures(grid: &Grid<'_>, rows: (u32, u32), first_figure: u32) -> u32 {
    let has_figures = |row: &u32| {
        let mut over = grid.row(*row).iter().filter(|(column, _)| *column >= first_figure);
        is_data_like(grid, *row) || over.any(|(_, shape)| matches!(shape, Shape::Missing | Shape::Period))
    };
    (rows.0..=rows.1).rev().find(has_figures).unwrap_or(rows.0)
}

/// The last row with figures before a row.
pub(super) fn data_end(grid: &Grid<'_>, data_first: u32, before: u32) -> u32 {
    let has_values = |row: u32| {
        is_data_like(grid, row)
            || (grid.row(row).len() > 1
                && grid.count(row, Shape::Missing) + grid.count(row, Shape::Period) > 0
                && grid.count(row, Shape::Label) <= 2)
    };
    (data_first..=before).rev().find(|row| has_values(*row)).unwrap_or(data_first)
}

/// The first of the records right above the first full row of figures: their figures are missing, or few.
///
/// A header says something over the columns of figures, and a record does not: it has signs for missing numbers there, or
/// numbers, or nothing, where a header above is complete or its labels stand in the records below too (阿鲁巴 | 能源投资
/// over 阿富汗 | 能源投资 | 12).
pub(super) fn first_record(
    grid: &Grid<'_>,
    data_first: u32,
    from: u32,
    (first_column, first_figure): (u32, u32),
) -> u32 {
    let shown = data_first..data_first.saturating_add(SHOWN);
    // A column of remarks among the figures or behind them says nothing of a row.
    let mut shapes: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for (column, shape) in shown.clone().flat_map(|row| grid.row(row)) {
        let (labels, all) = shapes.entry(*column).or_default();
        *labels += u32::from(*shape == Shape::Label);
        *all += 1;
    }
    let holds_labels = |column: u32| shapes.get(&column).is_some_and(|(labels, all)| labels * 2 > *all);
    let repeats = |column: u32, text: &str| {
        shown.clone().filter(|below| grid.sheet.text(*below, column) == text).count() >= 2
    };
    let over_figures = |row: u32| -> Vec<(u32, Shape)> {
        let cells = grid.row(row).iter().copied();
        cells.filter(|(column, _)| *column >= first_figure && !holds_labels(*column)).collect()
    };
    let figure_columns = over_figures(data_first).len().max(1);
    // Above, a row names the columns of figures and whatever columns hold the cells of this row.
    let is_headed = |row: u32| {
        let above = (from..row).rev().take(LOOKED_BACK);
        let mut above = above.filter(|above| grid.row(*above).len() >= 2).take(SHOWN as usize);
        above.any(|above| {
            let heads = over_figures(above);
            heads.len() * 2 >= figure_columns
                && heads.iter().all(|(_, shape)| matches!(shape, Shape::Label | Shape::Period))
                && grid.row(row).iter().all(|(column, _)| {
                    let head = grid.sheet.text(above, *column);
                    !head.is_empty() && head != grid.sheet.text(row, *column)
                })
        })
    };
    let is_record = |row: u32| {
        let cells = grid.row(row);
        let over = over_figures(row);
        let repeated = || {
            let mut labels = cells.iter().filter(|(_, shape)| *shape == Shape::Label);
            labels.any(|(column, _)| repeats(*column, grid.sheet.text(row, *column)))
        };
        if cells.len() < 2 {
            return false;
        }
        if over.iter().any(|(_, shape)| matches!(shape, Shape::Label | Shape::Period)) {
            // In a list of mixed columns a record says at its left what the others say, or has a number; a header that
            // is printed again says all of it again.
            let own =
                cells.first().filter(|(column, shape)| *column < first_figure && *shape == Shape::Label);
            let says_it_again =
                own.is_some_and(|(column, _)| repeats(*column, grid.sheet.text(row, *column)));
            let has_number = over.iter().any(|(_, shape)| *shape == Shape::Number);
            let is_same = |below: u32| {
                let text = |row: u32| {
                    grid.row(row).iter().map(move |(column, _)| (*column, grid.sheet.text(row, *column)))
                };
                text(row).eq(text(below))
            };
            return (says_it_again || (has_number && repeated())) && !shown.clone().any(is_same);
        }
        if !over.is_empty() {
            let mut stub = cells.iter().filter(|(column, _)| *column < first_figure);
            return !grid.numbers_its_columns(row)
                && (first_column == first_figure || stub.any(|(_, shape)| *shape != Shape::Missing));
        }
        repeated() || is_headed(row)
    };
    let mut first = data_first;
    for row in (from..data_first).rev() {
        if is_record(row) {
            first = row;
        } else if grid.row(row).len() > 1 {
            break;
        }
    }
    first
}

/// The last record of the last table: rows of several labels that follow its figures without a gap.
pub(super) fn last_record(grid: &Grid<'_>, data_last: u32) -> u32 {
    // A year behind a text is that of a footer where the records have a label.
    let is_record = |row: u32| {
        let is_odd = |(column, shape): &(u32, Shape)| {
            *shape == Shape::Period && grid.shape_at(data_last, *column) == Some(Shape::Label)
        };
        grid.row(row).len() >= 2
            && !is_note_line(grid, row)
            && !explains_mark(grid, row, data_last)
            && !grid.row(row).iter().any(is_odd)
    };
    (data_last + 1..=grid.last_row()).take_while(|row| is_record(*row)).last().unwrap_or(data_last)
}

/// The first header row of another table below: labels over figure columns after a gap, with figures below them.
///
/// A header that says over the figures what the first one says is the same table going on, as after a page break.
pub(super) fn new_header_below(
    grid: &Grid<'_>,
    header: Option<(u32, u32)>,
    data_first: u32,
    first_figure: u32,
) -> Option<u32> {
    let over_figures = |row: u32| -> Vec<(u32, &str)> {
        let cells = grid.row(row).iter().filter(|(column, _)| *column >= first_figure);
        cells.map(|(column, _)| (*column, grid.sheet.text(row, *column))).collect()
    };
    // A text between that the table does not begin with is the title of another table.
    let is_own_title = |row: u32, (first, _): (u32, u32)| {
        let text = grid.first_text(row);
        let is_said_again =
            (grid.first_row()..first).any(|above| grid.first_text(above) == text) || says_continued(text);
        is_said_again || is_note(text) || unit_line(text).is_some()
    };
    let goes_on = |row: u32| {
        header.is_some_and(|header| {
            let titles = (data_first + 1..row).rev().take_while(|above| grid.row(*above).len() <= 1);
            let mut titles = titles.filter(|above| !grid.is_blank(*above));
            !over_figures(header.1).is_empty()
                && over_figures(header.1) == over_figures(row)
                && titles.all(|title| is_own_title(title, header))
        })
    };
    let is_header_like = |row: u32| {
        let labels = grid.count(row, Shape::Label) + grid.count(row, Shape::Period);
        labels >= 2 && labels == grid.row(row).len() && !over_figures(row).is_empty() && !goes_on(row)
    };
    let follows_gap = |row: u32| {
        let mut above = row - 1;
        let mut titles = 0;
        while above > data_first && titles < 4 && grid.only_cell(above).is_some() {
            above -= 1;
            titles += 1;
        }
        above > data_first && grid.is_blank(above)
    };
    let figures_follow = |row: u32| {
        (row + 1..=grid.last_row())
            .filter(|next| !grid.is_blank(*next))
            .take(5)
            .any(|next| is_data_like(grid, next))
    };
    // Without a gap the header of another table says over most columns what the first one says.
    let says_it_anew = |row: u32| {
        let is_alike = |(column, _): &&(u32, Shape)| {
            header.is_some_and(|(_, last)| grid.sheet.text(last, *column) == grid.sheet.text(row, *column))
        };
        let alike = grid.row(row).iter().filter(is_alike).count();
        alike >= 2 && alike * 2 > grid.row(row).len()
    };
    (data_first + 1..=grid.last_row())
        .find(|row| is_header_like(*row) && (follows_gap(*row) || says_it_anew(*row)) && figures_follow(*row))
        .filter(|row| (data_first..*row).any(|data| is_data_like(grid, data)))
}
