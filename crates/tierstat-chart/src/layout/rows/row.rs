//! A row before it has its place: what is drawn at which value.

use crate::layout::element::{BarRole, LineRole, MarkFill, TextRole};
use crate::layout::frame::Frame;
use crate::layout::line::plot::ARROW;
use crate::layout::printable::one_line;
use crate::layout::warning::ChartWarning;
use crate::palette::{Colour, MarkShape};
use crate::{ValueAxis, Weight};
use tierstat_model::Language;

/// What stands in the rows of a chart, before it has its places.
pub(in crate::layout) struct Rows {
    pub(in crate::layout) blocks: Vec<Block>,
    /// The period of all figures that say no other; empty where rows say theirs.
    pub(in crate::layout) period: String,
    /// Words over the first row, each at a value, from left to right: what its marks are.
    pub(in crate::layout) heads: Vec<Label>,
    /// Every number that needs a place on the axis.
    pub(in crate::layout) numbers: Vec<f64>,
    pub(in crate::layout) axis: ValueAxis,
    pub(in crate::layout) notes: Vec<String>,
}

/// Rows of one thing: one, or one for each period or part.
pub(in crate::layout) struct Block {
    /// The name, printed once.
    pub(in crate::layout) name: String,
    pub(in crate::layout) weight: Weight,
    pub(in crate::layout) colour: Colour,
    /// The place in a ranking, in words.
    pub(in crate::layout) rank: Option<String>,
    /// Whether the name stands at the first row, not at the middle of all.
    pub(in crate::layout) is_named_at_first: bool,
    pub(in crate::layout) rows: Vec<Row>,
}

/// A row.
pub(in crate::layout) struct Row {
    /// What tells it from the other rows of its block: a period, a part.
    pub(in crate::layout) detail: String,
    pub(in crate::layout) is_latest: bool,
    /// Name, period and value, as a tooltip.
    pub(in crate::layout) title: String,
    pub(in crate::layout) shapes: Vec<Shape>,
    pub(in crate::layout) labels: Vec<Label>,
    /// What its label says to those who point at it: a total, or why there is no figure. Empty where shapes say it.
    pub(in crate::layout) said: String,
}

/// Something that is drawn in a row, at its values.
pub(in crate::layout) enum Shape {
    Bar {
        role: BarRole,
        from: f64,
        to: f64,
        colour: Colour,
        tooltip: String,
    },
    Mark {
        value: f64,
        fill: MarkFill,
        shape: MarkShape,
        colour: Colour,
        tooltip: String,
    },
    Span {
        role: LineRole,
        from: f64,
        to: f64,
        colour: Colour,
    },
    /// The value of a part within it, where it has room.
    Inside {
        text: String,
        from: f64,
        to: f64,
        colour: Colour,
    },
    /// A white line where two parts of a bar meet.
    Seam {
        value: f64,
    },
    /// From the end of a bar down to the next row.
    Drop {
        value: f64,
    },
    /// Where a series breaks between two marks: an upright dashed stroke.
    Cut {
        value: f64,
    },
    /// Where a series breaks between a row and the one over it: a level dashed stroke.
    Border {
        to: f64,
    },
    Cap {
        value: f64,
        colour: Colour,
    },
    Arrow {
        value: f64,
        side: Side,
        colour: Colour,
    },
}

/// A text beside a value.
#[derive(Clone)]
pub(in crate::layout) struct Label {
    pub(in crate::layout) text: String,
    pub(in crate::layout) role: TextRole,
    pub(in crate::layout) colour: Colour,
    pub(in crate::layout) value: f64,
    pub(in crate::layout) side: Side,
    pub(in crate::layout) clear: Clear,
}

/// The side of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) enum Side {
    Left,
    Right,
}

/// What a label keeps clear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) enum Clear {
    /// The end of a bar.
    Bar,
    /// A mark.
    Mark,
    /// An arrow.
    Arrow,
}

impl Side {
    pub(in crate::layout) fn sign(self) -> f64 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }

    /// The side to which a number points from zero.
    pub(in crate::layout) fn of(value: f64) -> Self {
        if value < 0.0 { Self::Left } else { Self::Right }
    }
}

impl Clear {
    /// The length, in radii of a mark.
    pub(in crate::layout) fn radii(self) -> f64 {
        match self {
            Self::Bar => 0.0,
            Self::Mark => 1.0,
            Self::Arrow => ARROW,
        }
    }
}

/// How far a label stands from its value.
pub(super) fn clearance(frame: &Frame<'_>, clear: Clear) -> f64 {
    frame.scale.space + clear.radii() * frame.scale.mark_radius
}

/// A block with its texts broken into lines.
pub(super) struct LaidBlock {
    pub(super) name: Vec<String>,
    pub(super) rows: Vec<LaidRow>,
}

/// A row with its texts broken into lines.
pub(super) struct LaidRow {
    pub(super) detail: Vec<String>,
    pub(super) labels: Vec<Vec<String>>,
}

/// The lines that a name may have.
const MOST_NAME_LINES: usize = 3;

/// Where the names of blocks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// To the left of their rows.
    Beside,
    /// Over their rows.
    Above,
}

pub(super) fn laid(frame: &mut Frame<'_>, block: &Block, size: f64, names: Names) -> LaidBlock {
    let inner = frame.right() - frame.left();
    let share = match names {
        Names::Above => 0.85,
        Names::Beside if frame.width < 800.0 => 0.27,
        Names::Beside => 0.34,
    };
    let (name, is_cut) = broken(frame, &block.name, inner * share, size, block.weight, MOST_NAME_LINES);
    if is_cut {
        frame.warnings.push(ChartWarning::NameCut { name: one_line(&block.name) });
    }
    let mut rows = Vec::new();
    for row in &block.rows {
        let (detail, is_cut) = broken(frame, &row.detail, inner * 0.2, size, Weight::Regular, 2);
        if is_cut {
            frame.warnings.push(ChartWarning::NameCut { name: one_line(&row.detail) });
        }
        let room = inner * if row.labels.len() > 1 { 0.18 } else { 0.28 };
        let labels = row.labels.iter();
        let labels = labels.map(|label| broken(frame, &label.text, room, size, Weight::Regular, 3).0);
        rows.push(LaidRow { detail, labels: labels.collect() });
    }
    LaidBlock { name, rows }
}

/// A text in so many lines, and whether it had to be cut.
fn broken(
    frame: &Frame<'_>,
    text: &str,
    room: f64,
    size: f64,
    weight: Weight,
    most: usize,
) -> (Vec<String>, bool) {
    let text = one_line(text);
    if text.is_empty() {
        return (Vec::new(), false);
    }
    let mut lines = frame.wrapped(&text, room, size, weight);
    if lines.len() <= most {
        return (lines, false);
    }
    let rest = lines.split_off(most.saturating_sub(1));
    let between = if frame.language == Language::English { " " } else { "" };
    lines.push(frame.cut(&rest.join(between), room, size, weight));
    (lines, true)
}
