//! Checks of what can be seen of a cell: G06 and G10.

use crate::lint::book::Book;
use crate::lint::printed_width::number_width;
use crate::lint::result::CheckOutcome;
use crate::lint::seen::Seen;
use crate::lint::sheet::{Sheet, SheetCell, SheetRow, Value};
use crate::lint::texts::Text;

/// Fonts differ: a text is cut off for certain where it is wider than its column by so much.
const SURELY_WIDER: f64 = 1.2;
/// A row is too low for certain where it lacks more than half a line.
const LINE: f64 = 0.5;
/// Columns narrower than that show no more than a sign.
const NARROW: f64 = 1.5;

/// G06: texts of which a part is not seen.
pub(crate) fn visible_text(book: &Book) -> CheckOutcome {
    let (mut seen, mut is_any) = (Seen::default(), false);
    for sheet in &book.sheets {
        for row in &sheet.rows {
            for cell in &row.cells {
                let Some(text) = book.text(cell) else { continue };
                is_any = true;
                if row.is_hidden || sheet.hides_column(cell.first) {
                    continue;
                }
                if is_cut_off(book, sheet, row, cell, text.width) {
                    let (zh, en) = (
                        "文字比单元格长，没有自动换行，后面被遮住",
                        "text longer than its cell, neither wrapped nor free to flow on",
                    );
                    seen.cell(sheet, row.number, cell.first, zh, en);
                } else if is_too_low(book, sheet, row, cell, text) {
                    let (zh, en) =
                        ("行高不够，换行后的文字显示不全", "the row is too low for the lines of the text");
                    seen.cell(sheet, row.number, cell.first, zh, en);
                }
            }
        }
    }
    if is_any {
        seen.outcome()
    } else {
        CheckOutcome::not_applicable("工作簿中没有文字", "the workbook has no text")
    }
}

/// The width of a cell with the columns that are merged into it.
fn width(sheet: &Sheet, row: u32, cell: &SheetCell) -> f64 {
    match sheet.merge(row, cell.first) {
        Some(merge) => (merge.first_column..=merge.last_column).map(|column| sheet.width(column)).sum(),
        None => sheet.width(cell.first),
    }
}

fn is_cut_off(book: &Book, sheet: &Sheet, row: &SheetRow, cell: &SheetCell, text: f64) -> bool {
    let format = book.styles.format(cell.style);
    if format.is_some_and(|format| {
        format.wraps || format.shrinks || format.is_turned || format.horizontal == "fill"
    }) {
        return false;
    }
    let needed = text * book.styles.scale(cell.style);
    if needed <= sheet.width(cell.first) {
        return false;
    }
    let mut room = width(sheet, row.number, cell) * SURELY_WIDER + 1.0;
    if needed <= room {
        return false;
    }
    if sheet.merge(row.number, cell.first).is_some() {
        return true;
    }
    let horizontal = format.map_or("", |format| format.horizontal.as_str());
    if horizontal != "right" {
        room += free_room(sheet, row, cell, needed - room, true);
    }
    if matches!(horizontal, "right" | "center") {
        room += free_room(sheet, row, cell, needed - room, false);
    }
    needed > room
}

/// How far text may flow on over empty cells, up to what it needs.
fn free_room(sheet: &Sheet, row: &SheetRow, cell: &SheetCell, needed: f64, is_right: bool) -> f64 {
    let mut room = 0.0;
    let mut column = cell.first;
    while room < needed {
        column = if is_right { column + 1 } else { column - 1 };
        if column == 0 || column > crate::lint::caps::COLUMNS {
            // At the edge of the sheet there is nothing to flow over.
            break;
        }
        let is_filled = row.cell(column).is_some_and(|next| next.value != Value::Nothing);
        if is_filled || sheet.merge(row.number, column).is_some() {
            break;
        }
        room += if sheet.hides_column(column) { 0.0 } else { sheet.width(column) };
    }
    room
}

fn is_too_low(book: &Book, sheet: &Sheet, row: &SheetRow, cell: &SheetCell, text: &Text) -> bool {
    let format = book.styles.format(cell.style);
    if !format.is_some_and(|format| format.wraps && !format.shrinks && !format.is_turned) {
        return false;
    }
    let scale = book.styles.scale(cell.style);
    let room = (width(sheet, row.number, cell) * SURELY_WIDER / scale).max(1.0);
    // No fewer than its own line ends make, and no fewer than fill the width.
    let lines = (text.width / room).ceil().max(f64::from(text.line_ends) + 1.0);
    let usual = sheet.usual_height.unwrap_or(15.0);
    let merge = sheet.merge(row.number, cell.first);
    let height = match (merge, row.height) {
        // Rows grow with the text of a single cell, and not with that of merged ones.
        (Some(merge), _) => (merge.first_row..=merge.last_row)
            .take(1000)
            .map(|number| sheet.row(number).and_then(|row| row.height).unwrap_or(usual))
            .sum(),
        (None, Some(height)) => height,
        (None, None) => return false,
    };
    let line = book.styles.usual_size() * scale * 1.2;
    lines > 1.0 && (lines - LINE) * line > height
}

/// G10: numbers wider than their column, and columns too narrow for anything.
pub(crate) fn column_widths(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for (sheet, row, cell) in book.filled_cells() {
        let has_width = sheet.width(cell.first);
        if sheet.hides_column(cell.first) {
            continue;
        }
        if has_width < NARROW {
            seen.cell(
                sheet,
                row,
                cell.first,
                "列太窄，内容看不见",
                "the column is too narrow for its content to be seen",
            );
            continue;
        }
        let Value::Number(number) = cell.value else { continue };
        let format = book.styles.format(cell.style);
        if format.is_some_and(|format| format.shrinks || format.is_turned) {
            continue;
        }
        let needed = number_width(number, book.styles.number_format(cell.style));
        let needed = needed.map_or(0.0, |needed| needed * book.styles.scale(cell.style));
        if needed > has_width && needed > width(sheet, row, cell) {
            let (zh, en) = (
                "数字比列宽，显示为 #### 或科学记数",
                "a number wider than its column: it shows as #### or as a power of ten",
            );
            seen.cell(sheet, row, cell.first, zh, en);
        }
    }
    seen.outcome()
}
