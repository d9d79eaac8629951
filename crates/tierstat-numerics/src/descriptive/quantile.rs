//! Quantiles of a sample in the nine forms of Hyndman and Fan.

use super::checked;
use crate::error::NumericsError;

/// How a quantile is found between the values of a sample: the nine types of Hyndman and Fan (1996), as R numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum QuantileType {
    /// 1: the inverse of the empirical distribution.
    InverseDistribution,
    /// 2: the same, with averages where it jumps.
    InverseDistributionAveraged,
    /// 3: the nearest even order statistic, as SAS has it.
    NearestEven,
    /// 4: linear between the steps of the empirical distribution.
    LinearDistribution,
    /// 5: linear between the middles of the steps (Hazen 1914).
    Hazen,
    /// 6: linear at `k ÷ (n + 1)` (Weibull 1939), as SPSS and Minitab have it.
    Weibull,
    /// 7: linear at `(k − 1) ÷ (n − 1)` (Gumbel 1939), the form of R, NumPy and spreadsheets.
    #[default]
    Gumbel,
    /// 8: linear at `(k − 1/3) ÷ (n + 1/3)`: nearly median-unbiased for every distribution.
    MedianUnbiased,
    /// 9: linear at `(k − 3/8) ÷ (n + 1/4)`: nearly unbiased for the normal distribution.
    NormalUnbiased,
}

impl QuantileType {
    /// The type that R gives this number, 1 to 9.
    #[must_use]
    pub fn of_number(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::InverseDistribution,
            2 => Self::InverseDistributionAveraged,
            3 => Self::NearestEven,
            4 => Self::LinearDistribution,
            5 => Self::Hazen,
            6 => Self::Weibull,
            7 => Self::Gumbel,
            8 => Self::MedianUnbiased,
            9 => Self::NormalUnbiased,
            _ => return None,
        })
    }
}

/// The quantile of a sample for a probability from 0 to 1, in the unit of the values; their order does not matter.
///
/// `(1 − h) x₍ⱼ₎ + h x₍ⱼ₊₁₎` with `j + h = n p + m` and the `m` of the type (Hyndman and Fan, *Sample Quantiles in
/// Statistical Packages*, 1996; R's `quantile`).
///
/// # Errors
/// [`NumericsError::TooFewPoints`] without a value, [`NumericsError::NotFinite`], [`NumericsError::OutOfRange`] for the probability.
pub fn quantile(values: &[f64], probability: f64, kind: QuantileType) -> Result<f64, NumericsError> {
    checked(values, 1)?;
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    of_sorted(&sorted, probability, kind)
}

/// The median of a sample: the middle value, or the mean of the two in the middle.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] without a value, [`NumericsError::NotFinite`].
pub fn median(values: &[f64]) -> Result<f64, NumericsError> {
    quantile(values, 0.5, QuantileType::Gumbel)
}

/// The median of finite numbers, which are put in order on the way; `None` where there are none.
pub(crate) fn median_in_place(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = values.get(half).copied()?;
    if values.len().is_multiple_of(2) {
        return values.get(half - 1).map(|lower| f64::midpoint(*lower, upper));
    }
    Some(upper)
}

/// The same of values that are finite and in order already.
fn of_sorted(sorted: &[f64], probability: f64, kind: QuantileType) -> Result<f64, NumericsError> {
    if !(0.0..=1.0).contains(&probability) {
        let (lowest, highest) = (0.0, 1.0);
        return Err(NumericsError::OutOfRange { name: "probability", lowest, highest, found: probability });
    }
    let count = sorted.len() as f64;
    let linear = |a: f64, b: f64| a + probability * (count + 1.0 - a - b);
    let place = match kind {
        QuantileType::InverseDistribution | QuantileType::InverseDistributionAveraged => count * probability,
        QuantileType::NearestEven => count * probability - 0.5,
        QuantileType::LinearDistribution => linear(0.0, 1.0),
        QuantileType::Hazen => linear(0.5, 0.5),
        QuantileType::Weibull => linear(0.0, 0.0),
        QuantileType::Gumbel => linear(1.0, 1.0),
        QuantileType::MedianUnbiased => linear(1.0 / 3.0, 1.0 / 3.0),
        QuantileType::NormalUnbiased => linear(0.375, 0.375),
    };
    // 0.07 × 100 is seven, whatever double precision says.
    let rounding = 4.0 * f64::EPSILON * place.abs().max(1.0);
    let whole = (place + rounding).floor();
    let rest = if (place - whole).abs() < rounding { 0.0 } else { place - whole };
    let share = match kind {
        QuantileType::InverseDistribution => f64::from(rest > 0.0),
        QuantileType::InverseDistributionAveraged => {
            if rest > 0.0 {
                1.0
            } else {
                0.5
            }
        }
        QuantileType::NearestEven => f64::from(rest > 0.0 || whole.rem_euclid(2.0) > 0.5),
        _ => rest,
    };
    let at = |rank: f64| {
        let rank = rank.clamp(1.0, count.max(1.0)) as usize;
        sorted.get(rank - 1).copied()
    };
    let (Some(below), Some(above)) = (at(whole), at(whole + 1.0)) else {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    };
    Ok(if share <= 0.0 || below.total_cmp(&above).is_eq() {
        below
    } else if share >= 1.0 {
        above
    } else {
        (1.0 - share) * below + share * above
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refusals_and_single_values() {
        assert!(quantile(&[], 0.5, QuantileType::Gumbel).is_err());
        assert!(quantile(&[1.0, f64::INFINITY], 0.5, QuantileType::Gumbel).is_err());
        assert!(matches!(
            quantile(&[1.0], 1.5, QuantileType::Gumbel),
            Err(NumericsError::OutOfRange { name: "probability", .. })
        ));
        assert!(quantile(&[1.0], f64::NAN, QuantileType::Gumbel).is_err());
        assert!(QuantileType::of_number(0).is_none() && QuantileType::of_number(10).is_none());
        for kind in (1..=9).filter_map(QuantileType::of_number) {
            assert!((quantile(&[3.5], 0.9, kind).unwrap() - 3.5).abs() < 1e-300);
        }
        assert!((median(&[4.0, 1.0, 3.0, 2.0]).unwrap() - 2.5).abs() < 1e-15);
        assert!(median(&[1.7e308, 1.7e308, -1.7e308, -1.7e308]).unwrap().abs() < 1e300);
        // A place that double precision misses by its last digit is still a place.
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        let found = quantile(&hundred, 0.07, QuantileType::InverseDistribution).unwrap();
        assert!((found - 7.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_quantile_lies_in_the_sample_and_rises(
            values in prop::collection::vec(-1e6..1e6f64, 1..30),
            one in 0.0..=1.0f64,
            other in 0.0..=1.0f64,
            number in 1..=9_u8,
        ) {
            let kind = QuantileType::of_number(number).unwrap();
            let at = |probability| quantile(&values, probability, kind).unwrap();
            let (low, high) = (at(one.min(other)), at(one.max(other)));
            prop_assert!(low <= high + 1e-9);
            prop_assert!(at(0.0) <= low + 1e-9 && high <= at(1.0) + 1e-9);
            prop_assert!(values.iter().any(|value| *value <= low + 1e-9));
        }
    }
}
