//! Inspection: everything the importer sees in a file, cell by cell, as one document that other programs read.

use crate::read_file::{ReadFile, SeenFigure, read_file};
use crate::structure::{Label, Table};
use crate::{FileContext, IngestError};
use serde_json::{Value, json};
use tierstat_model::{Area, CodeLists, Finding, Language, Status};

/// The version of the document that [`Inspection::to_json_value`] writes.
const SCHEMA_VERSION: u32 = 1;

/// What the importer sees in a file.
#[derive(Debug)]
pub struct Inspection<'a> {
    file: String,
    lists: &'a CodeLists,
    read: ReadFile,
}

/// Reads a file as an import would, and keeps everything that was seen.
///
/// # Errors
/// [`IngestError`] where the file cannot be read at all.
pub fn inspect<'a>(context: &FileContext<'a>) -> Result<Inspection<'a>, IngestError> {
    Ok(Inspection { file: context.name.to_owned(), lists: context.lists, read: read_file(context)? })
}

impl Inspection<'_> {
    /// Everything odd, in the order in which it was seen.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.read.findings
    }

    /// The document of schema version 1; names and messages are in the language.
    ///
    /// Rows and columns count from 1. A text that does not exist is empty, a number that does not exist is null.
    #[must_use]
    pub fn to_json_value(&self, language: Language) -> Value {
        let sheets: Vec<Value> = self
            .read
            .opened
            .sheets
            .iter()
            .zip(&self.read.structures)
            .map(|(sheet, structure)| {
                json!({
                    "name": sheet.name.as_deref().unwrap_or_default(),
                    "row_classes": structure.classes,
                    "tables": structure.tables.iter().map(table_value).collect::<Vec<_>>(),
                })
            })
            .collect();
        let figures: Vec<Value> =
            self.read.figures.iter().map(|seen| self.figure_value(seen, language)).collect();
        let findings: Vec<Value> =
            self.read.findings.iter().flat_map(|finding| finding_values(finding, language)).collect();
        let mut document = json!({
            "schema_version": SCHEMA_VERSION,
            "file": self.file,
            "sheets": sheets,
            "figures": figures,
            "findings": findings,
        });
        if let (Some(dialect), Some(object)) = (&self.read.opened.dialect, document.as_object_mut()) {
            let text = |character: Option<char>| character.map(String::from).unwrap_or_default();
            object.insert(
                "dialect".to_owned(),
                json!({
                    "encoding": dialect.encoding,
                    "delimiter": dialect.delimiter.to_string(),
                    "quote": text(dialect.quote),
                    "escape": text(dialect.escape),
                }),
            );
        }
        document
    }

    fn figure_value(&self, seen: &SeenFigure, language: Language) -> Value {
        let (raw, meaning) = (&seen.named.raw, &seen.named.meaning);
        let quantity = &seen.named.quantity;
        let sheet = self.read.opened.sheets.get(seen.sheet).and_then(|sheet| sheet.name.as_deref());
        let area = meaning.area.as_ref().and_then(|code| self.lists.areas.get(code));
        let unit = match (&meaning.unit, &raw.number.unit_text) {
            (Some((unit, _)), _) => unit.0.as_str(),
            (None, Some(printed)) => printed,
            (None, None) => "",
        };
        let status = raw.number.status.or(seen.origin.as_ref().and_then(|origin| origin.status));
        let status = status.unwrap_or(if quantity.bounds.is_none() { Status::O } else { Status::A });
        json!({
            "sheet": sheet.unwrap_or_default(),
            "cell": crate::places::a1(raw.place),
            "printed": quantity.printed,
            "value": quantity.value,
            "lower": quantity.bounds.map(|bounds| bounds.lower()),
            "upper": quantity.bounds.and_then(|bounds| bounds.upper_value()),
            "precision": quantity.precision.name(),
            "unit": unit,
            "row_labels": texts(raw.groups.iter().chain(raw.row_labels.iter())),
            "column_labels": texts(raw.column_labels.iter()),
            "area_code": meaning.area.as_ref().map(|code| code.0.as_str()),
            "area_name": area.map(|area: &Area| area.name_in(language)),
            "tier": meaning.tier.as_ref().map(|tier| tier.0.as_str()),
            "indicator": meaning.indicator.as_ref().map(|indicator| indicator.0.as_str()),
            "period": meaning.period.map(|period| period.to_string()),
            "status": status.code(),
        })
    }
}

fn texts<'a>(labels: impl Iterator<Item = &'a Label>) -> Vec<&'a str> {
    labels.map(|label| label.text.as_str()).collect()
}

fn table_value(table: &Table) -> Value {
    json!({
        "range": table.range(),
        "title": table.title.as_deref().unwrap_or_default(),
        "unit": table.unit.as_deref().unwrap_or_default(),
        "header_rows": table.header_rows.map(|(first, last)| [first, last]),
        "data_rows": [table.data_rows.0, table.data_rows.1],
        "stub_columns": table.stub_columns,
        "notes": table.notes,
    })
}

/// One entry for each cell of a finding, so that a program can look them up by cell.
fn finding_values(finding: &Finding, language: Language) -> Vec<Value> {
    finding
        .cells
        .iter()
        .map(|cell| {
            json!({
                "rule": finding.rule,
                "severity": finding.severity.name(),
                "sheet": cell.sheet.as_deref().unwrap_or_default(),
                "cell": cell.a1(),
                "message": finding.message.get(language),
                "hint": finding.hint.get(language),
            })
        })
        .collect()
}
