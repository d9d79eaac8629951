//! What an answer writes: a line of a mapping, an origin, a correction, a setting.

use crate::line::MappingLine;
use tierstat_model::CellRef;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

/// One record, with the file of the project that takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The file that takes it, by its path inside the project.
    pub file: String,
    /// What it says.
    pub content: Content,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A line of a mapping, of the defaults of a folder or of the settings.
    Line(MappingLine),
    /// Who published a file, in which state, and since when it is known.
    Origin(OriginRecord),
    /// That a printed number is not read.
    Dropped {
        /// The cell.
        cell: CellRef,
        /// What it prints, without which the record does nothing.
        expected: String,
        /// Why.
        reason: String,
    },
}

/// The parts of an origin file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OriginRecord {
    /// Who published the file.
    pub publisher: String,
    /// The title.
    pub title: String,
    /// Which state of it.
    pub edition: String,
    /// The day it was received.
    pub received_on: Option<String>,
}

/// A file that stands where a record goes and is no TOML.
#[derive(Debug, thiserror::Error)]
#[error("{file} is no TOML: {reason}")]
pub struct NoToml {
    /// The file.
    pub file: String,
    /// What its reader says.
    pub reason: String,
}

impl Record {
    /// The file with the record in it: what stood there stays, comments among it.
    ///
    /// # Errors
    /// [`NoToml`] where what stands there cannot be read.
    pub fn put_into(&self, before: Option<&str>) -> Result<String, NoToml> {
        let mut document: DocumentMut =
            before.unwrap_or_default().parse().map_err(|error: toml_edit::TomlError| NoToml {
                file: self.file.clone(),
                reason: error.message().to_owned(),
            })?;
        match &self.content {
            Content::Line(line) => line.put_into(&mut document),
            Content::Origin(origin) => origin.put_into(&mut document),
            Content::Dropped { cell, expected, reason } => {
                let mut record = Table::new();
                if let Some(sheet) = &cell.sheet {
                    record.insert("sheet", value(sheet));
                }
                record.insert("cell", value(cell.a1()));
                record.insert("expected", value(expected));
                record.insert("action", value("drop"));
                record.insert("reason", value(reason));
                let records = document
                    .entry("corrections")
                    .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
                if let Some(records) = records.as_array_of_tables_mut() {
                    records.push(record);
                }
            }
        }
        Ok(document.to_string())
    }

    /// The record as a person would write it, on one line.
    #[must_use]
    pub fn written(&self) -> String {
        match &self.content {
            Content::Line(line) => line.written(),
            Content::Origin(origin) => {
                let mut document = DocumentMut::new();
                origin.put_into(&mut document);
                document.to_string().trim_end().replace('\n', ", ")
            }
            Content::Dropped { cell, expected, .. } => {
                format!(
                    "[[corrections]] cell = \"{}\", expected = {}, action = \"drop\"",
                    cell.a1(),
                    value(expected)
                )
            }
        }
    }
}

impl OriginRecord {
    fn put_into(&self, document: &mut DocumentMut) {
        let parts = [("publisher", &self.publisher), ("title", &self.title), ("edition", &self.edition)];
        for (key, text) in parts {
            if !text.is_empty() {
                document.insert(key, value(text));
            }
        }
        if let Some(day) = self.received_on.as_deref().and_then(|day| day.parse::<toml_edit::Datetime>().ok())
        {
            document.insert("received-on", value(day));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_what_a_person_could_have_written() {
        let origin = OriginRecord {
            publisher: "长沙市社会工作协会".to_owned(),
            title: "会员统计表".to_owned(),
            edition: "2025".to_owned(),
            received_on: Some("2026-03-01".to_owned()),
        };
        let record = Record { file: "a.origin.toml".to_owned(), content: Content::Origin(origin) };
        assert_eq!(
            record.put_into(None).unwrap(),
            "publisher = \"长沙市社会工作协会\"\ntitle = \"会员统计表\"\nedition = \"2025\"\nreceived-on = 2026-03-01\n"
        );
        let cell = CellRef { file: "a.xlsx".to_owned(), sheet: Some("表".to_owned()), row: 9, column: 2 };
        let dropped =
            Content::Dropped { cell, expected: "1 \"2\"".to_owned(), reason: "合计有误".to_owned() };
        let record = Record { file: "a.corrections.toml".to_owned(), content: dropped };
        let once = record.put_into(None).unwrap();
        assert!(once.starts_with("[[corrections]]\nsheet = \"表\"\ncell = \"B9\"\nexpected = "), "{once}");
        assert_eq!(record.put_into(Some(&once)).unwrap().matches("[[corrections]]").count(), 2);
        let error = record.put_into(Some("= 3")).unwrap_err();
        assert!(error.to_string().starts_with("a.corrections.toml is no TOML"), "{error}");
    }
}
