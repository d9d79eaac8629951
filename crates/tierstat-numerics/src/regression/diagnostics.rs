//! What a linear fit rests on: the pull of each point, errors that hold where variances differ, intervals.
//!
//! All of it in twice double precision, from the design and the values, without weights.

use super::double_double::DoubleDouble;
use super::linear::LinearFit;
use super::matrix::{LeastSquares, Matrix, least_squares};
use crate::descriptive::checked;
use crate::distribution::student_quantile;
use crate::error::NumericsError;

/// What one point is to a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointDiagnostic {
    /// The value less the fitted one.
    pub residual: f64,
    /// The share of its own value in its fitted one, 0 to 1; the leverages sum to the number of coefficients.
    pub leverage: f64,
    /// The residual over its standard error, the point included; `None` where the fit must go through the point, or where
    /// nothing is left over.
    pub internally_studentised: Option<f64>,
    /// The residual over its standard error by the fit without the point; `None` as above, and where too few points or no
    /// spread would be left without it.
    pub externally_studentised: Option<f64>,
    /// How far all fitted values move without the point, in residual variances and coefficients (Cook 1977); `None` as
    /// the first.
    pub cooks_distance: Option<f64>,
}

/// What the points are to a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostics {
    /// One for each row of the design.
    pub points: Vec<PointDiagnostic>,
    /// Durbin's and Watson's statistic of the residuals in their order, 0 to 4, near 2 where they forget each other;
    /// `None` where nothing is left over.
    pub durbin_watson: Option<f64>,
}

/// How a covariance is made to hold where the variances of the points differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeteroscedasticityCorrection {
    /// HC0: the squared residuals as they are (White 1980).
    Hc0,
    /// HC1: times `n ÷ (n − p)` (Hinkley 1977).
    Hc1,
    /// HC2: over `1 − leverage` (Horn, Horn and Duncan 1975).
    Hc2,
    /// HC3: over `(1 − leverage)²` (Davidson and MacKinnon 1993).
    Hc3,
}

/// An interval of one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// What a fit says of a new row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// The fitted value.
    pub estimate: f64,
    /// The standard error of the fitted value.
    pub standard_error: f64,
    /// Where the mean of such rows lies.
    pub confidence: Interval,
    /// Where one new value lies.
    pub prediction: Interval,
}

/// A fit with all its digits.
struct Exact {
    found: LeastSquares<DoubleDouble>,
    leverages: Vec<DoubleDouble>,
    residual_sum: DoubleDouble,
    freedom: usize,
    /// Whether the points lie on the model to 26 digits.
    nothing_left: bool,
}

fn squares(numbers: &[DoubleDouble]) -> DoubleDouble {
    numbers.iter().fold(DoubleDouble::default(), |sum, number| sum + *number * *number)
}

/// `x' C x` of one row.
fn spread(covariance: &Matrix<DoubleDouble>, row: &[DoubleDouble]) -> DoubleDouble {
    let along = covariance.times(row);
    row.iter().zip(&along).fold(DoubleDouble::default(), |sum, (value, along)| sum + *value * *along)
}

fn row_of(design: &Matrix<DoubleDouble>, row: usize) -> Vec<DoubleDouble> {
    (0..design.columns()).map(|column| design[(row, column)]).collect()
}

fn exact_fit(design: &Matrix<DoubleDouble>, values: &[f64]) -> Result<Exact, NumericsError> {
    const ROUNDING: f64 = 1e-52;
    let (rows, columns) = (design.rows(), design.columns());
    if values.len() != rows {
        return Err(NumericsError::LengthMismatch { needed: rows, found: values.len() });
    }
    checked(values, columns + 1)?;
    let right: Vec<DoubleDouble> = values.iter().copied().map(DoubleDouble::of_shortest_decimal).collect();
    let found = least_squares(design, &right)?;
    let residual_sum = squares(&found.residuals);
    let leverages: Vec<DoubleDouble> =
        (0..rows).map(|row| spread(&found.unscaled_covariance, &row_of(design, row))).collect();
    let plain: Vec<f64> =
        leverages.iter().chain(&found.residuals).chain([&residual_sum]).map(|value| value.value()).collect();
    checked(&plain, 0)?;
    let nothing_left = residual_sum <= squares(&right) * DoubleDouble::from(ROUNDING);
    Ok(Exact { found, leverages, residual_sum, freedom: rows - columns, nothing_left })
}

