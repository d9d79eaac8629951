//! Tables on a page.

use super::card::number;
use super::download;
use super::language::{html_words, lang};
use super::page::Page;
use crate::escape::html_text;
use crate::{Cell, RowKind, Table};

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
            page.words.unit,
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
                    format!("<th scope=\"row\"{}>{}</th>", lang(text, language), html_text(text))
                }
                Cell::Text(text) => format!("<td>{}</td>", html_words(text, language)),
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
    for note in &table.notes {
        markup.push_str(&format!(
            "<p class=\"source\">{}{}</p>",
            page.words.note,
            html_words(note, language)
        ));
    }
    if !table.source.is_empty() {
        markup.push_str(&format!(
            "<p class=\"source\">{}{}</p>",
            page.words.source,
            html_words(&table.source, language)
        ));
    }
    let file = format!("{}-{id}", page.manuscript.name);
    let link = download::link(&page.words, &file, &caption, records(page, table));
    markup.push_str(&format!("<p class=\"take\">{link}</p>\n</div>"));
    markup
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

/// The rows of a table for other programs: each number as printed, and where it is rough or rounded its value or bounds.
fn records(page: &Page<'_>, table: &Table) -> Vec<Vec<String>> {
    let words = &page.words;
    let number = |cell: Option<&Cell>| match cell {
        Some(Cell::Number(place)) => page.manuscript.number(*place),
        _ => None,
    };
    let column = |place: usize| table.rows.iter().filter_map(move |row| number(row.cells.get(place)));
    let kinds: Vec<Values> = (0..table.headings.len())
        .map(|place| {
            let mut all = column(place).filter_map(|number| Some((number.bounds?, &number.text))).peekable();
            if all.peek().is_none() {
                return Values::None;
            }
            let all: Vec<_> = all.collect();
            if all.iter().any(|(bounds, _)| bounds.as_point().is_none()) {
                Values::Bounds
            } else if all.iter().all(|(bounds, text)| bounds.as_point() == text.parse().ok()) {
                Values::None
            } else {
                Values::Value
            }
        })
        .collect();
    let mut head = Vec::new();
    for (heading, kind) in table.headings.iter().zip(&kinds) {
        head.push(heading.text.clone());
        match kind {
            Values::None => {}
            Values::Value => head.push(words.value_of(&heading.text)),
            Values::Bounds => head.extend(words.bounds_of(&heading.text)),
        }
    }
    let mut records = vec![head];
    for row in &table.rows {
        let mut record = Vec::new();
        for (cell, kind) in row.cells.iter().zip(&kinds) {
            let found = number(Some(cell));
            record.push(match cell {
                Cell::Name(text) | Cell::Text(text) => text.clone(),
                Cell::Sparkline(line) => line.description.clone(),
                Cell::Number(_) => found.map_or_else(String::new, |number| number.text.clone()),
                Cell::Empty => String::new(),
            });
            let bounds = found.and_then(|number| number.bounds);
            let written = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
            let lower = written(bounds.and_then(|bounds| bounds.lower_value()));
            match kind {
                Values::None => {}
                Values::Value => record.push(lower),
                Values::Bounds => {
                    record.extend([lower, written(bounds.and_then(|bounds| bounds.upper_value()))]);
                }
            }
        }
        records.push(record);
    }
    records
}

/// What stands beside the prints of a column in the file of a table.
enum Values {
    /// The prints say it all.
    None,
    /// Each is a value.
    Value,
    /// Some are rough, so both bounds.
    Bounds,
}
