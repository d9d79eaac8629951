//! DOCX: a document of Word, with real headings, captions, lists and tables, to be edited and signed (Office Open XML, ECMA-376).

mod anchors;
mod caption;
mod contents;
mod face;
mod field;
mod flow;
mod footer;
mod grid;
mod heads;
mod line;
mod numbering;
mod package;
mod paper;
mod paragraph;
mod picture;
mod properties;
mod run;
mod styles;
mod table;
mod words;
mod writing;
mod xml;

use self::face::FONTS;
use self::flow::Surroundings;
use self::footer::{Pages, footer};
use self::package::Parts;
use self::paper::{Orientation, Paper};
use self::writing::{Element, Writing};
use self::xml::{DECLARATION, MAIN, RELATIONSHIPS};
use crate::{Block, Manuscript, PageLayout};
use std::collections::BTreeSet;
use tierstat_model::Finding;

/// A document of Word, and what its writing saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Docx {
    /// The file.
    pub bytes: Vec<u8>,
    /// What a reader of its pages should know.
    pub findings: Vec<Finding>,
}

/// The manuscript as a document of Word: the same bytes for the same manuscript. `None` where it is larger than a file can be.
#[must_use]
pub fn docx(manuscript: &Manuscript, layout: PageLayout) -> Option<Docx> {
    let (heads, are_numbered) = heads::heads(manuscript, layout);
    let mut writing = Writing::of(manuscript, layout);
    // The title stands before the contents.
    let rest = match manuscript.blocks.split_first() {
        Some((Block::Heading { level: 1, id, text }, rest)) => {
            flow::title(&mut writing, id, text);
            rest
        }
        _ => manuscript.blocks.as_slice(),
    };
    let fills_page = contents::contents(&mut writing, &heads);
    let begin = writing.body.len();
    flow::blocks(&mut writing, rest, Surroundings::default(), &mut BTreeSet::new());
    if fills_page && let Some(Element::Paragraph(first)) = writing.body.get_mut(begin) {
        first.begins_page = true;
    }
    let mut body: String = writing
        .body
        .iter()
        .map(|element| match element {
            Element::Paragraph(paragraph) => paragraph.written(),
            Element::Other(markup) => markup.clone(),
        })
        .collect();
    body.push_str(&writing.paper().section(&writing.footers()));
    let width = Paper::of(layout, Orientation::Portrait).text_width();
    let parts = Parts {
        core: properties::core(manuscript),
        application: properties::application(),
        document: format!(
            "{DECLARATION}<w:document {MAIN} {RELATIONSHIPS} \
             xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
             xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
             xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>{body}</w:body></w:document>"
        ),
        styles: styles::styles(layout, manuscript.language, are_numbered, width),
        numbering: writing.lists.written(layout, are_numbered),
        settings: properties::settings(layout),
        fonts: fonts(),
        odd_footer: footer(layout, Pages::Odd),
        even_footer: footer(layout, Pages::Even),
        links: writing.links,
        pictures: writing.pictures,
    };
    Some(Docx { bytes: parts.packed()?, findings: writing.findings })
}

/// The fonts that the document names, and what may stand for each where it is missing.
fn fonts() -> String {
    let fonts = FONTS.iter().map(|(name, other)| {
        let other = other.map_or_else(String::new, |other| format!("<w:altName w:val=\"{other}\"/>"));
        format!("<w:font w:name=\"{name}\">{other}</w:font>")
    });
    format!("{DECLARATION}<w:fonts {MAIN}>{}</w:fonts>", fonts.collect::<String>())
}
