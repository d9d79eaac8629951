//! Why a statistic cannot be given: always with what was needed and what was found.

use tierstat_model::Localized;

/// Why a statistic cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum NumericsError {
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
    #[error("{needed} points are needed, {found} found{}", left_out_in_english(*left_out))]
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
    /// A number is not finite.
    #[error("finite numbers are needed; one is {value}")]
    NotFinite {
        /// The number.
        value: f64,
    },
    /// A number must not be negative here.
    #[error("numbers of zero or more are needed; one is {value}")]
    NegativeValue {
        /// The number.
        value: f64,
    },
    /// A number lies outside of what is allowed.
    #[error("{name} must lie between {lowest} and {highest}; it is {found}")]
    OutOfRange {
        /// What the number is, as it is named in the interface.
        name: &'static str,
        /// The lowest that is allowed.
        lowest: f64,
        /// The highest that is allowed.
        highest: f64,
        /// The number.
        found: f64,
    },
    /// Two lists that belong together have different lengths.
    #[error("{needed} values are needed, one for each place; {found} found")]
    LengthMismatch {
        /// How many are needed.
        needed: usize,
        /// How many were found.
        found: usize,
    },
    /// Some columns of a design are combinations of others.
    #[error("the terms of the model are not independent: {needed} are needed, {found} can be told apart")]
    RankDeficient {
        /// How many terms there are.
        needed: usize,
        /// How many can be told apart.
        found: usize,
    },
    /// Nothing varies, so nothing can be compared.
    #[error("values that differ are needed; all {found} are equal")]
    AllEqual {
        /// How many values there are.
        found: usize,
    },
    /// One time has two values.
    #[error("one value for each time is needed; {time} has {found}")]
    DuplicateTime {
        /// The time.
        time: String,
        /// How many values it has.
        found: usize,
    },
    /// A time stands between the even steps of its series.
    #[error("evenly spaced periods are needed; {time} stands between two")]
    UnevenTime {
        /// The time.
        time: String,
    },
    /// A ceiling lies below what has been reached already.
    #[error("a ceiling of {largest} or more is needed; it is {ceiling}")]
    CeilingBelowData {
        /// The ceiling.
        ceiling: f64,
        /// The largest of the data.
        largest: f64,
    },
    /// A fit did not settle from any of its starts.
    #[error("the fit did not settle from any of {starts} starts")]
    NoConvergence {
        /// How many starts were tried.
        starts: usize,
    },
    /// The model passes through all bounds, so that nothing says how far values scatter about it.
    #[error("a line passes through all {found} bounds: how far values scatter about it cannot be said")]
    ScatterUnknown {
        /// How many bounds there are.
        found: usize,
    },
    /// The likelihood has no highest point: some fitted values run to the end of their range.
    #[error(
        "the groups are separated: {found} of {points} fitted values run to an end of their range, and a coefficient with them"
    )]
    Separated {
        /// How many fitted values do.
        found: usize,
        /// How many there are.
        points: usize,
    },
    /// The series holds a break, and nothing joins its two sides.
    #[error("the series breaks at {time}, and no period has both an old and a new number to join them by")]
    UnlinkedBreak {
        /// Where it breaks.
        time: String,
    },
    /// All points lie on the model, so that nothing is left to test it against.
    #[error("points that differ from their model are needed; all {found} lie on it")]
    ExactFit {
        /// How many points there are.
        found: usize,
    },
    /// Areas overtook each other, so that they approach no common level.
    #[error("a speed of convergence needs 1 + bT above zero; it is {rest}")]
    NoSpeed {
        /// `1 + bT`.
        rest: f64,
    },
    /// Areas do not approach each other.
    #[error("a half-life needs a speed of convergence above zero; it is {speed}")]
    NotConverging {
        /// The speed.
        speed: f64,
    },
    /// A hierarchy has a cycle.
    #[error("a hierarchy without a cycle is needed; {name} is above itself")]
    HierarchyCycle {
        /// A node of the cycle.
        name: String,
    },
    /// A node of a hierarchy lies in several others, where a method needs it to lie in one.
    #[error("a method that goes from above needs each node in one whole; {name} lies in several")]
    SeveralParents {
        /// The node.
        name: String,
    },
    /// A hierarchy names a node that has no series, or a node twice.
    #[error("each node of a hierarchy needs one series; {name} has {found}")]
    HierarchyNode {
        /// The node.
        name: String,
        /// How many series it has.
        found: usize,
    },
    /// A whole does not equal the sum of its parts.
    #[error("{name} should be the sum of its parts at {time}: the parts sum to {needed}, it is {found}")]
    HierarchySum {
        /// The whole.
        name: String,
        /// When.
        time: String,
        /// The sum of the parts.
        needed: f64,
        /// The whole.
        found: f64,
    },
}

