//! Concentration: whether a few have most.

use crate::error::NumericsError;

/// The index of Hirschman and Herfindahl, 1 ÷ n (all alike) to 1 (one has all): `Σ (x ÷ Σx)²` (Hirschman 1945, Herfindahl 1950).
///
/// # Errors
/// [`NumericsError::TooFewPoints`] without a number, [`NumericsError::NotFinite`], [`NumericsError::NegativeValue`],
/// [`NumericsError::WholeNotPositive`] where all are zero.
pub fn herfindahl(values: &[f64]) -> Result<f64, NumericsError> {
    if values.is_empty() {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    }
    if let Some(value) = values.iter().find(|value| !value.is_finite()) {
        return Err(NumericsError::NotFinite { value: *value });
    }
    if let Some(value) = values.iter().find(|value| **value < 0.0) {
        return Err(NumericsError::NegativeValue { value: *value });
    }
    let largest = values.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return Err(NumericsError::WholeNotPositive { lower: largest });
    }
    // Divided first: neither the sum nor a square leaves the numbers then.
    let (total, squares) = values.iter().fold((0.0, 0.0), |(total, squares), value| {
        let part = value / largest;
        (total + part, squares + part * part)
    });
    Ok(squares / (total * total))
}

/// The same on a scale from 0 (all alike) to 1 (one has all): `(H − 1 ÷ n) ÷ (1 − 1 ÷ n)`.
///
/// # Errors
/// As [`herfindahl`]; [`NumericsError::TooFewPoints`] below two numbers.
pub fn herfindahl_normalised(values: &[f64]) -> Result<f64, NumericsError> {
    if values.len() < 2 {
        return Err(NumericsError::TooFewPoints { needed: 2, found: values.len(), left_out: 0 });
    }
    let even = (values.len() as f64).recip();
    Ok(((herfindahl(values)? - even) / (1.0 - even)).clamp(0.0, 1.0))
}

/// The index of Hirschman and Herfindahl of each row of a table, such as of the kinds in each area.
///
/// # Errors
/// As [`herfindahl`]; [`NumericsError::LengthMismatch`] where rows differ in length.
pub fn herfindahl_of_rows(table: &[Vec<f64>]) -> Result<Vec<f64>, NumericsError> {
    let width = table.first().map_or(0, Vec::len);
    if let Some(row) = table.iter().find(|row| row.len() != width) {
        return Err(NumericsError::LengthMismatch { needed: width, found: row.len() });
    }
    table.iter().map(|row| herfindahl(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert!((herfindahl(&[1.0, 2.0, 1.0]).unwrap() - 6.0 / 16.0).abs() < 1e-15);
        assert!((herfindahl_normalised(&[1.0, 2.0, 1.0]).unwrap() - (0.375 - 1.0 / 3.0) * 1.5).abs() < 1e-15);
        assert!((herfindahl(&[5.0]).unwrap() - 1.0).abs() < 1e-15);
        assert!(herfindahl_normalised(&[4.0; 7]).unwrap() < 1e-15);
        assert!((herfindahl_normalised(&[0.0, 9.0]).unwrap() - 1.0).abs() < 1e-15);
        assert!((herfindahl(&[f64::MAX, f64::MAX]).unwrap() - 0.5).abs() < 1e-15);
        let rows = herfindahl_of_rows(&[vec![1.0, 1.0], vec![0.0, 2.0]]).unwrap();
        assert!((rows[0] - 0.5).abs() < 1e-15 && (rows[1] - 1.0).abs() < 1e-15);
    }

    #[test]
    fn what_has_no_shares_is_refused() {
        assert!(matches!(herfindahl(&[]), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(herfindahl(&[0.0]), Err(NumericsError::WholeNotPositive { .. })));
        assert!(matches!(herfindahl(&[-1.0, 2.0]), Err(NumericsError::NegativeValue { .. })));
        assert!(matches!(herfindahl(&[f64::NAN]), Err(NumericsError::NotFinite { .. })));
        assert!(matches!(herfindahl_normalised(&[1.0]), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(
            herfindahl_of_rows(&[vec![1.0], vec![1.0, 2.0]]),
            Err(NumericsError::LengthMismatch { .. })
        ));
    }
}
