//! The cells of one sheet: sparse, compact, in order of rows and columns.

use super::Merged;
use super::Remark;
use super::superscript::{self, Mark, Parted};
use crate::open::hidden::HiddenParts;
use crate::text::characters::on_one_line;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The cells of one sheet, sparse; rows and columns count from 1, as a person reads them.
///
/// All texts stand in one buffer, since a large sheet has millions of short ones.
#[derive(Debug, Default)]
pub(crate) struct SheetCells {
    /// The name; `None` in a text file.
    pub(crate) name: Option<String>,
    /// The line that stands right before the table in a page or a text document, and may be its title.
    pub(crate) caption: Option<String>,
    /// Whether the sheet is hidden in the workbook.
    pub(crate) hidden: bool,
    /// The rows and columns that are hidden in the workbook.
    pub(crate) hidden_parts: HiddenParts,
    /// Whether the file named the wrong code page and the texts were read again.
    pub(crate) code_page_mended: bool,
    /// The merged regions.
    pub(crate) merged: Merged,
    /// The marks that stood raised in cells whose text is given without them.
    pub(crate) marks: BTreeMap<(u32, u32), Mark>,
    /// What is odd about the sheet.
    pub(crate) remarks: Vec<Remark>,
    texts: String,
    entries: Vec<Entry>,
    /// Where the entries of each row begin, and where the last row ends.
    row_starts: Vec<u32>,
    columns: u32,
    /// The number of cells of each record in a text file, blank ones too; empty for workbooks, whose rows have no length.
    widths: Vec<u32>,
    /// Long texts that were asked for on one line: many cells may share one.
    lines: RefCell<BTreeMap<TextPlace, Rc<str>>>,
}

/// One cell that holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    /// The text as printed.
    pub(crate) text: &'a str,
    /// What the file says it is.
    pub(crate) kind: CellKind,
    /// How its number format shows it smaller than it is stored.
    pub(crate) shown_in: ShownIn,
}

/// The unit in which a number format shows stored numbers: 12345678 in thousands is shown as 12,346.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ShownIn {
    /// The power of ten that the format divides by; 0 where it shows numbers as they are.
    pub(crate) power: u8,
    /// Whether the format prints what it divides by: 1.2万.
    pub(crate) is_printed: bool,
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

/// A cell as it is stored: its place, and where its text stands in the buffer.
#[derive(Debug, Clone, Copy)]
struct Entry {
    row: u32,
    column: u32,
    start: u32,
    length: u32,
    kind: CellKind,
    shown_in: ShownIn,
}

/// Takes the cells of a sheet in any order.
#[derive(Debug, Default)]
pub(crate) struct SheetBuilder {
    name: Option<String>,
    texts: String,
    entries: Vec<Entry>,
    rows: u32,
    columns: u32,
    widths: Vec<u32>,
    is_disordered: bool,
    /// Where each long text stands: a small file may point millions of cells at one.
    long_texts: BTreeMap<Box<str>, u32>,
    remarks: Vec<Remark>,
}

/// Where a text begins in the buffer, and its length in bytes.
type TextPlace = (u32, u32);

/// Texts from this length on are stored once. In bytes.
const LONG_TEXT: usize = 64;
/// So many oddities of one sheet are kept.
const MOST_REMARKS: usize = 1000;

impl SheetBuilder {
    pub(crate) fn new(name: Option<String>) -> Self {
        Self { name, ..Self::default() }
    }

    /// Puts a cell at a row and column counted from 1; blank text is no cell. Of two at one place the later holds.
    pub(crate) fn insert(&mut self, row: u32, column: u32, text: &str, kind: CellKind) {
        if is_blank(text) && kind != CellKind::FormulaWithoutValue {
            return;
        }
        let known = if text.len() < LONG_TEXT { None } else { self.long_texts.get(text).copied() };
        let end = u32::try_from(self.texts.len());
        // The limits on bytes and cells keep the buffer far below what an offset can name.
        let (Ok(start), Ok(length)) = (known.map_or(end, Ok), u32::try_from(text.len())) else {
            return;
        };
        if known.is_none() {
            self.texts.push_str(text);
            if text.len() >= LONG_TEXT {
                self.long_texts.insert(text.into(), start);
            }
        }
        let last = self.entries.last().map(|entry| (entry.row, entry.column));
        self.is_disordered |= last.is_some_and(|last| last >= (row, column));
        self.rows = self.rows.max(row);
        self.columns = self.columns.max(column);
        self.entries.push(Entry { row, column, start, length, kind, shown_in: ShownIn::default() });
    }

