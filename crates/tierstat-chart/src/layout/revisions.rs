//! Tables of revisions: a cell for each period and day, the first number or how much it changed, the deeper the colour the more.

use super::drawing::Layout;
use super::element::{
    ASCENT, Anchor, Bar, BarRole, Element, Group, GroupRole, Point, Rectangle, Text, TextRole,
};
use super::frame::{self, Frame, LINE_HEIGHT, centred};
use super::printable::{one_line, printable};
use crate::palette::{Colour, FAINT_INK, FALLS, INK, RISES, SOFT_INK, TRACK};
use crate::{
    ChartError, Fonts, RevisionCell, RevisionChart, RevisionKind, RevisionRow, Weight, remarks, status_word,
};
use tierstat_model::Language;

/// From which share of the number before on a change has the next deeper colour.
const STEPS: [f64; 2] = [0.01, 0.05];
/// The widest column, in em of the axis.
const WIDEST: f64 = 11.0;

pub(super) fn layout(chart: &RevisionChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    if chart.rows.is_empty() || chart.columns.is_empty() {
        return Err(ChartError::NoFigures);
    }
    let frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    let (scale, size) = (frame.scale, frame.scale.axis);
    let footer = frame.footer(&notes(chart));
    let write = |text: &str| printable(&one_line(text), chart.language);
    let width = |text: &str| frame.fonts.width(&write(text), Weight::Regular, size);
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(width).fold(0.0, f64::max);

    // Names to the left, then a column for each day.
    let room = frame.right() - frame.left();
    let names = widest(&mut chart.rows.iter().map(|row| row.name.as_str())) + scale.space * 2.0;
    let cells = chart.rows.iter().flat_map(|row| row.cells.iter().flatten()).map(|cell| cell.text.as_str());
    let of_cells = widest(&mut cells.clone()) + scale.space;
    let days: Vec<String> = chart.columns.iter().map(|day| write(day)).collect();
    let count = chart.columns.len() as f64;
    let column = ((room - names) / count).min(size * WIDEST);
    // Days stand on one line, or on two where the columns are too narrow for that.
    let is_wide = |day: &String| frame.fonts.width(day, Weight::Regular, size) + scale.space > column;
    let are_halved = days.iter().any(is_wide);
    let days: Vec<Vec<&str>> =
        days.iter().map(|day| if are_halved { halves(day) } else { vec![day.as_str()] }).collect();
    let needed = widest(&mut days.iter().flatten().copied()).max(of_cells - scale.space) + scale.space;
    if column < needed {
        return Err(ChartError::NoRoom {
            enough: None,
            what: "the rows",
            needed: names + needed * count,
            room,
        });
    }
    let row_height = size * LINE_HEIGHT + scale.space;
    let headings = headings(chart);
    let lines = chart.rows.len() + headings.iter().filter(|heading| heading.is_some()).count();
    let unit_height = if chart.unit.trim().is_empty() { 0.0 } else { size * LINE_HEIGHT };
    let heading_height = row_height + if are_halved { size * LINE_HEIGHT } else { 0.0 };
    let top = frame.top + unit_height + heading_height;
    let below = scale.space * 2.0 + footer.height + scale.margin * 0.7;
    let own_height = (top + lines as f64 * row_height + below).ceil();
    let height = chart.size.height.unwrap_or(own_height).max(0.0);
    frame::room_between(top, height - below, lines as f64 * row_height, "the rows")?;

    let text = |role, content: String, at: Point, anchor, weight, colour: Colour| -> Text {
        frame.text(role, content, at, anchor, size, weight, colour)
    };
    let mut axes = Vec::new();
    if unit_height > 0.0 {
        let unit = write(&chart.unit);
        let unit = if chart.language == Language::Chinese { format!("单位：{unit}") } else { unit };
        let at = Point { x: frame.left(), y: frame.top + size * ASCENT };
        let unit = frame.cut_to(&unit, room, size);
        axes.push(Element::Text(text(TextRole::Unit, unit, at, Anchor::Start, Weight::Regular, FAINT_INK)));
    }
    let left = |index: usize| frame.left() + names + index as f64 * column;
    for (index, day) in days.iter().enumerate() {
        for (above, part) in day.iter().rev().enumerate() {
            let y = top - row_height / 2.0 - above as f64 * size * LINE_HEIGHT;
            let at = Point { x: left(index) + column / 2.0, y: centred(y, size) };
            let (role, anchor) = (TextRole::TimeTick, Anchor::Middle);
            axes.push(Element::Text(text(role, (*part).to_owned(), at, anchor, Weight::Regular, FAINT_INK)));
        }
    }
    let mut groups = vec![Group { role: GroupRole::Axes, title: None, elements: axes }];
    let mut y = top;
    for (row, heading) in chart.rows.iter().zip(headings) {
        let mut elements = Vec::new();
        let middle = |y: f64| centred(y + row_height / 2.0, size);
        if let Some(heading) = heading {
            let at = Point { x: frame.left(), y: middle(y) };
            let bold = frame.fonts.width(&write(heading), Weight::Bold, size);
            let heading = if bold > room {
                frame.cut(&write(heading), room, size, Weight::Bold)
            } else {
                write(heading)
            };
            elements.push(Element::Text(text(
                TextRole::RowGroup,
                heading,
                at,
                Anchor::Start,
                Weight::Bold,
                INK,
            )));
            y += row_height;
        }
        let at = Point { x: frame.left(), y: middle(y) };
        let (role, name) = (TextRole::RowName, write(&row.name));
        elements.push(Element::Text(text(role, name, at, Anchor::Start, Weight::Regular, SOFT_INK)));
        for (index, cell) in row.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let day = chart.columns.get(index).map(String::as_str).unwrap_or_default();
            let area = Rectangle {
                left: left(index) + 1.0,
                top: y + 1.0,
                right: left(index) + column - 1.0,
                bottom: y + row_height - 1.0,
            };
            elements.push(Element::Bar(Bar {
                role: BarRole::Cell,
                area,
                colour: colour(cell),
                tooltip: tooltip(chart.language, row, day, cell),
            }));
            let at = Point { x: left(index) + column / 2.0, y: middle(y) };
            let (role, anchor) = (TextRole::RowLabel, Anchor::Middle);
            elements.push(Element::Text(text(role, write(&cell.text), at, anchor, Weight::Regular, INK)));
        }
        y += row_height;
        let title =
            if row.group.is_empty() { row.name.clone() } else { format!("{} {}", row.group, row.name) };
        groups.push(Group { role: GroupRole::Row, title: Some(title), elements });
    }
    Ok(frame.finish(height, groups, footer))
}

