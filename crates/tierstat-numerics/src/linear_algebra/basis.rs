//! Orthonormal bases.

use super::double_double::DoubleDouble;
use super::matrix::Matrix;

/// An orthonormal basis of the columns over some rows, by Gram and Schmidt with a second pass.
pub(crate) fn orthonormal(design: &Matrix<DoubleDouble>, from: usize, to: usize) -> Vec<Vec<f64>> {
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(design.columns());
    for column in 0..design.columns() {
        let mut values: Vec<f64> = (from..to).map(|row| design[(row, column)].value()).collect();
        let length = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>().sqrt();
        let before = length(&values);
        for _ in 0..2 {
            for known in &basis {
                let along: f64 = known.iter().zip(&values).map(|(one, other)| one * other).sum();
                for (value, part) in values.iter_mut().zip(known) {
                    *value -= along * part;
                }
            }
        }
        let left = length(&values);
        if left > 1e-10 * before {
            values.iter_mut().for_each(|value| *value /= left);
            basis.push(values);
        }
    }
    basis
}