    /// States in what the number format of the cell put last shows its number.
    pub(crate) fn show_last_in(&mut self, shown_in: ShownIn) {
        if let Some(last) = self.entries.last_mut() {
            last.shown_in = shown_in;
        }
    }

    /// The place of the cell put last.
    pub(crate) fn last_place(&self) -> Option<(u32, u32)> {
        self.entries.last().map(|entry| (entry.row, entry.column))
    }

    /// Keeps what is odd about the sheet.
    pub(crate) fn remark(&mut self, remark: Remark) {
        // A file may be odd in every cell.
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(remark);
        }
    }

    /// States how many cells the next record has.
    pub(crate) fn push_width(&mut self, cells: u32) {
        self.widths.push(cells);
    }

    /// The name of the sheet.
    pub(crate) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The last row that holds something; 0 in an empty sheet.
    pub(crate) fn rows(&self) -> u32 {
        self.rows
    }

    /// The last column that holds something; 0 in an empty sheet.
    pub(crate) fn columns(&self) -> u32 {
        self.columns
    }

    /// How many cells were put.
    pub(crate) fn filled(&self) -> u64 {
        self.entries.len() as u64
    }

    /// The sheet with all cells that were put.
    pub(crate) fn finish(mut self) -> SheetCells {
        if self.is_disordered {
            self.entries.sort_by_key(|entry| (entry.row, entry.column));
            // The sort keeps the order of equal places, so the last of them is the one put last.
            self.remark_repeated_cells();
            self.entries.reverse();
            self.entries.dedup_by_key(|entry| (entry.row, entry.column));
            self.entries.reverse();
        }
        let marks = self.take_marks();
        self.entries.shrink_to_fit();
        let mut row_starts = Vec::with_capacity(self.rows as usize + 2);
        let mut index = 0_u32;
        for row in 0..=self.rows {
            row_starts.push(index);
            let own = self.entries.get(index as usize..).unwrap_or_default();
            let in_row = own.iter().take_while(|entry| entry.row == row).count();
            index = index.saturating_add(u32::try_from(in_row).unwrap_or(u32::MAX));
        }
        row_starts.push(index);
        SheetCells {
            name: self.name,
            caption: None,
            hidden: false,
            hidden_parts: HiddenParts::default(),
            code_page_mended: false,
            merged: Merged::default(),
            marks,
            remarks: self.remarks,
            texts: self.texts,
            entries: self.entries,
            row_starts,
            columns: self.columns,
            widths: self.widths,
            lines: RefCell::default(),
        }
    }
}

impl SheetBuilder {
    /// Reads the texts at some places again.
    pub(crate) fn read_again<T>(
        &mut self,
        places: &BTreeMap<(u32, u32), T>,
        read: impl Fn(&str, &T) -> String,
    ) {
        if places.is_empty() {
            return;
        }
        for index in 0..self.entries.len() {
            let Some(entry) = self.entries.get(index).copied() else { break };
            let Some(how) = places.get(&(entry.row, entry.column)).filter(|_| entry.kind == CellKind::Text)
            else {
                continue;
            };
            let text = read(self.text_of(&entry), how);
            let (start, length) = (u32::try_from(self.texts.len()), u32::try_from(text.len()));
            if let (Some(entry), Ok(start), Ok(length)) = (self.entries.get_mut(index), start, length) {
                (entry.start, entry.length) = (start, length);
                self.texts.push_str(&text);
            }
        }
    }

