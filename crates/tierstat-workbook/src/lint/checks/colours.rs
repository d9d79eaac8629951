//! Checks of lines and colours: G21 to G24.

use crate::lint::area::Area;
use crate::lint::book::Book;
use crate::lint::colour::Rgb;
use crate::lint::result::CheckOutcome;
use crate::lint::seen::Seen;
use crate::lint::sheet::{Sheet, SheetCell, SheetRow, Value};
use crate::lint::tables::TableArea;
use std::collections::BTreeMap;

/// The least contrast of text against what is behind it (WCAG 2.2, success criterion 1.4.3).
const CONTRAST: f64 = 4.5;

/// G21: rows without any content of which cells have lines or fills.
pub(crate) fn no_dividers(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for sheet in &book.sheets {
        for row in sheet.rows.iter().filter(|row| row.cells.iter().all(|cell| cell.value == Value::Nothing)) {
            let drawn = row
                .cells
                .iter()
                .filter(|cell| book.styles.has_line(cell.style) || book.styles.is_coloured(cell.style));
            let free = drawn.filter(|cell| is_no_merge(sheet, row, cell));
            for cell in free {
                let area = Area {
                    first_row: row.number,
                    last_row: row.number,
                    first_column: cell.first,
                    last_column: cell.last,
                };
                seen.cells(sheet, area, "空行上有线条或颜色", "lines or colours in a row without content");
            }
        }
    }
    seen.outcome()
}

/// Whether a cell is no part of a merged one, of which the content stands elsewhere.
fn is_no_merge(sheet: &Sheet, row: &SheetRow, cell: &SheetCell) -> bool {
    sheet.merges.is_empty() || sheet.merge(row.number, cell.first).is_none()
}

/// G22: cells and tables with a fill that is seen.
pub(crate) fn no_fills(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for sheet in &book.sheets {
        for row in &sheet.rows {
            for cell in row.cells.iter().filter(|cell| book.styles.is_coloured(cell.style)) {
                let area = Area {
                    first_row: row.number,
                    last_row: row.number,
                    first_column: cell.first,
                    last_column: cell.last,
                };
                seen.cells(sheet, area, "有背景色的单元格", "cells with a background fill");
            }
        }
        for table in &sheet.tables {
            if let Some(style) = table.style.as_deref().filter(|style| fills(style, table.has_stripes)) {
                let (zh, en) = (
                    format!("表格样式 {style} 有背景色"),
                    format!("the style {style} of the table fills its cells"),
                );
                seen.area(sheet, table.area, zh, en);
            }
        }
    }
    seen.outcome()
}

/// Whether a style of tables that Excel brings fills cells: the light ones 1 to 7 and 15 to 21 fill stripes alone.
fn fills(style: &str, has_stripes: bool) -> bool {
    let number = |word: &str| style.strip_prefix(word).and_then(|number| number.parse::<u32>().ok());
    match number("TableStyleLight") {
        Some(1..=7 | 15..=21) => has_stripes,
        Some(_) => true,
        None => number("TableStyleMedium").is_some() || number("TableStyleDark").is_some(),
    }
}

/// G23: conditions that only colour, negative numbers that are only red, and cells of a column that only a colour tells from the rest.
pub(crate) fn colour_alone(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for sheet in &book.sheets {
        for condition in &sheet.conditions {
            let difference = condition.difference.and_then(|place| book.styles.differences.get(place));
            let colours_alone =
                difference.is_some_and(|difference| difference.has_colour && !difference.has_more);
            if condition.is_colour_scale || colours_alone {
                let (zh, en) = ("条件格式只用颜色区分", "conditional formatting that only colours");
                match condition.area {
                    Some(area) => seen.area(sheet, area, zh, en),
                    None => seen.sheet(sheet, zh, en),
                }
            }
        }
    }
    for (sheet, row, cell) in book.filled_cells() {
        let is_negative = matches!(cell.value, Value::Number(number) if number < 0.0);
        if is_negative && book.styles.number_format(cell.style).is_some_and(reddens_alone) {
            seen.cell(
                sheet,
                row,
                cell.first,
                "负数只以颜色表示，没有负号",
                "a negative number that only its colour tells, without a minus",
            );
        }
    }
    for (sheet, table) in book.all_tables() {
        coloured_apart(book, sheet, table, &mut seen);
    }
    seen.outcome()
}

/// Whether a code of numbers shows what is negative by a colour and no sign.
fn reddens_alone(code: &str) -> bool {
    let Some(part) = code.split(';').nth(1) else { return false };
    let mut rest = String::new();
    let mut has_colour = false;
    for piece in part.split('[') {
        match piece.split_once(']') {
            Some((inside, after)) => {
                let lower = inside.to_lowercase();
                has_colour |= ["red", "blue", "green", "yellow", "cyan", "magenta", "color"]
                    .iter()
                    .any(|name| lower.starts_with(name));
                rest.push_str(after);
            }
            None => rest.push_str(piece),
        }
    }
    has_colour && !rest.contains(['-', '−', '(', '（', '△', '▲'])
}

