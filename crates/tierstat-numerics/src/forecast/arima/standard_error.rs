//! The standard errors of a fitted model: by the steps of R, and exact.
#![allow(
    clippy::needless_range_loop,
    reason = "rows and columns of small matrices are clearer by their places"
)]

use super::descent::{curvature, inverse};
use super::likelihood::{Coefficients, Target, coefficients};
use super::order::ArimaOrder;
use super::polynomial::least_root;

/// Standard errors from the curvature of the likelihood.
pub(super) struct Deviations<'a> {
    pub(super) target: &'a Target,
    pub(super) order: ArimaOrder,
    pub(super) changes: &'a [f64],
    pub(super) above_guess: f64,
    pub(super) unit: f64,
}

impl Deviations<'_> {
    /// What is made least, at coefficients and a constant above the guess.
    fn deviance(&self, found: &Coefficients, constant: f64) -> f64 {
        self.target.sums(found).map_or(f64::INFINITY, |sums| sums.deviance(constant))
    }

    fn roots(&self, variances: impl Iterator<Item = f64>) -> Option<Vec<f64>> {
        let roots: Vec<f64> = variances.map(f64::sqrt).collect();
        roots.iter().all(|root| root.is_finite()).then_some(roots)
    }

    /// From the second derivatives by the coefficients themselves, freed of their errors of second order (Richardson).
    pub(super) fn exact(&self, found: &Coefficients) -> Option<Vec<f64>> {
        let (terms, order) = (self.order.autoregressive, self.order);
        let spread = self.spread();
        let mut at: Vec<f64> = found.autoregressive.iter().chain(&found.moving_average).copied().collect();
        at.extend(order.constant.then_some(0.0));
        let mut value = |at: &[f64]| {
            let (first, rest) = at.split_at(terms);
            let (middle, last) = rest.split_at(order.moving_average);
            let found = Coefficients { autoregressive: first.to_vec(), moving_average: middle.to_vec() };
            self.deviance(&found, self.above_guess + spread * last.first().copied().unwrap_or(0.0))
        };
        // The steps stay inside of what is stationary.
        let negated: Vec<f64> = found.autoregressive.iter().map(|value| -value).collect();
        let room = (least_root(&negated) - 1.0).clamp(0.0, 1.0);
        let step = 1e-3 * room.clamp(1e-3, 1.0);
        let (wide, narrow) = (curvature(&at, step, &mut value), curvature(&at, step / 2.0, &mut value));
        let mut matrix = narrow;
        for (row, wide) in matrix.iter_mut().zip(&wide) {
            for (narrow, wide) in row.iter_mut().zip(wide) {
                *narrow += (*narrow - wide) / 3.0;
            }
        }
        let inverse = inverse(&matrix)?;
        let count = self.changes.len() as f64;
        let last = terms + order.moving_average;
        self.roots((0..at.len()).map(|place| {
            let unit = if place == last { spread * spread } else { 1.0 };
            unit * inverse[place][place] / count
        }))
    }

    /// The standard deviation of the mean of the changes.
    fn spread(&self) -> f64 {
        let count = self.changes.len() as f64;
        let mean = self.changes.iter().sum::<f64>() / count;
        let squares: f64 = self.changes.iter().map(|value| (value - mean).powi(2)).sum();
        (squares / (count - 1.0).max(1.0) / count).sqrt().max(f64::MIN_POSITIVE.sqrt())
    }

    /// By the steps of R: differences of 0.001 (of the series' own unit for the constant) of a gradient that is itself made of differences of 0.001, in the transformed
    /// coordinates (of ten standard errors for the constant); then the transformation's slopes by one-sided differences.
    pub(super) fn as_in_r(&self, at: &[f64]) -> Option<Vec<f64>> {
        const STEP: f64 = 1e-3;
        let (terms, order) = (self.order.autoregressive, self.order);
        let mut at = at.to_vec();
        at.extend(order.constant.then_some(self.above_guess));
        let count = at.len();
        let mut scales = vec![1.0; count];
        let plain = terms + order.moving_average;
        if let (true, Some(last)) = (order.constant, scales.last_mut()) {
            *last = 10.0 * self.spread();
        }
        // For numbers that are large beside 0.001 the difference would be of rounding only.
        let step = |place: usize| {
            if place < plain { STEP } else { (STEP / self.unit).max(1e-4 * self.spread()) }
        };
        let value = |at: &[f64]| {
            let found = coefficients(at.get(..plain).unwrap_or_default(), terms);
            self.deviance(&found, at.get(plain).copied().unwrap_or(0.0))
        };
        let shifted = |at: &[f64], place: usize, step: f64| {
            let mut moved = at.to_vec();
            moved[place] += step;
            moved
        };
        let gradient = |at: &[f64]| -> Vec<f64> {
            (0..count)
                .map(|place| {
                    let step = STEP * scales[place];
                    (value(&shifted(at, place, step)) - value(&shifted(at, place, -step))) / (2.0 * STEP)
                })
                .collect()
        };
        let mut matrix = vec![vec![0.0; count]; count];
        for row in 0..count {
            let (above, below) =
                (gradient(&shifted(&at, row, step(row))), gradient(&shifted(&at, row, -step(row))));
            for column in 0..count {
                let slope = (above[column] - below[column]) / (2.0 * step(row) * scales[column]);
                matrix[row][column] += slope / 2.0;
                matrix[column][row] += slope / 2.0;
            }
        }
        // Brought near one before it is inverted: the constant may be of any size.
        for row in 0..count {
            for column in 0..count {
                matrix[row][column] *= scales[row] * scales[column];
            }
        }
        let inverse = inverse(&matrix)?;
        let partial = |at: &[f64]| coefficients(at, terms).autoregressive;
        let first = &at[..terms];
        let base = partial(first);
        let slopes: Vec<Vec<f64>> = (0..terms)
            .map(|place| {
                let moved = partial(&shifted(first, place, STEP));
                moved.iter().zip(&base).map(|(moved, base)| (moved - base) / STEP).collect()
            })
            .collect();
        let used = self.changes.len() as f64;
        self.roots((0..count).map(|place| {
            if place >= terms {
                return inverse[place][place] * scales[place] * scales[place] / used;
            }
            let mut variance = 0.0;
            for (row, by_row) in slopes.iter().enumerate() {
                for (column, by_column) in slopes.iter().enumerate() {
                    variance += by_row[place] * inverse[row][column] * by_column[place];
                }
            }
            variance / used
        }))
    }
}
