//! The regularised incomplete gamma function of one half, both tails.

use crate::linear_algebra::DoubleDouble;

/// The two tails, which sum to one.
#[derive(Debug, Clone, Copy)]
pub(super) struct GammaTails {
    /// `P(a, x)`.
    pub(super) lower: f64,
    /// `Q(a, x)`.
    pub(super) upper: f64,
}

/// `a`, which is that of the normal distribution.
const A: f64 = 0.5;

/// Both tails for `a` of one half and `x` of zero or more: the series below `a + 1` (DLMF 8.7.1), Legendre's continued fraction
/// above (DLMF 8.9.2). In the factor `x^a e^(−x) ÷ Γ(a)`, where `Γ(1/2)` is the root of π, the exponential is computed in twice double
/// precision, so that its digits do not fall away with the size of `x`.
pub(super) fn gamma_tails_of_half(x: DoubleDouble) -> GammaTails {
    const STEPS: usize = 100_000;
    let (a, at) = (A, x.value());
    if at <= 0.0 {
        return GammaTails { lower: 0.0, upper: 1.0 };
    }
    let factor = exponential(-x) * (at.sqrt() * (0.5 * std::f64::consts::FRAC_2_SQRT_PI));
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
