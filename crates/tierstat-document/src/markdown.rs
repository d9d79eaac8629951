//! Markdown: for review, tests and version control.

use crate::escape::{markdown_link, markdown_text, markdown_words};
use crate::sources::named;
use crate::{Alignment, Block, Cell, Heading, Inline, Manuscript, Notices, Table, TypedTable, table_words};
use tierstat_model::{Document, Language, Localized, seen_line};

/// The manuscript as Markdown.
#[must_use]
pub fn markdown(manuscript: &Manuscript) -> String {
    let mut text = blocks(manuscript, &manuscript.blocks);
    text.push_str(&origins(manuscript));
    text
}

fn blocks(manuscript: &Manuscript, blocks: &[Block]) -> String {
    blocks.iter().map(|found| block(manuscript, found)).collect::<Vec<_>>().join("\n\n")
}

fn block(manuscript: &Manuscript, block: &Block) -> String {
    match block {
        Block::Heading { level, text, .. } => {
            format!("{} {}", "#".repeat(usize::from(*level)), inside_line(manuscript, text))
        }
        Block::Paragraph(text) => line(manuscript, text),
        Block::List { start, items } => list(manuscript, *start, items),
        Block::Quote(inside) => {
            let inside = blocks(manuscript, inside);
            let lines = inside.lines().map(|line| format!("> {line}").trim_end().to_owned());
            lines.collect::<Vec<_>>().join("\n")
        }
        Block::Code(text) => fenced(text),
        Block::Rule => "---".to_owned(),
        Block::TypedTable(typed) => typed_table(manuscript, typed),
        Block::Table(found) => table(manuscript, found),
        Block::Illustration(figure) => {
            let path = format!("charts/{}.{}.svg", figure.name, manuscript.language);
            let caption = markdown_text(&figure.caption(manuscript.language));
            format!("![{caption}]({path})")
        }
        Block::Notices(found) => notices(manuscript, found),
        Block::Sources(documents) => sources_list(manuscript, documents),
    }
}

