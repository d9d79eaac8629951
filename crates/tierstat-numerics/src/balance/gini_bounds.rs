//! The Gini coefficient of numbers that are known within bounds is a range.

use crate::error::NumericsError;
use tierstat_model::Bounds;

/// Where the Gini coefficient of bounded numbers lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GiniBounds {
    /// The lowest and the highest coefficient, in its population form. Ends that bounds leave open are held to be reached.
    pub bounds: Bounds,
    /// Whether the highest is the least upper bound; otherwise it may lie above it. The lowest always is the greatest lower one.
    pub is_exact: bool,
}

/// So many numbers are assigned exactly; it takes the cube of that many steps.
const MOST_ASSIGNED: usize = 400;

/// The lowest and the highest Gini coefficient (population form, as [`super::gini`]) of numbers that lie in bounds of zero or more.
///
/// Lowest: among numbers with one sum the least unequal ones bring each to the point of its bounds that is nearest to one common
/// level (Marshall, Olkin and Arnold 2011, *Inequalities*: the coefficient is convex in the sense of Schur); between the ends of
/// bounds it moves in one direction with that level, so that the lowest is found at one of them.
///
/// Highest: each number stands at an end of its bounds. The coefficient is `Σ (2k − n − 1) x₍ₖ₎ ÷ (n Σx)`; for a trial value of it (Dinkelbach
/// 1967) the best ends and ranks are an assignment, solved exactly (Kuhn 1955) for up to 400 numbers. Beyond, where the
/// ends do not sort themselves, the ranks above and below are filled apart, which encloses the highest and is not called exact.
///
/// A number without an upper end can have nearly all: the highest is then `1 − 1 ÷ n`.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] below two numbers, [`NumericsError::NegativeValue`], [`NumericsError::WholeNotPositive`] where all may be
/// zero.
pub fn gini_bounds(values: &[Bounds]) -> Result<GiniBounds, NumericsError> {
    let count = values.len();
    if count < 2 {
        return Err(NumericsError::TooFewPoints { needed: 2, found: count, left_out: 0 });
    }
    if let Some(value) = values.iter().find(|value| value.lower() < 0.0) {
        return Err(NumericsError::NegativeValue { value: value.lower() });
    }
    if values.iter().all(|value| value.lower() <= 0.0) {
        return Err(NumericsError::WholeNotPositive { lower: 0.0 });
    }
    let largest = values
        .iter()
        .map(|value| value.upper_value().unwrap_or(value.lower()))
        .fold(f64::MIN_POSITIVE, f64::max);
    let intervals: Vec<Interval> = values
        .iter()
        .map(|value| Interval {
            lower: value.lower() / largest,
            upper: value.upper_value().map_or(f64::INFINITY, |upper| upper / largest),
        })
        .collect();
    let most = 1.0 - (count as f64).recip();
    let lowest = lowest(&intervals).clamp(0.0, most);
    let (highest, is_exact) = if intervals.iter().all(|interval| interval.upper.is_finite()) {
        highest(&intervals)
    } else {
        (most, true)
    };
    let bounds = Bounds::closed(lowest, highest.clamp(lowest, most.max(lowest)));
    bounds
        .map(|bounds| GiniBounds { bounds, is_exact })
        .map_err(|_| NumericsError::NotFinite { value: highest })
}

#[derive(Debug, Clone, Copy)]
struct Interval {
    lower: f64,
    upper: f64,
}

