//! One tile: its ground, its hatching or outline, its words, its line.

use super::classes::{Classes, Found};
use super::padding::PADDING;
use super::words::{LINE, TileWords, Words};
use crate::layout::element::{
    ASCENT, Anchor, Bar, BarRole, Element, Line, LineRole, Mark, MarkFill, Point, Rectangle, TextRole,
};
use crate::layout::frame::Frame;
use crate::layout::line::shapes::{fill, tooltip};
use crate::palette::{
    BACKGROUND, BASELINE, Colour, FAINT_INK, GRIDLINE, INK, LEADER, MarkShape, SOFT_INK, TRACK,
};
use crate::{SeriesPoint, TileOf, Weight, status_word};
use tierstat_model::{Language, Status};

/// From one line of a hatching to the next, along the edge of a tile.
const HATCH: f64 = 9.0;

/// The ground of a tile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ground {
    /// The shade of a class.
    Shade(Colour),
    /// Stripes of two shades: somewhere between these classes.
    Between(Colour, Colour),
    /// Hatched: no figure.
    Hatched,
    /// Grey: there is a figure, but it is not published.
    Suppressed,
    /// Paper with a strong outline: the total, which is in no class.
    Plain,
    /// Paper: a tile whose line says all.
    Paper,
    /// An outline: not asked for.
    Outside,
}

impl Ground {
    /// The ground of a tile by what there is of its series.
    pub(super) fn of(of: TileOf, point: Option<&SeriesPoint>, classes: Option<&Classes>) -> Self {
        let has_figure = point.is_some_and(|point| point.position().is_some());
        let is_suppressed = point.is_some_and(|point| point.status == Status::Q);
        match (of, point, classes) {
            (TileOf::Outside, _, _) => Self::Outside,
            _ if !has_figure && is_suppressed => Self::Suppressed,
            _ if !has_figure => Self::Hatched,
            (TileOf::Series(_), Some(point), Some(classes)) => match classes.of_point(point) {
                Found::One(class) => Self::Shade(class.colour),
                Found::Between(from, to) => Self::Between(from.colour, to.colour),
                Found::None => Self::Paper,
            },
            (TileOf::Series(_), ..) => Self::Paper,
            _ => Self::Plain,
        }
    }

    /// The shapes of the ground.
    pub(super) fn shapes(self, area: &Rectangle, tooltip: &str) -> Vec<Element> {
        let bar = |colour| {
            Element::Bar(Bar { role: BarRole::Tile, area: *area, colour, tooltip: tooltip.to_owned() })
        };
        match self {
            Self::Shade(colour) => vec![bar(colour)],
            Self::Between(from, to) => {
                std::iter::once(bar(from)).chain(hatching(area, HATCH * 0.5, to)).collect()
            }
            Self::Hatched => {
                let ground = std::iter::once(bar(BACKGROUND));
                ground.chain(hatching(area, 2.5, GRIDLINE)).chain([outline(area, 1.0, LEADER)]).collect()
            }
            Self::Suppressed => vec![bar(TRACK), outline(area, 1.0, LEADER)],
            Self::Plain => vec![bar(BACKGROUND), outline(area, 1.5, SOFT_INK)],
            Self::Paper => vec![bar(BACKGROUND), outline(area, 1.0, BASELINE)],
            Self::Outside => vec![bar(BACKGROUND), outline(area, 1.0, LEADER)],
        }
    }
}

/// The edge of a tile, inside it.
fn outline(area: &Rectangle, width: f64, colour: Colour) -> Element {
    let inside = area.grown(-width / 2.0);
    let corners = [
        (inside.left, inside.top),
        (inside.right, inside.top),
        (inside.right, inside.bottom),
        (inside.left, inside.bottom),
        (inside.left, inside.top - width / 2.0),
    ];
    let points = corners.map(|(x, y)| Point { x, y }).to_vec();
    Element::Line(Line { role: LineRole::Outline, points, width, dashed: false, colour })
}

/// Slanting lines within an area.
fn hatching(area: &Rectangle, width: f64, colour: Colour) -> Vec<Element> {
    // The ends of a line of some width would stand out at the edges by half of it.
    let inside = area.grown(-width * 0.36);
    let (across, along) = (inside.right - inside.left, inside.bottom - inside.top);
    let mut lines = Vec::new();
    let mut start = HATCH * 0.75;
    while start < across + along {
        // From the left or the lower edge up to the upper or the right one.
        let from = Point { x: inside.left + (start - along).max(0.0), y: inside.top + start.min(along) };
        let to = Point { x: inside.left + start.min(across), y: inside.top + (start - across).max(0.0) };
        let points = vec![from, to];
        lines.push(Element::Line(Line { role: LineRole::Hatching, points, width, dashed: false, colour }));
        start += HATCH;
    }
    lines
}

