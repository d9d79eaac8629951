//! Where a finding stands: at each of its cells, and where they are many, at the ranges that they fill.

use crate::reading::ranges::Ranges;
use tierstat_model::{CellRef, Finding};

/// A finding about no more cells than these stands at each of them.
const CELL_BY_CELL: usize = 20;

/// The sheet, and the cell or range, of each entry that a finding has in the document.
pub(super) fn finding_places(finding: &Finding) -> Vec<(&str, String)> {
    fn sheet_of(cell: &CellRef) -> &str {
        cell.sheet.as_deref().unwrap_or_default()
    }
    if finding.cells.len() <= CELL_BY_CELL {
        return finding.cells.iter().map(|cell| (sheet_of(cell), cell.a1())).collect();
    }
    let mut places = Vec::new();
    for of_sheet in finding.cells.chunk_by(|first, second| first.sheet == second.sheet) {
        let mut ranges = Ranges::default();
        of_sheet.iter().for_each(|cell| ranges.push((cell.row, cell.column)));
        let sheet = of_sheet.first().map(sheet_of).unwrap_or_default();
        places.extend(ranges.rectangles().into_iter().map(|(_, range)| (sheet, range)));
    }
    places
}
