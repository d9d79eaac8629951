//! Small systems of any kind.

/// The solution of a small system whose right side is its last column, by elimination with pivots; `None` without one.
pub(crate) fn eliminated<const ROWS: usize, const COLUMNS: usize>(
    system: &mut [[f64; COLUMNS]; ROWS],
    size: usize,
) -> Option<[f64; ROWS]> {
    for column in 0..size {
        let pivot =
            (column..size).max_by(|a, b| system[*a][column].abs().total_cmp(&system[*b][column].abs()))?;
        system.swap(column, pivot);
        let leading = system[column];
        if leading[column].abs() <= 0.0 || !leading[column].is_finite() {
            return None;
        }
        for row in system.iter_mut().take(size).skip(column + 1) {
            let factor = row[column] / leading[column];
            for (value, above) in row.iter_mut().zip(&leading).skip(column) {
                *value -= factor * above;
            }
        }
    }
    let mut solution = [0.0; ROWS];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| system[row][column] * solution[column]).sum();
        solution[row] = (system[row][COLUMNS - 1] - known) / system[row][row];
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_that_needs_a_pivot() {
        // y = 2 and x + y = 5; the third row is none of the system.
        let mut system = [[0.0, 1.0, 0.0, 2.0], [1.0, 1.0, 0.0, 5.0], [0.0; 4]];
        assert_eq!(eliminated(&mut system, 2), Some([3.0, 2.0, 0.0]));
        assert_eq!(eliminated(&mut [[1.0, 1.0, 1.0], [1.0, 1.0, 2.0]], 2), None);
    }
}
