//! Distributions whose tails can be trusted.
//!
//! The normal cdf of statrs holds to about 5e-11, its Student's t with one degree of freedom is wrong in the tails. Here both
//! tails come from the incomplete beta and gamma functions, whose leading factor is computed in twice double precision, so that a
//! probability of 1e-300 has as many right digits as one of a half. statrs gives the densities and the first guess of a quantile.

mod incomplete_beta;
mod incomplete_gamma;
mod log_gamma;

use crate::linear_algebra::DoubleDouble;
use crate::optimise::increasing_root;
use incomplete_beta::{BetaTails, beta_tails};
use incomplete_gamma::gamma_tails_of_half;
use statrs::distribution::{Continuous, ContinuousCDF};

pub(crate) use log_gamma::log_gamma;

/// The density of the standard normal at `x`.
#[must_use]
pub fn normal_density(x: f64) -> f64 {
    statrs::distribution::Normal::standard().pdf(x)
}

/// The cumulative distribution of the standard normal at `x`: the probability below it.
///
/// By the incomplete gamma function (DLMF 7.11.1 and 8.2); relative error below 1e-14 in both tails.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    normal_survival(-x)
}

/// The probability of the standard normal above `x`.
#[must_use]
pub fn normal_survival(x: f64) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    if x.abs() > 40.0 {
        // Below the smallest number, or one.
        return if x > 0.0 { 0.0 } else { 1.0 };
    }
    let square = DoubleDouble::from(x) * DoubleDouble::from(x);
    let tails = gamma_tails_of_half(square * DoubleDouble::from(0.5));
    if x > 0.0 { tails.upper / 2.0 } else { 0.5 + tails.lower / 2.0 }
}

/// The quantile of the standard normal for a probability from 0 to 1; infinite at the ends, NaN outside.
#[must_use]
pub fn normal_quantile(probability: f64) -> f64 {
    if !(0.0..=1.0).contains(&probability) {
        return f64::NAN;
    }
    if probability > 0.5 {
        // The difference is exact: no digit of the upper tail is lost.
        return -normal_quantile(1.0 - probability);
    }
    if probability <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let mut x = statrs::distribution::Normal::standard().inverse_cdf(probability);
    // Newton's steps on the logarithm; statrs is right to nine digits or more, so that two are enough.
    for _ in 0..2 {
        let below = normal_cdf(x);
        let slope = normal_density(x) / below;
        let step = (below / probability).ln() / slope;
        if !step.is_finite() {
            break;
        }
        x -= step;
    }
    x
}

/// The density of Student's t with `freedom` degrees of freedom at `x`.
#[must_use]
pub fn student_density(freedom: f64, x: f64) -> f64 {
    let half = freedom / 2.0;
    let log = log_gamma(half + 0.5) - log_gamma(half);
    let scale = DoubleDouble::from(freedom * std::f64::consts::PI).logarithm() * DoubleDouble::from(0.5);
    (log - scale).value().exp() * (1.0 + x * x / freedom).powf(-half - 0.5)
}

/// The cumulative distribution of Student's t with `freedom` degrees of freedom, above zero, at `x`.
///
/// By the incomplete beta function (DLMF 8.17); relative error below 1e-13 in both tails.
#[must_use]
pub fn student_cdf(freedom: f64, x: f64) -> f64 {
    student_survival(freedom, -x)
}

/// The probability of Student's t above `x`.
#[must_use]
pub fn student_survival(freedom: f64, x: f64) -> f64 {
    if x.is_nan() || freedom.is_nan() || freedom <= 0.0 {
        return f64::NAN;
    }
    if x.is_infinite() {
        return if x > 0.0 { 0.0 } else { 1.0 };
    }
    let tail = student_tails(freedom, x).lower;
    if x > 0.0 { tail / 2.0 } else { 1.0 - tail / 2.0 }
}

/// Below: the probability beyond ±x; above: within.
fn student_tails(freedom: f64, x: f64) -> BetaTails {
    let square = DoubleDouble::from(x) * DoubleDouble::from(x);
    let whole = DoubleDouble::from(freedom) + square;
    beta_tails(freedom / 2.0, 0.5, DoubleDouble::from(freedom) / whole, square / whole)
}