/// Text between fences that are longer than any in it.
fn fenced(text: &str) -> String {
    let runs = text.split(|sign| sign != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default().max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

fn list(manuscript: &Manuscript, start: Option<u64>, items: &[Vec<Block>]) -> String {
    let is_tight = items.iter().all(|item| item.len() <= 1);
    let items = items.iter().zip(start.unwrap_or_default()..).map(|(item, ordinal)| {
        let marker = if start.is_some() { format!("{ordinal}. ") } else { "- ".to_owned() };
        let margin = format!("\n{}", " ".repeat(marker.len()));
        let inside = blocks(manuscript, item).replace('\n', &margin);
        format!("{marker}{inside}").lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    });
    items.collect::<Vec<_>>().join(if is_tight { "\n" } else { "\n\n" })
}

/// A line of its own, whose beginning must not begin a list.
fn line(manuscript: &Manuscript, pieces: &[Inline]) -> String {
    let inside = inside_line(manuscript, pieces);
    match pieces.first() {
        Some(Inline::Text(words)) => {
            let rest = inside.get(markdown_words(words).len()..).unwrap_or_default();
            format!("{}{rest}", markdown_text(words))
        }
        Some(Inline::Number { place, unsigned }) => {
            let number = manuscript.number(*place).map_or("", |number| number.printed(*unsigned));
            let rest = inside.get(markdown_words(number).len()..).unwrap_or_default();
            format!("{}{rest}", markdown_text(number))
        }
        _ => inside,
    }
}

/// What does not begin a line.
fn inside_line(manuscript: &Manuscript, pieces: &[Inline]) -> String {
    pieces.iter().map(|piece| inline(manuscript, piece)).collect()
}

fn inline(manuscript: &Manuscript, piece: &Inline) -> String {
    let line = |pieces: &[Inline]| inside_line(manuscript, pieces);
    match piece {
        Inline::Text(words) => markdown_words(words),
        Inline::Number { place, unsigned } => manuscript
            .number(*place)
            .map_or_else(String::new, |number| markdown_words(number.printed(*unsigned))),
        Inline::Strong(text) => format!("**{}**", line(text)),
        Inline::Emphasis(text) => format!("*{}*", line(text)),
        Inline::Code(text) => {
            let text = seen_line(text);
            let runs = text.split(|sign| sign != '`').map(str::len);
            let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
            let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
            format!("{fence}{space}{text}{space}{fence}")
        }
        Inline::Link { address, text } => {
            format!("[{}](<{}>)", line(text), address.as_deref().unwrap_or("#"))
        }
        Inline::Picture { address, text } => {
            format!("![{}](<{}>)", line(text), address.as_deref().unwrap_or("#"))
        }
        Inline::LineBreak => "\\\n".to_owned(),
    }
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |", cells.into_iter().collect::<Vec<_>>().join(" | "))
}

fn typed_table(manuscript: &Manuscript, typed: &TypedTable) -> String {
    let cells = |cells: &[Vec<Inline>]| row(cells.iter().map(|cell| inside_line(manuscript, cell)));
    let rules = typed.alignments.iter().map(|alignment| match alignment {
        Alignment::Left => ":--".to_owned(),
        Alignment::Centre => ":-:".to_owned(),
        Alignment::Right => "--:".to_owned(),
    });
    let mut lines = vec![cells(&typed.head), row(rules)];
    lines.extend(typed.rows.iter().map(|found| cells(found)));
    lines.join("\n")
}

fn table(manuscript: &Manuscript, table: &Table) -> String {
    let language = manuscript.language;
    let unit = match language {
        _ if table.unit.is_empty() => String::new(),
        Language::Chinese => format!("（单位：{}）", table.unit),
        Language::English => format!(" (unit: {})", table.unit),
    };
    let mut lines = vec![
        format!("**{}**{}", markdown_text(&table.caption(language)), markdown_text(&unit)),
        String::new(),
        row(table.headings.iter().map(|heading| markdown_text(&heading.text))),
    ];
    let rule = |heading: &Heading| if heading.numbers { "--:" } else { ":--" }.to_owned();
    lines.push(row(table.headings.iter().map(rule)));
    lines.extend(
        table.rows.iter().map(|found| row(found.cells.iter().map(|cell| cell_text(manuscript, cell)))),
    );
    let below = |before: &str, words: &str| format!("{before}{}", markdown_text(words));
    let meanings = table.meanings_of_signs();
    if !meanings.is_empty() {
        lines.extend([String::new(), below("", &table_words::signs(&meanings, language))]);
    }
    for note in &table.notes {
        lines.extend([String::new(), below(table_words::note(language), note)]);
    }
    if !table.source.is_empty() {
        lines.extend([String::new(), below(table_words::source(language), &table.source)]);
    }
    lines.join("\n")
}

fn cell_text(manuscript: &Manuscript, cell: &Cell) -> String {
    match cell {
        Cell::Name(text) | Cell::Text(text) | Cell::Period(text) => markdown_text(text),
        Cell::Number(place) => {
            manuscript.number(*place).map_or_else(String::new, |number| markdown_text(&number.text))
        }
        Cell::Sparkline(line) => markdown_text(&line.signs),
        Cell::Empty => String::new(),
    }
}

fn notices(manuscript: &Manuscript, found: &Notices) -> String {
    let language = manuscript.language;
    if found.notices.is_empty() {
        return Notices::none(language).to_owned();
    }
    let mut lines: Vec<String> = found
        .notices
        .iter()
        .map(|notice| {
            format!(
                "- **{}** `{}` {} {} ({})",
                notice.severity(language),
                notice.rule.replace('`', ""),
                markdown_text(&notice.message),
                markdown_text(&notice.hint),
                markdown_text(&notice.named_cells(language)),
            )
        })
        .collect();
    if let Some(words) = found.more(language) {
        lines.push(format!("\n{words}"));
    }
    lines.join("\n")
}

fn sources_list(manuscript: &Manuscript, documents: &[Document]) -> String {
    let lines = documents.iter().map(|document| {
        let mut line = format!("- {}", markdown_text(&named(document, manuscript.language)));
        if let Some(url) = &document.url {
            line.push_str(&format!(" {}", markdown_link(url)));
        }
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every number with what it stands on.
fn origins(manuscript: &Manuscript) -> String {
    let heading = Localized::new("数字来源", "Where each number comes from");
    let mut lines =
        vec![String::new(), String::new(), format!("## {}", heading.get(manuscript.language)), String::new()];
    for (place, number) in manuscript.numbers.iter().enumerate().filter(|(_, number)| !number.is_missing()) {
        let formula = number.formula.as_ref().map(|formula| format!(" = {formula}")).unwrap_or_default();
        lines.push(format!(
            "{}. {}: {}{}",
            place + 1,
            markdown_text(&number.label),
            markdown_text(&number.text),
            markdown_text(&formula)
        ));
        for reading in &number.readings {
            let origin = &reading.figure.origin;
            lines.push(format!(
                "    - “{}” — {} — {} — {}",
                markdown_text(&reading.figure.quantity.printed),
                markdown_text(&named(&origin.document, manuscript.language)),
                markdown_text(&origin.cell.to_string()),
                origin.known_on
            ));
        }
    }
    lines.join("\n") + "\n"
}
