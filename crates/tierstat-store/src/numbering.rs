//! Numbers: what many figures share stands once in the ledger, under a number.

use crate::row;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeMap;
use tierstat_model::{Document, Figure};

/// The numbers under which series, documents and sheets stand in the ledger, or come to stand.
pub(crate) struct Numbering<'t> {
    transaction: &'t Transaction<'t>,
    /// The document of the figure before, which is mostly that of the next.
    document: Option<(Document, i64)>,
    documents: BTreeMap<String, i64>,
    series: BTreeMap<String, i64>,
    sheets: BTreeMap<String, i64>,
    /// The series that is looked for, in one text.
    wanted: String,
}

impl<'t> Numbering<'t> {
    /// Numbers within a transaction.
    pub(crate) fn new(transaction: &'t Transaction<'t>) -> Self {
        Self {
            transaction,
            document: None,
            documents: BTreeMap::new(),
            series: BTreeMap::new(),
            sheets: BTreeMap::new(),
            wanted: String::new(),
        }
    }

    /// The number of the series to which a figure belongs.
    pub(crate) fn series(&mut self, figure: &Figure) -> rusqlite::Result<i64> {
        let Figure { indicator, area, tier, measure, unit, breakdown, .. } = figure;
        let breakdown = breakdown.to_string();
        self.wanted.clear();
        for part in [&indicator.0, &area.0, &tier.0, measure.name(), &unit.0, &breakdown] {
            self.wanted.push_str(part);
            self.wanted.push('\u{1f}');
        }
        if let Some(number) = self.series.get(self.wanted.as_str()) {
            return Ok(*number);
        }
        let values = params![indicator.0, area.0, tier.0, measure.name(), unit.0, breakdown];
        let number = number_of(
            self.transaction,
            "SELECT id FROM series WHERE indicator = ?1 AND area = ?2 AND tier = ?3 AND measure = ?4 AND unit = ?5 \
             AND breakdown = ?6",
            "INSERT INTO series (indicator, area, tier, measure, unit, breakdown) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            values,
        )?;
        self.series.insert(self.wanted.clone(), number);
        Ok(number)
    }

    /// The number of a sheet.
    pub(crate) fn sheet(&mut self, name: &str) -> rusqlite::Result<i64> {
        if let Some(number) = self.sheets.get(name) {
            return Ok(*number);
        }
        let (find, insert) =
            ("SELECT id FROM sheets WHERE name = ?1", "INSERT INTO sheets (name) VALUES (?1)");
        let number = number_of(self.transaction, find, insert, params![name])?;
        self.sheets.insert(name.to_owned(), number);
        Ok(number)
    }

    /// The number of a document.
    pub(crate) fn document(&mut self, document: &Document) -> rusqlite::Result<i64> {
        if let Some((_, number)) = self.document.as_ref().filter(|(known, _)| known == document) {
            return Ok(*number);
        }
        let key = format!("{document:?}");
        let number = match self.documents.get(&key) {
            Some(number) => *number,
            None => document_id(self.transaction, document)?,
        };
        self.documents.insert(key, number);
        self.document = Some((document.clone(), number));
        Ok(number)
    }
}

/// The number of a row that stands there, or of the one that is made.
fn number_of(
    transaction: &Transaction<'_>,
    find: &str,
    insert: &str,
    values: &[&dyn rusqlite::ToSql],
) -> rusqlite::Result<i64> {
    let found = transaction.prepare(find)?.query_row(values, |row| row.get(0)).optional()?;
    match found {
        Some(number) => Ok(number),
        None => {
            transaction.prepare(insert)?.execute(values)?;
            Ok(transaction.last_insert_rowid())
        }
    }
}

/// The number of a document that stands in the ledger, or of the row that is made for it.
fn document_id(transaction: &Transaction<'_>, document: &Document) -> rusqlite::Result<i64> {
    let values = params![
        document.publisher,
        document.title,
        document.edition,
        document.url,
        document.published_on.map(|day| day.to_string()),
        document.received_on.map(|day| day.to_string()),
        row::layout_name(document.layout),
        document.title_zh,
        document.title_en,
    ];
    let found = transaction
        .query_row(
            "SELECT id FROM documents WHERE publisher = ?1 AND title = ?2 AND edition = ?3 AND url IS ?4 \
             AND published_on IS ?5 AND received_on IS ?6 AND layout = ?7 AND title_zh IS ?8 AND title_en IS ?9",
            values,
            |row| row.get(0),
        )
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    transaction.execute(
        "INSERT INTO documents (publisher, title, edition, url, published_on, received_on, layout, title_zh, title_en) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        values,
    )?;
    Ok(transaction.last_insert_rowid())
}
