//! Line charts: a line for each series, named at its end.

mod axes;
mod events;
mod names;
mod plot;
mod runs;
mod shapes;
mod signs;
mod spread;
mod values;

use self::plot::{Plot, Series, has_whisker};
use self::values::Obstacles;
use super::drawing::Layout;
use super::element::{Group, Rectangle};
use super::frame::{self, Frame, LINE_HEIGHT};
use super::printable::{one_line, printable};
use crate::layout::time_scale::TimeScale;
use crate::layout::value_scale::ValueScale;
use crate::palette::SERIES;
use crate::{ChartError, ChartSeries, Fonts, SeriesChart, SeriesPoint, ValueAxis, Weight, remarks};
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{Language, Status};

/// A series of more points than this is read by its line.
const MANY_POINTS: usize = 20;

/// A plot lower or narrower than this shows nothing.
const LEAST_PLOT: f64 = 110.0;

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    if chart.series.len() > SERIES.len() {
        return Err(ChartError::TooManySeries { found: chart.series.len(), limit: SERIES.len() });
    }
    let all_days: BTreeSet<Date> =
        chart.series.iter().flat_map(|series| series.points.iter().map(|point| point.day())).collect();
    let series: Vec<Series<'_>> = chart
        .series
        .iter()
        .zip(SERIES)
        .map(|(series, (colour, shape))| {
            let name = printable(&one_line(&series.name), chart.language);
            Series { name, colour, shape, runs: runs::runs(series), suppressed: suppressed(series) }
        })
        .collect();
    let (Some(first_day), Some(last_day)) = (all_days.first().copied(), all_days.last().copied()) else {
        return Err(ChartError::NoFigures);
    };
    if series.iter().all(|series| series.runs.is_empty()) {
        return Err(ChartError::NoFigures);
    }
    let mut frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    let scale = frame.scale;
    let numbers = plotted_numbers(&series);
    let rough = rough(&numbers);
    let footer = frame.footer(&notes(chart, &series, &numbers));

    // Heights: the unit above the plot, the periods below it.
    let below = scale.space * 3.5 + scale.axis * LINE_HEIGHT + footer.height + scale.margin * 0.7;
    let top = frame.top + scale.axis * LINE_HEIGHT + scale.space * 1.75;
    let ratio = if frame.width < 900.0 { 0.75 } else { 0.5625 };
    let own_height = (frame.width * ratio).max(top + (frame.width * 0.28).max(160.0) + below).round();
    let height = chart.size.height.unwrap_or(own_height);
    let bottom = height - below;
    frame::room_between(top, bottom, LEAST_PLOT, "the plot")?;
    let values = ValueScale::fit(&numbers, chart.unit_size, chart.axis, (top, bottom));

    // Widths: ticks to the left, names to the right.
    let ticks = values.ticks();
    let tick_width = |text: &str| fonts.width(text, Weight::Regular, scale.axis);
    let left =
        frame.left() + ticks.iter().map(|(_, text)| tick_width(text)).fold(0.0, f64::max) + scale.space * 1.5;
    let names = names::Names::fit(&mut frame, &series, &values, (top, bottom))?;
    let time_left = left + first_value_width(&frame, &series, first_day) / 2.0 + scale.space * 1.5;
    let time_right = frame.right() - names.width - names.gap;
    frame::room_between(time_left, time_right, LEAST_PLOT.min(frame.width * 0.22), "the plot")?;
    let marks = series.iter().map(|series| series.points().count()).sum::<usize>();
    let longest = series.iter().map(|series| series.points().count()).max().unwrap_or_default();
    let plot = Plot {
        area: Rectangle { left, top, right: time_right + scale.mark_radius + 2.0, bottom },
        time: TimeScale::new(first_day, last_day, time_left, time_right),
        values,
        // Where marks would hide their line they are smaller: it is the line that is read then.
        mark_radius: match (longest > MANY_POINTS, marks > values::MARKS_WITH_VALUES) {
            (true, _) => scale.mark_radius * 0.5,
            (false, true) => scale.mark_radius * 0.85,
            (false, false) => scale.mark_radius,
        },
        rough,
    };

    let axes = axes::axes(&frame, chart, &plot);
    let (mut behind, words) = events::lay(chart, &series, &plot);
    let mut groups: Vec<Group> = series.iter().map(|series| shapes::shapes(&frame, series, &plot)).collect();
    let mut obstacles = Obstacles::of([&axes, &behind].into_iter().chain(&groups));
    names.place(&frame, &series, &plot, &mut groups, &mut obstacles);
    events::print(&frame, &words, &plot, &mut behind, &mut obstacles);
    signs::print(&frame, &series, &plot, &mut groups, &mut obstacles);
    values::print(&frame, &series, &plot, &mut groups, &mut obstacles);
    groups.splice(0..0, [axes, behind]);
    Ok(frame.finish(height, groups, footer))
}

