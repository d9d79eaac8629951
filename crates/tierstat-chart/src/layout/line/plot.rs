//! The plot of a line chart: its series, its scales and its place.

use super::looks::Look;
use super::runs::{in_order, runs};
use crate::layout::element::{Point, Rectangle};
use crate::layout::printable::{one_line, printable};
use crate::layout::time_scale::TimeScale;
use crate::layout::value_scale::ValueScale;
use crate::{ChartSeries, ScaleKind, SeriesPoint};
use jiff::civil::Date;
use tierstat_model::{Language, Status};

/// The length of the arrow over a lower bound without an upper one, in radii of a mark.
pub(in crate::layout) const ARROW: f64 = 4.5;

/// A series with what the layout needs to know of it.
pub(in crate::layout) struct Series<'a> {
    pub(in crate::layout) name: String,
    pub(in crate::layout) look: Look,
    pub(in crate::layout) runs: Vec<Vec<&'a SeriesPoint>>,
    /// The days of figures that exist but are not published.
    pub(in crate::layout) suppressed: Vec<Date>,
}

/// The scales of the plot and its place.
pub(in crate::layout) struct Plot {
    pub(in crate::layout) area: Rectangle,
    pub(in crate::layout) time: TimeScale,
    pub(in crate::layout) values: ValueScale,
    pub(in crate::layout) mark_radius: f64,
    /// A figure whose bounds are further apart than this is drawn as an interval even where the source states
    /// a value.
    pub(in crate::layout) rough: Rough,
}

/// How far apart the bounds of a figure have to be to be told from a point: two hundredths of what the axis holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Rough {
    /// By this difference.
    Apart(f64),
    /// By this ratio, where equal ratios are equally far apart.
    Times(f64),
}

impl Rough {
    pub(in crate::layout) fn of(numbers: &[f64], scale: ScaleKind) -> Self {
        let furthest = |from: f64, pick: fn(f64, f64) -> f64| numbers.iter().copied().fold(from, pick);
        match scale {
            ScaleKind::Linear => {
                Self::Apart((furthest(0.0, f64::max) / 50.0 - furthest(0.0, f64::min) / 50.0).abs())
            }
            ScaleKind::Log => {
                let (lowest, highest) = (furthest(f64::INFINITY, f64::min), furthest(0.0, f64::max));
                Self::Times((highest / lowest).powf(1.0 / 50.0).max(1.02))
            }
        }
    }

    fn shows(self, lower: f64, upper: f64) -> bool {
        match self {
            Self::Apart(apart) => upper - lower > apart,
            Self::Times(times) => upper > lower * times,
        }
    }
}

impl<'a> Series<'a> {
    pub(in crate::layout) fn of(series: &'a ChartSeries, look: Look, language: Language) -> Self {
        let is_suppressed = |point: &&SeriesPoint| point.bounds.is_none() && point.status == Status::Q;
        let suppressed = in_order(series).into_iter().filter(is_suppressed).map(SeriesPoint::day).collect();
        let name = printable(&one_line(&series.name), language);
        Self { name, look, runs: runs(series), suppressed }
    }

    /// The points that have a figure, with the value at which they stand, in order of time.
    pub(in crate::layout) fn points(&self) -> impl Iterator<Item = (&'a SeriesPoint, f64)> {
        let placed = |point: &&'a SeriesPoint| Some((*point, point.position()?));
        let mut points: Vec<(&'a SeriesPoint, f64)> = self.runs.iter().flatten().filter_map(placed).collect();
        // Strands run beside each other. The sort is stable: an old level stays before the new one of its day.
        points.sort_by_key(|(point, _)| point.day());
        points.into_iter()
    }

    /// The last point of the series, beside which its name stands; of what contradicts it only where there is nothing else.
    pub(in crate::layout) fn end(&self) -> Option<(&'a SeriesPoint, f64)> {
        let of_series = self.points().filter(|(point, _)| point.strand == 0).last();
        of_series.or_else(|| self.points().last())
    }
}

impl Plot {
    pub(in crate::layout) fn place(&self, day: Date, value: f64) -> Point {
        Point { x: self.time.x(day), y: self.values.y(value) }
    }

    /// Where the mark and the bar of bounds of a point begin and end.
    pub(in crate::layout) fn extent(&self, point: &SeriesPoint, mark: Point) -> (f64, f64) {
        let mark_ends = (mark.y - self.mark_radius, mark.y + self.mark_radius);
        if !has_whisker(point, self.rough) {
            return mark_ends;
        }
        let (upper, lower) = self.ends(point, mark);
        (mark_ends.0.min(upper), mark_ends.1.max(lower))
    }

    /// The heights of the upper and the lower bound; the tip of an arrow where one is not promised.
    pub(in crate::layout) fn ends(&self, point: &SeriesPoint, mark: Point) -> (f64, f64) {
        let height = |end: Option<f64>| end.map(|end| self.values.y(end));
        let (lower, upper) =
            point.bounds.map_or((None, None), |bounds| (bounds.lower_value(), bounds.upper_value()));
        let arrow = self.mark_radius * ARROW;
        (height(upper).unwrap_or(mark.y - arrow), height(lower).unwrap_or(mark.y + arrow))
    }
}

/// Whether an upright bar shows the bounds of a figure: no value is stated, or its bounds lie visibly apart.
pub(crate) fn has_whisker(point: &SeriesPoint, rough: Rough) -> bool {
    let apart = |lower: Option<f64>, upper: Option<f64>| {
        lower.zip(upper).is_none_or(|(lower, upper)| rough.shows(lower, upper))
    };
    let far = point.bounds.is_some_and(|bounds| apart(bounds.lower_value(), bounds.upper_value()));
    point.is_rough() || (point.is_interval() && far)
}

/// Every number that needs a place on the axis: marks and ends of bounds.
pub(in crate::layout) fn plotted_numbers(series: &[Series<'_>]) -> Vec<f64> {
    let mut numbers = Vec::new();
    for (point, position) in series.iter().flat_map(Series::points) {
        numbers.push(position);
        if let Some(bounds) = point.bounds {
            numbers.extend(bounds.lower_value());
            numbers.extend(bounds.upper_value());
        }
    }
    numbers
}

/// The first and the last day of all series; `None` where no series has a figure.
pub(in crate::layout) fn days(all: &[ChartSeries], series: &[Series<'_>]) -> Option<(Date, Date)> {
    let days = || all.iter().flat_map(|series| &series.points).map(SeriesPoint::day);
    let has_figure = series.iter().any(|series| !series.runs.is_empty());
    days().min().zip(days().max()).filter(|_| has_figure)
}
