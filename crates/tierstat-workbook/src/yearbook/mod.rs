//! A workbook as a printed yearbook has its tables: a sheet each, heads in both languages, rules above and below.

mod chart;
mod table;

use crate::cells::Seen;
use crate::fault::WorkbookFault;
use crate::placed_parts::PlacedParts;
use crate::workbook_text::WorkbookText;
use rust_xlsxwriter::Workbook;
use tierstat_model::{Finding, Language};

/// Writes the sheets.
pub(crate) fn write(book: &mut Workbook, text: WorkbookText<'_>) -> Result<Vec<Finding>, WorkbookFault> {
    let parts = PlacedParts::of(&text.manuscript.blocks);
    let beside = text.beside.map(|manuscript| (manuscript, PlacedParts::of(&manuscript.blocks)));
    let mut seen = Seen::default();
    for found in &parts.tables {
        let other = beside.as_ref().and_then(|(_, parts)| {
            parts
                .tables
                .iter()
                .find(|other| other.name == found.name && other.headings.len() == found.headings.len())
        });
        table::write(book, text, found, other.map(AsRef::as_ref), &mut seen)?;
    }
    for found in &parts.figures {
        chart::write(book, text, found, &mut seen)?;
    }
    if parts.tables.is_empty() && parts.figures.is_empty() {
        // A workbook has at least one sheet.
        let name = match text.manuscript.language {
            Language::Chinese => "没有表",
            Language::English => "no table",
        };
        book.add_worksheet().set_name(name)?;
    }
    Ok(seen.findings(&text.manuscript.name))
}
