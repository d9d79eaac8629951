//! The raw figures of a table: every number with the labels printed around it.

use crate::figure::raw_figure::RawFigure;
use crate::figure::raw_figures::RawFigures;
use crate::places::{Places, a1};
use crate::sheet::{Cell, CellKind, SheetCells};
use crate::structure::column_numbers::ColumnNumbers;
use crate::structure::{Label, RowClass, Table};
use crate::text::excerpt::excerpt;
use crate::text::numerals::{DecimalSign, PrintedNumber, parse_number, parse_number_with, suppression_mark};
use std::collections::BTreeSet;
use std::rc::Rc;
use tierstat_model::{Finding, Localized, Precision, Quantity, Severity};

/// Reads the figures of one table, with findings for cells that hold no number and no sign for a missing one.
pub(crate) fn read_figures(
    sheet: &SheetCells,
    table: &Table,
    places: &Places<'_>,
    findings: &mut Vec<Finding>,
) -> RawFigures {
    let columns = table.labels_of_columns(sheet).into_iter();
    let columns: Vec<(u32, Rc<[Label]>)> = columns.map(|(column, labels)| (column, labels.into())).collect();
    let figure_columns: BTreeSet<u32> = table.figure_columns.iter().copied().collect();
    let all: Vec<u32> = columns.iter().map(|(column, _)| *column).collect();
    let printing = ColumnNumbers::new(sheet, table.data_rows, &all);
    let blanks = Blanks::of(sheet, table);
    let lists_blanks = !blanks.are_too_many();
    if !lists_blanks {
        findings.push(blanks.finding(table, places));
    }
    let mut figures = RawFigures::default();
    table.for_each_data_row(sheet, |row, groups| {
        let row_labels: Rc<[Label]> = table.row_labels(sheet, &[], row).into();
        let groups: Rc<[Label]> = groups.into();
        // What stands right of the figures labels them too, one after the other where it stands among them.
        let mut labels_at: Option<(usize, Rc<[Label]>)> = None;
        let banner = table.banner(sheet, row);
        let at = |(column, _): (u32, Cell<'_>)| {
            columns.get(column.checked_sub(table.first_figure_column())? as usize)
        };
        let in_row: Vec<_> = match lists_blanks {
            true => columns.iter().collect(),
            false => sheet.row(row).filter_map(at).collect(),
        };
        for (column, column_labels) in
            in_row.into_iter().filter(|(column, _)| table.label_columns.binary_search(column).is_err())
        {
            let holds_figures = figure_columns.contains(column);
            let number = match sheet.get(row, *column) {
                // A cell inside a merged region repeats the first cell; its number stands there once.
                None if sheet.merged.origin(row, *column).is_some() => None,
                None => (holds_figures && lists_blanks).then(|| missing("")),
                Some(cell) => match number_with_mark(sheet, (row, *column), cell, printing.sign(*column)) {
                    Some(number) => Some(number),
                    None if holds_figures
                        && cell.kind == CellKind::Text
                        && suppression_mark(cell.text).is_some() =>
                    {
                        Some(suppressed(cell.text))
                    }
                    None if holds_figures => {
                        findings.push(no_number(places, (row, *column), cell));
                        Some(missing(cell.text))
                    }
                    None => None,
                },
            };
            if let Some(number) = number {
                let passed = table.label_columns.partition_point(|label| label < column);
                if labels_at.as_ref().is_none_or(|(count, _)| *count != passed) {
                    let mut labels = row_labels.to_vec();
                    labels.extend(table.side_labels(sheet, row, *column));
                    labels_at = Some((passed, labels.into()));
                }
                let reading = sheet
                    .get(row, *column)
                    .and_then(|cell| reading_of(&number, cell, printing.sign(*column)));
                let row_labels = labels_at.as_ref().map_or(&row_labels, |(_, labels)| labels);
                let raw = RawFigure {
                    place: (row, *column),
                    number,
                    groups: Rc::clone(&groups),
                    row_labels: Rc::clone(row_labels),
                    column_labels: match &banner {
                        Some(year) => std::iter::once(year).chain(column_labels.iter()).cloned().collect(),
                        None => Rc::clone(column_labels),
                    },
                    is_total: table.class(row) == Some(RowClass::Total),
                    shown_in: sheet.get(row, *column).map(|cell| cell.shown_in).unwrap_or_default(),
                    sign_is_open: sheet
                        .get(row, *column)
                        .is_some_and(|cell| printing.leaves_open(*column, cell)),
                };
                match reading {
                    Some(reading) => figures.push_read(raw, Some(reading)),
                    None => figures.push(raw),
                }
            }
        }
    });
    figures
}

/// The blank cells among the figures of a table: each is a missing number, unless a small file spans a huge table.
struct Blanks {
    filled: u64,
    blank: u64,
}

impl Blanks {
    /// So many blank cells are listed in any table.
    const FEW: u64 = 10_000;
    /// So many blank cells for each filled one are listed in a table that has more.
    const FOR_EACH_FILLED: u64 = 32;

