//! Intervals of coverage from samples against statsmodels and scipy.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

mod oracle;

use oracle::{Case, assert_close};
use tierstat_numerics::coverage::{Sample, SamplingMethod, difference_interval, sampling_interval};

const CASES: &str = "balance_reconcile_etc.json";

#[test]
fn intervals_of_a_share() {
    for id in ["coverage_ci_150_333", "coverage_ci_0_333", "coverage_ci_320_333"] {
        let case = Case::load(CASES, id);
        let whole = |pointer: &str| case.at(pointer).as_u64().unwrap();
        let sample = Sample::new(whole("/inputs/covered"), whole("/inputs/units")).unwrap();
        for (pointer, method) in [
            ("/outputs/wilson95", SamplingMethod::Wilson),
            ("/outputs/sm_wilson", SamplingMethod::Wilson),
            ("/outputs/wilson_cc95", SamplingMethod::WilsonCorrected),
            ("/outputs/clopper_pearson", SamplingMethod::ClopperPearson),
            ("/outputs/jeffreys", SamplingMethod::Jeffreys),
            ("/outputs/agresti_coull", SamplingMethod::AgrestiCoull),
        ] {
            let found = sampling_interval(sample, case.number("/inputs/level"), method).unwrap();
            case.assert("/outputs/p", found.share);
            report(pointer, &[found.lower, found.upper], &case.numbers(pointer));
            case.assert_all(pointer, &[found.lower, found.upper]);
        }
    }
}

#[test]
fn intervals_at_other_levels() {
    // statsmodels 0.15.0 and scipy 1.17.1, proportion_confint and binomtest(...).proportion_ci, alpha 0.1 and 0.01.
    for (covered, asked, level, method, lower, upper) in OTHER_LEVELS {
        let found = sampling_interval(Sample::new(covered, asked).unwrap(), level, method).unwrap();
        report("level", &[found.lower, found.upper], &[lower, upper]);
        assert_close("lower", found.lower, lower, 1e-10);
        assert_close("upper", found.upper, upper, 1e-10);
    }
}

#[test]
fn interval_of_a_difference() {
    let case = Case::load(CASES, "coverage_diff_newcombe");
    let sample = |covered: &str, asked: &str| {
        Sample::new(case.at(covered).as_u64().unwrap(), case.at(asked).as_u64().unwrap()).unwrap()
    };
    let found =
        difference_interval(sample("/inputs/k1", "/inputs/n1"), sample("/inputs/k2", "/inputs/n2"), 0.95)
            .unwrap();
    case.assert("/outputs/diff", found.difference);
    report("newcombe", &[found.lower, found.upper], &case.numbers("/outputs/ci"));
    case.assert_all("/outputs/ci", &[found.lower, found.upper]);
}

fn report(what: &str, found: &[f64], known: &[f64]) {
    for (found, known) in found.iter().zip(known) {
        println!("{what}: {:.1e}", if *known == 0.0 { found.abs() } else { (found / known - 1.0).abs() });
    }
}

/// Covered, asked, level, method, and the two ends.
const OTHER_LEVELS: [(u64, u64, f64, SamplingMethod, f64, f64); 20] = [
    (1, 5, 0.9, SamplingMethod::Wilson, 0.04596245388060394, 0.564707446578457),
    (1, 5, 0.9, SamplingMethod::WilsonCorrected, 0.013894768253452927, 0.6506975004728579),
    (1, 5, 0.9, SamplingMethod::ClopperPearson, 0.010206218313011495, 0.6574083180011387),
    (1, 5, 0.9, SamplingMethod::Jeffreys, 0.03644726804538883, 0.5628446105349783),
    (1, 5, 0.9, SamplingMethod::AgrestiCoull, 0.032436164206535, 0.5782337362525258),
    (5, 5, 0.99, SamplingMethod::Wilson, 0.4297416789729908, 1.0),
    (5, 5, 0.99, SamplingMethod::WilsonCorrected, 0.35040891548561187, 1.0),
    (5, 5, 0.99, SamplingMethod::ClopperPearson, 0.34657242157757323, 1.0),
    (5, 5, 0.99, SamplingMethod::Jeffreys, 0.47360082938540027, 0.9999962641812427),
    (5, 5, 0.99, SamplingMethod::AgrestiCoull, 0.37393675283229105, 1.0),
    (2849, 2850, 0.99, SamplingMethod::Wilson, 0.9970184450264077, 0.9999588037598148),
    (2849, 2850, 0.99, SamplingMethod::WilsonCorrected, 0.9967112191867126, 0.9999884609229646),
    (2849, 2850, 0.99, SamplingMethod::ClopperPearson, 0.9973958760470474, 0.999998241214942),
    (2849, 2850, 0.99, SamplingMethod::Jeffreys, 0.9977500291956597, 0.9999874162077751),
    (2849, 2850, 0.99, SamplingMethod::AgrestiCoull, 0.9966164449342608, 1.0),
    (7, 21, 0.9, SamplingMethod::Wilson, 0.19196713888966443, 0.512743279854578),
    (7, 21, 0.9, SamplingMethod::WilsonCorrected, 0.17357798583932593, 0.5361416379295214),
    (7, 21, 0.9, SamplingMethod::ClopperPearson, 0.16817582339149656, 0.5359359076092924),
    (7, 21, 0.9, SamplingMethod::Jeffreys, 0.18674491268548346, 0.511882090342292),
    (7, 21, 0.9, SamplingMethod::AgrestiCoull, 0.19097098273615226, 0.5137394360080902),
];
