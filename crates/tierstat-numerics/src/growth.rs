//! Growth between two numbers that are known within bounds.
//!
//! All results hold for every pair of numbers inside the bounds (interval arithmetic: Moore, *Interval Analysis*,
//! 1966), and no narrower interval does. The simple rate is that of the yearbooks: 比上年增长 = (报告期 − 基期) ÷ 基期.

use crate::error::NumericsError;
use tierstat_model::{Bounds, PointChange, Ratio, Upper};

/// The growth rate `to ÷ from − 1`, as a ratio (0.25 is 25 %).
///
/// From `[3500, 3600)` to `4686` it lies in `[0.30167, 0.33886]`. Both must count the same thing in the same unit, with
/// no break between them.
///
/// # Errors
/// [`NumericsError::BaseNotPositive`] where the base may be zero or negative.
pub fn growth_rate(from: &Bounds, to: &Bounds) -> Result<Ratio, NumericsError> {
    let quotient = quotient(to, from)?;
    Ok(Ratio(shifted(&quotient, -1.0)))
}

/// The change `to − from`, in the unit of the two.
#[must_use]
pub fn change(from: &Bounds, to: &Bounds) -> Bounds {
    let Some(from_upper) = from.upper_value() else {
        // Nothing limits how much there was before, so nothing limits the fall; the lowest finite number stands for it.
        return from_unlimited(to, from);
    };
    let lower = to.lower() - from_upper;
    rebuilt(lower, minus(to.upper(), from.lower()))
}

/// The compound annual growth rate `(to ÷ from)^(1 ÷ years) − 1`, as a ratio a year.
///
/// `years` is the span in years, at least 1: a rate over a shorter span is not blown up to a year.
///
/// # Errors
/// [`NumericsError::SpanTooShort`], [`NumericsError::BaseNotPositive`], [`NumericsError::NegativeEnd`].
pub fn compound_annual_growth_rate(from: &Bounds, to: &Bounds, years: f64) -> Result<Ratio, NumericsError> {
    // Written so that a span that is no number is refused as well.
    if !(years >= 1.0 && years.is_finite()) {
        return Err(NumericsError::SpanTooShort { years });
    }
    if to.lower() < 0.0 {
        return Err(NumericsError::NegativeEnd { lower: to.lower() });
    }
    let quotient = quotient(to, from)?;
    let root = |value: f64| value.powf(years.recip());
    let upper = match quotient.upper() {
        Upper::Closed(value) => Upper::Closed(root(value)),
        Upper::Open(value) => Upper::Open(root(value)),
        Upper::Unbounded => Upper::Unbounded,
    };
    Ok(Ratio(shifted(&rebuilt(root(quotient.lower()), upper), -1.0)))
}

/// The difference of two ratios, in percentage points (个百分点): from 20 % to 25 % is 5 points.
#[must_use]
pub fn point_change(from: &Ratio, to: &Ratio) -> PointChange {
    PointChange(change(&from.0, &to.0))
}

/// The quotient of two bounded numbers; the divisor must be above zero.
pub(crate) fn quotient(dividend: &Bounds, divisor: &Bounds) -> Result<Bounds, NumericsError> {
    let least = divisor.lower();
    if least <= 0.0 {
        return Err(NumericsError::BaseNotPositive { lower: least });
    }
    let most = divisor.upper_value();
    let lower = match most {
        _ if dividend.lower() < 0.0 => dividend.lower() / least,
        Some(most) => dividend.lower() / most,
        None => 0.0,
    };
    let upper = match (dividend.upper(), most) {
        (Upper::Unbounded, _) => Upper::Unbounded,
        (Upper::Closed(value), _) if value >= 0.0 => Upper::Closed(value / least),
        (Upper::Open(value), _) if value >= 0.0 => Upper::Open(value / least),
        (Upper::Closed(value) | Upper::Open(value), Some(most)) => Upper::Closed(value / most),
        (Upper::Closed(_) | Upper::Open(_), None) => Upper::Open(0.0),
    };
    Ok(rebuilt(lower, upper))
}

/// Bounds moved by a number.
fn shifted(bounds: &Bounds, by: f64) -> Bounds {
    rebuilt(bounds.lower() + by, minus(bounds.upper(), -by))
}

fn minus(upper: Upper, number: f64) -> Upper {
    match upper {
        Upper::Closed(value) => Upper::Closed(value - number),
        Upper::Open(value) => Upper::Open(value - number),
        Upper::Unbounded => Upper::Unbounded,
    }
}

fn from_unlimited(to: &Bounds, from: &Bounds) -> Bounds {
    rebuilt(f64::MIN, minus(to.upper(), from.lower()))
}

/// Bounds from two computed ends. Where rounding pushed the ends across each other by a last digit, they meet.
pub(crate) fn rebuilt(lower: f64, upper: Upper) -> Bounds {
    let built = match upper {
        Upper::Closed(value) => Bounds::closed(lower.min(value), value),
        Upper::Open(value) if lower < value => Bounds::half_open(lower, value),
        Upper::Open(value) => Bounds::closed(value.min(lower), value.max(lower)),
        Upper::Unbounded => Bounds::at_least(lower),
    };
    // Ends can only be no finite numbers after overflow, beyond 1e308: then nothing is promised from there on.
    built
        .or_else(|_| Bounds::at_least(if lower.is_finite() { lower } else { f64::MIN }))
        .unwrap_or_else(|_| zero())
}

