//! Index numbers: a number as a share of another of its series, which is 100 (定基指数).
//!
//! On intervals (Moore 1966): every index of members is a member.

use crate::error::NumericsError;
use crate::growth::quotient;
use crate::interval_arithmetic::multiple;
use tierstat_model::Bounds;

/// What an index is at its base.
pub const BASE: f64 = 100.0;

/// The index of a value, `value ÷ value at the base × 100`, in the unit of neither.
///
/// At the base itself an index is the point 100 also where the value there is known within bounds only, since a number over itself
/// is one: who asks for a whole series does not ask here for its base.
///
/// # Errors
/// [`NumericsError::BaseNotPositive`] where the value at the base may be zero or negative.
pub fn index(value: &Bounds, base: &Bounds) -> Result<Bounds, NumericsError> {
    Ok(multiple(&quotient(value, base)?, BASE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(value: f64) -> Bounds {
        Bounds::point(value).unwrap()
    }

    #[test]
    fn the_tiers_of_2015_to_2017() {
        let found = index(&point(455.0), &point(289.0)).unwrap();
        assert!((found.lower() - 157.439_446_366_782).abs() < 1e-11);
    }

    #[test]
    fn a_rough_base_leaves_a_rough_index() {
        let rough = Bounds::half_open(3500.0, 3600.0).unwrap();
        let next = index(&point(4686.0), &rough).unwrap();
        assert!(
            (next.lower() - 4686.0 / 36.0).abs() < 1e-10 && !next.contains(133.9) && next.contains(133.88)
        );
    }

    #[test]
    fn a_base_that_may_be_zero_is_refused() {
        let base = Bounds::closed(0.0, 1.0).unwrap();
        assert!(matches!(index(&point(2.0), &base), Err(NumericsError::BaseNotPositive { .. })));
    }

    proptest! {
        #[test]
        fn every_index_of_members_is_a_member(
            value in (1.0..1e3f64, 0.0..1e2f64, 0.0..1.0f64), base in (1.0..1e3f64, 0.0..1e2f64, 0.0..1.0f64),
        ) {
            let bounds = |(lower, width, _): (f64, f64, f64)| Bounds::closed(lower, lower + width).unwrap();
            let member = |(lower, width, share): (f64, f64, f64)| lower + width * share;
            let found = index(&bounds(value), &bounds(base)).unwrap();
            let member = member(value) / member(base) * BASE;
            prop_assert!(found.lower() <= member * (1.0 + 1e-12) && member <= found.upper_value().unwrap() * (1.0 + 1e-12));
        }
    }
}
