//! Workbooks: .xlsx, .xlsb and .xls through calamine, each behind a look at what would make it hold or do too much.

use super::Remark;
use super::binary_parts;
use super::mended_archive::mended;
use super::open_document;
use super::printed::NumberFormat;
use super::raised_labels;
use super::{CellKind, Merged, Region, SheetBuilder, SheetCells, printed};
use crate::limits::{MemoryBudget, REPEATED_CELL};
use crate::open::archive::{ArchiveSurvey, check_archive};
use crate::open::compound::CompoundFile;
use crate::open::encoding::{is_chinese_read_as_western, read_as_chinese};
use crate::open::hidden::{hidden_parts, sheet_parts};
use crate::open::old_workbook::{OldSheet, OldWorkbook};
use crate::open::sniff::WorkbookKind;
use crate::{FileForm, IngestError, Limits};
use calamine::{
    Cell, Data, DataRef, Dimensions, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, XlsOptions, Xlsb,
    Xlsx, XlsxError,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io::Cursor;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use tierstat_model::column_letters;

/// Why a sheet is not read whose part was read for another.
const SHARED_PART: &str = "its part is that of an earlier sheet";
/// The number of the code page of UTF-16 (MS-XLS 2.4.52).
const UTF_16: u16 = 1200;

type Bytes<'a> = Cursor<&'a [u8]>;
/// A cell with the number of its style.
type StyledCell<'a> = (Cell<DataRef<'a>>, usize);

/// Reads all sheets that hold cells.
///
/// calamine indexes into records of binary formats without checks, so a damaged file can make it panic; the panic
/// is caught here and becomes an error, because no input may end the program.
pub(super) fn read(
    path: &Path,
    content: &[u8],
    kind: WorkbookKind,
    limits: &Limits,
) -> Result<Vec<SheetCells>, IngestError> {
    // A binary workbook has no parts to look into; its merged cells stand in records that are read anyway.
    let survey = match kind {
        WorkbookKind::Xls => ArchiveSurvey { may_merge: true, ..ArchiveSurvey::default() },
        WorkbookKind::Xlsx | WorkbookKind::Xlsb | WorkbookKind::Ods => {
            check_archive(path, content, FileForm::Workbook, limits)?
        }
    };
    let mut memory = MemoryBudget::new(path, limits, survey.unpacked.max(content.len() as u64));
    let mended = mended(content, &survey.suspects, &mut memory)?;
    let content = mended.as_deref().unwrap_or(content);
    if kind == WorkbookKind::Ods {
        let mut sheets = open_document::read(path, content, limits, &mut memory)?;
        say_repeated_parts(&mut sheets, survey.repeated);
        return Ok(sheets);
    }
    let file = File { path, content, limits, survey };
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| match kind {
        WorkbookKind::Xlsb => file.read_xlsb(),
        WorkbookKind::Xls => file.read_xls(&mut memory),
        WorkbookKind::Xlsx | WorkbookKind::Ods => file.read_xlsx(),
    }));
    let mut sheets =
        outcome.unwrap_or_else(|_| Err(file.damaged("the reader met a record it cannot hold")))?;
    say_repeated_parts(&mut sheets, file.survey.repeated);
    Ok(sheets)
}

fn say_repeated_parts(sheets: &mut [SheetCells], parts: Vec<String>) {
    if let Some(first) = sheets.first_mut() {
        first.remarks.extend(parts.into_iter().map(Remark::RepeatedPart));
    }
}

/// What came of reading the values of a sheet.
enum Values {
    Read {
        /// Whether some cell holds no value.
        has_blank: bool,
    },
    /// There are no cells to read.
    NoCells,
    Unreadable(String),
}

struct File<'a> {
    path: &'a Path,
    content: &'a [u8],
    limits: &'a Limits,
    survey: ArchiveSurvey,
}

