//! Whether neighbours are alike.

use crate::error::NumericsError;
use crate::requirement::{enough, finite, same_length};

/// Moran's I with its expectation and variance where nothing is alike by place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moran {
    /// The statistic.
    pub statistic: f64,
    /// What it is expected to be: −1 ÷ (n − 1).
    pub expectation: f64,
    /// Its variance, values being normal.
    pub variance: f64,
    /// How many standard deviations it stands from the expectation.
    pub score: f64,
}

/// Moran's I of values with the weights of their neighbours: `n ÷ Σw × Σ wᵢⱼ zᵢ zⱼ ÷ Σ zᵢ²` (Moran 1950; variance by Cliff and
/// Ord 1981 under normality). `weights` hold for each place its neighbours with their weights.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] below three, [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`],
/// [`NumericsError::AllEqual`], [`NumericsError::WholeNotPositive`] where no one has a neighbour.
pub fn moran(values: &[f64], weights: &[Vec<(usize, f64)>]) -> Result<Moran, NumericsError> {
    const NEEDED: usize = 3;
    let count = values.len();
    enough(NEEDED, count)?;
    same_length(count, weights.len())?;
    let all = || weights.iter().flatten();
    if let Some((place, _)) = all().find(|(place, _)| *place >= count) {
        return Err(NumericsError::LengthMismatch { needed: count, found: *place });
    }
    finite(values.iter().copied().chain(all().map(|(_, weight)| *weight)))?;
    let number = count as f64;
    let mean = values.iter().sum::<f64>() / number;
    let apart: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let squares: f64 = apart.iter().map(|value| value * value).sum();
    if squares <= 1e-24 * mean * mean * number {
        return Err(NumericsError::AllEqual { found: count });
    }
    let total: f64 = all().map(|(_, weight)| weight).sum();
    if total <= 0.0 {
        return Err(NumericsError::WholeNotPositive { lower: total });
    }
    let mut cross = 0.0;
    let mut matrix = vec![0.0; count * count];
    for (row, neighbours) in weights.iter().enumerate() {
        for (column, weight) in neighbours {
            cross += weight * apart[row] * apart[*column];
            matrix[row * count + column] += weight;
        }
    }
    let (mut symmetric, mut margins) = (0.0, 0.0);
    for row in 0..count {
        let mut margin = 0.0;
        for column in 0..count {
            let both = matrix[row * count + column] + matrix[column * count + row];
            symmetric += both * both / 2.0;
            margin += both;
        }
        margins += margin * margin;
    }
    let statistic = number / total * cross / squares;
    let expectation = -1.0 / (number - 1.0);
    let variance = (number * number * symmetric - number * margins + 3.0 * total * total)
        / (total * total * (number * number - 1.0))
        - expectation * expectation;
    let score = if variance > 0.0 { (statistic - expectation) / variance.sqrt() } else { 0.0 };
    Ok(Moran { statistic, expectation, variance, score })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expectation_is_that_of_all_orders() {
        // All 120 orders of five values on a line.
        let values = [10.0, 12.0, 20.0, 25.0, 41.0];
        let line: Vec<Vec<(usize, f64)>> = (0..5_usize)
            .map(|place| {
                (0..5).filter(|other| place.abs_diff(*other) == 1).map(|other| (other, 1.0)).collect()
            })
            .collect();
        let mut statistics = Vec::new();
        for code in 0..5_usize.pow(5) {
            let order: Vec<usize> = (0..5).map(|digit| code / 5_usize.pow(digit) % 5).collect();
            if (0..5).all(|place| order.contains(&place)) {
                let placed: Vec<f64> = order.iter().map(|place| values[*place]).collect();
                statistics.push(moran(&placed, &line).unwrap().statistic);
            }
        }
        let found = moran(&values, &line).unwrap();
        let mean = statistics.iter().sum::<f64>() / 120.0;
        assert!((mean - found.expectation).abs() < 1e-12);
    }
}
