//! Long texts where they are only named: a small file may point thousands of cells at one text of a whole page, and what
//! names that text each time must not repeat it.

use std::borrow::Cow;

/// What a message repeats of a text. In characters.
const IN_MESSAGE: usize = 120;
/// What the line of a mapping that a hint writes repeats of a label. In characters.
const IN_LINE: usize = 400;
/// What a record repeats of a label, title or note. In characters.
const IN_RECORD: usize = 200;
/// No name, word or unit line is longer; what is longer is running text, whose cells are not asked for one. In bytes.
const LONGEST_NAME: usize = 2_000;

/// A text as a message repeats it: cut, with `…` behind it, where it is long.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    cut(text, IN_MESSAGE)
}

/// A label as the line of a mapping that a hint writes repeats it, which is whole wherever it can be a name: cut, with `…`
/// behind it, where it is long.
pub(crate) fn line_excerpt(text: &str) -> Cow<'_, str> {
    cut(text, IN_LINE)
}

/// A text as a record repeats it: cut, with `…` behind it, where it is long.
pub(crate) fn record_excerpt(text: &str) -> Cow<'_, str> {
    cut(text, IN_RECORD)
}

/// Whether a text is too long to be a name.
pub(crate) fn is_no_name(text: &str) -> bool {
    text.len() > LONGEST_NAME
}

fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    // No character takes less than a byte.
    if text.len() <= longest {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(longest) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_says_so() {
        let long = "会员".repeat(200);
        assert_eq!(excerpt(&long).chars().count(), IN_MESSAGE + 1);
        assert!(excerpt(&long).ends_with("会员…"));
        assert_eq!(record_excerpt(&long).chars().count(), IN_RECORD + 1);
        assert_eq!(excerpt(&"会".repeat(IN_MESSAGE)), "会".repeat(IN_MESSAGE));
        assert!(!is_no_name("会员数") && is_no_name(&long.repeat(2)));
    }
}
