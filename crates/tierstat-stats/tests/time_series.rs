//! Time series against R and statsforecast: autoregressive models, state space, gaps, smoothing.
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
use tierstat_stats::forecast::arima::{ArimaOrder, fit_arima, select_arima};
use tierstat_stats::forecast::local_trend::{TrendState, TrendVariances, local_trend};
use tierstat_stats::forecast::{Method, MethodChoice, forecast};
use tierstat_stats::interpolation::{MonotoneCurve, fill_gaps};
use tierstat_stats::lowess::lowess;

const R: &str = "r_oracles.json";

fn order(autoregressive: usize, differences: usize, moving_average: usize, constant: bool) -> ArimaOrder {
    ArimaOrder { autoregressive, differences, moving_average, constant }
}

#[test]
fn one_autoregressive_term_of_the_differences() {
    let case = Case::load(R, "arima_110");
    let found = fit_arima(&case.numbers("/inputs/y"), order(1, 1, 0, false)).unwrap();
    case.assert("/outputs/ar1", found.autoregressive[0]);
    // R's standard error is made of second differences over 0.001 of a likelihood whose filter takes a variance of a million
    // from a million: its sixth digit is rounding. The steps are R's; the digits before agree.
    let error = found.standard_errors.as_ref().unwrap()[0];
    println!("standard error: {error} against {}", case.number("/outputs/se"));
    assert_close("standard error", error, case.number("/outputs/se"), 1e-5);
    case.assert("/outputs/sigma2", found.variance);
    case.assert("/outputs/loglik", found.log_likelihood);
    case.assert("/outputs/aic", found.criterion);
    case.assert_all("/outputs/mean", &found.forecasts(6));
    case.assert_all("/outputs/se_pred", &found.forecast_standard_errors(6));
}

#[test]
fn a_walk_with_drift() {
    let case = Case::load(R, "arima_010_drift");
    let found = fit_arima(&case.numbers("/inputs/y"), order(0, 1, 0, true)).unwrap();
    case.assert("/outputs/drift", found.constant.unwrap());
    case.assert("/outputs/se", found.standard_errors.as_ref().unwrap()[0]);
    case.assert("/outputs/sigma2_ml_unbiased", found.unbiased_variance);
    case.assert("/outputs/loglik", found.log_likelihood);
    case.assert("/outputs/aic", found.criterion);
    case.assert("/outputs/aicc", found.corrected_criterion.unwrap());
}

#[test]
fn the_order_is_chosen_as_in_r_and_statsforecast() {
    let case = Case::load(R, "auto_arima_order");
    let series = case.numbers("/inputs/y");
    let found = select_arima(&series).unwrap();
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
fn a_local_linear_trend_is_smoothed_and_forecast() {
    let case = Case::load(R, "kalman_local_linear_trend");
    let series: Vec<Option<f64>> = case.numbers("/inputs/y").into_iter().map(Some).collect();
    let variances = TrendVariances {
        observation: case.number("/inputs/obs_var"),
        level: case.number("/inputs/level_var"),
        slope: case.number("/inputs/slope_var"),
    };
    let (start, variance) = (case.numbers("/inputs/a0"), case.number("/inputs/P0"));
    let before =
        TrendState { level: start[0], slope: start[1], covariance: [[variance, 0.0], [0.0, variance]] };
    let found = local_trend(&series, variances, before).unwrap();
    for (state, known) in found.smoothed.iter().zip(case.table("/outputs/smooth")) {
        assert_close("level", state.level, known[0], case.tolerance());
        assert_close("slope", state.slope, known[1], case.tolerance());
    }
    let ahead = found.forecast(6).unwrap();
    case.assert_all("/outputs/forecast_mean", &ahead.iter().map(|step| step.level).collect::<Vec<_>>());
    // The name says that the noise of observing is left out; the numbers hold it, as R's KalmanForecast does.
    case.assert_all(
        "/outputs/forecast_var_excl_obs",
        &ahead.iter().map(|step| step.value_variance).collect::<Vec<_>>(),
    );
    let apart = ahead.iter().map(|step| step.value_variance - step.level_variance);
    assert!(apart.into_iter().all(|noise| (noise - variances.observation).abs() < 1e-9));
}

#[test]
fn gaps_by_lines_and_by_a_monotone_curve() {
    let case = Case::load(R, "na_interp_linear");
    let series: Vec<Option<f64>> =
        case.numbers("/inputs/y").into_iter().map(|value| (!value.is_nan()).then_some(value)).collect();
    let found = fill_gaps(&series).unwrap();
    case.assert_all("/outputs/interp", &found.values.iter().flatten().copied().collect::<Vec<_>>());
    let case = Case::load(R, "na_interp_monotone");
    let curve = MonotoneCurve::new(&case.numbers("/inputs/x"), &case.numbers("/inputs/y")).unwrap();
    let values: Vec<f64> =
        case.numbers("/outputs/at").into_iter().map(|at| curve.value(at).unwrap()).collect();
    case.assert_all("/outputs/value", &values);
}

#[test]
fn lines_that_outliers_do_not_move() {
    let case = Case::load(R, "lowess");
    let found = lowess(&case.numbers("/inputs/x"), &case.numbers("/inputs/y"), 0.5, 3).unwrap();
    case.assert_all("/outputs/y", &found.smoothed);
}
