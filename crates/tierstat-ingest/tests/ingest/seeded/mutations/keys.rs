//! Columns that are no figures: numbers that count rows or name things, labels nobody knows, remarks.

use super::super::sheet::{ColumnKind, Content, RowKind, Sheet};
use crate::synthetic::random::Random;

/// Puts a column of keys before the labels or right behind the first of them.
fn insert_key(
    sheet: &mut Sheet,
    head: &str,
    random: &mut Random,
    mut key: impl FnMut(usize, Option<&'static str>) -> Option<String>,
) -> bool {
    if !sheet.is_single() || sheet.columns.iter().any(|column| column.kind == ColumnKind::Key) {
        return false;
    }
    let at = sheet.first_label() + random.below(2);
    let column = sheet.headed(ColumnKind::Key, head);
    let mut number = 0;
    sheet.insert_column(at, column, |row| {
        if row.kind != RowKind::Data {
            return Content::Blank;
        }
        number += 1;
        key(number, row.sides[0].sense.area).map_or(Content::Blank, Content::Key)
    });
    true
}

pub(super) fn serial_numbers(sheet: &mut Sheet, random: &mut Random) -> bool {
    let head = if sheet.is_chinese { random.of(&["序号", "编号"]) } else { random.of(&["No.", "#"]) };
    insert_key(sheet, head, random, |number, _| Some(number.to_string()))
}

pub(super) fn area_codes(sheet: &mut Sheet, random: &mut Random) -> bool {
    if sheet.data_rows().iter().any(|place| sheet.rows[*place].sides[0].sense.area.is_none()) {
        return false;
    }
    let head = if sheet.is_chinese {
        random.of(&["代码", "行政区划代码"])
    } else {
        random.of(&["Code", "Area code"])
    };
    insert_key(sheet, head, random, |_, area| area.map(str::to_owned))
}

pub(super) fn ranks(sheet: &mut Sheet, random: &mut Random) -> bool {
    let rows = sheet.data_rows().len();
    let head = sheet.say("名次", "Rank").to_owned();
    let first = random.below(rows);
    insert_key(sheet, &head, random, |number, _| Some(((first + number) % rows + 1).to_string()))
}

pub(super) fn register_numbers(sheet: &mut Sheet, random: &mut Random) -> bool {
    let head = sheet.say("登记号", "Register number").to_owned();
    let first = 20_000 + random.below(70_000);
    insert_key(sheet, &head, random, |number, _| Some((first + 37 * number).to_string()))
}

/// A class that nobody knows may well change what is counted.
pub(super) fn unknown_labels(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !sheet.is_single() {
        return false;
    }
    let column = sheet.headed(ColumnKind::Label, sheet.say("类别", "Class"));
    let kinds = if sheet.is_chinese { ["甲类", "乙类"] } else { ["Kind A", "Kind B"] };
    let at = sheet.first_label() + 1;
    let mut number = random.below(2);
    sheet.insert_column(at, column, |row| {
        number += 1;
        match row.kind {
            RowKind::Data => Content::Text(kinds[number % 2].to_owned()),
            RowKind::Total | RowKind::Group | RowKind::Blank => Content::Blank,
        }
    });
    sheet.is_doubtful = true;
    true
}

pub(super) fn remarks(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !sheet.is_single() || sheet.columns.iter().any(|column| column.kind == ColumnKind::Remarks) {
        return false;
    }
    let column = sheet.headed(ColumnKind::Remarks, sheet.say("备注", "Remarks"));
    let remark = sheet.say("见说明", "see notes").to_owned();
    let at = sheet.columns.len();
    sheet.insert_column(at, column, |row| match row.kind {
        RowKind::Data if random.chance(40) => Content::Text(remark.clone()),
        RowKind::Data | RowKind::Total | RowKind::Group | RowKind::Blank => Content::Blank,
    });
    true
}
