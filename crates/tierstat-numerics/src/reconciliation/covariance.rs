//! The covariance of the errors of the base forecasts, as reconciliation needs it.

use crate::error::NumericsError;
use crate::requirement::{enough, same_length};

/// The covariance of the errors: `diagonal + scale × R R'`, with the residuals `R` node by node.
pub(super) struct Covariance {
    pub(super) diagonal: Vec<f64>,
    pub(super) residuals: Vec<Vec<f64>>,
    pub(super) scale: f64,
}

impl Covariance {
    /// Errors that do not depend on each other.
    pub(super) fn diagonal(diagonal: Vec<f64>) -> Self {
        Self { diagonal, residuals: Vec::new(), scale: 0.0 }
    }

    /// The variances of the residuals, about zero.
    pub(super) fn of_variances(residuals: &[Vec<f64>], count: usize) -> Result<Self, NumericsError> {
        mean_squares(residuals, count).map(Self::diagonal)
    }

    /// The covariance times a vector.
    pub(super) fn times(&self, vector: &[f64]) -> Vec<f64> {
        let periods = self.residuals.first().map_or(0, Vec::len);
        let mut along = vec![0.0; periods];
        for (row, pull) in self.residuals.iter().zip(vector) {
            for (sum, value) in along.iter_mut().zip(row) {
                *sum += pull * value;
            }
        }
        let own = self.diagonal.iter().zip(vector).map(|(variance, value)| variance * value);
        own.enumerate()
            .map(|(place, own)| {
                let row = self.residuals.get(place).into_iter().flatten();
                own + self.scale * row.zip(&along).map(|(one, other)| one * other).sum::<f64>()
            })
            .collect()
    }
}

fn side_by_side(residuals: &[Vec<f64>], count: usize) -> Result<usize, NumericsError> {
    same_length(count, residuals.len())?;
    let length = residuals.first().map_or(0, Vec::len);
    if let Some(other) = residuals.iter().find(|values| values.len() != length) {
        return Err(NumericsError::LengthMismatch { needed: length, found: other.len() });
    }
    enough(2, length)?;
    if residuals.iter().flatten().all(|value| value.abs() <= 0.0) {
        return Err(NumericsError::AllEqual { found: length });
    }
    Ok(length)
}

/// The least variance beside the greatest: a node that never erred still has some, so that no equation is empty.
const LEAST_VARIANCE: f64 = 1e-12;

fn mean_squares(residuals: &[Vec<f64>], count: usize) -> Result<Vec<f64>, NumericsError> {
    let length = side_by_side(residuals, count)? as f64;
    let squares =
        residuals.iter().map(|values| values.iter().map(|value| value * value).sum::<f64>() / length);
    Ok(floored(squares.collect()))
}

fn floored(mut variances: Vec<f64>) -> Vec<f64> {
    let least = variances.iter().copied().fold(0.0, f64::max) * LEAST_VARIANCE;
    for variance in &mut variances {
        *variance = variance.max(least);
    }
    variances
}

/// The covariance shrunk towards its diagonal (Schäfer and Strimmer 2005), with how far.
///
/// The two sums over all pairs of nodes are had from the products of the periods alone: `Σ r²ᵢⱼ` is the squared norm of the
/// matrix of periods against periods.
pub(super) fn shrunken(
    residuals: &[Vec<f64>],
    count: usize,
    centred: bool,
) -> Result<(Covariance, Option<f64>), NumericsError> {
    let length = side_by_side(residuals, count)?;
    let periods = length as f64;
    let rows: Vec<Vec<f64>> = residuals
        .iter()
        .map(|values| {
            let mean = if centred { values.iter().sum::<f64>() / periods } else { 0.0 };
            values.iter().map(|value| value - mean).collect()
        })
        .collect();
    let squares: Vec<f64> =
        rows.iter().map(|row| row.iter().map(|value| value * value).sum::<f64>()).collect();
    let mut gram = vec![vec![0.0; length]; length];
    let (mut of_squares, mut fourth, mut varying) = (vec![0.0; length], 0.0, 0.0);
    for (row, square) in rows.iter().zip(&squares).filter(|(_, square)| **square > 0.0) {
        let scale = (square / periods).sqrt();
        let scaled: Vec<f64> = row.iter().map(|value| value / scale).collect();
        varying += 1.0;
        for (first, by_first) in gram.iter_mut().enumerate() {
            for (product, value) in by_first.iter_mut().zip(&scaled) {
                *product += scaled[first] * value;
            }
        }
        for (sum, value) in of_squares.iter_mut().zip(&scaled) {
            *sum += value * value;
            fourth += value.powi(4);
        }
    }
    let norm: f64 = gram.iter().flatten().map(|value| value * value).sum();
    // Over pairs of different nodes: Σ of squared products, and Σ of squared sums of products.
    let products = of_squares.iter().map(|sum| sum * sum).sum::<f64>() - fourth;
    let sums = norm - varying * periods * periods;
    let variance = (products - sums / periods) / (periods * (periods - 1.0));
    let correlation = sums / (periods * periods);
    let shrinkage = if correlation > 0.0 { (variance / correlation).clamp(0.0, 1.0) } else { 1.0 };
    let divisor = if centred { periods - 1.0 } else { periods };
    let variances = floored(squares.iter().map(|square| square / divisor).collect());
    // W = λ D + (1 − λ) R R' ÷ n; what a floor added to the diagonal stays there.
    let diagonal = variances
        .iter()
        .zip(&squares)
        .map(|(variance, square)| variance - (1.0 - shrinkage) * square / divisor)
        .collect();
    Ok((Covariance { diagonal, residuals: rows, scale: (1.0 - shrinkage) / divisor }, Some(shrinkage)))
}

/// The covariance of the centred residuals, over n − 1, as it is.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] where there are not more residuals than nodes: it could not be inverted.
pub(super) fn sample(residuals: &[Vec<f64>], count: usize) -> Result<Covariance, NumericsError> {
    let length = side_by_side(residuals, count)?;
    enough(count + 1, length)?;
    let periods = length as f64;
    let rows = residuals.iter().map(|values| {
        let mean = values.iter().sum::<f64>() / periods;
        values.iter().map(|value| value - mean).collect()
    });
    Ok(Covariance { diagonal: vec![0.0; count], residuals: rows.collect(), scale: (periods - 1.0).recip() })
}