    fn text_of(&self, entry: &Entry) -> &str {
        let (start, length) = (entry.start as usize, entry.length as usize);
        self.texts.get(start..start + length).unwrap_or_default()
    }

    /// Of cells in order, those that stand more than once and do not say one thing.
    fn remark_repeated_cells(&mut self) {
        let place = |entry: &Entry| (entry.row, entry.column);
        let mut repeated = Vec::new();
        for same in self.entries.chunk_by(|first, second| place(first) == place(second)) {
            let Some((last, others)) = same.split_last() else { continue };
            let read = self.text_of(last);
            let other = others.iter().map(|entry| self.text_of(entry)).find(|other| *other != read);
            if let Some(other) = other.filter(|_| repeated.len() < MOST_REMARKS) {
                let (other, read) = (other.to_owned(), read.to_owned());
                repeated.push(Remark::RepeatedCell { place: place(last), other, read });
            }
        }
        repeated.into_iter().for_each(|remark| self.remark(remark));
    }

    /// Takes raised marks out of the texts.
    fn take_marks(&mut self) -> BTreeMap<(u32, u32), Mark> {
        let mut marks = BTreeMap::new();
        if !superscript::may_hold_any(&self.texts) {
            return marks;
        }
        // Many cells may share one text.
        let mut parted: BTreeMap<TextPlace, Option<(TextPlace, Option<Mark>)>> = BTreeMap::new();
        for index in 0..self.entries.len() {
            let Some(entry) = self.entries.get(index).copied() else { break };
            if entry.kind != CellKind::Text {
                continue;
            }
            let known = parted.get(&(entry.start, entry.length)).cloned();
            let known = known.unwrap_or_else(|| {
                let made = superscript::part(self.text_of(&entry)).and_then(|Parted { text, mark }| {
                    let start = u32::try_from(self.texts.len()).ok()?;
                    self.texts.push_str(&text);
                    Some(((start, u32::try_from(text.len()).ok()?), mark))
                });
                if entry.length as usize >= LONG_TEXT {
                    parted.insert((entry.start, entry.length), made.clone());
                }
                made
            });
            let Some(((start, length), mark)) = known else { continue };
            if let Some(entry) = self.entries.get_mut(index) {
                (entry.start, entry.length) = (start, length);
            }
            marks.extend(mark.map(|mark| ((entry.row, entry.column), mark)));
        }
        marks
    }
}

/// Whether a text shows nothing: white space, line ends, and marks of no width.
fn is_blank(text: &str) -> bool {
    text.chars().all(crate::text::characters::is_space)
}

impl SheetCells {
    /// The text of a cell with the mark that was taken from it, as printed; `None` where no mark was.
    pub(crate) fn text_with_mark(&self, row: u32, column: u32) -> Option<String> {
        let mark = self.marks.get(&(row, column))?;
        Some(format!("{}{}", self.text(row, column), mark.text))
    }

    /// The text at a place as [`Self::text`] gives it, on one line; the cells that share a long text share its line.
    pub(crate) fn line(&self, row: u32, column: u32) -> Rc<str> {
        let text = self.text(row, column);
        if text.len() < LONG_TEXT {
            return on_one_line(text).into();
        }
        // Texts of one sheet stand in one buffer, and a text that is stored once has one place there.
        let start = (text.as_ptr() as usize).wrapping_sub(self.texts.as_ptr() as usize);
        let (Ok(start), Ok(length)) = (u32::try_from(start), u32::try_from(text.len())) else {
            return on_one_line(text).into();
        };
        Rc::clone(self.lines.borrow_mut().entry((start, length)).or_insert_with(|| on_one_line(text).into()))
    }

