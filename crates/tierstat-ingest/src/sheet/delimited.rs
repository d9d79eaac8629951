//! Text files: a text with delimiters becomes one sheet of text cells.

use super::Line;
use super::Remark;
use super::{CellKind, SheetBuilder, SheetCells, article};
use crate::open::dialect::Dialect;
use crate::open::encoding::decode;
use crate::open::records::{line_of_record, records_and_open_quote};
use crate::{IngestError, Limits};
use std::path::Path;

/// The dialect and the sheet of a table, or the lines of an article.
type Text = (Option<Dialect>, Vec<SheetCells>, Vec<Line>);

/// Reads a text file with its dialect told from the text, each cell in the given way; a text in sentences is an article and
/// has no dialect.
pub(super) fn read(
    path: &Path,
    content: &[u8],
    limits: &Limits,
    cell: fn(&str) -> &str,
) -> Result<Text, IngestError> {
    let decoded = decode(path, content)?;
    if decoded.text.trim().is_empty() {
        return Err(IngestError::Empty { path: path.to_owned() });
    }
    let dialect = Dialect::sniff(&decoded.text, decoded.encoding);
    if article::is_article(&decoded.text, &dialect) {
        return Ok((None, Vec::new(), article::lines(&decoded.text)));
    }
    let sheet = sheet_of_text(path, &decoded.text, &dialect, limits, cell)?;
    Ok((Some(dialect), vec![sheet], Vec::new()))
}

/// The cells of a text that is written in a known way, each read in the given way.
pub(crate) fn sheet_of_text(
    path: &Path,
    text: &str,
    dialect: &Dialect,
    limits: &Limits,
    cell: fn(&str) -> &str,
) -> Result<SheetCells, IngestError> {
    let mut sheet = SheetBuilder::new(None);
    let (records, open_quote) = records_and_open_quote(text, dialect);
    for (row, record) in (1_u32..).zip(records) {
        sheet.push_width(u32::try_from(record.len()).unwrap_or(u32::MAX));
        for (column, text) in (1_u32..).zip(record) {
            sheet.insert(row, column, cell(&text), CellKind::Text);
        }
        if sheet.filled() > limits.cells {
            let found = sheet.filled();
            return Err(IngestError::TooLarge {
                path: path.to_owned(),
                what: "cells",
                found,
                limit: limits.cells,
            });
        }
    }
    if let Some(place) = open_quote {
        sheet.remark(Remark::OpenQuote { place, line: line_of_record(text, dialect, place.0) });
    }
    Ok(sheet.finish())
}