/// The distance of a leverage from one below which the fit must go through its point.
const THROUGH: f64 = 1e-20;

/// Leverages, studentised residuals, Cook's distances and Durbin's and Watson's statistic of a least squares fit.
///
/// `h = x (X'X)⁻¹ x'`, `r ÷ (s √(1 − h))`, the same with the `s` of the other points, `r² h ÷ (p s² (1 − h)²)`,
/// `Σ (rₜ − rₜ₋₁)² ÷ Σ r²` (Belsley, Kuh and Welsch 1980; Cook 1977; Durbin and Watson 1950; R's `hatvalues`, `rstandard`,
/// `rstudent`, `cooks.distance`). `design` has a row for each value, in the order of time.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], [`NumericsError::TooFewPoints`] without a point more than
/// columns, [`NumericsError::RankDeficient`].
pub fn diagnostics(design: &Matrix<DoubleDouble>, values: &[f64]) -> Result<Diagnostics, NumericsError> {
    let fit = exact_fit(design, values)?;
    let one = DoubleDouble::from(1.0);
    let zero = DoubleDouble::default();
    let freedom = DoubleDouble::from(fit.freedom as f64);
    let coefficients = DoubleDouble::from(design.columns() as f64);
    let variance = fit.residual_sum / freedom;
    let finite = |value: DoubleDouble| Some(value.value()).filter(|value| value.is_finite());
    let points = fit
        .found
        .residuals
        .iter()
        .zip(&fit.leverages)
        .map(|(residual, leverage)| {
            let rest = one - *leverage;
            let free = !fit.nothing_left && rest > DoubleDouble::from(THROUGH);
            let square = *residual * *residual / rest;
            let others = fit.residual_sum - square;
            let spread_without = fit.freedom > 1 && others > fit.residual_sum * DoubleDouble::from(1e-24);
            PointDiagnostic {
                residual: if fit.nothing_left { 0.0 } else { residual.value() },
                leverage: leverage.value().clamp(0.0, 1.0),
                internally_studentised: free
                    .then(|| finite(*residual / (variance * rest).square_root()))
                    .flatten(),
                externally_studentised: (free && spread_without)
                    .then(|| finite(*residual / (others / (freedom - one) * rest).square_root()))
                    .flatten(),
                cooks_distance: free
                    .then(|| finite(square / rest * *leverage / (coefficients * variance)))
                    .flatten(),
            }
        })
        .collect();
    let residuals = &fit.found.residuals;
    let steps = residuals.iter().zip(residuals.iter().skip(1)).fold(zero, |sum, (earlier, later)| {
        let step = *later - *earlier;
        sum + step * step
    });
    let durbin_watson = if fit.nothing_left { None } else { finite(steps / fit.residual_sum) };
    Ok(Diagnostics { points, durbin_watson })
}

