//! Lists that a person keeps: a header that names the columns, and rows; as text in any encoding and dialect, or as a workbook.

use super::project_file::fault;
use crate::open::bad_bytes::UNREADABLE;
use crate::open::dialect::Dialect;
use crate::open::encoding::decode;
use crate::open::records::line_of_record;
use crate::open::sniff::{FileKind, sniff};
use crate::sheet::{CellKind, SheetCells, open_content, read_content, sheet_of_text};
use crate::text::characters::name_key;
use crate::{IngestError, Limits};
use std::path::{Path, PathBuf};
use tierstat_model::{CellRef, Localized, column_letters};

/// The names that one column may have; messages use the first.
pub(crate) type ColumnNames = &'static [&'static str];

/// A list with its header. The header is checked first, so that an error names the first thing that is wrong.
#[derive(Debug)]
pub(crate) struct ListFile {
    path: PathBuf,
    sheet: SheetCells,
    /// The text and how its cells are parted; `None` in a workbook.
    text: Option<(String, Dialect)>,
    header_row: u32,
    /// The columns that have a name, from the left, with it in lower case.
    header: Vec<(u32, String)>,
    /// What the use expects, for messages.
    expected: &'static [ColumnNames],
}

impl ListFile {
    /// Opens a list of which the first row that holds something is the header.
    ///
    /// Where a text could be cut in several ways, it is cut so that the header has the names that are expected.
    ///
    /// # Errors
    /// [`IngestError`] where the file cannot be read or holds nothing, or a column stands twice.
    pub(crate) fn open(
        path: &Path,
        limits: &Limits,
        expected: &'static [ColumnNames],
    ) -> Result<Self, IngestError> {
        let content = read_content(path, limits)?;
        let (sheet, text) = if sniff(path, &content)? == FileKind::PlainText {
            let decoded = decode(path, &content)?;
            let named = |header: &[String]| {
                let has = |names: &&ColumnNames| header.iter().any(|cell| is_named(cell, names));
                expected.iter().filter(has).count()
            };
            let dialect = Dialect::sniff_by_header(&decoded.text, decoded.encoding, named);
            let sheet = sheet_of_text(path, &decoded.text, &dialect, limits, tierstat_model::unguarded)?;
            (sheet, Some((decoded.text, dialect)))
        } else {
            let mut sheets = open_content(path, content, limits)?.sheets.into_iter();
            let no_table = || IngestError::NoTable { path: path.to_owned() };
            (sheets.find(|sheet| sheet.filled() > 0).ok_or_else(no_table)?, None)
        };
        let first = sheet.iter().map(|((row, _), _)| row).next();
        let header_row = first.ok_or_else(|| IngestError::Empty { path: path.to_owned() })?;
        let name = |text: &str| text.trim().to_lowercase();
        let header = sheet.row(header_row).map(|(column, cell)| (column, name(cell.text)));
        let header = header.filter(|(_, name)| !name.is_empty()).collect();
        let list = Self { path: path.to_owned(), sheet, text, header_row, header, expected };
        list.check_header()?;
        Ok(list)
    }

    /// The columns that have a name, from the left, each with it in lower case.
    pub(crate) fn header(&self) -> &[(u32, String)] {
        &self.header
    }

    /// The column that has one of some names, the first name before the second.
    pub(crate) fn named(&self, names: &[&str]) -> Option<u32> {
        let written = || names.iter().find_map(|name| self.header.iter().find(|(_, found)| found == name));
        let alike =
            || names.iter().find_map(|name| self.header.iter().find(|(_, found)| is_named(found, &[name])));
        written().or_else(alike).map(|(column, _)| *column)
    }

    /// The leftmost column that has one of some names.
    pub(crate) fn leftmost(&self, names: &[&str]) -> Option<u32> {
        let written = || self.header.iter().find(|(_, found)| names.contains(&found.as_str()));
        let alike = || self.header.iter().find(|(_, found)| is_named(found, names));
        written().or_else(alike).map(|(column, _)| *column)
    }

    /// The column at a place among those that have a name, counted from 0.
    pub(crate) fn at(&self, place: usize) -> Option<u32> {
        self.header.get(place).map(|(column, _)| *column)
    }

