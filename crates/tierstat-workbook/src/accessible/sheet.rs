//! A sheet: its title in the first cell, sentences below it, then at most one table from the first column on.

use crate::cells::{Seen, grid_cell, row_height, words};
use crate::fault::WorkbookFault;
use crate::package::TITLE_SIZE;
use rust_xlsxwriter::{Format, FormatAlign, Table, TableColumn, TableStyle, Url, Workbook, Worksheet};
use std::collections::BTreeSet;
use tierstat_document::{Grid, GridCell, GridColumn, GridKind};

/// The name of the table of contents, whose first column leads to the sheets.
pub(super) const CONTENTS: &str = "contents";

/// The name of a table that says what is in it: the name by which the text places it, as programs take names.
pub(super) fn table_name(name: &str, kind: &str) -> String {
    let sign = |sign: char| if sign.is_alphanumeric() { sign } else { '_' };
    // A kind behind it keeps it from being the name of a cell.
    let name: String = name.chars().take(200).map(sign).collect();
    let first = if name.starts_with(char::is_alphabetic) { "" } else { "_" };
    format!("{first}{name}_{kind}")
}

/// Columns are at least and at most so wide, in figures.
const NARROWEST: f64 = 8.0;
const WIDEST: f64 = 48.0;
/// The first column holds the sentences too.
const FIRST_WIDEST: f64 = 36.0;

/// So many characters can be read in a window.
const LONGEST_LINE: usize = 80;

/// A sheet as it is to be.
pub(super) struct Plan {
    pub(super) sheet: String,
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
    /// The table with its name.
    pub(super) grid: Option<(String, Grid)>,
}

/// A sentence of a sheet.
pub(super) struct Line {
    text: String,
    /// The sheet that it leads to.
    to: Option<String>,
}

impl Line {
    /// A line for each document of a line of sources, so that each can be read in a window.
    pub(super) fn sources(kind: &str, sources: &str) -> Vec<Self> {
        let each = sources.split("；").flat_map(|part| part.split("; ")).filter(|source| !source.is_empty());
        each.map(|source| Self::of(format!("{kind}{source}"))).collect()
    }

    /// A line for so many sentences as can be read in a window together.
    pub(super) fn sentences(text: &str) -> Vec<Self> {
        let mut lines: Vec<String> = Vec::new();
        for sentence in text.split_inclusive(['。', '；', ';']).map(str::trim).filter(|part| !part.is_empty())
        {
            match lines.last_mut() {
                Some(line) if line.chars().count() + sentence.chars().count() <= LONGEST_LINE => {
                    if sentence.is_ascii() {
                        line.push(' ');
                    }
                    line.push_str(sentence);
                }
                _ => lines.push(sentence.to_owned()),
            }
        }
        lines.into_iter().map(Self::of).collect()
    }

    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), to: None }
    }

    pub(super) fn linked(text: &str, to: &str) -> Self {
        Self { text: text.to_owned(), to: Some(to.to_owned()) }
    }
}

/// A column of words.
pub(super) fn column(heading: &str, of: usize) -> GridColumn {
    GridColumn { heading: heading.to_owned(), of, kind: GridKind::Words }
}

impl Plan {
    pub(super) fn write(
        &self,
        book: &mut Workbook,
        width_of: &dyn Fn(&str) -> f64,
        seen: &mut Seen,
    ) -> Result<(), WorkbookFault> {
        let sheet = book.add_worksheet();
        sheet.set_name(&self.sheet)?;
        sheet.set_selection(0, 0, 0, 0)?;
        sheet.set_landscape();
        sheet.set_paper_size(9);
        sheet.set_print_fit_to_pages(1, 0);
        // Titles and sentences run over the columns at their right, which are empty.
        let title = Format::new().set_bold().set_font_size(f64::from(TITLE_SIZE));
        words(sheet, (0, 0), &self.title, &title, seen)?;
        let plain = Format::new();
        let mut row = 1;
        for line in &self.lines {
            match &line.to {
                Some(to) => {
                    link(sheet, (row, 0), to, &line.text)?;
                }
                None => words(sheet, (row, 0), &line.text, &plain, seen)?,
            }
            row += 1;
        }
        match &self.grid {
            Some((name, grid)) => table(sheet, row, name, grid, width_of, seen),
            None => {
                sheet.set_column_width(0, 90.0)?;
                Ok(())
            }
        }
    }
}

