//! Line charts: a line for each series, named at its end.

use super::element::{
    Anchor, Band, Element, Group, GroupRole, Line, LineRole, Mark, Point, Rectangle, Text, TextRole,
};
use super::end_labels;
use super::frame::{self, Frame, LINE_HEIGHT, centred};
use super::runs::runs;
use super::time_axis::{TickLabel, TimeScale, labels_that_fit};
use super::value_axis::ValueScale;
use super::value_labels::Obstacles;
use super::{ChartWarning, Layout, one_line, printable};
use crate::palette::{BASELINE, Colour, FAINT_INK, GRIDLINE, LEADER, MarkShape, SERIES};
use crate::{ChartError, Fonts, LineChart, LinePoint, ValueAxis, Weight};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::Language;

/// Up to so many marks all have their value printed; beyond, the first and the highest of each series.
const MARKS_WITH_VALUES: usize = 24;
/// A plot lower or narrower than this shows nothing.
const LEAST_PLOT: f64 = 110.0;

/// A series with what the layout needs to know of it.
struct Series<'a> {
    name: String,
    colour: Colour,
    shape: MarkShape,
    runs: Vec<Vec<&'a LinePoint>>,
}

impl<'a> Series<'a> {
    fn points(&self) -> impl Iterator<Item = (&'a LinePoint, f64)> {
        self.runs.iter().flatten().filter_map(|point| Some((*point, point.position()?)))
    }
}

/// The scales of the plot and its place.
struct Plot {
    area: Rectangle,
    time: TimeScale,
    values: ValueScale,
}

impl Plot {
    fn place(&self, day: Date, value: f64) -> Point {
        Point { x: self.time.x(day), y: self.values.y(value) }
    }
}

/// The label of a series: lines of text and the size they need.
struct EndLabel {
    lines: Vec<Vec<(TextRole, String)>>,
    width: f64,
    size: f64,
}

impl EndLabel {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.size * LINE_HEIGHT
    }
}

pub(super) fn layout(chart: &LineChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    if chart.series.len() > SERIES.len() {
        return Err(ChartError::TooManySeries { found: chart.series.len(), limit: SERIES.len() });
    }
    let all_days: BTreeSet<Date> =
        chart.series.iter().flat_map(|series| series.points.iter().map(|point| point.day)).collect();
    let series: Vec<Series<'_>> = chart
        .series
        .iter()
        .zip(SERIES)
        .map(|(series, (colour, shape))| {
            let name = printable(&one_line(&series.name), chart.language);
            Series { name, colour, shape, runs: runs(series, &all_days) }
        })
        .collect();
    if series.iter().all(|series| series.runs.is_empty()) {
        return Err(ChartError::NoFigures);
    }
    let mut frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    let values = plotted_values(&series);
    let footer = frame.footer(&notes(chart, &series, &values));

    // Heights: unit line above the plot, periods below it.
    let scale = frame.scale;
    let below_plot =
        scale.space * 2.0 + scale.axis * LINE_HEIGHT + scale.space * 1.5 + footer.height + scale.margin * 0.7;
    let plot_top = frame.top + scale.axis * LINE_HEIGHT + scale.space;
    let ratio = if frame.width < 900.0 { 0.75 } else { 0.5625 };
    let own_height = (frame.width * ratio).max(plot_top + frame.width * 0.28 + below_plot).round();
    let height = chart.size.height.unwrap_or(own_height);
    let plot_bottom = height - below_plot;
    frame::room_between(plot_top, plot_bottom, LEAST_PLOT, "the plot")?;
    let value_scale = ValueScale::fit(&values, chart.axis, plot_top, plot_bottom);

    // Widths: ticks to the left, names to the right.
    let tick_width = value_scale
        .ticks()
        .iter()
        .map(|(_, text)| fonts.width(text, Weight::Regular, scale.axis))
        .fold(0.0, f64::max);
    let left = frame.left() + tick_width + scale.space * 1.5;
    let last_day =
        series.iter().flat_map(Series::points).map(|(point, _)| point.day).max().unwrap_or(Date::MIN);
    let first_day = all_days.first().copied().unwrap_or(last_day);
    let last_drawn_day = all_days.last().copied().unwrap_or(last_day);
    let label_room = plot_bottom - frame.top;
    let labels = end_labels(&mut frame, chart.language, &series, last_day, label_room)?;
    let label_width = labels.values().map(|label| label.width).fold(0.0, f64::max);
    let label_gap = scale.mark_radius + scale.space * 1.5;
    let time_left = left + first_value_width(&frame, &series, first_day) / 2.0 + scale.space * 1.5;
    let time_right = frame.right() - label_width - label_gap;
    frame::room_between(time_left, time_right, LEAST_PLOT, "the plot")?;
    let plot = Plot {
        area: Rectangle {
            left,
            top: plot_top,
            right: time_right + scale.mark_radius + 2.0,
            bottom: plot_bottom,
        },
        time: TimeScale::new(first_day, last_drawn_day, time_left, time_right),
        values: value_scale,
    };

    let axes = axes(&frame, chart, &plot, &all_days, &series);
    let mut groups: Vec<Group> = series.iter().map(|series| shapes(&frame, series, &plot)).collect();
    let mut obstacles = obstacles(&axes, &groups);
    name_lines(&frame, &series, &plot, &labels, label_gap, &mut groups, &mut obstacles);
    print_values(&frame, &series, &plot, &labels, &mut groups, &mut obstacles);
    groups.insert(0, axes);
    Ok(frame.finish(height, groups, footer))
}