impl<'a> File<'a> {
    fn bytes(&self) -> Bytes<'a> {
        Cursor::new(self.content)
    }

    fn damaged(&self, reason: impl ToString) -> IngestError {
        let reason = reason.to_string();
        let lower = reason.to_lowercase();
        let path = self.path.to_owned();
        if lower.contains("password") {
            IngestError::PasswordProtected { path }
        } else if ["eof", "end of", "zip", "i/o", "checksum"].iter().any(|sign| lower.contains(sign)) {
            IngestError::Truncated { path, reason }
        } else {
            IngestError::Damaged { path, form: FileForm::Workbook, reason }
        }
    }

    fn sheets(&self, metadata: &[Sheet]) -> Result<Vec<Sheet>, IngestError> {
        if metadata.len() > self.limits.sheets {
            return Err(IngestError::TooLarge {
                path: self.path.to_owned(),
                what: "sheets",
                found: metadata.len() as u64,
                limit: self.limits.sheets as u64,
            });
        }
        let holds_cells = |sheet: &&Sheet| matches!(sheet.typ, SheetType::WorkSheet | SheetType::MacroSheet);
        Ok(metadata.iter().filter(holds_cells).cloned().collect())
    }

    fn check_count(&self, cells: u64) -> Result<(), IngestError> {
        if cells <= self.limits.cells {
            return Ok(());
        }
        Err(IngestError::TooLarge {
            path: self.path.to_owned(),
            what: "cells",
            found: cells,
            limit: self.limits.cells,
        })
    }

    fn far_cell(&self, sheet: &str, row: u32, column: u32, filled: u64) -> IngestError {
        IngestError::FarCell {
            path: self.path.to_owned(),
            sheet: sheet.to_owned(),
            cell: format!("{}{row}", column_letters(column)),
            filled,
        }
    }

    fn finish(
        &self,
        cells: SheetBuilder,
        sheet: &Sheet,
        regions: &[Region],
    ) -> Result<SheetCells, IngestError> {
        if self.limits.is_stretched(cells.rows(), cells.columns(), cells.filled()) {
            return Err(self.far_cell(&sheet.name, cells.rows(), cells.columns(), cells.filled()));
        }
        let mut cells = cells.finish();
        cells.hidden = sheet.visible != SheetVisible::Visible;
        cells.merged = Merged::new(regions, cells.rows(), cells.columns());
        Ok(cells)
    }

    fn read_xlsx(&self) -> Result<Vec<SheetCells>, IngestError> {
        let damaged = |error: XlsxError| self.damaged(error);
        let mut workbook = Xlsx::new(self.bytes()).map_err(damaged)?;
        let mut hidden = if self.survey.may_hide { hidden_parts(self.content) } else { BTreeMap::new() };
        let parts: BTreeMap<String, String> = sheet_parts(self.content).into_iter().rev().collect();
        let (mut names, mut taken) = (BTreeSet::new(), BTreeSet::new());
        let mut sheets = Vec::new();
        let mut total = 0;
        let mut formats = None;
        for sheet in self.sheets(workbook.sheets_metadata())? {
            let mut cells = SheetBuilder::new(Some(sheet.name.clone()));
            // A part that is read once for each of a thousand sheets is a small file that takes for ever.
            let part = parts.get(&sheet.name).map(|part| part.to_ascii_lowercase());
            if !names.insert(sheet.name.clone()) || part.is_some_and(|part| !taken.insert(part)) {
                cells.remark(Remark::UnreadableSheet(SHARED_PART.to_owned()));
                sheets.push(self.finish(cells, &sheet, &[])?);
                continue;
            }
            let has_blank = match self.read_values(&mut workbook, &mut cells, &mut formats, &mut total)? {
                Values::Read { has_blank } => has_blank,
                Values::NoCells => continue,
                Values::Unreadable(reason) => {
                    cells.remark(Remark::UnreadableSheet(reason));
                    sheets.push(self.finish(cells, &sheet, &[])?);
                    continue;
                }
            };
            if has_blank {
                let mut reader = workbook.worksheet_cells_reader(&sheet.name).map_err(damaged)?;
                while let Some(record) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
                    if record.formula.is_some() && record.value == DataRef::Empty {
                        let (row, column) = record.pos;
                        let (row, column) = (row.saturating_add(1), column.saturating_add(1));
                        cells.insert(row, column, "", CellKind::FormulaWithoutValue);
                    }
                }
            }
            let merged = if self.survey.may_merge {
                workbook.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)?
            } else {
                Vec::new()
            };
            let regions: Vec<Region> = merged.iter().map(region).collect();
            let mut cells = self.finish(cells, &sheet, &regions)?;
            cells.hidden_parts = hidden.remove(&sheet.name).unwrap_or_default();
            sheets.push(cells);
        }
        Ok(sheets)
    }

    /// Streams the values of one sheet.
    fn read_values(
        &self,
        workbook: &mut Xlsx<Bytes<'_>>,
        cells: &mut SheetBuilder,
        formats: &mut Option<Vec<NumberFormat>>,
        total: &mut u64,
    ) -> Result<Values, IngestError> {
        let mut has_blank = false;
        let mut reader = match workbook.worksheet_cells_reader(cells.name().unwrap_or_default()) {
            Ok(reader) => reader,
            // A chart or dialogue sheet that calls itself a worksheet has no cells to read.
            Err(XlsxError::NotAWorksheet(root)) if matches!(root.as_str(), "chartsheet" | "dialogsheet") => {
                return Ok(Values::NoCells);
            }
            // The others can be read all the same.
            Err(
                error @ (XlsxError::NotAWorksheet(_)
                | XlsxError::FileNotFound(_)
                | XlsxError::WorksheetNotFound(_)),
            ) => return Ok(Values::Unreadable(error.to_string())),
            Err(error) => return Err(self.damaged(error)),
        };
        let mut text = String::new();
        // Millions of cells in all sheets share a few styles.
        let formats = formats.get_or_insert_with(|| {
            let codes = reader.styles().iter().map(|style| style.number_format.as_ref());
            codes
                .map(|format| format.map(|format| NumberFormat::new(&format.format_code)).unwrap_or_default())
                .collect()
        });
        let take = |batch: &[StyledCell<'_>]| -> Result<(), IngestError> {
            for (cell, style) in batch {
                let format = formats.get(*style).copied().unwrap_or_default();
                match print_cell(cell.get_value(), format, &mut text) {
                    Some(kind) => {
                        *total += 1;
                        self.check_count(*total)?;
                        let (row, column) = cell.get_position();
                        cells.insert(row.saturating_add(1), column.saturating_add(1), &text, kind);
                        note_long_number(cell.get_value(), &text, cells);
                        if kind == CellKind::Number && format.shown_in.power > 0 {
                            cells.show_last_in(format.shown_in);
                        }
                    }
                    None => has_blank = true,
                }
            }
            Ok(())
        };
        self.in_batches(|| reader.next_cell_with_style_id(), take)?;
        Ok(Values::Read { has_blank })
    }

    /// Gives cells away in batches; from the second on they are read by a thread of their own, ahead of what takes them.
    fn in_batches<'b>(
        &self,
        mut next: impl FnMut() -> Result<Option<StyledCell<'b>>, XlsxError> + Send,
        mut take: impl FnMut(&[StyledCell<'b>]) -> Result<(), IngestError>,
    ) -> Result<(), IngestError> {
        const BATCH: usize = 2048;
        const AHEAD: usize = 2;
        let mut batch = move || -> Result<Vec<StyledCell<'b>>, XlsxError> {
            let mut batch = Vec::with_capacity(BATCH);
            while batch.len() < BATCH {
                match next()? {
                    Some(cell) => batch.push(cell),
                    None => break,
                }
            }
            Ok(batch)
        };
        let first = batch().map_err(|error| self.damaged(error))?;
        take(&first)?;
        // Most sheets are small, and a thread costs more than they do.
        if first.len() < BATCH {
            return Ok(());
        }
        std::thread::scope(|scope| {
            let (send, receive) = std::sync::mpsc::sync_channel(AHEAD);
            scope.spawn(move || {
                loop {
                    let read = batch();
                    let is_last = read.as_ref().map_or(true, |batch| batch.len() < BATCH);
                    // Nobody takes more once an error has stopped the other side.
                    if send.send(read).is_err() || is_last {
                        return;
                    }
                }
            });
            for read in receive {
                take(&read.map_err(|error| self.damaged(error))?)?;
            }
            Ok(())
        })
    }

    fn read_xlsb(&self) -> Result<Vec<SheetCells>, IngestError> {
        let mut own_part = binary_parts::check(self.path, self.content, self.limits)?;
        let mut workbook = Xlsb::new(self.bytes()).map_err(|error| self.damaged(error))?;
        let mut sheets = Vec::new();
        let mut total = 0;
        for sheet in self.sheets(workbook.sheets_metadata())? {
            let mut cells = SheetBuilder::new(Some(sheet.name.clone()));
            if !own_part.remove(&sheet.name) {
                cells.remark(Remark::UnreadableSheet(SHARED_PART.to_owned()));
                sheets.push(self.finish(cells, &sheet, &[])?);
                continue;
            }
            let mut text = String::new();
            let mut reader =
                workbook.worksheet_cells_reader(&sheet.name).map_err(|error| self.damaged(error))?;
            while let Some(cell) = reader.next_cell().map_err(|error| self.damaged(error))? {
                if let Some(kind) = print_cell(cell.get_value(), NumberFormat::default(), &mut text) {
                    total += 1;
                    self.check_count(total)?;
                    let (row, column) = cell.get_position();
                    cells.insert(row.saturating_add(1), column.saturating_add(1), &text, kind);
                    note_long_number(cell.get_value(), &text, &mut cells);
                }
            }
            sheets.push(self.finish(cells, &sheet, &[])?);
        }
        Ok(sheets)
    }

    fn read_xls(&self, memory: &mut MemoryBudget<'_>) -> Result<Vec<SheetCells>, IngestError> {
        let compound = CompoundFile::parse(self.content);
        let stream = compound.as_ref().and_then(|file| file.stream("Workbook"));
        // Before Excel 97 texts are bytes of a code page that the file names, rightly or not.
        let is_old = stream.is_none();
        let stream = stream.or_else(|| compound.as_ref().and_then(|file| file.stream("Book")));
        let Some(stream) = stream else {
            return Err(IngestError::Truncated {
                path: self.path.to_owned(),
                reason: "the workbook stream ends early".to_owned(),
            });
        };
        let old = OldWorkbook::read(self.path, &stream, self.limits)?;
        self.check_old(&old, &stream, memory)?;
        let damaged = |error: XlsError| self.damaged(error);
        // In BIFF8 every text is UTF-16, whatever code page the file names.
        let mut options = XlsOptions::default();
        options.force_codepage = old.is_biff8.then_some(UTF_16);
        let mut workbook = Xls::new_with_options(Cursor::new(old.content()), options).map_err(damaged)?;
        let raised =
            if old.is_biff8 { raised_labels::raised_labels(&stream, self.limits.sheets) } else { Vec::new() };
        let with_cells = self.sheets(workbook.sheets_metadata())?;
        let names: Vec<String> = workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
        let looked_through: Vec<&OldSheet> = old.sheets().map(|(sheet, _)| sheet).collect();
        let mut sheets: Vec<SheetCells> = Vec::new();
        for sheet in with_cells {
            let mut cells = SheetBuilder::new(Some(sheet.name.clone()));
            let range = workbook.worksheet_range(&sheet.name).map_err(damaged)?;
            // Of sheets with one name the reader gives the last.
            let index = names.iter().rposition(|name| *name == sheet.name).unwrap_or_default();
            let Some(old_sheet) = looked_through.get(index) else { continue };
            insert_range(&mut cells, &range, old_sheet);
            if let Some(labels) = raised.get(index) {
                cells.read_again(labels, |text, runs| raised_labels::with_signs(text, runs));
            }
            let region = |[first_row, first_column, last_row, last_column]: &[u32; 4]| Region {
                first_row: *first_row,
                first_column: *first_column,
                last_row: *last_row,
                last_column: *last_column,
            };
            let regions: Vec<Region> = old_sheet.merged.iter().map(region).collect();
            let mut cells = self.finish(cells, &sheet, &regions)?;
            cells.hidden_parts = old_sheet.hidden.clone();
            sheets.push(cells);
        }
        let is_wrong = is_old
            && is_chinese_read_as_western(
                sheets.iter().flat_map(|sheet| sheet.iter().map(|(_, cell)| cell.text)),
            );
        if is_wrong {
            for sheet in &mut sheets {
                *sheet = sheet.with_texts(read_as_chinese);
                sheet.code_page_mended = true;
            }
        }
        Ok(sheets)
    }

    /// Refuses an .xls with more cells than the limits allow, or whose cells repeat more than the file may take.
    fn check_old(
        &self,
        old: &OldWorkbook,
        stream: &[u8],
        memory: &mut MemoryBudget<'_>,
    ) -> Result<(), IngestError> {
        let lengths = raised_labels::text_lengths(stream);
        let mut total = 0_u64;
        for (sheet, before) in old.sheets() {
            let cells = sheet.places.len() as u64;
            total = total.saturating_add(cells);
            self.check_count(total)?;
            if before > 0 {
                memory.take(cells.saturating_mul(REPEATED_CELL))?;
            }
            // The reader gives each cell its own copy of a shared text, and a copy of that; three bytes a unit at most.
            let length = |text: &u32| lengths.get(usize::try_from(*text).ok()?).copied();
            let units: u64 = sheet.texts.iter().filter_map(length).map(|units| units as u64).sum();
            memory.take(units.saturating_mul(2 * 3))?;
        }
        Ok(())
    }
}

