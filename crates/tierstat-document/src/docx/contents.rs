//! The lists at the beginning: contents, tables, charts, each a field with its result.
//!
//! They have no page numbers, which a word processor alone knows: the fields are marked as unfinished, so that it adds them.

use super::caption::sequence;
use super::field::{END, opening_of_unfinished};
use super::heads::Head;
use super::paragraph::Paragraph;
use super::run::{self, Emphases};
use super::words;
use super::writing::Writing;
use super::xml;
use crate::caption::{of_charts, of_tables};
use crate::{Block, Manuscript};
use std::collections::BTreeSet;

/// Fewer headings need no list.
const FEWEST_HEADINGS: usize = 3;
/// So few tables or charts need no list.
const FEW_CAPTIONS: usize = 3;
/// Lists of so few entries share their page with the text.
const FEW_ENTRIES: usize = 10;

/// An entry of a list: its style, what it says, and the bookmark that it leads to.
type Entry = (&'static str, String, Option<String>);

/// Writes the lists that the manuscript needs; tells whether they fill a page of their own.
pub(super) fn contents(writing: &mut Writing<'_>, heads: &[Head]) -> bool {
    let language = writing.language();
    let [of_heads, of_table, of_chart] = words::contents(language);
    let mut listed = 0;
    let entries: Vec<Entry> = heads
        .iter()
        .filter_map(|head| {
            let style = match head.level {
                1 => "TOC1",
                2 => "TOC2",
                3 => "TOC3",
                _ => return None,
            };
            let anchor = writing.anchors.name(&head.id).map(str::to_owned);
            Some((style, format!("{}{}", head.number, head.text), anchor))
        })
        .collect();
    if entries.len() >= FEWEST_HEADINGS {
        list(writing, of_heads, "TOC \\o \"1-3\" \\h \\z \\u", &entries, true);
        listed += entries.len();
    }
    let (tables, charts) = captions(writing.manuscript, writing);
    for (heading, kind, entries) in [(of_table, of_tables(), tables), (of_chart, of_charts(), charts)] {
        if entries.len() > FEW_CAPTIONS {
            let sequence = sequence(&kind, writing);
            list(writing, heading, &format!("TOC \\h \\z \\c \"{sequence}\""), &entries, false);
            listed += entries.len();
        }
    }
    listed > FEW_ENTRIES
}

/// A list under its heading.
fn list(writing: &mut Writing<'_>, heading: &str, instruction: &str, entries: &[Entry], is_contents: bool) {
    let language = writing.language();
    let none = Emphases::default();
    let mut markup = Paragraph::of("ContentsHeading", run::words(heading, none, language)).written();
    for (place, (style, text, anchor)) in entries.iter().enumerate() {
        let runs = run::words(text, none, language);
        let linked = match anchor {
            Some(anchor) => {
                format!(
                    "<w:hyperlink w:anchor=\"{}\" w:history=\"1\">{runs}</w:hyperlink>",
                    xml::text(anchor)
                )
            }
            None => runs,
        };
        let before = if place == 0 { opening_of_unfinished(instruction) } else { String::new() };
        let after = if place + 1 == entries.len() { END } else { "" };
        markup.push_str(&Paragraph::of(style, format!("{before}{linked}{after}")).written());
    }
    let markup = if is_contents {
        format!(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr>\
             <w:sdtContent>{markup}</w:sdtContent></w:sdt>"
        )
    } else {
        markup
    };
    writing.push_other(markup);
}

/// The captions of tables and of charts, each once, in order.
fn captions(manuscript: &Manuscript, writing: &Writing<'_>) -> (Vec<Entry>, Vec<Entry>) {
    let mut seen = BTreeSet::new();
    let (mut tables, mut charts) = (Vec::new(), Vec::new());
    let language = manuscript.language;
    let entry = |id: String, caption: String| -> Entry {
        ("TableofFigures", caption, writing.anchors.name(&id).map(str::to_owned))
    };
    let mut open: Vec<&Block> = manuscript.blocks.iter().rev().collect();
    while let Some(block) = open.pop() {
        match block {
            Block::Table(table) => {
                let id = format!("table-{}", table.name);
                if seen.insert(id.clone()) {
                    tables.push(entry(id, table.caption(language)));
                }
            }
            Block::Illustration(chart) => {
                let id = format!("chart-{}", chart.name);
                if seen.insert(id.clone()) {
                    charts.push(entry(id, chart.caption(language)));
                }
            }
            Block::List { items, .. } => open.extend(items.iter().flatten().rev()),
            Block::Quote(inside) => open.extend(inside.iter().rev()),
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Code(_)
            | Block::Rule
            | Block::TypedTable(_)
            | Block::Notices(_)
            | Block::Sources(_) => {}
        }
    }
    (tables, charts)
}
