//! A dense matrix by columns, of numbers of any precision.

use super::real::Real;

/// A dense matrix, column after column.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix<T> {
    rows: usize,
    columns: usize,
    values: Vec<T>,
}

impl<T: Real> Matrix<T> {
    /// A matrix of zeros.
    #[must_use]
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { rows, columns, values: vec![T::zero(); rows * columns] }
    }

    /// A matrix whose cell at `(row, column)` is what `value` says.
    #[must_use]
    pub fn from_fn(rows: usize, columns: usize, mut value: impl FnMut(usize, usize) -> T) -> Self {
        let mut matrix = Self::zeros(rows, columns);
        for column in 0..columns {
            for row in 0..rows {
                matrix.values[column * rows + row] = value(row, column);
            }
        }
        matrix
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns there are.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One column.
    #[must_use]
    pub fn column(&self, column: usize) -> &[T] {
        &self.values[column * self.rows..(column + 1) * self.rows]
    }

    /// One column, to change.
    pub fn column_mut(&mut self, column: usize) -> &mut [T] {
        &mut self.values[column * self.rows..(column + 1) * self.rows]
    }

    /// The product with a vector of as many values as there are columns.
    #[must_use]
    pub fn times(&self, vector: &[T]) -> Vec<T> {
        let mut product = vec![T::zero(); self.rows];
        for (column, factor) in vector.iter().enumerate().take(self.columns) {
            for (sum, value) in product.iter_mut().zip(self.column(column)) {
                *sum = *sum + *value * *factor;
            }
        }
        product
    }
}

impl<T> std::ops::Index<(usize, usize)> for Matrix<T> {
    type Output = T;

    fn index(&self, (row, column): (usize, usize)) -> &T {
        &self.values[column * self.rows + row]
    }
}

impl<T> std::ops::IndexMut<(usize, usize)> for Matrix<T> {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut T {
        &mut self.values[column * self.rows + row]
    }
}
