//! Joining an old series to a new one where both have numbers (链接).

use crate::error::NumericsError;
use crate::growth::{change, quotient};
use crate::interval_arithmetic::{multiple, product, root, sum};
use std::collections::BTreeMap;
use std::fmt::Display;
use tierstat_model::Bounds;

/// How the factor or shift between two series is taken from the periods that both have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Link {
    /// The sum of the new numbers over that of the old ones: each period counts by its size.
    #[default]
    RatioOfSums,
    /// The mean of new over old: each period counts alike.
    MeanOfRatios,
    /// The geometric mean of new over old.
    GeometricMean,
    /// New over old in the first period that both have.
    First,
    /// New over old in the last period that both have.
    Last,
    /// The mean of new less old, which is added: changes stay what they are, and rates do not.
    Shift,
}

/// A series joined from an old and a new one.
#[derive(Debug, Clone, PartialEq)]
pub struct Splice<T> {
    /// The factor by which old numbers are multiplied, or what is added to them for [`Link::Shift`].
    pub factor: Bounds,
    /// How it was taken.
    pub link: Link,
    /// The periods that both series have, by which they are joined.
    pub overlaps: Vec<T>,
    /// New numbers where there are any, old ones brought to their level elsewhere.
    pub linked: BTreeMap<T, Bounds>,
    /// The periods whose number is an old one, brought to the new level.
    pub carried: Vec<T>,
}

/// Brings an old series to the level of a new one, by the periods that both have: the ratio splice of the handbooks (OECD and
/// Eurostat, back-casting), or an additive shift.
///
/// With a ratio the growth of the old series is kept between any two of its periods that the new one does not have. Bounds are
/// carried through by interval arithmetic (Moore 1966): every linked number of members is a member. As the same factor stands
/// in each of them, growth from bounds is narrower when it is taken from the old series itself.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] where one series is empty, [`NumericsError::UnlinkedBreak`] where no period has both numbers,
/// [`NumericsError::BaseNotPositive`] for a ratio to old numbers that may be zero, [`NumericsError::NegativeValue`] for a ratio of
/// new numbers that may be negative.
pub fn splice<T: Ord + Clone + Display>(
    old: &BTreeMap<T, Bounds>,
    new: &BTreeMap<T, Bounds>,
    link: Link,
) -> Result<Splice<T>, NumericsError> {
    let Some((start, _)) = new.first_key_value().filter(|_| !old.is_empty()) else {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    };
    let shared: Vec<(&T, &Bounds, &Bounds)> =
        old.iter().filter_map(|(time, before)| new.get(time).map(|after| (time, before, after))).collect();
    let Some(factor) = factor(&shared, link)? else {
        return Err(NumericsError::UnlinkedBreak { time: start.to_string() });
    };
    let mut linked = new.clone();
    let mut carried = Vec::new();
    for (time, value) in old.iter().filter(|(time, _)| !new.contains_key(*time)) {
        let at_level = if link == Link::Shift { sum(value, &factor) } else { product(value, &factor) };
        linked.insert(time.clone(), at_level);
        carried.push(time.clone());
    }
    let overlaps = shared.iter().map(|(time, ..)| (*time).clone()).collect();
    Ok(Splice { factor, link, overlaps, linked, carried })
}

/// Joins several series, the oldest first, each to the level of the one after it, so that all stand at the level of the last.
///
/// # Errors
/// As [`splice`]; [`NumericsError::TooFewPoints`] without a series.
pub fn splice_all<T: Ord + Clone + Display>(
    series: &[BTreeMap<T, Bounds>],
    link: Link,
) -> Result<BTreeMap<T, Bounds>, NumericsError> {
    let Some((last, earlier)) = series.split_last() else {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    };
    let mut linked = last.clone();
    // From the end, so that a factor is taken from numbers that are both as printed or already at the last level.
    for old in earlier.iter().rev() {
        linked = splice(old, &linked, link)?.linked;
    }
    Ok(linked)
}

