//! Values at their marks: each where it touches nothing, or not at all.

use super::plot::{Plot, Series};
use crate::layout::element::{
    ASCENT, Anchor, DESCENT, Element, Group, LineRole, Point, Rectangle, Text, TextRole,
};
use crate::layout::frame::{Frame, centred};
use crate::layout::printable::{one_line, printable};
use crate::palette::MUTED;
use crate::{NamedEnd, SeriesPoint, Weight};

/// Up to so many marks all have their value printed; beyond, the first and the highest of each series.
pub(in crate::layout) const MARKS_WITH_VALUES: usize = 24;

/// What values must not touch.
#[derive(Debug, Default)]
pub(in crate::layout) struct Obstacles {
    /// Texts.
    pub(in crate::layout) boxes: Vec<Rectangle>,
    /// Marks, with their radius.
    marks: Vec<(Point, f64)>,
    /// Lines, leaders and bars of bounds.
    pub(in crate::layout) segments: Vec<(Point, Point)>,
}

/// A mark, how far it and its bar of bounds reach, and how large the text is that looks for a place beside
/// it.
#[derive(Debug, Clone, Copy)]
struct Seeker {
    mark: Point,
    /// The upper and lower end of mark and bar.
    extent: (f64, f64),
    /// The space to leave, at least the radius of the mark.
    clearance: f64,
    width: f64,
    size: f64,
    /// The bound that is named, which a text beyond the other end of the bar would not stand at.
    named: Option<NamedEnd>,
}

/// Where a value's text stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    at: Point,
    anchor: Anchor,
    area: Rectangle,
}

/// Prints values at their marks; the last of each series stands beside its name.
pub(in crate::layout) fn print(
    frame: &Frame<'_>,
    series: &[Series<'_>],
    plot: &Plot,
    groups: &mut [Group],
    obstacles: &mut Obstacles,
) {
    let coloured = || series.iter().filter(|series| !series.look.is_muted);
    let all = coloured().map(|series| series.points().count()).sum::<usize>() <= MARKS_WITH_VALUES;
    let size = frame.scale.axis;
    let (left, right) = (plot.area.left, frame.width - 2.0);
    let inside = Rectangle { left, top: frame.top, right, bottom: plot.area.bottom - 1.0 };
    let text_of = |series: &Series<'_>, point: &SeriesPoint, value: f64, obstacles: &Obstacles| {
        beside(frame, series, (point, value), plot, (size, &inside), obstacles)
    };
    let is_end = |series: &Series<'_>, point: &SeriesPoint| {
        series.end().is_some_and(|(end, _)| std::ptr::eq(end, point))
    };
    // The first values are compared with each other: all of them, or none.
    let known = obstacles.boxes.len();
    let mut firsts = Vec::new();
    for (index, series) in series.iter().enumerate().filter(|(_, series)| !series.look.is_muted) {
        let Some((point, value)) = series.points().next().filter(|(point, _)| !is_end(series, point)) else {
            continue;
        };
        let text = text_of(series, point, value, obstacles);
        obstacles.boxes.extend(text.as_ref().map(Text::bounding_box));
        firsts.push((index, text));
    }
    if firsts.iter().all(|(_, text)| text.is_some()) {
        for (index, text) in firsts {
            if let (Some(group), Some(text)) = (groups.get_mut(index), text) {
                group.elements.push(Element::Text(text));
            }
        }
    } else {
        obstacles.boxes.truncate(known);
    }
    for (series, group) in series.iter().zip(groups).filter(|(series, _)| !series.look.is_muted) {
        let highest = series.points().map(|(_, value)| value).fold(f64::NEG_INFINITY, f64::max);
        for (point, value) in series.points().skip(1) {
            if is_end(series, point) || !(all || value >= highest) {
                continue;
            }
            if let Some(text) = text_of(series, point, value, obstacles) {
                obstacles.boxes.push(text.bounding_box());
                group.elements.push(Element::Text(text));
            }
        }
    }
}

/// Prints the last and the first value of a series that has a plot of its own.
pub(in crate::layout) fn print_ends(
    frame: &Frame<'_>,
    series: &Series<'_>,
    plot: &Plot,
    inside: &Rectangle,
    group: &mut Group,
    obstacles: &mut Obstacles,
) {
    let is_end = |point: &SeriesPoint| series.end().is_some_and(|(end, _)| std::ptr::eq(end, point));
    let first = series.points().next().filter(|(point, _)| !is_end(point));
    for figure in series.end().into_iter().chain(first) {
        if let Some(text) = beside(frame, series, figure, plot, (frame.scale.footer, inside), obstacles) {
            obstacles.boxes.push(text.bounding_box());
            group.elements.push(Element::Text(text));
        }
    }
}

/// The value of a point as a text of a size where it touches nothing.
fn beside(
    frame: &Frame<'_>,
    series: &Series<'_>,
    (point, value): (&SeriesPoint, f64),
    plot: &Plot,
    (size, inside): (f64, &Rectangle),
    obstacles: &Obstacles,
) -> Option<Text> {
    let content = printable(&one_line(&point.mark_text), frame.language);
    let mark = plot.place(point.day(), value);
    let seeker = Seeker {
        mark,
        extent: plot.extent(point, mark),
        clearance: plot.mark_radius * 1.2 + 2.0,
        width: frame.fonts.width(&content, Weight::Regular, size),
        size,
        named: point.is_rough().then_some(point.named),
    };
    let place = obstacles.free_place(&seeker, inside)?;
    let colour = series.look.colour.for_text();
    Some(frame.text(TextRole::Value, content, place.at, place.anchor, size, Weight::Regular, colour))
}

