//! The least value of a smooth function of several numbers, by its slopes.
//!
//! Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright, *Numerical Optimization*, 2006, chapter 6), on the numbers that do not
//! stand at a bound they are pushed against (Bertsekas 1982).

/// How a walk down goes, and when it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Walk<'a> {
    /// The least and the greatest each number may be.
    pub(crate) bounds: &'a [(f64, f64)],
    /// How far each number may move at first.
    pub(crate) steps: &'a [f64],
    /// No step is longer than this.
    pub(crate) longest: f64,
    /// Where all slopes are less than this, nothing leads down any more.
    pub(crate) flat: f64,
    /// Steps that gain less than this share of the value are none; two of them end the walk.
    pub(crate) tolerance: f64,
    /// The most steps.
    pub(crate) limit: usize,
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn difference(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}

/// Walks down from a start; the place and the value there. A value that is not finite is uphill.
pub(crate) fn least_inside(
    start: &[f64],
    walk: Walk<'_>,
    value: impl Fn(&[f64]) -> f64,
    slopes: impl Fn(&[f64]) -> Vec<f64>,
) -> (Vec<f64>, f64) {
    const DESCENT: f64 = 1e-4;
    const SHORTEST: f64 = 1e-10;
    let inside = |place: &[f64]| -> Vec<f64> {
        place.iter().zip(walk.bounds).map(|(number, (low, high))| number.clamp(*low, *high)).collect()
    };
    let mut at = inside(start);
    let mut here = value(&at);
    if at.is_empty() || !here.is_finite() {
        return (at, here);
    }
    let mut slope = slopes(&at);
    let mut curvature = Curvature::new(walk.steps);
    let mut free = Vec::new();
    let mut small_steps = 0;
    for _ in 0..walk.limit {
        let numbers = at.iter().zip(walk.bounds).zip(&slope);
        let now_free: Vec<bool> = numbers
            .map(|((at, (low, high)), slope)| {
                let held = (at <= low && *slope > 0.0) || (at >= high && *slope < 0.0);
                low < high && !held && slope.is_finite()
            })
            .collect();
        if now_free != free {
            (curvature, free) = (Curvature::new(walk.steps), now_free);
        }
        if slope.iter().zip(&free).all(|(slope, free)| !free || slope.abs() < walk.flat) {
            break;
        }
        let direction = curvature.direction(&slope, &free);
        let fall = product(&direction, &slope);
        let mut moved = None;
        if fall < 0.0 {
            let furthest = if curvature.is_fresh {
                direction.iter().zip(walk.steps).map(|(one, step)| (one / step).abs()).fold(1.0, f64::max)
            } else {
                1.0
            };
            let mut length = furthest.recip().min(walk.longest / product(&direction, &direction).sqrt());
            while moved.is_none() && length > SHORTEST {
                let next: Vec<f64> = at.iter().zip(&direction).map(|(at, by)| at + length * by).collect();
                let next = inside(&next);
                let found = value(&next);
                let gain = product(&difference(&next, &at), &slope);
                if found.is_finite() && found <= here + DESCENT * gain {
                    moved = Some((next, found));
                }
                // Where the parabola through what is known is least, but neither further nor much nearer than that.
                let parabola = -0.5 * fall * length * length / (found - here - length * fall);
                let nearer = if parabola.is_finite() {
                    parabola.clamp(0.1 * length, 0.5 * length)
                } else {
                    0.2 * length
                };
                length = nearer;
            }
        }
        let Some((next, found)) = moved else {
            if curvature.is_fresh {
                break;
            }
            curvature = Curvature::new(walk.steps);
            continue;
        };
        let next_slope = slopes(&next);
        small_steps = if here - found <= walk.tolerance * (1.0 + here.abs()) { small_steps + 1 } else { 0 };
        curvature.learn(&difference(&next, &at), &difference(&next_slope, &slope), &free);
        (at, here, slope) = (next, found, next_slope);
        if small_steps > 1 {
            break;
        }
    }
    (at, here)
}

/// What is known of the inverse of the second derivatives.
struct Curvature {
    inverse: Vec<Vec<f64>>,
    /// Nothing has been learnt yet.
    is_fresh: bool,
}

impl Curvature {
    fn new(steps: &[f64]) -> Self {
        let row = |place: usize| {
            let cell = |(other, step): (usize, &f64)| if other == place { step * step } else { 0.0 };
            steps.iter().enumerate().map(cell).collect()
        };
        Self { inverse: (0..steps.len()).map(row).collect(), is_fresh: true }
    }

    fn direction(&self, slope: &[f64], free: &[bool]) -> Vec<f64> {
        let felt: Vec<f64> =
            slope.iter().zip(free).map(|(slope, free)| if *free { *slope } else { 0.0 }).collect();
        let rows = self.inverse.iter().zip(free);
        rows.map(|(row, free)| if *free { -product(row, &felt) } else { 0.0 }).collect()
    }

    fn learn(&mut self, step: &[f64], change: &[f64], free: &[bool]) {
        let felt = |numbers: &[f64]| -> Vec<f64> {
            numbers.iter().zip(free).map(|(number, free)| if *free { *number } else { 0.0 }).collect()
        };
        let (step, change) = (felt(step), felt(change));
        let along = product(&step, &change);
        if along.is_nan() || along <= 1e-12 * product(&step, &step).sqrt() * product(&change, &change).sqrt()
        {
            return;
        }
        let mut bent: Vec<f64> = self.inverse.iter().map(|row| product(row, &change)).collect();
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
        for ((row, by), bend) in self.inverse.iter_mut().zip(&step).zip(&bent) {
            for ((cell, other), other_bend) in row.iter_mut().zip(&step).zip(&bent) {
                *cell +=
                    (1.0 + across / along) * by * other / along - (bend * other + by * other_bend) / along;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_lead_along_the_valley_and_stop_at_a_bound() {
        let bend = |at: &[f64]| 100.0 * (at[1] - at[0] * at[0]).powi(2) + (1.0 - at[0]).powi(2);
        let slopes = |at: &[f64]| {
            let (low, high) = (at[1] - at[0] * at[0], 1.0 - at[0]);
            vec![-400.0 * at[0] * low - 2.0 * high, 200.0 * low]
        };
        let walked = |bounds: &[(f64, f64)]| {
            let walk = Walk {
                bounds,
                steps: &[0.5, 0.5],
                longest: f64::INFINITY,
                flat: 0.0,
                tolerance: 1e-14,
                limit: 500,
            };
            least_inside(&[-1.2, 1.0], walk, bend, slopes)
        };
        let (found, value) = walked(&[(-5.0, 5.0); 2]);
        assert!((found[0] - 1.0).abs() < 1e-5 && value < 1e-10, "{found:?} {value}");
        // Held below one half the valley is least at its bound.
        let (found, _) = walked(&[(-5.0, 0.5), (-5.0, 5.0)]);
        assert!((found[0] - 0.5).abs() < 1e-12 && (found[1] - 0.25).abs() < 1e-6, "{found:?}");
    }
}