    fn cell(&self, entry: &Entry) -> Cell<'_> {
        let (start, length) = (entry.start as usize, entry.length as usize);
        let text = self.texts.get(start..start + length).unwrap_or_default();
        Cell { text, kind: entry.kind, shown_in: entry.shown_in }
    }

    fn entries_of(&self, row: u32) -> &[Entry] {
        let row = row as usize;
        let ends = self.row_starts.get(row).zip(self.row_starts.get(row + 1));
        ends.and_then(|(start, end)| self.entries.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    /// The same sheet with its name and texts read again.
    pub(crate) fn with_texts<'a>(&'a self, read: impl Fn(&'a str) -> Cow<'a, str>) -> Self {
        let mut builder = SheetBuilder::new(self.name.as_deref().map(|name| read(name).into_owned()));
        for ((row, column), cell) in self.iter() {
            builder.insert(row, column, &read(cell.text), cell.kind);
        }
        let (hidden, merged) = (self.hidden, self.merged.clone());
        let (marks, remarks) = (self.marks.clone(), self.remarks.clone());
        Self { hidden, merged, marks, remarks, hidden_parts: self.hidden_parts.clone(), ..builder.finish() }
    }

    /// The cell that stands at a place itself, not one inherited from a merged region.
    pub(crate) fn get(&self, row: u32, column: u32) -> Option<Cell<'_>> {
        let entries = self.entries_of(row);
        // In a full row the cell stands where its column says.
        let guess = entries.get((column as usize).saturating_sub(1)).filter(|entry| entry.column == column);
        let found = guess.or_else(|| {
            let index = entries.binary_search_by_key(&column, |entry| entry.column).ok()?;
            entries.get(index)
        });
        found.map(|entry| self.cell(entry))
    }

    /// The trimmed text at a place; inside a merged region that of its first cell. Empty where nothing stands.
    pub(crate) fn text(&self, row: u32, column: u32) -> &str {
        let (row, column) = self.merged.origin(row, column).unwrap_or((row, column));
        self.get(row, column).map_or("", |cell| cell.text.trim())
    }

    /// The cells of one row that hold something, from the left.
    pub(crate) fn row(&self, row: u32) -> impl DoubleEndedIterator<Item = (u32, Cell<'_>)> {
        self.entries_of(row).iter().map(|entry| (entry.column, self.cell(entry)))
    }

    /// All cells, row by row.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((u32, u32), Cell<'_>)> {
        self.entries.iter().map(|entry| ((entry.row, entry.column), self.cell(entry)))
    }

    /// The last row that holds something; 0 in an empty sheet.
    pub(crate) fn rows(&self) -> u32 {
        self.entries.last().map_or(0, |entry| entry.row)
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

    /// How many cells hold something.
    pub(crate) fn filled(&self) -> u64 {
        self.entries.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_text_of_many_cells_is_stored_once() {
        let text = "字".repeat(10_000);
        let mut builder = SheetBuilder::new(None);
        for row in 1..=1000 {
            builder.insert(row, 1, &text, CellKind::Text);
        }
        let sheet = builder.finish();
        assert_eq!(sheet.texts.len(), text.len());
        assert!(sheet.iter().all(|(_, cell)| cell.text == text));
    }

    proptest! {
        #[test]
        fn cells_come_back_whatever_the_order(puts in proptest::collection::vec(
            (1u32..9, 1u32..9, "[a-z字 ]{0,3}"), 0..40,
        )) {
            let mut builder = SheetBuilder::new(None);
            let mut expected: BTreeMap<(u32, u32), String> = BTreeMap::new();
            for (row, column, text) in &puts {
                builder.insert(*row, *column, text, CellKind::Text);
                if !text.trim().is_empty() {
                    expected.insert((*row, *column), text.clone());
                }
            }
            let sheet = builder.finish();
            let found: BTreeMap<(u32, u32), String> =
                sheet.iter().map(|(place, cell)| (place, cell.text.to_owned())).collect();
            prop_assert_eq!(&found, &expected);
            for row in 0..10 {
                for column in 0..10 {
                    let text = sheet.get(row, column).map(|cell| cell.text);
                    prop_assert_eq!(text, expected.get(&(row, column)).map(String::as_str));
                }
            }
            prop_assert_eq!(sheet.rows(), expected.keys().map(|(row, _)| *row).max().unwrap_or(0));
        }
    }
}
