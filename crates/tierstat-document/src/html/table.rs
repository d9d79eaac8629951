//! Tables on a page.

use super::card::number;
use super::download;
use super::page::Page;
use crate::escape::html_text;
use crate::language::{html_words, lang};
use crate::scripts::is_chinese;
use crate::{Cell, Grid, Number, RowKind, Table, table_words};

/// A table of figures with its caption, unit, notes and sources.
pub(super) fn table(page: &mut Page<'_>, table: &Table) -> String {
    let language = page.manuscript.language;
    let caption = table.caption(language);
    let id = page.own_id(&format!("table-{}", table.name));
    let mut markup = format!(
        "<div class=\"table\">\n<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\"><table id=\"{1}\">\n<caption>{2}",
        html_text(&caption),
        html_text(&id),
        html_words(&caption, language)
    );
    if !table.unit.is_empty() {
        markup.push_str(&format!(
            "<span class=\"unit\">{}{}</span>",
            table_words::unit(language),
            html_text(&table.unit)
        ));
    }
    markup.push_str("</caption>\n<thead><tr>");
    for heading in &table.headings {
        let class = if heading.numbers { " class=\"right\"" } else { "" };
        markup.push_str(&format!("<th scope=\"col\"{class}>{}</th>", html_words(&heading.text, language)));
    }
    markup.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        markup.push_str(match row.kind {
            RowKind::Part => "<tr>",
            RowKind::Total => "<tr class=\"total\">",
        });
        for cell in &row.cells {
            markup.push_str(&match cell {
                Cell::Name(text) => {
                    let long = if is_long(text) { " class=\"long\"" } else { "" };
                    format!("<th scope=\"row\"{long}{}>{}</th>", lang(text, language), html_text(text))
                }
                Cell::Text(text) => format!("<td>{}</td>", html_words(text, language)),
                Cell::Period(text) => format!("<td class=\"whole\">{}</td>", html_words(text, language)),
                Cell::Number(place) => {
                    let key = key(page, *place);
                    format!("<td{key}>{}</td>", number(page, *place, false))
                }
                Cell::Sparkline(line) => format!("<td>{}</td>", line.svg),
                Cell::Empty => "<td></td>".to_owned(),
            });
        }
        markup.push_str("</tr>\n");
    }
    markup.push_str("</tbody>\n</table></div>\n");
    if !page.key.is_empty() && table.sparklines().next().is_some() {
        let key = table_words::marks(&std::mem::take(&mut page.key), language);
        markup.push_str(&format!("<p class=\"source\">{}</p>\n", html_words(&key, language)));
    }
    for note in &table.notes {
        markup.push_str(&format!(
            "<p class=\"source\">{}{}</p>",
            table_words::note(language),
            html_words(note, language)
        ));
    }
    if !table.source.is_empty() {
        markup.push_str(&format!(
            "<p class=\"source\">{}{}</p>",
            table_words::source(language),
            html_words(&table.source, language)
        ));
    }
    let file = format!("{}-{id}", page.manuscript.name);
    let link =
        download::link(&page.words, &file, &caption, Grid::of(table, page.manuscript, says_all).records());
    markup.push_str(&format!("<p class=\"take\">{link}</p>\n</div>"));
    markup
}

/// Whether the name of a row takes so much room that it may stand in several lines.
fn is_long(name: &str) -> bool {
    const LONGEST: usize = 20;
    name.chars().map(|sign| if is_chinese(sign) { 2 } else { 1 }).sum::<usize>() > LONGEST
}

/// What sorts a cell, where its print does not say it: a reader who sorts has a script, which reads plain numbers and percentages itself.
fn key(page: &Page<'_>, place: usize) -> String {
    let Some(number) = page.manuscript.number(place) else { return String::new() };
    let Some(lower) = number.bounds.and_then(|bounds| bounds.lower_value()) else { return String::new() };
    let plain = number.text.replace(',', "");
    let (plain, scale) = plain.strip_suffix('%').map_or((plain.as_str(), 1.0), |share| (share, 100.0));
    let is_read =
        plain.parse::<f64>().is_ok_and(|read| (read - lower * scale).abs() <= 0.06 + read.abs() * 1e-6);
    if is_read { String::new() } else { format!(" data-key=\"{lower}\"") }
}

/// Whether any program reads the value of a number from its print.
fn says_all(number: &Number) -> bool {
    number.bounds.and_then(|bounds| bounds.as_point()) == number.text.parse().ok()
}
