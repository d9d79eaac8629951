//! What can be typed behind the verbs of statistics.

use super::selection::{PartArguments, SelectionArguments};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tierstat_answers::fit;
use tierstat_numerics::regression::robust::RobustMethod;
use tierstat_numerics::saturation;

#[derive(Debug, Args)]
pub(crate) struct GrowthArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// Period to grow from [default: the first with all tiers]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) from: Option<tierstat_model::Period>,
    /// Period to grow to [default: the latest with all tiers]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) to: Option<tierstat_model::Period>,
    #[command(flatten)]
    pub(crate) part: PartArguments,
    /// What the rows are: tier, area, type, or the members of a dimension by its id, name or alias
    #[arg(long, value_name = "BY", default_value = "tier")]
    pub(crate) by: ByMember,
    /// Index numbers of all periods instead, 100 at --from [default: at the first with a figure]
    #[arg(long, conflicts_with_all = ["shift_share", "decompose"])]
    pub(crate) index: bool,
    /// Shift-share of the areas instead: what of each change is the whole's, the mix of these kinds', its own
    #[arg(long, value_enum, value_name = "KINDS", conflicts_with_all = ["by", "breakdown", "decompose", "plot"])]
    pub(crate) shift_share: Option<Kinds>,
    /// The change instead by how many residents there are, where they live, and how much there is for each
    #[arg(long, value_name = "INDICATOR", conflicts_with_all = ["by", "plot"])]
    pub(crate) decompose: Option<String>,
    #[command(flatten)]
    pub(crate) presentation: PresentationArguments,
}

/// What the rows of a statistic are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The tiers
    Tier,
    /// The areas that lie in the area
    Area,
    /// The indicators that are parts of the indicator
    Type,
}

impl From<By> for tierstat_answers::Members {
    fn from(by: By) -> Self {
        match by {
            By::Tier => Self::Tiers,
            By::Area => Self::Areas,
            By::Type => Self::Types,
        }
    }
}

/// What the rows of a statistic are, where they may be the members of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ByMember {
    /// The tiers, the areas or the types.
    Of(By),
    /// The members of a dimension, as it was written.
    Dimension(String),
}

impl std::str::FromStr for ByMember {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(By::from_str(text.trim(), true).map_or_else(|_| Self::Dimension(text.to_owned()), Self::Of))
    }
}

impl ByMember {
    /// The dimension, where it is one.
    pub(crate) fn dimension(&self) -> Option<&str> {
        match self {
            Self::Of(_) => None,
            Self::Dimension(dimension) => Some(dimension),
        }
    }
}

impl From<&ByMember> for tierstat_answers::Members {
    fn from(by: &ByMember) -> Self {
        match by {
            ByMember::Of(by) => (*by).into(),
            ByMember::Dimension(_) => Self::Dimension,
        }
    }
}

/// The kinds that what is counted in an area falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kinds {
    /// The indicators that are parts of the indicator
    Type,
    /// The tiers
    Tier,
}

impl From<Kinds> for tierstat_answers::area_kinds::Kinds {
    fn from(kinds: Kinds) -> Self {
        match kinds {
            Kinds::Type => Self::Types,
            Kinds::Tier => Self::Tiers,
        }
    }
}

/// What goes with a statistic.
#[derive(Debug, Args)]
pub(crate) struct PresentationArguments {
    /// Draw it to this file, .svg or .png; without a file, in signs to the terminal
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    pub(crate) plot: Option<PathBuf>,
    /// Add the formula, its source, the points used, and the points left out and why
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CoverageArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// What the rows are
    #[arg(long, value_enum, default_value_t = By::Tier)]
    pub(crate) by: By,
    /// The curve that says when all will be reached
    #[arg(long, value_enum, default_value_t = Curve::Logistic)]
    pub(crate) curve: Curve,
    /// Where the curve ends: a number, or `free` to estimate it [default: the latest number of units]
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub(crate) ceiling: Option<String>,
    /// Intervals of a random sample instead of the ledger, as 37/120; twice for the difference of two
    #[arg(long, value_name = "COVERED/ASKED", conflicts_with_all = ["indicator", "tier", "area", "known_on", "ceiling", "hazard"])]
    pub(crate) sample: Vec<String>,
    /// The level of the intervals of a sample
    #[arg(long, value_name = "SHARE", default_value_t = 0.95, requires = "sample")]
    pub(crate) level: f64,
    /// When units get their first one, from a table instead of the ledger: unit, period of its first (empty: none yet)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["indicator", "tier", "area", "known_on", "ceiling"])]
    pub(crate) hazard: Option<PathBuf>,
    /// The first period in which units could get one [default: that of the earliest]
    #[arg(long, value_name = "PERIOD", requires = "hazard")]
    pub(crate) since: Option<tierstat_model::Period>,
    /// The last period in which units were seen [default: that of the latest first one]
    #[arg(long, value_name = "PERIOD", requires = "hazard")]
    pub(crate) until: Option<tierstat_model::Period>,
    #[command(flatten)]
    pub(crate) presentation: PresentationArguments,
}

