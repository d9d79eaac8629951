//! Coverage from a small ledger.

use super::*;
use crate::testing::{for_programs, lists, readings, said, selection};
use crate::{AnswerError, Members, Selection};
use serde_json::{Value, json};
use tierstat_model::{AreaCode, IndicatorId, TierId};
use tierstat_numerics::saturation::Curve;
use tierstat_stats::known_number::SeriesId;

const UNITS: CurveChoice = CurveChoice { curve: Curve::Logistic, ceiling: Ceiling::Units };

fn tiers(tiers: &[&str]) -> Selection {
    Selection { tiers: tiers.iter().map(|tier| TierId((*tier).into())).collect(), ..selection("clubs") }
}

#[test]
fn both_numbers_of_all_tiers_together_follow_one_rule() {
    let ledger = readings(&[
        "clubs|province|0|2015|24",
        "clubs|prefecture|0|2015|96",
        "divisions|province|0|2013|31",
        "divisions|prefecture|0|2013|333",
    ]);
    let lists = lists();
    let found = over_time(&ledger, &lists, &tiers(&["all"]), Members::Tiers, None).unwrap();
    let rows: Vec<_> = found.iter().flat_map(CoverageRow::of_series).collect();
    let row = for_programs(&rows[0], &lists);
    assert_eq!((rows.len(), &row["covered"], &row["units"]), (1, &json!(120.0), &json!(364.0)));
    assert_eq!((&row["period"], &row["units_period"]), (&json!("2015"), &json!("2013")));
    assert_eq!(row["remarks"], json!(["covered-is-sum-of-tiers", "units-are-sum-of-tiers"]));
    // Whoever asks for one period gets the same.
    let series = SeriesId {
        indicator: IndicatorId("clubs".into()),
        tier: TierId("all".into()),
        area: AreaCode("0".into()),
        breakdown: tierstat_model::Breakdown::whole(),
    };
    let point = at(&ledger, &lists, &series, "2015".parse().unwrap(), None).unwrap().unwrap();
    assert_eq!((&point.covered, &point.found), (&found[0].points[0].covered, &found[0].points[0].found));
    assert_eq!(point.readings().count(), 4);
}

#[test]
fn a_number_without_units_is_told_and_not_dropped() {
    let ledger = readings(&[
        "clubs|county|0|2012|10",
        "clubs|county|0|2014|-",
        "clubs|county|0|2015|20~40",
        "divisions|county|0|2013|100",
    ]);
    let lists = lists();
    let found = over_time(&ledger, &lists, &selection("clubs"), Members::Tiers, Some(UNITS)).unwrap();
    let rows: Vec<_> = CoverageRow::of_series(&found[0]).map(|row| for_programs(&row, &lists)).collect();
    assert_eq!(rows[0]["remarks"], json!(["units-unknown"]));
    assert_eq!((&rows[0]["covered"], &rows[0]["coverage"]), (&json!(10.0), &Value::Null));
    assert_eq!((&rows[1]["coverage"], &rows[1]["coverage_lower"]), (&Value::Null, &json!(0.2)));
    assert_eq!(rows[1]["all_covered_basis"], "cannot-be-said");
    let told = rows[0]["explanation"]["points_left_out"].to_string();
    assert!(told.contains("没有数") && told.contains("不知当时的单位数"), "{told}");
}

#[test]
fn no_change_and_no_curve_runs_across_a_break() {
    let years = ["2010|2", "2011|5", "2012|11", "2013|40B", "2014|52", "2015|63"];
    let mut lines: Vec<String> = years.iter().map(|line| format!("clubs|county|0|{line}")).collect();
    lines.push("divisions|county|0|2010|100".into());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (ledger, lists) = (readings(&lines), lists());
    let found = over_time(&ledger, &lists, &selection("clubs"), Members::Tiers, Some(UNITS)).unwrap();
    let rows: Vec<_> = CoverageRow::of_series(&found[0]).collect();
    assert!(rows[2].change().is_some() && rows[3].change().is_none() && rows[4].change().is_some());
    assert_eq!(for_programs(&rows[3], &lists)["remarks"], json!(["series-break"]));
    // Three points are left, which do not tell the error of a curve of two parameters.
    assert!(said(&rows[5], "all_covered", &lists).starts_with("cannot be said"), "{:?}", found[0].when);
}

