//! Locally weighted lines that outliers do not move.
//!
//! Cleveland, *Robust locally weighted regression and smoothing scatterplots* (1979), with the thresholds of his program, as R's
//! `lowess` at `delta = 0`: a line is fitted at every place.

use crate::error::StatsError;

/// A smoothed scatterplot.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowess {
    /// One smoothed value for each point, in the order of the points.
    pub smoothed: Vec<f64>,
    /// What the last robust weights were, 0 to 1; all ones without iterations.
    pub weights: Vec<f64>,
    /// How many points each line was fitted to.
    pub neighbours: usize,
}

/// The smoothed values of points in any order; points at one place share one value.
///
/// `span` is the share of the points that each line is fitted to, above 0 and up to 1, of two points at least; `iterations` is how
/// often the lines are fitted again with weights that take outliers out, 0 to 100 (Cleveland and R: 2 ÷ 3 and 3).
///
/// # Errors
/// [`StatsError::LengthMismatch`], [`StatsError::TooFewPoints`] of none, [`StatsError::NotFinite`], [`StatsError::OutOfRange`].
pub fn lowess(x: &[f64], y: &[f64], span: f64, iterations: usize) -> Result<Lowess, StatsError> {
    const MOST: usize = 100;
    if x.len() != y.len() {
        return Err(StatsError::LengthMismatch { needed: x.len(), found: y.len() });
    }
    if x.is_empty() {
        return Err(StatsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    }
    if let Some(value) = x.iter().chain(y).find(|value| !value.is_finite()) {
        return Err(StatsError::NotFinite { value: *value });
    }
    if !(span > 0.0 && span <= 1.0) {
        return Err(StatsError::OutOfRange { name: "span", lowest: 0.0, highest: 1.0, found: span });
    }
    if iterations > MOST {
        let (lowest, highest) = (0.0, MOST as f64);
        return Err(StatsError::OutOfRange { name: "iterations", lowest, highest, found: iterations as f64 });
    }
    let count = x.len();
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| x[*one].total_cmp(&x[*other]));
    // Computed on as numbers near one: no product leaves the range of numbers.
    let size = |values: &[f64]| values.iter().fold(0.0_f64, |most, value| most.max(value.abs())).max(1e-300);
    let (across, up) = (size(x), size(y));
    let sorted_x: Vec<f64> = places.iter().map(|place| x[*place] / across).collect();
    let sorted_y: Vec<f64> = places.iter().map(|place| y[*place] / up).collect();
    // A little is added so that a product that is whole but for rounding is whole.
    let neighbours = ((span * count as f64 + 1e-7) as usize).clamp(2.min(count), count);
    let mut weights = vec![1.0; count];
    let mut smoothed = lines(&sorted_x, &sorted_y, neighbours, &weights);
    for _ in 0..iterations {
        let residuals: Vec<f64> = sorted_y.iter().zip(&smoothed).map(|(y, line)| (y - line).abs()).collect();
        let Some(found) = robust_weights(&residuals) else { break };
        weights = found;
        smoothed = lines(&sorted_x, &sorted_y, neighbours, &weights);
    }
    let mut found = Lowess { smoothed: vec![0.0; count], weights: vec![1.0; count], neighbours };
    for (sorted, place) in places.iter().enumerate() {
        found.smoothed[*place] = smoothed[sorted] * up;
        found.weights[*place] = weights[sorted];
    }
    match found.smoothed.iter().find(|value| !value.is_finite()) {
        Some(value) => Err(StatsError::NotFinite { value: *value }),
        None => Ok(found),
    }
}

/// Weights by six medians of the residuals' sizes; `None` where half of the points lie on their lines already.
fn robust_weights(residuals: &[f64]) -> Option<Vec<f64>> {
    let count = residuals.len();
    let mut sorted = residuals.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.get(count / 2)?;
    let lower = if count.is_multiple_of(2) { sorted.get(count / 2 - 1)? } else { upper };
    let reach = 3.0 * (upper + lower);
    let mean = residuals.iter().sum::<f64>() / count as f64;
    // What is left of values near one is rounding only, and says nothing about outliers.
    const ROUNDING: f64 = 1e-12;
    if reach < 1e-7 * mean || reach <= ROUNDING {
        return None;
    }
    let weight = |residual: &f64| {
        if *residual <= 0.001 * reach {
            1.0
        } else if *residual <= 0.999 * reach {
            (1.0 - (residual / reach).powi(2)).powi(2)
        } else {
            0.0
        }
    };
    Some(residuals.iter().map(weight).collect())
}

