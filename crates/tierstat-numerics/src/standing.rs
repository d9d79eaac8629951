//! How a number stands among others: its place, whether it is a record, how long it has gone one way, and how rare that is.
//!
//! Numbers known only within bounds claim nothing that their bounds do not bear: "surely above" compares the lower bound of one with
//! the upper bound of the other.

use tierstat_model::{Bounds, Upper};

/// The place of a number among others, the highest first; equal numbers share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The best place that the bounds allow, from 1.
    pub best: usize,
    /// The worst.
    pub worst: usize,
    /// How many numbers there are, itself among them.
    pub of: usize,
    /// How many others surely are equal to it.
    pub equal: usize,
}

/// Which end of what was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// Above all.
    Highest,
    /// Below all.
    Lowest,
}

/// Which way a number went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Surely up.
    Up,
    /// Surely down.
    Down,
    /// Neither for sure.
    Unclear,
}

/// Steps in a row that surely went one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streak {
    /// Which way.
    pub course: Course,
    /// How many.
    pub steps: usize,
}

/// Whether one number is above another whatever both are within their bounds.
#[must_use]
pub fn surely_above(one: &Bounds, other: &Bounds) -> bool {
    match other.upper() {
        Upper::Closed(upper) => one.lower() > upper,
        Upper::Open(upper) => one.lower() >= upper,
        Upper::Unbounded => false,
    }
}

/// The place of a number among others.
///
/// ```
/// use tierstat_model::Bounds;
/// use tierstat_numerics::standing::place;
/// let number = |value| Bounds::point(value).unwrap();
/// let found = place(&number(7.0), &[number(9.0), number(7.0), number(1.0)]);
/// assert_eq!((found.best, found.worst, found.of, found.equal), (2, 2, 4, 1));
/// ```
#[must_use]
pub fn place(number: &Bounds, others: &[Bounds]) -> Place {
    let above = others.iter().filter(|other| surely_above(other, number)).count();
    let equal = others
        .iter()
        .filter(|other| number.as_point().is_some() && other.as_point() == number.as_point())
        .count();
    let below = others.iter().filter(|other| surely_above(number, other)).count();
    let of = others.len() + 1;
    Place { best: above + 1, worst: of - below - equal, of, equal }
}

/// Which way a number went from one to the next.
#[must_use]
pub fn course(from: &Bounds, to: &Bounds) -> Course {
    if surely_above(to, from) {
        Course::Up
    } else if surely_above(from, to) {
        Course::Down
    } else {
        Course::Unclear
    }
}

/// Whether the last number in time surely is above or below all before it; `None` where it is not, or where there are fewer than two
/// before it.
#[must_use]
pub fn record(numbers: &[Bounds]) -> Option<Extreme> {
    let (last, earlier) = numbers.split_last()?;
    if earlier.len() < 2 {
        return None;
    }
    if earlier.iter().all(|before| surely_above(last, before)) {
        return Some(Extreme::Highest);
    }
    earlier.iter().all(|before| surely_above(before, last)).then_some(Extreme::Lowest)
}

/// The steps in a row, up to the last number in time, that surely went one way; `None` where the last one did not.
#[must_use]
pub fn streak(numbers: &[Bounds]) -> Option<Streak> {
    let courses: Vec<Course> = steps(numbers);
    let last = *courses.last()?;
    if last == Course::Unclear {
        return None;
    }
    let steps = courses.iter().rev().take_while(|course| **course == last).count();
    Some(Streak { course: last, steps })
}

/// The streak that the last step ended by going the other way; `None` where it did not, or where only one step went before.
#[must_use]
pub fn turn(numbers: &[Bounds]) -> Option<Streak> {
    let last = *steps(numbers).last()?;
    let before = streak(numbers.split_last()?.1)?;
    let is_turn = last != Course::Unclear && last != before.course && before.steps >= 2;
    is_turn.then_some(before)
}

