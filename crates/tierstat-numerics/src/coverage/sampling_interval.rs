//! The interval of the coverage of a population of which only a sample was asked.

use super::sample::Sample;
use crate::distribution::{beta_quantile, normal_quantile};
use crate::error::NumericsError;
use crate::requirement;

/// How an interval of a share is made from a sample. [`Self::Wilson`] is the one to use unless there is a reason for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SamplingMethod {
    /// The shares that a score test does not reject (Wilson 1927).
    Wilson,
    /// The same with a continuity correction, which holds the level more cautiously (Newcombe 1998, method 4).
    WilsonCorrected,
    /// The shares that neither exact binomial test rejects; never below its level, often above it (Clopper and Pearson 1934).
    ClopperPearson,
    /// Equal tails of the beta distribution after Jeffreys' prior (Brown, Cai and DasGupta 2001). The ends are always those of the
    /// distribution, as in statsmodels: where no unit is covered the lower one lies a little above zero.
    Jeffreys,
    /// The simple interval after adding `z² ÷ 2` units of each kind (Agresti and Coull 1998), cut at 0 and 1.
    AgrestiCoull,
}

/// An interval of a share, from a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SamplingInterval {
    /// The sample.
    pub sample: Sample,
    /// The covered share of the sample.
    pub share: f64,
    /// The lower end, 0 to 1.
    pub lower: f64,
    /// The upper end, 0 to 1.
    pub upper: f64,
    /// The level, such as 0.95.
    pub level: f64,
}

/// The interval of the covered share of the units that a sample was drawn from, at a level such as 0.95.
///
/// For samples only: a complete count has no sampling error, and must not be given one. Units are held to be drawn at random
/// and with an equal chance.
///
/// # Errors
/// [`NumericsError::OutOfRange`] for a level that is not above 0 and below 1.
pub fn sampling_interval(
    sample: Sample,
    level: f64,
    method: SamplingMethod,
) -> Result<SamplingInterval, NumericsError> {
    let score = two_sided_score(level)?;
    let tail = (1.0 - level) / 2.0;
    let (covered, asked) = (sample.covered() as f64, sample.asked() as f64);
    let missing = asked - covered;
    let (lower, upper) = match method {
        SamplingMethod::Wilson => (wilson_lower(sample, score), 1.0 - wilson_lower(sample.reversed(), score)),
        SamplingMethod::WilsonCorrected => {
            (corrected_lower(sample, score), 1.0 - corrected_lower(sample.reversed(), score))
        }
        SamplingMethod::ClopperPearson => (
            if covered > 0.0 { beta_quantile(covered, missing + 1.0, tail) } else { 0.0 },
            if missing > 0.0 { beta_quantile(covered + 1.0, missing, 1.0 - tail) } else { 1.0 },
        ),
        SamplingMethod::Jeffreys => (
            beta_quantile(covered + 0.5, missing + 0.5, tail),
            beta_quantile(covered + 0.5, missing + 0.5, 1.0 - tail),
        ),
        SamplingMethod::AgrestiCoull => {
            let units = asked + score * score;
            let middle = (covered + score * score / 2.0) / units;
            let reach = score * (middle * (1.0 - middle) / units).sqrt();
            (middle - reach, middle + reach)
        }
    };
    let (lower, upper) = (lower.clamp(0.0, 1.0), upper.clamp(0.0, 1.0));
    // Only where a quantile did not settle.
    if lower.is_nan() || upper.is_nan() || lower > upper {
        return Err(NumericsError::NoConvergence { starts: 1 });
    }
    Ok(SamplingInterval { sample, share: sample.share(), lower, upper, level })
}

/// The score of the standard normal that leaves half of what the level leaves above itself.
pub(super) fn two_sided_score(level: f64) -> Result<f64, NumericsError> {
    requirement::level(level)?;
    Ok(-normal_quantile((1.0 - level) / 2.0))
}

