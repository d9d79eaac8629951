//! Footers with the number of the page.

use super::field::field;
use super::xml::{DECLARATION, MAIN};
use crate::PageLayout;

/// Which pages a footer is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    Odd,
    Even,
}

/// The part of a footer.
///
/// By GB/T 9704 the number stands between dashes, at the outer side of the page, a character in from the edge of the text.
pub(super) fn footer(layout: PageLayout, pages: Pages) -> String {
    let number = field("PAGE", "<w:r><w:t>1</w:t></w:r>");
    let paragraph = match layout {
        PageLayout::Plain => format!("<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{number}</w:p>"),
        PageLayout::GongwenBody => {
            let stand = match pages {
                Pages::Odd => {
                    "<w:ind w:rightChars=\"100\" w:right=\"280\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"right\"/>"
                }
                Pages::Even => {
                    "<w:ind w:leftChars=\"100\" w:left=\"280\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>"
                }
            };
            let dash = |text: &str| {
                format!(
                    "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
                )
            };
            format!(
                "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{stand}</w:pPr>{}{number}{}</w:p>",
                dash("— "),
                dash(" —")
            )
        }
    };
    format!("{DECLARATION}<w:ftr {MAIN}>{paragraph}</w:ftr>")
}
