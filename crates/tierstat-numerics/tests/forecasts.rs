//! Forecasts against R's `forecast`, statsforecast and exact recursions.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    clippy::type_complexity,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

mod oracle;

use oracle::forecast_metrics::{
    ensemble_ranked_score, interval_scores, normal_ranked_score, percentage_error, root_squared_scaled_error,
    scaled_error, scaled_interval_score, symmetric_percentage_error,
};
use oracle::{Case, assert_close};
use proptest::prelude::*;
use tierstat_numerics::forecast::smoothing::{
    Smoothing, SmoothingError, SmoothingParameters, SmoothingTrend,
};
use tierstat_numerics::forecast::{METHODS, Method, MethodChoice, forecast};

const R: &str = "r_oracles.json";

fn named(series: &[f64], method: Method) -> tierstat_numerics::forecast::Forecast {
    forecast(series, 6, MethodChoice::Named(method)).unwrap()
}

#[test]
fn naive_with_its_intervals() {
    let case = Case::load(R, "naive_pi");
    let found = named(&case.numbers("/inputs/y"), Method::Naive);
    case.assert_all("/outputs/mean", &found.point);
    for (step, ends) in case.table("/outputs/lower").iter().enumerate() {
        assert_close("lower 80", found.lower80[step], ends[0], case.tolerance());
        assert_close("lower 95", found.lower95[step], ends[1], case.tolerance());
    }
    for (step, ends) in case.table("/outputs/upper").iter().enumerate() {
        assert_close("upper 80", found.upper80[step], ends[0], case.tolerance());
        assert_close("upper 95", found.upper95[step], ends[1], case.tolerance());
    }
}

#[test]
fn theta_with_its_intervals() {
    let case = Case::load(R, "theta_R");
    let found = named(&case.numbers("/inputs/y"), Method::Theta);
    case.assert_all("/outputs/mean", &found.point);
    for (step, ends) in case.table("/outputs/lower").iter().enumerate() {
        assert_close("lower 80", found.lower80[step], ends[0], case.tolerance());
        assert_close("lower 95", found.lower95[step], ends[1], case.tolerance());
    }
}

#[test]
fn recursions_at_given_numbers() {
    for (id, trend) in [("ets_fixed_AAN", SmoothingTrend::Additive), ("ets_fixed_ANN", SmoothingTrend::None)]
    {
        let case = Case::load(R, id);
        let trends = trend != SmoothingTrend::None;
        let parameters = SmoothingParameters {
            alpha: case.number("/inputs/alpha"),
            beta: if trends { case.number("/inputs/beta") } else { 0.0 },
            phi: 1.0,
            level: case.number("/inputs/l0"),
            slope: if trends { case.number("/inputs/b0") } else { 0.0 },
        };
        let series = case.numbers("/inputs/y");
        let found = Smoothing::with(&series, SmoothingError::Additive, trend, parameters).unwrap();
        case.assert_all("/outputs/fitted", &found.fitted);
        case.assert("/outputs/level", found.last_level);
        case.assert("/outputs/trend", found.last_slope);
        case.assert_all("/outputs/mean", &found.forecasts(6));
        case.assert("/outputs/sse", found.squared_errors);
        case.assert("/outputs/loglik_R", found.log_likelihood);
        case.assert_all("/outputs/variance_multiplier", &found.variance_multipliers(6));
    }
}

/// The models that R fitted, with their forms.
const FITTED_BY_R: [(&str, SmoothingError, SmoothingTrend); 3] = [
    ("ets_opt_AAN", SmoothingError::Additive, SmoothingTrend::Additive),
    ("ets_opt_MAN", SmoothingError::Multiplicative, SmoothingTrend::Additive),
    ("ets_opt_MANd", SmoothingError::Multiplicative, SmoothingTrend::Damped),
];

#[test]
fn the_likelihood_of_r_is_matched_or_beaten() {
    for (id, error, trend) in FITTED_BY_R {
        let case = Case::load(R, id);
        let found = Smoothing::fitted(&case.numbers("/inputs/y"), error, trend).unwrap();
        let known = case.number("/outputs/loglik");
        println!("{id}: {} against {known}: {:?}", found.log_likelihood, found.parameters);
        assert!(found.log_likelihood >= known - 1e-4, "{id}: {} is below {known}", found.log_likelihood);
        let SmoothingParameters { alpha, beta, phi, .. } = found.parameters;
        assert!(
            (1e-4..=alpha).contains(&beta) && alpha <= 0.9999 && (phi == 1.0 || (0.8..=0.98).contains(&phi))
        );
    }
}

