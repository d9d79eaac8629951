//! Forecasts of short annual series, with intervals that cover.
//!
//! Evenly spaced values in, points and intervals out. Which method is used follows from the number of points
//! ([`Method::members`]), unless one is named.

pub mod arima;
mod history;
mod method;
mod near_one;
mod parallel;
mod reach;
mod search;
pub mod smoothing;
mod theta;

pub use history::{History, PointOrigin, forecast_history};
pub use method::{METHODS, Method};

use crate::descriptive::median_in_place;
use crate::error::NumericsError;
use near_one::near_one;
use smoothing::{Smoothing, SmoothingError, SmoothingTrend, selected};
use theta::ThetaForm;
use tierstat_model::Localized;

/// A forecast of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The method.
    pub method: Method,
    /// The points, one for each step.
    pub point: Vec<f64>,
    /// The standard deviation of the error of each step.
    pub standard_deviation: Vec<f64>,
    /// The lower ends of the intervals that cover with 80 %.
    pub lower80: Vec<f64>,
    /// Their upper ends.
    pub upper80: Vec<f64>,
    /// The lower ends of the intervals that cover with 95 %.
    pub lower95: Vec<f64>,
    /// Their upper ends.
    pub upper95: Vec<f64>,
    /// The one-step errors within the series, value minus forecast; `None` where there is none yet.
    pub residuals: Vec<Option<f64>>,
    /// How many points it stands on.
    pub points_used: usize,
    /// Why this method.
    pub reason: Localized,
}

impl Forecast {
    /// Makes it one of something that is never below zero: points and ends below are zero.
    pub fn keep_above_zero(&mut self) {
        for values in
            [&mut self.point, &mut self.lower80, &mut self.upper80, &mut self.lower95, &mut self.upper95]
        {
            values.iter_mut().for_each(|value| *value = value.max(0.0));
        }
    }

