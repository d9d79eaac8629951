//! The additive decomposition by logarithmic means (LMDI-I), which leaves no residual.

use crate::error::NumericsError;
use crate::requirement::{finite, not_negative, same_length};

/// The effect of each factor on the change of `V = Σ x₁ x₂ … xₙ` over the members (rows, one number for each factor):
/// `Σ L(V₁, V₀) ln(x₁ ÷ x₀)` with the logarithmic mean `L(a, b) = (a − b) ÷ ln(a ÷ b)` (additive LMDI-I: Ang 2005, *The LMDI
/// approach to decomposition analysis*). Factors are zero or more. The effects sum to the change.
///
/// Zeros have the limit that Ang prescribes, that of a small value in their place: a member that appears gives its whole value to
/// the factors that were zero, in equal parts, and a member that disappears takes it from them; one that is nothing at both times
/// gives nothing to any.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] without a member or a factor, [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`],
/// [`NumericsError::NegativeValue`].
pub fn logarithmic_mean_decomposition(from: &[Vec<f64>], to: &[Vec<f64>]) -> Result<Vec<f64>, NumericsError> {
    let width = from.first().map_or(0, Vec::len);
    if width == 0 {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    }
    same_length(from.len(), to.len())?;
    for row in from.iter().chain(to) {
        same_length(width, row.len())?;
        checked(row)?;
    }
    let mut effects = vec![0.0; width];
    for (before, after) in from.iter().zip(to) {
        add_member(&mut effects, before, after);
    }
    finite(&effects).map(|()| effects)
}

fn checked(values: &[f64]) -> Result<(), NumericsError> {
    finite(values)?;
    not_negative(values)
}

/// Adds what each factor does in one member.
fn add_member(effects: &mut [f64], before: &[f64], after: &[f64]) {
    let zeros = |factors: &[f64]| factors.iter().filter(|factor| **factor <= 0.0).count();
    let (zeros_before, zeros_after) = (zeros(before), zeros(after));
    let (value_before, value_after): (f64, f64) = (before.iter().product(), after.iter().product());
    let pairs = effects.iter_mut().zip(before).zip(after);
    match (zeros_before, zeros_after) {
        (0, 0) => {
            let sum: f64 = before.iter().zip(after).map(|(before, after)| log_ratio(*after, *before)).sum();
            let mean = logarithmic_mean(value_after, value_before, sum);
            for ((effect, before), after) in pairs {
                *effect += mean * log_ratio(*after, *before);
            }
        }
        (0, _) => {
            for ((effect, _), after) in pairs {
                *effect -= if *after <= 0.0 { value_before / zeros_after as f64 } else { 0.0 };
            }
        }
        (_, 0) => {
            for ((effect, before), _) in pairs {
                *effect += if *before <= 0.0 { value_after / zeros_before as f64 } else { 0.0 };
            }
        }
        // Nothing at both times: the limit is nothing.
        _ => {}
    }
}

/// `ln(to ÷ from)` of two numbers above zero, right to the last digits where they are close.
fn log_ratio(to: f64, from: f64) -> f64 {
    let apart = (to - from) / from;
    if apart.abs() < 0.5 { apart.ln_1p() } else { to.ln() - from.ln() }
}

/// `(a − b) ÷ ln(a ÷ b)`; `log` stands for the logarithm where a product is too small to be a number.
fn logarithmic_mean(a: f64, b: f64, log: f64) -> f64 {
    let log = if a > 0.0 && b > 0.0 { log_ratio(a, b) } else { log };
    if log.abs() > 0.0 { (a - b) / log } else { b }
}

/// The change of a total of areas, by people, where they live, and how much there is for each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PopulationDensityEffects {
    /// The change of `Σ population × density`, all three effects together.
    pub change: f64,
    /// What the change of the whole population makes.
    pub population: f64,
    /// What the change of the areas' shares in the population makes.
    pub structure: f64,
    /// What the change of the densities makes.
    pub density: f64,
}

