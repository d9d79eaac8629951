//! Least squares by Householder's reflections.
//!
//! Generic over the number: `f64`, or `DoubleDouble` with twice its digits where columns nearly depend on each
//! other.

use super::matrix::Matrix;
use super::real::Real;
use crate::error::NumericsError;
use crate::requirement::{enough, same_length};

/// What least squares of a right side on the columns of a design found.
#[derive(Debug, Clone, PartialEq)]
pub struct LeastSquares<T> {
    /// One coefficient for each column.
    pub coefficients: Vec<T>,
    /// The right side minus the fitted values.
    pub residuals: Vec<T>,
    /// `(X'X)⁻¹`, which times the variance of the errors is the covariance of the coefficients.
    pub unscaled_covariance: Matrix<T>,
}

/// The coefficients that make the sum of squared residuals least, by Householder's QR (Golub and Van Loan, *Matrix
/// Computations*, algorithm 5.3.2), never by normal equations. Columns are first brought to length one.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::TooFewPoints`] with fewer rows than columns,
/// [`NumericsError::RankDeficient`] where a column is a combination of others within the precision of `T`.
pub fn least_squares<T: Real>(design: &Matrix<T>, right: &[T]) -> Result<LeastSquares<T>, NumericsError> {
    let (rows, columns) = (design.rows(), design.columns());
    same_length(rows, right.len())?;
    enough(columns, rows)?;
    let (factor, scales) = scaled(design);
    let (factor, right_side) = reflected(factor, right.to_vec())?;
    let mut coefficients = back_substituted(&factor, &right_side);
    for (coefficient, scale) in coefficients.iter_mut().zip(&scales) {
        *coefficient = *coefficient / *scale;
    }
    let fitted = design.times(&coefficients);
    let residuals = right.iter().zip(&fitted).map(|(observed, fitted)| *observed - *fitted).collect();
    let unscaled_covariance = unscaled_covariance(&factor, &scales);
    Ok(LeastSquares { coefficients, residuals, unscaled_covariance })
}

fn scaled<T: Real>(design: &Matrix<T>) -> (Matrix<T>, Vec<T>) {
    let mut factor = design.clone();
    let scales = (0..design.columns())
        .map(|column| {
            let scale = length(design.column(column));
            let scale = if scale > T::zero() { scale } else { T::one() };
            for value in factor.column_mut(column) {
                *value = *value / scale;
            }
            scale
        })
        .collect();
    (factor, scales)
}

fn length<T: Real>(values: &[T]) -> T {
    values.iter().fold(T::zero(), |sum, value| sum + *value * *value).square_root()
}

/// The upper triangle `R` in place of the design, and the right side reflected along.
fn reflected<T: Real>(
    mut factor: Matrix<T>,
    mut right: Vec<T>,
) -> Result<(Matrix<T>, Vec<T>), NumericsError> {
    let (rows, columns) = (factor.rows(), factor.columns());
    // A column of length one that shrinks below this is a combination of those before it.
    let least = T::EPSILON * 10.0 * rows.max(1) as f64;
    for column in 0..columns {
        let norm = length(&factor.column(column)[column..]);
        if norm.to_double().is_nan() || norm.to_double() <= least {
            return Err(NumericsError::RankDeficient { needed: columns, found: column });
        }
        let first = factor[(column, column)];
        let diagonal = if first > T::zero() { -norm } else { norm };
        let mut reflector = factor.column(column)[column..].to_vec();
        reflector[0] = first - diagonal;
        let squared = reflector.iter().fold(T::zero(), |sum, value| sum + *value * *value);
        let reflect = |values: &mut [T]| {
            let product = reflector.iter().zip(values.iter()).fold(T::zero(), |sum, (x, y)| sum + *x * *y);
            let factor = (product + product) / squared;
            for (value, direction) in values.iter_mut().zip(&reflector) {
                *value = *value - factor * *direction;
            }
        };
        for later in column + 1..columns {
            reflect(&mut factor.column_mut(later)[column..]);
        }
        reflect(&mut right[column..]);
        factor[(column, column)] = diagonal;
        for row in column + 1..rows {
            factor[(row, column)] = T::zero();
        }
    }
    Ok((factor, right))
}

fn back_substituted<T: Real>(factor: &Matrix<T>, right: &[T]) -> Vec<T> {
    let columns = factor.columns();
    let mut solution = vec![T::zero(); columns];
    for row in (0..columns).rev() {
        let known =
            (row + 1..columns).fold(T::zero(), |sum, column| sum + factor[(row, column)] * solution[column]);
        solution[row] = (right[row] - known) / factor[(row, row)];
    }
    solution
}

/// `(R'R)⁻¹ = R⁻¹ R⁻¹'`, brought back to the scale of the columns.
fn unscaled_covariance<T: Real>(factor: &Matrix<T>, scales: &[T]) -> Matrix<T> {
    let columns = factor.columns();
    let mut inverse = Matrix::zeros(columns, columns);
    for column in 0..columns {
        let mut unit = vec![T::zero(); columns];
        unit[column] = T::one();
        inverse.column_mut(column).copy_from_slice(&back_substituted(factor, &unit));
    }
    Matrix::from_fn(columns, columns, |row, column| {
        let product =
            (0..columns).fold(T::zero(), |sum, inner| sum + inverse[(row, inner)] * inverse[(column, inner)]);
        product / (scales[row] * scales[column])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_its_points_is_found() {
        let design = Matrix::from_fn(3, 2, |row, column| if column == 0 { 1.0 } else { row as f64 });
        let found = least_squares(&design, &[1.0, 3.0, 5.0]).unwrap();
        assert!((found.coefficients[0] - 1.0).abs() < 1e-14 && (found.coefficients[1] - 2.0).abs() < 1e-14);
        // (X'X)^-1 by hand: [[5/6, -1/2], [-1/2, 1/2]].
        assert!((found.unscaled_covariance[(0, 0)] - 5.0 / 6.0).abs() < 1e-14);
        assert!((found.unscaled_covariance[(0, 1)] + 0.5).abs() < 1e-14);
    }

    #[test]
    fn columns_that_depend_on_each_other_are_refused() {
        let design = Matrix::from_fn(4, 2, |row, column| (row as f64 + 1.0) * (column as f64 + 1.0));
        let refused = least_squares(&design, &[1.0, 2.0, 3.0, 4.0]);
        assert!(matches!(refused, Err(NumericsError::RankDeficient { needed: 2, found: 1 })));
        let not_a_number = Matrix::from_fn(2, 1, |_, _| f64::NAN);
        assert!(least_squares(&not_a_number, &[1.0, 2.0]).is_err());
    }
}
