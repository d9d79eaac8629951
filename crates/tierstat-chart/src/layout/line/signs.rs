//! Signs of figures that exist but are not published: at the foot of the plot, above zero, which they are not.

use super::plot::{Plot, Series};
use super::values::Obstacles;
use crate::Weight;
use crate::layout::element::{Anchor, Element, Group, Point, TextRole};
use crate::layout::frame::Frame;

/// The sign of a suppressed figure.
pub(in crate::layout) const SUPPRESSED: &str = "※";

/// Prints a sign for each suppressed figure, one above the other where several series have one in the same period.
pub(in crate::layout) fn print(
    frame: &Frame<'_>,
    series: &[Series<'_>],
    plot: &Plot,
    groups: &mut [Group],
    obstacles: &mut Obstacles,
) {
    let size = frame.scale.axis;
    let rows = ((plot.area.bottom - plot.area.top) / size).floor() as usize;
    for (series, group) in series.iter().zip(groups) {
        for day in &series.suppressed {
            let place = |row: usize| {
                let at = Point { x: plot.time.x(*day), y: plot.area.bottom - size * (0.6 + row as f64) };
                let colour = series.look.colour.for_text();
                let content = SUPPRESSED.to_owned();
                frame.text(TextRole::Suppressed, content, at, Anchor::Middle, size, Weight::Regular, colour)
            };
            // Higher until it touches nothing; in a full plot over a line, but never over another text: then the note names it alone.
            let free = (0..rows).map(place).find(|text| obstacles.is_free(&text.bounding_box()));
            let free = free.or_else(|| {
                (0..rows).map(place).find(|text| obstacles.is_free_of_text(&text.bounding_box()))
            });
            if let Some(sign) = free {
                obstacles.boxes.push(sign.bounding_box());
                group.elements.push(Element::Text(sign));
            }
        }
    }
}