/// Wilson's lower end, `(2k + z² − z √(z² + 4 k (1 − p))) ÷ (2 (n + z²))`.
///
/// Written by the product of the two ends, `k² ÷ (n (n + z²))`, so that a small end loses no digits.
pub(super) fn wilson_lower(sample: Sample, score: f64) -> f64 {
    let (covered, asked) = (sample.covered() as f64, sample.asked() as f64);
    let square = score * score;
    let root = (square + 4.0 * covered * (asked - covered) / asked).sqrt();
    2.0 * covered * (covered / asked) / (2.0 * covered + square + score * root)
}

/// Wilson's lower end with a continuity correction (Newcombe 1998); zero where no unit is covered.
fn corrected_lower(sample: Sample, score: f64) -> f64 {
    let (covered, asked) = (sample.covered() as f64, sample.asked() as f64);
    if sample.covered() == 0 {
        return 0.0;
    }
    let square = score * score;
    let under = square - 2.0 - asked.recip() + 4.0 * covered / asked * (asked - covered + 1.0);
    let end = (2.0 * covered + square - 1.0 - score * under.max(0.0).sqrt()) / (2.0 * (asked + square));
    end.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const METHODS: [SamplingMethod; 5] = [
        SamplingMethod::Wilson,
        SamplingMethod::WilsonCorrected,
        SamplingMethod::ClopperPearson,
        SamplingMethod::Jeffreys,
        SamplingMethod::AgrestiCoull,
    ];

    #[test]
    fn ends_where_none_or_all_are_covered() {
        for method in METHODS.into_iter().filter(|method| *method != SamplingMethod::Jeffreys) {
            let none = sampling_interval(Sample::new(0, 7).unwrap(), 0.9, method).unwrap();
            let all = sampling_interval(Sample::new(7, 7).unwrap(), 0.9, method).unwrap();
            assert!(none.lower <= 0.0 && all.upper >= 1.0, "{method:?} {none:?} {all:?}");
        }
        // Seven of seven leave (1 − level) ÷ 2 to the seventh root.
        let exact =
            sampling_interval(Sample::new(7, 7).unwrap(), 0.9, SamplingMethod::ClopperPearson).unwrap();
        assert!((exact.lower - 0.05_f64.powf(1.0 / 7.0)).abs() < 1e-14);
    }

    #[test]
    fn a_level_of_nothing_or_all_is_refused() {
        let sample = Sample::new(1, 2).unwrap();
        for level in [0.0, 1.0, -1.0, 95.0, f64::NAN, f64::INFINITY] {
            for method in METHODS {
                assert!(sampling_interval(sample, level, method).is_err(), "{level}");
            }
        }
    }

    #[test]
    fn a_large_sample_is_a_narrow_one() {
        for method in METHODS {
            let found =
                sampling_interval(Sample::new(250_000_000, 1_000_000_000).unwrap(), 0.95, method).unwrap();
            assert!(
                (found.lower - 0.25).abs() < 3e-5 && (found.upper - 0.25).abs() < 3e-5,
                "{method:?} {found:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_share_lies_inside_and_the_other_side_mirrors_it(asked in 1..3000u64, part in 0.0..1.0f64, level in 0.5..0.999f64) {
            let covered = (part * (asked + 1) as f64).floor().min(asked as f64) as u64;
            let sample = Sample::new(covered, asked).unwrap();
            for method in METHODS {
                let found = sampling_interval(sample, level, method).unwrap();
                let other = sampling_interval(sample.reversed(), level, method).unwrap();
                if method != SamplingMethod::Jeffreys {
                    prop_assert!(found.lower <= found.share + 1e-15 && found.share <= found.upper + 1e-15, "{method:?}");
                }
                prop_assert!((found.lower - (1.0 - other.upper)).abs() < 1e-12, "{method:?}");
                let wider = sampling_interval(sample, f64::midpoint(level, 1.0), method).unwrap();
                prop_assert!(wider.lower <= found.lower && wider.upper >= found.upper, "{method:?}");
            }
            let plain = sampling_interval(sample, level, SamplingMethod::Wilson).unwrap();
            let corrected = sampling_interval(sample, level, SamplingMethod::WilsonCorrected).unwrap();
            prop_assert!(corrected.lower <= plain.lower + 1e-15 && corrected.upper >= plain.upper - 1e-15);
        }
    }
}
