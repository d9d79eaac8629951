//! The logarithm of the gamma function in twice double precision.

use crate::linear_algebra::DoubleDouble;

/// From here on Stirling's series with ten terms has 30 digits.
const FAR: f64 = 32.0;

/// `ln Γ(x)` for `x` above zero, in twice double precision: Stirling's series (DLMF 5.11.1) from 32 on, below that by the
/// recurrence `Γ(x + 1) = x Γ(x)`.
pub(crate) fn log_gamma(x: f64) -> DoubleDouble {
    // Bernoulli's numbers 2k over 2k (2k − 1).
    const TERMS: [(f64, f64); 10] = [
        (1.0, 12.0),
        (-1.0, 360.0),
        (1.0, 1_260.0),
        (-1.0, 1_680.0),
        (1.0, 1_188.0),
        (-691.0, 360_360.0),
        (1.0, 156.0),
        (-3_617.0, 122_400.0),
        (43_867.0, 244_188.0),
        (-174_611.0, 125_400.0),
    ];
    let one = DoubleDouble::from(1.0);
    let mut far = DoubleDouble::from(x);
    let mut product = one;
    while far.value() < FAR {
        product = product * far;
        far = far + one;
    }
    let half_log_of_two_pi = DoubleDouble::of_sum(0.918_938_533_204_672_8, -3.878_294_158_067_242e-17);
    let mut sum = (far - DoubleDouble::from(0.5)) * far.logarithm() - far + half_log_of_two_pi;
    let inverse = one / far;
    let mut power = inverse;
    for (above, below) in TERMS {
        sum = sum + DoubleDouble::from(above) / DoubleDouble::from(below) * power;
        power = power * inverse * inverse;
    }
    sum - product.logarithm()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_digits() {
        // ln Γ(1/2) = ln √π and ln Γ(10) = ln 362880, to twice double precision.
        let pi = DoubleDouble::of_sum(std::f64::consts::PI, 1.224_646_799_147_353_2e-16);
        let half = (log_gamma(0.5) - pi.square_root().logarithm()).value();
        let ten = (log_gamma(10.0) - DoubleDouble::from(362_880.0).logarithm()).value();
        assert!(half.abs() < 1e-29 && ten.abs() < 1e-28, "{half} {ten}");
        assert!(log_gamma(1.0).value().abs() < 1e-28 && log_gamma(2.0).value().abs() < 1e-28);
    }
}
