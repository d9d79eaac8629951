//! What shades, stripes and outlines mean, with a sample of each that occurs.

use super::tile::Ground;
use crate::Weight;
use crate::layout::element::{ASCENT, Anchor, Element, Point, Rectangle, TextRole};
use crate::layout::frame::{Frame, LINE_HEIGHT, centred};
use crate::palette::{FAINT_INK, SOFT_INK};
use tierstat_model::Language;

/// The samples with their words, and the unit above them.
pub(super) struct Legend {
    pub(super) unit: String,
    pub(super) entries: Vec<(Ground, String)>,
}

impl Legend {
    /// The unit and the samples in the order in which they are read: classes first.
    pub(super) fn of(
        language: Language,
        unit: &str,
        classes: Vec<(Ground, String)>,
        grounds: &[Ground],
        has_total: bool,
    ) -> Self {
        let unit = match language {
            _ if unit.is_empty() => String::new(),
            Language::Chinese => format!("单位：{unit}"),
            Language::English => format!("in {unit}"),
        };
        let mut entries = classes;
        let between =
            grounds.iter().copied().find(|ground| matches!(ground, Ground::Between(..))).into_iter();
        let rest = [Ground::Hatched, Ground::Suppressed, Ground::Outside];
        let rest = rest.into_iter().filter(|ground| grounds.contains(ground));
        let total = has_total.then_some(Ground::Plain);
        entries.extend(between.chain(rest).chain(total).map(|ground| {
            let (zh, en) = match ground {
                Ground::Between(..) => ("跨级（约数）", "between classes (rough)"),
                Ground::Hatched => ("没有数", "no figure"),
                Ground::Suppressed => ("※ 有数而不公布", "※ not published"),
                Ground::Outside => ("不在调查范围", "not in the survey"),
                Ground::Shade(_) | Ground::Plain | Ground::Paper => ("合计，不分级", "total, in no class"),
            };
            (ground, if language == Language::Chinese { zh } else { en }.to_owned())
        }));
        Self { unit, entries }
    }

    fn sample(frame: &Frame<'_>) -> (f64, f64) {
        (frame.scale.axis * 1.6, frame.scale.axis * 0.95)
    }

    fn width_of(frame: &Frame<'_>, text: &str) -> f64 {
        frame.fonts.width(text, Weight::Regular, frame.scale.axis)
    }

    fn line(frame: &Frame<'_>) -> f64 {
        frame.scale.axis * LINE_HEIGHT + frame.scale.space * 0.5
    }

    /// The width of the widest entry with its sample.
    pub(super) fn column_width(&self, frame: &Frame<'_>) -> f64 {
        let entries = self
            .entries
            .iter()
            .map(|(_, words)| Self::sample(frame).0 + frame.scale.space + Self::width_of(frame, words));
        entries.fold(Self::width_of(frame, &self.unit), f64::max).ceil() + 1.0
    }

    /// The places of the entries in lines of some width, each a left end and a line; as a column where that is as wide as one entry.
    fn places(&self, frame: &Frame<'_>, room: f64, one_each: bool) -> Vec<(f64, usize)> {
        let unit = Self::width_of(frame, &self.unit);
        let gap = frame.scale.space * 2.0;
        let (mut x, mut line) = (if unit > 0.0 { unit + gap } else { 0.0 }, 0);
        if one_each {
            let first = usize::from(unit > 0.0);
            return (0..self.entries.len()).map(|place| (0.0, first + place)).collect();
        }
        let mut places = Vec::new();
        for (_, words) in &self.entries {
            let width = Self::sample(frame).0 + frame.scale.space + Self::width_of(frame, words);
            if x > 0.0 && x + width > room {
                (x, line) = (0.0, line + 1);
            }
            places.push((x, line));
            x += width + gap;
        }
        places
    }

    /// The height of the legend in lines of some width.
    pub(super) fn height(&self, frame: &Frame<'_>, room: f64, one_each: bool) -> f64 {
        let last = self.places(frame, room, one_each).last().map(|(_, line)| line + 1);
        let lines = last.unwrap_or(usize::from(!self.unit.is_empty()));
        lines as f64 * Self::line(frame)
    }

    /// The legend from its upper left corner.
    pub(super) fn elements(&self, frame: &Frame<'_>, at: Point, room: f64, one_each: bool) -> Vec<Element> {
        let size = frame.scale.axis;
        let text = |role, content: String, at: Point, colour| {
            let content = frame.cut_to(&content, room, size);
            Element::Text(frame.text(role, content, at, Anchor::Start, size, Weight::Regular, colour))
        };
        let mut elements = Vec::new();
        let line = Self::line(frame);
        if !self.unit.is_empty() {
            let at = Point { x: at.x, y: at.y + (line - size) / 2.0 + size * ASCENT };
            elements.push(text(TextRole::Unit, self.unit.clone(), at, FAINT_INK));
        }
        let (width, height) = Self::sample(frame);
        for ((ground, words), (x, row)) in self.entries.iter().zip(self.places(frame, room, one_each)) {
            let (left, middle) = (at.x + x, at.y + line * (row as f64 + 0.5));
            let area = Rectangle {
                left,
                top: middle - height / 2.0,
                right: left + width,
                bottom: middle + height / 2.0,
            };
            elements.extend(ground.shapes(&area, ""));
            let at = Point { x: left + width + frame.scale.space, y: centred(middle, size) };
            let content = frame.cut_to(words, room - width - frame.scale.space, size);
            elements.push(text(TextRole::Legend, content, at, SOFT_INK));
        }
        elements
    }
}
