//! Time series against R and statsforecast: autoregressive models, profiles.
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
use proptest::prelude::*;
use tierstat_numerics::NumericsError;
use tierstat_numerics::forecast::arima::{ArimaOrder, fit_arima, select_arima};
use tierstat_numerics::forecast::{Method, MethodChoice, forecast};
use tierstat_numerics::saturation::{Curve, fit_saturation, profile_intervals};

const R: &str = "r_oracles.json";

fn order(autoregressive: usize, differences: usize, moving_average: usize, constant: bool) -> ArimaOrder {
    ArimaOrder { autoregressive, differences, moving_average, constant }
}

#[test]
fn one_autoregressive_term_of_the_differences() {
    let case = Case::load(R, "arima_110");
    let found = fit_arima(&case.numbers("/inputs/y"), order(1, 1, 0, false)).unwrap();
    case.assert("/outputs/ar1", found.autoregressive[0]);
    case.assert("/outputs/sigma2", found.variance);
    case.assert("/outputs/loglik", found.log_likelihood);
    case.assert("/outputs/aic", found.criterion);
    case.assert_all("/outputs/mean", &found.forecasts(6));
    let times = found.variance_multipliers(6).into_iter();
    let errors: Vec<f64> = times.map(|times| (times * found.variance).sqrt()).collect();
    case.assert_all("/outputs/se_pred", &errors);
}

#[test]
fn a_walk_with_drift() {
    let case = Case::load(R, "arima_010_drift");
    let found = fit_arima(&case.numbers("/inputs/y"), order(0, 1, 0, true)).unwrap();
    case.assert("/outputs/drift", found.constant.unwrap());
    case.assert("/outputs/sigma2_ml_unbiased", found.unbiased_variance);
    case.assert("/outputs/loglik", found.log_likelihood);
    case.assert("/outputs/aic", found.criterion);
    case.assert("/outputs/aicc", found.corrected_criterion.unwrap());
}

#[test]
fn the_order_is_chosen_as_in_r_and_statsforecast() {
    let case = Case::load(R, "auto_arima_order");
    let series = case.numbers("/inputs/y");
    let found = select_arima(&series, 5).unwrap();
    assert_eq!(found.order.to_string(), case.at("/outputs/order").as_str().unwrap());
    case.assert("/outputs/aicc", found.corrected_criterion.unwrap());
    case.assert_all("/outputs/mean", &found.forecasts(6));
    let case = Case::load("statsforecast.json", "statsforecast_AutoARIMA");
    let named = forecast(&case.numbers("/inputs/y"), 6, MethodChoice::Named(Method::Arima)).unwrap();
    case.assert_all("/outputs/mean", &named.point);
    case.assert("/outputs/model/loglik", found.log_likelihood);
    case.assert("/outputs/model/aicc", found.corrected_criterion.unwrap());
}

#[test]
fn intervals_by_the_profile_of_the_sum_of_squares() {
    let case = Case::load(R, "nls_profile_ci");
    let times: Vec<f64> = case.numbers("/inputs/year").iter().map(|year| year - 1990.0).collect();
    let values = case.numbers("/inputs/y");
    let fit = fit_saturation(Curve::Logistic, &times, &values, Some(case.number("/inputs/K"))).unwrap();
    for interval in profile_intervals(&fit, &times, &values, 0.95).unwrap() {
        let ends = [interval.lower.unwrap(), interval.upper.unwrap()];
        case.assert_all(&format!("/outputs/{}", interval.name), &ends);
        case.assert_all(&format!("/outputs/wald_{}", interval.name), &[interval.wald.0, interval.wald.1]);
    }
}

