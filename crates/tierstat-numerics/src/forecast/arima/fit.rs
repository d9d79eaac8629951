//! Fitting a model of a given order by exact maximum likelihood.

use super::likelihood::{Target, coefficients, differenced};
use super::order::ArimaOrder;
use super::polynomial::{from_partial, inverted};
use super::state_space::{LastState, StateSpace};
use crate::error::NumericsError;
use crate::forecast::near_one::near_one;
use crate::linear_algebra::Cholesky;
use crate::optimise::{Walk, curvature, least_inside, polished, slopes};
use crate::requirement::{enough, finite};

/// A fitted autoregressive integrated moving average.
#[derive(Debug, Clone)]
pub struct ArimaFit {
    /// The order.
    pub order: ArimaOrder,
    /// The weights of the last values, the nearest first.
    pub autoregressive: Vec<f64>,
    /// The weights of the last errors, the nearest first; signs as in R (`+ θ e`).
    pub moving_average: Vec<f64>,
    /// The mean, or the drift of one step; `None` without one.
    pub constant: Option<f64>,
    /// The variance of the errors by maximum likelihood, as R's `arima` gives it.
    pub variance: f64,
    /// The same over the points less the fitted numbers, as R's `forecast::Arima` gives it.
    pub unbiased_variance: f64,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Akaike's criterion; the variance counts as a fitted number.
    pub criterion: f64,
    /// The same with the correction for few points; `None` where there are too few for it.
    pub corrected_criterion: Option<f64>,
    /// The one-step errors, value minus forecast; `None` at the first values of a differenced series.
    pub residuals: Vec<Option<f64>>,
    /// How many points it stands on.
    pub points_used: usize,
    model: StateSpace,
    last: LastState,
}

/// A place of great likelihood, found on the differences of a series.
#[derive(Debug, Clone)]
pub(super) struct Summit {
    /// The coordinates.
    pub(super) at: Vec<f64>,
    /// What is made least.
    pub(super) deviance: f64,
}

/// Where the walks start: at nothing, as R's does; at the sample's partial autocorrelations; and on both sides of where the
/// two polynomials would cancel each other.
fn starts(changes: &[f64], order: ArimaOrder) -> Vec<Vec<f64>> {
    let (terms, errors) = (order.autoregressive, order.moving_average);
    let blank = vec![0.0; terms + errors];
    let mut found = vec![blank.clone()];
    if terms > 0 {
        let mean =
            if order.constant { changes.iter().sum::<f64>() / changes.len().max(1) as f64 } else { 0.0 };
        let centred: Vec<f64> = changes.iter().map(|value| value - mean).collect();
        let covariance =
            |lag: usize| centred.iter().zip(centred.iter().skip(lag)).map(|(a, b)| a * b).sum::<f64>();
        let correlations: Vec<f64> =
            (1..=terms).map(|lag| covariance(lag) / covariance(0).max(f64::MIN_POSITIVE)).collect();
        let mut partial: Vec<f64> = Vec::with_capacity(terms);
        for (lag, correlation) in correlations.iter().enumerate() {
            let before = from_partial(&partial);
            let along = |lag: usize| if lag == 0 { 1.0 } else { correlations[lag - 1] };
            let (over, under) =
                before.iter().enumerate().fold((*correlation, 1.0), |(over, under), (place, b)| {
                    (over - b * along(lag - place), under - b * along(place + 1))
                });
            partial.push(if under > 1e-9 { (over / under).clamp(-0.97, 0.97) } else { 0.0 });
        }
        let mut start = blank.clone();
        for (coordinate, partial) in start.iter_mut().zip(&partial) {
            *coordinate = partial.atanh();
        }
        found.push(start);
    }
    for (first, error) in [(0.8, -0.5), (-0.8, 0.5)] {
        if errors > 0 {
            let mut start = blank.clone();
            start[terms] = error;
            if terms > 0 {
                start[0] = first;
            }
            found.push(start);
        }
    }
    found
}

/// The mean of the differences, as a first guess of the constant.
fn guess(changes: &[f64], order: ArimaOrder) -> f64 {
    if order.constant { changes.iter().sum::<f64>() / changes.len().max(1) as f64 } else { 0.0 }
}

/// How many values a model of this order needs: one more than it has numbers and differences.
fn points_needed(order: ArimaOrder) -> usize {
    order.differences + order.parameter_count() + 2
}