/// The covariance of the coefficients that holds where the variances of the points differ.
///
/// `(X'X)⁻¹ X' diag(w r²) X (X'X)⁻¹` with `w` by the correction (White 1980; MacKinnon and White 1985; R's
/// `sandwich::vcovHC`).
///
/// # Errors
/// As [`diagnostics`]; [`NumericsError::OutOfRange`] where HC2 or HC3 meet a point of leverage one, whose residual is always
/// zero.
pub fn heteroscedastic_covariance(
    design: &Matrix<DoubleDouble>,
    values: &[f64],
    correction: HeteroscedasticityCorrection,
) -> Result<Matrix<f64>, NumericsError> {
    let fit = exact_fit(design, values)?;
    let (rows, columns) = (design.rows(), design.columns());
    let one = DoubleDouble::from(1.0);
    let mut weights = Vec::with_capacity(rows);
    for (residual, leverage) in fit.found.residuals.iter().zip(&fit.leverages) {
        let square = if fit.nothing_left { DoubleDouble::default() } else { *residual * *residual };
        let rest = one - *leverage;
        weights.push(match correction {
            HeteroscedasticityCorrection::Hc0 => square,
            HeteroscedasticityCorrection::Hc1 => {
                square * DoubleDouble::from(rows as f64) / DoubleDouble::from(fit.freedom as f64)
            }
            _ if rest <= DoubleDouble::from(THROUGH) => {
                return Err(NumericsError::OutOfRange {
                    name: "leverage",
                    lowest: 0.0,
                    highest: 1.0 - THROUGH,
                    found: leverage.value(),
                });
            }
            HeteroscedasticityCorrection::Hc2 => square / rest,
            HeteroscedasticityCorrection::Hc3 => square / (rest * rest),
        });
    }
    // The columns of X (X'X)⁻¹, each point's share in each coefficient.
    let shares: Vec<Vec<DoubleDouble>> =
        (0..columns).map(|column| design.times(fit.found.unscaled_covariance.column(column))).collect();
    let covariance = Matrix::from_fn(columns, columns, |row, column| {
        let pair = shares.get(row).zip(shares.get(column));
        pair.map_or(0.0, |(one, other)| {
            let terms = one.iter().zip(other).zip(&weights);
            terms
                .fold(DoubleDouble::default(), |sum, ((one, other), weight)| sum + *one * *other * *weight)
                .value()
        })
    });
    checked(&(0..columns).map(|place| covariance[(place, place)]).collect::<Vec<_>>(), 0)?;
    Ok(covariance)
}

fn reach(level: f64, freedom: usize) -> Result<f64, NumericsError> {
    let refused = NumericsError::OutOfRange { name: "level", lowest: 0.0, highest: 1.0, found: level };
    if !(level > 0.0 && level < 1.0) {
        return Err(refused);
    }
    // From the small tail, which keeps its digits and is never zero.
    let reach = -student_quantile(freedom as f64, (1.0 - level) / 2.0);
    if reach.is_finite() { Ok(reach) } else { Err(refused) }
}

/// The intervals of the coefficients of a fit at a level such as 0.95, by Student's t.
///
/// # Errors
/// [`NumericsError::OutOfRange`] for a level not between 0 and 1, [`NumericsError::NotFinite`] where an end leaves the range of
/// numbers.
pub fn confidence_intervals(fit: &LinearFit, level: f64) -> Result<Vec<Interval>, NumericsError> {
    let reach = reach(level, fit.degrees_of_freedom)?;
    let pairs = fit.coefficients.iter().zip(&fit.standard_errors);
    pairs
        .map(|(value, error)| {
            let interval = around(*value, reach * error);
            checked(&[interval.lower, interval.upper], 0).map(|()| interval)
        })
        .collect()
}

fn around(middle: f64, reach: f64) -> Interval {
    Interval { lower: middle - reach, upper: middle + reach }
}

