//! Exponential smoothing in innovations form: no trend, a trend, a damped trend; additive or multiplicative errors.
//!
//! Hyndman, Koehler, Ord and Snyder, *Forecasting with Exponential Smoothing* (2008), table 2.2 and 2.3. With additive
//! errors every one-step error is linear in the first level and slope, so that these are solved for exactly.

use crate::optimise::{Walk, least_between, least_inside, least_of};

/// The trend of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmoothingTrend {
    /// None.
    None,
    /// A line.
    Additive,
    /// A line that flattens.
    Damped,
}

/// How errors enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmoothingError {
    /// In the unit of the series.
    Additive,
    /// In proportion to the level; for values above zero.
    Multiplicative,
}

/// The numbers of a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmoothingParameters {
    /// The weight of an error in the level, 0 to 1.
    pub alpha: f64,
    /// The weight of an error in the slope, up to `alpha`.
    pub beta: f64,
    /// What is kept of the slope from step to step; 1 where it is not damped.
    pub phi: f64,
    /// The level before the first value.
    pub level: f64,
    /// The slope before the first value.
    pub slope: f64,
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Smoothing {
    /// How errors enter.
    pub error: SmoothingError,
    /// The trend.
    pub trend: SmoothingTrend,
    /// The numbers.
    pub parameters: SmoothingParameters,
    /// The one-step forecasts.
    pub fitted: Vec<f64>,
    /// The level after the last value.
    pub last_level: f64,
    /// The slope after the last value.
    pub last_slope: f64,
    /// The sum of squared errors, relative ones for multiplicative errors.
    pub squared_errors: f64,
    /// `−½ (n ln Σe² + 2 Σ ln |ŷ|)`, the second part for multiplicative errors only, as R's `forecast::ets` has it.
    pub log_likelihood: f64,
}

/// The least and the greatest weight of an error.
const WEIGHT: (f64, f64) = (1e-4, 0.9999);
/// The range of the weight of the slope, as a share of what lies between the least weight and that of the level.
const SHARE: (f64, f64) = (0.0, 1.0);
/// The range of damping: below, the slope is gone at once; above, it is not damped.
const DAMPING: (f64, f64) = (0.8, 0.98);

impl Smoothing {
    /// Runs a model over a series with given numbers.
    ///
    /// `None` where multiplicative errors meet a forecast of zero or less.
    #[must_use]
    pub fn with(
        series: &[f64],
        error: SmoothingError,
        trend: SmoothingTrend,
        parameters: SmoothingParameters,
    ) -> Option<Self> {
        let mut fitted = Vec::with_capacity(series.len());
        let run = run(series, error, trend, &parameters, |forecast| fitted.push(forecast))?;
        // A perfect fit has no likelihood; what rounding leaves of the errors stands for them.
        let noise = match error {
            SmoothingError::Additive => series.iter().map(|value| value * value).sum::<f64>() * 1e-30,
            SmoothingError::Multiplicative => series.len() as f64 * 1e-30,
        };
        let squared = run.squared_errors.max(noise).max(f64::MIN_POSITIVE);
        let log_likelihood = -0.5 * (series.len() as f64 * squared.ln() + run.penalty);
        Some(Self {
            error,
            trend,
            parameters,
            fitted,
            last_level: run.level,
            last_slope: run.slope,
            squared_errors: run.squared_errors,
            log_likelihood,
        })
    }

    /// The model of this form with the greatest likelihood; `None` where there is none.
    ///
    /// Needs four values or more for a trend, three without one. The weights keep `0.0001 ≤ beta ≤ alpha ≤ 0.9999` and damping
    /// lies between 0.8 and 0.98, as in R's `forecast::ets`; all of these are admissible, so that its `bounds = "both"` asks for
    /// nothing more.
    #[must_use]
    pub fn fitted(series: &[f64], error: SmoothingError, trend: SmoothingTrend) -> Option<Self> {
        let parameters = match error {
            SmoothingError::Additive => additive_parameters(series, trend),
            SmoothingError::Multiplicative => multiplicative_parameters(series, trend)?,
        };
        Self::with(series, error, trend, parameters)
    }

