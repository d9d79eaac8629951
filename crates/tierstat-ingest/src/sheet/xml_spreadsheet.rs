//! XML Spreadsheet 2003: one XML text with styles and worksheets, often named .xls (Microsoft, "XML Spreadsheet Reference").

use super::encoding::decode;
use super::mended_archive::{as_utf8, wide_encoding};
use super::printed::{self, NumberFormat};
use super::superscript::{CLOSE, OPEN};
use super::{CellKind, Merged, Region, Remark, SheetBuilder, SheetCells};
use crate::open::attribute::local_attribute as attribute;
use crate::open::hidden::HiddenParts;
use crate::{FileForm, IngestError, Limits};
use encoding_rs::{Encoding, UTF_8};
use jiff::civil::DateTime;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::column_letters;

/// Reads all worksheets.
pub(super) fn read(path: &Path, content: &[u8], limits: &Limits) -> Result<Vec<SheetCells>, IngestError> {
    let text = text(path, content)?;
    let mut reader = quick_xml::Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut workbook = Workbook::new(path, limits);
    loop {
        let event = reader.read_event().map_err(|error| IngestError::Damaged {
            path: path.to_owned(),
            form: FileForm::Workbook,
            reason: error.to_string(),
        })?;
        match event {
            Event::Eof if workbook.is_open => {
                return Err(IngestError::Truncated {
                    path: path.to_owned(),
                    reason: "the XML ends inside the workbook".to_owned(),
                });
            }
            Event::Eof => return Ok(workbook.sheets),
            Event::Start(element) => workbook.begin(&element)?,
            Event::Empty(element) => {
                workbook.begin(&element)?;
                workbook.end(element.local_name().as_ref())?;
            }
            Event::End(element) => workbook.end(element.local_name().as_ref())?,
            Event::Text(text) => workbook.text(&text.xml10_content()),
            Event::CData(text) => workbook.text(&text.xml10_content()),
            Event::GeneralRef(reference) => match resolved(&reference) {
                Some(text) => workbook.text(&text),
                // Left out, it would let the digits around it close up to another number.
                None if workbook.reads_data() => {
                    let name: &str = &reference;
                    return Err(IngestError::Damaged {
                        path: path.to_owned(),
                        form: FileForm::Workbook,
                        reason: format!("the XML does not say what `&{name};` in a cell stands for"),
                    });
                }
                None => {}
            },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The text by its mark, by what it declares, or as any text is read.
fn text<'a>(path: &Path, content: &'a [u8]) -> Result<Cow<'a, str>, IngestError> {
    if let Some(encoding) = wide_encoding(content) {
        return Ok(Cow::Owned(as_utf8(content, encoding)));
    }
    if let Ok(text) = std::str::from_utf8(content) {
        return Ok(Cow::Borrowed(text.trim_start_matches('\u{feff}')));
    }
    if let Some(encoding) = declared(content).filter(|encoding| *encoding != UTF_8) {
        let (text, _, had_errors) = encoding.decode(content);
        if !had_errors {
            return Ok(text);
        }
    }
    decode(path, content).map(|decoded| Cow::Owned(decoded.text))
}

/// The encoding that an XML declaration names.
fn declared(content: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(content.get(..content.len().min(200))?).into_owned();
    let declaration = head.get(..head.find("?>")?)?;
    let behind = declaration.get(declaration.find("encoding")? + "encoding".len()..)?;
    let label = behind.split(['"', '\'']).nth(1)?;
    Encoding::for_label(label.as_bytes())
}

/// What an entity or a character reference stands for; `None` where the file does not say.
fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten().map(|sign| sign.to_string());
    }
    let name: &str = reference;
    match name {
        "nbsp" => Some(" ".to_owned()),
        name => quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned),
    }
}

/// No sheet has more columns or rows than that; an index or a span may claim to.
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROWS: u32 = 1_048_576;

struct Workbook<'a> {
    path: &'a Path,
    limits: &'a Limits,
    sheets: Vec<SheetCells>,
    formats: BTreeMap<String, NumberFormat>,
    /// The style whose number format is being read.
    style: String,
    sheet: Option<OpenSheet>,
    cells: u64,
    is_open: bool,
    /// How many elements are open whose content is not read: comments.
    silent: u32,
    /// Whether what comes is the visibility of the sheet.
    reads_visibility: bool,
}

