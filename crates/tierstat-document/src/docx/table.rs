//! Tables with caption above, unit at the right, notes and sources below; wide ones on pages that lie, the widest in parts.

use super::caption::{Captioned, caption};
use super::grid::Grid;
use super::paper::{Orientation, Paper};
use super::paragraph::Paragraph;
use super::run::{self, Emphases};
use super::writing::Writing;
use super::{face::Faces, words};
use crate::caption::of_tables;
use crate::columns::{Need, parts, wide_table, widths};
use crate::scripts::line_runs_left;
use crate::{Format, Table, TypedTable, table_words};
use tierstat_model::{Finding, Localized, Severity};

/// Word processors have tables of at most 63 columns.
const MOST_COLUMNS: usize = 60;
/// A longer cell fills more than a page.
const LONGEST_CELL: usize = 4000;

/// A table of figures.
pub(super) fn table(writing: &mut Writing<'_>, table: &Table, is_again: bool) {
    let (manuscript, language) = (writing.manuscript, writing.language());
    let grid = Grid::of(table, &manuscript.numbers, table.caption(language));
    let pages = fitted(writing, &grid);
    let name = table.caption(language);
    tell(writing, &grid, &name, pages.len());
    let count = pages.len();
    for (place, (columns, widths)) in pages.into_iter().enumerate() {
        if place == 0 {
            let captioned = Captioned {
                kind: of_tables(),
                ordinal: table.ordinal,
                title: &table.title,
                id: format!("table-{}", table.name),
                is_again,
            };
            let caption = caption(writing, &captioned);
            writing.push(caption.with_next(true));
        } else {
            let again = format!("{}{name}", words::again(language));
            let runs = run::words(&again, Emphases::default(), language);
            writing.push(Paragraph::of("Caption", runs).with_next(true));
        }
        if count > 1 {
            let part = words::part(place + 1, count, grid.columns());
            note(writing, "", part.get(language), true);
        }
        if !table.unit.is_empty() {
            let unit = format!("{}{}", table_words::unit(language), table.unit);
            let runs = run::words(&unit, Emphases::default(), language);
            writing.push(Paragraph::of("TableUnit", runs));
        }
        let markup = grid.written(writing, &columns, &widths);
        writing.push_other(markup);
        if place + 1 < count {
            writing.push(Paragraph::of("TableEnd", String::new()));
        }
    }
    let meanings = table.meanings_of_signs();
    if !meanings.is_empty() {
        let has_more = !table.notes.is_empty() || !table.source.is_empty();
        note(writing, "", &table_words::signs(&meanings, language), has_more);
    }
    for (place, words) in table.notes.iter().enumerate() {
        let is_last = place + 1 == table.notes.len() && table.source.is_empty();
        note(writing, table_words::note(language), words, !is_last);
    }
    if !table.source.is_empty() {
        note(writing, table_words::source(language), &table.source, false);
    }
    writing.push(Paragraph::of("TableEnd", String::new()));
}

/// A table that a person typed.
pub(super) fn typed_table(writing: &mut Writing<'_>, typed: &TypedTable) {
    let grid = Grid::typed(typed, &writing.manuscript.numbers);
    let pages = fitted(writing, &grid);
    let name = Localized::new("正文中的表", "a table of the text");
    tell(writing, &grid, name.get(writing.language()), pages.len());
    let count = pages.len();
    for (place, (columns, widths)) in pages.into_iter().enumerate() {
        if count > 1 {
            let part = words::part(place + 1, count, grid.columns());
            note(writing, "", part.get(writing.language()), true);
        }
        let markup = grid.written(writing, &columns, &widths);
        writing.push_other(markup);
        writing.push(Paragraph::of("TableEnd", String::new()));
    }
}

fn note(writing: &mut Writing<'_>, before: &str, text: &str, keeps_next: bool) {
    let runs = run::words(&format!("{before}{text}"), Emphases::default(), writing.language());
    let mut paragraph = Paragraph::of("TableNote", runs).with_next(keeps_next);
    paragraph.is_leftward = line_runs_left(text);
    writing.push(paragraph);
}

/// Turns the page if the table needs it, and tells the columns of each part with their widths.
fn fitted(writing: &mut Writing<'_>, grid: &Grid<'_>) -> Vec<(Vec<usize>, Vec<usize>)> {
    let needs = grid.needs(false);
    let whole = grid.needs(true);
    let sign = Faces::of(writing.layout, writing.language()).table.size * 10;
    let all: Vec<usize> = (0..needs.len()).collect();
    let fits = |orientation: Orientation| {
        let width = Paper::of(writing.layout, orientation).text_width();
        let fit = |needs: &[Need]| widths(needs, width, sign);
        if needs.len() > MOST_COLUMNS { None } else { fit(&whole).or_else(|| fit(&needs)) }
    };
    if let Some(widths) = fits(Orientation::Portrait) {
        writing.turn(Orientation::Portrait);
        return vec![(all, widths)];
    }
    if let Some(widths) = fits(Orientation::Landscape) {
        writing.turn(Orientation::Landscape);
        return vec![(all, widths)];
    }
    writing.turn(Orientation::Landscape);
    let width = writing.paper().text_width();
    let of = |columns: Vec<usize>| {
        let own: Vec<Need> = columns.iter().filter_map(|place| needs.get(*place).copied()).collect();
        // A column alone wider than the page shares it with the names.
        let even = || columns.iter().map(|_| width / columns.len().max(1)).collect();
        let widths = widths(&own, width, sign).unwrap_or_else(even);
        (columns, widths)
    };
    parts(&needs, width, sign, MOST_COLUMNS).into_iter().map(of).collect()
}

/// Says what of a table a reader of pages would miss.
fn tell(writing: &mut Writing<'_>, grid: &Grid<'_>, name: &str, parts: usize) {
    let columns = grid.columns();
    if parts > 1 {
        writing.findings.push(wide_table(name, columns, parts, Format::Docx));
    }
    let longest = grid.longest();
    if longest > LONGEST_CELL {
        writing.findings.push(Finding {
            severity: Severity::Warning,
            rule: "document.long-cell".to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!("“{name}”中有一个单元格长 {longest} 字，超过一页；全文照印"),
                format!("“{name}” has a cell of {longest} signs, more than a page; all of it is printed"),
            ),
            hint: Localized::new("把长文字移到正文中", "move the long text out of the table"),
        });
    }
}
