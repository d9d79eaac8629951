//! What a series looks like: bands, lines, bars of bounds, marks.

use super::plot::{Plot, Series, has_whisker};
use crate::LinePoint;
use crate::layout::element::{Band, Element, Group, GroupRole, Line, LineRole, Mark, MarkFill, Point};
use crate::layout::frame::Frame;
use crate::layout::printable::one_line;
use crate::palette::Colour;
use tierstat_model::{Language, Status};

pub(super) fn shapes(frame: &Frame<'_>, series: &Series<'_>, plot: &Plot) -> Group {
    let width = frame.scale.line_width;
    let colour = series.colour;
    let (mut bands, mut lines, mut bars, mut marks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in &series.runs {
        bands.extend(run.windows(2).filter_map(|pair| band(pair, plot, colour)));
        // A line leads to values alone: between bounds nobody knows where it would run, which a band says.
        for stated in run.split(|point| point.is_rough()) {
            let places = stated.iter().filter_map(|point| Some(plot.place(point.day(), point.position()?)));
            let points: Vec<Point> = places.collect();
            if points.len() > 1 {
                lines.push(Element::Line(Line { role: LineRole::Figures, points, width, colour }));
            }
        }
    }
    for (point, value) in series.points() {
        let at = plot.place(point.day(), value);
        if has_whisker(point, plot.rough) {
            bars.extend(bar_of_bounds(point, at, plot, width * 0.55, colour));
        }
        let mark = |at: Point, fill| {
            let tooltip = tooltip(frame.language, &series.name, point);
            Element::Mark(Mark { at, radius: plot.mark_radius, shape: series.shape, fill, colour, tooltip })
        };
        let other = point.other_position().map(|other| plot.place(point.day(), other));
        // Two ends that would cover each other are one mark.
        if let Some(other) = other.filter(|other| (at.y - other.y).abs() > plot.mark_radius * 2.0) {
            marks.push(mark(other, MarkFill::LowerHalf));
        }
        marks.push(mark(at, fill(point, value)));
    }
    let elements = bands.into_iter().chain(lines).chain(bars).chain(marks).collect();
    Group { role: GroupRole::Series, title: Some(series.name.clone()), elements }
}

/// What the filling of a mark says of its figure.
fn fill(point: &LinePoint, value: f64) -> MarkFill {
    let is_upper = point.bounds.and_then(|bounds| bounds.upper_value()).is_some_and(|upper| value >= upper);
    let is_provisional = matches!(point.status, Status::P | Status::E | Status::F);
    match (point.is_rough(), is_provisional) {
        (true, _) if is_upper => MarkFill::LowerHalf,
        (true, _) => MarkFill::UpperHalf,
        (false, true) => MarkFill::Hollow,
        (false, false) => MarkFill::Solid,
    }
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
    if !has_whisker(from, plot.rough) && !has_whisker(to, plot.rough) {
        return None;
    }
    let ends = |point: &LinePoint| {
        point.bounds.and_then(|bounds| Some((bounds.lower_value()?, bounds.upper_value()?)))
    };
    let ((from_lower, from_upper), (to_lower, to_upper)) = (ends(from)?, ends(to)?);
    let points = vec![
        plot.place(from.day(), from_lower),
        plot.place(from.day(), from_upper),
        plot.place(to.day(), to_upper),
        plot.place(to.day(), to_lower),
    ];
    Some(Element::Band(Band { points, colour, opacity: 0.16 }))
}

/// The upright bar from the lower to the upper bound, with a cap at each end; an arrow where nothing is promised beyond.
fn bar_of_bounds(point: &LinePoint, at: Point, plot: &Plot, width: f64, colour: Colour) -> Vec<Element> {
    let Some(bounds) = point.bounds else { return Vec::new() };
    let radius = plot.mark_radius;
    let line = |points| Element::Line(Line { role: LineRole::Whisker, points, width, colour });
    let cap = |y: f64| line(vec![Point { x: at.x - radius * 0.8, y }, Point { x: at.x + radius * 0.8, y }]);
    let (upper, lower) = plot.ends(point, at);
    let arrow = |tip: f64, back: f64| {
        let barb = |side: f64| Point { x: at.x + side * radius * 0.7, y: tip + back * radius * 0.9 };
        line(vec![barb(-1.0), Point { x: at.x, y: tip }, barb(1.0)])
    };
    let end = |y: f64, is_promised: bool, back: f64| if is_promised { cap(y) } else { arrow(y, back) };
    vec![
        line(vec![Point { x: at.x, y: lower }, Point { x: at.x, y: upper }]),
        end(lower, bounds.lower_value().is_some(), -1.0),
        end(upper, bounds.upper_value().is_some(), 1.0),
    ]
}
