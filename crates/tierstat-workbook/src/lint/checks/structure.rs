//! Checks of how sheets are laid out: G27 to G32.

use crate::lint::area::Area;
use crate::lint::book::Book;
use crate::lint::result::CheckOutcome;
use crate::lint::seen::Seen;
use crate::lint::sheet::{Sheet, Value};
use crate::lint::tables::table_at;
use std::collections::BTreeSet;

/// G27: names of sheets that stand twice or begin with a digit.
pub(crate) fn sheet_names(book: &Book) -> CheckOutcome {
    let (mut seen, mut names) = (Seen::default(), BTreeSet::new());
    for sheet in &book.sheets {
        let name = sheet.name.trim();
        if !names.insert(name.to_lowercase()) {
            seen.sheet(sheet, "工作表名重复", "the name of the sheet stands twice");
        }
        if name.is_empty() {
            seen.sheet(sheet, "工作表没有名称", "the sheet has no name");
        }
        if name.starts_with(char::is_numeric) {
            seen.sheet(sheet, "工作表名以数字开头", "the name of the sheet begins with a digit");
        }
    }
    seen.outcome()
}

fn is_blank(sheet: &Sheet) -> bool {
    sheet.rows.iter().all(|row| row.cells.iter().all(|cell| cell.value == Value::Nothing))
}

fn all_blank() -> CheckOutcome {
    CheckOutcome::not_applicable("所有工作表都是空的", "all sheets are blank")
}

/// G28: worksheets without any content in cells.
pub(crate) fn blank_sheets(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for (sheet, _) in book.worksheets().filter(|(sheet, _)| is_blank(sheet)) {
        match sheet.floating.is_empty() {
            true => seen.sheet(sheet, "空白的工作表", "a blank sheet"),
            false => seen.sheet(
                sheet,
                "单元格全空，只有浮动的图",
                "no cell has content, and something floats over the sheet",
            ),
        }
    }
    seen.outcome()
}

/// G29: sheets that begin to the right of column A, and text outside of tables that stands in another column.
pub(crate) fn column_a(book: &Book) -> CheckOutcome {
    let (mut seen, mut is_any) = (Seen::default(), false);
    for (sheet, tables) in book.worksheets().filter(|(sheet, _)| !is_blank(sheet)) {
        is_any = true;
        let filled = sheet.rows.iter().flat_map(|row| {
            let cells = row.cells.iter().filter(|cell| cell.value != Value::Nothing);
            cells.map(move |cell| (row.number, cell.first))
        });
        if filled.clone().all(|(_, column)| column > 1) {
            seen.area(sheet, Area::columns(1, 1), "A 列没有使用", "column A is not used");
            continue;
        }
        for (row, column) in filled.filter(|(_, column)| *column > 1) {
            if table_at(tables, row, column).is_none() {
                seen.cell(
                    sheet,
                    row,
                    column,
                    "表外的内容不在 A 列",
                    "content outside of a table that is not in column A",
                );
            }
        }
    }
    if is_any { seen.outcome() } else { all_blank() }
}

fn no_tables(book: &Book) -> Option<CheckOutcome> {
    let is_none = book.all_tables().next().is_none();
    is_none.then(|| CheckOutcome::not_applicable("工作簿中没有表", "the workbook has no tables"))
}

/// G30: tables that begin to the right of column A.
pub(crate) fn left_edge(book: &Book) -> CheckOutcome {
    if let Some(none) = no_tables(book) {
        return none;
    }
    let mut seen = Seen::default();
    for (sheet, table) in book.all_tables().filter(|(_, table)| table.area.first_column > 1) {
        seen.area(sheet, table.area, "表不从 A 列开始", "the table does not begin in column A");
    }
    seen.outcome()
}

/// G31: content in rows below the last table of a sheet.
pub(crate) fn nothing_below(book: &Book) -> CheckOutcome {
    if let Some(none) = no_tables(book) {
        return none;
    }
    let mut seen = Seen::default();
    for (sheet, tables) in book.worksheets() {
        let Some(end) = tables.iter().map(|table| table.area.last_row).max() else { continue };
        for row in sheet.rows.iter().filter(|row| row.number > end) {
            for cell in row.cells.iter().filter(|cell| cell.value != Value::Nothing) {
                seen.cell(sheet, row.number, cell.first, "表下方的内容", "content below the table");
            }
        }
    }
    seen.outcome()
}

/// G32: sheets with several tables.
pub(crate) fn one_table(book: &Book) -> CheckOutcome {
    if let Some(none) = no_tables(book) {
        return none;
    }
    let mut seen = Seen::default();
    for (sheet, tables) in book.worksheets() {
        for table in tables.iter().skip(1) {
            seen.area(sheet, table.area, "同一工作表上的又一个表", "a further table on the sheet");
        }
    }
    seen.outcome()
}
