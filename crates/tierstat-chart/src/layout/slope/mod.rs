//! Slope charts: two periods, a line for each series from one to the other, with name and value at both ends.

mod ends;

use self::ends::{Ends, Side};
use super::drawing::Layout;
use super::element::{ASCENT, Anchor, Element, Group, GroupRole, Line, LineRole, Point, Rectangle, TextRole};
use super::frame::{self, Footer, Frame, LINE_HEIGHT};
use super::line::looks::{Look, MOST_SERIES, looks};
use super::line::plot::{Plot, Rough, Series, days, plotted_numbers};
use super::line::values::Obstacles;
use super::line::{notes, shapes, signs};
use super::printable::{one_line, printable};
use super::time_scale::TimeScale;
use super::value_scale::ValueScale;
use crate::palette::{BASELINE, FAINT_INK, SERIES, SOFT_INK};
use crate::{ChartError, Emphasis, Fonts, SeriesChart, ValueAxis, Weight};
use jiff::civil::Date;
use tierstat_model::Language;

/// A plot lower or narrower than this shows nothing.
const LEAST_PLOT: f64 = 110.0;

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let looks = looks_of_slopes(chart)?;
    let series: Vec<Series<'_>> = chart
        .series
        .iter()
        .zip(looks)
        .map(|(series, look)| Series::of(series, look, chart.language))
        .collect();
    let (first_day, last_day) = days(&chart.series, &series).ok_or(ChartError::NoFigures)?;
    let mut frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    let scale = frame.scale;
    let numbers = plotted_numbers(&series);
    let mut notes = notes::of(chart, &series, &numbers);
    let footer = frame.footer(&notes);

    // Unit and periods above, the note below; between them as much as the names need.
    let top = frame.top + (scale.axis + scale.label) * LINE_HEIGHT + scale.space;
    let ratio = if frame.width < 900.0 { 0.9 } else { 0.5625 };
    let names = series.len() as f64 * scale.axis * LINE_HEIGHT * 1.05;
    let heights = |footer: &Footer| {
        let below = scale.space * 2.5 + footer.height + scale.margin * 0.7;
        let own_height = (frame.width * ratio)
            .max(top + names.max(frame.width * 0.28).max(LEAST_PLOT + 1.0) + below)
            .ceil();
        let height = chart.size.height.unwrap_or(own_height);
        (height, height - below)
    };
    let values = ValueScale::fit(&numbers, chart.unit_size, chart.axis, (top, heights(&footer).1));
    // That the axis does not begin at zero is said where it is so, and takes room itself.
    notes.extend(notes::of_axis(chart, &values));
    let footer = frame.footer(&notes);
    let (height, bottom) = heights(&footer);
    let values = values.between((top, bottom));
    frame::room_between(top, bottom, LEAST_PLOT, "the plot")?;
    let left = Ends::fit(&mut frame, &series, &values, Side::Left(first_day), (top, bottom))?;
    let right = Ends::fit(&mut frame, &series, &values, Side::Right(last_day), (top, bottom))?;
    // The name of a period stands over its line, also where no series has a figure beside it.
    let half = |day| heading_width(&frame, chart, day) / 2.0;
    let time_left = frame.left() + (left.width + left.gap).max(half(first_day));
    let time_right = frame.right() - (right.width + right.gap).max(half(last_day));
    frame::room_between(time_left, time_right, LEAST_PLOT.min(frame.width * 0.2), "the plot")?;
    let plot = Plot {
        area: Rectangle { left: time_left, top, right: time_right, bottom },
        time: TimeScale::new(first_day, last_day, time_left, time_right),
        values,
        mark_radius: if series.len() > SERIES.len() { scale.mark_radius * 0.7 } else { scale.mark_radius },
        rough: Rough::of(&numbers, chart.scale),
    };

    let axes = axes(&frame, chart, &plot, [first_day, last_day]);
    let mut groups: Vec<Group> = series.iter().map(|series| shapes::shapes(&frame, series, &plot)).collect();
    let mut obstacles = Obstacles::of(std::iter::once(&axes).chain(&groups));
    for ends in [&left, &right] {
        ends.place(&frame, &series, &plot, &mut groups, &mut obstacles);
    }
    signs::print(&frame, &series, &plot, &mut groups, &mut obstacles);
    let (muted, coloured): (Vec<_>, Vec<_>) =
        groups.into_iter().zip(&series).partition(|(_, series)| series.look.is_muted);
    let groups = muted.into_iter().chain(coloured).map(|(group, _)| group);
    let groups = std::iter::once(axes).chain(groups).collect();
    Ok(frame.finish(height, groups, footer))
}

