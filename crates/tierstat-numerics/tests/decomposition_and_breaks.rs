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
use tierstat_numerics::breaks::{TRIMMING, chow, pooled_sum_of_squares, splice, supremum_f};
use tierstat_numerics::decomposition::{population_density_decomposition, shift_share};
use tierstat_numerics::regression::linear::polynomial_design;

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
fn splices_at_one_overlap_and_at_two() {
    for (name, factor) in [
        ("chain_link_overlap", "/outputs/factor"),
        ("chain_link_two_overlaps", "/outputs/factor_ratio_of_sums"),
    ] {
        let case = Case::load(CASES, name);
        let (old, new) = (series(&case, "/inputs/old"), series(&case, "/inputs/new"));
        let linked = splice(&old, &new).unwrap();
        for (year, value) in linked.iter().filter(|(year, _)| !new.contains_key(*year)) {
            let found = value.as_point().unwrap() / old[year].as_point().unwrap();
            report(factor, found, case.number(factor));
            case.assert(factor, found);
        }
    }
    let case = Case::load(CASES, "chain_link_overlap");
    let linked = splice(&series(&case, "/inputs/old"), &series(&case, "/inputs/new")).unwrap();
    let known = series(&case, "/outputs/linked");
    assert_eq!(linked.keys().collect::<Vec<_>>(), known.keys().collect::<Vec<_>>());
    for (year, value) in &linked {
        case.assert(&format!("/outputs/linked/{year}"), value.as_point().unwrap());
    }
}

#[test]
fn a_break_at_a_known_place() {
    let case = Case::load(CASES, "break_chow");
    let (times, values) = (case.numbers("/inputs/x"), case.numbers("/inputs/y"));
    let place = case.at("/inputs/first_obs_of_second_segment").as_u64().unwrap() as usize;
    let design = polynomial_design(&times, 1).unwrap();
    let pooled = pooled_sum_of_squares(&design, &values).unwrap();
    let found = chow(pooled, &design, &values, place).unwrap();
    for (pointer, value) in [
        ("/outputs/rss_pooled", found.pooled_sum_of_squares),
        ("/outputs/rss1", found.first_sum_of_squares),
        ("/outputs/rss2", found.second_sum_of_squares),
        ("/outputs/F", found.variance_ratio),
        ("/outputs/p", found.probability),
    ] {
        report(pointer, value, case.number(pointer));
        case.assert(pointer, value);
    }
    let (above, below) = found.degrees_of_freedom;
    assert_eq!(vec![above as f64, below as f64], case.numbers("/outputs/df"));
    // The same place is found where it is not known.
    let anywhere = supremum_f(&design, &values, TRIMMING).unwrap();
    assert_eq!(anywhere.largest.first_of_second, place);
}

#[test]
fn the_dam_at_aswan_is_found() {
    // The yearly flow of the Nile at Aswan, 1871 to 1970 (Cobb 1978); strucchange's sup.F is 75.93, after 1898.
    let flow = NILE.map(f64::from);
    let found = supremum_f(&polynomial_design(&[0.0; 100], 0).unwrap(), &flow, TRIMMING).unwrap();
    println!("Nile: {} {:e}", found.statistic, found.probability);
    assert!((found.statistic - 75.93).abs() < 0.005, "{}", found.statistic);
    assert_eq!(found.largest.first_of_second, 28);
    // As small as that many simulated series can tell.
    assert!(found.probability < 0.001);
}

/// The flow of the Nile, in 10^8 cubic metres.
const NILE: [i16; 100] = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
    1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
    1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796,
    1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874,
    848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718,
    714, 740,
];
