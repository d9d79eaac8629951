//! The words around a chart.

use serde::{Deserialize, Serialize};

/// The words around a chart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChartText {
    /// The finding, as a short sentence.
    pub title: String,
    /// Measure, unit and population.
    pub subtitle: String,
    /// Publishers and editions, without a leading word: the layout writes `资料来源：` or `Source: ` before it.
    pub source: String,
    /// What a reader has to know, without a leading word: the layout writes `注：` or `Note: ` before it.
    pub note: Option<String>,
    /// What the chart shows, for those who cannot see it. Where it is empty, it is written from the data.
    pub description: String,
}
