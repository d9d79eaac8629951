//! The index of a series of readings: each as a share of the one at the base, where the two may be compared.

use crate::comparability::{Comparability, comparability};
use crate::known_number::answers;
use tierstat_model::{Bounds, Period, Reading};
use tierstat_numerics::NumericsError;
use tierstat_numerics::index_number::{BASE, index};

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
/// [`NumericsError::TooFewPoints`] where the base has no number, [`NumericsError::BaseNotPositive`] where that may be zero.
pub fn index_of_readings(readings: &[Reading], base: Period) -> Result<Vec<IndexPoint>, NumericsError> {
    let found = readings.iter().find(|reading| answers(reading, base));
    let Some(divisor) = found.and_then(|reading| reading.figure.quantity.bounds) else {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    };
    // What the base does not bear is refused as a whole, not period by period.
    index(&divisor, &divisor)?;
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
                // A number over itself is one, also where it is known within bounds only.
                Some((_, Some(_))) if is_base => Bounds::point(BASE).ok(),
                Some((divisor, Some(value))) => Some(index(&value, &divisor)?),
                _ => None,
            };
            Ok(IndexPoint { period: reading.figure.period, value, index, comparability: compared })
        })
        .collect()
}
