//! Outliers of short series that grow: by medians, which an outlier does not move.
//!
//! What is compared is growth, as logarithms per unit of time: a series that doubles every few years has no outlying level, only an outlying
//! change. Every rule says how many numbers it could judge; none removes any.

use crate::descriptive::median_in_place;
use crate::error::NumericsError;
use crate::requirement::{above_zero, enough, finite, same_length, within};

/// Turns a median absolute deviation into the standard deviation of a normal distribution.
pub const TO_DEVIATION: f64 = 1.4826;

/// The score from which a change is an outlier among many (Iglewicz and Hoaglin 1993).
pub const CUSTOMARY: f64 = 3.5;

/// The middle of some numbers and how far they lie from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RobustSpread {
    /// The median.
    pub median: f64,
    /// The median absolute deviation from it, times [`TO_DEVIATION`], without the factor for few numbers.
    pub deviation: f64,
    /// How many numbers there are.
    pub count: usize,
}

impl RobustSpread {
    /// Of some finite numbers; `None` where there are none.
    pub(crate) fn of(values: &[f64]) -> Option<Self> {
        let median = median_in_place(&mut values.to_vec())?;
        let mut distances: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
        let deviation = median_in_place(&mut distances)? * TO_DEVIATION;
        Some(Self { median, deviation, count: values.len() })
    }

    /// The deviation times the factor that makes it right on average for few normal numbers (Croux and Rousseeuw 1992): it is too small by
    /// a third for three, by a tenth for nine.
    #[must_use]
    pub fn corrected_deviation(&self) -> f64 {
        const FACTORS: [f64; 8] = [1.196, 1.495, 1.363, 1.206, 1.200, 1.140, 1.129, 1.107];
        let count = self.count as f64;
        let factor = self.count.checked_sub(2).and_then(|place| FACTORS.get(place)).copied();
        self.deviation * factor.unwrap_or(if self.count < 2 { 1.0 } else { count / (count - 0.8) })
    }
}

/// A deviation of logarithmic changes below this is rounding.
const ROUNDING: f64 = 1e-12;

/// One number against all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgainstOthers {
    /// The median of the others.
    pub usual: f64,
    /// How many deviations of the others it lies from their median; below zero where it is less.
    pub score: f64,
}

/// One of some finite numbers against the spread of the others, of which none is held to be below `floor`; `None` where there is no
/// such number, no other, or no spread and no floor.
///
/// Without the number itself: among few, an outlier is part of the spread that it is measured by.
#[must_use]
pub fn against_others(values: &[f64], place: usize, floor: f64) -> Option<AgainstOthers> {
    let value = values.get(place)?;
    let others: Vec<f64> =
        values.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, value)| *value).collect();
    let spread = RobustSpread::of(&others)?;
    let deviation = spread.deviation.max(floor);
    let score = (value - spread.median) / deviation;
    (deviation > ROUNDING && score.is_finite()).then_some(AgainstOthers { usual: spread.median, score })
}

/// A change from one number of a series to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangeScore {
    /// The place, from 0, of the number that it leads to.
    pub place: usize,
    /// The logarithm of the growth, per unit of time.
    pub change: f64,
    /// How many deviations it lies from the median of the changes; below zero where it is less.
    pub score: f64,
}

