//! Why figures cannot be added up.

use tierstat_model::Localized;

/// Why figures are not the parts of a whole that a chart can add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAWhole {
    /// No source has the total, and nothing says that the parts are all there are.
    NoTotal,
    /// Some things may be counted in two parts, or the parts are shares, which have no sum.
    Overlap,
    /// A part is known only within bounds.
    Rough {
        /// The part.
        series: String,
        /// The period.
        period: String,
    },
    /// A part is below zero.
    Negative {
        /// The part.
        series: String,
        /// The period.
        period: String,
    },
    /// The parts do not come to the total.
    Sum {
        /// The period.
        period: String,
        /// The sum of the parts.
        sum: String,
        /// The total, as printed.
        total: String,
    },
    /// There are too few periods in which the total and all parts have a figure.
    Incomplete,
    /// A part or the total breaks between the two periods.
    Broken {
        /// What breaks.
        series: String,
    },
}

impl NotAWhole {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::NoTotal => {
                Localized::new("没有来源提供各部分的合计", "no source has the total of the parts")
            }
            Self::Overlap => Localized::new(
                "各部分可能互有重叠或为比率，不能相加",
                "the parts may overlap or are shares, and have no sum",
            ),
            Self::Rough { series, period } => Localized::new(
                format!("“{series}”在{period}只知上下限，不能相加"),
                format!("`{series}` is known only within bounds at {period} and cannot be added up"),
            ),
            Self::Negative { series, period } => Localized::new(
                format!("“{series}”在{period}为负数，不能堆叠"),
                format!("`{series}` is below zero at {period} and cannot be stacked"),
            ),
            Self::Sum { period, sum, total } => Localized::new(
                format!("{period}各部分之和为{sum}，与合计{total}不符"),
                format!("the parts sum to {sum} at {period}, and the total is {total}"),
            ),
            Self::Incomplete => Localized::new(
                "合计与各部分都有数的时期不够",
                "there are too few periods in which the total and all parts have a figure",
            ),
            Self::Broken { series } => Localized::new(
                format!("“{series}”在两期之间口径中断，变化不可比"),
                format!("`{series}` breaks between the two periods, so that its change says nothing"),
            ),
        }
    }
}
