//! Reconciliation against R's hts, hierarchicalforecast and exact active sets.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    clippy::type_complexity,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

mod oracle;

use oracle::{Case, assert_close, shared};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::process::Command;
use tierstat_numerics::NumericsError;
use tierstat_numerics::forecast::{Method, MethodChoice, forecast};
use tierstat_numerics::reconciliation::{
    Constraints, Hierarchy, RECONCILIATIONS, Reconciled, Reconciliation, largest_remainder,
    reconcile as reconcile_within, whole_numbers,
};

const CASES: &str = "balance_reconcile_etc.json";

/// A total over two halves of two leaves each.
fn small() -> Hierarchy {
    let names = ["total", "A", "B", "AA", "AB", "BA", "BB"];
    Hierarchy::new(&names, &[(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 2)]).unwrap()
}

/// Without constraints.
fn reconcile(
    hierarchy: &Hierarchy,
    base: &[Vec<f64>],
    residuals: &[Vec<f64>],
    history: &[Vec<f64>],
    method: Reconciliation,
) -> Result<Reconciled, NumericsError> {
    reconcile_within(hierarchy, base, residuals, history, method, &Constraints::default())
}

fn steps(base: &[f64]) -> Vec<Vec<f64>> {
    base.iter().map(|value| vec![*value]).collect()
}

#[test]
fn a_small_hierarchy_by_every_method() {
    let case = Case::load(CASES, "reconcile_small");
    let (base, residuals) =
        (steps(&case.numbers("/inputs/base")), case.table("/inputs/residuals_series_by_time"));
    for (name, method) in [
        ("bottom_up", Reconciliation::BottomUp),
        ("ols", Reconciliation::LeastSquares),
        ("wls_struct", Reconciliation::Structure),
        ("wls_var", Reconciliation::Variance),
        ("mint_shrink", Reconciliation::MinimumTrace),
    ] {
        let found = reconcile(&small(), &base, &residuals, &[], method).unwrap();
        case.assert_all(&format!("/outputs/{name}"), &found.points.concat());
        if method == Reconciliation::MinimumTrace {
            case.assert("/outputs/mint_shrink_lambda", found.shrinkage.unwrap());
        }
    }
    let found = reconcile(&small(), &base, &residuals, &[], Reconciliation::MinimumTraceCentred).unwrap();
    let known = case.numbers("/outputs/nixtla_hierarchicalforecast_1.5.3/mint_shrink");
    for (found, known) in found.points.concat().iter().zip(known) {
        assert_close("centred", *found, known, 1e-6);
    }
    let found = reconcile(&small(), &base, &residuals, &[], Reconciliation::MinimumTraceSample).unwrap();
    let known = case.numbers("/outputs/nixtla_hierarchicalforecast_1.5.3/mint_cov");
    for (found, known) in found.points.concat().iter().zip(known) {
        assert_close("sample", *found, known, 1e-6);
    }
    // The leaves that a forecast of one at a single node leads to are a column of `G`.
    for (row, known) in case.table("/outputs/G_ols").iter().enumerate() {
        for (node, known) in known.iter().enumerate() {
            let mut unit = vec![vec![0.0]; 7];
            unit[node][0] = 1.0;
            let found = reconcile(&small(), &unit, &[], &[], Reconciliation::LeastSquares).unwrap();
            assert_close("G", found.points[3 + row][0], *known, case.tolerance());
        }
    }
}

#[test]
fn whole_numbers_by_largest_remainders() {
    let case = Case::load(CASES, "round_largest_remainder");
    case.assert_all(
        "/outputs/rounded",
        &largest_remainder(&case.numbers("/inputs/x"), case.number("/inputs/total")).unwrap(),
    );
}

