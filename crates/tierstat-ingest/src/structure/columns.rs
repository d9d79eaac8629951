//! Columns: which hold row labels and which hold figures, by what the cells of the data rows are.

use super::Shape;
use super::data_rows::is_data_like;
use super::grid::Grid;
use super::key_column::{
    Head, KeyWord, are_marks_of, counts_on, look_like_codes, number_rows, stand_for_one_another,
    whole_numbers,
};
use super::long_export::{LongRole, roles};
use super::number_run::are_even;
use super::row_bands::are_bands;
use std::collections::BTreeSet;

pub(super) fn used_columns(grid: &Grid<'_>, first: u32, last: u32) -> (u32, u32) {
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

    fn filled(self) -> u32 {
        self.numbers + self.periods + self.missing + self.labels
    }

    /// Four digits are a year or a count: nearly all of a column of years must look like one.
    fn are_periods(self) -> bool {
        self.periods > 0 && self.periods * 10 >= self.filled() * 9
    }
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// Numbers.
    Figures,
    /// Texts, years, ages and bands, which label rows.
    Labels,
    /// Codes, serial numbers and marks: each belongs to its own row and to no other.
    Key,
    /// Nothing.
    Blank,
}

/// What each column of a table holds.
#[derive(Debug)]
pub(super) struct ColumnKinds {
    first: u32,
    kinds: Vec<ColumnKind>,
    /// The columns right of the figures whose texts label rows.
    right: Vec<u32>,
    /// What the columns of an export are by their heads.
    long: Vec<(u32, LongRole)>,
}

impl ColumnKinds {
    /// Judges the columns of a table whose data stands in some rows.
    pub(super) fn new(grid: &Grid<'_>, rows: (u32, u32), columns: (u32, u32)) -> Self {
        let columns_seen = Columns::new(grid, rows, columns);
        let mut kinds: Vec<ColumnKind> = Vec::new();
        let mut reversible = None;
        let mut is_left = true;
        for index in 0..columns_seen.counts.len() {
            let (kind, is_said) = columns_seen.judge(index, is_left);
            is_left &= kind != ColumnKind::Figures;
            if kind == ColumnKind::Key && !is_said {
                reversible = Some(index);
            }
            kinds.push(kind);
        }
        // Without any figures what looks like a key is what is counted.
        if !kinds.contains(&ColumnKind::Figures)
            && let Some(place) = reversible.and_then(|index| kinds.get_mut(index))
        {
            *place = ColumnKind::Figures;
        }
        let long = columns_seen.long_roles();
        for (index, role) in &long {
            let is_open_code = *role == LongRole::Key
                && columns_seen.count(*index).is_labels()
                && !columns_seen.stands_for_names(*index, &long);
            let kind = kinds.get_mut(*index).filter(|kind| **kind != ColumnKind::Blank && !is_open_code);
            let Some(kind) = kind else { continue };
            *kind = match role {
                LongRole::Value => ColumnKind::Figures,
                LongRole::Label => ColumnKind::Labels,
                LongRole::Key
                | LongRole::Passed
                | LongRole::Action
                | LongRole::Status
                | LongRole::Multiplier => ColumnKind::Key,
            };
        }
        let is_long = |index: &usize| long.iter().any(|(own, _)| own == index);
        let stub = stub_length(&kinds);
        let is_right = |index: &usize| {
            *index > stub
                && matches!(kinds.get(*index), Some(ColumnKind::Labels | ColumnKind::Key))
                && (is_long(index) || columns_seen.labels_rows(*index))
        };
        let right = (0..kinds.len()).filter(is_right).take(MOST_LABELS);
        let right = right.map(|index| columns_seen.column(index)).collect();
        let long = long.iter().map(|(index, role)| (columns_seen.column(*index), *role)).collect();
        Self { first: columns.0, kinds, right, long }
    }

