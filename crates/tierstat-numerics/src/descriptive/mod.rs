//! What a sample is like: its mean, its spread, its memory, its quantiles.

mod quantile;
mod sample;

pub(crate) use quantile::median_in_place;
pub use quantile::{QuantileType, median, quantile};
pub use sample::{SampleSummary, sample_summary, sample_summary_exact};

use crate::error::NumericsError;

/// Refuses a list that is too short or holds a number that is not finite.
pub(crate) fn checked(values: &[f64], needed: usize) -> Result<(), NumericsError> {
    if values.len() < needed {
        return Err(NumericsError::TooFewPoints { needed, found: values.len(), left_out: 0 });
    }
    values
        .iter()
        .find(|value| !value.is_finite())
        .map_or(Ok(()), |value| Err(NumericsError::NotFinite { value: *value }))
}
