//! Styles: how every kind of paragraph and of words looks, named as word processors name their own.

use super::face::{Face, Faces};
use super::properties::tag;
use super::xml::{DECLARATION, MAIN};
use crate::PageLayout;
use tierstat_model::Language;

/// The part of styles.
pub(super) fn styles(layout: PageLayout, language: Language, heads_numbered: bool, width: usize) -> String {
    let sheet = Sheet { layout, language, faces: Faces::of(layout, language), heads_numbered, width };
    let styles = [sheet.paragraphs(), sheet.headings(), sheet.contents(), sheet.words(), sheet.tables()];
    format!(
        "{DECLARATION}<w:styles {MAIN}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val=\"{}\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{}</w:styles>",
        sheet.faces.body.written(""),
        // Latin words of a Chinese text are English until they are marked otherwise.
        tag(Language::English),
        styles.concat(),
    )
}

/// The indent of a first line, two characters wide.
const TWO_IN: &str = "w:firstLineChars=\"200\" w:firstLine=\"";

struct Sheet {
    layout: PageLayout,
    language: Language,
    faces: Faces,
    heads_numbered: bool,
    /// How wide the text is.
    width: usize,
}

impl Sheet {
    fn is_gongwen(&self) -> bool {
        self.layout == PageLayout::GongwenBody
    }

