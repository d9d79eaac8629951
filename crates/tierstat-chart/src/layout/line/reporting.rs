//! The strip under the axis of time: how many of the units below have a figure in each period.

use super::plot::Plot;
use crate::layout::element::{
    ASCENT, Anchor, Bar, BarRole, Element, Group, GroupRole, Point, Rectangle, TextRole,
};
use crate::layout::frame::{Frame, LINE_HEIGHT};
use crate::palette::{BAR, FAINT_INK, TRACK};
use crate::{SeriesChart, Weight};
use tierstat_model::Language;

/// The widest bar of a period, in em of the axis.
const WIDEST: f64 = 3.0;

/// The height of the strip; none where nothing is said.
pub(in crate::layout) fn height(frame: &Frame<'_>, chart: &SeriesChart) -> f64 {
    let scale = frame.scale;
    if chart.reporting.is_empty() { 0.0 } else { scale.axis * LINE_HEIGHT * 2.0 + scale.space * 3.0 }
}

/// What the strip is, and for each period a bar from nobody to all with the two numbers under it where they have room.
pub(in crate::layout) fn lay(frame: &Frame<'_>, chart: &SeriesChart, plot: &Plot) -> Group {
    let mut elements = Vec::new();
    let (scale, size) = (frame.scale, frame.scale.footer);
    let top = plot.area.bottom + scale.space * 2.5 + scale.axis * LINE_HEIGHT;
    let text = |content: String, at: Point, anchor| {
        frame.text(TextRole::RowDetail, content, at, anchor, size, Weight::Regular, FAINT_INK)
    };
    if !chart.reporting.is_empty() {
        let words = match chart.language {
            Language::Chinese => "各期有数的单位 / 应有的单位",
            Language::English => "Units with a figure / units that there are",
        };
        let words = frame.cut_to(words, frame.right() - frame.left(), size);
        let at = Point { x: frame.left(), y: top + size * ASCENT };
        elements.push(Element::Text(text(words, at, Anchor::Start)));
    }
    let mut places: Vec<f64> = chart.reporting.iter().map(|one| plot.time.x(one.period.last_day())).collect();
    places.sort_by(f64::total_cmp);
    let gaps = places.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?));
    let width = (gaps.fold(f64::INFINITY, f64::min) * 0.8).min(size * WIDEST).max(1.5);
    let (bar_top, bar_height) = (top + size * LINE_HEIGHT, scale.space);
    let mut taken = f64::NEG_INFINITY;
    for one in &chart.reporting {
        let x = plot.time.x(one.period.last_day());
        let share = if one.expected == 0 { 0.0 } else { one.reporters as f64 / one.expected as f64 };
        let area = |share: f64| Rectangle {
            left: x - width / 2.0,
            top: bar_top,
            right: x - width / 2.0 + width * share.min(1.0),
            bottom: bar_top + bar_height,
        };
        elements.push(Element::Bar(Bar {
            role: BarRole::Track,
            area: area(1.0),
            colour: TRACK,
            tooltip: String::new(),
        }));
        if share > 0.0 {
            elements.push(Element::Bar(Bar {
                role: BarRole::Certain,
                area: area(share),
                colour: BAR,
                tooltip: String::new(),
            }));
        }
        let at = Point { x, y: bar_top + bar_height + scale.space * 0.5 + size * ASCENT };
        let printed = text(one.printed(), at, Anchor::Middle);
        let area = printed.bounding_box();
        if area.left > taken + size * 0.4 && area.left > 2.0 && area.right < frame.width - 2.0 {
            taken = area.right;
            elements.push(Element::Text(printed));
        }
    }
    Group { role: GroupRole::Axes, title: None, elements }
}
