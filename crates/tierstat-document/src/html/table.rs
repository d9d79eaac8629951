//! Tables on a page.

use super::card::number;
use super::words::Words;
use crate::escape::html_text;
use crate::{Cell, Manuscript, RowKind, Table};

/// A table of figures with its caption, unit, notes and sources.
pub(super) fn table(manuscript: &Manuscript, table: &Table) -> String {
    let language = manuscript.language;
    let words = Words::of(language);
    let mut markup = format!(
        "<div class=\"wide\"><table id=\"table-{}\">\n<caption>{}",
        html_text(&table.name),
        html_text(&table.caption(language))
    );
    if !table.unit.is_empty() {
        markup.push_str(&format!("<span class=\"unit\">{}{}</span>", words.unit, html_text(&table.unit)));
    }
    markup.push_str("</caption>\n<thead><tr>");
    for heading in &table.headings {
        let class = if heading.numbers { " class=\"right\"" } else { "" };
        markup.push_str(&format!("<th scope=\"col\"{class}>{}</th>", html_text(&heading.text)));
    }
    markup.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        markup.push_str(match row.kind {
            RowKind::Part => "<tr>",
            RowKind::Total => "<tr class=\"total\">",
        });
        for cell in &row.cells {
            markup.push_str(&match cell {
                Cell::Name(text) => format!("<th scope=\"row\">{}</th>", html_text(text)),
                Cell::Text(text) => format!("<td>{}</td>", html_text(text)),
                Cell::Number(place) => {
                    format!("<td class=\"right\">{}</td>", number(manuscript, *place, false))
                }
                Cell::Line { svg, .. } => format!("<td>{svg}</td>"),
                Cell::Empty => "<td></td>".to_owned(),
            });
        }
        markup.push_str("</tr>\n");
    }
    markup.push_str("</tbody>\n</table>");
    for note in &table.notes {
        markup.push_str(&format!("<p class=\"source\">{}{}</p>", words.note, html_text(note)));
    }
    if !table.source.is_empty() {
        markup.push_str(&format!("<p class=\"source\">{}{}</p>", words.source, html_text(&table.source)));
    }
    markup.push_str("</div>");
    markup
}