/// The quantile of Student's t with `freedom` degrees of freedom, above zero; infinite at the ends, NaN outside.
#[must_use]
pub fn student_quantile(freedom: f64, probability: f64) -> f64 {
    if !(0.0..=1.0).contains(&probability) || freedom.is_nan() || freedom <= 0.0 {
        return f64::NAN;
    }
    if probability > 0.5 {
        return -student_quantile(freedom, 1.0 - probability);
    }
    if probability <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if (freedom - 1.0).abs() < f64::EPSILON {
        // Cauchy's distribution.
        return -(std::f64::consts::PI * probability).tan().recip();
    }
    if (freedom - 2.0).abs() < f64::EPSILON {
        return -(1.0 - 2.0 * probability) / (2.0 * probability * (1.0 - probability)).sqrt();
    }
    if freedom.is_infinite() || freedom > 1e10 {
        return normal_quantile(probability);
    }
    // On a scale on which the tail is nearly a line: x = sinh u.
    let distance = |u: f64| {
        let x = -u.sinh();
        let below = student_cdf(freedom, x);
        ((probability / below).ln(), student_density(freedom, x) / below * u.cosh())
    };
    let guess = (-normal_quantile(probability)).asinh();
    -increasing_root(distance, guess, 0.0, 710.0).sinh()
}

/// The probability of an F distribution with `above` and `below` degrees of freedom above `x`; zero where it is less than the
/// smallest number.
#[must_use]
pub fn f_survival(above: f64, below: f64, x: f64) -> f64 {
    f_tails(above, below, x).map_or(f64::NAN, |tails| tails.lower)
}

fn f_tails(above: f64, below: f64, x: f64) -> Option<BetaTails> {
    if x.is_nan() || !(above > 0.0 && below > 0.0) {
        return None;
    }
    let weighted = DoubleDouble::from(above) * DoubleDouble::from(x.clamp(0.0, 1e290));
    let whole = DoubleDouble::from(below) + weighted;
    Some(beta_tails(below / 2.0, above / 2.0, DoubleDouble::from(below) / whole, weighted / whole))
}

/// The quantile of a beta distribution for a probability from 0 to 1; NaN outside.
#[must_use]
pub fn beta_quantile(first: f64, second: f64, probability: f64) -> f64 {
    if !((0.0..=1.0).contains(&probability) && first > 0.0 && second > 0.0) {
        return f64::NAN;
    }
    if probability <= 0.0 || probability >= 1.0 {
        return probability;
    }
    // On the scale of log odds both ends lie far away, and neither loses digits.
    let sides = |u: f64| {
        let small = (-u.abs()).exp();
        let small = small / (1.0 + small);
        let (small, large) = (DoubleDouble::from(small), DoubleDouble::of_sum(1.0, -small));
        if u < 0.0 { (small, large) } else { (large, small) }
    };
    let distance = |u: f64| {
        let (x, rest) = sides(u);
        let tails = beta_tails(first, second, x, rest);
        let log_density = tails.log_factor(first, second, x, rest);
        if probability <= 0.5 {
            ((tails.lower / probability).ln(), (log_density - tails.log_lower).exp())
        } else {
            ((1.0 - probability).ln() - tails.log_upper, (log_density - tails.log_upper).exp())
        }
    };
    let guess = (first / second).ln();
    sides(increasing_root(distance, guess, -745.0, 745.0)).0.value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_and_nonsense() {
        assert!(normal_quantile(0.0).is_infinite() && normal_quantile(1.5).is_nan());
        assert!(student_quantile(-1.0, 0.5).is_nan() && student_cdf(3.0, f64::NAN).is_nan());
        assert!(normal_survival(f64::INFINITY) <= 0.0 && normal_cdf(f64::INFINITY) >= 1.0);
        assert!((student_cdf(3.0, f64::INFINITY) - 1.0).abs() < 1e-15);
        assert!(f_survival(1.0, 5.0, 6.6e-320) > 0.999);
        assert!(f_survival(1.0, 5.0, 0.0) >= 1.0);
        assert!(beta_quantile(2.0, 3.0, 0.0) <= 0.0 && beta_quantile(2.0, 3.0, 1.0) >= 1.0);
        assert!(student_quantile(5.0, 0.5).abs() < 1e-300 && normal_quantile(0.5).abs() < 1e-300);
    }

    proptest! {
        #[test]
        fn quantiles_lead_back(
            probability in 1e-12..1.0f64,
            freedom in 0.6..400.0f64,
            other in 0.5..60.0f64,
        ) {
            let close = |found: f64| (found - probability).abs() <= 1e-11 * probability;
            prop_assert!(close(normal_cdf(normal_quantile(probability))));
            prop_assert!(close(student_cdf(freedom, student_quantile(freedom, probability))));
            let beta = beta_quantile(freedom, other, probability);
            if beta < 0.999 {
                let (x, rest) = (DoubleDouble::from(beta), DoubleDouble::of_sum(1.0, -beta));
                prop_assert!(close(beta_tails(freedom, other, x, rest).lower), "{beta}");
            }
        }
    }
}