/// The robust score of each change of a series, `(change − median) ÷ deviation`, with the median absolute deviation of all changes and the
/// factor for few of them (Iglewicz and Hoaglin 1993; Croux and Rousseeuw 1992). From [`CUSTOMARY`] on a change is an outlier among many;
/// for 4 to 15 points [`short_series_outliers`] has limits of its own.
///
/// `times` grow, in any unit; values are above zero; `floor` is the least deviation that changes are held to have, per unit of time, such as
/// 0.1 for years, or 0 for none: figures that grow evenly by chance deviate by next to nothing.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] below four points, [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], [`NumericsError::ValueNotPositive`],
/// [`NumericsError::NoSpan`] where a time does not follow the one before, [`NumericsError::OutOfRange`] for the floor, [`NumericsError::AllEqual`]
/// where half of the changes or more are equal and there is no floor.
pub fn change_scores(times: &[f64], values: &[f64], floor: f64) -> Result<Vec<ChangeScore>, NumericsError> {
    let changes = changes(times, values, floor)?;
    let spread = RobustSpread::of(&changes);
    let spread = spread.filter(|spread| spread.corrected_deviation().max(floor) > ROUNDING);
    let Some(spread) = spread else { return Err(NumericsError::AllEqual { found: changes.len() }) };
    let deviation = spread.corrected_deviation().max(floor);
    let score = |(place, change): (usize, &f64)| {
        let score = (change - spread.median) / deviation;
        if score.is_finite() {
            Ok(ChangeScore { place: place + 1, change: *change, score })
        } else {
            Err(NumericsError::NotFinite { value: score })
        }
    };
    changes.iter().enumerate().map(score).collect()
}

/// The fewest points that a change can be an outlier of: with three there are two changes, and either may be the odd one.
const FEWEST: usize = 4;

/// The logarithmic changes per unit of time, of a series that is checked.
fn changes(times: &[f64], values: &[f64], floor: f64) -> Result<Vec<f64>, NumericsError> {
    same_length(times.len(), values.len())?;
    enough(FEWEST, values.len())?;
    within("floor", floor, [0.0, f64::MAX])?;
    finite(times.iter().chain(values))?;
    above_zero(values)?;
    let pairs = times.iter().zip(times.iter().skip(1)).zip(values.iter().zip(values.iter().skip(1)));
    pairs
        .map(|((before, after), (from, to))| {
            let span = after - before;
            let change = (to.ln() - from.ln()) / span;
            if span > 0.0 && change.is_finite() { Ok(change) } else { Err(NumericsError::NoSpan) }
        })
        .collect()
}

/// What an outlying change is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutlierKind {
    /// The number stands alone: the change to it and the one from it are both outliers, in opposite directions.
    Number,
    /// The change to the number is an outlier and is not taken back: another level, such as by a new definition.
    Level,
}

/// An outlier of a short series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlier {
    /// The place, from 0, of the number.
    pub place: usize,
    /// What it is.
    pub kind: OutlierKind,
    /// How many deviations of the other changes the change to it lies from their median.
    pub score: f64,
    /// The score from which a change of a series of this length is an outlier.
    pub limit: f64,
}

/// The outliers of a series of 4 to 15 points that grows.
///
/// Each change is compared with the others alone: among few, an outlier would be part of the spread that it is measured by. The limits
/// are those that the largest score of a series of this many independent normal changes exceeds in one of twenty series (400,000 simulated
/// ones of each length, numpy's PCG64, seed 7); a floor makes it rarer. With four or five points only a wrong magnitude goes beyond them,
/// which is what so few points can tell.
///
/// Parameters as for [`change_scores`].
///
/// # Errors
/// As [`change_scores`]; [`NumericsError::OutOfRange`] above 15 points.
pub fn short_series_outliers(
    times: &[f64],
    values: &[f64],
    floor: f64,
) -> Result<Vec<Outlier>, NumericsError> {
    /// For 3 to 14 changes.
    const LIMITS: [f64; 12] = [43.8, 61.4, 13.9, 13.1, 8.24, 8.07, 6.51, 6.43, 5.64, 5.63, 5.18, 5.17];
    let changes = changes(times, values, floor)?;
    let Some(limit) = changes.len().checked_sub(FEWEST - 1).and_then(|place| LIMITS.get(place)).copied()
    else {
        let (lowest, highest) = (FEWEST as f64, (FEWEST + LIMITS.len() - 1) as f64);
        return Err(NumericsError::OutOfRange {
            name: "points",
            lowest,
            highest,
            found: values.len() as f64,
        });
    };
    let scores = (0..changes.len())
        .map(|place| against_others(&changes, place, floor).map(|against| against.score))
        .collect::<Option<Vec<f64>>>()
        .ok_or(NumericsError::AllEqual { found: changes.len() })?;
    Ok(outliers(&scores, limit))
}

