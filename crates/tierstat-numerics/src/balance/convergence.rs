//! Convergence: whether those behind grow faster (beta), and whether all become more alike (sigma).

use crate::distribution::student_survival;
use crate::error::NumericsError;
use crate::regression::linear::{design, linear_fit};
use crate::requirement::{above_zero, enough, finite, same_length};

/// Absolute beta convergence: the line of growth on the level at the start.
#[derive(Debug, Clone, PartialEq)]
pub struct BetaConvergence {
    /// The intercept `a`.
    pub intercept: f64,
    /// The slope `b`; below zero where those behind grow faster.
    pub slope: f64,
    /// The standard errors of intercept and slope.
    pub standard_errors: (f64, f64),
    /// The slope over its standard error; `None` where all points lie on the line.
    pub slope_score: Option<f64>,
    /// The probability of a slope as far from zero by chance, by Student's t with n − 2; `None` as for the score.
    pub slope_probability: Option<f64>,
    /// The share of the variance that the line explains.
    pub determination: f64,
    /// How many areas there are.
    pub count: usize,
    /// The years from start to end.
    pub years: f64,
}

impl BetaConvergence {
    /// The speed of convergence a year, `−ln(1 + b T) ÷ T`; below zero where areas move apart.
    ///
    /// # Errors
    /// [`NumericsError::NoSpeed`] where `1 + b T` is zero or less: those behind overtook the others, and no path towards one level
    /// does that.
    pub fn speed(&self) -> Result<f64, NumericsError> {
        let rest = self.slope.mul_add(self.years, 1.0);
        if rest > 0.0 { Ok(-rest.ln() / self.years) } else { Err(NumericsError::NoSpeed { rest }) }
    }

    /// The years until half of the distance is gone, `ln 2 ÷ speed`.
    ///
    /// # Errors
    /// As [`Self::speed`]; [`NumericsError::NotConverging`] where the speed is zero or below.
    pub fn half_life(&self) -> Result<f64, NumericsError> {
        let speed = self.speed()?;
        let half_life = std::f64::consts::LN_2 / speed;
        if speed > 0.0 && half_life.is_finite() {
            Ok(half_life)
        } else {
            Err(NumericsError::NotConverging { speed })
        }
    }
}

/// Absolute beta convergence over `years`, one or more: least squares of `(1 ÷ T) ln(y_T ÷ y₀)` on `ln y₀` (Barro and Sala-i-Martin
/// 1992; R's `REAT::betaconv.ols`). Both lists hold one number above zero for each area.
///
/// # Errors
/// [`NumericsError::SpanTooShort`], [`NumericsError::LengthMismatch`], [`NumericsError::TooFewPoints`] below three areas,
/// [`NumericsError::NotFinite`], [`NumericsError::ValueNotPositive`], [`NumericsError::AllEqual`] where all start at one level.
pub fn beta_convergence(start: &[f64], end: &[f64], years: f64) -> Result<BetaConvergence, NumericsError> {
    const NEEDED: usize = 3;
    if !(years >= 1.0 && years.is_finite()) {
        return Err(NumericsError::SpanTooShort { years });
    }
    checked(start, end, NEEDED)?;
    let level: Vec<f64> = start.iter().map(|value| value.ln()).collect();
    let growth: Vec<f64> =
        end.iter().zip(start).map(|(end, start)| (end.ln() - start.ln()) / years).collect();
    let (least, most) = start.iter().fold((f64::MAX, 0.0_f64), |(a, b), x| (a.min(*x), b.max(*x)));
    if most <= least {
        return Err(NumericsError::AllEqual { found: start.len() });
    }
    let fit = linear_fit(&design(&[&level], true)?, &growth, None, true)?;
    let pair = |values: &[f64]| match values {
        [first, second] => Ok((*first, *second)),
        _ => Err(NumericsError::LengthMismatch { needed: 2, found: values.len() }),
    };
    let (intercept, slope) = pair(&fit.coefficients)?;
    let standard_errors = pair(&fit.standard_errors)?;
    let slope_score = Some(slope / standard_errors.1).filter(|score| score.is_finite());
    let freedom = fit.degrees_of_freedom as f64;
    Ok(BetaConvergence {
        intercept,
        slope,
        standard_errors,
        slope_score,
        slope_probability: slope_score.map(|score| 2.0 * student_survival(freedom, score.abs())),
        determination: fit.determination,
        count: start.len(),
        years,
    })
}

