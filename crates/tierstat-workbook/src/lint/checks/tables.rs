//! Checks of tables: G01 to G05 and G07 to G09.

use crate::lint::area::Area;
use crate::lint::book::Book;
use crate::lint::result::CheckOutcome;
use crate::lint::seen::Seen;
use crate::lint::sheet::{Sheet, Value};
use crate::lint::tables::TableArea;
use std::collections::{BTreeMap, BTreeSet};

fn no_tables() -> CheckOutcome {
    CheckOutcome::not_applicable("工作簿中没有表", "the workbook has no tables")
}

fn none_marked(book: &Book) -> Option<CheckOutcome> {
    if book.all_tables().next().is_none() {
        return Some(no_tables());
    }
    let is_any = book.all_tables().any(|(_, table)| table.is_marked());
    (!is_any)
        .then(|| CheckOutcome::not_applicable("没有设为表格的表，见 G01", "no table is marked up, see G01"))
}

/// G01: blocks of cells that are laid out as a table and are none that Excel knows.
pub(crate) fn marked_up(book: &Book) -> CheckOutcome {
    if book.all_tables().next().is_none() {
        return no_tables();
    }
    let mut seen = Seen::default();
    for (sheet, table) in book.all_tables().filter(|(_, table)| !table.is_marked()) {
        let (zh, en) = ("排成表的样子，但没有设为表格", "laid out as a table, but not marked up as one");
        seen.area(sheet, table.area, zh, en);
    }
    seen.outcome()
}

/// G02: names that programs give, such as Table1.
pub(crate) fn table_names(book: &Book) -> CheckOutcome {
    if let Some(none) = none_marked(book) {
        return none;
    }
    let mut seen = Seen::default();
    for sheet in &book.sheets {
        for table in &sheet.tables {
            let word =
                table.name.trim_end_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '_' | ' '));
            let is_given = matches!(
                word.to_lowercase().as_str(),
                "" | "table" | "tbl" | "表" | "表格" | "tabelle" | "tableau" | "tabla" | "t"
            );
            if is_given {
                let (zh, en) = (
                    format!("名称“{}”没有说明内容", table.name),
                    format!("the name `{}` says nothing of what is in it", table.name),
                );
                seen.area(sheet, table.area, zh, en);
            }
        }
    }
    seen.outcome()
}

/// G03: merged cells, wherever they stand; and tables in tables.
pub(crate) fn merged_cells(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for (sheet, tables) in book.worksheets() {
        for merge in &sheet.merges {
            seen.area(sheet, *merge, "合并的单元格", "merged cells");
        }
        let marked: Vec<&TableArea> = tables.iter().filter(|table| table.is_marked()).collect();
        for (place, table) in marked.iter().enumerate() {
            // Sorted by row: whatever begins below its end does not meet it.
            let later = marked.get(place + 1..).unwrap_or_default();
            let meets = later.iter().take_while(|other| other.area.first_row <= table.area.last_row);
            if meets.clone().any(|other| other.area.meets(&table.area)) {
                seen.area(sheet, table.area, "与另一个表格重叠", "overlaps another table");
            }
        }
    }
    seen.outcome()
}

/// G04: rows and columns of a table in which nothing stands.
pub(crate) fn blank_rows_and_columns(book: &Book) -> CheckOutcome {
    if book.all_tables().next().is_none() {
        return no_tables();
    }
    let mut seen = Seen::default();
    for (sheet, table) in book.all_tables() {
        if let Some((first, last)) = table.blank_rows {
            seen.area(
                sheet,
                Area { first_row: first, last_row: last, ..table.area },
                "表内的空行",
                "a blank row inside of the table",
            );
        }
        let body = if table.is_marked() { table.body() } else { Some(table.area) };
        let Some(body) = body else { continue };
        if table.is_marked() {
            blank_rows(sheet, &body, &mut seen);
        }
        let mut filled = BTreeSet::new();
        for row in sheet.rows_of(&body) {
            let cells = row.cells.iter().filter(|cell| cell.value != Value::Nothing);
            filled.extend(cells.map(|cell| cell.first));
        }
        let mut next = body.first_column;
        for column in filled
            .range(body.first_column..=body.last_column)
            .copied()
            .chain([body.last_column.saturating_add(1)])
        {
            // A column of which the cells are merged into others has none of its own.
            if column > next && sheet.merge(body.first_row, next).is_none() {
                let area = Area { first_column: next, last_column: column - 1, ..body };
                seen.area(sheet, area, "表内的空列", "a blank column inside of the table");
            }
            next = column.saturating_add(1);
        }
    }
    seen.outcome()
}

