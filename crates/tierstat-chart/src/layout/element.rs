//! The elements of a layout.

use crate::Weight;
use crate::palette::{Colour, MarkShape};
use serde::{Deserialize, Serialize};

/// One thing that is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "element", rename_all = "kebab-case")]
pub enum Element {
    /// A text on one line.
    Text(Text),
    /// A line through two or more points.
    Line(Line),
    /// The mark of a value.
    Mark(Mark),
    /// A bar or its track.
    Bar(Bar),
    /// A translucent area: where a line between intervals may run.
    Band(Band),
}

/// Elements that belong together, such as all of one series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// What the group is.
    pub role: GroupRole,
    /// The name, as a tooltip: that of a series or row.
    pub title: Option<String>,
    /// The elements, in the order of drawing.
    pub elements: Vec<Element>,
}

/// What a [`Group`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupRole {
    /// Title and subtitle.
    Heading,
    /// Axes, gridlines and their labels.
    Axes,
    /// One series of a line chart.
    Series,
    /// One row of a coverage chart.
    Row,
    /// Note and source.
    Footer,
}

/// A place, in CSS pixels from the top left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rectangle {
    /// The left end.
    pub left: f64,
    /// The upper end.
    pub top: f64,
    /// The right end.
    pub right: f64,
    /// The lower end.
    pub bottom: f64,
}

/// A text on one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// What the text is.
    pub role: TextRole,
    /// The characters.
    pub content: String,
    /// The anchor's place on the base line.
    pub at: Point,
    /// Which part of the text stands at the place.
    pub anchor: Anchor,
    /// The size of the em.
    pub size: f64,
    /// The weight.
    pub weight: Weight,
    /// The colour.
    pub colour: Colour,
    /// The width, measured with the bundled font.
    pub width: f64,
    /// What it says to those who point at it, as marks and bars do; empty where it says all there is to say.
    #[serde(default)]
    pub tooltip: String,
}

/// What a [`Text`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextRole {
    /// The finding.
    Title,
    /// Measure and unit.
    Subtitle,
    /// The unit at the top of an axis.
    Unit,
    /// A number at an axis of values.
    ValueTick,
    /// A period under the axis of time.
    TimeTick,
    /// The name of a series at the end of its line.
    SeriesName,
    /// The last value of a series, beside its name.
    EndValue,
    /// The name of an area in its tile.
    TileName,
    /// The number in a tile, or what stands for it.
    TileValue,
    /// What a shade or a hatching means.
    Legend,
    /// A value at its mark.
    Value,
    /// The value of a part, within its bar.
    PartValue,
    /// The name of the series of a panel.
    PanelTitle,
    /// What is said of a panel, under its title.
    PanelNote,
    /// What happens at a place in time: a break, the beginning of forecasts.
    Event,
    /// The sign of a figure that exists but is not published.
    Suppressed,
    /// A heading over rows.
    RowGroup,
    /// The name of a row.
    RowName,
    /// The period of a row.
    RowDetail,
    /// The text at the end of a bar.
    RowLabel,
    /// The note.
    Note,
    /// The source.
    Source,
}

/// Which part of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A line through two or more points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What the line is.
    pub role: LineRole,
    /// The points.
    pub points: Vec<Point>,
    /// The width of the stroke.
    pub width: f64,
    /// Whether it is dashed: towards a forecast, or where a series breaks.
    pub dashed: bool,
    /// The colour.
    pub colour: Colour,
}

/// What a [`Line`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineRole {
    /// A faint line at a tick.
    Gridline,
    /// The line of value zero, or the foot of the plot.
    Baseline,
    /// A short line at a period.
    Tick,
    /// The figures of a series, unbroken.
    Figures,
    /// From the lower to the upper bound of a figure.
    Whisker,
    /// From the end of a line to its name.
    Leader,
    /// At a number that is to be reached, and the way to it.
    Target,
    /// Upright, where a series breaks.
    Break,
    /// Around a bar that is too pale to be seen by itself.
    Rim,
    /// The edge of a tile.
    Outline,
    /// Slanting, over what has no figure or is in no one class.
    Hatching,
}

/// The mark of a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// The middle.
    pub at: Point,
    /// Half the height.
    pub radius: f64,
    /// The shape.
    pub shape: MarkShape,
    /// How it is filled: what kind of figure it is.
    pub fill: MarkFill,
    /// The colour.
    pub colour: Colour,
    /// Series, period and value, as a tooltip.
    pub tooltip: String,
}