impl Obstacles {
    /// What some groups put in the way; grey lines do not, since a text has a rim that keeps it legible over them.
    pub(in crate::layout) fn of<'a>(groups: impl Iterator<Item = &'a Group>) -> Self {
        let mut obstacles = Self::default();
        for element in groups.flat_map(|group| &group.elements) {
            match element {
                Element::Text(text) => obstacles.boxes.push(text.bounding_box()),
                Element::Mark(mark) => obstacles.marks.push((mark.at, mark.radius)),
                Element::Line(line)
                    if matches!(
                        line.role,
                        LineRole::Figures | LineRole::Whisker | LineRole::Break | LineRole::Target
                    ) && !(line.role == LineRole::Figures && line.colour == MUTED) =>
                {
                    let pairs =
                        line.points.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
                    obstacles.segments.extend(pairs);
                }
                Element::Line(_) | Element::Bar(_) | Element::Band(_) => {}
            }
        }
        obstacles
    }

    /// The first free place around a mark: above, below, then to the sides. A text on a line is worse than
    /// none.
    fn free_place(&self, seeker: &Seeker, inside: &Rectangle) -> Option<Place> {
        seeker.places().into_iter().find(|place| inside.contains(&place.area) && self.is_free(&place.area))
    }

    /// Whether no text stands in a place.
    pub(in crate::layout) fn is_free_of_text(&self, area: &Rectangle) -> bool {
        self.boxes.iter().all(|other| !other.overlaps(&area.grown(2.0)))
    }

    /// Whether nothing stands in a place or runs through it.
    pub(in crate::layout) fn is_free(&self, area: &Rectangle) -> bool {
        self.is_free_of_text(area)
            && self.marks.iter().all(|(at, radius)| area.distance(*at) >= radius + 1.0)
            && self.segments.iter().all(|(from, to)| !area.grown(1.0).is_crossed(*from, *to))
    }
}

impl Seeker {
    /// The places around the mark, the best first.
    fn places(&self) -> Vec<Place> {
        let Self { mark, extent, clearance, width, size, named } = *self;
        let space = clearance * 0.5;
        let above = extent.0.min(mark.y - clearance + space) - space - DESCENT * size;
        let below = extent.1.max(mark.y + clearance - space) + space + ASCENT * size;
        let (nearly_above, nearly_below) =
            (mark.y - clearance * 0.5 - DESCENT * size, mark.y + clearance * 0.5 + ASCENT * size);
        let (aside, level) = (clearance * 0.75, centred(mark.y, size));
        let places = [
            (mark.x, above, Anchor::Middle),
            (mark.x, below, Anchor::Middle),
            (mark.x - aside, nearly_above, Anchor::End),
            (mark.x + aside, nearly_below, Anchor::Start),
            (mark.x + aside, nearly_above, Anchor::Start),
            (mark.x - aside, nearly_below, Anchor::End),
            (mark.x + clearance + 2.0, level, Anchor::Start),
            (mark.x - clearance - 2.0, level, Anchor::End),
        ];
        let beyond = match named {
            None | Some(NamedEnd::Both) => None,
            Some(NamedEnd::Lower) => Some(0),
            Some(NamedEnd::Upper) => Some(1),
        };
        let kept = places.into_iter().enumerate().filter(|(index, _)| Some(*index) != beyond);
        kept.map(|(_, place)| place)
            .map(|(x, y, anchor)| {
                let left = match anchor {
                    Anchor::Start => x,
                    Anchor::Middle => x - width / 2.0,
                    Anchor::End => x - width,
                };
                let area = Rectangle {
                    left,
                    top: y - ASCENT * size,
                    right: left + width,
                    bottom: y + DESCENT * size,
                };
                Place { at: Point { x, y }, anchor, area }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYWHERE: Rectangle = Rectangle { left: -1e3, top: -1e3, right: 1e3, bottom: 1e3 };
    const MARK: Point = Point { x: 100.0, y: 100.0 };
    const SEEKER: Seeker =
        Seeker { mark: MARK, extent: (95.0, 105.0), clearance: 8.0, width: 30.0, size: 16.0, named: None };

    fn obstacles(segments: &[(Point, Point)]) -> Obstacles {
        Obstacles { boxes: Vec::new(), marks: vec![(MARK, 5.0)], segments: segments.to_vec() }
    }

    #[test]
    fn above_is_best() {
        let place = obstacles(&[]).free_place(&SEEKER, &EVERYWHERE).unwrap();
        assert_eq!(place.anchor, Anchor::Middle);
        assert!(place.area.bottom <= MARK.y - 8.0 + 1e-9);
    }

    #[test]
    fn a_steep_line_pushes_the_value_aside() {
        let (up, down) = (Point { x: 130.0, y: 0.0 }, Point { x: 70.0, y: 200.0 });
        let place = obstacles(&[(MARK, up), (MARK, down)]).free_place(&SEEKER, &EVERYWHERE).unwrap();
        assert_eq!(place.anchor, Anchor::End, "{place:?}");
        assert!(place.area.distance(MARK) >= 5.0);
    }

    #[test]
    fn a_value_clears_its_bar_of_bounds() {
        let bar = (Point { x: 100.0, y: 60.0 }, Point { x: 100.0, y: 140.0 });
        let place =
            obstacles(&[bar]).free_place(&Seeker { extent: (60.0, 140.0), ..SEEKER }, &EVERYWHERE).unwrap();
        assert!(place.area.bottom < 60.0, "{place:?}");
    }

    #[test]
    fn without_a_free_place_there_is_no_text() {
        let full = Obstacles { boxes: vec![EVERYWHERE], ..Obstacles::default() };
        assert_eq!(full.free_place(&SEEKER, &EVERYWHERE), None);
    }
}
