//! Against plan, on a small ledger.

use super::*;
use crate::testing::{for_programs, lists, readings, said, selection};
use serde_json::{Map, Value, json};
use tierstat_model::{Language, TierId};
use tierstat_words::Words;

fn asked(indicator: &str, tiers: &[&str]) -> Selection {
    Selection { tiers: tiers.iter().map(|tier| TierId((*tier).into())).collect(), ..selection(indicator) }
}

fn rows(lines: &[&str], indicator: &str) -> Vec<TargetProgress> {
    against_plan(&readings(lines), &lists(), &selection(indicator), Members::Tiers, None).unwrap()
}

fn row(progress: &TargetProgress) -> Map<String, Value> {
    for_programs(progress, &lists())
}

/// What is said in English.
fn statement(progress: &TargetProgress) -> String {
    let lists = lists();
    let voice = crate::Voice { lists: &lists, language: Language::English };
    progress.statement(&voice, &Words { language: Language::English })
}

const STEADY: [&str; 5] = [
    "clubs|all|0|2014|102",
    "clubs|all|0|2015|119",
    "clubs|all|0|2016|142",
    "clubs|all|0|2017|160",
    "clubs|all|0|2018|179",
];

fn steady<'a>(more: &[&'a str]) -> Vec<&'a str> {
    STEADY.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn without_a_printed_target_the_aim_is_all_units_and_one_number_tells_no_time() {
    let found = rows(&["clubs|prefecture|0|2015-06|14", "divisions|prefecture|0|2013|21"], "clubs");
    let [progress] = found.as_slice() else { panic!("{found:?}") };
    let row = row(progress);
    assert_eq!((&row["number"], &row["target"], &row["missing"]), (&json!(14.0), &json!(21.0), &json!(7.0)));
    assert_eq!((&row["target_basis"], &row["standing"]), (&json!("all-units"), &json!("open")));
    assert_eq!(row["remarks"], json!(["no-target-printed", "too-few-points"]));
    assert_eq!((&row["pace"], &row["when_reached"]), (&Value::Null, &Value::Null));
    assert_eq!(said(progress, "share", &lists()), "66.7%");
    assert!(
        statement(progress).contains("14 clubs") && statement(progress).contains("of 21"),
        "{}",
        statement(progress)
    );
    assert_eq!(progress.readings().count(), 2);
}

#[test]
fn the_time_is_that_of_a_line_with_what_it_assumes() {
    let found = rows(&steady(&["clubs-target|all|0|2025|300"]), "clubs");
    let [progress] = found.as_slice() else { panic!("{found:?}") };
    let row = row(progress);
    assert_eq!((&row["due"], &row["missing"]), (&json!("2025"), &json!(121.0)));
    // 121 in seven years are needed; 77 came in four.
    assert!((row["pace_needed"].as_f64().unwrap() - 121.0 / 7.0).abs() < 1e-12, "{row:?}");
    assert!((row["pace"].as_f64().unwrap() - 77.0 / 4.0).abs() < 1e-12, "{row:?}");
    let [time, lower, upper] =
        ["when_reached", "when_reached_lower", "when_reached_upper"].map(|name| row[name].as_f64().unwrap());
    assert!(lower < time && time < upper && lower > 2023.0 && upper < 2026.0, "{lower} {time} {upper}");
    assert_eq!((&row["when_reached_basis"], &row["standing"]), (&json!("line"), &json!("on-course")));
    let told = row["explanation"].to_string();
    assert!(told.contains("假定今后每年增加同样多") && told.contains("Fieller"), "{told}");
    assert!(statement(progress).contains("with 95% confidence between"), "{}", statement(progress));
    // The same pace is too slow for twice as much.
    let found = rows(&steady(&["clubs-target|all|0|2025|600"]), "clubs");
    assert_eq!(found[0].standing, Some(Standing::OffCourse));
}