/// Every number that needs a place on the axis: marks and ends of bounds.
fn plotted_values(series: &[Series<'_>]) -> Vec<f64> {
    let mut values = Vec::new();
    for (point, position) in series.iter().flat_map(Series::points) {
        values.push(position);
        if let Some(bounds) = point.bounds {
            values.push(bounds.lower());
            values.extend(bounds.upper_value());
        }
    }
    values
}

/// The sentences that explain what the chart's marks mean, where it has such marks.
fn notes(chart: &LineChart, series: &[Series<'_>], values: &[f64]) -> Vec<String> {
    let points = || series.iter().flat_map(Series::points).map(|(point, _)| point);
    let mut notes = Vec::new();
    let mut say = |zh: &str, en: &str| {
        notes.push(if chart.language == Language::Chinese { zh.to_owned() } else { en.to_owned() });
    };
    match (points().any(LinePoint::is_interval), points().any(|point| point.provisional)) {
        (true, true) => say(
            "空心标记为暂定数，或只知上下限的约数，竖线为其上下限。",
            "Hollow marks are provisional, or known only within the bounds that the upright bar shows.",
        ),
        (true, false) => say(
            "空心标记为只知上下限的约数，竖线为其上下限。",
            "Hollow marks are known only within the bounds that the upright bar shows.",
        ),
        (false, true) => say("空心标记为暂定数。", "Hollow marks are provisional."),
        (false, false) => {}
    }
    if series.iter().any(|series| series.runs.len() > 1) {
        say("线段中断处没有数据。", "Where a line breaks, there is no figure.");
    }
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    if chart.axis == ValueAxis::Fitted && lowest > 0.0 {
        say("纵轴不从零开始。", "The axis of values does not begin at zero.");
    }
    notes
}

/// The label of each series that has a figure, by index, small enough that all of them fit into a height.
fn end_labels(
    frame: &mut Frame<'_>,
    language: Language,
    series: &[Series<'_>],
    last_day: Date,
    room: f64,
) -> Result<BTreeMap<usize, EndLabel>, ChartError> {
    let widest = (frame.right() - frame.left()) * 0.32;
    let with_points = || series.iter().enumerate().filter(|(_, series)| !series.runs.is_empty());
    let count = with_points().count().max(1) as f64;
    for size in [frame.scale.label, frame.scale.axis, frame.scale.footer] {
        let most_lines = (room / count / (size * LINE_HEIGHT)).floor();
        if most_lines < 1.0 {
            continue;
        }
        let mut labels = BTreeMap::new();
        let mut cut = Vec::new();
        for (index, series) in with_points() {
            let Some((last, _)) = series.points().last() else { continue };
            let mut value = printable(&one_line(&last.printed), language);
            if last.day < last_day {
                let period = printable(&one_line(&last.label), language);
                value = match language {
                    Language::Chinese => format!("{value}（{period}）"),
                    Language::English => format!("{value} ({period})"),
                };
            }
            let (label, was_cut) = end_label(frame, &series.name, &value, size, widest, most_lines as usize);
            labels.insert(index, label);
            cut.extend(was_cut.then(|| ChartWarning::NameCut { name: series.name.clone() }));
        }
        frame.warnings.extend(cut);
        return Ok(labels);
    }
    let needed = count * frame.scale.footer * LINE_HEIGHT;
    Err(ChartError::NoRoom { what: "the plot", needed, room })
}

/// A name in bold, broken into lines, with the value after it where it fits, else below. The second answer is whether something was cut.
fn end_label(
    frame: &Frame<'_>,
    name: &str,
    value: &str,
    size: f64,
    widest: f64,
    most_lines: usize,
) -> (EndLabel, bool) {
    let bold = |text: &str| frame.fonts.width(text, Weight::Bold, size);
    let regular = |text: &str| frame.fonts.width(text, Weight::Regular, size);
    let of_role = |role, lines: Vec<String>| -> Vec<Vec<(TextRole, String)>> {
        lines.into_iter().map(|line| vec![(role, line)]).collect()
    };
    let mut lines = of_role(TextRole::SeriesName, frame.wrapped(name, widest, size, Weight::Bold));
    let value_width = regular(value);
    let mut value_lines = of_role(TextRole::EndValue, frame.wrapped(value, widest, size, Weight::Regular));
    let beside = lines.last().and_then(|line| line.first()).map_or(0.0, |(_, text)| bold(text)) + size * 0.4;
    if value_lines.len() == 1 && beside + value_width <= widest {
        if let Some(line) = lines.last_mut() {
            line.append(&mut value_lines[0]);
            value_lines.clear();
        }
    }
    let most_name_lines = most_lines.saturating_sub(value_lines.len()).max(1);
    let mut cut = lines.len() > most_name_lines;
    if cut {
        // The value may have stood on a line that goes; it is kept, the name gives way.
        let value_there = lines.last_mut().and_then(|line| (line.len() > 1).then(|| line.pop())).flatten();
        lines.truncate(most_name_lines);
        let room_beside = if value_there.is_some() { widest - value_width - size * 0.4 } else { widest };
        if let Some((_, text)) = lines.last_mut().and_then(|line| line.first_mut()) {
            while !text.is_empty() && bold(&format!("{text}…")) > room_beside {
                text.pop();
            }
            text.push('…');
        }
        if let Some(line) = lines.last_mut() {
            line.extend(value_there);
        }
    }
    lines.append(&mut value_lines);
    if lines.len() > most_lines {
        cut = true;
        lines.truncate(most_lines);
    }
    let width = lines
        .iter()
        .map(|line| {
            let parts = line
                .iter()
                .map(|(role, text)| if *role == TextRole::SeriesName { bold(text) } else { regular(text) });
            parts.sum::<f64>() + size * 0.4 * (line.len().saturating_sub(1)) as f64
        })
        .fold(0.0, f64::max);
    (EndLabel { lines, width, size }, cut)
}

/// The width of the widest value at the first day, which stands over the left end of the plot.
fn first_value_width(frame: &Frame<'_>, series: &[Series<'_>], first_day: Date) -> f64 {
    series
        .iter()
        .flat_map(Series::points)
        .filter(|(point, _)| point.day == first_day)
        .map(|(point, _)| frame.fonts.width(&one_line(&point.printed), Weight::Regular, frame.scale.axis))
        .fold(0.0, f64::max)
        .min(frame.width * 0.15)
}

/// Unit, gridlines with their values, the foot of the plot, and the periods.
fn axes(
    frame: &Frame<'_>,
    chart: &LineChart,
    plot: &Plot,
    all_days: &BTreeSet<Date>,
    series: &[Series<'_>],
) -> Group {
    let scale = frame.scale;
    let mut elements = Vec::new();
    let across = |role, y: f64, width, colour| {
        let points = vec![Point { x: plot.area.left, y }, Point { x: plot.area.right, y }];
        Element::Line(Line { role, points, width, colour })
    };
    let plain = |role, content: String, at, anchor| {
        Element::Text(frame.text(role, content, at, anchor, scale.axis, Weight::Regular, FAINT_INK))
    };
    let unit = printable(&one_line(&chart.unit), chart.language);
    if !unit.is_empty() {
        let unit = match chart.language {
            Language::Chinese => format!("单位：{unit}"),
            Language::English => unit,
        };
        let at = Point { x: frame.left(), y: plot.area.top - scale.space - scale.axis * 0.5 };
        elements.push(plain(TextRole::Unit, unit, at, Anchor::Start));
    }
    for (value, text) in plot.values.ticks() {
        let y = plot.values.y(value);
        if value.abs() < f64::EPSILON {
            elements.push(across(LineRole::Baseline, y, 1.5, BASELINE));
        } else {
            elements.push(across(LineRole::Gridline, y, 1.0, GRIDLINE));
        }
        let at = Point { x: plot.area.left - scale.space * 1.25, y: y + scale.axis * 0.36 };
        elements.push(plain(TextRole::ValueTick, text, at, Anchor::End));
    }

    // The period of a day is printed as the first series that has it prints it.
    let mut periods: BTreeMap<Date, String> = BTreeMap::new();
    for point in chart.series.iter().flat_map(|series| &series.points) {
        periods.entry(point.day).or_insert_with(|| printable(&one_line(&point.label), chart.language));
    }
    debug_assert!(series.iter().flat_map(Series::points).all(|(point, _)| all_days.contains(&point.day)));
    let view = frame.view(0.0);
    let labels: Vec<TickLabel> = periods
        .iter()
        .map(|(day, text)| {
            let width = frame.fonts.width(text, Weight::Regular, scale.axis);
            let room = (view.left + 4.0 + width / 2.0, view.right - 4.0 - width / 2.0);
            let x = plot.time.x(*day).max(room.0).min(room.1);
            TickLabel { x, width, year_end: day.month() == 12 && day.day() == 31 }
        })
        .collect();
    let shown = labels_that_fit(&labels, scale.axis);
    let foot = plot.area.bottom;
    for (((day, text), label), shown) in periods.into_iter().zip(&labels).zip(shown) {
        let x = plot.time.x(day);
        let length = if shown { scale.space } else { scale.space * 0.6 };
        let points = vec![Point { x, y: foot }, Point { x, y: foot + length }];
        elements.push(Element::Line(Line { role: LineRole::Tick, points, width: 1.5, colour: BASELINE }));
        if shown {
            let at = Point { x: label.x, y: foot + scale.space * 1.5 + scale.axis };
            elements.push(plain(TextRole::TimeTick, text, at, Anchor::Middle));
        }
    }
    Group { role: GroupRole::Axes, title: None, elements }
}

/// Bands, lines, whiskers and marks of one series.
fn shapes(frame: &Frame<'_>, series: &Series<'_>, plot: &Plot) -> Group {
    let scale = frame.scale;
    let colour = series.colour;
    let (mut bands, mut lines, mut whiskers, mut marks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for run in &series.runs {
        let places: Vec<Point> =
            run.iter().filter_map(|point| Some(plot.place(point.day, point.position()?))).collect();
        for pair in run.windows(2) {
            bands.extend(band(pair, plot, colour));
        }
        if places.len() > 1 {
            lines.push(Element::Line(Line {
                role: LineRole::Figures,
                points: places,
                width: scale.line_width,
                colour,
            }));
        }
    }
    for (point, value) in series.points() {
        let at = plot.place(point.day, value);
        whiskers.extend(whisker(point, at, plot, scale.mark_radius, scale.line_width * 0.55, colour));
        marks.push(Element::Mark(Mark {
            at,
            radius: scale.mark_radius,
            shape: series.shape,
            hollow: point.provisional || point.is_interval(),
            colour,
            tooltip: tooltip(frame.language, &series.name, point),
        }));
    }
    let elements = bands.into_iter().chain(lines).chain(whiskers).chain(marks).collect();
    Group { role: GroupRole::Series, title: Some(series.name.clone()), elements }
}

fn tooltip(language: Language, name: &str, point: &LinePoint) -> String {
    let (label, printed) = (one_line(&point.label), one_line(&point.printed));
    match language {
        Language::Chinese => format!("{name}，{label}：{printed}"),
        Language::English => format!("{name}, {label}: {printed}"),
    }
}

/// The area in which the line between two points may run, where one of them is an interval with two ends.
fn band(pair: &[&LinePoint], plot: &Plot, colour: Colour) -> Option<Element> {
    let [from, to] = pair else { return None };
    if !from.is_interval() && !to.is_interval() {
        return None;
    }
    let ends =
        |point: &LinePoint| point.bounds.and_then(|bounds| Some((bounds.lower(), bounds.upper_value()?)));
    let ((from_lower, from_upper), (to_lower, to_upper)) = (ends(from)?, ends(to)?);
    let points = vec![
        plot.place(from.day, from_lower),
        plot.place(from.day, from_upper),
        plot.place(to.day, to_upper),
        plot.place(to.day, to_lower),
    ];
    Some(Element::Band(Band { points, colour, opacity: 0.16 }))
}

/// The upright bar from the lower to the upper bound, with a cap at each end; an arrow where nothing is promised above.
fn whisker(
    point: &LinePoint,
    at: Point,
    plot: &Plot,
    radius: f64,
    width: f64,
    colour: Colour,
) -> Vec<Element> {
    let Some(bounds) = point.bounds.filter(|_| point.is_interval()) else { return Vec::new() };
    let line = |points| Element::Line(Line { role: LineRole::Whisker, points, width, colour });
    let level = |y: f64| line(vec![Point { x: at.x - radius * 0.8, y }, Point { x: at.x + radius * 0.8, y }]);
    let lower = plot.values.y(bounds.lower());
    match bounds.upper_value() {
        Some(upper) => {
            let upper = plot.values.y(upper);
            vec![
                line(vec![Point { x: at.x, y: lower }, Point { x: at.x, y: upper }]),
                level(lower),
                level(upper),
            ]
        }
        None => {
            let tip = Point { x: at.x, y: lower - radius * 4.5 };
            let barb = |side: f64| Point { x: tip.x + side * radius * 0.7, y: tip.y + radius * 0.9 };
            vec![line(vec![Point { x: at.x, y: lower }, tip]), line(vec![barb(-1.0), tip, barb(1.0)])]
        }
    }
}

/// What no value may touch so far.
fn obstacles(axes: &Group, series: &[Group]) -> Obstacles {
    let mut obstacles = Obstacles::default();
    for element in axes.elements.iter().chain(series.iter().flat_map(|group| &group.elements)) {
        match element {
            Element::Text(text) => obstacles.boxes.push(text.bounding_box()),
            Element::Mark(mark) => obstacles.boxes.push(mark.bounding_box()),
            Element::Line(line) if matches!(line.role, LineRole::Figures | LineRole::Whisker) => {
                let pairs = line.points.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
                obstacles.segments.extend(pairs);
            }
            Element::Line(_) | Element::Bar(_) | Element::Band(_) => {}
        }
    }
    obstacles
}

/// Sets the name and last value of each series beside the end of its line, with a leader where it could not stand there.
fn name_lines(
    frame: &Frame<'_>,
    series: &[Series<'_>],
    plot: &Plot,
    labels: &BTreeMap<usize, EndLabel>,
    gap: f64,
    groups: &mut [Group],
    obstacles: &mut Obstacles,
) {
    let ends: BTreeMap<usize, Point> = labels
        .keys()
        .filter_map(|index| {
            let (last, value) = series.get(*index)?.points().last()?;
            Some((*index, plot.place(last.day, value)))
        })
        .collect();
    let column = ends.values().map(|end| end.x).fold(f64::NEG_INFINITY, f64::max) + gap;
    let mut order: Vec<(&usize, &Point)> = ends.iter().collect();
    order.sort_by(|(first, one), (second, two)| one.y.total_cmp(&two.y).then(first.cmp(second)));
    let wanted: Vec<f64> = order.iter().map(|(_, end)| end.y).collect();
    let heights: Vec<f64> = order.iter().filter_map(|(index, _)| Some(labels.get(index)?.height())).collect();
    let bottom = plot.area.bottom + frame.scale.label * 0.3;
    let middles = end_labels::spread(&wanted, &heights, 0.0, frame.top, bottom);
    for ((index, end), middle) in order.into_iter().zip(middles) {
        let (Some(label), Some(series), Some(group)) =
            (labels.get(index), series.get(*index), groups.get_mut(*index))
        else {
            continue;
        };
        let beside = (middle - end.y).abs() < label.size * 0.3 && column - end.x < gap * 1.5;
        if !beside {
            let from = Point { x: end.x + frame.scale.mark_radius + 2.0, y: end.y };
            let to = Point { x: column - 4.0, y: middle };
            obstacles.segments.push((from, to));
            let leader = Line { role: LineRole::Leader, points: vec![from, to], width: 1.0, colour: LEADER };
            group.elements.insert(0, Element::Line(leader));
        }
        let mut y = middle - label.height() / 2.0 + label.size * LINE_HEIGHT / 2.0;
        for line in &label.lines {
            let mut x = column;
            for (role, content) in line {
                let weight = if *role == TextRole::SeriesName { Weight::Bold } else { Weight::Regular };
                let at = Point { x, y: centred(y, label.size) };
                let colour = series.colour.for_text();
                let text = frame.text(*role, content.clone(), at, Anchor::Start, label.size, weight, colour);
                x += text.width + label.size * 0.4;
                obstacles.boxes.push(text.bounding_box());
                group.elements.push(Element::Text(text));
            }
            y += label.size * LINE_HEIGHT;
        }
    }
}

/// Prints values at their marks where they touch nothing; the last of each series stands in its label.
fn print_values(
    frame: &Frame<'_>,
    series: &[Series<'_>],
    plot: &Plot,
    labels: &BTreeMap<usize, EndLabel>,
    groups: &mut [Group],
    obstacles: &mut Obstacles,
) {
    let all = series.iter().map(|series| series.points().count()).sum::<usize>() <= MARKS_WITH_VALUES;
    let size = frame.scale.axis;
    let inside = Rectangle {
        left: plot.area.left,
        top: frame.top,
        right: frame.width - 2.0,
        bottom: plot.area.bottom - 1.0,
    };
    for (index, (series, group)) in series.iter().zip(groups).enumerate() {
        let points: Vec<(&LinePoint, f64)> = series.points().collect();
        let highest = points.iter().map(|(_, value)| *value).fold(f64::NEG_INFINITY, f64::max);
        let mut texts: Vec<Text> = Vec::new();
        for (position, (point, value)) in points.iter().enumerate() {
            let in_label = position + 1 == points.len() && labels.contains_key(&index);
            let matters = all || position == 0 || *value >= highest;
            if in_label || !matters {
                continue;
            }
            let content = printable(&one_line(&point.printed), frame.language);
            let width = frame.fonts.width(&content, Weight::Regular, size);
            let mark = plot.place(point.day, *value);
            let clearance = frame.scale.mark_radius + 2.0;
            if let Some(place) = obstacles.free_place(mark, clearance, (width, size), &inside) {
                obstacles.boxes.push(place.area);
                let colour = series.colour.for_text();
                texts.push(frame.text(
                    TextRole::Value,
                    content,
                    place.at,
                    place.anchor,
                    size,
                    Weight::Regular,
                    colour,
                ));
            }
        }
        group.elements.extend(texts.into_iter().map(Element::Text));
    }
}
