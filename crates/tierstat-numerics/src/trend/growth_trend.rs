//! The growth rate of a series over all its points, not only its two ends, also where points are known within bounds.
//!
//! `ln y = a + b t` is fitted and `e^b − 1` is the rate (World Bank, *World Development Indicators*, "Statistical methods",
//! least-squares growth rate). Points alone are fitted by least squares; where some are bounds, by the likelihood of their
//! intervals. Bounds so wide that a line passes through all of them leave a range of rates, and that is what is answered.

use crate::distribution::student_quantile;
use crate::error::NumericsError;
use crate::growth::rebuilt;
use crate::linear_algebra::Matrix;
use crate::regression::interval_censored::{CensoredValue, interval_censored_fit};
use crate::regression::linear::{linear_fit, polynomial_design};
use tierstat_model::{Bounds, Ratio, Upper};

/// How a trend was fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendForm {
    /// By least squares: all values are points.
    LeastSquares,
    /// By the likelihood of intervals: some values are bounds.
    IntervalCensored,
}

/// A fitted line, on the scale it was fitted on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendFit {
    /// How it was fitted.
    pub form: TrendForm,
    /// The slope for one of time.
    pub slope: f64,
    /// The value at time zero.
    pub intercept: f64,
    /// The standard error of the slope, with n − 2 degrees of freedom.
    pub slope_standard_error: f64,
    /// The lower end of the interval that covers the slope with 95 %.
    pub slope_lower: f64,
    /// Its upper end.
    pub slope_upper: f64,
    /// How many points were used, bounds included.
    pub points_used: usize,
    /// How many of these are known within bounds.
    pub points_bounded: usize,
    /// How many were left out because they are missing.
    pub points_left_out: usize,
}

/// What can be said of the growth of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GrowthTrend {
    /// A rate, with the line it comes from.
    Fitted {
        /// The rate for one of time, as a ratio.
        rate: f64,
        /// The interval that covers it with 95 %, under independent errors.
        interval: Ratio,
        /// The line through the logarithms.
        fit: TrendFit,
    },
    /// Every rate inside these bounds belongs to a line through all of what is known: no rate is likelier than another.
    Inside {
        /// The rates.
        rates: Ratio,
        /// How many points were used.
        points_used: usize,
    },
}

/// The least-squares growth rate of a series, for one of time (a year, where times are in years).
///
/// `series` holds times and bounds in any order; `None` is a missing value and is counted, not used.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] below three, [`NumericsError::NoSpan`] where all stand at one time, [`NumericsError::NotFinite`] for a
/// time, [`NumericsError::ValueNotPositive`] where a value cannot be above zero.
pub fn growth_trend(series: &[(f64, Option<Bounds>)]) -> Result<GrowthTrend, NumericsError> {
    let logarithm = |value: f64| if value > 0.0 { value.ln() } else { f64::NEG_INFINITY };
    let (times, values, left_out) = censored(series, |bounds| {
        let upper = bounds.upper_value().map_or(f64::INFINITY, logarithm);
        (logarithm(bounds.lower()), upper)
    })?;
    if let Some((_, bounds)) = series.iter().find(|(_, bounds)| {
        bounds.is_some_and(|bounds| bounds.upper_value().is_some_and(|upper| upper <= 0.0))
    }) {
        let value = bounds.and_then(|bounds| bounds.upper_value()).unwrap_or(0.0);
        return Err(NumericsError::ValueNotPositive { value });
    }
    match fitted(&times, &values, left_out) {
        Ok(fit) => {
            let interval = Ratio(rates_between(fit.slope_lower, fit.slope_upper));
            Ok(GrowthTrend::Fitted { rate: fit.slope.exp_m1(), interval, fit })
        }
        Err(NumericsError::ScatterUnknown { .. }) => {
            let (lower, upper) = slopes_inside(&times, &values);
            Ok(GrowthTrend::Inside { rates: Ratio(rates_between(lower, upper)), points_used: times.len() })
        }
        Err(error) => Err(error),
    }
}

