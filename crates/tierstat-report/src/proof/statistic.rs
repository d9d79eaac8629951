//! What a number of a text is: a level, a rate, a share and so on, by the words around it.

/// What is said with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statistic {
    /// How many there are.
    Level,
    /// How many more or fewer.
    Change,
    /// By which share it grew.
    Rate,
    /// By how many percentage points a rate or share moved.
    Points,
    /// Which share of the change of the whole one part makes.
    Contribution,
    /// Which share of the units has one.
    Coverage,
    /// How many units there are that could have one.
    Units,
    /// Which share of a whole it is.
    Share,
    /// By which share it changed a year along its trend.
    Trend,
    /// Within which ends the trend lies.
    TrendInterval,
    /// How many points the trend is of.
    TrendPoints,
    /// For how many years in a row it grew or fell.
    YearsInRow,
    /// Which place it has among its like.
    Rank,
    /// Nothing that the ledger could bear: the number of a section, part of a title, of a telephone number, of an origin.
    Apart,
}

impl Statistic {
    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Change => "change",
            Self::Rate => "rate",
            Self::Points => "points",
            Self::Contribution => "contribution",
            Self::Coverage => "coverage",
            Self::Units => "units",
            Self::Share => "share",
            Self::Trend => "trend",
            Self::TrendInterval => "trend-interval",
            Self::TrendPoints => "trend-points",
            Self::YearsInRow => "years-in-row",
            Self::Rank => "rank",
            Self::Apart => "apart",
        }
    }

    /// Whether it is counted between two periods.
    pub(super) fn is_of_span(self) -> bool {
        matches!(self, Self::Change | Self::Rate | Self::Points | Self::Contribution)
    }
}
