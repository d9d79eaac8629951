//! A row of a list of figures: a figure as it is printed, or a sum that no source prints.

use crate::row::{Field, Row};
use tierstat_model::{
    AreaCode, Bounds, Breakdown, Figure, IndicatorId, Localized, Period, Precision, ReadingRule, SeriesKey,
    TierId, Upper,
};
use tierstat_stats::derived::DerivedTotal;

/// Why a number answers, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureRule {
    /// It is preferred over the others by a rule.
    Preferred(ReadingRule),
    /// Another is preferred.
    Behind,
    /// No source prints it: it is the sum of the tiers.
    SumOfTiers,
    /// No source prints it: it is the sum of the areas that merged.
    SumOnMap,
}

impl FigureRule {
    /// The code for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Preferred(rule) => rule.name(),
            Self::Behind => "behind",
            Self::SumOfTiers => "sum-of-tiers",
            Self::SumOnMap => "sum-on-map",
        }
    }

    /// The words for people.
    #[must_use]
    pub fn words(self) -> Localized {
        let (zh, en) = match self {
            Self::Preferred(ReadingRule::OnlyOne) => ("唯一来源", "only one"),
            Self::Preferred(ReadingRule::Correction) => ("更正优先", "correction"),
            Self::Preferred(ReadingRule::SourceRank) => ("来源次序", "source rank"),
            Self::Preferred(ReadingRule::Reliability) => ("另一数可靠性低", "the other is less reliable"),
            Self::Preferred(ReadingRule::DatedDocument) => ("另一文献日期不明", "the other is undated"),
            Self::Preferred(ReadingRule::LaterEdition) => ("较晚公布", "later edition"),
            Self::Preferred(ReadingRule::MorePrecise) => ("较精确", "more precise"),
            Self::Preferred(ReadingRule::FirstByOrigin) => ("文献名在前", "first by origin"),
            Self::Behind => ("未采用", "behind"),
            Self::SumOfTiers => ("各级之和", "sum of the tiers"),
            Self::SumOnMap => ("合并前各地区之和", "sum of the merged areas"),
        };
        Localized::new(zh, en)
    }
}

/// A number of the ledger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureRow<'a> {
    of: Of<'a>,
    pub(super) rule: FigureRule,
    /// What its indicator is limited to, where that stands for a part of another one.
    limit: Option<&'a Breakdown>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Of<'a> {
    Figure(&'a Figure),
    Sum(&'a DerivedTotal),
}

impl<'a> FigureRow<'a> {
    /// The row of a figure.
    #[must_use]
    pub fn of_figure(figure: &'a Figure, rule: FigureRule) -> Self {
        Self { of: Of::Figure(figure), rule, limit: None }
    }

    /// The row of a sum, which has no id and no document, and where a cell would stand the cells of its parts.
    #[must_use]
    pub fn of_sum(sum: &'a DerivedTotal, rule: FigureRule) -> Self {
        Self { of: Of::Sum(sum), rule, limit: None }
    }

    /// The same where its indicator stands for a part of another one.
    pub(super) fn limited(self, limit: Option<&'a Breakdown>) -> Self {
        Self { limit, ..self }
    }

    /// Which part of the indicator is counted.
    #[must_use]
    pub fn breakdown(self) -> Breakdown {
        let mut breakdown = match self.of {
            Of::Figure(figure) => figure.breakdown.clone(),
            Of::Sum(sum) => sum.key.breakdown.clone(),
        };
        if let Some(limit) = self.limit {
            breakdown.fill(limit);
        }
        breakdown
    }

    /// The figure, where it is one.
    #[must_use]
    pub fn figure(self) -> Option<&'a Figure> {
        match self.of {
            Of::Figure(figure) => Some(figure),
            Of::Sum(_) => None,
        }
    }

    /// The sum, where it is one.
    #[must_use]
    pub fn sum(self) -> Option<&'a DerivedTotal> {
        match self.of {
            Of::Sum(sum) => Some(sum),
            Of::Figure(_) => None,
        }
    }

    /// The figure, or the first part of the sum, which stands for its unit and status.
    fn any_figure(self) -> Option<&'a Figure> {
        match self.of {
            Of::Figure(figure) => Some(figure),
            Of::Sum(sum) => sum.parts.first().map(|part| &part.figure),
        }
    }

    fn key(self) -> (&'a IndicatorId, &'a TierId, &'a AreaCode) {
        match self.of {
            Of::Figure(Figure { indicator, tier, area, .. }) => (indicator, tier, area),
            Of::Sum(DerivedTotal { key: SeriesKey { indicator, tier, area, .. }, .. }) => {
                (indicator, tier, area)
            }
        }
    }

    /// What is counted.
    #[must_use]
    pub fn indicator(self) -> &'a IndicatorId {
        self.key().0
    }

    /// The tier of what is counted.
    #[must_use]
    pub fn tier(self) -> &'a TierId {
        self.key().1
    }

    /// The area it is told for.
    #[must_use]
    pub fn area(self) -> &'a AreaCode {
        self.key().2
    }

    /// The period, as finely as the sources say.
    #[must_use]
    pub fn period(self) -> Period {
        match self.of {
            Of::Figure(figure) => figure.period,
            Of::Sum(sum) => sum.printed_period(),
        }
    }

    /// The bounds in base units; `None` where no number is printed.
    #[must_use]
    pub fn bounds(self) -> Option<Bounds> {
        match self.of {
            Of::Figure(figure) => figure.quantity.bounds,
            Of::Sum(sum) => Some(sum.bounds),
        }
    }

    fn value(self) -> Option<f64> {
        match self.of {
            Of::Figure(figure) => figure.quantity.value,
            Of::Sum(sum) => sum.bounds.as_point(),
        }
    }

    fn printed(self) -> String {
        match self.of {
            Of::Figure(figure) => figure.quantity.printed.clone(),
            Of::Sum(sum) => sum.formula(),
        }
    }

    fn precision(self) -> Precision {
        match self.of {
            Of::Figure(figure) => figure.quantity.precision,
            Of::Sum(sum) => sum.precision(),
        }
    }

    fn known_on(self) -> Option<jiff::civil::Date> {
        match self.of {
            Of::Figure(figure) => Some(figure.origin.known_on),
            Of::Sum(sum) => sum.known_on(),
        }
    }

    fn cell(self) -> String {
        match self.of {
            Of::Figure(figure) => figure.origin.cell.to_string(),
            Of::Sum(sum) => {
                let cells: Vec<String> =
                    sum.parts.iter().map(|part| part.figure.origin.cell.to_string()).collect();
                cells.join(" + ")
            }
        }
    }

    /// The bounds with what each end is: `168`, `[3500, 3600)`.
    pub(crate) fn bounds_said(self) -> String {
        self.bounds().map_or_else(String::new, |bounds| match bounds.upper() {
            Upper::Closed(_) if bounds.as_point().is_some() => bounds.lower().to_string(),
            Upper::Closed(_) | Upper::Open(_) | Upper::Unbounded => bounds.to_string(),
        })
    }
}