/// The lines of a packed file of the tourism hierarchy; `None` where it or `gzip` is absent.
fn unpacked(name: &str) -> Option<Vec<Vec<String>>> {
    let path = shared("series/tourism_annual")?.join(name);
    let Ok(run) = Command::new("gzip").arg("-dc").arg(&path).output() else {
        eprintln!("skipped: gzip is absent");
        return None;
    };
    let text = String::from_utf8(run.stdout).expect("UTF-8");
    // One name holds a comma and stands in quotes.
    let cells = |line: &str| {
        let mut quoted = false;
        let cells = line.split(|character| {
            quoted ^= character == '"';
            character == ',' && !quoted
        });
        cells.map(|cell| cell.trim_matches('"').to_owned()).collect()
    };
    Some(text.lines().map(cells).collect())
}

#[test]
fn the_exported_forecasts_of_a_nation() {
    for (sums, fitted, reconciled) in [
        ("annual_S.csv.gz", "annual_fitted.csv.gz", "annual_reconciled.csv.gz"),
        ("annual_rwd_S.csv.gz", "annual_rwd_fitted.csv.gz", "annual_rwd_reconciled.csv.gz"),
    ] {
        let (Some(sums), Some(fitted), Some(reconciled)) =
            (unpacked(sums), unpacked(fitted), unpacked(reconciled))
        else {
            return;
        };
        let names: Vec<&str> = sums[1..].iter().map(|row| row[0].as_str()).collect();
        let place: BTreeMap<&str, usize> =
            names.iter().enumerate().map(|(place, name)| (*name, place)).collect();
        let edges: Vec<(usize, usize)> = names
            .iter()
            .enumerate()
            .filter_map(|(child, name)| Some((child, *place.get(name.rsplit_once('/')?.0)?)))
            .collect();
        let hierarchy = Hierarchy::new(&names, &edges).unwrap();
        let mut residuals = vec![Vec::new(); names.len()];
        for row in &fitted[1..] {
            if let (Ok(value), Ok(fitted)) = (row[2].parse::<f64>(), row[3].parse::<f64>()) {
                residuals[place[row[0].as_str()]].push(value - fitted);
            }
        }
        let header = &reconciled[0];
        let column = |wanted: &str| {
            let at = header.iter().position(|name| name.ends_with(wanted)).expect("a column");
            let mut values = vec![Vec::new(); names.len()];
            for row in &reconciled[1..] {
                values[place[row[0].as_str()]].push(row[at].parse::<f64>().expect("a number"));
            }
            values
        };
        let base = column(&header[2].clone());
        for (name, method, tolerance) in [
            ("/BottomUp", Reconciliation::BottomUp, 1e-8),
            ("/MinTrace_method-ols", Reconciliation::LeastSquares, 1e-8),
            ("/MinTrace_method-wls_struct", Reconciliation::Structure, 1e-8),
            ("/MinTrace_method-wls_var", Reconciliation::Variance, 1e-8),
            ("/MinTrace_method-mint_shrink", Reconciliation::MinimumTraceCentred, 1e-6),
            ("/TopDown_method-forecast_proportions", Reconciliation::TopDownForecast, 1e-8),
            ("_top_down_method-forecast_proportions", Reconciliation::MiddleOut, 1e-8),
        ] {
            let found = reconcile(&hierarchy, &base, &residuals, &[], method).unwrap();
            let pairs = found.points.concat().into_iter().zip(column(name).concat());
            let worst = pairs.map(|(found, known)| ((found - known) / known).abs()).fold(0.0, f64::max);
            println!("{} {name}: {worst:.1e}", header[2]);
            assert!(worst <= tolerance, "{} {name}: {worst:.1e}", header[2]);
        }
        let constraints = Constraints { non_negative: true, given: Vec::new() };
        let found =
            reconcile_within(&hierarchy, &base, &residuals, &[], Reconciliation::LeastSquares, &constraints);
        let known = column("/MinTrace_method-ols_nonnegative-True").concat();
        let largest = known.iter().copied().fold(0.0, f64::max);
        let pairs = found.unwrap().points.concat().into_iter().zip(known);
        let worst = pairs.map(|(found, known)| (found - known).abs() / largest).fold(0.0, f64::max);
        println!("{} without numbers below zero: {worst:.1e} of the largest", header[2]);
        assert!(worst <= 1e-6, "{worst:.1e}");
    }
}

