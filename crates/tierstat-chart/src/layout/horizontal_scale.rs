//! The axis of values of forms with rows: it runs from left to right, with its numbers at the foot.

use super::element::{Anchor, Element, Line, LineRole, Point, TextRole};
use super::frame::Frame;
use super::value_scale::ValueScale;
use crate::palette::{BASELINE, FAINT_INK, GRIDLINE};
use crate::{ValueAxis, Weight};

/// A linear scale from values to places from left to right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HorizontalScale {
    /// The scale as if it stood upright, its upper end at zero.
    upright: ValueScale,
    /// Where the lower end stands.
    pub(super) left: f64,
    /// Where the upper end stands.
    pub(super) right: f64,
}

impl HorizontalScale {
    /// A scale that holds all values, from `left` to `right`.
    pub(super) fn fit(values: &[f64], unit: f64, axis: ValueAxis, (left, right): (f64, f64)) -> Self {
        Self { upright: ValueScale::fit(values, unit, axis, (0.0, right - left)), left, right }
    }

    /// Whether zero has a place on the scale.
    pub(super) fn holds_zero(&self) -> bool {
        self.upright.holds_zero()
    }

    /// Where a value stands.
    pub(super) fn x(&self, value: f64) -> f64 {
        self.right - self.upright.y(value)
    }

    /// Upright gridlines from `top` to `foot`, and under them the numbers of as many as fit.
    pub(super) fn axis(&self, frame: &Frame<'_>, top: f64, foot: f64) -> Vec<Element> {
        let scale = frame.scale;
        let ticks = self.upright.ticks();
        let width = |text: &str| frame.fonts.width(text, Weight::Regular, scale.axis);
        let widest = ticks.iter().map(|(_, text)| width(text)).fold(0.0, f64::max) + scale.space * 2.0;
        let between = (self.right - self.left) / (ticks.len().max(2) - 1) as f64;
        let each = (widest / between).ceil().max(1.0) as usize;
        let zero = ticks.iter().position(|(value, _)| value.abs() < f64::EPSILON).unwrap_or_default();
        let mut elements = Vec::new();
        let mut end = f64::NEG_INFINITY;
        for (index, (value, text)) in ticks.into_iter().enumerate() {
            let x = self.x(value);
            let (role, colour, stroke) = if value.abs() < f64::EPSILON {
                (LineRole::Baseline, BASELINE, 1.5)
            } else {
                (LineRole::Gridline, GRIDLINE, 1.0)
            };
            let points = vec![Point { x, y: top }, Point { x, y: foot }];
            elements.push(Element::Line(Line { role, points, width: stroke, dashed: false, colour }));
            if !index.abs_diff(zero).is_multiple_of(each) {
                continue;
            }
            let half = width(&text) / 2.0;
            // One that would leave the chart stands within it, unless that is where another one is.
            let x = x.min(frame.width - 4.0 - half).max(4.0 + half);
            if x - half < end {
                continue;
            }
            end = x + half + scale.space;
            let at = Point { x, y: foot + scale.space * 0.75 + scale.axis };
            let (role, size) = (TextRole::ValueTick, scale.axis);
            elements.push(Element::Text(frame.text(
                role,
                text,
                at,
                Anchor::Middle,
                size,
                Weight::Regular,
                FAINT_INK,
            )));
        }
        elements
    }
}
