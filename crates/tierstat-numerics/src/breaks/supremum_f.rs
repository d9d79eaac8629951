//! Whether a linear model breaks anywhere, and where it most likely does.

use super::chow::{Chow, chow, pooled_sum_of_squares};
use super::null_distribution::{explained, simulated_probability, tail_probability};
use crate::distribution::f_survival;
use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Matrix, orthonormal};
use crate::regression::linear::linear_fit;
use crate::requirement::within;

/// The share of points at each end at which no break is looked for, unless another is asked for.
pub const TRIMMING: f64 = 0.15;

/// The test of a break at an unknown place.
#[derive(Debug, Clone, PartialEq)]
pub struct SupremumF {
    /// The largest of the statistics, `k` times Chow's variance ratio for `k` terms (as R's `strucchange` gives it).
    pub statistic: f64,
    /// Chow's test at the place where it is largest. Its own probability is that of a place known beforehand, and so too small.
    pub largest: Chow,
    /// The probability of as large a statistic where nothing breaks.
    pub probability: f64,
    /// Chow's tests at all places that were tried, in order.
    pub tried: Vec<Chow>,
}

/// The supremum of Chow's statistics over all inner places, with its probability (Andrews 1993; the statistic is that of R's
/// `strucchange::Fstats`).
///
/// `design` as for [`super::chow`], of one to three terms. `trimming` is the share of the points that each side must have at
/// least, 0 to below a half, [`TRIMMING`] by custom; each side always has a point more than there are terms. Up to 200 points the
/// probability is that of series of the same length under normal errors, by simulation with a fixed seed, never below one in two
/// thousand (of hundreds of points one in two hundred); above, that of the asymptotic tail. Where only one place is left, it is the exact one of Chow's test.
///
/// # Errors
/// As [`super::chow`]; [`NumericsError::TooFewPoints`] where no place is left, [`NumericsError::OutOfRange`] for the trimming or for more than
/// three terms.
pub fn supremum_f(
    design: &Matrix<DoubleDouble>,
    values: &[f64],
    trimming: f64,
) -> Result<SupremumF, NumericsError> {
    const MOST_TERMS: usize = 3;
    /// Up to so many points every place is tested in twice double precision.
    const EXACT: usize = 40;
    /// Up to so many points the distribution is simulated.
    const SIMULATED: usize = 200;
    let (count, terms) = (design.rows(), design.columns());
    if !(0.0..0.5).contains(&trimming) {
        return Err(NumericsError::OutOfRange {
            name: "trimming",
            lowest: 0.0,
            highest: 0.5,
            found: trimming,
        });
    }
    within("terms", terms as f64, [1.0, MOST_TERMS as f64])?;
    let needed = 2 * (terms + 1);
    if values.len() == count && count < needed {
        return Err(NumericsError::TooFewPoints { needed, found: count, left_out: 0 });
    }
    let pooled = pooled_sum_of_squares(design, values)?;
    let first = ((trimming * count as f64).floor() as usize).max(terms + 1);
    let last = count - first;
    let mut tried = if count <= EXACT {
        (first..=last).map(|place| chow(pooled, design, values, place)).collect::<Result<Vec<_>, _>>()?
    } else {
        scanned(design, values, first..=last)?
    };
    if count > EXACT {
        // The place is found in double precision; its own test is made in twice that.
        let ratio = |test: &Chow| test.variance_ratio;
        if let Some(largest) = tried.iter_mut().max_by(|one, other| ratio(one).total_cmp(&ratio(other))) {
            *largest = chow(pooled, design, values, largest.first_of_second)?;
        }
    }
    // The first of equal ones.
    let largest = tried
        .iter()
        .copied()
        .reduce(|largest, other| if other.variance_ratio > largest.variance_ratio { other } else { largest })
        .ok_or(NumericsError::TooFewPoints { needed, found: count, left_out: 0 })?;
    let statistic = largest.variance_ratio * terms as f64;
    let probability = if first == last {
        largest.probability
    } else if count <= SIMULATED {
        simulated_probability(design, statistic, first..=last)
    } else {
        let share = |place: usize| place as f64 / count as f64;
        tail_probability(terms, statistic, share(first), share(last))
    };
    Ok(SupremumF { statistic, largest, probability, tried })
}

