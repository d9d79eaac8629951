//! How often a supremum this large comes about where nothing breaks.

use crate::distribution::log_gamma;
use crate::linear_algebra::{DoubleDouble, Matrix, orthonormal};
use crate::random::RandomStream;

/// How many series without a break are simulated at most and at least: a probability is told to one in two thousand, of series of
/// hundreds of points to one in two hundred.
pub(super) const SIMULATIONS: (usize, usize) = (1_999, 199);
/// So many products of two numbers in all.
const PRODUCTS: usize = 20_000_000;
/// The seed of the simulation, so that the same series has the same probability everywhere.
const SEED: u64 = 1;

/// The probability of a supremum of at least `statistic` for a break at one of the places, by simulation under normal errors.
///
/// The statistic does not depend on the model's coefficients nor on the size of the errors, so that series of errors alone with the
/// same design have its distribution exactly, however short the series (a Monte Carlo test, Dufour 2006): `(1 + as large) ÷
/// (1 + simulated)`.
pub(super) fn simulated_probability(
    design: &Matrix<DoubleDouble>,
    statistic: f64,
    places: std::ops::RangeInclusive<usize>,
) -> f64 {
    let (count, terms) = (design.rows(), design.columns());
    let whole = orthonormal(design, 0, count);
    let sides: Vec<[Vec<Vec<f64>>; 2]> =
        places.map(|place| [orthonormal(design, 0, place), orthonormal(design, place, count)]).collect();
    let products = sides.len().max(1) * count.max(1) * 2 * terms.max(1);
    let simulations = (PRODUCTS / products).clamp(SIMULATIONS.1, SIMULATIONS.0);
    let mut stream = RandomStream::of_seed(SEED);
    let mut as_large = 0_usize;
    let spare = (count - 2 * terms) as f64;
    for _ in 0..simulations {
        let errors: Vec<f64> = (0..count).map(|_| stream.normal()).collect();
        let squares: f64 = errors.iter().map(|error| error * error).sum();
        let pooled = squares - explained(&whole, &errors);
        let is_as_large = sides.iter().any(|[before, after]| {
            let place = before.first().map_or(0, Vec::len);
            let (first, second) = errors.split_at(place.min(count));
            let left = squares - explained(before, first) - explained(after, second);
            left > 0.0 && (pooled - left) / left * spare >= statistic
        });
        as_large += usize::from(is_as_large);
    }
    (1.0 + as_large as f64) / (1.0 + simulations as f64)
}

/// The asymptotic probability in the tail, for long series: `P(sup > x) ≈ (x ÷ 2)^(k ÷ 2) e^(−x ÷ 2) ÷ Γ(k ÷ 2) × ((1 − k ÷ x) ln λ +
/// 2 ÷ x)`, with `λ` the odds of the last place over those of the first (DeLong 1981; Estrella 2003). Below where it turns it
/// says nothing more than that.
pub(super) fn tail_probability(terms: usize, statistic: f64, first: f64, last: f64) -> f64 {
    let k = terms as f64;
    let spread = (last * (1.0 - first) / ((1.0 - last) * first)).ln();
    let at = |x: f64| {
        let log = k / 2.0 * (x / 2.0).ln() - x / 2.0 - log_gamma(k / 2.0).value();
        log.exp() * ((1.0 - k / x) * spread + 2.0 / x)
    };
    // Left of its highest point the expansion is not one any more: the probability is that of the highest point or more.
    let mut highest = (k, at(k));
    for step in 1..=400 {
        let x = k + f64::from(step) * 0.05;
        if at(x) > highest.1 {
            highest = (x, at(x));
        }
    }
    at(statistic.max(highest.0)).clamp(0.0, 1.0)
}

/// The sum of squares that the columns explain.
pub(super) fn explained(basis: &[Vec<f64>], values: &[f64]) -> f64 {
    let along = |column: &Vec<f64>| column.iter().zip(values).map(|(one, other)| one * other).sum::<f64>();
    basis.iter().map(|column| along(column).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::f_survival;
    use crate::regression::linear::polynomial_design;

    #[test]
    fn at_one_known_place_it_is_the_distribution_of_f() {
        let times: Vec<f64> = (0..12).map(f64::from).collect();
        let design = polynomial_design(&times, 1).unwrap();
        for ratio in [0.8, 2.0, 4.1] {
            let found = simulated_probability(&design, 2.0 * ratio, 6..=6);
            let known = f_survival(2.0, 8.0, ratio);
            // Three standard errors of a share of 2,000.
            let error = 3.0 * (known * (1.0 - known) / SIMULATIONS.0 as f64).sqrt();
            assert!((found - known).abs() <= error + 1e-3, "{ratio}: {found} {known}");
        }
    }

    #[test]
    fn the_tail_is_that_of_simulated_suprema() {
        // 100,000 squared Brownian bridges over [0.15, 0.85] in 2,000 steps each (numpy, PCG64, seed 1).
        for (terms, quantiles) in
            [(1, [7.12, 8.697, 12.395]), (2, [9.969, 11.706, 15.565]), (3, [12.287, 14.144, 18.203])]
        {
            for (quantile, probability) in quantiles.into_iter().zip([0.1, 0.05, 0.01]) {
                let found = tail_probability(terms, quantile, 0.15, 0.85);
                assert!((found / probability - 1.0).abs() < 0.1, "{terms} {quantile}: {found}");
            }
        }
        // Where nothing is in the tail the answer stays a probability that falls.
        assert!(tail_probability(1, 0.0, 0.15, 0.85) >= tail_probability(1, 5.0, 0.15, 0.85));
    }
}
