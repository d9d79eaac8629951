//! A document that flows: paragraphs and tables in one stream, as pages and word documents have them.

use super::Line;
use super::block::Block;
use super::superscript;
use super::{CellKind, Merged, Region, SheetBuilder, SheetCells};
use crate::limits::{MOST_COLUMNS, MemoryBudget};
use crate::{IngestError, Limits};
use std::path::Path;
use tierstat_model::PassageForm;

/// What a flowing document holds, in order.
#[derive(Debug, Default)]
pub(super) struct Flow {
    lines: Vec<Line>,
    /// Paragraphs and tables in the order of the document.
    blocks: Vec<Block>,
    /// What the open paragraph is.
    form: Option<PassageForm>,
    /// Whether the open paragraph is an entry of a list of contents.
    is_entry: bool,
    paragraph: String,
    sheets: Vec<SheetCells>,
    /// The tables that are open, the innermost last.
    open: Vec<OpenTable>,
    filled: u64,
    /// Bytes that spans make it hold, which the document has not written out, since they were last counted.
    held: u64,
    /// The last column of the widest row.
    widest: u32,
    /// The cells that were stepped over because a span from above takes them.
    stepped_over: u64,
}

#[derive(Debug, Default)]
struct OpenTable {
    cells: Vec<(u32, u32, String)>,
    regions: Vec<Region>,
    /// The rows of spans from above: for each column the last row that is taken.
    taken: Vec<u32>,
    row: u32,
    column: u32,
    cell: Option<OpenCell>,
    /// The line before it.
    caption: Option<String>,
}

#[derive(Debug)]
struct OpenCell {
    text: String,
    rows: u32,
    columns: u32,
}

/// A span may not reach further, whatever the document says; browsers hold the same (HTML standard, 4.9.11).
const WIDEST_SPAN: u32 = 1000;
const LONGEST_SPAN: u32 = 65_534;
/// Texts longer than this stand in a table for the sake of layout, not as a value. In characters.
const LAYOUT_TEXT: usize = 200;

impl Flow {
    fn target(&mut self) -> &mut String {
        let cell = self.open.last_mut().and_then(|table| table.cell.as_mut()).map(|cell| &mut cell.text);
        cell.unwrap_or(&mut self.paragraph)
    }

    /// Adds a sign that says how the text behind it is printed.
    pub(super) fn sign(&mut self, sign: char) {
        self.target().push(sign);
    }

    /// Adds text to the open cell, else to the open paragraph; runs of white space are one space.
    pub(super) fn text(&mut self, text: &str) {
        let target = self.target();
        for character in text.chars() {
            if !character.is_ascii_whitespace() {
                target.push(character);
            } else if !target.is_empty() && !target.ends_with(' ') {
                target.push(' ');
            }
        }
    }

    /// Ends the open paragraph; inside a cell a space parts what stands on two lines.
    pub(super) fn end_block(&mut self) {
        if self.open.last().is_some_and(|table| table.cell.is_some()) {
            self.text(" ");
        } else {
            let text = std::mem::take(&mut self.paragraph);
            self.push_line(&text);
        }
    }

    /// Says what the open paragraph is: a heading, an item, a caption.
    pub(super) fn form(&mut self, form: PassageForm) {
        let is_in_cell = self.open.last().is_some_and(|table| table.cell.is_some());
        if !is_in_cell {
            self.form = Some(form);
        }
    }

    /// Says that the open paragraph is numbered; a heading stays one.
    pub(super) fn numbered(&mut self) {
        if self.open.is_empty() && self.form.is_none() {
            self.form = Some(PassageForm::Item);
        }
    }

    /// Says that the open paragraph is an entry of a list of contents: what it says stands elsewhere, where it belongs.
    pub(super) fn entry(&mut self) {
        self.is_entry = true;
    }

    /// Whether nothing has been read yet.
    pub(super) fn is_empty(&self) -> bool {
        self.sheets.is_empty() && self.lines.is_empty()
    }

