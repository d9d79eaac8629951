//! Nonlinear least squares with analytic gradients, from several starts, polished in twice double precision.
//!
//! Levenberg's and Marquardt's steps (Marquardt 1963; scaling of Moré 1978) by QR of the Jacobian with the damping below
//! it, never by normal equations. Where the steps have settled, Gauss's and Newton's go on in twice double precision until
//! the parameters do not move any more, so that they are as exact as their type.

use super::matrix::{Matrix, least_squares};
use crate::error::StatsError;
use num_traits::Float;
use twofloat::TwoFloat;

/// A model that is fitted: a value and its gradient at each place of the data.
pub trait Model {
    /// How many parameters there are.
    fn parameters(&self) -> usize;

    /// The value at `x` with the gradient by the parameters, written to `gradient`.
    fn value<T: Float>(&self, x: T, parameters: &[T], gradient: &mut [T]) -> T;
}

/// What was fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct NonlinearFit {
    /// The parameters.
    pub parameters: Vec<f64>,
    /// Their standard errors: the residual standard deviation times the root of the diagonal of `(J'J)⁻¹`.
    pub standard_errors: Vec<f64>,
    /// Their covariance.
    pub covariance: Matrix<f64>,
    /// The residual sum of squares.
    pub residual_sum_of_squares: f64,
    /// The residual standard deviation, over the degrees of freedom.
    pub residual_standard_deviation: f64,
    /// Points less parameters.
    pub degrees_of_freedom: usize,
    /// The share of the variance of the values that is explained: 1 − RSS ÷ Σ(y − mean)².
    pub determination: f64,
    /// Akaike's criterion as R has it for normal errors: `n (ln 2π + ln(RSS ÷ n) + 1) + 2 (p + 1)`.
    pub information_criterion: f64,
    /// How many starts were tried.
    pub starts: usize,
}

/// The parameters that make the sum of squared residuals least.
///
/// `x` and `y` have the same length, above the number of parameters; each start holds one number for each parameter. The
/// best of all starts is polished and returned.
///
/// # Errors
/// [`StatsError::LengthMismatch`], [`StatsError::TooFewPoints`], [`StatsError::NoConvergence`] where no start settles,
/// [`StatsError::RankDeficient`] where the data cannot tell the parameters apart.
pub fn nonlinear_least_squares<M: Model>(
    model: &M,
    x: &[TwoFloat],
    y: &[TwoFloat],
    starts: &[Vec<f64>],
) -> Result<NonlinearFit, StatsError> {
    let count = model.parameters();
    if x.len() != y.len() {
        return Err(StatsError::LengthMismatch { needed: x.len(), found: y.len() });
    }
    if x.len() <= count {
        return Err(StatsError::TooFewPoints { needed: count + 1, found: x.len(), left_out: 0 });
    }
    let plain = |values: &[TwoFloat]| -> Vec<f64> { values.iter().map(|value| value.hi()).collect() };
    let (plain_x, plain_y) = (plain(x), plain(y));
    if let Some(value) = plain_x.iter().chain(&plain_y).find(|value| !value.is_finite()) {
        return Err(StatsError::NotFinite { value: *value });
    }
    let mut best: Option<(f64, Vec<f64>)> = None;
    for start in starts {
        let (value, found) = descend(model, &plain_x, &plain_y, start);
        if value.is_finite() && best.as_ref().is_none_or(|(least, _)| value < *least) {
            best = Some((value, found));
        }
    }
    let refused = StatsError::NoConvergence { starts: starts.len() };
    let (_, found) = best.ok_or(refused)?;
    polished(model, x, y, &found, starts.len())
}

/// Residuals and Jacobian; `None` where one is no finite number.
fn linearised<M: Model, T: Float>(model: &M, x: &[T], y: &[T], at: &[T]) -> Option<(Vec<T>, Matrix<T>)> {
    let mut jacobian = Matrix::zeros(x.len(), at.len());
    let mut gradient = vec![T::zero(); at.len()];
    let mut residuals = Vec::with_capacity(x.len());
    for (row, (x, y)) in x.iter().zip(y).enumerate() {
        let value = model.value(*x, at, &mut gradient);
        if !value.is_finite() || gradient.iter().any(|part| !part.is_finite()) {
            return None;
        }
        residuals.push(*y - value);
        for (column, part) in gradient.iter().enumerate() {
            jacobian[(row, column)] = *part;
        }
    }
    Some((residuals, jacobian))
}

fn squares<T: Float>(residuals: &[T]) -> T {
    residuals.iter().fold(T::zero(), |sum, residual| sum + *residual * *residual)
}

