//! Finding the least value of a function of one to five numbers, without derivatives and without allocation.

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

/// The corner of Nelder and Mead's simplex (1965) where a function is least.
///
/// Deterministic; stops where the simplex has closed to a relative `tolerance`, or after `limit` calls.
pub(crate) fn least_of<const N: usize>(
    start: [f64; N],
    steps: [f64; N],
    tolerance: f64,
    limit: usize,
    mut value: impl FnMut(&[f64; N]) -> f64,
) -> ([f64; N], f64) {
    let mut corners: Vec<([f64; N], f64)> = Vec::with_capacity(N + 1);
    corners.push((start, value(&start)));
    for axis in 0..N {
        let mut corner = start;
        corner[axis] += steps[axis];
        corners.push((corner, value(&corner)));
    }
    let mut calls = N + 1;
    while calls < limit {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (best, worst) = (corners[0].1, corners[N].1);
        if worst - best <= tolerance * (best.abs() + tolerance) {
            break;
        }
        let mut centre = [0.0; N];
        for (corner, _) in &corners[..N] {
            for (sum, coordinate) in centre.iter_mut().zip(corner) {
                *sum += coordinate / N as f64;
            }
        }
        let along = |factor: f64| {
            let mut point = centre;
            for (coordinate, far) in point.iter_mut().zip(&corners[N].0) {
                *coordinate += factor * (*coordinate - far);
            }
            point
        };
        let reflected = along(1.0);
        let found = value(&reflected);
        calls += 1;
        if found < best {
            let expanded = along(2.0);
            let further = value(&expanded);
            calls += 1;
            corners[N] = if further < found { (expanded, further) } else { (reflected, found) };
        } else if found < corners[N - 1].1 {
            corners[N] = (reflected, found);
        } else {
            let contracted = if found < worst { along(0.5) } else { along(-0.5) };
            let nearer = value(&contracted);
            calls += 1;
            if nearer < worst.min(found) {
                corners[N] = (contracted, nearer);
            } else {
                let anchor = corners[0].0;
                for corner in &mut corners[1..] {
                    for (coordinate, kept) in corner.0.iter_mut().zip(&anchor) {
                        *coordinate = kept + 0.5 * (*coordinate - kept);
                    }
                    corner.1 = value(&corner.0);
                }
                calls += N;
            }
        }
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
    corners[0]
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

    #[test]
    fn the_valley_of_rosenbrock_is_walked_to_its_end() {
        let bend = |at: &[f64; 2]| 100.0 * (at[1] - at[0] * at[0]).powi(2) + (1.0 - at[0]).powi(2);
        let (found, value) = least_of([-1.2, 1.0], [0.5, 0.5], 1e-14, 2_000, bend);
        assert!((found[0] - 1.0).abs() < 1e-4 && value < 1e-8, "{found:?} {value}");
    }
}
