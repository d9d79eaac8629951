//! The growth of one series between two periods, with what its two ends stand on and whether they may be compared.

use crate::comparability::{Comparability, break_between, comparability};
use crate::known_number::{KnownNumber, SeriesId, known_number};
use crate::span::years_between;
use tierstat_model::{Bounds, CodeLists, Period, Ratio, Reading, Status};
use tierstat_numerics::contribution::Contribution;
use tierstat_numerics::growth::{change, compound_annual_growth_rate, growth_rate};

/// A growth: of a series, or of a sum of series.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Growth {
    /// The number at the base; `None` where no source has one.
    pub from: Option<KnownNumber>,
    /// The number at the end; `None` where no source has one.
    pub to: Option<KnownNumber>,
    /// The change; none across a break.
    pub change: Option<Bounds>,
    /// The growth rate; across a break only after a splice, at the new level.
    pub rate: Option<Ratio>,
    /// The compound annual rate, where the span is a year or more.
    pub compound: Option<Ratio>,
    /// What it contributes to the growth of a whole that it and other parts make up; `None` where they do not.
    pub contribution: Option<Contribution>,
    /// Whether the two numbers can be compared.
    pub comparability: Comparability,
}

impl Growth {
    /// The growth between two ends; what an end that is missing, or may be zero, does not allow is `None`.
    #[must_use]
    pub fn between(from: Option<KnownNumber>, to: Option<KnownNumber>, comparability: Comparability) -> Self {
        let bounds = |end: &Option<KnownNumber>| end.as_ref().map(|end| end.bounds);
        let ends = match &comparability {
            Comparability::Same => bounds(&from).zip(bounds(&to)),
            Comparability::Spliced { level, .. } => Some(*level).zip(bounds(&to)),
            Comparability::Broken { .. } => None,
        };
        let years = from
            .as_ref()
            .zip(to.as_ref())
            .map(|(from, to)| years_between(from.period.last_day(), to.period.last_day()));
        let unbroken = ends.filter(|_| comparability == Comparability::Same);
        let compound = ends
            .zip(years)
            .and_then(|((from, to), years)| compound_annual_growth_rate(&from, &to, years).ok());
        Self {
            change: unbroken.map(|(from, to)| change(&from, &to)),
            rate: ends.and_then(|(from, to)| growth_rate(&from, &to).ok()),
            compound,
            contribution: None,
            comparability,
            from,
            to,
        }
    }

    /// The growth of a series between two periods, from readings of its indicator and area.
    ///
    /// All tiers together are compared as their sum where no source prints them at one of the two ends: then no tier may break.
    #[must_use]
    pub fn of(readings: &[Reading], lists: &CodeLists, series: &SeriesId, [from, to]: [Period; 2]) -> Self {
        let (base, end) =
            (known_number(readings, lists, series, from), known_number(readings, lists, series, to));
        let of_series = |id: &SeriesId| -> Vec<Reading> {
            readings.iter().filter(|reading| id.holds(reading)).cloned().collect()
        };
        let sums = [&base, &end].into_iter().flatten().filter(|end| end.is_sum);
        let summed: Vec<SeriesId> = sums
            .flat_map(|end| &end.readings)
            .map(|reading| SeriesId { tier: reading.key.tier.clone(), ..series.clone() })
            .collect();
        let compared = if summed.is_empty() {
            comparability(&of_series(series), from, to)
        } else {
            // One end may be printed, and then a part may lack its number there: what breaks between breaks the sum.
            let compared = |id: &SeriesId| {
                let readings = of_series(id);
                match comparability(&readings, from, to) {
                    Comparability::Same => break_between(&readings, from, to).unwrap_or_default(),
                    other => other,
                }
            };
            let parts: Vec<Comparability> = summed.iter().chain([series]).map(compared).collect();
            of_sum(parts.iter())
        };
        Self::between(base, end, compared)
    }

    /// The numbers at both ends, where both are known and may be compared as they are.
    #[must_use]
    pub fn comparable_ends(&self) -> Option<(Bounds, Bounds)> {
        let ends = self.from.as_ref().zip(self.to.as_ref())?;
        (self.comparability == Comparability::Same).then_some((ends.0.bounds, ends.1.bounds))
    }
}

/// Whether sums of members can be compared: not where one of them breaks, since a splice is of one series.
pub(crate) fn of_sum<'a>(members: impl Iterator<Item = &'a Comparability>) -> Comparability {
    for member in members {
        match member {
            Comparability::Same => {}
            Comparability::Spliced { at, .. } => {
                if let Some(at) = at.last() {
                    return Comparability::Broken { at: *at, status: Status::B };
                }
            }
            Comparability::Broken { .. } => return member.clone(),
        }
    }
    Comparability::Same
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known_number::tests::{lists, reading, series};

    fn periods() -> [Period; 2] {
        ["2015".parse().unwrap(), "2017".parse().unwrap()]
    }

    #[test]
    fn ends_that_are_there_have_a_change_a_rate_and_a_yearly_rate() {
        let readings = [reading("county", "2015", 100.0), reading("county", "2017", 144.0)];
        let found = Growth::of(&readings, &lists(), &series("county"), periods());
        let point = |ratio: Option<Ratio>| ratio.and_then(|ratio| ratio.0.as_point()).unwrap();
        assert_eq!(found.change.and_then(|change| change.as_point()), Some(44.0));
        assert!((point(found.rate) - 0.44).abs() < 1e-12 && (point(found.compound) - 0.2).abs() < 1e-12);
        let none =
            Growth::of(&readings, &lists(), &series("county"), ["2014".parse().unwrap(), periods()[1]]);
        assert_eq!((none.from, none.change, none.rate), (None, None, None));
    }

    #[test]
    fn a_sum_of_tiers_does_not_grow_across_the_break_of_one() {
        let mut readings = Vec::new();
        for (tier, from, to) in [("province", 10.0, 20.0), ("county", 30.0, 90.0)] {
            readings.extend([reading(tier, "2015", from), reading(tier, "2017", to)]);
        }
        let whole = |readings: &[Reading]| Growth::of(readings, &lists(), &series("all"), periods());
        assert_eq!(whole(&readings).change.and_then(|change| change.as_point()), Some(70.0));
        readings.last_mut().unwrap().figure.status = Status::B;
        let broken = whole(&readings);
        assert!(matches!(broken.comparability, Comparability::Broken { .. }));
        assert!(broken.rate.is_none() && broken.change.is_none());
        assert!(broken.from.is_some_and(|from| from.is_sum));
    }
}
