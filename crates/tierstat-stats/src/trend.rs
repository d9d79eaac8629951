//! The least-squares growth rate of a series: how fast it grew over all its points, not only its two ends.
//!
//! `ln y = a + b t` is fitted by ordinary least squares and `e^b − 1` is the rate (World Bank, *World Development
//! Indicators*, "Statistical methods", least-squares growth rate). The interval comes from Student's t with n − 2
//! degrees of freedom.

use crate::distribution::student_quantile;
use crate::error::StatsError;
use jiff::civil::Date;
use tierstat_model::{Bounds, Ratio};

/// Days in a year of the Gregorian calendar, on average.
const DAYS_IN_A_YEAR: f64 = 365.2425;

/// A fitted growth rate with what it stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The rate a year, as a ratio.
    pub rate: f64,
    /// The interval that covers the rate with 95 % confidence, under independent errors of the logarithms.
    pub interval: Ratio,
    /// The standard error of the slope of the logarithm.
    pub slope_standard_error: f64,
    /// How many points were used.
    pub points_used: usize,
    /// How many were left out because they are bounds or missing.
    pub points_left_out: usize,
}

/// The least-squares growth rate a year of a series.
///
/// Takes the day of each point and its bounds; what is no point (a rough number, a missing one) is left out and counted.
///
/// # Errors
/// [`StatsError::TooFewPoints`] below three points, [`StatsError::NoSpan`] where all stand on one day,
/// [`StatsError::ValueNotPositive`] for values of zero or less.
pub fn log_linear_growth_rate(series: &[(Date, Option<Bounds>)]) -> Result<Trend, StatsError> {
    const NEEDED: usize = 3;
    let mut points = Vec::new();
    for (day, bounds) in series {
        if let Some(value) = bounds.and_then(|bounds| bounds.as_point()) {
            if value <= 0.0 {
                return Err(StatsError::ValueNotPositive { value });
            }
            points.push((years_since_epoch(*day), value.ln()));
        }
    }
    let left_out = series.len() - points.len();
    if points.len() < NEEDED {
        return Err(StatsError::TooFewPoints { needed: NEEDED, found: points.len(), left_out });
    }
    let count = points.len() as f64;
    let mean = |values: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(values).sum::<f64>() / count;
    let (mean_time, mean_log) = (mean(&|point| point.0), mean(&|point| point.1));
    let spread: f64 = points.iter().map(|(time, _)| (time - mean_time).powi(2)).sum();
    if spread <= 0.0 {
        return Err(StatsError::NoSpan);
    }
    let slope = points.iter().map(|(time, log)| (time - mean_time) * (log - mean_log)).sum::<f64>() / spread;
    let residuals: f64 =
        points.iter().map(|(time, log)| (log - mean_log - slope * (time - mean_time)).powi(2)).sum();
    let freedom = count - 2.0;
    let slope_standard_error = (residuals / freedom / spread).sqrt();
    let reach = student_quantile(freedom, 0.975) * slope_standard_error;
    let ends = ((slope - reach).exp_m1(), (slope + reach).exp_m1());
    let interval = Bounds::closed(ends.0, ends.1).or_else(|_| Bounds::at_least(ends.0.max(-1.0)));
    Ok(Trend {
        rate: slope.exp_m1(),
        interval: Ratio(interval.map_err(|_| StatsError::NoSpan)?),
        slope_standard_error,
        points_used: points.len(),
        points_left_out: left_out,
    })
}

fn years_since_epoch(day: Date) -> f64 {
    let epoch = jiff::civil::date(2000, 1, 1);
    let days = epoch.until(day).map_or(0, |span| span.get_days());
    f64::from(days) / DAYS_IN_A_YEAR
}

/// The span between two days in years: a whole number where month and day are the same.
#[must_use]
pub fn years_between(from: Date, to: Date) -> f64 {
    if (from.month(), from.day()) == (to.month(), to.day()) {
        return f64::from(to.year()) - f64::from(from.year());
    }
    years_since_epoch(to) - years_since_epoch(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[f64]) -> Vec<(Date, Option<Bounds>)> {
        let point = |(index, value): (usize, &f64)| {
            (jiff::civil::date(2010 + index as i16, 12, 31), Some(Bounds::point(*value).unwrap()))
        };
        values.iter().enumerate().map(point).collect()
    }

    #[test]
    fn an_exactly_geometric_series_has_its_rate_and_no_width() {
        let trend = log_linear_growth_rate(&series(&[100.0, 110.0, 121.0, 133.1])).unwrap();
        // Leap days make years a little uneven, by less than one part in a thousand.
        assert!((trend.rate - 0.1).abs() < 1e-3, "{}", trend.rate);
        assert_eq!(trend.points_used, 4);
        assert!(trend.slope_standard_error < 1e-3);
    }

    #[test]
    fn rough_and_missing_points_are_left_out_and_counted() {
        let mut values = series(&[1.0, 2.0, 3.0]);
        values.push((jiff::civil::date(2014, 12, 31), Some(Bounds::half_open(3500.0, 3600.0).unwrap())));
        values.push((jiff::civil::date(2015, 12, 31), None));
        let trend = log_linear_growth_rate(&values).unwrap();
        assert_eq!((trend.points_used, trend.points_left_out), (3, 2));
    }

    #[test]
    fn too_little_is_refused_with_what_was_needed() {
        let error = log_linear_growth_rate(&series(&[1.0, 2.0])).unwrap_err();
        assert!(matches!(error, StatsError::TooFewPoints { needed: 3, found: 2, left_out: 0 }));
        assert!(matches!(
            log_linear_growth_rate(&series(&[1.0, 0.0, 2.0])),
            Err(StatsError::ValueNotPositive { .. })
        ));
        let same_day = vec![(jiff::civil::date(2010, 1, 1), Some(Bounds::point(1.0).unwrap())); 3];
        assert!(matches!(log_linear_growth_rate(&same_day), Err(StatsError::NoSpan)));
    }

    #[test]
    fn years_are_whole_between_equal_days() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!((years_between(day("2015-12-31"), day("2018-12-31")) - 3.0).abs() < f64::EPSILON);
        assert!((years_between(day("2015-06-30"), day("2015-12-31")) - 0.504).abs() < 1e-3);
    }
}
