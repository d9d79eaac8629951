//! A table of a yearbook: caption, number and unit, heads in both languages, the rows between rules, notes and source below.

use crate::cells::{Columns, Seen, grid_cell, row_height, words, words_across};
use crate::fault::WorkbookFault;
use crate::package::TITLE_SIZE;
use crate::workbook_text::WorkbookText;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};
use tierstat_document::{Cell, Grid, GridCell, GridKind, Manuscript, Number, RowKind, Table, table_words};
use tierstat_model::{Language, Localized};

/// Columns are at least and at most so wide, in figures.
const NARROWEST: f64 = 7.0;
const WIDEST: f64 = 40.0;

pub(super) fn write(
    book: &mut Workbook,
    text: WorkbookText<'_>,
    table: &Table,
    other: Option<&Table>,
    seen: &mut Seen,
) -> Result<(), WorkbookFault> {
    let WorkbookText { manuscript, beside, width_of, .. } = text;
    let language = manuscript.language;
    let grid = Grid::of(table, manuscript, Number::prints_its_value);
    let beside = other.zip(beside).map(|(table, manuscript)| (table, manuscript.language));
    let sheet = book.add_worksheet();
    let number = Localized::new(format!("表{}", table.ordinal), format!("Table {}", table.ordinal));
    sheet.set_name(number.get(language))?;
    sheet.set_screen_gridlines(false);
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    let last = u16::try_from(grid.columns.len().saturating_sub(1))
        .map_err(|_| WorkbookFault(format!("{} columns", grid.columns.len())))?;
    let title =
        Format::new().set_bold().set_font_size(f64::from(TITLE_SIZE)).set_align(FormatAlign::CenterAcross);
    let across =
        |format: &Format, row: u32, text: &str, sheet: &mut rust_xlsxwriter::Worksheet, seen: &mut Seen| {
            words(sheet, (row, 0), text, format, seen)?;
            (1..=last).try_for_each(|column| sheet.write_blank(row, column, format).map(drop))?;
            Ok::<(), WorkbookFault>(())
        };
    let mut row = 0;
    across(&title, row, &table.title, sheet, seen)?;
    row += 1;
    if let Some((other, _)) = beside {
        across(&Format::new().set_align(FormatAlign::CenterAcross), row, &other.title, sheet, seen)?;
        row += 1;
    }
    words(
        sheet,
        (row, 0),
        &stacked(number.get(language), beside.map(|(_, other)| number.get(other))),
        &Format::new(),
        seen,
    )?;
    let unit = unit(table, language, beside);
    if !unit.is_empty() && last > 0 {
        words(sheet, (row, last), &unit, &Format::new().set_align(FormatAlign::Right), seen)?;
    }
    row += 1;
    let heads = row;
    let (mut widths, mut shown) = (Vec::new(), Vec::new());
    for (place, column) in (0..=last).zip(&grid.columns) {
        let of = beside.and_then(|(other, _)| other.headings.get(column.of));
        let own = table.headings.get(column.of).map(|heading| heading.text.as_str());
        // What stands beside a column of prints has a head of its own.
        let of = of.filter(|_| own == Some(column.heading.as_str()));
        let head = stacked(&column.heading, of.map(|heading| heading.text.as_str()));
        let format = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_border_top(FormatBorder::Medium)
            .set_border_bottom(FormatBorder::Thin);
        words(sheet, (row, place), &head, &format, seen)?;
        let cells = grid.rows.iter().filter_map(|cells| cells.get(usize::from(place)));
        let widest = cells.map(|cell| width_of(&cell.text())).fold(0.0, f64::max);
        shown.push(head.clone());
        let head = head.lines().map(width_of).fold(0.0, f64::max);
        let width = (widest + 2.5).max(head / 2.0 + 2.0).clamp(NARROWEST, WIDEST);
        sheet.set_column_width(place, width)?;
        widths.push(width);
    }
    row_height(sheet, row, &shown, &widths, width_of)?;
    row += 1;
    sheet.set_repeat_rows(0, heads)?;
    let of_which = parts_make_no_whole(manuscript, table);
    let rows = grid.rows.len();
    for (place, (cells, found)) in grid.rows.iter().zip(&table.rows).enumerate() {
        let is_total = found.kind == RowKind::Total;
        let shown: Vec<String> = cells.iter().map(GridCell::text).collect();
        row_height(sheet, row, &shown, &widths, width_of)?;
        for (column, (number, cell)) in (0..=last).zip(cells.iter().enumerate()) {
            let kind = grid.columns.get(number).map_or(GridKind::Words, |column| column.kind);
            let heading = grid.columns.get(number).and_then(|column| table.headings.get(column.of));
            let is_right = kind != GridKind::Words || heading.is_some_and(|heading| heading.numbers);
            let mut format = Format::new()
                .set_text_wrap()
                .set_align(if is_right { FormatAlign::Right } else { FormatAlign::Left })
                .set_align(FormatAlign::Top);
            if !is_right && number > 0 {
                format = format.set_indent(1);
            }
            if is_total {
                format = format.set_bold();
            }
            if place + 1 == rows {
                format = format.set_border_bottom(FormatBorder::Medium);
            }
            match cell {
                GridCell::Words(name) if number == 0 && of_which && !is_total => {
                    words(sheet, (row, column), &format!("  #{name}"), &format, seen)?;
                }
                cell => grid_cell(sheet, (row, column), cell, kind == GridKind::Numbers, &format, seen)?,
            }
        }
        row += 1;
    }
    let small = Format::new().set_font_size(9);
    let notes = table.notes.iter().map(|note| format!("{}{note}", table_words::note(language)));
    let source =
        (!table.source.is_empty()).then(|| format!("{}{}", table_words::source(language), table.source));
    for line in notes.chain(source) {
        words_across(sheet, row, &line, Columns { widths: &widths, width_of }, &small, seen)?;
        row += 1;
    }
    Ok(())
}

/// Words with those of the other language below them.
fn stacked(own: &str, other: Option<&str>) -> String {
    match other {
        Some(other) if other != own => format!("{own}\n{other}"),
        _ => own.to_owned(),
    }
}

fn unit(table: &Table, language: Language, beside: Option<(&Table, Language)>) -> String {
    let of = |unit: &str, language| match language {
        _ if unit.is_empty() => String::new(),
        language => format!("{}{unit}", table_words::unit(language)),
    };
    let own = of(&table.unit, language);
    match beside.map(|(other, language)| of(&other.unit, language)) {
        Some(other) if !other.is_empty() => format!("{own}  {other}"),
        _ => own,
    }
}

/// Whether the rows below a total are some of it and not all: they sum up to less in a column of numbers.
fn parts_make_no_whole(manuscript: &Manuscript, table: &Table) -> bool {
    let value = |cell: Option<&Cell>| match cell {
        Some(Cell::Number(place)) => {
            manuscript.number(*place).and_then(|number| number.bounds).and_then(|bounds| bounds.as_point())
        }
        _ => None,
    };
    let (totals, parts): (Vec<_>, Vec<_>) = table.rows.iter().partition(|row| row.kind == RowKind::Total);
    let [total] = totals.as_slice() else { return false };
    (0..table.headings.len()).any(|column| {
        let all: Option<Vec<f64>> = parts.iter().map(|row| value(row.cells.get(column))).collect();
        match (value(total.cells.get(column)), all) {
            (Some(total), Some(all)) if !all.is_empty() => {
                all.iter().all(|part| (0.0..=total).contains(part)) && all.iter().sum::<f64>() < total
            }
            _ => false,
        }
    })
}