#[derive(Debug, Args)]
pub(crate) struct TargetArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// What the rows are
    #[arg(long, value_enum, default_value_t = By::Tier)]
    pub(crate) by: By,
    /// Take the pace from the numbers since this period [default: all, from the last break of the series on]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) since: Option<tierstat_model::Period>,
    /// Add the formula, its source, the points used, and the points left out and why
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RollUpArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// Period the figures describe [default: each period in which two areas or more have a figure]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<tierstat_model::Period>,
    /// Add what each sum is made of, and what is left out and why
    #[arg(long)]
    pub(crate) explain: bool,
}

/// A curve towards a ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Curve {
    /// K / (1 + exp(-r (t - t0)))
    Logistic,
    /// K exp(-b exp(-c t))
    Gompertz,
    /// K / (1 + exp(-r (t - t0)))^(1 / nu)
    Richards,
    /// m (1 - exp(-(p + q) t)) / (1 + q / p exp(-(p + q) t))
    Bass,
}

impl From<Curve> for tierstat_numerics::saturation::Curve {
    fn from(curve: Curve) -> Self {
        match curve {
            Curve::Logistic => Self::Logistic,
            Curve::Gompertz => Self::Gompertz,
            Curve::Richards => Self::Richards,
            Curve::Bass => Self::Bass,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct BalanceArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// Period the figures describe [default: each period in which two members or more have a figure]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<tierstat_model::Period>,
    #[command(flatten)]
    pub(crate) part: PartArguments,
    /// What the members are: area, tier, type, or those of a dimension by its id, name or alias
    #[arg(long, value_name = "BY", default_value = "area")]
    pub(crate) by: ByMember,
    /// Divide by this indicator (residents), and weight by it
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) per: Option<String>,
    /// Neighbours of areas, a table of two columns, for Moran's I [default: areas/neighbours.csv of the datasets, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) neighbours: Option<PathBuf>,
    /// Groups for Theil's parts: `parents`, for members one level further down by the area they lie in, or a table of area and group
    #[arg(long, value_name = "GROUPS")]
    pub(crate) groups: Option<PathBuf>,
    /// Location quotients of each area instead: what it has more of than the whole
    #[arg(long, value_enum, value_name = "KINDS", conflicts_with_all = ["by", "breakdown", "per", "groups", "neighbours", "convergence"])]
    pub(crate) quotients: Option<Kinds>,
    /// Beta and sigma convergence of the areas between two periods instead
    #[arg(long, requires_all = ["from", "to"], conflicts_with_all = ["period", "groups", "neighbours"])]
    pub(crate) convergence: bool,
    /// Period that convergence begins at
    #[arg(long, value_name = "PERIOD", requires = "convergence")]
    pub(crate) from: Option<tierstat_model::Period>,
    /// Period that convergence ends at
    #[arg(long, value_name = "PERIOD", requires = "convergence")]
    pub(crate) to: Option<tierstat_model::Period>,
    #[command(flatten)]
    pub(crate) presentation: PresentationArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ForecastArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// Long table to forecast instead of the ledger: series, period, value, parents
    #[arg(long, value_name = "FILE", conflicts_with_all = ["indicator", "tier", "area", "known_on"])]
    pub(crate) series: Option<PathBuf>,
    /// How many periods ahead
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    pub(crate) horizon: usize,
    /// Method: naive, drift, ses, holt, damped, ets, theta, dynamic-theta, optimised-theta, dynamic-optimised-theta, arima,
    /// first-order-arima, combination [default: chosen by the number of points]
    #[arg(long, value_name = "METHOD")]
    pub(crate) method: Option<String>,
    /// Make the forecasts add up: bottom-up, top-down-average, top-down-forecast, middle-out, ols, wls-struct, wls-var, mint-shrink,
    /// mint-shrink-centred, mint-sample
    #[arg(long, value_name = "METHOD")]
    pub(crate) reconcile: Option<String>,
    /// A series whose number is given, as the published total of the next period; may be repeated
    #[arg(long, value_name = "SERIES=NUMBER", requires = "reconcile")]
    pub(crate) given: Vec<String>,
    /// Whole numbers, by largest remainder, so that they still add up
    #[arg(long)]
    pub(crate) whole: bool,
    /// No forecast below zero
    #[arg(long)]
    pub(crate) nonnegative: bool,
    /// What adds up, when the ledger is forecast
    #[arg(long, value_enum, default_value_t = By::Tier)]
    pub(crate) by: By,
    #[command(flatten)]
    pub(crate) presentation: PresentationArguments,
}

#[derive(Debug, Args)]
pub(crate) struct TrendArguments {
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
    /// Long table to look at instead of the ledger: series, period, value
    #[arg(long, value_name = "FILE", conflicts_with_all = ["indicator", "tier", "area", "known_on"])]
    pub(crate) series: Option<PathBuf>,
    /// What the rows are
    #[arg(long, value_enum, default_value_t = By::Tier)]
    pub(crate) by: By,
    #[command(flatten)]
    pub(crate) presentation: PresentationArguments,
}

/// A model that is fitted to a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FitModel {
    /// K / (1 + exp(-r (t - t0)))
    Logistic,
    /// K exp(-b exp(-c t))
    Gompertz,
    /// K / (1 + exp(-r (t - t0)))^(1 / nu)
    Richards,
    /// Bass, on cumulative counts
    Bass,
    /// Bass, on the counts of each period
    BassIncrement,
    /// A straight line
    Linear,
    /// A line through the logarithms
    LogLinear,
    /// A polynomial of --degree
    Polynomial,
    /// b0 t^b1
    Power,
    /// b0 exp(b1 t)
    Exponential,
    /// Counts whose mean is exp(b0 + b1 t)
    Poisson,
}

