//! Roll-ups, on a small ledger of a nation with provinces, cities and counties.

use super::*;
use crate::testing::{for_programs, readings, said, selection};
use serde_json::{Map, Value, json};
use tierstat_model::{Area, AreaList, Language, Localized, Tier, TierList, Unit, UnitId, UnitList};

/// The nation `0`; provinces `1` and `2`; in `1` the cities `11` and `12` and the county `19`; in `11` the counties `111` and `112`.
///
/// In 2015 the county `113` became the district `114` of the city `11`, and the county `121` merged into `122` of the city `12`.
fn lists() -> CodeLists {
    let area = |code: &str, tier: &str, parent: Option<&str>| Area {
        code: AreaCode(code.into()),
        name: format!("地{code}"),
        short_name: format!("地{code}"),
        name_en: Some(format!("Area {code}")),
        aliases: vec![],
        tier: TierId(tier.into()),
        parent: parent.map(|parent| AreaCode(parent.into())),
        valid_from: None,
        valid_until: None,
        merged_into: vec![],
    };
    let ended = |area: Area, into: &str| Area {
        valid_until: "2015-12-31".parse().ok(),
        merged_into: vec![AreaCode(into.into())],
        ..area
    };
    let tier = |id: &str, rank, total| Tier {
        id: TierId(id.into()),
        name: Localized::new(id, id),
        rank,
        total,
        aliases: Vec::new(),
    };
    let mut lists = crate::testing::lists();
    lists.areas = AreaList::new(vec![
        area("0", "nation", None),
        area("1", "province", Some("0")),
        area("2", "province", Some("0")),
        area("11", "prefecture", Some("1")),
        area("12", "prefecture", Some("1")),
        area("19", "county", Some("1")),
        area("111", "county", Some("11")),
        area("112", "county", Some("11")),
        ended(area("113", "county", Some("11")), "114"),
        Area { valid_from: "2015-01-01".parse().ok(), ..area("114", "county", Some("11")) },
        ended(area("121", "county", Some("12")), "122"),
        area("122", "county", Some("12")),
    ]);
    lists.tiers = TierList {
        tiers: vec![
            tier("nation", 0, false),
            tier("province", 1, false),
            tier("prefecture", 2, false),
            tier("county", 3, false),
            tier("all", 9, true),
        ],
    };
    lists
}

fn of(area: &str) -> Selection {
    Selection { areas: vec![AreaCode(area.into())], ..selection("clubs") }
}

fn rolled(lines: &[&str], area: &str) -> Vec<RollUp> {
    roll_up(&readings(lines), &lists(), &of(area), None).unwrap()
}

fn row(found: &RollUp) -> Map<String, Value> {
    for_programs(found, &lists())
}

/// The only row of a roll-up.
#[track_caller]
fn only(lines: &[&str], area: &str) -> Map<String, Value> {
    let found = rolled(lines, area);
    assert_eq!(found.len(), 1, "{:?}", found.iter().map(|found| &found.series.tier).collect::<Vec<_>>());
    row(&found[0])
}

#[test]
fn a_province_is_the_sum_of_its_cities_and_of_the_counties_that_lie_in_none() {
    let lines = [
        "clubs|county|11|2016|30",
        "clubs|county|12|2016|20~25",
        "clubs|county|19|2016|1",
        "clubs|county|1|2016|53",
    ];
    let row = only(&lines, "1");
    assert_eq!((&row["sum_lower"], &row["sum_upper"]), (&json!(51.0), &json!(56.0)));
    assert_eq!((&row["areas"], &row["areas_complete"]), (&json!(3), &json!(3)));
    assert_eq!((&row["printed"], &row["agreement"]), (&json!(53.0), &json!("agrees")));
    assert_eq!((&row["completeness"], &row["missing"]), (&json!("complete"), &json!([])));
    assert_eq!(row["areas_added"], json!(["11", "12", "19"]));
    assert_eq!(row["figures"].as_array().unwrap().len(), 3);
    let lines = [
        "clubs|county|11|2016|30",
        "clubs|county|12|2016|20",
        "clubs|county|19|2016|1",
        "clubs|county|1|2016|90",
    ];
    let differing = only(&lines, "1");
    assert_eq!((&differing["agreement"], &differing["difference"]), (&json!("differs"), &json!(39.0)));
    assert_eq!((&row["difference_lower"], &row["difference_upper"]), (&json!(-3.0), &json!(2.0)));
}

