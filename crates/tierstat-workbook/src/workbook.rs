//! From a manuscript to a workbook.

use crate::fault::WorkbookFault;
use crate::{accessible, package, yearbook};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime};
use tierstat_document::{Manuscript, WorkbookLayout};
use tierstat_model::Finding;

/// A report as a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// The file.
    pub bytes: Vec<u8>,
    /// What writing saw.
    pub findings: Vec<Finding>,
}

/// What a workbook is written from.
#[derive(Clone, Copy)]
pub struct WorkbookText<'a> {
    /// The report.
    pub manuscript: &'a Manuscript,
    /// The same report in another language, for heads in both.
    pub beside: Option<&'a Manuscript>,
    /// How wide a text is, in figures of the same type: columns are as wide as what stands in them.
    pub width_of: &'a dyn Fn(&str) -> f64,
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
            .set_creation_datetime(&day(known_on(manuscript))?),
    );
    let findings = match layout {
        WorkbookLayout::Accessible => accessible::write(&mut book, text)?,
        WorkbookLayout::Yearbook => yearbook::write(&mut book, text)?,
    };
    let bytes = package::finished(&book.save_to_buffer()?, manuscript.language)?;
    Ok(Workbook { bytes, findings })
}

/// The latest day on which a figure of the report became known: no clock is asked.
pub(crate) fn known_on(manuscript: &Manuscript) -> Option<Date> {
    let readings = manuscript.numbers.iter().flat_map(|number| &number.readings);
    readings.map(|reading| reading.figure.origin.known_on).max()
}

fn day(day: Option<Date>) -> Result<ExcelDateTime, WorkbookFault> {
    let (year, month, day) = day.map_or((1980, 1, 1), |day| (day.year(), day.month(), day.day()));
    let parts = (u16::try_from(year).unwrap_or(1980), month.unsigned_abs(), day.unsigned_abs());
    Ok(ExcelDateTime::from_ymd(parts.0, parts.1, parts.2)?)
}
