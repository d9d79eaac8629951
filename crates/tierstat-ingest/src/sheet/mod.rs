//! Sheets of cells: what every kind of file becomes before anything is understood.

mod archive;
mod article;
pub(crate) mod compound;
mod delimited;
mod dialect;
mod encoding;
mod flow;
mod merged;
mod open_document;
mod page;
mod printed;
mod word_document;
mod workbook;

pub use dialect::Dialect;
pub(crate) use merged::{Merged, Region};

use crate::prose::Line;
use crate::sniff::{FileKind, sniff};
use crate::{IngestError, Limits};
use std::collections::BTreeMap;
use std::path::Path;

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

/// The cells of one sheet, sparse; rows and columns count from 1, as a person reads them.
#[derive(Debug, Default)]
pub(crate) struct SheetCells {
    /// The name; `None` in a text file.
    pub(crate) name: Option<String>,
    /// Whether the sheet is hidden in the workbook.
    pub(crate) hidden: bool,
    /// The merged regions.
    pub(crate) merged: Merged,
    cells: BTreeMap<(u32, u32), Cell>,
    columns: u32,
    /// The number of cells of each record in a text file, blank ones too; empty for workbooks, whose rows have no length.
    widths: Vec<u32>,
}

/// One cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The text as printed.
    pub(crate) text: String,
    /// What the file says it is.
    pub(crate) kind: CellKind,
}

/// What the file says a cell is; text files say nothing, so all their cells are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Text, which may well be a printed number.
    Text,
    /// A number.
    Number,
    /// A date or a time.
    Date,
    /// True or false.
    Boolean,
    /// An error code, such as `#DIV/0!`.
    Error,
    /// A formula whose result was never stored.
    FormulaWithoutValue,
}

impl SheetCells {
    pub(crate) fn new(name: Option<String>) -> Self {
        Self { name, ..Self::default() }
    }

    /// Puts a cell at a row and column counted from 1; blank text is no cell.
    pub(crate) fn insert(&mut self, row: u32, column: u32, cell: Cell) {
        if cell.text.trim().is_empty() && cell.kind != CellKind::FormulaWithoutValue {
            return;
        }
        self.columns = self.columns.max(column);
        self.cells.insert((row, column), cell);
    }

    /// The cell that stands at a place itself, not one inherited from a merged region.
    pub(crate) fn get(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.get(&(row, column))
    }

    /// The trimmed text at a place; inside a merged region that of its first cell. Empty where nothing stands.
    pub(crate) fn text(&self, row: u32, column: u32) -> &str {
        let place = self.merged.origin(row, column).unwrap_or((row, column));
        self.cells.get(&place).map_or("", |cell| cell.text.trim())
    }

    /// The cells of one row that hold something, from the left.
    pub(crate) fn row(&self, row: u32) -> impl DoubleEndedIterator<Item = (u32, &Cell)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), cell)| (*column, cell))
    }

    /// All cells, row by row.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((u32, u32), &Cell)> {
        self.cells.iter().map(|(place, cell)| (*place, cell))
    }

    /// The last row that holds something; 0 in an empty sheet.
    pub(crate) fn rows(&self) -> u32 {
        self.cells.keys().next_back().map_or(0, |(row, _)| *row)
    }

    /// The last column that holds something; 0 in an empty sheet.
    pub(crate) fn columns(&self) -> u32 {
        self.columns
    }

    /// How many cells the record of a row has in a text file; in a workbook every row is as wide as the sheet.
    pub(crate) fn width(&self, row: u32) -> u32 {
        let stated = row.checked_sub(1).and_then(|index| self.widths.get(index as usize));
        stated.copied().unwrap_or(self.columns)
    }

    /// States how many cells the next record has.
    pub(crate) fn push_width(&mut self, cells: u32) {
        self.widths.push(cells);
    }

    /// How many cells hold something.
    pub(crate) fn filled(&self) -> u64 {
        self.cells.len() as u64
    }
}

/// Reads a file and opens it by what its bytes are.
pub(crate) fn open(path: &Path, limits: &Limits) -> Result<OpenedFile, IngestError> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => IngestError::NotFound { path: path.to_owned() },
        _ => IngestError::Unreadable { path: path.to_owned(), reason: error.to_string() },
    };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(IngestError::IsFolder { path: path.to_owned() });
    }
    if metadata.len() > limits.file_bytes {
        return Err(IngestError::TooLarge {
            path: path.to_owned(),
            what: "bytes",
            found: metadata.len(),
            limit: limits.file_bytes,
        });
    }
    open_content(path, std::fs::read(path).map_err(unreadable)?, limits)
}

/// Opens bytes that were read already; the path serves only to name the file in errors.
pub(crate) fn open_content(
    path: &Path,
    content: Vec<u8>,
    limits: &Limits,
) -> Result<OpenedFile, IngestError> {
    let kind = sniff(path, &content)?;
    let (dialect, sheets, lines) = match kind {
        FileKind::PlainText => delimited::read(path, &content, limits)?,
        FileKind::Page => {
            let (sheets, lines) = page::read(path, &content, limits)?;
            (None, sheets, lines)
        }
        FileKind::WordDocument => {
            let (sheets, lines) = word_document::read(path, &content, limits)?;
            (None, sheets, lines)
        }
        FileKind::Workbook(kind) => (None, workbook::read(path, &content, kind, limits)?, Vec::new()),
    };
    Ok(OpenedFile { content, dialect, sheets, lines })
}
