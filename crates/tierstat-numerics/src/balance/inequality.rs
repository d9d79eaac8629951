//! Inequality of numbers of zero or more. A complete count of areas has no sampling error and is given none.

use crate::error::NumericsError;

/// The mean, after what every measure needs: two numbers, none below zero, not all zero.
fn checked(values: &[f64]) -> Result<f64, NumericsError> {
    if values.len() < 2 {
        return Err(NumericsError::TooFewPoints { needed: 2, found: values.len(), left_out: 0 });
    }
    if let Some(value) = values.iter().find(|value| !value.is_finite()) {
        return Err(NumericsError::NotFinite { value: *value });
    }
    if let Some(value) = values.iter().find(|value| **value < 0.0) {
        return Err(NumericsError::NegativeValue { value: *value });
    }
    let largest = values.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return Err(NumericsError::WholeNotPositive { lower: 0.0 });
    }
    // Divided first: the sum of numbers near the end of their range would leave it.
    Ok(values.iter().map(|value| value / values.len() as f64).sum())
}

/// The Gini coefficient in its population form, 0 (all alike) to 1 − 1 ÷ n: `Σᵢⱼ |xᵢ − xⱼ| ÷ (2 n² mean)` (Gini 1912).
///
/// Times `n ÷ (n − 1)` it is the corrected form, which says 1 where one member has all.
///
/// # Errors
/// [`NumericsError::TooFewPoints`], [`NumericsError::NotFinite`], [`NumericsError::NegativeValue`],
/// [`NumericsError::WholeNotPositive`] where all are zero.
pub fn gini(values: &[f64]) -> Result<f64, NumericsError> {
    let mean = checked(values)?;
    let mut sorted: Vec<f64> = values.iter().map(|value| value / mean).collect();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let ranked: f64 = sorted
        .iter()
        .enumerate()
        .map(|(place, value)| (2.0 * (place as f64 + 1.0) - count - 1.0) * value)
        .sum();
    Ok((ranked / (count * count)).max(0.0))
}

/// The Hoover index, 0 to 1 − 1 ÷ n: the share that would have to move for all to be alike, `Σ |x − mean| ÷ (2 n mean)`.
///
/// # Errors
/// As [`gini`].
pub fn hoover(values: &[f64]) -> Result<f64, NumericsError> {
    let mean = checked(values)?;
    Ok(values.iter().map(|value| (value / mean - 1.0).abs()).sum::<f64>() / (2.0 * values.len() as f64))
}

/// The Theil index T, 0 to ln n: the mean of `(x ÷ mean) ln(x ÷ mean)`, where a zero counts nothing (Theil 1967).
///
/// # Errors
/// As [`gini`].
pub fn theil_t(values: &[f64]) -> Result<f64, NumericsError> {
    let mean = checked(values)?;
    let term = |value: &f64| {
        let share = value / mean;
        if share > 0.0 { share * share.ln() } else { 0.0 }
    };
    Ok((values.iter().map(term).sum::<f64>() / values.len() as f64).max(0.0))
}

/// The Theil index with its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TheilParts {
    /// All of it.
    pub total: f64,
    /// What would be left were all members of each group alike.
    pub between: f64,
    /// What is within the groups, each weighted by its share of the whole.
    pub within: f64,
}

/// The Theil index T of grouped numbers: `T = Σ sᵍ ln(sᵍ ÷ pᵍ) + Σ sᵍ Tᵍ`, with the share `sᵍ` of each group in the whole and
/// its share `pᵍ` of the members (Shorrocks 1980).
///
/// # Errors
/// As [`gini`] of all numbers together.
pub fn theil_parts(groups: &[&[f64]]) -> Result<TheilParts, NumericsError> {
    let all: Vec<f64> = groups.iter().copied().flatten().copied().collect();
    let mean = checked(&all)?;
    let total = theil_t(&all)?;
    let mut between = 0.0;
    for group in groups {
        let members = group.len() as f64 / all.len() as f64;
        let share = group.iter().map(|value| value / mean).sum::<f64>() / all.len() as f64;
        if share > 0.0 {
            between += share * (share / members).ln();
        }
    }
    let between = between.max(0.0);
    Ok(TheilParts { total, between, within: (total - between).max(0.0) })
}

/// The Atkinson index, 0 to 1, for an aversion above zero: `1 − (mean of x^(1−e))^(1 ÷ (1−e)) ÷ mean`, and one less the
/// geometric mean over the mean for `e = 1` (Atkinson 1970). From `e = 1` on one zero makes it 1.
///
/// # Errors
/// As [`gini`]; [`NumericsError::OutOfRange`] for the aversion.
pub fn atkinson(values: &[f64], aversion: f64) -> Result<f64, NumericsError> {
    let mean = checked(values)?;
    if !(aversion > 0.0 && aversion.is_finite()) {
        let (lowest, highest) = (0.0, f64::MAX);
        return Err(NumericsError::OutOfRange { name: "aversion", lowest, highest, found: aversion });
    }
    let count = values.len() as f64;
    let shares = values.iter().map(|value| value / mean);
    if aversion >= 1.0 && values.iter().any(|value| *value <= 0.0) {
        return Ok(1.0);
    }
    let alike = if (aversion - 1.0).abs() < 1e-12 {
        (shares.map(f64::ln).sum::<f64>() / count).exp()
    } else {
        let power = 1.0 - aversion;
        (shares.map(|share| share.powf(power)).sum::<f64>() / count).powf(power.recip())
    };
    Ok((1.0 - alike).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_alike_and_one_with_all() {
        for measure in [gini, hoover, theil_t] {
            assert!(measure(&[3.0; 5]).unwrap().abs() < 1e-15);
        }
        let one = [0.0, 0.0, 0.0, 8.0];
        assert!((gini(&one).unwrap() - 0.75).abs() < 1e-15 && (hoover(&one).unwrap() - 0.75).abs() < 1e-15);
        assert!((theil_t(&one).unwrap() - 4.0_f64.ln()).abs() < 1e-15);
        assert!((atkinson(&one, 1.0).unwrap() - 1.0).abs() < 1e-15);
        assert!(gini(&[0.0, 0.0]).is_err() && gini(&[1.0]).is_err() && gini(&[-1.0, 2.0]).is_err());
    }

    #[test]
    fn atkinson_by_hand() {
        // 1 and 3: mean 2, geometric mean √3; mean of roots (1 + √3) ÷ 2.
        assert!((atkinson(&[1.0, 3.0], 1.0).unwrap() - (1.0 - 3.0_f64.sqrt() / 2.0)).abs() < 1e-15);
        let half = ((1.0 + 3.0_f64.sqrt()) / 2.0).powi(2) / 2.0;
        assert!((atkinson(&[1.0, 3.0], 0.5).unwrap() - (1.0 - half)).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn parts_sum_and_the_unit_does_not_matter(
            one in proptest::collection::vec(0.0..1e4f64, 1..9),
            other in proptest::collection::vec(1.0..1e4f64, 1..9),
            factor in 1e-3..1e3f64,
        ) {
            let parts = theil_parts(&[&one, &other]).unwrap();
            prop_assert!((parts.total - parts.between - parts.within).abs() <= 1e-12);
            let all: Vec<f64> = one.iter().chain(&other).copied().collect();
            let scaled: Vec<f64> = all.iter().map(|value| value * factor).collect();
            for measure in [gini, hoover, theil_t] {
                prop_assert!((measure(&all).unwrap() - measure(&scaled).unwrap()).abs() <= 1e-12);
            }
        }
    }
}
