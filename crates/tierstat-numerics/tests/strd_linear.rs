//! NIST's linear, univariate and variance sets of reference (StRD), read as decimals and as plain numbers.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    clippy::type_complexity,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

mod oracle;

use oracle::one_way::{VarianceTable, one_way, one_way_exact};
use oracle::{log_relative_error, shared};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_numerics::linear_algebra::{DoubleDouble, Matrix};
use tierstat_numerics::regression::linear::{
    LinearFit, design, linear_fit, linear_fit_exact, polynomial_design,
};

/// The certified sets of one kind, by name.
fn sets(folder: &Path, kind: &str) -> Vec<(String, Value)> {
    let text = std::fs::read_to_string(folder.join("certified.json")).expect("certified values");
    let certified: BTreeMap<String, Value> = serde_json::from_str(&text).expect("JSON");
    certified.into_iter().filter(|(_, set)| set["kind"] == kind).collect()
}

/// The rows of a set as they are printed, without the header.
fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder.join(format!("{name}.csv"))).expect("a set");
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn exact(text: &str) -> DoubleDouble {
    DoubleDouble::of_decimal(text).expect("a decimal")
}

fn plain(text: &str) -> f64 {
    text.trim().parse().expect("a number")
}

/// What a set asks for: 13 digits, nine where NIST calls it of higher difficulty.
fn asked(set: &Value) -> f64 {
    if set["level"] == "higher" { 9.0 } else { 13.0 }
}

/// The least digits of pairs of found and certified numbers.
fn least(pairs: &[(f64, f64)]) -> f64 {
    pairs.iter().map(|(found, known)| log_relative_error(*found, *known)).fold(15.0, f64::min)
}

fn number(set: &Value, key: &str) -> f64 {
    set[key].as_f64().unwrap_or_else(|| panic!("{key} is not certified"))
}

/// The digits of a linear fit: the least of all its numbers.
fn linear_digits(fit: &LinearFit, set: &Value) -> f64 {
    let first = usize::from(set["params"].get("B0").is_none());
    let named = |key: &str| -> Vec<f64> {
        (first..first + fit.coefficients.len()).map(|place| number(&set[key], &format!("B{place}"))).collect()
    };
    let mut pairs: Vec<(f64, f64)> = fit.coefficients.iter().copied().zip(named("params")).collect();
    pairs.extend(fit.standard_errors.iter().copied().zip(named("sd")));
    pairs.push((fit.residual_standard_deviation, number(set, "residual_sd")));
    pairs.push((fit.determination, number(set, "r2")));
    pairs.push((fit.residual_sum_of_squares, number(set, "rss")));
    pairs.push((fit.regression_sum_of_squares, number(set, "regression_ss")));
    assert_eq!(fit.degrees_of_freedom as f64, number(set, "residual_df"));
    assert_eq!(fit.regression_degrees_of_freedom as f64, number(set, "regression_df"));
    match (fit.variance_ratio, set["f"].as_f64()) {
        (Some(found), Some(known)) => pairs.push((found, known)),
        (found, known) => assert_eq!(found, known, "a variance ratio is there or not"),
    }
    least(&pairs)
}

#[test]
fn every_linear_set() {
    let Some(folder) = shared("strd") else { return };
    let found = sets(&folder, "linear");
    assert!(!found.is_empty());
    for (name, set) in found {
        let rows = rows(&folder, &name);
        let count = set["params"].as_object().expect("parameters").len();
        let intercept = set["params"].get("B0").is_some();
        let terms = count - usize::from(intercept);
        let several = rows[0].len() > 2;
        // A column of ones, then powers of the one variable, or the variables.
        let matrix = Matrix::from_fn(rows.len(), count, |row, column| {
            let term = column + usize::from(!intercept);
            if several && term > 0 {
                return exact(&rows[row][term]);
            }
            (0..term).fold(DoubleDouble::from(1.0), |power, _| power * exact(&rows[row][1]))
        });
        let values: Vec<DoubleDouble> = rows.iter().map(|row| exact(&row[0])).collect();
        let read = linear_digits(&linear_fit_exact(&matrix, &values, None, intercept).unwrap(), &set);
        let columns: Vec<Vec<f64>> =
            (1..rows[0].len()).map(|column| rows.iter().map(|row| plain(&row[column])).collect()).collect();
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let matrix = if several || !intercept {
            design(&slices, intercept).unwrap()
        } else {
            polynomial_design(&columns[0], terms).unwrap()
        };
        let values: Vec<f64> = rows.iter().map(|row| plain(&row[0])).collect();
        let given = linear_digits(&linear_fit(&matrix, &values, None, intercept).unwrap(), &set);
        println!("{name}: {read:.1} from decimals, {given:.1} from plain numbers");
        assert!(read.min(given) >= asked(&set), "{name}: {read} {given}");
    }
}