#[test]
fn a_free_ceiling_stands_with_its_interval_or_not_at_all() {
    let counts = [12, 31, 45, 88, 150, 190, 226, 284, 300, 321];
    let years = [1991, 1993, 1994, 1996, 1998, 1999, 2000, 2002, 2003, 2005];
    let of = |count: usize| {
        let lines = years.iter().zip(counts).take(count);
        let mut lines: Vec<String> =
            lines.map(|(year, count)| format!("clubs|county|0|{year}|{count}")).collect();
        lines.push("divisions|county|0|1990|333".into());
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let choice = CurveChoice { ceiling: Ceiling::Free, ..UNITS };
        over_time(&readings(&lines), &lists(), &selection("clubs"), Members::Tiers, Some(choice)).unwrap()
    };
    let found = of(10);
    let ceiling = found[0].when.as_ref().and_then(|when| when.ceiling).unwrap();
    let (lower, upper) = (ceiling.lower.unwrap(), ceiling.upper.unwrap());
    assert!(lower < ceiling.value && ceiling.value < upper, "{ceiling:?}");
    let latest = CoverageRow::of_series(&found[0]).last().unwrap();
    let row = for_programs(&latest, &lists());
    assert_eq!((&row["ceiling_lower"], &row["ceiling_upper"]), (&json!(lower), &json!(upper)));
    assert!(said(&latest, "ceiling", &lists()).contains("95%"));
    // The first points bend nowhere: whatever end is missing is said to be, and without any there is no number.
    for found in (3..8).map(of) {
        let when = found[0].when.as_ref().unwrap();
        assert!(when.ceiling.is_none_or(|ceiling| ceiling.lower.is_some() || ceiling.upper.is_some()));
        assert_eq!(
            when.ceiling.is_some(),
            when.ceiling_said(tierstat_model::Language::English).contains("95%")
        );
    }
}

#[test]
fn more_than_there_are_units_is_no_coverage_and_is_not_reached() {
    let ledger = readings(&["clubs|county|0|2015|120", "divisions|county|0|2015|100"]);
    let found = over_time(&ledger, &lists(), &selection("clubs"), Members::Tiers, Some(UNITS)).unwrap();
    let row = CoverageRow::of_series(&found[0]).next().unwrap();
    let row = for_programs(&row, &lists());
    assert_eq!(row["remarks"], json!(["more-covered-than-units"]));
    assert_eq!(row["all_covered_basis"], "cannot-be-said");
    assert_eq!(row["all_covered_reason"], "more-covered-than-units");
}

#[test]
fn what_has_no_coverage_says_what_there_is_instead() {
    let ledger =
        readings(&["clubs|county|0|2012|10", "divisions|county|0|2013|100", "residents|all|0|2013|7"]);
    let refused = |indicator: &str| {
        let found = over_time(&ledger, &lists(), &selection(indicator), Members::Tiers, None);
        let Err(AnswerError::Question { message, hint }) = found else { panic!("{found:?}") };
        (message.en, hint.en)
    };
    let (message, hint) = refused("clubs");
    assert!(message.contains("of no time are the units (divisions) known"), "{message}");
    assert!(hint.contains("2013") && hint.contains("county"), "{hint}");
    let (message, hint) = refused("residents");
    assert!(
        message.contains("does not say what residents covers") && hint.contains("clubs"),
        "{message} {hint}"
    );
    let (message, hint) = {
        let found = over_time(&ledger, &lists(), &tiers(&["province"]), Members::Tiers, None);
        let Err(AnswerError::Question { message, hint }) = found else { panic!("{found:?}") };
        (message.en, hint.en)
    };
    assert!(message.contains("no number of clubs") && hint.contains("county"), "{message} {hint}");
}