impl FitModel {
    /// The model, of a degree where it is a polynomial.
    pub(crate) fn of_degree(self, degree: usize) -> fit::FitModel {
        match self {
            Self::Logistic => fit::FitModel::Saturation(saturation::Curve::Logistic),
            Self::Gompertz => fit::FitModel::Saturation(saturation::Curve::Gompertz),
            Self::Richards => fit::FitModel::Saturation(saturation::Curve::Richards),
            Self::Bass => fit::FitModel::Saturation(saturation::Curve::Bass),
            Self::BassIncrement => fit::FitModel::Saturation(saturation::Curve::BassIncrement),
            Self::Linear => fit::FitModel::Linear,
            Self::LogLinear => fit::FitModel::LogLinear,
            Self::Polynomial => fit::FitModel::Polynomial { degree },
            Self::Power => fit::FitModel::Power,
            Self::Exponential => fit::FitModel::Exponential,
            Self::Poisson => fit::FitModel::Poisson,
        }
    }
}

impl From<Robust> for RobustMethod {
    fn from(robust: Robust) -> Self {
        match robust {
            Robust::Huber => Self::Huber,
            Robust::Bisquare => Self::Bisquare,
            // Any seed will do, and the same one makes the same answer.
            Robust::Mm => Self::Mm { seed: 1 },
        }
    }
}

/// How points that lie far out are weighed down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Robust {
    /// Huber's M estimator
    Huber,
    /// Tukey's bisquare M estimator
    Bisquare,
    /// The MM estimator, which stands up to half of the points
    Mm,
}

#[derive(Debug, Args)]
pub(crate) struct FitArguments {
    /// Long table: series, period, value; or x, y
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The model
    #[arg(long, value_enum, conflicts_with = "formula")]
    pub(crate) model: Option<FitModel>,
    /// A formula in x (or t) instead of a model; every other name is a parameter and needs a --start
    #[arg(long, value_name = "FORMULA", allow_hyphen_values = true)]
    pub(crate) formula: Option<String>,
    /// Where parameters start, as b1=500,b2=0.0001
    #[arg(long, value_name = "NAME=NUMBER", value_delimiter = ',')]
    pub(crate) start: Vec<String>,
    /// Weigh down points that lie far out; for linear, log-linear and polynomial
    #[arg(long, value_enum)]
    pub(crate) robust: Option<Robust>,
    /// The ceiling, where it is known [default: fitted]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) ceiling: Option<f64>,
    /// The time that counts as zero, in the unit of the periods [default: one before the first; of a formula zero itself]
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    pub(crate) origin: Option<f64>,
    /// The degree of the polynomial
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    pub(crate) degree: usize,
    #[command(flatten)]
    pub(crate) presentation: PresentationArguments,
}
