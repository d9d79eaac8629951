//! The scripts of a text: which parts are Chinese, which run from right to left.

use crate::right_to_left::is_right_to_left;

/// Whether a sign is written in Chinese.
pub(crate) fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Where the Chinese part that begins a text ends: figures and signs between two Chinese characters belong to it.
pub(crate) fn end_of_chinese(text: &str) -> usize {
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

/// Where the part that runs from right to left and begins a text ends: blanks, figures and signs inside it belong to it.
pub(crate) fn end_of_leftward(text: &str) -> usize {
    let mut end = 0;
    for (place, sign) in text.char_indices() {
        if is_right_to_left(sign) {
            end = place + sign.len_utf8();
        } else if sign.is_alphabetic() {
            break;
        }
    }
    end
}

/// Whether the first letter of a text says that its line runs from right to left.
pub(crate) fn line_runs_left(text: &str) -> bool {
    text.chars().find(|sign| is_right_to_left(*sign) || sign.is_alphabetic()).is_some_and(is_right_to_left)
}
