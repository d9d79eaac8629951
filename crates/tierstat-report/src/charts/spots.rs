//! What a reader can point at in a drawing: marks, bars, cells, totals, and the words where there is no figure.

use tierstat_chart::{Element, Group, Layout, Rectangle};
use tierstat_document::Spot;

/// The least side of a place that can be touched, in pixels of the drawing.
const LEAST_SIDE: f64 = 24.0;

/// The figures of a layout: marks, and bars with the marks at their ends.
pub(super) fn spots(layout: &Layout) -> Vec<Spot> {
    layout.groups.iter().flat_map(|group| of_group(group, layout)).collect()
}

/// A figure with where it is drawn.
struct Drawn<'a> {
    words: &'a str,
    area: Rectangle,
    is_bar: bool,
}

fn of_group(group: &Group, layout: &Layout) -> Vec<Spot> {
    let mut drawn: Vec<Drawn<'_>> = Vec::new();
    for element in &group.elements {
        let (words, area, is_bar) = match element {
            Element::Mark(mark) => (mark.tooltip.as_str(), mark.bounding_box(), false),
            Element::Bar(bar) => (bar.tooltip.as_str(), bar.area, true),
            // A total, or why there is no figure, is said by words alone.
            Element::Text(text) if !text.tooltip.is_empty() => {
                (text.tooltip.as_str(), text.bounding_box(), true)
            }
            Element::Text(_) | Element::Line(_) | Element::Band(_) => continue,
        };
        // The certain and the possible part of a bar and the mark at its end are one figure.
        match drawn.iter_mut().find(|before| before.is_bar && before.words == words) {
            _ if words.is_empty() => {}
            Some(bar) => bar.area = around(bar.area, area),
            None => drawn.push(Drawn { words, area, is_bar }),
        }
    }
    drawn.iter().map(|drawn| spot(drawn, layout)).collect()
}

/// The rectangle that holds two others.
fn around(one: Rectangle, other: Rectangle) -> Rectangle {
    Rectangle {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

fn spot(drawn: &Drawn<'_>, layout: &Layout) -> Spot {
    let area = drawn.area;
    let aside = ((LEAST_SIDE - (area.right - area.left)) / 2.0).max(0.0);
    let along = ((LEAST_SIDE - (area.bottom - area.top)) / 2.0).max(0.0);
    Spot {
        left: (area.left - aside) / layout.width,
        top: (area.top - along) / layout.height,
        width: (area.right - area.left + aside * 2.0) / layout.width,
        height: (area.bottom - area.top + along * 2.0) / layout.height,
        is_bar: drawn.is_bar,
        words: drawn.words.lines().map(str::to_owned).collect(),
    }
}
