//! Sheets of cells: what every kind of file becomes before anything is understood.

mod article;
mod binary_parts;
mod block;
mod delimited;
mod flow;
mod line;
mod marked_text;
mod mended_archive;
mod merged;
mod open_document;
mod page;
mod plain_styles;
mod printed;
mod raised_labels;
mod remark;
mod sheet_cells;
mod superscript;
mod text_stream;
mod word_document;
mod workbook;
pub(crate) mod xml_spreadsheet;

pub(crate) use block::Block;
pub(crate) use delimited::sheet_of_text;
pub(crate) use line::Line;
pub(crate) use merged::{Merged, Region};
pub(crate) use remark::Remark;
pub(crate) use sheet_cells::{Cell, CellKind, SheetBuilder, SheetCells, ShownIn};
pub(crate) use text_stream::TextStream;

use crate::open::dialect::Dialect;
use crate::open::encoding;
use crate::open::sniff::{FileKind, sniff};
use crate::{IngestError, Limits};
use std::io::Read;
use std::path::Path;
use tierstat_model::unguarded;

/// A file as cells.
#[derive(Debug)]
pub(crate) struct OpenedFile {
    /// The bytes as they came.
    pub(crate) content: Vec<u8>,
    /// How the text is written, where the file is text.
    pub(crate) dialect: Option<Dialect>,
    /// The sheets in file order; a text file is one sheet without a name.
    pub(crate) sheets: Vec<SheetCells>,
    /// The lines of an article; empty where the file holds tables only.
    pub(crate) lines: Vec<Line>,
}

/// Reads a file and opens it by what its bytes are.
///
/// Cells of a text file that were guarded against being run as formulas are read as they were before.
pub(crate) fn open(path: &Path, limits: &Limits) -> Result<OpenedFile, IngestError> {
    open_content(path, read_content(path, limits)?, limits)
}

/// Reads a file as [`open`] does, with the guards of its cells.
pub(crate) fn open_exactly(path: &Path, limits: &Limits) -> Result<OpenedFile, IngestError> {
    open_content_exactly(path, read_content(path, limits)?, limits)
}

/// Reads the bytes of a file under the limits.
pub(crate) fn read_content(path: &Path, limits: &Limits) -> Result<Vec<u8>, IngestError> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => IngestError::NotFound { path: path.to_owned() },
        _ => IngestError::Unreadable { path: path.to_owned(), reason: error.to_string() },
    };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(IngestError::IsFolder { path: path.to_owned() });
    }
    // A pipe or device has no end to read to, and opening one may wait for ever.
    if !metadata.is_file() {
        return Err(IngestError::Unreadable { path: path.to_owned(), reason: "no regular file".to_owned() });
    }
    let too_large = |found: u64| IngestError::TooLarge {
        path: path.to_owned(),
        what: "bytes",
        found,
        limit: limits.file_bytes,
    };
    if metadata.len() > limits.file_bytes {
        return Err(too_large(metadata.len()));
    }
    // The file may grow while it is read; what is taken in stays under the limit.
    let mut content = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut content).map_err(unreadable)?;
    if content.len() as u64 > limits.file_bytes {
        return Err(too_large(content.len() as u64));
    }
    Ok(content)
}

/// The lines of a text file as sentences, whatever delimiters they hold; `None` where it is no text file.
pub(crate) fn open_lines(path: &Path, content: &[u8]) -> Result<Option<Vec<Line>>, IngestError> {
    if sniff(path, content)? != FileKind::PlainText {
        return Ok(None);
    }
    Ok(Some(article::lines(&encoding::decode(path, content)?.text)))
}

/// The paragraphs and tables of a text, page or document, in its order; `None` where it is a workbook.
pub(crate) fn open_blocks(
    path: &Path,
    content: &[u8],
    limits: &Limits,
) -> Result<Option<Vec<Block>>, IngestError> {
    Ok(match sniff(path, content)? {
        FileKind::PlainText => Some(marked_text::blocks(&encoding::decode(path, content)?.text)),
        FileKind::Page => Some(page::blocks(path, content, limits)?),
        FileKind::WordDocument => Some(word_document::blocks(path, content, limits)?),
        FileKind::XmlSpreadsheet | FileKind::Workbook(_) => None,
    })
}

/// Opens bytes that were read already; the path serves only to name the file in errors.
pub(crate) fn open_content(
    path: &Path,
    content: Vec<u8>,
    limits: &Limits,
) -> Result<OpenedFile, IngestError> {
    opened(path, content, limits, unguarded)
}

/// Opens bytes as [`open_content`] does, with the guards of the cells of a text file.
pub(crate) fn open_content_exactly(
    path: &Path,
    content: Vec<u8>,
    limits: &Limits,
) -> Result<OpenedFile, IngestError> {
    opened(path, content, limits, |text| text)
}

/// Opens bytes, where the cells of a text file are to be read in some way.
fn opened(
    path: &Path,
    content: Vec<u8>,
    limits: &Limits,
    cell: fn(&str) -> &str,
) -> Result<OpenedFile, IngestError> {
    let kind = sniff(path, &content)?;
    let (dialect, sheets, lines) = match kind {
        FileKind::PlainText => delimited::read(path, &content, limits, cell)?,
        FileKind::Page => {
            let (sheets, lines) = page::read(path, &content, limits)?;
            (None, sheets, lines)
        }
        FileKind::WordDocument => {
            let (sheets, lines) = word_document::read(path, &content, limits)?;
            (None, sheets, lines)
        }
        FileKind::XmlSpreadsheet => (None, xml_spreadsheet::read(path, &content, limits)?, Vec::new()),
        FileKind::Workbook(kind) => (None, workbook::read(path, &content, kind, limits)?, Vec::new()),
    };
    Ok(OpenedFile { content, dialect, sheets, lines })
}