/// Walks down from a start; the sum of squares reached is infinite where the start itself is none.
fn descend<M: Model>(model: &M, x: &[f64], y: &[f64], start: &[f64]) -> (f64, Vec<f64>) {
    const STEPS: usize = 2_000;
    let mut at = start.to_vec();
    let Some((mut residuals, mut jacobian)) = linearised(model, x, y, &at) else {
        return (f64::INFINITY, at);
    };
    let mut value = squares(&residuals);
    let mut damping = 1e-3;
    let mut scales = vec![0.0_f64; at.len()];
    for _ in 0..STEPS {
        for (column, scale) in scales.iter_mut().enumerate() {
            let length = jacobian.column(column).iter().map(|part| part * part).sum::<f64>().sqrt();
            *scale = scale.max(length);
        }
        let Some(step) = damped_step(&jacobian, &residuals, &scales, damping) else {
            damping *= 10.0;
            if damping > 1e20 {
                break;
            }
            continue;
        };
        let next: Vec<f64> = at.iter().zip(&step).map(|(at, step)| at + step).collect();
        match linearised(model, x, y, &next) {
            Some((found, slopes)) if squares(&found) < value => {
                let better = squares(&found);
                let settled =
                    step.iter().zip(&next).all(|(step, at)| step.abs() <= 1e-13 * (at.abs() + 1e-300));
                let gained = value - better;
                (at, residuals, jacobian) = (next, found, slopes);
                let flat = gained <= 1e-15 * value;
                value = better;
                damping = (damping * 0.1).max(1e-20);
                if settled || (flat && damping < 1e-12) {
                    break;
                }
            }
            _ => {
                damping *= 4.0;
                if damping > 1e20 {
                    break;
                }
            }
        }
    }
    (value, at)
}

/// The step of Levenberg and Marquardt: least squares of the residuals on the Jacobian with the damping below it.
fn damped_step(jacobian: &Matrix<f64>, residuals: &[f64], scales: &[f64], damping: f64) -> Option<Vec<f64>> {
    let (rows, columns) = (jacobian.rows(), jacobian.columns());
    let root = damping.sqrt();
    let design = Matrix::from_fn(rows + columns, columns, |row, column| {
        if row < rows {
            jacobian[(row, column)]
        } else if row - rows == column {
            root * scales.get(column).copied().unwrap_or(0.0).max(1e-300)
        } else {
            0.0
        }
    });
    let mut right = residuals.to_vec();
    right.resize(rows + columns, 0.0);
    least_squares(&design, &right).ok().map(|found| found.coefficients)
}

fn polished<M: Model>(
    model: &M,
    x: &[TwoFloat],
    y: &[TwoFloat],
    start: &[f64],
    starts: usize,
) -> Result<NonlinearFit, StatsError> {
    const STEPS: usize = 60;
    let refused = || StatsError::NoConvergence { starts };
    let mut at: Vec<TwoFloat> = start.iter().map(|value| TwoFloat::from(*value)).collect();
    let (mut residuals, mut jacobian) = linearised(model, x, y, &at).ok_or_else(refused)?;
    let mut value = squares(&residuals);
    for _ in 0..STEPS {
        let step = least_squares(&jacobian, &residuals)?.coefficients;
        let mut share = TwoFloat::from(1.0);
        let mut moved = None;
        // A whole step may be too far where the curve bends; half of it is not.
        for _ in 0..30 {
            let next: Vec<TwoFloat> = at.iter().zip(&step).map(|(at, step)| *at + *step * share).collect();
            if let Some((found, slopes)) = linearised(model, x, y, &next) {
                let reached = squares(&found);
                if reached <= value {
                    moved = Some((next, found, slopes, reached));
                    break;
                }
            }
            share = share * TwoFloat::from(0.5);
        }
        let Some((next, found, slopes, reached)) = moved else { break };
        let settled =
            at.iter().zip(&next).all(|(at, next)| (*next - *at).hi().abs() <= 1e-19 * next.hi().abs());
        (at, residuals, jacobian, value) = (next, found, slopes, reached);
        if settled {
            break;
        }
    }
    let found = least_squares(&jacobian, &residuals)?;
    // Bates and Watts: at the least the residuals stand square on the tangent plane.
    let tangent: f64 = {
        let fitted = jacobian.times(&found.coefficients);
        (squares(&fitted) / (value + TwoFloat::from(f64::MIN_POSITIVE))).hi()
    };
    let total = {
        let count = TwoFloat::from(y.len() as f64);
        let mean = y.iter().fold(TwoFloat::from(0.0), |sum, value| sum + *value) / count;
        y.iter().fold(TwoFloat::from(0.0), |sum, value| sum + (*value - mean) * (*value - mean)).hi()
    };
    let rss = value.hi();
    // A fit that leaves nothing but rounding has no plane to be measured on.
    if tangent.is_nan() || (tangent > 1e-6 && rss > 1e-24 * total) {
        return Err(refused());
    }
    let freedom = x.len() - at.len();
    let variance = value / TwoFloat::from(freedom as f64);
    let count = at.len();
    let covariance = Matrix::from_fn(count, count, |row, column| {
        (variance * found.unscaled_covariance[(row, column)]).hi()
    });
    let points = x.len() as f64;
    Ok(NonlinearFit {
        standard_errors: (0..count).map(|place| covariance[(place, place)].max(0.0).sqrt()).collect(),
        covariance,
        residual_sum_of_squares: rss,
        residual_standard_deviation: (rss / freedom as f64).sqrt(),
        degrees_of_freedom: freedom,
        determination: if total > 0.0 { 1.0 - rss / total } else { 0.0 },
        information_criterion: points
            * (std::f64::consts::TAU.ln() + (rss / points).max(f64::MIN_POSITIVE).ln() + 1.0)
            + 2.0 * (count as f64 + 1.0),
        parameters: at.iter().map(|value| value.hi()).collect(),
        starts,
    })
}
