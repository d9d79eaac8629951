//! A linear model of values that are known within bounds, by maximum likelihood.
//!
//! A point contributes the density of a normal error, an interval the probability that the value lies inside (Kalbfleisch and
//! Prentice, *The Statistical Analysis of Failure Time Data*, 2002, 3.2; R's `survreg` with `interval2`). No middle is taken.

use crate::distribution::{normal_cdf, normal_density, normal_survival};
use crate::error::NumericsError;
use crate::linear_algebra::{Cholesky, Matrix, least_squares};
use crate::requirement::{enough, same_length};

/// A value that lies between two ends; equal ends are a point, infinite ones no end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CensoredValue {
    /// The lower end, or negative infinity.
    pub lower: f64,
    /// The upper end, or infinity.
    pub upper: f64,
}

impl CensoredValue {
    /// Whether it is a point.
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.upper <= self.lower
    }

    /// The middle, or the end there is.
    fn middle(&self) -> f64 {
        match (self.lower.is_finite(), self.upper.is_finite()) {
            (true, true) => self.lower / 2.0 + self.upper / 2.0,
            (true, false) => self.lower,
            (false, _) => self.upper,
        }
    }
}

/// A model fitted to values known within bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalCensoredFit {
    /// One coefficient for each column of the design.
    pub coefficients: Vec<f64>,
    /// Their standard errors, from the observed information.
    pub standard_errors: Vec<f64>,
    /// The standard deviation of the errors; the maximum likelihood has no correction for the coefficients.
    pub scale: f64,
    /// The standard error of the logarithm of the scale.
    pub log_scale_standard_error: f64,
    /// The covariance of the coefficients and, last, the logarithm of the scale.
    pub covariance: Matrix<f64>,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
    /// How many values are points.
    pub points: usize,
    /// How many are intervals.
    pub intervals: usize,
}

/// Fits values to a design with normal errors of one scale.
///
/// Newton's steps on the coefficients and the logarithm of the scale, from the line through the middles.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`] for ends that are no numbers or a value without any end,
/// [`NumericsError::TooFewPoints`] without a value more than coefficients, [`NumericsError::RankDeficient`], and
/// [`NumericsError::ScatterUnknown`] where the model passes through all bounds: then no scatter is likelier than any smaller one.
pub fn interval_censored_fit(
    design: &Matrix<f64>,
    values: &[CensoredValue],
) -> Result<IntervalCensoredFit, NumericsError> {
    const STEPS: usize = 200;
    let (rows, columns) = (design.rows(), design.columns());
    same_length(rows, values.len())?;
    enough(columns + 1, rows)?;
    for value in values {
        let no_end = !value.lower.is_finite() && !value.upper.is_finite();
        if value.lower.is_nan() || value.upper.is_nan() || value.upper < value.lower || no_end {
            return Err(NumericsError::NotFinite { value: value.upper - value.lower });
        }
    }
    let middles: Vec<f64> = values.iter().map(CensoredValue::middle).collect();
    let start = least_squares(design, &middles)?;
    let squares: f64 = start.residuals.iter().map(|residual| residual * residual).sum();
    let widths = values.iter().filter(|value| !value.is_point() && (value.upper - value.lower).is_finite());
    let width = widths.map(|value| value.upper - value.lower).fold(0.0, f64::max);
    let size = middles.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let first_scale = (squares / rows as f64).sqrt().max(width / 10.0);
    let mut at = start.coefficients;
    at.push(first_scale.max(1e-6 * size).max(f64::MIN_POSITIVE).ln());
    let mut best = Likelihood::at(design, values, &at);
    // An interval far from the first line has no probability that a number could hold: a wider scale reaches it.
    for _ in 0..STEPS {
        if best.value.is_finite() {
            break;
        }
        if let Some(log_scale) = at.last_mut() {
            *log_scale += 1.0;
        }
        best = Likelihood::at(design, values, &at);
    }
    let mut has_settled = false;
    for _ in 0..STEPS {
        let step = best.newton_step();
        let expected: f64 = step.iter().zip(&best.gradient).map(|(one, other)| one * other).sum();
        let mut length = 1.0;
        let mut next = None;
        while length > 1e-10 {
            let place: Vec<f64> = at.iter().zip(&step).map(|(at, step)| at + length * step).collect();
            let found = Likelihood::at(design, values, &place);
            if found.value.is_finite() && found.value >= best.value {
                next = Some((place, found));
                break;
            }
            length /= 2.0;
        }
        let Some((place, found)) = next else {
            // No step leads higher: the top, as far as numbers tell.
            has_settled = true;
            break;
        };
        (at, best) = (place, found);
        if passes_through(design, values, &at, size) {
            return Err(NumericsError::ScatterUnknown { found: rows });
        }
        // Less than this cannot be told from rounding, but a step that gains less may still sharpen the last digits.
        has_settled = expected.abs() <= 1e-10 * (1.0 + best.value.abs());
        if expected.abs() <= 1e-18 * (1.0 + best.value.abs()) {
            break;
        }
    }
    // A model that only touches some bounds has no least scale either.
    if at.last().is_some_and(|log_scale| log_scale.exp() <= 1e-9 * size) {
        return Err(NumericsError::ScatterUnknown { found: rows });
    }
    // At a top the likelihood bends down in every direction.
    let Some(factor) = best.factor().filter(|_| has_settled) else {
        return Err(NumericsError::NoConvergence { starts: 1 });
    };
    let inverse = factor.inverse();
    let covariance = Matrix::from_fn(columns + 1, columns + 1, |row, column| inverse[column][row]);
    let mut standard_errors: Vec<f64> =
        (0..=columns).map(|place| covariance[(place, place)].max(0.0).sqrt()).collect();
    let points = values.iter().filter(|value| value.is_point()).count();
    let log_scale = at.pop().unwrap_or(0.0);
    Ok(IntervalCensoredFit {
        coefficients: at,
        log_scale_standard_error: standard_errors.pop().unwrap_or(0.0),
        standard_errors,
        scale: log_scale.exp(),
        covariance,
        log_likelihood: best.value,
        points,
        intervals: rows - points,
    })
}

