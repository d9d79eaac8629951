//! Packages read again: their parts as trees, and what must hold of every one.

use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// An element with what is inside it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    /// An attribute by its name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// All elements of a name inside, in order.
    pub(crate) fn all<'e>(&'e self, name: &'e str) -> Box<dyn Iterator<Item = &'e Element> + 'e> {
        Box::new(self.children.iter().flat_map(move |child| {
            let own = (child.name == name).then_some(child);
            own.into_iter().chain(child.all(name))
        }))
    }

    /// The texts of all elements of a name inside.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        self.all(name).map(|element| element.text.clone()).collect()
    }

    fn read(xml: &str, part: &str) -> Self {
        let mut reader = quick_xml::Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{part}: {error}")) {
                Event::Eof => break,
                Event::Start(start) => open.push(Self::named(&start)),
                Event::Empty(start) => {
                    let element = Self::named(&start);
                    open.last_mut().unwrap().children.push(element);
                }
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap_or_else(|| panic!("{part} ends too often")).children.push(element);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let name: &str = &reference;
                    let sign = reference.resolve_char_ref().unwrap().map(String::from);
                    let named = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
                    open.last_mut().unwrap().text.push_str(&sign.or(named).unwrap());
                }
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "{part} is not closed");
        open.pop().unwrap()
    }

    fn named(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        Self { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), ..Self::default() }
    }
}

/// A package with its parts.
pub(crate) struct Package {
    raw: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<String, Element>,
}

/// The properties of a paragraph in the order of the schema (ECMA-376 part 1, 17.3.1.26).
const PARAGRAPH: [&str; 16] = [
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:numPr",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:bidi",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:sectPr",
];

/// The properties of a run in the order of the schema (17.3.2.28).
const RUN: [&str; 17] = [
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:noProof",
    "w:color",
    "w:spacing",
    "w:sz",
    "w:szCs",
    "w:u",
    "w:shd",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:lang",
];

impl Package {
    /// Reads a package.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let (mut raw, mut parts) = (BTreeMap::new(), BTreeMap::new());
        for place in 0..archive.len() {
            let mut file = archive.by_index(place).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            if !name.ends_with(".png") {
                let xml = std::str::from_utf8(&content).unwrap();
                parts.insert(name.clone(), Element::read(xml, &name));
            }
            raw.insert(name, content);
        }
        Self { raw, parts }
    }

    /// A part as a tree.
    pub(crate) fn part(&self, name: &str) -> &Element {
        self.parts.get(name).unwrap_or_else(|| panic!("no {name}"))
    }

    /// A part as text.
    pub(crate) fn raw(&self, name: &str) -> &str {
        std::str::from_utf8(&self.raw[name]).unwrap()
    }

    /// How wide and high the first picture stands.
    pub(crate) fn picture_size(&self) -> (u64, u64) {
        let extent = self.part("word/document.xml").all("wp:extent").next().unwrap();
        let side = |name: &str| extent.attribute(name).unwrap().parse().unwrap();
        (side("cx"), side("cy"))
    }

    /// Holds what must hold of every package.
    pub(crate) fn expect_sound(&self) {
        let document = self.part("word/document.xml");
        for (name, part) in &self.parts {
            Self::expect_order(part, "w:pPr", &PARAGRAPH, name);
            Self::expect_order(part, "w:rPr", &RUN, name);
        }
        for paragraph in document.all("w:p") {
            let properties = paragraph.children.iter().filter(|child| child.name == "w:pPr").count();
            assert_eq!(properties, 1, "{paragraph:?}");
        }
        for cell in document.all("w:tc") {
            assert_eq!(cell.children.last().unwrap().name, "w:p", "a cell ends with a paragraph");
        }
        // Every id is given once, and every name that is used is given.
        let ids = |element: &str, attribute: &str| -> BTreeSet<String> {
            let all: Vec<String> =
                document.all(element).map(|found| found.attribute(attribute).unwrap().to_owned()).collect();
            let once: BTreeSet<String> = all.iter().cloned().collect();
            assert_eq!(once.len(), all.len(), "{element} {attribute}: {all:?}");
            once
        };
        let marks = ids("w:bookmarkStart", "w:id");
        assert_eq!(marks, ids("w:bookmarkEnd", "w:id"));
        let names = ids("w:bookmarkStart", "w:name");
        assert!(names.iter().all(|name| name.len() <= 40), "{names:?}");
        ids("wp:docPr", "id");
        assert!(
            document
                .all("wp:docPr")
                .all(|picture| picture.attribute("descr").is_some_and(|words| !words.is_empty()))
        );
        for link in document.all("w:hyperlink") {
            assert!(link.attribute("w:anchor").is_none_or(|anchor| names.contains(anchor)), "{link:?}");
        }
        let known = |part: &str, element: &str, attribute: &str| -> BTreeSet<String> {
            self.part(part)
                .all(element)
                .filter_map(|found| found.attribute(attribute))
                .map(str::to_owned)
                .collect()
        };
        let styles = known("word/styles.xml", "w:style", "w:styleId");
        for kind in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
            for used in document.all(kind) {
                assert!(styles.contains(used.attribute("w:val").unwrap()), "{used:?}");
            }
        }
        let lists = known("word/numbering.xml", "w:num", "w:numId");
        for used in document.all("w:numId") {
            assert!(lists.contains(used.attribute("w:val").unwrap()), "{used:?}");
        }
        let relationships = known("word/_rels/document.xml.rels", "Relationship", "Id");
        for element in ["w:hyperlink", "w:footerReference", "a:blip"] {
            for used in document.all(element) {
                for attribute in ["r:id", "r:embed"] {
                    assert!(
                        used.attribute(attribute).is_none_or(|id| relationships.contains(id)),
                        "{used:?}"
                    );
                }
            }
        }
        // Every field begins, parts and ends.
        let marks: Vec<&str> =
            document.all("w:fldChar").filter_map(|mark| mark.attribute("w:fldCharType")).collect();
        assert!(marks.chunks(3).all(|field| field == ["begin", "separate", "end"]), "{marks:?}");
        // Fields are not computed again when the document opens, and no part has a clock.
        assert!(self.raw("word/settings.xml").contains("<w:updateFields w:val=\"false\"/>"));
        assert!(!self.raw("docProps/core.xml").contains("dcterms"));
    }

    fn expect_order(part: &Element, name: &str, order: &[&str], file: &str) {
        for properties in part.all(name) {
            let places: Vec<usize> = properties
                .children
                .iter()
                .map(|child| {
                    let place = order.iter().position(|known| *known == child.name);
                    place.unwrap_or_else(|| panic!("{file}: {} in {name}", child.name))
                })
                .collect();
            assert!(places.is_sorted_by(|first, second| first < second), "{file}: {properties:?}");
        }
    }
}