/// Whether the last number of a series surely passed that of another beside it: upwards or downwards, and at which place they last surely
/// stood the other way round. `None` where it did not.
///
/// ```
/// use tierstat_model::Bounds;
/// use tierstat_numerics::standing::{Course, passing};
/// let pair = |own, other| (Bounds::point(own).unwrap(), Bounds::point(other).unwrap());
/// assert_eq!(passing(&[pair(5.0, 7.0), pair(8.0, 7.5)]), Some((Course::Up, 0)));
/// assert_eq!(passing(&[pair(5.0, 7.0), pair(7.0, 7.5)]), None);
/// ```
#[must_use]
pub fn passing(pairs: &[(Bounds, Bounds)]) -> Option<(Course, usize)> {
    let way = |(own, other): &(Bounds, Bounds)| course(other, own);
    let (last, earlier) = pairs.split_last()?;
    let now = way(last);
    // Where neither surely is above the other, nothing is passed yet.
    let place = earlier.iter().rposition(|pair| way(pair) != Course::Unclear)?;
    let before = earlier.get(place).map(way)?;
    (now != Course::Unclear && now != before).then_some((now, place))
}

fn steps(numbers: &[Bounds]) -> Vec<Course> {
    numbers
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] => Some(course(from, to)),
            _ => None,
        })
        .collect()
}

/// How surprising it is, in bits, that something holds now which held so many times in so many earlier periods.
///
/// The rate of its holding is estimated by the rule of succession, (times + 1) / (periods + 2); its surprise is -log2 of that
/// (Shannon 1948; Laplace 1774). What held always before surprises nobody, what never did in a long series does.
#[must_use]
pub fn surprise(times: usize, periods: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no series has 2^52 periods")]
    let (times, periods) = (times.min(periods) as f64, periods as f64);
    -((times + 1.0) / (periods + 2.0)).log2()
}

/// How surprising each claim about the last number in time is, from how often it held of the numbers before it.
#[must_use]
pub fn surprise_of(numbers: &[Bounds], holds: impl Fn(&[Bounds]) -> bool) -> f64 {
    // The first number has nothing before it, and of the last it is asked.
    let earlier = (2..numbers.len()).filter_map(|end| numbers.get(..end));
    let (mut times, mut periods) = (0, 0);
    for known in earlier {
        periods += 1;
        times += usize::from(holds(known));
    }
    surprise(times, periods)
}

