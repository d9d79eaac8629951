//! What happens at a place in time: a rule with a word where a series breaks, a shade over forecasts.

use super::plot::{Plot, Series};
use super::runs::in_order;
use super::values::Obstacles;
use crate::layout::element::{Anchor, Band, Element, Group, GroupRole, Line, LineRole, Point, TextRole};
use crate::layout::frame::Frame;
use crate::layout::printable::printable;
use crate::palette::{FORECAST, SOFT_INK};
use crate::{Link, SeriesChart, Weight, status_word};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{Language, Status};

/// So many series are named at a rule; of more the number.
const MOST_NAMED: usize = 3;

/// A word that is to stand at an upright line.
pub(in crate::layout) struct Event {
    x: f64,
    words: String,
    /// Whether the word stands to the right of the line alone: what it says begins there.
    onward: bool,
}

/// The rules and shades behind the series, and the words that go with them.
pub(in crate::layout) fn lay(chart: &SeriesChart, series: &[Series<'_>], plot: &Plot) -> (Group, Vec<Event>) {
    let mut elements = Vec::new();
    let mut events = Vec::new();
    let upright = |x: f64| vec![Point { x, y: plot.area.top }, Point { x, y: plot.area.bottom }];
    if let Some(x) = forecasts_from(series, plot) {
        let corner = |x, y| Point { x, y };
        let (top, right, bottom) = (plot.area.top, plot.area.right, plot.area.bottom);
        let points = vec![corner(x, top), corner(right, top), corner(right, bottom), corner(x, bottom)];
        elements.push(Element::Band(Band { points, colour: FORECAST, opacity: 0.5 }));
        let words = match chart.language {
            Language::Chinese => "预测 →",
            Language::English => "Forecast →",
        };
        events.push(Event { x, words: words.to_owned(), onward: true });
    }
    for ((before, day, status), names) in breaks(chart) {
        let x = f64::midpoint(plot.time.x(before), plot.time.x(day));
        let (points, colour) = (upright(x), SOFT_INK);
        elements.push(Element::Line(Line {
            role: LineRole::Break,
            points,
            width: 1.5,
            dashed: true,
            colour,
        }));
        let word = status_word(status, chart.language);
        let words = if names.len() == series.len() {
            word.to_owned()
        } else if names.len() > MOST_NAMED {
            match chart.language {
                Language::Chinese => format!("{}个序列：{word}", names.len()),
                Language::English => format!("{} series: {word}", names.len()),
            }
        } else {
            match chart.language {
                Language::Chinese => format!("{}：{word}", names.join("、")),
                Language::English => format!("{}: {word}", names.join(", ")),
            }
        };
        events.push(Event { x, words, onward: false });
    }
    (Group { role: GroupRole::Axes, title: None, elements }, events)
}

/// Where the first forecast begins: midway from the last figure before it.
fn forecasts_from(series: &[Series<'_>], plot: &Plot) -> Option<f64> {
    let points = || series.iter().flat_map(Series::points).map(|(point, _)| point);
    let first = points().filter(|point| point.status == Status::F).map(|point| point.day()).min()?;
    let before = points().map(|point| point.day()).filter(|day| *day < first).max();
    let x = plot.time.x(first);
    Some(before.map_or(plot.area.left, |before| f64::midpoint(plot.time.x(before), x)))
}

/// The breaks, each between two days, with the series that it concerns.
fn breaks(chart: &SeriesChart) -> BTreeMap<(Date, Date, Status), Vec<String>> {
    let mut found: BTreeMap<(Date, Date, Status), Vec<String>> = BTreeMap::new();
    for series in &chart.series {
        let mut before: Option<Date> = None;
        for point in in_order(series).into_iter().filter(|point| point.position().is_some()) {
            if let (Link::Break(status), Some(before)) = (point.link, before) {
                found.entry((before, point.day(), status)).or_default().push(series.name.clone());
            }
            before = Some(point.day());
        }
    }
    found
}

/// Prints the words beside their lines, each at the highest place where it touches nothing; where there is none the note alone says it.
pub(in crate::layout) fn print(
    frame: &Frame<'_>,
    events: &[Event],
    plot: &Plot,
    group: &mut Group,
    obstacles: &mut Obstacles,
) {
    let size = frame.scale.axis;
    let space = frame.scale.space * 0.75;
    let rows = ((plot.area.bottom - plot.area.top) / size).floor() as usize;
    for event in events {
        let sides: &[(f64, Anchor)] = if event.onward {
            &[(space, Anchor::Start)]
        } else {
            &[(space, Anchor::Start), (-space, Anchor::End)]
        };
        let places = (0..rows).flat_map(|row| sides.iter().map(move |side| (row, side)));
        let texts = places.map(|(row, (aside, anchor))| {
            let at = Point { x: event.x + aside, y: plot.area.top + size * (1.1 + row as f64) };
            let words = printable(&event.words, frame.language);
            frame.text(TextRole::Event, words, at, *anchor, size, Weight::Regular, SOFT_INK)
        });
        let is_inside = |left: f64, right: f64| left >= plot.area.left && right <= plot.area.right;
        let mut free = texts.filter(|text| {
            let area = text.bounding_box();
            is_inside(area.left, area.right) && obstacles.is_free(&area)
        });
        if let Some(text) = free.next() {
            obstacles.boxes.push(text.bounding_box());
            group.elements.push(Element::Text(text));
        }
    }
}
