//! Balance and robust trends against R and scipy.
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
use tierstat_numerics::balance::{
    Shares, beta_convergence, location_quotients, moran, sigma_convergence, specialisation,
};
use tierstat_numerics::trend::rank::{mann_kendall, siegel, theil_sen};

const CASES: &str = "balance_reconcile_etc.json";

#[test]
fn location_and_specialisation() {
    let case = Case::load(CASES, "location_quotient");
    let table = case.table("/inputs/matrix");
    for (found, known) in
        location_quotients(&table).unwrap().concat().iter().zip(case.table("/outputs/lq").concat())
    {
        assert_close("quotient", *found, known, case.tolerance());
    }
    case.assert_all("/outputs/krugman", &specialisation(&table).unwrap());
    // By hand: 120, 80 and 40 are a half, a third and a sixth.
    let known = [14.0 / 36.0, 14.0 / 36.0, (1.0 + 2.25 + 42.25) / 81.0];
    for (row, known) in table.iter().zip(known) {
        assert_close("herfindahl", Shares::of(row, None).unwrap().herfindahl(), known, case.tolerance());
    }
}

#[test]
fn areas_that_converge() {
    let case = Case::load(CASES, "convergence_beta_sigma");
    let (start, end) = (case.numbers("/inputs/y0"), case.numbers("/inputs/yT"));
    let found = beta_convergence(&start, &end, case.number("/inputs/T")).unwrap();
    let spread = sigma_convergence(&start, &end).unwrap();
    case.assert_all("/outputs/se", &[found.standard_errors.0, found.standard_errors.1]);
    for (pointer, value) in [
        ("/outputs/a", found.intercept),
        ("/outputs/b", found.slope),
        ("/outputs/t_b", found.slope_score.unwrap()),
        ("/outputs/p_b", found.slope_probability.unwrap()),
        ("/outputs/r2", found.determination),
        ("/outputs/lambda", found.speed().unwrap()),
        ("/outputs/half_life", found.half_life().unwrap()),
        ("/outputs/sigma0", spread.start),
        ("/outputs/sigmaT", spread.end),
        ("/outputs/cv0", spread.start_variation),
        ("/outputs/cvT", spread.end_variation),
    ] {
        println!("{pointer}: {:.1e}", (value / case.number(pointer) - 1.0).abs());
        case.assert(pointer, value);
    }
}

#[test]
fn neighbours_that_are_alike() {
    let case = Case::load(CASES, "moran_I");
    let weights: Vec<Vec<(usize, f64)>> = case
        .table("/inputs/W")
        .into_iter()
        .map(|row| row.into_iter().enumerate().filter(|(_, weight)| *weight > 0.0).collect())
        .collect();
    let found = moran(&case.numbers("/inputs/y"), &weights).unwrap();
    case.assert("/outputs/I", found.statistic);
    case.assert("/outputs/EI", found.expectation);
    case.assert("/outputs/VI_normality", found.variance);
    case.assert("/outputs/z", found.score);
}

#[test]
fn trends_by_ranks_and_medians() {
    let case = Case::load(CASES, "trend_mann_kendall_sen");
    let (times, values) = (case.numbers("/inputs/t"), case.numbers("/inputs/y"));
    let found = mann_kendall(&values).unwrap();
    assert_close("S", found.score as f64, case.number("/outputs/S"), 0.0);
    case.assert("/outputs/varS", found.variance);
    case.assert("/outputs/Z", found.standard_score);
    case.assert("/outputs/p", found.probability);
    case.assert("/outputs/tau", found.tau);
    let sen = theil_sen(&times, &values, 0.95).unwrap();
    case.assert("/outputs/sen_slope", sen.slope);
    case.assert("/outputs/sen_intercept_median", sen.intercept);
    case.assert_all("/outputs/sen_ci95", &[sen.interval.unwrap().0, sen.interval.unwrap().1]);
    let (slope, intercept) = siegel(&times, &values).unwrap();
    case.assert("/outputs/siegel_slope", slope);
    case.assert("/outputs/siegel_intercept", intercept);
    let case = Case::load(CASES, "trend_mann_kendall_ties");
    let found = mann_kendall(&case.numbers("/inputs/y")).unwrap();
    case.assert("/outputs/varS", found.variance);
    case.assert("/outputs/Z", found.standard_score);
    case.assert("/outputs/p", found.probability);
}
