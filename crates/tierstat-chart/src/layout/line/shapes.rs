//! What a series looks like: bands, lines, bars of bounds, marks.

use super::plot::{Plot, Series, has_whisker};
use crate::layout::element::{Band, Element, Group, GroupRole, Line, LineRole, Mark, MarkFill, Point};
use crate::layout::frame::Frame;
use crate::layout::printable::one_line;
use crate::palette::Colour;
use crate::{SeriesPoint, status_word};
use tierstat_model::{Language, Status};

/// The size of the mark of a grey series, as a share of one in a colour.
const MUTED_MARK: f64 = 0.7;

pub(in crate::layout) fn shapes(frame: &Frame<'_>, series: &Series<'_>, plot: &Plot) -> Group {
    let width = series.look.line_width(frame.scale.line_width);
    let (colour, shape) = (series.look.colour, series.look.shape);
    let (mut bands, mut lines, mut bars, mut marks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in &series.runs {
        let bands_of_run = if series.look.is_muted { &[][..] } else { run.as_slice() };
        bands.extend(bands_of_run.windows(2).filter_map(|pair| band(pair, plot, colour)));
        // A line leads to values alone: between bounds nobody knows where it would run, which a band says.
        for stated in run.split(|point| point.is_rough()) {
            for (points, dashed) in strokes(stated, plot) {
                lines.push(Element::Line(Line { role: LineRole::Figures, points, width, dashed, colour }));
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
            // A look that says something has to be seen, also where plain marks are small.
            let legible = frame.scale.mark_radius.min(plot.mark_radius * 1.7);
            let radius = if series.look.is_muted {
                legible * MUTED_MARK
            } else if fill == MarkFill::Solid {
                plot.mark_radius
            } else {
                legible
            };
            Element::Mark(Mark { at, radius, shape, fill, colour, tooltip })
        };
        let other = point.other_position().map(|other| plot.place(point.day(), other));
        // Two ends that would cover each other are one mark.
        if let Some(other) = other.filter(|other| (at.y - other.y).abs() > plot.mark_radius * 2.0) {
            marks.push(mark(other, MarkFill::LowerHalf));
        }
        let fill = fill(point, value);
        // A grey line says that a figure is there, and as it is; what it does not say has its mark.
        let is_said = fill == MarkFill::Solid && lines.iter().any(|line| leads_through(line, at));
        if !(series.look.is_muted && is_said) {
            marks.push(mark(at, fill));
        }
    }
    let elements = bands.into_iter().chain(lines).chain(bars).chain(marks).collect();
    Group { role: GroupRole::Series, title: Some(series.name.clone()), elements }
}

/// Whether a line has a corner at a place.
fn leads_through(line: &Element, at: Point) -> bool {
    matches!(line, Element::Line(line) if line.points.contains(&at))
}

/// The line through stated figures, in parts: dashed where it leads to a forecast.
fn strokes(points: &[&SeriesPoint], plot: &Plot) -> Vec<(Vec<Point>, bool)> {
    let mut strokes: Vec<(Vec<Point>, bool)> = Vec::new();
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let place = |point: &SeriesPoint| Some(plot.place(point.day(), point.position()?));
        let (Some(start), Some(end)) = (place(from), place(to)) else { continue };
        let dashed = from.status == Status::F || to.status == Status::F;
        match strokes.last_mut() {
            Some((stroke, was_dashed)) if *was_dashed == dashed => stroke.push(end),
            _ => strokes.push((vec![start, end], dashed)),
        }
    }
    strokes
}

/// What the filling of a mark says of its figure.
pub(in crate::layout) fn fill(point: &SeriesPoint, value: f64) -> MarkFill {
    let is_upper = point.bounds.and_then(|bounds| bounds.upper_value()).is_some_and(|upper| value >= upper);
    match (point.is_rough(), point.status) {
        (true, _) if is_upper => MarkFill::LowerHalf,
        (true, _) => MarkFill::UpperHalf,
        (false, Status::P) => MarkFill::Hollow,
        (false, Status::E) => MarkFill::Dotted,
        (false, Status::I) => MarkFill::Crossed,
        (false, Status::F) => MarkFill::Pale,
        (false, _) => MarkFill::Solid,
    }
}

/// Series, period, value and status; below them the bounds, where they are two, and the origin.
pub(in crate::layout) fn tooltip(language: Language, name: &str, point: &SeriesPoint) -> String {
    let (label, printed) = (one_line(&point.label), one_line(&point.printed));
    let status = status_word(point.status, language);
    let mut words = match (language, status) {
        (Language::Chinese, "") => format!("{name}，{label}：{printed}"),
        (Language::Chinese, status) => format!("{name}，{label}：{printed}（{status}）"),
        (Language::English, "") => format!("{name}, {label}: {printed}"),
        (Language::English, status) => format!("{name}, {label}: {printed} ({status})"),
    };
    if let Some(bounds) = point.bounds.filter(|_| point.is_interval()) {
        words += &match language {
            Language::Chinese => format!("\n上下限：{bounds}"),
            Language::English => format!("\nbounds: {bounds}"),
        };
    }
    let origin = one_line(&point.origin);
    if !origin.is_empty() {
        words.push('\n');
        words += &origin;
    }
    words
}

/// The area in which the line between two points may run, where one of them is an interval and both have two
/// ends.
fn band(pair: &[&SeriesPoint], plot: &Plot, colour: Colour) -> Option<Element> {
    let [from, to] = pair else { return None };
    if !has_whisker(from, plot.rough) && !has_whisker(to, plot.rough) {
        return None;
    }
    let ends = |point: &SeriesPoint| {
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
fn bar_of_bounds(point: &SeriesPoint, at: Point, plot: &Plot, width: f64, colour: Colour) -> Vec<Element> {
    let Some(bounds) = point.bounds else { return Vec::new() };
    let radius = plot.mark_radius;
    let line = |points| Element::Line(Line { role: LineRole::Whisker, points, width, dashed: false, colour });
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
