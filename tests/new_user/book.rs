//! The files of a round as associations send them: cells first, then a workbook, a page or separated values.

use rust_xlsxwriter::Workbook;

/// A cell that holds a text, a number or nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(f64),
    Empty,
}

/// A text.
pub(super) fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// A number.
pub(super) fn number(number: u32) -> Cell {
    Cell::Number(f64::from(number))
}

/// One sheet, row by row, and which cells are merged: row, first and last column, from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) merged: Vec<(u32, u16, u16)>,
}

impl Sheet {
    pub(super) fn of(name: &str, rows: Vec<Vec<Cell>>) -> Self {
        Self { name: name.to_owned(), rows, merged: Vec::new() }
    }

    pub(super) fn merging(mut self, row: u32, first: u16, last: u16) -> Self {
        self.merged.push((row, first, last));
        self
    }
}

/// A workbook of sheets.
pub(super) fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = Workbook::new();
    for sheet in sheets {
        let page = book.add_worksheet().set_name(&sheet.name).expect("a name of a sheet");
        for (row, first, last) in &sheet.merged {
            page.merge_range(*row, *first, *row, *last, "", &rust_xlsxwriter::Format::new())
                .expect("cells to merge");
        }
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Text(text) => page.write_string(row, column, text).expect("a text"),
                    Cell::Number(number) => page.write_number(row, column, *number).expect("a number"),
                    Cell::Empty => continue,
                };
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// Rows as they print, parted by commas.
pub(super) fn csv(rows: &[Vec<Cell>]) -> String {
    let line = |cells: &Vec<Cell>| cells.iter().map(printed).collect::<Vec<_>>().join(",");
    rows.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// A page with one table, as systems offer it under the name of an old workbook.
pub(super) fn page(title: &str, rows: &[Vec<Cell>]) -> String {
    let line = |cells: &Vec<Cell>| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", printed(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    format!(
        "<html><head><meta charset=\"utf-8\"></head><body><p>{title}</p><table>\n{}</table></body></html>\n",
        rows.iter().map(line).collect::<String>()
    )
}

fn printed(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Empty => String::new(),
    }
}

/// A number with a comma between its thousands.
pub(super) fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number in digits of full width, as some keyboards write them.
pub(super) fn wide(number: u32) -> String {
    number.to_string().chars().map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap_or(digit)).collect()
}
