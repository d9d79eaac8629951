//! The regularised incomplete gamma function, both tails.

use super::log_gamma::log_gamma;
use crate::linear_algebra::DoubleDouble;

/// The two tails, which sum to one.
#[derive(Debug, Clone, Copy)]
pub(super) struct GammaTails {
    /// `P(a, x)`.
    pub(super) lower: f64,
    /// `Q(a, x)`.
    pub(super) upper: f64,
}

/// Both tails for `a` above zero and `x` of zero or more: the series below `a + 1` (DLMF 8.7.1), Legendre's continued fraction
/// above (DLMF 8.9.2). The factor `x^a e^(−x) ÷ Γ(a)` is computed in twice double precision, so that its digits do not fall
/// away with the size of its logarithm.
pub(super) fn gamma_tails(a: f64, x: DoubleDouble) -> GammaTails {
    const STEPS: usize = 100_000;
    let at = x.value();
    if at <= 0.0 {
        return GammaTails { lower: 0.0, upper: 1.0 };
    }
    if at.is_infinite() {
        return GammaTails { lower: 1.0, upper: 0.0 };
    }
    let factor = exponential(DoubleDouble::from(a) * x.logarithm() - x - log_gamma(a));
    if at < a + 1.0 {
        let (mut term, mut sum) = (a.recip(), a.recip());
        for step in 1..STEPS {
            term *= at / (a + step as f64);
            sum += term;
            if term <= sum * 1e-17 {
                break;
            }
        }
        let lower = (factor * sum).min(1.0);
        return GammaTails { lower, upper: 1.0 - lower };
    }
    let mut b = at + 1.0 - a;
    let mut c = 1e300;
    let mut d = b.recip();
    let mut fraction = d;
    for step in 1..STEPS {
        let number = step as f64;
        let above = -number * (number - a);
        b += 2.0;
        d = (above * d + b).recip();
        c = b + above / c;
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    let upper = (factor * fraction).min(1.0);
    GammaTails { lower: 1.0 - upper, upper }
}

/// `e` to a power given in twice double precision; the result has all digits of double precision, also near its ends.
pub(super) fn exponential(power: DoubleDouble) -> f64 {
    const REACH: f64 = 650.0;
    let value = power.value();
    if value.abs() <= REACH {
        return power.exponential().value();
    }
    // Beyond that in two halves: the product may be as small as the smallest number.
    let half = (power * DoubleDouble::from(0.5)).exponential();
    if value.abs() <= 2.0 * REACH {
        (half * half).value().max(half.value() * half.value())
    } else {
        value.exp()
    }
}