/// Notes cells of a body that are coloured otherwise than most of their column, and neither bold nor marked with a word.
fn coloured_apart(book: &Book, sheet: &Sheet, table: &TableArea, seen: &mut Seen) {
    let Some(body) = table.body() else { return };
    type Look = (Rgb, Rgb);
    let look = |cell: &SheetCell| -> Look { (book.styles.ink(cell.style), book.styles.ground(cell.style)) };
    let is_inside = |cell: &&SheetCell| {
        matches!(cell.value, Value::Number(_)) && (body.first_column..=body.last_column).contains(&cell.first)
    };
    let mut looks: BTreeMap<u32, BTreeMap<Look, usize>> = BTreeMap::new();
    for row in sheet.rows_of(&body) {
        for cell in row.cells.iter().filter(is_inside) {
            *looks.entry(cell.first).or_default().entry(look(cell)).or_default() += 1;
        }
    }
    // Stripes colour whole rows alike and say nothing.
    let usual = |column: u32| {
        let looks = looks.get(&column)?;
        let all: usize = looks.values().sum();
        let (look, count) = looks.iter().max_by_key(|(_, count)| **count)?;
        (*count * 3 >= all * 2 && all >= 3).then_some(*look)
    };
    for row in sheet.rows_of(&body) {
        let cells: Vec<&SheetCell> = row.cells.iter().filter(is_inside).collect();
        let is_odd = |cell: &&&SheetCell| usual(cell.first).is_some_and(|usual| usual != look(cell));
        let is_bold = |cell: &SheetCell| book.styles.font(cell.style).is_some_and(|font| font.is_bold);
        let odd: Vec<&&SheetCell> = cells.iter().filter(is_odd).collect();
        if odd.len() == cells.len() && cells.len() > 1 {
            // A whole row, such as that of the total, is told by its label too.
            continue;
        }
        for cell in odd.into_iter().filter(|cell| !is_bold(cell)) {
            seen.cell(
                sheet,
                row.number,
                cell.first,
                "只有颜色与本列其他数不同",
                "a number that only its colour tells from the rest of its column",
            );
        }
    }
}

/// Whether the background of a cell is that of the style of its table, which is not read.
fn is_filled_by_table(book: &Book, sheet: &Sheet, row: u32, cell: &SheetCell) -> bool {
    let until = sheet.tables.partition_point(|table| table.area.first_row <= row);
    let mut near = sheet.tables.get(..until).unwrap_or_default().iter().rev().take(64);
    book.styles.fill(cell.style).is_none()
        && near.any(|table| {
            let style = table.style.as_deref();
            table.area.holds(row, cell.first) && style.is_some_and(|style| fills(style, table.has_stripes))
        })
}

/// G24: text of which the contrast is too small.
pub(crate) fn contrast(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    let mut known: BTreeMap<u32, f64> = BTreeMap::new();
    for (sheet, row, cell) in book.filled_cells() {
        let ratio = *known
            .entry(cell.style)
            .or_insert_with(|| book.styles.ink(cell.style).contrast(book.styles.ground(cell.style)));
        if ratio < CONTRAST && !is_filled_by_table(book, sheet, row, cell) {
            // Rounded down, so that 4.49 is not printed as what would do.
            let shown = format!("{:.1}", (ratio * 10.0).floor() / 10.0);
            let (zh, en) = (
                format!("文字与背景的对比度为 {shown}:1，应不低于 4.5:1"),
                format!("contrast of text and background {shown}:1, at least 4.5:1 is needed"),
            );
            seen.cell(sheet, row, cell.first, &zh, &en);
        }
    }
    seen.outcome()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_a_minus_tells_by_colour_alone() {
        for code in ["#,##0;[Red]#,##0", "0.0;[Color10]0.0"] {
            assert!(reddens_alone(code), "{code}");
        }
        for code in ["#,##0", "#,##0;[Red]-#,##0", "#,##0 ;[Red](#,##0)", "0;-0", "[Red]0"] {
            assert!(!reddens_alone(code), "{code}");
        }
    }

    #[test]
    fn light_styles_fill_stripes_alone() {
        assert!(
            fills("TableStyleMedium2", false)
                && fills("TableStyleLight1", true)
                && fills("TableStyleLight9", false)
        );
        assert!(
            !fills("TableStyleLight1", false) && !fills("TableStyleLight15", false) && !fills("Own", true)
        );
    }
}