#[test]
fn profiles_with_a_fitted_ceiling() {
    // scipy's least_squares (MINPACK) inside of brentq, at the data of the case.
    let known: [(Curve, [[f64; 2]; 3]); 2] = [
        (
            Curve::Logistic,
            [
                [0.412_802_625_970_689_84, 0.451_223_653_710_195_46],
                [8.344_701_929_727_77, 8.628_680_955_844_192],
                [335.743_458_382_605_5, 349.652_861_125_503_36],
            ],
        ),
        (
            Curve::Gompertz,
            [
                [4.381_115_376_991_225, 7.455_182_888_904_365],
                [0.175_532_144_196_625_4, 0.275_843_396_442_102_15],
                [357.463_828_198_576_15, 471.544_392_312_171_06],
            ],
        ),
    ];
    let case = Case::load("growth.json", "growth_logistic_freeK");
    let times: Vec<f64> = case.numbers("/inputs/year").iter().map(|year| year - 1990.0).collect();
    let values = case.numbers("/inputs/y");
    for (curve, ends) in known {
        let fit = fit_saturation(curve, &times, &values, None).unwrap();
        let found = profile_intervals(&fit, &times, &values, 0.95).unwrap();
        assert_eq!(found.last().unwrap().name, "K");
        for (interval, [lower, upper]) in found.iter().zip(ends) {
            assert_close(interval.name, interval.lower.unwrap(), lower, 2e-9);
            assert_close(interval.name, interval.upper.unwrap(), upper, 2e-9);
        }
    }
}

#[test]
fn a_ceiling_that_the_data_do_not_bound_has_no_upper_end() {
    let times: Vec<f64> = (0..8).map(f64::from).collect();
    let values = [10.0, 14.5, 19.0, 28.5, 38.0, 55.0, 74.0, 104.0];
    let fit = fit_saturation(Curve::Logistic, &times, &values, None).unwrap();
    let found = profile_intervals(&fit, &times, &values, 0.95).unwrap();
    let ceiling = found.last().unwrap();
    assert!(ceiling.lower.unwrap() > 104.0 && ceiling.upper.is_none(), "{ceiling:?}");
    let short = profile_intervals(&fit, &times[1..], &values[1..], 0.95);
    assert!(matches!(short, Err(NumericsError::LengthMismatch { needed: 8, found: 7 })));
    assert!(profile_intervals(&fit, &times, &values, 1.0).is_err());
}

#[test]
fn a_curve_through_its_points_has_intervals_of_no_width() {
    let times: Vec<f64> = (0..8).map(f64::from).collect();
    let values: Vec<f64> = times.iter().map(|time| 64.0 / (1.0 + (-0.5 * (time - 4.0)).exp())).collect();
    let fit = fit_saturation(Curve::Logistic, &times, &values, Some(64.0)).unwrap();
    for interval in profile_intervals(&fit, &times, &values, 0.95).unwrap() {
        let width = interval.upper.unwrap() - interval.lower.unwrap();
        assert!(width.abs() < 1e-9, "{interval:?}");
    }
}

#[test]
fn moving_averages_and_means_are_likeliest_where_an_exact_determinant_says() {
    // scipy: the covariance of the differences as a dense matrix from 20,000 weights, its Cholesky factor, Nelder and Mead from
    // twelve starts. R's start of a variance of a million moves the sixth digit.
    let series = [
        115.8, 178.4, 228.7, 347.3, 649.5, 851.1, 830.5, 847.0, 949.6, 1176.6, 1147.0, 1125.5, 1099.7,
        1494.8, 1597.2, 1640.7, 1668.6, 1701.6, 2022.7, 2344.4,
    ];
    for (order, known, first) in [
        (order(0, 1, 1, true), -119.392_366_852_025_52, 0.253_351_69),
        (order(2, 1, 0, true), -117.531_810_575_830_48, 0.131_376_63),
        (order(1, 0, 0, true), -133.612_447_095_174_8, 0.984_859_68),
        (order(0, 2, 1, false), -115.436_929_281_476_07, -1.0),
        (order(2, 0, 1, true), -130.890_540_330_386_36, 1.393_489_2),
    ] {
        let found = fit_arima(&series, order).unwrap();
        let term = found.autoregressive.iter().chain(&found.moving_average).next().unwrap();
        let apart = if order.differences == 0 { 1e-13 } else { 1e-7 };
        assert_close("likelihood", found.log_likelihood, known, apart);
        assert_close("first term", *term, first, 1e-6);
    }
}

