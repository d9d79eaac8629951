//! Joining an old series to a new one where both have numbers (链接).

use crate::error::NumericsError;
use crate::growth::quotient;
use crate::interval_arithmetic::{product, sum};
use std::collections::BTreeMap;
use std::fmt::Display;
use tierstat_model::Bounds;

/// Brings an old series to the level of a new one: old numbers times the sum of the new over that of the old ones, of the
/// periods that both have (the ratio splice of the handbooks: OECD and Eurostat, back-casting).
///
/// The growth of the old series is kept between any two of its periods that the new one does not have. Bounds are
/// carried through by interval arithmetic (Moore 1966): every linked number of members is a member. As the same factor stands
/// in each of them, growth from bounds is narrower when it is taken from the old series itself.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] where one series is empty, [`NumericsError::UnlinkedBreak`] where no period has both numbers,
/// [`NumericsError::BaseNotPositive`] for old numbers that may be zero, [`NumericsError::NegativeValue`] for new numbers that may
/// be negative.
pub fn splice<T: Ord + Clone + Display>(
    old: &BTreeMap<T, Bounds>,
    new: &BTreeMap<T, Bounds>,
) -> Result<BTreeMap<T, Bounds>, NumericsError> {
    let Some((start, _)) = new.first_key_value().filter(|_| !old.is_empty()) else {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    };
    let shared = || old.iter().filter_map(|(time, before)| Some((before, new.get(time)?)));
    if let Some((_, after)) = shared().find(|(_, after)| after.lower() < 0.0) {
        return Err(NumericsError::NegativeValue { value: after.lower() });
    }
    let totals = shared()
        .map(|(before, after)| (*before, *after))
        .reduce(|(olds, news), (before, after)| (sum(&olds, &before), sum(&news, &after)));
    let Some((olds, news)) = totals else {
        return Err(NumericsError::UnlinkedBreak { time: start.to_string() });
    };
    let factor = quotient(&news, &olds)?;
    let brought = old.iter().map(|(time, value)| (time.clone(), product(value, &factor)));
    Ok(brought.chain(new.iter().map(|(time, value)| (time.clone(), *value))).collect())
}

/// Joins several series, the oldest first, each to the level of the one after it, so that all stand at the level of the last.
///
/// # Errors
/// As [`splice`]; [`NumericsError::TooFewPoints`] without a series.
pub fn splice_all<T: Ord + Clone + Display>(
    series: &[BTreeMap<T, Bounds>],
) -> Result<BTreeMap<T, Bounds>, NumericsError> {
    let Some((last, earlier)) = series.split_last() else {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    };
    // From the end, so that a factor is taken from numbers that are both as printed or already at the last level.
    earlier.iter().rev().try_fold(last.clone(), |linked, old| splice(old, &linked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn series(values: &[(i32, f64)]) -> BTreeMap<i32, Bounds> {
        values.iter().map(|(year, value)| (*year, Bounds::point(*value).unwrap())).collect()
    }

    #[test]
    fn without_an_overlap_nothing_is_joined() {
        let (old, new) = (series(&[(2010, 1.0)]), series(&[(2011, 2.0), (2012, 2.0)]));
        let refused = splice(&old, &new);
        assert!(
            matches!(refused, Err(NumericsError::UnlinkedBreak { ref time }) if time == "2011"),
            "{refused:?}"
        );
        assert!(matches!(splice(&old, &BTreeMap::new()), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(splice(&BTreeMap::new(), &new), Err(NumericsError::TooFewPoints { .. })));
    }

    #[test]
    fn an_old_number_that_may_be_zero_gives_no_ratio() {
        let (old, new) = (series(&[(2010, 0.0), (2009, 3.0)]), series(&[(2010, 2.0)]));
        assert!(matches!(splice(&old, &new), Err(NumericsError::BaseNotPositive { .. })));
        let negative = series(&[(2009, -1.0)]);
        assert!(matches!(splice(&old, &negative), Err(NumericsError::NegativeValue { .. })));
    }

    #[test]
    fn three_series_stand_at_the_level_of_the_last() {
        let parts = [
            series(&[(2000, 10.0), (2001, 20.0)]),
            series(&[(2001, 40.0), (2002, 50.0)]),
            series(&[(2002, 100.0), (2003, 110.0)]),
        ];
        let found = splice_all(&parts).unwrap();
        let values: Vec<f64> = found.values().map(|bounds| bounds.as_point().unwrap()).collect();
        assert_eq!(values, [40.0, 80.0, 100.0, 110.0]);
        assert!(splice_all::<i32>(&[]).is_err());
    }

    #[test]
    fn a_rough_number_at_the_overlap_makes_a_rough_factor() {
        let old = series(&[(2000, 1000.0), (2001, 2000.0)]);
        let new = BTreeMap::from([(2001, Bounds::half_open(3500.0, 3600.0).unwrap())]);
        let found = splice(&old, &new).unwrap();
        assert_eq!(found[&2000], Bounds::half_open(1750.0, 1800.0).unwrap());
        assert_eq!(found[&2001], new[&2001]);
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
            let found = splice(&series(&old), &series(&new)).unwrap();
            let level = |year: i32| found[&year].lower();
            for year in 1..3 {
                let (kept, known) = (level(year) / level(year - 1), old[year as usize].1 / old[year as usize - 1].1);
                prop_assert!((kept / known - 1.0).abs() < 1e-12);
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
            let found = splice(&old, &new).unwrap();
            for (year, member) in splice(&old_member, &new_member).unwrap() {
                let (bounds, member) = (found[&year], member.lower());
                let slack = 1e-9 * member.abs().max(1.0);
                prop_assert!(bounds.lower() <= member + slack && member <= bounds.upper_value().unwrap() + slack);
            }
        }
    }
}
