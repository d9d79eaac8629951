//! The list of contents, and the search beside it.

use super::page::Page;
use crate::escape::html_text;
use crate::{Block, Inline};
use std::fmt::Write;

/// A heading as the contents list has it.
pub(super) struct Entry {
    pub(super) level: u8,
    pub(super) id: String,
    pub(super) text: String,
}

/// The navigation of a page: its headings below the title, the appendix, and a search that only a script can serve.
pub(super) fn contents(page: &Page<'_>, entries: &[Entry]) -> String {
    let words = &page.words;
    let mut items = String::new();
    for entry in entries {
        let _ = writeln!(
            items,
            "<li class=\"level-{}\"><a href=\"#{}\">{}</a></li>",
            entry.level,
            html_text(&entry.id),
            html_text(&entry.text)
        );
    }
    if !page.manuscript.numbers.is_empty() {
        let _ =
            writeln!(items, "<li class=\"level-2 last\"><a href=\"#origins\">{}</a></li>", words.appendix);
    }
    format!(
        "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{0}</h2>\n<details><summary>{0}</summary>\n<ol>\n{items}</ol>\n</details>\n\
         <form role=\"search\" hidden data-none=\"{1}\" data-copy=\"{2}\" data-copied=\"{3}\" data-close=\"{4}\">\
         <label for=\"search\">{5}</label><input id=\"search\" type=\"search\" autocomplete=\"off\"><output for=\"search\"></output></form>\n</nav>\n",
        words.contents, words.nothing_found, words.copy, words.copied, words.close, words.search,
    )
}

/// The headings of the second and third level, in order, with the ids that the page gave them.
pub(super) fn entry(page: &Page<'_>, block: &Block, id: &str) -> Option<Entry> {
    match block {
        Block::Heading { level: level @ 2..=3, text, .. } => Some(Entry {
            level: *level,
            id: id.to_owned(),
            text: Inline::plain(text, &page.manuscript.numbers),
        }),
        _ => None,
    }
}
