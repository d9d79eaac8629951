//! What a workbook is written from.

use tierstat_document::Manuscript;

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
