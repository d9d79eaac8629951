//! What a workbook hides and calamine does not say: rows, filtered ones among them, and columns (Office Open XML,
//! ECMA-376 part 1, sections 18.3.1.73 and 18.3.1.13).

use super::attribute::{attribute, local_attribute};
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Cursor, Read};

/// Ends of runs, counted from 1.
type Runs = Vec<(u32, u32)>;

/// The hidden rows and columns of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct HiddenParts {
    /// Runs of rows.
    pub(crate) rows: Runs,
    /// Runs of columns.
    pub(crate) columns: Runs,
}

impl HiddenParts {
    /// Adds a run of rows, counted from 1.
    pub(crate) fn hide_rows(&mut self, first: u32, last: u32) {
        push(&mut self.rows, (first, last));
    }

    /// Adds a run of columns, counted from 1.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        push(&mut self.columns, (first, last));
    }

    /// Whether nothing is hidden.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.columns.is_empty()
    }
}

/// The hidden parts of each sheet of an .xlsx by its name; what cannot be read hides nothing, and is reported by the reader.
pub(crate) fn hidden_parts(content: &[u8]) -> BTreeMap<String, HiddenParts> {
    let mut hidden = BTreeMap::new();
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(content)) else { return hidden };
    let mut seen = BTreeSet::new();
    for (name, path) in sheet_parts(content) {
        // Whoever reads the sheets reads each part once.
        if !seen.insert(path.clone()) {
            continue;
        }
        if let Ok(part) = archive.by_name(&path) {
            let parts = of_sheet(BufReader::new(part));
            if !parts.is_empty() {
                hidden.insert(name, parts);
            }
        }
    }
    hidden
}

/// The sheets of an .xlsx by name, in order, each with its part.
pub(crate) fn sheet_parts(content: &[u8]) -> Vec<(String, String)> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(content)) else { return Vec::new() };
    let targets: BTreeMap<String, String> =
        named(&mut archive, "xl/_rels/workbook.xml.rels", "Relationship", "Id", "Target")
            .into_iter()
            .collect();
    let sheets = named(&mut archive, "xl/workbook.xml", "sheet", "name", "id").into_iter();
    sheets
        .filter_map(|(name, id)| {
            let target = targets.get(&id)?;
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            Some((name, path))
        })
        .collect()
}

/// Two attributes of every element of a kind in a small part.
fn named<R: Read + std::io::Seek>(
    archive: &mut zip::ZipArchive<R>,
    path: &str,
    element: &str,
    first: &str,
    second: &str,
) -> Vec<(String, String)> {
    let mut xml = String::new();
    let read = archive.by_name(path).map(|mut part| part.read_to_string(&mut xml));
    if !matches!(read, Ok(Ok(_))) {
        return Vec::new();
    }
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut found = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == element => {
                found.extend(local_attribute(&start, first).zip(local_attribute(&start, second)));
            }
            _ => {}
        }
    }
    found
}

fn of_sheet(part: impl BufRead) -> HiddenParts {
    let mut reader = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    let mut hidden = HiddenParts::default();
    let mut row = 0;
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "row" => {
                    row = attribute(&start, "r").and_then(|row| row.parse().ok()).unwrap_or(row + 1);
                    if is_hidden(&start) {
                        hidden.hide_rows(row, row);
                    }
                }
                "col" if is_hidden(&start) => {
                    let end = |name| attribute(&start, name).and_then(|column| column.parse().ok());
                    if let (Some(first), Some(last)) = (end("min"), end("max")) {
                        hidden.hide_columns(first, last);
                    }
                }
                _ => {}
            },
            _ => {}
        }
        buffer.clear();
    }
    hidden
}

fn push(runs: &mut Runs, (first, last): (u32, u32)) {
    match runs.last_mut() {
        // A file may say the same of one run as often as it likes.
        Some(run) if run.0 <= first && first <= run.1.saturating_add(1) => run.1 = run.1.max(last),
        Some(_) | None => runs.push((first, last)),
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "hidden").is_some_and(|value| value == "1" || value == "true")
}