#[test]
fn no_time_is_told_from_two_numbers_or_of_a_count_that_does_not_rise() {
    let codes = |lines: &[&str]| row(&rows(lines, "clubs")[0])["remarks"].clone();
    let two = ["clubs|all|0|2015|100", "clubs|all|0|2017|140", "clubs-target|all|0|2025|300"];
    assert_eq!(codes(&two), json!(["too-few-points"]));
    assert_eq!(row(&rows(&two, "clubs")[0])["pace"], json!(20.0));
    let falling = [
        "clubs|all|0|2015|140",
        "clubs|all|0|2016|131",
        "clubs|all|0|2017|119",
        "clubs|all|0|2018|112",
        "clubs-target|all|0|2025|300",
    ];
    assert_eq!(codes(&falling), json!(["not-rising"]));
    assert_eq!(codes(&steady(&["clubs-target|all|0|2025|100000"])), json!(["interval-too-wide"]));
    let straight = [
        "clubs|all|0|2015|100",
        "clubs|all|0|2016|120",
        "clubs|all|0|2017|140",
        "clubs|all|0|2018|160",
        "clubs-target|all|0|2025|300",
    ];
    assert_eq!(codes(&straight), json!(["exact-fit"]));
    let within = ["clubs|all|0|2015-06|100", "clubs|all|0|2015|110", "clubs-target|all|0|2025|300"];
    assert_eq!(codes(&within), json!(["pace-of-less-than-a-year", "too-few-points"]));
}

#[test]
fn rough_numbers_keep_their_bounds_and_cross_a_target_without_reaching_it() {
    let found = rows(&["clubs|all|0|2018|3500~3600", "clubs-target|all|0|2025|7000~7200"], "clubs");
    let row_of = row(&found[0]);
    let [lower, upper] = ["share_lower", "share_upper"].map(|name| row_of[name].as_f64().unwrap());
    assert!((lower - 3500.0 / 7200.0).abs() < 1e-12 && (upper - 3600.0 / 7000.0).abs() < 1e-12);
    assert_eq!((&row_of["missing_lower"], &row_of["missing_upper"]), (&json!(3400.0), &json!(3700.0)));
    assert!((row_of["pace_needed_lower"].as_f64().unwrap() - 3400.0 / 7.0).abs() < 1e-9);
    assert_eq!(
        (&row_of["pace_needed"], said(&found[0], "pace_needed_in_words", &lists())),
        (&Value::Null, "485 to 529".into())
    );
    let crossing = rows(&["clubs|all|0|2018|3500~3600", "clubs-target|all|0|2025|3550"], "clubs");
    let crossing = row(&crossing[0]);
    assert_eq!(
        (&crossing["standing"], &crossing["remarks"]),
        (&json!("unclear"), &json!(["bounds-cross-target"]))
    );
    assert_eq!(crossing["pace_needed"], Value::Null);
}

#[test]
fn what_is_reached_or_missed_is_told_by_what_was_seen() {
    let of = |target: &str| {
        let found = rows(&steady(&[target]), "clubs");
        (found[0].standing.unwrap().code(), said(&found[0], "when_reached", &lists()))
    };
    assert_eq!(of("clubs-target|all|0|2016|140"), ("reached", "between 2015 and 2016".into()));
    assert_eq!(of("clubs-target|all|0|2015|140"), ("reached-late", "between 2015 and 2016".into()));
    assert_eq!(of("clubs-target|all|0|2016-06|140"), ("reached", "between 2015 and 2016".into()));
    assert_eq!(of("clubs-target|all|0|2014|90"), ("reached", "by 2014".into()));
    assert_eq!(of("clubs-target|all|0|2018|200").0, "missed");
    let between = rows(&steady(&["clubs-target|all|0|2016-06|140"]), "clubs");
    assert_eq!(row(&between[0])["remarks"], json!(["in-time-unknown"]));
    let late = rows(&steady(&["clubs-target|all|0|2018|200"]), "clubs");
    assert_eq!(row(&late[0])["pace_needed"], Value::Null);
}

