//! The names and values of one side of a slope chart, each as near to its mark as it can stand.

use crate::layout::element::{Anchor, Element, Group, Line, LineRole, Point, TextRole};
use crate::layout::frame::{Frame, LINE_HEIGHT, centred};
use crate::layout::line::plot::{Plot, Series};
use crate::layout::line::spread::spread;
use crate::layout::line::values::Obstacles;
use crate::layout::printable::{one_line, printable};
use crate::layout::value_scale::ValueScale;
use crate::layout::warning::ChartWarning;
use crate::palette::{FAINT_INK, LEADER};
use crate::{ChartError, Weight};
use jiff::civil::Date;

/// A label whose middle is nearer to its mark than this, in em, needs no leader.
const BESIDE: f64 = 0.3;
/// The most that the names of one side take of the width.
const WIDEST: f64 = 0.29;
/// A narrower chart has names at the latest figures alone.
const NARROW: f64 = 480.0;
/// The most that the names of a side take of the width, where it alone has them.
const WIDEST_ALONE: f64 = 0.45;
/// Space between a name and its value, in em.
const BETWEEN: f64 = 0.4;

/// A side of the chart, with its day.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    Left(Date),
    Right(Date),
}

/// The labels of one side.
pub(super) struct Ends {
    side: Side,
    labels: Vec<Label>,
    size: f64,
    /// The width of the widest label.
    pub(super) width: f64,
    /// From the labels to the marks.
    pub(super) gap: f64,
}

struct Label {
    series: usize,
    name: String,
    value: String,
    end: f64,
    middle: f64,
}

impl Side {
    fn day(self) -> Date {
        match self {
            Self::Left(day) | Self::Right(day) => day,
        }
    }

    fn outwards(self) -> (f64, Anchor) {
        match self {
            Self::Left(_) => (-1.0, Anchor::End),
            Self::Right(_) => (1.0, Anchor::Start),
        }
    }
}

impl Ends {
    /// Finds a size and heights for the labels of all series that have a figure on the day of the side.
    pub(super) fn fit(
        frame: &mut Frame<'_>,
        series: &[Series<'_>],
        values: &ValueScale,
        side: Side,
        (top, bottom): (f64, f64),
    ) -> Result<Self, ChartError> {
        let figure = |series: &Series<'_>| {
            let (point, value) = series.points().filter(|(point, _)| point.day() == side.day()).last()?;
            Some((printable(&one_line(&point.mark_text), frame.language), value))
        };
        let mut figures: Vec<(usize, String, f64)> = Vec::new();
        for (index, series) in series.iter().enumerate() {
            figures.extend(figure(series).map(|(value, end)| (index, value, values.y(end))));
        }
        let (top, bottom) = (top - frame.scale.space, bottom + frame.scale.space);
        let sizes = [frame.scale.label, frame.scale.axis, frame.scale.footer];
        let needed = |size: f64| figures.len() as f64 * size * LINE_HEIGHT;
        let Some(size) = sizes.into_iter().find(|size| needed(*size) <= bottom - top) else {
            let needed = needed(frame.scale.footer);
            return Err(ChartError::NoRoom { enough: None, what: "the plot", needed, room: bottom - top });
        };
        let is_narrow = frame.width < NARROW || has_long_words(frame, series);
        let is_last = matches!(side, Side::Right(_));
        let share = if is_narrow && is_last { WIDEST_ALONE } else { WIDEST };
        let widest = (frame.right() - frame.left()) * share;
        let mut labels = Vec::new();
        for (index, value, end) in figures {
            let Some(series) = series.get(index) else { continue };
            let weight = weight(series);
            let taken = frame.fonts.width(&value, Weight::Regular, size) + size * BETWEEN;
            let room = (widest - taken).max(size * 3.0);
            let is_named_later = series.points().any(|(point, _)| point.day() > side.day());
            let is_named = !(is_narrow && is_named_later);
            let mut name = if is_named { series.name.clone() } else { String::new() };
            if frame.fonts.width(&name, weight, size) > room {
                name = frame.cut(&name, room, size, weight);
                frame.warnings.push(ChartWarning::NameCut { name: series.name.clone() });
            }
            labels.push(Label { series: index, name, value, end, middle: end });
        }
        labels.sort_by(|one, two| one.end.total_cmp(&two.end).then(one.series.cmp(&two.series)));
        let wanted: Vec<f64> = labels.iter().map(|label| label.end).collect();
        let heights = vec![size * LINE_HEIGHT; labels.len()];
        for (label, middle) in labels.iter_mut().zip(spread(&wanted, &heights, 0.0, top, bottom)) {
            label.middle = middle;
        }
        let moved = labels.iter().map(|label| (label.middle - label.end).abs()).fold(0.0, f64::max);
        let gap = if moved < size * BESIDE { frame.scale.space * 1.5 } else { frame.scale.space * 4.5 };
        let width = labels.iter().map(|label| label.width(frame, series, size)).fold(0.0, f64::max);
        Ok(Self { side, labels, size, width, gap: frame.scale.mark_radius + gap })
    }