    /// The name of a column in lower case; empty where it has none.
    pub(crate) fn name(&self, column: u32) -> &str {
        self.header.iter().find(|(named, _)| *named == column).map_or("", |(_, name)| name.as_str())
    }

    /// The rows below the header that hold something, each as long as the header.
    ///
    /// # Errors
    /// [`IngestError`] where there is none, a row is longer or shorter than the header, or a cell cannot be read.
    pub(crate) fn rows(&self) -> Result<Vec<u32>, IngestError> {
        let rows = self.any_rows()?;
        if rows.is_empty() {
            let reason = Localized::new("表头之后没有行", "no line stands below the header");
            return Err(self.fault(self.header_row, reason));
        }
        Ok(rows)
    }

    /// The same of a list that may have no rows.
    ///
    /// # Errors
    /// [`IngestError`] where a row is longer or shorter than the header, or a cell cannot be read.
    pub(crate) fn any_rows(&self) -> Result<Vec<u32>, IngestError> {
        let rows: Vec<u32> = self.filled_rows().collect();
        self.check_rows(&rows)?;
        Ok(rows)
    }

    fn filled_rows(&self) -> impl Iterator<Item = u32> {
        (self.header_row + 1..=self.sheet.rows()).filter(|row| self.sheet.row(*row).next().is_some())
    }

    /// The trimmed text of a cell without marks that stand raised behind it.
    pub(crate) fn text(&self, row: u32, column: u32) -> &str {
        self.sheet.text(row, column)
    }

    /// The trimmed text of a cell as it is printed.
    pub(crate) fn printed(&self, row: u32, column: u32) -> String {
        self.sheet.text_with_mark(row, column).unwrap_or_else(|| self.text(row, column).to_owned())
    }

    /// The place of a cell for a finding, under the name of the file without its folders.
    pub(crate) fn cell(&self, row: u32, column: u32) -> CellRef {
        let file = self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        CellRef { file, sheet: self.sheet.name.clone(), row, column }
    }

    /// The line of a row in a text, its number in a workbook: what a person looks for.
    pub(crate) fn line(&self, row: u32) -> usize {
        self.text.as_ref().map_or(row as usize, |(text, dialect)| line_of_record(text, dialect, row))
    }

    /// The error for something in a row that cannot be: it names the line of a text, the sheet and row of a workbook.
    pub(crate) fn fault(&self, row: u32, reason: Localized) -> IngestError {
        if self.text.is_some() {
            return fault(&self.path, Some(self.line(row)), reason);
        }
        let sheet = self.sheet.name.as_deref().unwrap_or_default();
        let reason = Localized::new(
            format!("工作表“{sheet}”第 {row} 行：{}", reason.zh),
            format!("sheet `{sheet}`, row {row}: {}", reason.en),
        );
        fault(&self.path, None, reason)
    }

    /// The error where the header lacks a column.
    pub(crate) fn lacks(&self, names: ColumnNames) -> IngestError {
        let name = names.first().copied().unwrap_or_default();
        let found = self.header.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>();
        let reason = Localized::new(
            format!("表头缺少“{name}”一列，现有：{}；{}", found.join("、"), self.expectation().zh),
            format!(
                "the header lacks the column `{name}` and has {}; {}",
                found.join(", "),
                self.expectation().en
            ),
        );
        self.fault(self.header_row, reason)
    }

    /// The error where the first row is data already.
    pub(crate) fn no_header(&self, column: u32) -> IngestError {
        let cell = self.text(self.header_row, column);
        let reason = Localized::new(
            format!("没有表头：“{cell}”是数据，不是列名；{}", self.expectation().zh),
            format!(
                "there is no header: `{cell}` is data, not the name of a column; {}",
                self.expectation().en
            ),
        );
        self.fault(self.header_row, reason)
    }

    /// Refuses a column that the use does not know.
    pub(crate) fn refuse_others(&self) -> Result<(), IngestError> {
        let is_known = |name: &str| self.expected.iter().any(|names| is_named(name, names));
        let Some((_, name)) = self.header.iter().find(|(_, name)| !is_known(name)) else { return Ok(()) };
        let reason = Localized::new(
            format!("不认识的列“{name}”；{}", self.expectation().zh),
            format!("unknown column `{name}`; {}", self.expectation().en),
        );
        Err(self.fault(self.header_row, reason))
    }

