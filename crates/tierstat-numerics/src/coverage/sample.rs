//! A sample of units, the only thing that has a sampling interval.

use crate::error::NumericsError;

/// A random sample of units, some of which were found covered.
///
/// This type is the promise that the units were drawn at random from more units than were asked. A count of all 333
/// prefectures is no sample and has no sampling error: it goes to [`super::coverage`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    covered: u64,
    asked: u64,
}

impl Sample {
    /// The most units that a sample may have: beyond it a count is no longer exact in double precision.
    pub const MOST: u64 = 1 << 53;

    /// A sample of `asked` units, of which `covered` have one; `covered` is 0 to `asked`, `asked` is 1 to [`Self::MOST`].
    ///
    /// # Errors
    /// [`NumericsError::WholeNotPositive`] where no unit was asked, [`NumericsError::OutOfRange`] where more are covered than were
    /// asked or too many were asked.
    pub fn new(covered: u64, asked: u64) -> Result<Self, NumericsError> {
        if asked == 0 {
            return Err(NumericsError::WholeNotPositive { lower: 0.0 });
        }
        let refused = |name, lowest: u64, highest: u64, found: u64| {
            let (lowest, highest, found) = (lowest as f64, highest as f64, found as f64);
            NumericsError::OutOfRange { name, lowest, highest, found }
        };
        if asked > Self::MOST {
            return Err(refused("asked", 1, Self::MOST, asked));
        }
        if covered > asked {
            return Err(refused("covered", 0, asked, covered));
        }
        Ok(Self { covered, asked })
    }

    /// The units that were found covered.
    #[must_use]
    pub fn covered(&self) -> u64 {
        self.covered
    }

    /// The units that were asked.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.asked
    }

    /// The covered share of the sample, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.covered as f64 / self.asked as f64
    }

    /// The same sample seen from the units that are not covered.
    pub(super) fn reversed(&self) -> Self {
        Self { covered: self.asked - self.covered, asked: self.asked }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_unit_or_more_covered_than_asked_is_no_sample() {
        assert!(matches!(Sample::new(0, 0), Err(NumericsError::WholeNotPositive { .. })));
        assert!(matches!(Sample::new(4, 3), Err(NumericsError::OutOfRange { name: "covered", .. })));
        assert!(matches!(Sample::new(0, u64::MAX), Err(NumericsError::OutOfRange { name: "asked", .. })));
        assert!((Sample::new(3, 4).unwrap().share() - 0.75).abs() < 1e-15);
    }
}