/// The outliers of a series of any length from four points on: up to 15 those of [`short_series_outliers`], beyond that the changes
/// whose [`change_scores`] reach [`CUSTOMARY`].
///
/// # Errors
/// As [`change_scores`].
pub fn series_outliers(times: &[f64], values: &[f64], floor: f64) -> Result<Vec<Outlier>, NumericsError> {
    /// The most points that have limits of their own.
    const SHORT: usize = 15;
    if values.len() <= SHORT {
        return short_series_outliers(times, values, floor);
    }
    let scores: Vec<f64> = change_scores(times, values, floor)?.iter().map(|change| change.score).collect();
    Ok(outliers(&scores, CUSTOMARY))
}

/// The outliers among the scores of the changes, one for each change from the first to the last.
fn outliers(scores: &[f64], limit: f64) -> Vec<Outlier> {
    let mut outliers: Vec<Outlier> = Vec::new();
    let mut is_taken_back = false;
    for (place, score) in scores.iter().enumerate() {
        let was_taken_back = std::mem::take(&mut is_taken_back);
        if score.abs() < limit || was_taken_back {
            continue;
        }
        let next = scores.get(place + 1).copied().unwrap_or_default();
        is_taken_back = next.abs() >= limit && next.signum() * score.signum() < 0.0;
        let kind = if is_taken_back { OutlierKind::Number } else { OutlierKind::Level };
        outliers.push(Outlier { place: place + 1, kind, score: *score, limit });
    }
    outliers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const YEARS: [f64; 8] = [2010.0, 2011.0, 2012.0, 2013.0, 2014.0, 2015.0, 2016.0, 2017.0];

    #[test]
    fn the_spread_of_five_by_hand() {
        let spread = RobustSpread::of(&[1.0, 2.0, 4.0, 7.0, 100.0]).unwrap();
        // Distances 3, 2, 0, 3, 96.
        assert!((spread.median - 4.0).abs() < 1e-15 && (spread.deviation - 3.0 * 1.4826).abs() < 1e-15);
        assert!((spread.corrected_deviation() - 3.0 * 1.4826 * 1.206).abs() < 1e-14);
        let many = RobustSpread { median: 0.0, deviation: 1.0, count: 16 };
        assert!((many.corrected_deviation() - 16.0 / 15.2).abs() < 1e-15);
    }

    #[test]
    fn a_lost_digit_is_a_number_and_a_new_definition_a_level() {
        let mut values = [100.0, 121.0, 133.0, 165.0, 181.0, 214.0, 237.0, 270.0];
        assert_eq!(short_series_outliers(&YEARS, &values, 0.0).unwrap(), []);
        values[3] = 16.5;
        let lost = short_series_outliers(&YEARS, &values, 0.0).unwrap();
        assert_eq!(lost.len(), 1, "{lost:?}");
        assert_eq!((lost[0].place, lost[0].kind), (3, OutlierKind::Number));
        assert!(lost[0].score < -lost[0].limit);
        values[3] = 165.0;
        values[4..].iter_mut().for_each(|value| *value *= 8.0);
        let level = short_series_outliers(&YEARS, &values, 0.0).unwrap();
        assert_eq!(level.len(), 1, "{level:?}");
        assert_eq!((level[0].place, level[0].kind), (4, OutlierKind::Level));
        let scores = change_scores(&YEARS, &values, 0.0).unwrap();
        assert!(scores.iter().all(|score| (score.score > CUSTOMARY) == (score.place == 4)), "{scores:?}");
    }

    #[test]
    fn four_points_show_a_lost_ten_thousand_and_no_less() {
        let years = &YEARS[..4];
        let found = short_series_outliers(years, &[10_000.0, 12_000.0, 13_000.0, 1.5], 0.1).unwrap();
        assert_eq!((found.len(), found[0].place), (1, 3));
        assert_eq!(short_series_outliers(years, &[100.0, 120.0, 130.0, 60.0], 0.1).unwrap(), []);
    }

    #[test]
    fn gaps_are_changes_over_more_years() {
        let (years, values) = ([2000.0, 2001.0, 2002.0, 2006.0, 2007.0], [1.0, 1.2, 1.5, 3.0, 3.5]);
        let scores = change_scores(&years, &values, 0.0).unwrap();
        assert!((scores[2].change - 2.0_f64.ln() / 4.0).abs() < 1e-15);
        assert!(scores.iter().all(|score| score.score.abs() < CUSTOMARY));
    }

    #[test]
    fn what_is_no_series_is_refused() {
        let values = [1.0, 2.0, 4.0, 8.0];
        let years = &YEARS[..4];
        assert!(matches!(
            change_scores(&years[..3], &values[..3], 0.0),
            Err(NumericsError::TooFewPoints { .. })
        ));
        assert!(matches!(change_scores(years, &values[..3], 0.0), Err(NumericsError::LengthMismatch { .. })));
        assert!(matches!(
            change_scores(years, &[1.0, 0.0, 1.0, 2.0], 0.0),
            Err(NumericsError::ValueNotPositive { .. })
        ));
        assert!(matches!(change_scores(&[1.0, 1.0, 2.0, 3.0], &values, 0.0), Err(NumericsError::NoSpan)));
        assert!(matches!(change_scores(years, &values, f64::NAN), Err(NumericsError::OutOfRange { .. })));
        for refused in [
            change_scores(years, &[1.0, 2.0, 4.0, 8.0], 0.0).map(|_| ()),
            short_series_outliers(years, &[1.0, 2.0, 4.0, 8.0], 0.0).map(|_| ()),
        ] {
            assert!(matches!(refused, Err(NumericsError::AllEqual { found: 3 })), "{refused:?}");
        }
        // The same rate each year, up to rounding.
        let even: Vec<f64> = (0..8).map(|year| 100.0 * 1.1_f64.powi(year)).collect();
        assert!(matches!(
            short_series_outliers(&YEARS, &even, 0.0),
            Err(NumericsError::AllEqual { found: 7 })
        ));
        assert!(change_scores(years, &values, 0.1).unwrap().iter().all(|score| score.score.abs() < 1e-9));
        let long: Vec<f64> = (1..=16).map(f64::from).collect();
        assert!(matches!(short_series_outliers(&long, &long, 0.1), Err(NumericsError::OutOfRange { .. })));
        assert!(short_series_outliers(&long[..15], &long[..15], 0.1).is_ok());
    }

    #[test]
    fn long_series_are_judged_by_the_customary_score() {
        let times: Vec<f64> = (0..20).map(f64::from).collect();
        let mut values: Vec<f64> =
            (0..20).map(|year| 100.0 * 1.1_f64.powi(year) * if year % 3 == 0 { 1.03 } else { 1.0 }).collect();
        assert_eq!(series_outliers(&times, &values, 0.1).unwrap(), []);
        values[12] *= 10.0;
        let found = series_outliers(&times, &values, 0.1).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].place, found[0].kind), (12, OutlierKind::Number));
        assert!((found[0].limit - CUSTOMARY).abs() < 1e-15);
        assert!(matches!(
            series_outliers(&times[..3], &values[..3], 0.1),
            Err(NumericsError::TooFewPoints { .. })
        ));
    }

    proptest! {
        #[test]
        fn a_unit_does_not_matter(values in proptest::collection::vec(1.0..1e4f64, 4..15), factor in 1e-3..1e3f64) {
            let times: Vec<f64> = (0..values.len()).map(|time| time as f64).collect();
            let scaled: Vec<f64> = values.iter().map(|value| value * factor).collect();
            let found = change_scores(&times, &values, 0.1).unwrap();
            for (one, other) in found.iter().zip(change_scores(&times, &scaled, 0.1).unwrap()) {
                prop_assert!((one.score - other.score).abs() < 1e-9 * one.score.abs().max(1.0));
            }
        }
    }
}
