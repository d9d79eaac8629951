//! A sheet as a file, and the truth of each of its numbers by the place where it is printed.

use super::sheet::{Cell, Content, LineKind, RowKind, Sense, Sheet};
use crate::workbook_builder::{SheetXml, xlsx};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::column_letters;

/// A row and a column, counted from 1.
pub(super) type Place = (u32, u32);

/// What is true of a number that is printed.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) printed: String,
    /// In base units.
    pub(super) value: f64,
    pub(super) sense: Sense,
    /// The labels that stand with it.
    pub(super) labels: Vec<String>,
    /// Whether it counts a part, a growth or an index.
    pub(super) is_other: bool,
    /// Whether keeping it back is right as well.
    pub(super) is_doubtful: bool,
}

impl Fact {
    /// Whether a reader may take it at all.
    pub(super) fn can_be_taken(&self) -> bool {
        let Sense { area, indicator, period, .. } = &self.sense;
        !self.is_other && area.is_some() && indicator.is_some() && period.is_some()
    }
}

/// A printed text, with what is raised behind it.
#[derive(Debug, Clone, Default)]
struct Printed {
    text: String,
    raised: String,
    is_number: bool,
}

/// A file of known truth.
pub(super) struct Written {
    pub(super) name: &'static str,
    pub(super) content: Vec<u8>,
    pub(super) facts: BTreeMap<Place, Fact>,
    /// All labels of rows and columns.
    pub(super) labels: BTreeSet<String>,
    /// What it prints, for a person to read.
    pub(super) shown: String,
}

/// Writes a sheet.
pub(super) fn write(sheet: &Sheet) -> Written {
    let mut grid: Vec<Vec<Printed>> = Vec::new();
    let mut merged = Vec::new();
    let width = sheet.columns.len();
    for line in &sheet.lines {
        let mut row = vec![Printed::default(); width];
        if line.kind == LineKind::Title {
            let title = sheet.title_text();
            for (place, cell) in row.iter_mut().enumerate() {
                if place == sheet.title_column.min(width - 1) || sheet.title_everywhere {
                    cell.text.clone_from(&title);
                }
            }
            if sheet.title_merged {
                let number = grid.len() + 1;
                let last = column_letters(u32::try_from(width).unwrap());
                merged.push(format!("A{number}:{last}{number}"));
            }
        }
        for (place, text) in &line.cells {
            row[(*place).min(width - 1)].text.clone_from(text);
        }
        grid.push(row);
    }
    for level in 0..sheet.columns[0].heads.len() {
        grid.push(sheet.columns.iter().map(|column| printed(&column.heads[level], 0, sheet)).collect());
    }
    grid.extend(vec![vec![Printed::default(); width]; sheet.header_gap]);
    let mut facts = BTreeMap::new();
    for row in &sheet.rows {
        let number = u32::try_from(grid.len() + 1).unwrap();
        let mut cells = Vec::new();
        for (column, cell) in sheet.columns.iter().zip(&row.cells) {
            let side = &row.sides[column.block];
            let decimals = side.decimals.max(column.side.decimals).max(sheet.decimals);
            let shown = printed(cell, decimals, sheet);
            if let (Content::Number(mantissa), RowKind::Data | RowKind::Total) = (&cell.content, row.kind) {
                let factor =
                    if column.side.is_other { 1.0 } else { side.factor * column.side.factor * sheet.factor };
                let fact = Fact {
                    printed: format!("{}{}", shown.text, shown.raised),
                    value: *mantissa as f64 / 10_f64.powi(i32::try_from(decimals).unwrap()) * factor,
                    sense: side.sense.or(&column.side.sense).or(&sheet.sense),
                    labels: side.labels.iter().chain(&column.side.labels).cloned().collect(),
                    is_other: side.is_other || column.side.is_other,
                    is_doubtful: sheet.is_doubtful,
                };
                facts.insert((number, u32::try_from(cells.len() + 1).unwrap()), fact);
            }
            cells.push(shown);
        }
        grid.push(cells);
    }
    for line in &sheet.below {
        let mut row = vec![Printed::default(); width];
        row[0].text.clone_from(line);
        grid.push(row);
    }
    let sides = sheet.rows.iter().flat_map(|row| &row.sides);
    let sides = sides.chain(sheet.columns.iter().map(|column| &column.side));
    let labels = sides.flat_map(|side| side.labels.clone()).collect();
    let (name, content) = if sheet.is_workbook {
        ("t.xlsx", workbook(sheet, &grid, &merged))
    } else {
        ("t.csv", text_file(sheet, &grid))
    };
    Written { name, content, facts, labels, shown: shown(sheet, &grid) }
}

