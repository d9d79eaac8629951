//! Many cells as few ranges.

use crate::places::a1;
use std::collections::{BTreeMap, BTreeSet};

/// A run of cells down a column: its first cell and its last row.
type Run = ((u32, u32), u32);

/// Cells as ranges: runs down a column, since what is not understood is mostly a column of remarks.
#[derive(Default)]
pub(super) struct Ranges {
    places: BTreeSet<(u32, u32)>,
}

impl Ranges {
    /// Adds a cell.
    pub(super) fn push(&mut self, (row, column): (u32, u32)) {
        self.places.insert((column, row));
    }

    /// The runs down the columns, in A1.
    pub(super) fn finish(self) -> Vec<String> {
        let text =
            |(first, last): Run| if first.0 == last { a1(first) } else { range(first, (last, first.1)) };
        self.runs().into_iter().map(text).collect()
    }

    /// Runs of the same rows in columns side by side are one range; each has its first cell with it.
    pub(super) fn rectangles(self) -> Vec<((u32, u32), String)> {
        let mut found: Vec<((u32, u32), (u32, u32))> = Vec::new();
        let mut open: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for ((first, column), last) in self.runs() {
            let known = open.get(&(first, last)).copied();
            match known.and_then(|index| found.get_mut(index)) {
                Some((_, end)) if end.1 + 1 == column => end.1 = column,
                Some(_) | None => {
                    open.insert((first, last), found.len());
                    found.push(((first, column), (last, column)));
                }
            }
        }
        let text = |first, last| if first == last { a1(first) } else { range(first, last) };
        found.into_iter().map(|(first, last)| (first, text(first, last))).collect()
    }

    fn runs(self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (column, row) in self.places {
            match runs.last_mut() {
                Some(((_, known), last)) if *known == column && *last + 1 == row => *last = row,
                Some(_) | None => runs.push(((row, column), row)),
            }
        }
        runs
    }
}

fn range(first: (u32, u32), last: (u32, u32)) -> String {
    format!("{}:{}", a1(first), a1(last))
}
