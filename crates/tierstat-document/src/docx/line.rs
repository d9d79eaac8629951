//! Lines: words, numbers and links as runs.

use super::run::{self, Emphases};
use super::writing::Writing;
use crate::escape::safe_link;
use crate::{Inline, may_be_followed};

/// The pieces of a line as runs.
pub(super) fn line(writing: &mut Writing<'_>, pieces: &[Inline], emphases: Emphases) -> String {
    pieces.iter().map(|piece| inline(writing, piece, emphases)).collect()
}

fn inline(writing: &mut Writing<'_>, piece: &Inline, emphases: Emphases) -> String {
    let language = writing.language();
    match piece {
        Inline::Text(words) => run::words(words, emphases, language),
        Inline::Number { place, unsigned } => number(writing, *place, *unsigned, emphases),
        Inline::Strong(text) => line(writing, text, emphases.strong()),
        Inline::Emphasis(text) => line(writing, text, Emphases { is_stressed: true, ..emphases }),
        Inline::Code(text) => run::words(text, Emphases { is_code: true, ..emphases }, language),
        Inline::Link { address, text } => {
            let target = address.as_deref().and_then(|address| target(writing, address));
            let style = Emphases { is_link: target.is_some() || emphases.is_link, ..emphases };
            let runs = line(writing, text, style);
            match target {
                // A link holds no other.
                Some(attribute) if !emphases.is_link => {
                    format!("<w:hyperlink {attribute} w:history=\"1\">{runs}</w:hyperlink>")
                }
                _ => runs,
            }
        }
        // It stands beside the report, not in it: its words lead there.
        Inline::Picture { address, text } => {
            let words = Inline::plain(text, &writing.manuscript.numbers);
            let link = Inline::Link { address: address.clone(), text: vec![Inline::Text(words)] };
            inline(writing, &link, emphases)
        }
        Inline::LineBreak => run::LINE_BREAK.to_owned(),
    }
}

/// A number under the bookmark by which its origin is found.
pub(super) fn number(writing: &mut Writing<'_>, place: usize, unsigned: bool, emphases: Emphases) -> String {
    let (manuscript, language) = (writing.manuscript, writing.language());
    let Some(number) = manuscript.number(place) else { return String::new() };
    let runs = run::number(number.printed(unsigned), emphases, language);
    let mark = writing.number_mark(place);
    writing.marked(&mark, &runs)
}

/// Words that lead to an address that may be followed; else the words alone.
pub(super) fn linked(writing: &mut Writing<'_>, address: &str, words: &str) -> String {
    let link = Inline::Link {
        address: safe_link(address).map(|link| link.into_owned()),
        text: vec![Inline::Text(words.to_owned())],
    };
    inline(writing, &link, Emphases::default())
}

/// Where a link leads, as an attribute: a bookmark of the document, or a relationship.
fn target(writing: &mut Writing<'_>, address: &str) -> Option<String> {
    if let Some(id) = address.strip_prefix('#') {
        return writing.anchors.name(id).map(|name| format!("w:anchor=\"{name}\""));
    }
    // What begins with two strokes names another computer, to which a word processor would go without asking.
    let beside = address.trim();
    if beside.is_empty() || beside.starts_with('/') || beside.contains('\\') || !may_be_followed(address) {
        return None;
    }
    let link = match safe_link(address) {
        Some(link) => link.into_owned(),
        None => in_bytes(beside),
    };
    Some(format!("r:id=\"{}\"", writing.link(link)))
}

/// The path of a file beside the document, with what an address cannot hold written by its bytes.
fn in_bytes(path: &str) -> String {
    let mut link = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => link.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'/' | b'?' | b'#' | b'=' | b'&' | b'%' | b'+' | b',' => {
                link.push(char::from(byte));
            }
            other => link.push_str(&format!("%{other:02X}")),
        }
    }
    link
}