    /// Moves the ends of the intervals away from the points by a factor.
    fn widen(&mut self, factor: f64) {
        let point = &self.point;
        for ends in [&mut self.lower80, &mut self.upper80, &mut self.lower95, &mut self.upper95] {
            for (end, point) in ends.iter_mut().zip(point) {
                *end = point + (*end - point) * factor;
            }
        }
        for deviation in &mut self.standard_deviation {
            *deviation *= factor;
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

/// How much wider the variance of the combination is than the pool says: the members are fitted, and none of their
/// variances knows that. 1.28 in standard deviation covers 95 % on half of the M3 competition's yearly series.
const UNSAID: f64 = 1.28 * 1.28;

/// Points, variances and one-step errors of a method, before intervals.
struct Path {
    point: Vec<f64>,
    variance: Vec<f64>,
    residuals: Vec<Option<f64>>,
}

/// The forecast of a series of evenly spaced values, the oldest first, for `horizon` steps.
///
/// Intervals of single methods are those of a normal error, as R's `forecast` gives them. Those of the combination are of
/// Student's t with the variance of a linear pool, the mean of the members' variances and the variance between them, widened
/// by what was measured on the M3 competition. A
/// series without any variation is forecast as it is, with intervals of no width.
///
/// # Errors
/// [`NumericsError::NotFinite`], [`NumericsError::TooFewPoints`], [`NumericsError::OutOfRange`] for a horizon of none or above
/// 1,000, [`NumericsError::NoConvergence`] where a form cannot be fitted.
pub fn forecast(series: &[f64], horizon: usize, choice: MethodChoice) -> Result<Forecast, NumericsError> {
    forecast_known(series, horizon, choice, series.len())
}

/// The same where only so many of the values are known and the others stand in gaps: methods are chosen, and intervals reach, by
/// what is known.
fn forecast_known(
    series: &[f64],
    horizon: usize,
    choice: MethodChoice,
    known: usize,
) -> Result<Forecast, NumericsError> {
    const LONGEST: usize = 1_000;
    if horizon == 0 || horizon > LONGEST {
        let (lowest, highest) = (1.0, LONGEST as f64);
        return Err(NumericsError::OutOfRange { name: "horizon", lowest, highest, found: horizon as f64 });
    }
    if let Some(value) = series.iter().find(|value| !value.is_finite()) {
        return Err(NumericsError::NotFinite { value: *value });
    }
    let method = choice.method();
    let needed = method.points_needed();
    if series.len() < needed {
        return Err(NumericsError::TooFewPoints { needed, found: series.len(), left_out: 0 });
    }
    let (scaled, scale) = near_one(series);
    let (mut path, reach) = if method == Method::Combination {
        combined(&scaled, horizon, known)?
    } else {
        (path(&scaled, horizon, method)?, reach::of_normal())
    };
    for value in &mut path.point {
        *value *= scale;
    }
    let deviation: Vec<f64> = path.variance.iter().map(|variance| variance.max(0.0).sqrt() * scale).collect();
    let end = |factor: f64| -> Vec<f64> {
        path.point.iter().zip(&deviation).map(|(point, deviation)| point + factor * deviation).collect()
    };
    let reason = match choice {
        MethodChoice::Automatic => Method::reason(known),
        MethodChoice::Named(_) => Localized::new("指定的方法", "the method that was asked for"),
    };
    let found = Forecast {
        method,
        lower80: end(-reach[0]),
        upper80: end(reach[0]),
        lower95: end(-reach[1]),
        upper95: end(reach[1]),
        standard_deviation: deviation,
        residuals: path.residuals.iter().map(|residual| residual.map(|residual| residual * scale)).collect(),
        point: path.point,
        points_used: known,
        reason,
    };
    // Values near the end of the range of numbers may leave it ahead.
    let mut ends = found.point.iter().chain(&found.lower95).chain(&found.upper95);
    match ends.find(|value| !value.is_finite()) {
        Some(value) => Err(NumericsError::NotFinite { value: *value }),
        None => Ok(found),
    }
}

/// Forecasts of many histories at once, each with its own horizon, on all processors, in their order.
#[must_use]
pub fn forecast_histories(
    histories: &[(&History, usize)],
    choice: MethodChoice,
) -> Vec<Result<Forecast, NumericsError>> {
    parallel::in_order(histories, |(history, horizon)| forecast_history(history, *horizon, choice))
}

fn combined(series: &[f64], horizon: usize, known: usize) -> Result<(Path, [f64; 2]), NumericsError> {
    let members = Method::members(known);
    // A member that cannot be fitted to this series stays away; drift and naive always can.
    let paths: Vec<Path> = members.iter().filter_map(|member| path(series, horizon, *member).ok()).collect();
    if paths.is_empty() {
        return Err(NumericsError::NoConvergence { starts: members.len() });
    }
    let count = paths.len() as f64;
    let (mut point, mut variance) = (Vec::with_capacity(horizon), Vec::with_capacity(horizon));
    for step in 0..horizon {
        let mut points: Vec<f64> = paths.iter().filter_map(|path| path.point.get(step).copied()).collect();
        // There is a path, so that there is a point.
        let Some(middle) = median_in_place(&mut points) else { continue };
        let within = paths.iter().filter_map(|path| path.variance.get(step)).sum::<f64>() / count;
        let between = points.iter().map(|point| (point - middle).powi(2)).sum::<f64>() / count;
        point.push(middle);
        variance.push(UNSAID * (within + between));
    }
    let residuals = (0..series.len())
        .map(|place| {
            let mut found: Vec<f64> =
                paths.iter().filter_map(|path| path.residuals.get(place).copied().flatten()).collect();
            median_in_place(&mut found)
        })
        .collect();
    Ok((Path { point, variance, residuals }, reach::of_student(known.saturating_sub(2))))
}

fn path(series: &[f64], horizon: usize, method: Method) -> Result<Path, NumericsError> {
    let refused = NumericsError::NoConvergence { starts: 1 };
    let additive = |trend| Smoothing::fitted(series, SmoothingError::Additive, trend);
    match method {
        Method::Naive => Ok(random_walk(series, horizon, false)),
        Method::Drift => Ok(random_walk(series, horizon, true)),
        Method::SimpleExponentialSmoothing => {
            additive(SmoothingTrend::None).map(|model| smoothed(series, &model, horizon)).ok_or(refused)
        }
        Method::Holt => {
            additive(SmoothingTrend::Additive).map(|model| smoothed(series, &model, horizon)).ok_or(refused)
        }
        Method::Damped => {
            additive(SmoothingTrend::Damped).map(|model| smoothed(series, &model, horizon)).ok_or(refused)
        }
        Method::ExponentialSmoothing => {
            selected(series).map(|model| smoothed(series, &model, horizon)).ok_or(refused)
        }
        Method::Theta => {
            let model = additive(SmoothingTrend::None).ok_or(refused)?;
            Ok(smoothing_with_drift(series, &model, horizon))
        }
        Method::DynamicTheta => {
            Ok(theta_path(series, horizon, ThetaForm { dynamic: true, optimised: false }))
        }
        Method::OptimisedTheta => {
            Ok(theta_path(series, horizon, ThetaForm { dynamic: false, optimised: true }))
        }
        Method::DynamicOptimisedTheta => {
            Ok(theta_path(series, horizon, ThetaForm { dynamic: true, optimised: true }))
        }
        Method::Arima => arima_path(series, horizon, arima::ArimaOrder::MOST_TERMS),
        Method::FirstOrderArima => arima_path(series, horizon, 1),
        Method::Combination => combined(series, horizon, series.len()).map(|(path, _)| path),
    }
}

/// The last value, with or without the mean change; variances as R's `rwf`: σ² (h + h² ÷ (n − 1)), the second part with
/// drift only.
fn random_walk(series: &[f64], horizon: usize, drifts: bool) -> Path {
    let changes = series.len().saturating_sub(1) as f64;
    let (first, last) = (series.first().copied().unwrap_or(0.0), series.last().copied().unwrap_or(0.0));
    let drift = if drifts && changes > 0.0 { (last - first) / changes } else { 0.0 };
    let mut residuals = vec![None];
    residuals.extend(series.windows(2).map(|pair| Some(pair[1] - pair[0] - drift)));
    let squares: f64 = residuals.iter().flatten().map(|residual| residual * residual).sum();
    let variance = squares / (changes - if drifts { 1.0 } else { 0.0 }).max(1.0);
    let steps = (1..=horizon).map(|step| step as f64);
    Path {
        point: steps.clone().map(|step| last + step * drift).collect(),
        variance: steps
            .map(|step| variance * (step + if drifts { step * step / changes.max(1.0) } else { 0.0 }))
            .collect(),
        residuals,
    }
}

fn smoothed(series: &[f64], model: &Smoothing, horizon: usize) -> Path {
    Path {
        point: model.forecasts(horizon),
        variance: model.variances(horizon),
        residuals: series.iter().zip(&model.fitted).map(|(value, fitted)| Some(value - fitted)).collect(),
    }
}

/// The Theta method as simple exponential smoothing with half the slope of the line as drift (Hyndman and Billah 2003), as
/// R's `thetaf`.
fn smoothing_with_drift(series: &[f64], model: &Smoothing, horizon: usize) -> Path {
    let count = series.len() as f64;
    let (middle, mean) = ((count - 1.0) / 2.0, series.iter().sum::<f64>() / count);
    let (cross, spread) = series.iter().enumerate().fold((0.0, 0.0), |(cross, spread), (place, value)| {
        let time = place as f64 - middle;
        (cross + time * (value - mean), spread + time * time)
    });
    let drift = cross / spread / 2.0;
    let alpha = model.parameters.alpha;
    let settled = (1.0 - (1.0 - alpha).powf(count)) / alpha;
    let mut path = smoothed(series, model, horizon);
    for (step, point) in path.point.iter_mut().enumerate() {
        *point += drift * (step as f64 + settled);
    }
    path
}

/// The model that [`arima::select_arima`] prefers, with the variance over the points less the fitted numbers, as R's
/// `forecast::Arima`.
fn arima_path(series: &[f64], horizon: usize, most_terms: usize) -> Result<Path, NumericsError> {
    let model = arima::select_arima(series, most_terms)?;
    let times = model.variance_multipliers(horizon);
    Ok(Path {
        point: model.forecasts(horizon),
        variance: times.into_iter().map(|times| times * model.unbiased_variance).collect(),
        residuals: model.residuals,
    })
}

fn theta_path(series: &[f64], horizon: usize, form: ThetaForm) -> Path {
    const UNDER_FIRST_LEVEL: usize = 2;
    let model = theta::fit(series, form);
    let errors = model.errors(series);
    let counted = errors.iter().skip(UNDER_FIRST_LEVEL);
    let squares: f64 = counted.clone().map(|error| error * error).sum();
    let spare = counted.len().saturating_sub(if form.optimised { 2 } else { 1 }).max(1);
    let variance = squares / spare as f64;
    let residuals = errors
        .iter()
        .enumerate()
        .map(|(place, error)| (place >= UNDER_FIRST_LEVEL).then_some(*error))
        .collect();
    // With a level that follows at alpha each step adds alpha² of the variance (as simple smoothing).
    let alpha = model.alpha();
    Path {
        point: model.forecasts(series, horizon),
        variance: (0..horizon).map(|step| variance * (1.0 + step as f64 * alpha * alpha)).collect(),
        residuals,
    }
}
