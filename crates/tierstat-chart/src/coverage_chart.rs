//! Coverage charts: covered of all units, a bar a row.

use crate::{ChartSize, ChartText};
use serde::{Deserialize, Serialize};
use tierstat_model::{Bounds, Language};

/// Shares of a whole, one bar a row; the end of the track is 100 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverageChart {
    /// The language of the words that the layout adds.
    pub language: Language,
    /// Title, subtitle, source, note.
    pub text: ChartText,
    /// The rows, in the order in which they are drawn.
    pub rows: Vec<CoverageBar>,
    /// The names of what was asked for and has no figure at all.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// The size.
    pub size: ChartSize,
}

/// One bar of a [`CoverageChart`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverageBar {
    /// What the bar is about. Rows in sequence with one name and group are read as one thing over time, the
    /// last as the latest.
    pub name: String,
    /// The period, or whatever else tells rows of one name apart.
    pub detail: String,
    /// How many units are covered.
    pub covered: Bounds,
    /// How many units there are.
    pub units: Bounds,
    /// The text at the end of the bar, such as `97 / 333 = 29.1 %`.
    pub label: String,
    /// Where the two numbers stand in their sources, in words, a line each; empty where nobody knows.
    #[serde(default)]
    pub origin: String,
    /// A heading over rows in sequence with one group, such as the name of an area.
    #[serde(default)]
    pub group: Option<String>,
    /// What the bar is of.
    #[serde(default)]
    pub kind: CoverageBarKind,
}

/// What a bar of a [`CoverageChart`] is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverageBarKind {
    /// What is covered.
    #[default]
    Covered,
    /// What is to be covered: an outline, which stands behind the bars of its name.
    Target,
    /// The same at a day behind that of the bar before it: a dashed line leads from that bar's end to it.
    TargetAhead,
}

impl CoverageBar {
    /// Whether the bar is of what is to be covered.
    #[must_use]
    pub fn is_target(&self) -> bool {
        self.kind != CoverageBarKind::Covered
    }
}
