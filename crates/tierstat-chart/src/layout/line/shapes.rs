//! What a series looks like: bands, lines, bars of bounds, marks.

use super::plot::{ARROW, Plot, Series, is_rough};
use crate::LinePoint;
use crate::layout::element::{Band, Element, Group, GroupRole, Line, LineRole, Mark, Point};
use crate::layout::frame::Frame;
use crate::layout::printable::one_line;
use crate::palette::Colour;
use tierstat_model::Language;

pub(super) fn shapes(frame: &Frame<'_>, series: &Series<'_>, plot: &Plot) -> Group {
    let width = frame.scale.line_width;
    let colour = series.colour;
    let (mut bands, mut lines, mut bars, mut marks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in &series.runs {
        bands.extend(run.windows(2).filter_map(|pair| band(pair, plot, colour)));
        let places = run.iter().filter_map(|point| Some(plot.place(point.day(), point.position()?)));
        let points: Vec<Point> = places.collect();
        if points.len() > 1 {
            lines.push(Element::Line(Line { role: LineRole::Figures, points, width, colour }));
        }
    }
    for (point, value) in series.points() {
        let at = plot.place(point.day(), value);
        let rough = is_rough(point, plot.rough);
        if rough {
            bars.extend(bar_of_bounds(point, at, plot, width * 0.55, colour));
        }
        marks.push(Element::Mark(Mark {
            at,
            radius: plot.mark_radius,
            shape: series.shape,
            hollow: point.provisional || rough,
            colour,
            tooltip: tooltip(frame.language, &series.name, point),
        }));
    }
    let elements = bands.into_iter().chain(lines).chain(bars).chain(marks).collect();
    Group { role: GroupRole::Series, title: Some(series.name.clone()), elements }
}

fn tooltip(language: Language, name: &str, point: &LinePoint) -> String {
    let (label, printed) = (one_line(&point.label), one_line(&point.printed));
    match language {
        Language::Chinese => format!("{name}，{label}：{printed}"),
        Language::English => format!("{name}, {label}: {printed}"),
    }
}

/// The area in which the line between two points may run, where one of them is an interval and both have two
/// ends.
fn band(pair: &[&LinePoint], plot: &Plot, colour: Colour) -> Option<Element> {
    let [from, to] = pair else { return None };
    if !is_rough(from, plot.rough) && !is_rough(to, plot.rough) {
        return None;
    }
    let ends =
        |point: &LinePoint| point.bounds.and_then(|bounds| Some((bounds.lower(), bounds.upper_value()?)));
    let ((from_lower, from_upper), (to_lower, to_upper)) = (ends(from)?, ends(to)?);
    let points = vec![
        plot.place(from.day(), from_lower),
        plot.place(from.day(), from_upper),
        plot.place(to.day(), to_upper),
        plot.place(to.day(), to_lower),
    ];
    Some(Element::Band(Band { points, colour, opacity: 0.16 }))
}

/// The upright bar from the lower to the upper bound, with a cap at each end; an arrow where nothing is
/// promised above.
fn bar_of_bounds(point: &LinePoint, at: Point, plot: &Plot, width: f64, colour: Colour) -> Vec<Element> {
    let Some(bounds) = point.bounds else { return Vec::new() };
    let radius = plot.mark_radius;
    let line = |points| Element::Line(Line { role: LineRole::Whisker, points, width, colour });
    let cap = |y: f64| line(vec![Point { x: at.x - radius * 0.8, y }, Point { x: at.x + radius * 0.8, y }]);
    let lower = plot.values.y(bounds.lower());
    let foot = Point { x: at.x, y: lower };
    match bounds.upper_value().map(|upper| plot.values.y(upper)) {
        Some(upper) => vec![line(vec![foot, Point { x: at.x, y: upper }]), cap(lower), cap(upper)],
        None => {
            let tip = Point { x: at.x, y: lower - radius * ARROW };
            let barb = |side: f64| Point { x: tip.x + side * radius * 0.7, y: tip.y + radius * 0.9 };
            vec![line(vec![foot, tip]), line(vec![barb(-1.0), tip, barb(1.0)])]
        }
    }
}
