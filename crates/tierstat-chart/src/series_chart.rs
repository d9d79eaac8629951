//! Charts of series: each a name with its figures over time, in the form that shows what is asked.

use crate::{ChartSize, ChartText, Reporting, SeriesTarget, TileBoard};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tierstat_model::{Bounds, Language, Period, Precision, Quantity, Status};

/// Figures of series over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeriesChart {
    /// How the figures are shown.
    #[serde(default)]
    pub form: SeriesForm,
    /// The language of the words that the layout adds.
    pub language: Language,
    /// Title, subtitle, source, note.
    pub text: ChartText,
    /// The unit of the values in the notation of the chart, printed once at the top of the axis: 人, 万人, %.
    pub unit: String,
    /// How much one of that unit is: 10,000 under 万人, 0.01 under %. Ticks are written in it, as the texts at marks are.
    #[serde(default = "SeriesChart::plain")]
    pub unit_size: f64,
    /// The series, in the order of their colours.
    pub series: Vec<ChartSeries>,
    /// What contradicts the others of its series and was left out for it, each in words.
    #[serde(default)]
    pub apart: Vec<String>,
    /// The names of what was asked for and has no figure at all.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// The size.
    pub size: ChartSize,
    /// Where the axis of values begins.
    #[serde(default)]
    pub axis: ValueAxis,
    /// How values are spread along their axis.
    #[serde(default)]
    pub scale: ScaleKind,
    /// In which order rows stand, in the forms that have them.
    #[serde(default)]
    pub order: RowOrder,
    /// The whole of which the series are the parts, in the forms that add them up.
    #[serde(default)]
    pub total: Option<ChartSeries>,
    /// Whether rows have their place in the ranking, in the forms that rank.
    #[serde(default)]
    pub ranks: bool,
    /// Whether each panel of small multiples has values of its own on its axis, which it then says.
    #[serde(default)]
    pub free_values: bool,
    /// The board, in the form that has one.
    #[serde(default)]
    pub board: Box<TileBoard>,
    /// What series are to reach.
    #[serde(default)]
    pub targets: Vec<SeriesTarget>,
    /// How many of the units below have a figure, in order of time.
    #[serde(default)]
    pub reporting: Vec<Reporting>,
    /// The first period that is shown, as it is printed, where earlier ones have figures and are not.
    #[serde(default)]
    pub shown_from: Option<String>,
}

/// How the figures of a [`SeriesChart`] are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeriesForm {
    /// A line for each series over time.
    #[default]
    Line,
    /// A line for each series over time, as 100 at one period.
    Index,
    /// Two periods, and a line for each series from one to the other.
    Slope,
    /// A panel for each series over time.
    SmallMultiples,
    /// A bar for each series, of one period.
    Bars,
    /// For each series a bar for each of a few periods; where the series are parts of groups, for each group a bar for each part.
    GroupedBars,
    /// The first and the latest period of each series, two marks in one row.
    Dumbbell,
    /// A dot for each series, of one period, ranked.
    DotStrip,
    /// A row for each period, the series end to end as parts of the total.
    StackedBars,
    /// From the first total to the latest, what each series adds or takes.
    Contributions,
    /// A tile for each series on a board, shaded by value.
    TileGrid,
}

impl SeriesForm {
    /// Whether the form has a row for each series, also for one without a figure.
    #[must_use]
    pub fn has_rows(self) -> bool {
        match self {
            Self::Line
            | Self::Index
            | Self::Slope
            | Self::SmallMultiples
            | Self::StackedBars
            | Self::Contributions => false,
            Self::Bars | Self::GroupedBars | Self::Dumbbell | Self::DotStrip | Self::TileGrid => true,
        }
    }
}

/// In which order the rows of a form stand that has a row for each series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowOrder {
    /// By the value shown, the highest first; what has no figure last.
    #[default]
    Value,
    /// As the series are listed.
    List,
    /// By the change between two periods, the highest first; what cannot be compared last.
    Change,
}

/// How values are spread along their axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScaleKind {
    /// Equal differences are equally far apart.
    #[default]
    Linear,
    /// Equal ratios are equally far apart: for growth alone, and for figures above zero.
    Log,
}

