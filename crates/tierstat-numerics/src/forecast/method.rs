//! The methods of forecasting by name, and which of them the number of points allows.

use tierstat_model::Localized;

/// A method of forecasting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The last value.
    Naive,
    /// The last value and the mean change.
    Drift,
    /// A level that follows.
    SimpleExponentialSmoothing,
    /// A level and a slope that follow.
    Holt,
    /// The same with a slope that fades.
    Damped,
    /// Exponential smoothing chosen by Akaike's corrected criterion.
    ExponentialSmoothing,
    /// Smoothing with half the slope of the line as drift.
    Theta,
    /// The Theta method whose line learns.
    DynamicTheta,
    /// The Theta method with θ from the data.
    OptimisedTheta,
    /// The same whose line learns.
    DynamicOptimisedTheta,
    /// An autoregressive integrated moving average whose order is chosen by Akaike's corrected criterion.
    Arima,
    /// The same with one term of each kind at most.
    FirstOrderArima,
    /// The median of several.
    Combination,
}

/// All methods, from the plainest.
pub const METHODS: [Method; 13] = [
    Method::Naive,
    Method::Drift,
    Method::SimpleExponentialSmoothing,
    Method::Holt,
    Method::Damped,
    Method::ExponentialSmoothing,
    Method::Theta,
    Method::DynamicTheta,
    Method::OptimisedTheta,
    Method::DynamicOptimisedTheta,
    Method::Arima,
    Method::FirstOrderArima,
    Method::Combination,
];

impl Method {
    /// The name in options and files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Naive => "naive",
            Self::Drift => "drift",
            Self::SimpleExponentialSmoothing => "ses",
            Self::Holt => "holt",
            Self::Damped => "damped",
            Self::ExponentialSmoothing => "ets",
            Self::Theta => "theta",
            Self::DynamicTheta => "dynamic-theta",
            Self::OptimisedTheta => "optimised-theta",
            Self::DynamicOptimisedTheta => "dynamic-optimised-theta",
            Self::Arima => "arima",
            Self::FirstOrderArima => "first-order-arima",
            Self::Combination => "combination",
        }
    }

    /// The method of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        METHODS.into_iter().find(|method| method.code() == code)
    }

    /// How many points it needs, interval included: two have one change, which says nothing of how much changes differ.
    #[must_use]
    pub fn points_needed(self) -> usize {
        match self {
            Self::Naive | Self::Drift | Self::Combination => 3,
            Self::SimpleExponentialSmoothing => 4,
            Self::Theta | Self::DynamicTheta | Self::OptimisedTheta | Self::DynamicOptimisedTheta => 5,
            Self::ExponentialSmoothing => 6,
            Self::Holt => 6,
            Self::Damped => 7,
            Self::Arima | Self::FirstOrderArima => 8,
        }
    }

    /// What is combined for so many points, by the rule that fewer points bear fewer numbers to be fitted: naive and drift
    /// up to six, with the damped trend for seven; from eight on drift, simple smoothing, the dynamic optimised
    /// Theta and an ARIMA of the first order: four that err in different ways.
    #[must_use]
    pub fn members(points: usize) -> &'static [Self] {
        match points {
            0..=6 => &[Self::Naive, Self::Drift],
            7 => &[Self::Naive, Self::Drift, Self::Damped],
            _ => &[
                Self::Drift,
                Self::SimpleExponentialSmoothing,
                Self::DynamicOptimisedTheta,
                Self::FirstOrderArima,
            ],
        }
    }

    /// Why a combination of these members was chosen.
    pub(crate) fn reason(points: usize) -> Localized {
        let zh: Vec<&str> = Self::members(points).iter().map(|member| member.code()).collect();
        match points {
            0..=7 => Localized::new(
                format!("只有 {points} 个数据点，用 {} 的中位数", zh.join("、")),
                format!("only {points} points: the median of {}", zh.join(", ")),
            ),
            _ => Localized::new(
                format!("有 {points} 个数据点，用 {} 的中位数", zh.join("、")),
                format!("{points} points: the median of {}", zh.join(", ")),
            ),
        }
    }
}

/// Which method is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MethodChoice {
    /// The combination that the number of points allows.
    #[default]
    Automatic,
    /// This one.
    Named(Method),
}

impl MethodChoice {
    /// The method that is meant.
    #[must_use]
    pub fn method(self) -> Method {
        match self {
            Self::Automatic => Method::Combination,
            Self::Named(method) => method,
        }
    }
}
