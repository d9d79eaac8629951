//! Numbers between known ones: by straight lines, and by a curve that keeps to the rise and fall of the data.
//!
//! Never beyond the ends: what is missing before the first and after the last known number stays missing.

use crate::error::StatsError;

/// A series whose gaps were filled.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledSeries {
    /// One value for each place; `None` before the first and after the last known one.
    pub values: Vec<Option<f64>>,
    /// The places that were filled, from 0.
    pub filled: Vec<usize>,
    /// How many places stay missing.
    pub missing: usize,
}

/// A series with its gaps filled by the straight line between their known neighbours (R's `approx`, and `na.interp` for a
/// series without seasons).
///
/// # Errors
/// [`StatsError::NotFinite`].
pub fn fill_gaps(series: &[Option<f64>]) -> Result<FilledSeries, StatsError> {
    if let Some(value) = series.iter().flatten().find(|value| !value.is_finite()) {
        return Err(StatsError::NotFinite { value: *value });
    }
    let mut values = series.to_vec();
    let mut filled = Vec::new();
    let known: Vec<(usize, f64)> =
        series.iter().enumerate().filter_map(|(place, value)| Some((place, (*value)?))).collect();
    for pair in known.windows(2) {
        let [(first, from), (last, to)] = pair else { continue };
        for place in first + 1..*last {
            let share = (place - first) as f64 / (last - first) as f64;
            if let Some(value) = values.get_mut(place) {
                *value = Some(from * (1.0 - share) + to * share);
                filled.push(place);
            }
        }
    }
    let missing = values.iter().filter(|value| value.is_none()).count();
    Ok(FilledSeries { values, filled, missing })
}

/// A curve through points that rises where they rise and falls where they fall.
///
/// Hermite's cubic with the slopes of Fritsch and Carlson, *Monotone piecewise cubic interpolation* (1980), as R's
/// `splinefun(method = "monoH.FC")`.
#[derive(Debug, Clone, PartialEq)]
pub struct MonotoneCurve {
    points: Vec<(f64, f64)>,
    slopes: Vec<f64>,
}

impl MonotoneCurve {
    /// The curve through points in any order, at least two.
    ///
    /// The first slope of a point is the mean of the slopes of the lines beside it; where a line is flat both its ends are, and
    /// where the slopes would carry the curve beyond its ends they are shortened. Between a rise and a fall the curve may pass the
    /// highest point by a little, as R's does.
    ///
    /// # Errors
    /// [`StatsError::LengthMismatch`], [`StatsError::TooFewPoints`], [`StatsError::NotFinite`],
    /// [`StatsError::DuplicateTime`].
    pub fn new(x: &[f64], y: &[f64]) -> Result<Self, StatsError> {
        const LEAST: usize = 2;
        if x.len() != y.len() {
            return Err(StatsError::LengthMismatch { needed: x.len(), found: y.len() });
        }
        if x.len() < LEAST {
            return Err(StatsError::TooFewPoints { needed: LEAST, found: x.len(), left_out: 0 });
        }
        if let Some(value) = x.iter().chain(y).find(|value| !value.is_finite()) {
            return Err(StatsError::NotFinite { value: *value });
        }
        let mut points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        if let Some(pair) = points.windows(2).find(|pair| pair[1].0 <= pair[0].0) {
            return Err(StatsError::DuplicateTime { time: pair[0].0.to_string(), found: 2 });
        }
        let lines: Vec<f64> =
            points.windows(2).map(|pair| (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0)).collect();
        if let Some(value) = lines.iter().find(|value| !value.is_finite()) {
            return Err(StatsError::NotFinite { value: *value });
        }
        let mut slopes: Vec<f64> = lines.first().copied().into_iter().collect();
        slopes.extend(lines.windows(2).map(|pair| pair[0] / 2.0 + pair[1] / 2.0));
        slopes.extend(lines.last());
        // A slope that is made flat after the line before it was looked at leaves that line to be looked at again.
        for (place, line) in lines.iter().enumerate().chain(lines.iter().enumerate()) {
            let Some([left, right]) = slopes.get_mut(place..place + 2) else { continue };
            if line.abs() <= 0.0 {
                (*left, *right) = (0.0, 0.0);
                continue;
            }
            let (alpha, beta) = (*left / line, *right / line);
            let (over, under) = (2.0 * alpha + beta - 3.0, alpha + 2.0 * beta - 3.0);
            if over > 0.0 && under > 0.0 && alpha * (over + under) < over * over {
                let shortened = 3.0 / alpha.hypot(beta);
                (*left, *right) = (shortened * alpha * line, shortened * beta * line);
            }
        }
        Ok(Self { points, slopes })
    }

