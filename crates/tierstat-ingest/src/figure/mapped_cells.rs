//! Cells that a person has named as figures where no table was found around them: in a title, a note, a form.

use crate::FileContext;
use crate::figure::meaning::Meaning;
use crate::figure::named_figure::NamedFigure;
use crate::figure::naming::{Notes, name_row};
use crate::figure::raw_figure::RawFigure;
use crate::figure::resolver::Resolver;
use crate::figure::statement::Statement;
use crate::figure::table_figures::printed_number;
use crate::places::{Places, parse_a1};
use crate::project::mapping::Mapping;
use crate::sheet::{CellKind, SheetCells};
use crate::structure::column_numbers::ColumnNumbers;
use crate::structure::{Label, Table};
use crate::text::numerals::DecimalSign;
use std::collections::BTreeSet;
use tierstat_model::Basis;

/// The cells of a sheet that the mapping names under `[cells]` with an indicator, that print a number, and that are no
/// figures yet.
pub(crate) fn mapped_cells(
    context: &FileContext<'_>,
    resolver: &Resolver<'_>,
    places: &Places<'_>,
    (sheet, tables): (&SheetCells, &[Table]),
    known: &BTreeSet<(u32, u32)>,
    notes: &mut Notes<'_>,
) -> Vec<NamedFigure> {
    let named = context.mapping.map(|mapping| named_places(mapping, places.sheet)).unwrap_or_default();
    let open = named.into_iter().filter(|place| !known.contains(place));
    open.filter_map(|place| {
        let cell = sheet.get(place.0, place.1)?;
        let raw = RawFigure {
            place,
            number: printed_number(cell, column_sign(sheet, tables, place))?,
            groups: [].into(),
            row_labels: label_left_of(sheet, place).into_iter().collect(),
            column_labels: header_over(sheet, tables, place).into(),
            is_total: false,
            shown_in: cell.shown_in,
            sign_is_open: false,
        };
        let table = Table::of_one_cell(place);
        let defaults =
            context.mapping.map(|mapping| Statement::mapped(&mapping.defaults)).unwrap_or_default();
        let mut meaning = Meaning::default();
        meaning.fill(&defaults, Basis::Mapping);
        Some(name_row(context, resolver, places, &table, raw, (meaning, Vec::new()), notes))
    })
    .collect()
}

/// The places of a sheet that the mapping gives an indicator, in order.
fn named_places(mapping: &Mapping, sheet: Option<&str>) -> BTreeSet<(u32, u32)> {
    let is_figure = mapping.cells.iter().filter(|(_, line)| line.indicator.is_some() && !line.ignore);
    is_figure
        .filter_map(|(key, _)| parse_a1(key))
        .filter(|(wanted, _)| wanted.is_none() || *wanted == sheet)
        .map(|(_, place)| place)
        .collect()
}

/// The decimal sign of the column, where a table stands around the cell.
fn column_sign(sheet: &SheetCells, tables: &[Table], (row, column): (u32, u32)) -> DecimalSign {
    let holds = |(first, last): (u32, u32), at: u32| (first..=last).contains(&at);
    let around = tables.iter().find(|table| holds(table.rows, row) && holds(table.columns, column));
    around.map_or(DecimalSign::Point, |table| {
        ColumnNumbers::new(sheet, table.data_rows, &table.figure_columns).sign(column)
    })
}

/// The header of the column, where a table stands around the cell.
fn header_over(sheet: &SheetCells, tables: &[Table], (row, column): (u32, u32)) -> Vec<Label> {
    let holds = |(first, last): (u32, u32), at: u32| (first..=last).contains(&at);
    let around = tables.iter().find(|table| holds(table.rows, row) && holds(table.columns, column));
    around.map(|table| table.column_labels(sheet, column)).unwrap_or_default()
}

/// The nearest text to the left in the same row.
fn label_left_of(sheet: &SheetCells, (row, column): (u32, u32)) -> Option<Label> {
    let mut left =
        sheet.row(row).rev().filter(|(other, cell)| *other < column && cell.kind == CellKind::Text);
    left.next().map(|(column, cell)| Label {
        text: cell.text.trim().into(),
        printed: None,
        place: (row, column),
    })
}
