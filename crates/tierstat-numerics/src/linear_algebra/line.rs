//! The line through points.

/// The intercept and the slope of the line through points by least squares; level where all stand at one place.
pub(crate) fn line_through(x: &[f64], y: &[f64]) -> (f64, f64) {
    let count = x.len() as f64;
    let (mean_x, mean_y) = (x.iter().sum::<f64>() / count, y.iter().sum::<f64>() / count);
    let spread: f64 = x.iter().map(|x| (x - mean_x).powi(2)).sum();
    let cross: f64 = x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let slope = if spread > 0.0 { cross / spread } else { 0.0 };
    (mean_y - slope * mean_x, slope)
}
