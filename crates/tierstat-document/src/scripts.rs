//! The scripts of a text: which parts are Chinese, which run from right to left.

use crate::right_to_left::{end_of_words, is_right_to_left};
use tierstat_model::Language;

/// Whether a sign is written in Chinese.
pub(crate) fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Where the Chinese part that begins a text ends: figures and signs between two Chinese characters belong to it.
fn end_of_chinese(text: &str) -> usize {
    let mut end = 0;
    for (place, sign) in text.char_indices() {
        if is_chinese(sign) {
            end = place + sign.len_utf8();
        } else if !(sign.is_ascii_digit() || matches!(sign, '.' | ',' | '%' | '《' | '》')) {
            break;
        }
    }
    end
}

/// Two words of letters at least: one may be a name or an abbreviation, which has no language.
pub(crate) fn has_latin_words(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|sign| sign.is_ascii_lowercase());
    text.split(|sign: char| !sign.is_alphanumeric()).filter(is_word).count() > 1
}

/// The script of a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// That of the text's language.
    Own,
    /// Chinese in an English text.
    Chinese,
    /// Latin words alone in a Chinese text.
    English,
    /// One that runs from right to left.
    Leftward,
}

/// A text in parts of one script each.
pub(crate) fn script_parts(text: &str, language: Language) -> Vec<(Script, &str)> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        // Only English has Chinese words set apart; in Chinese, each sign finds its font by itself.
        let (end, script) = if is_right_to_left(first) {
            // A number among such words belongs to them.
            (end_of_words(rest, char::is_alphabetic), Script::Leftward)
        } else if language == Language::English && is_chinese(first) {
            (end_of_chinese(rest), Script::Chinese)
        } else {
            let is_other =
                |sign: char| is_right_to_left(sign) || (language == Language::English && is_chinese(sign));
            let end = rest.find(is_other).unwrap_or(rest.len());
            let own = rest.get(..end).unwrap_or_default();
            let is_english =
                language == Language::Chinese && !own.chars().any(is_chinese) && has_latin_words(own);
            (end, if is_english { Script::English } else { Script::Own })
        };
        let (own, after) = rest.split_at(end.max(first.len_utf8()));
        parts.push((script, own));
        rest = after;
    }
    parts
}

/// Whether the first letter of a text says that its line runs from right to left.
pub(crate) fn line_runs_left(text: &str) -> bool {
    text.chars().find(|sign| is_right_to_left(*sign) || sign.is_alphabetic()).is_some_and(is_right_to_left)
}
