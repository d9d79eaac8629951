//! Mean, standard deviation and autocorrelation in twice double precision.

use super::checked;
use crate::error::NumericsError;
use crate::regression::double_double::DoubleDouble;

/// The moments of a sample, in the order in which it was taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampleSummary {
    /// How many values there are, two or more.
    pub count: usize,
    /// The arithmetic mean, in the unit of the values.
    pub mean: f64,
    /// The standard deviation over `n − 1`, in the unit of the values.
    pub standard_deviation: f64,
    /// The autocorrelation at lag one, −1 to 1; `None` where all values are equal.
    pub lag_one_autocorrelation: Option<f64>,
}

/// The mean, the standard deviation and the autocorrelation at lag one of values in the order of time.
///
/// `Σ x ÷ n`, `√(Σ (x − mean)² ÷ (n − 1))` and `Σ (xₜ − mean)(xₜ₊₁ − mean) ÷ Σ (x − mean)²` (NIST/SEMATECH e-Handbook
/// 1.3.5.1, 1.3.5.6, 1.3.5.12). Each value is read as the shortest decimal that leads back to it
/// ([`DoubleDouble::of_shortest_decimal`]), so that a large level takes no digits from a small spread.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] below two values, [`NumericsError::NotFinite`], also where the result lies outside of what
/// double precision holds.
pub fn sample_summary(values: &[f64]) -> Result<SampleSummary, NumericsError> {
    checked(values, 2)?;
    let exact: Vec<DoubleDouble> = values.iter().copied().map(DoubleDouble::of_shortest_decimal).collect();
    sample_summary_exact(&exact)
}

/// The same for values that are given in twice double precision.
///
/// # Errors
/// As [`sample_summary`].
pub fn sample_summary_exact(values: &[DoubleDouble]) -> Result<SampleSummary, NumericsError> {
    let plain: Vec<f64> = values.iter().map(|value| value.value()).collect();
    checked(&plain, 2)?;
    let scale = power_of_two_near(plain.iter().fold(0.0, |largest, value| value.abs().max(largest)));
    let zero = DoubleDouble::default();
    let count = DoubleDouble::from(values.len() as f64);
    let scaled: Vec<DoubleDouble> =
        values.iter().map(|value| value.times_power_of_two(scale.recip())).collect();
    let mean = scaled.iter().fold(zero, |sum, value| sum + *value) / count;
    let centred: Vec<DoubleDouble> = scaled.iter().map(|value| *value - mean).collect();
    let squares = centred.iter().fold(zero, |sum, value| sum + *value * *value);
    let products =
        centred.iter().zip(centred.iter().skip(1)).fold(zero, |sum, (one, next)| sum + *one * *next);
    let equal = values.iter().zip(values.iter().skip(1)).all(|(one, next)| one == next);
    let deviation = (squares / (count - DoubleDouble::from(1.0))).square_root();
    let summary = SampleSummary {
        count: values.len(),
        mean: mean.value() * scale,
        standard_deviation: if equal { 0.0 } else { deviation.value() * scale },
        lag_one_autocorrelation: (!equal && squares > zero).then(|| (products / squares).value()),
    };
    checked(&[summary.mean, summary.standard_deviation], 2)?;
    Ok(summary)
}

/// A power of two near a size, so that dividing by it is exact and squares stay within the range of numbers.
pub(crate) fn power_of_two_near(size: f64) -> f64 {
    // Both the power and its inverse must be normal numbers.
    const FURTHEST: f64 = 1000.0;
    if size > 0.0 && size.is_finite() {
        2.0_f64.powf(size.log2().floor().clamp(-FURTHEST, FURTHEST))
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_sample_by_hand() {
        let found = sample_summary(&[1.0, 2.0, 3.0, 6.0]).unwrap();
        assert!((found.mean - 3.0).abs() < 1e-15);
        assert!((found.standard_deviation - (14.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        // Products of neighbours: (−2)(−1) + (−1)(0) + (0)(3) = 2.
        assert!((found.lag_one_autocorrelation.unwrap() - 2.0 / 14.0).abs() < 1e-15);
    }

    #[test]
    fn odd_samples() {
        assert!(matches!(
            sample_summary(&[1.0]),
            Err(NumericsError::TooFewPoints { needed: 2, found: 1, .. })
        ));
        assert!(sample_summary(&[]).is_err() && sample_summary(&[1.0, f64::NAN]).is_err());
        let equal = sample_summary(&[0.1, 0.1, 0.1]).unwrap();
        assert!(equal.standard_deviation <= 0.0 && equal.lag_one_autocorrelation.is_none());
        for size in [1e300, 1e-300, 1.5e308] {
            let found = sample_summary(&[size, -size, size, -size]).unwrap();
            assert!((found.standard_deviation / size - (4.0_f64 / 3.0).sqrt()).abs() < 1e-14);
            assert!((found.lag_one_autocorrelation.unwrap() + 0.75).abs() < 1e-14);
        }
    }

    proptest! {
        #[test]
        fn a_level_takes_no_digits(values in prop::collection::vec(-999..999_i32, 2..40), level in 0..9_i32) {
            // Tenths on a level of up to 1e11 are decimals that double precision still tells apart.
            let level = if level == 0 { 0.0 } else { 10.0_f64.powi(level + 2) };
            let tenths: Vec<f64> = values.iter().map(|value| f64::from(*value) / 10.0).collect();
            let raised: Vec<f64> = tenths.iter().map(|value| value + level).collect();
            let (low, high) = (sample_summary(&tenths).unwrap(), sample_summary(&raised).unwrap());
            let (low, high) = (low.standard_deviation, high.standard_deviation);
            prop_assert!((low - high).abs() <= 1e-13 * low, "{low} {high}");
        }

        #[test]
        fn never_a_number_that_is_none(values in prop::collection::vec(prop::num::f64::ANY, 0..12)) {
            if let Ok(found) = sample_summary(&values) {
                prop_assert!(found.mean.is_finite() && found.standard_deviation.is_finite());
                prop_assert!(found.lag_one_autocorrelation.is_none_or(|value| value.abs() <= 1.0 + 1e-12));
            }
        }
    }
}
