//! Adjustment: whole numbers that keep their total.

use super::Hierarchy;
use crate::error::NumericsError;
use crate::requirement::finite;

/// Whole numbers that sum to a whole total: each is rounded down, and those with the largest remainders get one more
/// (Hamilton's method; of equal remainders the first). Every number stays within one of what it was.
///
/// # Errors
/// [`NumericsError::NotFinite`], [`NumericsError::OutOfRange`] where the total is further from the sum than there are numbers.
pub fn largest_remainder(numbers: &[f64], total: f64) -> Result<Vec<f64>, NumericsError> {
    finite(numbers)?;
    finite([total])?;
    let mut rounded: Vec<f64> = numbers.iter().map(|value| value.floor()).collect();
    let missing = total.round() - rounded.iter().sum::<f64>();
    if missing < -0.5 || missing > numbers.len() as f64 + 0.5 {
        let lowest = rounded.iter().sum::<f64>();
        let highest = lowest + numbers.len() as f64;
        return Err(NumericsError::OutOfRange { name: "total", lowest, highest, found: total });
    }
    let mut order: Vec<(f64, usize)> =
        numbers.iter().enumerate().map(|(place, value)| (value - value.floor(), place)).collect();
    order.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    for (_, place) in order.into_iter().take(missing.round().max(0.0) as usize) {
        if let Some(value) = rounded.get_mut(place) {
            *value += 1.0;
        }
    }
    Ok(rounded)
}

/// Coherent whole numbers: in a tree the roots are rounded and shared out by largest remainder, level by level; with several
/// parents the leaves are rounded and summed.
///
/// # Errors
/// As [`largest_remainder`].
pub fn whole_numbers(hierarchy: &Hierarchy, points: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, NumericsError> {
    each_step(points, |column| {
        if !hierarchy.is_tree() {
            let rounded: Vec<f64> = column.iter().map(|value| value.round()).collect();
            return Ok(hierarchy.summed(&rounded));
        }
        let mut found: Vec<f64> = column.iter().map(|value| value.round()).collect();
        let mut waiting: Vec<usize> = hierarchy.roots().collect();
        while let Some(place) = waiting.pop() {
            let children = hierarchy.children(place);
            if children.is_empty() {
                continue;
            }
            let numbers: Vec<f64> = children.iter().filter_map(|child| column.get(*child).copied()).collect();
            let total = found.get(place).copied().unwrap_or(0.0);
            // A whole that was itself rounded may stand one beside its parts: they are brought to it first.
            let gap = (total - numbers.iter().sum::<f64>()) / numbers.len() as f64;
            let moved: Vec<f64> = numbers.iter().map(|value| value + gap).collect();
            for (child, value) in children.iter().zip(largest_remainder(&moved, total)?) {
                if let Some(slot) = found.get_mut(*child) {
                    *slot = value;
                }
            }
            waiting.extend(children);
        }
        Ok(found)
    })
}

fn each_step(
    points: &[Vec<f64>],
    change: impl Fn(&[f64]) -> Result<Vec<f64>, NumericsError>,
) -> Result<Vec<Vec<f64>>, NumericsError> {
    let horizon = points.iter().map(Vec::len).min().unwrap_or(0);
    let mut found = vec![Vec::with_capacity(horizon); points.len()];
    for step in 0..horizon {
        let column: Vec<f64> = points.iter().filter_map(|values| values.get(step).copied()).collect();
        for (values, value) in found.iter_mut().zip(change(&column)?) {
            values.push(value);
        }
    }
    Ok(found)
}
