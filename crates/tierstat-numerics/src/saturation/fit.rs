//! Fitting a curve towards a ceiling; the starts are found from the data.

use super::curve::{CeilingCurve, Curve};
use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, line_through};
use crate::regression::nonlinear::{NonlinearFit, nonlinear_least_squares};
use crate::requirement::{enough, finite, not_negative, same_length};

/// A fitted curve.
#[derive(Debug, Clone, PartialEq)]
pub struct SaturationFit {
    /// The curve.
    pub curve: Curve,
    /// The ceiling, known or fitted.
    pub ceiling: f64,
    /// Whether the ceiling was fitted.
    pub is_ceiling_fitted: bool,
    /// The fit; the ceiling is its last parameter where it was fitted.
    pub fit: NonlinearFit,
    /// How many points it stands on.
    pub points_used: usize,
    /// The first and the last time of the data.
    pub span: (f64, f64),
}

/// Fits a curve to values at times; `ceiling` is the known one, or `None` to fit it.
///
/// Times and values stand in the caller's units; for Bass times count from the launch.
///
/// # Errors
/// [`NumericsError::CeilingBelowData`], [`NumericsError::NegativeValue`], [`NumericsError::AllEqual`],
/// [`NumericsError::TooFewPoints`] without at least one point more than parameters, [`NumericsError::DuplicateTime`],
/// [`NumericsError::NoConvergence`], [`NumericsError::RankDeficient`].
pub fn fit_saturation(
    curve: Curve,
    times: &[f64],
    values: &[f64],
    ceiling: Option<f64>,
) -> Result<SaturationFit, NumericsError> {
    fitted(curve, times, values, ceiling, None)
}

/// The same from a start of the caller's: the parameters in the order of [`Curve::parameter_names`], then the ceiling where it is
/// fitted.
///
/// # Errors
/// As [`fit_saturation`]; [`NumericsError::LengthMismatch`] and [`NumericsError::NotFinite`] for the start as well.
pub fn fit_saturation_from(
    curve: Curve,
    times: &[f64],
    values: &[f64],
    ceiling: Option<f64>,
    start: &[f64],
) -> Result<SaturationFit, NumericsError> {
    let needed = curve.parameter_names().len() + usize::from(ceiling.is_none());
    same_length(needed, start.len())?;
    finite(start)?;
    fitted(curve, times, values, ceiling, Some(start))
}

fn fitted(
    curve: Curve,
    times: &[f64],
    values: &[f64],
    ceiling: Option<f64>,
    start: Option<&[f64]>,
) -> Result<SaturationFit, NumericsError> {
    let model = CeilingCurve { curve, ceiling };
    let needed = curve.parameter_names().len() + usize::from(ceiling.is_none()) + 1;
    same_length(times.len(), values.len())?;
    finite(times.iter().chain(values).chain(&ceiling))?;
    not_negative(values)?;
    enough(needed, values.len())?;
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    if let Some(pair) = sorted.windows(2).find(|pair| pair[1] <= pair[0]) {
        return Err(NumericsError::DuplicateTime { time: pair[0].to_string(), found: 2 });
    }
    let largest = values.iter().copied().fold(0.0, f64::max);
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    if largest - least <= 1e-12 * largest {
        return Err(NumericsError::AllEqual { found: values.len() });
    }
    // The values of increments sum to what is below the ceiling; those of the other curves are below it one by one.
    let reached = if curve == Curve::BassIncrement { values.iter().sum() } else { largest };
    if let Some(ceiling) = ceiling.filter(|ceiling| *ceiling < reached) {
        return Err(NumericsError::CeilingBelowData { ceiling, largest: reached });
    }
    let starts =
        start.map_or_else(|| starts(curve, times, values, ceiling, reached), |start| vec![start.to_vec()]);
    let exact = |numbers: &[f64]| -> Vec<DoubleDouble> {
        numbers.iter().map(|number| DoubleDouble::from(*number)).collect()
    };
    let fit = nonlinear_least_squares(&model, &exact(times), &exact(values), &starts)?;
    let fitted = ceiling.is_none().then(|| fit.parameters.last().copied()).flatten();
    let found = fitted.or(ceiling).unwrap_or(f64::NAN);
    // A ceiling that was fitted far above or below everything says that the data do not bend.
    if !(found > 0.0 && found < 1e6 * reached) {
        return Err(NumericsError::NoConvergence { starts: starts.len() });
    }
    Ok(SaturationFit {
        curve,
        ceiling: found,
        is_ceiling_fitted: ceiling.is_none(),
        fit,
        points_used: values.len(),
        span: (sorted.first().copied().unwrap_or(0.0), sorted.last().copied().unwrap_or(0.0)),
    })
}

