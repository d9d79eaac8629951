//! A place in a folded text that moves forward as parts are recognised.

/// A text as characters in one form, and the place up to which it has been read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    characters: &'a [char],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Starts at a place in a text; beyond its end nothing is left.
    pub(crate) fn new(characters: &'a [char], at: usize) -> Self {
        Self { characters, at: at.min(characters.len()) }
    }

    /// How many characters have been read.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Whether all has been read.
    pub(crate) fn is_at_end(&self) -> bool {
        self.at >= self.characters.len()
    }

    /// What has not been read.
    pub(crate) fn rest(&self) -> &'a [char] {
        self.characters.get(self.at..).unwrap_or_default()
    }

    /// The next character, without reading it.
    pub(crate) fn peek(&self) -> Option<char> {
        self.peek_at(0)
    }

    /// The character `ahead` places further, without reading it.
    pub(crate) fn peek_at(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    /// The character before this place.
    pub(crate) fn before(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|place| self.characters.get(place)).copied()
    }

    /// The character two places before this one.
    pub(crate) fn before_that(&self) -> Option<char> {
        self.at.checked_sub(2).and_then(|place| self.characters.get(place)).copied()
    }

    /// Reads the next character if it is wanted.
    pub(crate) fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let character = self.peek().filter(|character| wanted(*character))?;
        self.at += 1;
        Some(character)
    }

    /// Reads a literal text if it comes next.
    pub(crate) fn eat(&mut self, literal: &str) -> bool {
        let length = literal.chars().count();
        let found =
            self.rest().len() >= length && literal.chars().eq(self.rest().iter().take(length).copied());
        if found {
            self.at += length;
        }
        found
    }

    /// Reads a word if it comes next; a word in Latin letters must end where letters end.
    #[inline]
    pub(crate) fn eat_word(&mut self, word: &str) -> bool {
        // Of the many words that are tried at each place few begin with what stands there.
        word.chars().next() == self.peek() && self.eat_whole_word(word)
    }

    fn eat_whole_word(&mut self, word: &str) -> bool {
        let start = self.at;
        if !self.eat(word) {
            return false;
        }
        let latin = word.chars().next_back().is_some_and(|last| last.is_ascii_alphabetic());
        if latin
            && self.peek().is_some_and(|next| next.is_alphabetic() && !super::characters::is_chinese(next))
        {
            self.at = start;
            return false;
        }
        true
    }

    /// Reads the first of several words that comes next; longer words must stand before their beginnings.
    pub(crate) fn eat_one<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        words.iter().find(|(word, _)| self.eat_word(word)).map(|(_, meaning)| *meaning)
    }

    /// Reads white space.
    pub(crate) fn skip_spaces(&mut self) {
        while self.take_if(|character| character == ' ').is_some() {}
    }

    /// Reads all ASCII digits that come next, if there are at least one and at most `most`.
    pub(crate) fn digits(&mut self, most: usize) -> Option<&'a [char]> {
        let digits = self.rest();
        let count = digits.iter().take_while(|character| character.is_ascii_digit()).count();
        if count == 0 || count > most {
            return None;
        }
        self.at += count;
        digits.get(..count)
    }
}
