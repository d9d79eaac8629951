//! Finding tables: data rows first, then the columns that hold figures, then the header above and the notes below.

use super::grid::Grid;
use super::words::{is_note, is_total_label, unit_line};
use super::{RowClass, Shape, SheetStructure, Table, TableHint, totals};

/// Blank rows that may stand between the header and the data, or between stacked header rows.
const HEADER_GAP: u32 = 6;
/// A header cell is shorter than this; longer texts are titles and remarks. In characters.
const HEADER_CELL: usize = 60;

/// Finds the tables of a sheet from the top.
pub(super) fn tables(grid: &Grid<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut from = 1;
    while let Some(table) = next_table(grid, from) {
        from = table.data_rows.1 + 1;
        tables.push(table);
    }
    if tables.is_empty() {
        tables.extend(text_table(grid));
    }
    tables
}

/// Builds the tables that the mapping describes; what it leaves out is found.
pub(super) fn hinted_tables(grid: &Grid<'_>, hints: &[TableHint]) -> Vec<Table> {
    let found = tables(grid);
    let mut built = Vec::new();
    for (index, hint) in hints.iter().enumerate() {
        let within = hint.range.map_or((1, grid.last_row()), |((first, _), (last, _))| (first, last));
        let base = found
            .iter()
            .find(|table| {
                hint.range.is_some() && table.data_rows.0 >= within.0 && table.data_rows.1 <= within.1
            })
            .or_else(|| found.get(index));
        let header_rows = hint.header_rows.or(base.and_then(|table| table.header_rows));
        let after_header = header_rows.map_or(within.0, |(_, last)| last + 1);
        let data_rows = hint
            .data_rows
            .or_else(|| base.map(|table| table.data_rows))
            .unwrap_or((after_header, within.1.max(after_header)));
        let mut table = build(grid, header_rows, data_rows, hint.range.map(|range| (range.0.1, range.1.1)));
        if let Some(stub_columns) = hint.stub_columns {
            table.stub_columns = stub_columns;
            let first = table.first_figure_column();
            table.figure_columns = figure_columns(grid, data_rows, table.columns, first);
        }
        built.push(table);
    }
    built.sort_by_key(|table| table.data_rows);
    built
}

/// A table with one header row whose figures stand in named columns.
pub(super) fn long_table(grid: &Grid<'_>, header_row: u32, value_columns: Vec<u32>) -> SheetStructure {
    let last = grid.last_row().max(header_row);
    let mut table =
        build(grid, Some((header_row, header_row)), (header_row + 1, last.max(header_row + 1)), None);
    table.stub_columns = value_columns.iter().min().map_or(0, |first| first - table.columns.0);
    table.figure_columns = value_columns;
    let classes = (1..=grid.last_row())
        .map(|row| match row {
            _ if grid.is_blank(row) => RowClass::Blank,
            _ if row < header_row => RowClass::Title,
            _ if row == header_row => RowClass::Header,
            _ => RowClass::Data,
        })
        .collect();
    SheetStructure { classes, tables: vec![table] }
}

/// The next table whose data begins at a row or later.
fn next_table(grid: &Grid<'_>, from: u32) -> Option<Table> {
    let data_first = (from..=grid.last_row()).find(|row| begins_data(grid, *row))?;
    let rough_last = data_end(grid, data_first, grid.last_row());
    let columns = used_columns(grid, data_first, rough_last);
    let stub = stub_columns(grid, (data_first, rough_last), columns);
    let header = header_above(grid, data_first, from, (columns.0, columns.0 + stub));
    let data_last = match new_header_below(grid, data_first, columns.0 + stub) {
        Some(next) => data_end(grid, data_first, next - 1),
        None => rough_last,
    };
    Some(build(grid, header, (data_first, data_last), None))
}

