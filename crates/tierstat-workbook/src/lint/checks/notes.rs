//! Checks of notes: G11 to G14.

use crate::lint::area::Area;
use crate::lint::book::Book;
use crate::lint::note_marks::NoteMark;
use crate::lint::result::CheckOutcome;
use crate::lint::seen::Seen;
use crate::lint::sheet::{Sheet, SheetCell, Value};
use crate::lint::tables::{TableArea, table_at};
use std::collections::{BTreeMap, BTreeSet};

/// G11: signs and raised figures as marks of notes.
pub(crate) fn no_signs(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for (sheet, row, cell, text) in book.all_texts() {
        let is_raised =
            text.raised.is_some() || book.styles.font(cell.style).is_some_and(|font| font.is_raised);
        let sign = text.marks.iter().find_map(|mark| match mark {
            NoteMark::Sign(sign) => Some(sign),
            NoteMark::Word(_) | NoteMark::Bare(_) => None,
        });
        let raised = text.raised.as_deref().filter(|_| is_raised);
        match (raised, sign) {
            (Some(raised), _) => {
                let (zh, en) = (
                    format!("上标“{raised}”作注释标记"),
                    format!("the superscript `{raised}` as a mark of a note"),
                );
                seen.cell(sheet, row, cell.first, &zh, &en);
            }
            (None, Some(sign)) => {
                let (zh, en) =
                    (format!("符号“{sign}”作注释标记"), format!("the sign `{sign}` as a mark of a note"));
                seen.cell(sheet, row, cell.first, &zh, &en);
            }
            (None, None) if is_raised => {
                seen.cell(sheet, row, cell.first, "整格上标", "all of the cell is a superscript");
            }
            (None, None) => {}
        }
    }
    seen.outcome()
}

/// G12: marks of notes that are not the word in square brackets.
pub(crate) fn worded_marks(book: &Book) -> CheckOutcome {
    let (mut seen, mut is_any) = (Seen::default(), false);
    for (sheet, tables) in book.worksheets() {
        let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.number, cell)));
        for (row, cell) in cells {
            let Some(text) = book.text(cell) else { continue };
            if !is_label(tables, row, cell) {
                is_any |= text.notes().next().is_some();
                continue;
            }
            for mark in &text.marks {
                match mark {
                    NoteMark::Word(_) => is_any = true,
                    NoteMark::Sign(_) => {}
                    NoteMark::Bare(mark) => {
                        let zh = format!("注释标记写作“{mark}”，应写 [注1]");
                        let en =
                            format!("the mark of a note is written `{mark}`, where [note 1] is to stand");
                        seen.cell(sheet, row, cell.first, &zh, &en);
                    }
                }
            }
        }
    }
    match seen.outcome() {
        CheckOutcome::Passed { .. } if !is_any => no_notes(),
        outcome => outcome,
    }
}

fn no_notes() -> CheckOutcome {
    CheckOutcome::not_applicable("没有写成文字的注释标记", "there are no marks of notes in words or numbers")
}

/// Whether a cell is the title of a sheet, or one of the header or the labels of a table.
fn is_label(tables: &[TableArea], row: u32, cell: &SheetCell) -> bool {
    let is_title = row == 1 && cell.first == 1;
    is_title
        || table_at(tables, row, cell.first).is_some_and(|table| {
            table.body().is_none_or(|body| !body.has_row(row)) || cell.first == table.area.first_column
        })
}

/// G13: marks of notes in cells of columns of numbers.
pub(crate) fn no_marks_in_data(book: &Book) -> CheckOutcome {
    let (mut seen, mut is_any) = (Seen::default(), false);
    for (sheet, table) in book.all_tables() {
        let Some(body) = table.body() else { continue };
        for column in columns_of_numbers(sheet, &body) {
            is_any = true;
            for row in sheet.rows_of(&body) {
                let Some((cell, text)) = row.cell(column).and_then(|cell| Some((cell, book.text(cell)?)))
                else {
                    continue;
                };
                let begins_with_digit = text.text.starts_with(|sign: char| sign.is_ascii_digit());
                let has_mark = text.marks.iter().any(|mark| match mark {
                    NoteMark::Word(_) | NoteMark::Sign(_) => true,
                    NoteMark::Bare(_) => begins_with_digit,
                });
                if has_mark || text.raised.is_some() || is_only_signs(&text.text) {
                    seen.cell(
                        sheet,
                        row.number,
                        cell.first,
                        "数据单元格中有注释标记",
                        "a mark of a note in a cell of data",
                    );
                }
            }
        }
    }
    if is_any {
        seen.outcome()
    } else {
        CheckOutcome::not_applicable("表中没有数据列", "no table has a column of numbers")
    }
}

