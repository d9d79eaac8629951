//! Lists: their signs and numbers, and the numbers of headings by GB/T 9704.

use super::styles::HEADS;
use super::xml::{DECLARATION, MAIN};
use crate::PageLayout;

/// The list of items without numbers.
pub(super) const SIGNS: usize = 1;

/// The first list with numbers; each has its own.
const FIRST_NUMBERED: usize = 3;

/// How deep lists go; what is deeper stands at the deepest.
pub(super) const DEEPEST: usize = 8;

/// How far an item of a list stands from the left, in twentieths of a point.
pub(super) fn indent(layout: PageLayout, level: usize) -> usize {
    let step = match layout {
        PageLayout::Plain => 440,
        PageLayout::GongwenBody => 640,
    };
    step * (level + if layout == PageLayout::GongwenBody { 2 } else { 1 })
}

/// The lists of a document that have numbers, each with its level and its first number.
#[derive(Debug, Default)]
pub(super) struct Lists {
    numbered: Vec<(usize, u64)>,
}

impl Lists {
    /// A further list with numbers.
    pub(super) fn numbered(&mut self, level: usize, start: u64) -> usize {
        self.numbered.push((level.min(DEEPEST), start));
        FIRST_NUMBERED + self.numbered.len() - 1
    }

    /// The part of lists, with that of headings where their styles number them.
    pub(super) fn written(&self, layout: PageLayout, heads_numbered: bool) -> String {
        let hanging = indent(layout, 1) - indent(layout, 0);
        let level = |place: usize, format: &str, text: &str, words: &str| {
            format!(
                "<w:lvl w:ilvl=\"{place}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
                 <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"{hanging}\"/></w:pPr>{words}</w:lvl>",
                indent(layout, place)
            )
        };
        let latin = "<w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\" w:hint=\"default\"/></w:rPr>";
        let signs: String = ["•", "–", "•", "–", "•", "–", "•", "–", "•"]
            .iter()
            .enumerate()
            .map(|(place, sign)| level(place, "bullet", sign, latin))
            .collect();
        // At every depth the number that the text has.
        let numbers: String =
            (0..=DEEPEST).map(|place| level(place, "decimal", &format!("%{}.", place + 1), "")).collect();
        let kind = "<w:multiLevelType w:val=\"hybridMultilevel\"/>";
        let (of_heads, heads_list) = if heads_numbered {
            (
                format!(
                    "<w:abstractNum w:abstractNumId=\"2\"><w:multiLevelType w:val=\"multilevel\"/>{}</w:abstractNum>",
                    heads()
                ),
                format!("<w:num w:numId=\"{HEADS}\"><w:abstractNumId w:val=\"2\"/></w:num>"),
            )
        } else {
            (String::new(), String::new())
        };
        let mut written = format!(
            "{DECLARATION}<w:numbering {MAIN}><w:abstractNum w:abstractNumId=\"1\">{kind}{signs}</w:abstractNum>{of_heads}\
             <w:abstractNum w:abstractNumId=\"3\">{kind}{numbers}</w:abstractNum>\
             <w:num w:numId=\"{SIGNS}\"><w:abstractNumId w:val=\"1\"/></w:num>{heads_list}"
        );
        for (place, (level, start)) in self.numbered.iter().enumerate() {
            written.push_str(&format!(
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"3\"/><w:lvlOverride w:ilvl=\"{level}\">\
                 <w:startOverride w:val=\"{}\"/></w:lvlOverride></w:num>",
                FIRST_NUMBERED + place,
                start.min(&2_147_483_647)
            ));
        }
        written + "</w:numbering>"
    }
}

/// The levels of headings: 一、 （一） 1. （1）
fn heads() -> String {
    let levels = [
        ("chineseCountingThousand", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
    ];
    let levels = levels.iter().enumerate().map(|(place, (format, text))| {
        format!(
            "<w:lvl w:ilvl=\"{place}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:pStyle w:val=\"Heading{}\"/>\
             <w:suff w:val=\"nothing\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/></w:lvl>",
            place + 1
        )
    });
    levels.collect()
}