/// Whether a row holds figures: a number that does not stand alone at the left.
fn is_data_like(grid: &Grid<'_>, row: u32) -> bool {
    let cells = grid.row(row);
    let numbers = grid.count(row, Shape::Number);
    let values = numbers + grid.count(row, Shape::Missing);
    let labels = grid.count(row, Shape::Label);
    let first_is_number = cells.first().is_some_and(|(_, shape)| *shape == Shape::Number);
    let alone = cells.len() == 1 && grid.sheet.columns() > 1;
    // A number before text only is the number of a note.
    let numbers_a_note = first_is_number && numbers == 1 && labels > 0 && values == 1;
    numbers > 0 && !alone && !numbers_a_note && !grid.numbers_its_columns(row)
}

/// Whether data begins at a row: it holds figures, and so do most of the rows below it.
fn begins_data(grid: &Grid<'_>, row: u32) -> bool {
    if !is_data_like(grid, row) {
        return false;
    }
    // A header with one number among its labels is no data row where the next rows are full of numbers.
    let numbers = grid.count(row, Shape::Number) + grid.count(row, Shape::Missing);
    let following: Vec<u32> =
        (row + 1..=grid.last_row()).filter(|next| grid.row(*next).len() > 1).take(6).collect();
    if following.is_empty() {
        return true;
    }
    let data_like = following.iter().filter(|next| is_data_like(grid, **next)).count();
    let most = following.iter().map(|next| grid.count(*next, Shape::Number)).max().unwrap_or(0);
    let labels = grid.count(row, Shape::Label);
    // No data row carries more labels than the rows below it by more than a stray one.
    let usual_labels = following
        .iter()
        .filter(|next| is_data_like(grid, **next))
        .map(|next| grid.count(*next, Shape::Label))
        .max()
        .unwrap_or(0);
    data_like * 2 >= following.len() && (numbers * 3 >= most || labels <= 1) && labels <= usual_labels + 1
}

/// The last row with figures before a row.
fn data_end(grid: &Grid<'_>, data_first: u32, before: u32) -> u32 {
    let has_values = |row: u32| {
        is_data_like(grid, row)
            || (grid.row(row).len() > 1
                && grid.count(row, Shape::Missing) + grid.count(row, Shape::Period) > 0
                && grid.count(row, Shape::Label) <= 2)
    };
    (data_first..=before).rev().find(|row| has_values(*row)).unwrap_or(data_first)
}

/// The first header row of another table below: labels over figure columns after a gap, with figures below them.
fn new_header_below(grid: &Grid<'_>, data_first: u32, first_figure: u32) -> Option<u32> {
    let is_header_like = |row: u32| {
        let labels = grid.count(row, Shape::Label) + grid.count(row, Shape::Period);
        let over_figures = grid.row(row).iter().filter(|(column, _)| *column >= first_figure).count();
        labels >= 2 && over_figures >= 1 && labels == grid.row(row).len()
    };
    let follows_gap = |row: u32| {
        let mut above = row - 1;
        let mut titles = 0;
        while above > data_first && titles < 4 && grid.only_cell(above).is_some() {
            above -= 1;
            titles += 1;
        }
        above > data_first && grid.is_blank(above)
    };
    let figures_follow = |row: u32| {
        (row + 1..=grid.last_row())
            .filter(|next| !grid.is_blank(*next))
            .take(5)
            .any(|next| is_data_like(grid, next))
    };
    (data_first + 1..=grid.last_row())
        .find(|row| is_header_like(*row) && follows_gap(*row) && figures_follow(*row))
        .filter(|row| (data_first..*row).any(|data| is_data_like(grid, data)))
}

fn used_columns(grid: &Grid<'_>, first: u32, last: u32) -> (u32, u32) {
    let mut columns: Option<(u32, u32)> = None;
    for row in first..=last {
        for (column, _) in grid.row(row) {
            columns =
                Some(columns.map_or((*column, *column), |(low, high)| (low.min(*column), high.max(*column))));
        }
    }
    columns.unwrap_or((1, 1))
}

