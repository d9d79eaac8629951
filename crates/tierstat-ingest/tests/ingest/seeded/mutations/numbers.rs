//! How numbers and the marks beside them are printed.

use super::super::lists::PREFECTURES;
use super::super::sheet::{Content, RowKind, Sheet, count};
use crate::synthetic::random::Random;

/// Whether every printed number has as many decimals as the sheet.
fn is_uniform(sheet: &Sheet) -> bool {
    let sides = sheet.columns.iter().map(|column| &column.side);
    sides.chain(sheet.rows.iter().flat_map(|row| &row.sides)).all(|side| side.decimals == 0 && !side.is_other)
}

/// Whether what is counted may have decimals without a scale.
fn is_amount(sheet: &Sheet) -> bool {
    let units = sheet.units();
    !units.is_empty() && units.iter().all(|unit| *unit == "tonnes" || *unit == "pounds")
}

/// Numbers of four to six digits before the decimals.
fn large(sheet: &mut Sheet, random: &mut Random) {
    let power = 10_i64.pow(sheet.decimals);
    sheet.renumber(|| count(random) * 53 * power + i64::try_from(random.below(90)).unwrap() % power);
}

pub(super) fn decimal_comma(sheet: &mut Sheet, random: &mut Random) -> bool {
    if sheet.thousands.is_some() || !is_uniform(sheet) || sheet.decimals == 0 && !is_amount(sheet) {
        return false;
    }
    sheet.decimals = sheet.decimals.max(1);
    sheet.decimal_comma = true;
    sheet.thousands = Some('.');
    large(sheet, random);
    true
}

pub(super) fn thousands(sheet: &mut Sheet, random: &mut Random) -> bool {
    if sheet.thousands.is_some() || !is_uniform(sheet) {
        return false;
    }
    sheet.thousands = Some(random.of(&[',', ',', ' ', '\u{a0}', '\u{202f}']));
    large(sheet, random);
    true
}

pub(super) fn like_years(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !is_uniform(sheet) || sheet.decimals > 0 || sheet.thousands.is_some() {
        return false;
    }
    sheet.renumber(|| i64::try_from(1_985 + random.below(45)).unwrap());
    true
}

pub(super) fn like_codes(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !is_uniform(sheet) || sheet.decimals > 0 || sheet.thousands.is_some() {
        return false;
    }
    // A few of them are codes of areas indeed.
    sheet.renumber(|| match random.below(4) {
        0 => PREFECTURES[random.below(12)].0.parse().unwrap(),
        _ => i64::try_from(310_000 + 100 * random.below(400) + random.below(90)).unwrap(),
    });
    true
}

/// Marks for numbers that are not there.
const MISSING: [&str; 7] = ["…", "—", "-", "..", "n/a", "…", ""];

pub(super) fn missing_at_the_top(sheet: &mut Sheet, random: &mut Random) -> bool {
    let rows = sheet.data_rows();
    if rows.len() < 3 {
        return false;
    }
    let mark = random.of(&MISSING);
    let whole = random.chance(50);
    for (index, row) in rows.into_iter().take(1 + random.below(2)).enumerate() {
        for (place, cell) in sheet.rows[row].cells.iter_mut().enumerate() {
            if matches!(cell.content, Content::Number(_)) && (whole || (place + index) % 2 == 0) {
                cell.content = Content::Missing(mark);
            }
        }
    }
    true
}

pub(super) fn empty_first_column(sheet: &mut Sheet, _: &mut Random) -> bool {
    let columns = sheet.figure_columns();
    if columns.len() < 2 || !sheet.is_single() {
        return false;
    }
    for row in &mut sheet.rows {
        if let Content::Number(_) = row.cells[columns[0]].content {
            row.cells[columns[0]].content = Content::Missing("");
        }
    }
    true
}

pub(super) fn units_in_cells(sheet: &mut Sheet, _: &mut Random) -> bool {
    let units = sheet.units();
    if units.len() != 1 || !is_uniform(sheet) || sheet.is_scaled {
        return false;
    }
    let unit = match (*units.first().unwrap(), sheet.is_chinese) {
        ("persons", true) => "人",
        ("persons", false) => " persons",
        ("number", true) => "个",
        ("tonnes", true) => "吨",
        ("tonnes", false) => " tonnes",
        _ => return false,
    };
    for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Content::Number(_) = cell.content {
            cell.behind = unit.to_owned();
        }
    }
    // Another scale would contradict what the cells say.
    sheet.is_scaled = true;
    true
}

/// Says below the table what a mark means.
fn explain(sheet: &mut Sheet, mark: &str) {
    let chinese = format!("注：{mark}为初步数。");
    let english = format!("{mark} Provisional.");
    let said = sheet.say(&chinese, &english).to_owned();
    sheet.below.push(said);
}

const MARKS: [&str; 6] = ["①", "*", "[1]", "¹", "②", "†"];

pub(super) fn marks_behind_numbers(sheet: &mut Sheet, random: &mut Random) -> bool {
    let mark = random.of(&MARKS);
    let mut is_marked = false;
    for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if matches!(cell.content, Content::Number(_)) && cell.behind.is_empty() && random.chance(20) {
            cell.behind = mark.to_owned();
            is_marked = true;
        }
    }
    if is_marked {
        explain(sheet, mark);
    }
    is_marked
}

/// Puts a mark behind some heads of figures and some labels of rows.
fn mark_labels(sheet: &mut Sheet, mark: &str, is_raised: bool, random: &mut Random) -> bool {
    let heads = sheet.columns.iter_mut().flat_map(|column| column.heads.last_mut());
    let rows = sheet.rows.iter_mut().filter(|row| row.kind != RowKind::Blank).flat_map(|row| &mut row.cells);
    let mut is_marked = false;
    for cell in heads.chain(rows) {
        if matches!(cell.content, Content::Text(_)) && cell.behind.is_empty() && random.chance(20) {
            cell.behind = mark.to_owned();
            cell.is_raised = is_raised;
            is_marked = true;
        }
    }
    is_marked
}

pub(super) fn marks_behind_labels(sheet: &mut Sheet, random: &mut Random) -> bool {
    let mark = random.of(&MARKS);
    let is_marked = mark_labels(sheet, mark, false, random);
    if is_marked {
        explain(sheet, mark);
    }
    is_marked
}

/// Raised digits, which a careless reader glues to what stands before them.
pub(super) fn raised_marks(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !sheet.is_workbook {
        return false;
    }
    let mut is_marked = mark_labels(sheet, "1", true, random);
    for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if matches!(cell.content, Content::Number(_)) && cell.behind.is_empty() && random.chance(20) {
            cell.behind = "2".to_owned();
            cell.is_raised = true;
            is_marked = true;
        }
    }
    is_marked
}