    /// How many numbers were fitted, without the variance.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        match self.trend {
            SmoothingTrend::None => 2,
            SmoothingTrend::Additive => 4,
            SmoothingTrend::Damped => 5,
        }
    }

    /// Akaike's criterion; the variance counts as a fitted number, as in R.
    #[must_use]
    pub fn criterion(&self) -> f64 {
        -2.0 * self.log_likelihood + 2.0 * (self.parameter_count() as f64 + 1.0)
    }

    /// Akaike's criterion with the correction for few points; infinite where there are too few for it.
    #[must_use]
    pub fn corrected_criterion(&self) -> f64 {
        let (count, fitted) = (self.fitted.len() as f64, self.parameter_count() as f64 + 1.0);
        let spare = count - fitted - 1.0;
        if spare <= 0.0 {
            return f64::INFINITY;
        }
        self.criterion() + 2.0 * fitted * (fitted + 1.0) / spare
    }

    /// The variance of the errors: their squares over the points less the fitted numbers.
    #[must_use]
    pub fn error_variance(&self) -> f64 {
        let spare = self.fitted.len().saturating_sub(self.parameter_count()).max(1);
        self.squared_errors / spare as f64
    }

    /// The point forecasts.
    #[must_use]
    pub fn forecasts(&self, horizon: usize) -> Vec<f64> {
        let (mut reach, mut damping) = (0.0, 1.0);
        (0..horizon)
            .map(|_| {
                damping *= self.parameters.phi;
                reach += if self.trend == SmoothingTrend::None { 0.0 } else { damping };
                self.last_level + reach * self.last_slope
            })
            .collect()
    }

    /// How many times the variance of one step the variance of each step is, for additive errors:
    /// `1 + Σ (alpha + beta (phi + … + phi^j))²`, j below the step.
    #[must_use]
    pub fn variance_multipliers(&self, horizon: usize) -> Vec<f64> {
        let SmoothingParameters { alpha, beta, phi, .. } = self.parameters;
        let (mut multiplier, mut reach, mut damping) = (1.0, 0.0, 1.0);
        (0..horizon)
            .map(|_| {
                let found = multiplier;
                damping *= phi;
                reach += if self.trend == SmoothingTrend::None { 0.0 } else { damping };
                multiplier += (alpha + beta * reach).powi(2);
                found
            })
            .collect()
    }

    /// The variance of each forecast (for multiplicative errors: Hyndman and others 2008, section 6.3, class 2).
    #[must_use]
    pub fn variances(&self, horizon: usize) -> Vec<f64> {
        let variance = self.error_variance();
        match self.error {
            SmoothingError::Additive => self
                .variance_multipliers(horizon)
                .into_iter()
                .map(|multiplier| multiplier * variance)
                .collect(),
            SmoothingError::Multiplicative => {
                let SmoothingParameters { alpha, beta, phi, .. } = self.parameters;
                let points = self.forecasts(horizon);
                let mut weights = Vec::with_capacity(horizon);
                let (mut reach, mut damping) = (0.0, 1.0);
                for _ in 0..horizon {
                    damping *= phi;
                    reach += if self.trend == SmoothingTrend::None { 0.0 } else { damping };
                    weights.push((alpha + beta * reach).powi(2));
                }
                let mut squares: Vec<f64> = Vec::with_capacity(horizon);
                for (step, point) in points.iter().enumerate() {
                    let before = squares.iter().rev().zip(&weights).take(step);
                    let carried: f64 = before.map(|(square, weight)| variance * weight * square).sum();
                    squares.push(point * point + carried);
                }
                squares
                    .iter()
                    .zip(&points)
                    .map(|(square, point)| ((1.0 + variance) * square - point * point).max(0.0))
                    .collect()
            }
        }
    }
}

struct Run {
    squared_errors: f64,
    penalty: f64,
    level: f64,
    slope: f64,
}

fn run(
    series: &[f64],
    error: SmoothingError,
    trend: SmoothingTrend,
    parameters: &SmoothingParameters,
    mut visit: impl FnMut(f64),
) -> Option<Run> {
    let SmoothingParameters { alpha, beta, phi, mut level, mut slope } = *parameters;
    let trends = trend != SmoothingTrend::None;
    let (mut squared_errors, mut product, mut penalty) = (0.0, 1.0_f64, 0.0);
    for value in series {
        let carried = if trends { phi * slope } else { 0.0 };
        let forecast = level + carried;
        visit(forecast);
        let step = value - forecast;
        match error {
            SmoothingError::Additive => squared_errors += step * step,
            SmoothingError::Multiplicative => {
                if forecast <= 0.0 {
                    return None;
                }
                squared_errors += (step / forecast).powi(2);
                // One logarithm for many factors; it is taken before the product leaves the range of numbers.
                product *= forecast;
                if !(1e-250..1e250).contains(&product) {
                    penalty += 2.0 * product.ln();
                    product = 1.0;
                }
            }
        }
        level = forecast + alpha * step;
        if trends {
            slope = carried + beta * step;
        }
    }
    penalty += 2.0 * product.ln();
    (squared_errors.is_finite() && penalty.is_finite()).then_some(Run {
        squared_errors,
        penalty,
        level,
        slope,
    })
}

