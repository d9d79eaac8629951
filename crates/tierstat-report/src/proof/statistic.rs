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
    /// By which share it grew a year on average.
    YearlyRate,
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
    /// How sure the interval of the trend is.
    TrendConfidence,
    /// What is to be expected, or an end of what is.
    Forecast,
    /// How many points the forecast is of.
    ForecastPoints,
    /// How sure an interval of the forecast is.
    ForecastConfidence,
    /// What is aimed at, what of it is missing, or how much it is a year.
    Target,
    /// Which share of what is aimed at there is.
    TargetShare,
    /// For how many years in a row it grew or fell.
    YearsInRow,
    /// How many steps in a row it rose or fell.
    Steps,
    /// Which place it has among its like.
    Rank,
    /// Among how many it has its place.
    Among,
    /// Words alone, that a person put into a report or left out of it.
    Words,
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
            Self::YearlyRate => "yearly-rate",
            Self::Points => "points",
            Self::Contribution => "contribution",
            Self::Coverage => "coverage",
            Self::Units => "units",
            Self::Share => "share",
            Self::Trend => "trend",
            Self::TrendInterval => "trend-interval",
            Self::TrendPoints => "trend-points",
            Self::Forecast => "forecast",
            Self::ForecastPoints => "forecast-points",
            Self::TrendConfidence => "trend-confidence",
            Self::ForecastConfidence => "forecast-confidence",
            Self::Target => "target",
            Self::TargetShare => "target-share",
            Self::YearsInRow => "years-in-row",
            Self::Steps => "steps-in-row",
            Self::Rank => "rank",
            Self::Among => "among",
            Self::Words => "words",
            Self::Apart => "apart",
        }
    }

    /// Whether it is counted between two periods.
    pub(super) fn is_of_span(self) -> bool {
        self.is_between() || self == Self::Points
    }

    /// Whether any two periods of a series have one.
    pub(super) fn is_between(self) -> bool {
        matches!(self, Self::Change | Self::Rate | Self::YearlyRate | Self::Contribution)
    }

    /// Whether it is part of a trend.
    pub(super) fn is_of_trend(self) -> bool {
        matches!(self, Self::Trend | Self::TrendInterval | Self::TrendPoints | Self::TrendConfidence)
    }

    /// Whether it is part of a forecast.
    pub(super) fn is_of_forecast(self) -> bool {
        matches!(self, Self::Forecast | Self::ForecastPoints | Self::ForecastConfidence)
    }

    /// Whether it says how sure an interval is.
    pub(super) fn is_confidence(self) -> bool {
        matches!(self, Self::TrendConfidence | Self::ForecastConfidence)
    }

    /// Whether it is a plain number, not a share of something.
    pub(super) fn is_count(self) -> bool {
        matches!(
            self,
            Self::Level
                | Self::Units
                | Self::Change
                | Self::TrendPoints
                | Self::Forecast
                | Self::ForecastPoints
                | Self::Target
                | Self::Steps
                | Self::Rank
                | Self::Among
        )
    }
}