/// Whether the model leaves nothing to scatter: each point lies on it, and each interval around it by many times the scale.
fn passes_through(design: &Matrix<f64>, values: &[CensoredValue], at: &[f64], size: f64) -> bool {
    /// Beyond this many times the scale less than one in 10¹² lies outside.
    const FAR: f64 = 7.0;
    let scale = at.last().copied().unwrap_or(0.0).exp();
    let means = design.times(at.get(..design.columns()).unwrap_or_default());
    values.iter().zip(means).all(|(value, mean)| {
        if value.is_point() {
            (value.lower - mean).abs() <= 1e-12 * size
        } else {
            value.lower + FAR * scale <= mean && mean + FAR * scale <= value.upper
        }
    })
}

/// The logarithm of the likelihood with its derivatives by the coefficients and the logarithm of the scale.
struct Likelihood {
    value: f64,
    gradient: Vec<f64>,
    /// The negative of the second derivatives.
    information: Matrix<f64>,
}

/// The part of one value: its logarithm, and its derivatives by the mean (in units of the scale) and by the log of the scale.
struct Part {
    value: f64,
    by_mean: f64,
    by_scale: f64,
    twice_mean: f64,
    mixed: f64,
    twice_scale: f64,
}

impl Likelihood {
    fn at(design: &Matrix<f64>, values: &[CensoredValue], at: &[f64]) -> Self {
        let columns = design.columns();
        let scale = at.get(columns).copied().unwrap_or(0.0).exp();
        let means = design.times(at.get(..columns).unwrap_or_default());
        let mut likelihood = Self {
            value: 0.0,
            gradient: vec![0.0; columns + 1],
            information: Matrix::zeros(columns + 1, columns + 1),
        };
        for (row, (value, mean)) in values.iter().zip(&means).enumerate() {
            let part = Part::of(value, *mean, scale);
            likelihood.value += part.value;
            for first in 0..columns {
                let by_first = design[(row, first)] / scale;
                likelihood.gradient[first] += part.by_mean * by_first;
                for second in 0..columns {
                    likelihood.information[(first, second)] -=
                        part.twice_mean * by_first * design[(row, second)] / scale;
                }
                likelihood.information[(first, columns)] -= part.mixed * by_first;
                likelihood.information[(columns, first)] -= part.mixed * by_first;
            }
            likelihood.gradient[columns] += part.by_scale;
            likelihood.information[(columns, columns)] -= part.twice_scale;
        }
        likelihood
    }

    /// The factor of the information; `None` where the likelihood does not bend down in every direction.
    fn factor(&self) -> Option<Cholesky> {
        let row = |row| (0..=row).map(|column| self.information[(row, column)]).collect();
        Cholesky::of((0..self.gradient.len()).map(row).collect()).ok()
    }

    /// Newton's step; where the likelihood does not bend down, a step along its slope.
    fn newton_step(&self) -> Vec<f64> {
        if let Some(factor) = self.factor() {
            return factor.solved(self.gradient.clone());
        }
        // As if a ridge as large as the diagonal bent it.
        let own = |place: usize| 2.0 * self.information[(place, place)].abs() + 1e-12;
        self.gradient.iter().enumerate().map(|(place, slope)| slope / own(place)).collect()
    }
}

