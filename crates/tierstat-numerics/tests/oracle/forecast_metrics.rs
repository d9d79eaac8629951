//! How good a forecast was: errors of points and of intervals.

use tierstat_numerics::NumericsError;
use tierstat_numerics::distribution::{normal_cdf, normal_density};

fn paired<'a>(
    actual: &'a [f64],
    forecast: &'a [f64],
) -> Result<impl Iterator<Item = (f64, f64)> + Clone + 'a, NumericsError> {
    if actual.len() != forecast.len() {
        return Err(NumericsError::LengthMismatch { needed: actual.len(), found: forecast.len() });
    }
    if actual.is_empty() {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    }
    match actual.iter().chain(forecast).find(|value| !value.is_finite()) {
        Some(value) => Err(NumericsError::NotFinite { value: *value }),
        None => Ok(actual.iter().copied().zip(forecast.iter().copied())),
    }
}

/// The symmetric mean absolute percentage error, 0 to 200: the mean of `200 |y − f| ÷ (|y| + |f|)` (M3, M4).
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::TooFewPoints`], [`NumericsError::NotFinite`].
pub(crate) fn symmetric_percentage_error(actual: &[f64], forecast: &[f64]) -> Result<f64, NumericsError> {
    let pairs = paired(actual, forecast)?;
    // Zero forecast as zero is no error.
    let errors =
        pairs.map(
            |(y, f)| if y.abs() + f.abs() > 0.0 { 200.0 * (y - f).abs() / (y.abs() + f.abs()) } else { 0.0 },
        );
    Ok(errors.sum::<f64>() / actual.len() as f64)
}

/// The mean absolute percentage error: the mean of `100 |y − f| ÷ |y|`.
///
/// # Errors
/// Also [`NumericsError::ValueNotPositive`] where an actual value is zero.
pub(crate) fn percentage_error(actual: &[f64], forecast: &[f64]) -> Result<f64, NumericsError> {
    let pairs = paired(actual, forecast)?;
    if let Some(value) = actual.iter().find(|value| value.abs() <= 0.0) {
        return Err(NumericsError::ValueNotPositive { value: *value });
    }
    Ok(pairs.map(|(y, f)| 100.0 * ((y - f) / y).abs()).sum::<f64>() / actual.len() as f64)
}

/// The mean size of the changes of a series from value to value, by which scaled errors are scaled.
fn mean_change(train: &[f64], power: i32) -> Result<f64, NumericsError> {
    let changes = train.len().saturating_sub(1);
    let mean = train.windows(2).map(|pair| (pair[1] - pair[0]).abs().powi(power)).sum::<f64>()
        / changes.max(1) as f64;
    if changes == 0 {
        return Err(NumericsError::TooFewPoints { needed: 2, found: train.len(), left_out: 0 });
    }
    if mean > 0.0 { Ok(mean) } else { Err(NumericsError::AllEqual { found: train.len() }) }
}

/// The mean absolute scaled error: the mean of `|y − f|` over the mean change within `train` (Hyndman and Koehler 2006).
///
/// # Errors
/// Also [`NumericsError::AllEqual`] where nothing changes within `train`.
pub(crate) fn scaled_error(train: &[f64], actual: &[f64], forecast: &[f64]) -> Result<f64, NumericsError> {
    let scale = mean_change(train, 1)?;
    Ok(paired(actual, forecast)?.map(|(y, f)| (y - f).abs()).sum::<f64>() / actual.len() as f64 / scale)
}

/// The root mean squared scaled error (M5).
///
/// # Errors
/// As [`scaled_error`].
pub(crate) fn root_squared_scaled_error(
    train: &[f64],
    actual: &[f64],
    forecast: &[f64],
) -> Result<f64, NumericsError> {
    let scale = mean_change(train, 2)?;
    Ok((paired(actual, forecast)?.map(|(y, f)| (y - f).powi(2)).sum::<f64>() / actual.len() as f64 / scale)
        .sqrt())
}

/// The interval score of each value (Winkler 1972; Gneiting and Raftery 2007): the width, and `2 ÷ alpha` times what lies
/// outside; `alpha` is the share that the interval leaves out, 0.05 for 95 %.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::OutOfRange`] for alpha.
pub(crate) fn interval_scores(
    actual: &[f64],
    lower: &[f64],
    upper: &[f64],
    alpha: f64,
) -> Result<Vec<f64>, NumericsError> {
    if !(alpha > 0.0 && alpha < 1.0) {
        return Err(NumericsError::OutOfRange { name: "alpha", lowest: 0.0, highest: 1.0, found: alpha });
    }
    let lower = paired(actual, lower)?.map(|(_, lower)| lower);
    let upper = paired(actual, upper)?.map(|(_, upper)| upper);
    let score = |((y, lower), upper): ((&f64, f64), f64)| {
        upper - lower + 2.0 / alpha * ((lower - y).max(0.0) + (y - upper).max(0.0))
    };
    Ok(actual.iter().zip(lower).zip(upper).map(score).collect())
}

