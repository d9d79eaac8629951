//! A line of one series in a small space, in its own scale from its lowest to its highest figure: it shows the course, not how much.

use super::element::{Element, Line, LineRole, Mark, MarkFill, Point, Rectangle};
use super::line::runs::{in_order, runs};
use super::line::shapes::{fill, tooltip};
use super::time_scale::TimeScale;
use crate::palette::{Colour, INK, LEADER, MarkShape};
use crate::{ChartSeries, Link, SeriesPoint};
use jiff::civil::Date;
use tierstat_model::{Language, Status};

/// The look of a sparkline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) colour: Colour,
    pub(super) width: f64,
    pub(super) radius: f64,
}

/// The line, its gaps, breaks and bounds, and a mark at its latest figure.
pub(super) fn elements(
    series: &ChartSeries,
    language: Language,
    area: &Rectangle,
    days: (Date, Date),
    pen: Pen,
) -> Vec<Element> {
    let Some(place) = Place::of(series, area, days, pen.radius) else { return Vec::new() };
    let (mut lines, mut marks) = (Vec::new(), Vec::new());
    let mut stroke = |role, points, width, dashed, colour| {
        lines.push(Element::Line(Line { role, points, width, dashed, colour }));
    };
    for run in runs(series) {
        for stated in run.split(|point| point.is_rough()) {
            for (points, dashed) in place.strokes(stated) {
                stroke(LineRole::Figures, points, pen.width, dashed, pen.colour);
            }
        }
    }
    let ordered = in_order(series);
    let last = ordered.iter().rev().find(|point| point.position().is_some() && point.strand == 0);
    let mut before: Option<&SeriesPoint> = None;
    for point in &ordered {
        let Some(value) = point.position() else { continue };
        let at = place.at(point.day(), value);
        if let (Link::Break(_), Some(before)) = (point.link, before) {
            let x = (at.x + place.at(before.day(), value).x) / 2.0;
            let ends = vec![Point { x, y: area.top }, Point { x, y: area.bottom }];
            stroke(LineRole::Break, ends, 1.0, true, LEADER);
        }
        before = Some(*point);
        if let Some(bounds) = point.bounds.filter(|_| point.is_rough()) {
            let height = |end: Option<f64>, open: f64| end.map_or(open, |end| place.at(point.day(), end).y);
            let ends = [height(bounds.lower_value(), area.bottom), height(bounds.upper_value(), area.top)];
            let ends = ends.map(|y| Point { x: at.x, y }).to_vec();
            stroke(LineRole::Whisker, ends, pen.width, false, pen.colour);
        }
        let fill = fill(point, value);
        let is_last = last.is_some_and(|last| std::ptr::eq(*last, *point));
        if is_last || fill != MarkFill::Solid || is_alone(series, point) {
            let radius = if fill == MarkFill::Solid { pen.radius * 0.75 } else { pen.radius };
            let (shape, colour) = (MarkShape::Circle, pen.colour);
            let tooltip = tooltip(language, &series.name, point);
            marks.push(Element::Mark(Mark { at, radius, shape, fill, colour, tooltip }));
        }
    }
    lines.into_iter().chain(marks).collect()
}

/// The line in a box of its own, in one ink.
pub(crate) fn sparkline_elements(
    series: &ChartSeries,
    language: Language,
    (width, height): (f64, f64),
    days: (Date, Date),
) -> Vec<Element> {
    let pen = Pen { colour: INK, width: 1.5, radius: 3.0 };
    let area = Rectangle { left: 1.0, top: 1.0, right: width - 1.0, bottom: height - 1.0 };
    elements(series, language, &area, days, pen)
}

/// Whether no line leads to or from a point.
fn is_alone(series: &ChartSeries, point: &SeriesPoint) -> bool {
    let in_run = |run: &Vec<&SeriesPoint>| {
        let mut stated = run.split(|point| point.is_rough());
        stated.any(|part| part.len() > 1 && part.iter().any(|other| std::ptr::eq(*other, point)))
    };
    !runs(series).iter().any(in_run)
}

/// Where days and values stand.
struct Place {
    time: TimeScale,
    lowest: f64,
    highest: f64,
    top: f64,
    bottom: f64,
}

impl Place {
    fn of(series: &ChartSeries, area: &Rectangle, days: (Date, Date), aside: f64) -> Option<Self> {
        let ends = series.points.iter().filter(|point| point.position().is_some()).flat_map(|point| {
            let bounds = point.bounds.filter(|_| point.is_rough());
            let bounds = bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
            bounds.into_iter().flatten().chain([point.position()]).flatten()
        });
        let (lowest, highest) = ends
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), end| (least.min(end), most.max(end)));
        (lowest <= highest).then(|| Self {
            time: TimeScale::new(days.0, days.1, area.left + aside, area.right - aside),
            lowest,
            highest,
            top: area.top + aside,
            bottom: area.bottom - aside,
        })
    }

    fn at(&self, day: Date, value: f64) -> Point {
        let span = self.highest - self.lowest;
        // One height is the middle one.
        let share = if span > 0.0 { (value - self.lowest) / span } else { 0.5 };
        Point { x: self.time.x(day), y: self.bottom + (self.top - self.bottom) * share }
    }

    /// The lines through stated figures; dashed where one leads to a forecast.
    fn strokes(&self, points: &[&SeriesPoint]) -> Vec<(Vec<Point>, bool)> {
        let mut strokes: Vec<(Vec<Point>, bool)> = Vec::new();
        for pair in points.windows(2) {
            let [from, to] = pair else { continue };
            let (Some(start), Some(end)) = (from.position(), to.position()) else { continue };
            let (start, end) = (self.at(from.day(), start), self.at(to.day(), end));
            let dashed = to.status == Status::F;
            match strokes.last_mut() {
                Some((stroke, was_dashed)) if *was_dashed == dashed => stroke.push(end),
                _ => strokes.push((vec![start, end], dashed)),
            }
        }
        strokes
    }
}
