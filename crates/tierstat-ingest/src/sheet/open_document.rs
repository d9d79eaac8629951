//! OpenDocument spreadsheets: tables of rows and cells, which may repeat (OpenDocument 1.2, part 1, section 9.1).
//!
//! They are read as they are written, cell by cell, so that neither the stated extent of a table nor how often a cell is
//! said to repeat costs anything before it is counted.

use super::printed::{self, NumberFormat};
use super::{CellKind, Merged, Region, Remark, SheetBuilder, SheetCells};
use crate::limits::{MOST_COLUMNS, MOST_ROWS, MemoryBudget, REPEATED_CELL};
use crate::open::attribute::{attribute, unescaped};
use crate::open::hidden::HiddenParts;
use crate::{FileForm, IngestError, Limits};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use tierstat_model::{Localized, column_letters};

/// What the archive says that it is, or begins with for templates.
const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Reads all tables of a document.
pub(super) fn read(
    path: &Path,
    content: &[u8],
    limits: &Limits,
    memory: &mut MemoryBudget<'_>,
) -> Result<Vec<SheetCells>, IngestError> {
    let truncated = |reason: String| IngestError::Truncated { path: path.to_owned(), reason };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(content)).map_err(|error| truncated(error.to_string()))?;
    let mut part = |name: &str| -> Option<std::io::Result<String>> {
        let mut text = String::new();
        let mut part = archive.by_name(name).ok()?;
        Some(part.read_to_string(&mut text).map(|_| text))
    };
    let kind = part("mimetype").and_then(Result::ok).unwrap_or_default();
    if !kind.trim_start().starts_with(SPREADSHEET) {
        let kind = Localized::new("没有工作表的 OpenDocument 文档", "an OpenDocument file without sheets");
        return Err(IngestError::NotATable { path: path.to_owned(), kind });
    }
    if part("META-INF/manifest.xml")
        .and_then(Result::ok)
        .is_some_and(|manifest| manifest.contains("encryption-data"))
    {
        return Err(IngestError::PasswordProtected { path: path.to_owned() });
    }
    let xml = part("content.xml")
        .unwrap_or_else(|| Err(std::io::Error::other("there is no content.xml")))
        .map_err(|error| truncated(error.to_string()))?;
    let mut reader = quick_xml::Reader::from_str(&xml);
    reader.config_mut().check_end_names = false;
    let mut document = Document::new(path, limits, memory);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return document.finish(),
            Ok(Event::Start(element)) => document.begin(&element)?,
            Ok(Event::Empty(element)) => {
                document.begin(&element)?;
                document.end(element.name().as_ref())?;
            }
            Ok(Event::End(element)) => document.end(element.name().as_ref())?,
            Ok(Event::Text(text)) => document.text(&text.xml10_content()),
            Ok(Event::CData(text)) => document.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let name: &str = &reference;
                let sign = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
                match sign.or(named) {
                    Some(text) => document.text(&text),
                    // Left out, it would let the digits around it close up to another number.
                    None if document.reads_text() => {
                        let reason = format!("the XML does not say what `&{name};` in a cell stands for");
                        return Err(IngestError::Damaged {
                            path: path.to_owned(),
                            form: FileForm::Workbook,
                            reason,
                        });
                    }
                    None => {}
                }
            }
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(quick_xml::Error::Syntax(_)) => return Err(document.cut()),
            Err(error) => {
                return Err(IngestError::Damaged {
                    path: path.to_owned(),
                    form: FileForm::Workbook,
                    reason: error.to_string(),
                });
            }
        }
    }
}

/// The document as far as it was read.
struct Document<'a, 'b> {
    path: &'a Path,
    limits: &'a Limits,
    memory: &'a mut MemoryBudget<'b>,
    /// In the order in which they begin; a table inside a cell comes behind the one that holds it.
    sheets: Vec<Option<SheetCells>>,
    /// The tables that are open, the innermost last.
    open: Vec<OpenTable>,
    /// Whether tables of a style are hidden.
    hidden_styles: BTreeMap<String, bool>,
    style: String,
    cells: u64,
    /// How many elements are open.
    depth: u64,
    /// How many elements are open whose content belongs to no cell: remarks, drawings.
    silent: u64,
}