#[derive(Default)]
struct OpenSheet {
    cells: SheetBuilder,
    is_hidden: bool,
    hidden: HiddenParts,
    regions: Vec<Region>,
    column_styles: ColumnStyles,
    /// The column that the last column element reached.
    next_column: u32,
    row: u32,
    row_span: u32,
    row_style: String,
    column: u32,
    cell: Option<OpenCell>,
}

/// The styles of runs of columns.
#[derive(Default)]
struct ColumnStyles {
    /// By the first column the last one and the style; no two overlap.
    runs: BTreeMap<u32, (u32, String)>,
}

impl ColumnStyles {
    /// Gives a run of columns a style, whatever they had before.
    fn put(&mut self, first: u32, last: u32, style: String) {
        let (first, last) = (first.max(1), last.min(MOST_COLUMNS));
        if first > last {
            return;
        }
        if let Some((_, (end, before))) = self.runs.range_mut(..first).next_back()
            && *end >= first
        {
            let rest = (*end > last).then(|| (*end, before.clone()));
            *end = first - 1;
            self.runs.extend(rest.map(|rest| (last + 1, rest)));
        }
        while let Some(start) = self.runs.range(first..=last).next().map(|(start, _)| *start) {
            if let Some((end, before)) = self.runs.remove(&start)
                && end > last
            {
                self.runs.insert(last + 1, (end, before));
            }
        }
        self.runs.insert(first, (last, style));
    }

    fn of(&self, column: u32) -> Option<&str> {
        let (_, (last, style)) = self.runs.range(..=column).next_back()?;
        (column <= *last).then_some(style)
    }
}

#[derive(Default)]
struct OpenCell {
    /// The columns that the cell takes beside its first.
    across: u32,
    style: String,
    has_formula: bool,
    kind: String,
    text: String,
    reads_data: bool,
}

impl<'a> Workbook<'a> {
    fn new(path: &'a Path, limits: &'a Limits) -> Self {
        Self {
            path,
            limits,
            sheets: Vec::new(),
            formats: BTreeMap::new(),
            style: String::new(),
            sheet: None,
            cells: 0,
            is_open: false,
            silent: 0,
            reads_visibility: false,
        }
    }

