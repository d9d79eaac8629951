//! The plot of a line chart: its series, its scales and its place.

use crate::SeriesPoint;
use crate::layout::element::{Point, Rectangle};
use crate::layout::time_scale::TimeScale;
use crate::layout::value_scale::ValueScale;
use crate::palette::{Colour, MarkShape};
use jiff::civil::Date;

/// The length of the arrow over a lower bound without an upper one, in radii of a mark.
pub(in crate::layout) const ARROW: f64 = 4.5;

/// A series with what the layout needs to know of it.
pub(super) struct Series<'a> {
    pub(super) name: String,
    pub(super) colour: Colour,
    pub(super) shape: MarkShape,
    pub(super) runs: Vec<Vec<&'a SeriesPoint>>,
    /// The days of figures that exist but are not published.
    pub(super) suppressed: Vec<Date>,
}

/// The scales of the plot and its place.
pub(super) struct Plot {
    pub(super) area: Rectangle,
    pub(super) time: TimeScale,
    pub(super) values: ValueScale,
    pub(super) mark_radius: f64,
    /// A figure whose bounds are further apart than this is drawn as an interval even where the source states
    /// a value.
    pub(super) rough: f64,
}

impl<'a> Series<'a> {
    /// The points that have a figure, with the value at which they stand, in order of time.
    pub(super) fn points(&self) -> impl Iterator<Item = (&'a SeriesPoint, f64)> {
        let placed = |point: &&'a SeriesPoint| Some((*point, point.position()?));
        let mut points: Vec<(&'a SeriesPoint, f64)> = self.runs.iter().flatten().filter_map(placed).collect();
        // Strands run beside each other. The sort is stable: an old level stays before the new one of its day.
        points.sort_by_key(|(point, _)| point.day());
        points.into_iter()
    }

    /// The last point of the series, beside which its name stands; of what contradicts it only where there is nothing else.
    pub(super) fn end(&self) -> Option<(&'a SeriesPoint, f64)> {
        let of_series = self.points().filter(|(point, _)| point.strand == 0).last();
        of_series.or_else(|| self.points().last())
    }
}

impl Plot {
    pub(super) fn place(&self, day: Date, value: f64) -> Point {
        Point { x: self.time.x(day), y: self.values.y(value) }
    }

    /// Where the mark and the bar of bounds of a point begin and end.
    pub(super) fn extent(&self, point: &SeriesPoint, mark: Point) -> (f64, f64) {
        let mark_ends = (mark.y - self.mark_radius, mark.y + self.mark_radius);
        if !has_whisker(point, self.rough) {
            return mark_ends;
        }
        let (upper, lower) = self.ends(point, mark);
        (mark_ends.0.min(upper), mark_ends.1.max(lower))
    }

    /// The heights of the upper and the lower bound; the tip of an arrow where one is not promised.
    pub(super) fn ends(&self, point: &SeriesPoint, mark: Point) -> (f64, f64) {
        let height = |end: Option<f64>| end.map(|end| self.values.y(end));
        let (lower, upper) =
            point.bounds.map_or((None, None), |bounds| (bounds.lower_value(), bounds.upper_value()));
        let arrow = self.mark_radius * ARROW;
        (height(upper).unwrap_or(mark.y - arrow), height(lower).unwrap_or(mark.y + arrow))
    }
}

/// Whether an upright bar shows the bounds of a figure: no value is stated, or its bounds lie visibly apart.
pub(crate) fn has_whisker(point: &SeriesPoint, rough: f64) -> bool {
    let apart = |lower: Option<f64>, upper: Option<f64>| {
        lower.zip(upper).is_none_or(|(lower, upper)| upper - lower > rough)
    };
    let far = point.bounds.is_some_and(|bounds| apart(bounds.lower_value(), bounds.upper_value()));
    point.is_rough() || (point.is_interval() && far)
}
