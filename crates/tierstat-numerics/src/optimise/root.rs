//! Where a function of one number is zero.

/// Where `distance`, which gives its value and slope, is zero between `lower` and `upper`.
///
/// A step that leaves the bracket, or does not halve the distance, is replaced by the middle: at most some two hundred steps.
pub(crate) fn increasing_root(
    distance: impl Fn(f64) -> (f64, f64),
    guess: f64,
    mut lower: f64,
    mut upper: f64,
) -> f64 {
    const STEPS: usize = 300;
    let mut at = guess.clamp(lower, upper);
    let mut last = f64::INFINITY;
    for _ in 0..STEPS {
        let (value, slope) = distance(at);
        if value.abs() <= 0.0 {
            return at;
        }
        // What is no number stands where a tail has vanished: the middle is tried instead.
        if value < 0.0 || value.is_nan() && at < guess {
            lower = at;
        } else {
            upper = at;
        }
        let step = value / slope;
        let newton = at - step;
        let next = if newton > lower && newton < upper && value.abs() < 0.5 * last {
            newton
        } else {
            lower / 2.0 + upper / 2.0
        };
        last = value.abs();
        if (next - at).abs() <= 1e-16 * at.abs() || upper - lower <= f64::MIN_POSITIVE {
            return next;
        }
        at = next;
    }
    at
}

/// A place with the value of the function there.
pub(crate) type Height = (f64, f64);

/// Where a function that is nearly a line is zero between a place where it is below and one where it is above: by its chord, with
/// the stale end's height halved (Dowell and Jarratt 1971). Returns the nearest place, with its height.
///
/// Ends where the places are as close as the first `tolerance`, the height is as the second, or there is no value.
pub(crate) fn chord_root(
    mut below: Height,
    mut above: Height,
    tolerance: [f64; 2],
    mut height_at: impl FnMut(f64) -> Option<f64>,
) -> Height {
    const STEPS: usize = 200;
    let (mut low, mut high) = (below.1, above.1);
    let mut last_side = 0;
    for _ in 0..STEPS {
        let width = above.0 - below.0;
        if width.abs() <= tolerance[0] {
            break;
        }
        let at = below.0 + (low / (low - high)).clamp(0.001, 0.999) * width;
        let Some(height) = height_at(at) else { break };
        if height.abs() <= tolerance[1] {
            return (at, height);
        }
        let side = if height < 0.0 { -1 } else { 1 };
        if side < 0 {
            (below, low) = ((at, height), height);
            high = if last_side == side { high / 2.0 } else { high };
        } else {
            (above, high) = ((at, height), height);
            low = if last_side == side { low / 2.0 } else { low };
        }
        last_side = side;
    }
    if below.1.abs() < above.1.abs() { below } else { above }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_two_by_either_way() {
        let newton = increasing_root(|at| (at * at - 2.0, 2.0 * at), 5.0, 0.0, 9.0);
        let chord = chord_root((0.0, -2.0), (9.0, 79.0), [1e-15, 1e-15], |at| Some(at * at - 2.0));
        assert!((newton - 2.0_f64.sqrt()).abs() < 1e-15 && (chord.0 - 2.0_f64.sqrt()).abs() < 1e-14);
        assert_eq!(chord_root((0.0, -2.0), (9.0, 79.0), [0.0; 2], |_| None), (0.0, -2.0));
    }
}
