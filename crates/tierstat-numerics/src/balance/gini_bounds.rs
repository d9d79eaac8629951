//! The Gini coefficient of counts that are known within bounds is a range.

use super::assignment::assigned;
use super::inequality::Shares;
use crate::error::NumericsError;
use tierstat_model::Bounds;

/// Where the Gini coefficient of bounded counts lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GiniBounds {
    /// The lowest and the highest coefficient, in its population form. Ends that bounds leave open are held to be reached.
    pub bounds: Bounds,
    /// Whether the highest is the least upper bound; otherwise it may lie above it. The lowest always is the greatest lower one.
    pub is_exact: bool,
}

/// So many counts are assigned exactly; it takes the cube of that many steps.
const MOST_ASSIGNED: usize = 400;
/// So many counts that are no points are tried at both ends, each with each.
const MOST_TRIED: usize = 12;

/// A member: the ends of its count over the largest of them, and its share of the residents.
#[derive(Debug, Clone, Copy)]
struct Member {
    lower: f64,
    upper: f64,
    people: f64,
}

/// The lowest and the highest Gini coefficient, as [`Shares::gini`] has it, of members whose counts lie in bounds of zero or more;
/// residents are points, and without them all members weigh alike.
///
/// Lowest: among counts with one sum the least unequal ones bring each to the point of its bounds that is nearest to one common
/// level per resident (Marshall, Olkin and Arnold 2011, *Inequalities*: the coefficient is convex in the sense of Schur); between
/// the ends of bounds it moves in one direction with that level, so that the lowest is found at one of them.
///
/// Highest: as a convex function over a positive line the coefficient is highest where each count stands at an end of its bounds.
/// Where members weigh alike it is `Σ (2k − n − 1) x₍ₖ₎ ÷ (n Σx)`; for a trial value of it (Dinkelbach 1967) the best ends and
/// ranks are an assignment, solved exactly (Kuhn 1955) for up to 400 counts. Beyond, where the ends do not sort themselves, the
/// ranks above and below are filled apart, which encloses the highest and is not called exact. With residents all ends are tried
/// for up to 12 counts that are no points; beyond, it is enclosed by the greatest distance of each pair over the least sum.
///
/// A count without an upper end can be nearly all: the highest is then one less the residents of the smallest member, `1 − 1 ÷ n`
/// where all weigh alike, which alone is called exact.
///
/// # Errors
/// As [`Shares::of`] for the lower ends; [`NumericsError::WholeNotPositive`] where all counts may be zero.
pub fn gini_bounds(counts: &[Bounds], residents: Option<&[f64]>) -> Result<GiniBounds, NumericsError> {
    let lowers: Vec<f64> = counts.iter().map(Bounds::lower).collect();
    let people = Shares::of(&lowers, residents)?.residents().to_vec();
    let ends = counts.iter().map(|count| count.upper_value().unwrap_or(count.lower()));
    let largest = ends.fold(f64::MIN_POSITIVE, f64::max);
    let members: Vec<Member> = counts
        .iter()
        .zip(&people)
        .map(|(count, people)| Member {
            lower: count.lower() / largest,
            upper: count.upper_value().map_or(f64::INFINITY, |upper| upper / largest),
            people: *people,
        })
        .collect();
    let fewest = people.iter().copied().fold(f64::INFINITY, f64::min);
    let weigh_alike = people.iter().all(|people| *people <= fewest);
    let most = 1.0 - fewest;
    let (highest, is_exact) = if members.iter().any(|member| member.upper.is_infinite()) {
        (most, weigh_alike)
    } else if weigh_alike {
        highest_alike(&members)
    } else {
        highest_weighted(&members)?
    };
    let lowest = lowest(&members).clamp(0.0, most);
    Bounds::closed(lowest, highest.clamp(lowest, most.max(lowest)))
        .map(|bounds| GiniBounds { bounds, is_exact })
        .map_err(|_| NumericsError::NotFinite { value: highest })
}

/// What members one after the other by their level hold: their counts, their residents, and twice the area between the diagonal
/// and their curve of Lorenz.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    counts: f64,
    people: f64,
    area: f64,
}

impl Block {
    /// These members and then those of another block.
    fn then(self, other: Self) -> Self {
        Self {
            counts: self.counts + other.counts,
            people: self.people + other.people,
            area: self.area + other.area + other.counts * self.people - other.people * self.counts,
        }
    }
}

