//! Coverage of a complete count, whose only uncertainty is that of the two prints.

use crate::error::NumericsError;
use crate::growth::quotient;
use tierstat_model::{Bounds, Ratio};

/// How many units of a tier are covered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// The units that have one.
    pub covered: Bounds,
    /// The units that can have one.
    pub units: Bounds,
    /// `covered ÷ units`.
    pub ratio: Ratio,
}

/// The coverage of `units` by `covered`: 97 of 333 is 0.2913.
///
/// A ratio above one is given as it is: it means that the two count different things, which a check reports.
///
/// # Errors
/// [`NumericsError::WholeNotPositive`] where there may be no units.
pub fn coverage(covered: &Bounds, units: &Bounds) -> Result<Coverage, NumericsError> {
    let ratio =
        quotient(covered, units).map_err(|_| NumericsError::WholeNotPositive { lower: units.lower() })?;
    Ok(Coverage { covered: *covered, units: *units, ratio: Ratio(ratio) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complete_count_has_no_interval() {
        let found = coverage(&Bounds::point(97.0).unwrap(), &Bounds::point(333.0).unwrap()).unwrap();
        assert_eq!(found.ratio.0.as_point(), Some(97.0 / 333.0));
    }

    #[test]
    fn no_units_cannot_be_covered() {
        let none = Bounds::point(0.0).unwrap();
        assert!(matches!(coverage(&none, &none), Err(NumericsError::WholeNotPositive { .. })));
    }
}
