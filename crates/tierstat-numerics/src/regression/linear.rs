//! Linear models by least squares in twice double precision.
//!
//! Filip's polynomial of the tenth degree is what double precision loses eight digits on; here it keeps all of them.

use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Matrix, least_squares};
use crate::requirement::{enough, finite, same_length, within};

/// A fitted linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearFit {
    /// One coefficient for each column of the design.
    pub coefficients: Vec<f64>,
    /// Their standard errors.
    pub standard_errors: Vec<f64>,
    /// Their covariance.
    pub covariance: Matrix<f64>,
    /// The values less the fitted ones, not weighted.
    pub residuals: Vec<f64>,
    /// The weighted sum of their squares; exactly zero where the points lie on the model to 26 digits.
    pub residual_sum_of_squares: f64,
    /// The residual standard deviation.
    pub residual_standard_deviation: f64,
    /// Points less coefficients.
    pub degrees_of_freedom: usize,
    /// The weighted sum of squares that the model explains: about the mean with an intercept, about zero without one.
    pub regression_sum_of_squares: f64,
    /// Coefficients, without the intercept.
    pub regression_degrees_of_freedom: usize,
    /// The share of the sum of squares that is explained: about the mean with an intercept, about zero without one.
    pub determination: f64,
    /// The ratio of the mean squares of regression and residuals; `None` where nothing is left over.
    pub variance_ratio: Option<f64>,
}

/// The powers 0 to `degree` of a variable, in twice double precision; each number is read as its shortest decimal.
///
/// # Errors
/// [`NumericsError::OutOfRange`] for a degree above 20, [`NumericsError::NotFinite`].
pub fn polynomial_design(x: &[f64], degree: usize) -> Result<Matrix<DoubleDouble>, NumericsError> {
    const HIGHEST: usize = 20;
    within("degree", degree as f64, [0.0, HIGHEST as f64])?;
    finite(x)?;
    let exact: Vec<DoubleDouble> = x.iter().copied().map(DoubleDouble::of_shortest_decimal).collect();
    let mut powers = Matrix::from_fn(x.len(), degree + 1, |_, _| DoubleDouble::from(1.0));
    for column in 1..=degree {
        for (row, value) in exact.iter().enumerate() {
            powers[(row, column)] = powers[(row, column - 1)] * *value;
        }
    }
    Ok(powers)
}