    /// The columns of an export that have a role.
    pub(super) fn with_role(&self, wanted: LongRole) -> Vec<u32> {
        self.long.iter().filter(|(_, role)| *role == wanted).map(|(column, _)| *column).collect()
    }

    fn numbered(&self) -> impl Iterator<Item = (u32, ColumnKind)> {
        (self.first..).zip(self.kinds.iter().copied())
    }

    /// How many columns from the left hold labels: all before the first column of figures.
    pub(super) fn stub(&self) -> u32 {
        u32::try_from(stub_length(&self.kinds)).unwrap_or(0)
    }

    /// The columns that hold figures, from a column on. A key that a mapping leaves outside the stub is one of them.
    pub(super) fn figures(&self, from: u32) -> Vec<u32> {
        let own = self.first + self.stub();
        self.numbered()
            .filter(|(column, kind)| {
                let is_let_out = *kind == ColumnKind::Key && *column < own;
                *column >= from && (*kind == ColumnKind::Figures || is_let_out)
            })
            .map(|(column, _)| column)
            .collect()
    }

    /// The columns right of the figures, or among them, whose texts label the rows.
    pub(super) fn labels_right(&self, from: u32) -> Vec<u32> {
        self.right.iter().copied().filter(|column| *column >= from).collect()
    }

    /// The columns that hold nothing.
    pub(super) fn blanks(&self) -> Vec<u32> {
        self.numbered().filter(|(_, kind)| *kind == ColumnKind::Blank).map(|(column, _)| column).collect()
    }

    /// The columns that hold keys. What says how sure a figure is may turn out to say something else.
    pub(super) fn keys(&self) -> Vec<u32> {
        let says = |column: u32| {
            let role = self.long.iter().find(|(own, _)| *own == column).map(|(_, role)| *role);
            matches!(role, Some(LongRole::Status | LongRole::Multiplier))
        };
        let keys = self.numbered().filter(|(_, kind)| *kind == ColumnKind::Key).map(|(column, _)| column);
        keys.filter(|column| !says(*column)).collect()
    }
}

fn stub_length(kinds: &[ColumnKind]) -> usize {
    let is_figures = |kind: &ColumnKind| *kind == ColumnKind::Figures;
    kinds.iter().position(is_figures).unwrap_or(kinds.len())
}

/// The columns of a table with what is counted and looked at in them.
struct Columns<'g, 'a> {
    grid: &'g Grid<'a>,
    rows: Vec<u32>,
    first: u32,
    counts: Vec<ColumnCounts>,
    heads: Vec<Head<'a>>,
    /// How many columns hold figures by the look of their cells, under any head, a period, or a head of figures only.
    figures: [usize; 3],
}

impl<'g, 'a> Columns<'g, 'a> {
    fn new(grid: &'g Grid<'a>, rows: (u32, u32), columns: (u32, u32)) -> Self {
        let counts = column_counts(grid, rows, columns);
        let head_rows = Head::rows(grid, rows.0);
        let heads: Vec<Head<'_>> =
            (columns.0..=columns.1).map(|column| Head::over(grid, &head_rows, column, columns.0)).collect();
        let mut figures = [0; 3];
        for (count, head) in counts.iter().zip(&heads) {
            for (sum, own) in figures.iter_mut().zip(looks_like_figures(*count, head)) {
                *sum += usize::from(own);
            }
        }
        let rows = sample(rows).filter(|row| is_data_like(grid, *row)).collect();
        Self { grid, rows, first: columns.0, counts, heads, figures }
    }

    fn column(&self, index: usize) -> u32 {
        self.first + u32::try_from(index).unwrap_or(0)
    }

    fn count(&self, index: usize) -> ColumnCounts {
        self.counts.get(index).copied().unwrap_or_default()
    }

