//! Numbers with a long unit behind them in their cells: 412 persons, 1,250 tonnes.

use super::Shape;
use super::bands::wide_band;
use super::shape::Rows;
use crate::sheet::{CellKind, SheetCells};
use crate::text::numerals::parse_number;
use std::collections::{BTreeMap, BTreeSet};

/// A unit has no more words than this.
const MOST_WORDS: usize = 3;

/// Takes numbers with one unit behind them for numbers where the unit comes again down their column, behind other numbers.
///
/// A single such text may be a label (18 years and over, 2-digit code), and so may the first of a row, or one that heads
/// its column.
pub(super) fn mend(sheet: &SheetCells, rows: &mut Rows) {
    let mut columns: BTreeMap<(u32, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (index, cells) in rows.iter().enumerate() {
        for (at, (column, shape)) in cells.iter().enumerate().skip(1) {
            if *shape == Shape::Label
                && let Some(unit) = unit_behind(sheet, index, *column)
            {
                columns.entry((*column, unit)).or_default().push((index, at));
            }
        }
    }
    for ((column, _), places) in columns {
        let texts: BTreeSet<&str> = places.iter().map(|(index, _)| text(sheet, *index, column)).collect();
        // Labels come again, group by group; counts seldom do.
        if places.len() < 2 || texts.len() * 2 <= places.len() {
            continue;
        }
        for (index, at) in places {
            if let Some((_, shape)) = rows.get_mut(index).and_then(|cells| cells.get_mut(at)) {
                *shape = Shape::Number;
            }
        }
    }
}

fn text(sheet: &SheetCells, index: usize, column: u32) -> &str {
    u32::try_from(index + 1).map_or("", |row| sheet.text(row, column)).trim()
}

/// The unit behind the number of a cell; `None` where the cell is another text, or a size class.
fn unit_behind(sheet: &SheetCells, index: usize, column: u32) -> Option<String> {
    let row = u32::try_from(index + 1).ok()?;
    let cell = sheet.get(row, column).filter(|cell| cell.kind == CellKind::Text)?;
    let text = cell.text.trim();
    let begins = text.starts_with(|first: char| first.is_ascii_digit() || "-−<>~≈€£$¥".contains(first));
    if !begins || text.chars().count() > 40 || wide_band(text).is_some() {
        return None;
    }
    let unit = parse_number(text).filter(|number| number.quantity.value.is_some())?.unit_text?;
    let unit = unit.trim();
    let is_word = unit.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '.'));
    (is_word && unit.split_whitespace().count() <= MOST_WORDS).then(|| unit.to_lowercase())
}
