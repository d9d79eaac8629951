//! What a reader can point at in a drawing: marks, and rows of bars.

use tierstat_chart::{BarRole, Element, Group, Layout, Rectangle};

/// The least side of a place that can be touched, in pixels of the drawing.
const LEAST_SIDE: f64 = 24.0;

/// A place in a drawing with what it says, in shares of the drawing's width and height.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// The first line says what it is and the value, further ones its bounds and origin.
    pub(crate) words: Vec<String>,
}

/// The marks of a layout, and of groups without marks their bars as one.
pub(super) fn spots(layout: &Layout) -> Vec<Spot> {
    layout.groups.iter().flat_map(|group| of_group(group, layout)).collect()
}

fn of_group(group: &Group, layout: &Layout) -> Vec<Spot> {
    let spot = |area: Rectangle, words: &str| {
        let aside = ((LEAST_SIDE - (area.right - area.left)) / 2.0).max(0.0);
        let along = ((LEAST_SIDE - (area.bottom - area.top)) / 2.0).max(0.0);
        Spot {
            left: (area.left - aside) / layout.width,
            top: (area.top - along) / layout.height,
            width: (area.right - area.left + aside * 2.0) / layout.width,
            height: (area.bottom - area.top + along * 2.0) / layout.height,
            words: words.lines().map(str::to_owned).collect(),
        }
    };
    let marks: Vec<Spot> = group
        .elements
        .iter()
        .filter_map(|element| match element {
            Element::Mark(mark) => Some(spot(mark.bounding_box(), &mark.tooltip)),
            Element::Text(_) | Element::Line(_) | Element::Bar(_) | Element::Band(_) => None,
        })
        .collect();
    let bars = group.elements.iter().filter_map(|element| match element {
        Element::Bar(bar) => Some((bar.role, bar.area)),
        Element::Text(_) | Element::Line(_) | Element::Mark(_) | Element::Band(_) => None,
    });
    let bars: Vec<(BarRole, Rectangle)> = bars.collect();
    // A tile is pointed at as a whole, whatever stands in it.
    let is_tile = bars.iter().any(|(role, _)| *role == BarRole::Tile);
    if !marks.is_empty() && !is_tile {
        return marks;
    }
    let whole = bars.iter().find(|(role, _)| *role == BarRole::Track).or(bars.first());
    let named = whole.zip(group.title.as_ref());
    named.map(|((_, area), title)| spot(*area, title)).into_iter().collect()
}
