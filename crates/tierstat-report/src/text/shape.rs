//! The shape of a template, looked at before the engine parses it.
//!
//! The engine descends once for each operator of a chain, each alternative of a condition and each list within a list, and a
//! chain without end would end the process. What it would descend into is counted here, in the characters of the template.

use crate::error::Excess;

/// Operators and brackets of one expression. A dozen numbers in one take a tenth of it.
const MOST_OPERATORS: usize = 400;
/// Operators and brackets in the values of all variables: lists that hold lists are made by way of them.
const MOST_IN_VARIABLES: usize = 1000;
/// Alternatives (`elif`) of one condition.
const MOST_ALTERNATIVES: usize = 200;
/// The engine tells lines and columns by sixteen bits.
const LAST_PLACE: usize = 65_000;

/// Of what a template has too much, with the line.
pub(super) fn excess(template: &str) -> Option<(usize, Excess)> {
    let mut sum = Sum::default();
    let mut place = Place { line: 1, column: 0 };
    let mut rest = template;
    while let Some(start) = opening(rest) {
        place.pass(&rest[..start]);
        let tag = tag(&rest[start..]);
        let found = sum.add(tag);
        let line = place.line;
        place.pass(tag);
        if let Some(found) = found {
            return Some((line, found));
        }
        if place.line > LAST_PLACE {
            return Some((line, Excess::Lines));
        }
        if place.column > LAST_PLACE {
            return Some((line, Excess::LineLength));
        }
        rest = &rest[start + tag.len()..];
    }
    None
}

/// Where the first tag begins.
fn opening(text: &str) -> Option<usize> {
    let mut braces = text.match_indices('{').map(|(at, _)| at);
    braces.find(|at| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#')))
}

/// Where a reader of the template is.
struct Place {
    line: usize,
    column: usize,
}

impl Place {
    fn pass(&mut self, text: &str) {
        match text.rsplit_once('\n') {
            Some((before, last)) => {
                self.line += before.matches('\n').count() + 1;
                self.column = last.chars().count();
            }
            None => self.column += text.chars().count(),
        }
    }
}

/// A tag from its opening to its end; one that never closes goes to the end of the text.
///
/// Brackets of the tag's own may end in the two characters that close it, and so may texts in it.
fn tag(text: &str) -> &str {
    if text.starts_with("{#") {
        return text.find("#}").map_or(text, |end| &text[..end + 2]);
    }
    let close = if text.starts_with("{{") { "}}" } else { "%}" };
    let (mut open, mut quote) = (0_usize, None);
    let mut characters = text.char_indices().skip(2);
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(quoted), _) if quoted == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, _) if open == 0 && text[at..].starts_with(close) => return &text[..at + 2],
            (None, '(' | '[' | '{') => open += 1,
            (None, ')' | ']' | '}') => open = open.saturating_sub(1),
            (None, _) => {}
        }
    }
    text
}

/// What was counted so far.
#[derive(Default)]
struct Sum {
    in_variables: usize,
    /// The alternatives of each condition that is not ended, the innermost last.
    alternatives: Vec<usize>,
}

impl Sum {
    fn add(&mut self, tag: &str) -> Option<Excess> {
        if tag.starts_with("{#") {
            return None;
        }
        let operators = operators(tag);
        if operators > MOST_OPERATORS {
            return Some(Excess::Operators);
        }
        let inside = tag[2..].trim_start_matches(['-', '+']).trim_start();
        match inside.split(|character: char| !character.is_ascii_alphabetic()).next() {
            Some("set" | "with") if tag.starts_with("{%") => {
                self.in_variables += operators;
                return (self.in_variables > MOST_IN_VARIABLES).then_some(Excess::Variables);
            }
            Some("if") => self.alternatives.push(0),
            Some("endif") => {
                self.alternatives.pop();
            }
            Some("elif") => {
                let count = self.alternatives.last_mut()?;
                *count += 1;
                return (*count > MOST_ALTERNATIVES).then_some(Excess::Alternatives);
            }
            Some(_) | None => {}
        }
        None
    }
}

/// The operators, opening brackets, dots and words that stand for operators, outside of texts.
fn operators(tag: &str) -> usize {
    const WORDS: [&str; 7] = ["not", "and", "or", "if", "else", "is", "in"];
    let (mut count, mut quote, mut word, mut before) = (0, None, String::new(), ' ');
    let mut characters = tag.chars().skip(2);
    while let Some(character) = characters.next() {
        let previous = std::mem::replace(&mut before, character);
        if quote.is_none() && (character.is_alphanumeric() || character == '_') {
            // A word that is longer than any of these is none of them.
            if word.len() < 8 {
                word.push(character);
            }
            continue;
        }
        count += usize::from(WORDS.contains(&word.as_str()));
        word.clear();
        match (quote, character) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(quoted), _) if quoted == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[' | '{' | '.' | '|' | '-' | '+' | '*' | '/' | '%' | '~' | '<' | '>' | '!') => {
                count += 1;
            }
            // The sign of a named argument is none.
            (None, '=') if previous == '=' => count += 1,
            (None, _) => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: Option<(usize, Excess)>) {
        let shown: String = template.chars().take(60).collect();
        assert_eq!(excess(template), expected, "{shown}");
    }

    #[test]
    fn chains_without_end_are_told_with_their_line() {
        for link in ["-", "not ", "+1+", ".a", "[0]", "()", "|string", " if 1 else ", " is a", "[", "(", "~"]
        {
            check(&format!("a\n{{{{ 1{} }}}}", link.repeat(1000)), Some((2, Excess::Operators)));
            check(&format!("a\n{{% if {}", link.repeat(1000)), Some((2, Excess::Operators)));
            check(&format!("{{{{ {{\"a\": {{}}}}{} }}}}", link.repeat(1000)), Some((1, Excess::Operators)));
        }
        check(
            &format!("{{% if 0 %}}\n{}{{% endif %}}", "{% elif 0 %}".repeat(300)),
            Some((2, Excess::Alternatives)),
        );
        check(&"{% set a = [a] %}\n".repeat(1000), Some((501, Excess::Variables)));
        check(&format!("{}{{{{ a }}}}", "x".repeat(70_000)), Some((1, Excess::LineLength)));
        check(&format!("{}{{{{ a }}}}", "x\n".repeat(70_000)), Some((70_001, Excess::Lines)));
    }

    #[test]
    fn what_people_write_is_not_too_much() {
        let number =
            "{{ figure(\"members\", tier=\"all\", at=\"latest\").words | or(\"not yet published\") }}\n";
        check(&number.repeat(5000), None);
        check(&"{% if a.missing %}—{% elif b %}{{ b }}{% else %}{{ a }}{% endif %}\n".repeat(3000), None);
        check(&"{% set a = figure(tier=\"all\", at=\"latest\") %}\n".repeat(200), None);
        check(&format!("{{% for a in [{}] %}}{{{{ a }}}}{{% endfor %}}", "\"11-2\", ".repeat(3000)), None);
        check(&format!("{{# {} #}}{{{{ \"{}\" }}}}", "-".repeat(5000), "(}} ".repeat(5000)), None);
        check(&"-".repeat(100_000), None);
        check("", None);
    }
}
