//! Columns: which hold row labels and which hold figures, by what the cells of the data rows are.

use super::Shape;
use super::data_rows::is_data_like;
use super::grid::Grid;
use std::collections::BTreeSet;

pub(super) fn used_columns(grid: &Grid<'_>, first: u32, last: u32) -> (u32, u32) {
    let mut columns: Option<(u32, u32)> = None;
    for row in first..=last {
        for (column, _) in grid.row(row) {
            columns =
                Some(columns.map_or((*column, *column), |(low, high)| (low.min(*column), high.max(*column))));
        }
    }
    columns.unwrap_or((1, 1))
}

/// How many cells of a column are values and how many are labels, in the rows that hold figures.
fn column_counts(grid: &Grid<'_>, rows: (u32, u32), columns: (u32, u32)) -> Vec<ColumnCounts> {
    let mut counts = vec![ColumnCounts::default(); (columns.1 - columns.0 + 1) as usize];
    for row in rows.0..=rows.1 {
        if !is_data_like(grid, row) {
            continue;
        }
        for (column, shape) in grid.row(row) {
            let Some(count) = column.checked_sub(columns.0).and_then(|index| counts.get_mut(index as usize))
            else {
                continue;
            };
            match shape {
                Shape::Number => count.numbers += 1,
                Shape::Period => count.periods += 1,
                Shape::Missing => count.missing += 1,
                Shape::Label => count.labels += 1,
            }
        }
    }
    counts
}

#[derive(Debug, Clone, Copy, Default)]
struct ColumnCounts {
    numbers: u32,
    periods: u32,
    missing: u32,
    labels: u32,
}

impl ColumnCounts {
    fn is_figures(self) -> bool {
        self.numbers > 0 && self.numbers + self.missing + self.periods >= self.labels
    }

    fn is_labels(self) -> bool {
        self.labels > self.numbers + self.periods
    }
}

/// How many columns from the left hold labels: all before the first column of figures.
pub(super) fn stub_columns(grid: &Grid<'_>, rows: (u32, u32), columns: (u32, u32)) -> u32 {
    let counts = column_counts(grid, rows, columns);
    let last_figures = counts.iter().rposition(|count| count.is_figures());
    let mut stub = 0;
    for (index, count) in counts.iter().enumerate() {
        let column = columns.0 + u32::try_from(index).unwrap_or(0);
        let figures_right = last_figures.is_some_and(|last| last > index);
        let labels_right = counts.get(index + 1).is_some_and(|count| count.is_labels());
        // Four digits are a year or a count: nearly all of a column of years must look like one.
        let years = count.periods > 0
            && (count.periods * 10 >= (count.periods + count.numbers + count.missing + count.labels) * 9
                || (count.labels > 0 && count.periods * 2 > count.numbers + count.missing + count.labels));
        let keys = labels_right && index < 2 && figures_right && are_keys(grid, rows, column);
        let codes =
            figures_right && index < 3 && (are_codes(grid, rows, column) || are_units(grid, rows, column));
        // Labels at the left edge are row labels, even where some of them begin with a number (19–30 years, 100 pounds).
        let is_edge = index == 0 && figures_right && (count.labels > 0 || are_ranges(grid, rows, column));
        let is_stub = is_edge || (!count.is_figures() && figures_right);
        if is_stub || keys || codes || (years && figures_right && index < 3) {
            stub = u32::try_from(index).unwrap_or(0) + 1;
        } else {
            break;
        }
    }
    stub
}

/// So many rows are enough to tell what a column of labels is.
const SAMPLE: u32 = 4000;

/// The first rows of a table, enough to tell what its columns are.
fn sample(rows: (u32, u32)) -> std::ops::RangeInclusive<u32> {
    rows.0..=rows.1.min(rows.0.saturating_add(SAMPLE))
}

/// Whether a column holds serial numbers: whole, and each one more than the one before.
fn are_keys(grid: &Grid<'_>, rows: (u32, u32), column: u32) -> bool {
    let values: Vec<u64> =
        sample(rows).filter_map(|row| grid.sheet.get(row, column)?.text.trim().parse().ok()).collect();
    values.len() >= 2 && values.windows(2).all(|pair| pair[1] > pair[0])
}

/// Whether a column holds codes: whole numbers of one length, some with leading zeros, or all of six digits and more.
fn are_codes(grid: &Grid<'_>, rows: (u32, u32), column: u32) -> bool {
    let texts: Vec<&str> =
        sample(rows).map(|row| grid.sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    let digits: Vec<&str> =
        texts.iter().copied().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let Some(length) = digits.first().map(|text| text.len()) else { return false };
    let alike = digits.iter().filter(|text| text.len() == length).count();
    let leading_zeros = digits.iter().any(|text| text.len() > 1 && text.starts_with('0'));
    let distinct: BTreeSet<&&str> = digits.iter().collect();
    alike * 10 >= digits.len() * 9
        && digits.len() * 10 >= texts.len() * 7
        && (leading_zeros || (length >= 6 && distinct.len() == digits.len() && distinct.len() > 2))
}

/// Whether most cells of a column print two ends: age groups and size classes.
fn are_ranges(grid: &Grid<'_>, rows: (u32, u32), column: u32) -> bool {
    let texts: Vec<&str> =
        sample(rows).map(|row| grid.sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    let has_two_ends = |text: &str| {
        text.char_indices().skip(1).any(|(at, character)| {
            matches!(character, '-' | '–' | '~' | '～' | '至')
                && text[..at].ends_with(|end: char| end.is_ascii_digit() || end.is_whitespace())
        })
    };
    texts.len() >= 2 && texts.iter().filter(|text| has_two_ends(text)).count() * 2 > texts.len()
}

/// Whether a column repeats one multiplier, such as 1000 in a column of units.
fn are_units(grid: &Grid<'_>, rows: (u32, u32), column: u32) -> bool {
    let is_multiplier =
        |text: &str| matches!(text.trim_end_matches(".0"), "1000" | "10000" | "100000" | "1000000");
    let texts: Vec<&str> =
        sample(rows).map(|row| grid.sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    texts.len() >= 3 && texts.iter().filter(|text| is_multiplier(text)).count() * 2 > texts.len()
}

pub(super) fn figure_columns(grid: &Grid<'_>, rows: (u32, u32), columns: (u32, u32), first: u32) -> Vec<u32> {
    let counts = column_counts(grid, rows, columns);
    (columns.0..=columns.1)
        .zip(counts)
        .filter(|(column, count)| {
            *column >= first && (count.is_figures() || (count.missing > 0 && !count.is_labels()))
        })
        .map(|(column, _)| column)
        .collect()
}
