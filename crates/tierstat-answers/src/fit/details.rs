//! What is known of a fit beside its parameters: a struct for each kind of model.

use serde::Serialize;

/// What is known of a fit beside its parameters. Times are those of the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum FitDetails {
    /// Of a curve towards a ceiling.
    Saturation(SaturationDetails),
    /// Of a polynomial by least squares.
    Polynomial(PolynomialDetails),
    /// Of a polynomial in which points that lie far out count little.
    Robust(RobustDetails),
    /// Of a formula by least squares.
    Formula(FormulaDetails),
    /// Of counts.
    Counts(CountDetails),
}

/// How intervals are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntervalKind {
    /// By the profile of the likelihood.
    Profile,
    /// By standard errors.
    Wald,
}

/// What is known of a curve towards a ceiling.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaturationDetails {
    /// The ceiling.
    pub ceiling: f64,
    /// The lower end of its interval; `None` where it is given, or the data set none.
    pub ceiling_lower95: Option<f64>,
    /// The upper end of its interval; `None` where it is given, or the data set none.
    pub ceiling_upper95: Option<f64>,
    /// Whether it was estimated.
    pub ceiling_fitted: bool,
    /// The standard deviation of the residuals.
    pub residual_standard_deviation: f64,
    /// Points to spare.
    pub degrees_of_freedom: usize,
    /// The share of the scatter that the model explains.
    pub determination: f64,
    /// The information criterion by which models are compared.
    pub information_criterion: f64,
    /// How the intervals are made.
    pub interval: IntervalKind,
    /// When half of the ceiling is reached.
    pub time_at_half: Option<f64>,
    /// When nine tenths of it are.
    pub time_at_nine_tenths: Option<f64>,
    /// When growth is fastest.
    pub peak_time: Option<f64>,
    /// When all but a half of it is reached.
    pub all_but_a_half_reached: AllButAHalf,
}

/// When all but a half of a ceiling is reached, or why that cannot be said.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum AllButAHalf {
    /// At a time.
    At {
        /// The time.
        time: f64,
        /// The lower end of its interval.
        lower95: f64,
        /// The upper end of its interval.
        upper95: f64,
    },
    /// It cannot be said.
    CannotBeSaid {
        /// Always.
        cannot_be_said: bool,
        /// The code of the reason.
        reason: &'static str,
        /// How many points there are.
        points: usize,
    },
}

/// What is known of a polynomial by least squares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolynomialDetails {
    /// The standard deviation of the residuals.
    pub residual_standard_deviation: f64,
    /// Points to spare.
    pub degrees_of_freedom: usize,
    /// The share of the scatter that the model explains.
    pub determination: f64,
    /// How the intervals are made.
    pub interval: IntervalKind,
    /// Whether the points have weights.
    pub weighted: bool,
}

/// What is known of a polynomial in which points that lie far out count little.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RobustDetails {
    /// The code of the method.
    pub robust: &'static str,
    /// The scale of the residuals.
    pub scale: f64,
    /// What each point counts.
    pub weights: Vec<f64>,
}

/// What is known of a formula by least squares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormulaDetails {
    /// The standard deviation of the residuals.
    pub residual_standard_deviation: f64,
    /// Points to spare.
    pub degrees_of_freedom: usize,
    /// The share of the scatter that the model explains.
    pub determination: f64,
    /// The information criterion by which models are compared.
    pub information_criterion: f64,
    /// How the intervals are made.
    pub interval: IntervalKind,
    /// From how many starts it was tried.
    pub starts: usize,
}

/// What is known of a model of counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountDetails {
    /// The deviance.
    pub deviance: f64,
    /// The deviance of the mean alone.
    pub null_deviance: f64,
    /// How much more the counts scatter than the family has it.
    pub dispersion: Option<f64>,
    /// Points to spare.
    pub degrees_of_freedom: usize,
    /// The information criterion by which models are compared.
    pub information_criterion: f64,
    /// The growth in each period.
    pub growth_rate: Option<f64>,
    /// How the intervals are made.
    pub interval: IntervalKind,
}
