//! Saturation curves against R's nls and fifty-digit arithmetic.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    clippy::type_complexity,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

mod oracle;

use oracle::{Case, assert_close};
use tierstat_model::Bounds;
use tierstat_numerics::NumericsError;
use tierstat_numerics::growth::compound_annual_growth_rate;
use tierstat_numerics::saturation::{Curve, Reached, SaturationFit, fit_saturation, when_reached};

const CASES: &str = "growth.json";

/// Fits a case and compares parameters, errors, covariance, sums and criteria.
fn fitted(id: &str, curve: Curve) -> (Case, SaturationFit) {
    let case = Case::load(CASES, id);
    let has = |name: &str| case.at("/inputs").get(name).is_some();
    let times: Vec<f64> = if has("year") {
        case.numbers("/inputs/year").iter().map(|year| year - 1990.0).collect()
    } else {
        case.numbers("/inputs/t")
    };
    let values = ["y", "cumulative", "adoptions"].into_iter().find(|name| has(name)).expect("values");
    let ceiling = has("K").then(|| case.number("/inputs/K"));
    let found = fit_saturation(curve, &times, &case.numbers(&format!("/inputs/{values}")), ceiling).unwrap();
    let mut names: Vec<&str> = curve.parameter_names().to_vec();
    names.extend(ceiling.is_none().then(|| curve.ceiling_name()));
    for (place, name) in names.iter().enumerate() {
        case.assert(&format!("/outputs/params/{name}"), found.fit.parameters[place]);
        case.assert(&format!("/outputs/se/{name}"), found.fit.standard_errors[place]);
    }
    for (row, expected) in case.table("/outputs/cov").iter().enumerate() {
        for (column, expected) in expected.iter().enumerate() {
            assert_close("covariance", found.fit.covariance[(row, column)], *expected, case.tolerance());
        }
    }
    case.assert("/outputs/rss", found.fit.residual_sum_of_squares);
    case.assert("/outputs/r2", found.fit.determination);
    case.assert("/outputs/residual_sd", found.fit.residual_standard_deviation);
    case.assert("/outputs/aic", found.fit.information_criterion);
    assert_eq!(found.fit.degrees_of_freedom as f64, case.number("/outputs/df"));
    (case, found)
}

#[test]
fn logistic_with_a_known_ceiling() {
    let (case, found) = fitted("growth_logistic_fixedK", Curve::Logistic);
    for year in ["2006", "2008", "2010"] {
        let time = year.parse::<f64>().unwrap() - 1990.0;
        case.assert(&format!("/outputs/forecast/{year}"), found.value(time));
    }
    case.assert("/outputs/year_at_50pct", found.time_at_share(0.5).unwrap() + 1990.0);
    case.assert("/outputs/year_at_90pct", found.time_at_share(0.9).unwrap() + 1990.0);
}

#[test]
fn curves_with_fitted_ceilings_and_shapes() {
    let (case, found) = fitted("growth_logistic_freeK", Curve::Logistic);
    case.assert("/outputs/scal", 1.0 / found.fit.parameters[0]);
    fitted("growth_gompertz_freeK", Curve::Gompertz);
    fitted("growth_richards_fixedK", Curve::Richards);
}

#[test]
fn diffusion_by_bass() {
    let (case, found) = fitted("diffusion_bass_cumulative_nls", Curve::Bass);
    case.assert("/outputs/t_peak", found.peak_time().unwrap());
    fitted("diffusion_bass_increment_nls", Curve::BassIncrement);
}

#[test]
fn compound_growth_between_rough_numbers() {
    let case = Case::load(CASES, "growth_cagr_interval");
    let bounds = |name: &str| {
        let ends = case.numbers(&format!("/inputs/{name}"));
        Bounds::half_open(ends[0], ends[1]).unwrap()
    };
    let found =
        compound_annual_growth_rate(&bounds("y0"), &bounds("y1"), case.number("/inputs/years")).unwrap().0;
    case.assert("/outputs/cagr_min", found.lower());
    case.assert("/outputs/cagr_max", found.upper_value().unwrap());
    let middle = |name: &str| {
        let ends = case.numbers(&format!("/inputs/{name}"));
        Bounds::point((ends[0] + ends[1]) / 2.0).unwrap()
    };
    let middle =
        compound_annual_growth_rate(&middle("y0"), &middle("y1"), case.number("/inputs/years")).unwrap();
    case.assert("/outputs/cagr_mid", middle.0.as_point().unwrap());
}

#[test]
fn when_the_last_unit_is_reached_or_that_it_cannot_be_said() {
    let case = Case::load(CASES, "growth_logistic_fixedK");
    let times: Vec<f64> = case.numbers("/inputs/year").iter().map(|year| year - 1990.0).collect();
    let values = case.numbers("/inputs/y");
    let fit = fit_saturation(Curve::Logistic, &times, &values, Some(333.0)).unwrap();
    let Reached::At { time, lower, upper } = when_reached(&fit, 332.5) else { panic!("ten points can say") };
    assert!(lower < time && time < upper && (fit.value(time) - 332.5).abs() < 1e-6, "{lower} {time} {upper}");
    let three = fit_saturation(Curve::Logistic, &times[..3], &values[..3], Some(333.0)).unwrap();
    assert!(matches!(when_reached(&three, 332.5), Reached::CannotBeSaid { points: 3, .. }));
    assert!(matches!(when_reached(&fit, 400.0), Reached::CannotBeSaid { .. }));
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let years = [1.0, 2.0, 3.0, 4.0];
    let fit =
        |values: &[f64], ceiling| fit_saturation(Curve::Logistic, &years[..values.len()], values, ceiling);
    assert!(matches!(fit(&[1.0, 5.0, 9.0, 12.0], Some(10.0)), Err(NumericsError::CeilingBelowData { .. })));
    assert!(matches!(
        fit(&[1.0, 5.0], Some(10.0)),
        Err(NumericsError::TooFewPoints { needed: 3, found: 2, .. })
    ));
    assert!(matches!(fit(&[3.0; 4], Some(10.0)), Err(NumericsError::AllEqual { .. })));
    assert!(matches!(fit(&[-1.0, 5.0, 6.0, 7.0], Some(10.0)), Err(NumericsError::NegativeValue { .. })));
    assert!(matches!(fit(&[1.0, f64::NAN, 6.0, 7.0], Some(10.0)), Err(NumericsError::NotFinite { .. })));
    let twice = fit_saturation(Curve::Logistic, &[1.0, 2.0, 2.0, 3.0], &[1.0, 2.0, 3.0, 4.0], Some(10.0));
    assert!(matches!(twice, Err(NumericsError::DuplicateTime { .. })));
}