/// The least sum of squared errors for given weights, with the first level and slope that reach it.
fn solved(series: &[f64], trend: SmoothingTrend, alpha: f64, beta: f64, phi: f64) -> (f64, f64, f64) {
    let trends = trend != SmoothingTrend::None;
    // Three runs side by side: of the values from zero, of a first level of one, of a first slope of one.
    let [mut level, mut slope] = [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    // Numbers near zero keep their digits in the products.
    let shift = series.first().copied().unwrap_or(0.0);
    let [mut ee, mut ea, mut eb, mut aa, mut ab, mut bb] = [0.0_f64; 6];
    for value in series {
        let mut errors = [value - shift, 0.0, 0.0];
        for run in 0..3 {
            let carried = if trends { phi * slope[run] } else { 0.0 };
            let forecast = level[run] + carried;
            errors[run] -= forecast;
            level[run] = forecast + alpha * errors[run];
            slope[run] = carried + beta * errors[run];
        }
        let [e, a, b] = errors;
        ee += e * e;
        ea += e * a;
        aa += a * a;
        if trends {
            eb += e * b;
            ab += a * b;
            bb += b * b;
        }
    }
    let determinant = aa * bb - ab * ab;
    if trends && determinant > 1e-14 * aa * bb {
        let first_level = (ab * eb - bb * ea) / determinant;
        let first_slope = (ab * ea - aa * eb) / determinant;
        (ee + first_level * ea + first_slope * eb, first_level + shift, first_slope)
    } else {
        let first_level = if aa > 0.0 { -ea / aa } else { 0.0 };
        (ee + first_level * ea, first_level + shift, 0.0)
    }
}

/// The weight of the slope, from the least weight to that of the level.
fn slope_weight(share: f64, alpha: f64) -> f64 {
    WEIGHT.0 + share * (alpha - WEIGHT.0)
}

fn additive_parameters(series: &[f64], trend: SmoothingTrend) -> SmoothingParameters {
    let squares = |alpha: f64, beta: f64, phi: f64| solved(series, trend, alpha, beta, phi).0;
    let inside = |value: f64, (low, high): (f64, f64)| value.clamp(low, high);
    let (alpha, beta, phi) = match trend {
        SmoothingTrend::None => {
            (least_between(WEIGHT.0, WEIGHT.1, 16, |alpha| squares(alpha, 0.0, 1.0)), 0.0, 1.0)
        }
        SmoothingTrend::Additive | SmoothingTrend::Damped => {
            let damped = trend == SmoothingTrend::Damped;
            // The weight of the slope as a share of that of the level, so that it stays below.
            let read = |at: &[f64; 3]| {
                let alpha = inside(at[0], WEIGHT);
                let phi = if damped { inside(at[2], DAMPING) } else { 1.0 };
                (alpha, slope_weight(inside(at[1], SHARE), alpha), phi)
            };
            let outside = |at: &[f64; 3]| {
                let out = |value: f64, (low, high): (f64, f64)| (low - value).max(value - high).max(0.0);
                1.0 + out(at[0], WEIGHT) + out(at[1], SHARE) + if damped { out(at[2], DAMPING) } else { 0.0 }
            };
            let value = |at: &[f64; 3]| {
                let (alpha, beta, phi) = read(at);
                squares(alpha, beta, phi) * outside(at)
            };
            let mut best = ([0.5, 0.1, 0.9], f64::INFINITY);
            for alpha in [0.1, 0.5, 0.95] {
                for share in [0.02, 0.4, 0.95] {
                    for phi in [0.9, 0.98].into_iter().skip(usize::from(!damped)) {
                        let found = value(&[alpha, share, phi]);
                        if found < best.1 {
                            best = ([alpha, share, phi], found);
                        }
                    }
                }
            }
            let last_step = if damped { -0.04 } else { 0.0 };
            let (found, _) = least_of(best.0, [-0.08, 0.1, last_step], 1e-9, 240, value);
            read(&found)
        }
    };
    let (_, level, slope) = solved(series, trend, alpha, beta, phi);
    SmoothingParameters { alpha, beta, phi, level, slope }
}

fn multiplicative_parameters(series: &[f64], trend: SmoothingTrend) -> Option<SmoothingParameters> {
    if series.iter().any(|value| *value <= 0.0) {
        return None;
    }
    let start = additive_parameters(series, trend);
    let scale = series.iter().sum::<f64>() / series.len() as f64;
    let first = *series.first()?;
    let (damped, trends) = (trend == SmoothingTrend::Damped, trend != SmoothingTrend::None);
    // Level and slope in units of the mean; the weight of the slope as a share of that of the level.
    let read = |at: &[f64]| {
        let &[alpha, share, phi, level, slope] = at else { return start };
        SmoothingParameters {
            alpha,
            beta: if trends { slope_weight(share, alpha) } else { 0.0 },
            phi: if damped { phi } else { 1.0 },
            level: level * scale,
            slope: if trends { slope * scale } else { 0.0 },
        }
    };
    let count = series.len() as f64;
    let value = |at: &[f64]| {
        let found = run(series, SmoothingError::Multiplicative, trend, &read(at), |_| {});
        found
            .map_or(f64::INFINITY, |run| count * run.squared_errors.max(f64::MIN_POSITIVE).ln() + run.penalty)
    };
    let slopes = |at: &[f64]| {
        let parameters = read(at);
        let Some(found) = relative_slopes(series, trends, &parameters) else {
            return vec![f64::NAN; at.len()];
        };
        let share = at.get(1).copied().unwrap_or_default();
        let squares = found.squared_errors.max(f64::MIN_POSITIVE);
        let slope = |place: usize| count * found.squared_errors_by[place] / squares + found.penalty_by[place];
        vec![
            slope(0) + share * slope(1),
            (parameters.alpha - WEIGHT.0) * slope(1),
            slope(2),
            slope(3) * scale,
            slope(4) * scale,
        ]
    };
    let level = if start.level + start.phi * start.slope > 0.0 { start.level } else { first };
    let share = (start.beta - WEIGHT.0) / (start.alpha - WEIGHT.0).max(WEIGHT.0);
    let held = (0.0, 0.0);
    let bounds = [
        WEIGHT,
        if trends { SHARE } else { held },
        if damped { DAMPING } else { held },
        (f64::MIN, f64::MAX),
        if trends { (f64::MIN, f64::MAX) } else { held },
    ];
    let steps =
        [0.1, 0.1, 0.04, 0.1 * (level / scale).abs() + 1e-3, 0.1 * (start.slope / scale).abs() + 1e-3];
    // Inside of the bounds, so that no number is held at one before its slope is known.
    let at = [
        start.alpha.min(0.9),
        share.clamp(0.05, 0.9),
        start.phi.min(0.95),
        level / scale,
        start.slope / scale,
    ];
    let walk = Walk {
        bounds: &bounds,
        steps: &steps,
        longest: f64::INFINITY,
        flat: 0.0,
        tolerance: 1e-11,
        limit: 200,
    };
    let (best, least) = least_inside(&at, walk, value, slopes);
    least.is_finite().then(|| read(&best))
}

/// The slopes of what a run with multiplicative errors adds up, by alpha, beta, phi, first level and first slope.
struct RelativeSlopes {
    squared_errors: f64,
    squared_errors_by: [f64; 5],
    penalty_by: [f64; 5],
}

/// The derivatives of the sums of a run with multiplicative errors; `None` where a forecast is zero or less.
fn relative_slopes(series: &[f64], trends: bool, parameters: &SmoothingParameters) -> Option<RelativeSlopes> {
    let SmoothingParameters { alpha, beta, phi, mut level, mut slope } = *parameters;
    let (mut level_by, mut slope_by) = ([0.0, 0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0]);
    let [mut squared_errors_by, mut penalty_by] = [[0.0_f64; 5]; 2];
    let mut squared_errors = 0.0_f64;
    let kept = if trends { phi } else { 0.0 };
    for value in series {
        let carried = kept * slope;
        let forecast = level + carried;
        if forecast <= 0.0 {
            return None;
        }
        let inverse = forecast.recip();
        let (step, relative) = (value - forecast, value * inverse - 1.0);
        squared_errors += relative * relative;
        let by_forecast = -2.0 * relative * value * inverse * inverse;
        for place in 0..5 {
            let carried_by = kept * slope_by[place] + if place == 2 { slope } else { 0.0 };
            let forecast_by = level_by[place] + carried_by;
            squared_errors_by[place] += by_forecast * forecast_by;
            penalty_by[place] += 2.0 * inverse * forecast_by;
            level_by[place] = forecast_by * (1.0 - alpha) + if place == 0 { step } else { 0.0 };
            slope_by[place] = carried_by - beta * forecast_by + if place == 1 { step } else { 0.0 };
        }
        level = forecast + alpha * step;
        slope = carried + beta * step;
    }
    squared_errors.is_finite().then_some(RelativeSlopes { squared_errors, squared_errors_by, penalty_by })
}

/// The model that Akaike's corrected criterion prefers, of all that can be fitted: errors additive or multiplicative (the
/// latter for values above zero), trend none, additive or damped; `None` where not even the simplest has enough points.
#[must_use]
pub fn selected(series: &[f64]) -> Option<Smoothing> {
    let trends = [SmoothingTrend::None, SmoothingTrend::Additive, SmoothingTrend::Damped];
    let errors = [SmoothingError::Additive, SmoothingError::Multiplicative];
    let mut best: Option<Smoothing> = None;
    for error in errors {
        for trend in trends {
            let Some(found) = Smoothing::fitted(series, error, trend) else { continue };
            let better =
                best.as_ref().is_none_or(|best| found.corrected_criterion() < best.corrected_criterion());
            if found.corrected_criterion().is_finite() && better {
                best = Some(found);
            }
        }
    }
    best
}
