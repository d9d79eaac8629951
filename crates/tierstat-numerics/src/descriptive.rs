//! The middle of a sample.

use crate::error::NumericsError;
use crate::requirement::checked;

/// The median of a sample: the middle value, or the mean of the two in the middle.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] without a value, [`NumericsError::NotFinite`].
pub(crate) fn median(values: &[f64]) -> Result<f64, NumericsError> {
    checked(values, 1)?;
    let none = NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 };
    median_in_place(&mut values.to_vec()).ok_or(none)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_sample() {
        assert!((median(&[4.0, 1.0, 3.0, 2.0]).unwrap() - 2.5).abs() < 1e-15);
        assert!((median(&[4.0, 1.0, 9.0]).unwrap() - 4.0).abs() < 1e-15);
        assert!(median(&[1.7e308, 1.7e308, -1.7e308, -1.7e308]).unwrap().abs() < 1e300);
        assert!(matches!(median(&[]), Err(NumericsError::TooFewPoints { needed: 1, found: 0, .. })));
        assert!(matches!(median(&[1.0, f64::INFINITY]), Err(NumericsError::NotFinite { .. })));
    }
}