/// A table that is being read.
#[derive(Default)]
struct OpenTable {
    /// Its place among the sheets.
    index: usize,
    is_hidden: bool,
    cells: SheetBuilder,
    merged: Vec<Region>,
    hidden: HiddenParts,
    /// The rows before the open one.
    row: u32,
    row_repeats: u32,
    /// The cells of the open row that hold something.
    row_cells: Vec<RowCell>,
    /// The columns before the cell that comes next.
    column: u32,
    /// The columns that the column elements have named so far.
    next_column: u32,
    cell: Option<OpenCell>,
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    repeats: u32,
    rows_spanned: u32,
    columns_spanned: u32,
    value: Value,
    is_percent: bool,
    /// The text that stands in the cell, where the cell has no other value.
    text: String,
    paragraphs: u32,
    /// How many paragraphs are open, one inside the other.
    open_paragraphs: u32,
}

/// A cell of the open row: its column, how often it stands, and what it holds.
struct RowCell {
    column: u32,
    repeats: u32,
    text: String,
    kind: CellKind,
    is_long_number: bool,
}

/// What a cell says it holds.
#[derive(Default)]
enum Value {
    #[default]
    None,
    Number(f64),
    Date(String),
    Boolean(bool),
    /// A text that an attribute states.
    Stated(String),
    /// The text of its paragraphs.
    Written,
}

impl<'a, 'b> Document<'a, 'b> {
    fn new(path: &'a Path, limits: &'a Limits, memory: &'a mut MemoryBudget<'b>) -> Self {
        Self {
            path,
            limits,
            memory,
            sheets: Vec::new(),
            open: Vec::new(),
            hidden_styles: BTreeMap::new(),
            style: String::new(),
            cells: 0,
            depth: 0,
            silent: 0,
        }
    }

    fn too_large(&self, what: &'static str, found: u64, limit: u64) -> IngestError {
        IngestError::TooLarge { path: self.path.to_owned(), what, found, limit }
    }

    fn cut(&self) -> IngestError {
        let reason =
            if self.open.is_empty() { "the content ends early" } else { "the content ends inside a table" };
        IngestError::Truncated { path: self.path.to_owned(), reason: reason.to_owned() }
    }