fn zero() -> Bounds {
    Bounds::point(0.0).unwrap_or_else(|_| unreachable!("zero is a finite number"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(value: f64) -> Bounds {
        Bounds::point(value).unwrap()
    }

    fn assert_close(found: f64, expected: f64, relative_tolerance: f64) {
        assert!((found - expected).abs() <= relative_tolerance * expected.abs(), "{found} is not {expected}");
    }

    #[test]
    fn the_published_growth_by_tier() {
        // 24/97/168 to 30/129/296, total 289 to 455: 25.0 %, 33.0 %, 76.2 %, 57.4 % as printed in 2017.
        for (from, to, printed) in
            [(24.0, 30.0, 25.0), (97.0, 129.0, 33.0), (168.0, 296.0, 76.2), (289.0, 455.0, 57.4)]
        {
            let rate = growth_rate(&point(from), &point(to)).unwrap().0.as_point().unwrap();
            assert!((rate * 100.0 - printed).abs() < 0.05, "{rate}");
        }
    }

    #[test]
    fn growth_from_a_rough_number_is_a_range() {
        let rate = growth_rate(&Bounds::half_open(3500.0, 3600.0).unwrap(), &point(4686.0)).unwrap().0;
        assert_close(rate.lower(), 4686.0 / 3600.0 - 1.0, 1e-15);
        assert_close(rate.upper_value().unwrap(), 4686.0 / 3500.0 - 1.0, 1e-15);
    }

    #[test]
    fn a_floor_bounds_growth_on_one_side_only() {
        let floor = Bounds::at_least(100.0).unwrap();
        assert_eq!(growth_rate(&point(100.0), &floor).unwrap().0, Bounds::at_least(0.0).unwrap());
        assert_eq!(growth_rate(&floor, &point(150.0)).unwrap().0, Bounds::closed(-1.0, 0.5).unwrap());
    }

    #[test]
    fn a_zero_base_is_refused() {
        for base in [0.0, -1.0] {
            assert!(matches!(
                growth_rate(&point(base), &point(1.0)),
                Err(NumericsError::BaseNotPositive { .. })
            ));
        }
    }

    #[test]
    fn a_compound_rate_over_less_than_a_year_is_refused() {
        for years in [0.5, 0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(compound_annual_growth_rate(&point(1.0), &point(2.0), years).is_err(), "{years}");
        }
    }

    #[test]
    fn a_compound_rate_repeats_to_the_whole_growth() {
        // 2 doubles in ten years at 7.177346253629313 % (2^(1/10) - 1, fifty-digit arithmetic).
        let rate = compound_annual_growth_rate(&point(1.0), &point(2.0), 10.0).unwrap().0.as_point().unwrap();
        assert_close(rate, 0.071_773_462_536_293_13, 1e-14);
    }

    #[test]
    fn no_change_is_zero_and_points_subtract() {
        assert_eq!(change(&point(5.0), &point(5.0)), point(0.0));
        let points = point_change(&Ratio(point(0.25)), &Ratio(point(0.5)));
        assert_eq!(points.0, point(0.25));
    }

    prop_compose! {
        fn bounded()(lower in 1e-3..1e9f64, width in 0.0..1e6f64, open in any::<bool>()) -> Bounds {
            if open && width > 0.0 {
                Bounds::half_open(lower, lower + width.max(lower * 1e-9)).unwrap()
            } else {
                Bounds::closed(lower, lower + width).unwrap()
            }
        }
    }

    fn inside(bounds: &Bounds, share: f64) -> f64 {
        let value = bounds.lower() + share * (bounds.upper_value().unwrap() - bounds.lower());
        if bounds.contains(value) { value } else { bounds.lower() }
    }

    /// Whether a number lies in bounds, up to the rounding of their ends.
    fn nearly_contains(bounds: &Bounds, value: f64, scale: f64) -> bool {
        let slack = 1e-12 * scale.abs().max(1.0);
        value >= bounds.lower() - slack && bounds.upper_value().is_none_or(|upper| value <= upper + slack)
    }

    proptest! {
        #[test]
        fn every_rate_of_numbers_inside_lies_inside(from in bounded(), to in bounded(), a in 0.0..1.0f64, b in 0.0..1.0f64) {
            let (x, y) = (inside(&from, a), inside(&to, b));
            let rate = growth_rate(&from, &to).unwrap().0;
            prop_assert!(nearly_contains(&rate, y / x - 1.0, y / x));
            prop_assert!(nearly_contains(&change(&from, &to), y - x, x.max(y)));
            let compound = compound_annual_growth_rate(&from, &to, 3.0).unwrap().0;
            prop_assert!(nearly_contains(&compound, (y / x).powf(1.0 / 3.0) - 1.0, (y / x).powf(1.0 / 3.0)));
        }

        #[test]
        fn a_change_of_unit_does_not_change_the_rate(from in 1.0..1e6f64, to in 1.0..1e6f64, power in -8..8i32) {
            // Powers of two scale without rounding.
            let scale = 2f64.powi(power);
            let plain = growth_rate(&point(from), &point(to)).unwrap();
            let scaled = growth_rate(&point(from * scale), &point(to * scale)).unwrap();
            prop_assert_eq!(plain, scaled);
        }
    }
}