/// How surprising a streak is, in bits: the steps of it, each as surprising as a step that way is in the series.
///
/// In a series that always rises, no number of rises in a row surprises anybody.
#[must_use]
pub fn surprise_of_streak(numbers: &[Bounds], streak: Streak) -> f64 {
    let steps = steps(numbers);
    let times = steps.iter().filter(|course| **course == streak.course).count();
    #[expect(clippy::cast_precision_loss, reason = "no series has 2^52 steps")]
    let length = streak.steps as f64;
    length * surprise(times, steps.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(values: &[f64]) -> Vec<Bounds> {
        values.iter().map(|value| Bounds::point(*value).unwrap()).collect()
    }

    fn at_least(value: f64) -> Bounds {
        Bounds::at_least(value).unwrap()
    }

    #[test]
    fn a_record_is_one_only_where_the_bounds_bear_it() {
        assert_eq!(record(&points(&[1.0, 2.0, 3.0])), Some(Extreme::Highest));
        assert_eq!(record(&points(&[3.0, 2.0, 1.0])), Some(Extreme::Lowest));
        assert_eq!(record(&points(&[3.0, 2.0, 3.0])), None);
        assert_eq!(record(&points(&[1.0, 2.0])), None);
        let rough = [points(&[1.0]), vec![at_least(2.0)], points(&[3.0])].concat();
        assert_eq!(record(&rough), None);
        let rough = [points(&[1.0, 2.0]), vec![at_least(3.0)]].concat();
        assert_eq!(record(&rough), Some(Extreme::Highest));
    }

    #[test]
    fn a_series_has_passed_another_only_where_the_bounds_bear_it() {
        let pairs = |own: &[f64], other: Vec<Bounds>| -> Vec<(Bounds, Bounds)> {
            points(own).into_iter().zip(other).collect()
        };
        let of = |own: &[f64], other: &[f64]| passing(&pairs(own, points(other)));
        assert_eq!(of(&[1.0, 2.0, 4.0], &[3.0, 3.0, 3.0]), Some((Course::Up, 1)));
        assert_eq!(of(&[4.0, 2.0], &[3.0, 3.0]), Some((Course::Down, 0)));
        assert_eq!(of(&[1.0, 3.0, 4.0], &[3.0, 3.0, 3.0]), Some((Course::Up, 0)), "a tie lies between");
        assert_eq!(of(&[1.0, 4.0, 5.0], &[3.0, 3.0, 3.0]), None, "it was passed before");
        assert_eq!(of(&[1.0, 3.0], &[3.0, 3.0]), None, "a tie is no passing");
        assert_eq!(of(&[4.0], &[3.0]), None);
        let rough = vec![points(&[3.0]).remove(0), at_least(2.0)];
        assert_eq!(passing(&pairs(&[1.0, 9.0], rough)), None, "it may have as many");
        let rough = vec![at_least(2.0), points(&[3.0]).remove(0)];
        assert_eq!(passing(&pairs(&[1.0, 9.0], rough)), Some((Course::Up, 0)));
    }

    #[test]
    fn a_streak_ends_where_it_is_not_sure() {
        let streak_of = |values: &[f64]| streak(&points(values)).map(|found| (found.course, found.steps));
        assert_eq!(streak_of(&[5.0, 1.0, 2.0, 3.0]), Some((Course::Up, 2)));
        assert_eq!(streak_of(&[1.0, 2.0, 2.0]), None);
        assert_eq!(streak_of(&[1.0]), None);
        assert_eq!(turn(&points(&[1.0, 2.0, 3.0, 2.5])), Some(Streak { course: Course::Up, steps: 2 }));
        assert_eq!(turn(&points(&[2.0, 3.0, 2.5])), None);
        assert_eq!(turn(&points(&[1.0, 2.0, 3.0, 3.0])), None);
    }

    #[test]
    fn what_always_held_surprises_less_than_what_never_did() {
        // (0 + 1) / (2 + 2) is a quarter, two bits.
        assert!((surprise(0, 2) - 2.0).abs() < 1e-12);
        assert!(surprise(10, 10) < 0.2 && surprise(0, 30) > 4.9);
        let rising = points(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        let falling = points(&[1.0, 2.0, 3.0, 4.0, 0.5]);
        let lowest = |known: &[Bounds]| record(known) == Some(Extreme::Lowest);
        let highest = |known: &[Bounds]| record(known) == Some(Extreme::Highest);
        assert!(surprise_of(&falling, lowest) > surprise_of(&rising, highest));
    }

    #[test]
    fn going_on_as_always_surprises_nobody() {
        let rising = points(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
        let mixed = points(&[4.0, 3.0, 4.0, 3.0, 2.0, 3.0, 2.0, 3.0, 4.0, 5.0]);
        let of = |numbers: &[Bounds]| surprise_of_streak(numbers, streak(numbers).unwrap());
        assert!(of(&rising) < 2.0, "{}", of(&rising));
        assert!(of(&mixed) > 2.0, "{}", of(&mixed));
    }

    proptest! {
        #[test]
        fn a_place_of_points_is_that_of_sorting(values in proptest::collection::vec(-50_i32..50, 1..40)) {
            let numbers = points(&values.iter().map(|value| f64::from(*value)).collect::<Vec<_>>());
            let (first, others) = numbers.split_first().unwrap();
            let found = place(first, others);
            let above = values.iter().skip(1).filter(|value| **value > values[0]).count();
            prop_assert_eq!((found.best, found.worst, found.of), (above + 1, above + 1, values.len()));
        }

        #[test]
        fn a_place_within_bounds_holds_every_place_of_points_within(
            pairs in proptest::collection::vec((0..50_i32, 0..20_i32, 0.0..1.0_f64), 2..12),
        ) {
            let bounds: Vec<Bounds> = pairs
                .iter()
                .map(|(low, width, _)| Bounds::closed(f64::from(*low), f64::from(low + width)).unwrap())
                .collect();
            let within: Vec<f64> =
                pairs.iter().map(|(low, width, share)| f64::from(*low) + f64::from(*width) * share).collect();
            let found = place(&bounds[0], &bounds[1..]);
            let above = within.iter().skip(1).filter(|value| **value > within[0]).count();
            prop_assert!(found.best <= above + 1 && above < found.worst, "{:?} {}", found, above + 1);
        }
    }
}
