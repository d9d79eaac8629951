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
use proptest::prelude::*;
use tierstat_stats::StatsError;
use tierstat_stats::forecast::arima::{ArimaOrder, fit_arima, select_arima};
use tierstat_stats::forecast::local_trend::{TrendState, TrendVariances, local_trend};
use tierstat_stats::forecast::{Method, MethodChoice, forecast};
use tierstat_stats::interpolation::{MonotoneCurve, fill_gaps};
use tierstat_stats::lowess::lowess;
use tierstat_stats::saturation::{Curve, fit_saturation, profile_intervals};

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
    assert!(matches!(short, Err(StatsError::LengthMismatch { needed: 8, found: 7 })));
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
    assert!(matches!(few, Err(StatsError::TooFewPoints { needed: 4, found: 3, .. })));
    assert!(matches!(
        fit_arima(&[1.0; 9], order(6, 0, 0, true)),
        Err(StatsError::OutOfRange { name: "autoregressive", .. })
    ));
    assert!(matches!(fit_arima(&[1.0; 9], order(0, 2, 0, true)), Err(StatsError::OutOfRange { .. })));
    assert!(matches!(fit_arima(&[1.0, f64::NAN], order(0, 1, 0, true)), Err(StatsError::NotFinite { .. })));
    assert!(matches!(select_arima(&[1.0; 7]), Err(StatsError::TooFewPoints { needed: 8, found: 7, .. })));
    for value in [0.0, 7.0, -3e100] {
        let found = select_arima(&[value; 12]).unwrap();
        assert_eq!(found.forecasts(2), [value; 2]);
    }
    // The square of such a number is none.
    assert!(matches!(select_arima(&[-3e300; 12]), Err(StatsError::NotFinite { .. })));
    let long: Vec<f64> = (0..800).map(|place| f64::from(place % 17) + f64::from(place) * 0.01).collect();
    assert!(select_arima(&long).unwrap().forecasts(5).iter().all(|value| value.is_finite()));
}

#[test]
fn gaps_in_a_local_linear_trend_are_smoothed() {
    // statsmodels 0.15, KalmanSmoother, from the same state brought one step on.
    let series = [Some(3.0), None, Some(5.0), Some(9.0), None, None, Some(14.0), Some(13.0)];
    let variances = TrendVariances { observation: 2.0, level: 0.5, slope: 0.1 };
    let before = TrendState { level: 1.0, slope: 0.5, covariance: [[4.0, 1.0], [1.0, 3.0]] };
    let found = local_trend(&series, variances, before).unwrap();
    let compare = |what: &str, read: &dyn Fn(&TrendState) -> f64, known: [f64; 8]| {
        for (state, known) in found.smoothed.iter().zip(known) {
            assert_close(what, read(state), known, 1e-12);
        }
    };
    compare(
        "level",
        &|state| state.level,
        [
            2.966_791_417_117_892_4,
            4.529_478_612_336_382,
            6.122_741_008_162_564,
            8.026_626_503_865_819,
            9.660_332_070_192_572,
            11.259_095_352_803_687,
            12.814_810_623_326_489,
            14.023_074_809_219_915,
        ],
    );
    compare(
        "slope",
        &|state| state.slope,
        [
            1.559_500_431_362_187,
            1.590_075_631_969_879_7,
            1.620_013_479_806_311_7,
            1.593_176_924_463_355,
            1.558_234_640_747_718_3,
            1.515_186_628_659_402_2,
            1.464_032_888_198_406_4,
            1.464_032_888_198_406_6,
        ],
    );
    compare(
        "variance",
        &|state| state.covariance[0][0],
        [
            0.954_407_171_768_801_2,
            0.922_253_908_413_571_5,
            0.748_204_296_718_098_2,
            0.778_118_238_844_859_5,
            1.014_773_580_750_46,
            1.036_466_951_920_947_7,
            0.893_977_556_309_824_7,
            1.246_253_725_643_195_4,
        ],
    );
    compare(
        "covariance",
        &|state| state.covariance[0][1],
        [
            -0.141_636_912_754_371_74,
            -0.082_314_739_540_711_96,
            -0.042_546_256_188_540_583,
            -0.022_737_666_764_136_643,
            -0.032_338_316_171_549_19,
            -0.026_009_242_768_073_364,
            0.067_210_052_002_122_36,
            0.288_867_070_404_435_66,
        ],
    );
    compare(
        "variance",
        &|state| state.covariance[1][1],
        [
            0.214_153_023_123_523_88,
            0.181_107_755_952_280_93,
            0.165_773_325_082_681_75,
            0.163_839_881_970_038_7,
            0.179_064_816_342_454_52,
            0.220_876_127_357_973_18,
            0.293_873_786_003_421_6,
            0.393_873_786_003_421_8,
        ],
    );
    assert_close("likelihood", found.log_likelihood.unwrap(), -11.684_328_205_927_802, 1e-12);
}

