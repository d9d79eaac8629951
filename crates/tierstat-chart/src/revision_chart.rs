//! Tables of revisions: what was said of each period on each day.

use crate::{ChartSize, ChartText};
use serde::{Deserialize, Serialize};
use tierstat_model::{Bounds, Language, Status};

/// What was said of each period, a row each, on each day on which something else was said, a column each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RevisionChart {
    /// The language of the words that the layout adds.
    pub language: Language,
    /// Title, subtitle, source, note.
    pub text: ChartText,
    /// The unit of the values in the notation of the chart.
    pub unit: String,
    /// The days, in order.
    pub columns: Vec<String>,
    /// The periods, in the order in which they are drawn.
    pub rows: Vec<RevisionRow>,
    /// The names of what was asked for and has no figure at all.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// The size.
    pub size: ChartSize,
}

/// One period of a [`RevisionChart`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RevisionRow {
    /// The series, where there are several: a heading over its rows.
    pub group: String,
    /// The period.
    pub name: String,
    /// What was said on each of the days; `None` where it was said as before, or nothing yet.
    pub cells: Vec<Option<RevisionCell>>,
}

/// What was said of one period from one day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RevisionCell {
    /// Whether it is the first number, another one, or none any more.
    pub kind: RevisionKind,
    /// The first number, or the difference from the one before with its sign.
    pub text: String,
    /// The number in full.
    pub printed: String,
    /// The number; `None` where there is none any more.
    pub bounds: Option<Bounds>,
    /// The difference as a share of the number before; `None` where it cannot be told.
    pub share: Option<f64>,
    /// What the number is: provisional, estimated.
    #[serde(default = "RevisionCell::plain")]
    pub status: Status,
    /// Where the number stands in its source, in words; empty where nobody knows.
    #[serde(default)]
    pub origin: String,
}

impl RevisionCell {
    /// The status of a number of which nothing is said.
    fn plain() -> Status {
        Status::A
    }
}

/// What happens to a number on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevisionKind {
    /// It is known for the first time, or again.
    First,
    /// It is another one.
    Changed,
    /// Nothing says it any more.
    Withdrawn,
}
