//! What a reader of a row must know beside its numbers: a code for programs, words for people.

use tierstat_model::Localized;
use tierstat_numerics::NumericsError;
use tierstat_stats::comparability::Comparability;
use tierstat_stats::denominator::NoCoverage;

/// What a reader of a row must know.
#[derive(Debug, Clone, PartialEq)]
pub enum Remark {
    /// There is no number at either period.
    NoFigureAtEither,
    /// There is no number at the base.
    NoFigureAtBase,
    /// There is no number at the end.
    NoFigureAtEnd,
    /// Both numbers are sums of the tiers that no source prints.
    BothAreSums,
    /// The number at the base is such a sum.
    BaseIsSum,
    /// The number at the end is such a sum.
    EndIsSum,
    /// The series breaks, or counts by another definition; or was joined across a break.
    Compared(Comparability),
    /// The tiers do not make up the total that a source prints, so that none has a share of its change.
    TotalPrintedOtherwise,
    /// A tier lacks a number or breaks, so that none has a share of the change of all.
    TiersIncomplete,
    /// The covered number is a sum of the tiers that no source prints.
    CoveredIsSum,
    /// The number of units is such a sum.
    UnitsAreSum,
    /// More are covered than there are units, so that the two count different things.
    MoreThanUnits,
    /// The number has no coverage.
    NoCoverage(NoCoverage),
    /// Some areas are left out, since not all of their numbers are known.
    AreasLeftOut {
        /// How many.
        areas: usize,
    },
    /// What else must be known of how the numbers of the row were made.
    Told {
        /// The code of it.
        code: &'static str,
        /// The words.
        words: Localized,
    },
    /// The numbers do not bear the statistic.
    Refused {
        /// The code of the reason.
        code: &'static str,
        /// The reason in words.
        words: Localized,
    },
    /// The row is the sum of those that report at both ends.
    MatchedPanel {
        /// How many they are.
        members: usize,
    },
    /// The row is the sum of all that report at an end, whoever they are.
    AllReporters {
        /// How many report at the end alone.
        entrants: usize,
        /// How many report at the base alone.
        leavers: usize,
    },
}

impl Remark {
    /// The code for programs, which stays the same in every language.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoFigureAtEither => "no-figure-at-either",
            Self::NoFigureAtBase => "no-figure-at-base",
            Self::NoFigureAtEnd => "no-figure-at-end",
            Self::BothAreSums => "both-are-sums-of-tiers",
            Self::BaseIsSum => "base-is-sum-of-tiers",
            Self::EndIsSum => "end-is-sum-of-tiers",
            Self::Compared(Comparability::Same) => "comparable",
            Self::Compared(Comparability::Spliced { .. }) => "spliced",
            Self::Compared(Comparability::Broken { status: tierstat_model::Status::D, .. }) => {
                "definition-differs"
            }
            Self::Compared(Comparability::Broken { .. }) => "series-break",
            Self::TotalPrintedOtherwise => "total-printed-otherwise",
            Self::TiersIncomplete => "tiers-incomplete",
            Self::CoveredIsSum => "covered-is-sum-of-tiers",
            Self::UnitsAreSum => "units-are-sum-of-tiers",
            Self::MoreThanUnits => "more-covered-than-units",
            Self::NoCoverage(NoCoverage::UnitsUnknown) => "units-unknown",
            Self::NoCoverage(NoCoverage::NoUnits { .. }) => "no-units",
            Self::AreasLeftOut { .. } => "areas-left-out",
            Self::Refused { code, .. } | Self::Told { code, .. } => code,
            Self::MatchedPanel { .. } => "matched-panel",
            Self::AllReporters { .. } => "all-reporters",
        }
    }

    /// The words for people.
    #[must_use]
    pub fn said(&self) -> Localized {
        match self {
            Self::NoFigureAtEither => Localized::new("两期都没有数据", "no figure at either period"),
            Self::NoFigureAtBase => Localized::new("基期没有数据", "no figure at the base"),
            Self::NoFigureAtEnd => Localized::new("报告期没有数据", "no figure at the end"),
            Self::BothAreSums => Localized::new("两期均为各级之和", "both are the sum of the tiers"),
            Self::BaseIsSum => Localized::new("基期为各级之和", "the base is the sum of the tiers"),
            Self::EndIsSum => Localized::new("报告期为各级之和", "the end is the sum of the tiers"),
            Self::Compared(comparability) => comparability.note().unwrap_or_default(),
            Self::TotalPrintedOtherwise => Localized::new(
                "来源所印合计不是各级之和，不算贡献率",
                "a source prints a total that is not the sum of the tiers: no shares of its change are given",
            ),
            Self::TiersIncomplete => Localized::new(
                "有的层级缺数或中断，不算贡献率",
                "a tier lacks a number or breaks: no shares of the change of all are given",
            ),
            Self::CoveredIsSum => Localized::new("已覆盖数为各级之和", "covered is the sum of the tiers"),
            Self::UnitsAreSum => Localized::new("单位数为各级之和", "the units are the sum of the tiers"),
            Self::MoreThanUnits => Localized::new(
                "多于单位数：两者所数不同，不是覆盖率",
                "more than there are units: the two count different things, and this is no coverage",
            ),
            Self::NoCoverage(reason) => reason.localized(),
            Self::AreasLeftOut { areas } => Localized::new(
                format!("未计 {areas} 个地区，见 --explain"),
                format!("left out: {areas}; --explain names them"),
            ),
            Self::Refused { words, .. } | Self::Told { words, .. } => words.clone(),
            Self::MatchedPanel { members } => {
                Localized::new(format!("两期都有数据的 {members} 个"), format!("matched panel of {members}"))
            }
            Self::AllReporters { entrants, leavers } => Localized::new(
                format!("全部报送者；新增 {entrants} 个，退出 {leavers} 个"),
                format!("all reporters; {entrants} joined, {leavers} left"),
            ),
        }
    }

    /// Why the numbers do not bear a statistic.
    #[must_use]
    pub fn refused(error: &NumericsError) -> Self {
        Self::Refused { code: error.code(), words: error.localized() }
    }

    /// What is to be said of how two numbers compare; nothing where they do.
    #[must_use]
    pub fn compared(comparability: &Comparability) -> Option<Self> {
        (*comparability != Comparability::Same).then(|| Self::Compared(comparability.clone()))
    }
}