#[test]
fn what_is_missing_is_listed_and_the_sum_is_no_more_than_a_least() {
    let lines = [
        "clubs|county|11|2016|30",
        "clubs|county|19|2016|1",
        "clubs|county|12|2014|20",
        "clubs|county|1|2016|53",
    ];
    let found = rolled(&lines, "1");
    let row = row(&found[0]);
    assert_eq!(
        (&row["sum"], &row["sum_lower"], &row["sum_upper"]),
        (&Value::Null, &json!(31.0), &Value::Null)
    );
    assert_eq!((&row["known"], &row["missing"]), (&json!(31.0), &json!(["12"])));
    assert_eq!((&row["completeness"], &row["agreement"]), (&json!("incomplete"), &json!("cannot-be-said")));
    // A number of another time is told, and never mixed in.
    assert_eq!(row["remarks"], json!(["other-periods-not-mixed"]));
    assert_eq!(said(&found[0], "sum_in_words", &lists()), "at least 31");
    assert_eq!(said(&found[0], "of", &lists()), "2 of 3");
    assert!(row["explanation"]["points_left_out"].to_string().contains("最近的是2014"), "{row:?}");
    let agreeing = ["clubs|county|11|2016|30", "clubs|county|19|2016|1", "clubs|county|1|2016|31"];
    assert_eq!(only(&agreeing, "1")["agreement"], "agrees-without-missing");
    let less = ["clubs|county|11|2016|30", "clubs|county|19|2016|1", "clubs|county|1|2016|20"];
    assert_eq!(only(&less, "1")["agreement"], "differs");
}

#[test]
fn a_city_without_a_number_is_summed_from_its_counties_and_one_with_a_number_is_not_looked_into() {
    let lines = [
        "clubs|county|111|2016|4",
        "clubs|county|112|2016|5",
        "clubs|county|114|2016|6",
        "clubs|county|12|2016|20",
        "clubs|county|122|2016|19",
        "clubs|county|19|2016|1",
    ];
    let found = rolled(&lines, "1");
    let row = row(&found[0]);
    assert_eq!((&row["sum"], &row["areas_complete"]), (&json!(36.0), &json!(3)));
    assert_eq!(row["areas_added"], json!(["111", "112", "114", "12", "19"]));
    assert_eq!(row["remarks"], json!(["held-by-outer"]));
    assert_eq!(said(&found[0], "from_below", &lists()), "3");
    // Up to the nation, where one province has a number and the other is summed.
    let nation =
        only(&[lines.as_slice(), &["clubs|county|2|2016|64", "clubs|county|0|2016|100"]].concat(), "0");
    assert_eq!((&nation["sum"], &nation["agreement"]), (&json!(100.0), &json!("agrees")));
    // A county that lacks its number makes the city, the province and the nation incomplete.
    let lacking: Vec<&str> =
        lines.iter().copied().filter(|line| !line.starts_with("clubs|county|112")).collect();
    let nation = only(&[lacking.as_slice(), &["clubs|county|2|2016|64"]].concat(), "0");
    assert_eq!((&nation["missing"], &nation["sum_lower"]), (&json!(["112"]), &json!(95.0)));
    assert_eq!((&nation["areas_complete"], &nation["areas"]), (&json!(1), &json!(2)));
}

