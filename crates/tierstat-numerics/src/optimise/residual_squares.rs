//! The least sum of squared residuals of a model.
//!
//! Levenberg's and Marquardt's steps (Marquardt 1963; scaling of Moré 1978) by QR of the Jacobian with the damping below
//! it, never by normal equations. Where the steps have settled, Gauss's and Newton's go on in twice double precision until
//! the parameters do not move any more, so that they are as exact as their type.

use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Matrix, Real, least_squares};

/// A model that is fitted: a value and its gradient at each place of the data.
pub trait Model {
    /// How many parameters there are.
    fn parameters(&self) -> usize;

    /// The value at `x` with the gradient by the parameters, written to `gradient`.
    fn value<T: Real>(&self, x: T, parameters: &[T], gradient: &mut [T]) -> T;
}

/// Residuals and Jacobian; `None` where one is no finite number.
fn linearised<M: Model, T: Real>(model: &M, x: &[T], y: &[T], at: &[T]) -> Option<(Vec<T>, Matrix<T>)> {
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

pub(crate) fn squares<T: Real>(residuals: &[T]) -> T {
    residuals.iter().fold(T::zero(), |sum, residual| sum + *residual * *residual)
}

/// Walks down from a start; the sum of squares reached is infinite where the start itself is none.
pub(crate) fn descend<M: Model>(
    model: &M,
    x: &[f64],
    y: &[f64],
    start: &[f64],
    steps: usize,
) -> (f64, Vec<f64>) {
    let mut at = start.to_vec();
    let Some((mut residuals, mut jacobian)) = linearised(model, x, y, &at) else {
        return (f64::INFINITY, at);
    };
    let mut value = squares(&residuals);
    let mut damping = 1e-3;
    let mut scales = vec![0.0_f64; at.len()];
    for _ in 0..steps {
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

/// Where nothing leads down any more, in twice double precision.
pub(crate) struct Bottom {
    pub(crate) at: Vec<DoubleDouble>,
    pub(crate) residuals: Vec<DoubleDouble>,
    pub(crate) jacobian: Matrix<DoubleDouble>,
    /// The sum of squared residuals.
    pub(crate) value: DoubleDouble,
}

/// Steps of Gauss and Newton from near the least; `None` where the model has no value at the start.
///
/// # Errors
/// [`NumericsError::RankDeficient`] where the data cannot tell the parameters apart.
pub(crate) fn settled<M: Model>(
    model: &M,
    x: &[DoubleDouble],
    y: &[DoubleDouble],
    start: &[f64],
) -> Result<Option<Bottom>, NumericsError> {
    const STEPS: usize = 60;
    /// So many values of the model in all: what settles does so in a handful of steps, however many points there are.
    const VALUES: usize = 200_000;
    let mut left = 40 + VALUES / x.len().max(1);
    let mut at: Vec<DoubleDouble> = start.iter().map(|value| DoubleDouble::from(*value)).collect();
    let Some((mut residuals, mut jacobian)) = linearised(model, x, y, &at) else { return Ok(None) };
    let mut value = squares(&residuals);
    for _ in 0..STEPS {
        let step = least_squares(&jacobian, &residuals)?.coefficients;
        let mut share = DoubleDouble::from(1.0);
        let mut moved = None;
        // A whole step may be too far where the curve bends; half of it is not.
        for _ in 0..30.min(left) {
            left -= 1;
            let next: Vec<DoubleDouble> =
                at.iter().zip(&step).map(|(at, step)| *at + *step * share).collect();
            if let Some((found, slopes)) = linearised(model, x, y, &next) {
                let reached = squares(&found);
                // Near the least the sum is flat to its last digits; the step is trusted there.
                if reached <= value * DoubleDouble::from(1.0 + 1e-12) {
                    moved = Some((next, found, slopes, reached));
                    break;
                }
            }
            share = share * DoubleDouble::from(0.5);
        }
        let Some((next, found, slopes, reached)) = moved else { break };
        let settled =
            at.iter().zip(&next).all(|(at, next)| (*next - *at).value().abs() <= 1e-19 * next.value().abs());
        (at, residuals, jacobian, value) = (next, found, slopes, reached);
        if settled {
            break;
        }
    }
    Ok(Some(Bottom { at, residuals, jacobian, value }))
}
