//! HTML: one self-contained page, in which every number is a button that shows its origin.

mod card;
mod contents;
mod download;
mod figure;
mod findings;
mod flow;
mod page;
mod places;
mod table;
mod words;

use self::page::Page;
use self::places::style_text;
use crate::escape::html_text;
use crate::{Block, Manuscript};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("page.css");

/// What a page without script lacks: searching, sorting, copying a link. It is the same on every page.
const SCRIPT: &str = include_str!("page.js");

/// The manuscript as one HTML page that needs nothing beside it.
#[must_use]
pub fn html(manuscript: &Manuscript) -> String {
    let mut page = Page::of(manuscript);
    let mut entries = Vec::new();
    // The title stands before the contents.
    let (title, rest) = match manuscript.blocks.split_first() {
        Some((title @ Block::Heading { level: 1, .. }, rest)) => {
            (flow::blocks(&mut page, std::slice::from_ref(title), &mut entries) + "\n", rest)
        }
        _ => (String::new(), manuscript.blocks.as_slice()),
    };
    let text = flow::blocks(&mut page, rest, &mut entries);
    let style = [
        STYLE,
        &format!("@page {{ @top-right {{ content: {}; }} }}\n", style_text(&manuscript.title)),
        &page.places.style(manuscript.language),
        &card::addressed(&page),
        &manuscript.drawing_style,
    ]
    .concat();
    let words = &page.words;
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{style}</style>\n\
         </head>\n<body>\n<a class=\"skip\" href=\"#main\">{}</a>\n<header>\n{title}<p class=\"how\">{}</p>\n</header>\n{}\
         <main id=\"main\" tabindex=\"-1\">\n{text}\n{}</main>\n<a class=\"leave\" href=\"#-\">{}</a>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        manuscript.language,
        policy(),
        html_text(&manuscript.title),
        words.skip,
        words.how,
        contents::contents(&page, &entries),
        appendix(&page),
        words.close,
    )
}

/// What the page may load and run: its own styles and its own script, known by its hash, and pictures that stand beside it; no form,
/// nothing from elsewhere.
fn policy() -> String {
    let hash = download::base64(&Sha256::digest(SCRIPT.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )
}

/// Every number with what it stands on: its card, which the page holds here alone, for print and for those who read on.
fn appendix(page: &Page<'_>) -> String {
    let (manuscript, words) = (page.manuscript, &page.words);
    if manuscript.numbers.is_empty() {
        return String::new();
    }
    format!(
        "<section class=\"appendix\" aria-labelledby=\"origins\">\n<h2 id=\"origins\">{}</h2>\n\
         <input type=\"checkbox\" id=\"origins-shown\" autocomplete=\"off\"> <label for=\"origins-shown\">{}</label>\n\
         <div class=\"cards\">\n{}</div>\n<h3>{}</h3>\n{}</section>\n",
        words.appendix,
        words.show_origins,
        card::cards(page),
        words.places,
        page.places.list(manuscript.language),
    )
}