/// What stands behind the number of usable points, where some are there that are none.
fn left_out_in_english(left_out: usize) -> String {
    match left_out {
        0 => String::new(),
        1 => ", 1 is left out since it is no point".to_owned(),
        several => format!(", {several} are left out since they are no points"),
    }
}

impl NumericsError {
    /// Why the statistic cannot be given, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::BaseNotPositive { lower } => format!("计算增长率需要大于零的基数；基数可能为 {lower}"),
            Self::WholeNotPositive { lower } => format!("计算比重需要大于零的总量；总量可能为 {lower}"),
            Self::NegativeEnd { lower } => format!("计算年均增长率需要非负的期末数；期末数可能为 {lower}"),
            Self::SpanTooShort { years } => format!("计算年均增长率需要至少一年；现为 {years:.2} 年"),
            Self::TooFewPoints { needed, found, left_out } => {
                let more = match left_out {
                    0 => String::new(),
                    left_out => format!("，另有 {left_out} 个不是确定数值而未用"),
                };
                format!("需要 {needed} 个数据点，可用 {found} 个{more}")
            }
            Self::NoSpan => "全部数据点在同一时间".to_owned(),
            Self::ValueNotPositive { value } => format!("取对数需要大于零的数值；其中一个为 {value}"),
            Self::NotFinite { value } => format!("需要有限的数值；其中一个为 {value}"),
            Self::NegativeValue { value } => format!("需要非负的数值；其中一个为 {value}"),
            Self::OutOfRange { name, lowest, highest, found } => {
                format!("{name} 应在 {lowest} 与 {highest} 之间；现为 {found}")
            }
            Self::LengthMismatch { needed, found } => {
                format!("需要逐一对应的 {needed} 个数值；现有 {found} 个")
            }
            Self::RankDeficient { needed, found } => {
                format!("模型各项不独立：共 {needed} 项，只能分辨 {found} 项")
            }
            Self::AllEqual { found } => format!("需要有差异的数值；全部 {found} 个都相等"),
            Self::DuplicateTime { time, found } => format!("每个时间只能有一个数值；{time} 有 {found} 个"),
            Self::UnevenTime { time } => format!("需要间隔均匀的时期；{time} 落在两期之间"),
            Self::CeilingBelowData { ceiling, largest } => {
                format!("上限不能低于已达到的 {largest}；现为 {ceiling}")
            }
            Self::NoConvergence { starts } => format!("从 {starts} 个起点拟合均未收敛"),
            Self::ScatterUnknown { found } => {
                format!("有直线穿过全部 {found} 个界限：无从判断数值围绕它的离散程度")
            }
            Self::Separated { found, points } => {
                format!(
                    "数据完全或部分分离：{points} 个拟合值中有 {found} 个趋于取值范围的端点，系数没有有限的估计"
                )
            }
            Self::UnlinkedBreak { time } => format!("序列在 {time} 中断，没有同时具有新旧口径的时期可供衔接"),
            Self::ExactFit { found } => format!("需要与模型有偏差的数据点；全部 {found} 个都正好落在模型上"),
            Self::NoSpeed { rest } => format!("收敛速度需要 1 + bT 大于零；现为 {rest}"),
            Self::NotConverging { speed } => format!("半衰期需要大于零的收敛速度；现为 {speed}"),
            Self::HierarchyCycle { name } => format!("层级关系不能有环；{name} 位于自身之上"),
            Self::SeveralParents { name } => {
                format!("自上而下的方法要求每个节点只属于一个上级；{name} 属于几个")
            }
            Self::HierarchyNode { name, found } => {
                format!("层级中每个节点需要一个序列；{name} 有 {found} 个")
            }
            Self::HierarchySum { name, time, needed, found } => {
                format!("{time} 的 {name} 应等于各部分之和 {needed}；现为 {found}")
            }
        };
        Localized::new(zh, self.to_string())
    }

    /// The code of the reason for programs, which stays the same in every language.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BaseNotPositive { .. } => "base-not-positive",
            Self::WholeNotPositive { .. } => "whole-not-positive",
            Self::NegativeEnd { .. } => "negative-end",
            Self::SpanTooShort { .. } => "span-too-short",
            Self::TooFewPoints { .. } => "too-few-points",
            Self::NoSpan => "no-span",
            Self::ValueNotPositive { .. } => "value-not-positive",
            Self::NotFinite { .. } => "not-finite",
            Self::NegativeValue { .. } => "negative-value",
            Self::OutOfRange { .. } => "out-of-range",
            Self::LengthMismatch { .. } => "length-mismatch",
            Self::RankDeficient { .. } => "rank-deficient",
            Self::AllEqual { .. } => "all-equal",
            Self::DuplicateTime { .. } => "duplicate-time",
            Self::UnevenTime { .. } => "uneven-time",
            Self::CeilingBelowData { .. } => "ceiling-below-data",
            Self::NoConvergence { .. } => "no-convergence",
            Self::ScatterUnknown { .. } => "scatter-unknown",
            Self::Separated { .. } => "separated",
            Self::UnlinkedBreak { .. } => "unlinked-break",
            Self::ExactFit { .. } => "exact-fit",
            Self::NoSpeed { .. } => "no-speed",
            Self::NotConverging { .. } => "not-converging",
            Self::HierarchyCycle { .. } => "hierarchy-cycle",
            Self::SeveralParents { .. } => "several-parents",
            Self::HierarchyNode { .. } => "hierarchy-node",
            Self::HierarchySum { .. } => "hierarchy-sum",
        }
    }

    /// The refusal of an equation that has no solution, said once more.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::RankDeficient { needed, found } => Self::RankDeficient { needed: *needed, found: *found },
            Self::NotFinite { value } => Self::NotFinite { value: *value },
            _ => Self::NoConvergence { starts: 1 },
        }
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::TooFewPoints { .. } => Localized::new(
                "用更多数据点，或换一种需要较少数据点的方法",
                "use more points, or a method that needs fewer",
            ),
            Self::DuplicateTime { .. } => Localized::new(
                "同一时间只保留一个数，或把它们分成不同的序列",
                "keep one number for each time, or tell the series apart",
            ),
            Self::CeilingBelowData { .. } => Localized::new(
                "给出不低于数据的上限，或不写上限而由数据估计",
                "give a ceiling no lower than the data, or leave it out to be fitted",
            ),
            Self::OutOfRange { .. } => {
                Localized::new("写一个范围之内的数", "write a number inside the range")
            }
            Self::NegativeValue { .. } | Self::ValueNotPositive { .. } | Self::NotFinite { .. } => {
                Localized::new("核对输入的数", "look over the numbers that were given")
            }
            Self::NoConvergence { .. } => Localized::new(
                "换一个模型，给出上限（--ceiling），或用更多数据点",
                "choose another model, give its ceiling (--ceiling), or use more points",
            ),
            Self::ScatterUnknown { .. } => Localized::new(
                "加入更确切的数；界限之内的增长率见 trend",
                "add sharper figures; trend tells which rates the bounds allow",
            ),
            Self::SeveralParents { .. } => Localized::new(
                "改用 ols、wls-struct 或 mint-shrink",
                "use ols, wls-struct or mint-shrink instead",
            ),
            Self::HierarchySum { .. } => Localized::new(
                "改正总体或各部分的数；或去掉总体的各行，它就取各部分之和",
                "correct the whole or its parts; or leave out the rows of the whole, and it is the sum of its parts",
            ),
            Self::HierarchyCycle { .. } => Localized::new(
                "改正上级列，使任何序列都不在自身之上",
                "mend the parent columns, so that no series is above itself",
            ),
            Self::Separated { .. } => Localized::new(
                "减少解释变量，或合并只有一种结果的组",
                "use fewer terms, or merge groups in which only one thing happened",
            ),
            _ => Localized::new("换一个时期或指标", "choose another period or indicator"),
        }
    }
}
