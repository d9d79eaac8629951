//! The cells of a text file in which some bytes are no letters of its encoding.

use crate::open::bad_bytes::UNREADABLE;
use crate::places::Places;
use crate::sheet::SheetCells;
use tierstat_model::{Finding, Localized, Severity};

/// More cells than these are counted and not named.
const NAMED: usize = 1_000;

/// Says which cells hold letters that could not be read; all other cells are as good as ever.
pub(crate) fn bad_bytes(sheet: &SheetCells, encoding: &str, places: &Places<'_>) -> Option<Finding> {
    let bad = || sheet.iter().filter(|(_, cell)| cell.text.contains(UNREADABLE));
    let cells: Vec<_> = bad().take(NAMED).map(|(place, _)| places.cell(place)).collect();
    if cells.is_empty() {
        return None;
    }
    let count = bad().count();
    Some(Finding {
        severity: Severity::Warning,
        rule: "text.bad-bytes".to_owned(),
        cells,
        message: Localized::new(
            format!("有 {count} 个单元格含有不是 {encoding} 文字的字节，读不出的字以 {UNREADABLE} 代替"),
            format!(
                "bytes that are no {encoding} text stand in {count} {}; what cannot be read is shown as {UNREADABLE}",
                if count == 1 { "cell" } else { "cells" }
            ),
        ),
        hint: Localized::new(
            "请向提供者索取完好的文件，或为这些单元格写一条更正。",
            "Ask for the file unbroken, or write a correction for these cells.",
        ),
    })
}
