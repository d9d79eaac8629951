//! Finding the least value of a function of one to five numbers, with derivatives or without.

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

/// The place inside bounds where a smooth function is least, by quasi-Newton steps (Broyden, Fletcher, Goldfarb and Shanno)
/// on the numbers that do not stand at a bound they are pushed against (Bertsekas 1982).
///
/// `value` returns the value at a place and writes its gradient; a value that is not finite is uphill. `steps` says how far each
/// number may move at first. Stops where the value falls by less than a relative `tolerance`, or after `limit` calls.
pub(crate) fn least_inside<const N: usize>(
    start: [f64; N],
    bounds: &[(f64, f64); N],
    steps: &[f64; N],
    tolerance: f64,
    limit: usize,
    mut value: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
) -> ([f64; N], f64) {
    const DESCENT: f64 = 1e-4;
    let inside = |place: &mut [f64; N]| {
        for (number, (low, high)) in place.iter_mut().zip(bounds) {
            *number = number.clamp(*low, *high);
        }
    };
    let mut at = start;
    inside(&mut at);
    let mut gradient = [0.0; N];
    let mut best = value(&at, &mut gradient);
    let mut calls = 1;
    let mut curvature = Curvature::new(steps);
    let mut free = [false; N];
    let mut small_steps = 0;
    while calls < limit && best.is_finite() {
        let mut now_free = [false; N];
        for (axis, is_free) in now_free.iter_mut().enumerate() {
            let (low, high) = bounds[axis];
            let held =
                (at[axis] <= low && gradient[axis] > 0.0) || (at[axis] >= high && gradient[axis] < 0.0);
            *is_free = low < high && !held && gradient[axis].is_finite();
        }
        if now_free != free {
            curvature = Curvature::new(steps);
            free = now_free;
        }
        let direction = curvature.direction(&gradient, &free);
        let slope: f64 = direction.iter().zip(&gradient).map(|(one, other)| one * other).sum();
        if slope.is_nan() || slope >= 0.0 {
            if curvature.is_fresh {
                break;
            }
            curvature = Curvature::new(steps);
            continue;
        }
        let mut length = if curvature.is_fresh {
            let furthest =
                direction.iter().zip(steps).map(|(one, step)| (one / step).abs()).fold(0.0, f64::max);
            furthest.max(1.0).recip()
        } else {
            1.0
        };
        let mut moved = None;
        while calls < limit {
            let mut next = at;
            for (number, step) in next.iter_mut().zip(&direction) {
                *number += length * step;
            }
            inside(&mut next);
            let mut by = [0.0; N];
            let found = value(&next, &mut by);
            calls += 1;
            let gain: f64 =
                next.iter().zip(&at).zip(&gradient).map(|((next, at), slope)| (next - at) * slope).sum();
            if found <= best + DESCENT * gain && found.is_finite() {
                moved = Some((next, found, by));
                break;
            }
            // Where the parabola through what is known is least, but neither further nor much nearer than that.
            let bend = found - best - length * slope;
            let parabola = -0.5 * slope * length * length / bend;
            length =
                if parabola.is_finite() { parabola.clamp(0.1 * length, 0.5 * length) } else { 0.2 * length };
            if length < 1e-10 {
                break;
            }
        }
        let Some((next, found, by)) = moved else {
            if curvature.is_fresh {
                break;
            }
            curvature = Curvature::new(steps);
            continue;
        };
        let small = best - found <= tolerance * (best.abs() + tolerance);
        small_steps = if small { small_steps + 1 } else { 0 };
        curvature.learn(&next, &at, &by, &gradient, &free);
        (at, best, gradient) = (next, found, by);
        if small_steps > 1 {
            break;
        }
    }
    (at, best)
}

/// What is known of the inverse of the second derivatives.
struct Curvature<const N: usize> {
    inverse: [[f64; N]; N],
    /// Nothing has been learnt yet.
    is_fresh: bool,
}

impl<const N: usize> Curvature<N> {
    fn new(steps: &[f64; N]) -> Self {
        let mut inverse = [[0.0; N]; N];
        for (axis, row) in inverse.iter_mut().enumerate() {
            row[axis] = steps[axis] * steps[axis];
        }
        Self { inverse, is_fresh: true }
    }

    fn direction(&self, gradient: &[f64; N], free: &[bool; N]) -> [f64; N] {
        let mut direction = [0.0; N];
        for (axis, step) in direction.iter_mut().enumerate().filter(|(axis, _)| free[*axis]) {
            let row = self.inverse[axis].iter().zip(gradient).zip(free);
            *step = -row.filter(|(_, free)| **free).map(|((one, other), _)| one * other).sum::<f64>();
        }
        direction
    }

    fn learn(&mut self, next: &[f64; N], at: &[f64; N], by: &[f64; N], before: &[f64; N], free: &[bool; N]) {
        let difference = |one: &[f64; N], other: &[f64; N]| {
            let mut found = [0.0; N];
            for axis in (0..N).filter(|axis| free[*axis]) {
                found[axis] = one[axis] - other[axis];
            }
            found
        };
        let (step, change) = (difference(next, at), difference(by, before));
        let product =
            |one: &[f64; N], other: &[f64; N]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
        let along = product(&step, &change);
        if along.is_nan() || along <= 1e-12 * product(&step, &step).sqrt() * product(&change, &change).sqrt()
        {
            return;
        }
        let mut bent = [0.0; N];
        for (axis, number) in bent.iter_mut().enumerate() {
            *number = product(&self.inverse[axis], &change);
        }
        let mut across = product(&change, &bent);
        if self.is_fresh {
            // The first step tells the size of the second derivatives (Nocedal and Wright 6.20).
            let size = along / across;
            for number in self.inverse.iter_mut().flatten().chain(&mut bent) {
                *number *= size;
            }
            across *= size;
            self.is_fresh = false;
        }
        for row in 0..N {
            for column in 0..N {
                self.inverse[row][column] += (1.0 + across / along) * step[row] * step[column] / along
                    - (bent[row] * step[column] + step[row] * bent[column]) / along;
            }
        }
    }
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

    #[test]
    fn derivatives_lead_along_the_valley_and_stop_at_a_bound() {
        let bend = |at: &[f64; 2], by: &mut [f64; 2]| {
            let (low, high) = (at[1] - at[0] * at[0], 1.0 - at[0]);
            *by = [-400.0 * at[0] * low - 2.0 * high, 200.0 * low];
            100.0 * low * low + high * high
        };
        let free = [(-5.0, 5.0); 2];
        let (found, value) = least_inside([-1.2, 1.0], &free, &[0.5, 0.5], 1e-14, 500, bend);
        assert!((found[0] - 1.0).abs() < 1e-5 && value < 1e-10, "{found:?} {value}");
        // Held below one half the valley is least at its bound.
        let held = [(-5.0, 0.5), (-5.0, 5.0)];
        let (found, _) = least_inside([-1.2, 1.0], &held, &[0.5, 0.5], 1e-14, 500, bend);
        assert!((found[0] - 0.5).abs() < 1e-12 && (found[1] - 0.25).abs() < 1e-6, "{found:?}");
    }
}
