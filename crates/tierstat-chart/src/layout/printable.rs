//! Texts as they can be drawn.

use tierstat_model::Language;

/// A text without line breaks and control characters, and in English with straight quotes and plain dots: in
/// the Chinese fonts of the stack the others are as wide as an ideograph.
pub(crate) fn printable(text: &str, language: Language) -> String {
    let text = match language {
        Language::Chinese => text.to_owned(),
        Language::English => text.replace('…', "..."),
    };
    text.chars()
        .map(|character| match (language, character) {
            (_, '\n') => '\n',
            (_, character) if character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}') => ' ',
            (Language::English, '‘' | '’') => '\'',
            (Language::English, '“' | '”') => '"',
            (_, character) => character,
        })
        .collect()
}

/// A text on one line, for attributes and tooltips.
pub(crate) fn one_line(text: &str) -> String {
    printable(text, Language::Chinese).split_whitespace().collect::<Vec<_>>().join(" ")
}
