//! When a line through a series reaches a level: the time, with the interval that a number read off a line has.
//!
//! The ends are those of inverse prediction (Fieller 1954; Draper and Smith, *Applied Regression Analysis*, 1998, 3.2): the times at
//! which the level lies just inside of the interval that a new number would have there.

use super::growth_trend::{TrendFit, line_trend};
use crate::distribution::student_quantile;
use crate::error::NumericsError;
use tierstat_model::Bounds;

/// When a line reaches a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LineReach {
    /// At this time, with the ends of an interval of 95 % for a new number.
    At {
        /// The time.
        time: f64,
        /// The earliest.
        lower: f64,
        /// The latest.
        upper: f64,
        /// The line.
        line: TrendFit,
    },
    /// The line does not rise, or may not: there is no latest time.
    NotRising {
        /// The line.
        line: TrendFit,
    },
    /// The interval is longer than three times what was observed, so that the time says nothing.
    TooWide {
        /// The line.
        line: TrendFit,
    },
}

/// When the line through a series reaches a level, from a level below; times are in any unit, bounds are fitted as what they are.
///
/// A level that is known within bounds gives the earliest time of its lower end and the latest of its upper one; the time itself is that
/// of the middle, or of the lower end where nothing limits the level.
///
/// # Errors
/// As [`growth_trend`](super::growth_trend()), without the need for values above zero; [`NumericsError::TooFewPoints`] below four: three leave no error to be told from the line;
/// [`NumericsError::ScatterUnknown`] where bounds are so wide that a line passes through all.
///
/// ```
/// use tierstat_model::Bounds;
/// use tierstat_numerics::trend::{LineReach, when_line_reaches};
///
/// let series: Vec<_> = [9.0, 21.0, 30.0, 41.0, 49.0].into_iter().enumerate()
///     .map(|(time, value)| (time as f64, Bounds::point(value).ok())).collect();
/// let LineReach::At { time, lower, upper, .. } = when_line_reaches(&series, &Bounds::point(80.0)?)? else { panic!() };
/// assert!((time - 7.0).abs() < 0.1 && lower < time && time < upper);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn when_line_reaches(
    series: &[(f64, Option<Bounds>)],
    level: &Bounds,
) -> Result<LineReach, NumericsError> {
    const NEEDED: usize = 4;
    const LONGEST: f64 = 3.0;
    let times: Vec<f64> =
        series.iter().filter_map(|(time, bounds)| bounds.is_some().then_some(*time)).collect();
    let count = times.len();
    if count < NEEDED {
        let left_out = series.len() - count;
        return Err(NumericsError::TooFewPoints { needed: NEEDED, found: count, left_out });
    }
    let line = line_trend(series)?;
    let mean = times.iter().sum::<f64>() / count as f64;
    let squares: f64 = times.iter().map(|time| (time - mean) * (time - mean)).sum();
    let error = line.slope_standard_error;
    let quantile = student_quantile(count as f64 - 2.0, 0.975);
    // A slope that may be none reaches nothing for certain, however far one looks.
    let certain = line.slope * line.slope - quantile * quantile * error * error;
    if line.slope <= 0.0 || certain <= 0.0 {
        return Ok(LineReach::NotRising { line });
    }
    // The variance of a new number about the line, at the middle of the times.
    let variance = error * error * squares * (1.0 + 1.0 / count as f64);
    let ends = |level: f64| {
        let distance = level - (line.intercept + line.slope * mean);
        let inside = error * error * distance * distance + certain * variance;
        let reach = quantile * inside.max(0.0).sqrt();
        [-1.0, 1.0].map(|side| mean + (line.slope * distance + side * reach) / certain)
    };
    let (least, most) = (level.lower(), level.upper_value().unwrap_or(level.lower()));
    let ([lower, _], [_, upper]) = (ends(least), ends(most));
    let time = (f64::midpoint(least, most) - line.intercept) / line.slope;
    if let Some(value) = [time, lower, upper].into_iter().find(|value| !value.is_finite()) {
        return Err(NumericsError::NotFinite { value });
    }
    let first = times.iter().copied().fold(f64::INFINITY, f64::min);
    let last = times.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if upper - lower > LONGEST * (last - first) {
        return Ok(LineReach::TooWide { line });
    }
    Ok(LineReach::At { time, lower, upper, line })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::RandomStream;
    use crate::regression::linear::{linear_fit, polynomial_design};

    fn point(value: f64) -> Bounds {
        Bounds::point(value).unwrap()
    }

    fn series(values: &[(f64, f64)]) -> Vec<(f64, Option<Bounds>)> {
        values.iter().map(|(time, value)| (*time, Bounds::point(*value).ok())).collect()
    }

    #[test]
    fn at_its_ends_the_level_just_lies_in_the_interval_of_a_new_number() {
        let values = [(2011.0, 10.0), (2012.0, 14.0), (2014.0, 31.0), (2015.0, 33.0), (2018.0, 61.0)];
        let LineReach::At { time, lower, upper, .. } =
            when_line_reaches(&series(&values), &point(90.0)).unwrap()
        else {
            panic!()
        };
        // The same by the covariance of the coefficients, on a time of its own.
        let (times, numbers): (Vec<f64>, Vec<f64>) =
            values.iter().map(|(time, number)| (time - 2010.0, *number)).unzip();
        let fit = linear_fit(&polynomial_design(&times, 1).unwrap(), &numbers, None, true).unwrap();
        let around = |time: f64, side: f64| {
            let at = time - 2010.0;
            let covariance = &fit.covariance;
            let variance = fit.residual_standard_deviation.powi(2)
                + covariance[(0, 0)]
                + 2.0 * at * covariance[(0, 1)]
                + at * at * covariance[(1, 1)];
            fit.coefficients[0]
                + fit.coefficients[1] * at
                + side * student_quantile(3.0, 0.975) * variance.sqrt()
        };
        assert!((around(time, 0.0) - 90.0).abs() < 1e-8, "{time}");
        assert!((around(lower, 1.0) - 90.0).abs() < 1e-8 && lower < time, "{lower}");
        assert!((around(upper, -1.0) - 90.0).abs() < 1e-8 && upper > time, "{upper}");
    }

    #[test]
    fn a_rough_level_widens_the_interval_and_an_open_one_counts_from_its_least() {
        let values = series(&[(0.0, 10.0), (1.0, 21.0), (2.0, 29.0), (3.0, 41.0), (4.0, 50.0)]);
        let at = |level: Bounds| match when_line_reaches(&values, &level).unwrap() {
            LineReach::At { time, lower, upper, .. } => [time, lower, upper],
            other => panic!("{other:?}"),
        };
        let (least, most) = (at(point(60.0)), at(point(70.0)));
        let rough = at(Bounds::half_open(60.0, 70.0).unwrap());
        let bits = |times: [f64; 3]| times.map(f64::to_bits);
        assert_eq!(bits(rough)[1..], [bits(least)[1], bits(most)[2]]);
        assert_eq!(bits(at(Bounds::at_least(60.0).unwrap())), bits(least));
    }

    #[test]
    fn rough_points_are_fitted_as_bounds() {
        let rough = |time: f64, lower: f64, upper: f64| (time, Bounds::half_open(lower, upper).ok());
        let values = [
            rough(2010.0, 500.0, 600.0),
            (2013.0, Bounds::point(2452.0).ok()),
            rough(2014.0, 3300.0, 3400.0),
            (2015.0, Bounds::point(4686.0).ok()),
            (2017.0, Bounds::point(7511.0).ok()),
            rough(2018.0, 9700.0, 9800.0),
        ];
        let LineReach::At { time, lower, upper, line } =
            when_line_reaches(&values, &point(20_000.0)).unwrap()
        else {
            panic!()
        };
        assert!(lower < time && time < upper && lower > 2020.0, "{lower} {time} {upper}");
        assert_eq!(line.points_bounded, 3);
    }

    #[test]
    fn what_cannot_be_said() {
        let three = series(&[(0.0, 1.0), (1.0, 2.0), (2.0, 3.5)]);
        assert!(matches!(
            when_line_reaches(&three, &point(9.0)),
            Err(NumericsError::TooFewPoints { needed: 4, found: 3, .. })
        ));
        let falling = series(&[(0.0, 9.0), (1.0, 8.0), (2.0, 6.5), (3.0, 6.0)]);
        assert!(matches!(when_line_reaches(&falling, &point(12.0)), Ok(LineReach::NotRising { .. })));
        let level = series(&[(0.0, 5.0), (1.0, 5.0), (2.0, 5.0), (3.0, 5.0)]);
        assert!(matches!(when_line_reaches(&level, &point(12.0)), Ok(LineReach::NotRising { .. })));
        let slow = series(&[(0.0, 100.0), (1.0, 101.0), (2.0, 103.0), (3.0, 103.5)]);
        assert!(matches!(when_line_reaches(&slow, &point(1e6)), Ok(LineReach::TooWide { .. })));
        let huge = series(&[(0.0, 1e300), (1.0, 2e300), (2.0, 2.5e300), (3.0, 4e300)]);
        assert!(when_line_reaches(&huge, &point(1e308)).is_err());
    }

    #[test]
    fn the_interval_covers_the_time_of_a_new_number_as_often_as_it_says() {
        const RUNS: usize = 400;
        let mut random = RandomStream::of_seed(7);
        let mut covered = 0;
        for _ in 0..RUNS {
            let line = |time: f64, error: f64| 20.0 + 8.0 * time + 3.0 * error;
            let values: Vec<(f64, f64)> =
                (0..8).map(|time| (f64::from(time), line(f64::from(time), random.normal()))).collect();
            let new = line(10.0, random.normal());
            if let Ok(LineReach::At { lower, upper, .. }) = when_line_reaches(&series(&values), &point(new)) {
                covered += usize::from(lower <= 10.0 && 10.0 <= upper);
            }
        }
        assert!((363..=397).contains(&covered), "{covered} of {RUNS}");
    }
}