    /// The roles of the columns, where the table is an export of one figure a row; its value must look like figures.
    fn long_roles(&self) -> Vec<(usize, LongRole)> {
        let Some(roles) = roles(&self.heads) else { return Vec::new() };
        let roles: Vec<(usize, LongRole)> =
            roles.into_iter().enumerate().filter_map(|(index, role)| Some((index, role?))).collect();
        let holds_figures = |index: usize| {
            let count = self.count(index);
            count.is_figures() || count.periods > 0 && count.labels == 0
        };
        // Rows that are to be deleted are no figures: such a column stays what its cells are.
        let is_one = |index: usize| self.texts(index).into_iter().collect::<BTreeSet<_>>().len() <= 1;
        let roles: Vec<(usize, LongRole)> = roles
            .into_iter()
            .filter(|(index, role)| *role != LongRole::Action || is_one(*index))
            .map(|(index, role)| (index, if role == LongRole::Action { LongRole::Passed } else { role }))
            .collect();
        let value = roles.iter().find(|(_, role)| *role == LongRole::Value);
        if value.is_some_and(|(index, _)| holds_figures(*index)) { roles } else { Vec::new() }
    }

    /// Whether the codes of a column, two or more, each go with one name of another column and the other way round.
    fn stands_for_names(&self, index: usize, long: &[(usize, LongRole)]) -> bool {
        let is_name = |other: usize| {
            let role = long.iter().find(|(own, _)| *own == other).map(|(_, role)| *role);
            other != index && matches!(role, None | Some(LongRole::Label)) && self.count(other).is_labels()
        };
        (0..self.counts.len()).filter(|other| is_name(*other)).any(|other| {
            let (codes, names) = self.pairs(index, other);
            codes.iter().collect::<BTreeSet<_>>().len() > 1 && stand_for_one_another(&codes, &names)
        })
    }

    /// The filled cells of a column.
    fn texts(&self, index: usize) -> Vec<&'a str> {
        let column = self.column(index);
        let texts = self.rows.iter().map(|row| self.grid.sheet.text(*row, column).trim());
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// The cells of two columns in the rows in which both are filled.
    fn pairs(&self, index: usize, other: usize) -> (Vec<&'a str>, Vec<&'a str>) {
        let text = |row: u32, index: usize| self.grid.sheet.text(row, self.column(index)).trim();
        let both = self.rows.iter().map(|row| (text(*row, index), text(*row, other)));
        both.filter(|(left, right)| !left.is_empty() && !right.is_empty()).unzip()
    }

    /// Whether other columns hold figures by the look of their cells: any, under a period, under a head of figures only.
    fn figures_elsewhere(&self, index: usize) -> [bool; 3] {
        let own =
            self.heads.get(index).map_or([false; 3], |head| looks_like_figures(self.count(index), head));
        let mut elsewhere = [false; 3];
        for ((place, sum), own) in elsewhere.iter_mut().zip(self.figures).zip(own) {
            *place = sum > usize::from(own);
        }
        elsewhere
    }

    /// What a column holds, and whether the header says so.
    fn judge(&self, index: usize, is_left: bool) -> (ColumnKind, bool) {
        let count = self.count(index);
        let Some(head) = self.heads.get(index) else { return (ColumnKind::Blank, false) };
        let [elsewhere, _, _] = self.figures_elsewhere(index);
        if count.filled() == 0 || count.filled() == count.missing {
            return (self.judge_empty(index), false);
        }
        let texts = self.texts(index);
        if elsewhere && !count.are_periods() && are_bands(&texts, index == 0) {
            return (ColumnKind::Labels, true);
        }
        if count.are_periods() {
            return (self.judge_periods(index, &texts), true);
        }
        let is_year = index == 0 || head.key() == Some(KeyWord::Year);
        if is_year
            && is_left
            && !head.is_period
            && count.labels > 0
            && count.periods * 2 > count.numbers + count.missing + count.labels
        {
            return (ColumnKind::Labels, true);
        }
        // Labels at the left edge are row labels, even where some of them begin with a number (100 pounds).
        let is_edge = index == 0 && elsewhere && count.labels > 0;
        let is_value_first = index == 0
            && count.labels * 3 <= count.numbers
            && (1..self.counts.len()).any(|other| self.count(other).is_labels());
        if count.is_labels() || !count.is_figures() || (is_edge && !is_value_first) {
            return (ColumnKind::Labels, true);
        }
        if !elsewhere {
            return (ColumnKind::Figures, false);
        }
        self.judge_numbers(index, &texts, is_left)
    }

