//! Values at their marks: each where it touches nothing, or not at all.

use super::element::{ASCENT, Anchor, DESCENT, Point, Rectangle};

/// What values must not touch.
#[derive(Debug, Default)]
pub(super) struct Obstacles {
    /// Texts and marks.
    pub(super) boxes: Vec<Rectangle>,
    /// Lines, leaders and whiskers.
    pub(super) segments: Vec<(Point, Point)>,
}

/// Where a value's text stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) at: Point,
    pub(super) anchor: Anchor,
    pub(super) area: Rectangle,
}

impl Obstacles {
    /// The first free place around a mark: above, below, then to the sides. A text on a line is worse than none.
    pub(super) fn free_place(
        &self,
        mark: Point,
        clearance: f64,
        text: (f64, f64),
        inside: &Rectangle,
    ) -> Option<Place> {
        candidates(mark, clearance, text).into_iter().find(|place| {
            inside.contains(&place.area)
                && self.boxes.iter().all(|other| !other.overlaps(&place.area.grown(2.0)))
                && self.segments.iter().all(|(from, to)| !place.area.grown(1.0).is_crossed(*from, *to))
        })
    }

    /// Whether any box overlaps.
    #[cfg(test)]
    fn touches(&self, area: &Rectangle) -> bool {
        self.boxes.iter().any(|other| other.overlaps(area))
    }
}

/// The places around a mark, the best first. A text is given by width and size.
fn candidates(mark: Point, clearance: f64, (width, size): (f64, f64)) -> Vec<Place> {
    let above = mark.y - clearance - DESCENT * size;
    let below = mark.y + clearance + ASCENT * size;
    let level = super::frame::centred(mark.y, size);
    let aside = clearance * 0.7;
    [
        (mark.x, above, Anchor::Middle),
        (mark.x, below, Anchor::Middle),
        (mark.x - aside, above + clearance * 0.5, Anchor::End),
        (mark.x + aside, below - clearance * 0.5, Anchor::Start),
        (mark.x + aside, above + clearance * 0.5, Anchor::Start),
        (mark.x - aside, below - clearance * 0.5, Anchor::End),
        (mark.x + clearance + 2.0, level, Anchor::Start),
        (mark.x - clearance - 2.0, level, Anchor::End),
    ]
    .into_iter()
    .map(|(x, y, anchor)| {
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let area =
            Rectangle { left, top: y - ASCENT * size, right: left + width, bottom: y + DESCENT * size };
        Place { at: Point { x, y }, anchor, area }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYWHERE: Rectangle = Rectangle { left: -1e3, top: -1e3, right: 1e3, bottom: 1e3 };
    const MARK: Point = Point { x: 100.0, y: 100.0 };

    #[test]
    fn above_is_best() {
        let place = Obstacles::default().free_place(MARK, 8.0, (30.0, 16.0), &EVERYWHERE).unwrap();
        assert_eq!(place.anchor, Anchor::Middle);
        assert!(place.area.bottom <= MARK.y - 8.0 + 1e-9);
    }

    #[test]
    fn a_rising_line_pushes_the_value_aside() {
        let rising = (MARK, Point { x: 150.0, y: 0.0 });
        let obstacles =
            Obstacles { boxes: Vec::new(), segments: vec![rising, (MARK, Point { x: 80.0, y: 200.0 })] };
        let place = obstacles.free_place(MARK, 8.0, (30.0, 16.0), &EVERYWHERE).unwrap();
        assert_eq!(place.anchor, Anchor::End, "{place:?}");
        assert!(!obstacles.touches(&place.area));
    }

    #[test]
    fn without_a_free_place_there_is_no_text() {
        let obstacles = Obstacles { boxes: vec![EVERYWHERE], segments: Vec::new() };
        assert_eq!(obstacles.free_place(MARK, 8.0, (30.0, 16.0), &EVERYWHERE), None);
    }
}
