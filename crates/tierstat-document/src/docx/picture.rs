//! Charts: the picture with what it shows in words, and the caption below.

use super::caption::{Captioned, caption};
use super::paper::Orientation;
use super::paragraph::Paragraph;
use super::run::{self, Emphases};
use super::writing::Writing;
use super::xml;
use crate::caption::of_charts;
use crate::{Illustration, Picture};
use std::sync::Arc;

/// A unit of a drawing, of which an inch has 96, in units of a package.
const UNIT: u64 = 9525;
/// A twentieth of a point in units of a package.
const TWENTIETH: u64 = 635;
/// What a caption below takes of a page, in twentieths of a point.
const CAPTION: usize = 1400;

/// A chart with its caption.
pub(super) fn chart(writing: &mut Writing<'_>, chart: &Illustration) {
    writing.turn(Orientation::Portrait);
    let runs = if chart.picture.png.is_empty() {
        run::words(&chart.description, Emphases::default(), writing.language())
    } else {
        drawing(writing, &chart.picture, &chart.title, &chart.description)
    };
    writing.push(Paragraph::of("Figure", runs));
    let captioned = Captioned {
        kind: of_charts(),
        ordinal: chart.ordinal,
        title: &chart.title,
        id: format!("chart-{}", chart.name),
        is_again: chart.placing > 1,
    };
    let caption = caption(writing, &captioned);
    writing.push(caption);
    writing.push(Paragraph::of("TableEnd", String::new()));
}

/// A picture in a line, no larger than the page.
fn drawing(writing: &mut Writing<'_>, picture: &Arc<Picture>, title: &str, description: &str) -> String {
    let paper = writing.paper();
    let most = |twentieths: usize| u64::try_from(twentieths).unwrap_or(u64::MAX).saturating_mul(TWENTIETH);
    let (wide, high) = fitted(
        (u64::from(picture.width.max(1)) * UNIT, u64::from(picture.height.max(1)) * UNIT),
        (most(paper.text_width()), most(paper.text_height().saturating_sub(CAPTION))),
    );
    let relationship = writing.picture(picture);
    let number = writing.picture_number();
    let words = xml::text(&description.replace(['\r', '\n'], " "));
    let title = xml::text(title);
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{wide}\" cy=\"{high}\"/>\
         <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{number}\" name=\"chart {number}\" descr=\"{words}\" title=\"{title}\"/>\
         <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
         <pic:cNvPr id=\"{number}\" name=\"chart {number}\" descr=\"{words}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{relationship}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// A size made smaller until it fits, its sides in their proportion.
fn fitted((wide, high): (u64, u64), (widest, highest): (u64, u64)) -> (u64, u64) {
    let scaled = |value: u64, to: u64, from: u64| {
        let product = u128::from(value) * u128::from(to) / u128::from(from.max(1));
        u64::try_from(product).unwrap_or(u64::MAX).max(1)
    };
    let (wide, high) = if wide > widest { (widest, scaled(high, widest, wide)) } else { (wide, high) };
    if high > highest { (scaled(wide, highest, high), highest) } else { (wide, high) }
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn a_picture_keeps_its_proportion() {
        assert_eq!(fitted((100, 50), (200, 200)), (100, 50));
        assert_eq!(fitted((400, 200), (200, 200)), (200, 100));
        assert_eq!(fitted((400, 4000), (200, 200)), (20, 200));
    }
}
