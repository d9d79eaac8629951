//! Words as the typesetter reads them.

use std::fmt::Write;

/// Words as a literal, which can never be read as anything but words.
pub(crate) fn literal(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 2);
    text.push('"');
    for sign in words.chars() {
        match sign {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => text.push(' '),
            sign if sign.is_control() => {
                let _ = write!(text, "\\u{{fffd}}");
            }
            sign => text.push(sign),
        }
    }
    text.push('"');
    text
}

/// A list of arguments; each stands on its own.
pub(crate) fn arguments(items: impl IntoIterator<Item = String>) -> String {
    let mut text = String::from("(");
    for item in items {
        text.push_str(&item);
        text.push(',');
    }
    text.push(')');
    text
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn no_words_end_their_literal() {
        assert_eq!(literal("a\"b\\c#[x]$"), "\"a\\\"b\\\\c#[x]$\"");
        assert_eq!(literal("a\u{0}\nb"), "\"a\\u{fffd} b\"");
    }
}