#[test]
fn every_output_of_r_at_the_numbers_where_it_stopped() {
    // R's simplex closes on beta = alpha (AAN), or before it has moved beta (MAN, MANd), 2.5, 3.4 and 8.9 below the greatest
    // likelihood in the same ranges; there its outputs are compared, far closer than the case asks.
    const CLOSE: f64 = 1e-10;
    for (id, error, trend) in FITTED_BY_R {
        let case = Case::load(R, id);
        let number = |name: &str| case.number(&format!("/outputs/par/{name}"));
        let parameters = SmoothingParameters {
            alpha: number("alpha"),
            beta: number("beta"),
            phi: if trend == SmoothingTrend::Damped { number("phi") } else { 1.0 },
            level: number("l"),
            slope: number("b"),
        };
        let series = case.numbers("/inputs/y");
        let found = Smoothing::with(&series, error, trend, parameters).unwrap();
        let squares: f64 = series.iter().zip(&found.fitted).map(|(y, fitted)| (y - fitted).powi(2)).sum();
        for (name, value) in [
            ("loglik", found.log_likelihood),
            ("aic", found.criterion()),
            ("aicc", found.corrected_criterion()),
            ("sse", squares),
            ("sigma2", found.error_variance()),
        ] {
            assert_close(&format!("{id} {name}"), value, case.number(&format!("/outputs/{name}")), CLOSE);
        }
        for (name, values) in [("fitted", &found.fitted), ("mean", &found.forecasts(6))] {
            for (value, known) in values.iter().zip(case.numbers(&format!("/outputs/{name}"))) {
                assert_close(&format!("{id} {name}"), *value, known, CLOSE);
            }
        }
        let (lower, upper) = (case.table("/outputs/lower"), case.table("/outputs/upper"));
        let ahead = found.forecasts(6).into_iter().zip(found.variances(6));
        for ((point, variance), (lower, upper)) in ahead.zip(lower.iter().zip(&upper)) {
            for (place, reach) in [(0, 1.281_551_565_544_6), (1, 1.959_963_984_540_054)] {
                assert_close(&format!("{id} lower"), point - reach * variance.sqrt(), lower[place], CLOSE);
                assert_close(&format!("{id} upper"), point + reach * variance.sqrt(), upper[place], CLOSE);
            }
        }
    }
}

#[test]
fn theta_models_of_statsforecast() {
    for (id, method) in [
        ("statsforecast_Theta", Method::Theta),
        ("statsforecast_DynamicTheta", Method::DynamicTheta),
        ("statsforecast_DynamicOptimizedTheta", Method::DynamicOptimisedTheta),
    ] {
        let case = Case::load("statsforecast.json", id);
        case.assert_all("/outputs/mean", &named(&case.numbers("/inputs/y"), method).point);
    }
}

#[test]
fn damped_smoothing_is_likelier_than_where_statsforecast_stopped() {
    // It stopped at a likelihood of −88.7218 with the weight of the slope at 0.0001; the greatest in the same ranges is −83.0883.
    // At its own numbers all is as it says, but for its forecasts from the second step on: it damps the first slope once only,
    // φ + φ + φ² + … where the model (and R) have φ + φ² + φ³ + ….
    let case = Case::load("statsforecast.json", "statsforecast_AutoETS_2_AAdN");
    let series = case.numbers("/inputs/y");
    let form = (SmoothingError::Additive, SmoothingTrend::Damped);
    let found = Smoothing::fitted(&series, form.0, form.1).unwrap();
    assert!(found.log_likelihood >= case.number("/outputs/model/loglik") - 1e-4);
    let [alpha, beta, _, phi, level, slope] = case.numbers("/outputs/model/par")[..] else {
        panic!("six numbers")
    };
    let parameters = SmoothingParameters { alpha, beta, phi, level, slope };
    let there = Smoothing::with(&series, form.0, form.1, parameters).unwrap();
    const CLOSE: f64 = 1e-12;
    for (name, value) in [
        ("loglik", there.log_likelihood),
        ("aicc", there.corrected_criterion()),
        ("mse", there.squared_errors / series.len() as f64),
    ] {
        assert_close(name, value, case.number(&format!("/outputs/model/{name}")), CLOSE);
    }
    let (mut reach, mut damping) = (phi, phi);
    for (step, known) in case.numbers("/outputs/mean").into_iter().enumerate() {
        if step > 0 {
            reach += damping;
            damping *= phi;
        }
        assert_close("mean as damped there", there.last_level + reach * there.last_slope, known, CLOSE);
    }
    assert_close("first step", there.forecasts(1)[0], case.number("/outputs/mean/0"), CLOSE);
}