/// So many values are walked from the best start only.
const MANY: usize = 500;

/// The places where the likelihood of the differenced series is greatest among those around, the highest first.
pub(super) fn summits(series: &[f64], order: ArimaOrder) -> Vec<Summit> {
    let changes = differenced(series, order.differences);
    let target = Target::differences(series, order, guess(&changes, order));
    let value = |at: &[f64]| target.deviance(at, order.autoregressive);
    let mut starts = starts(&changes, order);
    if order.autoregressive + order.moving_average == 0 {
        starts.truncate(1);
    }
    // Many values leave one summit, and make each look at it dear.
    let steps = if changes.len() > MANY { 25 } else { 60 };
    if changes.len() > MANY {
        starts.sort_by(|one, other| value(one).total_cmp(&value(other)));
        starts.truncate(1);
    }
    let mut found: Vec<Summit> = starts
        .iter()
        .map(|start| {
            let (at, deviance) = descend(start, 1e-6, steps, &value);
            Summit { at, deviance }
        })
        .collect();
    found.sort_by(|one, other| one.deviance.total_cmp(&other.deviance));
    found
}

/// Walks down from a start until all slopes are below `flat`.
fn descend(start: &[f64], flat: f64, limit: usize, value: &impl Fn(&[f64]) -> f64) -> (Vec<f64>, f64) {
    // No step is longer than one: beyond, the transformed coordinates are flat.
    let (bounds, steps) = (vec![(f64::MIN, f64::MAX); start.len()], vec![1.0; start.len()]);
    let walk = Walk { bounds: &bounds, steps: &steps, longest: 1.0, flat, tolerance: 1e-14, limit };
    least_inside(start, walk, value, |at| slopes(at, value))
}

/// The highest of them.
fn summit(series: &[f64], order: ArimaOrder) -> Summit {
    let found = summits(series, order).into_iter().next();
    found.unwrap_or(Summit { at: Vec::new(), deviance: f64::INFINITY })
}

/// Fits a model of this order to evenly spaced values, the oldest first, by exact maximum likelihood (Kalman's filter, as R's
/// `stats::arima(method = "ML")`; Harvey 1993).
///
/// The autoregressive part is stationary, the moving average invertible or on the bound of it. The likelihood is R's, in which
/// the values before the first have a variance of a million times that of the errors; its maximum is taken to the last digits,
/// where R stops earlier.
///
/// # Errors
/// [`NumericsError::OutOfRange`] of the order, [`NumericsError::NotFinite`], [`NumericsError::TooFewPoints`] with fewer than two points more
/// than fitted numbers and differences, [`NumericsError::NoConvergence`].
pub fn fit_arima(series: &[f64], order: ArimaOrder) -> Result<ArimaFit, NumericsError> {
    let order = order.checked()?;
    finite(series)?;
    let needed = points_needed(order);
    enough(needed, series.len())?;
    let (scaled, scale) = near_one(series);
    finished(&scaled, order, &summit(&scaled, order), scale)
}

/// Whether the likelihood falls on all sides of a summit, so that every number has a standard error.
pub(super) fn stable_errors(series: &[f64], order: ArimaOrder, summit: &Summit) -> bool {
    let changes = differenced(series, order.differences);
    let target = Target::differences(series, order, guess(&changes, order));
    let value = |at: &[f64]| target.deviance(at, order.autoregressive);
    Cholesky::of(curvature(&summit.at, 1e-3, &value)).is_ok()
}