    fn finish(self) -> Result<Vec<SheetCells>, IngestError> {
        if self.depth > 0 {
            return Err(self.cut());
        }
        Ok(self.sheets.into_iter().flatten().collect())
    }

    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), IngestError> {
        self.depth = self.depth.saturating_add(1);
        let name = element.name();
        let name: &str = name.as_ref();
        if self.silent > 0 || matches!(name, "office:annotation" | "table:shapes" | "table:tracked-changes") {
            self.silent = self.silent.saturating_add(1);
            return Ok(());
        }
        match name {
            "style:style" => self.style = attribute(element, "style:name").unwrap_or_default(),
            "style:table-properties" => {
                if attribute(element, "table:display").is_some_and(|display| display == "false") {
                    self.hidden_styles.insert(self.style.clone(), true);
                }
            }
            "table:table" => self.begin_table(element)?,
            _ => {
                if let Some(table) = self.open.last_mut() {
                    match name {
                        "table:table-row" => table.begin_row(element),
                        "table:table-column" => table.columns(element),
                        "table:table-cell" | "table:covered-table-cell" => {
                            let cell = open_cell(element);
                            table.cell = Some(cell.map_err(|reason| IngestError::Damaged {
                                path: self.path.to_owned(),
                                form: FileForm::Workbook,
                                reason,
                            })?);
                        }
                        _ => {
                            if let Some(cell) = &mut table.cell {
                                let blanks = cell.begin_inside(name, element);
                                // The text grows by doubling, and is copied into its sheet.
                                self.memory.take(blanks.saturating_mul(4))?;
                                cell.text.extend((0..blanks).map(|_| ' '));
                            }
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn begin_table(&mut self, element: &BytesStart<'_>) -> Result<(), IngestError> {
        if self.sheets.len() >= self.limits.sheets {
            return Err(self.too_large("sheets", self.sheets.len() as u64 + 1, self.limits.sheets as u64));
        }
        // A table inside a cell has no name of its own.
        let outer = self.open.last().and_then(|table| table.cells.name());
        let name = attribute(element, "table:name").or_else(|| outer.map(str::to_owned));
        let style = attribute(element, "table:style-name").unwrap_or_default();
        self.open.push(OpenTable {
            index: self.sheets.len(),
            is_hidden: self.hidden_styles.get(&style).copied().unwrap_or_default(),
            cells: SheetBuilder::new(Some(name.unwrap_or_default())),
            ..OpenTable::default()
        });
        self.sheets.push(None);
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), IngestError> {
        self.depth = self.depth.saturating_sub(1);
        if self.silent > 0 {
            self.silent -= 1;
            return Ok(());
        }
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match name {
            "table:table" => {
                if let Some(table) = self.open.pop() {
                    let index = table.index;
                    let sheet = self.finish_table(table)?;
                    if let Some(place) = self.sheets.get_mut(index) {
                        *place = Some(sheet);
                    }
                }
            }
            "table:table-row" => self.end_row()?,
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = table.cell.take() {
                    table.end_cell(cell);
                }
            }
            "text:p" | "text:h" => {
                if let Some(cell) = &mut table.cell {
                    cell.open_paragraphs = cell.open_paragraphs.saturating_sub(1);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts the cells of a row as often as the row and they repeat, each counted before it is put.
    fn end_row(&mut self) -> Result<(), IngestError> {
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        let row_cells = std::mem::take(&mut table.row_cells);
        let (first, repeats) = (table.row, table.row_repeats.max(1));
        table.row = table.row.saturating_add(repeats);
        let written = row_cells.len() as u64;
        let in_row: u64 = row_cells.iter().map(|cell| u64::from(cell.repeats)).sum();
        let put = in_row.saturating_mul(u64::from(repeats));
        self.cells = self.cells.saturating_add(put);
        if self.cells > self.limits.cells {
            return Err(self.too_large("cells", self.cells, self.limits.cells));
        }
        let texts: u64 = row_cells.iter().map(|cell| u64::from(cell.repeats) * cell.text.len() as u64).sum();
        let written_texts: u64 = row_cells.iter().map(|cell| cell.text.len() as u64).sum();
        let copied = texts.saturating_mul(u64::from(repeats)).saturating_sub(written_texts);
        let repeated = put.saturating_sub(written);
        self.memory.take(repeated.saturating_mul(REPEATED_CELL).saturating_add(copied))?;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        if row_cells.is_empty() {
            return Ok(());
        }
        for row in (1..=repeats).map(|number| first.saturating_add(number)) {
            for cell in &row_cells {
                for column in (1..=cell.repeats).map(|number| cell.column.saturating_add(number)) {
                    table.cells.insert(row, column, &cell.text, cell.kind);
                    if cell.is_long_number {
                        table
                            .cells
                            .remark(Remark::LongNumber { place: (row, column), read: cell.text.clone() });
                    }
                }
            }
        }
        Ok(())
    }

    fn finish_table(&self, table: OpenTable) -> Result<SheetCells, IngestError> {
        let (rows, columns, filled) = (table.cells.rows(), table.cells.columns(), table.cells.filled());
        if self.limits.is_stretched(rows, columns, filled) {
            return Err(IngestError::FarCell {
                path: self.path.to_owned(),
                sheet: table.cells.name().unwrap_or_default().to_owned(),
                cell: format!("{}{rows}", column_letters(columns)),
                filled,
            });
        }
        let mut cells = table.cells.finish();
        cells.hidden = table.is_hidden;
        cells.hidden_parts = table.hidden;
        cells.merged = Merged::new(&table.merged, cells.rows(), cells.columns());
        Ok(cells)
    }

    /// Whether what comes is the text of a cell.
    fn reads_text(&self) -> bool {
        let cell = self.open.last().and_then(|table| table.cell.as_ref());
        self.silent == 0 && cell.is_some_and(|cell| cell.open_paragraphs > 0)
    }

    fn text(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        let cell = self.open.last_mut().and_then(|table| table.cell.as_mut());
        if let Some(cell) = cell.filter(|cell| cell.open_paragraphs > 0) {
            cell.text.push_str(text);
        }
    }
}

impl OpenTable {
    fn begin_row(&mut self, element: &BytesStart<'_>) {
        self.row_repeats = repeats(element, "table:number-rows-repeated");
        self.column = 0;
        if is_hidden(element) {
            let first = self.row.saturating_add(1);
            self.hidden.hide_rows(first, first.saturating_add(self.row_repeats - 1).min(MOST_ROWS));
        }
    }

    fn columns(&mut self, element: &BytesStart<'_>) {
        let repeats = repeats(element, "table:number-columns-repeated");
        let first = self.next_column.saturating_add(1);
        self.next_column = self.next_column.saturating_add(repeats);
        if is_hidden(element) {
            self.hidden.hide_columns(first, self.next_column.min(MOST_COLUMNS));
        }
    }

    fn end_cell(&mut self, cell: OpenCell) {
        if cell.columns_spanned > 1 || cell.rows_spanned > 1 {
            let (first_row, first_column) = (self.row.saturating_add(1), self.column.saturating_add(1));
            self.merged.push(Region {
                first_row,
                first_column,
                last_row: first_row.saturating_add(cell.rows_spanned.saturating_sub(1)),
                last_column: first_column.saturating_add(cell.columns_spanned.saturating_sub(1)),
            });
        }
        let (column, repeats) = (self.column, cell.repeats);
        self.column = self.column.saturating_add(repeats);
        let is_long_number = matches!(cell.value, Value::Number(number) if printed::is_beyond_digits(number));
        if let Some((text, kind)) = cell.printed().filter(|(text, _)| !text.trim().is_empty()) {
            self.row_cells.push(RowCell { column, repeats, text, kind, is_long_number });
        }
    }
}

impl OpenCell {
    /// Begins an element inside the cell, and says for how many blanks it stands.
    fn begin_inside(&mut self, name: &str, element: &BytesStart<'_>) -> u64 {
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 && self.open_paragraphs == 0 {
                    self.text.push('\n');
                }
                self.paragraphs = self.paragraphs.saturating_add(1);
                self.open_paragraphs = self.open_paragraphs.saturating_add(1);
            }
            "text:s" => {
                let stated = attribute(element, "text:c");
                return stated.map_or(1, |count| count.trim().parse().unwrap_or(u64::MAX));
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
        0
    }

    /// What the cell prints, and what the file says it is.
    fn printed(self) -> Option<(String, CellKind)> {
        Some(match self.value {
            Value::None => return None,
            Value::Number(number) => {
                let format = if self.is_percent { NumberFormat::PERCENT } else { NumberFormat::default() };
                let mut text = String::new();
                printed::write_formatted(number, format, &mut text);
                (text, CellKind::Number)
            }
            Value::Date(date) => (date, CellKind::Date),
            Value::Boolean(value) => ((if value { "TRUE" } else { "FALSE" }).to_owned(), CellKind::Boolean),
            Value::Stated(text) => (text, CellKind::Text),
            Value::Written => (self.text, CellKind::Text),
        })
    }
}

/// The cell that an element begins, or what is wrong with what it states.
fn open_cell(element: &BytesStart<'_>) -> Result<OpenCell, String> {
    let mut cell = OpenCell {
        repeats: repeats(element, "table:number-columns-repeated"),
        rows_spanned: repeats(element, "table:number-rows-spanned"),
        columns_spanned: repeats(element, "table:number-columns-spanned"),
        ..OpenCell::default()
    };
    let (mut is_text, mut is_error) = (false, false);
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key: &str = attribute.key.as_ref();
        let value: &str = &attribute.value;
        let has_none = matches!(cell.value, Value::None);
        match key {
            "office:value" if has_none => {
                let number = value.trim().parse();
                cell.value =
                    Value::Number(number.map_err(|_| format!("a cell states the number `{value}`"))?);
            }
            "office:string-value" if has_none => cell.value = Value::Stated(unescaped(value)),
            "office:date-value" | "office:time-value" if has_none => {
                cell.value = Value::Date(unescaped(value));
            }
            "office:boolean-value" if has_none => {
                cell.value = Value::Boolean(value.eq_ignore_ascii_case("true"));
            }
            "office:value-type" => {
                is_text = value == "string";
                cell.is_percent = value == "percentage";
            }
            "calcext:value-type" => is_error = value == "error",
            _ => {}
        }
    }
    // Error codes are kept in the text too, beside a stated text that is empty.
    let is_empty = matches!(&cell.value, Value::Stated(text) if text.is_empty());
    if (is_text && matches!(cell.value, Value::None)) || (is_error && is_empty) {
        cell.value = Value::Written;
    }
    Ok(cell)
}

/// Rows and columns are hidden as such, or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "table:visibility").is_some_and(|value| value == "collapse" || value == "filter")
}

/// How often something stands; a number beyond all sheets is the largest.
fn repeats(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).map_or(1, |count| {
        let count = count.trim();
        let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
        count.parse().unwrap_or(if is_number { u32::MAX } else { 1 }).max(1)
    })
}
