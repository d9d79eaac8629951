//! Coverage charts: a bar for each row, from nothing to the whole.

use super::drawing::Layout;
use super::element::{
    Anchor, Bar, BarRole, Element, Group, GroupRole, Line, LineRole, Point, Rectangle, TextRole,
};
use super::frame::{self, Frame, LINE_HEIGHT, centred};
use super::printable::{one_line, printable};
use super::stretch::{LEAST_STRETCH, largest_stretch};
use super::warning::ChartWarning;
use crate::palette::{BAR, BASELINE, EARLIER_BAR, FAINT_INK, GRIDLINE, INK, POSSIBLE_BAR, SOFT_INK, TRACK};
use crate::{ChartError, CoverageBar, CoverageBarKind, CoverageChart, Fonts, Weight, remarks};
use std::collections::BTreeSet;
use tierstat_model::{Bounds, Language};

/// A track shorter than this shows nothing.
const LEAST_TRACK: f64 = 110.0;
/// In a narrower chart texts are broken earlier, and columns stand closer.
const NARROW: f64 = 480.0;

/// Rows in sequence about one thing: the same name in the same group.
struct Block<'a> {
    /// The heading over it, where it is the first of its group.
    heading: Option<String>,
    name: Vec<String>,
    rows: Vec<Row<'a>>,
}

/// A row with its texts broken into lines.
struct Row<'a> {
    row: &'a CoverageBar,
    detail: Vec<String>,
    label: Vec<String>,
}

/// The columns: names, details, tracks, labels.
struct Columns {
    detail: f64,
    track: f64,
    track_end: f64,
    label: f64,
}

pub(super) fn layout(chart: &CoverageChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    if chart.rows.is_empty() {
        return Err(ChartError::NoFigures);
    }
    let mut frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    let footer = frame.footer(&notes(chart));
    let blocks = blocks(chart, &frame);
    let columns = columns(&frame, &blocks)?;
    let scale = frame.scale;

    let below = scale.axis * LINE_HEIGHT + scale.space * 3.0 + footer.height + scale.margin * 0.7;
    let needed = |stretch| blocks.iter().map(|block| block_height(block, &frame, stretch)).sum::<f64>();
    let height = chart.size.height.unwrap_or_else(|| (frame.top + needed(1.0) + below).ceil());
    let room = frame::room_between(frame.top, height - below, needed(LEAST_STRETCH), "the rows")?;
    let stretch = largest_stretch(room, needed);

    let latest = latest_details(&blocks);
    let mut groups = Vec::new();
    let mut y = frame.top;
    let first_row = y;
    let mut rows = Vec::new();
    for block in &blocks {
        if let Some(heading) = &block.heading {
            let at = Point {
                x: frame.left(),
                y: centred(y + heading_height(&frame, stretch) * 0.55, scale.label),
            };
            let text = frame.text(
                TextRole::RowGroup,
                heading.clone(),
                at,
                Anchor::Start,
                scale.label,
                Weight::Bold,
                INK,
            );
            rows.push(Group { role: GroupRole::Axes, title: None, elements: vec![Element::Text(text)] });
            y += heading_height(&frame, stretch);
        }
        let block_top = y;
        // The end of the bar before, where it is one number.
        let mut before: Option<Point> = None;
        for (index, row) in block.rows.iter().enumerate() {
            let row_height = row_height(row, &frame, stretch);
            let name = if index == 0 { block.name.as_slice() } else { &[] };
            let is_latest = latest.is_empty() || latest.contains(row.row.detail.as_str());
            let mut laid = lay_row(&mut frame, row, name, &columns, (y, row_height, stretch), is_latest);
            let bar = bar_of(row.row, &frame, &columns, (y, row_height, stretch));
            laid.elements.extend(bar.and_then(|bar| way(row.row, before?, &bar)));
            before = bar.map(|bar| Point { x: bar.right, y: bar.bottom });
            rows.push(laid);
            y += row_height;
        }
        y = y.max(block_top + names_height(block, &frame, stretch)) + block_space(&frame, stretch);
    }
    groups.push(axis(&frame, &columns, first_row, y));
    groups.extend(rows);
    Ok(frame.finish(height, groups, footer))
}

