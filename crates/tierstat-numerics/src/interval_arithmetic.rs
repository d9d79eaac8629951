//! Sums, multiples and products of bounded numbers (Moore 1966); quotients are in [`crate::growth`].

use crate::growth::rebuilt;
use tierstat_model::{Bounds, Upper};

/// The end of the upper side after a growing function.
fn mapped(upper: Upper, map: impl Fn(f64) -> f64) -> Upper {
    match upper {
        Upper::Closed(value) => Upper::Closed(map(value)),
        Upper::Open(value) => Upper::Open(map(value)),
        Upper::Unbounded => Upper::Unbounded,
    }
}

/// The sum of two numbers; where an end leaves the finite numbers, nothing is promised from there on.
pub(crate) fn sum(one: &Bounds, other: &Bounds) -> Bounds {
    let sum = one.plus(other);
    rebuilt(sum.lower(), sum.upper())
}

/// A number times a factor above zero.
pub(crate) fn multiple(bounds: &Bounds, factor: f64) -> Bounds {
    // The lowest finite number stands for no limit, and so it stays.
    let lower = if bounds.lower() <= f64::MIN { f64::MIN } else { bounds.lower() * factor };
    rebuilt(lower, mapped(bounds.upper(), |value| value * factor))
}

/// The product of any number with one that is zero or more.
pub(crate) fn product(number: &Bounds, factor: &Bounds) -> Bounds {
    let least = factor.lower().max(0.0);
    let lower = if number.lower() >= 0.0 {
        number.lower() * least
    } else {
        factor.upper_value().map_or(f64::MIN, |most| number.lower() * most)
    };
    let upper = match (number.upper(), factor.upper()) {
        (Upper::Closed(value) | Upper::Open(value), _) if value < 0.0 => {
            // The least of the factors is allowed, so that only the end of the number decides.
            mapped(number.upper(), |value| value * least)
        }
        (Upper::Closed(value) | Upper::Open(value), _) if value <= 0.0 => Upper::Closed(0.0),
        (Upper::Unbounded, _) | (_, Upper::Unbounded) => Upper::Unbounded,
        (Upper::Closed(value), Upper::Closed(most)) => Upper::Closed(value * most),
        (Upper::Closed(value) | Upper::Open(value), Upper::Closed(most) | Upper::Open(most)) => {
            Upper::Open(value * most)
        }
    };
    rebuilt(lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn products_at_their_ends() {
        let point = |value: f64| Bounds::point(value).unwrap();
        assert_eq!(product(&point(2.0), &point(3.0)).as_point(), Some(6.0));
        assert_eq!(product(&point(-2.0), &point(3.0)).as_point(), Some(-6.0));
        let open = Bounds::half_open(2.0, 3.0).unwrap();
        assert_eq!(product(&point(2.0), &open), Bounds::half_open(4.0, 6.0).unwrap());
        assert_eq!(product(&point(0.0), &Bounds::at_least(1.0).unwrap()).as_point(), Some(0.0));
        assert_eq!(product(&point(1.0), &Bounds::at_least(1.0).unwrap()), Bounds::at_least(1.0).unwrap());
    }

    proptest! {
        #[test]
        fn every_product_of_members_is_a_member(
            lower in -100.0..100.0f64, width in 0.0..50.0f64, least in 0.0..10.0f64, more in 0.0..10.0f64,
            a in 0.0..1.0f64, b in 0.0..1.0f64,
        ) {
            let (number, factor) = (Bounds::closed(lower, lower + width).unwrap(), Bounds::closed(least, least + more).unwrap());
            let found = product(&number, &factor);
            let member = (lower + a * width) * (least + b * more);
            prop_assert!(member >= found.lower() - 1e-9 && member <= found.upper_value().unwrap() + 1e-9);
            // And no narrower: both ends are products of ends.
            let ends = [lower, lower + width].map(|x| [least, least + more].map(|y| x * y)).concat();
            prop_assert!(ends.iter().any(|end| (end - found.lower()).abs() < 1e-9));
            prop_assert!(ends.iter().any(|end| (end - found.upper_value().unwrap()).abs() < 1e-9));
        }
    }
}
