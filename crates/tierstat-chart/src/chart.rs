//! Charts: what is to be drawn, with every text and number in place.

use crate::{CoverageChart, SeriesChart};
use serde::{Deserialize, Serialize};
use tierstat_model::Language;

/// A chart, ready to be laid out: nothing in it needs looking up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Chart {
    /// Figures of series over time, in one of the forms that show them.
    Series(SeriesChart),
    /// Shares of a whole, a bar for each row.
    Coverage(CoverageChart),
}

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

/// How large a chart is, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSize {
    /// The width, from 320 to 4000; 1200 where nothing is said, 600 for a half.
    #[serde(default = "ChartSize::default_width")]
    pub width: f64,
    /// The height, up to 4000. Without one, a line chart takes 16 to 9 (4 to 3 where it is narrow) and a
    /// coverage chart what its rows need.
    #[serde(default)]
    pub height: Option<f64>,
}

impl Chart {
    /// The words around the chart.
    #[must_use]
    pub fn text(&self) -> &ChartText {
        match self {
            Self::Series(chart) => &chart.text,
            Self::Coverage(chart) => &chart.text,
        }
    }

    /// Every text that is drawn or measured.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let around = self.text();
        let mut texts: Vec<&str> = vec![&around.title, &around.subtitle, &around.source, &around.description];
        texts.extend(around.note.as_deref());
        texts.extend(self.left_out().iter().map(String::as_str));
        match self {
            Self::Series(chart) => {
                texts.push(&chart.unit);
                for series in &chart.series {
                    texts.push(&series.name);
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
        }
        texts
    }

    /// The names of what was asked for and has no figure at all.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        match self {
            Self::Series(chart) => &chart.left_out,
            Self::Coverage(chart) => &chart.left_out,
        }
    }

    /// The language of the words that the layout adds.
    #[must_use]
    pub fn language(&self) -> Language {
        match self {
            Self::Series(chart) => chart.language,
            Self::Coverage(chart) => chart.language,
        }
    }

    /// Asks for another size.
    pub fn set_size(&mut self, size: ChartSize) {
        match self {
            Self::Series(chart) => chart.size = size,
            Self::Coverage(chart) => chart.size = size,
        }
    }

    /// The size as asked for.
    #[must_use]
    pub fn size(&self) -> ChartSize {
        match self {
            Self::Series(chart) => chart.size,
            Self::Coverage(chart) => chart.size,
        }
    }
}

/// What a chart is made for: each stands for a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartTarget {
    /// The text of an A4 page, 156 mm wide: 590 pixels.
    Page,
    /// Half of that, 76 mm: 320 pixels, which are shown a little smaller there.
    HalfPage,
    /// A slide of 16 to 9: 1280 by 720 pixels.
    Slide,
    /// A web page: 1200 by 675 pixels.
    Web,
    /// A telephone held upright: 400 pixels.
    Phone,
}

impl ChartTarget {
    /// The size that a target stands for; on pages and telephones the height is what the chart needs.
    #[must_use]
    pub fn size(self) -> ChartSize {
        let (width, height) = match self {
            Self::Page => (590.0, None),
            Self::HalfPage => (320.0, None),
            Self::Slide => (1280.0, Some(720.0)),
            Self::Web => (1200.0, Some(675.0)),
            Self::Phone => (400.0, None),
        };
        ChartSize { width, height }
    }
}

impl ChartSize {
    /// The least width at which a chart can be read.
    pub const LEAST_WIDTH: f64 = 320.0;

    /// A size with a height of its own choosing.
    #[must_use]
    pub fn of_width(width: f64) -> Self {
        Self { width, height: None }
    }

    fn default_width() -> f64 {
        1200.0
    }
}

impl Default for ChartSize {
    fn default() -> Self {
        Self::of_width(Self::default_width())
    }
}
