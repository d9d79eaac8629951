//! Reads the part of a worksheet, cell by cell.

use super::area::{Area, cell_of};
use super::caps;
use super::fault::LintFault;
use super::package::{Element, PartReader};
use super::sheet::{ColumnRun, Condition, Sheet, SheetCell, SheetRow, Value};
use super::texts::{Text, TextBuilder, Texts};

/// Reads one worksheet.
pub(crate) struct SheetReader<'a> {
    /// What was read.
    pub(crate) sheet: Sheet,
    /// The cells of all sheets so far.
    pub(crate) cells: usize,
    texts: &'a mut Texts,
    row: SheetRow,
    row_style: Option<u32>,
    /// The last row and column that were met.
    place: (u32, u32),
    kind: String,
    style: u32,
    value: String,
    formula: String,
    builder: TextBuilder,
    reads: Reads,
    views: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    Nothing,
    Value,
    Formula,
    Inline,
    Footer,
}

impl<'a> SheetReader<'a> {
    /// A reader that puts texts that stand in the sheet to the others.
    pub(crate) fn new(name: &str, texts: &'a mut Texts, cells: usize) -> Self {
        let sheet = Sheet { name: name.to_owned(), is_worksheet: true, ..Sheet::default() };
        Self {
            sheet,
            cells,
            texts,
            row: SheetRow::default(),
            row_style: None,
            place: (0, 0),
            kind: String::new(),
            style: 0,
            value: String::new(),
            formula: String::new(),
            builder: TextBuilder::default(),
            reads: Reads::Nothing,
            views: 0,
        }
    }

    /// The sheet, in order.
    pub(crate) fn finish(self) -> (Sheet, usize) {
        let mut sheet = self.sheet;
        sheet.rows.sort_by_key(|row| row.number);
        sheet.rows.dedup_by(|later, earlier| {
            let is_same = later.number == earlier.number;
            if is_same {
                earlier.cells.append(&mut later.cells);
            }
            is_same
        });
        for row in &mut sheet.rows {
            row.cells.sort_by_key(|cell| cell.first);
            // Of cells at one place the last is taken, as programs do.
            row.cells.reverse();
            row.cells.dedup_by_key(|cell| cell.first);
            row.cells.reverse();
        }
        sheet.columns.sort_by_key(|run| run.first);
        sheet.merges.sort();
        sheet.tall_merges =
            sheet.merges.iter().filter(|merge| merge.last_row > merge.first_row).copied().collect();
        (sheet, self.cells)
    }

