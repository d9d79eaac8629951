//! A figure where it was seen: with its sheet, and the document its row names.

use super::named_figure::NamedFigure;
use super::raw_figure::RawFigure;
use jiff::civil::Date;
use tierstat_model::Status;

/// A named figure with its sheet, and the document its row names.
#[derive(Debug)]
pub(crate) struct SeenFigure {
    /// The index of the sheet.
    pub(crate) sheet: usize,
    pub(crate) named: NamedFigure,
    /// The document of the row, in a long table.
    pub(crate) origin: Option<Box<RowOrigin>>,
}

impl SeenFigure {
    /// A figure that the mapping leaves out.
    pub(crate) fn left_out(sheet: usize, raw: RawFigure) -> Self {
        Self { sheet, named: NamedFigure::left_out(raw), origin: None }
    }
}

/// The document that one row names as its source.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowOrigin {
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) published_on: Option<Date>,
    pub(crate) edition: Option<String>,
    pub(crate) phrase: Option<String>,
    pub(crate) status: Option<Status>,
}
