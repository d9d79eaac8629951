//! Nonlinear least squares with analytic gradients, from several starts, polished in twice double precision.

use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Matrix, least_squares};
use crate::optimise::{Bottom, descend, settled, squares};
use crate::requirement::{enough, finite, same_length};

pub use crate::optimise::Model;

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
/// [`NumericsError::LengthMismatch`], [`NumericsError::TooFewPoints`], [`NumericsError::NoConvergence`] where no start settles,
/// [`NumericsError::RankDeficient`] where the data cannot tell the parameters apart.
pub fn nonlinear_least_squares<M: Model>(
    model: &M,
    x: &[DoubleDouble],
    y: &[DoubleDouble],
    starts: &[Vec<f64>],
) -> Result<NonlinearFit, NumericsError> {
    let count = model.parameters();
    same_length(x.len(), y.len())?;
    enough(count + 1, x.len())?;
    let plain = |values: &[DoubleDouble]| -> Vec<f64> { values.iter().map(|value| value.value()).collect() };
    let (plain_x, plain_y) = (plain(x), plain(y));
    finite(plain_x.iter().chain(&plain_y))?;
    let thin = (thinned(&plain_x), thinned(&plain_y));
    // On many points the ways down look alike on some of them; the last steps are taken on all.
    let arrive = |place: (f64, Vec<f64>)| {
        if thin.0.len() < plain_x.len() {
            descend(model, &plain_x, &plain_y, &place.1, SHORT_WALK)
        } else {
            place
        }
    };
    // Of a few starts each goes all the way; of many only those that a short walk brings furthest.
    let first_walk = if starts.len() > FINALISTS { SHORT_WALK } else { LONG_WALK };
    let mut near = walked(model, &thin, starts, first_walk);
    if first_walk == SHORT_WALK {
        let further: Vec<Vec<f64>> = near.into_iter().take(FINALISTS).map(|(_, place)| place).collect();
        near = walked(model, &thin, &further, MIDDLE_WALK);
        let best: Vec<Vec<f64>> = near.into_iter().take(1).map(|(_, place)| place).collect();
        near = walked(model, &thin, &best, LONG_WALK);
    }
    if let Some(best) = near.into_iter().next()
        && let Ok(found) = polished(model, x, y, &arrive(best).1, starts.len())
    {
        return Ok(found);
    }
    // None of them settled: short walks from all around the first, and long ones from where the best of these arrive.
    let around = starts.first().map(|start| starts_around(start, COMPANY)).unwrap_or_default();
    let tried = starts.len() + around.len();
    let arrived = walked(model, &thin, &around, SHORT_WALK);
    let mut settled: Option<NonlinearFit> = None;
    for (_, start) in arrived.iter().take(FINALISTS) {
        let further = descend(model, &thin.0, &thin.1, start, LONG_WALK);
        let Ok(fit) = polished(model, x, y, &arrive(further).1, tried) else { continue };
        if settled.as_ref().is_none_or(|best| fit.residual_sum_of_squares < best.residual_sum_of_squares) {
            settled = Some(fit);
        }
    }
    settled.ok_or(NumericsError::NoConvergence { starts: tried })
}

/// Where walks from these starts arrive, the lowest place first; those that cannot be walked from are left out.
fn walked<M: Model>(
    model: &M,
    (x, y): &(Vec<f64>, Vec<f64>),
    starts: &[Vec<f64>],
    steps: usize,
) -> Vec<(f64, Vec<f64>)> {
    let mut arrived: Vec<(f64, Vec<f64>)> =
        starts.iter().map(|start| descend(model, x, y, start, steps)).collect();
    arrived.retain(|(value, _)| value.is_finite());
    arrived.sort_by(|one, other| one.0.total_cmp(&other.0));
    arrived
}

/// Every so many of the values, so that some hundreds are left; few values are left as they are.
fn thinned(values: &[f64]) -> Vec<f64> {
    const ENOUGH: usize = 500;
    let stride = values.len().div_ceil(ENOUGH).max(1);
    values.iter().copied().step_by(stride).collect()
}

/// The most steps of a walk that is meant to arrive, of one that compares a few, and of one that only looks around.
const LONG_WALK: usize = 2_000;
const MIDDLE_WALK: usize = 300;
const SHORT_WALK: usize = 60;
/// How many starts are tried around one that did not settle, and how many of them go on.
const COMPANY: usize = 120;
const FINALISTS: usize = 6;

/// A start with others around it: each parameter times a power of ten between −3 and 3, spread evenly by Halton's
/// sequence (1960), so that the same start always has the same company.
fn starts_around(start: &[f64], count: usize) -> Vec<Vec<f64>> {
    const PRIMES: [usize; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    let halton = |mut place: usize, base: usize| {
        let (mut value, mut share) = (0.0, 1.0);
        while place > 0 {
            share /= base as f64;
            value += share * (place % base) as f64;
            place /= base;
        }
        value
    };
    let around = (1..count).map(|place| {
        let shifted = start
            .iter()
            .zip(PRIMES.iter().cycle())
            .map(|(value, base)| value * 10.0_f64.powf(6.0 * halton(place, *base) - 3.0));
        shifted.collect()
    });
    std::iter::once(start.to_vec()).chain(around).collect()
}

fn polished<M: Model>(
    model: &M,
    x: &[DoubleDouble],
    y: &[DoubleDouble],
    start: &[f64],
    starts: usize,
) -> Result<NonlinearFit, NumericsError> {
    let refused = || NumericsError::NoConvergence { starts };
    let Bottom { at, residuals, jacobian, value } = settled(model, x, y, start)?.ok_or_else(refused)?;
    let found = least_squares(&jacobian, &residuals)?;
    // Bates and Watts: at the least the residuals stand square on the tangent plane.
    let tangent: f64 = {
        let fitted = jacobian.times(&found.coefficients);
        (squares(&fitted) / (value + DoubleDouble::from(f64::MIN_POSITIVE))).value()
    };
    let total = {
        let count = DoubleDouble::from(y.len() as f64);
        let mean = y.iter().fold(DoubleDouble::from(0.0), |sum, value| sum + *value) / count;
        y.iter().fold(DoubleDouble::from(0.0), |sum, value| sum + (*value - mean) * (*value - mean)).value()
    };
    let rss = value.value();
    // A fit that leaves nothing but rounding has no plane to be measured on.
    if tangent.is_nan() || (tangent > 1e-6 && rss > 1e-24 * total) {
        return Err(refused());
    }
    let freedom = x.len() - at.len();
    let variance = value / DoubleDouble::from(freedom as f64);
    let count = at.len();
    let covariance = Matrix::from_fn(count, count, |row, column| {
        (variance * found.unscaled_covariance[(row, column)]).value()
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
        parameters: at.iter().map(|value| value.value()).collect(),
        starts,
    })
}