/// Puts the cells of an .xls where they stood before it was written anew.
fn insert_range(cells: &mut SheetBuilder, range: &calamine::Range<Data>, sheet: &OldSheet) {
    // The range begins at the first used cell, so addresses need the offset.
    let Some((first_row, first_column)) = range.start() else { return };
    let mut text = String::new();
    for (row, column, value) in range.used_cells() {
        let Some((row, column)) = sheet.place(first_row as usize + row, first_column as usize + column)
        else {
            continue;
        };
        if let Some(kind) = print_cell(&borrowed(value), NumberFormat::default(), &mut text) {
            cells.insert(row, column, &text, kind);
            note_long_number(&borrowed(value), &text, cells);
        }
    }
}

/// Says of the cell put last that its number may not be the one that was typed.
fn note_long_number(value: &DataRef<'_>, text: &str, cells: &mut SheetBuilder) {
    if let DataRef::Float(value) = value
        && printed::is_beyond_digits(*value)
        && let Some(place) = cells.last_place()
    {
        cells.remark(Remark::LongNumber { place, read: text.to_owned() });
    }
}

/// Writes what a cell prints over a text, and says what the file says it is; `None` where the cell holds nothing.
fn print_cell(value: &DataRef<'_>, format: NumberFormat, text: &mut String) -> Option<CellKind> {
    text.clear();
    Some(match value {
        // A count that a double cannot hold is printed digit by digit.
        DataRef::Int(value) if !format.is_percent => {
            let _ = write!(text, "{value}");
            CellKind::Number
        }
        DataRef::Int(value) => {
            printed::write_formatted(*value as f64, format, text);
            CellKind::Number
        }
        DataRef::Float(value) => {
            printed::write_formatted(*value, format, text);
            CellKind::Number
        }
        DataRef::String(own) => {
            text.push_str(own);
            CellKind::Text
        }
        DataRef::SharedString(shared) => {
            text.push_str(shared);
            CellKind::Text
        }
        DataRef::Bool(value) => {
            text.push_str(if *value { "TRUE" } else { "FALSE" });
            CellKind::Boolean
        }
        DataRef::DateTime(value) => {
            printed::write_date(value, format, text);
            CellKind::Date
        }
        DataRef::DateTimeIso(iso) | DataRef::DurationIso(iso) => {
            text.push_str(iso);
            CellKind::Date
        }
        DataRef::Error(error) => {
            text.push_str(&printed::error_code(error));
            CellKind::Error
        }
        DataRef::Empty => return None,
    })
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(value) => DataRef::DateTime(*value),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn region(dimensions: &Dimensions) -> Region {
    Region {
        first_row: dimensions.start.0.saturating_add(1),
        first_column: dimensions.start.1.saturating_add(1),
        last_row: dimensions.end.0.saturating_add(1),
        last_column: dimensions.end.1.saturating_add(1),
    }
}
