//! Systems whose matrix is symmetric and positive definite.

/// Cholesky's factor of such a matrix: its lower triangle, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky(Vec<Vec<f64>>);

impl Cholesky {
    /// The factor of a matrix given as the rows of its lower triangle, or of all of it.
    ///
    /// # Errors
    /// The first row that leaves nothing but rounding: the matrix is not positive definite.
    pub(crate) fn of(mut matrix: Vec<Vec<f64>>) -> Result<Self, usize> {
        for row in 0..matrix.len() {
            let (above, rest) = matrix.split_at_mut(row);
            let Some(current) = rest.first_mut() else { break };
            for column in 0..row {
                let known: f64 = above[column]
                    .iter()
                    .zip(current.iter())
                    .take(column)
                    .map(|(one, other)| one * other)
                    .sum();
                current[column] = (current[column] - known) / above[column][column];
            }
            let known: f64 = current.iter().take(row).map(|value| value * value).sum();
            let left = current[row] - known;
            if !(left > 1e-14 * current[row].abs() && left.is_finite()) {
                return Err(row);
            }
            current[row] = left.sqrt();
        }
        Ok(Self(matrix))
    }

    /// The solution of the system with this right side.
    pub(crate) fn solved(&self, mut right: Vec<f64>) -> Vec<f64> {
        let factor = &self.0;
        for row in 0..right.len() {
            let known: f64 =
                factor[row].iter().zip(&right).take(row).map(|(factor, value)| factor * value).sum();
            right[row] = (right[row] - known) / factor[row][row];
        }
        for row in (0..right.len()).rev() {
            right[row] /= factor[row][row];
            let value = right[row];
            for (below, factor) in right.iter_mut().zip(&factor[row]).take(row) {
                *below -= factor * value;
            }
        }
        right
    }

    /// The inverse of the matrix, column by column.
    pub(crate) fn inverse(&self) -> Vec<Vec<f64>> {
        let count = self.0.len();
        let unit = |place: usize| (0..count).map(|other| f64::from(u8::from(other == place))).collect();
        (0..count).map(|place| self.solved(unit(place))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_times_its_matrix_is_one() {
        let found = Cholesky::of(vec![vec![4.0], vec![1.0, 3.0]]).unwrap().inverse();
        assert!((found[0][0] - 3.0 / 11.0).abs() < 1e-15 && (found[0][1] + 1.0 / 11.0).abs() < 1e-15);
        assert!((found[1][0] + 1.0 / 11.0).abs() < 1e-15 && (found[1][1] - 4.0 / 11.0).abs() < 1e-15);
        assert_eq!(Cholesky::of(vec![vec![1.0, 2.0], vec![2.0, 1.0]]).unwrap_err(), 1);
        assert_eq!(Cholesky::of(vec![vec![f64::NAN]]).unwrap_err(), 0);
    }
}
