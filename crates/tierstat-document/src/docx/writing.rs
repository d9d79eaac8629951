//! What the writing of one document has at hand: the manuscript, and what of it is written.

use super::anchors::Anchors;
use super::numbering::Lists;
use super::paper::{Orientation, Paper};
use super::paragraph::Paragraph;
use crate::{Manuscript, PageLayout, Picture};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tierstat_model::{Finding, Language};

/// A part of the body.
pub(super) enum Element {
    Paragraph(Paragraph),
    /// Anything else, as XML.
    Other(String),
}

/// One document while it is written.
pub(super) struct Writing<'a> {
    pub(super) manuscript: &'a Manuscript,
    pub(super) layout: PageLayout,
    pub(super) body: Vec<Element>,
    pub(super) anchors: Anchors,
    pub(super) lists: Lists,
    pub(super) findings: Vec<Finding>,
    /// The targets of links, each once, by their relationship.
    pub(super) links: Vec<String>,
    /// The pictures, each once.
    pub(super) pictures: Vec<Arc<Picture>>,
    /// How the page lies at the end of the body so far.
    orientation: Orientation,
    /// The names of the bookmarks.
    marks: BTreeSet<String>,
    /// How many pictures are placed.
    placed: usize,
    /// How often each number stands.
    numbers: BTreeMap<usize, usize>,
    /// The last number that a sequence of captions came to.
    counts: BTreeMap<String, usize>,
}

impl<'a> Writing<'a> {
    pub(super) fn of(manuscript: &'a Manuscript, layout: PageLayout) -> Self {
        Self {
            manuscript,
            layout,
            body: Vec::new(),
            anchors: Anchors::of(manuscript),
            lists: Lists::default(),
            findings: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
            orientation: Orientation::Portrait,
            marks: BTreeSet::new(),
            placed: 0,
            numbers: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }

    pub(super) fn language(&self) -> Language {
        self.manuscript.language
    }

    /// The paper as it lies now.
    pub(super) fn paper(&self) -> Paper {
        Paper::of(self.layout, self.orientation)
    }

    pub(super) fn push(&mut self, paragraph: Paragraph) {
        self.body.push(Element::Paragraph(paragraph));
    }

    pub(super) fn push_other(&mut self, markup: String) {
        self.body.push(Element::Other(markup));
    }

    /// Turns the page for what follows; headings that lead to it go with it.
    pub(super) fn turn(&mut self, orientation: Orientation) {
        if self.orientation == orientation {
            return;
        }
        let section = self.paper().section(&self.footers());
        self.orientation = orientation;
        let is_led = |element: &Element| matches!(element, Element::Paragraph(found) if !found.leads());
        let end = self
            .body
            .iter()
            .rposition(|element| is_led(element) || matches!(element, Element::Other(_)))
            .map_or(0, |place| place + 1);
        match end.checked_sub(1).and_then(|place| self.body.get_mut(place)) {
            Some(Element::Paragraph(last)) if last.section.is_none() => last.section = Some(section),
            Some(_) => {
                let mut last = Paragraph::of("TableEnd", String::new());
                last.section = Some(section);
                self.body.insert(end, Element::Paragraph(last));
            }
            None => {}
        }
    }

    /// The footers of a section.
    pub(super) fn footers(&self) -> String {
        let odd = "<w:footerReference w:type=\"default\" r:id=\"rIdOdd\"/>";
        match self.layout {
            PageLayout::Plain => odd.to_owned(),
            PageLayout::GongwenBody => {
                format!("<w:footerReference w:type=\"even\" r:id=\"rIdEven\"/>{odd}")
            }
        }
    }

    /// Runs between the two ends of a bookmark; a name marks the first place that has it.
    pub(super) fn marked(&mut self, name: &str, runs: &str) -> String {
        if !self.marks.insert(name.to_owned()) {
            return runs.to_owned();
        }
        let mark = self.marks.len();
        format!("<w:bookmarkStart w:id=\"{mark}\" w:name=\"{name}\"/>{runs}<w:bookmarkEnd w:id=\"{mark}\"/>")
    }

    /// The name of the bookmark of a number's next standing: n12, n12_2.
    pub(super) fn number_mark(&mut self, place: usize) -> String {
        let standing = self.numbers.entry(place).and_modify(|count| *count += 1).or_insert(1);
        match *standing {
            1 => crate::origins::id(place),
            further => format!("{}_{further}", crate::origins::id(place)),
        }
    }

    /// The number of a further picture.
    pub(super) fn picture_number(&mut self) -> usize {
        self.placed += 1;
        self.placed
    }

    /// Whether the next caption of a sequence gets this number by counting on.
    pub(super) fn counts_on(&mut self, sequence: &str, ordinal: usize) -> bool {
        let before = self.counts.insert(sequence.to_owned(), ordinal).unwrap_or_default();
        before + 1 == ordinal
    }

    /// The relationship of a link's target.
    pub(super) fn link(&mut self, target: String) -> String {
        let place = self.links.iter().position(|known| *known == target).unwrap_or_else(|| {
            self.links.push(target);
            self.links.len() - 1
        });
        format!("rIdLink{}", place + 1)
    }

    /// The relationship of a picture.
    pub(super) fn picture(&mut self, picture: &Arc<Picture>) -> String {
        let known = self.pictures.iter().position(|known| Arc::ptr_eq(known, picture) || known == picture);
        let place = known.unwrap_or_else(|| {
            self.pictures.push(Arc::clone(picture));
            self.pictures.len() - 1
        });
        format!("rIdPicture{}", place + 1)
    }
}
