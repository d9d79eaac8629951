//! The root of an increasing function by Newton's steps inside a bracket.

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