fn is_only_signs(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|sign| matches!(sign, '*' | '†' | '‡' | '＊' | '※'))
}

/// The columns of a body in which more than half of what stands is a number.
fn columns_of_numbers(sheet: &Sheet, body: &Area) -> Vec<u32> {
    let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for row in sheet.rows_of(body) {
        let inside = row.cells.iter().filter(|cell| {
            cell.value != Value::Nothing && (body.first_column..=body.last_column).contains(&cell.first)
        });
        for cell in inside {
            let (numbers, all) = counts.entry(cell.first).or_default();
            *all += 1;
            *numbers += usize::from(matches!(cell.value, Value::Number(_)));
        }
    }
    counts.into_iter().filter(|(_, (numbers, all))| numbers * 2 > *all).map(|(column, _)| column).collect()
}

/// G14: notes on the sheets of tables, and marks that no sheet of notes explains.
pub(crate) fn notes_sheet(book: &Book) -> CheckOutcome {
    let (of_notes, others): (Vec<_>, Vec<_>) =
        book.worksheets().partition(|(sheet, _)| is_notes_sheet(book, sheet));
    let mut explained = BTreeSet::new();
    for (sheet, _) in &of_notes {
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            match cell.value {
                Value::Number(number)
                    if number.fract().abs() < f64::EPSILON && (1.0..1000.0).contains(&number) =>
                {
                    explained.insert(number.to_string());
                }
                _ => {
                    explained.extend(book.text(cell).map(|text| note_number(&text.text)).unwrap_or_default());
                }
            }
        }
    }
    let (mut seen, mut is_any) = (Seen::default(), false);
    for (sheet, tables) in others {
        for row in &sheet.rows {
            for cell in &row.cells {
                let Some(text) = book.text(cell) else { continue };
                if !tables.is_empty() && text.is_note && table_at(tables, row.number, cell.first).is_none() {
                    is_any = true;
                    seen.cell(
                        sheet,
                        row.number,
                        cell.first,
                        "注释写在表所在的工作表上",
                        "a note on the sheet of a table",
                    );
                    continue;
                }
                for number in text.notes() {
                    is_any = true;
                    if !explained.contains(&number.to_string()) {
                        let (zh, en) = (
                            format!("注释工作表中没有注 {number}"),
                            format!("no sheet of notes has note {number}"),
                        );
                        seen.cell(sheet, row.number, cell.first, &zh, &en);
                    }
                }
            }
        }
    }
    match seen.outcome() {
        CheckOutcome::Passed { .. } if !is_any && of_notes.is_empty() => {
            CheckOutcome::not_applicable("没有注释", "there are no notes")
        }
        outcome => outcome,
    }
}

/// Whether a sheet is one of notes, by its name or title.
fn is_notes_sheet(book: &Book, sheet: &Sheet) -> bool {
    [sheet.name.as_str(), book.text_at(sheet, 1, 1)].iter().any(|name| {
        let name = name.trim().to_lowercase();
        matches!(name.as_str(), "notes" | "note" | "footnotes" | "table notes" | "notes table")
            || name.starts_with("notes ")
            || ["注释", "附注", "注", "备注", "表注"].contains(&name.as_str())
            || name.ends_with("注释") && name.chars().count() <= 8
    })
}

/// The number of a note by which its row begins: `[note 1]`, `note 1`, `注1`, `1`.
fn note_number(text: &str) -> Vec<String> {
    let lower = text.trim().to_lowercase();
    if lower.chars().count() > 20 {
        return Vec::new();
    }
    let inside = lower.trim_matches(|sign: char| matches!(sign, '[' | ']' | '［' | '］' | ':' | '：' | '.'));
    let rest =
        ["note", "注释", "注"].iter().find_map(|word| inside.strip_prefix(word)).unwrap_or(inside).trim();
    let is_number = !rest.is_empty() && rest.bytes().all(|sign| sign.is_ascii_digit());
    if is_number { vec![rest.trim_start_matches('0').to_owned()] } else { Vec::new() }
}