fn blank_rows(sheet: &Sheet, body: &Area, seen: &mut Seen) {
    let is_filled = |column: u32| (body.first_column..=body.last_column).contains(&column);
    let mut next = body.first_row;
    let filled = sheet
        .rows_of(body)
        .iter()
        .filter(|row| row.cells.iter().any(|cell| cell.value != Value::Nothing && is_filled(cell.first)));
    let ends = filled.map(|row| row.number).chain([body.last_row.saturating_add(1)]);
    for number in ends {
        if number > next {
            let area = Area { first_row: next, last_row: number - 1, ..*body };
            seen.area(sheet, area, "表内的空行", "a blank row inside of the table");
        }
        next = number.saturating_add(1);
    }
}

/// G05: no header row, names that stand twice, names that are missing or made up, and a further header row in the body.
pub(crate) fn header_row(book: &Book) -> CheckOutcome {
    if let Some(none) = none_marked(book) {
        return none;
    }
    let mut seen = Seen::default();
    for (sheet, table) in book.all_tables() {
        let Some(marked) = table.marked.and_then(|place| sheet.tables.get(place)) else { continue };
        if marked.header_rows == 0 {
            seen.area(sheet, table.area, "没有标题行", "it has no header row");
            continue;
        }
        let mut names = BTreeSet::new();
        for (column, name) in (table.area.first_column..).zip(&marked.columns) {
            let known = name.trim().to_lowercase();
            let digits = known.trim_start_matches("column").trim_start_matches('列');
            let is_made_up = digits.len() < known.len() && digits.bytes().all(|sign| sign.is_ascii_digit());
            let place = Area::cell(table.area.first_row, column);
            if known.is_empty() || is_made_up {
                seen.area(
                    sheet,
                    place,
                    "列没有名称，或是程序代起的名称",
                    "a column without a name, or with one that a program made up",
                );
            } else if !names.insert(known) {
                let (zh, en) =
                    (format!("列名“{name}”重复"), format!("the column name `{name}` stands twice"));
                seen.area(sheet, place, zh, en);
            }
        }
        if let Some(row) = further_header(book, sheet, table) {
            let area = Area { first_row: row, last_row: row, ..table.area };
            seen.area(sheet, area, "标题行之下又有一行标题", "a further header row under the first");
        }
    }
    seen.outcome()
}

/// The first row of the body, where it names columns of which all the rest are numbers.
fn further_header(book: &Book, sheet: &Sheet, table: &TableArea) -> Option<u32> {
    let body = table.body().filter(|body| body.last_row > body.first_row)?;
    // Words that stand for a value that is missing name nothing.
    let is_name = |column: u32| {
        let text = book.text_at(sheet, body.first_row, column).to_lowercase();
        let is_missing =
            matches!(text.as_str(), "n/a" | "na" | "nil" | "none" | "不详" | "缺" | "无" | "暂缺");
        !is_missing
            && !text.starts_with(['[', '［'])
            && text.chars().filter(|sign| sign.is_alphabetic()).nth(1).is_some()
            || text.chars().any(|sign| sign > '\u{2E7F}') && !is_missing
    };
    let rest = Area { first_row: body.first_row + 1, ..body };
    let is_of_numbers = |column: u32| {
        let mut values =
            sheet.rows_of(&rest).iter().filter_map(|row| row.cell(column)).map(|cell| cell.value);
        let mut numbers = 0;
        values.by_ref().all(|value| match value {
            Value::Number(_) => {
                numbers += 1;
                true
            }
            Value::Nothing => true,
            Value::Text(_) | Value::Other => false,
        }) && numbers > 0
    };
    // Every column of numbers begins with words: a row with some numbers is one of the body.
    let columns: Vec<u32> =
        (body.first_column..=body.last_column).filter(|column| is_of_numbers(*column)).collect();
    (!columns.is_empty() && columns.into_iter().all(is_name)).then_some(body.first_row)
}