/// How many cells of a column are values and how many are labels, in the rows that hold figures.
fn column_counts(grid: &Grid<'_>, rows: (u32, u32), columns: (u32, u32)) -> Vec<ColumnCounts> {
    let mut counts = vec![ColumnCounts::default(); (columns.1 - columns.0 + 1) as usize];
    for row in rows.0..=rows.1 {
        if !is_data_like(grid, row) {
            continue;
        }
        for (column, shape) in grid.row(row) {
            let Some(count) = column.checked_sub(columns.0).and_then(|index| counts.get_mut(index as usize))
            else {
                continue;
            };
            match shape {
                Shape::Number => count.numbers += 1,
                Shape::Period => count.periods += 1,
                Shape::Missing => count.missing += 1,
                Shape::Label => count.labels += 1,
            }
        }
    }
    counts
}

#[derive(Debug, Clone, Copy, Default)]
struct ColumnCounts {
    numbers: u32,
    periods: u32,
    missing: u32,
    labels: u32,
}

impl ColumnCounts {
    fn is_figures(self) -> bool {
        self.numbers > 0 && self.numbers + self.missing + self.periods >= self.labels
    }

    fn is_labels(self) -> bool {
        self.labels > self.numbers + self.periods
    }
}

/// How many columns from the left hold labels: all before the first column of figures.
fn stub_columns(grid: &Grid<'_>, rows: (u32, u32), columns: (u32, u32)) -> u32 {
    let counts = column_counts(grid, rows, columns);
    let mut stub = 0;
    for (index, count) in counts.iter().enumerate() {
        let column = columns.0 + u32::try_from(index).unwrap_or(0);
        let figures_right = counts.iter().skip(index + 1).any(|count| count.is_figures());
        let labels_right = counts.get(index + 1).is_some_and(|count| count.is_labels());
        let years = count.periods > 0 && count.periods * 2 > count.numbers + count.missing + count.labels;
        let keys = labels_right && index < 2 && figures_right && are_keys(grid, rows, column);
        let codes =
            figures_right && index < 3 && (are_codes(grid, rows, column) || are_units(grid, rows, column));
        // Labels at the left edge are row labels, even where some of them begin with a number (19–30 years, 100 pounds).
        let is_edge = index == 0 && figures_right && (count.labels > 0 || are_ranges(grid, rows, column));
        let is_stub = is_edge || (!count.is_figures() && figures_right);
        if is_stub || keys || codes || (years && figures_right && index < 3) {
            stub = u32::try_from(index).unwrap_or(0) + 1;
        } else {
            break;
        }
    }
    stub
}

/// Whether a column holds serial numbers: whole, and each one more than the one before.
fn are_keys(grid: &Grid<'_>, rows: (u32, u32), column: u32) -> bool {
    let values: Vec<u64> =
        (rows.0..=rows.1).filter_map(|row| grid.sheet.get(row, column)?.text.trim().parse().ok()).collect();
    values.len() >= 2 && values.windows(2).all(|pair| pair[1] > pair[0])
}

