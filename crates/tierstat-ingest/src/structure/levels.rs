//! Levels of labels: a figure keeps a bounded number of them, since merged cells stack a thousand over every column of a
//! small file.

/// No table has more labels than these in one direction over a figure; of more, the first and the last half are kept.
pub(super) const MOST_LEVELS: usize = 64;

/// One level of labels that a figure keeps, or the place of those that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level<T> {
    /// A level.
    Kept(T),
    /// The first of several levels that are left out, and how many they are.
    LeftOut(T, usize),
}

/// The levels that a figure keeps of all that it has.
pub(super) fn kept<T: Copy>(levels: &[T]) -> Vec<Level<T>> {
    let half = MOST_LEVELS / 2;
    let left_out = levels.get(half..levels.len().saturating_sub(half)).unwrap_or_default();
    let (true, Some(first)) = (levels.len() > MOST_LEVELS, left_out.first()) else {
        return levels.iter().copied().map(Level::Kept).collect();
    };
    let (before, behind) = (&levels[..half], &levels[levels.len() - half..]);
    let kept = before.iter().copied().map(Level::Kept);
    kept.chain([Level::LeftOut(*first, left_out.len())])
        .chain(behind.iter().copied().map(Level::Kept))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_last_levels_are_kept_and_the_others_counted() {
        let few: Vec<usize> = (0..MOST_LEVELS).collect();
        assert!(kept(&few).iter().all(|level| matches!(level, Level::Kept(_))));
        let many: Vec<usize> = (0..1_000).collect();
        let levels = kept(&many);
        assert_eq!(levels.len(), MOST_LEVELS + 1);
        assert_eq!(levels[32], Level::LeftOut(32, 936));
        assert_eq!((levels[31], levels[33]), (Level::Kept(31), Level::Kept(968)));
    }
}
