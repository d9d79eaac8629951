//! A sheet as it is meant: what each row and column says, where it is said, and what is therefore true of each number.

use super::lists::subject;
use crate::synthetic::random::Random;
use std::collections::BTreeSet;

/// What a title, row or column says of the numbers under or beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sense {
    pub(super) area: Option<&'static str>,
    pub(super) tier: Option<&'static str>,
    pub(super) indicator: Option<&'static str>,
    pub(super) period: Option<String>,
}

impl Sense {
    /// This sense, and another where it says nothing.
    pub(super) fn or(&self, other: &Self) -> Self {
        Self {
            area: self.area.or(other.area),
            tier: self.tier.or(other.tier),
            indicator: self.indicator.or(other.indicator),
            period: self.period.clone().or_else(|| other.period.clone()),
        }
    }
}

/// What holds along a row or a column.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) sense: Sense,
    /// The labels that must stand with each of its numbers.
    pub(super) labels: Vec<String>,
    /// What takes its printed numbers to base units.
    pub(super) factor: f64,
    pub(super) decimals: u32,
    /// Whether its numbers count a part, a growth or an index, which no indicator of the lists is.
    pub(super) is_other: bool,
}

impl Side {
    pub(super) fn new(sense: Sense, labels: &[&str]) -> Self {
        let labels = labels.iter().map(|&label| label.to_owned()).collect();
        Self { sense, labels, factor: 1.0, decimals: 0, is_other: false }
    }
}

/// What stands in a cell of the body.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Blank,
    Text(String),
    /// A number of a key column, which is no figure.
    Key(String),
    /// A figure, as a whole number of its last decimal.
    Number(i64),
    /// A mark in place of a figure.
    Missing(&'static str),
}

/// A cell of the body with what is printed behind it.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) content: Content,
    /// A mark of a note or a unit.
    pub(super) behind: String,
    /// Whether what stands behind is raised, as only a workbook can.
    pub(super) is_raised: bool,
}

impl From<Content> for Cell {
    fn from(content: Content) -> Self {
        Self { content, behind: String::new(), is_raised: false }
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    Data,
    Total,
    /// A label for the rows below.
    Group,
    Blank,
}

#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) kind: RowKind,
    pub(super) cells: Vec<Cell>,
    /// One for each block of columns that stands beside another.
    pub(super) sides: Vec<Side>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Label,
    Key,
    Figures,
    Remarks,
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) kind: ColumnKind,
    /// Its cells in the header, from the top; a blank one belongs to what stands left of it.
    pub(super) heads: Vec<Cell>,
    pub(super) side: Side,
    pub(super) block: usize,
}

/// A line above the header.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) kind: LineKind,
    /// Columns, counted from 0, with their texts.
    pub(super) cells: Vec<(usize, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Title,
    Unit,
    Other,
}

/// The parts of a title, so that one can be taken out of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Title {
    pub(super) year: Option<String>,
    pub(super) area: Option<String>,
    pub(super) subject: String,
    /// A scale, a base or the like behind it.
    pub(super) suffix: String,
}

/// A sheet of known truth.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) is_chinese: bool,
    pub(super) is_workbook: bool,
    pub(super) name: String,
    pub(super) title: Title,
    pub(super) title_column: usize,
    pub(super) title_everywhere: bool,
    pub(super) title_merged: bool,
    pub(super) lines: Vec<Line>,
    pub(super) columns: Vec<Column>,
    pub(super) header_gap: usize,
    pub(super) rows: Vec<Row>,
    pub(super) below: Vec<String>,
    pub(super) sense: Sense,
    pub(super) factor: f64,
    pub(super) decimals: u32,
    pub(super) thousands: Option<char>,
    pub(super) decimal_comma: bool,
    pub(super) delimiter: char,
    pub(super) encoding: &'static str,
    /// Whether a scale has been put somewhere.
    pub(super) is_scaled: bool,
    /// Whether no reader could be certain of what it counts, so that keeping back is right.
    pub(super) is_doubtful: bool,
}

impl Sheet {
    pub(super) fn new(is_chinese: bool, is_workbook: bool) -> Self {
        Self {
            is_chinese,
            is_workbook,
            name: if is_chinese { "表1" } else { "Sheet1" }.to_owned(),
            title: Title::default(),
            title_column: 0,
            title_everywhere: false,
            title_merged: false,
            lines: vec![Line { kind: LineKind::Title, cells: Vec::new() }],
            columns: Vec::new(),
            header_gap: 0,
            rows: Vec::new(),
            below: Vec::new(),
            sense: Sense::default(),
            factor: 1.0,
            decimals: 0,
            thousands: None,
            decimal_comma: false,
            delimiter: ',',
            encoding: "UTF-8",
            is_scaled: false,
            is_doubtful: false,
        }
    }

    /// A text in the language of the sheet.
    pub(super) fn say<'a>(&self, chinese: &'a str, english: &'a str) -> &'a str {
        if self.is_chinese { chinese } else { english }
    }

    /// A year as the sheet prints it.
    pub(super) fn year(&self, year: &str) -> String {
        if self.is_chinese { format!("{year}年") } else { year.to_owned() }
    }

    pub(super) fn title_text(&self) -> String {
        let Title { year, area, subject, suffix } = &self.title;
        let area = area.as_deref().unwrap_or_default();
        if self.is_chinese {
            let year = year.as_ref().map(|year| format!("{year}年")).unwrap_or_default();
            format!("{year}{area}{subject}{suffix}")
        } else {
            let area = if area.is_empty() { String::new() } else { format!(", {area}") };
            let year = year.as_ref().map(|year| format!(", {year}")).unwrap_or_default();
            let suffix = if suffix.is_empty() { String::new() } else { format!(" {suffix}") };
            format!("{subject}{area}{year}{suffix}")
        }
    }

