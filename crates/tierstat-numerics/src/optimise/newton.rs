//! Newton's steps on a function whose slopes are taken by differences.

use crate::linear_algebra::Cholesky;

fn shifted(at: &[f64], place: usize, step: f64) -> Vec<f64> {
    let mut moved = at.to_vec();
    if let Some(coordinate) = moved.get_mut(place) {
        *coordinate += step;
    }
    moved
}

/// The first derivatives by central differences.
pub(crate) fn slopes(at: &[f64], value: &impl Fn(&[f64]) -> f64) -> Vec<f64> {
    const STEP: f64 = 1e-5;
    let slope = |(place, number): (usize, &f64)| {
        let step = STEP * (1.0 + number.abs());
        (value(&shifted(at, place, step)) - value(&shifted(at, place, -step))) / (2.0 * step)
    };
    at.iter().enumerate().map(slope).collect()
}

/// The second derivatives by central differences of second order, as the rows of the lower triangle.
pub(crate) fn curvature(at: &[f64], step: f64, value: &impl Fn(&[f64]) -> f64) -> Vec<Vec<f64>> {
    let middle = value(at);
    let steps: Vec<f64> = at.iter().map(|at| step * (1.0 + at.abs())).collect();
    let own = |row: usize, step: f64| {
        let (above, below) = (value(&shifted(at, row, step)), value(&shifted(at, row, -step)));
        (above - 2.0 * middle + below) / (step * step)
    };
    let mixed = |(row, by): (usize, f64), (column, along): (usize, f64)| {
        let corner = |up: f64, right: f64| value(&shifted(&shifted(at, row, up * by), column, right * along));
        let sum = corner(1.0, 1.0) - corner(1.0, -1.0) - corner(-1.0, 1.0) + corner(-1.0, -1.0);
        sum / (4.0 * by * along)
    };
    let rows = steps.iter().enumerate().map(|(row, step)| {
        let before = steps.iter().enumerate().take(row);
        before.map(|(column, along)| mixed((row, *step), (column, *along))).chain([own(row, *step)]).collect()
    });
    rows.collect()
}

/// Newton's steps from near the least to the last digits; where the curvature is not positive, the start.
pub(crate) fn polished(start: &[f64], value: &impl Fn(&[f64]) -> f64) -> (Vec<f64>, f64) {
    const STEPS: usize = 12;
    let mut at = start.to_vec();
    let mut here = value(&at);
    for _ in 0..STEPS {
        let Ok(factor) = Cholesky::of(curvature(&at, 1e-4, value)) else { break };
        let step = factor.solved(slopes(&at, value).iter().map(|slope| -slope).collect());
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
    fn the_end_of_the_valley_of_rosenbrock_is_found_from_near_it() {
        let bend = |at: &[f64]| 100.0 * (at[1] - at[0] * at[0]).powi(2) + (1.0 - at[0]).powi(2);
        let (found, value) = polished(&[0.98, 0.961], &bend);
        assert!((found[0] - 1.0).abs() < 1e-6 && (found[1] - 1.0).abs() < 1e-6, "{found:?} {value}");
    }
}
