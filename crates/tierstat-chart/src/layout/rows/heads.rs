//! The words over the first row: what its marks, or the parts of its bar, are.

use super::columns::Columns;
use super::row::{Label, Rows, Side};
use crate::Weight;
use crate::layout::element::{Anchor, DESCENT, Element, Line, LineRole, Point, TextRole};
use crate::layout::frame::{Frame, LINE_HEIGHT};
use crate::layout::printable::{one_line, printable};
use crate::layout::warning::ChartWarning;
use crate::palette::LEADER;

/// The words from `top` down, and the height that they take.
pub(super) fn lay(frame: &mut Frame<'_>, rows: &Rows, columns: &Columns, top: f64) -> (Vec<Element>, f64) {
    let are_parts = rows.heads.iter().any(|head| head.role == TextRole::SeriesName);
    match (rows.heads.is_empty(), are_parts) {
        (true, _) => (Vec::new(), 0.0),
        (false, true) => parts(frame, rows, columns, top),
        (false, false) => ends(frame, rows, columns, top),
    }
}

fn line_height(frame: &Frame<'_>) -> f64 {
    frame.scale.axis * LINE_HEIGHT + frame.scale.space * 0.5
}

/// A word in at most so much room, with its width.
fn measured(frame: &mut Frame<'_>, head: &Label, room: f64) -> (String, f64) {
    let size = frame.scale.axis;
    let text = printable(&one_line(&head.text), frame.language);
    let text = if frame.fonts.width(&text, Weight::Bold, size) > room {
        frame.warnings.push(ChartWarning::NameCut { name: text.clone() });
        frame.cut(&text, room, size, Weight::Bold)
    } else {
        text
    };
    let width = frame.fonts.width(&text, Weight::Bold, size);
    (text, width)
}

fn text(frame: &Frame<'_>, head: &Label, content: String, x: f64, y: f64) -> Element {
    let at = Point { x, y };
    let (size, colour) = (frame.scale.axis, head.colour.for_text());
    Element::Text(frame.text(head.role, content, at, Anchor::Start, size, Weight::Bold, colour))
}

/// Words on one line outwards from their marks, pushed apart where they would touch.
fn ends(frame: &mut Frame<'_>, rows: &Rows, columns: &Columns, top: f64) -> (Vec<Element>, f64) {
    let space = frame.scale.space;
    let room = (frame.right() - frame.left()) / rows.heads.len().max(1) as f64 - space;
    let mut placed: Vec<(String, f64, f64)> = Vec::new();
    for head in &rows.heads {
        let (text, width) = measured(frame, head, room);
        let x = columns.scale.x(head.value);
        let wanted = match head.side {
            Side::Left => x - width,
            Side::Right => x,
        };
        let least = placed.last().map_or(frame.left(), |(_, start, width)| start + width + space);
        placed.push((text, wanted.max(least), width));
    }
    // From the right end back, where the last one would leave the chart.
    let mut end = frame.right();
    for (_, start, width) in placed.iter_mut().rev() {
        *start = start.min(end - *width);
        end = *start - space;
    }
    let y = top + frame.scale.axis;
    let texts =
        placed.into_iter().zip(&rows.heads).map(|((content, x, _), head)| text(frame, head, content, x, y));
    (texts.collect(), line_height(frame))
}

/// Names of parts over their middles on one line, where all have room; else one under the other, each with a leader down to its part.
fn parts(frame: &mut Frame<'_>, rows: &Rows, columns: &Columns, top: f64) -> (Vec<Element>, f64) {
    let (size, space) = (frame.scale.axis, frame.scale.space);
    let room = frame.right() - frame.left();
    let names: Vec<(String, f64, f64)> = rows
        .heads
        .iter()
        .map(|head| {
            let (text, width) = measured(frame, head, room);
            (text, width, columns.scale.x(head.value))
        })
        .collect();
    let centred = |(_, width, x): &(String, f64, f64)| (x - width / 2.0, x + width / 2.0);
    let fits = names.windows(2).all(|pair| {
        let [one, two] = pair else { return true };
        centred(one).1 + space <= centred(two).0
    });
    let inside = names.iter().map(centred).all(|(from, to)| from >= frame.left() && to <= frame.right());
    let line = line_height(frame);
    if fits && inside {
        let texts = rows
            .heads
            .iter()
            .zip(&names)
            .map(|(head, name)| text(frame, head, name.0.clone(), centred(name).0, top + size));
        return (texts.collect(), line);
    }
    let height = line * names.len() as f64 + space * 0.5;
    let mut elements = Vec::new();
    for (index, (_, _, x)) in names.iter().enumerate() {
        let from = top + line * index as f64 + size + size * DESCENT;
        let points = vec![Point { x: *x, y: from }, Point { x: *x, y: top + height + space * 0.5 }];
        let (role, width, colour) = (LineRole::Leader, 1.0, LEADER);
        elements.push(Element::Line(Line { role, points, width, dashed: false, colour }));
    }
    for (index, (head, (content, width, x))) in rows.heads.iter().zip(names).enumerate() {
        let start = (x - space * 0.5).min(frame.right() - width).max(frame.left());
        elements.push(text(frame, head, content, start, top + line * index as f64 + size));
    }
    (elements, height)
}
