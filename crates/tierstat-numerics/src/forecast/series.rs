//! The forecast of one series, with its intervals.

use super::method::{Method, MethodChoice};
use super::near_one::near_one;
use super::path::{combined, path};
use super::reach;
use crate::error::NumericsError;
use crate::requirement::{enough, finite, within};
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
    pub(super) fn widen(&mut self, factor: f64) {
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
pub(super) fn forecast_known(
    series: &[f64],
    horizon: usize,
    choice: MethodChoice,
    known: usize,
) -> Result<Forecast, NumericsError> {
    const LONGEST: usize = 1_000;
    within("horizon", horizon as f64, [1.0, LONGEST as f64])?;
    finite(series)?;
    let method = choice.method();
    let needed = method.points_needed();
    enough(needed, series.len())?;
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
    let ends = found.point.iter().chain(&found.lower95).chain(&found.upper95);
    finite(ends).map(|()| found)
}