/// G07: filters of sheets and tables, and panes that are frozen.
pub(crate) fn filters_and_panes(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for (sheet, _) in book.worksheets() {
        if let Some(filter) = sheet.filter {
            seen.area(sheet, filter, "筛选按钮", "a filter");
        }
        for table in sheet.tables.iter().filter(|table| table.has_filter) {
            seen.area(sheet, table.area, "表格的筛选按钮", "the filter buttons of the table");
        }
        if sheet.is_frozen {
            seen.sheet(sheet, "冻结的窗格", "frozen panes");
        }
    }
    seen.outcome()
}

/// G08: cells of a table in which nothing stands and of which no sentence above it speaks; and signs in place of a value.
pub(crate) fn empty_cells(book: &Book) -> CheckOutcome {
    if book.all_tables().next().is_none() {
        return no_tables();
    }
    let mut seen = Seen::default();
    let explained = explained_from(book);
    for (sheet, table) in book.all_tables() {
        let Some(body) = table.body() else { continue };
        let is_explained = explained.get(&sheet.name).is_some_and(|row| *row < table.area.first_row);
        for row in sheet.rows_of(&body) {
            let inside = row.cells.iter().filter(|cell| {
                cell.value != Value::Nothing && (body.first_column..=body.last_column).contains(&cell.first)
            });
            let mut next = body.first_column;
            for cell in inside {
                if !is_explained {
                    gap(sheet, row.number, (next, cell.first), &mut seen);
                }
                next = cell.last.saturating_add(1);
                let text = book.text(cell).map_or("", |text| &text.text);
                if !text.is_empty() && !text.chars().any(char::is_alphanumeric) {
                    seen.cell(
                        sheet,
                        row.number,
                        cell.first,
                        "以符号代替数值，应写缩写（如 [x]）",
                        "a sign in place of a value, where a shorthand such as [x] is to stand",
                    );
                }
            }
            if !is_explained && next > body.first_column {
                gap(sheet, row.number, (next, body.last_column.saturating_add(1)), &mut seen);
            }
        }
    }
    seen.outcome()
}

/// Notes the empty cells of a row from a column up to another, without those that are part of a merged one.
fn gap(sheet: &Sheet, row: u32, (first, end): (u32, u32), seen: &mut Seen) {
    let (zh, en) = ("空单元格，表上方没有说明", "an empty cell that no sentence above the table explains");
    if end <= first {
        return;
    }
    for (first_column, last_column) in sheet.unmerged(row, first, end) {
        seen.cells(sheet, Area { first_row: row, last_row: row, first_column, last_column }, zh, en);
    }
}

/// The first row of each sheet in which a text speaks of empty cells.
fn explained_from(book: &Book) -> BTreeMap<String, u32> {
    let mut rows = BTreeMap::new();
    for (sheet, row, _, text) in book.all_texts() {
        if text.is_of_blanks && !rows.contains_key(&sheet.name) {
            rows.insert(sheet.name.clone(), row);
        }
    }
    rows
}

/// G09: hidden rows, columns and sheets.
pub(crate) fn hidden_parts(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for sheet in &book.sheets {
        if sheet.is_hidden {
            seen.sheet(sheet, "隐藏的工作表", "a hidden sheet");
        }
        for (first, last) in &sheet.hidden_rows {
            seen.area(sheet, Area::rows(*first, *last), "隐藏的行", "hidden rows");
        }
        for run in sheet.columns.iter().filter(|run| run.is_hidden) {
            seen.area(sheet, Area::columns(run.first, run.last), "隐藏的列", "hidden columns");
        }
        if sheet.hides_other_rows {
            seen.sheet(sheet, "未用的行全部隐藏", "all rows that are not used are hidden");
        }
    }
    seen.outcome()
}
