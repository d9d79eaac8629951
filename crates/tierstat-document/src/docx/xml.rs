//! The door to the parts of a package: every text becomes text there, whatever signs it holds.

use tierstat_model::seen_line;

/// A text as XML, in content as in attributes; signs that are not seen, which no XML could hold, are named.
pub(super) fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in seen_line(text).chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The first line of every part.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The names of the elements of a document's text.
pub(super) const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// The names of relationships in a document's text.
pub(super) const RELATIONSHIPS: &str =
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_text_whatever_signs_it_holds() {
        assert_eq!(text("<a b='\"'>&"), "&lt;a b=&#39;&quot;&#39;&gt;&amp;");
        assert_eq!(text("a\0b\u{1f}c\u{ffff}"), "a&lt;U+0000&gt;b&lt;U+001F&gt;c&lt;U+FFFF&gt;");
        assert_eq!(text("葛\u{E0100} 甲\u{1F600}"), "葛\u{E0100} 甲\u{1F600}");
    }
}
