//! How far values spread, whatever a few of them are: MAD, Qn and Sn.

use crate::descriptive::{checked, median};
use crate::error::StatsError;

/// The median of the distances from the median, times 1.4826 for normal values; in the unit of the values.
///
/// Zero where more than half of the values are equal (Hampel 1974; R's `mad`).
///
/// # Errors
/// [`StatsError::TooFewPoints`] without a value, [`StatsError::NotFinite`].
pub fn median_absolute_deviation(values: &[f64]) -> Result<f64, StatsError> {
    const NORMAL: f64 = 1.4826;
    let middle = median(values)?;
    let distances: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    finite(NORMAL * median(&distances)?)
}

fn finite(value: f64) -> Result<f64, StatsError> {
    if value.is_finite() { Ok(value) } else { Err(StatsError::NotFinite { value }) }
}

fn sorted(values: &[f64]) -> Result<Vec<f64>, StatsError> {
    checked(values, 2)?;
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    if let (Some(least), Some(largest)) = (sorted.first(), sorted.last()) {
        finite(largest - least)?;
    }
    Ok(sorted)
}

/// Qn of Rousseeuw and Croux: a quarter of the way through the distances of all pairs, in the unit of the values.
///
/// The distance of rank `h (h − 1) ÷ 2`, `h = n ÷ 2 + 1` rounded down, times 2.21914 and a factor for small samples
/// (Rousseeuw and Croux 1993; Croux and Rousseeuw 1992; R's `robustbase::Qn`, 0.93-10 and later). Takes `n ln n` steps.
///
/// # Errors
/// [`StatsError::TooFewPoints`] below two values, [`StatsError::NotFinite`].
pub fn qn_scale(values: &[f64]) -> Result<f64, StatsError> {
    const NORMAL: f64 = 2.21914;
    let sorted = sorted(values)?;
    let half = sorted.len() / 2 + 1;
    let rank = half * (half - 1) / 2;
    // The distances that are at most this far, counted with one walk of two hands.
    let within = |distance: f64| {
        let (mut count, mut first) = (0, 0);
        for (place, value) in sorted.iter().enumerate() {
            while sorted.get(first).is_some_and(|low| value - low > distance) {
                first += 1;
            }
            count += place - first;
        }
        count
    };
    // Numbers of zero or more lie in the order of their bits.
    let widest = sorted.last().zip(sorted.first()).map_or(0.0, |(last, first)| last - first);
    let (mut low, mut high) = (0_u64, widest.to_bits());
    while low < high {
        let middle = low.midpoint(high);
        if within(f64::from_bits(middle)) >= rank {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    finite(NORMAL * qn_factor(sorted.len()) * f64::from_bits(low))
}

/// What makes Qn unbiased for normal samples of this size.
fn qn_factor(count: usize) -> f64 {
    const SMALL: [f64; 11] =
        [0.399_356, 0.99365, 0.51321, 0.84401, 0.61220, 0.85877, 0.66993, 0.87344, 0.72014, 0.88906, 0.75743];
    let n = count as f64;
    count.checked_sub(2).and_then(|place| SMALL.get(place)).copied().unwrap_or_else(|| {
        let bias = if count % 2 == 1 {
            1.60188 + (-2.1284 - 5.172 / n) / n
        } else {
            3.67561 + (1.9654 + (6.987 - 77.0 / n) / n) / n
        };
        (bias / n + 1.0).recip()
    })
}

/// Sn of Rousseeuw and Croux: the low median of the high medians of distances from each value, in the unit of the values.
///
/// Times 1.1926 and a factor for small samples (Rousseeuw and Croux 1993; Croux and Rousseeuw 1992; R's
/// `robustbase::Sn`). Takes `n ln n` steps.
///
/// # Errors
/// As [`qn_scale`].
pub fn sn_scale(values: &[f64]) -> Result<f64, StatsError> {
    const NORMAL: f64 = 1.1926;
    let sorted = sorted(values)?;
    let count = sorted.len();
    let near = count / 2 + 1;
    let mut medians: Vec<f64> = (0..count).map(|place| near_distance(&sorted, place, near)).collect();
    let (_, middle, _) = medians.select_nth_unstable_by(count.div_ceil(2) - 1, f64::total_cmp);
    finite(NORMAL * sn_factor(count) * *middle)
}

/// How far the `near` values lie that are nearest to the one at `place`, itself among them.
fn near_distance(sorted: &[f64], place: usize, near: usize) -> f64 {
    let at = |place: usize| sorted.get(place).copied().unwrap_or(f64::INFINITY);
    let left = |first: usize| at(place) - at(first);
    let right = |first: usize| at(first + near - 1) - at(place);
    let lowest = (place + 1).saturating_sub(near);
    // The window that starts later reaches less to the left and further to the right.
    let (mut low, mut high) = (lowest, place.min(sorted.len() - near));
    while low < high {
        let middle = low.midpoint(high);
        if right(middle) >= left(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let reach = |first: usize| left(first).max(right(first));
    if low > lowest { reach(low).min(reach(low - 1)) } else { reach(low) }
}

/// What makes Sn unbiased for normal samples of this size.
fn sn_factor(count: usize) -> f64 {
    const SMALL: [f64; 8] = [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131];
    count
        .checked_sub(2)
        .and_then(|place| SMALL.get(place))
        .copied()
        .unwrap_or_else(|| if count % 2 == 1 { count as f64 / (count as f64 - 0.9) } else { 1.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn odd_samples() {
        assert!(
            qn_scale(&[1.0]).is_err() && sn_scale(&[]).is_err() && median_absolute_deviation(&[]).is_err()
        );
        assert!(qn_scale(&[f64::MAX, f64::MIN]).is_err() && sn_scale(&[1.0, f64::NAN]).is_err());
        assert!(qn_scale(&[2.0; 9]).unwrap() <= 0.0 && sn_scale(&[2.0; 9]).unwrap() <= 0.0);
        // The middle half of 2, 4, 4, 5, 100 lies within one of 4.
        assert!((median_absolute_deviation(&[2.0, 4.0, 4.0, 5.0, 100.0]).unwrap() - 1.4826).abs() < 1e-15);
        let many: Vec<f64> = (0..20_000).map(|place| f64::from(place * 7919 % 20_011)).collect();
        let spread = qn_scale(&many).unwrap() / sn_scale(&many).unwrap();
        assert!(spread.is_finite() && spread > 0.5 && spread < 2.0);
    }

    proptest! {
        #[test]
        fn the_quick_ways_are_the_plain_ones(values in prop::collection::vec(-50..50_i32, 2..40), odd in -1.0..1.0f64) {
            let values: Vec<f64> = values.iter().map(|value| f64::from(*value) * odd).collect();
            let half = values.len() / 2 + 1;
            let mut pairs = Vec::new();
            let mut medians = Vec::new();
            for (place, one) in values.iter().enumerate() {
                pairs.extend(values.iter().skip(place + 1).map(|other| (one - other).abs()));
                let mut distances: Vec<f64> = values.iter().map(|other| (one - other).abs()).collect();
                distances.sort_by(f64::total_cmp);
                medians.push(distances[half - 1]);
            }
            pairs.sort_by(f64::total_cmp);
            medians.sort_by(f64::total_cmp);
            let plain = 2.21914 * qn_factor(values.len()) * pairs[half * (half - 1) / 2 - 1];
            prop_assert!((qn_scale(&values).unwrap() - plain).abs() <= 1e-14 * plain);
            let plain = 1.1926 * sn_factor(values.len()) * medians[values.len().div_ceil(2) - 1];
            prop_assert!((sn_scale(&values).unwrap() - plain).abs() <= 1e-14 * plain);
        }
    }
}