    /// Adds a column of labels.
    pub(super) fn label_column(&mut self, heads: &[&str]) {
        self.column(ColumnKind::Label, heads, Side::new(Sense::default(), &[]), 0);
    }

    /// Adds a column of figures; its labels are the heads that are not blank.
    pub(super) fn figure_column(&mut self, heads: &[&str], sense: Sense) {
        let labels: Vec<&str> = heads.iter().copied().filter(|head| !head.is_empty()).collect();
        self.column(ColumnKind::Figures, heads, Side::new(sense, &labels), 0);
    }

    pub(super) fn column(&mut self, kind: ColumnKind, heads: &[&str], side: Side, block: usize) {
        let heads = heads.iter().map(|head| text(head)).collect();
        self.columns.push(Column { kind, heads, side, block });
    }

    /// Adds a row of figures for the labels, with chance numbers.
    pub(super) fn data_row(&mut self, labels: &[&str], sense: Sense, random: &mut Random) {
        let named: Vec<&str> = labels.iter().copied().filter(|label| !label.is_empty()).collect();
        let mut texts = labels.iter();
        let cells = self.columns.iter().map(|column| match column.kind {
            ColumnKind::Figures => Content::Number(count(random)).into(),
            ColumnKind::Label | ColumnKind::Key | ColumnKind::Remarks => {
                texts.next().map_or_else(|| text(""), |label| text(label))
            }
        });
        let cells = cells.collect();
        self.rows.push(Row { kind: RowKind::Data, cells, sides: vec![Side::new(sense, &named)] });
    }

    /// A row of one text in the first column of labels.
    pub(super) fn text_row(&self, kind: RowKind, label: &str) -> Row {
        let mut cells = vec![text(""); self.columns.len()];
        cells[self.first_label()] = text(label);
        let blocks = self.columns.iter().map(|column| column.block).max().unwrap_or(0) + 1;
        Row { kind, cells, sides: vec![Side::new(Sense::default(), &[]); blocks] }
    }

    /// The place of the first column of labels.
    pub(super) fn first_label(&self) -> usize {
        self.columns.iter().position(|column| column.kind == ColumnKind::Label).unwrap_or(0)
    }

    /// The places of the columns of figures.
    pub(super) fn figure_columns(&self) -> Vec<usize> {
        let places = self.columns.iter().enumerate();
        places.filter(|(_, column)| column.kind == ColumnKind::Figures).map(|(place, _)| place).collect()
    }

    /// The places of the rows of data.
    pub(super) fn data_rows(&self) -> Vec<usize> {
        let places = self.rows.iter().enumerate();
        places.filter(|(_, row)| row.kind == RowKind::Data).map(|(place, _)| place).collect()
    }

    /// Whether the sheet has one block of columns.
    pub(super) fn is_single(&self) -> bool {
        self.columns.iter().all(|column| column.block == 0)
    }

    /// The units of everything counted in it.
    pub(super) fn units(&self) -> BTreeSet<&'static str> {
        let sides = self.columns.iter().map(|column| &column.side);
        let sides = sides.chain(self.rows.iter().flat_map(|row| &row.sides));
        let named = sides.filter_map(|side| side.sense.indicator).chain(self.sense.indicator);
        named.map(|id| subject(id).unit).collect()
    }

    /// Puts a column between others; a cell is made for each row.
    pub(super) fn insert_column(&mut self, at: usize, column: Column, mut cell: impl FnMut(&Row) -> Content) {
        for row in &mut self.rows {
            let content = cell(row);
            row.cells.insert(at, content.into());
        }
        self.columns.insert(at, column);
    }

    /// A column with one head, on the last row of the header.
    pub(super) fn headed(&self, kind: ColumnKind, head: &str) -> Column {
        let levels = self.columns[0].heads.len();
        let mut heads = vec![text(""); levels];
        heads[levels - 1] = text(head);
        Column { kind, heads, side: Side::new(Sense::default(), &[head]), block: 0 }
    }

    /// Gives every figure another number, and adds up the totals anew.
    pub(super) fn renumber(&mut self, mut number: impl FnMut() -> i64) {
        for row in self.rows.iter_mut().filter(|row| row.kind == RowKind::Data) {
            for cell in &mut row.cells {
                if let Content::Number(_) = cell.content {
                    cell.content = Content::Number(number());
                }
            }
        }
        self.add_up();
    }

    /// Adds up the rows of totals.
    pub(super) fn add_up(&mut self) {
        for place in self.figure_columns() {
            let parts = self.rows.iter().filter(|row| row.kind == RowKind::Data && !row.sides[0].is_other);
            let numbers: Vec<i64> = parts
                .filter_map(|row| match row.cells[place].content {
                    Content::Number(number) => Some(number),
                    _ => None,
                })
                .collect();
            let sum = match numbers.iter().sum() {
                _ if numbers.is_empty() => Content::Missing(""),
                sum => Content::Number(sum),
            };
            for row in self.rows.iter_mut().filter(|row| row.kind == RowKind::Total) {
                row.cells[place].content = sum.clone();
            }
        }
    }
}

/// A cell of text; nothing is a blank cell.
pub(super) fn text(text: &str) -> Cell {
    if text.is_empty() { Content::Blank.into() } else { Content::Text(text.to_owned()).into() }
}

/// A number of three or four digits that nobody takes for a year.
pub(super) fn count(random: &mut Random) -> i64 {
    let number = i64::try_from(120 + random.below(9_000)).unwrap();
    if (1_800..2_200).contains(&number) { number + 1_000 } else { number }
}
