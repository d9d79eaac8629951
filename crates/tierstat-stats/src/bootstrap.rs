//! How a statistic would vary from sample to sample: the bootstrap and the jackknife.
//!
//! Short samples are resampled in all their ways, and nothing is left to chance; longer ones at random from a seed that is an
//! argument and is told with the result.

use crate::descriptive::{QuantileType, checked, of_sorted, sample_summary};
use crate::distribution::{normal_cdf, normal_quantile};
use crate::error::StatsError;
use crate::random::RandomStream;
use crate::regression::diagnostics::Interval;

/// What the bootstrap says of a statistic.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    /// The statistic of the sample itself.
    pub estimate: f64,
    /// The standard deviation of the statistic over the resamples: over their number where those are all there are, over one
    /// less where they are random.
    pub standard_error: f64,
    /// The mean of the statistic over the resamples less the estimate.
    pub bias: f64,
    /// The percentile interval: quantiles of the resamples, of type 7.
    pub percentile: Interval,
    /// The interval corrected for bias and acceleration (Efron 1987); `None` where the statistic does not vary, or all
    /// resamples lie on one side of the estimate.
    pub corrected: Option<Interval>,
    /// The correction for bias, `z0`: the normal quantile of the share of resamples below the estimate; `None` as above.
    pub bias_correction: Option<f64>,
    /// The same where resamples that equal the estimate count half.
    pub bias_correction_midpoint: Option<f64>,
    /// The acceleration by the jackknife; `None` where leaving a value out never changes the statistic.
    pub acceleration: Option<f64>,
    /// The standard error by the jackknife.
    pub jackknife_standard_error: f64,
    /// How many resamples were used.
    pub resamples: usize,
    /// How many more had no finite statistic and were left out.
    pub left_out: usize,
    /// Whether these are all resamples there are, each once; the seed plays no part then.
    pub exhaustive: bool,
    /// The seed.
    pub seed: u64,
}

/// What the jackknife says of a statistic.
#[derive(Debug, Clone, PartialEq)]
pub struct Jackknife {
    /// The statistic without each value in turn.
    pub values: Vec<f64>,
    /// `√((n − 1) ÷ n · Σ (θᵢ − mean)²)` (Tukey 1958).
    pub standard_error: f64,
    /// `(n − 1)(mean − estimate)` (Quenouille 1956).
    pub bias: f64,
    /// `Σ (mean − θᵢ)³ ÷ (6 (Σ (mean − θᵢ)²)^1.5)` (Efron 1987); `None` where all are equal.
    pub acceleration: Option<f64>,
}

/// The largest number of resamples that are taken all, each once.
const EXHAUSTIVE: usize = 50_000;

/// The jackknife of a statistic: what it is without each value in turn.
///
/// # Errors
/// [`StatsError::TooFewPoints`] below two values, [`StatsError::NotFinite`], also where the statistic is not finite without a
/// value.
pub fn jackknife(sample: &[f64], statistic: impl Fn(&[f64]) -> f64) -> Result<Jackknife, StatsError> {
    checked(sample, 2)?;
    let estimate = statistic(sample);
    let values: Vec<f64> = (0..sample.len())
        .map(|out| {
            let others: Vec<f64> = sample
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != out)
                .map(|(_, value)| *value)
                .collect();
            statistic(&others)
        })
        .collect();
    checked(&[estimate], 1)?;
    checked(&values, 2)?;
    let count = values.len() as f64;
    let summary = sample_summary(&values)?;
    let (mean, spread) = (summary.mean, summary.standard_deviation);
    let standard_error = (count - 1.0) / count.sqrt() * spread;
    // In units of the spread: no cube of a small number is lost.
    let acceleration = (spread > 0.0).then(|| {
        let thirds: f64 = values.iter().map(|value| ((mean - value) / spread).powi(3)).sum();
        thirds / (6.0 * (count - 1.0).powf(1.5))
    });
    let bias = (count - 1.0) * (mean - estimate);
    checked(&[standard_error, bias], 0)?;
    Ok(Jackknife { values, standard_error, bias, acceleration })
}

