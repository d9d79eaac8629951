//! Totals by arithmetic: a row that equals the sum of the rows around it is a total, whatever it says.

use super::Table;
use crate::sheet::CellKind;
use crate::sheet::SheetCells;
use crate::structure::column_numbers::ColumnNumbers;
use crate::text::numerals::DecimalSign;
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
    let printing = ColumnNumbers::new(sheet, table.data_rows, &columns);
    let mut rows = Numbers { width: columns.len(), rows: Vec::new(), values: Vec::new() };
    for row in (table.data_rows.0..=table.data_rows.1).filter(|row| !is_header(*row)) {
        let before = rows.values.len();
        rows.values.extend(columns.iter().map(|column| point(sheet, &printing, (row, *column))));
        if rows.values.iter().skip(before).any(Option::is_some) {
            rows.rows.push(row);
        } else {
            rows.values.truncate(before);
        }
    }
    let mut sums = Sums::new();
    for (index, row) in rows.rows.iter().enumerate() {
        let count = rows.rows.len();
        let parts = match (rows.parts_of(index, index + 1..count), rows.parts_of(index, (0..index).rev())) {
            (Some(parts), _) => rows.rows.get(index + 1).zip(rows.rows.get(index + parts)),
            (None, Some(parts)) => {
                index.checked_sub(parts).and_then(|at| rows.rows.get(at)).zip(rows.rows.get(index - 1))
            }
            (None, None) => None,
        };
        if let Some((first, last)) = parts {
            sums.insert(*row, (*first, *last));
        }
    }
    sums
}

/// The numbers of a table's rows, one row after the other.
struct Numbers {
    width: usize,
    rows: Vec<u32>,
    values: Vec<Option<f64>>,
}

impl Numbers {
    fn of(&self, index: usize) -> &[Option<f64>] {
        self.values.get(index * self.width..(index + 1) * self.width).unwrap_or_default()
    }

    /// How many rows of a run make up a whole, in every column where it and they have a number; `None` where none do.
    fn parts_of(&self, whole: usize, run: impl Iterator<Item = usize>) -> Option<usize> {
        let whole = self.of(whole);
        let mut sums = [(0.0, 0_usize); COLUMNS];
        let compared = whole.iter().flatten().count();
        for (count, part) in (1_usize..).zip(run.take(LONGEST_RUN)) {
            for ((sum, filled), value) in sums.iter_mut().zip(self.of(part)) {
                *sum += value.unwrap_or(0.0);
                *filled += usize::from(value.is_some_and(|value| value != 0.0));
            }
            let pairs = || {
                whole.iter().zip(&sums).filter_map(|(whole, (sum, filled))| Some(((*whole)?, *sum, *filled)))
            };
            // One part that equals the whole is the same number again, not a sum.
            let agreeing = pairs()
                .filter(|(whole, sum, parts)| {
                    whole.abs() >= 10.0 && *parts >= 2 && close(*whole, *sum, *parts)
                })
                .count();
            let enough =
                if compared == 1 { count >= 3 && agreeing == 1 } else { count >= 2 && agreeing >= 2 };
            if enough && agreeing * 3 >= compared * 2 {
                return Some(count);
            }
            // Once most sums are past the whole, no longer run can agree.
            let past = pairs().filter(|(whole, sum, _)| *sum > *whole * 1.001 + 1.0).count();
            if past * 2 > compared {
                return None;
            }
        }
        None
    }
}

fn point(sheet: &SheetCells, printing: &ColumnNumbers, (row, column): (u32, u32)) -> Option<f64> {
    let cell = sheet.get(row, column)?;
    let text = cell.text.trim();
    let is_plain = cell.kind != CellKind::Text || printing.sign(column) == DecimalSign::Point;
    let plain = || text.parse().ok().filter(|value: &f64| value.is_finite());
    is_plain.then(plain).flatten().or_else(|| printing.parse(column, text)?.quantity.value)
}

/// Whether a sum of parts is the whole but for rounding: half a unit for each part, and nothing that would show.
fn close(whole: f64, sum: f64, parts: usize) -> bool {
    let rounding = 0.5 * parts as f64;
    (whole - sum).abs() <= rounding.min(1e-6 * whole.abs().max(1.0))
}
