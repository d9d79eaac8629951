//! Adjustment: totals that are given, numbers that are not negative, whole numbers, tables with known margins.

use super::Hierarchy;
use crate::error::NumericsError;

fn finite(numbers: &[f64]) -> Result<(), NumericsError> {
    match numbers.iter().find(|value| !value.is_finite()) {
        Some(value) => Err(NumericsError::NotFinite { value: *value }),
        None => Ok(()),
    }
}

/// Numbers that sum to a total and lie nearest to the given ones: the least `Σ weight (x − base)²`.
///
/// A number with a greater weight moves less. With `non_negative` no number falls below zero: those that would are held
/// there and the rest shares what is left, until none would (the active set; exact, since one that is held stays held).
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], [`NumericsError::NegativeValue`] for a weight of zero or less, or
/// a total below zero where none may be negative.
pub fn fixed_total(
    base: &[f64],
    weights: &[f64],
    total: f64,
    non_negative: bool,
) -> Result<Vec<f64>, NumericsError> {
    if base.len() != weights.len() {
        return Err(NumericsError::LengthMismatch { needed: base.len(), found: weights.len() });
    }
    finite(base)?;
    finite(weights)?;
    finite(&[total])?;
    if let Some(value) = weights.iter().find(|weight| **weight <= 0.0) {
        return Err(NumericsError::NegativeValue { value: *value });
    }
    if non_negative && total < 0.0 {
        return Err(NumericsError::NegativeValue { value: total });
    }
    let mut held = vec![false; base.len()];
    loop {
        let free = || base.iter().zip(weights).zip(&held).filter(|(_, held)| !**held).map(|(pair, _)| pair);
        let (sum, weight) =
            free().fold((0.0, 0.0), |(sum, all), (value, weight)| (sum + value, all + weight.recip()));
        let share = if weight > 0.0 { (total - sum) / weight } else { 0.0 };
        let found: Vec<f64> = base
            .iter()
            .zip(weights)
            .zip(&held)
            .map(|((value, weight), held)| if *held { 0.0 } else { value + share / weight })
            .collect();
        let mut changed = false;
        for (value, held) in found.iter().zip(&mut held) {
            if non_negative && *value < 0.0 {
                (*held, changed) = (true, true);
            }
        }
        if !changed {
            return Ok(found);
        }
    }
}

/// Whole numbers that sum to a whole total: each is rounded down, and those with the largest remainders get one more
/// (Hamilton's method; of equal remainders the first). Every number stays within one of what it was.
///
/// # Errors
/// [`NumericsError::NotFinite`], [`NumericsError::OutOfRange`] where the total is further from the sum than there are numbers.
pub fn largest_remainder(numbers: &[f64], total: f64) -> Result<Vec<f64>, NumericsError> {
    finite(numbers)?;
    finite(&[total])?;
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

/// A table brought to known sums of rows and columns by iterative proportional fitting (RAS; Deming and Stephan 1940).
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NegativeValue`], [`NumericsError::HierarchySum`] where rows and columns sum to
/// different totals, [`NumericsError::NoConvergence`] where the zeros of the table leave no way.
pub fn proportional_fit(
    table: &[Vec<f64>],
    row_sums: &[f64],
    column_sums: &[f64],
) -> Result<Vec<Vec<f64>>, NumericsError> {
    const ROUNDS: usize = 100_000;
    if table.len() != row_sums.len() {
        return Err(NumericsError::LengthMismatch { needed: table.len(), found: row_sums.len() });
    }
    for row in table {
        if row.len() != column_sums.len() {
            return Err(NumericsError::LengthMismatch { needed: column_sums.len(), found: row.len() });
        }
        finite(row)?;
    }
    let all = table.iter().flatten().chain(row_sums).chain(column_sums);
    if let Some(value) = all.copied().find(|value| !value.is_finite() || *value < 0.0) {
        return Err(NumericsError::NegativeValue { value });
    }
    let (needed, found): (f64, f64) = (row_sums.iter().sum(), column_sums.iter().sum());
    if (needed - found).abs() > 1e-9 * needed.abs().max(found.abs()) {
        let (name, time) = ("columns".to_owned(), "-".to_owned());
        return Err(NumericsError::HierarchySum { name, time, needed, found });
    }
    let mut fitted = table.to_vec();
    for _ in 0..ROUNDS {
        for (row, wanted) in fitted.iter_mut().zip(row_sums) {
            let sum: f64 = row.iter().sum();
            if sum > 0.0 {
                row.iter_mut().for_each(|value| *value *= wanted / sum);
            }
        }
        let mut worst = 0.0_f64;
        for (column, wanted) in column_sums.iter().enumerate() {
            let sum: f64 = fitted.iter().filter_map(|row| row.get(column)).sum();
            worst = worst.max((sum - wanted).abs());
            if sum > 0.0 {
                fitted
                    .iter_mut()
                    .filter_map(|row| row.get_mut(column))
                    .for_each(|value| *value *= wanted / sum);
            }
        }
        if worst <= 1e-14 * needed.max(f64::MIN_POSITIVE) {
            let rows = fitted
                .iter()
                .zip(row_sums)
                .all(|(row, wanted)| (row.iter().sum::<f64>() - wanted).abs() <= 1e-9 * needed);
            if rows {
                return Ok(fitted);
            }
        }
    }
    Err(NumericsError::NoConvergence { starts: 1 })
}