    fn expectation(&self) -> Localized {
        let names = self.expected.iter().filter_map(|names| names.first().copied()).collect::<Vec<_>>();
        Localized::new(
            format!("第一行应为列名：{}", names.join("、")),
            format!("the first line names the columns: {}", names.join(", ")),
        )
    }

    fn check_header(&self) -> Result<(), IngestError> {
        for (place, (column, name)) in self.header.iter().enumerate() {
            self.check_cell(self.header_row, *column)?;
            // An expected column may be spelt in two ways: short name, short_name.
            let is_expected = self.expected.iter().any(|names| is_named(name, names));
            let is_same = |other: &str| other == name || (is_expected && name_key(other) == name_key(name));
            let before = self.header.iter().take(place).find(|(_, other)| is_same(other));
            if let Some((first, _)) = before {
                let reason = Localized::new(
                    format!("列名“{name}”出现两次：第 {first} 列和第 {column} 列"),
                    format!("the column `{name}` stands twice, as column {first} and column {column}"),
                );
                return Err(self.fault(self.header_row, reason));
            }
        }
        Ok(())
    }

    fn check_rows(&self, rows: &[u32]) -> Result<(), IngestError> {
        let (Some((first, _)), Some((last, _))) = (self.header.first(), self.header.last()) else {
            return Ok(());
        };
        let (first, last) = (*first, *last);
        let row_numbers = (1..first).find(|column| self.counts_rows(*column));
        for row in rows.iter().copied() {
            for (column, cell) in self.sheet.row(row) {
                self.check_cell(row, column)?;
                if cell.kind == CellKind::FormulaWithoutValue {
                    let reason = Localized::new(
                        format!("第 {column} 列是公式，其结果没有存入文件；请用表格软件打开并保存"),
                        format!(
                            "column {column} holds a formula whose result was never stored; open the file in a \
                             spreadsheet program and save it"
                        ),
                    );
                    return Err(self.fault(row, reason));
                }
                let header_width = self.sheet.width(self.header_row);
                if column > last && self.text.is_some() && self.sheet.width(row) > header_width {
                    return Err(self.other_length(row, last));
                }
                let is_named = self.header.binary_search_by_key(&column, |(named, _)| *named).is_ok();
                if !is_named && row_numbers != Some(column) {
                    let (letters, text) = (column_letters(column), cell.text.trim());
                    let reason = Localized::new(
                        format!("第 {column} 列（{letters}）没有列名，却有“{text}”"),
                        format!("column {column} ({letters}) has no name in the header, but holds `{text}`"),
                    );
                    return Err(self.fault(row, reason));
                }
            }
            if self.text.is_some() && self.sheet.width(row) < last {
                return Err(self.other_length(row, last));
            }
        }
        Ok(())
    }

    /// The error for a line that is longer or shorter than the header.
    fn other_length(&self, row: u32, expected: u32) -> IngestError {
        let found = self.sheet.width(row);
        let columns = if found == 1 { "column" } else { "columns" };
        let reason = Localized::new(
            format!("这一行有 {found} 列，表头有 {expected} 列"),
            format!("the line has {found} {columns}, the header {expected}"),
        );
        self.fault(row, reason)
    }

    /// Whether a column numbers the rows from 0 or 1, as programs write it without a name before the others.
    fn counts_rows(&self, column: u32) -> bool {
        let counts_from = |first: usize| {
            let mut numbered = (first..).zip(self.filled_rows());
            numbered.all(|(number, row)| self.text(row, column).parse() == Ok(number))
        };
        counts_from(0) || counts_from(1)
    }

    /// Refuses a cell with bytes that are no text in the encoding of the others.
    fn check_cell(&self, row: u32, column: u32) -> Result<(), IngestError> {
        let text = self.text(row, column);
        if !text.contains(UNREADABLE) {
            return Ok(());
        }
        let reason = Localized::new(
            format!("第 {column} 列的“{text}”中有无法读取的字节；请将文件另存为 UTF-8 编码"),
            format!("column {column}, `{text}`, holds bytes that cannot be read; save the file in UTF-8"),
        );
        Err(self.fault(row, reason))
    }
}

/// Whether a column of the header has one of some names, however it is spaced and whatever its case and width.
fn is_named(cell: &str, names: &[&str]) -> bool {
    let key = name_key(cell);
    names.iter().any(|name| name_key(name) == key)
}
