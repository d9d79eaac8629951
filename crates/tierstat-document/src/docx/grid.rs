//! Grids: the rows and cells of a table between three lines, whoever made it.

use super::line;
use super::paragraph::{Paragraph, Stand};
use super::run::{self, Emphases};
use super::writing::Writing;
use super::xml;
use crate::columns::Need;
use crate::scripts::line_runs_left;
use crate::{Alignment, Cell, Inline, Number, RowKind, Table, TypedTable};
use std::borrow::Cow;

/// What stands in a cell.
#[derive(Debug, Clone, Copy)]
enum Content<'a> {
    Words(&'a str),
    Period(&'a str),
    Number(usize),
    Line(&'a [Inline]),
    Nothing,
}

impl<'a> Content<'a> {
    /// What stands in a cell of a table of figures: the one place that knows their kinds.
    fn of(cell: &'a Cell) -> Self {
        match cell {
            Cell::Name(text) | Cell::Text(text) => Self::Words(text),
            Cell::Period(text) => Self::Period(text),
            Cell::Number(place) => Self::Number(*place),
            Cell::Sparkline(line) => Self::Words(&line.signs),
            Cell::Empty => Self::Nothing,
        }
    }

    fn plain(self, numbers: &'a [Number]) -> Cow<'a, str> {
        match self {
            Self::Words(text) | Self::Period(text) => Cow::Borrowed(text),
            Self::Number(place) => Cow::Borrowed(numbers.get(place).map_or("", |number| &number.text)),
            Self::Line(pieces) => Cow::Owned(Inline::plain(pieces, numbers)),
            Self::Nothing => Cow::Borrowed(""),
        }
    }

    fn runs(self, writing: &mut Writing<'_>, emphases: Emphases) -> String {
        match self {
            Self::Words(text) | Self::Period(text) => run::words(text, emphases, writing.language()),
            Self::Number(place) => line::number(writing, place, false, emphases),
            Self::Line(pieces) => line::line(writing, pieces, emphases),
            Self::Nothing => String::new(),
        }
    }
}

/// A table before it is written: its head, its rows, how its columns stand.
pub(super) struct Grid<'a> {
    caption: String,
    stands: Vec<Alignment>,
    head: Vec<Content<'a>>,
    rows: Vec<(RowKind, Vec<Content<'a>>)>,
    numbers: &'a [Number],
    /// Whether what stands under it belongs to it.
    pub(super) has_notes: bool,
}

/// A row with a longer cell may go on on the next page.
const LONGEST_WHOLE: usize = 1200;
/// A table of so few rows stays on one page.
const WHOLE_ROWS: usize = 10;

impl<'a> Grid<'a> {
    /// A table of figures.
    pub(super) fn of(table: &'a Table, numbers: &'a [Number], caption: String) -> Self {
        let side = |numbers: bool| if numbers { Alignment::Right } else { Alignment::Left };
        Self {
            caption,
            stands: table.headings.iter().map(|heading| side(heading.numbers)).collect(),
            head: table.headings.iter().map(|heading| Content::Words(&heading.text)).collect(),
            rows: table
                .rows
                .iter()
                .map(|row| (row.kind, row.cells.iter().map(Content::of).collect()))
                .collect(),
            numbers,
            has_notes: !table.notes.is_empty()
                || !table.source.is_empty()
                || !table.meanings_of_signs().is_empty(),
        }
    }

    /// A table that a person typed.
    pub(super) fn typed(table: &'a TypedTable, numbers: &'a [Number]) -> Self {
        let line = |cells: &'a Vec<Vec<Inline>>| cells.iter().map(|cell| Content::Line(cell)).collect();
        let head: Vec<Content<'_>> = line(&table.head);
        let names: Vec<Cow<'_, str>> = head.iter().map(|cell| cell.plain(numbers)).collect();
        Self {
            caption: names.join(", "),
            stands: table.alignments.clone(),
            head,
            rows: table.rows.iter().map(|row| (RowKind::Part, line(row))).collect(),
            numbers,
            has_notes: false,
        }
    }

    /// How many columns it has.
    pub(super) fn columns(&self) -> usize {
        self.rows.iter().map(|(_, cells)| cells.len()).fold(self.head.len(), usize::max)
    }

    /// What each column needs; `whole` where no line is to end in a number or the name of a row.
    pub(super) fn needs(&self, whole: bool) -> Vec<Need> {
        (0..self.columns())
            .map(|place| {
                let cells = self.rows.iter().filter_map(|(_, cells)| cells.get(place));
                let texts: Vec<Cow<'_, str>> = cells.map(|cell| cell.plain(self.numbers)).collect();
                let head = self.head.get(place).map(|cell| cell.plain(self.numbers));
                let need = Need::of(texts.iter().chain(&head).map(AsRef::as_ref));
                // Neither the numbers nor the names of the rows, nor periods.
                let mut cells = self.rows.iter().filter_map(|(_, cells)| cells.get(place));
                let has_periods = cells.any(|cell| matches!(cell, Content::Period(_)));
                let is_whole = has_periods || place == 0 || self.stands.get(place) == Some(&Alignment::Right);
                if whole && is_whole { need.whole(texts.iter().map(AsRef::as_ref)) } else { need }
            })
            .collect()
    }

    /// How long the longest cell is, in signs.
    pub(super) fn longest(&self) -> usize {
        let cells = self.head.iter().chain(self.rows.iter().flat_map(|(_, cells)| cells));
        cells.map(|cell| cell.plain(self.numbers).chars().count()).max().unwrap_or_default()
    }

    /// Some of its columns as a table.
    pub(super) fn written(&self, writing: &mut Writing<'_>, columns: &[usize], widths: &[usize]) -> String {
        let all: usize = widths.iter().sum();
        let mut markup = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"ThreeLines\"/><w:tblW w:w=\"{all}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"0\"/>\
             <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            xml::text(&self.caption)
        );
        for width in widths {
            markup.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        markup.push_str("</w:tblGrid>");
        markup.push_str(&self.row(writing, &self.head, (Place::Head, true), columns, widths));
        let stays_whole = self.rows.len() <= WHOLE_ROWS;
        for (place, (kind, cells)) in self.rows.iter().enumerate() {
            let is_last = place + 1 == self.rows.len();
            // Neither the first nor the last row stands alone on a page.
            let is_at_end = place == 0 || place + 2 == self.rows.len();
            let keeps_next = if is_last { self.has_notes } else { stays_whole || is_at_end };
            let place = match kind {
                RowKind::Total => Place::Total,
                RowKind::Part => Place::Part,
            };
            markup.push_str(&self.row(writing, cells, (place, keeps_next), columns, widths));
        }
        markup + "</w:tbl>"
    }

    fn row(
        &self,
        writing: &mut Writing<'_>,
        cells: &[Content<'_>],
        (place, keeps_next): (Place, bool),
        columns: &[usize],
        widths: &[usize],
    ) -> String {
        let plain = |cell: &Content<'_>| cell.plain(self.numbers).chars().count();
        let is_whole = cells.iter().map(plain).max().unwrap_or_default() <= LONGEST_WHOLE;
        let properties = match (place, is_whole) {
            (Place::Head, true) => "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
            (_, true) => "<w:trPr><w:cantSplit/></w:trPr>",
            (_, false) => "",
        };
        let mut markup = format!("<w:tr>{properties}");
        for (column, width) in columns.iter().zip(widths) {
            let content = cells.get(*column).copied().unwrap_or(Content::Nothing);
            let emphases = match place {
                Place::Total => Emphases::default().strong(),
                Place::Head | Place::Part => Emphases::default(),
            };
            let style = if place == Place::Head { "TableHead" } else { "TableText" };
            let mut paragraph = Paragraph::of(style, content.runs(writing, emphases));
            paragraph.keeps_next = keeps_next && is_whole;
            paragraph.is_leftward = line_runs_left(&content.plain(self.numbers));
            paragraph.stand = match self.stands.get(*column) {
                Some(Alignment::Right) => Stand::Right,
                Some(Alignment::Centre) => Stand::Centre,
                Some(Alignment::Left) | None => Stand::Style,
            };
            markup.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{}<w:vAlign w:val=\"{}\"/></w:tcPr>{}</w:tc>",
                place.borders(),
                if place == Place::Head { "bottom" } else { "top" },
                paragraph.written()
            ));
        }
        markup + "</w:tr>"
    }
}

/// Where a row stands in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Part,
    Total,
}

impl Place {
    /// The lines of its cells, which not every program takes from the style.
    fn borders(self) -> &'static str {
        match self {
            Self::Head => {
                "<w:tcBorders><w:top w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"auto\"/>\
                 <w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders>"
            }
            Self::Total => {
                "<w:tcBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders>"
            }
            Self::Part => "",
        }
    }
}