/// Whether a column holds codes: whole numbers of one length, some with leading zeros, or all of six digits and more.
fn are_codes(grid: &Grid<'_>, rows: (u32, u32), column: u32) -> bool {
    let texts: Vec<&str> =
        (rows.0..=rows.1).map(|row| grid.sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    let digits: Vec<&str> =
        texts.iter().copied().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let Some(length) = digits.first().map(|text| text.len()) else { return false };
    let alike = digits.iter().filter(|text| text.len() == length).count();
    let leading_zeros = digits.iter().any(|text| text.len() > 1 && text.starts_with('0'));
    let distinct: std::collections::BTreeSet<&&str> = digits.iter().collect();
    alike * 10 >= digits.len() * 9
        && digits.len() * 10 >= texts.len() * 7
        && (leading_zeros || (length >= 6 && distinct.len() == digits.len() && distinct.len() > 2))
}

/// Whether most cells of a column print two ends: age groups and size classes.
fn are_ranges(grid: &Grid<'_>, rows: (u32, u32), column: u32) -> bool {
    let texts: Vec<&str> =
        (rows.0..=rows.1).map(|row| grid.sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    let has_two_ends = |text: &str| {
        text.char_indices().skip(1).any(|(at, character)| {
            matches!(character, '-' | '–' | '~' | '～' | '至')
                && text[..at].ends_with(|end: char| end.is_ascii_digit() || end.is_whitespace())
        })
    };
    texts.len() >= 2 && texts.iter().filter(|text| has_two_ends(text)).count() * 2 > texts.len()
}

/// Whether a column repeats one multiplier, such as 1000 in a column of units.
fn are_units(grid: &Grid<'_>, rows: (u32, u32), column: u32) -> bool {
    let is_multiplier =
        |text: &str| matches!(text.trim_end_matches(".0"), "1000" | "10000" | "100000" | "1000000");
    let texts: Vec<&str> =
        (rows.0..=rows.1).map(|row| grid.sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    texts.len() >= 3 && texts.iter().filter(|text| is_multiplier(text)).count() * 2 > texts.len()
}

fn figure_columns(grid: &Grid<'_>, rows: (u32, u32), columns: (u32, u32), first: u32) -> Vec<u32> {
    let counts = column_counts(grid, rows, columns);
    (columns.0..=columns.1)
        .zip(counts)
        .filter(|(column, count)| {
            *column >= first && (count.is_figures() || (count.missing > 0 && !count.is_labels()))
        })
        .map(|(column, _)| column)
        .collect()
}

/// The header rows over the first data row: from just above it up to the first row that spans no columns.
fn header_above(grid: &Grid<'_>, data_first: u32, from: u32, firsts: (u32, u32)) -> Option<(u32, u32)> {
    let mut header: Option<(u32, u32)> = None;
    let mut gap = 0;
    let mut row = data_first;
    while row > from {
        row -= 1;
        if grid.is_blank(row) {
            gap += 1;
            if gap > HEADER_GAP {
                break;
            }
            continue;
        }
        if is_header_row(grid, row, firsts, header, gap) {
            header = Some((row, header.map_or(row, |(_, last)| last)));
        } else if header.is_some() || !is_group_like(grid, row) {
            break;
        }
        gap = 0;
    }
    header.map(|(top, last)| (merged_top(grid, top, from), last))
}

/// The highest row to which a region merged over the top header row reaches.
fn merged_top(grid: &Grid<'_>, top: u32, from: u32) -> u32 {
    let origins = (1..=grid.sheet.columns()).filter_map(|column| grid.sheet.merged.origin(top, column));
    origins.map(|(row, _)| row).filter(|row| *row >= from).min().unwrap_or(top)
}

fn is_group_like(grid: &Grid<'_>, row: u32) -> bool {
    grid.only_cell(row).is_some_and(|(_, shape)| shape == Shape::Label)
        && !is_note(grid.first_text(row))
        && grid.first_text(row).chars().count() <= HEADER_CELL
}

fn is_header_row(
    grid: &Grid<'_>,
    row: u32,
    (first_column, first_figure): (u32, u32),
    found: Option<(u32, u32)>,
    gap: u32,
) -> bool {
    let cells = grid.row(row);
    let units = cells.iter().filter(|(column, _)| unit_line(grid.sheet.text(row, *column)).is_some()).count();
    let own = cells
        .iter()
        .filter(|(column, _)| grid.sheet.text(row, *column).chars().count() <= HEADER_CELL * 2)
        .count();
    if cells.len() >= 2 {
        // Two texts side by side, one of them the unit line, are a title row.
        return own * 2 > cells.len()
            && !(cells.len() == 2 && units > 0 && found.is_some())
            && !is_note(grid.first_text(row));
    }
    let Some((column, shape)) = grid.only_cell(row) else { return false };
    let text = grid.sheet.text(row, column);
    let is_short = text.chars().count() <= HEADER_CELL;
    if units > 0 || is_note(text) || !is_short {
        return false;
    }
    let over_figures = column >= first_figure;
    match found {
        // A single label right of the edge heads its column, or spans some, where a header row stands below.
        Some(_) if column > first_column => gap <= 3 || shape == Shape::Period,
        // The head of the stub may stand higher than the rest; a title above it stays the title.
        Some((top, _)) => {
            gap == 0
                && grid.row(top).first().is_some_and(|(first, _)| *first >= first_figure)
                && (1..row).any(|above| grid.only_cell(above).is_some())
                || spanned_above(grid, row, first_figure)
        }
        None => over_figures && column > 1,
    }
}

/// Whether the next filled row above, at most two blank rows away, stands over figure columns only: a header row.
fn spanned_above(grid: &Grid<'_>, row: u32, first_figure: u32) -> bool {
    let above = (row.saturating_sub(3).max(1)..row).rev().find(|above| !grid.is_blank(*above));
    above.is_some_and(|above| {
        let cells = grid.row(above);
        cells.len() >= 2 && cells.iter().all(|(column, _)| *column >= first_figure)
    })
}

/// Puts a table together from its header and data rows.
fn build(
    grid: &Grid<'_>,
    header_rows: Option<(u32, u32)>,
    data_rows: (u32, u32),
    columns: Option<(u32, u32)>,
) -> Table {
    let data_columns = used_columns(grid, data_rows.0, data_rows.1);
    let header_columns = header_rows.map_or(data_columns, |(first, last)| used_columns(grid, first, last));
    let columns =
        columns.unwrap_or((data_columns.0.min(header_columns.0), data_columns.1.max(header_columns.1)));
    let stub_columns = stub_columns(grid, data_rows, columns);
    let figure_columns = figure_columns(grid, data_rows, columns, columns.0 + stub_columns);
    Table {
        rows: (header_rows.map_or(data_rows.0, |(first, _)| first), data_rows.1),
        columns,
        title: None,
        unit: None,
        header_rows,
        data_rows,
        stub_columns,
        figure_columns,
        notes: Vec::new(),
    }
}

/// A table without numbers: its header is the first full row, its data all below.
fn text_table(grid: &Grid<'_>) -> Option<Table> {
    let widest = (1..=grid.last_row()).map(|row| grid.row(row).len()).max()?;
    let header = (1..=grid.last_row()).find(|row| grid.row(*row).len() * 10 >= widest * 8)?;
    let last = (header + 1..=grid.last_row()).rev().find(|row| grid.row(*row).len() * 2 >= widest)?;
    let mut table = build(grid, Some((header, header)), (header + 1, last), None);
    table.stub_columns = table.columns.1 - table.columns.0 + 1;
    table.figure_columns = Vec::new();
    Some(table)
}

/// Classes every row, and gives each table its title, unit and notes.
pub(super) fn classify(grid: &Grid<'_>, mut tables: Vec<Table>) -> SheetStructure {
    let mut classes: Vec<RowClass> = (1..=grid.last_row())
        .map(|row| if grid.is_blank(row) { RowClass::Blank } else { RowClass::Note })
        .collect();
    let mut above_from = 1;
    let starts: Vec<u32> = tables.iter().map(|table| table.rows.0).collect();
    for (index, table) in tables.iter_mut().enumerate() {
        classify_above(grid, table, above_from, &mut classes);
        classify_inside(grid, table, &mut classes);
        let next = starts.get(index + 1).copied().unwrap_or(grid.last_row() + 1);
        let notes_end = notes_end(grid, table.data_rows.1 + 1, next);
        for row in table.data_rows.1 + 1..notes_end {
            if !grid.is_blank(row) {
                table.notes.push(row_text(grid, row));
            }
        }
        above_from = notes_end;
    }
    SheetStructure { classes, tables }
}

/// Where the notes of a table end: before the last run of text rows that stands right over the next table.
fn notes_end(grid: &Grid<'_>, from: u32, next: u32) -> u32 {
    if next > grid.last_row() {
        return next;
    }
    let mut row = next;
    while row > from && (grid.is_blank(row - 1) || !is_note(grid.first_text(row - 1))) {
        if grid.is_blank(row - 1) && row < next {
            return row;
        }
        row -= 1;
    }
    row
}

fn classify_above(grid: &Grid<'_>, table: &mut Table, from: u32, classes: &mut [RowClass]) {
    let mut titles: Vec<String> = Vec::new();
    for row in from..table.rows.0 {
        if grid.is_blank(row) {
            continue;
        }
        let mut class = RowClass::Title;
        let mut title_cells: Vec<&str> = Vec::new();
        for (column, _) in grid.row(row) {
            let text = grid.sheet.text(row, *column);
            match unit_line(text) {
                Some(unit) => {
                    table.unit.get_or_insert_with(|| unit.to_owned());
                    class = RowClass::Unit;
                }
                None => title_cells.push(text),
            }
        }
        if !title_cells.is_empty() {
            class = RowClass::Title;
        }
        if is_note(grid.first_text(row)) {
            class = RowClass::Note;
            table.notes.push(row_text(grid, row));
        } else if class == RowClass::Title {
            titles.push(title_cells.join(" ").split_whitespace().collect::<Vec<_>>().join(" "));
        }
        set(classes, row, class);
    }
    table.title = (!titles.is_empty()).then(|| titles.join(" "));
}

fn classify_inside(grid: &Grid<'_>, table: &mut Table, classes: &mut [RowClass]) {
    let first_figure = table.first_figure_column();
    if let Some((first, last)) = table.header_rows {
        for row in (first..=last).filter(|row| !grid.is_blank(*row)) {
            set(classes, row, RowClass::Header);
        }
        for row in (last + 1..table.data_rows.0).filter(|row| !grid.is_blank(*row)) {
            let class = if grid.numbers_its_columns(row) { RowClass::Header } else { RowClass::Group };
            set(classes, row, class);
        }
    }
    let totals = totals::total_rows(grid.sheet, table);
    for row in (table.data_rows.0..=table.data_rows.1).filter(|row| !grid.is_blank(*row)) {
        let figures =
            grid.row(row).iter().filter(|(column, shape)| *column >= first_figure && *shape != Shape::Label);
        let has_figures = figures.count() > 0;
        let is_wide = grid.row(row).len() >= 2;
        let class = if is_repeated_header(grid, table, row) {
            RowClass::Header
        } else if has_figures || (is_wide && table.figure_columns.is_empty()) {
            let label = stub_label(grid, table, row);
            if is_total_label(label) || totals.contains(&row) { RowClass::Total } else { RowClass::Data }
        } else if is_note(grid.first_text(row)) {
            RowClass::Note
        } else {
            RowClass::Group
        };
        if class == RowClass::Note {
            table.notes.push(row_text(grid, row));
        }
        set(classes, row, class);
    }
}

fn stub_label<'a>(grid: &Grid<'a>, table: &Table, row: u32) -> &'a str {
    let labels = grid.row(row).iter().filter(|(column, _)| *column < table.first_figure_column());
    labels.map(|(column, _)| grid.sheet.text(row, *column)).next().unwrap_or("")
}

/// Whether a row prints a header row again, as after a page break.
fn is_repeated_header(grid: &Grid<'_>, table: &Table, row: u32) -> bool {
    let Some((first, last)) = table.header_rows else { return false };
    let cells = grid.row(row);
    cells.len() >= 2
        && (first..=last).any(|header| {
            grid.row(header).len() == cells.len()
                && cells
                    .iter()
                    .all(|(column, _)| grid.sheet.text(header, *column) == grid.sheet.text(row, *column))
        })
}

fn row_text(grid: &Grid<'_>, row: u32) -> String {
    let texts: Vec<&str> = grid.row(row).iter().map(|(column, _)| grid.sheet.text(row, *column)).collect();
    texts.join(" ")
}

fn set(classes: &mut [RowClass], row: u32, class: RowClass) {
    if let Some(place) = row.checked_sub(1).and_then(|index| classes.get_mut(index as usize)) {
        *place = class;
    }
}
