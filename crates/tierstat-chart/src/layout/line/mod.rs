//! Line charts: a line for each series, named at its end.

mod axes;
pub(in crate::layout) mod events;
pub(in crate::layout) mod looks;
mod names;
pub(in crate::layout) mod notes;
pub(crate) mod plot;
mod reporting;
pub(crate) mod runs;
pub(in crate::layout) mod shapes;
pub(in crate::layout) mod signs;
pub(in crate::layout) mod spread;
mod targets;
pub(in crate::layout) mod values;

use self::plot::{Plot, Rough, Series, days, plotted_numbers};
use self::values::Obstacles;
use super::drawing::Layout;
use super::element::{Group, Rectangle};
use super::frame::{self, Footer, Frame, LINE_HEIGHT};
use super::printable::one_line;
use crate::layout::time_scale::TimeScale;
use crate::layout::value_scale::ValueScale;
use crate::{ChartError, Fonts, ScaleKind, SeriesChart, SeriesTarget, Weight};
use jiff::civil::Date;
use tierstat_model::Period;

/// A series of more points than this is read by its line.
const MANY_POINTS: usize = 20;

/// A plot lower or narrower than this shows nothing.
const LEAST_PLOT: f64 = 110.0;

pub(in crate::layout) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let looks = looks::looks(chart)?;
    let series: Vec<Series<'_>> = chart
        .series
        .iter()
        .zip(looks)
        .map(|(series, look)| Series::of(series, look, chart.language))
        .collect();
    let (first_day, last_day) = days(&chart.series, &series).ok_or(ChartError::NoFigures)?;
    let due = chart.targets.iter().filter_map(|target| target.due).map(Period::last_day);
    let last_day = due.clone().max().map_or(last_day, |due| due.max(last_day));
    let mut frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    let scale = frame.scale;
    let mut numbers = plotted_numbers(&series);
    numbers.extend(chart.targets.iter().flat_map(SeriesTarget::heights));
    let rough = Rough::of(&numbers, chart.scale);
    let mut notes = notes::of(chart, &series, &numbers);
    let footer = frame.footer(&notes);

    // Heights: the unit above the plot, the periods below it.
    let top = frame.top + scale.axis * LINE_HEIGHT + scale.space * 1.75;
    let ratio = if frame.width < 900.0 { 0.75 } else { 0.5625 };
    let heights = |footer: &Footer| {
        let below = scale.space * 3.5
            + scale.axis * LINE_HEIGHT
            + footer.height
            + scale.margin * 0.7
            + reporting::height(&frame, chart);
        let own_height = (frame.width * ratio).max(top + (frame.width * 0.28).max(160.0) + below).round();
        let height = chart.size.height.unwrap_or(own_height);
        (height, height - below)
    };
    let ends = (top, heights(&footer).1);
    let values = match chart.scale {
        ScaleKind::Linear => ValueScale::fit(&numbers, chart.unit_size, chart.axis, ends),
        ScaleKind::Log => {
            above_zero(chart, &series)?;
            ValueScale::fit_log(&numbers, chart.unit_size, ends)
        }
    };
    // That the axis does not begin at zero is said where it is so, and takes room itself.
    notes.extend(notes::of_axis(chart, &values));
    let footer = frame.footer(&notes);
    let (height, bottom) = heights(&footer);
    let values = values.between((top, bottom));
    frame::room_between(top, bottom, LEAST_PLOT, "the plot")?;

    // Widths: ticks to the left, names to the right.
    let ticks = values.ticks();
    let tick_width = |text: &str| fonts.width(text, Weight::Regular, scale.axis);
    let left =
        frame.left() + ticks.iter().map(|(_, text)| tick_width(text)).fold(0.0, f64::max) + scale.space * 1.5;
    let names = names::Names::fit(&mut frame, &series, &values, (top, bottom))?;
    let time_left = left + first_value_width(&frame, &series, first_day) / 2.0 + scale.space * 1.5;
    let time_right = frame.right() - names.width - names.gap;
    frame::room_between(time_left, time_right, LEAST_PLOT.min(frame.width * 0.22), "the plot")?;
    let coloured = || series.iter().filter(|series| !series.look.is_muted);
    let marks = coloured().map(|series| series.points().count()).sum::<usize>();
    let longest = coloured().map(|series| series.points().count()).max().unwrap_or_default();
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
    targets::lay(&frame, chart, &series, &plot, &mut groups);
    let mut obstacles = Obstacles::of([&axes, &behind].into_iter().chain(&groups));
    // A way to a target goes on where the lines end: names stand behind it.
    let beyond = due.max().map_or(f64::NEG_INFINITY, |due| plot.time.x(due));
    names.place(&frame, &series, (&plot, beyond), &mut groups, &mut obstacles);
    targets::print(&frame, chart, &series, &plot, &mut groups, &mut obstacles);
    events::print(&frame, &words, &plot, &mut behind, &mut obstacles);
    signs::print(&frame, &series, &plot, &mut groups, &mut obstacles);
    values::print(&frame, &series, &plot, &mut groups, &mut obstacles);
    // What a reader shall look at stands in front.
    let (muted, coloured): (Vec<_>, Vec<_>) =
        groups.into_iter().zip(&series).partition(|(_, series)| series.look.is_muted);
    let groups = muted.into_iter().chain(coloured).map(|(group, _)| group);
    let strip = reporting::lay(&frame, chart, &plot);
    let groups = [axes, behind, strip].into_iter().chain(groups).collect();
    Ok(frame.finish(height, groups, footer))
}

/// What a scale of equal ratios cannot show: a figure that is not above zero, or may not be.
fn above_zero(chart: &SeriesChart, series: &[Series<'_>]) -> Result<(), ChartError> {
    let is_below = |target: &&SeriesTarget| target.heights().into_iter().any(|height| height <= 0.0);
    if let Some(target) = chart.targets.iter().find(is_below) {
        let series = series.get(target.series).map(|series| series.name.clone()).unwrap_or_default();
        let (period, printed) = (one_line(&target.due_label), one_line(&target.printed));
        return Err(ChartError::NotAboveZero { series, period, printed });
    }

    for series in series {
        let is_low = |value: f64| value <= 0.0;
        let below = series.points().find(|(point, position)| {
            let ends = point.bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
            is_low(*position) || ends.into_iter().flatten().flatten().any(is_low)
        });
        if let Some((point, _)) = below {
            let (period, printed) = (one_line(&point.label), one_line(&point.printed));
            return Err(ChartError::NotAboveZero { series: series.name.clone(), period, printed });
        }
    }
    Ok(())
}

/// The width of the widest value at the first day, which stands over the left end of the plot.
fn first_value_width(frame: &Frame<'_>, series: &[Series<'_>], first_day: Date) -> f64 {
    series
        .iter()
        .filter(|series| !series.look.is_muted)
        .flat_map(Series::points)
        .filter(|(point, _)| point.day() == first_day)
        .map(|(point, _)| frame.fonts.width(&one_line(&point.mark_text), Weight::Regular, frame.scale.axis))
        .fold(0.0, f64::max)
        .min(frame.width * 0.15)
}
