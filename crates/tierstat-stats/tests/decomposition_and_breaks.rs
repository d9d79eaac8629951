//! Decompositions, splices and tests of breaks against R and statsmodels.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_cmp,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

mod oracle;

use oracle::Case;
use std::collections::BTreeMap;
use tierstat_model::Bounds;
use tierstat_stats::breaks::{Link, splice};
use tierstat_stats::decomposition::{population_density_decomposition, shift_share};

const CASES: &str = "balance_reconcile_etc.json";

fn report(what: &str, found: f64, known: f64) {
    println!("{what}: {:.1e}", if known == 0.0 { found.abs() } else { (found / known - 1.0).abs() });
}

#[test]
fn shift_share_of_areas_and_tiers() {
    let case = Case::load(CASES, "shift_share_dunn");
    let names = ["east", "central", "west"];
    let table = |time: &str| {
        names.iter().map(|name| case.numbers(&format!("/inputs/{time}/{name}"))).collect::<Vec<_>>()
    };
    let found = shift_share(&table("t0"), &table("t1")).unwrap();
    let near = |pointer: &str, found: &[f64]| {
        for (found, known) in found.iter().zip(case.numbers(pointer)) {
            report(pointer, *found, known);
        }
        case.assert_all(pointer, found);
    };
    for (name, area) in names.iter().zip(&found.areas) {
        let at = |output: &str| format!("/outputs/{name}/{output}");
        case.assert(&at("national_share"), area.total_national_share());
        case.assert(&at("industry_mix"), area.total_industry_mix());
        case.assert(&at("regional_shift"), area.total_regional_shift());
        case.assert(&at("total_change"), area.total_change());
        near(&at("by_tier/NS"), &area.national_share);
        near(&at("by_tier/IM"), &area.industry_mix);
        near(&at("by_tier/RS"), &area.regional_shift);
        let all = |effect: &[Option<f64>]| effect.iter().map(|value| value.unwrap()).collect::<Vec<_>>();
        near(&at("esteban_marquillas/competitive"), &all(&area.competitive));
        near(&at("esteban_marquillas/allocation"), &all(&area.allocation));
    }
}

#[test]
fn logarithmic_means_of_population_and_density() {
    let case = Case::load(CASES, "decomposition_lmdi");
    let list = |name: &str| case.numbers(&format!("/inputs/{name}"));
    let found =
        population_density_decomposition(&list("pop0"), &list("dens0"), &list("pop1"), &list("dens1"))
            .unwrap();
    for (pointer, found) in [
        ("/outputs/dV", found.change),
        ("/outputs/population", found.population),
        ("/outputs/structure", found.structure),
        ("/outputs/density", found.density),
    ] {
        report(pointer, found, case.number(pointer));
        case.assert(pointer, found);
    }
}

fn series(case: &Case, pointer: &str) -> BTreeMap<i32, Bounds> {
    let years = case.at(pointer).as_object().unwrap();
    years
        .iter()
        .map(|(year, value)| (year.parse().unwrap(), Bounds::point(value.as_f64().unwrap()).unwrap()))
        .collect()
}

#[test]
fn a_splice_at_one_overlap() {
    let case = Case::load(CASES, "chain_link_overlap");
    let (old, new) = (series(&case, "/inputs/old"), series(&case, "/inputs/new"));
    let linked = series(&case, "/outputs/linked");
    for link in [Link::RatioOfSums, Link::MeanOfRatios, Link::GeometricMean, Link::First, Link::Last] {
        let found = splice(&old, &new, link).unwrap();
        let factor = found.factor.as_point().unwrap();
        report("factor", factor, case.number("/outputs/factor"));
        case.assert("/outputs/factor", factor);
        assert_eq!(found.linked.keys().collect::<Vec<_>>(), linked.keys().collect::<Vec<_>>());
        for (year, value) in &found.linked {
            case.assert(&format!("/outputs/linked/{year}"), value.as_point().unwrap());
        }
    }
    case.assert(
        "/outputs/additive_shift",
        splice(&old, &new, Link::Shift).unwrap().factor.as_point().unwrap(),
    );
}

#[test]
fn a_splice_at_two_overlaps() {
    let case = Case::load(CASES, "chain_link_two_overlaps");
    let (old, new) = (series(&case, "/inputs/old"), series(&case, "/inputs/new"));
    for (pointer, link) in [
        ("/outputs/factor_mean_of_ratios", Link::MeanOfRatios),
        ("/outputs/factor_ratio_of_sums", Link::RatioOfSums),
        ("/outputs/factor_first", Link::First),
        ("/outputs/factor_last", Link::Last),
        ("/outputs/factor_geometric", Link::GeometricMean),
    ] {
        let factor = splice(&old, &new, link).unwrap().factor.as_point().unwrap();
        report(pointer, factor, case.number(pointer));
        case.assert(pointer, factor);
    }
}