/// A day on two lines: broken behind the sign that parts it most evenly.
fn halves(day: &str) -> Vec<&str> {
    let breaks = day.char_indices().filter(|(_, sign)| matches!(sign, '-' | ' ' | '年' | '/'));
    let breaks = breaks.map(|(place, sign)| place + sign.len_utf8());
    let place = breaks.min_by_key(|place| place.abs_diff(day.len() - place));
    match place.and_then(|place| day.split_at_checked(place)) {
        Some((first, rest)) if !rest.is_empty() => vec![first.trim_end(), rest],
        _ => vec![day],
    }
}

/// The heading over each row that is the first of its series, where there are several.
fn headings(chart: &RevisionChart) -> Vec<Option<&str>> {
    let mut before = "";
    let heading = |group: &'_ str, before: &str| !group.is_empty() && group != before;
    let mut found = Vec::new();
    for row in &chart.rows {
        found.push(heading(&row.group, before).then_some(row.group.as_str()));
        before = &row.group;
    }
    found
}

/// The colour of a cell: grey for what is first known or gone, blue for more, orange for less.
fn colour(cell: &RevisionCell) -> Colour {
    let Some(share) = cell.share.filter(|_| cell.kind == RevisionKind::Changed) else { return TRACK };
    let [faint, middle, deep] = if share < 0.0 { FALLS } else { RISES };
    match share.abs() {
        share if share < STEPS[0] => faint,
        share if share < STEPS[1] => middle,
        _ => deep,
    }
}

/// What was said from a day on, with how it differs from what was said before, its bounds and its origin.
fn tooltip(language: Language, row: &RevisionRow, day: &str, cell: &RevisionCell) -> String {
    let name = [row.group.as_str(), &row.name].map(one_line);
    let name: Vec<String> = name.into_iter().filter(|part| !part.is_empty()).collect();
    let (printed, text) = (one_line(&cell.printed), one_line(&cell.text));
    let is_change = cell.kind == RevisionKind::Changed;
    let mut words = match language {
        Language::Chinese => format!("{}，自{day}起：{printed}", name.join("，")),
        Language::English => format!("{}, from {day} on: {printed}", name.join(", ")),
    };
    if is_change {
        words += &match language {
            Language::Chinese => format!("\n比前一次：{text}"),
            Language::English => format!("\nchange from before: {text}"),
        };
    }
    if let Some(bounds) = cell.bounds.filter(|bounds| bounds.as_point().is_none()) {
        words += &match language {
            Language::Chinese => format!("\n上下限：{bounds}"),
            Language::English => format!("\nbounds: {bounds}"),
        };
    }
    let status = status_word(cell.status, language);
    let further = [status, &one_line(&cell.origin)].map(str::to_owned);
    for line in further.into_iter().filter(|line| !line.is_empty()) {
        words.push('\n');
        words += &line;
    }
    words
}

fn notes(chart: &RevisionChart) -> Vec<String> {
    let said = match chart.language {
        Language::Chinese => {
            "每行第一格为首次已知的数，其后各格为比前一次的增减，蓝为增、橙为减，不足1%、1%至5%、5%以上各深一层；空格为没有改动或尚无数。"
        }
        Language::English => {
            "The first cell of a row is the number as first known, the others its changes: blue for more, orange for less, deeper from 1% and from 5% on; empty cells are unchanged, or nothing was known yet."
        }
    };
    std::iter::once(said.to_owned()).chain(remarks::left_out(&chart.left_out, chart.language)).collect()
}
