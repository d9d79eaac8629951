//! Linear, robust and generalised regression against R.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    clippy::type_complexity,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

mod oracle;

use oracle::Case;
use tierstat_numerics::regression::diagnostics::{
    HeteroscedasticityCorrection, confidence_intervals, diagnostics, heteroscedastic_covariance, prediction,
};
use tierstat_numerics::regression::generalised::{Counts, Family, generalised_linear_fit};
use tierstat_numerics::regression::linear::{linear_fit, polynomial_design};

use tierstat_numerics::regression::robust::{RobustMethod, robust_fit};

const CASES: &str = "r_oracles.json";

#[test]
fn diagnostics_of_a_line() {
    let case = Case::load(CASES, "ols_diagnostics");
    let (x, y) = (case.numbers("/inputs/x"), case.numbers("/inputs/y"));
    let design = polynomial_design(&x, 1).unwrap();
    let fit = linear_fit(&design, &y, None, true).unwrap();
    case.assert_all("/outputs/coef", &fit.coefficients);
    let found = diagnostics(&design, &y).unwrap();
    let of = |what: fn(&tierstat_numerics::regression::diagnostics::PointDiagnostic) -> f64| -> Vec<f64> {
        found.points.iter().map(what).collect()
    };
    case.assert_all("/outputs/hat", &of(|point| point.leverage));
    case.assert_all("/outputs/cooks", &of(|point| point.cooks_distance.unwrap()));
    case.assert_all("/outputs/rstudent", &of(|point| point.externally_studentised.unwrap()));
    case.assert("/outputs/dw", found.durbin_watson.unwrap());
    for (name, correction) in [
        ("HC0", HeteroscedasticityCorrection::Hc0),
        ("HC1", HeteroscedasticityCorrection::Hc1),
        ("HC3", HeteroscedasticityCorrection::Hc3),
    ] {
        let covariance = heteroscedastic_covariance(&design, &y, correction).unwrap();
        for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            case.assert(&format!("/outputs/{name}/{row}/{column}"), covariance[(row, column)]);
        }
    }
    for (place, interval) in confidence_intervals(&fit, 0.95).unwrap().iter().enumerate() {
        case.assert_all(&format!("/outputs/conf/{place}"), &[interval.lower, interval.upper]);
    }
    let found = prediction(&design, &y, &[1.0, 10.0], 0.95).unwrap();
    case.assert_all("/outputs/pred10", &[found.estimate, found.prediction.lower, found.prediction.upper]);
}

/// statsmodels 0.15, `OLS(...).cov_HC2` and `get_influence().resid_studentized_internal` of the same points.
#[test]
fn corrections_that_r_was_not_asked_for() {
    let case = Case::load(CASES, "ols_diagnostics");
    let (x, y) = (case.numbers("/inputs/x"), case.numbers("/inputs/y"));
    let design = polynomial_design(&x, 1).unwrap();
    let covariance = heteroscedastic_covariance(&design, &y, HeteroscedasticityCorrection::Hc2).unwrap();
    oracle::assert_close("HC2", covariance[(0, 0)], HC2[0], 1e-12);
    oracle::assert_close("HC2", covariance[(0, 1)], HC2[1], 1e-12);
    oracle::assert_close("HC2", covariance[(1, 1)], HC2[2], 1e-12);
    for (point, known) in diagnostics(&design, &y).unwrap().points.iter().zip(INTERNAL) {
        oracle::assert_close("internal", point.internally_studentised.unwrap(), known, 1e-10);
    }
}

const HC2: [f64; 3] = [0.024_222_891_619_081_414, -0.006_096_175_977_591_87, 0.002_045_103_174_724_952_8];
const INTERNAL: [f64; 8] = [
    0.483_085_594_485_635_2,
    -0.475_790_555_834_372_85,
    0.577_093_123_947_877_9,
    -1.000_338_861_513_866_2,
    -0.004_349_299_397_875_046,
    1.395_760_113_734_401,
    -1.822_277_828_845_638_7,
    0.966_171_188_971_294_2,
];

#[test]
fn shares_of_units_by_logistic_regression() {
    let case = Case::load(CASES, "glm_binomial_coverage");
    let years: Vec<f64> = case.numbers("/inputs/year").iter().map(|year| year - 1990.0).collect();
    let (covered, units) = (case.numbers("/inputs/covered"), case.numbers("/inputs/units"));
    let design = polynomial_design(&years, 1).unwrap();
    let data = Counts { counts: &covered, trials: Some(&units), offset: None, repeats: None };
    let fit = generalised_linear_fit(&design, &data, Family::BinomialLogit, true).unwrap();
    case.assert_all("/outputs/coef", &fit.coefficients);
    case.assert_all("/outputs/se", &fit.standard_errors);
    case.assert("/outputs/deviance", fit.deviance);
    case.assert("/outputs/null_deviance", fit.null_deviance);
    case.assert("/outputs/aic", fit.information_criterion);
    case.assert("/outputs/loglik", fit.log_likelihood);
    case.assert("/outputs/pearson_chi2", fit.pearson_chi_squared);
    let found = fit.prediction(&[1.0, 15.0], 0.0, 0.95).unwrap();
    case.assert("/outputs/pred2005/eta", found.predictor);
    case.assert("/outputs/pred2005/se", found.standard_error);
    case.assert("/outputs/pred2005/p", found.mean);
    case.assert_all("/outputs/pred2005/ci95", &[found.interval.lower, found.interval.upper]);
}

#[test]
fn counts_for_an_exposure_by_poisson_regression() {
    let case = Case::load(CASES, "glm_poisson_offset");
    let (counts, exposure) = (case.numbers("/inputs/y"), case.numbers("/inputs/log_exposure"));
    let design = polynomial_design(&case.numbers("/inputs/t"), 1).unwrap();
    let data = Counts { counts: &counts, trials: None, offset: Some(&exposure), repeats: None };
    let fit = generalised_linear_fit(&design, &data, Family::PoissonLog, true).unwrap();
    case.assert_all("/outputs/coef", &fit.coefficients);
    case.assert_all("/outputs/se", &fit.standard_errors);
    case.assert("/outputs/deviance", fit.deviance);
    case.assert("/outputs/aic", fit.information_criterion);
    case.assert("/outputs/growth", fit.coefficients[1].exp_m1());
    case.assert("/outputs/dispersion_pearson", fit.dispersion.unwrap());
}

#[test]
fn one_gross_outlier() {
    let case = Case::load(CASES, "robust_regression");
    let (x, y) = (case.numbers("/inputs/x"), case.numbers("/inputs/y"));
    let design = polynomial_design(&x, 1).unwrap();
    for (name, scale, method) in [
        ("huber", "s", RobustMethod::Huber),
        ("bisquare", "s", RobustMethod::Bisquare),
        ("mm", "scale", RobustMethod::Mm { seed: 1 }),
    ] {
        let fit = robust_fit(&design, &y, method).unwrap();
        println!("{name}: {:?} {} after {}", fit.coefficients, fit.scale, fit.steps);
        case.assert_all(&format!("/outputs/{name}/coef"), &fit.coefficients);
        case.assert(&format!("/outputs/{name}/{scale}"), fit.scale);
    }
}
