//! The tables of a sheet: those that are marked up, and blocks of cells that are laid out as one.

use super::area::Area;
use super::sheet::{Sheet, SheetCell, SheetRow, Value};

/// A table of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TableArea {
    pub(crate) area: Area,
    /// How many rows at its top name columns.
    pub(crate) header_rows: u32,
    /// Its place among the tables that are marked up; none for a block of cells that is not.
    pub(crate) marked: Option<usize>,
    /// The last blank row inside of a block, where one divides it.
    pub(crate) blank_rows: Option<(u32, u32)>,
}

impl TableArea {
    /// The rows under the header.
    pub(crate) fn body(&self) -> Option<Area> {
        let first_row = self.area.first_row.checked_add(self.header_rows)?;
        (first_row <= self.area.last_row).then_some(Area { first_row, ..self.area })
    }

    /// Whether it is marked up as a table.
    pub(crate) fn is_marked(&self) -> bool {
        self.marked.is_some()
    }
}

/// So many tables that begin at or above a row are looked at, the nearest first.
const TABLES_LOOKED_AT: usize = 64;
/// So many rows with a single cell may stand between the rows of a block, as names of groups do.
const GROUP_ROWS: usize = 2;
/// So many blank rows may divide a block of which the lower part has no header of its own.
const BLANK_ROWS: u32 = 2;
/// So many rows at the top of a block may name its columns.
const HEADER_ROWS: u32 = 10;

/// The tables of a sheet, from top to bottom.
///
/// What is not marked up is a table where two rows, one under the other, each have two filled cells or more. Rows with one cell
/// between them belong to it; blank rows do where what follows begins in the same column and with numbers, without a header.
pub(crate) fn tables_of(sheet: &Sheet) -> Vec<TableArea> {
    let marked = sheet.tables.iter().enumerate().map(|(place, table)| TableArea {
        area: table.area,
        header_rows: table.header_rows,
        marked: Some(place),
        blank_rows: None,
    });
    let mut tables: Vec<TableArea> = marked.collect();
    tables.extend(blocks(sheet));
    tables.sort_by_key(|table| (table.area.first_row, table.area.first_column));
    tables
}

/// A row of a block on its way.
struct Line {
    number: u32,
    first: u32,
    last: u32,
    filled: usize,
    has_number: bool,
}

fn blocks(sheet: &Sheet) -> Vec<TableArea> {
    let lines: Vec<Line> = sheet.rows.iter().filter_map(|row| line(sheet, row)).collect();
    let mut found: Vec<Block> = Vec::new();
    let mut block: Vec<&Line> = Vec::new();
    for line in &lines {
        if let Some(last) = block.last()
            && last.number + 1 < line.number
        {
            close(&mut block, &mut found);
        }
        block.push(line);
    }
    close(&mut block, &mut found);
    found.into_iter().map(|block| block.table).collect()
}

/// A block of cells that is laid out as a table.
struct Block {
    table: TableArea,
    /// Whether it has numbers that are no years.
    has_numbers: bool,
}

/// Ends a run of rows without a blank one between them, which may hold a block.
fn close(lines: &mut Vec<&Line>, found: &mut Vec<Block>) {
    let lines = std::mem::take(lines);
    let is_wide = |line: &&Line| line.filled >= 2;
    let mut rest = lines.as_slice();
    while let Some(start) = rest.iter().position(is_wide) {
        rest = rest.get(start..).unwrap_or_default();
        let (mut end, mut narrow) = (0, 0);
        for (place, line) in rest.iter().enumerate() {
            if is_wide(line) {
                (end, narrow) = (place + 1, 0);
            } else {
                narrow += 1;
                if narrow > GROUP_ROWS {
                    break;
                }
            }
        }
        let (block, after) = rest.split_at(end);
        rest = after;
        take(block, found);
    }
}

fn take(block: &[&Line], found: &mut Vec<Block>) {
    let wide = || block.iter().filter(|line| line.filled >= 2);
    let (Some(first), Some(last)) = (block.first(), block.last()) else { return };
    let first_column = wide().map(|line| line.first).min().unwrap_or(1);
    let last_column = wide().map(|line| line.last).max().unwrap_or(1);
    let area = Area { first_row: first.number, first_column, last_row: last.number, last_column };
    let heads = block.iter().take_while(|line| !line.has_number).count();
    let has_numbers = heads < block.len();
    let header_rows = if has_numbers { u32::try_from(heads).unwrap_or(1).clamp(1, HEADER_ROWS) } else { 1 };
    if let Some(Block { table: before, has_numbers: had_numbers }) = found.last_mut()
        && first.has_number
        && before.area.first_column == first_column
        && first.number - before.area.last_row - 1 <= BLANK_ROWS
        && first.number > before.area.last_row + 1
    {
        if !*had_numbers {
            before.header_rows = (before.area.last_row - before.area.first_row + 1).min(HEADER_ROWS);
        }
        *had_numbers = true;
        before.blank_rows = Some((before.area.last_row + 1, first.number - 1));
        before.area.last_row = area.last_row;
        before.area.last_column = before.area.last_column.max(last_column);
    } else if wide().count() >= 2 {
        let table = TableArea { area, header_rows, marked: None, blank_rows: None };
        found.push(Block { table, has_numbers });
    }
}

fn line(sheet: &Sheet, row: &SheetRow) -> Option<Line> {
    let until = sheet.tables.partition_point(|table| table.area.first_row <= row.number);
    let near = sheet.tables.get(..until).unwrap_or_default().iter().rev().take(TABLES_LOOKED_AT);
    let tables: Vec<&Area> = near.map(|table| &table.area).filter(|area| area.has_row(row.number)).collect();
    let is_apart = |cell: &&SheetCell| {
        cell.value != Value::Nothing && !tables.iter().any(|area| area.holds(row.number, cell.first))
    };
    let mut line = Line { number: row.number, first: 0, last: 0, filled: 0, has_number: false };
    for cell in row.cells.iter().filter(is_apart) {
        if line.filled == 0 {
            line.first = cell.first;
        }
        line.last = cell.last;
        line.filled += 1;
        line.has_number |= matches!(cell.value, Value::Number(number) if !is_year(number));
    }
    (line.filled > 0).then_some(line)
}

/// The table that holds a cell, of the tables of its sheet from top to bottom.
pub(crate) fn table_at(tables: &[TableArea], row: u32, column: u32) -> Option<&TableArea> {
    let until = tables.partition_point(|table| table.area.first_row <= row);
    let mut near = tables.get(..until)?.iter().rev().take(TABLES_LOOKED_AT);
    near.find(|table| table.area.holds(row, column))
}

/// Whether a number may be a year, which names a column as often as it is counted.
pub(crate) fn is_year(number: f64) -> bool {
    number.fract().abs() < f64::EPSILON && (1900.0..=2100.0).contains(&number)
}
