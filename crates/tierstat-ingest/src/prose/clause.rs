//! Sentences, as numbers and names are looked for in them.

use crate::names::spaced_with_places;

/// One sentence of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// As it is printed.
    pub(crate) original: String,
    /// Folded, with single spaces between Latin words only.
    pub(crate) characters: Vec<char>,
    /// Where each of those stands in the printed sentence, in characters.
    places: Vec<usize>,
}

impl Sentence {
    fn new(text: &str) -> Self {
        let (characters, places) = spaced_with_places(text);
        Self { original: text.to_owned(), characters, places }
    }

    /// A part as it is printed.
    pub(super) fn printed(&self, start: usize, end: usize) -> String {
        let first = self.places.get(start).copied().unwrap_or_default();
        let last = end.checked_sub(1).and_then(|last| self.places.get(last)).copied().unwrap_or(first);
        self.original.chars().skip(first).take(last + 1 - first).collect()
    }

    /// The end of the clause in which a place lies: the next comma, semicolon or full stop that parts no digits.
    pub(super) fn clause_end(&self, from: usize) -> usize {
        (from..self.characters.len()).find(|place| self.ends_clause(*place)).unwrap_or(self.characters.len())
    }

    /// The start of the clause in which a place lies.
    pub(super) fn clause_start(&self, before: usize) -> usize {
        (0..before).rev().find(|place| self.ends_clause(*place)).map_or(0, |place| place + 1)
    }

    fn ends_clause(&self, place: usize) -> bool {
        let digit = |place: Option<usize>| {
            place.and_then(|place| self.characters.get(place)).is_some_and(char::is_ascii_digit)
        };
        match self.characters.get(place) {
            Some(',' | '.' | ':') => !(digit(place.checked_sub(1)) && digit(Some(place + 1))),
            Some(
                '，' | '；' | ';' | '。' | '：' | '！' | '？' | '!' | '?' | '（' | '(' | '“' | '”' | '"',
            ) => true,
            _ => false,
        }
    }
}

/// The longest sentence that is read as one, in characters. A longer one is no sentence of a language but a list of its own, of which
/// each number would repeat the whole and look through it.
const LONGEST: usize = 1_000;
/// Where no clause ends, a part of it ends from here on between two characters of which neither belongs to a number, and from twice as
/// far on before any number; never within one.
const HARD_END: usize = 1_500;

/// The sentences of a line: each ends with a full stop or a tab, as between fields of a form, or where the line ends; one of more
/// than [`LONGEST`] characters also where a clause ends behind so many.
pub(crate) fn sentences(line: &str) -> Vec<Sentence> {
    let characters: Vec<(usize, char)> = line.char_indices().collect();
    let mut found = Vec::new();
    let (mut start, mut first) = (0, 0);
    for (index, (at, character)) in characters.iter().enumerate() {
        let next = characters.get(index + 1).map(|(_, next)| *next);
        let length = index - first;
        let is_of_number = |character: &char| character.is_ascii_digit() || matches!(character, '.' | ',');
        let parts_clauses = matches!(character, '，' | '；' | ';' | '、' | '：')
            || (*character == ',' && next.is_none_or(|next| !next.is_ascii_digit()));
        let ends = matches!(character, '。' | '！' | '？' | '!' | '?' | '\t')
            || (*character == '.' && next.is_none_or(char::is_whitespace))
            || (length >= LONGEST && parts_clauses)
            || (length >= HARD_END
                && !is_of_number(character)
                && (length >= 2 * HARD_END || !next.as_ref().is_some_and(is_of_number)));
        if ends {
            let end = at + character.len_utf8();
            found.push(Sentence::new(&line[start..end]));
            (start, first) = (end, index + 1);
        }
    }
    found.push(Sentence::new(&line[start..]));
    found.retain(|sentence| !sentence.characters.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_falls_into_sentences_and_those_into_clauses() {
        let found = sentences("甲有24个，乙有3.5万。There were 3,500 of them. Next.");
        let originals: Vec<&str> = found.iter().map(|sentence| sentence.original.trim()).collect();
        assert_eq!(originals, ["甲有24个，乙有3.5万。", "There were 3,500 of them.", "Next."]);
        assert_eq!(found[0].clause_end(0), 5);
        assert_eq!(found[0].clause_start(8), 6);
        assert_eq!(found[1].printed(11, 16), "3,500");
        assert_eq!(sentences("订阅份数\t份").len(), 2);
    }

    #[test]
    fn a_sentence_without_an_end_falls_into_clauses_and_no_number_is_cut() {
        let parts = sentences(&"甲12,345个、".repeat(2_000));
        assert!(parts.len() > 10 && parts.iter().all(|part| part.original.ends_with("个、")));
        let parts = sentences(&"中12345".repeat(2_000));
        let longest = parts.iter().map(|part| part.characters.len()).max();
        assert!(
            longest.is_some_and(|longest| longest <= 2 * HARD_END + 20),
            "{longest:?} in {}",
            parts.len()
        );
        let digits = sentences(&"1234567890".repeat(1_000));
        assert_eq!(digits.len(), 1, "a number is never cut");
    }
}
