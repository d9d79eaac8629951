//! Blocks under each other.

use super::heads::level;
use super::line::{line, linked};
use super::numbering::{DEEPEST, SIGNS, indent};
use super::paper::Orientation;
use super::paragraph::Paragraph;
use super::run::{self, Emphases};
use super::writing::Writing;
use super::{picture, table};
use crate::scripts::line_runs_left;
use crate::sources::named;
use crate::{Block, Inline, Notice, Notices};
use std::collections::BTreeSet;
use tierstat_model::Document;

/// Where blocks stand: in lists, in quotes, or in neither.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    lists: usize,
    quotes: usize,
    /// The list and level whose sign stands before the next paragraph.
    item: Option<(usize, usize)>,
}

impl Surroundings {
    /// How far what stands here is from the left.
    fn indent(self, writing: &Writing<'_>) -> usize {
        let quoted = self.quotes.min(DEEPEST) * 480;
        let listed = match self.lists.min(DEEPEST + 1).checked_sub(1) {
            Some(level) => indent(writing.layout, level),
            None => 0,
        };
        quoted + listed
    }
}

/// Blocks under each other; `tables` are the names of those that stood before.
pub(super) fn blocks(
    writing: &mut Writing<'_>,
    blocks: &[Block],
    surroundings: Surroundings,
    tables: &mut BTreeSet<String>,
) {
    let mut surroundings = surroundings;
    for found in blocks {
        block(writing, found, surroundings, tables);
        // The sign of an item stands before its first block alone.
        surroundings.item = None;
    }
}

fn block(writing: &mut Writing<'_>, block: &Block, around: Surroundings, tables: &mut BTreeSet<String>) {
    if !matches!(block, Block::Table(_) | Block::TypedTable(_)) {
        writing.turn(Orientation::Portrait);
    }
    // What is no paragraph leaves the sign of its item a line of its own.
    if around.item.is_some() && !matches!(block, Block::Paragraph(_)) {
        push(writing, String::new(), "", around);
    }
    match block {
        Block::Heading { level: of_text, id, text } => heading(writing, level(*of_text), id, text),
        Block::Paragraph(text) => {
            let runs = line(writing, text, Emphases::default());
            let plain = Inline::plain(text, &writing.manuscript.numbers);
            push(writing, runs, &plain, around);
        }
        Block::List { start, items } => {
            let level = around.lists.min(DEEPEST);
            let list = start.map_or(SIGNS, |start| writing.lists.numbered(level, start));
            for item in items {
                let inside = Surroundings { lists: around.lists + 1, item: Some((list, level)), ..around };
                if item.is_empty() {
                    push(writing, String::new(), "", inside);
                }
                blocks(writing, item, inside, tables);
            }
        }
        Block::Quote(inside) => {
            blocks(writing, inside, Surroundings { quotes: around.quotes + 1, item: None, ..around }, tables);
        }
        Block::Code(text) => {
            let mut paragraph = Paragraph::of("Code", run::typed(text));
            let indent = around.indent(writing);
            paragraph.indent = (indent > 0).then_some(indent);
            writing.push(paragraph);
        }
        Block::Rule => writing.push(Paragraph::of("Rule", String::new())),
        Block::TypedTable(typed) => table::typed_table(writing, typed),
        Block::Table(found) => {
            let is_again = !tables.insert(found.name.clone());
            table::table(writing, found, is_again);
        }
        Block::Illustration(found) => picture::chart(writing, found),
        Block::Notices(found) => notices(writing, found),
        Block::Sources(documents) => sources(writing, documents),
    }
}

/// The title of a document.
pub(super) fn title(writing: &mut Writing<'_>, id: &str, text: &[Inline]) {
    marked_heading(writing, "Title", id, text);
}

fn heading(writing: &mut Writing<'_>, level: usize, id: &str, text: &[Inline]) {
    let styles = ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6"];
    let style = styles.get(level - 1).copied().unwrap_or("Heading6");
    marked_heading(writing, style, id, text);
}

fn marked_heading(writing: &mut Writing<'_>, style: &'static str, id: &str, text: &[Inline]) {
    let runs = line(writing, text, Emphases::default());
    let runs = match writing.anchors.name(id).map(str::to_owned) {
        Some(anchor) => writing.marked(&anchor, &runs),
        None => runs,
    };
    let mut paragraph = Paragraph::of(style, runs);
    paragraph.is_leftward = line_runs_left(&Inline::plain(text, &writing.manuscript.numbers));
    writing.push(paragraph);
}

/// A paragraph where it stands; `plain` is what it says.
fn push(writing: &mut Writing<'_>, runs: String, plain: &str, around: Surroundings) {
    let style = match around {
        Surroundings { lists: 1.., .. } => "ListParagraph",
        Surroundings { quotes: 1.., .. } => "Quote",
        Surroundings { .. } => "BodyText",
    };
    let mut paragraph = Paragraph::of(style, runs);
    paragraph.item = around.item;
    // A sign stands where its list puts it.
    if around.item.is_none() && (around.quotes > 0 || around.lists > 0) {
        paragraph.indent = Some(around.indent(writing));
    }
    paragraph.is_leftward = line_runs_left(plain);
    writing.push(paragraph);
}

/// What the checks found, as a list.
fn notices(writing: &mut Writing<'_>, found: &Notices) {
    let (language, none) = (writing.language(), Emphases::default());
    if found.notices.is_empty() {
        let runs = run::words(Notices::none(language), none, language);
        writing.push(Paragraph::of("BodyText", runs));
        return;
    }
    for notice in &found.notices {
        let runs = notice_runs(writing, notice);
        push(writing, runs, &notice.message, item());
    }
    if let Some(words) = found.more(language) {
        let mut runs = String::new();
        for (place, part) in words.split('`').enumerate() {
            let emphases = Emphases { is_code: place % 2 == 1, ..none };
            runs.push_str(&run::words(part, emphases, language));
        }
        writing.push(Paragraph::of("BodyText", runs));
    }
}

fn notice_runs(writing: &Writing<'_>, notice: &Notice) -> String {
    let (language, none) = (writing.language(), Emphases::default());
    let words = |text: &str| run::words(text, none, language);
    let severity = run::words(notice.severity(language), none.strong(), language);
    let rule = run::words(&notice.rule, Emphases { is_code: true, ..none }, language);
    let mut runs =
        format!("{severity}{}{rule}{}", words(" "), words(&format!(" {} {}", notice.message, notice.hint)));
    if !notice.cells.is_empty() {
        runs.push_str(&words(&format!(" ({})", notice.named_cells(language))));
    }
    runs
}

/// The documents behind the numbers.
fn sources(writing: &mut Writing<'_>, documents: &[Document]) {
    let language = writing.language();
    for document in documents {
        let name = named(document, language);
        let runs = match &document.url {
            Some(url) => linked(writing, url, &name),
            None => run::words(&name, Emphases::default(), language),
        };
        push(writing, runs, &name, item());
    }
}

/// An item of a list without numbers.
fn item() -> Surroundings {
    Surroundings { lists: 1, quotes: 0, item: Some((SIGNS, 0)) }
}