fn notes(chart: &CoverageChart) -> Vec<String> {
    let left_out = remarks::left_out(&chart.left_out, chart.language);
    let uncertain = |bounds: &Bounds| bounds.as_point().is_none();
    let is_pale = |row: &CoverageBar| !row.is_target() && (uncertain(&row.covered) || uncertain(&row.units));
    let pale = chart.rows.iter().any(is_pale).then_some(match chart.language {
        Language::Chinese => "浅色段为只知上下限的部分。",
        Language::English => "The pale part of a bar is what is known only within bounds.",
    });
    let is_ahead = chart.rows.iter().any(|row| row.kind == CoverageBarKind::TargetAhead);
    let outline = chart.rows.iter().any(CoverageBar::is_target).then_some(match (chart.language, is_ahead) {
        (Language::Chinese, false) => "空框为目标。",
        (Language::Chinese, true) => "空框为目标；虚线由最近一期引向目标，不是预测。",
        (Language::English, false) => "An outline is a target.",
        (Language::English, true) => {
            "An outline is a target; the dashed line leads to it from the latest figure and is no forecast."
        }
    });
    pale.into_iter().chain(outline).map(str::to_owned).chain(left_out).collect()
}

fn blocks<'a>(chart: &'a CoverageChart, frame: &Frame<'_>) -> Vec<Block<'a>> {
    let inner = frame.right() - frame.left();
    let size = frame.scale.label;
    let narrower = if frame.width < NARROW { 0.9 } else { 1.0 };
    let wrapped = |text: &str, share: f64, weight| {
        frame.wrapped(&one_line(text), inner * share * narrower, size, weight)
    };
    let mut blocks: Vec<Block<'a>> = Vec::new();
    let mut before: Option<&CoverageBar> = None;
    for row in &chart.rows {
        let same_group = before.is_some_and(|before| before.group == row.group);
        let same_name = same_group && before.is_some_and(|before| before.name == row.name);
        let laid = Row {
            row,
            detail: wrapped(&row.detail, 0.2, Weight::Regular),
            label: wrapped(&row.label, 0.3, Weight::Regular),
        };
        match blocks.last_mut() {
            Some(block) if same_name => block.rows.push(laid),
            _ => {
                let group =
                    row.group.as_deref().map(one_line).filter(|group| !group.is_empty() && !same_group);
                let heading = group.map(|group| heading(frame, &printable(&group, frame.language), inner));
                blocks.push(Block {
                    heading,
                    name: wrapped(&row.name, 0.24, Weight::Regular),
                    rows: vec![laid],
                });
            }
        }
        before = Some(row);
    }
    blocks
}

/// A heading on one line, cut where it is wider than the chart.
fn heading(frame: &Frame<'_>, text: &str, room: f64) -> String {
    let size = frame.scale.label;
    if frame.fonts.width(text, Weight::Bold, size) <= room {
        return text.to_owned();
    }
    frame.cut(text, room, size, Weight::Bold)
}

fn columns(frame: &Frame<'_>, blocks: &[Block<'_>]) -> Result<Columns, ChartError> {
    let size = frame.scale.label;
    let widest = |lines: &mut dyn Iterator<Item = &String>| {
        lines.map(|line| frame.fonts.width(line, Weight::Regular, size)).fold(0.0, f64::max)
    };
    let rows = || blocks.iter().flat_map(|block| &block.rows);
    let names = widest(&mut blocks.iter().flat_map(|block| &block.name));
    let details = widest(&mut rows().flat_map(|row| &row.detail));
    let labels = widest(&mut rows().flat_map(|row| &row.label));
    let gap = frame.scale.space * if frame.width < NARROW { 1.2 } else { 2.0 };
    let after = |start: f64, width: f64| if width > 0.0 { start + width + gap } else { start };
    let detail = after(frame.left(), names);
    let track = after(detail, details);
    let label = frame.right() - labels;
    let track_end = if labels > 0.0 { label - gap } else { frame.right() };
    frame::room_between(track, track_end, LEAST_TRACK.min(frame.width * 0.22), "the plot")?;
    Ok(Columns { detail, track, track_end, label })
}

fn row_height(row: &Row<'_>, frame: &Frame<'_>, stretch: f64) -> f64 {
    let size = frame.scale.label;
    let lines = row.detail.len().max(row.label.len()).max(1) as f64;
    (size * 1.85 * stretch).max(lines * size * LINE_HEIGHT)
}

/// The height of a name that hangs from the middle of the first row of its block.
fn names_height(block: &Block<'_>, frame: &Frame<'_>, stretch: f64) -> f64 {
    let first_row = block.rows.first().map_or(0.0, |row| row_height(row, frame, stretch));
    first_row + block.name.len().saturating_sub(1) as f64 * frame.scale.label * LINE_HEIGHT
}

fn heading_height(frame: &Frame<'_>, stretch: f64) -> f64 {
    (frame.scale.label * 2.0 * stretch).max(frame.scale.label * LINE_HEIGHT)
}

fn block_space(frame: &Frame<'_>, stretch: f64) -> f64 {
    frame.scale.space * 1.5 * stretch
}