    /// Sets value and name outwards of each mark, with a leader where they could not stand beside it.
    pub(super) fn place(
        &self,
        frame: &Frame<'_>,
        series: &[Series<'_>],
        plot: &Plot,
        groups: &mut [Group],
        obstacles: &mut Obstacles,
    ) {
        let (outwards, anchor) = self.side.outwards();
        let mark = plot.time.x(self.side.day());
        for label in &self.labels {
            let (Some(series), Some(group)) = (series.get(label.series), groups.get_mut(label.series)) else {
                continue;
            };
            let mut x = mark + outwards * self.gap;
            if (label.middle - label.end).abs() >= self.size * BESIDE {
                let from = Point { x: mark + outwards * (plot.mark_radius + 3.0), y: label.end };
                let to = Point { x: x - outwards * 5.0, y: label.middle };
                let (role, points, colour) = (LineRole::Leader, vec![from, to], LEADER);
                group
                    .elements
                    .insert(0, Element::Line(Line { role, points, width: 1.0, dashed: false, colour }));
            }
            let colour = if series.look.is_muted { FAINT_INK } else { series.look.colour.for_text() };
            let y = centred(label.middle, self.size);
            for (role, content, weight) in [
                (TextRole::EndValue, &label.value, Weight::Regular),
                (TextRole::SeriesName, &label.name, weight(series)),
            ] {
                if content.is_empty() {
                    continue;
                }
                let text =
                    frame.text(role, content.clone(), Point { x, y }, anchor, self.size, weight, colour);
                x += outwards * (text.width + self.size * BETWEEN);
                obstacles.boxes.push(text.bounding_box());
                group.elements.push(Element::Text(text));
            }
        }
    }
}

/// Whether a name begins with a word for which two sides have no room: then one side has the names, so that none is cut inside a word.
fn has_long_words(frame: &Frame<'_>, series: &[Series<'_>]) -> bool {
    let (size, room) = (frame.scale.label, (frame.right() - frame.left()) * WIDEST);
    series.iter().any(|series| {
        let values = series.points().map(|(point, _)| {
            let text = printable(&one_line(&point.mark_text), frame.language);
            frame.fonts.width(&text, Weight::Regular, size)
        });
        let whole = frame.fonts.width(&series.name, weight(series), size);
        let taken = values.fold(0.0, f64::max) + size * BETWEEN;
        whole + taken > room && frame.room_of_first_word(&series.name, size, weight(series)) + taken > room
    })
}

impl Label {
    fn width(&self, frame: &Frame<'_>, series: &[Series<'_>], size: f64) -> f64 {
        let weight = series.get(self.series).map_or(Weight::Bold, weight);
        let [name, value] = [(&self.name, weight), (&self.value, Weight::Regular)]
            .map(|(text, weight)| frame.fonts.width(text, weight, size));
        name + value + if self.name.is_empty() { 0.0 } else { size * BETWEEN }
    }
}

fn weight(series: &Series<'_>) -> Weight {
    if series.look.is_muted { Weight::Regular } else { Weight::Bold }
}
