//! A workbook for everyone: cover, contents, notes, text, then one table a sheet. No picture, no merged cell, no colour.

mod sheet;
mod words;

use self::sheet::{Line, Plan, column};
use self::words::Words;
use crate::cells::Seen;
use crate::fault::WorkbookFault;
use crate::placed_parts::PlacedParts;
use crate::workbook_text::WorkbookText;
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use tierstat_document::{
    Block, Grid, GridCell, GridColumn, GridKind, Illustration, Inline, Manuscript, Notices, Number, Table,
    source_name, table_words,
};
use tierstat_model::{Finding, Status};

/// Writes the sheets.
pub(crate) fn write(book: &mut Workbook, text: WorkbookText<'_>) -> Result<Vec<Finding>, WorkbookFault> {
    let manuscript = text.manuscript;
    let words = Words::of(manuscript.language);
    let parts = PlacedParts::of(&manuscript.blocks);
    let mut plans = Vec::new();
    let mut notes: Vec<[String; 3]> = Vec::new();
    for table in &parts.tables {
        let name = words.table(table.ordinal);
        let first = notes.len() + 1;
        notes.extend(
            table
                .notes
                .iter()
                .enumerate()
                .map(|(place, note)| [words.note_mark(first + place), note.clone(), name.clone()]),
        );
        plans.push(of_table(manuscript, &words, table, name, first..=notes.len()));
    }
    let mut statuses: BTreeMap<Status, Vec<String>> = BTreeMap::new();
    for figure in &parts.figures {
        for status in figure.data.statuses() {
            statuses.entry(status).or_default().push(words.figure(figure.ordinal));
        }
        plans.push(of_figure(manuscript, &words, figure));
    }
    notes.extend(
        statuses
            .into_iter()
            .map(|(status, sheets)| [words.status(status), words.meaning(status), words.listed(&sheets)]),
    );
    let mut before = Vec::new();
    if !notes.is_empty() {
        before.push(listed(
            words.notes,
            words.notes_title(&manuscript.title),
            [words.note_column, words.text_column, words.sheet_column],
            notes,
            "notes",
            &words,
        ));
    }
    before.push(running_text(manuscript, &words));
    let all: Vec<&Plan> = before.iter().chain(&plans).collect();
    let contents = contents(manuscript, &words, &all);
    let mut seen = Seen::default();
    cover(manuscript, &words, &parts).write(book, text.width_of, &mut seen)?;
    for plan in std::iter::once(&contents).chain(all) {
        plan.write(book, text.width_of, &mut seen)?;
    }
    Ok(seen.findings(&manuscript.name))
}

fn of_table(
    manuscript: &Manuscript,
    words: &Words,
    table: &Table,
    sheet: String,
    notes: std::ops::RangeInclusive<usize>,
) -> Plan {
    let grid = Grid::of(table, manuscript, Number::prints_its_value);
    let has_blanks = grid.rows.iter().flatten().any(|cell| cell.text().is_empty());
    let marks: String = notes.clone().map(|note| format!(" {}", words.note_mark(note))).collect();
    let mut lines = vec![Line::of(words.one_table)];
    if !notes.is_empty() {
        lines.push(Line::of(words.notes_sentence));
    }
    if has_blanks {
        lines.push(Line::of(words.blanks));
    }
    if !table.unit.is_empty() {
        lines.push(Line::of(format!("{}{}", table_words::unit(manuscript.language), table.unit)));
    }
    lines.extend(Line::sources(table_words::source(manuscript.language), &table.source));
    let title = table.caption(manuscript.language);
    let name = sheet::table_name(&table.name, "table");
    Plan { sheet, title: title + &marks, lines, grid: Some((name, grid)) }
}

fn of_figure(manuscript: &Manuscript, words: &Words, figure: &Illustration) -> Plan {
    let data = &figure.data;
    let columns: Vec<GridColumn> = data
        .held()
        .into_iter()
        .map(|(of, column)| {
            let kind = if data.are_numbers(of) { GridKind::Values } else { GridKind::Words };
            GridColumn { heading: column.heading(manuscript.language).to_owned(), of, kind }
        })
        .collect();
    let rows: Vec<Vec<GridCell>> = data
        .rows
        .iter()
        .map(|row| {
            let cells = columns.iter().map(|column| {
                let cell = row.get(column.of).cloned().unwrap_or_default();
                if column.kind == GridKind::Values {
                    GridCell::Value(cell.parse().ok())
                } else {
                    GridCell::Words(cell)
                }
            });
            cells.collect()
        })
        .collect();
    let mut lines = vec![Line::of(words.one_table)];
    if rows.iter().flatten().any(|cell| cell.text().is_empty()) {
        lines.push(Line::of(words.blanks));
    }
    if !data.statuses().is_empty() {
        lines.push(Line::of(words.statuses));
    }
    lines.extend(Line::sentences(&figure.description));
    lines.extend(Line::sources(table_words::source(manuscript.language), &figure.source));
    let grid =
        (!rows.is_empty()).then(|| (sheet::table_name(&figure.name, "figure"), Grid { columns, rows }));
    let title = figure.caption(manuscript.language);
    Plan { sheet: words.figure(figure.ordinal), title, lines, grid }
}

