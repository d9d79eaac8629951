//! Blocks and lines of a page.

use super::card::number;
use super::contents::{Entry, entry};
use super::page::Page;
use super::{download, figure, findings, table};
use crate::escape::{html_link, html_text};
use crate::language::{html_words, lang};
use crate::sources::named;
use crate::{Alignment, Block, Inline, TypedTable};
use tierstat_model::Document;

/// Blocks under each other, and their headings for the contents list.
pub(super) fn blocks(page: &mut Page<'_>, blocks: &[Block], entries: &mut Vec<Entry>) -> String {
    let markup: Vec<String> = blocks.iter().map(|found| block(page, found, entries)).collect();
    markup.join("\n")
}

fn block(page: &mut Page<'_>, block: &Block, entries: &mut Vec<Entry>) -> String {
    match block {
        Block::Heading { level, id, text } => {
            let own = page.own_id(id);
            entries.extend(entry(page, block, &own));
            format!("<h{level} id=\"{}\">{}</h{level}>", html_text(&own), inlines(page, text))
        }
        Block::Paragraph(text) => format!("<p>{}</p>", inlines(page, text)),
        Block::List { start, items } => {
            let items: String = items
                .iter()
                .map(|item| match item.as_slice() {
                    [Block::Paragraph(text)] => format!("<li>{}</li>\n", inlines(page, text)),
                    item => format!("<li>{}</li>\n", blocks(page, item, entries)),
                })
                .collect();
            match start {
                None => format!("<ul>\n{items}</ul>"),
                Some(1) => format!("<ol>\n{items}</ol>"),
                Some(start) => format!("<ol start=\"{start}\">\n{items}</ol>"),
            }
        }
        Block::Quote(inside) => format!("<blockquote>\n{}\n</blockquote>", blocks(page, inside, entries)),
        Block::Code(text) => format!("<pre><code>{}</code></pre>", html_text(text)),
        Block::Rule => "<hr>".to_owned(),
        Block::TypedTable(typed) => typed_table(page, typed),
        Block::Table(found) => table::table(page, found),
        Block::Illustration(found) => figure::figure(page, found),
        Block::Notices(found) => findings::findings(page.manuscript.language, found),
        Block::Sources(documents) => sources_list(page, documents),
    }
}

fn inlines(page: &mut Page<'_>, pieces: &[Inline]) -> String {
    let mut markup = String::new();
    let text = |place: Option<usize>| match place.and_then(|place| pieces.get(place)) {
        Some(Inline::Text(words)) => words.as_str(),
        _ => "",
    };
    let is_number = |place: Option<usize>| {
        matches!(place.and_then(|place| pieces.get(place)), Some(Inline::Number { .. }))
    };
    for (place, piece) in pieces.iter().enumerate() {
        let (before, after) = (place.checked_sub(1), place.checked_add(1));
        match piece {
            // No line ends between a number and the brackets and stops that stand at it.
            Inline::Number { place: number, unsigned } => {
                let (_, opening) = opening(text(before));
                let (closing, _) = closing(text(after));
                let button = self::number(page, *number, *unsigned);
                if opening.is_empty() && closing.is_empty() {
                    markup.push_str(&button);
                } else {
                    let (opening, closing) = (html_text(opening), html_text(closing));
                    markup.push_str(&format!("<span class=\"whole\">{opening}{button}{closing}</span>"));
                }
            }
            Inline::Text(words) => {
                let rest = if is_number(before) { closing(words).1 } else { words.as_str() };
                let rest = if is_number(after) { opening(rest).0 } else { rest };
                markup.push_str(&html_words(rest, page.manuscript.language));
            }
            other => markup.push_str(&inline(page, other)),
        }
    }
    markup
}

/// A text before a number, parted before the opening brackets and quotes at its end.
fn opening(text: &str) -> (&str, &str) {
    let rest = text.trim_end_matches(['(', '[', '（', '《', '“', '‘', '「']);
    text.split_at(rest.len())
}

/// A text after a number, parted after the stops and closing brackets at its start.
fn closing(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches([
        ')', ']', '.', ',', ';', ':', '!', '?', '）', '》', '”', '’', '」', '，', '。', '；', '：', '、',
        '！', '？',
    ]);
    text.split_at(text.len() - rest.len())
}

fn inline(page: &mut Page<'_>, piece: &Inline) -> String {
    let address = |address: &Option<String>| html_text(address.as_deref().unwrap_or("#"));
    match piece {
        Inline::Text(words) => html_words(words, page.manuscript.language),
        Inline::Number { place, unsigned } => number(page, *place, *unsigned),
        Inline::Strong(text) => format!("<strong>{}</strong>", inlines(page, text)),
        Inline::Emphasis(text) => format!("<em>{}</em>", inlines(page, text)),
        Inline::Code(text) => format!("<code>{}</code>", html_text(text)),
        Inline::Link { address: to, text } => {
            format!("<a href=\"{}\">{}</a>", address(to), inlines(page, text))
        }
        Inline::Picture { address: to, text } => {
            let words = html_text(&Inline::plain(text, &page.manuscript.numbers));
            format!("<img src=\"{}\" alt=\"{words}\">", address(to))
        }
        Inline::LineBreak => "<br>\n".to_owned(),
    }
}

fn typed_table(page: &mut Page<'_>, typed: &TypedTable) -> String {
    page.typed += 1;
    let class = |place: usize| match typed.alignments.get(place) {
        Some(Alignment::Right) => " class=\"right\"",
        Some(Alignment::Centre) => " class=\"centre\"",
        Some(Alignment::Left) | None => "",
    };
    let mut row = |cells: &[Vec<Inline>], name: &str, scope: &str| -> String {
        let cells = cells
            .iter()
            .enumerate()
            .map(|(place, cell)| format!("<{name}{scope}{}>{}</{name}>", class(place), inlines(page, cell)));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let head = row(&typed.head, "th", " scope=\"col\"");
    let rows: String = typed.rows.iter().map(|cells| row(cells, "td", "")).collect();
    let manuscript = page.manuscript;
    let plain = |cells: &Vec<Vec<Inline>>| -> Vec<String> {
        cells.iter().map(|cell| Inline::plain(cell, &manuscript.numbers)).collect()
    };
    let what: Vec<String> = plain(&typed.head).into_iter().filter(|words| !words.is_empty()).collect();
    let what = html_text(&what.join(", "));
    let file = format!("{}-{}", manuscript.name, page.typed);
    let link =
        download::link(&page.words, &file, &what, std::iter::once(&typed.head).chain(&typed.rows).map(plain));
    format!(
        "<div class=\"table\">\n<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{what}\"><table>\n<thead>{}</thead>\n\
         <tbody>\n{rows}</tbody>\n</table></div>\n<p class=\"take\">{link}</p>\n</div>",
        head.trim_end()
    )
}

fn sources_list(page: &Page<'_>, documents: &[Document]) -> String {
    let language = page.manuscript.language;
    let items = documents.iter().map(|document| {
        let name = named(document, language);
        let markup = html_link(document.url.as_deref(), &html_text(&name));
        format!("<li{}>{markup}</li>\n", lang(&name, language))
    });
    format!("<ul class=\"sources\">\n{}</ul>", items.collect::<String>())
}