fn block_height(block: &Block<'_>, frame: &Frame<'_>, stretch: f64) -> f64 {
    let heading = if block.heading.is_some() { heading_height(frame, stretch) } else { 0.0 };
    let rows = block.rows.iter().map(|row| row_height(row, frame, stretch)).sum::<f64>();
    heading + rows.max(names_height(block, frame, stretch)) + block_space(frame, stretch)
}

/// The details that stand last in a block of several rows: the latest period. Empty where no block has
/// several.
fn latest_details<'a>(blocks: &'a [Block<'_>]) -> BTreeSet<&'a str> {
    let covered = |block: &'a Block<'_>| -> Vec<&'a str> {
        let rows = block.rows.iter().map(|row| row.row).filter(|row| !row.is_target());
        rows.map(|row| row.detail.as_str()).collect()
    };
    let several = blocks.iter().map(covered).filter(|details| details.len() > 1);
    several.filter_map(|details| details.last().copied()).collect()
}

/// The lower and upper share of the whole, or `None` where there are no units.
fn share(row: &CoverageBar) -> Option<(f64, f64)> {
    let divide = |covered: f64, units: f64| (units > 0.0).then(|| covered / units);
    let lower = row.units.upper_value().map_or(Some(0.0), |units| divide(row.covered.lower(), units))?;
    let upper = match row.covered.upper_value() {
        Some(covered) => divide(covered, row.units.lower()).unwrap_or(1.0),
        None => 1.0,
    };
    Some((lower.max(0.0), upper.max(lower)))
}

/// Where the bar of a row ends in its track, where both its numbers are known: its area.
fn bar_of(
    row: &CoverageBar,
    frame: &Frame<'_>,
    columns: &Columns,
    (top, height, stretch): (f64, f64, f64),
) -> Option<Rectangle> {
    let (lower, upper) = share(row)?;
    let is_one = row.covered.as_point().is_some() && row.units.as_point().is_some();
    let (middle, half) = (top + height / 2.0, bar_height(frame, stretch) / 2.0);
    let right = columns.track + (columns.track_end - columns.track) * upper.min(1.0);
    let area = Rectangle { left: columns.track, top: middle - half, right, bottom: middle + half };
    (is_one && lower <= 1.0).then_some(area)
}

fn bar_height(frame: &Frame<'_>, stretch: f64) -> f64 {
    frame.scale.label * 1.22 * stretch.min(1.3)
}

/// The straight way from the end of the bar before to a target that lies ahead of it in both senses.
fn way(row: &CoverageBar, from: Point, bar: &Rectangle) -> Option<Element> {
    let is_ahead = row.kind == CoverageBarKind::TargetAhead && bar.right > from.x;
    let points = vec![from, Point { x: bar.right, y: bar.top }];
    let line = Line { role: LineRole::Target, points, width: 2.0, dashed: true, colour: BAR };
    is_ahead.then_some(Element::Line(line))
}

/// The outline of a bar.
fn outline(area: &Rectangle, width: f64, dashed: bool) -> Element {
    let inner = area.grown(-width / 2.0);
    let right = inner.right.max(inner.left);
    let corners = [
        (inner.left, inner.top),
        (right, inner.top),
        (right, inner.bottom),
        (inner.left, inner.bottom),
        (inner.left, inner.top),
    ];
    let points = corners.map(|(x, y)| Point { x, y }).to_vec();
    Element::Line(Line { role: LineRole::Rim, points, width, dashed, colour: BAR })
}