    /// The value of the curve at a place; `None` before the first point, after the last, and at no number.
    #[must_use]
    pub fn value(&self, at: f64) -> Option<f64> {
        let after = self.points.partition_point(|(x, _)| *x <= at);
        // The last point ends the last piece.
        let place = if after == self.points.len() && self.points.last().is_some_and(|(x, _)| *x >= at) {
            after.checked_sub(2)?
        } else {
            after.checked_sub(1)?
        };
        let [(left, from), (right, to)] = self.points.get(place..place + 2)? else { return None };
        let [start, end] = self.slopes.get(place..place + 2)? else { return None };
        let width = right - left;
        let t = (at - left) / width;
        let (one, square, cube) = (t - 1.0, t * t, t * t * t);
        let bend = -2.0 * cube + 3.0 * square;
        let value = from * (1.0 - bend) + to * bend + width * (start * t * one * one + end * square * one);
        value.is_finite().then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_stay_missing() {
        let found = fill_gaps(&[None, Some(1.0), None, Some(3.0), None]).unwrap();
        assert_eq!(found.values, [None, Some(1.0), Some(2.0), Some(3.0), None]);
        assert_eq!((found.filled, found.missing), (vec![2], 2));
        assert_eq!(fill_gaps(&[]).unwrap().missing, 0);
        assert_eq!(fill_gaps(&[None, None]).unwrap().missing, 2);
        assert!(fill_gaps(&[Some(f64::NAN)]).is_err());
        let curve = MonotoneCurve::new(&[2.0, 1.0], &[20.0, 10.0]).unwrap();
        assert_eq!((curve.value(0.9), curve.value(2.1), curve.value(f64::NAN)), (None, None, None));
        assert_eq!((curve.value(1.0), curve.value(2.0)), (Some(10.0), Some(20.0)));
        assert!((curve.value(1.25).unwrap() - 12.5).abs() < 1e-14);
    }

    #[test]
    fn what_is_no_curve_is_refused() {
        assert!(matches!(MonotoneCurve::new(&[1.0], &[1.0]), Err(StatsError::TooFewPoints { .. })));
        assert!(matches!(
            MonotoneCurve::new(&[1.0, 1.0], &[1.0, 2.0]),
            Err(StatsError::DuplicateTime { .. })
        ));
        assert!(matches!(MonotoneCurve::new(&[1.0, 2.0], &[1.0]), Err(StatsError::LengthMismatch { .. })));
        assert!(MonotoneCurve::new(&[1.0, 2.0], &[-1e308, 1e308]).is_err());
    }

    proptest! {
        #[test]
        fn a_rising_series_stays_rising(steps in proptest::collection::vec((0.1..5.0f64, 0.0..100.0f64), 2..15)) {
            let mut at = (0.0, 0.0);
            let points: Vec<(f64, f64)> = steps
                .iter()
                .map(|step| {
                    at = (at.0 + step.0, at.1 + step.1);
                    at
                })
                .collect();
            let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
            let curve = MonotoneCurve::new(&x, &y).unwrap();
            let values: Vec<f64> = (0..=200)
                .filter_map(|share| curve.value(x[0] + (at.0 - x[0]) * f64::from(share) / 200.0))
                .collect();
            prop_assert!(values.len() >= 200);
            prop_assert!(values.windows(2).all(|pair| pair[1] >= pair[0] - 1e-9 * at.1.max(1.0)));
        }
    }
}