/// The mean, the deviation and the autocorrelation at lag one of what is fitted by a constant alone.
fn sample_digits(fit: &LinearFit, set: &Value) -> f64 {
    let left: Vec<DoubleDouble> = fit.residuals.iter().copied().map(DoubleDouble::from).collect();
    let products = left.iter().zip(left.iter().skip(1));
    let product = products.fold(DoubleDouble::default(), |sum, (one, next)| sum + *one * *next);
    least(&[
        (fit.coefficients[0], number(set, "mean")),
        (fit.residual_standard_deviation, number(set, "sd")),
        (product.value() / fit.residual_sum_of_squares, number(set, "r1")),
    ])
}

#[test]
fn every_univariate_set() {
    let Some(folder) = shared("strd") else { return };
    let found = sets(&folder, "univariate");
    assert!(!found.is_empty());
    for (name, set) in found {
        let rows = rows(&folder, &name);
        let read: Vec<DoubleDouble> = rows.iter().map(|row| exact(&row[0])).collect();
        let given: Vec<f64> = rows.iter().map(|row| plain(&row[0])).collect();
        let constant = polynomial_design(&given, 0).unwrap();
        let read = sample_digits(&linear_fit_exact(&constant, &read, None, true).unwrap(), &set);
        let given = sample_digits(&linear_fit(&constant, &given, None, true).unwrap(), &set);
        println!("{name}: {read:.1} from decimals, {given:.1} from plain numbers");
        assert!(read.min(given) >= 13.0, "{name}: {read} {given}");
    }
}

fn table_digits(found: &VarianceTable, set: &Value) -> f64 {
    assert_eq!(found.between_degrees_of_freedom as f64, number(set, "between_df"));
    assert_eq!(found.within_degrees_of_freedom as f64, number(set, "within_df"));
    least(&[
        (found.between_sum_of_squares, number(set, "between_ss")),
        (found.between_mean_square, number(set, "between_ms")),
        (found.within_sum_of_squares, number(set, "within_ss")),
        (found.within_mean_square, number(set, "within_ms")),
        (found.variance_ratio.unwrap(), number(set, "f")),
        (found.determination, number(set, "r2")),
        (found.residual_standard_deviation, number(set, "residual_sd")),
    ])
}

#[test]
fn every_variance_set() {
    let Some(folder) = shared("strd") else { return };
    let found = sets(&folder, "anova");
    assert!(!found.is_empty());
    for (name, set) in found {
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows(&folder, &name) {
            groups.entry(row[0].clone()).or_default().push(row[1].clone());
        }
        let read: Vec<Vec<DoubleDouble>> =
            groups.values().map(|group| group.iter().map(|text| exact(text)).collect()).collect();
        let given: Vec<Vec<f64>> =
            groups.values().map(|group| group.iter().map(|text| plain(text)).collect()).collect();
        let read = table_digits(&one_way_exact(&read).unwrap(), &set);
        let given = table_digits(&one_way(&given).unwrap(), &set);
        println!("{name}: {read:.1} from decimals, {given:.1} from plain numbers");
        assert!(read.min(given) >= 13.0, "{name}: {read} {given}");
    }
}