/// What a least squares fit says of a new row of its design, with intervals at a level such as 0.95.
///
/// The mean lies within `t s √h`, one new value within `t s √(1 + h)`, `h = x (X'X)⁻¹ x'` (Draper and Smith 1998, 3.1;
/// R's `predict.lm`). `at` holds one number for each column, the one of the intercept included.
///
/// # Errors
/// As [`diagnostics`]; [`NumericsError::OutOfRange`] for the level.
pub fn prediction(
    design: &Matrix<DoubleDouble>,
    values: &[f64],
    at: &[f64],
    level: f64,
) -> Result<Prediction, NumericsError> {
    if at.len() != design.columns() {
        return Err(NumericsError::LengthMismatch { needed: design.columns(), found: at.len() });
    }
    checked(at, 0)?;
    let fit = exact_fit(design, values)?;
    let reach = reach(level, fit.freedom)?;
    let row: Vec<DoubleDouble> = at.iter().copied().map(DoubleDouble::of_shortest_decimal).collect();
    let coefficients = fit.found.coefficients.iter().zip(&row);
    let estimate =
        coefficients.fold(DoubleDouble::default(), |sum, (one, other)| sum + *one * *other).value();
    let variance = if fit.nothing_left {
        DoubleDouble::default()
    } else {
        fit.residual_sum / DoubleDouble::from(fit.freedom as f64)
    };
    let of_mean = variance * spread(&fit.found.unscaled_covariance, &row);
    let standard_error = of_mean.value().max(0.0).sqrt();
    let of_value = (of_mean + variance).value().max(0.0).sqrt();
    checked(&[estimate - reach * of_value, estimate + reach * of_value, standard_error], 0)?;
    Ok(Prediction {
        estimate,
        standard_error,
        confidence: around(estimate, reach * standard_error),
        prediction: around(estimate, reach * of_value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regression::linear::{linear_fit, polynomial_design};
    use proptest::prelude::*;

    #[test]
    fn a_point_that_stands_alone_has_no_residual() {
        // Five at one place, one far off: the line goes through the last.
        let design = polynomial_design(&[1.0, 1.0, 1.0, 2.0], 1).unwrap();
        let found = diagnostics(&design, &[1.0, 2.0, 3.0, 9.0]).unwrap();
        assert!((found.points[3].leverage - 1.0).abs() < 1e-15 && found.points[3].cooks_distance.is_none());
        assert!(found.points[0].externally_studentised.is_some());
        let values = [1.0, 2.0, 3.0, 9.0];
        let refused = heteroscedastic_covariance(&design, &values, HeteroscedasticityCorrection::Hc3);
        assert!(matches!(refused, Err(NumericsError::OutOfRange { name: "leverage", .. })));
        assert!(heteroscedastic_covariance(&design, &values, HeteroscedasticityCorrection::Hc1).is_ok());
    }

    #[test]
    fn nothing_left_over_is_said() {
        let design = polynomial_design(&[1.0, 2.0, 3.0, 4.0], 1).unwrap();
        let found = diagnostics(&design, &[0.1, 0.2, 0.3, 0.4]).unwrap();
        assert!(found.durbin_watson.is_none());
        assert!(found.points.iter().all(|point| point.cooks_distance.is_none() && point.residual <= 0.0));
        let next = prediction(&design, &[0.1, 0.2, 0.3, 0.4], &[1.0, 5.0], 0.95).unwrap();
        assert!((next.estimate - 0.5).abs() < 1e-15 && next.standard_error <= 0.0);
        assert!(diagnostics(&design, &[0.1]).is_err());
        assert!(prediction(&design, &[1.0, 3.0, 2.0, 4.0], &[1.0], 0.95).is_err());
        assert!(prediction(&design, &[1.0, 3.0, 2.0, 4.0], &[1.0, 1.0], 1.0).is_err());
    }

    proptest! {
        #[test]
        fn leaving_a_point_out_is_what_the_formulas_say(
            values in prop::collection::vec(-10.0..10.0f64, 6..12),
            bend in 0.1..1.0f64,
        ) {
            let x: Vec<f64> = (0..values.len()).map(|place| (place as f64).powf(1.0 + bend)).collect();
            let design = polynomial_design(&x, 1).unwrap();
            let found = diagnostics(&design, &values).unwrap();
            let sum: f64 = found.points.iter().map(|point| point.leverage).sum();
            prop_assert!((sum - 2.0).abs() < 1e-12);
            let without: Vec<f64> = values.iter().skip(1).copied().collect();
            let others = linear_fit(&polynomial_design(&x[1..], 1).unwrap(), &without, None, true).unwrap();
            let point = found.points[0];
            let expected =
                point.residual / (others.residual_standard_deviation * (1.0 - point.leverage).sqrt());
            let external = point.externally_studentised.unwrap();
            prop_assert!((external - expected).abs() <= 1e-9 * expected.abs().max(1e-3));
            let own = linear_fit(&design, &values, None, true).unwrap();
            let moved: f64 = x
                .iter()
                .map(|x| {
                    let step = [own.coefficients[0] - others.coefficients[0], own.coefficients[1] - others.coefficients[1]];
                    (step[0] + step[1] * x).powi(2)
                })
                .sum();
            let expected = moved / (2.0 * own.residual_standard_deviation.powi(2));
            prop_assert!((point.cooks_distance.unwrap() - expected).abs() <= 1e-8 * expected.max(1e-3));
        }
    }
}