impl Part {
    fn of(value: &CensoredValue, mean: f64, scale: f64) -> Self {
        /// Below this width, in units of the scale, the difference of two probabilities loses digits.
        const NARROW: f64 = 1e-3;
        let half_log_of_two_pi = 0.918_938_533_204_672_8;
        let (a, b) = ((value.lower - mean) / scale, (value.upper - mean) / scale);
        if value.is_point() {
            return Self {
                value: -half_log_of_two_pi - scale.ln() - a * a / 2.0,
                by_mean: a,
                by_scale: a * a - 1.0,
                twice_mean: -1.0,
                mixed: -2.0 * a,
                twice_scale: -2.0 * a * a,
            };
        }
        let width = b - a;
        if width < NARROW {
            // The density in the middle times the width, with the first term of the bend: ln φ(m) + ln w + (m² − 1) w² ÷ 24.
            let (m, square) = (a + width / 2.0, width * width / 12.0);
            return Self {
                value: -half_log_of_two_pi - m * m / 2.0 + width.ln() + (m * m - 1.0) * square / 2.0,
                by_mean: m - m * square,
                by_scale: m * m - 1.0 - (2.0 * m * m - 1.0) * square,
                twice_mean: square - 1.0,
                mixed: -2.0 * m + 4.0 * m * square,
                twice_scale: -2.0 * m * m + (8.0 * m * m - 2.0) * square,
            };
        }
        // Both ends in the tail where the difference keeps its digits.
        let inside = if a > 0.0 {
            normal_survival(a) - normal_survival(b)
        } else if b < 0.0 {
            normal_cdf(b) - normal_cdf(a)
        } else {
            1.0 - normal_cdf(a) - normal_survival(b)
        };
        let term = |end: f64, power: i32| {
            if end.is_finite() { end.powi(power) * normal_density(end) / inside } else { 0.0 }
        };
        let difference = |power: i32| term(a, power) - term(b, power);
        let (g, h) = (difference(0), difference(1));
        Self {
            value: inside.ln(),
            by_mean: g,
            by_scale: h,
            twice_mean: h - g * g,
            mixed: difference(2) - g * h - g,
            twice_scale: difference(3) - h - h * h,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(times: &[f64]) -> Matrix<f64> {
        Matrix::from_fn(times.len(), 2, |row, column| if column == 0 { 1.0 } else { times[row] })
    }

    #[test]
    fn points_alone_are_least_squares() {
        let times = [0.0, 1.0, 2.0, 3.0];
        let values = [1.0, 3.0, 4.0, 8.0];
        let points: Vec<CensoredValue> =
            values.iter().map(|value| CensoredValue { lower: *value, upper: *value }).collect();
        let found = interval_censored_fit(&line(&times), &points).unwrap();
        let known = least_squares(&line(&times), &values).unwrap();
        for (found, known) in found.coefficients.iter().zip(&known.coefficients) {
            assert!((found - known).abs() < 1e-10, "{found} {known}");
        }
        let squares: f64 = known.residuals.iter().map(|residual| residual * residual).sum();
        assert!((found.scale - (squares / 4.0).sqrt()).abs() < 1e-10);
    }

    #[test]
    fn a_narrow_interval_is_nearly_its_middle_and_the_two_formulas_meet() {
        // The same interval just below and just above the width at which the formula changes.
        let part = |width: f64| Part::of(&CensoredValue { lower: 0.7, upper: 0.7 + width }, 0.0, 1.0);
        let (narrow, wide) = (part(0.000_999_999), part(0.001_000_001));
        assert!((narrow.by_mean - wide.by_mean).abs() < 1e-7 && (narrow.mixed - wide.mixed).abs() < 1e-6);
        assert!((narrow.twice_scale - wide.twice_scale).abs() < 1e-6);
        assert!((narrow.value + 0.000_999_999_f64.ln().abs()).is_finite());
    }

    #[test]
    fn a_line_through_all_bounds_says_nothing_about_the_scatter() {
        let wide: Vec<CensoredValue> =
            (0..4).map(|at| CensoredValue { lower: f64::from(at), upper: f64::from(at) + 2.0 }).collect();
        let found = interval_censored_fit(&line(&[0.0, 1.0, 2.0, 3.0]), &wide);
        assert!(matches!(found, Err(NumericsError::ScatterUnknown { found: 4 })), "{found:?}");
    }
}
