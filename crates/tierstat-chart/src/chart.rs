//! Charts: what is to be drawn, with every text and number in place.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tierstat_model::{Bounds, Language, Period, Status};

/// A chart, ready to be laid out: nothing in it needs looking up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Chart {
    /// Change over time, a line for each series.
    Line(LineChart),
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
    /// The width, from 480 to 4000; 1200 where nothing is said, 600 for a half.
    #[serde(default = "ChartSize::default_width")]
    pub width: f64,
    /// The height, up to 4000. Without one, a line chart takes 16 to 9 (4 to 3 where it is narrow) and a
    /// coverage chart what its rows need.
    #[serde(default)]
    pub height: Option<f64>,
}

/// Where the axis of values begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueAxis {
    /// At zero.
    #[default]
    FromZero,
    /// Near the lowest value; the layout says so in the note.
    Fitted,
}

/// Change over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineChart {
    /// The language of the words that the layout adds.
    pub language: Language,
    /// Title, subtitle, source, note.
    pub text: ChartText,
    /// The unit of the values in the notation of the chart, printed once at the top of the axis: 人, 万人, %.
    pub unit: String,
    /// How much one of that unit is: 10,000 under 万人, 0.01 under %. Ticks are written in it, as the texts at marks are.
    #[serde(default = "LineChart::plain")]
    pub unit_size: f64,
    /// The series, in the order of their colours; at most six.
    pub series: Vec<LineSeries>,
    /// The names of what was asked for and has no figure at all.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// The size.
    pub size: ChartSize,
    /// Where the axis of values begins.
    #[serde(default)]
    pub axis: ValueAxis,
}

/// One line of a [`LineChart`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineSeries {
    /// The name, printed at the end of the line.
    pub name: String,
    /// The points, in any order; of two points on one day the first counts.
    pub points: Vec<LinePoint>,
}

/// One period of a [`LineSeries`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinePoint {
    /// The period; the point stands at its last day.
    pub period: Period,
    /// The period as printed under the axis.
    pub label: String,
    /// What the figure allows; `None` where there is no figure, which breaks the line.
    pub bounds: Option<Bounds>,
    /// The one number, where the bounds allow only one or the source states one.
    pub value: Option<f64>,
    /// Which end of its bounds the source names, where it states no value.
    pub named: NamedEnd,
    /// What the figure is, or why there is none: provisional, forecast, suppressed.
    pub status: Status,
    /// How a line comes to the figure from the one before it.
    pub link: Link,
    /// Figures of one strand hold together; a line joins no others. 0 is the strand of the series, another number what contradicts it.
    pub strand: usize,
    /// Why there is no figure, or why it stands apart, in words, where its status does not say so.
    pub reason: String,
    /// The value in full, for tooltips and those who cannot see the chart: `24`, `3,500多`, `151.6万`.
    pub printed: String,
    /// The value as it stands at the mark, in the notation of the chart: `24`, `151.6` under 单位：万人.
    pub mark_text: String,
}

/// How a line comes to a figure from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// As it is: both count the same.
    #[default]
    Line,
    /// Upright: the figure before it is of the same period and the old level, by the same publisher.
    Spliced,
    /// Not at all: the series breaks (B), or one of the two has another definition (D).
    Break(Status),
}

/// Which end of the bounds of a rough figure its source names: there its mark and its text stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedEnd {
    /// The lower one, as 3500多 does.
    Lower,
    /// The upper one, as 近200 does.
    Upper,
    /// Both, as 3000–4000 does, or neither.
    #[default]
    Both,
}

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
    /// A heading over rows in sequence with one group, such as the name of an area.
    #[serde(default)]
    pub group: Option<String>,
}

impl Chart {
    /// The words around the chart.
    #[must_use]
    pub fn text(&self) -> &ChartText {
        match self {
            Self::Line(chart) => &chart.text,
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
            Self::Line(chart) => {
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
            Self::Line(chart) => &chart.left_out,
            Self::Coverage(chart) => &chart.left_out,
        }
    }

    /// The language of the words that the layout adds.
    #[must_use]
    pub fn language(&self) -> Language {
        match self {
            Self::Line(chart) => chart.language,
            Self::Coverage(chart) => chart.language,
        }
    }

    /// The size as asked for.
    #[must_use]
    pub fn size(&self) -> ChartSize {
        match self {
            Self::Line(chart) => chart.size,
            Self::Coverage(chart) => chart.size,
        }
    }
}

impl ChartSize {
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

impl LineChart {
    /// A unit that is printed as it is.
    fn plain() -> f64 {
        1.0
    }
}

impl LineSeries {
    /// The points between the first and the last figure that have none, in order.
    #[must_use]
    pub fn gaps(&self) -> Vec<&LinePoint> {
        let mut points: Vec<&LinePoint> = self.points.iter().collect();
        points.sort_by_key(|point| point.day());
        let has = |point: &&LinePoint| point.position().is_some();
        let first = points.iter().position(has).unwrap_or(points.len());
        let last = points.iter().rposition(has).unwrap_or(0);
        points.into_iter().take(last).skip(first).filter(|point| !has(point)).collect()
    }
}

impl LinePoint {
    /// A period without a figure: what there is of one is added to it.
    #[must_use]
    pub fn empty(period: Period, label: String) -> Self {
        Self {
            period,
            label,
            bounds: None,
            value: None,
            named: NamedEnd::Both,
            status: Status::A,
            link: Link::Line,
            strand: 0,
            reason: String::new(),
            printed: String::new(),
            mark_text: String::new(),
        }
    }

    /// The day at which the point stands.
    #[must_use]
    pub fn day(&self) -> Date {
        self.period.last_day()
    }

    /// Where the mark stands: at the value, else at the bound that the source names, never between bounds. `None` where there is no
    /// figure.
    #[must_use]
    pub fn position(&self) -> Option<f64> {
        let bounds = self.bounds?;
        let stated = self.value.filter(|value| value.is_finite()).or_else(|| bounds.as_point());
        let (lower, upper) = (bounds.lower_value(), bounds.upper_value());
        stated.or(if self.named == NamedEnd::Upper { upper.or(lower) } else { lower.or(upper) })
    }

    /// The other end, where both are named.
    pub(crate) fn other_position(&self) -> Option<f64> {
        let upper = self.bounds.and_then(|bounds| bounds.lower_value().and(bounds.upper_value()));
        upper.filter(|_| self.is_rough() && self.named == NamedEnd::Both)
    }

    /// Whether the source states no value, but bounds alone.
    #[must_use]
    pub fn is_rough(&self) -> bool {
        self.is_interval() && !self.value.is_some_and(f64::is_finite)
    }

    /// Whether the figure is known only within bounds.
    #[must_use]
    pub fn is_interval(&self) -> bool {
        self.bounds.is_some_and(|bounds| bounds.as_point().is_none())
    }
}
