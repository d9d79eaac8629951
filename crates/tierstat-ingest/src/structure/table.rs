//! A table on a sheet: where its parts stand, and which labels belong to a cell of it.

use super::levels::{Level, MOST_LEVELS, kept};
use super::outer_labels::OuterLabels;
use super::words::heads_areas;
use super::words::is_total_label;
use super::{Doubt, RowClass};
use crate::sheet::SheetCells;
use std::rc::Rc;
use tierstat_model::{Localized, column_letters};

/// An outer stub label holds for no more rows than this; looking further back would cost more than it could tell.
const LONGEST_INHERITANCE: u32 = 4000;

/// One table; rows and columns count from 1, ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// The first and last row, header and data.
    pub(crate) rows: (u32, u32),
    /// The first and last column.
    pub(crate) columns: (u32, u32),
    /// The text of the title rows above.
    pub(crate) title: Option<String>,
    /// The unit that a unit line names, without the word 单位.
    pub(crate) unit: Option<String>,
    /// The first and last header row, where there is a header.
    pub(crate) header_rows: Option<(u32, u32)>,
    /// The header row that only numbers the columns: 甲 1 2 3.
    pub(crate) numbering_row: Option<u32>,
    /// The first and last data row.
    pub(crate) data_rows: (u32, u32),
    /// How many columns from the left hold row labels.
    pub(crate) stub_columns: u32,
    /// The columns that hold figures.
    pub(crate) figure_columns: Vec<u32>,
    /// The columns right of the first figures whose texts label the rows.
    pub(crate) label_columns: Vec<u32>,
    /// The columns whose cells are codes or serial numbers, each of its own row only.
    pub(crate) key_columns: Vec<u32>,
    /// The columns that hold nothing in the rows of data.
    pub(crate) blank_columns: Vec<u32>,
    /// The columns of an export that say nothing of a figure: dates of change, names of data sets.
    pub(crate) passed_columns: Vec<u32>,
    /// The columns of an export that say how sure a figure is.
    pub(crate) status_columns: Vec<u32>,
    /// The columns of an export that say a power of ten.
    pub(crate) multiplier_columns: Vec<u32>,
    /// How the first column groups the rows.
    pub(crate) outer_labels: OuterLabels,
    /// The rows that print a year over the figures, each for the rows down to the next one; the first may be of the header.
    pub(crate) banner_rows: Vec<u32>,
    /// The notes below, and those among the titles.
    pub(crate) notes: Vec<String>,
    /// One class for each row from the first to the last of the table.
    pub(crate) classes: Vec<RowClass>,
    /// Why its parts were taken for what they are.
    pub(crate) reasons: Vec<Reason>,
    /// What could not be known of its parts.
    pub(crate) doubts: Vec<Doubt>,
}

/// What was decided, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reason {
    /// The part of the table: a field of its record.
    pub(crate) part: &'static str,
    /// Where it stands, in A1 or as rows.
    pub(crate) place: String,
    /// Why it was taken for that.
    pub(crate) text: Localized,
    /// The first cell of what may well be something else; `None` where there is no doubt.
    pub(crate) doubtful_at: Option<(u32, u32)>,
}

impl Reason {
    pub(super) fn new(part: &'static str, place: String, zh: String, en: String) -> Self {
        Self { part, place, text: Localized::new(zh, en), doubtful_at: None }
    }

    pub(super) fn doubtful(self, at: (u32, u32)) -> Self {
        Self { doubtful_at: Some(at), ..self }
    }
}

/// A header row, and the column whose cell holds there for a column of figures.
type HeaderSource = (u32, Option<u32>);

/// The first header row in which a column has a cell of its own, and the last in which it has a text.
struct HeaderEnds {
    column: u32,
    topmost: Option<u32>,
    lowest: Option<u32>,
}

/// A label with the place where it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// The text, on one line, without the marks of notes that stand raised in it.
    pub(crate) text: Rc<str>,
    /// The text as the sheet prints it, where marks were taken out.
    pub(crate) printed: Option<Rc<str>>,
    /// The row and column.
    pub(crate) place: (u32, u32),
}