    /// A column without a number: figures that are all missing, or nothing.
    fn judge_empty(&self, index: usize) -> ColumnKind {
        let Some(head) = self.heads.get(index).filter(|head| !head.texts.is_empty() && index > 0) else {
            return ColumnKind::Blank;
        };
        let [_, under_periods, over_figures] = self.figures_elsewhere(index);
        // One more year of a row of years; a header cell over figures only, as under a label that spans them.
        let is_year = head.is_period && under_periods;
        let is_over_figures = !head.beside_first && over_figures;
        let has_marks = self.count(index).missing > 0;
        // The first column under a label that spans several: the span is one of figures.
        let next = self.count(index + 1);
        let begins_span = self.begins_span(index) && next.is_figures() && !next.is_labels();
        if is_year || is_over_figures || has_marks || begins_span {
            ColumnKind::Figures
        } else {
            ColumnKind::Blank
        }
    }

    /// Whether a label in a row over the lowest header row stands over the column and leaves the next one to it.
    fn begins_span(&self, index: usize) -> bool {
        let column = self.column(index);
        let Some(first) = self.rows.first().copied() else { return false };
        let text = |row: u32, column: u32| self.grid.sheet.text(row, column);
        let mut over =
            (first.saturating_sub(4).max(1)..first).rev().filter(|row| !text(*row, column).is_empty());
        let (Some(lowest), Some(upper)) = (over.next(), over.next()) else { return false };
        !text(lowest, column + 1).is_empty()
            && text(upper, column + 1).is_empty()
            && text(upper, self.first).is_empty()
    }

    /// Years label rows, unless they are counts of the size of years.
    fn judge_periods(&self, index: usize, texts: &[&str]) -> ColumnKind {
        let Some(head) = self.heads.get(index) else { return ColumnKind::Labels };
        let Some(numbers) = whole_numbers(texts) else {
            // A lone number of the size of a year is a count, unless its head or its place says that it is a year.
            let is_number = matches!(texts, [only] if only.bytes().all(|byte| byte.is_ascii_digit()));
            let says_year = head.key() == Some(KeyWord::Year) || head.texts.is_empty() || index == 0;
            return if is_number && !says_year { ColumnKind::Figures } else { ColumnKind::Labels };
        };
        let distinct = numbers.iter().collect::<BTreeSet<_>>().len();
        let is_series = are_even(&numbers) && (distinct > 2 || distinct < numbers.len());
        if head.is_period || !(head.key() == Some(KeyWord::Year) || index == 0 || is_series) {
            ColumnKind::Figures
        } else {
            ColumnKind::Labels
        }
    }