/// The periods whose figure exists but is not published.
fn suppressed(series: &ChartSeries) -> Vec<Date> {
    let points = runs::in_order(series).into_iter();
    points.filter(|point| point.bounds.is_none() && point.status == Status::Q).map(SeriesPoint::day).collect()
}

/// Every number that needs a place on the axis: marks and ends of bounds.
fn plotted_numbers(series: &[Series<'_>]) -> Vec<f64> {
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

/// Two hundredths of what the axis has to hold: nearer bounds cannot be told from a point.
fn rough(numbers: &[f64]) -> f64 {
    let furthest = |from: f64, pick: fn(f64, f64) -> f64| numbers.iter().copied().fold(from, pick);
    (furthest(0.0, f64::max) / 50.0 - furthest(0.0, f64::min) / 50.0).abs()
}

/// The sentences that explain what the chart's marks mean, where it has such marks.
fn notes(chart: &SeriesChart, series: &[Series<'_>], numbers: &[f64]) -> Vec<String> {
    let points = || series.iter().flat_map(Series::points).map(|(point, _)| point);
    let rough = rough(numbers);
    let unbounded = |point: &SeriesPoint| {
        point.bounds.is_some_and(|bounds| bounds.lower_value().is_none() || bounds.upper_value().is_none())
    };
    let mut notes = Vec::new();
    let mut say = |zh: &str, en: &str| {
        notes.push(if chart.language == Language::Chinese { zh.to_owned() } else { en.to_owned() });
    };
    if points().any(SeriesPoint::is_rough) {
        say(
            "半实心标记为约数，只知竖线所示的上下限，不与他数连线。",
            "Half-filled marks are rough: only the bounds that the upright bar shows are known, and no line leads to them.",
        );
    }
    if points().any(|point| !point.is_rough() && has_whisker(point, rough)) {
        if points().any(SeriesPoint::is_rough) {
            say("其余竖线为该数的上下限。", "Other upright bars are the bounds of their figure.");
        } else {
            say("竖线为该数的上下限。", "Upright bars are the bounds of their figure.");
        }
    }
    if points().any(unbounded) {
        say("箭头表示该方向没有界限。", "An arrow stands where no bound is known.");
    }
    if series.iter().any(|series| !series.suppressed.is_empty()) {
        say("※ 为有数而不公布的时期。", "※ marks periods of which a figure exists but is not published.");
    }
    notes.extend(remarks::of(chart));
    let mut say = |zh: &str, en: &str| {
        notes.push(if chart.language == Language::Chinese { zh.to_owned() } else { en.to_owned() });
    };
    let lowest = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    if chart.axis == ValueAxis::Fitted && lowest > 0.0 {
        say("纵轴不从零开始。", "The axis of values does not begin at zero.");
    }
    notes
}

/// The width of the widest value at the first day, which stands over the left end of the plot.
fn first_value_width(frame: &Frame<'_>, series: &[Series<'_>], first_day: Date) -> f64 {
    series
        .iter()
        .flat_map(Series::points)
        .filter(|(point, _)| point.day() == first_day)
        .map(|(point, _)| frame.fonts.width(&one_line(&point.mark_text), Weight::Regular, frame.scale.axis))
        .fold(0.0, f64::max)
        .min(frame.width * 0.15)
}
