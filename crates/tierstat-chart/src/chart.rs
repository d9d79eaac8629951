//! Charts: what is to be drawn, with every text and number in place.

use crate::{ChartSize, ChartText, CoverageChart, RevisionChart, SeriesChart};
use serde::{Deserialize, Serialize};
use tierstat_model::Language;

/// A chart, ready to be laid out: nothing in it needs looking up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every chart is of the large variant, and a book has a hundred of them"
)]
pub enum Chart {
    /// Figures of series over time, in one of the forms that show them.
    Series(SeriesChart),
    /// Shares of a whole, a bar for each row.
    Coverage(CoverageChart),
    /// What was said of each period on each day.
    Revisions(RevisionChart),
}

impl Chart {
    /// The words around the chart.
    #[must_use]
    pub fn text(&self) -> &ChartText {
        match self {
            Self::Series(chart) => &chart.text,
            Self::Coverage(chart) => &chart.text,
            Self::Revisions(chart) => &chart.text,
        }
    }

    /// Every text that is drawn or measured.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let around = self.text();
        let mut texts: Vec<&str> = vec![&around.title, &around.subtitle, &around.source, &around.description];
        texts.extend(around.note.as_deref());
        texts.extend(self.left_out().iter().map(String::as_str));
        if let Self::Series(chart) = self {
            texts.extend(chart.apart.iter().map(String::as_str));
        }
        match self {
            Self::Series(chart) => {
                texts.push(&chart.unit);
                texts.extend(chart.board.without_tile.iter().map(String::as_str));
                texts.extend(
                    chart.board.tiles.iter().flat_map(|tile| [tile.name.as_str(), tile.label.as_str()]),
                );
                for series in chart.series.iter().chain(&chart.total) {
                    texts.extend(
                        [&series.name, &series.group, &series.part, &series.change].map(String::as_str),
                    );
                    let points = series.points.iter();
                    texts.extend(points.flat_map(|point| {
                        [&point.label, &point.printed, &point.mark_text].map(String::as_str)
                    }));
                }
            }
            Self::Coverage(chart) => {
                for row in &chart.rows {
                    texts.extend([row.name.as_str(), row.detail.as_str(), row.label.as_str()]);
                    texts.extend(row.group.as_deref());
                }
            }
            Self::Revisions(chart) => {
                texts.push(&chart.unit);
                texts.extend(chart.columns.iter().map(String::as_str));
                for row in &chart.rows {
                    texts.extend([row.group.as_str(), row.name.as_str()]);
                    let cells = row.cells.iter().flatten();
                    texts.extend(cells.flat_map(|cell| [cell.text.as_str(), cell.printed.as_str()]));
                }
            }
        }
        texts
    }

    /// The names of what was asked for and has no figure at all.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        match self {
            Self::Series(chart) => &chart.left_out,
            Self::Coverage(chart) => &chart.left_out,
            Self::Revisions(chart) => &chart.left_out,
        }
    }

    /// The language of the words that the layout adds.
    #[must_use]
    pub fn language(&self) -> Language {
        match self {
            Self::Series(chart) => chart.language,
            Self::Coverage(chart) => chart.language,
            Self::Revisions(chart) => chart.language,
        }
    }

    /// Asks for another size.
    pub fn set_size(&mut self, size: ChartSize) {
        match self {
            Self::Series(chart) => chart.size = size,
            Self::Coverage(chart) => chart.size = size,
            Self::Revisions(chart) => chart.size = size,
        }
    }

    /// The size as asked for.
    #[must_use]
    pub fn size(&self) -> ChartSize {
        match self {
            Self::Series(chart) => chart.size,
            Self::Coverage(chart) => chart.size,
            Self::Revisions(chart) => chart.size,
        }
    }
}
