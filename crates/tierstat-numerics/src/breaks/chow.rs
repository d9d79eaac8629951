//! Whether a linear model is another one from a given place on.

use crate::distribution::f_survival;
use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Matrix};
use crate::regression::linear::linear_fit;
use crate::requirement::{enough, same_length};

/// Chow's test at one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chow {
    /// The place, from 0, of the first point of the second side.
    pub first_of_second: usize,
    /// The residual sum of squares of one model for all points.
    pub pooled_sum_of_squares: f64,
    /// That of the model of the points before the place.
    pub first_sum_of_squares: f64,
    /// That of the model of the points from the place on.
    pub second_sum_of_squares: f64,
    /// `((pooled − first − second) ÷ k) ÷ ((first + second) ÷ (n − 2k))` for `k` terms and `n` points.
    pub variance_ratio: f64,
    /// The degrees of freedom, `k` and `n − 2k`.
    pub degrees_of_freedom: (usize, usize),
    /// The probability of as large a ratio where nothing breaks.
    pub probability: f64,
}

/// The residual sum of squares of one model for all points.
///
/// # Errors
/// As [`chow`].
pub fn pooled_sum_of_squares(design: &Matrix<DoubleDouble>, values: &[f64]) -> Result<f64, NumericsError> {
    same_length(design.rows(), values.len())?;
    Ok(linear_fit(design, values, None, false)?.residual_sum_of_squares)
}

/// Chow's test of a break at a place that was known beforehand (Chow 1960; R's `strucchange::sctest(type = "Chow")`, whose
/// `point` is the number of points before the break).
///
/// `pooled_sum_of_squares` is what one model for all points leaves over, as the function of that name has it. `design` has one row
/// for each value, in the order of time; [`crate::regression::linear::polynomial_design`] of degree 1 asks for a break of level or
/// slope, of degree 0 for one of level. Where the place is chosen by looking at the values, its probability is too
/// small: [`super::supremum_f`] is for that. Errors are held to be independent and of one variance on both sides.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], [`NumericsError::TooFewPoints`] where a side has no point more than the
/// model has terms, [`NumericsError::RankDeficient`], [`NumericsError::ExactFit`] where both sides lie on their model, so that
/// nothing is left to test against.
pub fn chow(
    pooled_sum_of_squares: f64,
    design: &Matrix<DoubleDouble>,
    values: &[f64],
    first_of_second: usize,
) -> Result<Chow, NumericsError> {
    let (count, terms) = (design.rows(), design.columns());
    let (Some(before), Some(after)) = (values.get(..first_of_second), values.get(first_of_second..)) else {
        let (highest, found) = (count as f64, first_of_second as f64);
        return Err(NumericsError::OutOfRange { name: "first_of_second", lowest: 0.0, highest, found });
    };
    for side in [before, after] {
        enough(terms + 1, side.len())?;
    }
    let side = |start: usize, values: &[f64]| {
        let part = Matrix::from_fn(values.len(), terms, |row, column| design[(start + row, column)]);
        linear_fit(&part, values, None, false).map(|fit| fit.residual_sum_of_squares)
    };
    let (first, second) = (side(0, before)?, side(first_of_second, after)?);
    let (above, below) = (terms as f64, (count - 2 * terms) as f64);
    // What the rounding of the values alone leaves over is nothing to test against.
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let rounding = count as f64 * (largest * f64::EPSILON).powi(2);
    let ratio = ((pooled_sum_of_squares - first - second) / above / ((first + second) / below)).max(0.0);
    if first + second <= rounding || !ratio.is_finite() {
        return Err(NumericsError::ExactFit { found: count });
    }
    Ok(Chow {
        first_of_second,
        pooled_sum_of_squares,
        first_sum_of_squares: first,
        second_sum_of_squares: second,
        variance_ratio: ratio,
        degrees_of_freedom: (terms, count - 2 * terms),
        probability: f_survival(above, below, ratio),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regression::linear::polynomial_design;

    fn tested(design: &Matrix<DoubleDouble>, values: &[f64], place: usize) -> Result<Chow, NumericsError> {
        chow(pooled_sum_of_squares(design, values)?, design, values, place)
    }

    #[test]
    fn a_break_of_level_by_hand() {
        // Means 1 and 5 with squares 2 and 2 about them, 3 and 28 together: (28 − 4) ÷ 1 ÷ (4 ÷ 4) = 24.
        let design = polynomial_design(&[0.0; 6], 0).unwrap();
        let found = tested(&design, &[0.0, 1.0, 2.0, 4.0, 5.0, 6.0], 3).unwrap();
        assert!(
            (found.pooled_sum_of_squares - 28.0).abs() < 1e-12 && (found.variance_ratio - 24.0).abs() < 1e-12
        );
        assert_eq!(found.degrees_of_freedom, (1, 4));
    }

    #[test]
    fn a_side_with_too_few_points_is_refused() {
        let times: Vec<f64> = (0..7).map(f64::from).collect();
        let values = [1.0, 2.0, 2.5, 4.0, 5.5, 6.0, 8.0];
        let design = polynomial_design(&times, 1).unwrap();
        for place in [0, 2, 5, 7] {
            let refused = tested(&design, &values, place);
            assert!(matches!(refused, Err(NumericsError::TooFewPoints { needed: 3, .. })), "{place}");
        }
        assert!(matches!(tested(&design, &values, 8), Err(NumericsError::OutOfRange { .. })));
        assert!(matches!(tested(&design, &values[..6], 3), Err(NumericsError::LengthMismatch { .. })));
        assert!(tested(&design, &values, 3).is_ok() && tested(&design, &values, 4).is_ok());
        assert!(matches!(tested(&design, &[f64::NAN; 7], 3), Err(NumericsError::NotFinite { .. })));
    }

    #[test]
    fn nothing_is_tested_against_points_on_their_lines() {
        let times: Vec<f64> = (0..8).map(f64::from).collect();
        let design = polynomial_design(&times, 1).unwrap();
        for slope in [0.0, 0.1, 3.0] {
            let values: Vec<f64> =
                times.iter().map(|time| slope * time + if *time > 3.0 { 7.0 } else { 0.0 }).collect();
            assert!(
                matches!(tested(&design, &values, 4), Err(NumericsError::ExactFit { found: 8 })),
                "{slope}"
            );
        }
    }
}
