//! Index numbers: a series as a share of one of its own periods, which is 100.
//!
//! 定基指数 compares each period with one base; 环比指数 chains the rates from each period to the next. Both on intervals (Moore
//! 1966): every index of members is a member.

use crate::breaks::{Comparability, comparability};
use crate::error::StatsError;
use crate::growth::{quotient, rebuilt};
use crate::growth_table::answers;
use crate::interval_arithmetic::{multiple, product};
use tierstat_model::{Bounds, Period, Ratio, Reading, Upper};

/// What an index is at its base.
pub const BASE: f64 = 100.0;

/// The fixed-base index of a series, `value ÷ value at the base × 100`, period by period; a missing period stays missing. At
/// the base it is the point 100 also where the value there is known within bounds only, since a number over itself is one.
///
/// `base` is the place of the base in the series, from 0.
///
/// # Errors
/// [`StatsError::OutOfRange`] where there is no such place, [`StatsError::TooFewPoints`] where the base is missing,
/// [`StatsError::BaseNotPositive`] where it may be zero or negative.
pub fn fixed_base_index(values: &[Option<Bounds>], base: usize) -> Result<Vec<Option<Bounds>>, StatsError> {
    let divisor = match values.get(base) {
        Some(Some(divisor)) => divisor,
        Some(None) => return Err(StatsError::TooFewPoints { needed: 1, found: 0, left_out: 1 }),
        None => return Err(no_place(base, values.len())),
    };
    let index = |(place, value): (usize, &Option<Bounds>)| {
        let Some(value) = value else { return Ok(None) };
        let quotient = quotient(value, divisor)?;
        let is_base = place == base;
        Ok(Some(if is_base { rebuilt(BASE, Upper::Closed(BASE)) } else { multiple(&quotient, BASE) }))
    };
    values.iter().enumerate().map(index).collect()
}

/// The same series with another base, `index ÷ index at the base × 100`; movements stay what they are.
///
/// On bounds the index is held to be known in each period apart, so that the rebased one holds every possibility. Where the
/// numbers behind an index are there, [`fixed_base_index`] or [`chain_index`] with the new base is narrower.
///
/// # Errors
/// As [`fixed_base_index`].
pub fn rebased(index: &[Option<Bounds>], base: usize) -> Result<Vec<Option<Bounds>>, StatsError> {
    fixed_base_index(index, base)
}

/// The chain index of rates from each period to the next, one number more than there are rates: 100 at the place `base`, after it
/// multiplied and before it divided by `1 + rate`, rate by rate.
///
/// # Errors
/// [`StatsError::OutOfRange`] where there is no such place, [`StatsError::NegativeEnd`] for a rate that may be below −1,
/// [`StatsError::BaseNotPositive`] for one before the base that may be −1, since nothing leads back from zero.
pub fn chain_index(rates: &[Ratio], base: usize) -> Result<Vec<Bounds>, StatsError> {
    let (Some(before), Some(after)) = (rates.get(..base), rates.get(base..)) else {
        return Err(no_place(base, rates.len() + 1));
    };
    let factor = |rate: &Ratio| {
        let one = rebuilt(1.0, Upper::Closed(1.0));
        let factor = rate.0.plus(&one);
        if factor.lower() < 0.0 { Err(StatsError::NegativeEnd { lower: factor.lower() }) } else { Ok(factor) }
    };
    let start = rebuilt(BASE, Upper::Closed(BASE));
    let mut index = vec![start];
    let mut level = start;
    for rate in before.iter().rev() {
        level = quotient(&level, &factor(rate)?)?;
        index.push(level);
    }
    index.reverse();
    level = start;
    for rate in after {
        level = product(&level, &factor(rate)?);
        index.push(level);
    }
    Ok(index)
}

/// One period of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexPoint {
    /// The period, as its figure prints it.
    pub period: Period,
    /// The number; `None` where it is missing.
    pub value: Option<Bounds>,
    /// The index; `None` where the number is missing or lies across a break from the base.
    pub index: Option<Bounds>,
    /// Whether the number can be compared with that at the base.
    pub comparability: Comparability,
}

