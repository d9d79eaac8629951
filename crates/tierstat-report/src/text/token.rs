//! Tokens: how a number, a table or a chart stands in a text until the text is rendered.
//!
//! They are written with characters of Unicode's private use area, which no source prints and Markdown passes through.

use crate::binding::Binding;
use std::collections::BTreeSet;

const NUMBER: char = '\u{E000}';
const UNSIGNED: char = '\u{E001}';
const TABLE: char = '\u{E002}';
const CHART: char = '\u{E003}';
const FINDINGS: char = '\u{E004}';
const SOURCES: char = '\u{E005}';
const DISPUTES: char = '\u{E006}';
const DEFINITIONS: char = '\u{E007}';
const END: char = '\u{E00F}';
const STARTS: [char; 8] = [NUMBER, UNSIGNED, TABLE, CHART, FINDINGS, SOURCES, DISPUTES, DEFINITIONS];

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// A number, by the place of its binding.
    Number { place: usize, unsigned: bool },
    /// A table, by its name.
    Table(&'a str),
    /// A chart, by its name.
    Chart(&'a str),
    /// The list of findings, at most so many.
    Findings(usize),
    /// The list of sources.
    Sources,
    /// What sources say otherwise of the numbers of the report.
    Disputes,
    /// What the indicators of the report are.
    Definitions,
}

pub(crate) fn number(place: usize) -> String {
    format!("{NUMBER}{place}{END}")
}

pub(crate) fn unsigned_number(place: usize) -> String {
    format!("{UNSIGNED}{place}{END}")
}

pub(crate) fn table(name: &str) -> String {
    format!("{TABLE}{name}{END}")
}

pub(crate) fn chart(name: &str) -> String {
    format!("{CHART}{name}{END}")
}

pub(crate) fn findings(most: usize) -> String {
    format!("{FINDINGS}{most}{END}")
}

pub(crate) fn sources() -> String {
    format!("{SOURCES}{END}")
}

pub(crate) fn disputes() -> String {
    format!("{DISPUTES}{END}")
}

pub(crate) fn definitions() -> String {
    format!("{DEFINITIONS}{END}")
}

/// Whether a character begins or ends a token.
pub(super) fn is_reserved(character: char) -> bool {
    STARTS.contains(&character) || character == END
}

/// A character of tokens that is in none: what a function took from elsewhere would hide what stands behind it.
pub(super) fn stray(text: &str) -> Option<char> {
    let mut rest = text;
    while let Some(at) = rest.find(is_reserved) {
        let first = rest[at..].chars().next()?;
        let body = &rest[at + first.len_utf8()..];
        let inside = &body[..body.find(is_reserved).unwrap_or(body.len())];
        let is_place = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit());
        let is_sound = match first {
            NUMBER | UNSIGNED | FINDINGS => is_place,
            SOURCES | DISPUTES | DEFINITIONS => inside.is_empty(),
            TABLE | CHART => true,
            _ => false,
        };
        match body[inside.len()..].strip_prefix(END) {
            Some(after) if is_sound => rest = after,
            Some(_) | None => return Some(first),
        }
    }
    None
}

/// A text cut into its parts.
pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(STARTS) {
        let (before, token) = rest.split_at(start);
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        let kind = token.chars().next().unwrap_or(END);
        let body = &token[kind.len_utf8()..];
        let (argument, after) = body.split_once(END).unwrap_or((body, ""));
        rest = after;
        let place = argument.parse::<usize>();
        parts.extend(match (kind, place) {
            (NUMBER, Ok(place)) => Some(Part::Number { place, unsigned: false }),
            (UNSIGNED, Ok(place)) => Some(Part::Number { place, unsigned: true }),
            (FINDINGS, Ok(most)) => Some(Part::Findings(most)),
            (TABLE, _) => Some(Part::Table(argument)),
            (CHART, _) => Some(Part::Chart(argument)),
            (SOURCES, _) => Some(Part::Sources),
            (DISPUTES, _) => Some(Part::Disputes),
            (DEFINITIONS, _) => Some(Part::Definitions),
            _ => None,
        });
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// The places of the missing numbers that a text prints, each once, in order of place.
pub(super) fn missing(text: &str, bindings: &[Binding]) -> BTreeSet<usize> {
    let is_missing = |place: &usize| bindings.get(*place).is_some_and(Binding::is_missing);
    let places = parts(text).into_iter().filter_map(|part| match part {
        Part::Number { place, .. } => Some(place),
        _ => None,
    });
    places.filter(is_missing).collect()
}

/// A text with its numbers printed and everything else left out: for titles.
pub(crate) fn plain(text: &str, bindings: &[Binding]) -> String {
    plain_words(text, bindings).trim().to_owned()
}

/// The same with the blanks at its ends.
pub(crate) fn plain_words(text: &str, bindings: &[Binding]) -> String {
    parts(text)
        .into_iter()
        .filter_map(|part| match part {
            Part::Text(text) => Some(text),
            Part::Number { place, unsigned } => bindings
                .get(place)
                .map(|binding| if unsigned { binding.unsigned_text.as_str() } else { binding.text.as_str() }),
            Part::Table(_)
            | Part::Chart(_)
            | Part::Findings(_)
            | Part::Sources
            | Part::Disputes
            | Part::Definitions => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_apart_into_what_was_put_in() {
        let text = format!(
            "由{}家{}。\n{}{}{}{}",
            number(3),
            unsigned_number(4),
            table("a"),
            chart("b"),
            findings(9),
            sources()
        );
        assert_eq!(
            parts(&text),
            [
                Part::Text("由"),
                Part::Number { place: 3, unsigned: false },
                Part::Text("家"),
                Part::Number { place: 4, unsigned: true },
                Part::Text("。\n"),
                Part::Table("a"),
                Part::Chart("b"),
                Part::Findings(9),
                Part::Sources,
            ]
        );
        assert_eq!(stray(&text), None);
        assert_eq!(parts("none"), [Part::Text("none")]);
        assert_eq!(parts("\u{E000}never closed"), []);
    }

    #[test]
    fn a_character_of_tokens_that_is_in_none_is_found() {
        for text in [
            "\u{E000}never closed",
            "\u{E000}\u{E00F}",
            "a\u{E00F}b",
            "\u{E000}\u{E002}7\u{E00F}",
            "\u{E005}a\u{E00F}",
        ] {
            assert_eq!(stray(text), text.chars().find(|character| is_reserved(*character)), "{text:?}");
        }
        assert_eq!(stray("none"), None);
    }
}