fn link(sheet: &mut Worksheet, at: (u32, u16), to: &str, text: &str) -> Result<(), WorkbookFault> {
    let address = Url::new(format!("internal:'{}'!A1", to.replace('\'', "''"))).set_text(text);
    let format = Format::new().set_hyperlink().set_align(FormatAlign::Top);
    sheet.write_url_with_format(at.0, at.1, address, &format)?;
    Ok(())
}

fn table(
    sheet: &mut Worksheet,
    top: u32,
    name: &str,
    grid: &Grid,
    width_of: &dyn Fn(&str) -> f64,
    seen: &mut Seen,
) -> Result<(), WorkbookFault> {
    let place = |place: usize| {
        u16::try_from(place).map_err(|_| WorkbookFault(format!("{} columns", grid.columns.len())))
    };
    let mut taken = BTreeSet::new();
    let (mut columns, mut widths) = (Vec::new(), Vec::new());
    for (number, column) in grid.columns.iter().enumerate() {
        let is_numbers = column.kind != GridKind::Words;
        let align = if is_numbers { FormatAlign::Right } else { FormatAlign::Left };
        let header = Format::new().set_bold().set_text_wrap().set_align(align).set_align(FormatAlign::Top);
        columns.push(
            TableColumn::new()
                .set_header(heading(&column.heading, number, &mut taken))
                .set_header_format(header),
        );
        let cells = grid.rows.iter().filter_map(|row| row.get(number));
        let widest = cells.map(|cell| width_of(&cell.text())).fold(0.0, f64::max);
        // A heading may take several lines.
        let head = width_of(&column.heading);
        let most = if number == 0 { FIRST_WIDEST } else { WIDEST };
        let width = widest.max(head.min(14.0)).max(head / 3.0) + 2.0;
        let width = width.clamp(NARROWEST, most);
        sheet.set_column_width(place(number)?, width)?;
        widths.push(width);
    }
    let rows =
        u32::try_from(grid.rows.len()).map_err(|_| WorkbookFault(format!("{} rows", grid.rows.len())))?;
    let last = place(grid.columns.len().saturating_sub(1))?;
    let description =
        grid.columns.iter().map(|column| column.heading.as_str()).collect::<Vec<_>>().join(", ");
    sheet.add_table(
        top,
        0,
        top + rows,
        last,
        &Table::new()
            .set_name(name)
            .set_autofilter(false)
            .set_style(TableStyle::None)
            .set_alt_text(description)
            .set_columns(&columns),
    )?;
    let heads: Vec<String> = grid.columns.iter().map(|column| column.heading.clone()).collect();
    row_height(sheet, top, &heads, &widths, width_of)?;
    sheet.set_repeat_rows(top, top)?;
    for (row, cells) in (top + 1..).zip(&grid.rows) {
        let shown: Vec<String> = cells.iter().map(GridCell::text).collect();
        row_height(sheet, row, &shown, &widths, width_of)?;
        for (number, (cell, column)) in cells.iter().zip(&grid.columns).enumerate() {
            let at = (row, place(number)?);
            let align = if column.kind == GridKind::Words { FormatAlign::Left } else { FormatAlign::Right };
            let format = Format::new().set_text_wrap().set_align(align).set_align(FormatAlign::Top);
            let format =
                if column.kind == GridKind::Words && number > 0 { format.set_indent(1) } else { format };
            if name == CONTENTS && number == 0 {
                let to = cell.text();
                link(sheet, at, &to, &to)?;
                continue;
            }
            grid_cell(sheet, at, cell, column.kind == GridKind::Numbers, &format, seen)?;
        }
    }
    Ok(())
}

/// A heading that no other column of the table has.
fn heading(text: &str, number: usize, taken: &mut BTreeSet<String>) -> String {
    let clean: String =
        text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(250).collect();
    let clean = if clean.trim().is_empty() { format!("({})", number + 1) } else { clean };
    let names = std::iter::once(clean.clone()).chain((2..).map(|again: usize| format!("{clean} ({again})")));
    let free = names.into_iter().find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or(clean)
}
