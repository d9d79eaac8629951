//! Runs of whole numbers: whether they go on by even steps.

use std::collections::BTreeSet;

/// Whether the distinct numbers lie evenly: 2010 2011 2012, 0 5 10, 2000 2010 2020.
pub(super) fn are_even(numbers: &[u64]) -> bool {
    let distinct: Vec<u64> = numbers.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let steps: BTreeSet<u64> = distinct.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let span = distinct.last().zip(distinct.first()).map_or(0, |(last, first)| last - first + 1);
    steps.len() <= 1 || distinct.len() as u64 * 10 >= span * 8
}