#[test]
fn a_place_that_changed_its_name_or_borders_in_a_year_counts_once() {
    let city = |lines: &[&str]| {
        let all = [&["clubs|county|111|2015|4", "clubs|county|112|2015|5"], lines].concat();
        only(&all, "11")
    };
    // The old name reports, or the new one, or both.
    for one in ["clubs|county|113|2015|6", "clubs|county|114|2015|6"] {
        let row = city(&[one]);
        assert_eq!(
            (&row["sum"], &row["areas"], &row["missing"]),
            (&json!(15.0), &json!(3), &json!([])),
            "{one}"
        );
    }
    let both = city(&["clubs|county|113|2015|6", "clubs|county|114|2015|7"]);
    assert_eq!((&both["sum"], &both["remarks"]), (&json!(16.0), &json!(["renamed-in-that-year"])));
    let none = city(&[]);
    assert_eq!(none["missing"], json!(["114"]));
    // The year after, the old one is no more.
    let after =
        only(&["clubs|county|111|2016|4", "clubs|county|112|2016|5", "clubs|county|113|2016|6"], "11");
    assert_eq!((&after["missing"], &after["remarks"]), (&json!(["114"]), &json!(["not-there-on-that-day"])));
}

#[test]
fn what_merged_into_an_area_that_was_there_before_is_added_only_where_it_is_told_apart() {
    let apart = only(&["clubs|county|121|2015|2", "clubs|county|122|2015|19"], "12");
    assert_eq!((&apart["sum"], &apart["remarks"]), (&json!(21.0), &json!(["merged-in-that-year"])));
    let whole = only(&["clubs|county|122|2015|21"], "12");
    assert_eq!(
        (&whole["sum"], &whole["areas"], &whole["completeness"]),
        (&json!(21.0), &json!(1), &json!("complete"))
    );
    let before = only(&["clubs|county|121|2014|2", "clubs|county|122|2014|19"], "12");
    assert_eq!((&before["areas"], &before["remarks"]), (&json!(2), &json!([])));
}

#[test]
fn all_tiers_together_need_what_an_area_counts_at_its_own_level() {
    let cities = ["clubs|all|11|2016|30", "clubs|all|12|2016|20", "clubs|all|19|2016|1"];
    let without = only(&cities, "1");
    assert_eq!((&without["sum"], &without["remarks"]), (&json!(51.0), &json!([])));
    let with = [cities.as_slice(), &["clubs|province|1|2016|9", "clubs|all|1|2016|60"]].concat();
    let with = only(&with, "1");
    assert_eq!((&with["sum"], &with["agreement"]), (&json!(60.0), &json!("agrees")));
    assert_eq!(with["remarks"], json!(["own-level-added"]));
    // Where it counted at its own level in another year, this year's is missing.
    let missing = only(&[cities.as_slice(), &["clubs|province|1|2014|9"]].concat(), "1");
    assert_eq!((&missing["missing"], &missing["sum_lower"]), (&json!(["1/province"]), &json!(51.0)));
    // Tiers that a city prints one by one are a number of all of them.
    let by_tier = [
        "clubs|prefecture|11|2016|3",
        "clubs|county|11|2016|27",
        "clubs|all|12|2016|20",
        "clubs|all|19|2016|1",
    ];
    let found = rolled(&by_tier, "1");
    let all = found.iter().find(|found| found.series.tier.0 == "all").unwrap();
    assert_eq!((&row(all)["sum"], &row(all)["remarks"]), (&json!(51.0), &json!(["sums-of-tiers"])));
}

#[test]
fn a_net_change_that_lacks_some_can_be_anything() {
    let mut lists = lists();
    for indicator in &mut lists.indicators.indicators {
        if indicator.id.0 == "clubs" {
            indicator.change_of = Some(tierstat_model::IndicatorId("residents".into()));
        }
    }
    let ledger = readings(&["clubs|county|11|2016|30", "clubs|county|19|2016|1"]);
    let found = roll_up(&ledger, &lists, &of("1"), None).unwrap();
    assert_eq!(found[0].sum(), None);
    assert_eq!(said(&found[0], "sum_in_words", &lists), "cannot be said");
}

