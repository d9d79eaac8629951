//! Which charts leave the lines that they stand among, so that no page ends in a large blank.
//!
//! A chart that does not fit on what is left of a page begins the next one. Where that leaves much of the page blank, the chart stands
//! at the top of the next page and the text behind it fills the page before.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// Where text may stand on a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextArea {
    /// What the page has above it, in points.
    pub(crate) above: f64,
    /// What the page has below it, in points.
    pub(crate) below: f64,
}

/// A larger share of a page is not left blank where something can stand there.
const MOST_BLANK: f64 = 0.16;
/// So near to the upper end of the text a chart begins the page, in points.
const NEAR: f64 = 12.0;
/// A smaller picture is none of a chart but of a line, in points.
const LEAST_CHART: f64 = 40.0;

/// What stands on a page.
#[derive(Default)]
struct Seen {
    /// The lowest end of what stands among the text.
    end: f64,
    /// The upper end and the words of the first picture.
    first_picture: Option<(f64, String)>,
}

/// The words of the first chart that begins a page and leaves too much of the page before blank; those that left already do so no more.
pub(crate) fn leaving(
    document: &PagedDocument,
    area: TextArea,
    is_there_already: impl Fn(&str) -> bool,
) -> Option<String> {
    let mut blank_before = 0.0;
    for page in document.pages() {
        let height = page.frame.height().to_pt();
        let (top, bottom) = (area.above, height - area.below);
        let mut seen = Seen { end: top, first_picture: None };
        see(&page.frame, Point::zero(), bottom, &mut seen);
        if let Some((begin, words)) = seen.first_picture
            && begin < top + NEAR
            && blank_before > MOST_BLANK
            && !is_there_already(&words)
        {
            return Some(words);
        }
        blank_before = (bottom - seen.end) / (bottom - top).max(1.0);
    }
    None
}

fn see(frame: &Frame, origin: Point, bottom: f64, seen: &mut Seen) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        let (upper, height) = match item {
            FrameItem::Group(group) => {
                see(&group.frame, at, bottom, seen);
                continue;
            }
            FrameItem::Text(_) => (at.y, Abs::zero()),
            FrameItem::Shape(shape, _) => (at.y, shape.bbox(false).max.y),
            FrameItem::Image(image, size, _) => {
                if size.y.to_pt() > LEAST_CHART && seen.first_picture.is_none() {
                    let words = image.alt().unwrap_or_default().to_owned();
                    seen.first_picture = Some((at.y.to_pt(), words));
                }
                (at.y, size.y)
            }
            FrameItem::Link(..) | FrameItem::Tag(_) => continue,
        };
        let end = (upper + height).to_pt();
        // The number of the page stands below the text.
        if end <= bottom + 1.0 {
            seen.end = seen.end.max(end);
        }
    }
}