fn printed(cell: &Cell, decimals: u32, sheet: &Sheet) -> Printed {
    let mut is_number = false;
    let mut text = match &cell.content {
        Content::Blank => String::new(),
        Content::Text(text) => text.clone(),
        Content::Key(key) => {
            is_number = true;
            key.clone()
        }
        Content::Missing(mark) => (*mark).to_owned(),
        Content::Number(mantissa) => {
            is_number = sheet.thousands.is_none();
            number(*mantissa, decimals, sheet)
        }
    };
    let mut raised = String::new();
    if !cell.behind.is_empty() {
        is_number = false;
        if cell.is_raised { raised.clone_from(&cell.behind) } else { text.push_str(&cell.behind) }
    }
    Printed { text, raised, is_number }
}

/// A number with the marks of the sheet.
fn number(mantissa: i64, decimals: u32, sheet: &Sheet) -> String {
    let power = 10_i64.pow(decimals);
    let digits = (mantissa.abs() / power).to_string();
    let mut text = if mantissa < 0 { "-".to_owned() } else { String::new() };
    for (index, digit) in digits.chars().enumerate() {
        if let (Some(mark), true) = (sheet.thousands, index > 0 && (digits.len() - index).is_multiple_of(3)) {
            text.push(mark);
        }
        text.push(digit);
    }
    if decimals > 0 {
        text.push(if sheet.decimal_comma { ',' } else { '.' });
        text.push_str(&format!("{:0width$}", mantissa.abs() % power, width = decimals as usize));
    }
    text
}

fn text_file(sheet: &Sheet, grid: &[Vec<Printed>]) -> Vec<u8> {
    let mut text = String::new();
    for row in grid {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                if cell.text.contains([sheet.delimiter, '"']) {
                    format!("\"{}\"", cell.text.replace('"', "\"\""))
                } else {
                    cell.text.clone()
                }
            })
            .collect();
        text.push_str(&cells.join(&sheet.delimiter.to_string()));
        text.push('\n');
    }
    match sheet.encoding {
        "UTF-8 with mark" => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        "GB18030" => encoding_rs::GB18030.encode(&text).0.into_owned(),
        "UTF-16LE" => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        _ => text.into_bytes(),
    }
}

fn workbook(sheet: &Sheet, grid: &[Vec<Printed>], merged: &[String]) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut rows = String::new();
    for (number, row) in (1..).zip(grid) {
        rows.push_str(&format!("<row r=\"{number}\">"));
        for (column, cell) in (1..).zip(row) {
            let address = format!("{}{number}", column_letters(column));
            let text = escaped(&cell.text);
            if cell.text.is_empty() && cell.raised.is_empty() {
                continue;
            }
            if cell.is_number {
                rows.push_str(&format!("<c r=\"{address}\"><v>{text}</v></c>"));
            } else if cell.raised.is_empty() {
                rows.push_str(&format!(
                    "<c r=\"{address}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                ));
            } else {
                rows.push_str(&format!(
                    "<c r=\"{address}\" t=\"inlineStr\"><is><r><t>{text}</t></r><r><rPr><vertAlign \
                     val=\"superscript\"/></rPr><t>{}</t></r></is></c>",
                    escaped(&cell.raised)
                ));
            }
        }
        rows.push_str("</row>");
    }
    let merged: Vec<&str> = merged.iter().map(String::as_str).collect();
    xlsx(&[SheetXml { name: &sheet.name, rows: &rows, merged: &merged, ..SheetXml::default() }])
}

/// The first rows of a sheet as a person sees them; raised text stands behind a caret.
fn shown(sheet: &Sheet, grid: &[Vec<Printed>]) -> String {
    let mut lines = vec![if sheet.is_workbook {
        format!("[workbook, sheet {}]", sheet.name)
    } else {
        format!("[{}, delimiter {:?}]", sheet.encoding, sheet.delimiter)
    }];
    for row in grid.iter().take(14) {
        let cell = |cell: &Printed| {
            if cell.raised.is_empty() { cell.text.clone() } else { format!("{}^{}", cell.text, cell.raised) }
        };
        lines.push(row.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
    if grid.len() > 14 {
        lines.push("…".to_owned());
    }
    lines.join("\n        ")
}
