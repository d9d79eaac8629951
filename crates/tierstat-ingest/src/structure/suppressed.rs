//! Letters and signs among the numbers of a column: c, ~ and # stand for numbers that are not shown.

use super::Shape;
use super::shape::Rows;
use crate::sheet::SheetCells;
use crate::text::numerals::suppression_mark;
use std::collections::{BTreeMap, BTreeSet};

/// Makes missing numbers of the marks in columns that hold numbers and, below the first of them, no other labels.
///
/// The first column labels rows, whatever its letters are.
pub(super) fn mend(sheet: &SheetCells, rows: &mut Rows) {
    let text = |index: usize, column: u32| u32::try_from(index + 1).map_or("", |row| sheet.text(row, column));
    let mut marks: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let first = rows.iter().filter_map(|row| row.first()).map(|(column, _)| *column).min();
    for (index, row) in rows.iter().enumerate() {
        for (column, shape) in row {
            if *shape == Shape::Label
                && Some(*column) != first
                && suppression_mark(text(index, *column)).is_some()
            {
                marks.entry(*column).or_default().push(index);
            }
        }
    }
    if marks.is_empty() {
        return;
    }
    // The first and the last number of each column.
    let mut numbers: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for (column, _) in row.iter().filter(|(_, shape)| *shape == Shape::Number) {
            numbers.entry(*column).or_insert((index, index)).1 = index;
        }
    }
    // Where the values of each column begin and end.
    let ends = |(column, marks): (&u32, &Vec<usize>)| {
        let (first, last) = numbers.get(column)?;
        Some((*column, ((*first).min(*marks.first()?), (*last).max(*marks.last()?))))
    };
    let values: BTreeMap<u32, (usize, usize)> = marks.iter().filter_map(ends).collect();
    let mut other_labels: BTreeSet<u32> = BTreeSet::new();
    for (index, row) in rows.iter().enumerate() {
        for (column, _) in row.iter().filter(|(_, shape)| *shape == Shape::Label) {
            let is_within = values.get(column).is_some_and(|(first, last)| (first..last).contains(&&index));
            if is_within && row.len() > 1 && suppression_mark(text(index, *column)).is_none() {
                other_labels.insert(*column);
            }
        }
    }
    for (column, marks) in marks {
        if !values.contains_key(&column) || other_labels.contains(&column) {
            continue;
        }
        for index in marks {
            let Some(row) = rows.get_mut(index) else { continue };
            // A row of marks alone is a header, or says what the marks are.
            if row.len() < 2 {
                continue;
            }
            if let Ok(at) = row.binary_search_by_key(&column, |(found, _)| *found)
                && let Some((_, shape)) = row.get_mut(at)
            {
                *shape = Shape::Missing;
            }
        }
    }
}
