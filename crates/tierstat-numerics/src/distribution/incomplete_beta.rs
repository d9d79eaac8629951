//! The regularised incomplete beta function, both tails.

use super::incomplete_gamma::exponential;
use super::log_gamma::log_gamma;
use crate::linear_algebra::DoubleDouble;

/// The lower tail, and the logarithms of both, which last where they vanish.
#[derive(Debug, Clone, Copy)]
pub(super) struct BetaTails {
    /// `I(x; a, b)`.
    pub(super) lower: f64,
    /// Its logarithm.
    pub(super) log_lower: f64,
    /// The logarithm of the upper one, `I(1 − x; b, a)`.
    pub(super) log_upper: f64,
}

/// `a ln x + b ln(1 − x) − ln B(a, b)`.
fn log_factor(a: f64, b: f64, x: DoubleDouble, rest: DoubleDouble) -> DoubleDouble {
    DoubleDouble::from(a) * x.logarithm() + DoubleDouble::from(b) * rest.logarithm() + log_gamma(a + b)
        - log_gamma(a)
        - log_gamma(b)
}

impl BetaTails {
    /// The logarithm of the density on the scale of log odds.
    pub(super) fn log_factor(&self, a: f64, b: f64, x: DoubleDouble, rest: DoubleDouble) -> f64 {
        log_factor(a, b, x, rest).value()
    }
}

/// Both tails for `a` and `b` above zero at `x`, with `rest = 1 − x` given as well so that neither loses digits.
///
/// The continued fraction of DLMF 8.17.22 on the side where it converges fast; its factor in twice double precision.
pub(super) fn beta_tails(a: f64, b: f64, x: DoubleDouble, rest: DoubleDouble) -> BetaTails {
    if x.value() <= 0.0 {
        return BetaTails { lower: 0.0, log_lower: f64::NEG_INFINITY, log_upper: 0.0 };
    }
    if rest.value() <= 0.0 {
        return BetaTails { lower: 1.0, log_lower: 0.0, log_upper: f64::NEG_INFINITY };
    }
    let factor = log_factor(a, b, x, rest);
    let swapped = x.value() > (a + 1.0) / (a + b + 2.0);
    let fraction = if swapped { fraction(b, a, rest.value()) / b } else { fraction(a, b, x.value()) / a };
    let near = (exponential(factor) * fraction).clamp(0.0, 1.0);
    let log_near = (factor.value() + fraction.ln()).min(0.0);
    let log_far = (-near).ln_1p();
    if swapped {
        BetaTails { lower: 1.0 - near, log_lower: log_far, log_upper: log_near }
    } else {
        BetaTails { lower: near, log_lower: log_near, log_upper: log_far }
    }
}

/// Lentz's evaluation of the continued fraction.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const STEPS: usize = 100_000;
    let kept = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = kept(1.0 - (a + b) * x / (a + 1.0)).recip();
    let mut found = d;
    for step in 1..STEPS {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = kept(1.0 + even * d).recip();
        c = kept(1.0 + even / c);
        found *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = kept(1.0 + odd * d).recip();
        c = kept(1.0 + odd / c);
        let change = d * c;
        found *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    found
}
