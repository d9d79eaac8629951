//! The doors to Markdown and HTML: texts of sources become text there, and their addresses links only where a link is safe.

use crate::right_to_left::{END_OF_ISOLATE, ISOLATE, isolated};
use std::borrow::Cow;
use tierstat_model::seen_line;

/// A text as Markdown in which nothing is read as markup, a link, HTML or the border of a table; unseen signs are named.
///
/// It is one line, which may begin a line.
#[must_use]
pub fn markdown_text(text: &str) -> String {
    let seen = seen_line(text);
    match block_marker(&seen) {
        None => words_of_markdown(&seen),
        marker => escaped_markdown(&seen, marker),
    }
}

/// The same where it does not begin a line.
#[must_use]
pub(crate) fn markdown_words(text: &str) -> String {
    words_of_markdown(&seen_line(text))
}

/// Words of which those from right to left do not turn the line.
fn words_of_markdown(seen: &str) -> String {
    isolated(seen, (ISOLATE, END_OF_ISOLATE), |part| escaped_markdown(part, None))
}

fn escaped_markdown(seen: &str, marker: Option<usize>) -> String {
    let mut escaped = String::with_capacity(seen.len());
    for (place, character) in seen.char_indices() {
        let is_markup =
            matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$');
        if is_markup || marker == Some(place) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The place of the sign by which a text would begin a list, a rule or a heading where it begins a line: `- a`, `---`, `1. a`.
fn block_marker(text: &str) -> Option<usize> {
    let place = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[place..];
    let signs: &[char] = if place > 0 { &['.', ')'] } else { &['-', '+', '='] };
    let after = rest.strip_prefix(signs)?;
    let is_rule = rest.chars().all(|sign| matches!(sign, '-' | '=' | ' '));
    (after.is_empty() || after.starts_with(' ') || (place == 0 && is_rule)).then_some(place)
}

/// An address as a link of Markdown; one that is no safe link is text.
pub(crate) fn markdown_link(address: &str) -> String {
    safe_link(address).map_or_else(|| markdown_text(address), |link| format!("<{link}>"))
}

/// A text as HTML in which nothing is read as markup, in content as in attributes; unseen signs are named.
#[must_use]
pub fn html_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in seen_line(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Markup as a link of HTML to an address; where that is no safe link, the markup alone.
pub(crate) fn html_link(address: Option<&str>, markup: &str) -> String {
    match address.and_then(safe_link) {
        Some(link) => format!("<a href=\"{}\">{markup}</a>", html_text(&link)),
        None => markup.to_owned(),
    }
}

/// An address that may be followed: http, https or mailto; what an address cannot hold is written by its bytes.
pub(crate) fn safe_link(address: &str) -> Option<Cow<'_, str>> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let is_known = ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    if !is_known || rest.trim_start_matches('/').is_empty() {
        return None;
    }
    let stays = |character: char| {
        character.is_ascii_graphic()
            && !matches!(character, '<' | '>' | '"' | '\'' | '\\' | '`' | '[' | ']' | '{' | '}' | '|' | '^')
    };
    if address.chars().all(stays) {
        return Some(Cow::Borrowed(address));
    }
    let mut link = String::with_capacity(address.len() + 16);
    for character in address.chars() {
        if stays(character) {
            link.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                link.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    Some(Cow::Owned(link))
}

/// Whether the target of a link that a person wrote into a text may be followed: it stays in the page or the folder, or is a
/// safe link.
#[must_use]
pub fn may_be_followed(target: &str) -> bool {
    // A browser drops controls and blanks before it looks for the scheme.
    let target: String =
        target.chars().filter(|character| !character.is_control() && !character.is_whitespace()).collect();
    let has_scheme = target.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    !has_scheme || safe_link(&target).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser};

    const TEXTS: [&str; 23] = [
        "<b a=\"1\">&'",
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "![a](http://x/y.png)",
        "<javascript:alert(1)>",
        "<https://a.b>",
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "2015.5",
        "12) item",
        "---",
        "===",
        "-",
        "-5.0%",
        "a | b",
        "~~gone~~ *em* _em_ `code`",
        "&lt;script&gt; &amp;",
        "[^1] [a][b] [a]: b",
        "\\ back \\*slash\\",
        "> quote",
        "$a$ and $$b$$",
    ];

    #[test]
    fn markdown_shows_every_text_as_it_is() {
        let options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
        for text in TEXTS {
            let written = markdown_text(text);
            let mut shown = String::new();
            for event in Parser::new_ext(&written, options) {
                match event {
                    Event::Text(part) => shown.push_str(&part),
                    Event::Start(pulldown_cmark::Tag::Paragraph) | Event::End(_) => {}
                    other => panic!("{text:?} became {other:?} by {written:?}"),
                }
            }
            assert_eq!(shown, text, "{written:?}");
        }
        assert_eq!(markdown_text("a\u{202e}\r\nb\0"), "a\\<U+202E\\>↵b\\<U+0000\\>");
    }

    #[test]
    fn html_shows_every_text_as_it_is() {
        assert_eq!(html_text(TEXTS[0]), "&lt;b a=&quot;1&quot;&gt;&amp;&#39;");
        assert_eq!(html_text("\u{1b}\u{200b}"), "&lt;U+001B&gt;&lt;U+200B&gt;");
    }

    #[test]
    fn only_safe_addresses_are_links() {
        for (address, link) in [
            ("https://a.b/c?d=e#f", Some("https://a.b/c?d=e#f")),
            ("HTTP://A", Some("HTTP://A")),
            ("mailto:a@b", Some("mailto:a@b")),
            ("https://例.中国/a b", Some("https://%E4%BE%8B.%E4%B8%AD%E5%9B%BD/a%20b")),
            ("https://a/><script>", Some("https://a/%3E%3Cscript%3E")),
            ("https://a/![b](c)", Some("https://a/!%5Bb%5D(c)")),
            ("javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            (" javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("httpx://a", None),
            ("http:", None),
            ("a.b", None),
            ("", None),
        ] {
            assert_eq!(safe_link(address).as_deref(), link, "{address:?}");
        }
        for (target, follows) in [
            ("#table-a", true),
            ("charts/a.csv", true),
            ("https://a", true),
            ("javascript:alert(1)", false),
            ("jav\tascript:alert(1)", false),
            ("vbscript:a", false),
            ("file:///etc", false),
        ] {
            assert_eq!(may_be_followed(target), follows, "{target:?}");
        }
    }
}