    fn too_large(&self, what: &'static str, found: u64, limit: u64) -> IngestError {
        IngestError::TooLarge { path: self.path.to_owned(), what, found, limit }
    }

    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), IngestError> {
        let name = element.local_name();
        let name: &str = name.as_ref();
        if self.silent > 0 || name == "Comment" {
            self.silent = self.silent.saturating_add(1);
            return Ok(());
        }
        match name {
            "Workbook" => self.is_open = true,
            "Style" => self.begin_style(element),
            "NumberFormat" => {
                let format = attribute(element, "Format").unwrap_or_default();
                self.formats.insert(self.style.clone(), number_format(&format));
            }
            "Worksheet" => {
                if self.sheets.len() >= self.limits.sheets {
                    let found = self.sheets.len() as u64 + 1;
                    return Err(self.too_large("sheets", found, self.limits.sheets as u64));
                }
                let name = attribute(element, "Name").unwrap_or_default();
                self.sheet = Some(OpenSheet { cells: SheetBuilder::new(Some(name)), ..OpenSheet::default() });
            }
            "Visible" => self.reads_visibility = true,
            _ => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.begin(name, element);
                }
            }
        }
        Ok(())
    }

    fn begin_style(&mut self, element: &BytesStart<'_>) {
        self.style = attribute(element, "ID").unwrap_or_default();
        let parent = attribute(element, "Parent").unwrap_or_default();
        let inherited = self.formats.get(&parent).copied();
        if let Some(format) = inherited {
            self.formats.insert(self.style.clone(), format);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), IngestError> {
        if self.silent > 0 {
            self.silent -= 1;
            return Ok(());
        }
        match name {
            "Workbook" => self.is_open = false,
            "Worksheet" => {
                if let Some(sheet) = self.sheet.take() {
                    let cells = self.finish(sheet)?;
                    self.sheets.push(cells);
                }
            }
            "Visible" => self.reads_visibility = false,
            _ => {
                if let Some(sheet) = &mut self.sheet
                    && sheet.end(name, &self.formats)
                {
                    self.cells += 1;
                    if self.cells > self.limits.cells {
                        return Err(self.too_large("cells", self.cells, self.limits.cells));
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether what comes is the text of a cell.
    fn reads_data(&self) -> bool {
        let cell = self.sheet.as_ref().and_then(|sheet| sheet.cell.as_ref());
        self.silent == 0 && cell.is_some_and(|cell| cell.reads_data)
    }

    fn text(&mut self, text: &str) {
        let Some(sheet) = self.sheet.as_mut().filter(|_| self.silent == 0) else { return };
        if self.reads_visibility {
            sheet.is_hidden |= text.trim().starts_with("Sheet") && text.trim() != "SheetVisible";
        } else if let Some(cell) = sheet.cell.as_mut().filter(|cell| cell.reads_data) {
            cell.text.push_str(text);
        }
    }

    fn finish(&self, sheet: OpenSheet) -> Result<SheetCells, IngestError> {
        let (rows, columns, filled) = (sheet.cells.rows(), sheet.cells.columns(), sheet.cells.filled());
        if self.limits.is_stretched(rows, columns, filled) {
            return Err(IngestError::FarCell {
                path: self.path.to_owned(),
                sheet: sheet.cells.name().unwrap_or_default().to_owned(),
                cell: format!("{}{rows}", column_letters(columns)),
                filled,
            });
        }
        let mut cells = sheet.cells.finish();
        cells.hidden = sheet.is_hidden;
        cells.hidden_parts = sheet.hidden;
        cells.merged = Merged::new(&sheet.regions, cells.rows(), cells.columns());
        Ok(cells)
    }
}

impl OpenSheet {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "Column" => self.begin_column(element),
            "Row" => self.begin_row(element),
            "Cell" => self.begin_cell(element),
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(element, "Type").unwrap_or_default();
                    cell.reads_data = true;
                }
            }
            name => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| cell.reads_data) {
                    match name.to_ascii_lowercase().as_str() {
                        "sup" => cell.text.push(OPEN),
                        "br" => cell.text.push('\n'),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Ends an element, and says whether a cell was put.
    fn end(&mut self, name: &str, formats: &BTreeMap<String, NumberFormat>) -> bool {
        match name {
            "Row" => self.row = self.row.saturating_add(self.row_span),
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.reads_data = false;
                }
            }
            "Cell" => {
                if let Some(cell) = self.cell.take() {
                    return self.put(&cell, formats);
                }
            }
            name if name.eq_ignore_ascii_case("sup") => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| cell.reads_data) {
                    cell.text.push(CLOSE);
                }
            }
            _ => {}
        }
        false
    }

    fn begin_column(&mut self, element: &BytesStart<'_>) {
        let first = number(element, "Index").unwrap_or(self.next_column.saturating_add(1)).max(1);
        let last = first.saturating_add(number(element, "Span").unwrap_or(0));
        self.next_column = last;
        if is_hidden(element) {
            self.hidden.hide_columns(first, last.min(MOST_COLUMNS));
        }
        if let Some(style) = attribute(element, "StyleID") {
            self.column_styles.put(first, last, style);
        }
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) {
        self.row = number(element, "Index").unwrap_or(self.row.saturating_add(1)).max(1);
        // The rows of a span are like this one, and empty.
        self.row_span = number(element, "Span").unwrap_or(0);
        self.row_style = attribute(element, "StyleID").unwrap_or_default();
        self.column = 0;
        if is_hidden(element) {
            self.hidden.hide_rows(self.row, self.row.saturating_add(self.row_span).min(MOST_ROWS));
        }
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        self.column = number(element, "Index").unwrap_or(self.column.saturating_add(1)).max(1);
        let across = number(element, "MergeAcross").unwrap_or(0).min(MOST_COLUMNS);
        let down = number(element, "MergeDown").unwrap_or(0).min(MOST_ROWS);
        if across > 0 || down > 0 {
            self.regions.push(Region {
                first_row: self.row,
                first_column: self.column,
                last_row: self.row.saturating_add(down).min(MOST_ROWS),
                last_column: self.column.saturating_add(across).min(MOST_COLUMNS),
            });
        }
        let style = attribute(element, "StyleID");
        let has_formula = attribute(element, "Formula").is_some();
        let style = style.unwrap_or_else(|| {
            let of_column = || self.column_styles.of(self.column).unwrap_or_default().to_owned();
            if self.row_style.is_empty() { of_column() } else { self.row_style.clone() }
        });
        self.cell = Some(OpenCell { across, style, has_formula, ..OpenCell::default() });
    }

    fn put(&mut self, cell: &OpenCell, formats: &BTreeMap<String, NumberFormat>) -> bool {
        let (row, column) = (self.row.max(1), self.column.max(1));
        self.column = column.saturating_add(cell.across);
        let format = formats.get(&cell.style).copied().unwrap_or_default();
        let before = self.cells.filled();
        let (text, kind) = printed_text(cell, format);
        let kind = if cell.has_formula && cell.text.trim().is_empty() {
            CellKind::FormulaWithoutValue
        } else {
            kind
        };
        self.cells.insert(row, column, &text, kind);
        if self.cells.filled() == before {
            return false;
        }
        if kind == CellKind::Number {
            if format.shown_in.power > 0 {
                self.cells.show_last_in(format.shown_in);
            }
            if cell.text.trim().parse().is_ok_and(printed::is_beyond_digits) {
                self.cells.remark(Remark::LongNumber { place: (row, column), read: text.into_owned() });
            }
        }
        true
    }
}

