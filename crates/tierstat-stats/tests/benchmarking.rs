//! Denton and Cholette's benchmarking against its Lagrange system, solved elsewhere.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop, and prints what it measured")]

use tierstat_stats::benchmarking::{Movement, benchmarked};

/// The Lagrange system of each case as a dense matrix, solved in fractions (Python's fractions, rounded once at the end); numpy
/// 2.4.6 agrees to 5e-16. Both are illustrative.
#[test]
fn two_systems_solved_in_fractions() {
    let quarters = [98.2, 100.8, 102.2, 100.8, 99.0, 101.6, 102.7, 101.5, 100.5, 103.0, 103.5, 101.5];
    let found =
        benchmarked(&quarters, &[Some(4000.0), Some(4161.4), Some(4000.0)], 4, Movement::Proportional)
            .unwrap();
    close(&found.values, &PROPORTIONAL);
    // Two periods after the last total, which keep the last difference.
    let longer = [50.0, 62.0, 71.0, 64.0, 55.0, 60.0, 80.0, 66.0, 58.0, 70.0];
    let found = benchmarked(&longer, &[Some(260.0), Some(270.0)], 4, Movement::Additive).unwrap();
    close(&found.values, &ADDITIVE);
}

fn close(found: &[f64], known: &[f64]) {
    assert_eq!(found.len(), known.len());
    for (found, known) in found.iter().zip(known) {
        let error = (found / known - 1.0).abs();
        println!("{error:.1e}");
        assert!(error < 1e-14, "{found} is not {known}");
    }
}

const PROPORTIONAL: [f64; 12] = [
    966.811089002385,
    996.5594816779951,
    1018.9283830497217,
    1017.7010462698983,
    1016.2154237254438,
    1050.4795395227923,
    1059.6033219840367,
    1035.1017147677271,
    1003.2170311708849,
    1011.4146846724303,
    1005.116460075767,
    980.2518240809179,
];

const ADDITIVE: [f64; 10] = [
    53.47727272727273,
    65.38636363636364,
    74.20454545454545,
    66.93181818181819,
    57.56818181818182,
    62.29545454545455,
    82.11363636363636,
    68.02272727272727,
    60.02272727272727,
    72.02272727272727,
];
