//! Web pages, also those that are named as workbooks: their tables become sheets, their paragraphs lines.

use super::SheetCells;
use super::encoding::decode;
use super::flow::Flow;
use crate::prose::Line;
use crate::{IngestError, Limits};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use std::path::Path;

/// Elements whose text is not read.
const SILENT: [&[u8]; 6] = [b"script", b"style", b"head", b"noscript", b"template", b"select"];
/// Elements that end a line of text.
const BLOCKS: [&[u8]; 21] = [
    b"p",
    b"div",
    b"br",
    b"li",
    b"ul",
    b"ol",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"section",
    b"article",
    b"header",
    b"footer",
    b"blockquote",
    b"hr",
    b"caption",
    b"dd",
    b"dt",
];

/// Reads a page as far as it is well formed; end tags that are missing are implied as browsers imply them.
pub(super) fn read(
    path: &Path,
    content: &[u8],
    limits: &Limits,
) -> Result<(Vec<SheetCells>, Vec<Line>), IngestError> {
    let decoded = decode(path, content)?;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut flow = Flow::default();
    let mut silent: Option<Vec<u8>> = None;
    for token in Tokenizer::new_with_emitter(&decoded.text, emitter) {
        let Ok(token) = token;
        match (token, &silent) {
            (Token::EndTag(tag), Some(name)) if **tag.name == **name => silent = None,
            (_, Some(_)) => {}
            (Token::StartTag(tag), None) => {
                if SILENT.contains(&tag.name.as_slice()) && !tag.self_closing {
                    silent = Some(tag.name.to_vec());
                } else {
                    start(&mut flow, &tag);
                    flow.check(path, limits)?;
                }
            }
            (Token::EndTag(tag), None) => end(&mut flow, &tag.name),
            (Token::String(text), None) => flow.text(&String::from_utf8_lossy(&text)),
            (Token::Comment(_) | Token::Doctype(_) | Token::Error(_), None) => {}
        }
    }
    let (sheets, lines) = flow.finish();
    if sheets.is_empty() && lines.is_empty() {
        return Err(IngestError::Empty { path: path.to_owned() });
    }
    Ok((sheets, lines))
}

fn start(flow: &mut Flow, tag: &StartTag<()>) {
    match tag.name.as_slice() {
        b"table" => flow.open_table(),
        b"tr" => flow.open_row(),
        b"td" | b"th" => flow.open_cell(span(tag, b"rowspan"), span(tag, b"colspan")),
        name if BLOCKS.contains(&name) => flow.end_block(),
        _ => {}
    }
}

fn end(flow: &mut Flow, name: &[u8]) {
    match name {
        b"table" => flow.close_table(),
        b"td" | b"th" | b"tr" => flow.close_cell(),
        name if BLOCKS.contains(&name) => flow.end_block(),
        _ => {}
    }
}

fn span(tag: &StartTag<()>, name: &[u8]) -> u32 {
    let stated = tag.attributes.iter().find(|(key, _)| key.as_slice() == name).map(|(_, value)| value);
    stated.and_then(|value| String::from_utf8_lossy(value).trim().parse().ok()).unwrap_or(1)
}