/// What a cell prints, and what the file says it is.
fn printed_text(cell: &OpenCell, format: NumberFormat) -> (Cow<'_, str>, CellKind) {
    let trimmed = cell.text.trim();
    let mut text = String::new();
    match cell.kind.as_str() {
        "Number" => {
            if let Some(value) = trimmed.parse::<f64>().ok().filter(|value| value.is_finite()) {
                printed::write_formatted(value, format, &mut text);
                return (Cow::Owned(text), CellKind::Number);
            }
        }
        "DateTime" => {
            if let Ok(moment) = trimmed.parse::<DateTime>() {
                printed::write_date(&printed::date_of(moment), format, &mut text);
                return (Cow::Owned(text), CellKind::Date);
            }
        }
        "Boolean" => {
            let is_true = trimmed == "1" || trimmed.eq_ignore_ascii_case("true");
            return (Cow::Borrowed(if is_true { "TRUE" } else { "FALSE" }), CellKind::Boolean);
        }
        "Error" => return (Cow::Borrowed(trimmed), CellKind::Error),
        _ => {}
    }
    (Cow::Borrowed(cell.text.as_str()), CellKind::Text)
}

/// A number format by its code or by one of the names that the format has for codes.
fn number_format(code: &str) -> NumberFormat {
    match code {
        "Percent" => NumberFormat::new("0.00%"),
        "Scientific" | "Currency" | "Euro Currency" | "Fixed" | "Standard" | "General Number" => {
            NumberFormat::default()
        }
        code if code.contains("Date") || code.contains("Time") => NumberFormat::default(),
        code => NumberFormat::new(code),
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "Hidden").is_some_and(|value| value == "1")
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_run_of_columns_takes_its_place_from_those_before() {
        let mut styles = ColumnStyles::default();
        styles.put(2, 9, "a".to_owned());
        styles.put(4, 5, "b".to_owned());
        styles.put(5, 7, "c".to_owned());
        let seen: Vec<&str> = (1..=10).map(|column| styles.of(column).unwrap_or("-")).collect();
        assert_eq!(seen.concat(), "-aabcccaa-");
    }

    #[test]
    fn spans_of_many_columns_stay_few_runs() {
        let mut styles = ColumnStyles::default();
        for _ in 0..20_000 {
            styles.put(1, u32::MAX, "a".to_owned());
            styles.put(u32::MAX, u32::MAX, "b".to_owned());
        }
        assert_eq!(styles.runs.len(), 1);
        assert_eq!((styles.of(MOST_COLUMNS), styles.of(MOST_COLUMNS + 1)), (Some("a"), None));
    }
}
