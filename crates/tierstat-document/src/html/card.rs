//! Numbers, and the card that says what one stands on.

use super::words::Words;
use crate::escape::{html_link, html_text};
use crate::origins::id;
use crate::sources::named;
use crate::{Manuscript, Number};
use tierstat_model::Reading;
use tierstat_words as words;

/// A number that takes the focus, with the card that then shows.
pub(super) fn number(manuscript: &Manuscript, place: usize, unsigned: bool) -> String {
    let Some(number) = manuscript.number(place) else { return String::new() };
    let (id, text) = (id(place), html_text(number.printed(unsigned)));
    let class = if number.bounds.is_none() { "number missing" } else { "number" };
    format!(
        "<span class=\"bound\"><span class=\"{class}\" role=\"button\" tabindex=\"0\" aria-describedby=\"{id}\">{text}</span>\
         <span class=\"card\" role=\"tooltip\" id=\"{id}\">{}</span></span>",
        card(manuscript, number)
    )
}

pub(super) fn card(manuscript: &Manuscript, number: &Number) -> String {
    let words = Words::of(manuscript.language);
    let mut card = format!("<b>{}</b>", html_text(&number.label));
    if number.bounds.is_none() {
        card.push_str(&line("", words.no_number));
    }
    if let Some(formula) = &number.formula {
        card.push_str(&line(words.formula, &format!("{} = {}", html_text(formula), html_text(&number.text))));
    }
    for reading in &number.readings {
        card.push_str(&stand(manuscript, &words, reading));
    }
    card
}

/// What a number stands on: document, cell, print, and what was not used.
fn stand(manuscript: &Manuscript, words: &Words, reading: &Reading) -> String {
    let figure = &reading.figure;
    let origin = &figure.origin;
    let mut lines = String::from("<span class=\"stand\">");
    lines.push_str(&line(words.printed, &format!("<q>{}</q>", html_text(&figure.quantity.printed))));
    if let Some(bounds) = figure.quantity.bounds.filter(|bounds| bounds.as_point().is_none()) {
        lines.push_str(&line(words.bounds, &html_text(&bounds.to_string())));
    }
    if let Some(correction) = &figure.correction {
        lines.push_str(&line(words.correction, &html_text(&correction.reason)));
    }
    lines.push_str(&line(words.document, &html_text(&named(&origin.document, manuscript.language))));
    lines.push_str(&line(words.cell, &html_text(&origin.cell.to_string())));
    lines.push_str(&line(words.as_of, &html_text(&words::period(figure.period, manuscript.language))));
    lines.push_str(&line(words.known_on, &origin.known_on.to_string()));
    if let Some(url) = origin.document.url.as_deref() {
        lines.push_str(&line(words.address, &html_link(Some(url), &html_text(url))));
    }
    if !reading.behind.is_empty() {
        lines.push_str(&line(words.preferred, reading.rule.reason().get(manuscript.language)));
        for other in &reading.behind {
            let document = named(&other.origin.document, manuscript.language);
            let text = format!("<q>{}</q> {}", html_text(&other.quantity.printed), html_text(&document));
            lines.push_str(&line(words.over, &text));
        }
    }
    lines.push_str("</span>");
    lines
}

pub(super) fn line(name: &str, markup: &str) -> String {
    if name.is_empty() {
        return format!("<span class=\"line\">{markup}</span>");
    }
    format!("<span class=\"line\"><i>{name}</i> {markup}</span>")
}