#[test]
fn what_can_have_none_counts_as_nothing_and_is_not_missing() {
    let mut ledger =
        readings(&["clubs|county|11|2016|30", "clubs|county|12|2016|20", "clubs|county|19|2016|-"])
            .readings(&FigureQuery::of_all())
            .unwrap();
    for reading in ledger.iter_mut().filter(|reading| reading.key.area.0 == "19") {
        reading.figure.status = tierstat_model::Status::M;
    }
    struct Given(Vec<Reading>);
    impl FigureLookup for Given {
        fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, tierstat_model::LookupError> {
            Ok(self.0.iter().filter(|reading| query.accepts(&reading.figure)).cloned().collect())
        }
    }
    let found = roll_up(&Given(ledger), &lists(), &of("1"), None).unwrap();
    let row = row(&found[0]);
    assert_eq!((&row["sum"], &row["remarks"]), (&json!(50.0), &json!(["none-can-be-there"])));
}

#[test]
fn every_period_at_which_two_report_is_a_row_or_the_one_that_was_asked_for() {
    let lines = [
        "clubs|county|11|2014|1",
        "clubs|county|11|2015|2",
        "clubs|county|12|2015|2",
        "clubs|county|11|2016|3",
        "clubs|county|12|2016-12-31|3",
    ];
    let periods = |period: Option<&str>| -> Vec<String> {
        let period = period.map(|period| period.parse().unwrap());
        let found = roll_up(&readings(&lines), &lists(), &of("1"), period).unwrap();
        found.iter().map(|found| found.period.to_string()).collect()
    };
    assert_eq!(periods(None).len(), 2);
    assert_eq!(periods(Some("2014")).len(), 1);
}

#[test]
fn what_cannot_be_summed_says_what_there_is_instead() {
    let ledger = readings(&["clubs|county|11|2014|1"]);
    let refused = |lists: &CodeLists, selection: &Selection, period: Option<&str>| {
        let period = period.map(|period| period.parse().unwrap());
        let Err(AnswerError::Question { message, hint }) = roll_up(&ledger, lists, selection, period) else {
            panic!()
        };
        (message.en, hint.en)
    };
    let (message, hint) = refused(&lists(), &of("1"), Some("2016"));
    assert!(message.contains("no area in Area 1 has a number of clubs of 2016"), "{message}");
    assert!(hint.contains("2014") && hint.contains("Area 11"), "{hint}");
    assert!(refused(&lists(), &of("111"), None).0.contains("none that lies in Area 111"));
    let target = Selection { areas: vec![AreaCode("1".into())], ..selection("clubs-target") };
    assert!(refused(&lists(), &target, None).0.contains("what a plan aims at"));
    let mut of_rates = lists();
    of_rates.units = UnitList {
        units: vec![Unit {
            id: UnitId("number".into()),
            name: Localized::new("每万人", "per ten thousand"),
            kind: tierstat_model::UnitKind::Amount,
            aliases: vec![],
        }],
    };
    assert!(refused(&of_rates, &of("1"), None).0.contains("per ten thousand, and no count"));
}

#[test]
fn a_circle_of_areas_ends() {
    let mut lists = lists();
    let mut areas = lists.areas.all().to_vec();
    areas[1].parent = Some(AreaCode("11".into()));
    lists.areas = AreaList::new(areas);
    let ledger = readings(&["clubs|county|12|2016|1"]);
    let voice = crate::Voice { lists: &lists, language: Language::English };
    let found = roll_up(&ledger, &lists, &of("1"), None).unwrap();
    assert!(found[0].statement(&voice).contains("are missing"), "{}", found[0].statement(&voice));
}

#[test]
fn a_code_that_passed_to_another_area_in_that_year_counts_once() {
    let mut lists = lists();
    let mut areas = lists.areas.all().to_vec();
    let old = areas.iter().position(|area| area.code.0 == "19").unwrap();
    areas.push(Area { name: "新19".into(), valid_from: "2013-01-01".parse().ok(), ..areas[old].clone() });
    areas[old].valid_until = "2013-12-31".parse().ok();
    lists.areas = AreaList::new(areas);
    let ledger = readings(&["clubs|county|11|2013|30", "clubs|county|12|2013|20", "clubs|county|19|2013|1"]);
    let found = roll_up(&ledger, &lists, &of("1"), None).unwrap();
    let row = for_programs(&found[0], &lists);
    assert_eq!((&row["sum"], &row["areas"]), (&json!(51.0), &json!(3)));
}
