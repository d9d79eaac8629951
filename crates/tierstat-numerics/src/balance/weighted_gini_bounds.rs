//! The Gini coefficient by residents where counts are known within bounds is a range too.

use super::gini_bounds::GiniBounds;
use super::weighted_inequality::gini_by_residents;
use crate::error::NumericsError;
use tierstat_model::Bounds;

/// So many counts that are no points are tried at both ends, each with each.
const MOST_TRIED: usize = 12;

/// The lowest and the highest Gini coefficient by residents (as [`super::gini_by_residents`]) of counts that lie in bounds of zero or
/// more; residents are points.
///
/// Lowest: as for [`super::gini_bounds`], each group brought to the point of its bounds that is nearest to one common level per
/// resident. Highest: as a convex function over a positive line the coefficient is highest where each count stands at an end of
/// its bounds; all ends are tried for up to 12 counts that are no points. Beyond, and without an upper end, it is enclosed by the
/// greatest distance of each pair over the least sum, or by the residents of the smallest group, and not called exact.
///
/// # Errors
/// As [`super::gini_by_residents`] for the lower ends; [`NumericsError::WholeNotPositive`] where all counts may be zero.
pub fn gini_bounds_by_residents(counts: &[Bounds], residents: &[f64]) -> Result<GiniBounds, NumericsError> {
    let lowers: Vec<f64> = counts.iter().map(Bounds::lower).collect();
    gini_by_residents(&lowers, residents)?;
    let upper = |count: &Bounds| count.upper_value().unwrap_or(f64::INFINITY);
    // Lowest: over all levels per resident that an end of some bounds stands at.
    let ends = |count: &Bounds, people: f64| [count.lower() / people, upper(count) / people];
    let levels = counts.iter().zip(residents).flat_map(|(count, people)| ends(count, *people));
    let mut lowest = f64::INFINITY;
    for level in levels.filter(|level| level.is_finite()) {
        let at = |(count, people): (&Bounds, &f64)| (level * people).clamp(count.lower(), upper(count));
        let tried: Vec<f64> = counts.iter().zip(residents).map(at).collect();
        // A level of zero may leave nothing at all; another one does not.
        if let Ok(found) = gini_by_residents(&tried, residents) {
            lowest = lowest.min(found);
        }
    }
    let open: Vec<usize> = (0..counts.len()).filter(|place| counts[*place].as_point().is_none()).collect();
    let people: f64 = residents.iter().sum();
    let (highest, is_exact) = if counts.iter().any(|count| count.upper_value().is_none()) {
        (1.0 - residents.iter().copied().fold(f64::INFINITY, f64::min) / people, false)
    } else if open.len() <= MOST_TRIED {
        let mut highest = lowest;
        for choice in 0..1_usize << open.len() {
            let mut tried = lowers.clone();
            for (bit, place) in open.iter().enumerate() {
                if choice >> bit & 1 == 1 {
                    tried[*place] = upper(&counts[*place]);
                }
            }
            highest = highest.max(gini_by_residents(&tried, residents)?);
        }
        (highest, true)
    } else {
        (enclosed(counts, residents, people), false)
    };
    Bounds::closed(lowest, highest.max(lowest))
        .map(|bounds| GiniBounds { bounds, is_exact })
        .map_err(|_| NumericsError::NotFinite { value: highest })
}

/// `½ Σᵢⱼ max |qⱼ xᵢ − qᵢ xⱼ| ÷ min Σx`, with the shares `q` of the residents.
fn enclosed(counts: &[Bounds], residents: &[f64], people: f64) -> f64 {
    let total: f64 = counts.iter().map(Bounds::lower).sum();
    let upper = |count: &Bounds| count.upper_value().unwrap_or(f64::INFINITY);
    let mut apart = 0.0;
    for (place, (one, of_one)) in counts.iter().zip(residents).enumerate() {
        for (other, of_other) in counts.iter().zip(residents).skip(place + 1) {
            let ahead = upper(one) * of_other - other.lower() * of_one;
            let behind = upper(other) * of_one - one.lower() * of_other;
            apart += ahead.max(behind);
        }
    }
    (apart / people / total).min(1.0 - residents.iter().copied().fold(f64::INFINITY, f64::min) / people)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::balance::gini_bounds;
    use proptest::prelude::*;

    #[test]
    fn with_equal_residents_it_is_the_range_of_the_counts() {
        let counts = [
            Bounds::closed(2.0, 5.0).unwrap(),
            Bounds::point(3.0).unwrap(),
            Bounds::half_open(1.0, 8.0).unwrap(),
        ];
        let (plain, weighted) =
            (gini_bounds(&counts).unwrap(), gini_bounds_by_residents(&counts, &[4.0; 3]).unwrap());
        assert!((plain.bounds.lower() - weighted.bounds.lower()).abs() < 1e-12);
        let uppers = [plain, weighted].map(|found| found.bounds.upper_value().unwrap());
        assert!((uppers[0] - uppers[1]).abs() < 1e-12 && weighted.is_exact);
    }

    #[test]
    fn without_an_upper_end_the_smallest_group_may_have_nearly_all() {
        let counts = [Bounds::at_least(2.0).unwrap(), Bounds::point(3.0).unwrap()];
        let found = gini_bounds_by_residents(&counts, &[1.0, 3.0]).unwrap();
        assert_eq!((found.bounds.upper_value(), found.is_exact), (Some(0.75), false));
        let none = [Bounds::closed(0.0, 1.0).unwrap(); 2];
        assert!(matches!(
            gini_bounds_by_residents(&none, &[1.0, 1.0]),
            Err(NumericsError::WholeNotPositive { .. })
        ));
    }

    proptest! {
        #[test]
        fn every_choice_within_the_bounds_lies_in_the_range(
            groups in proptest::collection::vec((1.0..100.0f64, 0.0..50.0f64, 0.0..1.0f64, 1.0..9.0f64), 2..20),
        ) {
            let counts: Vec<Bounds> = groups.iter().map(|(lower, width, ..)| Bounds::closed(*lower, lower + width).unwrap()).collect();
            let chosen: Vec<f64> = groups.iter().map(|(lower, width, share, _)| lower + width * share).collect();
            let residents: Vec<f64> = groups.iter().map(|group| group.3).collect();
            let range = gini_bounds_by_residents(&counts, &residents).unwrap();
            let found = gini_by_residents(&chosen, &residents).unwrap();
            prop_assert!(range.bounds.lower() <= found + 1e-12 && found <= range.bounds.upper_value().unwrap() + 1e-12);
            prop_assert_eq!(range.is_exact, counts.len() <= MOST_TRIED);
        }
    }
}
