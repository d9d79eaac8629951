//! What one figure looks like in a row: a bar from zero, or a dot, with its bounds and its value.

use super::row::{Clear, Label, Row, Shape, Side};
use crate::layout::element::{BarRole, LineRole, MarkFill, TextRole};
use crate::layout::line::plot::{Rough, has_whisker};
use crate::layout::line::shapes::{fill, tooltip};
use crate::layout::line::signs::SUPPRESSED;
use crate::layout::printable::{one_line, printable};
use crate::palette::{BAR, Colour, FAINT_INK, INK, MUTED_BAR, MarkShape, POSSIBLE_BAR, POSSIBLE_MUTED_BAR};
use crate::{Emphasis, SeriesPoint, Weight, status_word};
use tierstat_model::{Language, Status};

/// The colours of one row.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Look {
    pub(in crate::layout) colour: Colour,
    pub(in crate::layout) pale: Colour,
    /// Of the value and the name.
    pub(in crate::layout) ink: Colour,
    pub(in crate::layout) weight: Weight,
}

impl Look {
    /// The colours of a series by its emphasis.
    pub(in crate::layout) fn of(emphasis: Emphasis) -> Self {
        match emphasis {
            Emphasis::Plain => Self { colour: BAR, pale: POSSIBLE_BAR, ink: INK, weight: Weight::Regular },
            Emphasis::Highlighted => Self { colour: BAR, pale: POSSIBLE_BAR, ink: INK, weight: Weight::Bold },
            Emphasis::Muted => {
                Self { colour: MUTED_BAR, pale: POSSIBLE_MUTED_BAR, ink: FAINT_INK, weight: Weight::Regular }
            }
        }
    }
}

/// A figure as a bar from zero: solid as far as it is certain, pale from bound to bound where no value is stated.
pub(in crate::layout) fn bar(
    language: Language,
    name: &str,
    point: &SeriesPoint,
    apart: f64,
    look: Look,
) -> (Vec<Shape>, Option<Label>) {
    let (Some(value), Some(bounds)) = (point.position(), point.bounds) else { return (Vec::new(), None) };
    let colour = if point.status == Status::F { look.pale } else { look.colour };
    let (mut shapes, mut clear) = (Vec::new(), Clear::Bar);
    let tooltip = tooltip(language, name, point);
    let (mut end, mut side) = (value, Side::of(value));
    let solid =
        |to: f64| Shape::Bar { role: BarRole::Certain, from: 0.0, to, colour, tooltip: tooltip.clone() };
    if point.is_rough() {
        let (lower, upper) = (bounds.lower_value(), bounds.upper_value());
        // Between zero and the nearer bound it is certain, where zero does not lie within.
        let certain = lower.filter(|lower| *lower > 0.0).or(upper.filter(|upper| *upper < 0.0));
        shapes.extend(certain.map(solid));
        if let (Some(from), Some(to)) = (lower.or(upper), upper.or(lower))
            && from < to
        {
            let (role, colour, tooltip) = (BarRole::Possible, look.pale, tooltip.clone());
            shapes.push(Shape::Bar { role, from, to, colour, tooltip });
        }
        side = if certain.is_some_and(|certain| certain < 0.0) { Side::Left } else { Side::Right };
        end = match side {
            Side::Left => lower.or(upper),
            Side::Right => upper.or(lower),
        }
        .unwrap_or(value);
        let colour = look.colour;
        for (open, from, to) in [(lower, upper, Side::Left), (upper, lower, Side::Right)] {
            if let (None, Some(value)) = (open, from) {
                shapes.push(Shape::Arrow { value, side: to, colour });
                clear = if to == side { Clear::Arrow } else { clear };
            }
        }
    } else {
        shapes.push(solid(value));
        if has_whisker(point, Rough::Apart(apart)) {
            let drawn = whisker(point, value, INK);
            (end, clear) = drawn.1.end(side);
            shapes.extend(drawn.0);
        }
        let fill = fill(point, value);
        if fill != MarkFill::Solid {
            let (shape, colour, tooltip) = (MarkShape::Circle, look.colour, tooltip.clone());
            shapes.push(Shape::Mark { value, fill, shape, colour, tooltip });
            clear = if clear == Clear::Arrow { clear } else { Clear::Mark };
        }
    }
    let text = printable(&one_line(&point.mark_text), language);
    let role = TextRole::Value;
    (shapes, Some(Label { text, role, colour: look.ink, value: end, side, clear }))
}

