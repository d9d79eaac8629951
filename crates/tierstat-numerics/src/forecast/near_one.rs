//! Series of any size computed on as numbers near one: no product leaves the range of numbers.

/// The values over a power of two near the largest of them, and that power.
pub(super) fn near_one(series: &[f64]) -> (Vec<f64>, f64) {
    let largest = series.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let power = if largest > 0.0 { largest.log2().floor().clamp(-1000.0, 1000.0) as i32 } else { 0 };
    let scale = 2.0_f64.powi(power);
    (series.iter().map(|value| value / scale).collect(), scale)
}
