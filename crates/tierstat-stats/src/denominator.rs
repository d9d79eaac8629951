//! Denominators of coverage: how many units of a tier there were at the time, and the coverage that a number has of them.

use crate::derived::{DerivedTotal, derived_totals};
use crate::error::StatsError;
use crate::known_number::KnownNumber;
use crate::panel::numbers;
use jiff::civil::Date;
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, FigureLookup, IndicatorId, Localized, Reading, SeriesKey, TierId,
};
use tierstat_numerics::NumericsError;
use tierstat_numerics::coverage::{Coverage, coverage};

/// The counts of the units that can have one, in one area.
///
/// Which indicator counts them is declared by the code list (`covers`). A unit count follows the rule of every known number: as a
/// source prints it, or for all tiers together their sum where no source prints it.
#[derive(Debug, Clone, Default)]
pub struct Denominators {
    printed: Vec<Reading>,
    sums: Vec<DerivedTotal>,
}

/// A coverage with what it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageReading {
    /// The coverage.
    pub coverage: Coverage,
    /// The number that is covered.
    pub covered: KnownNumber,
    /// How many units there were.
    pub units: KnownNumber,
}

/// Why a number has no coverage.
#[derive(Debug, Clone, PartialEq)]
pub enum NoCoverage {
    /// Nobody counted the units on or before that day.
    UnitsUnknown,
    /// There may have been no units.
    NoUnits {
        /// The least that there may have been.
        lower: f64,
    },
}

impl NoCoverage {
    /// The reason in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::UnitsUnknown => Localized::new("不知当时的单位数", "the units of that time are not known"),
            Self::NoUnits { lower } => NumericsError::WholeNotPositive { lower: *lower }.localized(),
        }
    }
}

impl Denominators {
    /// The units of an indicator, or of the same part of them, in an area, from where figures are looked up; none where the indicator covers nothing.
    ///
    /// # Errors
    /// [`StatsError::Lookup`] where the figures cannot be looked up.
    pub fn of(
        lookup: &dyn FigureLookup,
        lists: &CodeLists,
        indicator: &IndicatorId,
        area: &AreaCode,
        breakdown: &Breakdown,
        known_on: Option<Date>,
    ) -> Result<Self, StatsError> {
        let Some((units, breakdown)) = lists.covered_by(indicator, breakdown) else {
            return Ok(Self::default());
        };
        Ok(Self::from(numbers(lookup, &units, area, &[], &breakdown, known_on)?, lists))
    }

    /// The same of the readings of units at hand.
    #[must_use]
    pub fn among<'a>(units: impl Iterator<Item = &'a Reading>, lists: &CodeLists) -> Self {
        let counts = |reading: &&Reading| reading.figure.quantity.bounds.is_some();
        Self::from(units.filter(counts).cloned().collect(), lists)
    }

    fn from(printed: Vec<Reading>, lists: &CodeLists) -> Self {
        let sums = derived_totals(&printed, lists);
        Self { printed, sums }
    }

    /// The number of units of a tier: the latest that describes a day on or before `on`; `None` where no such number was known.
    #[must_use]
    pub fn at(&self, tier: &TierId, on: Date) -> Option<KnownNumber> {
        let is_known = |key: &SeriesKey| key.tier == *tier && key.period.last_day() <= on;
        let printed = self.printed.iter().filter(|reading| is_known(&reading.key));
        let printed = printed.max_by_key(|reading| reading.key.period);
        let sums = self.sums.iter().filter(|sum| is_known(&sum.key));
        let sum = sums.max_by_key(|sum| sum.key.period);
        match (printed, sum) {
            (Some(printed), Some(sum)) if sum.key.period > printed.key.period => {
                Some(KnownNumber::of_sum(sum))
            }
            (Some(printed), _) => KnownNumber::printed(printed),
            (None, sum) => sum.map(KnownNumber::of_sum),
        }
    }

    /// The coverage that a number of a tier has on a day.
    ///
    /// # Errors
    /// [`NoCoverage`] where the units of that time are not known, or there may have been none.
    pub fn coverage(
        &self,
        tier: &TierId,
        covered: &KnownNumber,
        on: Date,
    ) -> Result<CoverageReading, NoCoverage> {
        let units = self.at(tier, on).ok_or(NoCoverage::UnitsUnknown)?;
        let coverage = coverage(&covered.bounds, &units.bounds)
            .map_err(|_| NoCoverage::NoUnits { lower: units.bounds.lower() })?;
        Ok(CoverageReading { coverage, covered: covered.clone(), units })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known_number::tests::{lists, reading};

    fn denominators(readings: &[Reading]) -> Denominators {
        Denominators::from(readings.to_vec(), &lists())
    }

    #[test]
    fn the_units_are_the_latest_that_were_known_by_then_and_those_of_all_tiers_their_sum() {
        let units = denominators(&[
            reading("province", "2013", 31.0),
            reading("prefecture", "2013", 333.0),
            reading("prefecture", "2015", 334.0),
        ]);
        let at = |tier: &str, day: &str| {
            let found = units.at(&TierId(tier.into()), day.parse().unwrap())?;
            found.bounds.as_point()
        };
        assert_eq!(at("prefecture", "2015-06-30"), Some(333.0));
        assert_eq!(at("prefecture", "2015-12-31"), Some(334.0));
        // In 2015 one of two tiers was counted, which is no sum of all.
        assert_eq!(at("all", "2015-12-31"), Some(364.0));
        assert_eq!((at("prefecture", "2012-12-31"), at("county", "2015-12-31")), (None, None));
    }

    #[test]
    fn what_has_no_coverage_says_why() {
        let units = denominators(&[reading("county", "2013", 0.0)]);
        let covered = KnownNumber::printed(&reading("county", "2014", 5.0)).unwrap();
        let of = |tier: &str| units.coverage(&TierId(tier.into()), &covered, "2014-12-31".parse().unwrap());
        assert_eq!(of("province"), Err(NoCoverage::UnitsUnknown));
        assert!(matches!(of("county"), Err(NoCoverage::NoUnits { .. })));
    }
}
