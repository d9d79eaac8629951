//! Web pages, also those that are named as workbooks: their tables become sheets, their paragraphs lines.

use super::Line;
use super::SheetCells;
use super::block::Block;
use super::flow::Flow;
use super::superscript;
use crate::limits::MemoryBudget;
use crate::open::encoding::decode;
use crate::{IngestError, Limits};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use std::path::Path;
use tierstat_model::PassageForm;

/// Elements whose text is not read.
const SILENT: [&[u8]; 7] = [b"script", b"style", b"head", b"noscript", b"template", b"select", b"svg"];
/// Elements without content, which end where they begin.
const VOID: [&[u8]; 8] = [b"br", b"hr", b"img", b"input", b"link", b"meta", b"col", b"wbr"];
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
    Ok(flow(path, content, limits, false)?.finish())
}

/// The paragraphs and tables of a page in its order, without what is drawn.
pub(super) fn blocks(path: &Path, content: &[u8], limits: &Limits) -> Result<Vec<Block>, IngestError> {
    let (.., blocks) = flow(path, content, limits, true)?.finish_in_order();
    Ok(blocks)
}

/// Reads a page; where only what is written counts, without its drawings and the numbers that stand behind them.
fn flow(path: &Path, content: &[u8], limits: &Limits, only_written: bool) -> Result<Flow, IngestError> {
    let decoded = decode(path, content)?;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut flow = Flow::default();
    let mut memory = MemoryBudget::new(path, limits, content.len() as u64);
    // The element that is not read, and how many of its name are open inside it.
    // How many figures are open: drawings with their captions.
    let mut figures = 0_usize;
    let mut silent: Option<(Vec<u8>, usize)> = None;
    for token in Tokenizer::new_with_emitter(&decoded.text, emitter) {
        let Ok(token) = token;
        match (token, &mut silent) {
            (Token::EndTag(tag), Some((name, 0))) if **tag.name == **name => silent = None,
            (Token::EndTag(tag), Some((name, open))) if **tag.name == **name => *open -= 1,
            (Token::StartTag(tag), Some((name, open))) if **tag.name == **name => {
                // Scripts and the like do not nest.
                *open += usize::from(!tag.self_closing && !SILENT.contains(&tag.name.as_slice()));
            }
            (_, Some(_)) => {}
            (Token::StartTag(tag), None) => {
                figures += usize::from(tag.name.as_slice() == b"figure");
                let is_drawn = only_written
                    && (tag.name.as_slice() == b"svg" || (figures > 0 && tag.name.as_slice() == b"details"));
                let is_silent = is_drawn || SILENT.contains(&tag.name.as_slice()) || is_unseen(&tag);
                if is_silent && !tag.self_closing && !VOID.contains(&tag.name.as_slice()) {
                    silent = Some((tag.name.to_vec(), 0));
                } else {
                    start(&mut flow, &tag);
                    flow.check(path, limits, &mut memory)?;
                }
            }
            (Token::EndTag(tag), None) => {
                if tag.name.as_slice() == b"figure" {
                    figures = figures.saturating_sub(1);
                }
                end(&mut flow, &tag.name);
            }
            (Token::String(text), None) => flow.text(&String::from_utf8_lossy(&text)),
            (Token::Comment(_) | Token::Doctype(_) | Token::Error(_), None) => {}
        }
    }
    flow.close_tables();
    flow.check(path, limits, &mut memory)?;
    flow.end_block();
    if flow.is_empty() {
        return Err(IngestError::Empty { path: path.to_owned() });
    }
    Ok(flow)
}

/// Whether an element is not on the page until somebody asks for it: hidden, a popover, a tooltip.
fn is_unseen(tag: &StartTag<()>) -> bool {
    tag.attributes.iter().any(|(name, value)| match name.as_slice() {
        b"hidden" | b"popover" => true,
        b"role" => value.as_slice() == b"tooltip",
        _ => false,
    })
}

fn start(flow: &mut Flow, tag: &StartTag<()>) {
    match tag.name.as_slice() {
        b"table" => flow.open_table(),
        b"tr" => flow.open_row(),
        b"td" | b"th" => flow.open_cell(span(tag, b"rowspan"), span(tag, b"colspan")),
        b"sup" => flow.sign(superscript::OPEN),
        name if BLOCKS.contains(&name) => {
            flow.end_block();
            match name {
                [b'h', level @ b'1'..=b'6'] => flow.form(PassageForm::Heading(level - b'0')),
                b"li" => flow.form(PassageForm::Item),
                b"caption" => flow.form(PassageForm::Caption),
                _ => {}
            }
        }
        _ => {}
    }
}

fn end(flow: &mut Flow, name: &[u8]) {
    match name {
        b"table" => flow.close_table(),
        b"td" | b"th" | b"tr" => flow.close_cell(),
        b"sup" => flow.sign(superscript::CLOSE),
        name if BLOCKS.contains(&name) => flow.end_block(),
        _ => {}
    }
}

fn span(tag: &StartTag<()>, name: &[u8]) -> u32 {
    let stated = tag.attributes.iter().find(|(key, _)| key.as_slice() == name).map(|(_, value)| value);
    stated.and_then(|value| String::from_utf8_lossy(value).trim().parse().ok()).unwrap_or(1)
}
