//! Trends of values known within bounds against R's survreg, polished in forty-digit arithmetic.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

mod oracle;

use oracle::Case;
use tierstat_numerics::linear_algebra::Matrix;
use tierstat_numerics::regression::interval_censored::{CensoredValue, interval_censored_fit};

fn inputs(case: &Case, transform: impl Fn(f64) -> f64) -> (Matrix<f64>, Vec<CensoredValue>) {
    let times = case.numbers("/inputs/t");
    let design = Matrix::from_fn(times.len(), 2, |row, column| if column == 0 { 1.0 } else { times[row] });
    let ends = case.numbers("/inputs/lo").into_iter().zip(case.numbers("/inputs/hi"));
    // A missing upper end is none.
    let value = |(lower, upper): (f64, f64)| CensoredValue {
        lower: transform(lower),
        upper: if upper.is_nan() { f64::INFINITY } else { transform(upper) },
    };
    (design, ends.map(value).collect())
}

#[test]
fn values_between_two_ends() {
    let case = Case::load("r_oracles.json", "interval_gaussian");
    let (design, values) = inputs(&case, |value| value);
    let found = interval_censored_fit(&design, &values).unwrap();
    case.assert_all("/outputs/coef", &found.coefficients);
    case.assert("/outputs/scale", found.scale);
    case.assert("/outputs/loglik", found.log_likelihood);
    let known = case.table("/outputs/vcov_with_logscale");
    for (row, values) in known.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            oracle::assert_close("covariance", found.covariance[(row, column)], *value, case.tolerance());
        }
    }
    let mut errors = found.standard_errors.clone();
    errors.push(found.log_scale_standard_error);
    case.assert_all("/outputs/se_a_b_logscale", &errors);
}

#[test]
fn logarithms_with_open_ends() {
    let case = Case::load("r_oracles.json", "interval_lognormal_open");
    let (design, values) = inputs(&case, f64::ln);
    let found = interval_censored_fit(&design, &values).unwrap();
    case.assert_all("/outputs/coef", &found.coefficients);
    case.assert("/outputs/scale", found.scale);
    // The density of a value is that of its logarithm over the value.
    let points: f64 = values.iter().filter(|value| value.is_point()).map(|value| value.lower).sum();
    case.assert("/outputs/loglik", found.log_likelihood - points);
    case.assert("/outputs/growth", found.coefficients[1].exp_m1());
    let mut errors = found.standard_errors.clone();
    errors.push(found.log_scale_standard_error);
    case.assert_all("/outputs/se_a_b_logscale", &errors);
}