/// A figure as a dot, with whiskers to its bounds; where both ends are named, both have their mark.
pub(in crate::layout) fn dot(
    language: Language,
    name: &str,
    point: &SeriesPoint,
    apart: f64,
    (shape, colour): (MarkShape, Colour),
) -> (Vec<Shape>, Extent) {
    let Some(value) = point.position() else { return (Vec::new(), Extent::of(0.0)) };
    let (mut shapes, mut extent) = (Vec::new(), Extent::of(value));
    if has_whisker(point, Rough::Apart(apart)) {
        (shapes, extent) = whisker(point, value, colour);
    }
    let tooltip = tooltip(language, name, point);
    if let Some(other) = point.other_position() {
        let (fill, tooltip) = (MarkFill::LowerHalf, tooltip.clone());
        shapes.push(Shape::Mark { value: other, fill, shape, colour, tooltip });
    }
    shapes.push(Shape::Mark { value, fill: fill(point, value), shape, colour, tooltip });
    (shapes, extent)
}

/// How far a figure reaches with its bounds, and what stands at either end.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Extent {
    pub(in crate::layout) left: (f64, Clear),
    pub(in crate::layout) right: (f64, Clear),
}

impl Extent {
    fn of(value: f64) -> Self {
        Self { left: (value, Clear::Mark), right: (value, Clear::Mark) }
    }

    /// The end at a side.
    pub(in crate::layout) fn end(&self, side: Side) -> (f64, Clear) {
        match side {
            Side::Left => self.left,
            Side::Right => self.right,
        }
    }
}

/// The line from bound to bound, with a cap at each end; an arrow where nothing is promised beyond.
fn whisker(point: &SeriesPoint, value: f64, colour: Colour) -> (Vec<Shape>, Extent) {
    let Some(bounds) = point.bounds else { return (Vec::new(), Extent::of(value)) };
    let (lower, upper) = (bounds.lower_value(), bounds.upper_value());
    let (from, to) = (lower.unwrap_or(value), upper.unwrap_or(value));
    let mut shapes = vec![Shape::Span { role: LineRole::Whisker, from, to, colour }];
    let end = |bound: Option<f64>, side| match bound {
        Some(value) => (Shape::Cap { value, colour }, (value, Clear::Mark)),
        None => (Shape::Arrow { value, side, colour }, (value, Clear::Arrow)),
    };
    let (left, right) = (end(lower, Side::Left), end(upper, Side::Right));
    let extent = Extent { left: left.1, right: right.1 };
    shapes.extend([left.0, right.0]);
    (shapes, extent)
}

/// The row of a series without a figure: its sign and its word at the foot of the bars, which is no zero.
pub(in crate::layout) fn missing(
    language: Language,
    name: &str,
    point: Option<&SeriesPoint>,
    foot: f64,
) -> Row {
    let text = missing_words(language, point);
    let title = match language {
        Language::Chinese => format!("{name}：{text}"),
        Language::English => format!("{name}: {text}"),
    };
    let (role, colour) = (TextRole::Suppressed, FAINT_INK);
    let labels = vec![Label { text, role, colour, value: foot, side: Side::Right, clear: Clear::Bar }];
    let said = title.clone();
    Row { detail: String::new(), is_latest: true, title, shapes: Vec::new(), labels, said }
}

/// The sign of a figure that is not there, and the word for it.
fn missing_words(language: Language, point: Option<&SeriesPoint>) -> String {
    let status = point.map_or(Status::O, |point| point.status);
    let printed = point.map(|point| one_line(&point.printed)).filter(|printed| !printed.is_empty());
    let sign = if status == Status::Q { Some(SUPPRESSED.to_owned()) } else { printed };
    let reason = point.map(|point| one_line(&point.reason)).filter(|reason| !reason.is_empty());
    let word = reason.unwrap_or_else(|| status_word(status, language).to_owned());
    match sign {
        Some(sign) if sign != word => format!("{sign} {word}"),
        _ => word,
    }
}
