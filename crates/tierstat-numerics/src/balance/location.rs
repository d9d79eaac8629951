//! Location: whether an area has more of one kind than the whole has.

use crate::error::NumericsError;

/// The sums of the rows and of the columns of a table of numbers of zero or more.
fn sums(table: &[Vec<f64>]) -> Result<(Vec<f64>, Vec<f64>), NumericsError> {
    let width = table.first().map_or(0, Vec::len);
    if let Some(row) = table.iter().find(|row| row.len() != width) {
        return Err(NumericsError::LengthMismatch { needed: width, found: row.len() });
    }
    if let Some(value) = table.iter().flatten().find(|value| !value.is_finite() || **value < 0.0) {
        return Err(NumericsError::NegativeValue { value: *value });
    }
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> =
        (0..width).map(|column| table.iter().filter_map(|row| row.get(column)).sum()).collect();
    match rows.iter().chain(&columns).find(|sum| **sum <= 0.0) {
        Some(sum) => Err(NumericsError::WholeNotPositive { lower: *sum }),
        None => Ok((rows, columns)),
    }
}

/// The location quotients of areas (rows) and kinds (columns): the share of the kind in the area over its share in the whole.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NegativeValue`], [`NumericsError::WholeNotPositive`] for an empty row or column.
pub fn location_quotients(table: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, NumericsError> {
    let (rows, columns) = sums(table)?;
    let total: f64 = rows.iter().sum();
    let quotient = |(value, column): (&f64, &f64), row: f64| value / row / (column / total);
    Ok(table
        .iter()
        .zip(rows)
        .map(|(values, row)| values.iter().zip(&columns).map(|pair| quotient(pair, row)).collect())
        .collect())
}

/// Krugman's specialisation of each area: `Σ |share in the area − share in the whole|`, 0 to 2.
///
/// # Errors
/// As [`location_quotients`].
pub fn specialisation(table: &[Vec<f64>]) -> Result<Vec<f64>, NumericsError> {
    let (rows, columns) = sums(table)?;
    let total: f64 = rows.iter().sum();
    let of_row = |(values, row): (&Vec<f64>, f64)| {
        values.iter().zip(&columns).map(|(value, column)| (value / row - column / total).abs()).sum()
    };
    Ok(table.iter().zip(rows).map(of_row).collect())
}