/// The lowest coefficient over all common levels.
fn lowest(members: &[Member]) -> f64 {
    let sorted = |pick: fn(&Member) -> f64| {
        let mut ends: Vec<(f64, Block)> = members
            .iter()
            .map(|member| (pick(member), member.people))
            .map(|(end, people)| (end / people, Block { counts: end, people, area: 0.0 }))
            .collect();
        ends.sort_by(|one, other| one.0.total_cmp(&other.0));
        ends
    };
    let (lowers, uppers) = (sorted(|member| member.lower), sorted(|member| member.upper));
    // The first so many at their upper ends, and the last so many at their lower ends.
    let mut below = vec![Block::default()];
    for (_, block) in uppers.iter().filter(|(level, _)| level.is_finite()) {
        below.push(below.last().copied().unwrap_or_default().then(*block));
    }
    let mut above = vec![Block::default()];
    for (_, block) in lowers.iter().rev() {
        above.push(block.then(above.last().copied().unwrap_or_default()));
    }
    let coefficient = |level: f64| {
        let first = uppers.partition_point(|(upper, _)| *upper < level);
        let last = members.len() - lowers.partition_point(|(lower, _)| *lower <= level);
        let [first, last] =
            [below.get(first), above.get(last)].map(|block| block.copied().unwrap_or_default());
        let people = (1.0 - first.people - last.people).max(0.0);
        let whole = first.then(Block { counts: level * people, people, area: 0.0 }).then(last);
        // A level of zero may leave nothing at all; another one does not.
        if whole.counts > 0.0 { whole.area / whole.counts } else { 1.0 }
    };
    let levels = lowers.iter().chain(&uppers).map(|(level, _)| *level).filter(|level| level.is_finite());
    levels.map(coefficient).fold(1.0, f64::min)
}

/// The highest coefficient of members that do not weigh alike, and whether it is reached.
fn highest_weighted(members: &[Member]) -> Result<(f64, bool), NumericsError> {
    let open: Vec<usize> =
        (0..members.len()).filter(|place| members[*place].upper > members[*place].lower).collect();
    let people: Vec<f64> = members.iter().map(|member| member.people).collect();
    let lowers: Vec<f64> = members.iter().map(|member| member.lower).collect();
    if open.len() > MOST_TRIED {
        return Ok((enclosed(members) / lowers.iter().sum::<f64>(), false));
    }
    let mut highest = 0.0_f64;
    for choice in 0..1_usize << open.len() {
        let mut tried = lowers.clone();
        for (_, place) in open.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1) {
            tried[*place] = members[*place].upper;
        }
        highest = highest.max(Shares::of(&tried, Some(&people))?.gini());
    }
    Ok((highest, true))
}

