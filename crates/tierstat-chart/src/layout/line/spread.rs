//! Labels in a column: each as near to its line as it can stand without touching the next.

/// The middles of labels of these heights, in the given order from the top, as near to where they want to
/// stand as can be.
///
/// Least squares under the constraint that labels keep their order and a space between them: isotonic
/// regression by pooling adjacent violators (Ayer et al. 1955), then clamped into `top..bottom`. Labels that
/// together are higher than the room spill over its lower end.
pub(in crate::layout) fn spread(
    wanted: &[f64],
    heights: &[f64],
    space: f64,
    top: f64,
    bottom: f64,
) -> Vec<f64> {
    // With each label moved up by what stands above it, "no overlap" becomes "not decreasing".
    let mut above = Vec::new();
    let mut used = 0.0;
    for height in heights {
        above.push(used + height / 2.0);
        used += height + space;
    }
    let room = (bottom - top - (used - space).max(0.0)).max(0.0);
    let mut pools: Vec<(f64, usize)> = Vec::new(); // sum and number
    for (wanted, above) in wanted.iter().zip(&above) {
        pools.push((wanted - top - above, 1));
        while let [.., (upper, upper_count), (lower, lower_count)] = pools[..] {
            if upper / (upper_count as f64) <= lower / (lower_count as f64) {
                break;
            }
            pools.truncate(pools.len() - 2);
            pools.push((upper + lower, upper_count + lower_count));
        }
    }
    let levels = pools.iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / (*count as f64), *count));
    levels.zip(&above).map(|(level, above)| top + level.clamp(0.0, room) + above).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_with_room_stand_where_they_want() {
        assert_eq!(spread(&[50.0, 100.0], &[20.0, 20.0], 2.0, 0.0, 200.0), [50.0, 100.0]);
    }

    #[test]
    fn two_at_one_place_move_apart_equally() {
        assert_eq!(spread(&[50.0, 50.0], &[20.0, 20.0], 0.0, 0.0, 200.0), [40.0, 60.0]);
    }

    #[test]
    fn labels_stay_inside() {
        assert_eq!(spread(&[5.0, 195.0], &[20.0, 20.0], 0.0, 0.0, 200.0), [10.0, 190.0]);
    }

    proptest! {
        #[test]
        fn labels_neither_touch_nor_leave(
            mut wanted in proptest::collection::vec(-50.0..550.0f64, 1..8), height in 5.0..50.0f64, space in 0.0..10.0f64,
        ) {
            wanted.sort_by(f64::total_cmp);
            let heights = vec![height; wanted.len()];
            let placed = spread(&wanted, &heights, space, 0.0, 500.0);
            prop_assert!(placed[0] >= height / 2.0 - 1e-9);
            prop_assert!(placed[placed.len() - 1] <= 500.0 - height / 2.0 + 1e-9);
            for pair in placed.windows(2) {
                prop_assert!(pair[1] - pair[0] >= height + space - 1e-9);
            }
        }
    }
}
