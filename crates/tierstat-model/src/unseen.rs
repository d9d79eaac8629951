//! Signs that nobody sees and that change what is seen: controls, direction marks, signs of no width.

use std::borrow::Cow;

/// Whether a character is not seen where a text is shown, or changes how what stands around it is shown.
///
/// These are the controls (with tab and line ends), direction marks and overrides, signs of no width, fillers that look
/// blank, line and paragraph separators, tags and the two noncharacters that no XML may hold. Variation selectors choose
/// the shape of the sign before them and are no such signs.
#[must_use]
pub const fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{FFFE}'..='\u{FFFF}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// A text of several lines in which every [unseen](is_unseen) sign is named: `<U+001B>`. Tabs and line ends stay.
#[must_use]
pub fn seen_text(text: &str) -> Cow<'_, str> {
    named(text, |character| matches!(character, '\t' | '\n'))
}

/// A text as one line in which every [unseen](is_unseen) sign is named; line ends and tabs become `↵` and `⇥`.
#[must_use]
pub fn seen_line(text: &str) -> Cow<'_, str> {
    named(text, |_| false)
}

fn named(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(|character| is_unseen(character) && !stays(character)) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            // Both signs together are one line end.
            '\r' if characters.peek() == Some(&'\n') => {}
            _ if stays(character) || !is_unseen(character) => seen.push(character),
            '\n' => seen.push('↵'),
            '\t' => seen.push('⇥'),
            _ => seen.push_str(&format!("<U+{:04X}>", u32::from(character))),
        }
    }
    Cow::Owned(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_named() {
        assert_eq!(seen_text("\0\u{1b}[31mB\r\nX\ty\rz"), "<U+0000><U+001B>[31mB\nX\ty<U+000D>z");
        assert_eq!(seen_line("\u{1b}[31mB\r\nX\ty"), "<U+001B>[31mB↵X⇥y");
        assert_eq!(seen_line("a\u{202e}b\u{200b}c\u{feff}\u{9b}"), "a<U+202E>b<U+200B>c<U+FEFF><U+009B>");
    }

    #[test]
    fn what_is_seen_stays_and_is_not_copied() {
        for text in ["", "广东省 3500多", "é ü 한 عربي 葛\u{E0100} ☎\u{FE0F}", "a\u{a0}b\u{3000}c"]
        {
            assert!(matches!(seen_line(text), Cow::Borrowed(same) if same == text), "{text}");
        }
        assert!(matches!(seen_text("a\n\tb"), Cow::Borrowed(_)));
    }

    #[test]
    fn every_control_of_unicode_is_unseen() {
        for character in (0..=0xFFFF).filter_map(char::from_u32).filter(|character| character.is_control()) {
            assert!(is_unseen(character), "{character:?}");
        }
    }
}
