//! Intervals of the parameters of a curve by the profile of the sum of squares, beside Wald's.
//!
//! Bates and Watts, *Nonlinear Regression Analysis and Its Applications* (1988), 6.1.2: with a parameter held at a place and the
//! others fitted again, `t = ± √((S − S₀) ÷ s²)`; the interval ends where it is the quantile of Student's t. R's `confint.nls` reads
//! the same ends off a spline through some places; here they are solved for.

use super::curve::CeilingCurve;
use super::fit::SaturationFit;
use crate::distribution::student_quantile;
use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Real};
use crate::optimise::{Model, chord_root};
use crate::regression::nonlinear::nonlinear_least_squares;
use crate::requirement::{self, finite, same_length};

/// The intervals of one parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterInterval {
    /// The name of the parameter, as in the formula of the curve.
    pub name: &'static str,
    /// The fitted value.
    pub estimate: f64,
    /// The lower end by the profile; `None` where the data set none: the fit worsens too little, however far the parameter goes.
    pub lower: Option<f64>,
    /// The upper end by the profile; `None` as for the lower.
    pub upper: Option<f64>,
    /// The ends by Wald: the fitted value and its standard error times the quantile of Student's t.
    pub wald: (f64, f64),
}

/// A model with one of its parameters held.
struct Held<'a, M> {
    model: &'a M,
    place: usize,
    value: f64,
}

impl<M: Model> Model for Held<'_, M> {
    fn parameters(&self) -> usize {
        self.model.parameters().saturating_sub(1)
    }

    fn value<T: Real>(&self, x: T, parameters: &[T], gradient: &mut [T]) -> T {
        // No curve has more than three parameters and a ceiling.
        const MOST: usize = 8;
        let mut all = [T::zero(); MOST];
        let mut slopes = [T::zero(); MOST];
        let count = self.model.parameters().min(MOST);
        let mut free = parameters.iter();
        for (place, value) in all.iter_mut().enumerate().take(count) {
            *value = if place == self.place {
                T::from(self.value)
            } else {
                free.next().copied().unwrap_or_else(T::zero)
            };
        }
        let value = self.model.value(x, &all[..count], &mut slopes[..count]);
        let kept = slopes.iter().take(count).enumerate().filter(|(place, _)| *place != self.place);
        for (part, (_, slope)) in gradient.iter_mut().zip(kept) {
            *part = *slope;
        }
        value
    }
}

/// The data and the fit that a profile is taken of.
struct Profile<'a> {
    model: CeilingCurve,
    fit: &'a SaturationFit,
    times: Vec<DoubleDouble>,
    values: Vec<DoubleDouble>,
    place: usize,
}

/// A place on the profile: how far the fit has worsened, in standard deviations, and the other parameters.
struct Stand {
    at: f64,
    distance: f64,
    others: Vec<f64>,
}