#[test]
fn each_due_period_is_a_row_and_a_target_told_again_stands_once() {
    let lines = steady(&[
        "clubs-target|all|0|2020|210",
        "clubs-target|all|0|2030|500",
        "clubs-plan|all|0|2016|280",
        "clubs-plan|all|0|2018|300",
    ]);
    let found = rows(&lines, "clubs");
    let dues: Vec<String> = found.iter().map(|found| found.aim.due.unwrap().to_string()).collect();
    assert_eq!(dues, ["2020", "2025", "2030"]);
    let told_again = row(&found[1]);
    assert_eq!(
        (&told_again["target"], &told_again["remarks"]),
        (&json!(300.0), &json!(["target-told-again"]))
    );
    assert_eq!(told_again["target_indicator"], "clubs-plan");
    // Asked for by its own id, one target stands alone.
    assert_eq!(rows(&lines, "clubs-plan").len(), 1);
    assert_eq!(with_targets(&lists()).len(), 1);
}

#[test]
fn the_pace_runs_over_no_break_and_from_since_on_where_that_is_asked() {
    let lines = [
        "clubs|all|0|2014|900",
        "clubs|all|0|2015|100B",
        "clubs|all|0|2016|120",
        "clubs|all|0|2017|141",
        "clubs-target|all|0|2025|300",
    ];
    let found = rows(&lines, "clubs");
    assert_eq!((found[0].paced().count(), found[0].counted.left_out.len()), (3, 1));
    let since = "2016".parse().ok();
    let found =
        against_plan(&readings(&lines), &lists(), &selection("clubs"), Members::Tiers, since).unwrap();
    assert_eq!(found[0].pace().unwrap().as_point(), Some(21.0));
}

#[test]
fn a_total_that_no_source_prints_is_the_sum_of_its_tiers() {
    let lines = [
        "clubs|province|0|2015|20",
        "clubs|county|0|2015|80",
        "clubs|province|0|2016|24",
        "clubs|county|0|2016|96",
        "clubs-target|all|0|2020|200",
        "clubs-target|province|0|2020|30",
        "clubs-target|county|0|2020|150",
    ];
    let found = rows(&lines, "clubs");
    let all: Vec<_> = found.iter().map(|found| (found.series.tier.0.as_str(), row(found))).collect();
    assert_eq!(all.iter().map(|(tier, _)| *tier).collect::<Vec<_>>(), ["province", "county", "all"]);
    let (_, total) = &all[2];
    assert_eq!((&total["number"], &total["target"]), (&json!(120.0), &json!(200.0)));
    assert_eq!(total["remarks"], json!(["number-is-sum-of-tiers", "too-few-points"]));
    // Targets by tier add up to no target of all.
    let without: Vec<&str> =
        lines.into_iter().filter(|line| *line != "clubs-target|all|0|2020|200").collect();
    assert!(rows(&without, "clubs").iter().all(|found| found.series.tier.0 != "all"));
}

#[test]
fn a_target_of_which_nothing_was_counted_is_told() {
    let found = rows(&["clubs-target|county|0|2025|300"], "clubs");
    assert_eq!(row(&found[0])["remarks"], json!(["no-figure"]));
    assert!(statement(&found[0]).contains("nothing was counted"));
}

#[test]
fn what_has_no_target_says_what_there_is_instead() {
    let ledger =
        readings(&["clubs|county|0|2012|10", "residents|all|0|2013|7", "clubs-target|all|1|2025|300"]);
    let refused = |selection: &Selection| {
        let found = against_plan(&ledger, &lists(), selection, Members::Tiers, None);
        let Err(AnswerError::Question { message, hint }) = found else { panic!("{found:?}") };
        (message.en, hint.en)
    };
    let (message, hint) = refused(&selection("residents"));
    assert!(message.contains("no target of residents") && hint.contains("clubs"), "{message}: {hint}");
    let (message, hint) = refused(&asked("clubs", &["county"]));
    assert!(
        message.contains("no number of a target of clubs") && hint.contains("Area 1"),
        "{message}: {hint}"
    );
}

#[test]
fn the_areas_inside_each_have_their_own() {
    let ledger =
        readings(&["clubs|all|1|2015|5", "clubs-target|all|1|2020|10", "clubs-target|all|2|2020|12"]);
    let found = against_plan(&ledger, &lists(), &selection("clubs"), Members::Areas, None).unwrap();
    let areas: Vec<&str> = found.iter().map(|found| found.series.area.0.as_str()).collect();
    assert_eq!(areas, ["1", "2"]);
}
