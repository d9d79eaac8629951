//! Numbers, and the card that says what one stands on: stored once, shown beside any standing of the number and in the appendix.

use super::page::Page;
use crate::Number;
use crate::escape::html_text;
use crate::language::{html_words, lang};
use crate::origins::id;
use std::fmt::Write;
use tierstat_model::{Figure, Reading};
use tierstat_words as words;

/// A number as a button that shows its card; the first standing of a number on the page has its id.
pub(super) fn number(page: &mut Page<'_>, place: usize, unsigned: bool) -> String {
    let Some(number) = page.manuscript.number(place) else { return String::new() };
    let own = if page.placed.insert(place) { format!("id=\"{}\" ", id(place)) } else { String::new() };
    let class = if number.is_missing() { " class=\"missing\"" } else { "" };
    format!(
        "<button {own}popovertarget=\"{}\"{class}>{}</button>",
        card_id(place),
        html_text(number.printed(unsigned))
    )
}

/// The id of the card of a number that stands on the page.
fn card_id(place: usize) -> String {
    format!("o{}", place + 1)
}

/// The card of every number; of one that stands nowhere on the page, its address leads to the card.
pub(super) fn cards(page: &Page<'_>) -> String {
    let mut cards = String::new();
    for (place, number) in page.manuscript.numbers.iter().enumerate() {
        let own = if page.placed.contains(&place) { card_id(place) } else { id(place) };
        let class = if number.is_missing() { " class=\"none\"" } else { "" };
        let _ = writeln!(
            cards,
            "<div popover id=\"{own}\"{class}><a href=\"#{}\">{}</a>{}</div>",
            id(place),
            html_words(&number.label, page.manuscript.language),
            card(page, number)
        );
    }
    cards
}

/// The rules by which a page without script shows the card of the number that its address names.
pub(super) fn addressed(page: &Page<'_>) -> String {
    let selectors: Vec<String> = page
        .placed
        .iter()
        .map(|place| format!("&:has(#{}:target) #{}", id(*place), card_id(*place)))
        .collect();
    if selectors.is_empty() {
        return String::new();
    }
    format!(":root:not(.script){{{}{{display:block;position-anchor:--addressed}}}}\n", selectors.join(","))
}

fn card(page: &Page<'_>, number: &Number) -> String {
    let mut card = String::new();
    if number.is_missing() {
        card.push_str(&line(page.words.no_number));
    }
    if let Some(formula) = &number.formula {
        card.push_str(&format!("<i>{} = {}</i>", html_text(formula), html_text(&number.text)));
    } else if !number.is_missing() && !prints(number) {
        card.push_str(&format!(" <b>{}</b>", html_text(&number.text)));
    }
    for reading in &number.readings {
        card.push_str(&stand(page, number, reading));
    }
    card
}

/// Whether the number stands in the words of its only source as it does in the report.
fn prints(number: &Number) -> bool {
    matches!(number.readings.as_slice(), [reading] if reading.figure.quantity.printed.contains(&number.text))
}

/// What a number stands on: print, document, cell, and what was not used.
fn stand(page: &Page<'_>, number: &Number, reading: &Reading) -> String {
    let figure = &reading.figure;
    let language = page.manuscript.language;
    let as_of = words::period(figure.period, language);
    let is_said = number.readings.len() == 1 && number.label.contains(&as_of);
    let as_of = if is_said { String::new() } else { format!(" {}", html_text(&as_of)) };
    let mut lines = printed(page, figure, &as_of);
    if let Some(bounds) = figure.quantity.bounds.filter(|bounds| bounds.as_point().is_none()) {
        lines.push_str(&named_line(page.words.bounds, &html_text(&bounds.to_string())));
    }
    if let Some(correction) = &figure.correction {
        lines.push_str(&named_line(page.words.correction, &html_words(&correction.reason, language)));
    }
    if !reading.behind.is_empty() {
        lines.push_str(&named_line(page.words.preferred, reading.rule.reason().get(language)));
        for other in &reading.behind {
            lines.push_str(&format!("<br><u>{}</u>{}", page.words.over, printed(page, other, "")));
        }
    }
    lines
}

/// What a source prints, and the cell, which leads to the source; the rules of the page put document, file and sheet before it.
///
/// HTML ends the paragraph where the next or its card ends: of thousands, each sign counts.
fn printed(page: &Page<'_>, figure: &Figure, as_of: &str) -> String {
    let place = page.places.id(figure);
    let printed = &figure.quantity.printed;
    format!(
        "<p><q{}>{}</q>{as_of}<a href=\"#{place}\">{}</a>",
        lang(printed, page.manuscript.language),
        html_text(printed),
        figure.origin.cell.a1(),
    )
}

/// A line of a card under a name, as a card has it by the thousand.
fn named_line(name: &str, markup: &str) -> String {
    format!("<br><u>{name}</u> {markup}")
}

/// A line of words.
pub(super) fn line(markup: &str) -> String {
    format!("<span class=\"line\">{markup}</span>")
}