/// Starts from the data: the curve is a line after its ceiling is guessed and the values are bent by its inverse.
fn starts(curve: Curve, times: &[f64], values: &[f64], ceiling: Option<f64>, reached: f64) -> Vec<Vec<f64>> {
    let ceilings = match ceiling {
        Some(ceiling) => vec![ceiling],
        None => [1.02, 1.1, 1.3, 2.0, 5.0].map(|factor| factor * reached).to_vec(),
    };
    let span = times.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        - times.iter().copied().fold(f64::INFINITY, f64::min);
    let mut starts = Vec::new();
    for guess in ceilings {
        let shares: Vec<f64> = values.iter().map(|value| (value / guess).clamp(0.005, 0.995)).collect();
        let mut push = |mut start: Vec<f64>| {
            start.extend(ceiling.is_none().then_some(guess));
            starts.push(start);
        };
        match curve {
            Curve::Logistic | Curve::Richards => {
                let bent: Vec<f64> = shares.iter().map(|share| (share / (1.0 - share)).ln()).collect();
                let (intercept, slope) = line_through(times, &bent);
                let rate = if slope.abs() > 1e-9 / span { slope } else { 1.0 / span };
                let middle = -intercept / rate;
                if curve == Curve::Logistic {
                    push(vec![rate, middle]);
                } else {
                    for shape in [1.0, 0.5, 2.0, 0.2, 5.0] {
                        // The middle moves so that the curve still passes one half of its ceiling there.
                        let shift = (2.0_f64.powf(shape) - 1.0).ln() / rate;
                        push(vec![rate * shape.max(0.5), middle + shift, shape]);
                    }
                }
            }
            Curve::Gompertz => {
                let bent: Vec<f64> = shares.iter().map(|share| (-share.ln()).ln()).collect();
                let (intercept, slope) = line_through(times, &bent);
                push(vec![intercept.clamp(-500.0, 500.0).exp(), -slope]);
            }
            Curve::Bass | Curve::BassIncrement => {
                for innovation in [0.003, 0.01, 0.03, 0.1] {
                    for imitation in [2.0, 5.0, 10.0] {
                        push(vec![innovation * 15.0 / span, imitation / span]);
                    }
                }
            }
        }
    }
    starts
}

impl SaturationFit {
    /// The value of the curve at a time, with its gradient by the fitted parameters.
    pub(crate) fn value_and_gradient(&self, time: f64) -> (f64, Vec<f64>) {
        use crate::optimise::Model;
        let known = (!self.is_ceiling_fitted).then_some(self.ceiling);
        let model = CeilingCurve { curve: self.curve, ceiling: known };
        let mut gradient = vec![0.0; model.parameters()];
        let value = model.value(time, &self.fit.parameters, &mut gradient);
        (value, gradient)
    }

    /// The value of the curve at a time, in the unit of the data.
    #[must_use]
    pub fn value(&self, time: f64) -> f64 {
        self.value_and_gradient(time).0
    }

    /// The time at which a share of the ceiling is reached, 0 to 1; `None` where the curve never does, or turns down.
    ///
    /// For increments of Bass the share of their sum.
    #[must_use]
    pub fn time_at_share(&self, share: f64) -> Option<f64> {
        if !(share > 0.0 && share < 1.0) {
            return None;
        }
        let odds = share / (1.0 - share);
        let time = match (self.curve, self.fit.parameters.as_slice()) {
            (Curve::Logistic, [r, t0, ..]) if *r > 0.0 => t0 + odds.ln() / r,
            (Curve::Gompertz, [b, c, ..]) if *b > 0.0 && *c > 0.0 => (b / -share.ln()).ln() / c,
            (Curve::Richards, [r, t0, nu, ..]) if *r > 0.0 && *nu > 0.0 => {
                t0 - (share.powf(-nu) - 1.0).ln() / r
            }
            (Curve::Bass | Curve::BassIncrement, [p, q, ..]) if *p > 0.0 && p + q > 0.0 => {
                ((1.0 + share * q / p) / (1.0 - share)).ln() / (p + q)
            }
            _ => return None,
        };
        time.is_finite().then_some(time)
    }

    /// When Bass's curve rises fastest, `ln(q ÷ p) ÷ (p + q)`; `None` for other curves, or where it falls from the start.
    #[must_use]
    pub fn peak_time(&self) -> Option<f64> {
        match (self.curve, self.fit.parameters.as_slice()) {
            (Curve::Bass | Curve::BassIncrement, [p, q, ..]) if *p > 0.0 && q > p => {
                Some((q / p).ln() / (p + q))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_of_the_callers_leads_to_the_same_curve() {
        let (times, values) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [8.0, 19.0, 41.0, 62.0, 79.0, 91.0]);
        let own = fit_saturation(Curve::Logistic, &times, &values, None).unwrap();
        let given = fit_saturation_from(Curve::Logistic, &times, &values, None, &[1.0, 3.0, 100.0]).unwrap();
        for (one, other) in own.fit.parameters.iter().zip(&given.fit.parameters) {
            assert!((one - other).abs() < 1e-12 * one.abs(), "{own:?} {given:?}");
        }
        let short = fit_saturation_from(Curve::Logistic, &times, &values, None, &[1.0, 3.0]);
        assert!(matches!(short, Err(NumericsError::LengthMismatch { needed: 3, found: 2 })));
        let endless = fit_saturation_from(Curve::Logistic, &times, &values, Some(100.0), &[1.0, f64::NAN]);
        assert!(matches!(endless, Err(NumericsError::NotFinite { .. })));
    }
}
