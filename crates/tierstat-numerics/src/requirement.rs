//! What numbers must be before anything is computed of them, refused with what was needed and what was found.

use crate::error::NumericsError;
use std::borrow::Borrow;

fn first(values: impl IntoIterator<Item: Borrow<f64>>, is_refused: fn(f64) -> bool) -> Option<f64> {
    values.into_iter().map(|value| *value.borrow()).find(|value| is_refused(*value))
}

/// Refuses a number that is not finite.
pub(crate) fn finite(values: impl IntoIterator<Item: Borrow<f64>>) -> Result<(), NumericsError> {
    match first(values, |value| !value.is_finite()) {
        Some(value) => Err(NumericsError::NotFinite { value }),
        None => Ok(()),
    }
}

/// Refuses a number below zero.
pub(crate) fn not_negative(values: impl IntoIterator<Item: Borrow<f64>>) -> Result<(), NumericsError> {
    match first(values, |value| value < 0.0) {
        Some(value) => Err(NumericsError::NegativeValue { value }),
        None => Ok(()),
    }
}

/// Refuses a number of which there is no logarithm.
pub(crate) fn above_zero(values: impl IntoIterator<Item: Borrow<f64>>) -> Result<(), NumericsError> {
    match first(values, |value| value <= 0.0) {
        Some(value) => Err(NumericsError::ValueNotPositive { value }),
        None => Ok(()),
    }
}

/// Refuses lists that belong together and differ in length.
pub(crate) fn same_length(needed: usize, found: usize) -> Result<(), NumericsError> {
    if needed == found { Ok(()) } else { Err(NumericsError::LengthMismatch { needed, found }) }
}

/// Refuses too few points.
pub(crate) fn enough(needed: usize, found: usize) -> Result<(), NumericsError> {
    if found >= needed { Ok(()) } else { Err(NumericsError::TooFewPoints { needed, found, left_out: 0 }) }
}

/// Refuses a number outside of what is allowed, ends included.
pub(crate) fn within(
    name: &'static str,
    found: f64,
    [lowest, highest]: [f64; 2],
) -> Result<(), NumericsError> {
    if (lowest..=highest).contains(&found) {
        Ok(())
    } else {
        Err(NumericsError::OutOfRange { name, lowest, highest, found })
    }
}

/// Refuses a level that is not between zero and one.
pub(crate) fn level(level: f64) -> Result<(), NumericsError> {
    if level > 0.0 && level < 1.0 {
        Ok(())
    } else {
        Err(NumericsError::OutOfRange { name: "level", lowest: 0.0, highest: 1.0, found: level })
    }
}

/// Refuses a list that is too short or holds a number that is not finite.
pub(crate) fn checked(values: &[f64], needed: usize) -> Result<(), NumericsError> {
    enough(needed, values.len())?;
    finite(values)
}