/// In which notation the numbers of a chart are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotationKind {
    /// In 万, 亿 or millions where the numbers are read so.
    #[default]
    Scaled,
    /// With every digit.
    Plain,
}

/// Which series a reader shall look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Emphasis {
    /// None more than another.
    #[default]
    Plain,
    /// This one: it has its colour and its name.
    Highlighted,
    /// The others: this one is grey.
    Muted,
}

/// One series of a [`SeriesChart`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChartSeries {
    /// The code of what tells it from the others, an area, a tier or a member; empty where nothing does.
    #[serde(default)]
    pub code: String,
    /// The name, printed at the end of the line.
    pub name: String,
    /// Whether a reader shall look at it.
    #[serde(default)]
    pub emphasis: Emphasis,
    /// The name of what it is a part of, together with other series; empty where it stands for itself.
    #[serde(default)]
    pub group: String,
    /// Its name within the group.
    #[serde(default)]
    pub part: String,
    /// By how much it has changed, with its sign and in the notation of the chart, in the forms that show changes.
    #[serde(default)]
    pub change: String,
    /// The points, in any order; of two points on one day the first counts.
    pub points: Vec<SeriesPoint>,
}

/// One period of a [`ChartSeries`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeriesPoint {
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
    /// Whether its period lies beside those at which the indicator declares to be counted.
    #[serde(default)]
    pub off_step: bool,
    /// Why there is no figure, or why it stands apart, in words, where its status does not say so.
    pub reason: String,
    /// The value in full, for tooltips and those who cannot see the chart: `24`, `3,500多`, `151.6万`.
    pub printed: String,
    /// Where the figure stands in its source, in words: the last line of its tooltip. Empty where nobody knows.
    #[serde(default)]
    pub origin: String,
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

impl NamedEnd {
    /// The end of its bounds that a rough number names.
    #[must_use]
    pub fn of(quantity: &Quantity) -> Self {
        match quantity.precision {
            Precision::AtLeast | Precision::Floor => Self::Lower,
            Precision::Almost => Self::Upper,
            _ => Self::Both,
        }
    }
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

impl SeriesChart {
    /// A chart of so many series with nothing said around it, 1200 wide: what else there is is added to it.
    #[must_use]
    pub fn of(language: Language, series: Vec<ChartSeries>) -> Self {
        Self {
            form: SeriesForm::Line,
            language,
            text: ChartText::default(),
            unit: String::new(),
            unit_size: Self::plain(),
            series,
            left_out: Vec::new(),
            size: ChartSize::default(),
            axis: ValueAxis::FromZero,
            scale: ScaleKind::Linear,
            order: RowOrder::Value,
            total: None,
            ranks: false,
            free_values: false,
            board: Box::default(),
            targets: Vec::new(),
            reporting: Vec::new(),
            shown_from: None,
            apart: Vec::new(),
        }
    }

    /// A unit that is printed as it is.
    fn plain() -> f64 {
        1.0
    }
}

impl ChartSeries {
    /// A series that only its name tells from others.
    #[must_use]
    pub fn new(name: String, points: Vec<SeriesPoint>) -> Self {
        let [code, group, part, change] = std::array::from_fn(|_| String::new());
        Self { code, name, emphasis: Emphasis::Plain, group, part, change, points }
    }

    /// The points between the first and the last figure that have none, in order.
    #[must_use]
    pub fn gaps(&self) -> Vec<&SeriesPoint> {
        let mut points: Vec<&SeriesPoint> = self.points.iter().collect();
        points.sort_by_key(|point| point.day());
        let has = |point: &&SeriesPoint| point.position().is_some();
        let first = points.iter().position(has).unwrap_or(points.len());
        let last = points.iter().rposition(has).unwrap_or(0);
        points.into_iter().take(last).skip(first).filter(|point| !has(point)).collect()
    }
}

impl SeriesPoint {
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
            off_step: false,
            reason: String::new(),
            printed: String::new(),
            origin: String::new(),
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
