//! Trends by ranks and medians, which one wrong number cannot turn: Mann and Kendall, Theil and Sen, Siegel.

use crate::descriptive::median_in_place;
use crate::distribution::{normal_cdf, normal_quantile};
use crate::error::NumericsError;
use crate::requirement::{self, checked, same_length};

/// The test of Mann and Kendall: whether later values are more often above earlier ones than below.
#[derive(Debug, Clone, PartialEq)]
pub struct MannKendall {
    /// Pairs that rise less pairs that fall.
    pub score: i64,
    /// The variance of the score, less for ties.
    pub variance: f64,
    /// The score in standard deviations, with the correction for continuity.
    pub standard_score: f64,
    /// The probability, on both sides, of a score this far from zero where there is no trend.
    pub probability: f64,
    /// Kendall's tau: the score over all pairs.
    pub tau: f64,
}

/// Tests the values, in order of time, for a trend (Mann 1945; Kendall 1975; the normal approximation). Values are held to be
/// independent from time to time.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] below five, since four values in order come about by chance once in twelve times;
/// [`NumericsError::NotFinite`], [`NumericsError::AllEqual`].
pub fn mann_kendall(values: &[f64]) -> Result<MannKendall, NumericsError> {
    const NEEDED: usize = 5;
    checked(values, NEEDED)?;
    let mut score = 0_i64;
    for (place, earlier) in values.iter().enumerate() {
        for later in values.iter().skip(place + 1) {
            score += i64::from(later > earlier) - i64::from(later < earlier);
        }
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let term = |size: f64| size * (size - 1.0) * (2.0 * size + 5.0);
    let count = values.len() as f64;
    let ties = sorted.chunk_by(|one, other| one.total_cmp(other).is_eq()).map(|tie| term(tie.len() as f64));
    let variance = (term(count) - ties.sum::<f64>()) / 18.0;
    if variance <= 0.0 {
        return Err(NumericsError::AllEqual { found: values.len() });
    }
    let (number, pairs) = (score as f64, count * (count - 1.0) / 2.0);
    let standard_score = (number - number.signum() * f64::from(score != 0)) / variance.sqrt();
    Ok(MannKendall {
        score,
        variance,
        standard_score,
        probability: (2.0 * normal_cdf(-standard_score.abs())).min(1.0),
        tau: number / pairs,
    })
}

/// A slope by medians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MedianSlope {
    /// The slope, in the unit of the values for one of time.
    pub slope: f64,
    /// The value at time zero: the median value less the slope times the median time.
    pub intercept: f64,
    /// The ends of the interval for the slope; `None` where even all slopes together do not reach its level.
    pub interval: Option<(f64, f64)>,
}

/// The median of the slopes of all pairs, with Sen's interval at a level such as 0.95 (Theil 1950; Sen 1968).
///
/// From the least to the greatest slope the interval covers `1 − 2 ÷ n!`: three points reach 67 %, four 92 %, so that an interval
/// of 95 % needs five.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::TooFewPoints`] below three, [`NumericsError::NotFinite`],
/// [`NumericsError::NoSpan`] where all stand at one time, [`NumericsError::OutOfRange`] for the level.
pub fn theil_sen(times: &[f64], values: &[f64], level: f64) -> Result<MedianSlope, NumericsError> {
    let mut slopes = Vec::new();
    matched(times, values)?;
    requirement::level(level)?;
    for place in 0..times.len() {
        slopes.extend(slopes_from(times, values, place, place + 1));
    }
    slopes.sort_by(f64::total_cmp);
    let slope = median_in_place(&mut slopes).ok_or(NumericsError::NoSpan)?;
    let reach = normal_quantile(0.5 + level / 2.0) * score_variance(times, values).max(0.0).sqrt();
    let pairs = slopes.len() as f64;
    let end = |rank: f64| {
        let place = rank.round_ties_even().clamp(0.0, pairs - 1.0) as usize;
        slopes.get(place).copied().unwrap_or(slope)
    };
    let orders: f64 = (1..=times.len().min(100)).map(|place| place as f64).product();
    let is_reached = 1.0 - 2.0 / orders >= level;
    let interval = is_reached.then(|| (end((pairs - reach) / 2.0 - 1.0), end((pairs + reach) / 2.0)));
    let [mut sorted_times, mut sorted_values] = [times.to_vec(), values.to_vec()];
    let middle = median_in_place(&mut sorted_values).zip(median_in_place(&mut sorted_times));
    let intercept = middle.map_or(0.0, |(value, time)| value - slope * time);
    Ok(MedianSlope { slope, intercept, interval })
}

/// The repeated medians of Siegel (1982): for each point the median slope to all others, and the median of these.
///
/// Returns the slope and the median of `value − slope × time`. Stands where nearly half of the points are wrong.
///
/// # Errors
/// As [`theil_sen`].
pub fn siegel(times: &[f64], values: &[f64]) -> Result<(f64, f64), NumericsError> {
    matched(times, values)?;
    let mut inner: Vec<f64> = (0..times.len())
        .filter_map(|place| median_in_place(&mut slopes_from(times, values, place, 0)))
        .collect();
    let slope = median_in_place(&mut inner).ok_or(NumericsError::NoSpan)?;
    let mut left: Vec<f64> = times.iter().zip(values).map(|(time, value)| value - slope * time).collect();
    Ok((slope, median_in_place(&mut left).unwrap_or(0.0)))
}

fn matched(times: &[f64], values: &[f64]) -> Result<(), NumericsError> {
    const NEEDED: usize = 3;
    same_length(times.len(), values.len())?;
    checked(times, NEEDED)?;
    checked(values, NEEDED)
}

/// The slopes from one point to those from `first` on that stand at other times.
fn slopes_from(times: &[f64], values: &[f64], place: usize, first: usize) -> Vec<f64> {
    let (time, value) = (times.get(place).copied().unwrap_or(0.0), values.get(place).copied().unwrap_or(0.0));
    let others = times.iter().zip(values).skip(first).filter(|(other, _)| (**other - time).abs() > 0.0);
    others.map(|(other, found)| (found - value) / (other - time)).collect()
}

/// The variance of Kendall's score with ties among the values and among the times, as Sen's interval takes it.
fn score_variance(times: &[f64], values: &[f64]) -> f64 {
    let term = |size: f64| size * (size - 1.0) * (2.0 * size + 5.0);
    let ties = |numbers: &[f64]| -> f64 {
        let mut sorted = numbers.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted
            .chunk_by(|one, other| one.total_cmp(other).is_eq())
            .map(|group| term(group.len() as f64))
            .sum::<f64>()
    };
    // A group of one counts nothing: its term is zero.
    (term(values.len() as f64) - ties(times) - ties(values)) / 18.0
}