/// A sheet of words in columns.
fn listed<const WIDE: usize>(
    sheet: &str,
    title: String,
    columns: [&str; WIDE],
    rows: Vec<[String; WIDE]>,
    name: &str,
    words: &Words,
) -> Plan {
    let columns = columns.iter().enumerate().map(|(of, heading)| column(heading, of)).collect();
    let rows = rows.into_iter().map(|row| row.into_iter().map(GridCell::Words).collect()).collect();
    let grid = Some((name.to_owned(), Grid { columns, rows }));
    Plan { sheet: sheet.to_owned(), title, lines: vec![Line::of(words.one_table)], grid }
}

fn contents(manuscript: &Manuscript, words: &Words, plans: &[&Plan]) -> Plan {
    let rows = plans.iter().map(|plan| [plan.sheet.clone(), plan.title.clone()]).collect();
    let title = words.contents_title(&manuscript.title);
    listed(words.contents, title, [words.sheet_column, words.title_column], rows, sheet::CONTENTS, words)
}

fn cover(manuscript: &Manuscript, words: &Words, parts: &PlacedParts) -> Plan {
    let mut lines = vec![Line::of(words.about(parts.tables.len(), parts.figures.len()))];
    lines.extend(manuscript.known_on().map(|day| Line::of(words.known_on(day))));
    lines.push(Line::of(words.numbers));
    lines.push(Line::linked(words.contents, words.contents));
    Plan { sheet: words.cover.to_owned(), title: manuscript.title.clone(), lines, grid: None }
}

/// The text of the report, a row a paragraph, beside the heading that it stands under.
fn running_text(manuscript: &Manuscript, words: &Words) -> Plan {
    let (mut rows, mut section) = (Vec::new(), manuscript.title.clone());
    gather_text(manuscript, words, &manuscript.blocks, &mut section, &mut rows);
    if rows.is_empty() {
        rows.push([section, words.no_text.to_owned()]);
    }
    let title = words.text_title(&manuscript.title);
    listed(words.text, title, [words.section_column, words.text_column], rows, "text", words)
}

fn gather_text(
    manuscript: &Manuscript,
    words: &Words,
    blocks: &[Block],
    section: &mut String,
    rows: &mut Vec<[String; 2]>,
) {
    let plain = |pieces: &[Inline]| Inline::plain(pieces, &manuscript.numbers);
    let language = manuscript.language;
    for block in blocks {
        let mut add = |text: String| rows.push([section.clone(), text]);
        match block {
            Block::Heading { text, .. } => *section = plain(text),
            Block::Paragraph(text) => add(plain(text)),
            Block::Code(text) => add(text.clone()),
            Block::List { items, .. } => {
                items.iter().for_each(|item| gather_text(manuscript, words, item, section, rows));
            }
            Block::Quote(inside) => gather_text(manuscript, words, inside, section, rows),
            Block::TypedTable(typed) => {
                for row in std::iter::once(&typed.head).chain(&typed.rows) {
                    add(row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "));
                }
            }
            Block::Table(table) => add(words.see(&words.table(table.ordinal), &table.title)),
            Block::Illustration(figure) => add(words.see(&words.figure(figure.ordinal), &figure.title)),
            Block::Notices(found) => {
                if found.notices.is_empty() {
                    add(Notices::none(language).to_owned());
                }
                for notice in &found.notices {
                    add(format!("{} {} {}", notice.severity(language), notice.message, notice.hint));
                }
                found.more(language).into_iter().for_each(|more| add(more.replace('`', "")));
            }
            Block::Sources(documents) => {
                for document in documents {
                    let name = source_name(document, language);
                    add(document.url.as_ref().map_or(name.clone(), |url| format!("{name} {url}")));
                }
            }
            Block::Rule => {}
        }
    }
}