/// What texts stand on, where lines would run through them.
pub(super) fn plate(ground: Ground, texts: &[Element], area: &Rectangle) -> Option<Element> {
    let colour = match ground {
        Ground::Between(from, _) => from,
        Ground::Hatched => BACKGROUND,
        Ground::Shade(_) | Ground::Suppressed | Ground::Plain | Ground::Paper | Ground::Outside => {
            return None;
        }
    };
    let boxes = texts.iter().filter_map(|element| match element {
        Element::Text(text) => Some(text.bounding_box()),
        Element::Line(_) | Element::Mark(_) | Element::Bar(_) | Element::Band(_) => None,
    });
    let whole = boxes.reduce(|one, other| Rectangle {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    })?;
    let inside = area.grown(-1.5);
    let area = Rectangle {
        left: (whole.left - PADDING * 1.5).max(inside.left),
        top: (whole.top - PADDING * 0.5).max(inside.top),
        right: (whole.right + PADDING * 1.5).min(inside.right),
        bottom: (whole.bottom + PADDING * 0.5).min(inside.bottom),
    };
    Some(Element::Bar(Bar { role: BarRole::Plate, area, colour, tooltip: String::new() }))
}

/// The name, the number and the period of a tile, from its upper edge; and where they end.
pub(super) fn texts(
    frame: &Frame<'_>,
    words: &Words,
    tile: &TileWords,
    (of, ground): (TileOf, Ground),
    area: &Rectangle,
    top: f64,
) -> (Vec<Element>, f64) {
    let middle = (area.left + area.right) / 2.0;
    let mut y = top;
    let mut elements = Vec::new();
    let mut write = |role, text: &str, size: f64, weight, colour| {
        let at = Point { x: middle, y: y + size * ((LINE - 1.0) / 2.0 + ASCENT) };
        let text = frame.text(role, text.to_owned(), at, Anchor::Middle, size, weight, colour);
        elements.push(Element::Text(text));
        y += size * LINE;
    };
    let weight = if of == TileOf::Total { Weight::Bold } else { Weight::Regular };
    let (ink, soft) = match ground {
        Ground::Outside => (FAINT_INK, FAINT_INK),
        Ground::Hatched | Ground::Suppressed => (SOFT_INK, SOFT_INK),
        Ground::Shade(_) | Ground::Between(..) | Ground::Plain | Ground::Paper => (INK, INK),
    };
    write(TextRole::TileName, &tile.name, words.name_size, weight, ink);
    for line in &tile.value {
        write(TextRole::TileValue, line, words.value_size, weight, ink);
    }
    if !tile.period.is_empty() {
        write(TextRole::TileValue, &tile.period, words.period_size, Weight::Regular, soft);
    }
    (elements, y)
}

/// The mark of a status, in the upper right corner.
pub(super) fn status_mark(
    language: Language,
    name: &str,
    point: &SeriesPoint,
    area: &Rectangle,
    radius: f64,
) -> Option<Element> {
    let fill = fill(point, point.position()?);
    if matches!(fill, MarkFill::Solid | MarkFill::UpperHalf | MarkFill::LowerHalf) {
        return None;
    }
    let at = Point { x: area.right - radius - 2.0, y: area.top + radius + 2.0 };
    let (shape, colour, tooltip) = (MarkShape::Circle, INK, tooltip(language, name, point));
    Some(Element::Mark(Mark { at, radius, shape, fill, colour, tooltip }))
}

/// What a tile says when it is pointed at.
pub(super) fn title(language: Language, name: &str, of: TileOf, point: Option<&SeriesPoint>) -> String {
    let said = match (of, point, language) {
        (TileOf::Outside, _, Language::Chinese) => "不在调查范围".to_owned(),
        (TileOf::Outside, _, Language::English) => "not in the survey".to_owned(),
        (_, Some(point), _) if point.position().is_some() => return tooltip(language, name, point),
        (_, point, _) => {
            let status = point.map_or(Status::O, |point| point.status);
            let status = if status == Status::A { Status::O } else { status };
            let reason = point.map(|point| point.reason.trim()).filter(|reason| !reason.is_empty());
            reason.unwrap_or_else(|| status_word(status, language)).to_owned()
        }
    };
    match language {
        Language::Chinese => format!("{name}：{said}"),
        Language::English => format!("{name}: {said}"),
    }
}