#[test]
fn errors_of_points_and_intervals() {
    let case = Case::load("balance_reconcile_etc.json", "metrics_point_interval");
    let [train, actual, forecast, lower, upper] =
        ["train", "actual", "forecast", "lo95", "hi95"].map(|name| case.numbers(&format!("/inputs/{name}")));
    case.assert("/outputs/smape", symmetric_percentage_error(&actual, &forecast).unwrap());
    case.assert("/outputs/mape", percentage_error(&actual, &forecast).unwrap());
    case.assert("/outputs/mase", scaled_error(&train, &actual, &forecast).unwrap());
    case.assert("/outputs/rmsse", root_squared_scaled_error(&train, &actual, &forecast).unwrap());
    case.assert_all("/outputs/interval_score", &interval_scores(&actual, &lower, &upper, 0.05).unwrap());
    case.assert("/outputs/msis", scaled_interval_score(&train, &actual, &lower, &upper, 0.05).unwrap());
}

#[test]
fn ranked_scores() {
    let case = Case::load("balance_reconcile_etc.json", "metrics_crps");
    let found: Vec<f64> = case
        .table("/inputs/norm")
        .iter()
        .map(|row| normal_ranked_score(row[0], row[1], row[2]).unwrap())
        .collect();
    case.assert_all("/outputs/crps_norm", &found);
    let (ensemble, actual) = (case.numbers("/inputs/ensemble"), case.number("/inputs/y"));
    case.assert("/outputs/crps_ensemble", ensemble_ranked_score(actual, &ensemble, false).unwrap());
    case.assert("/outputs/crps_fair", ensemble_ranked_score(actual, &ensemble, true).unwrap());
}

#[test]
fn what_cannot_be_forecast_is_refused_with_what_was_needed() {
    use tierstat_numerics::NumericsError;
    let automatic = |series: &[f64]| forecast(series, 3, MethodChoice::Automatic);
    assert!(matches!(automatic(&[]), Err(NumericsError::TooFewPoints { needed: 3, found: 0, .. })));
    // Two points have one change, which says nothing of how much changes differ: no method answers.
    assert!(matches!(automatic(&[5.0, 6.0]), Err(NumericsError::TooFewPoints { needed: 3, found: 2, .. })));
    for method in METHODS {
        let found = forecast(&[5.0, 6.0], 3, MethodChoice::Named(method));
        assert!(matches!(found, Err(NumericsError::TooFewPoints { .. })), "{method:?}");
    }
    assert!(matches!(automatic(&[5.0, f64::NAN]), Err(NumericsError::NotFinite { .. })));
    assert!(matches!(automatic(&[5.0, f64::INFINITY]), Err(NumericsError::NotFinite { .. })));
    assert!(forecast(&[1.0, 2.0], 0, MethodChoice::Automatic).is_err());
}

#[test]
fn series_without_variation_and_very_long_ones_are_answered() {
    for value in [0.0, 7.0, -3.0] {
        for count in [3, 7, 8, 30] {
            let found = forecast(&vec![value; count], 3, MethodChoice::Automatic).unwrap();
            for point in &found.point {
                assert!((point - value).abs() <= 1e-9 * value.abs(), "{count} times {value}: {point}");
            }
        }
    }
    let long: Vec<f64> = (0..10_000).map(|place| f64::from(place % 17) + f64::from(place) * 0.01).collect();
    assert!(forecast(&long, 3, MethodChoice::Automatic).is_ok());
}

proptest! {
    #[test]
    fn no_series_makes_a_number_that_is_none(
        series in proptest::collection::vec(prop_oneof![-1e6..1e6f64, Just(0.0), -1e300..1e300f64], 0..40),
        horizon in 1..8usize,
    ) {
        for method in METHODS {
            if let Ok(found) = forecast(&series, horizon, MethodChoice::Named(method)) {
                for step in 0..horizon {
                    prop_assert!(found.lower95[step] <= found.lower80[step]);
                    prop_assert!(found.lower80[step] <= found.point[step]);
                    prop_assert!(found.point[step] <= found.upper80[step]);
                    prop_assert!(found.upper80[step] <= found.upper95[step] && found.upper95[step].is_finite());
                }
            }
        }
    }

    #[test]
    fn the_unit_does_not_matter(
        series in proptest::collection::vec(10.0..1e5f64, 3..25),
        power in -8..8i32,
    ) {
        let factor = 2.0_f64.powi(power);
        let scaled: Vec<f64> = series.iter().map(|value| value * factor).collect();
        let (one, other) = (
            forecast(&series, 3, MethodChoice::Automatic).unwrap(),
            forecast(&scaled, 3, MethodChoice::Automatic).unwrap(),
        );
        for (one, other) in one.point.iter().zip(&other.point) {
            prop_assert!((one * factor - other).abs() <= 1e-9 * other.abs().max(1e-9));
        }
    }
}