    /// Numbers are figures, unless the whole column says that they are keys.
    fn judge_numbers(&self, index: usize, texts: &[&str], is_left: bool) -> (ColumnKind, bool) {
        const FIGURES: (ColumnKind, bool) = (ColumnKind::Figures, false);
        let Some(head) = self.heads.get(index) else { return FIGURES };
        if self.grid_units(index, texts) && is_left {
            return (ColumnKind::Key, true);
        }
        // A lone number under a head of codes is one too: what the head says needs no second row.
        let is_digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
        if let ([_], Some(KeyWord::Code | KeyWord::Serial)) = (texts, head.key())
            && texts.iter().all(is_digits)
            && (is_left || head.key() == Some(KeyWord::Code))
        {
            return (ColumnKind::Key, true);
        }
        let Some(numbers) = whole_numbers(texts) else { return FIGURES };
        match head.key() {
            Some(KeyWord::Code) => return (ColumnKind::Key, true),
            Some(KeyWord::Serial) if is_left => return (ColumnKind::Key, true),
            Some(KeyWord::Order) if numbers.iter().all(|number| *number <= LARGEST_ORDER) => {
                return (ColumnKind::Labels, true);
            }
            Some(KeyWord::Year) if are_even(&numbers) => return (ColumnKind::Labels, true),
            _ => {}
        }
        if !is_left || head.is_period || index >= LEFTMOST {
            return FIGURES;
        }
        if number_rows(&numbers) {
            return (ColumnKind::Key, false);
        }
        let names_right = self.count(index + 1).is_labels();
        let names = (index + 1..self.counts.len().min(index + 2))
            .chain((0..index).rev())
            .find(|other| self.count(*other).is_labels());
        let ascends = numbers.windows(2).all(|pair| pair[1] > pair[0]);
        if names_right && index < 2 && (ascends || counts_on(&numbers)) {
            return (ColumnKind::Key, false);
        }
        // Ages and the like: the first column, which nothing else tells apart.
        if index == 0 && counts_on(&numbers) {
            return (ColumnKind::Labels, true);
        }
        let (codes, named) = names.map(|other| self.pairs(index, other)).unzip();
        let has_head = !head.texts.is_empty();
        let texts = codes.as_deref().unwrap_or(texts);
        let is_code = look_like_codes(texts, named.as_deref(), has_head, names_right);
        let is_mark = (0..index).filter(|other| self.count(*other).is_labels()).any(|other| {
            let (marks, named) = self.pairs(index, other);
            are_marks_of(&marks, &named)
        });
        if is_code || is_mark { (ColumnKind::Key, is_mark) } else { FIGURES }
    }

    /// Whether a column repeats one multiplier, such as 1000 in a column of units.
    fn grid_units(&self, index: usize, texts: &[&str]) -> bool {
        let is_multiplier =
            |text: &&&str| matches!(text.trim_end_matches(".0"), "1000" | "10000" | "100000" | "1000000");
        index < 3 && texts.len() >= 3 && texts.iter().filter(is_multiplier).count() * 2 > texts.len()
    }

    /// Whether a column right of the figures labels rows: it is mostly filled and holds neither marks nor remarks.
    fn labels_rows(&self, index: usize) -> bool {
        let texts = self.texts(index);
        let is_remark = self.heads.get(index).is_some_and(Head::is_remark);
        let length: usize = texts.iter().map(|text| text.chars().count()).sum();
        let is_mark = |text: &&&str| text.len() <= 2 && !text.bytes().all(|byte| byte.is_ascii_digit());
        !is_remark
            && texts.len() * 2 > self.rows.len()
            && length <= texts.len() * LONGEST_LABEL
            && texts.iter().filter(is_mark).count() * 2 < texts.len()
    }
}

/// Whether a column holds figures by the look of its cells, and then whether it stands under a period or under a head that
/// does not stand beside one of the first column.
fn looks_like_figures(count: ColumnCounts, head: &Head<'_>) -> [bool; 3] {
    let is_figures = count.is_figures();
    let are_counts = count.are_periods() && head.is_period;
    [is_figures || are_counts, is_figures && head.is_period, is_figures && !head.beside_first]
}

/// Keys that no header names stand among so many columns at the left.
const LEFTMOST: usize = 8;
/// More columns than this do not label a row.
const MOST_LABELS: usize = 40;
/// No age, month or grade is larger than this.
const LARGEST_ORDER: u64 = 150;
/// Row labels right of the figures are shorter than this on average; longer texts are remarks. In characters.
const LONGEST_LABEL: usize = 30;
/// So many rows are enough to tell what a column of labels is.
const SAMPLE: u32 = 4000;

/// The first rows of a table, enough to tell what its columns are.
fn sample(rows: (u32, u32)) -> std::ops::RangeInclusive<u32> {
    rows.0..=rows.1.min(rows.0.saturating_add(SAMPLE))
}
