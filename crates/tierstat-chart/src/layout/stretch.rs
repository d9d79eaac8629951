//! How far rows are stretched to fill the height that was asked for.

/// Rows grow and shrink a little with the height that was asked for; texts do not.
pub(super) const LEAST_STRETCH: f64 = 0.72;
const MOST_STRETCH: f64 = 1.5;

/// The most that rows can be stretched so that all of them fit into the room.
pub(super) fn largest_stretch(room: f64, needed: impl Fn(f64) -> f64) -> f64 {
    let (mut fits, mut too_much) = (LEAST_STRETCH, MOST_STRETCH);
    if needed(too_much) <= room {
        return too_much;
    }
    for _ in 0..40 {
        let middle = (fits + too_much) / 2.0;
        if needed(middle) <= room {
            fits = middle;
        } else {
            too_much = middle;
        }
    }
    fits
}