impl Profile<'_> {
    /// The profile with the parameter at `at`, from the other parameters' values nearby.
    fn stand(&self, at: f64, from: &[f64]) -> Option<Stand> {
        let model = Held { model: &self.model, place: self.place, value: at };
        let found = nonlinear_least_squares(&model, &self.times, &self.values, &[from.to_vec()]).ok()?;
        let fit = &self.fit.fit;
        let worse = (found.residual_sum_of_squares - fit.residual_sum_of_squares).max(0.0);
        let distance = worse.sqrt() / fit.residual_standard_deviation;
        distance.is_finite().then_some(Stand { at, distance, others: found.parameters })
    }

    /// Where the profile reaches a quantile on one side, `direction` −1 or 1; `None` where it does not.
    fn end(&self, quantile: f64, direction: f64) -> Option<f64> {
        const STRETCHES: usize = 60;
        const TOLERANCE: f64 = 1e-11;
        let estimate = *self.fit.fit.parameters.get(self.place)?;
        let error = *self.fit.fit.standard_errors.get(self.place)?;
        let others: Vec<f64> = self
            .fit
            .fit
            .parameters
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != self.place)
            .map(|(_, value)| *value)
            .collect();
        let mut inside = Stand { at: estimate, distance: 0.0, others };
        let mut stretch = 0.5 * quantile * error;
        let mut outside = None;
        // Steps that grow and worsen nothing, and steps on which the others cannot follow, lead to no end.
        let (mut flat, mut lost) = (0, 0);
        for _ in 0..STRETCHES {
            match self.stand(inside.at + direction * stretch, &inside.others) {
                Some(found) if found.distance >= quantile => {
                    outside = Some(found);
                    break;
                }
                Some(found) => {
                    let is_flat = found.distance < inside.distance + 1e-3 * quantile;
                    flat = if is_flat { flat + 1 } else { 0 };
                    inside = found;
                    stretch *= 1.5;
                }
                None => {
                    lost += 1;
                    stretch *= 0.25;
                }
            }
            if flat == 3 || lost == 4 {
                return None;
            }
        }
        let (outside, mut others) = (outside?, inside.others);
        // The distance is nearly a line.
        let ends = [(inside.at, inside.distance - quantile), (outside.at, outside.distance - quantile)];
        let tolerance = [TOLERANCE * (outside.at.abs() + error), TOLERANCE * quantile];
        let (at, height) = chord_root(ends[0], ends[1], tolerance, |at| {
            let found = self.stand(at, &others)?;
            let height = found.distance - quantile;
            if height < 0.0 {
                others = found.others;
            }
            Some(height)
        });
        (height.abs() <= 1e-9 * quantile).then_some(at)
    }
}

/// The intervals of all parameters of a fitted curve, the ceiling last where it was fitted, that cover with probability `level`.
///
/// `times` and `values` are those the curve was fitted to, in any order. The ends are exact to a relative 1e-9 of the quantile. Where
/// nothing is left over, both ends are the fitted value.
///
/// # Errors
/// [`NumericsError::LengthMismatch`] for other data than those of the fit, [`NumericsError::NotFinite`], [`NumericsError::OutOfRange`] for a
/// level outside of 0 to 1.
pub fn profile_intervals(
    fit: &SaturationFit,
    times: &[f64],
    values: &[f64],
    level: f64,
) -> Result<Vec<ParameterInterval>, NumericsError> {
    for found in [times.len(), values.len()] {
        same_length(fit.points_used, found)?;
    }
    finite(times.iter().chain(values))?;
    requirement::level(level)?;
    let upper_share = 0.5 + level / 2.0;
    let quantile = student_quantile(fit.fit.degrees_of_freedom as f64, upper_share);
    if !quantile.is_finite() {
        return Err(NumericsError::NotFinite { value: quantile });
    }
    let exact = |numbers: &[f64]| numbers.iter().copied().map(DoubleDouble::from).collect::<Vec<_>>();
    let known = (!fit.is_ceiling_fitted).then_some(fit.ceiling);
    let mut profile = Profile {
        model: CeilingCurve { curve: fit.curve, ceiling: known },
        fit,
        times: exact(times),
        values: exact(values),
        place: 0,
    };
    let mut names = fit.curve.parameter_names().to_vec();
    names.extend(fit.is_ceiling_fitted.then(|| fit.curve.ceiling_name()));
    let spread = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let is_exact = fit.fit.residual_standard_deviation <= 1e-12 * spread;
    let numbers = fit.fit.parameters.iter().zip(&fit.fit.standard_errors);
    Ok(names
        .into_iter()
        .zip(numbers)
        .enumerate()
        .map(|(place, (name, (estimate, error)))| {
            profile.place = place;
            let end = |direction: f64| {
                if is_exact { Some(*estimate) } else { profile.end(quantile, direction) }
            };
            ParameterInterval {
                name,
                estimate: *estimate,
                lower: end(-1.0),
                upper: end(1.0),
                wald: (estimate - quantile * error, estimate + quantile * error),
            }
        })
        .collect())
}
