//! Blocks and lines of a page.

use super::card::number;
use super::{figure, table};
use crate::escape::{html_link, html_text};
use crate::sources::named;
use crate::{Alignment, Block, Inline, Manuscript, Notices, TypedTable};
use tierstat_model::{Document, Localized};

/// Blocks under each other.
pub(super) fn blocks(manuscript: &Manuscript, blocks: &[Block]) -> String {
    blocks.iter().map(|found| block(manuscript, found)).collect::<Vec<_>>().join("\n")
}

fn block(manuscript: &Manuscript, block: &Block) -> String {
    let inlines = |pieces: &[Inline]| inlines(manuscript, pieces);
    match block {
        Block::Heading { level, id, text } => {
            format!("<h{level} id=\"{}\">{}</h{level}>", html_text(id), inlines(text))
        }
        Block::Paragraph(text) => format!("<p>{}</p>", inlines(text)),
        Block::List { start, items } => {
            let items: String = items
                .iter()
                .map(|item| match item.as_slice() {
                    [Block::Paragraph(text)] => format!("<li>{}</li>\n", inlines(text)),
                    item => format!("<li>{}</li>\n", blocks(manuscript, item)),
                })
                .collect();
            match start {
                None => format!("<ul>\n{items}</ul>"),
                Some(1) => format!("<ol>\n{items}</ol>"),
                Some(start) => format!("<ol start=\"{start}\">\n{items}</ol>"),
            }
        }
        Block::Quote(inside) => format!("<blockquote>\n{}\n</blockquote>", blocks(manuscript, inside)),
        Block::Code(text) => format!("<pre><code>{}</code></pre>", html_text(text)),
        Block::Rule => "<hr>".to_owned(),
        Block::TypedTable(typed) => typed_table(manuscript, typed),
        Block::Table(found) => table::table(manuscript, found),
        Block::Illustration(found) => figure::figure(manuscript.language, found),
        Block::Notices(found) => notices(manuscript, found),
        Block::Sources(documents) => sources_list(manuscript, documents),
    }
}

fn inlines(manuscript: &Manuscript, pieces: &[Inline]) -> String {
    pieces.iter().map(|piece| inline(manuscript, piece)).collect()
}

fn inline(manuscript: &Manuscript, piece: &Inline) -> String {
    let inlines = |pieces: &[Inline]| inlines(manuscript, pieces);
    let address = |address: &Option<String>| html_text(address.as_deref().unwrap_or("#"));
    match piece {
        Inline::Text(words) => html_text(words),
        Inline::Number { place, unsigned } => number(manuscript, *place, *unsigned),
        Inline::Strong(text) => format!("<strong>{}</strong>", inlines(text)),
        Inline::Emphasis(text) => format!("<em>{}</em>", inlines(text)),
        Inline::Code(text) => format!("<code>{}</code>", html_text(text)),
        Inline::Link { address: to, text } => format!("<a href=\"{}\">{}</a>", address(to), inlines(text)),
        Inline::Picture { address: to, text } => {
            let words = html_text(&Inline::plain(text, &manuscript.numbers));
            format!("<img src=\"{}\" alt=\"{words}\">", address(to))
        }
        Inline::LineBreak => "<br>\n".to_owned(),
    }
}

fn typed_table(manuscript: &Manuscript, typed: &TypedTable) -> String {
    let class = |place: usize| match typed.alignments.get(place) {
        Some(Alignment::Right) => " class=\"right\"",
        Some(Alignment::Centre) => " class=\"centre\"",
        Some(Alignment::Left) | None => "",
    };
    let row = |cells: &[Vec<Inline>], name: &str, scope: &str| -> String {
        let cells = cells.iter().enumerate().map(|(place, cell)| {
            format!("<{name}{scope}{}>{}</{name}>", class(place), inlines(manuscript, cell))
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let rows: String = typed.rows.iter().map(|cells| row(cells, "td", "")).collect();
    format!(
        "<div class=\"wide\"><table>\n<thead>{}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>",
        row(&typed.head, "th", " scope=\"col\"").trim_end()
    )
}

fn notices(manuscript: &Manuscript, found: &Notices) -> String {
    let language = manuscript.language;
    if found.notices.is_empty() {
        return format!("<p>{}</p>", Notices::none(language));
    }
    let mut markup = String::from("<ul class=\"findings\">\n");
    for notice in &found.notices {
        let cells: Vec<String> = notice.cells.iter().map(|cell| html_text(&cell.to_string())).collect();
        let count = Localized::new(format!("{} 个单元格", cells.len()), format!("cells: {}", cells.len()));
        markup.push_str(&format!(
            "<li class=\"{}\"><b>{}</b> <code>{}</code> {} <span class=\"hint\">{}</span><details><summary>{}</summary>{}</details></li>\n",
            notice.severity.name(),
            notice.severity(language),
            html_text(&notice.rule),
            html_text(&notice.message),
            html_text(&notice.hint),
            count.get(language),
            cells.join("<br>"),
        ));
    }
    markup.push_str("</ul>");
    if let Some(words) = found.more(language) {
        let words = words.replace("`tierstat check`", "<code>tierstat check</code>");
        markup.push_str(&format!("\n<p>{words}</p>"));
    }
    markup
}

fn sources_list(manuscript: &Manuscript, documents: &[Document]) -> String {
    let items: String = documents
        .iter()
        .map(|document| {
            let name = html_text(&named(document, manuscript.language));
            format!("<li>{}</li>\n", html_link(document.url.as_deref(), &name))
        })
        .collect();
    format!("<ul>\n{items}</ul>")
}