/// The mean scaled interval score (M4).
///
/// # Errors
/// As [`interval_scores`] and [`scaled_error`].
pub(crate) fn scaled_interval_score(
    train: &[f64],
    actual: &[f64],
    lower: &[f64],
    upper: &[f64],
    alpha: f64,
) -> Result<f64, NumericsError> {
    let scores = interval_scores(actual, lower, upper, alpha)?;
    Ok(scores.iter().sum::<f64>() / scores.len() as f64 / mean_change(train, 1)?)
}

/// The continuous ranked probability score of a normal forecast, in the unit of the values (Gneiting and others 2005).
///
/// # Errors
/// [`NumericsError::NotFinite`], [`NumericsError::NegativeValue`] for a deviation below zero.
pub(crate) fn normal_ranked_score(
    actual: f64,
    mean: f64,
    standard_deviation: f64,
) -> Result<f64, NumericsError> {
    if let Some(value) = [actual, mean, standard_deviation].into_iter().find(|value| !value.is_finite()) {
        return Err(NumericsError::NotFinite { value });
    }
    if standard_deviation < 0.0 {
        return Err(NumericsError::NegativeValue { value: standard_deviation });
    }
    if standard_deviation <= 0.0 {
        return Ok((actual - mean).abs());
    }
    let z = (actual - mean) / standard_deviation;
    let inverse_root_of_pi = std::f64::consts::FRAC_2_SQRT_PI / 2.0;
    Ok(standard_deviation * (z * (2.0 * normal_cdf(z) - 1.0) + 2.0 * normal_density(z) - inverse_root_of_pi))
}

/// The continuous ranked probability score of an ensemble; `fair` corrects for its size (Ferro 2014).
///
/// # Errors
/// [`NumericsError::TooFewPoints`] for no member, or one where the score is to be fair; [`NumericsError::NotFinite`].
pub(crate) fn ensemble_ranked_score(actual: f64, ensemble: &[f64], fair: bool) -> Result<f64, NumericsError> {
    let needed = if fair { 2 } else { 1 };
    if ensemble.len() < needed {
        return Err(NumericsError::TooFewPoints { needed, found: ensemble.len(), left_out: 0 });
    }
    if let Some(value) = ensemble.iter().chain([&actual]).find(|value| !value.is_finite()) {
        return Err(NumericsError::NotFinite { value: *value });
    }
    let count = ensemble.len() as f64;
    let distance = ensemble.iter().map(|member| (member - actual).abs()).sum::<f64>() / count;
    let spread: f64 = ensemble.iter().map(|a| ensemble.iter().map(|b| (a - b).abs()).sum::<f64>()).sum();
    let pairs = if fair { count * (count - 1.0) } else { count * count };
    Ok(distance - spread / pairs / 2.0)
}