/// `½ Σᵢⱼ max |qⱼ xᵢ − qᵢ xⱼ|`, with the shares `q` of the residents.
fn enclosed(members: &[Member]) -> f64 {
    let mut apart = 0.0;
    for (place, one) in members.iter().enumerate() {
        for other in members.iter().skip(place + 1) {
            let ahead = one.upper * other.people - other.lower * one.people;
            let behind = other.upper * one.people - one.lower * other.people;
            apart += ahead.max(behind);
        }
    }
    apart
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

/// The highest coefficient of members that weigh alike, and whether it is reached.
fn highest_alike(members: &[Member]) -> (f64, bool) {
    const STEPS: usize = 100;
    let count = members.len() as f64;
    let (mut found, mut is_exact) = (0.0, true);
    for _ in 0..STEPS {
        let choice = choice(members, found);
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

fn choice(members: &[Member], trial: f64) -> Choice {
    let count = members.len();
    let weight = |rank: usize| 2.0 * rank as f64 + 1.0 - count as f64;
    let gain = |rank: usize| weight(rank) - trial * count as f64;
    // Ranks that gain by being large take upper ends, the others lower ends.
    let first_upper = (0..count).position(|rank| gain(rank) >= 0.0).unwrap_or(count);
    let sorted = |pick: fn(&Member) -> f64| {
        let mut ends: Vec<(f64, usize)> =
            members.iter().enumerate().map(|(place, member)| (pick(member), place)).collect();
        ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        ends
    };
    let (lowers, uppers) = (sorted(|member| member.lower), sorted(|member| member.upper));
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
            let member =
                members.get(place).copied().unwrap_or(Member { lower: 0.0, upper: 0.0, people: 0.0 });
            gain(rank) * if rank >= first_upper { member.upper } else { member.lower }
        };
        let mut ends = vec![0.0; count];
        for (rank, place) in assigned(count, payoff).into_iter().enumerate() {
            if let (Some(end), Some(member)) = (ends.get_mut(rank), members.get(place)) {
                *end = if rank >= first_upper { member.upper } else { member.lower };
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gini(counts: &[f64]) -> Result<f64, NumericsError> {
        Shares::of(counts, None).map(|shares| shares.gini())
    }

    fn boxes(ends: &[(f64, f64)]) -> Vec<Bounds> {
        ends.iter().map(|(lower, width)| Bounds::closed(*lower, lower + width).unwrap()).collect()
    }

    fn range(ends: &[(f64, f64)]) -> (f64, f64) {
        let found = gini_bounds(&boxes(ends), None).unwrap();
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
        let found = gini_bounds(&values, None).unwrap();
        assert!((found.bounds.upper_value().unwrap() - 2.0 / 3.0).abs() < 1e-15);
        // 1, 3 and 3: 2 × 2 ÷ (3 × 7).
        assert!((found.bounds.lower() - 4.0 / 21.0).abs() < 1e-15, "{found:?}");
    }

    #[test]
    fn what_has_no_coefficient_is_refused() {
        assert!(matches!(gini_bounds(&boxes(&[(1.0, 1.0)]), None), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(
            gini_bounds(&boxes(&[(0.0, 1.0); 3]), None),
            Err(NumericsError::WholeNotPositive { .. })
        ));
        assert!(matches!(
            gini_bounds(&boxes(&[(-1.0, 3.0); 3]), None),
            Err(NumericsError::NegativeValue { .. })
        ));
        let huge = gini_bounds(&boxes(&[(f64::MAX, 0.0); 3]), None).unwrap();
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
        let all = gini_bounds(&boxes(&ends), None).unwrap();
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

    #[test]
    fn with_equal_residents_it_is_the_range_of_the_counts() {
        let counts = [
            Bounds::closed(2.0, 5.0).unwrap(),
            Bounds::point(3.0).unwrap(),
            Bounds::half_open(1.0, 8.0).unwrap(),
        ];
        let (plain, weighted) =
            (gini_bounds(&counts, None).unwrap(), gini_bounds(&counts, Some(&[4.0; 3])).unwrap());
        assert!((plain.bounds.lower() - weighted.bounds.lower()).abs() < 1e-12);
        let uppers = [plain, weighted].map(|found| found.bounds.upper_value().unwrap());
        assert!((uppers[0] - uppers[1]).abs() < 1e-12 && weighted.is_exact);
    }

    #[test]
    fn without_an_upper_end_the_smallest_group_may_have_nearly_all() {
        let counts = [Bounds::at_least(2.0).unwrap(), Bounds::point(3.0).unwrap()];
        let found = gini_bounds(&counts, Some(&[1.0, 3.0])).unwrap();
        assert_eq!((found.bounds.upper_value(), found.is_exact), (Some(0.75), false));
        let none = [Bounds::closed(0.0, 1.0).unwrap(); 2];
        assert!(matches!(gini_bounds(&none, Some(&[1.0, 1.0])), Err(NumericsError::WholeNotPositive { .. })));
    }

    proptest! {
        #[test]
        fn every_choice_within_the_bounds_lies_in_the_range(
            groups in proptest::collection::vec((1.0..100.0f64, 0.0..50.0f64, 0.0..1.0f64, 1.0..9.0f64), 2..20),
        ) {
            let counts: Vec<Bounds> = groups.iter().map(|(lower, width, ..)| Bounds::closed(*lower, lower + width).unwrap()).collect();
            let chosen: Vec<f64> = groups.iter().map(|(lower, width, share, _)| lower + width * share).collect();
            let residents: Vec<f64> = groups.iter().map(|group| group.3).collect();
            let range = gini_bounds(&counts, Some(&residents)).unwrap();
            let found = Shares::of(&chosen, Some(&residents)).unwrap().gini();
            prop_assert!(range.bounds.lower() <= found + 1e-12 && found <= range.bounds.upper_value().unwrap() + 1e-12);
            prop_assert_eq!(range.is_exact, counts.len() <= MOST_TRIED);
        }
    }
}
