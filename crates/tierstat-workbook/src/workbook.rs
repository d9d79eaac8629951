//! From a manuscript to a workbook.

use crate::fault::WorkbookFault;
use crate::workbook_text::WorkbookText;
use crate::{accessible, package, yearbook};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime};
use tierstat_document::WorkbookLayout;
use tierstat_model::Finding;

/// A report as a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// The file.
    pub bytes: Vec<u8>,
    /// What writing saw.
    pub findings: Vec<Finding>,
}

/// Writes a manuscript as a workbook.
///
/// The same manuscript gives the same bytes.
///
/// # Errors
/// [`WorkbookFault`] where the format cannot hold it.
pub fn workbook(text: WorkbookText<'_>, layout: WorkbookLayout) -> Result<Workbook, WorkbookFault> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let manuscript = text.manuscript;
    book.set_properties(
        &DocProperties::new()
            .set_title(&manuscript.title)
            .set_author("")
            .set_creation_datetime(&day(manuscript.known_on())?),
    );
    let findings = match layout {
        WorkbookLayout::Accessible => accessible::write(&mut book, text)?,
        WorkbookLayout::Yearbook => yearbook::write(&mut book, text)?,
    };
    let bytes = package::finished(&book.save_to_buffer()?, manuscript.language)?;
    Ok(Workbook { bytes, findings })
}

fn day(day: Option<Date>) -> Result<ExcelDateTime, WorkbookFault> {
    let (year, month, day) = day.map_or((1980, 1, 1), |day| (day.year(), day.month(), day.day()));
    let parts = (u16::try_from(year).unwrap_or(1980), month.unsigned_abs(), day.unsigned_abs());
    Ok(ExcelDateTime::from_ymd(parts.0, parts.1, parts.2)?)
}
