//! Tables of revisions: a cell for each period and day, the first number or how much it changed, the deeper the colour the more.

use super::drawing::Layout;
use super::element::{
    ASCENT, Anchor, Bar, BarRole, Element, Group, GroupRole, Point, Rectangle, Text, TextRole,
};
use super::frame::{self, Frame, LINE_HEIGHT, centred};
use super::printable::{one_line, printable};
use crate::palette::{Colour, FAINT_INK, FALLS, INK, RISES, SOFT_INK, TRACK};
use crate::{ChartError, Fonts, RevisionCell, RevisionChart, RevisionKind, Weight, remarks};
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
    let needed = widest(&mut chart.columns.iter().map(String::as_str).chain(cells)) + scale.space;
    let count = chart.columns.len() as f64;
    let column = ((room - names) / count).min(size * WIDEST);
    if column < needed {
        return Err(ChartError::NoRoom { what: "the rows", needed: names + needed * count, room });
    }
    let row_height = size * LINE_HEIGHT + scale.space;
    let headings = headings(chart);
    let lines = chart.rows.len() + headings.iter().filter(|heading| heading.is_some()).count();
    let unit_height = if chart.unit.trim().is_empty() { 0.0 } else { size * LINE_HEIGHT };
    let top = frame.top + unit_height + row_height;
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
    for (index, day) in chart.columns.iter().enumerate() {
        let at = Point { x: left(index) + column / 2.0, y: centred(top - row_height / 2.0, size) };
        let (role, anchor) = (TextRole::TimeTick, Anchor::Middle);
        axes.push(Element::Text(text(role, write(day), at, anchor, Weight::Regular, FAINT_INK)));
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
            let area = Rectangle {
                left: left(index) + 1.0,
                top: y + 1.0,
                right: left(index) + column - 1.0,
                bottom: y + row_height - 1.0,
            };
            elements.push(Element::Bar(Bar { role: BarRole::Cell, area, colour: colour(cell) }));
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

fn notes(chart: &RevisionChart) -> Vec<String> {
    let said = match chart.language {
        Language::Chinese => {
            "每行第一格为首次已知的数，其后各格为比前一次的增减，蓝为增、橙为减，不足1%、1%至5%、5%以上各深一层；空格为没有改动或尚无数。"
        }
        Language::English => {
            "The first cell of a row is the number as first known, the others its changes: blue for more, orange for less, deeper from 1 % and from 5 % on; empty cells are unchanged, or nothing was known yet."
        }
    };
    std::iter::once(said.to_owned()).chain(remarks::left_out(&chart.left_out, chart.language)).collect()
}