#[test]
fn lowess_with_ties_in_any_order() {
    // statsmodels 0.15, lowess at delta 0.
    let x = [7.0, 1.0, 3.0, 3.0, 3.0, 8.0, 2.0, 10.0, 12.0, 12.0, 4.0, 5.5, 9.0, 15.0, 11.0];
    let y = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 30.0];
    let known: [((f64, usize), [f64; 15]); 3] = [
        (
            (0.4, 0),
            [
                6.580_818_568_161_744,
                0.948_208_567_689_405_1,
                3.384_788_478_847_884_4,
                3.384_788_478_847_884_4,
                3.384_788_478_847_884_4,
                6.781_629_659_014_912,
                2.111_291_369_240_752_2,
                13.730_383_973_288_816,
                7.185_046_964_131_889,
                7.185_046_964_131_889,
                5.099_642_687_451_936,
                6.036_887_411_814_18,
                9.731_652_881_711_959,
                5.180_023_955_208_73,
                11.412_312_065_110_134,
            ],
        ),
        (
            (0.7, 2),
            [
                7.010_206_726_011_346,
                1.083_443_526_972_224,
                3.433_137_681_854_788_5,
                3.433_137_681_854_788_5,
                3.433_137_681_854_788_5,
                6.984_629_942_548_796,
                2.291_845_168_555_969_5,
                6.133_218_902_990_627,
                5.930_312_450_991_884,
                5.930_312_450_991_884,
                4.468_320_885_598_223,
                5.742_101_780_706_174,
                6.477_221_049_054_814_6,
                5.476_467_229_103_246,
                6.035_112_972_051_460_5,
            ],
        ),
        (
            (0.4, 3),
            [
                8.026_567_330_916_455,
                0.917_251_433_978_207_3,
                3.530_679_134_649_133_7,
                3.530_679_134_649_133_7,
                3.530_679_134_649_133_7,
                8.108_090_174_794_23,
                2.180_052_024_634_967_3,
                5.999_999_999_999_994,
                4.001_569_948_369_601_4,
                4.001_569_948_369_601_4,
                5.153_938_929_584_337,
                7.047_105_156_774_378_5,
                7.855_058_721_584_5,
                6.833_282_584_885_538,
                5.240_188_549_746_358_5,
            ],
        ),
    ];
    for ((span, iterations), known) in known {
        let found = lowess(&x, &y, span, iterations).unwrap();
        for (found, known) in found.smoothed.iter().zip(known) {
            assert_close("smoothed", *found, known, 1e-12);
        }
    }
}

#[test]
fn hormone_levels_as_r_prints_them() {
    // The examples of R's help page of arima: luteinizing hormone (Diggle 1990), to the four digits that are printed there.
    let series = [
        2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9,
        1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3,
        3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9,
    ];
    let known: [(usize, &[f64], &[f64], [f64; 3]); 2] = [
        (1, &[0.5739, 2.4133], &[0.1161, 0.1466], [0.1975, -29.38, 64.76]),
        (3, &[0.6448, -0.0634, -0.2198, 2.3931], &[0.1394, 0.1668, 0.1421, 0.0963], [0.1787, -27.09, 64.18]),
    ];
    for (terms, numbers, errors, [variance, likelihood, criterion]) in known {
        let found = fit_arima(&series, order(terms, 0, 0, true)).unwrap();
        let fitted = found.autoregressive.iter().chain(&found.constant);
        for (found, known) in fitted.zip(numbers).chain(found.standard_errors.iter().flatten().zip(errors)) {
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

    #[test]
    fn a_smoothed_trend_is_finite_and_surer_than_a_filtered_one(
        series in proptest::collection::vec(proptest::option::of(-1e6..1e6f64), 1..40),
        variances in (0.0..1e4f64, 0.0..1e4f64, 0.0..1e4f64),
        start in (0.0..1e12f64, 0.0..1e12f64),
    ) {
        let variances = TrendVariances { observation: variances.0, level: variances.1, slope: variances.2 };
        let before = TrendState { level: 0.0, slope: 0.0, covariance: [[start.0, 0.0], [0.0, start.1]] };
        match local_trend(&series, variances, before) {
            Ok(found) => {
                for (smoothed, filtered) in found.smoothed.iter().zip(&found.filtered) {
                    for place in 0..2 {
                        let (one, other) = (smoothed.covariance[place][place], filtered.covariance[place][place]);
                        prop_assert!(one <= other * (1.0 + 1e-9) + 1e-9, "{one} {other}");
                    }
                }
                prop_assert!(found.forecast(4).unwrap().iter().all(|step| step.level.is_finite()));
            }
            Err(error) => prop_assert!(series.iter().flatten().next().is_none(), "{error}"),
        }
    }
}