#[test]
fn published_totals_are_kept_and_contradictions_refused() {
    let base = steps(&[1000.0, 520.0, 430.0, 300.0, 240.0, 180.0, -60.0]);
    let residuals: Vec<Vec<f64>> =
        (0..7).map(|node| (0..12).map(|at| f64::from((at * 7 + node * 5) % 11) - 5.0).collect()).collect();
    let history: Vec<Vec<f64>> = base.iter().map(|value| vec![value[0].abs(); 3]).collect();
    let given = Constraints { non_negative: true, given: vec![(0, 1100.0)] };
    for method in RECONCILIATIONS {
        let found = reconcile_within(&small(), &base, &residuals, &history, method, &given);
        let found = found.unwrap_or_else(|error| panic!("{method:?}: {error}")).points.concat();
        assert!((found[0] - 1100.0).abs() < 1e-9 && is_coherent(&found), "{method:?}: {found:?}");
        assert!(found.iter().all(|value| *value >= 0.0), "{method:?}: {found:?}");
    }
    // A total and all of its parts are given, but do not add up.
    let contradiction = Constraints { non_negative: false, given: vec![(0, 1100.0), (1, 500.0), (2, 500.0)] };
    let refused = reconcile_within(&small(), &base, &[], &[], Reconciliation::LeastSquares, &contradiction);
    assert!(matches!(refused, Err(NumericsError::RankDeficient { .. })), "{refused:?}");
    let part = Constraints { non_negative: false, given: vec![(1, 500.0)] };
    assert!(reconcile_within(&small(), &base, &[], &[], Reconciliation::TopDownForecast, &part).is_err());
    let below = Constraints { non_negative: true, given: vec![(0, -5.0)] };
    assert!(reconcile_within(&small(), &base, &[], &[], Reconciliation::LeastSquares, &below).is_err());
}

#[test]
fn what_is_no_hierarchy_is_refused() {
    assert!(matches!(
        Hierarchy::new(&["a", "b"], &[(0, 1), (1, 0)]),
        Err(NumericsError::HierarchyCycle { .. })
    ));
    assert!(matches!(Hierarchy::new(&["a", "a"], &[]), Err(NumericsError::HierarchyNode { found: 2, .. })));
    assert!(matches!(Hierarchy::new(&["a"], &[(0, 3)]), Err(NumericsError::HierarchyNode { found: 0, .. })));
    let base = steps(&[1.0; 7]);
    assert!(reconcile(&small(), &base[1..], &[], &[], Reconciliation::LeastSquares).is_err());
    assert!(reconcile(&small(), &base, &[], &[], Reconciliation::MinimumTrace).is_err());
    let silent = vec![vec![0.0; 5]; 7];
    assert!(matches!(
        reconcile(&small(), &base, &silent, &[], Reconciliation::Variance),
        Err(NumericsError::AllEqual { .. })
    ));
}

fn is_coherent(points: &[f64]) -> bool {
    let near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * (1.0 + one.abs());
    near(points[0], points[1] + points[2])
        && near(points[1], points[3] + points[4])
        && near(points[2], points[5] + points[6])
}