/// The lowest coefficient over all common levels.
fn lowest(intervals: &[Interval]) -> f64 {
    let count = intervals.len();
    let sorted = |pick: fn(&Interval) -> f64| {
        let mut ends: Vec<f64> = intervals.iter().map(pick).collect();
        ends.sort_by(f64::total_cmp);
        ends
    };
    let (lowers, uppers) = (sorted(|interval| interval.lower), sorted(|interval| interval.upper));
    let weight = |rank: usize| 2.0 * rank as f64 + 1.0 - count as f64;
    // Sums over the first so many, plain and weighted by their ranks.
    let sums = |ends: &[f64]| {
        let mut sums = vec![(0.0, 0.0)];
        let (mut plain, mut weighted) = (0.0, 0.0);
        for (rank, end) in ends.iter().enumerate() {
            plain += end;
            weighted += weight(rank) * end;
            sums.push((plain, weighted));
        }
        sums
    };
    let (lower_sums, upper_sums) = (sums(&lowers), sums(&uppers));
    let at = |sums: &[(f64, f64)], place: usize| sums.get(place).copied().unwrap_or_default();
    let all_lowers = at(&lower_sums, count);
    let coefficient = |level: f64| {
        let below = uppers.partition_point(|upper| *upper < level);
        let above_from = lowers.partition_point(|lower| *lower <= level);
        let (low, low_weighted) = at(&upper_sums, below);
        let (before, before_weighted) = at(&lower_sums, above_from);
        let middle = (above_from - below.min(above_from)) as f64;
        // The sum of the weights of the ranks from `below` to `above_from`.
        let ranks = middle * (above_from as f64 + below as f64 - count as f64);
        let total = low + middle * level + (all_lowers.0 - before);
        let weighted = low_weighted + ranks * level + (all_lowers.1 - before_weighted);
        weighted / (count as f64 * total)
    };
    let levels = lowers.iter().chain(&uppers).copied().filter(|level| level.is_finite());
    levels.map(coefficient).fold(1.0, f64::min)
}

/// What is best for a trial value of the coefficient.
struct Choice {
    /// `Σ (2k − n − 1) x₍ₖ₎`.
    weighted: f64,
    /// `Σ x`.
    total: f64,
    /// Whether each number is used once.
    is_exact: bool,
}

/// The highest coefficient, and whether it is reached.
fn highest(intervals: &[Interval]) -> (f64, bool) {
    const STEPS: usize = 100;
    let count = intervals.len() as f64;
    let (mut found, mut is_exact) = (0.0, true);
    for _ in 0..STEPS {
        let choice = choice(intervals, found);
        let next = choice.weighted / (count * choice.total);
        // Each trial value is that of a choice, so that the last one which still grows is the highest.
        let is_last = next - found <= 4.0 * f64::EPSILON;
        if next > found {
            (found, is_exact) = (next, choice.is_exact);
        }
        if is_last || next.is_nan() {
            break;
        }
    }
    (found, is_exact)
}

fn choice(intervals: &[Interval], trial: f64) -> Choice {
    let count = intervals.len();
    let weight = |rank: usize| 2.0 * rank as f64 + 1.0 - count as f64;
    let gain = |rank: usize| weight(rank) - trial * count as f64;
    // Ranks that gain by being large take upper ends, the others lower ends.
    let first_upper = (0..count).position(|rank| gain(rank) >= 0.0).unwrap_or(count);
    let sorted = |pick: fn(&Interval) -> f64| {
        let mut ends: Vec<(f64, usize)> =
            intervals.iter().enumerate().map(|(place, interval)| (pick(interval), place)).collect();
        ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        ends
    };
    let (lowers, uppers) = (sorted(|interval| interval.lower), sorted(|interval| interval.upper));
    let ranked = || lowers.iter().take(first_upper).chain(uppers.iter().skip(first_upper));
    let mut is_used = vec![false; count];
    for (_, place) in ranked() {
        if let Some(used) = is_used.get_mut(*place) {
            *used = true;
        }
    }
    let ends: Vec<f64> = ranked().map(|(end, _)| *end).collect();
    let is_sorted_apart = is_used.iter().all(|used| *used);
    let ends = if is_sorted_apart || count > MOST_ASSIGNED {
        ends
    } else {
        let payoff = |place: usize, rank: usize| {
            let interval = intervals.get(place).copied().unwrap_or(Interval { lower: 0.0, upper: 0.0 });
            gain(rank) * if rank >= first_upper { interval.upper } else { interval.lower }
        };
        let mut ends = vec![0.0; count];
        for (rank, place) in assigned(count, payoff).into_iter().enumerate() {
            if let (Some(end), Some(interval)) = (ends.get_mut(rank), intervals.get(place)) {
                *end = if rank >= first_upper { interval.upper } else { interval.lower };
            }
        }
        ends
    };
    Choice {
        weighted: ends.iter().enumerate().map(|(rank, end)| weight(rank) * end).sum(),
        total: ends.iter().sum(),
        is_exact: is_sorted_apart || count <= MOST_ASSIGNED,
    }
}

