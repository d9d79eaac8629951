//! The least value of a smooth function: quasi-Newton steps, then Newton's own to the last digits.
//!
//! Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright, *Numerical Optimization*, 2006, chapter 6), with gradients by
//! central differences.
#![allow(
    clippy::needless_range_loop,
    reason = "rows and columns of small matrices are clearer by their places"
)]

use crate::linear_algebra::Cholesky;

/// A symmetric matrix of slopes of the gradient.
pub(super) type Curvature = Vec<Vec<f64>>;

fn shifted(at: &[f64], place: usize, step: f64) -> Vec<f64> {
    let mut moved = at.to_vec();
    if let Some(coordinate) = moved.get_mut(place) {
        *coordinate += step;
    }
    moved
}

fn gradient(at: &[f64], step: f64, value: &mut impl FnMut(&[f64]) -> f64) -> Vec<f64> {
    (0..at.len())
        .map(|place| {
            let step = step * (1.0 + at[place].abs());
            (value(&shifted(at, place, step)) - value(&shifted(at, place, -step))) / (2.0 * step)
        })
        .collect()
}

/// The second derivatives by central differences of second order.
pub(super) fn curvature(at: &[f64], step: f64, value: &mut impl FnMut(&[f64]) -> f64) -> Curvature {
    let count = at.len();
    let middle = value(at);
    let steps: Vec<f64> = at.iter().map(|at| step * (1.0 + at.abs())).collect();
    let mut found = vec![vec![0.0; count]; count];
    for row in 0..count {
        let (above, below) = (value(&shifted(at, row, steps[row])), value(&shifted(at, row, -steps[row])));
        found[row][row] = (above - 2.0 * middle + below) / (steps[row] * steps[row]);
        for column in 0..row {
            let mut corner = |up: f64, right: f64| {
                value(&shifted(&shifted(at, row, up * steps[row]), column, right * steps[column]))
            };
            let sum = corner(1.0, 1.0) - corner(1.0, -1.0) - corner(-1.0, 1.0) + corner(-1.0, -1.0);
            found[row][column] = sum / (4.0 * steps[row] * steps[column]);
            found[column][row] = found[row][column];
        }
    }
    found
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// Walks down from a start until the gradient is below `tolerance`; the place and the value there.
pub(super) fn descend(
    start: &[f64],
    tolerance: f64,
    limit: usize,
    value: &mut impl FnMut(&[f64]) -> f64,
) -> (Vec<f64>, f64) {
    const STEP: f64 = 1e-5;
    /// No step is longer than this: beyond, the transformed coordinates are flat.
    const LONGEST: f64 = 1.0;
    let count = start.len();
    let mut at = start.to_vec();
    let mut here = value(&at);
    if count == 0 || !here.is_finite() {
        return (at, here);
    }
    let unit = || -> Curvature {
        (0..count).map(|row| (0..count).map(|column| f64::from(u8::from(row == column))).collect()).collect()
    };
    let mut inverse_curvature = unit();
    let mut slope = gradient(&at, STEP, value);
    let mut is_fresh = true;
    for _ in 0..limit {
        if slope.iter().all(|part| part.abs() < tolerance) || slope.iter().any(|part| !part.is_finite()) {
            break;
        }
        let mut direction: Vec<f64> = inverse_curvature.iter().map(|row| -product(row, &slope)).collect();
        let mut descent = product(&direction, &slope);
        if descent.is_nan() || descent >= 0.0 {
            inverse_curvature = unit();
            is_fresh = true;
            direction = slope.iter().map(|part| -part).collect();
            descent = product(&direction, &slope);
        }
        let length = product(&direction, &direction).sqrt();
        let mut share = if length > LONGEST { LONGEST / length } else { 1.0 };
        let mut moved = None;
        for _ in 0..40 {
            let next: Vec<f64> = at.iter().zip(&direction).map(|(at, part)| at + share * part).collect();
            let found = value(&next);
            if found.is_finite() && found <= here + 1e-4 * share * descent {
                moved = Some((next, found));
                break;
            }
            share *= 0.4;
        }
        let Some((next, found)) = moved else {
            if is_fresh {
                break;
            }
            inverse_curvature = unit();
            is_fresh = true;
            continue;
        };
        let next_slope = gradient(&next, STEP, value);
        let step: Vec<f64> = next.iter().zip(&at).map(|(next, at)| next - at).collect();
        let change: Vec<f64> = next_slope.iter().zip(&slope).map(|(next, slope)| next - slope).collect();
        let bend = product(&step, &change);
        if bend > 1e-14 {
            if is_fresh {
                let scale = bend / product(&change, &change);
                for (place, row) in inverse_curvature.iter_mut().enumerate() {
                    row[place] = scale;
                }
            }
            let turned: Vec<f64> = inverse_curvature.iter().map(|row| product(row, &change)).collect();
            let factor = (1.0 + product(&change, &turned) / bend) / bend;
            for row in 0..count {
                for column in 0..count {
                    inverse_curvature[row][column] += factor * step[row] * step[column]
                        - (turned[row] * step[column] + step[row] * turned[column]) / bend;
                }
            }
            is_fresh = false;
        }
        let gained = here - found;
        (at, here, slope) = (next, found, next_slope);
        if gained <= 1e-14 * (1.0 + here.abs()) {
            break;
        }
    }
    (at, here)
}

/// Newton's steps from near the least to the last digits; where the curvature is not positive, the start.
pub(super) fn polish(start: &[f64], value: &mut impl FnMut(&[f64]) -> f64) -> (Vec<f64>, f64) {
    const STEPS: usize = 12;
    let mut at = start.to_vec();
    let mut here = value(&at);
    for _ in 0..STEPS {
        let slope = gradient(&at, 1e-5, value);
        let Ok(factor) = Cholesky::of(curvature(&at, 1e-4, value)) else { break };
        let step = factor.solved(slope.iter().map(|part| -part).collect());
        let next: Vec<f64> = at.iter().zip(&step).map(|(at, step)| at + step).collect();
        let found = value(&next);
        // Near the least the value is flat to its last digits; the step is trusted there.
        if !(found.is_finite() && found <= here + 1e-13 * (1.0 + here.abs())) {
            break;
        }
        (at, here) = (next, found);
        if step.iter().zip(&at).all(|(step, at)| step.abs() <= 1e-10 * (1.0 + at.abs())) {
            break;
        }
    }
    (at, here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_valley_of_rosenbrock_is_walked_to_its_end() {
        let mut bend = |at: &[f64]| 100.0 * (at[1] - at[0] * at[0]).powi(2) + (1.0 - at[0]).powi(2);
        let (near, _) = descend(&[-1.2, 1.0], 1e-6, 200, &mut bend);
        let (found, value) = polish(&near, &mut bend);
        assert!((found[0] - 1.0).abs() < 1e-6 && (found[1] - 1.0).abs() < 1e-6, "{found:?} {value}");
    }
}
