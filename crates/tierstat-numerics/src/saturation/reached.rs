//! When a level will be reached: a time with an interval, or that it cannot be said.

use super::curve::Curve;
use super::fit::SaturationFit;
use crate::distribution::student_quantile;
use tierstat_model::Localized;

/// When a level is reached.
#[derive(Debug, Clone, PartialEq)]
pub enum Reached {
    /// At this time, with the ends of an interval of 95 %.
    At {
        /// The time.
        time: f64,
        /// The lower end.
        lower: f64,
        /// The upper end.
        upper: f64,
    },
    /// It cannot be said.
    CannotBeSaid {
        /// How many points there are.
        points: usize,
        /// The code of the reason, for programs.
        code: &'static str,
        /// Why not.
        reason: Localized,
    },
}

/// When a fitted curve reaches a level, in the unit of the data; for the last of 21 units ask for 20.5.
///
/// The interval is that of the delta method with Student's t: the error of the time is that of the parameters over the slope
/// of the curve there. It cannot be said where fewer than two points are to spare, where the curve stays below the level,
/// or where the interval is longer than three times what was observed.
#[must_use]
pub fn when_reached(fit: &SaturationFit, level: f64) -> Reached {
    const LONGEST: f64 = 3.0;
    let points = fit.points_used;
    let silent = |code: &'static str, zh: String, en: String| {
        let reason = Localized::new(zh, en);
        Reached::CannotBeSaid { points, code, reason }
    };
    if fit.fit.degrees_of_freedom < 2 {
        return silent(
            "too-few-points",
            "点太少，没有富余的点可以看出误差".to_owned(),
            "too few points to tell the error of the curve".to_owned(),
        );
    }
    if fit.curve == Curve::BassIncrement {
        return silent(
            "increments",
            "每期增量没有要达到的水平；请用累计数".to_owned(),
            "increments have no level to reach; fit the cumulative counts".to_owned(),
        );
    }
    let Some(time) = fit.time_at_share(level / fit.ceiling) else {
        return silent(
            "not-reached",
            format!("曲线到不了 {level}"),
            format!("the curve does not reach {level}"),
        );
    };
    let (_, gradient) = fit.value_and_gradient(time);
    let span = (fit.span.1 - fit.span.0).max(f64::MIN_POSITIVE);
    let step = span * 1e-4;
    let slope = (fit.value(time + step) - fit.value(time - step)) / (2.0 * step);
    let mut variance = 0.0;
    for (row, by_row) in gradient.iter().enumerate() {
        for (column, by_column) in gradient.iter().enumerate() {
            variance += by_row * by_column * fit.fit.covariance[(row, column)];
        }
    }
    let reach =
        student_quantile(fit.fit.degrees_of_freedom as f64, 0.975) * variance.max(0.0).sqrt() / slope.abs();
    if reach.is_nan() || reach * 2.0 > LONGEST * span {
        return silent(
            "interval-too-wide",
            "区间过宽，超过观察期的三倍".to_owned(),
            "the interval is wider than three times what was observed".to_owned(),
        );
    }
    Reached::At { time, lower: time - reach, upper: time + reach }
}