/// The fixed-base index of the readings of one series, in their order, where each is first seen to be comparable with the base:
/// across a break the index is that of the spliced series, or there is none.
///
/// # Errors
/// [`StatsError::TooFewPoints`] where the base has no number, [`StatsError::BaseNotPositive`] where that may be zero.
pub fn index_of_readings(readings: &[Reading], base: Period) -> Result<Vec<IndexPoint>, StatsError> {
    let found = readings.iter().find(|reading| answers(reading, base));
    let Some(divisor) = found.and_then(|reading| reading.figure.quantity.bounds) else {
        return Err(StatsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    };
    // What the base does not bear is refused as a whole, not period by period.
    fixed_base_index(&[Some(divisor)], 0)?;
    readings
        .iter()
        .map(|reading| {
            let value = reading.figure.quantity.bounds;
            let compared = comparability(readings, base, reading.key.period);
            let is_base = answers(reading, base);
            let is_later = reading.key.period.last_day() > base.last_day();
            let pair = match &compared {
                Comparability::Same => Some((divisor, value)),
                Comparability::Spliced { level, .. } if is_later => Some((*level, value)),
                Comparability::Spliced { level, .. } => Some((divisor, Some(*level))),
                Comparability::Broken { .. } => None,
            };
            let index = match pair {
                Some((_, Some(_))) if is_base => Some(rebuilt(BASE, Upper::Closed(BASE))),
                Some((divisor, Some(value))) => Some(multiple(&quotient(&value, &divisor)?, BASE)),
                _ => None,
            };
            Ok(IndexPoint { period: reading.figure.period, value, index, comparability: compared })
        })
        .collect()
}

fn no_place(base: usize, places: usize) -> StatsError {
    let highest = places.saturating_sub(1) as f64;
    StatsError::OutOfRange { name: "base", lowest: 0.0, highest, found: base as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::growth_rate;
    use proptest::prelude::*;

    fn point(value: f64) -> Bounds {
        Bounds::point(value).unwrap()
    }

    #[test]
    fn the_tiers_of_2015_to_2017() {
        let found = fixed_base_index(&[Some(point(289.0)), None, Some(point(455.0))], 0).unwrap();
        assert_eq!(found[0].unwrap().as_point(), Some(100.0));
        assert_eq!(found[1], None);
        assert!((found[2].unwrap().lower() - 157.439_446_366_782).abs() < 1e-11);
    }

    #[test]
    fn the_base_is_a_point_where_its_value_is_none() {
        let rough = Bounds::half_open(3500.0, 3600.0).unwrap();
        let found = fixed_base_index(&[Some(rough), Some(point(4686.0))], 0).unwrap();
        assert_eq!(found[0].unwrap().as_point(), Some(100.0));
        let next = found[1].unwrap();
        assert!(
            (next.lower() - 4686.0 / 36.0).abs() < 1e-10 && !next.contains(133.9) && next.contains(133.88)
        );
    }

    #[test]
    fn a_base_that_may_be_zero_is_missing_or_is_nowhere() {
        let values = [Some(Bounds::closed(0.0, 1.0).unwrap()), None, Some(point(2.0))];
        assert!(matches!(fixed_base_index(&values, 0), Err(StatsError::BaseNotPositive { .. })));
        assert!(matches!(fixed_base_index(&values, 1), Err(StatsError::TooFewPoints { .. })));
        assert!(matches!(fixed_base_index(&values, 3), Err(StatsError::OutOfRange { .. })));
        assert!(matches!(fixed_base_index(&[], 0), Err(StatsError::OutOfRange { .. })));
    }

    #[test]
    fn rates_chain_forwards_and_backwards() {
        let rates = [Ratio(point(0.25)), Ratio(point(-0.5)), Ratio(point(1.0))];
        let found = chain_index(&rates, 1).unwrap();
        let levels: Vec<f64> = found.iter().map(|level| level.as_point().unwrap()).collect();
        assert_eq!(levels, [80.0, 100.0, 50.0, 100.0]);
        assert_eq!(chain_index(&[], 0).unwrap(), [point(100.0)]);
        assert!(matches!(chain_index(&rates, 4), Err(StatsError::OutOfRange { .. })));
        assert!(matches!(chain_index(&[Ratio(point(-1.5))], 0), Err(StatsError::NegativeEnd { .. })));
        let to_nothing = [Ratio(point(-1.0))];
        assert_eq!(chain_index(&to_nothing, 0).unwrap()[1].as_point(), Some(0.0));
        assert!(matches!(chain_index(&to_nothing, 1), Err(StatsError::BaseNotPositive { .. })));
    }

    proptest! {
        #[test]
        fn chained_rates_are_the_fixed_base(values in proptest::collection::vec(1.0..1e4f64, 2..8), base in 0..2usize) {
            let series: Vec<_> = values.iter().map(|value| Some(point(*value))).collect();
            let rates: Vec<_> =
                values.windows(2).map(|pair| growth_rate(&point(pair[0]), &point(pair[1])).unwrap()).collect();
            let fixed = fixed_base_index(&series, base).unwrap();
            let again = rebased(&fixed_base_index(&series, 0).unwrap(), base).unwrap();
            for ((fixed, again), chained) in fixed.iter().zip(&again).zip(chain_index(&rates, base).unwrap()) {
                let known = fixed.unwrap().lower();
                prop_assert!((chained.lower() - known).abs() <= 1e-9 * known);
                prop_assert!((again.unwrap().lower() - known).abs() <= 1e-12 * known);
            }
        }

        #[test]
        fn every_index_of_members_is_a_member(
            ends in proptest::collection::vec((1.0..1e3f64, 0.0..1e2f64, 0.0..1.0f64), 2..6), base in 0..2usize,
        ) {
            let bounds: Vec<_> =
                ends.iter().map(|(lower, width, _)| Some(Bounds::closed(*lower, lower + width).unwrap())).collect();
            let members: Vec<f64> = ends.iter().map(|(lower, width, share)| lower + width * share).collect();
            for (found, member) in fixed_base_index(&bounds, base).unwrap().iter().zip(&members) {
                let (found, member) = (found.unwrap(), member / members[base] * 100.0);
                prop_assert!(found.lower() <= member * (1.0 + 1e-12) && member <= found.upper_value().unwrap() * (1.0 + 1e-12));
            }
        }
    }
}
