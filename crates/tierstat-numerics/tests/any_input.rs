//! Whatever comes in: a finite answer or a refusal, and never a stop.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    clippy::type_complexity,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

use proptest::prelude::*;
use tierstat_numerics::hazard::{discrete_hazard, survival_curve};
use tierstat_numerics::regression::generalised::{Counts, Family, generalised_linear_fit};
use tierstat_numerics::regression::linear::{design, linear_fit};
use tierstat_numerics::regression::robust::{RobustMethod, robust_fit};

/// Numbers as they come, and as they should not.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (-3..4_i32).prop_map(f64::from),
        2 => -1e3..1e3f64,
        1 => prop::num::f64::ANY,
        1 => prop::sample::select(vec![0.0, -0.0, 1e300, -1e300, 1e-300, f64::MAX, f64::MIN_POSITIVE]),
    ]
}

fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(number(), 0..9)
}

fn finite(what: &str, values: &[f64]) {
    assert!(values.iter().all(|value| value.is_finite()), "{what}: {values:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn lines(x in numbers(), y in numbers()) {
        let size = x.len().min(y.len());
        let (x, y) = (&x[..size], &y[..size]);
        let Ok(design) = design(&[x], true) else { return Ok(()) };
        if let Ok(fit) = linear_fit(&design, y, None, true) {
            finite("line", &fit.coefficients);
            finite("line", &fit.standard_errors);
            finite("line", &fit.residuals);
            finite("line", &[fit.determination, fit.variance_ratio.unwrap_or(0.0), fit.regression_sum_of_squares]);
        }
        for method in [RobustMethod::Huber, RobustMethod::Bisquare, RobustMethod::Mm { seed: 5 }] {
            if let Ok(found) = robust_fit(&design, y, method) {
                finite("robust", &found.coefficients);
                finite("robust", &found.residuals);
                finite("robust", &found.weights);
                finite("robust", &[found.scale]);
            }
        }
    }

    #[test]
    fn counts(x in numbers(), counts in numbers(), offset in numbers(), at in number()) {
        let size = x.len().min(counts.len()).min(offset.len());
        let counts: Vec<f64> = counts[..size].iter().map(|count| count.abs()).collect();
        let trials: Vec<f64> = counts.iter().zip(&offset).map(|(count, more)| count + more.abs()).collect();
        let Ok(design) = design(&[&x[..size]], true) else { return Ok(()) };
        for family in [Family::BinomialLogit, Family::BinomialComplementaryLogLog, Family::PoissonLog] {
            for offset in [None, Some(&offset[..size])] {
                let data = Counts { counts: &counts, trials: Some(&trials), offset, repeats: None };
                let Ok(found) = generalised_linear_fit(&design, &data, family, true) else { continue };
                finite("counts", &found.coefficients);
                finite("counts", &found.fitted);
                finite("counts", &[found.deviance, found.information_criterion, found.dispersion.unwrap_or(0.0)]);
                if let Ok(found) = found.prediction(&[1.0, at], 0.0, 0.95) {
                    finite("mean", &[found.mean, found.interval.lower, found.interval.upper]);
                }
            }
        }
    }

    #[test]
    fn units(times in numbers(), events in prop::collection::vec(any::<bool>(), 0..9)) {
        let size = times.len().min(events.len());
        if let Ok(found) = survival_curve(&times[..size], &events[..size]) {
            for step in &found.steps {
                finite("step", &[step.survival, step.cumulative_hazard, step.log_standard_error.unwrap_or(0.0)]);
                if let Some(interval) = step.interval(1.0 - f64::EPSILON / 2.0).unwrap() {
                    finite("interval", &[interval.lower, interval.upper]);
                }
            }
            finite("median", &[found.median.unwrap_or(0.0)]);
        }
        let periods: Vec<u32> = times[..size].iter().map(|time| *time as u32).collect();
        if let Ok(found) = discrete_hazard(&periods, &events[..size]) {
            finite("hazard", &found.coefficients);
            finite("hazard", &found.standard_errors);
        }
    }
}
