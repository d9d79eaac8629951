//! The bootstrap against all resamples, counted elsewhere.
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
use tierstat_stats::bootstrap::bootstrap;

#[test]
fn all_resamples_of_a_mean() {
    let case = Case::load("balance_reconcile_etc.json", "bootstrap_exhaustive_mean");
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let found = bootstrap(&case.numbers("/inputs/x"), mean, 100, 0.95, 1).unwrap();
    assert!(found.exhaustive && found.resamples == 3125);
    case.assert("/outputs/mean", found.estimate);
    case.assert("/outputs/boot_se_ddof0", found.standard_error);
    case.assert("/outputs/q025_type7", found.percentile.lower);
    case.assert("/outputs/q975_type7", found.percentile.upper);
    case.assert("/outputs/bca_z0_strict", found.bias_correction.unwrap());
    case.assert("/outputs/bca_z0_midpoint", found.bias_correction_midpoint.unwrap());
    case.assert("/outputs/bca_a", found.acceleration.unwrap());
    case.assert("/outputs/jackknife_se", found.jackknife_standard_error);
}
