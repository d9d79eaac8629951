//! What the importer made of the tables of a file, as rows for people; programs read the document.

use super::document::{items, text};
use crate::codes;
use crate::output::cut;
use serde_json::Value;
use tierstat_answers::{Field, Row};
use tierstat_model::Language;

/// Titles and labels are shown up to this long. In characters.
const LONGEST_LABEL: usize = 48;

/// A table.
pub(super) struct TableRow<'a> {
    sheet: &'a Value,
    table: &'a Value,
}

/// Why a part of a table was taken for what it is.
pub(super) struct ReasonRow<'a>(TableRow<'a>, &'a Value);

/// What the labels of a part of a table were recognised as, and what of them was passed over.
pub(super) struct LabelRow<'a>(TableRow<'a>, &'a Value);

impl<'a> TableRow<'a> {
    /// All of a document.
    pub(super) fn all(document: &'a Value) -> impl Iterator<Item = Self> {
        let sheets = items(&document["sheets"]).iter();
        sheets.flat_map(|sheet| items(&sheet["tables"]).iter().map(move |table| Self { sheet, table }))
    }

    /// The items of a list of each table, each with its table.
    fn parts(document: &'a Value, list: &'static str) -> impl Iterator<Item = (Self, &'a Value)> {
        Self::all(document).flat_map(move |Self { sheet, table }| {
            items(&table[list]).iter().map(move |part| (Self { sheet, table }, part))
        })
    }
}

impl<'a> ReasonRow<'a> {
    /// All of a document.
    pub(super) fn all(document: &'a Value) -> Vec<Self> {
        TableRow::parts(document, "reasons").map(|(table, part)| Self(table, part)).collect()
    }
}

impl<'a> LabelRow<'a> {
    /// All of a document.
    pub(super) fn all(document: &'a Value) -> Vec<Self> {
        TableRow::parts(document, "labels").map(|(table, part)| Self(table, part)).collect()
    }
}

impl Row for TableRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::told("sheet", ["工作表", "sheet"], |row: &Self, _| text(&row.sheet["name"])),
            Field::told("range", ["范围", "range"], |row, _| text(&row.table["range"])),
            Field::told("title", ["标题", "title"], |row, _| {
                cut(&text(&row.table["title"]), LONGEST_LABEL)
            }),
            Field::told("unit", ["单位", "unit"], |row, _| text(&row.table["unit"])),
            Field::told("header_rows", ["表头行", "header rows"], |row, _| {
                span(&row.table["header_rows"])
            }),
            Field::told("data_rows", ["数据行", "data rows"], |row, _| span(&row.table["data_rows"])),
        ]
    }
}

impl Row for ReasonRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::told("sheet", ["工作表", "sheet"], |row: &Self, _| text(&row.0.sheet["name"])),
            Field::told("range", ["表", "table"], |row, _| text(&row.0.table["range"])),
            Field::told("part", ["部分", "part"], |row, voice| part(row.1, voice.language)),
            Field::told("place", ["位置", "place"], |row, _| text(&row.1["place"])),
            Field::told("reason", ["理由", "reason"], |row, _| text(&row.1["reason"])),
        ]
    }
}

impl Row for LabelRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::told("sheet", ["工作表", "sheet"], |row: &Self, _| text(&row.0.sheet["name"])),
            Field::told("range", ["表", "table"], |row, _| text(&row.0.table["range"])),
            Field::told("part", ["部分", "part"], |row, voice| part(row.1, voice.language)),
            Field::told("place", ["位置", "place"], |row, _| text(&row.1["place"])),
            Field::told("recognised", ["认作", "recognised as"], |row, _| listed(&row.1["recognised"])),
            Field::told("passed_over", ["未用上", "passed over"], |row, _| {
                cut(&text(&row.1["passed_over"]), LONGEST_LABEL)
            }),
        ]
    }
}

/// The name of a part of a table.
fn part(value: &Value, language: Language) -> String {
    let code = text(&value["part"]);
    codes::part(&code).map_or(code, |words| words.get(language).to_owned())
}

/// A text, or several.
fn listed(value: &Value) -> String {
    value.as_array().map_or_else(|| text(value), |all| all.iter().map(text).collect::<Vec<_>>().join(";"))
}

/// The first row and the last.
fn span(rows: &Value) -> String {
    match items(rows) {
        [first, last] if first == last => first.to_string(),
        [first, last] => format!("{first}–{last}"),
        _ => String::new(),
    }
}
