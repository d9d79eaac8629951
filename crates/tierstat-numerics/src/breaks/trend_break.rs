//! Whether the trend of a series breaks, and where it most likely does.

use super::supremum_f::{SupremumF, TRIMMING, supremum_f};
use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Matrix};
use crate::regression::linear::{linear_fit, polynomial_design};

/// What the line goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendScale {
    /// The logarithms: a steady rate is a straight line.
    Logarithm,
    /// The values themselves: one is not above zero, or they lie nearer to a line than their logarithms do.
    Level,
}

/// The test of a break in the line of a series against time.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendBreak {
    /// What the line goes through.
    pub scale: TrendScale,
    /// The test; its places count the points in the order they were given.
    pub test: SupremumF,
}

impl TrendBreak {
    /// The place, from 0, of the first point of the other line, were there a break.
    #[must_use]
    pub fn place(&self) -> usize {
        self.test.largest.first_of_second
    }
}

/// Tests the line of a series against time for a break of level or slope ([`supremum_f`] with the customary [`TRIMMING`]):
/// through the logarithms or through the values, whichever has the greater likelihood for one line without a break, so that a
/// straight line is not called broken for having no steady rate. Errors are held to be independent from time to time; a series
/// that wanders breaks too often.
///
/// `times` are in order.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] below six points, as two lines need three each; [`NumericsError::LengthMismatch`],
/// [`NumericsError::NotFinite`], [`NumericsError::ExactFit`] where the points lie on their line, [`NumericsError::RankDeficient`] where
/// one side stands at one time.
pub fn trend_break(times: &[f64], values: &[f64]) -> Result<TrendBreak, NumericsError> {
    let design = polynomial_design(times, 1)?;
    let logarithms: Option<Vec<f64>> =
        values.iter().all(|value| *value > 0.0).then(|| values.iter().map(|value| value.ln()).collect());
    let level = line_likelihood(&design, values, 0.0);
    let (scale, on_scale) = match logarithms {
        // The density of a value is that of its logarithm over the value.
        Some(logarithms) if line_likelihood(&design, &logarithms, logarithms.iter().sum()) >= level => {
            (TrendScale::Logarithm, logarithms)
        }
        _ => (TrendScale::Level, values.to_vec()),
    };
    if lies_on_line(&design, &on_scale) {
        return Err(NumericsError::ExactFit { found: values.len() });
    }
    Ok(TrendBreak { scale, test: supremum_f(&design, &on_scale, TRIMMING)? })
}

/// The log likelihood of one line, but for what both scales have in common; less what the change of scale costs.
fn line_likelihood(design: &Matrix<DoubleDouble>, values: &[f64], cost: f64) -> f64 {
    linear_fit(design, values, None, true).map_or(f64::NEG_INFINITY, |fit| {
        -0.5 * values.len() as f64 * fit.residual_sum_of_squares.max(f64::MIN_POSITIVE).ln() - cost
    })
}

/// Whether one line leaves no more than the rounding of printed numbers: then nothing is left to break.
fn lies_on_line(design: &Matrix<DoubleDouble>, values: &[f64]) -> bool {
    const LEAST: f64 = 1e-11;
    linear_fit(design, values, None, true).is_ok_and(|fit| 1.0 - fit.determination <= LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_that_changes_is_a_break_on_the_logarithms() {
        let times: Vec<f64> = (0..16).map(f64::from).collect();
        let noise = [1.0, 1.01, 0.99, 1.0, 1.02, 0.98];
        let values: Vec<f64> = (0..16)
            .map(|year| {
                let growth =
                    if year < 9 { 1.05_f64.powi(year) } else { 1.05_f64.powi(9) * 1.4_f64.powi(year - 9) };
                100.0 * growth * noise[year as usize % 6]
            })
            .collect();
        let found = trend_break(&times, &values).unwrap();
        assert_eq!(found.scale, TrendScale::Logarithm);
        assert!((9..=10).contains(&found.place()) && found.test.probability < 1e-3, "{found:?}");
    }

    #[test]
    fn neither_a_straight_line_nor_a_steady_rate_breaks() {
        let times: Vec<f64> = (0..12).map(f64::from).collect();
        let shake = [0.3, -0.2, 0.1, -0.3, 0.2, 0.0, -0.1];
        let line: Vec<f64> =
            (0..12).map(|at| 100.0 + 10.0 * f64::from(at) + shake[at as usize % 7]).collect();
        let found = trend_break(&times, &line).unwrap();
        assert!(found.scale == TrendScale::Level && found.test.probability > 0.05, "{found:?}");
        let steady: Vec<f64> = (0..12).map(|at| (100.0 * 1.1_f64.powi(at) * 1e6).round() / 1e6).collect();
        assert!(matches!(trend_break(&times, &steady), Err(NumericsError::ExactFit { .. })));
        let exact: Vec<f64> = (0..12).map(|at| 100.0 + 10.0 * f64::from(at)).collect();
        assert!(matches!(trend_break(&times, &exact), Err(NumericsError::ExactFit { .. })));
    }

    #[test]
    fn a_zero_is_tested_on_the_level_and_few_points_are_refused() {
        let times: Vec<f64> = (0..7).map(f64::from).collect();
        let found = trend_break(&times, &[0.0, 1.0, 2.2, 2.9, 4.1, 5.0, 6.2]).unwrap();
        assert_eq!(found.scale, TrendScale::Level);
        let refused = trend_break(&times[..5], &[1.0, 2.0, 4.0, 7.0, 9.0]);
        assert!(
            matches!(refused, Err(NumericsError::TooFewPoints { needed: 6, found: 5, .. })),
            "{refused:?}"
        );
        let exact = trend_break(&times, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert!(matches!(exact, Err(NumericsError::ExactFit { .. })), "{exact:?}");
        assert!(trend_break(&[1.0; 7], &[1.0, 2.0, 3.0, 1.0, 2.0, 5.0, 1.0]).is_err());
        assert!(trend_break(&times, &[1.0]).is_err());
    }
}