fn lay_row(
    frame: &mut Frame<'_>,
    row: &Row<'_>,
    name: &[String],
    columns: &Columns,
    (top, height, stretch): (f64, f64, f64),
    is_latest: bool,
) -> Group {
    let size = frame.scale.label;
    let row_name = [&row.row.name, &row.row.detail].map(|text| one_line(text));
    let row_name = row_name.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let mut elements = Vec::new();

    let bar_height = bar_height(frame, stretch);
    let middle = top + height / 2.0;
    let bar = |role, from: f64, to: f64, colour| {
        let length = columns.track_end - columns.track;
        let area = Rectangle {
            left: columns.track + length * from,
            top: middle - bar_height / 2.0,
            right: columns.track + length * to,
            bottom: middle + bar_height / 2.0,
        };
        Element::Bar(Bar { role, area, colour, tooltip: String::new() })
    };
    let label = one_line(&row.row.label);
    let title = match frame.language {
        Language::Chinese => format!("{row_name}：{label}"),
        Language::English => format!("{row_name}: {label}"),
    };
    let mut track = bar(BarRole::Track, 0.0, 1.0, TRACK);
    if let Element::Bar(track) = &mut track {
        track.tooltip = tooltip(frame.language, row.row, &title);
    }
    elements.push(track);
    if let Some((lower, upper)) = share(row.row) {
        if lower > 1.0 || (upper > 1.0 && row.row.covered.upper_value().is_some()) {
            frame.warnings.push(ChartWarning::AboveWhole { row: row_name.clone() });
        }
        let (lower, upper) = (lower.min(1.0), upper.min(1.0));
        if row.row.is_target() {
            let length = columns.track_end - columns.track;
            let (top, bottom) = (middle - bar_height / 2.0, middle + bar_height / 2.0);
            let area = |from: f64, to: f64| Rectangle {
                left: columns.track + length * from,
                top,
                right: columns.track + length * to,
                bottom,
            };
            // What a rough target only may ask for has a dashed outline.
            let parts = [(0.0, lower, false), (lower, upper, true)];
            let drawn = parts.into_iter().filter(|(from, to, _)| to > from);
            elements.extend(drawn.map(|(from, to, dashed)| outline(&area(from, to), 1.5, dashed)));
        } else if lower > 0.0 {
            elements.push(bar(BarRole::Certain, 0.0, lower, if is_latest { BAR } else { EARLIER_BAR }));
        }
        if upper > lower && !row.row.is_target() {
            let possible = bar(BarRole::Possible, lower, upper, POSSIBLE_BAR);
            // A pale bar does not stand out from the paper by itself.
            let rim =
                if let Element::Bar(bar) = &possible { Some(outline(&bar.area, 1.0, false)) } else { None };
            elements.push(possible);
            elements.extend(rim);
        }
    }

    // A name of several lines hangs from the middle of the row; detail and label are centred on the bar.
    let mut column = |lines: &[String], role, x: f64, first: f64, colour| {
        for (index, line) in lines.iter().enumerate() {
            let at = Point { x, y: centred(first + index as f64 * size * LINE_HEIGHT, size) };
            let text = frame.text(role, line.clone(), at, Anchor::Start, size, Weight::Regular, colour);
            elements.push(Element::Text(text));
        }
    };
    let first_of = |lines: &[String]| middle - (lines.len().max(1) - 1) as f64 * size * LINE_HEIGHT / 2.0;
    column(name, TextRole::RowName, frame.scale.margin, middle, INK);
    column(&row.detail, TextRole::RowDetail, columns.detail, first_of(&row.detail), SOFT_INK);
    column(&row.label, TextRole::RowLabel, columns.label, first_of(&row.label), INK);
    Group { role: GroupRole::Row, title: Some(title), elements }
}

/// What a row says, with its bounds, where there are two, and where its numbers stand.
fn tooltip(language: Language, row: &CoverageBar, title: &str) -> String {
    let group = row.group.as_deref().map(one_line).filter(|group| !group.is_empty());
    let mut words = match (language, group) {
        (_, None) => title.to_owned(),
        (Language::Chinese, Some(group)) => format!("{group}，{title}"),
        (Language::English, Some(group)) => format!("{group}, {title}"),
    };
    let rough = [&row.covered, &row.units].into_iter().filter(|bounds| bounds.as_point().is_none());
    for bounds in rough {
        words += &match language {
            Language::Chinese => format!("\n上下限：{bounds}"),
            Language::English => format!("\nbounds: {bounds}"),
        };
    }
    for line in row.origin.lines().map(one_line).filter(|line| !line.is_empty()) {
        words.push('\n');
        words += &line;
    }
    words
}

/// Quarters of the whole, with their gridlines behind the rows.
fn axis(frame: &Frame<'_>, columns: &Columns, top: f64, bottom: f64) -> Group {
    let scale = frame.scale;
    let mut elements = Vec::new();
    let foot = bottom - scale.space * 0.5;
    for quarter in 0..=4 {
        let x = columns.track + (columns.track_end - columns.track) * f64::from(quarter) / 4.0;
        let (role, colour, width) = if quarter == 0 {
            (LineRole::Baseline, BASELINE, 1.5)
        } else {
            (LineRole::Gridline, GRIDLINE, 1.0)
        };
        let points = vec![Point { x, y: top }, Point { x, y: foot }];
        elements.push(Element::Line(Line { role, points, width, dashed: false, colour }));
        let label = format!("{}%", quarter * 25);
        let narrow = columns.track_end - columns.track < 300.0;
        if narrow && quarter % 2 == 1 {
            continue;
        }
        let at = Point { x, y: foot + scale.space * 0.75 + scale.axis };
        let text = frame.text(
            TextRole::ValueTick,
            label,
            at,
            Anchor::Middle,
            scale.axis,
            Weight::Regular,
            FAINT_INK,
        );
        elements.push(Element::Text(text));
    }
    Group { role: GroupRole::Axes, title: None, elements }
}
