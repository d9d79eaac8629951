//! What became of the cells of a sheet, as a row for people.

use super::document::{items, text};
use serde_json::Value;
use tierstat_answers::{Field, Row};

/// What became of every cell of a sheet that holds something.
pub(super) struct BalanceRow<'a>(&'a Value);

impl<'a> BalanceRow<'a> {
    /// All of a document.
    pub(super) fn all(document: &'a Value) -> Vec<Self> {
        items(&document["sheets"]).iter().map(Self).collect()
    }

    /// The first places that were not understood, with a sign where there are more.
    fn not_understood(&self) -> String {
        const MOST_RANGES: usize = 3;
        let ranges = items(&self.0["balance"]["not_understood"]);
        let more = (ranges.len() > MOST_RANGES).then(|| "…".to_owned());
        ranges.iter().take(MOST_RANGES).map(text).chain(more).collect::<Vec<_>>().join(", ")
    }
}

impl Row for BalanceRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::told("sheet", ["工作表", "sheet"], |row: &Self, _| text(&row.0["name"])),
            Field::words("cells", ["非空单元格", "cells"], |row, _| text(&row.0["balance"]["cells"])),
            Field::words("figures", ["数据", "figures"], |row, _| text(&row.0["balance"]["figures"])),
            Field::words("row_labels", ["行标签", "row labels"], |row, _| {
                text(&row.0["balance"]["row_labels"])
            }),
            Field::words("headers", ["表头", "headers"], |row, _| text(&row.0["balance"]["headers"])),
            Field::words("titles", ["标题", "titles"], |row, _| text(&row.0["balance"]["titles"])),
            Field::words("units", ["单位", "units"], |row, _| text(&row.0["balance"]["units"])),
            Field::words("notes", ["注", "notes"], |row, _| text(&row.0["balance"]["notes"])),
            Field::words("unread", ["未认出", "not understood"], |row, _| {
                text(&row.0["balance"]["unread"])
            }),
            Field::told("not_understood", ["位置", "where"], |row, _| row.not_understood()),
        ]
    }
}
