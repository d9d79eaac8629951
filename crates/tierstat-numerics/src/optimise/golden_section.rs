//! The least value of a function of one number, without derivatives.

/// The place between two ends where a function is least: a grid first, so that no valley is missed, then golden sections.
pub(crate) fn least_between(low: f64, high: f64, grid: usize, mut value: impl FnMut(f64) -> f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let step = (high - low) / grid.max(1) as f64;
    let mut best = (f64::INFINITY, low);
    for place in 0..=grid {
        let at = low + step * place as f64;
        let found = value(at);
        if found < best.0 {
            best = (found, at);
        }
    }
    let (mut left, mut right) = ((best.1 - step).max(low), (best.1 + step).min(high));
    let mut inner = [right - GOLDEN * (right - left), left + GOLDEN * (right - left)];
    let mut found = [value(inner[0]), value(inner[1])];
    while right - left > 1e-8 * (1.0 + best.1.abs()) {
        if found[0] <= found[1] {
            right = inner[1];
            inner = [right - GOLDEN * (right - left), inner[0]];
            found = [value(inner[0]), found[0]];
        } else {
            left = inner[0];
            inner = [inner[1], left + GOLDEN * (right - left)];
            found = [found[1], value(inner[1])];
        }
    }
    let middle = (left + right) / 2.0;
    // An end of the range may be lower than all that lies between.
    if value(middle) <= best.0 { middle } else { best.1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_is_found_inside_and_at_an_end() {
        let found = least_between(0.0, 3.0, 8, |x| (x - 1.234) * (x - 1.234));
        assert!((found - 1.234).abs() < 1e-6, "{found}");
        assert!(least_between(0.0, 3.0, 8, |x| x) < 1e-6);
        assert!((least_between(0.0, 3.0, 8, |x| -x) - 3.0).abs() < 1e-6);
    }
}