/// A design of plain columns of one length, with a column of ones before them where `intercept` says so.
///
/// Each number is read as its shortest decimal ([`DoubleDouble::of_shortest_decimal`]).
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`].
pub fn design(columns: &[&[f64]], intercept: bool) -> Result<Matrix<DoubleDouble>, NumericsError> {
    let rows = columns.first().map_or(0, |column| column.len());
    for column in columns {
        same_length(rows, column.len())?;
        finite(*column)?;
    }
    let first = usize::from(intercept);
    Ok(Matrix::from_fn(rows, columns.len() + first, |row, place| {
        let column = place.checked_sub(first).and_then(|place| columns.get(place));
        DoubleDouble::of_shortest_decimal(column.and_then(|column| column.get(row)).copied().unwrap_or(1.0))
    }))
}

/// Fits values to a design; `weights` are of the variances' inverses, `intercept` says whether the design holds ones.
///
/// Values are read as their shortest decimals. Where they lie on the model to 26 digits, nothing is left over: standard
/// errors are zero and there is no variance ratio.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], [`NumericsError::NegativeValue`] for weights of zero or less,
/// [`NumericsError::TooFewPoints`] without a point more than columns, [`NumericsError::RankDeficient`].
pub fn linear_fit(
    design: &Matrix<DoubleDouble>,
    values: &[f64],
    weights: Option<&[f64]>,
    intercept: bool,
) -> Result<LinearFit, NumericsError> {
    let exact: Vec<DoubleDouble> = values.iter().copied().map(DoubleDouble::of_shortest_decimal).collect();
    linear_fit_exact(design, &exact, weights, intercept)
}

/// The same for values that are given in twice double precision.
///
/// # Errors
/// As [`linear_fit`].
pub fn linear_fit_exact(
    design: &Matrix<DoubleDouble>,
    values: &[DoubleDouble],
    weights: Option<&[f64]>,
    intercept: bool,
) -> Result<LinearFit, NumericsError> {
    let (rows, columns) = (design.rows(), design.columns());
    for found in [Some(values.len()), weights.map(<[f64]>::len)].into_iter().flatten() {
        same_length(rows, found)?;
    }
    enough(columns + 1, rows)?;
    finite(values.iter().map(|value| value.value()))?;
    if let Some(value) =
        weights.unwrap_or_default().iter().find(|weight| !(**weight > 0.0 && weight.is_finite()))
    {
        return Err(NumericsError::NegativeValue { value: *value });
    }
    let weight = |row: usize| weights.and_then(|weights| weights.get(row)).copied().unwrap_or(1.0);
    let root: Vec<DoubleDouble> =
        (0..rows).map(|row| DoubleDouble::from(weight(row)).square_root()).collect();
    let weighted = Matrix::from_fn(rows, columns, |row, column| design[(row, column)] * root[row]);
    let right: Vec<DoubleDouble> = values.iter().zip(&root).map(|(value, root)| *value * *root).collect();
    let found = least_squares(&weighted, &right)?;
    let zero = DoubleDouble::from(0.0);
    let squares = |numbers: &[DoubleDouble]| numbers.iter().fold(zero, |sum, number| sum + *number * *number);
    let residual = squares(&found.residuals);
    // What twice double precision leaves of points that lie on the model is no residual.
    const ROUNDING: f64 = 1e-26;
    let rounding = squares(&right) * DoubleDouble::from(ROUNDING * ROUNDING);
    let exact_fit = residual <= rounding;
    let residual = if exact_fit { zero } else { residual };
    let freedom = rows - columns;
    let variance = residual / DoubleDouble::from(freedom as f64);
    let total = if intercept {
        let sum = (0..rows).fold(zero, |sum, row| sum + DoubleDouble::from(weight(row)));
        let mean = right.iter().zip(&root).fold(zero, |sum, (value, root)| sum + *value * *root) / sum;
        let centred: Vec<DoubleDouble> =
            values.iter().zip(&root).map(|(value, root)| (*value - mean) * *root).collect();
        squares(&centred)
    } else {
        squares(&right)
    };
    let of_regression = columns - usize::from(intercept);
    let covariance = Matrix::from_fn(columns, columns, |row, column| {
        (variance * found.unscaled_covariance[(row, column)]).value()
    });
    let determination =
        if total.value() > 0.0 { (DoubleDouble::from(1.0) - residual / total).value() } else { 0.0 };
    let explained = total - residual;
    let ratio = (explained / DoubleDouble::from(of_regression.max(1) as f64) / variance).value();
    finite(
        found
            .coefficients
            .iter()
            .chain(&found.residuals)
            .chain([&residual, &total])
            .map(|value| value.value())
            .chain([determination])
            .chain((0..columns).map(|place| covariance[(place, place)])),
    )?;
    Ok(LinearFit {
        standard_errors: (0..columns).map(|place| covariance[(place, place)].max(0.0).sqrt()).collect(),
        covariance,
        residuals: found
            .residuals
            .iter()
            .zip(&root)
            .map(|(residual, root)| if exact_fit { 0.0 } else { (*residual / *root).value() })
            .collect(),
        residual_sum_of_squares: residual.value(),
        residual_standard_deviation: variance.value().max(0.0).sqrt(),
        degrees_of_freedom: freedom,
        regression_sum_of_squares: explained.value().max(0.0),
        regression_degrees_of_freedom: of_regression,
        determination,
        variance_ratio: (of_regression > 0 && !exact_fit && ratio.is_finite()).then_some(ratio),
        coefficients: found.coefficients.iter().map(|value| value.value()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_on_a_line_leave_nothing_over() {
        let x = [0.1, 0.2, 0.3, 0.4];
        let fit = linear_fit(&polynomial_design(&x, 1).unwrap(), &[1.2, 1.4, 1.6, 1.8], None, true).unwrap();
        assert!((fit.coefficients[0] - 1.0).abs() < 1e-15 && (fit.coefficients[1] - 2.0).abs() < 1e-15);
        assert!(fit.standard_errors.iter().all(|error| *error <= 0.0) && fit.variance_ratio.is_none());
        assert!(fit.determination >= 1.0 && fit.residual_standard_deviation <= 0.0);
        assert!((fit.regression_sum_of_squares - 0.2).abs() < 1e-15);
    }

    #[test]
    fn numbers_too_large_to_square_are_refused() {
        let fit =
            linear_fit(&polynomial_design(&[1.0, 2.0, 3.0], 1).unwrap(), &[1e300, 1.0, 2e300], None, true);
        assert!(matches!(fit, Err(NumericsError::NotFinite { .. })), "{fit:?}");
    }
}
