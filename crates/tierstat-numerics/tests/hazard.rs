//! Survival and adoption against R's survival and glm.
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
use tierstat_numerics::hazard::{SurvivalStep, discrete_hazard, survival_curve};

const CASES: &str = "r_oracles.json";

#[test]
fn time_until_the_first_organisation() {
    let case = Case::load(CASES, "km_first_organisation");
    let events: Vec<bool> = case.numbers("/inputs/event").iter().map(|event| *event > 0.0).collect();
    let found = survival_curve(&case.numbers("/inputs/time"), &events).unwrap();
    let of = |what: fn(&SurvivalStep) -> f64| -> Vec<f64> { found.steps.iter().map(what).collect() };
    case.assert_all("/outputs/time", &of(|step| step.time));
    case.assert_all("/outputs/n_risk", &of(|step| step.at_risk as f64));
    case.assert_all("/outputs/n_event", &of(|step| step.events as f64));
    case.assert_all("/outputs/surv", &of(|step| step.survival));
    case.assert_all("/outputs/std_err_cumhaz_greenwood", &of(|step| step.log_standard_error.unwrap()));
    case.assert_all("/outputs/nelson_aalen", &of(|step| step.cumulative_hazard));
    case.assert("/outputs/median", found.median.unwrap());
}

#[test]
fn hazard_of_adoption_by_period() {
    let case = Case::load(CASES, "discrete_hazard_cloglog");
    let periods: Vec<u32> = case.numbers("/inputs/time").iter().map(|time| *time as u32).collect();
    let events: Vec<bool> = case.numbers("/inputs/event").iter().map(|event| *event > 0.0).collect();
    let found = discrete_hazard(&periods, &events).unwrap();
    case.assert_all("/outputs/coef", &found.coefficients);
    case.assert_all("/outputs/se", &found.standard_errors);
    case.assert("/outputs/deviance", found.deviance);
    assert_close("rows", found.rows as f64, case.number("/outputs/rows"), 0.0);
}