/// The factor or the shift; `None` without a period that both have.
fn factor<T>(shared: &[(&T, &Bounds, &Bounds)], link: Link) -> Result<Option<Bounds>, NumericsError> {
    let count = shared.len();
    let mean = |total: Bounds| multiple(&total, (count as f64).recip());
    let negative = shared.iter().find(|(.., new)| new.lower() < 0.0 && link != Link::Shift);
    if let Some((.., new)) = negative {
        return Err(NumericsError::NegativeValue { value: new.lower() });
    }
    let ratio = |(_, old, new): &(&T, &Bounds, &Bounds)| quotient(new, old);
    let ratios = || shared.iter().map(ratio).collect::<Result<Vec<_>, _>>();
    let total = |bounds: Vec<Bounds>| bounds.into_iter().reduce(|total, part| sum(&total, &part));
    Ok(match link {
        Link::RatioOfSums => {
            let (old, new) = shared.iter().map(|(_, old, new)| (**old, **new)).unzip();
            total(new).zip(total(old)).map(|(new, old)| quotient(&new, &old)).transpose()?
        }
        Link::MeanOfRatios => total(ratios()?).map(mean),
        Link::GeometricMean => {
            ratios()?.iter().map(|ratio| root(ratio, count)).reduce(|total, ratio| product(&total, &ratio))
        }
        Link::First => shared.first().map(ratio).transpose()?,
        Link::Last => shared.last().map(ratio).transpose()?,
        Link::Shift => total(shared.iter().map(|(_, old, new)| change(old, new)).collect()).map(mean),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RATIOS: [Link; 5] =
        [Link::RatioOfSums, Link::MeanOfRatios, Link::GeometricMean, Link::First, Link::Last];

    fn series(values: &[(i32, f64)]) -> BTreeMap<i32, Bounds> {
        values.iter().map(|(year, value)| (*year, Bounds::point(*value).unwrap())).collect()
    }

    #[test]
    fn without_an_overlap_nothing_is_joined() {
        let (old, new) = (series(&[(2010, 1.0)]), series(&[(2011, 2.0), (2012, 2.0)]));
        for link in RATIOS.into_iter().chain([Link::Shift]) {
            let refused = splice(&old, &new, link);
            assert!(
                matches!(refused, Err(NumericsError::UnlinkedBreak { ref time }) if time == "2011"),
                "{link:?}"
            );
            assert!(matches!(splice(&old, &BTreeMap::new(), link), Err(NumericsError::TooFewPoints { .. })));
            assert!(matches!(splice(&BTreeMap::new(), &new, link), Err(NumericsError::TooFewPoints { .. })));
        }
    }

    #[test]
    fn an_old_number_that_may_be_zero_gives_no_ratio_but_a_shift() {
        let (old, new) = (series(&[(2010, 0.0), (2009, 3.0)]), series(&[(2010, 2.0)]));
        for link in RATIOS {
            assert!(
                matches!(splice(&old, &new, link), Err(NumericsError::BaseNotPositive { .. })),
                "{link:?}"
            );
        }
        let found = splice(&old, &new, Link::Shift).unwrap();
        assert_eq!(found.linked[&2009].as_point(), Some(5.0));
        assert_eq!((found.overlaps, found.carried), (vec![2010], vec![2009]));
        let negative = series(&[(2009, -1.0)]);
        assert!(matches!(splice(&old, &negative, Link::First), Err(NumericsError::NegativeValue { .. })));
    }

    #[test]
    fn three_series_stand_at_the_level_of_the_last() {
        let parts = [
            series(&[(2000, 10.0), (2001, 20.0)]),
            series(&[(2001, 40.0), (2002, 50.0)]),
            series(&[(2002, 100.0), (2003, 110.0)]),
        ];
        let found = splice_all(&parts, Link::default()).unwrap();
        let values: Vec<f64> = found.values().map(|bounds| bounds.as_point().unwrap()).collect();
        assert_eq!(values, [40.0, 80.0, 100.0, 110.0]);
        assert!(splice_all::<i32>(&[], Link::First).is_err());
    }

    #[test]
    fn a_rough_number_at_the_overlap_makes_a_rough_factor() {
        let old = series(&[(2000, 1000.0), (2001, 2000.0)]);
        let new = BTreeMap::from([(2001, Bounds::half_open(3500.0, 3600.0).unwrap())]);
        let found = splice(&old, &new, Link::First).unwrap();
        assert_eq!(found.factor, Bounds::half_open(1.75, 1.8).unwrap());
        assert_eq!(found.linked[&2000], Bounds::half_open(1750.0, 1800.0).unwrap());
        assert_eq!(found.linked[&2001], new[&2001]);
    }

    proptest! {
        #[test]
        fn the_growth_of_the_old_series_is_kept(
            old in proptest::collection::vec(1.0..1e6f64, 5), new in proptest::collection::vec(1.0..1e6f64, 3),
        ) {
            let (old, new) = (
                old.iter().enumerate().map(|(place, value)| (place as i32, *value)).collect::<Vec<_>>(),
                new.iter().enumerate().map(|(place, value)| (place as i32 + 3, *value)).collect::<Vec<_>>(),
            );
            for link in RATIOS {
                let found = splice(&series(&old), &series(&new), link).unwrap();
                let level = |year: i32| found.linked[&year].lower();
                for year in 1..3 {
                    let (kept, known) = (level(year) / level(year - 1), old[year as usize].1 / old[year as usize - 1].1);
                    prop_assert!((kept / known - 1.0).abs() < 1e-12, "{link:?}");
                }
            }
        }

        #[test]
        fn every_splice_of_members_is_a_member(
            ends in proptest::collection::vec((1.0..1e3f64, 0.0..50.0f64, 0.0..1.0f64), 6),
        ) {
            let build = |pick: &dyn Fn(&(f64, f64, f64)) -> Bounds| -> (BTreeMap<i32, Bounds>, BTreeMap<i32, Bounds>) {
                let all: Vec<Bounds> = ends.iter().map(pick).collect();
                ((0..3).map(|place| (place, all[place as usize])).collect(), (1..4).map(|place| (place, all[place as usize + 2])).collect())
            };
            let (old, new) = build(&|(lower, width, _)| Bounds::closed(*lower, lower + width).unwrap());
            let (old_member, new_member) = build(&|(lower, width, share)| Bounds::point(lower + width * share).unwrap());
            for link in RATIOS.into_iter().chain([Link::Shift]) {
                let found = splice(&old, &new, link).unwrap();
                for (year, member) in splice(&old_member, &new_member, link).unwrap().linked {
                    let (bounds, member) = (found.linked[&year], member.lower());
                    let slack = 1e-9 * member.abs().max(1.0);
                    prop_assert!(bounds.lower() <= member + slack && member <= bounds.upper_value().unwrap() + slack, "{link:?}");
                }
            }
        }
    }
}