/// Each slope has its names at its ends: more than there are colours have one colour, unless some shall be looked at.
fn looks_of_slopes(chart: &SeriesChart) -> Result<Vec<Look>, ChartError> {
    let is_plain = chart.series.iter().all(|series| series.emphasis == Emphasis::Plain);
    let [(colour, shape), ..] = SERIES;
    if !is_plain || chart.series.len() <= SERIES.len() {
        return looks(chart);
    }
    if chart.series.len() > MOST_SERIES {
        return Err(ChartError::TooManySeries { found: chart.series.len(), limit: MOST_SERIES });
    }
    Ok(vec![Look { colour, shape, is_muted: false }; chart.series.len()])
}

/// The name of a period, as the first series that has it prints it.
fn heading(chart: &SeriesChart, day: Date) -> String {
    let points = chart.series.iter().flat_map(|series| &series.points);
    let label = points.filter(|point| point.day() == day).map(|point| one_line(&point.label)).next();
    printable(&label.unwrap_or_default(), chart.language)
}

/// How wide the name of a period is, of which a third of the chart is the most.
fn heading_width(frame: &Frame<'_>, chart: &SeriesChart, day: Date) -> f64 {
    let width = frame.fonts.width(&heading(chart, day), Weight::Regular, frame.scale.label);
    width.min((frame.right() - frame.left()) * 0.3)
}

/// The unit, an upright line for each of the two periods with its name over it, and the line of zero where there is one.
fn axes(frame: &Frame<'_>, chart: &SeriesChart, plot: &Plot, days: [Date; 2]) -> Group {
    let scale = frame.scale;
    let mut elements = Vec::new();
    let line = |role, from: Point, to: Point, width| {
        let points = vec![from, to];
        Element::Line(Line { role, points, width, dashed: false, colour: BASELINE })
    };
    let unit = printable(&one_line(&chart.unit), chart.language);
    let unit = if chart.language == Language::Chinese && !unit.is_empty() {
        format!("单位：{unit}")
    } else {
        unit
    };
    if !unit.is_empty() {
        let unit = frame.cut_to(&unit, frame.right() - frame.left(), scale.axis);
        let at = Point { x: frame.left(), y: frame.top + scale.axis * ASCENT };
        let (anchor, weight) = (Anchor::Start, Weight::Regular);
        elements.push(Element::Text(frame.text(
            TextRole::Unit,
            unit,
            at,
            anchor,
            scale.axis,
            weight,
            FAINT_INK,
        )));
    }
    let points = || chart.series.iter().flat_map(|series| &series.points);
    let shown = if days[0] == days[1] { &days[..1] } else { &days[..] };
    let room = (plot.area.right - plot.area.left - scale.space * 2.0).max(0.0);
    for day in shown {
        let x = plot.time.x(*day);
        let foot = Point { x, y: plot.area.bottom };
        elements.push(line(LineRole::Tick, Point { x, y: plot.area.top - scale.space * 0.5 }, foot, 1.5));
        let label = frame.cut_to(&heading(chart, *day), room, scale.label);
        let y = frame.top + scale.axis * LINE_HEIGHT + scale.label * ASCENT;
        let (at, anchor) = (Point { x, y }, Anchor::Middle);
        let text = frame.text(TextRole::TimeTick, label, at, anchor, scale.label, Weight::Regular, SOFT_INK);
        elements.push(Element::Text(text));
    }
    // Where zero is no more than the round number below all others, it is none that the chart speaks of.
    let is_meant = chart.axis == ValueAxis::FromZero
        || points().any(|point| point.position().is_some_and(|value| value < 0.0));
    if is_meant && plot.values.ticks().iter().any(|(value, _)| value.abs() < f64::EPSILON) {
        let y = plot.values.y(0.0);
        let ends = [plot.area.left, plot.area.right].map(|x| Point { x, y });
        elements.push(line(LineRole::Baseline, ends[0], ends[1], 1.5));
    }
    Group { role: GroupRole::Axes, title: None, elements }
}
