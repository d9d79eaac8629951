//! What a forecast stands on: an evenly spaced series made of points, bounds and gaps.

use super::method::MethodChoice;
use super::parallel;
use super::series::{Forecast, forecast_known};
use crate::error::NumericsError;
use crate::requirement::enough;
use tierstat_model::{Bounds, Upper};

/// Where a value of a history comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointOrigin {
    /// It is a point.
    Observed,
    /// It is known within bounds; the value stands inside them.
    Bounded,
    /// It is missing; the value lies between its neighbours.
    Filled,
}

/// An evenly spaced history.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The place of the first value, as the places were given.
    pub first_place: i64,
    /// One value for each place.
    pub values: Vec<f64>,
    /// The values with every bounded one at its lower end.
    pub lower: Vec<f64>,
    /// The values with every bounded one at its upper end; where nothing limits one, its value.
    pub upper: Vec<f64>,
    /// Where each value comes from.
    pub origins: Vec<PointOrigin>,
}

impl History {
    /// The history of points at whole places, in any order; `None` is a missing number.
    ///
    /// A gap between two known places is filled by the straight line between them; what is missing before the first and
    /// after the last stays away. A value known within bounds is the place inside them nearest to the line between its
    /// neighbours; at an end of the series, the middle of the bounds (the lower end where nothing limits them).
    ///
    /// # Errors
    /// [`NumericsError::DuplicateTime`] where one place has two numbers that differ; [`NumericsError::TooFewPoints`] of none;
    /// [`NumericsError::OutOfRange`] where more than 100,000 places lie between the first and the last.
    pub fn new(points: &[(i64, Option<Bounds>)]) -> Result<Self, NumericsError> {
        const LONGEST: i64 = 100_000;
        let mut known: Vec<(i64, Bounds)> =
            points.iter().filter_map(|(place, bounds)| Some((*place, (*bounds)?))).collect();
        known.sort_by_key(|(place, _)| *place);
        known.dedup();
        for pair in known.windows(2) {
            if let [(first, _), (second, _)] = pair
                && first == second
            {
                return Err(NumericsError::DuplicateTime { time: first.to_string(), found: 2 });
            }
        }
        let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) else {
            return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: points.len() });
        };
        let span = last.saturating_sub(*first);
        if span >= LONGEST {
            let (lowest, highest) = (1.0, LONGEST as f64);
            return Err(NumericsError::OutOfRange { name: "span", lowest, highest, found: span as f64 });
        }
        let settled = settled(&known);
        let ends = |end: &dyn Fn(&Bounds) -> Option<f64>| -> Vec<(i64, f64)> {
            let values = known.iter().zip(&settled);
            values.map(|((place, bounds), (_, value))| (*place, end(bounds).unwrap_or(*value))).collect()
        };
        let origins = (*first..=*last)
            .map(|place| match known.binary_search_by_key(&place, |(known, _)| *known) {
                Ok(found) if known.get(found).is_some_and(|(_, bounds)| bounds.as_point().is_some()) => {
                    PointOrigin::Observed
                }
                Ok(_) => PointOrigin::Bounded,
                Err(_) => PointOrigin::Filled,
            })
            .collect();
        Ok(Self {
            first_place: *first,
            lower: filled(&ends(&|bounds| Some(bounds.lower()))),
            upper: filled(&ends(&Bounds::upper_value)),
            values: filled(&settled),
            origins,
        })
    }

    /// How many values have this origin.
    #[must_use]
    pub fn count(&self, origin: PointOrigin) -> usize {
        self.origins.iter().filter(|found| **found == origin).count()
    }

    /// The places that have this origin.
    pub fn places(&self, origin: PointOrigin) -> impl Iterator<Item = i64> {
        let places = self.origins.iter().zip(self.first_place..);
        places.filter(move |(found, _)| **found == origin).map(|(_, place)| place)
    }
}

/// One number for each known place: points as they are, bounds by their neighbours.
fn settled(known: &[(i64, Bounds)]) -> Vec<(i64, f64)> {
    let middle = |bounds: &Bounds| match bounds.upper_value() {
        Some(upper) => bounds.lower() / 2.0 + upper / 2.0,
        None => bounds.lower(),
    };
    let inside = |bounds: &Bounds, value: f64| {
        // An open end is no value: the place stands a hundredth of the width before it.
        let upper = match bounds.upper() {
            Upper::Closed(upper) => upper,
            Upper::Open(upper) => upper - (upper - bounds.lower()) / 100.0,
            Upper::Unbounded => f64::INFINITY,
        };
        value.clamp(bounds.lower(), upper.max(bounds.lower()))
    };
    let middles: Vec<(i64, f64)> = known.iter().map(|(place, bounds)| (*place, middle(bounds))).collect();
    known
        .iter()
        .enumerate()
        .map(|(index, (place, bounds))| {
            let neighbours =
                index.checked_sub(1).and_then(|before| middles.get(before)).zip(middles.get(index + 1));
            let value = match (bounds.as_point(), neighbours) {
                (Some(point), _) => point,
                (None, None) => middle(bounds),
                (None, Some((before, after))) => inside(bounds, between(*before, *after, *place)),
            };
            (*place, value)
        })
        .collect()
}

/// The value of the line through two points at a place.
fn between((first, from): (i64, f64), (last, to): (i64, f64), place: i64) -> f64 {
    let share = (place - first) as f64 / (last - first).max(1) as f64;
    from * (1.0 - share) + to * share
}