    fn begin_row(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        let number = element.number("r").unwrap_or(self.place.0.saturating_add(1));
        if number > caps::ROWS {
            return Err(LintFault::oversized("行数", "rows", u64::from(number), u64::from(caps::ROWS)));
        }
        self.place = (number, 0);
        let is_hidden = element.flag("hidden").unwrap_or(false);
        if is_hidden {
            match self.sheet.hidden_rows.last_mut() {
                Some(run) if run.1.saturating_add(1) == number => run.1 = number,
                Some(_) | None => self.sheet.hidden_rows.push((number, number)),
            }
        }
        let has_height = element.flag("customHeight").unwrap_or(false);
        let height = element.number("ht").filter(|height: &f64| has_height && height.is_finite());
        self.row_style = element.number("s").filter(|_| element.flag("customFormat").unwrap_or(false));
        self.row = SheetRow { number, height, is_hidden, cells: Vec::new() };
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), LintFault> {
        let mut row = std::mem::take(&mut self.row);
        if let Some(style) = self.row_style.take() {
            let last = row.cells.last().map_or(0, |cell| cell.last);
            if last < caps::COLUMNS {
                row.cells.push(SheetCell {
                    first: last + 1,
                    last: caps::COLUMNS,
                    style,
                    value: Value::Nothing,
                });
                self.count()?;
            }
        }
        if !row.cells.is_empty() {
            self.sheet.rows.push(row);
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), LintFault> {
        self.cells += 1;
        if self.cells > caps::CELLS {
            return Err(LintFault::oversized("单元格数", "cells", self.cells as u64, caps::CELLS as u64));
        }
        Ok(())
    }

    fn begin_cell(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        let own = element.value("r").and_then(|place| cell_of(&place));
        let column = own.map_or(self.place.1.saturating_add(1), |(_, column)| column);
        if column > caps::COLUMNS {
            return Err(LintFault::oversized("列数", "columns", u64::from(column), u64::from(caps::COLUMNS)));
        }
        self.place.1 = column;
        self.kind = element.value("t").unwrap_or_default();
        self.style = element.number("s").unwrap_or(0);
        self.value.clear();
        self.formula.clear();
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), LintFault> {
        let printed = self.value.trim();
        let value = match self.kind.as_str() {
            "s" => printed.parse().map_or(Value::Nothing, Value::Text),
            "str" if printed.is_empty() => Value::Nothing,
            "str" => Value::Text(self.texts.push(Text::new(&self.value, None))?),
            "inlineStr" => {
                let text = self.builder.take();
                if text.is_filled() { Value::Text(self.texts.push(text)?) } else { Value::Nothing }
            }
            _ if printed.is_empty() => Value::Nothing,
            "" | "n" => printed.parse().map_or(Value::Other, Value::Number),
            _ => Value::Other,
        };
        let (row, column) = self.place;
        if self.formula.trim_start().to_ascii_uppercase().starts_with("HYPERLINK(") {
            self.link(Area::cell(row, column))?;
        }
        let value = match value {
            Value::Text(number) if !self.texts.get(number).is_some_and(Text::is_filled) => Value::Nothing,
            other => other,
        };
        match (value, self.row.cells.last_mut()) {
            (Value::Nothing, _) if self.style == 0 => return Ok(()),
            (Value::Nothing, Some(run))
                if run.value == Value::Nothing
                    && run.style == self.style
                    && run.last.saturating_add(1) == column =>
            {
                run.last = column;
                return Ok(());
            }
            _ => {}
        }
        self.row.cells.push(SheetCell { first: column, last: column, style: self.style, value });
        self.count()
    }

    fn link(&mut self, area: Area) -> Result<(), LintFault> {
        listed(self.sheet.links.len())?;
        self.sheet.links.push(area);
        Ok(())
    }

    fn column(&mut self, element: &Element<'_>) {
        let (Some(first), Some(last)) = (element.number("min"), element.number::<u32>("max")) else { return };
        let run = ColumnRun {
            first,
            last: last.min(caps::COLUMNS),
            width: element.number("width").filter(|width: &f64| width.is_finite()),
            is_hidden: element.flag("hidden").unwrap_or(false),
        };
        if first >= 1 && first <= run.last && self.sheet.columns.len() < caps::LISTED {
            self.sheet.columns.push(run);
        }
    }

    fn view(&mut self, element: &Element<'_>) {
        match element.name() {
            "sheetView" => {
                self.views += 1;
                if self.views == 1 {
                    self.sheet.top_left = element.value("topLeftCell");
                }
            }
            "pane" => {
                let state = element.value("state").unwrap_or_default();
                self.sheet.is_frozen |= state.starts_with("frozen");
            }
            "selection" if self.views == 1 => {
                // Of several panes the last that is written has the cursor, as it is the active one.
                self.sheet.active_cell = element.value("activeCell").or(self.sheet.active_cell.take());
            }
            _ => {}
        }
    }

    fn condition(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        match element.name() {
            "conditionalFormatting" => {
                listed(self.sheet.conditions.len())?;
                let area = element.value("sqref").and_then(|areas| Area::parse(areas.split(' ').next()?));
                self.sheet.conditions.push(Condition { area, is_colour_scale: false, difference: None });
            }
            "cfRule" => {
                listed(self.sheet.conditions.len())?;
                let Some(mut condition) = self.sheet.conditions.last().cloned() else { return Ok(()) };
                condition.is_colour_scale = element.value("type").as_deref() == Some("colorScale");
                condition.difference = element.number("dxfId");
                self.sheet.conditions.push(condition);
            }
            _ => {}
        }
        Ok(())
    }
}

fn listed(count: usize) -> Result<(), LintFault> {
    if count < caps::LISTED {
        return Ok(());
    }
    let (zh, en) = ("工作表中的合并、链接或条件数", "merges, links or conditions of a sheet");
    Err(LintFault::oversized(zh, en, count as u64 + 1, caps::LISTED as u64))
}

impl PartReader for SheetReader<'_> {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        match element.name() {
            "row" => self.begin_row(element)?,
            "c" => self.begin_cell(element)?,
            "v" => self.reads = Reads::Value,
            "f" => self.reads = Reads::Formula,
            "is" => self.reads = Reads::Inline,
            "col" => self.column(element),
            "sheetFormatPr" => {
                self.sheet.usual_width = element.number("defaultColWidth");
                self.sheet.usual_height = element.number("defaultRowHeight");
                self.sheet.hides_other_rows = element.flag("zeroHeight").unwrap_or(false);
            }
            "mergeCell" => {
                listed(self.sheet.merges.len())?;
                let area = element.value("ref").and_then(|area| Area::parse(&area));
                self.sheet.merges.extend(area.filter(|area| area.size() > 1));
            }
            "autoFilter" => self.sheet.filter = element.value("ref").and_then(|area| Area::parse(&area)),
            "hyperlink" => {
                if let Some(area) = element.value("ref").and_then(|area| Area::parse(&area)) {
                    self.link(area)?;
                }
            }
            "sheetView" | "pane" | "selection" => self.view(element),
            "conditionalFormatting" | "cfRule" => self.condition(element)?,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                self.reads = Reads::Footer;
            }
            "picture" => self.sheet.has_background = true,
            _ if self.reads == Reads::Inline => self.builder.start(element),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), LintFault> {
        match name {
            "row" => self.end_row(),
            "c" => self.end_cell(),
            "v" | "f" | "is" | "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => {
                self.reads = Reads::Nothing;
                Ok(())
            }
            _ => {
                if self.reads == Reads::Inline {
                    self.builder.end(name);
                }
                Ok(())
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), LintFault> {
        match self.reads {
            Reads::Value => self.value.push_str(text),
            Reads::Formula => self.formula.push_str(text),
            Reads::Inline => self.builder.text(text),
            Reads::Footer => self.sheet.has_header_or_footer |= !text.trim().is_empty(),
            Reads::Nothing => {}
        }
        Ok(())
    }
}