    fn of(sheet: &SheetCells, table: &Table) -> Self {
        let (mut filled, mut rows) = (0_u64, 0_u64);
        for row in table.data_rows.0..=table.data_rows.1 {
            if !matches!(table.class(row), Some(RowClass::Data | RowClass::Total)) {
                continue;
            }
            rows += 1;
            let is_figure =
                |(column, _): &(u32, Cell<'_>)| table.figure_columns.binary_search(column).is_ok();
            filled += sheet.row(row).filter(is_figure).count() as u64;
        }
        let all = rows.saturating_mul(table.figure_columns.len() as u64);
        Self { filled, blank: all.saturating_sub(filled) }
    }

    fn are_too_many(&self) -> bool {
        self.blank > Self::FEW.max(self.filled.saturating_mul(Self::FOR_EACH_FILLED))
    }

    fn finding(&self, table: &Table, places: &Places<'_>) -> Finding {
        let (blank, filled) = (self.blank, self.filled);
        let first = (table.data_rows.0, table.first_figure_column());
        let range = format!("{}:{}", a1(first), a1((table.data_rows.1, table.columns.1)));
        Finding {
            severity: Severity::Warning,
            rule: "cell.blank".to_owned(),
            cells: vec![places.cell(first)],
            message: Localized::new(
                format!(
                    "{range} 中有 {blank} 个空单元格，而有内容的只有 {filled} 个；空单元格没有逐个列为缺失的数值"
                ),
                format!(
                    "{blank} cells of {range} are blank and only {filled} are not; the blank ones are not listed as missing numbers"
                ),
            ),
            hint: Localized::new(
                "请删去没有数据的行和列；如空单元格是数据，请写明其含义（如“—”）。",
                "Delete the rows and columns that hold no figures; where a blank cell is one, have its meaning written there (such as —).",
            ),
        }
    }
}

/// The number that a cell prints; an error, a missing result and a bracketed sign are missing numbers of their own.
///
/// `sign` is the decimal sign of texts in its column; a stored number is printed with a point.
pub(crate) fn printed_number(cell: Cell<'_>, sign: DecimalSign) -> Option<PrintedNumber> {
    let text = cell.text.trim();
    match cell.kind {
        CellKind::Error | CellKind::FormulaWithoutValue | CellKind::Boolean | CellKind::Date => None,
        // A workbook stores fifteen digits; what has more is another number than was written, or no quantity.
        CellKind::Number => parse_number(text).filter(|_| whole_digits(text) <= 15),
        CellKind::Text => parse_number_with(text, sign).or_else(|| {
            (crate::structure::shape(cell) == crate::structure::Shape::Missing).then(|| missing(text))
        }),
    }
}

/// The decimal sign under which [`printed_number`] has read a cell, where the number is all of its text.
fn reading_of(number: &PrintedNumber, cell: Cell<'_>, sign: DecimalSign) -> Option<DecimalSign> {
    let is_all =
        number.quantity.precision != Precision::Missing && number.quantity.printed == cell.text.trim();
    is_all.then_some(if cell.kind == CellKind::Text { sign } else { DecimalSign::Point })
}

/// The number of a cell with the mark that stood raised behind it, if there is one.
fn number_with_mark(
    sheet: &SheetCells,
    (row, column): (u32, u32),
    cell: Cell<'_>,
    sign: DecimalSign,
) -> Option<PrintedNumber> {
    let marked = sheet.text_with_mark(row, column);
    let marked = marked.and_then(|text| printed_number(Cell { text: &text, ..cell }, sign));
    marked.or_else(|| printed_number(cell, sign))
}

fn whole_digits(text: &str) -> usize {
    text.trim_start_matches('-').bytes().take_while(u8::is_ascii_digit).count()
}

fn missing(printed: &str) -> PrintedNumber {
    let mut blank = parse_number("").expect("a blank reads as a missing number");
    blank.quantity = Quantity::missing(excerpt(printed).as_ref());
    blank
}

/// A missing number whose mark may say why it is missing: c, ~.
fn suppressed(printed: &str) -> PrintedNumber {
    let mut number = missing(printed);
    number.status = suppression_mark(printed).flatten();
    number
}

fn no_number(places: &Places<'_>, place: (u32, u32), cell: Cell<'_>) -> Finding {
    let text = excerpt(cell.text.trim());
    let (rule, message, hint) = match cell.kind {
        CellKind::Error => (
            "cell.error",
            Localized::new(format!("单元格是错误值 {text}"), format!("the cell holds the error {text}")),
            Localized::new(
                "请在原文件中修正公式，或写一条更正。",
                "Have the formula mended at the source, or write a correction.",
            ),
        ),
        CellKind::FormulaWithoutValue => (
            "formula.no-value",
            Localized::new(
                "单元格的公式没有保存结果，不能当作 0",
                "the cell's formula has no stored result; that is not 0",
            ),
            Localized::new(
                "请用表格软件打开并保存该文件，使结果写入文件。",
                "Open and save the file in a spreadsheet program, so that the result is stored.",
            ),
        ),
        CellKind::Text | CellKind::Number | CellKind::Date | CellKind::Boolean => (
            "number.unreadable",
            Localized::new(format!("“{text}”不是数值"), format!("`{text}` is no number")),
            Localized::new(
                "如该单元格不是数据，请在对照文件的 [cells] 中写 ignore = true；如印错，请写一条更正。",
                "If the cell is no figure, write ignore = true for it under [cells] in the mapping; if it is a misprint, write a correction.",
            ),
        ),
    };
    Finding {
        severity: Severity::Warning,
        rule: rule.to_owned(),
        cells: vec![places.cell(place)],
        message,
        hint,
    }
}