/// A row that has such a number in it.
pub(crate) trait NumberOfRow {
    /// The number.
    fn number(&self) -> FigureRow<'_>;
}

impl NumberOfRow for FigureRow<'_> {
    fn number(&self) -> FigureRow<'_> {
        *self
    }
}

/// The columns of the number of a row.
pub(crate) fn number_fields<R: NumberOfRow>() -> Vec<Field<R>> {
    vec![
        Field::text_or_none("id", ["编号", "id"], |row: &R| {
            row.number().figure().map(|figure| figure.id.0.clone())
        }),
        Field::indicator(|row| row.number().indicator()),
        Field::tier(|row| row.number().tier()),
        Field::area(|row| row.number().area()),
        Field::breakdown(|row| row.number().breakdown()),
        Field::period("period", ["时期", "period"], |row| Some(row.number().period())),
        Field::text("printed", ["原文", "printed"], |row: &R| row.number().printed()).at_the_right(),
        Field::number("value", |row| row.number().value()),
        Field::number("lower", |row| row.number().bounds().and_then(|bounds| bounds.lower_value())),
        Field::number("upper", |row| row.number().bounds().and_then(|bounds| bounds.upper_value())),
        Field::text("bounds", ["界限", "bounds"], |row: &R| row.number().bounds_said()).at_the_right(),
        Field::code(
            "precision",
            ["精度", "precision"],
            |row| row.number().precision().name(),
            |row| row.number().precision().words(),
        ),
        Field::text_or_none("unit", ["", ""], |row: &R| {
            row.number().any_figure().map(|figure| figure.unit.0.clone())
        })
        .for_programs(),
        Field::code(
            "status",
            ["", ""],
            |row: &R| row.number().any_figure().map_or("", |figure| figure.status.code()),
            |_| Localized::default(),
        )
        .for_programs(),
        Field::text_or_none("known_on", ["所知日期", "known on"], |row| {
            row.number().known_on().map(|day| day.to_string())
        }),
        Field::code(
            "rule",
            ["取值规则", "rule"],
            |row| row.number().rule.code(),
            |row| row.number().rule.words(),
        ),
        Field::text_or_none("document", ["文献", "document"], |row| {
            row.number().figure().map(|figure| figure.origin.document.title.clone())
        }),
        Field::text("cell", ["单元格", "cell"], |row| row.number().cell()),
    ]
}

impl Row for FigureRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        number_fields()
    }
}
