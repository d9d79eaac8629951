//! The least value of a function of a few numbers, without derivatives.

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
    fn the_valley_of_rosenbrock_is_walked_to_its_end() {
        let bend = |at: &[f64; 2]| 100.0 * (at[1] - at[0] * at[0]).powi(2) + (1.0 - at[0]).powi(2);
        let (found, value) = least_of([-1.2, 1.0], [0.5, 0.5], 1e-14, 2_000, bend);
        assert!((found[0] - 1.0).abs() < 1e-4 && value < 1e-8, "{found:?} {value}");
    }
}