/// Chow's tests at all the places in double precision, on what one model for all points leaves over.
fn scanned(
    design: &Matrix<DoubleDouble>,
    values: &[f64],
    places: std::ops::RangeInclusive<usize>,
) -> Result<Vec<Chow>, NumericsError> {
    let (count, terms) = (design.rows(), design.columns());
    let residuals = linear_fit(design, values, None, false)?.residuals;
    let squares = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>();
    let pooled = squares(&residuals);
    let (above, below) = (terms as f64, (count - 2 * terms) as f64);
    let test = |place: usize| {
        let (before, after) = residuals.split_at_checked(place)?;
        let left = |values: &[f64], from: usize, to: usize| {
            (squares(values) - explained(&orthonormal(design, from, to), values)).max(0.0)
        };
        let (first, second) = (left(before, 0, place), left(after, place, count));
        let ratio = ((pooled - first - second) / above / ((first + second) / below)).max(0.0);
        ratio.is_finite().then(|| Chow {
            first_of_second: place,
            pooled_sum_of_squares: pooled,
            first_sum_of_squares: first,
            second_sum_of_squares: second,
            variance_ratio: ratio,
            degrees_of_freedom: (terms, count - 2 * terms),
            probability: f_survival(above, below, ratio),
        })
    };
    places.map(|place| test(place).ok_or(NumericsError::ExactFit { found: count })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regression::linear::polynomial_design;

    #[test]
    fn the_place_of_a_clear_break_is_found() {
        let values = [1.0, 1.2, 0.9, 1.1, 1.0, 5.1, 4.9, 5.0, 5.2, 4.8, 5.0, 5.1];
        let found = supremum_f(&polynomial_design(&[0.0; 12], 0).unwrap(), &values, TRIMMING).unwrap();
        assert_eq!(found.largest.first_of_second, 5);
        assert_eq!((found.tried.len(), found.tried[0].first_of_second), (9, 2));
        assert!(found.probability < 1e-3, "{found:?}");
    }

    #[test]
    fn the_scan_in_double_precision_is_the_exact_one() {
        let times: Vec<f64> = (0..60).map(f64::from).collect();
        let values: Vec<f64> = (0..60)
            .map(|at| f64::from(at) * if at < 33 { 1.0 } else { 1.2 } + f64::from(at * at % 7))
            .collect();
        let design = polynomial_design(&times, 1).unwrap();
        let found = supremum_f(&design, &values, TRIMMING).unwrap();
        for test in &found.tried {
            let pooled = pooled_sum_of_squares(&design, &values).unwrap();
            let known = chow(pooled, &design, &values, test.first_of_second).unwrap();
            assert!((test.variance_ratio / known.variance_ratio - 1.0).abs() < 1e-9, "{test:?} {known:?}");
        }
    }

    #[test]
    fn short_series_are_tried_where_they_can_be_or_refused() {
        let times: Vec<f64> = (0..6).map(f64::from).collect();
        let values = [1.0, 2.1, 2.9, 4.2, 4.8, 6.3];
        let design = polynomial_design(&times, 1).unwrap();
        let one = supremum_f(&design, &values, TRIMMING).unwrap();
        assert_eq!(one.tried.len(), 1);
        assert!((one.probability - one.largest.probability).abs() < 1e-15);
        let refused = supremum_f(&polynomial_design(&times[..5], 1).unwrap(), &values[..5], TRIMMING);
        assert!(matches!(refused, Err(NumericsError::TooFewPoints { needed: 6, found: 5, .. })));
        for trimming in [-0.1, 0.5, f64::NAN] {
            assert!(matches!(supremum_f(&design, &values, trimming), Err(NumericsError::OutOfRange { .. })));
        }
        let cubic = polynomial_design(&times, 3).unwrap();
        assert!(matches!(
            supremum_f(&cubic, &values, 0.2),
            Err(NumericsError::OutOfRange { name: "terms", .. })
        ));
    }
}
