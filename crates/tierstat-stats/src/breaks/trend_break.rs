//! Whether the trend of a series breaks, and where it most likely does.

use super::supremum_f::{SupremumF, TRIMMING, supremum_f};
use crate::error::StatsError;
use crate::regression::linear::polynomial_design;

/// What the line goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendScale {
    /// The logarithms: a steady rate is a straight line.
    Logarithm,
    /// The values themselves, since one of them is not above zero.
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
/// through the logarithms where all values are above zero, else through the values.
///
/// `times` are in order.
///
/// # Errors
/// [`StatsError::TooFewPoints`] below six points, as two lines need three each; [`StatsError::LengthMismatch`],
/// [`StatsError::NotFinite`], [`StatsError::ExactFit`] where the points lie on their line, [`StatsError::RankDeficient`] where
/// one side stands at one time.
pub fn trend_break(times: &[f64], values: &[f64]) -> Result<TrendBreak, StatsError> {
    let design = polynomial_design(times, 1)?;
    let (scale, on_scale) = if values.iter().all(|value| *value > 0.0) {
        (TrendScale::Logarithm, values.iter().map(|value| value.ln()).collect())
    } else {
        (TrendScale::Level, values.to_vec())
    };
    Ok(TrendBreak { scale, test: supremum_f(&design, &on_scale, TRIMMING)? })
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
        assert!((9..=10).contains(&found.place()) && found.test.probability < 1e-6, "{found:?}");
    }

    #[test]
    fn a_zero_is_tested_on_the_level_and_few_points_are_refused() {
        let times: Vec<f64> = (0..7).map(f64::from).collect();
        let found = trend_break(&times, &[0.0, 1.0, 2.2, 2.9, 4.1, 5.0, 6.2]).unwrap();
        assert_eq!(found.scale, TrendScale::Level);
        let refused = trend_break(&times[..5], &[1.0, 2.0, 4.0, 7.0, 9.0]);
        assert!(matches!(refused, Err(StatsError::TooFewPoints { needed: 6, found: 5, .. })), "{refused:?}");
        let exact = trend_break(&times, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert!(matches!(exact, Err(StatsError::ExactFit { .. })), "{exact:?}");
        assert!(trend_break(&[1.0; 7], &[1.0, 2.0, 3.0, 1.0, 2.0, 5.0, 1.0]).is_err());
        assert!(trend_break(&times, &[1.0]).is_err());
    }
}