/// The fit from a summit of the differences: the same hill is climbed to its top in R's likelihood. The series is one divided
/// by `unit`, and the fit that of the series itself.
pub(super) fn finished(
    series: &[f64],
    order: ArimaOrder,
    summit: &Summit,
    unit: f64,
) -> Result<ArimaFit, NumericsError> {
    let refused = || NumericsError::NoConvergence { starts: 4 };
    let terms = order.autoregressive;
    let changes = differenced(series, order.differences);
    let guess = guess(&changes, order);
    let target = Target::levels(series, order, guess);
    let value = |at: &[f64]| target.deviance(at, terms);
    let (near, _) = descend(&summit.at, 1e-8, 60, &value);
    let (mut at, mut deviance) = polished(&near, &value);
    let turned = inverted(at.get(terms..).unwrap_or_default());
    if at.iter().skip(terms).zip(&turned).any(|(before, after)| (before - after).abs() > 1e-12) {
        let mut inside = at.clone();
        inside.splice(terms.., turned);
        (at, deviance) = polished(&inside, &value);
    }
    if !deviance.is_finite() {
        return Err(refused());
    }
    let found = coefficients(&at, terms);
    let model = target.model(&found).ok_or_else(refused)?;
    let sums = target.sums(&found).ok_or_else(refused)?;
    let above_guess = sums.constant();
    let mut residuals = Vec::with_capacity(series.len());
    let mut squares = 0.0;
    let (values, regressor) = target.columns();
    let last = model.filter(values, regressor, |place, errors, variance| {
        let error = errors[0] - above_guess * errors[1];
        squares += error * error / variance;
        residuals.push((place >= order.differences).then_some(error));
    });
    let counted = changes.len() as f64;
    let fitted = order.parameter_count() as f64 + 1.0;
    let log_likelihood = -counted * (deviance + 0.5 * (1.0 + std::f64::consts::TAU.ln()));
    let criterion = 2.0 * fitted - 2.0 * log_likelihood;
    let spare = counted - fitted - 1.0;
    let constant = order.constant.then_some(guess + above_guess);
    let fit = ArimaFit {
        order,
        autoregressive: found.autoregressive,
        moving_average: found.moving_average,
        constant,
        variance: sums.variance(above_guess),
        unbiased_variance: squares / (counted - fitted + 1.0).max(1.0),
        log_likelihood,
        criterion,
        corrected_criterion: (spare > 0.0).then(|| criterion + 2.0 * fitted * (fitted + 1.0) / spare),
        residuals,
        points_used: series.len(),
        last: without_regressor(&last, above_guess),
        model,
    };
    let fit = fit.in_unit(unit);
    let largest = series.iter().fold(0.0_f64, |largest, value| largest.max(value.abs())) * unit;
    if fit.is_finite() { Ok(fit) } else { Err(NumericsError::NotFinite { value: largest }) }
}

/// The states of the series less those of its constant.
fn without_regressor(last: &LastState, constant: f64) -> LastState {
    let mut found = last.clone();
    let [series, regressor] = &mut found.states;
    for (value, part) in series.iter_mut().zip(regressor) {
        *value -= constant * *part;
        *part = 0.0;
    }
    found
}

impl ArimaFit {
    /// The point forecasts with the standard deviations of their errors, at a variance of the errors.
    fn ahead(&self, horizon: usize) -> Vec<(f64, f64)> {
        let mut found = self.model.forecasts(&self.last, 0.0, horizon);
        if let Some(constant) = self.constant {
            for (step, (point, _)) in found.iter_mut().enumerate() {
                let regressor =
                    if self.order.differences == 0 { 1.0 } else { (self.points_used + step + 1) as f64 };
                *point += constant * regressor;
            }
        }
        found
    }

    /// The point forecasts of the next steps.
    #[must_use]
    pub fn forecasts(&self, horizon: usize) -> Vec<f64> {
        self.ahead(horizon).into_iter().map(|(point, _)| point).collect()
    }

    /// How many times the variance of the errors the variance of each step is; the fitted numbers count as known, as in R.
    #[must_use]
    pub fn variance_multipliers(&self, horizon: usize) -> Vec<f64> {
        self.ahead(horizon).into_iter().map(|(_, variance)| variance.max(0.0)).collect()
    }

    /// Whether all numbers that a caller sees are finite.
    fn is_finite(&self) -> bool {
        let terms = self.autoregressive.iter().chain(&self.moving_average).chain(&self.constant);
        let sums = [&self.variance, &self.unbiased_variance, &self.log_likelihood];
        terms.chain(sums).chain(self.residuals.iter().flatten()).all(|number| number.is_finite())
    }

    /// The fit of the series times `scale`.
    fn in_unit(mut self, scale: f64) -> Self {
        if let Some(constant) = &mut self.constant {
            *constant *= scale;
        }
        self.variance *= scale * scale;
        self.unbiased_variance *= scale * scale;
        let counted = (self.points_used - self.order.differences) as f64;
        let shift = counted * scale.ln();
        self.log_likelihood -= shift;
        self.criterion += 2.0 * shift;
        self.corrected_criterion = self.corrected_criterion.map(|criterion| criterion + 2.0 * shift);
        for residual in self.residuals.iter_mut().flatten() {
            *residual *= scale;
        }
        for state in &mut self.last.states[0] {
            *state *= scale;
        }
        self
    }
}