impl Table {
    /// A figure that stands alone.
    pub(crate) fn of_one_cell((row, column): (u32, u32)) -> Self {
        Self {
            rows: (row, row),
            columns: (column, column),
            title: None,
            unit: None,
            header_rows: None,
            numbering_row: None,
            data_rows: (row, row),
            stub_columns: 0,
            figure_columns: vec![column],
            label_columns: Vec::new(),
            key_columns: Vec::new(),
            blank_columns: Vec::new(),
            passed_columns: Vec::new(),
            status_columns: Vec::new(),
            multiplier_columns: Vec::new(),
            outer_labels: OuterLabels::default(),
            banner_rows: Vec::new(),
            notes: Vec::new(),
            classes: vec![RowClass::Data],
            reasons: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// The range in A1 notation.
    pub(crate) fn range(&self) -> String {
        let (first, last) = (column_letters(self.columns.0), column_letters(self.columns.1));
        format!("{first}{}:{last}{}", self.rows.0, self.rows.1)
    }

    /// The first column right of the stub.
    pub(crate) fn first_figure_column(&self) -> u32 {
        self.columns.0 + self.stub_columns
    }

    /// The header labels over a column, from top to bottom.
    pub(crate) fn column_labels(&self, sheet: &SheetCells, column: u32) -> Vec<Label> {
        let rows = self.label_rows();
        let sources = kept(&rows).into_iter().map(|level| match level {
            Level::Kept(row) => Level::Kept((row, self.header_source(sheet, row, column))),
            Level::LeftOut(row, count) => Level::LeftOut((row, Some(column)), count),
        });
        header_labels(sheet, sources)
    }

    /// The header labels over each column that may hold figures, with the column.
    pub(crate) fn labels_of_columns(&self, sheet: &SheetCells) -> Vec<(u32, Vec<Label>)> {
        let ends = self.header_ends(sheet);
        let mut sources: Vec<Vec<Level<HeaderSource>>> = vec![Vec::new(); ends.len()];
        for level in kept(&self.label_rows()) {
            match level {
                Level::Kept(row) => {
                    for (own, source) in sources.iter_mut().zip(self.header_sources(sheet, row, &ends)) {
                        own.push(Level::Kept((row, source)));
                    }
                }
                Level::LeftOut(row, count) => {
                    for (own, ends) in sources.iter_mut().zip(&ends) {
                        own.push(Level::LeftOut((row, Some(ends.column)), count));
                    }
                }
            }
        }
        let labels = sources.into_iter().map(|sources| header_labels(sheet, sources.into_iter()));
        ends.iter().map(|ends| ends.column).zip(labels).collect()
    }

    /// The header rows whose cells are labels.
    fn label_rows(&self) -> Vec<u32> {
        let Some((first, last)) = self.header_rows else { return Vec::new() };
        let is_label_row = |row: &u32| self.numbering_row != Some(*row) && !self.banner_rows.contains(row);
        (first..=last).filter(is_label_row).collect()
    }

    /// Of more labels than a figure keeps, those left out may have changed what it counts.
    pub(super) fn doubt_of_levels(&self) -> Option<Doubt> {
        let groups = self.classes.chunk_by(|first, second| first == second);
        let groups = groups.filter(|run| run.first() == Some(&RowClass::Group)).map(<[RowClass]>::len).max();
        let counts = [
            self.label_rows().len(),
            self.stub_columns as usize,
            self.label_columns.len(),
            groups.unwrap_or_default(),
        ];
        let most =
            counts.into_iter().max().filter(|most| *most > MOST_LEVELS && !self.figure_columns.is_empty())?;
        Some(Doubt {
            rule: "structure.labels.doubtful",
            first: (self.data_rows.0, self.first_figure_column()),
            last: (self.data_rows.1, self.columns.1),
            reason: Localized::new(
                format!("一个数值有多达 {most} 层标签，只读取了其中 {MOST_LEVELS} 层"),
                format!("a number has up to {most} levels of labels, of which {MOST_LEVELS} were read"),
            ),
        })
    }

    /// The labels over the row labels, from the top and from the left: neither a row's nor a column's, but the table's.
    pub(crate) fn corners(&self, sheet: &SheetCells) -> Vec<Label> {
        let Some((first, last)) = self.header_rows else { return Vec::new() };
        let stub = self.columns.0..self.first_figure_column();
        (first..=last)
            .flat_map(|row| stub.clone().map(move |column| (row, column)))
            .filter(|(row, column)| sheet.get(*row, *column).is_some())
            .filter_map(|(row, column)| label_at(sheet, row, column))
            .collect()
    }

    /// Whether the header says of a stub column that it names areas.
    pub(crate) fn stub_names_areas(&self, sheet: &SheetCells) -> bool {
        (self.columns.0..self.first_figure_column())
            .flat_map(|column| self.column_labels(sheet, column))
            .any(|head| heads_areas(&head.text))
    }

    /// The column whose cell holds for a header cell: its own, or where that is blank the one to the left that spans it.
    ///
    /// A blank inherits only where both stand over something in a lower header row, since only then does the left one
    /// span; and no header above may begin anew between the two.
    fn header_source(&self, sheet: &SheetCells, row: u32, column: u32) -> Option<u32> {
        if !sheet.text(row, column).is_empty() {
            return Some(column);
        }
        let (first, last) = self.header_rows?;
        let stands_over = |column: u32| (row + 1..=last).any(|lower| !sheet.text(lower, column).is_empty());
        if column < self.first_figure_column() || !stands_over(column) {
            return None;
        }
        for left in (self.first_figure_column()..column).rev() {
            let begins_anew = (first..row).any(|upper| sheet.get(upper, left + 1).is_some());
            if begins_anew {
                return None;
            }
            if !sheet.text(row, left).is_empty() {
                return stands_over(left).then_some(left);
            }
        }
        None
    }

    /// What [`Self::header_source`] gives for each column, found in one walk from the left.
    fn header_sources(&self, sheet: &SheetCells, row: u32, ends: &[HeaderEnds]) -> Vec<Option<u32>> {
        // The last label that may span what is blank behind it, and whether it stands over something.
        let mut spanning: Option<(u32, bool)> = None;
        let source = |ends: &HeaderEnds| {
            let stands_over = ends.lowest.is_some_and(|lowest| lowest > row);
            if !sheet.text(row, ends.column).is_empty() {
                spanning = Some((ends.column, stands_over));
                return Some(ends.column);
            }
            // A header above may begin anew between the two.
            if ends.topmost.is_some_and(|topmost| topmost < row) {
                spanning = None;
            }
            spanning.filter(|(_, spans)| *spans && stands_over).map(|(left, _)| left)
        };
        ends.iter().map(source).collect()
    }

    /// Where the header of each column that may hold figures begins and ends.
    fn header_ends(&self, sheet: &SheetCells) -> Vec<HeaderEnds> {
        let ends = |column: u32| HeaderEnds { column, topmost: None, lowest: None };
        let mut columns: Vec<HeaderEnds> = (self.first_figure_column()..=self.columns.1).map(ends).collect();
        let Some((first, last)) = self.header_rows else { return columns };
        for row in first..=last {
            for (column, _) in sheet.row(row) {
                let index = column.checked_sub(self.first_figure_column());
                if let Some(ends) = index.and_then(|index| columns.get_mut(index as usize)) {
                    ends.topmost.get_or_insert(row);
                }
            }
        }
        for ends in &mut columns {
            let column = ends.column;
            ends.lowest = (first..=last).rev().find(|row| !sheet.text(*row, column).is_empty());
        }
        columns
    }

    /// The labels of a row: the group rows above, then the stub cells from left to right.
    pub(crate) fn row_labels(&self, sheet: &SheetCells, groups: &[Label], row: u32) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        for group in groups {
            push_new(&mut labels, group.clone());
        }
        let stub = (self.columns.0..self.first_figure_column()).enumerate();
        let stub: Vec<(usize, u32)> =
            stub.filter(|(_, column)| self.passed_columns.binary_search(column).is_err()).collect();
        let has_own = |column: u32| !sheet.text(row, column).is_empty();
        let last_own = stub.iter().rfind(|(_, column)| has_own(*column)).map(|(index, _)| *index);
        let mut has_left = false;
        for level in kept(&stub) {
            let (index, column) = match level {
                Level::Kept((index, column)) => (index, column),
                Level::LeftOut((_, column), count) => {
                    labels.push(left_out((row, column), count));
                    continue;
                }
            };
            let is_outer = last_own.is_some_and(|last| last > index);
            if has_own(column) {
                has_left = true;
                labels.extend(label_at(sheet, row, column));
            } else if is_outer && !has_left {
                // An outer stub label holds for the rows below it until the next one.
                let above = self.row_of_outer_label(sheet, row, index);
                labels.extend(above.and_then(|above| label_at(sheet, above, column)));
            }
        }
        labels
    }

    /// The row whose label in a stub column holds for a row that has none there.
    fn row_of_outer_label(&self, sheet: &SheetCells, row: u32, index: usize) -> Option<u32> {
        let column = self.columns.0 + u32::try_from(index).ok()?;
        let is_blank = |row: u32, column: u32| sheet.text(row, column).is_empty();
        if index == 0 && !self.outer_labels.spans.is_empty() {
            return self.outer_labels.label_row(row);
        }
        // A code or serial number holds for further rows only together with the name beside it.
        let is_key = self.key_columns.binary_search(&column).is_ok();
        if self.blank_columns.binary_search(&column).is_ok() || (is_key && !is_blank(row, column + 1)) {
            return None;
        }
        let mut inner = (column + 1..self.first_figure_column()).map(|column| sheet.text(row, column));
        let is_total = inner.find(|text| !text.is_empty()).is_some_and(is_total_label);
        if index == 0 && is_total && !self.outer_labels.groups {
            return None;
        }
        let lowest = self.data_rows.0.max(row.saturating_sub(LONGEST_INHERITANCE));
        let above = (lowest..row).rev().find(|above| sheet.get(*above, column).is_some())?;
        // No outer label may begin anew between the two.
        let begins_anew =
            (above + 1..=row).any(|between| (self.columns.0..column).any(|outer| !is_blank(between, outer)));
        (!begins_anew).then_some(above)
    }

    /// The labels of a row that stand right of the figures, for the figure of one column: those behind all figures, and
    /// those among the figures at its left.
    pub(crate) fn side_labels(&self, sheet: &SheetCells, row: u32, column: u32) -> Vec<Label> {
        let last = self.figure_columns.last().copied().unwrap_or_default();
        let holds = |label: &&u32| **label < column || **label > last;
        let is_passed = |label: &&u32| self.passed_columns.binary_search(label).is_ok();
        let columns = self.label_columns.iter().filter(holds).filter(|label| !is_passed(label));
        let columns: Vec<u32> = columns.copied().collect();
        let labels = kept(&columns).into_iter().filter_map(|level| match level {
            Level::Kept(label) => label_at(sheet, row, label),
            Level::LeftOut(label, count) => Some(left_out((row, label), count)),
        });
        labels.collect()
    }

    /// The year printed over the figures that holds for a row.
    pub(crate) fn banner(&self, sheet: &SheetCells, row: u32) -> Option<Label> {
        let after = self.banner_rows.partition_point(|banner| *banner <= row);
        let banner = *self.banner_rows.get(after.checked_sub(1)?)?;
        let within = |(column, _): &(u32, _)| (self.columns.0..=self.columns.1).contains(column);
        sheet.row(banner).find(within).and_then(|(column, _)| label_at(sheet, banner, column))
    }

    /// The class of a row of the table.
    pub(crate) fn class(&self, row: u32) -> Option<RowClass> {
        row.checked_sub(self.rows.0).and_then(|index| self.classes.get(index as usize)).copied()
    }

    /// Calls a function for every data and total row with the group labels that hold for it.
    pub(crate) fn for_each_data_row(&self, sheet: &SheetCells, mut visit: impl FnMut(u32, &[Label])) {
        let mut group_cells: Vec<(u32, u32)> = Vec::new();
        let mut groups: Vec<Label> = Vec::new();
        let mut after_group = false;
        // Group labels may stand between the header and the first row of figures.
        let first = self.header_rows.map_or(self.data_rows.0, |(_, last)| last + 1).min(self.data_rows.0);
        for row in first..=self.data_rows.1 {
            match self.class(row) {
                Some(RowClass::Group) if self.banner_rows.contains(&row) => {
                    group_cells.clear();
                    groups.clear();
                }
                Some(RowClass::Group) => {
                    if !after_group {
                        group_cells.clear();
                    }
                    let within = |column: &u32| (self.columns.0..=self.columns.1).contains(column);
                    let first =
                        sheet.row(row).find(|(column, cell)| within(column) && !cell.text.trim().is_empty());
                    group_cells.extend(first.map(|(column, _)| (row, column)));
                    after_group = true;
                }
                Some(RowClass::Data | RowClass::Total) => {
                    if after_group {
                        let levels = kept(&group_cells).into_iter();
                        let labels = levels.filter_map(|level| match level {
                            Level::Kept((row, column)) => label_at(sheet, row, column),
                            Level::LeftOut(place, count) => Some(left_out(place, count)),
                        });
                        groups = labels.collect();
                    }
                    after_group = false;
                    visit(row, &groups);
                }
                _ => {}
            }
        }
    }
}

fn label_at(sheet: &SheetCells, row: u32, column: u32) -> Option<Label> {
    let text = sheet.line(row, column);
    let place = sheet.merged.origin(row, column).unwrap_or((row, column));
    let printed = sheet.marks.get(&place).map(|mark| Rc::clone(&mark.printed));
    (!text.is_empty()).then_some(Label { text, printed, place })
}

/// The labels of one column from its sources in each header row.
fn header_labels(sheet: &SheetCells, sources: impl Iterator<Item = Level<HeaderSource>>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for source in sources {
        match source {
            Level::Kept((row, from)) => {
                if let Some(label) = from.and_then(|column| label_at(sheet, row, column)) {
                    push_new(&mut labels, label);
                }
            }
            Level::LeftOut((row, column), count) => {
                labels.push(left_out((row, column.unwrap_or(1)), count));
            }
        }
    }
    labels
}

/// What stands for labels that are left out; nobody knows it, so that no figure is named without them.
fn left_out(place: (u32, u32), count: usize) -> Label {
    Label { text: format!("… ({count})").into(), printed: None, place }
}

/// Adds a label unless it is the same cell again, as in a region merged over several header rows.
fn push_new(labels: &mut Vec<Label>, label: Label) {
    if labels.last().is_none_or(|last| last.place != label.place) {
        labels.push(label);
    }
}