#[test]
fn models_that_cannot_be_fitted_are_refused_and_plain_series_are_answered() {
    let few = fit_arima(&[1.0, 2.0, 4.0], order(1, 1, 0, false));
    assert!(matches!(few, Err(NumericsError::TooFewPoints { needed: 4, found: 3, .. })));
    assert!(matches!(
        fit_arima(&[1.0; 9], order(6, 0, 0, true)),
        Err(NumericsError::OutOfRange { name: "autoregressive", .. })
    ));
    assert!(matches!(fit_arima(&[1.0; 9], order(0, 2, 0, true)), Err(NumericsError::OutOfRange { .. })));
    assert!(matches!(
        fit_arima(&[1.0, f64::NAN], order(0, 1, 0, true)),
        Err(NumericsError::NotFinite { .. })
    ));
    assert!(matches!(
        select_arima(&[1.0; 7], 5),
        Err(NumericsError::TooFewPoints { needed: 8, found: 7, .. })
    ));
    for value in [0.0, 7.0, -3e100] {
        let found = select_arima(&[value; 12], 5).unwrap();
        assert_eq!(found.forecasts(2), [value; 2]);
    }
    // The square of such a number is none.
    assert!(matches!(select_arima(&[-3e300; 12], 5), Err(NumericsError::NotFinite { .. })));
    let long: Vec<f64> = (0..800).map(|place| f64::from(place % 17) + f64::from(place) * 0.01).collect();
    assert!(select_arima(&long, 5).unwrap().forecasts(5).iter().all(|value| value.is_finite()));
}

#[test]
fn hormone_levels_as_r_prints_them() {
    // The examples of R's help page of arima: luteinizing hormone (Diggle 1990), to the four digits that are printed there.
    let series = [
        2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9,
        1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3,
        3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9,
    ];
    let known: [(usize, &[f64], [f64; 3]); 2] = [
        (1, &[0.5739, 2.4133], [0.1975, -29.38, 64.76]),
        (3, &[0.6448, -0.0634, -0.2198, 2.3931], [0.1787, -27.09, 64.18]),
    ];
    for (terms, numbers, [variance, likelihood, criterion]) in known {
        let found = fit_arima(&series, order(terms, 0, 0, true)).unwrap();
        let fitted = found.autoregressive.iter().chain(&found.constant);
        for (found, known) in fitted.zip(numbers) {
            assert!((found - known).abs() <= 0.5e-4, "{found} {known}");
        }
        assert!((found.variance - variance).abs() <= 0.5e-4);
        assert!((found.log_likelihood - likelihood).abs() <= 0.5e-2);
        assert!((found.criterion - criterion).abs() <= 0.5e-2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_model_that_is_fitted_is_finite_and_on_the_scale_of_its_series(
        series in proptest::collection::vec(prop_oneof![-1e3..1e3f64, Just(0.0), Just(5.0)], 0..25),
        terms in 0..4usize,
        differences in 0..3usize,
        errors in 0..4usize,
        constant in proptest::bool::ANY,
        power in -12..12i32,
    ) {
        let order = order(terms, differences, errors, constant && differences < 2);
        let Ok(found) = fit_arima(&series, order) else { return Ok(()) };
        prop_assert!(found.log_likelihood.is_finite() && found.variance >= 0.0);
        prop_assert!(found.forecasts(5).iter().all(|value| value.is_finite()));
        let times = found.variance_multipliers(5);
        // Errors before the first value that are not known may count less further on.
        prop_assert!(errors > 0 || times.windows(2).all(|pair| pair[1] >= pair[0] * (1.0 - 1e-9)));
        prop_assert!(times[0] >= 1.0 - 1e-9);
        let factor = 2.0_f64.powi(power);
        let scaled: Vec<f64> = series.iter().map(|value| value * factor).collect();
        let other = fit_arima(&scaled, order).unwrap();
        prop_assert_eq!(found.autoregressive.clone(), other.autoregressive.clone());
        for (one, other) in found.forecasts(3).iter().zip(other.forecasts(3)) {
            prop_assert!((one * factor - other).abs() <= 1e-12 * other.abs());
        }
    }
}
