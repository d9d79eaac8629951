//! The cell of a figure among its neighbours.

use crate::output::{Answer, Column, cut, in_columns};
use serde_json::json;
use tierstat_model::CellRef;
use tierstat_store::Snapshot;

/// The cell with its neighbours as they stand in the received file; nothing where that cannot be read as a sheet.
pub(super) fn cell_picture(ledger: &Snapshot, content_hash: &str, cell: &CellRef) -> String {
    const LONGEST: usize = 20;
    let Ok(Some(content)) = ledger.stored_file(content_hash) else { return String::new() };
    let limits = tierstat_ingest::Limits::default();
    let Ok(Some(around)) = tierstat_ingest::surroundings(content, cell, &limits) else {
        return String::new();
    };
    let mut columns = vec![at_the_right("")];
    columns.extend(around.columns.iter().map(|letters| at_the_right(letters)));
    let rows = around.rows.iter().enumerate().map(|(index, (number, cells))| {
        let cell = |(column, text): (usize, &String)| {
            let text = cut(text, LONGEST);
            json!(if (index, column) == around.place { format!("【{text}】") } else { text })
        };
        std::iter::once(json!(number)).chain(cells.iter().enumerate().map(cell)).collect()
    });
    let table = in_columns(&Answer { columns, rows: rows.collect() });
    table.lines().map(|line| format!("    {line}\n")).collect()
}

fn at_the_right(name: &str) -> Column {
    Column { name: name.to_owned(), right: true }
}