    /// A line every 29 points has room for 28 characters of 16 points, each a quarter point nearer.
    fn nearer(&self) -> &'static str {
        if self.is_gongwen() { "<w:spacing w:val=\"-5\"/>" } else { "" }
    }

    /// The indent of a first line of a face.
    fn first_line(&self, face: Face) -> String {
        format!("<w:ind {TWO_IN}{}\"/>", face.size * 20)
    }

    fn paragraphs(&self) -> String {
        let Faces { body, title, caption, table, table_head, small, code, footer, .. } = self.faces;
        let is_chinese = self.language == Language::Chinese;
        let indents = is_chinese || self.is_gongwen();
        let spacing = match (self.layout, self.language) {
            (PageLayout::GongwenBody, _) => "<w:spacing w:before=\"0\" w:after=\"0\"/>",
            (PageLayout::Plain, Language::Chinese) => {
                "<w:spacing w:after=\"60\" w:line=\"400\" w:lineRule=\"atLeast\"/>"
            }
            (PageLayout::Plain, Language::English) => {
                "<w:spacing w:after=\"140\" w:line=\"288\" w:lineRule=\"auto\"/>"
            }
        };
        let justified = if indents { "<w:jc w:val=\"both\"/>" } else { "" };
        let first_line = if indents { self.first_line(body) } else { String::new() };
        let item = if indents { "<w:jc w:val=\"left\"/>" } else { "<w:contextualSpacing/>" };
        // Lines of the same height, so that Chinese and Latin cells of a row stand on one line.
        let tight = format!(
            "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"30\" w:after=\"30\" w:line=\"{}\" w:lineRule=\"exact\"/>",
            table.size * 13
        );
        let note = "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"40\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>";
        let title_spacing = if self.is_gongwen() {
            "<w:spacing w:before=\"0\" w:after=\"580\"/>"
        } else {
            "<w:spacing w:before=\"240\" w:after=\"360\"/>"
        };
        let title_stand = if indents { "<w:jc w:val=\"center\"/>" } else { "" };
        let near = self.nearer();
        [
            format!(
                "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
                 <w:pPr>{spacing}</w:pPr><w:rPr>{}</w:rPr></w:style>",
                body.written("")
            ),
            style("BodyText", "Body Text", &format!("{spacing}{first_line}{justified}"), &body.written(near)),
            style(
                "Title",
                "Title",
                &format!("<w:keepNext/><w:keepLines/>{title_spacing}{title_stand}"),
                &title.written(""),
            ),
            style("ListParagraph", "List Paragraph", &format!("{spacing}{item}"), &body.written(near)),
            style("Quote", "Quote", &format!("{spacing}{justified}"), &body.written(near)),
            style(
                "Code",
                "Code",
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/><w:snapToGrid w:val=\"0\"/>\
                 <w:spacing w:before=\"120\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>",
                &code.written("<w:noProof/>"),
            ),
            style(
                "Rule",
                "Rule",
                "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"808080\"/></w:pBdr><w:snapToGrid w:val=\"0\"/>\
                 <w:spacing w:before=\"120\" w:after=\"240\" w:line=\"240\" w:lineRule=\"auto\"/>",
                "",
            ),
            style(
                "Caption",
                "caption",
                &format!(
                    "<w:keepLines/><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"200\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>{title_stand}"
                ),
                &caption.written(""),
            ),
            style(
                "TableUnit",
                "Table Unit",
                &format!("<w:keepNext/>{note}<w:jc w:val=\"right\"/>"),
                &small.written(""),
            ),
            style("TableText", "Table Text", &tight, &table.written("")),
            style("TableHead", "Table Head", &tight, &table_head.written("")),
            style("TableNote", "Table Note", &format!("<w:keepLines/>{note}"), &small.written("")),
            style(
                "TableEnd",
                "Table End",
                "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"120\" w:line=\"120\" w:lineRule=\"exact\"/>",
                "",
            ),
            style(
                "Figure",
                "Figure",
                "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"200\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>\
                 <w:jc w:val=\"center\"/>",
                "",
            ),
            style(
                "Footer",
                "footer",
                &format!(
                    "<w:snapToGrid w:val=\"0\"/>{}<w:jc w:val=\"center\"/>",
                    if self.is_gongwen() {
                        "<w:spacing w:line=\"280\" w:lineRule=\"exact\"/>"
                    } else {
                        "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>"
                    }
                ),
                &footer.written(""),
            ),
        ]
        .concat()
    }

    fn headings(&self) -> String {
        let mut written = String::new();
        for (place, face) in self.faces.headings.into_iter().enumerate() {
            let level = place + 1;
            let numbering = if self.heads_numbered && place < 4 {
                format!("<w:numPr><w:ilvl w:val=\"{place}\"/><w:numId w:val=\"{HEADS}\"/></w:numPr>")
            } else {
                String::new()
            };
            let spacing = match (self.layout, place) {
                (PageLayout::GongwenBody, _) => {
                    format!(
                        "<w:spacing w:before=\"0\" w:after=\"0\"/>{}<w:jc w:val=\"both\"/>",
                        self.first_line(face)
                    )
                }
                (PageLayout::Plain, 0) => {
                    "<w:spacing w:before=\"400\" w:after=\"160\" w:line=\"240\" w:lineRule=\"auto\"/>"
                        .to_owned()
                }
                (PageLayout::Plain, _) => {
                    "<w:spacing w:before=\"260\" w:after=\"100\" w:line=\"240\" w:lineRule=\"auto\"/>"
                        .to_owned()
                }
            };
            let near = if place > 0 { self.nearer() } else { "" };
            written.push_str(&style(
                &format!("Heading{level}"),
                &format!("heading {level}"),
                &format!("<w:keepNext/><w:keepLines/>{numbering}{spacing}<w:outlineLvl w:val=\"{place}\"/>"),
                &face.written(near),
            ));
        }
        written
    }

    fn contents(&self) -> String {
        let Faces { entry, contents_heading, .. } = self.faces;
        let stand = if self.language == Language::Chinese { "<w:jc w:val=\"center\"/>" } else { "" };
        let mut written = style(
            "ContentsHeading",
            "Contents Heading",
            &format!("<w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/>{stand}"),
            &contents_heading.written(""),
        );
        let tabs =
            format!("<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{}\"/></w:tabs>", self.width);
        let listed = |id: &str, name: &str, left: usize| {
            style(
                id,
                name,
                &format!(
                    "{tabs}<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"40\" w:line=\"{}\" w:lineRule=\"atLeast\"/><w:ind w:left=\"{}\" w:hanging=\"{}\"/>",
                    entry.size * 15,
                    left + 420,
                    420
                ),
                &entry.written(""),
            )
        };
        for level in 1..=3 {
            written.push_str(&listed(&format!("TOC{level}"), &format!("toc {level}"), (level - 1) * 420));
        }
        written + &listed("TableofFigures", "table of figures", 0)
    }

    fn words(&self) -> String {
        let stressed = match self.language {
            Language::Chinese => format!("<w:rFonts w:eastAsia=\"{}\"/>", self.faces.stressed),
            Language::English => "<w:i/><w:iCs/>".to_owned(),
        };
        [
            "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/>\
             <w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>"
                .to_owned(),
            of_words("Strong", "<w:b/><w:bCs/>"),
            of_words("Emphasis", &stressed),
            of_words("Hyperlink", "<w:color w:val=\"0B4F8A\"/><w:u w:val=\"single\"/>"),
            "<w:style w:type=\"character\" w:styleId=\"InlineCode\"><w:name w:val=\"Inline Code\"/><w:rPr>\
             <w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:noProof/></w:rPr></w:style>"
                .to_owned(),
        ]
        .concat()
    }

    /// Three lines: thick above and below, a thin one under the head.
    fn tables(&self) -> String {
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:semiHidden/><w:tblPr>\
         <w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"ThreeLines\"><w:name w:val=\"Three Lines\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr>\
         <w:tblBorders><w:top w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"auto\"/>\
         <w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders></w:tblPr>\
         <w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:tcBorders><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/>\
         </w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
            .to_owned()
    }
}

/// The list by which headings are numbered.
pub(super) const HEADS: usize = 2;

fn style(id: &str, name: &str, paragraph: &str, words: &str) -> String {
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>{}<w:qFormat/>\
         <w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>",
        if id.starts_with("Heading") || id == "Title" { "<w:next w:val=\"BodyText\"/>" } else { "" }
    )
}

fn of_words(name: &str, words: &str) -> String {
    format!(
        "<w:style w:type=\"character\" w:styleId=\"{name}\"><w:name w:val=\"{name}\"/><w:rPr>{words}</w:rPr></w:style>"
    )
}