/// The bootstrap of a statistic, with intervals at a level such as 0.95.
///
/// Resamples are samples of the same length from the sample, with replacement (Efron 1979). Where there are 50,000 of them or
/// fewer (six values or fewer), all are taken, and `resamples` and `seed` play no part; otherwise `resamples` of them, 100 to
/// 1,000,000, from the stream of `seed`. The corrected interval takes the quantiles at
/// `Φ(z0 + (z0 + z) ÷ (1 − a (z0 + z)))` (Efron 1987; Davison and Hinkley 1997, 5.3.2; R's `boot.ci`). A resample without a
/// finite statistic is left out and counted.
///
/// # Errors
/// [`StatsError::TooFewPoints`] below two values, or where fewer than half of the resamples have a statistic;
/// [`StatsError::NotFinite`], also for the statistic of the sample; [`StatsError::OutOfRange`] for the level or the number of
/// resamples.
pub fn bootstrap(
    sample: &[f64],
    statistic: impl Fn(&[f64]) -> f64,
    resamples: usize,
    level: f64,
    seed: u64,
) -> Result<Bootstrap, StatsError> {
    const RANGE: (usize, usize) = (100, 1_000_000);
    if !(level > 0.0 && level < 1.0) {
        return Err(StatsError::OutOfRange { name: "level", lowest: 0.0, highest: 1.0, found: level });
    }
    if !(RANGE.0..=RANGE.1).contains(&resamples) {
        let (lowest, highest) = (RANGE.0 as f64, RANGE.1 as f64);
        return Err(StatsError::OutOfRange { name: "resamples", lowest, highest, found: resamples as f64 });
    }
    let left = jackknife(sample, &statistic)?;
    let estimate = statistic(sample);
    let count = sample.len();
    let all =
        u32::try_from(count).ok().and_then(|power| count.checked_pow(power)).filter(|all| *all <= EXHAUSTIVE);
    let mut stream = RandomStream::of_seed(seed);
    let mut resample = vec![0.0; count];
    let tried = all.unwrap_or(resamples);
    let mut found = Vec::with_capacity(tried);
    for number in 0..tried {
        let mut rest = number;
        for value in &mut resample {
            let place = if all.is_some() {
                let place = rest % count;
                rest /= count;
                place
            } else {
                stream.below(count)
            };
            *value = sample.get(place).copied().unwrap_or(0.0);
        }
        let value = statistic(&resample);
        if value.is_finite() {
            found.push(value);
        }
    }
    let left_out = tried - found.len();
    if found.len() < tried.div_ceil(2).max(2) {
        return Err(StatsError::TooFewPoints { needed: tried.div_ceil(2), found: found.len(), left_out });
    }
    found.sort_by(f64::total_cmp);
    let summary = sample_summary(&found)?;
    let number = found.len() as f64;
    let divisor = if all.is_some() { ((number - 1.0) / number).sqrt() } else { 1.0 };
    let tail = (1.0 - level) / 2.0;
    let between = |low: f64, high: f64| -> Result<Interval, StatsError> {
        Ok(Interval {
            lower: of_sorted(&found, low, QuantileType::Gumbel)?,
            upper: of_sorted(&found, high, QuantileType::Gumbel)?,
        })
    };
    // A mean of the same values in another order differs in its last digit, and is still the same.
    let near = 1e-14 * found.iter().fold(estimate.abs(), |largest, value| largest.max(value.abs()));
    let below = found.iter().filter(|value| **value < estimate - near).count() as f64;
    let equal = found.iter().filter(|value| (**value - estimate).abs() <= near).count() as f64;
    let score = |share: f64| Some(normal_quantile(share)).filter(|score| score.is_finite());
    let bias_correction = score(below / number);
    let corrected = match bias_correction.zip(left.acceleration) {
        Some((z0, acceleration)) => {
            let at = |z: f64| {
                let sum = z0 + z;
                let rest = 1.0 - acceleration * sum;
                // Beyond a rest of zero the formula turns back: the end of the resamples is what is left.
                if rest > 0.0 { normal_cdf(z0 + sum / rest) } else { f64::from(sum > 0.0) }
            };
            let z = normal_quantile(tail);
            Some(between(at(z), at(-z))?)
        }
        None => None,
    };
    Ok(Bootstrap {
        estimate,
        standard_error: summary.standard_deviation * divisor,
        bias: summary.mean - estimate,
        percentile: between(tail, 1.0 - tail)?,
        corrected,
        bias_correction,
        bias_correction_midpoint: score((below + equal / 2.0) / number),
        acceleration: left.acceleration,
        jackknife_standard_error: left.standard_error,
        resamples: found.len(),
        left_out,
        exhaustive: all.is_some(),
        seed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mean(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }

    #[test]
    fn two_values_by_hand() {
        // Resamples: 0 0, 0 2, 2 0, 2 2.
        let found = bootstrap(&[0.0, 2.0], mean, 100, 0.5, 9).unwrap();
        assert!(found.exhaustive && found.resamples == 4 && found.left_out == 0);
        assert!((found.standard_error - 0.5_f64.sqrt()).abs() < 1e-15 && found.bias.abs() < 1e-15);
        assert!(
            (found.percentile.lower - 0.75).abs() < 1e-15 && (found.percentile.upper - 1.25).abs() < 1e-15
        );
        assert!((found.jackknife_standard_error - 1.0).abs() < 1e-15);
        assert!(found.bias_correction_midpoint.unwrap().abs() < 1e-15);
    }

    #[test]
    fn a_seed_is_a_result() {
        let sample: Vec<f64> = (0..30).map(|place| f64::from(place * place % 17)).collect();
        let one = bootstrap(&sample, mean, 2_000, 0.95, 1).unwrap();
        assert_eq!(one, bootstrap(&sample, mean, 2_000, 0.95, 1).unwrap());
        assert_ne!(one, bootstrap(&sample, mean, 2_000, 0.95, 2).unwrap());
        // The standard error of a mean is known: σ ÷ √n, σ over n.
        let summary = sample_summary(&sample).unwrap();
        let known = summary.standard_deviation * (29.0_f64 / 30.0).sqrt() / 30.0_f64.sqrt();
        assert!((one.standard_error / known - 1.0).abs() < 0.06 && !one.exhaustive);
        let interval = one.corrected.unwrap();
        assert!(interval.lower < one.estimate && one.estimate < interval.upper);
    }

    #[test]
    fn statistics_that_do_not_vary_or_are_none() {
        let flat = bootstrap(&[3.0; 5], mean, 100, 0.95, 0).unwrap();
        assert!(flat.standard_error <= 0.0 && flat.corrected.is_none() && flat.acceleration.is_none());
        let none = bootstrap(&[1.0, 2.0, 3.0], |_| f64::NAN, 100, 0.95, 0);
        assert!(matches!(none, Err(StatsError::NotFinite { .. })));
        // No spread in a resample of one value thrice.
        let ratio = |values: &[f64]| {
            let spread = sample_summary(values).map_or(f64::NAN, |summary| summary.standard_deviation);
            mean(values) / spread
        };
        let some = bootstrap(&[1.0, 2.0, 4.0], ratio, 100, 0.95, 0).unwrap();
        assert_eq!((some.resamples, some.left_out), (24, 3));
        let mostly = |values: &[f64]| if values.first() < values.get(1) { values[0] } else { f64::NAN };
        let refused = bootstrap(&[1.0, 2.0, 3.0], mostly, 100, 0.95, 0);
        assert!(refused.is_err(), "{refused:?}");
        for (resamples, level) in [(1, 0.95), (usize::MAX, 0.95), (100, 0.0), (100, f64::NAN)] {
            let refused = bootstrap(&[1.0, 2.0], mean, resamples, level, 0);
            assert!(matches!(refused, Err(StatsError::OutOfRange { .. })));
        }
        assert!(bootstrap(&[1.0], mean, 100, 0.95, 0).is_err() && jackknife(&[], mean).is_err());
    }

    proptest! {
        #[test]
        fn the_jackknife_of_a_mean_is_its_standard_error(values in prop::collection::vec(-1e3..1e3f64, 2..20)) {
            let found = jackknife(&values, mean).unwrap();
            let known = sample_summary(&values).unwrap().standard_deviation / (values.len() as f64).sqrt();
            prop_assert!((found.standard_error - known).abs() <= 1e-9 * known.max(1e-3));
            prop_assert!(found.bias.abs() <= 1e-9);
        }
    }
}