/// A value for every place from the first to the last.
fn filled(known: &[(i64, f64)]) -> Vec<f64> {
    let mut values: Vec<f64> = known.first().map(|(_, value)| *value).into_iter().collect();
    for pair in known.windows(2) {
        if let [before, after] = pair {
            values.extend((before.0 + 1..=after.0).map(|place| between(*before, *after, place)));
        }
    }
    values
}

/// The forecast of a history whose values may be bounds and gaps.
///
/// Where values are bounds, it is forecast from their lower and from their upper ends as well, and the intervals reach over
/// all three: what is not known about the past is not known about the future.
///
/// # Errors
/// As [`super::forecast`]; filled values do not count as points.
pub fn forecast_history(
    history: &History,
    horizon: usize,
    choice: MethodChoice,
) -> Result<Forecast, NumericsError> {
    let filled = history.count(PointOrigin::Filled);
    let known = history.values.len() - filled;
    let needed = choice.method().points_needed();
    enough(needed, known)?;
    let mut found = forecast_known(&history.values, horizon, choice, known)?;
    if filled > 0 {
        // The line across a gap has no errors of its own: of a random walk it hides as much variance as there are steps in it.
        let steps = history.values.len().saturating_sub(1) as f64 / known.saturating_sub(1).max(1) as f64;
        found.widen(steps.sqrt());
    }
    if history.count(PointOrigin::Bounded) > 0 {
        for values in [&history.lower, &history.upper] {
            let mut other = forecast_known(values, horizon, choice, known)?;
            if filled > 0 {
                let steps =
                    history.values.len().saturating_sub(1) as f64 / known.saturating_sub(1).max(1) as f64;
                other.widen(steps.sqrt());
            }
            let widen = |ends: &mut Vec<f64>, others: &[f64], pick: fn(f64, f64) -> f64| {
                for (end, other) in ends.iter_mut().zip(others) {
                    *end = pick(*end, *other);
                }
            };
            widen(&mut found.lower80, &other.lower80, f64::min);
            widen(&mut found.lower95, &other.lower95, f64::min);
            widen(&mut found.upper80, &other.upper80, f64::max);
            widen(&mut found.upper95, &other.upper95, f64::max);
        }
    }
    Ok(found)
}

/// Forecasts of many histories at once, each with its own horizon, on all processors, in their order.
#[must_use]
pub fn forecast_histories(
    histories: &[(&History, usize)],
    choice: MethodChoice,
) -> Vec<Result<Forecast, NumericsError>> {
    parallel::in_order(histories, |(history, horizon)| forecast_history(history, *horizon, choice))
}

#[cfg(test)]
mod tests {
    use super::super::series::forecast;
    use super::*;

    fn point(value: f64) -> Option<Bounds> {
        Bounds::point(value).ok()
    }

    #[test]
    fn gaps_are_filled_between_and_never_beyond() {
        let history = History::new(&[(5, None), (2, point(10.0)), (4, point(30.0)), (1, None)]).unwrap();
        assert_eq!((history.first_place, history.values.clone()), (2, vec![10.0, 20.0, 30.0]));
        assert_eq!(history.count(PointOrigin::Filled), 1);
        assert_eq!(history.places(PointOrigin::Filled).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn a_rough_number_stands_inside_its_bounds_and_widens_the_interval() {
        let rough = Bounds::half_open(3500.0, 3600.0).ok();
        let years: Vec<(i64, Option<Bounds>)> =
            vec![(0, point(3000.0)), (1, point(3300.0)), (2, rough), (3, point(4686.0))];
        let history = History::new(&years).unwrap();
        // The line between its neighbours lies above, and 3,600 is no value any more.
        assert!((history.values[2] - 3599.0).abs() < 1e-9, "{}", history.values[2]);
        let found = forecast_history(&history, 1, MethodChoice::Automatic).unwrap();
        let plain = forecast(&history.values, 1, MethodChoice::Automatic).unwrap();
        assert!(found.lower95[0] <= plain.lower95[0] && found.upper95[0] > plain.upper95[0]);
    }

    #[test]
    fn what_fills_a_gap_is_no_point() {
        let years: Vec<(i64, Option<Bounds>)> = [(0, 10.0), (4, 14.0), (8, 19.0), (12, 22.0)]
            .map(|(place, value)| (place, point(value)))
            .to_vec();
        let history = History::new(&years).unwrap();
        assert_eq!(history.values.len(), 13);
        let found = forecast_history(&history, 1, MethodChoice::Automatic).unwrap();
        assert_eq!(found.points_used, 4);
        assert!(found.reason.en.contains("only 4 points: the median of naive, drift"), "{}", found.reason.en);
    }

    #[test]
    fn two_numbers_for_one_year_are_refused_and_two_equal_ones_are_one() {
        assert!(matches!(
            History::new(&[(1, point(1.0)), (1, point(2.0))]),
            Err(NumericsError::DuplicateTime { .. })
        ));
        assert_eq!(History::new(&[(1, point(1.0)), (1, point(1.0))]).unwrap().values, [1.0]);
        assert!(History::new(&[(1, None)]).is_err() && History::new(&[]).is_err());
        assert!(History::new(&[(i64::MIN, point(1.0)), (i64::MAX, point(1.0))]).is_err());
    }
}