    fn push_line(&mut self, text: &str) {
        let number = u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX);
        let text = superscript::shown(text);
        let is_entry = std::mem::take(&mut self.is_entry);
        if !text.trim().is_empty() {
            let form = self.form.take().unwrap_or(PassageForm::Paragraph);
            if !is_entry {
                self.blocks.push(Block { line: number, form, text: text.trim().to_owned() });
            }
            self.lines.push(Line { number, text: text.trim().to_owned() });
        }
    }

    pub(super) fn open_table(&mut self) {
        self.end_block();
        let caption = if self.open.is_empty() { self.caption() } else { None };
        self.open.push(OpenTable { caption, ..OpenTable::default() });
    }

    /// The line right before a table that begins here, where it is no sentence.
    fn caption(&self) -> Option<String> {
        const LONGEST: usize = 60;
        let block = self.blocks.last().filter(|block| !matches!(block.form, PassageForm::Cell { .. }))?;
        let is_title = block.text.chars().count() <= LONGEST
            && !block.text.contains(['。', '；', '！', '？'])
            && !block.text.ends_with(['.', ';', '!', '?']);
        is_title.then(|| block.text.clone())
    }

    pub(super) fn open_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.open.last_mut() {
            table.row += 1;
            table.column = 0;
        }
    }

    /// Opens a cell; one that is still open ends.
    pub(super) fn open_cell(&mut self, rows: u32, columns: u32) {
        self.close_cell();
        if let Some(table) = self.open.last_mut() {
            table.row = table.row.max(1);
            table.cell = Some(OpenCell {
                text: String::new(),
                rows: rows.clamp(1, LONGEST_SPAN),
                columns: columns.clamp(1, WIDEST_SPAN),
            });
        }
    }

    pub(super) fn close_cell(&mut self) {
        let Some(table) = self.open.last_mut() else { return };
        let Some(OpenCell { text, rows, columns }) = table.cell.take() else { return };
        if table.column >= MOST_COLUMNS {
            // It stands where no sheet has a column; the document is refused for it.
            self.widest = self.widest.max(table.column.saturating_add(columns));
            return;
        }
        let is_taken = |table: &OpenTable, column: u32| {
            table.taken.get(column as usize).is_some_and(|last| *last >= table.row)
        };
        let mut first = table.column + 1;
        while is_taken(table, first) {
            first += 1;
            self.stepped_over += 1;
        }
        let last = first + columns - 1;
        self.widest = self.widest.max(last);
        if table.taken.len() <= last as usize {
            self.held += u64::from(last) * size_of::<u32>() as u64;
            table.taken.resize(last as usize + 1, 0);
        }
        let last_row = table.row.saturating_add(rows - 1);
        for column in first..=last {
            if let Some(taken) = table.taken.get_mut(column as usize) {
                *taken = last_row;
            }
        }
        if rows > 1 || columns > 1 {
            table.regions.push(Region {
                first_row: table.row,
                first_column: first,
                last_row,
                last_column: last,
            });
        }
        table.column = last;
        if !text.trim().is_empty() {
            self.filled += 1;
            table.cells.push((table.row, first, text.trim().to_owned()));
        }
    }

    pub(super) fn close_table(&mut self) {
        self.close_cell();
        let Some(table) = self.open.pop() else { return };
        let is_layout =
            table.cells.len() < 2 || table.cells.iter().any(|(.., text)| text.chars().count() > LAYOUT_TEXT);
        if is_layout {
            for (.., text) in &table.cells {
                self.push_line(text);
            }
            return;
        }
        let line = u32::try_from(self.lines.len()).unwrap_or(u32::MAX).max(1);
        self.blocks.extend(table.cells.iter().map(|(row, column, text)| Block {
            line,
            form: PassageForm::Cell { table: self.sheets.len() + 1, row: *row, column: *column },
            text: superscript::shown(text),
        }));
        let mut sheet = SheetBuilder::new(Some(format!("table {}", self.sheets.len() + 1)));
        for (row, column, text) in table.cells {
            sheet.insert(row, column, &text, CellKind::Text);
        }
        let mut sheet = sheet.finish();
        sheet.caption = table.caption;
        sheet.merged = Merged::new(&table.regions, sheet.rows(), sheet.columns());
        self.sheets.push(sheet);
    }

    /// Refuses a document with more cells, columns or tables than the limits allow, or whose spans reach too far.
    pub(super) fn check(
        &mut self,
        path: &Path,
        limits: &Limits,
        memory: &mut MemoryBudget<'_>,
    ) -> Result<(), IngestError> {
        memory.take(std::mem::take(&mut self.held))?;
        let counts = [
            ("cells", self.filled, limits.cells),
            ("columns", u64::from(self.widest), u64::from(MOST_COLUMNS)),
            ("cells that spans cover", self.stepped_over, limits.spanned_cells),
            ("sheets", self.sheets.len() as u64, limits.sheets as u64),
        ];
        for (what, found, limit) in counts {
            if found > limit {
                return Err(IngestError::TooLarge { path: path.to_owned(), what, found, limit });
            }
        }
        Ok(())
    }

    /// Closes the tables that were left open.
    pub(super) fn close_tables(&mut self) {
        while !self.open.is_empty() {
            self.close_table();
        }
    }

    /// The sheets and the paragraphs.
    pub(super) fn finish(self) -> (Vec<SheetCells>, Vec<Line>) {
        let (sheets, lines, _) = self.finish_in_order();
        (sheets, lines)
    }

    /// The sheets, the paragraphs, and both in the order of the document.
    pub(super) fn finish_in_order(mut self) -> (Vec<SheetCells>, Vec<Line>, Vec<Block>) {
        self.close_tables();
        self.end_block();
        (self.sheets, self.lines, self.blocks)
    }
}