/// For each column the row that is assigned to it, so that the sum of payoffs is largest: the Hungarian method with shortest
/// augmenting paths (Kuhn 1955; Jonker and Volgenant 1987).
fn assigned(count: usize, payoff: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    // Column `count` is a stand-in at which each path begins; `count` as a row is none.
    let mut row_of = vec![count; count + 1];
    let (mut row_price, mut column_price) = (vec![0.0; count], vec![0.0; count + 1]);
    for row in 0..count {
        row_of[count] = row;
        let mut column = count;
        let mut least = vec![f64::INFINITY; count];
        let mut came_from = vec![count; count];
        let mut is_done = vec![false; count + 1];
        while row_of[column] < count {
            is_done[column] = true;
            let current = row_of[column];
            let (mut step, mut next) = (f64::INFINITY, count);
            for other in (0..count).filter(|other| !is_done[*other]) {
                let reduced = -payoff(current, other) - row_price[current] - column_price[other];
                if reduced < least[other] {
                    least[other] = reduced;
                    came_from[other] = column;
                }
                if least[other] < step {
                    step = least[other];
                    next = other;
                }
            }
            for other in 0..=count {
                if is_done[other] {
                    row_price[row_of[other]] += step;
                    column_price[other] -= step;
                } else if other < count {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column < count {
            let before = came_from[column];
            row_of[column] = row_of[before];
            column = before;
        }
        row_of[count] = count;
    }
    row_of.truncate(count);
    row_of
}

#[cfg(test)]
mod tests {
    use super::super::inequality::gini;
    use super::*;
    use proptest::prelude::*;

    fn boxes(ends: &[(f64, f64)]) -> Vec<Bounds> {
        ends.iter().map(|(lower, width)| Bounds::closed(*lower, lower + width).unwrap()).collect()
    }

    fn range(ends: &[(f64, f64)]) -> (f64, f64) {
        let found = gini_bounds(&boxes(ends)).unwrap();
        assert!(found.is_exact);
        (found.bounds.lower(), found.bounds.upper_value().unwrap())
    }

    #[test]
    fn points_have_one_coefficient() {
        let (low, high) = range(&[(1.0, 0.0), (5.0, 0.0), (2.0, 0.0), (9.0, 0.0)]);
        let known = gini(&[1.0, 5.0, 2.0, 9.0]).unwrap();
        assert!((low - known).abs() < 1e-15 && (high - known).abs() < 1e-15);
    }

    #[test]
    fn bounds_that_meet_can_be_alike() {
        let (low, high) = range(&[(1.0, 3.0), (2.0, 3.0)]);
        // 1 and 5: (5 - 1) ÷ (2 × 6).
        assert!(low < 1e-15 && (high - 1.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn without_an_upper_end_one_may_have_nearly_all() {
        let mut values = boxes(&[(1.0, 0.0), (3.0, 1.0)]);
        values.push(Bounds::at_least(2.0).unwrap());
        let found = gini_bounds(&values).unwrap();
        assert!((found.bounds.upper_value().unwrap() - 2.0 / 3.0).abs() < 1e-15);
        // 1, 3 and 3: 2 × 2 ÷ (3 × 7).
        assert!((found.bounds.lower() - 4.0 / 21.0).abs() < 1e-15, "{found:?}");
    }

    #[test]
    fn what_has_no_coefficient_is_refused() {
        assert!(matches!(gini_bounds(&boxes(&[(1.0, 1.0)])), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(gini_bounds(&boxes(&[(0.0, 1.0); 3])), Err(NumericsError::WholeNotPositive { .. })));
        assert!(matches!(gini_bounds(&boxes(&[(-1.0, 3.0); 3])), Err(NumericsError::NegativeValue { .. })));
        let huge = gini_bounds(&boxes(&[(f64::MAX, 0.0); 3])).unwrap();
        assert!(huge.bounds.upper_value().unwrap() < 1e-15);
    }

    #[test]
    fn more_numbers_than_corners_could_be_tried_are_exact() {
        let ends: Vec<(f64, f64)> =
            (0..150).map(|place| (f64::from(place % 37), f64::from((place * 7919) % 101))).collect();
        let (_, high) = range(&ends);
        let threshold = |level: f64| -> Vec<f64> {
            ends.iter()
                .map(|(lower, width)| if lower + width > level { lower + width } else { *lower })
                .collect()
        };
        let near = (0..140).map(|level| gini(&threshold(f64::from(level))).unwrap()).fold(0.0, f64::max);
        assert!(high >= near && high < near + 0.05, "{high} {near}");
    }

    #[test]
    fn many_nested_bounds_are_enclosed() {
        let ends: Vec<(f64, f64)> =
            (0..600).map(|place| (f64::from(place % 37), f64::from((place * 7919) % 101))).collect();
        let all = gini_bounds(&boxes(&ends)).unwrap();
        assert!(!all.is_exact);
        // Any corner is inside.
        for seed in 1..200_u32 {
            let corner: Vec<f64> = ends
                .iter()
                .zip(0_u32..)
                .map(|((lower, width), place)| lower + if (place * seed) % 7 > 3 { *width } else { 0.0 })
                .collect();
            assert!(all.bounds.contains(gini(&corner).unwrap()));
        }
        let threshold: Vec<f64> = ends
            .iter()
            .map(|(lower, width)| if lower + width > 90.0 { lower + width } else { *lower })
            .collect();
        let highest = all.bounds.upper_value().unwrap();
        let near = gini(&threshold).unwrap();
        assert!(highest >= near && highest < near + 0.1, "{highest} {near}");
    }

    proptest! {
        #[test]
        fn the_highest_is_at_a_corner(ends in proptest::collection::vec((0.0..10.0f64, 0.0..10.0f64), 2..8)) {
            prop_assume!(ends.iter().any(|(lower, _)| *lower > 1e-3));
            let (_, high) = range(&ends);
            let corners = (0..1_u32 << ends.len()).map(|mask| {
                let corner: Vec<f64> = ends.iter().enumerate()
                    .map(|(place, (lower, width))| if mask >> place & 1 == 1 { lower + width } else { *lower })
                    .collect();
                gini(&corner).unwrap()
            });
            let known = corners.fold(0.0, f64::max);
            prop_assert!((high - known).abs() < 1e-12, "{high} {known}");
        }

        #[test]
        fn members_lie_inside_and_the_lowest_is_reached(
            ends in proptest::collection::vec((0.1..10.0f64, 0.0..10.0f64), 2..8),
            shares in proptest::collection::vec(0.0..1.0f64, 8),
        ) {
            let (low, high) = range(&ends);
            let member: Vec<f64> = ends.iter().zip(&shares).map(|((lower, width), share)| lower + width * share).collect();
            let inside = gini(&member).unwrap();
            prop_assert!(low <= inside + 1e-12 && inside <= high + 1e-12);
            let reached = (0..=2000).map(|step| {
                let level = f64::from(step) / 100.0;
                let levelled: Vec<f64> = ends.iter().map(|(lower, width)| level.clamp(*lower, lower + width)).collect();
                gini(&levelled).unwrap()
            }).fold(1.0, f64::min);
            prop_assert!(low <= reached + 1e-12 && reached <= low + 5e-3, "{low} {reached}");
        }
    }
}
