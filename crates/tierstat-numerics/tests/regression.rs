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
use tierstat_numerics::distribution::student_quantile;
use tierstat_numerics::regression::generalised::{Counts, Family, generalised_linear_fit};
use tierstat_numerics::regression::linear::{linear_fit, polynomial_design};
use tierstat_numerics::regression::robust::{RobustMethod, robust_fit};

const CASES: &str = "r_oracles.json";

#[test]
fn the_coefficients_of_a_line() {
    let case = Case::load(CASES, "ols_diagnostics");
    let design = polynomial_design(&case.numbers("/inputs/x"), 1).unwrap();
    let fit = linear_fit(&design, &case.numbers("/inputs/y"), None, true).unwrap();
    case.assert_all("/outputs/coef", &fit.coefficients);
    // R's intervals, with Student's t as `fit` has them.
    let reach = student_quantile(fit.degrees_of_freedom as f64, 0.975);
    for (place, (value, error)) in fit.coefficients.iter().zip(&fit.standard_errors).enumerate() {
        case.assert_all(&format!("/outputs/conf/{place}"), &[value - reach * error, value + reach * error]);
    }
}

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