/// How far areas lie apart at two times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SigmaConvergence {
    /// The standard deviation of the logarithms at the start, with n − 1.
    pub start: f64,
    /// The same at the end; less than at the start where areas converge.
    pub end: f64,
    /// The standard deviation over the mean at the start, with n − 1.
    pub start_variation: f64,
    /// The same at the end.
    pub end_variation: f64,
}

/// Sigma convergence: the spread of areas at both ends (Barro and Sala-i-Martin 1992; R's `REAT::sigmaconv`). Both lists hold one
/// number above zero for each area. A complete count of areas is described, not sampled: no test is given.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::TooFewPoints`] below two areas, [`NumericsError::NotFinite`],
/// [`NumericsError::ValueNotPositive`].
pub fn sigma_convergence(start: &[f64], end: &[f64]) -> Result<SigmaConvergence, NumericsError> {
    const NEEDED: usize = 2;
    checked(start, end, NEEDED)?;
    let logs = |values: &[f64]| values.iter().map(|value| value.ln()).collect::<Vec<_>>();
    let variation = |values: &[f64]| {
        // In units of the largest, so that no square leaves the numbers.
        let largest = values.iter().copied().fold(0.0, f64::max);
        let (mean, deviation) =
            mean_and_deviation(&values.iter().map(|value| value / largest).collect::<Vec<_>>());
        deviation / mean
    };
    Ok(SigmaConvergence {
        start: mean_and_deviation(&logs(start)).1,
        end: mean_and_deviation(&logs(end)).1,
        start_variation: variation(start),
        end_variation: variation(end),
    })
}

fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0)).sqrt())
}

fn checked(start: &[f64], end: &[f64], needed: usize) -> Result<(), NumericsError> {
    same_length(start.len(), end.len())?;
    enough(needed, start.len())?;
    let all = || start.iter().chain(end).copied();
    finite(all())?;
    above_zero(all())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_on_a_path_to_one_level_have_its_speed() {
        // Distances from the level 100, as logarithms, shrink by e^(-0.03 t).
        let start = [5.0, 20.0, 40.0, 70.0_f64];
        let end = start.map(|value| 100.0 * ((value / 100.0).ln() * (-0.3_f64).exp()).exp());
        let found = beta_convergence(&start, &end, 10.0).unwrap();
        assert!((found.speed().unwrap() - 0.03).abs() < 1e-12);
        assert!((found.half_life().unwrap() - std::f64::consts::LN_2 / 0.03).abs() < 1e-9);
        let spread = sigma_convergence(&start, &end).unwrap();
        assert!((spread.end / spread.start - (-0.3_f64).exp()).abs() < 1e-12);
    }

    #[test]
    fn areas_that_overtake_or_move_apart_have_no_half_life() {
        let overtaken = beta_convergence(&[1.0, 2.0, 4.0], &[4.0, 2.0, 1.0], 1.0).unwrap();
        assert!(matches!(overtaken.speed(), Err(NumericsError::NoSpeed { .. })));
        assert!(matches!(overtaken.half_life(), Err(NumericsError::NoSpeed { .. })));
        let apart = beta_convergence(&[1.0, 2.0, 4.0], &[1.0, 4.0, 16.0], 5.0).unwrap();
        assert!(apart.speed().unwrap() < 0.0);
        assert!(matches!(apart.half_life(), Err(NumericsError::NotConverging { .. })));
    }

    #[test]
    fn what_is_no_panel_of_areas_is_refused() {
        let (one, two) = ([1.0, 2.0, 3.0], [2.0, 3.0, 4.0]);
        assert!(matches!(beta_convergence(&one, &two, 0.5), Err(NumericsError::SpanTooShort { .. })));
        assert!(matches!(
            beta_convergence(&one[..2], &two[..2], 5.0),
            Err(NumericsError::TooFewPoints { .. })
        ));
        assert!(matches!(beta_convergence(&one, &two[..2], 5.0), Err(NumericsError::LengthMismatch { .. })));
        assert!(matches!(beta_convergence(&[2.0; 3], &two, 5.0), Err(NumericsError::AllEqual { found: 3 })));
        let zero = [0.0, 1.0, 2.0];
        assert!(matches!(beta_convergence(&one, &zero, 5.0), Err(NumericsError::ValueNotPositive { .. })));
        assert!(matches!(sigma_convergence(&one[..1], &two[..1]), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(
            sigma_convergence(&one, &[1.0, f64::NAN, 2.0]),
            Err(NumericsError::NotFinite { .. })
        ));
    }
}
