//! Totals by arithmetic: a row that equals the sum of the rows around it is a total, whatever it says.

use super::Table;
use crate::numerals::parse_number;
use crate::sheet::SheetCells;
use std::collections::BTreeMap;

/// A run of parts is searched no further than this.
const LONGEST_RUN: usize = 120;
/// So many columns are enough to judge a row.
const COLUMNS: usize = 6;

/// For each row that is a sum the first and last row of its parts.
pub(super) type Sums = BTreeMap<u32, (u32, u32)>;

/// The data rows that equal the sum of the rows right below or right above them.
///
/// Two columns must agree, or three parts where there is one column: small whole numbers add up by chance.
pub(super) fn total_rows(sheet: &SheetCells, table: &Table, is_header: impl Fn(u32) -> bool) -> Sums {
    let columns: Vec<u32> = table.figure_columns.iter().copied().take(COLUMNS).collect();
    let rows: Vec<(u32, Vec<Option<f64>>)> = (table.data_rows.0..=table.data_rows.1)
        .filter(|row| !is_header(*row))
        .map(|row| (row, columns.iter().map(|column| point(sheet, row, *column)).collect::<Vec<_>>()))
        .filter(|(_, values)| values.iter().any(Option::is_some))
        .collect();
    let mut sums = Sums::new();
    for (index, (row, values)) in rows.iter().enumerate() {
        let below = rows[index + 1..].iter().map(|(_, values)| values);
        let above = rows[..index].iter().rev().map(|(_, values)| values);
        let parts = match (parts_of(values, below), parts_of(values, above)) {
            (Some(count), _) => rows.get(index + 1).zip(rows.get(index + count)),
            (None, Some(count)) => {
                index.checked_sub(count).and_then(|at| rows.get(at)).zip(rows.get(index - 1))
            }
            (None, None) => None,
        };
        if let Some((first, last)) = parts {
            sums.insert(*row, (first.0, last.0));
        }
    }
    sums
}

fn point(sheet: &SheetCells, row: u32, column: u32) -> Option<f64> {
    let text = sheet.get(row, column)?.text.trim();
    text.parse().ok().filter(|value: &f64| value.is_finite()).or_else(|| parse_number(text)?.quantity.value)
}

/// How many rows of a run make up a whole, in every column where it and they have a number; `None` where none do.
fn parts_of<'a>(whole: &[Option<f64>], parts: impl Iterator<Item = &'a Vec<Option<f64>>>) -> Option<usize> {
    let mut sums = vec![0.0; whole.len()];
    let mut filled = vec![0_usize; whole.len()];
    for (count, part) in (1_usize..).zip(parts.take(LONGEST_RUN)) {
        for ((sum, filled), value) in sums.iter_mut().zip(&mut filled).zip(part) {
            *sum += value.unwrap_or(0.0);
            *filled += usize::from(value.is_some_and(|value| value != 0.0));
        }
        let compared: Vec<(f64, f64, usize)> = whole
            .iter()
            .zip(sums.iter().zip(&filled))
            .filter_map(|(whole, (sum, filled))| Some(((*whole)?, *sum, *filled)))
            .collect();
        // One part that equals the whole is the same number again, not a sum.
        let agreeing = compared
            .iter()
            .filter(|(whole, sum, parts)| whole.abs() >= 10.0 && *parts >= 2 && close(*whole, *sum, *parts))
            .count();
        let enough =
            if compared.len() == 1 { count >= 3 && agreeing == 1 } else { count >= 2 && agreeing >= 2 };
        if enough && agreeing * 3 >= compared.len() * 2 {
            return Some(count);
        }
        // Once most sums are past the whole, no longer run can agree.
        let past = compared.iter().filter(|(whole, sum, _)| *sum > *whole * 1.001 + 1.0).count();
        if past * 2 > compared.len() {
            return None;
        }
    }
    None
}

/// Whether a sum of parts is the whole but for rounding: half a unit for each part, and nothing that would show.
fn close(whole: f64, sum: f64, parts: usize) -> bool {
    let rounding = 0.5 * parts as f64;
    (whole - sum).abs() <= rounding.min(1e-6 * whole.abs().max(1.0))
}
