//! Why a statistic cannot be given: always with what was needed and what was found.

use tierstat_model::{AreaCode, IndicatorId, Localized, LookupError};

/// Why a statistic cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum StatsError {
    /// A rate needs a base above zero.
    #[error("a rate needs a base above zero; the base may be {lower}")]
    BaseNotPositive {
        /// The lower bound of the base.
        lower: f64,
    },
    /// A share needs a whole above zero.
    #[error("a share needs a whole above zero; the whole may be {lower}")]
    WholeNotPositive {
        /// The lower bound of the whole.
        lower: f64,
    },
    /// A compound rate needs a number that is not negative at its end.
    #[error("a compound rate needs an end of zero or more; the end may be {lower}")]
    NegativeEnd {
        /// The lower bound of the end.
        lower: f64,
    },
    /// An annual rate needs a span of at least one year.
    #[error("an annual rate needs a span of at least one year; the span is {years:.2} years")]
    SpanTooShort {
        /// The span in years.
        years: f64,
    },
    /// There are too few points.
    #[error("{needed} points are needed, {found} are usable, {left_out} are left out as no points")]
    TooFewPoints {
        /// How many are needed.
        needed: usize,
        /// How many can be used.
        found: usize,
        /// How many are there but are bounds or missing.
        left_out: usize,
    },
    /// All points stand at one time.
    #[error("all points stand at the same time")]
    NoSpan,
    /// A logarithm needs values above zero.
    #[error("a logarithm needs values above zero; one is {value}")]
    ValueNotPositive {
        /// The value.
        value: f64,
    },
    /// Two periods are needed in which every tier has a figure.
    #[error("{indicator} in {area}: 2 periods in which every tier has a figure are needed, {found} found")]
    TooFewPeriods {
        /// The indicator.
        indicator: IndicatorId,
        /// The area.
        area: AreaCode,
        /// How many periods there are.
        found: usize,
    },
    /// The figures could not be looked up.
    #[error(transparent)]
    Lookup(#[from] LookupError),
}

impl StatsError {
    /// Why the statistic cannot be given, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::BaseNotPositive { lower } => format!("计算增长率需要大于零的基数；基数可能为 {lower}"),
            Self::WholeNotPositive { lower } => format!("计算比重需要大于零的总量；总量可能为 {lower}"),
            Self::NegativeEnd { lower } => format!("计算年均增长率需要非负的期末数；期末数可能为 {lower}"),
            Self::SpanTooShort { years } => format!("计算年均增长率需要至少一年；现为 {years:.2} 年"),
            Self::TooFewPoints { needed, found, left_out } => {
                format!("需要 {needed} 个数据点，可用 {found} 个，另有 {left_out} 个不是确定数值而未用")
            }
            Self::NoSpan => "全部数据点在同一时间".to_owned(),
            Self::ValueNotPositive { value } => format!("取对数需要大于零的数值；其中一个为 {value}"),
            Self::TooFewPeriods { indicator, area, found } => {
                format!("{area} 的 {indicator}：需要 2 个各级都有数据的时期，只有 {found} 个")
            }
            Self::Lookup(error) => format!("无法查询数据：{error}"),
        };
        Localized::new(zh, self.to_string())
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::TooFewPeriods { .. } => Localized::new(
                "用 --tier 缩小层级，或用 --from、--to 指定时期；tierstat figures 列出已有的数据",
                "narrow the tiers with --tier, or name periods with --from and --to; tierstat figures lists what there is",
            ),
            Self::Lookup(_) => {
                Localized::new("运行 tierstat doctor 检查账本", "run tierstat doctor to look the ledger over")
            }
            _ => Localized::new("换一个时期或指标", "choose another period or indicator"),
        }
    }
}