/// The change of `V = Σ population × density` by three effects, the whole population, its structure over the areas and the
/// density of each area, by [`logarithmic_mean_decomposition`] of `P × (pᵢ ÷ P) × dᵢ`. All lists hold one number for each area.
///
/// # Errors
/// As [`logarithmic_mean_decomposition`]; [`NumericsError::WholeNotPositive`] where there are no people at one of the times.
pub fn population_density_decomposition(
    population_from: &[f64],
    density_from: &[f64],
    population_to: &[f64],
    density_to: &[f64],
) -> Result<PopulationDensityEffects, NumericsError> {
    let needed = population_from.len();
    for list in [density_from, population_to, density_to] {
        same_length(needed, list.len())?;
    }
    let factors = |population: &[f64], density: &[f64]| {
        checked(population)?;
        let whole: f64 = population.iter().sum();
        if population.is_empty() {
            return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
        }
        if !whole.is_finite() {
            return Err(NumericsError::NotFinite { value: whole });
        }
        if whole <= 0.0 {
            return Err(NumericsError::WholeNotPositive { lower: whole });
        }
        let row = |(people, density): (&f64, &f64)| vec![whole, people / whole, *density];
        Ok(population.iter().zip(density).map(row).collect::<Vec<_>>())
    };
    let (from, to) = (factors(population_from, density_from)?, factors(population_to, density_to)?);
    let effects = logarithmic_mean_decomposition(&from, &to)?;
    let [population, structure, density] = effects.as_slice() else {
        return Err(NumericsError::LengthMismatch { needed: 3, found: effects.len() });
    };
    let value = |population: &[f64], density: &[f64]| -> f64 {
        population.iter().zip(density).map(|(people, density)| people * density).sum()
    };
    Ok(PopulationDensityEffects {
        change: value(population_to, density_to) - value(population_from, density_from),
        population: *population,
        structure: *structure,
        density: *density,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_factor_takes_all_of_the_change() {
        let found = logarithmic_mean_decomposition(&[vec![2.0, 3.0]], &[vec![2.0, 5.0]]).unwrap();
        assert!(found[0].abs() < 1e-15 && (found[1] - 4.0).abs() < 1e-14, "{found:?}");
    }

    #[test]
    fn two_factors_that_double_share_alike() {
        let found = logarithmic_mean_decomposition(&[vec![1.0, 1.0]], &[vec![2.0, 2.0]]).unwrap();
        assert!((found[0] - 1.5).abs() < 1e-14 && (found[1] - 1.5).abs() < 1e-14, "{found:?}");
    }

    #[test]
    fn zeros_are_the_limit_of_small_values() {
        // Slowly: the limit is reached as 1 ÷ ln of the small value.
        let small = 1e-300;
        for (before, after) in [
            (vec![0.0, 3.0], vec![2.0, 5.0]),
            (vec![2.0, 3.0], vec![0.0, 5.0]),
            (vec![0.0, 3.0], vec![2.0, 0.0]),
            (vec![0.0, 0.0], vec![2.0, 5.0]),
        ] {
            let near =
                |row: &[f64]| row.iter().map(|x| if *x > 0.0 { *x } else { small }).collect::<Vec<_>>();
            let exact =
                logarithmic_mean_decomposition(std::slice::from_ref(&before), std::slice::from_ref(&after))
                    .unwrap();
            let limit = logarithmic_mean_decomposition(&[near(&before)], &[near(&after)]).unwrap();
            for (exact, limit) in exact.iter().zip(&limit) {
                assert!((exact - limit).abs() < 0.05, "{exact} {limit}");
            }
        }
    }

    #[test]
    fn lists_that_do_not_fit_are_refused() {
        assert!(matches!(logarithmic_mean_decomposition(&[], &[]), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(
            logarithmic_mean_decomposition(&[vec![1.0]], &[vec![1.0, 2.0]]),
            Err(NumericsError::LengthMismatch { .. })
        ));
        assert!(matches!(
            logarithmic_mean_decomposition(&[vec![-1.0]], &[vec![1.0]]),
            Err(NumericsError::NegativeValue { .. })
        ));
        assert!(matches!(
            logarithmic_mean_decomposition(&[vec![1e300, 1e300]], &[vec![1.0, 1.0]]),
            Err(NumericsError::NotFinite { .. })
        ));
        assert!(matches!(
            population_density_decomposition(&[0.0], &[1.0], &[1.0], &[1.0]),
            Err(NumericsError::WholeNotPositive { .. })
        ));
        assert!(matches!(
            population_density_decomposition(&[], &[], &[], &[]),
            Err(NumericsError::TooFewPoints { .. })
        ));
        assert!(matches!(
            population_density_decomposition(&[1.0], &[1.0, 2.0], &[1.0], &[1.0]),
            Err(NumericsError::LengthMismatch { .. })
        ));
    }

    fn factor() -> impl Strategy<Value = f64> {
        prop_oneof![1 => Just(0.0), 6 => 1e-3..1e3f64]
    }

    proptest! {
        #[test]
        fn effects_sum_to_the_change(
            cells in proptest::collection::vec(proptest::collection::vec((factor(), factor()), 3), 1..6),
        ) {
            let side = |pick: fn(&(f64, f64)) -> f64| -> Vec<Vec<f64>> {
                cells.iter().map(|row| row.iter().map(pick).collect()).collect()
            };
            let (from, to) = (side(|cell| cell.0), side(|cell| cell.1));
            let value = |table: &[Vec<f64>]| table.iter().map(|row| row.iter().product::<f64>()).sum::<f64>();
            let found: f64 = logarithmic_mean_decomposition(&from, &to).unwrap().iter().sum();
            let scale = value(&from).max(value(&to)).max(1.0);
            prop_assert!((found - (value(&to) - value(&from))).abs() <= 1e-11 * scale);
        }

        #[test]
        fn turned_round_every_effect_changes_its_sign(cells in proptest::collection::vec((factor(), factor()), 3)) {
            let (from, to): (Vec<f64>, Vec<f64>) = cells.into_iter().unzip();
            let there = logarithmic_mean_decomposition(std::slice::from_ref(&from), std::slice::from_ref(&to)).unwrap();
            let back = logarithmic_mean_decomposition(&[to], &[from]).unwrap();
            for (there, back) in there.iter().zip(&back) {
                prop_assert!((there + back).abs() <= 1e-11 * there.abs().max(1.0));
            }
        }
    }
}