/// The rates between two slopes. A slope that falls without limit limits no rate: that no number falls by more than all of it is not known
/// from the figures.
fn rates_between(lower: f64, upper: f64) -> Bounds {
    let (lower, upper) = (lower.exp_m1(), upper.exp_m1());
    let lower = if lower > -1.0 { lower } else { f64::MIN };
    rebuilt(lower, if upper.is_finite() { Upper::Closed(upper) } else { Upper::Unbounded })
}

/// The line through a series on its own scale: the change for one of time.
///
/// # Errors
/// As [`growth_trend`], without the need for values above zero; [`NumericsError::ScatterUnknown`] where bounds are so wide that a
/// line passes through all.
pub(super) fn line_trend(series: &[(f64, Option<Bounds>)]) -> Result<TrendFit, NumericsError> {
    let (times, values, left_out) =
        censored(series, |bounds| (bounds.lower(), bounds.upper_value().unwrap_or(f64::INFINITY)))?;
    fitted(&times, &values, left_out)
}

/// Times and ends of what is known, and how many are missing.
fn censored(
    series: &[(f64, Option<Bounds>)],
    ends: impl Fn(&Bounds) -> (f64, f64),
) -> Result<(Vec<f64>, Vec<CensoredValue>, usize), NumericsError> {
    let known: Vec<(f64, Bounds)> =
        series.iter().filter_map(|(time, bounds)| Some((*time, (*bounds)?))).collect();
    if let Some((time, _)) = known.iter().find(|(time, _)| !time.is_finite()) {
        return Err(NumericsError::NotFinite { value: *time });
    }
    let values = known.iter().map(|(_, bounds)| {
        let (lower, upper) = ends(bounds);
        CensoredValue { lower, upper }
    });
    Ok((known.iter().map(|(time, _)| *time).collect(), values.collect(), series.len() - known.len()))
}

fn fitted(times: &[f64], values: &[CensoredValue], left_out: usize) -> Result<TrendFit, NumericsError> {
    const NEEDED: usize = 3;
    if times.len() < NEEDED {
        return Err(NumericsError::TooFewPoints { needed: NEEDED, found: times.len(), left_out });
    }
    let least = times.iter().copied().fold(f64::INFINITY, f64::min);
    let most = times.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most <= least {
        return Err(NumericsError::NoSpan);
    }
    // Around the middle the two numbers of the line do not depend on each other.
    let middle = least / 2.0 + most / 2.0;
    let centred: Vec<f64> = times.iter().map(|time| time - middle).collect();
    let bounded = values.iter().filter(|value| !value.is_point()).count();
    let freedom = times.len() as f64 - 2.0;
    let (coefficients, error, form) = if bounded == 0 {
        let points: Vec<f64> = values.iter().map(|value| value.lower).collect();
        let fit = linear_fit(&polynomial_design(&centred, 1)?, &points, None, true)?;
        let error = fit.standard_errors.last().copied().unwrap_or(0.0);
        (fit.coefficients, error, TrendForm::LeastSquares)
    } else {
        let design = Matrix::from_fn(times.len(), 2, |row, column| {
            if column == 0 { 1.0 } else { centred.get(row).copied().unwrap_or(0.0) }
        });
        let (least, most) = slopes_inside(times, values);
        if least <= most {
            return Err(NumericsError::ScatterUnknown { found: times.len() });
        }
        let fit = interval_censored_fit(&design, values)?;
        // The likelihood divides by n, least squares by n − 2: so that points alone would give the same error.
        let error =
            fit.standard_errors.last().copied().unwrap_or(0.0) * (times.len() as f64 / freedom).sqrt();
        (fit.coefficients, error, TrendForm::IntervalCensored)
    };
    // What rounding leaves of a slope where there is none is none.
    let size = values.iter().map(|value| value.lower.abs().max(value.upper.abs()));
    let least = 1e-14 * size.filter(|size| size.is_finite()).fold(0.0, f64::max) / (most - least);
    let felt = |number: f64| if number.abs() <= least { 0.0 } else { number };
    let (level, slope) =
        (coefficients.first().copied().unwrap_or(0.0), felt(coefficients.last().copied().unwrap_or(0.0)));
    let error = felt(error);
    let reach = student_quantile(freedom, 0.975) * error;
    if ![level, slope, reach].iter().all(|number| number.is_finite()) {
        return Err(NumericsError::NoConvergence { starts: 1 });
    }
    Ok(TrendFit {
        form,
        slope,
        intercept: level - slope * middle,
        slope_standard_error: error,
        slope_lower: slope - reach,
        slope_upper: slope + reach,
        points_used: times.len(),
        points_bounded: bounded,
        points_left_out: left_out,
    })
}