proptest! {
    #[test]
    fn coherent_idempotent_and_the_identity_on_what_is_coherent(
        base in proptest::collection::vec(1.0..1e4f64, 7),
        residuals in proptest::collection::vec(proptest::collection::vec(-50.0..50.0f64, 8), 7),
    ) {
        let history: Vec<Vec<f64>> = base.iter().map(|value| vec![*value; 3]).collect();
        for method in RECONCILIATIONS {
            let once = reconcile(&small(), &steps(&base), &residuals, &history, method).unwrap().points;
            prop_assert!(is_coherent(&once.concat()), "{method:?}");
            // Average proportions are of the history alone, which need not be that of the forecasts.
            if method == Reconciliation::TopDownAverage {
                continue;
            }
            let twice = reconcile(&small(), &once, &residuals, &history, method).unwrap().points;
            for (one, other) in once.concat().iter().zip(twice.concat()) {
                prop_assert!((one - other).abs() <= 1e-7 * (1.0 + one.abs()), "{method:?}: {one} {other}");
            }
        }
    }

    #[test]
    fn drift_adds_up_already(leaves in proptest::collection::vec(proptest::collection::vec(1.0..1e4f64, 10), 4)) {
        let sum = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(one, other)| one + other).collect::<Vec<f64>>();
        let (a, b) = (sum(&leaves[0], &leaves[1]), sum(&leaves[2], &leaves[3]));
        let mut series = vec![sum(&a, &b), a, b];
        series.extend(leaves);
        let drift = |values: &Vec<f64>| forecast(values, 3, MethodChoice::Named(Method::Drift)).unwrap();
        let forecasts: Vec<_> = series.iter().map(drift).collect();
        let base: Vec<Vec<f64>> = forecasts.iter().map(|found| found.point.clone()).collect();
        let residuals: Vec<Vec<f64>> = forecasts.iter().map(|found| found.residuals.iter().flatten().copied().collect()).collect();
        for method in [
            Reconciliation::LeastSquares,
            Reconciliation::Structure,
            Reconciliation::Variance,
            Reconciliation::MinimumTrace,
            Reconciliation::MinimumTraceCentred,
            Reconciliation::MinimumTraceSample,
        ] {
            let found = reconcile(&small(), &base, &residuals, &series, method).unwrap();
            for (one, other) in base.concat().iter().zip(found.points.concat()) {
                prop_assert!((one - other).abs() <= 1e-7 * (1.0 + one.abs()), "{method:?}: {one} {other}");
            }
        }
    }

    #[test]
    fn whole_and_non_negative_numbers_add_up(base in proptest::collection::vec(-50.0..500.0f64, 7)) {
        let coherent = small().summed(&base);
        let constraints = Constraints { non_negative: true, given: Vec::new() };
        let found = reconcile_within(&small(), &steps(&coherent), &[], &[], Reconciliation::LeastSquares, &constraints).unwrap().points.concat();
        prop_assert!(is_coherent(&found) && found.iter().all(|value| *value >= 0.0));
        let whole = whole_numbers(&small(), &steps(&coherent)).unwrap().concat();
        prop_assert!(is_coherent(&whole));
        for (whole, value) in whole.iter().zip(&coherent) {
            prop_assert!((whole - whole.round()).abs() < 1e-9 && (whole - value).abs() < 3.0, "{whole} {value}");
        }
    }

    #[test]
    fn no_numbers_of_zero_or_more_lie_nearer(
        base in proptest::collection::vec(-100.0..300.0f64, 7),
        others in proptest::collection::vec(proptest::collection::vec(0.0..300.0f64, 4), 8),
    ) {
        let constraints = Constraints { non_negative: true, given: Vec::new() };
        let found = reconcile_within(&small(), &steps(&base), &[], &[], Reconciliation::Structure, &constraints).unwrap();
        let found = found.points.concat();
        let weights = [4.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0];
        let distance = |numbers: &[f64]| -> f64 {
            numbers.iter().zip(&base).zip(weights).map(|((one, other), weight)| (one - other).powi(2) / weight).sum()
        };
        prop_assert!(is_coherent(&found) && found.iter().all(|value| *value >= 0.0));
        for leaves in &others {
            // Any other place, and places near the one found.
            for share in [1.0, 0.1, 0.001] {
                let mut other = found.clone();
                for (value, leaf) in other[3..].iter_mut().zip(leaves) {
                    *value += share * (leaf - *value);
                }
                prop_assert!(distance(&small().summed(&other)) >= distance(&found) - 1e-9);
            }
        }
    }

    #[test]
    fn remainders_keep_the_total(numbers in proptest::collection::vec(0.0..1e4f64, 1..12)) {
        let total = numbers.iter().sum::<f64>().round();
        let found = largest_remainder(&numbers, total).unwrap();
        prop_assert!((found.iter().sum::<f64>() - total).abs() < 1e-6);
        for (found, value) in found.iter().zip(&numbers) {
            prop_assert!((found - value).abs() <= 1.0);
        }
    }
}
