//! What calamine does not say about an OpenDocument sheet: how far it reaches, what is merged, what prints in percent.
//!
//! The reader fills the whole rectangle of a table at once, so its extent is counted here first (OpenDocument 1.2,
//! part 1, section 9.1: tables, with repeated rows and cells).

use super::Region;
use crate::open::compound::SheetExtent;
use crate::open::hidden::HiddenParts;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// What one table of the document holds.
#[derive(Debug, Default)]
pub(super) struct TableSurvey {
    pub(super) extent: SheetExtent,
    pub(super) merged: Vec<Region>,
    /// The cells that print in percent, as rows and columns counted from 1.
    pub(super) percent: BTreeSet<(u32, u32)>,
    pub(super) hidden: HiddenParts,
    row: u32,
    column: u32,
    /// The columns that the column elements have named so far.
    next_column: u32,
    row_repeats: u32,
}

/// What the tables of a document hold.
#[derive(Debug, Default)]
pub(super) struct DocumentSurvey {
    pub(super) tables: Vec<TableSurvey>,
    /// Whether the text ends inside a table: the reader would look for its end for ever.
    pub(super) is_cut: bool,
    /// The longest run of blanks that is written as a number (OpenDocument 1.2, part 1, section 6.1.3).
    pub(super) most_blanks: u64,
}

/// Walks `content.xml` once; `None` where it cannot be read, which the reader will report.
pub(super) fn survey(content: &[u8]) -> Option<DocumentSurvey> {
    let mut archive = zip::ZipArchive::new(Cursor::new(content)).ok()?;
    let mut xml = String::new();
    archive.by_name("content.xml").ok()?.read_to_string(&mut xml).ok()?;
    let mut reader = quick_xml::Reader::from_str(&xml);
    reader.config_mut().check_end_names = false;
    let mut tables: Vec<TableSurvey> = Vec::new();
    let mut open_cell: Option<BytesStart<'_>> = None;
    let mut has_text = false;
    let (mut depth, mut most_blanks) = (0_u32, 0);
    loop {
        // Text that is no XML from some place on is cut there.
        let event = reader.read_event().unwrap_or(Event::Eof);
        if let Event::Start(element) | Event::Empty(element) = &event
            && element.name().as_ref() == "text:s"
        {
            let blanks = attribute(element, "text:c").and_then(|count| count.parse().ok());
            most_blanks = most_blanks.max(blanks.unwrap_or(1));
        }
        match event {
            Event::Eof => return Some(DocumentSurvey { tables, is_cut: depth > 0, most_blanks }),
            Event::Start(element) => match element.name().as_ref() {
                "table:table" => {
                    depth += 1;
                    tables.push(TableSurvey::default());
                }
                "table:table-row" => {
                    if let Some(table) = tables.last_mut() {
                        table.begin_row(&element);
                    }
                }
                "table:table-column" => {
                    if let Some(table) = tables.last_mut() {
                        table.columns(&element);
                    }
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    open_cell = Some(element.into_owned());
                    has_text = false;
                }
                _ => {}
            },
            Event::Empty(element) => match element.name().as_ref() {
                "table:table-row" => {
                    if let Some(table) = tables.last_mut() {
                        table.begin_row(&element);
                        table.end_row();
                    }
                }
                "table:table-column" => {
                    if let Some(table) = tables.last_mut() {
                        table.columns(&element);
                    }
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    if let Some(table) = tables.last_mut() {
                        table.cell(&element, false);
                    }
                }
                _ => {}
            },
            Event::Text(text) => has_text |= !text.xml10_content().trim().is_empty(),
            Event::End(element) => match element.name().as_ref() {
                "table:table" => depth = depth.saturating_sub(1),
                "table:table-row" => {
                    if let Some(table) = tables.last_mut() {
                        table.end_row();
                    }
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    if let (Some(table), Some(cell)) = (tables.last_mut(), open_cell.take()) {
                        table.cell(&cell, has_text);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

impl TableSurvey {
    fn begin_row(&mut self, element: &BytesStart<'_>) {
        self.row_repeats = number(element, "table:number-rows-repeated").unwrap_or(1).max(1);
        self.column = 0;
        if is_hidden(element) {
            let first = self.row.saturating_add(1);
            self.hidden.hide_rows(first, first.saturating_add(self.row_repeats - 1));
        }
    }

    fn columns(&mut self, element: &BytesStart<'_>) {
        let repeats = number(element, "table:number-columns-repeated").unwrap_or(1).max(1);
        let first = self.next_column.saturating_add(1);
        self.next_column = self.next_column.saturating_add(repeats);
        if is_hidden(element) {
            self.hidden.hide_columns(first, self.next_column);
        }
    }

    fn end_row(&mut self) {
        self.row = self.row.saturating_add(self.row_repeats);
    }

    fn cell(&mut self, element: &BytesStart<'_>, has_text: bool) {
        let repeats = number(element, "table:number-columns-repeated").unwrap_or(1).max(1);
        let value_type = attribute(element, "office:value-type");
        let place = (self.row.saturating_add(1), self.column.saturating_add(1));
        if has_text || value_type.is_some() {
            let last_column = self.column.saturating_add(repeats - 1);
            self.extent.include(self.row, self.column, last_column);
            self.extent.include(self.row.saturating_add(self.row_repeats - 1), self.column, last_column);
            self.extent.filled =
                self.extent.filled.saturating_add(u64::from(repeats) * u64::from(self.row_repeats - 1));
            if value_type.as_deref() == Some("percentage") && repeats == 1 && self.row_repeats == 1 {
                self.percent.insert(place);
            }
        }
        let columns = number(element, "table:number-columns-spanned").unwrap_or(1);
        let rows = number(element, "table:number-rows-spanned").unwrap_or(1);
        if columns > 1 || rows > 1 {
            self.merged.push(Region {
                first_row: place.0,
                first_column: place.1,
                last_row: place.0.saturating_add(rows.saturating_sub(1)),
                last_column: place.1.saturating_add(columns.saturating_sub(1)),
            });
        }
        self.column = self.column.saturating_add(repeats);
    }
}

/// Rows and columns are hidden as such, or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "table:visibility").is_some_and(|value| value == "collapse" || value == "filter")
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}
