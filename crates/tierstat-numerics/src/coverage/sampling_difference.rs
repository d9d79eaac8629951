//! The interval of a difference of coverage between two samples.

use super::sample::Sample;
use super::sampling_interval::{two_sided_score, wilson_lower};
use crate::error::NumericsError;

/// The difference of the covered shares of two samples, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SamplingDifference {
    /// The later share less the earlier one, −1 to 1.
    pub difference: f64,
    /// The lower end of the interval.
    pub lower: f64,
    /// The upper end of the interval.
    pub upper: f64,
    /// The level, such as 0.95.
    pub level: f64,
}

/// The difference `later − earlier` of the covered shares of two independent samples, by Newcombe's hybrid of Wilson's
/// intervals without continuity correction (Newcombe 1998, *Interval estimation for the difference between independent
/// proportions*, method 10).
///
/// For samples only: the difference of two complete counts has no sampling error, and must not be given one.
///
/// # Errors
/// [`NumericsError::OutOfRange`] for a level that is not above 0 and below 1.
pub fn difference_interval(
    earlier: Sample,
    later: Sample,
    level: f64,
) -> Result<SamplingDifference, NumericsError> {
    let score = two_sided_score(level)?;
    // How far each share lies from the ends of its own interval.
    let below = |sample: Sample| (sample.share() - wilson_lower(sample, score)).max(0.0);
    let above =
        |sample: Sample| (sample.reversed().share() - wilson_lower(sample.reversed(), score)).max(0.0);
    let difference = later.share() - earlier.share();
    Ok(SamplingDifference {
        difference,
        lower: (difference - below(later).hypot(above(earlier))).max(-1.0),
        upper: (difference + above(later).hypot(below(earlier))).min(1.0),
        level,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_worked_example_of_the_paper() {
        // Newcombe 1998, example (a): 56 of 70 against 48 of 80, 0.0524 to 0.3339.
        let found =
            difference_interval(Sample::new(48, 80).unwrap(), Sample::new(56, 70).unwrap(), 0.95).unwrap();
        assert!((found.lower - 0.0524).abs() < 5e-5 && (found.upper - 0.3339).abs() < 5e-5, "{found:?}");
    }

    proptest! {
        #[test]
        fn turned_round_it_changes_its_sign(k in 0..40u64, n in 40..90u64, l in 0..40u64, m in 40..90u64) {
            let (one, other) = (Sample::new(k, n).unwrap(), Sample::new(l, m).unwrap());
            let there = difference_interval(one, other, 0.9).unwrap();
            let back = difference_interval(other, one, 0.9).unwrap();
            prop_assert!((there.lower + back.upper).abs() < 1e-14 && (there.upper + back.lower).abs() < 1e-14);
            prop_assert!(there.lower <= there.difference && there.difference <= there.upper);
            prop_assert!(there.lower >= -1.0 && there.upper <= 1.0);
        }
    }
}