/// The least and the greatest slope of the lines that pass through all ends.
///
/// A line `a + b t` does where each lower end less `b t` stays below each upper end less `b t`: one bound on `b` for each pair.
fn slopes_inside(times: &[f64], values: &[CensoredValue]) -> (f64, f64) {
    let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
    for (time, value) in times.iter().zip(values) {
        for (later, other) in times.iter().zip(values).filter(|(later, _)| *later > time) {
            least = least.max((other.lower - value.upper) / (later - time));
            most = most.min((other.upper - value.lower) / (later - time));
        }
    }
    (least, most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn series(values: &[f64]) -> Vec<(f64, Option<Bounds>)> {
        values.iter().enumerate().map(|(at, value)| (at as f64, Bounds::point(*value).ok())).collect()
    }

    #[test]
    fn figures_without_an_upper_end_set_no_lower_end_to_the_rate() {
        let series = [
            (0.0, Bounds::at_least(50.0).ok()),
            (1.0, Bounds::at_least(50.0).ok()),
            (2.0, Bounds::point(100.0).ok()),
        ];
        let found = growth_trend(&series).unwrap();
        let GrowthTrend::Inside { rates, .. } = found else { panic!("{found:?}") };
        assert_eq!(rates.0.lower_value(), None);
        assert!((rates.0.upper_value().unwrap() - (2.0_f64.sqrt() - 1.0)).abs() < 1e-12, "{rates:?}");
    }

    #[test]
    fn an_exactly_geometric_series_has_its_rate_and_no_width() {
        let found = growth_trend(&series(&[100.0, 110.0, 121.0, 133.1])).unwrap();
        let GrowthTrend::Fitted { rate, fit, .. } = found else { panic!("{found:?}") };
        assert!((rate - 0.1).abs() < 1e-12 && fit.slope_standard_error < 1e-12, "{found:?}");
        assert_eq!((fit.points_used, fit.form), (4, TrendForm::LeastSquares));
    }

    #[test]
    fn where_nothing_changes_the_rate_is_zero() {
        let GrowthTrend::Fitted { rate, interval, .. } = growth_trend(&series(&[7.0; 12])).unwrap() else {
            panic!()
        };
        assert_eq!((rate.to_bits(), interval.0.as_point()), (0, Some(0.0)));
    }

    #[test]
    fn rough_points_are_fitted_as_intervals_and_missing_ones_are_counted() {
        let mut values = series(&[2900.0, 3300.0, 3250.0]);
        values.push((3.0, Bounds::half_open(3500.0, 3600.0).ok()));
        values.push((4.0, None));
        values.push((5.0, Bounds::point(4686.0).ok()));
        let GrowthTrend::Fitted { rate, interval, fit } = growth_trend(&values).unwrap() else { panic!() };
        assert_eq!((fit.points_used, fit.points_bounded, fit.points_left_out), (5, 1, 1));
        assert_eq!(fit.form, TrendForm::IntervalCensored);
        assert!(interval.0.contains(rate) && rate > 0.05 && rate < 0.12, "{rate}");
    }

    #[test]
    fn a_press_series_of_mostly_rough_figures_is_fitted() {
        // Rough figures of a press archive, four of thirteen exact, two that contradict each other.
        let rough = |time: f64, lower: f64, upper: f64| (time, Bounds::half_open(lower, upper).ok());
        let exact = |time: f64, value: f64| (time, Bounds::point(value).ok());
        let values = [
            rough(2010.0, 500.0, 600.0),
            rough(2011.4, 600.0, 700.0),
            exact(2013.0, 2452.0),
            rough(2014.0, 3300.0, 3400.0),
            rough(2014.5, 3500.0, 3600.0),
            rough(2014.8, 3000.0, 4000.0),
            exact(2015.0, 4686.0),
            exact(2015.2, 4686.0),
            exact(2017.0, 7511.0),
            rough(2018.0, 9700.0, 9800.0),
            rough(2020.8, 13_000.0, 14_000.0),
            rough(2021.0, 5000.0, 6000.0),
            rough(2022.0, 18_500.0, 19_500.0),
        ];
        let GrowthTrend::Fitted { rate, interval, fit } = growth_trend(&values).unwrap() else { panic!() };
        assert!((rate - 0.286).abs() < 5e-3 && interval.0.contains(rate), "{rate}");
        assert_eq!((fit.points_used, fit.points_bounded), (13, 9));
    }

    #[test]
    fn bounds_alone_that_a_line_passes_through_leave_a_range() {
        let rough = |lower: f64, upper: f64| Bounds::half_open(lower, upper).ok();
        let values =
            [(0.0, rough(1000.0, 2000.0)), (1.0, rough(1000.0, 2000.0)), (2.0, rough(2000.0, 3000.0))];
        let GrowthTrend::Inside { rates, points_used } = growth_trend(&values).unwrap() else { panic!() };
        assert_eq!(points_used, 3);
        // From 2000 to 2000 and from 1000 to 3000 over two years are the extremes.
        assert!(rates.0.lower().abs() < 1e-12, "{rates:?}");
        assert!((rates.0.upper_value().unwrap() - (3.0_f64.sqrt() - 1.0)).abs() < 1e-12, "{rates:?}");
    }

    #[test]
    fn too_little_is_refused_with_what_was_needed() {
        let error = growth_trend(&series(&[1.0, 2.0])).unwrap_err();
        assert!(matches!(error, NumericsError::TooFewPoints { needed: 3, found: 2, left_out: 0 }));
        assert!(matches!(
            growth_trend(&series(&[1.0, 0.0, 2.0])),
            Err(NumericsError::ValueNotPositive { .. })
        ));
        let same = vec![(1.0, Bounds::point(1.0).ok()); 3];
        assert!(matches!(growth_trend(&same), Err(NumericsError::NoSpan)));
        assert!(growth_trend(&[(f64::NAN, Bounds::point(1.0).ok()); 3]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn the_unit_of_the_values_does_not_change_the_rate(
            values in proptest::collection::vec(1.0..1e4f64, 4..12),
            widths in proptest::collection::vec(0.0..50.0f64, 12),
            factor in 1e-3..1e3f64,
        ) {
            let bounded = |factor: f64| -> Vec<(f64, Option<Bounds>)> {
                let ends = values.iter().zip(&widths).enumerate();
                ends.map(|(at, (value, width))| {
                    let width = if at % 2 == 0 { 0.0 } else { *width };
                    (at as f64, Bounds::closed(value * factor, (value + width) * factor).ok())
                }).collect()
            };
            let (one, other) = (growth_trend(&bounded(1.0)), growth_trend(&bounded(factor)));
            if let (Ok(GrowthTrend::Fitted { rate, .. }), Ok(GrowthTrend::Fitted { rate: scaled, .. })) = (&one, &other) {
                prop_assert!((rate - scaled).abs() <= 1e-6 * (1.0 + rate.abs()), "{rate} {scaled}");
            }
        }
    }
}