/// How a [`Mark`] is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkFill {
    /// A figure as it is.
    Solid,
    /// Provisional.
    Hollow,
    /// Estimated: hollow, with a dot.
    Dotted,
    /// Imputed: hollow, with a stroke across.
    Crossed,
    /// Forecast: pale within.
    Pale,
    /// A rough figure that is no less: filled above the bound that is named.
    UpperHalf,
    /// A rough figure that is no more: filled below the bound that is named.
    LowerHalf,
}

/// A bar or its track.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What the bar is.
    pub role: BarRole,
    /// Its place.
    pub area: Rectangle,
    /// The colour.
    pub colour: Colour,
    /// What it is and its value, bounds and origin a line each; empty where nothing is to be said of it by itself.
    #[serde(default)]
    pub tooltip: String,
}

/// What a [`Bar`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BarRole {
    /// The whole, 100 %.
    Track,
    /// The share that is certain.
    Certain,
    /// What the share may be beyond that.
    Possible,
    /// A cell of a table.
    Cell,
    /// The ground of a tile.
    Tile,
    /// What texts on a hatching stand on.
    Plate,
}

/// A translucent area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// The corners.
    pub points: Vec<Point>,
    /// The colour.
    pub colour: Colour,
    /// From 0, nothing, to 1, solid.
    pub opacity: f64,
}

impl Text {
    /// The box that the text takes: an em high, around the ideographs.
    #[must_use]
    pub fn bounding_box(&self) -> Rectangle {
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - self.width / 2.0,
            Anchor::End => self.at.x - self.width,
        };
        Rectangle {
            left,
            top: self.at.y - self.size * ASCENT,
            right: left + self.width,
            bottom: self.at.y + self.size * DESCENT,
        }
    }
}

/// How far an ideograph reaches above the base line, in em: the typographic ascent of the bundled fonts.
pub(super) const ASCENT: f64 = 0.88;
/// How far an ideograph reaches below the base line, in em.
pub(super) const DESCENT: f64 = 0.12;
/// From the base line up to the middle of an ideograph, in em.
pub(super) const MIDDLE: f64 = (ASCENT - DESCENT) / 2.0;

impl Mark {
    /// The box that the mark takes.
    #[must_use]
    pub fn bounding_box(&self) -> Rectangle {
        Rectangle::around(self.at, self.radius, self.radius)
    }
}

impl Rectangle {
    /// The rectangle that reaches so far to either side of a place.
    #[must_use]
    pub fn around(at: Point, half_width: f64, half_height: f64) -> Self {
        Self {
            left: at.x - half_width,
            top: at.y - half_height,
            right: at.x + half_width,
            bottom: at.y + half_height,
        }
    }

    /// Whether two rectangles share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether another rectangle lies inside.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// The same, larger by a margin on every side.
    #[must_use]
    pub fn grown(&self, margin: f64) -> Self {
        Self {
            left: self.left - margin,
            top: self.top - margin,
            right: self.right + margin,
            bottom: self.bottom + margin,
        }
    }

    /// How far a place is outside, 0 where it is inside.
    #[must_use]
    pub fn distance(&self, from: Point) -> f64 {
        let aside = (self.left - from.x).max(from.x - self.right).max(0.0);
        let along = (self.top - from.y).max(from.y - self.bottom).max(0.0);
        aside.hypot(along)
    }

    /// Whether the straight line between two places runs through (Liang and Barsky 1984).
    #[must_use]
    pub fn is_crossed(&self, from: Point, to: Point) -> bool {
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        let (run, rise) = (to.x - from.x, to.y - from.y);
        for (speed, distance) in [
            (-run, from.x - self.left),
            (run, self.right - from.x),
            (-rise, from.y - self.top),
            (rise, self.bottom - from.y),
        ] {
            if speed.abs() < f64::EPSILON {
                if distance < 0.0 {
                    return false;
                }
            } else if speed < 0.0 {
                enters = enters.max(distance / speed);
            } else {
                leaves = leaves.min(distance / speed);
            }
        }
        enters < leaves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_a_box_crosses_it_and_one_beside_it_does_not() {
        let area = Rectangle { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        let at = |x, y| Point { x, y };
        assert!(area.is_crossed(at(0.0, 0.0), at(30.0, 30.0)));
        assert!(area.is_crossed(at(15.0, 0.0), at(15.0, 30.0)), "upright");
        assert!(area.is_crossed(at(14.0, 14.0), at(16.0, 16.0)), "inside");
        assert!(!area.is_crossed(at(0.0, 0.0), at(30.0, 0.0)));
        assert!(!area.is_crossed(at(0.0, 25.0), at(5.0, 30.0)));
        assert!(!area.is_crossed(at(0.0, 0.0), at(5.0, 5.0)), "too short");
    }
}