/// The lines at all places of a sorted series.
fn lines(x: &[f64], y: &[f64], neighbours: usize, robust: &[f64]) -> Vec<f64> {
    let mut first = 0;
    let mut found: Vec<f64> = Vec::with_capacity(x.len());
    for (place, at) in x.iter().enumerate() {
        // Points at one place have one value.
        if let (Some(before), Some(last)) =
            (place.checked_sub(1).and_then(|before| x.get(before)), found.last())
            && before >= at
        {
            found.push(*last);
            continue;
        }
        // The nearest points: the window moves on while the one it would take in is nearer than the one it would leave.
        while let (Some(next), Some(leaving)) = (x.get(first + neighbours), x.get(first)) {
            if at - leaving <= next - at {
                break;
            }
            first += 1;
        }
        let line = line(x, y, *at, first, first + neighbours - 1, robust);
        found.push(line.or_else(|| y.get(place).copied()).unwrap_or(0.0));
    }
    found
}

/// The value of a weighted line at a place; `None` where no point has a weight. Points that tie with the last one of the window
/// have their weight too.
fn line(x: &[f64], y: &[f64], at: f64, first: usize, last: usize, robust: &[f64]) -> Option<f64> {
    let reach = (at - x.get(first)?).max(x.get(last)? - at);
    let range = x.last()? - x.first()?;
    let mut near: Vec<(f64, f64, f64)> = Vec::with_capacity(last + 1 - first);
    let mut total = 0.0;
    for ((x, y), robust) in x.iter().zip(y).zip(robust).skip(first) {
        let away = (x - at).abs();
        if away <= 0.999 * reach {
            let weight = if away <= 0.001 * reach { 1.0 } else { (1.0 - (away / reach).powi(3)).powi(3) };
            total += weight * robust;
            near.push((*x, *y, weight * robust));
        } else if *x > at {
            break;
        }
    }
    if total <= 0.0 {
        return None;
    }
    let centre: f64 = near.iter().map(|(x, _, weight)| weight / total * x).sum();
    let spread: f64 = near.iter().map(|(x, _, weight)| weight / total * (x - centre).powi(2)).sum();
    // Where the points stand at nearly one place, their mean.
    let tilt = if reach > 0.0 && spread.sqrt() > 0.001 * range { (at - centre) / spread } else { 0.0 };
    Some(near.iter().map(|(x, y, weight)| weight / total * (1.0 + tilt * (x - centre)) * y).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_points_and_ties_are_answered() {
        assert_eq!(lowess(&[1.0], &[5.0], 0.5, 3).unwrap().smoothed, [5.0]);
        assert_eq!(lowess(&[1.0, 1.0, 1.0], &[2.0, 4.0, 6.0], 1.0, 3).unwrap().smoothed, [4.0; 3]);
        let zeros = lowess(&[1.0, 2.0, 3.0], &[0.0; 3], 0.7, 3).unwrap();
        assert_eq!(zeros.smoothed, [0.0; 3]);
        assert!(lowess(&[], &[], 0.5, 3).is_err() && lowess(&[1.0], &[1.0], 0.0, 3).is_err());
        assert!(lowess(&[1.0], &[f64::NAN], 0.5, 3).is_err() && lowess(&[1.0], &[1.0, 2.0], 0.5, 3).is_err());
    }

    #[test]
    fn an_outlier_is_taken_out() {
        let x: Vec<f64> = (0..40).map(f64::from).collect();
        let mut y: Vec<f64> = x.iter().map(|x| 3.0 * x + 2.0 * (7.0 * x).sin()).collect();
        y[19] += 40.0;
        let found = lowess(&x, &y, 0.5, 3).unwrap();
        assert!((found.smoothed[19] - 57.0).abs() < 1.0 && found.weights[19] < 1e-12, "{found:?}");
        let bent = lowess(&x, &y, 0.5, 0).unwrap();
        assert!(bent.smoothed[19] > found.smoothed[19] + 2.0 && bent.weights == [1.0; 40]);
    }

    proptest! {
        #[test]
        fn the_order_of_the_points_does_not_matter(
            points in proptest::collection::vec((-5..5i32, -50.0..50.0f64), 1..40),
            span in 0.2..1.0f64,
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) = points.iter().map(|(x, y)| (f64::from(*x), *y)).unzip();
            let found = lowess(&x, &y, span, 0).unwrap();
            let reversed = |values: &[f64]| values.iter().rev().copied().collect::<Vec<f64>>();
            let other = lowess(&reversed(&x), &reversed(&y), span, 0).unwrap();
            for (one, other) in found.smoothed.iter().zip(other.smoothed.iter().rev()) {
                prop_assert!((one - other).abs() < 1e-9);
            }
        }

        #[test]
        fn a_line_stays_as_it_is(
            steps in proptest::collection::vec(0.5..2.0f64, 8..40),
            span in 0.5..1.0f64,
            iterations in 0..4usize,
        ) {
            let x: Vec<f64> = steps.iter().scan(0.0, |at, step| { *at += step; Some(*at) }).collect();
            let y: Vec<f64> = x.iter().map(|x| 2.0 * x - 7.0).collect();
            for (value, y) in lowess(&x, &y, span, iterations).unwrap().smoothed.iter().zip(&y) {
                prop_assert!((value - y).abs() < 1e-9);
            }
        }
    }
}
