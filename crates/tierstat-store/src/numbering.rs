//! Numbers: what many figures share stands once in the ledger, under a number.

use crate::row;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeMap;
use tierstat_model::{Document, Figure};

/// All that a document says.
type DocumentKey<'f> = ([&'f str; 3], Option<&'f str>, Option<Date>, Option<Date>, &'static str);

/// The numbers under which series, documents and sheets stand in the ledger, or come to stand.
pub(crate) struct Numbering<'t, 'f> {
    transaction: &'t Transaction<'t>,
    documents: BTreeMap<DocumentKey<'f>, i64>,
    series: BTreeMap<(&'f str, &'f str, &'f str, &'static str, &'f str), i64>,
    sheets: BTreeMap<&'f str, i64>,
}

impl<'t, 'f> Numbering<'t, 'f> {
    /// Numbers within a transaction.
    pub(crate) fn new(transaction: &'t Transaction<'t>) -> Self {
        Self { transaction, documents: BTreeMap::new(), series: BTreeMap::new(), sheets: BTreeMap::new() }
    }

    /// The number of the series to which a figure belongs.
    pub(crate) fn series(&mut self, figure: &'f Figure) -> rusqlite::Result<i64> {
        let Figure { indicator, area, tier, measure, unit, .. } = figure;
        let key = (indicator.0.as_str(), area.0.as_str(), tier.0.as_str(), measure.name(), unit.0.as_str());
        if let Some(number) = self.series.get(&key) {
            return Ok(*number);
        }
        let values = params![indicator.0, area.0, tier.0, measure.name(), unit.0];
        let number = number_of(
            self.transaction,
            "SELECT id FROM series WHERE indicator = ?1 AND area = ?2 AND tier = ?3 AND measure = ?4 AND unit = ?5 \
             AND breakdown = ''",
            "INSERT INTO series (indicator, area, tier, measure, unit) VALUES (?1, ?2, ?3, ?4, ?5)",
            values,
        )?;
        self.series.insert(key, number);
        Ok(number)
    }

    /// The number of a sheet.
    pub(crate) fn sheet(&mut self, name: &'f str) -> rusqlite::Result<i64> {
        if let Some(number) = self.sheets.get(name) {
            return Ok(*number);
        }
        let (find, insert) =
            ("SELECT id FROM sheets WHERE name = ?1", "INSERT INTO sheets (name) VALUES (?1)");
        let number = number_of(self.transaction, find, insert, params![name])?;
        self.sheets.insert(name, number);
        Ok(number)
    }

    /// The number of a document.
    pub(crate) fn document(&mut self, document: &'f Document) -> rusqlite::Result<i64> {
        let Document { publisher, title, edition, url, published_on, received_on, layout } = document;
        let names = [publisher.as_str(), title, edition];
        let key = (names, url.as_deref(), *published_on, *received_on, row::layout_name(*layout));
        if let Some(number) = self.documents.get(&key) {
            return Ok(*number);
        }
        let number = document_id(self.transaction, document)?;
        self.documents.insert(key, number);
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
    ];
    let found = transaction
        .query_row(
            "SELECT id FROM documents WHERE publisher = ?1 AND title = ?2 AND edition = ?3 AND url IS ?4 \
             AND published_on IS ?5 AND received_on IS ?6 AND layout = ?7",
            values,
            |row| row.get(0),
        )
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    transaction.execute(
        "INSERT INTO documents (publisher, title, edition, url, published_on, received_on, layout) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        values,
    )?;
    Ok(transaction.last_insert_rowid())
}
