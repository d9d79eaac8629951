//! Balance from a small ledger.

use super::*;
use crate::area_kinds::Kinds;
use crate::breakdowns::BreakdownText;
use crate::coverage::over_time;
use crate::growth::{by_member, decomposition};
use crate::testing::{for_programs, limit, limited, lists, lists_by_size, readings, said, selection};
use crate::timed_series::timed_series;
use crate::{AnswerError, Members, Selection, Voice};
use serde_json::{Value, json};
use tierstat_model::{AreaCode, CodeLists, IndicatorId, Language};
use tierstat_stats::growth_by::Membership;

fn question() -> SpreadQuestion {
    SpreadQuestion {
        members: Members::Areas,
        period: None,
        per: None,
        groups: Groups::None,
        neighbours: None,
        neighbours_are_asked_for: false,
    }
}

#[test]
fn a_rough_member_makes_the_coefficient_a_range_with_both_ends() {
    let ledger = readings(&[
        "clubs|all|1|2015|10",
        "clubs|all|2|2015|20",
        "clubs|all|3|2015|30",
        "clubs|all|4|2015|40~49",
    ]);
    let rows = spread(&ledger, &lists(), &selection("clubs"), &question()).unwrap();
    let row = for_programs(&rows[0], &lists());
    assert_eq!(
        (&row["members"], &row["gini"], &row["period"]),
        (&json!(4), &Value::Null, &json!("2015-12-31"))
    );
    assert!(row["gini_lower"].as_f64() < row["gini_upper"].as_f64(), "{row:?}");
    assert_eq!(row["remarks"], json!(["bounds-in-gini-alone"]));
    assert!(said(&rows[0], "gini", &lists()).starts_with("0.25–"), "{}", said(&rows[0], "gini", &lists()));
}

#[test]
fn what_has_too_few_members_stands_beside_the_others_and_alone_says_what_there_is() {
    let ledger = readings(&["clubs|all|1|2015|10", "clubs|all|2|2015|20", "residents|all|1|2015|100"]);
    let both = Selection {
        indicators: vec![IndicatorId("clubs".into()), IndicatorId("residents".into())],
        ..selection("clubs")
    };
    let rows = spread(&ledger, &lists(), &both, &question()).unwrap();
    let last = for_programs(&rows[1], &lists());
    assert_eq!((&last["indicator"], &last["remarks"]), (&json!("residents"), &json!(["too-few-members"])));
    let found = spread(&ledger, &lists(), &selection("residents"), &question());
    let Err(AnswerError::Question { message, hint }) = found else { panic!("{found:?}") };
    assert!(message.en.contains("two members") && hint.en.contains("Area 1"), "{message:?} {hint:?}");
    let by_tier =
        SpreadQuestion { members: Members::Tiers, per: Some(IndicatorId("residents".into())), ..question() };
    assert!(spread(&ledger, &lists(), &selection("clubs"), &by_tier).is_err());
}

#[test]
fn types_that_lie_in_another_one_are_listed_and_join_no_sum() {
    let mut lines = Vec::new();
    for (year, [large, huge, small]) in [(2014, [3, 1, 7]), (2015, [4, 2, 8])] {
        for area in 0..3 {
            lines.extend([
                format!("clubs|all|{area}|{year}|{}", large + small),
                format!("large-clubs|all|{area}|{year}|{large}"),
                format!("huge-clubs|all|{area}|{year}|{huge}"),
                format!("small-clubs|all|{area}|{year}|{small}"),
            ]);
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (ledger, mut lists, clubs) = (readings(&lines), lists_by_size(), selection("clubs"));
    let small = limited(&lists, "small-clubs", limit("clubs", "size", "small"));
    lists.indicators.indicators.push(small);
    let voice = Voice { lists: &lists, language: Language::English };
    // 4 and 8 of 12; the 2 huge ones are among the 4.
    let by_type = SpreadQuestion { members: Members::Types, ..question() };
    let rows = spread(&ledger, &lists, &clubs, &by_type).unwrap();
    assert_eq!(rows[1].measures.members, 2);
    let left_out = rows[1].explanation(&voice).left_out;
    assert_eq!(
        (left_out[0].0.as_str(), left_out[0].1.en.as_str()),
        ("huge-clubs", "it lies in another type, or may")
    );
    let grown = by_member(&ledger, &lists, &clubs, &Membership::Types, None, None).unwrap();
    let named: Vec<(String, bool, Option<f64>)> = grown
        .iter()
        .map(|row| {
            let to = row.growth.to.as_ref().and_then(|to| to.bounds.as_point());
            (row.series.indicator.to_string(), row.growth.contribution.is_some(), to)
        })
        .collect();
    let expected = [
        ("large-clubs", true, 4.0),
        ("small-clubs", true, 8.0),
        ("huge-clubs", false, 2.0),
        ("clubs", false, 12.0),
        ("clubs", false, 12.0),
    ];
    assert_eq!(named, expected.map(|(name, share, to)| (name.to_owned(), share, Some(to))));
    let timed = timed_series(&ledger, &lists, &clubs, Members::Types).unwrap();
    assert_eq!(timed.iter().map(|series| series.parents.len()).collect::<Vec<_>>(), [0, 1, 1, 0]);
    let tables = quotients(&ledger, &lists, &clubs, Kinds::Types, None).unwrap();
    assert_eq!(tables[0].kind_names(&voice), ["large-clubs", "small-clubs"]);
    assert!(tables[0].explanation(&voice).remarks[0].en.contains("huge-clubs"));
    let refused = quotients(&ledger, &lists, &selection("residents"), Kinds::Types, None);
    let Err(AnswerError::Question { message, hint }) = refused else { panic!("{refused:?}") };
    assert!(message.en.contains("has no parts") && hint.en.contains("`is`") && hint.zh.contains("`is`"));
    // Of a dimension whose members may overlap nothing adds up.
    lists.dimensions.dimensions[0].exclusive = false;
    let grown = by_member(&ledger, &lists, &clubs, &Membership::Types, None, None).unwrap();
    assert!(grown.len() == 3 && grown.iter().all(|row| row.growth.contribution.is_none()));
    let refused = quotients(&ledger, &lists, &clubs, Kinds::Types, None);
    let Err(AnswerError::Question { message, hint }) = refused else { panic!("{refused:?}") };
    assert!(message.en.contains("has no types that add up"), "{message:?}");
    assert!(hint.zh.contains("exclusive") && hint.en.contains("exclusive"), "{hint:?}");
}

#[test]
fn what_a_part_is_divided_by_is_the_same_part_by_whichever_name() {
    let lines = [
        "large-clubs|all|1|2014|10",
        "large-clubs|all|2|2014|30",
        "large-clubs|all|1|2015|20",
        "large-clubs|all|2|2015|40",
        "residents|all|1|2014|1000",
        "residents|all|2|2014|1000",
        "residents[size=large]|all|1|2014|100",
        "residents[size=large]|all|2|2014|300",
        "residents[size=large]|all|1|2015|110",
        "residents[size=large]|all|2|2015|310",
        "divisions|all|1|2014|60",
        "divisions[size=large]|all|1|2014|40",
    ];
    let (ledger, mut lists, per) = (readings(&lines), lists_by_size(), IndicatorId("residents".into()));
    let large = ["size=large".to_owned()];
    let text = BreakdownText { breakdown: &large, ..BreakdownText::default() };
    let asked = selection("clubs").of_part(&lists, text).unwrap();
    assert_eq!(asked.indicators[0].0, "large-clubs");
    // 10 of 100 and 30 of 300.
    let by_area = SpreadQuestion { per: Some(per.clone()), period: "2014".parse().ok(), ..question() };
    let rates = |rows: &[SpreadRow]| -> Vec<Option<f64>> {
        rows[0].members.used.iter().map(super::member::BalanceMember::rate).collect()
    };
    assert_eq!(rates(&spread(&ledger, &lists, &asked, &by_area).unwrap()), [Some(1000.0); 2]);
    // By its own name too.
    let own = selection("large-clubs");
    let named = spread(&ledger, &lists, &own, &by_area).unwrap();
    assert_eq!(rates(&named), [Some(1000.0); 2]);
    let parts = decomposition(&ledger, &lists, &own, &per, None, None).unwrap();
    assert!(format!("{parts:?}").contains("people: [100.0, 110.0]"), "{parts:?}");
    // Where residents are not counted by size at all it is by all of them, and said.
    let no_size = readings(&lines.iter().copied().filter(|line| !line.contains('[')).collect::<Vec<_>>());
    let by_all = spread(&no_size, &lists, &own, &by_area).unwrap();
    assert_eq!(rates(&by_all), [Some(100.0), Some(300.0)]);
    let remarks = for_programs(&by_all[0], &lists)["remarks"].to_string();
    assert!(remarks.contains("divided-by-all") && !remarks.contains('='), "{remarks}");
    let ends = ["2014", "2015"].map(|period| period.parse().unwrap());
    let converged = convergence(&ledger, &lists, &asked, ends, Some(&per)).unwrap();
    let people: Vec<_> = converged[0].pairs.iter().map(|(from, _)| from.residents).collect();
    assert_eq!(people, [Some(100.0), Some(300.0)]);
    let parts = decomposition(&ledger, &lists, &asked, &per, None, None).unwrap();
    let parts = format!("{parts:?}");
    assert!(parts.contains("people: [100.0, 110.0]") && parts.contains("people: [300.0, 310.0]"), "{parts}");
    // What an indicator covers, its part covers of the same part, unless it says so itself.
    let covered = |lists: &CodeLists| {
        let area = Selection { areas: vec![AreaCode("1".into())], ..asked.clone() };
        let found = over_time(&ledger, lists, &area, Members::Tiers, None).unwrap();
        found[0].points[0].found.as_ref().unwrap().units.bounds.as_point()
    };
    assert_eq!(covered(&lists), Some(40.0));
    for indicator in &mut lists.indicators.indicators {
        if indicator.id.0 == "large-clubs" {
            indicator.covers = Some(IndicatorId("divisions".into()));
        }
    }
    assert_eq!(covered(&lists), Some(60.0));
}

#[test]
fn quotients_have_codes_and_a_whole_without_them_says_why() {
    let ledger = readings(&[
        "clubs|prefecture|1|2015|6",
        "clubs|county|1|2015|2",
        "clubs|prefecture|2|2015|2",
        "clubs|county|2|2015|6",
        "clubs|prefecture|3|2015|3",
    ]);
    let found = quotients(&ledger, &lists(), &selection("clubs"), Kinds::Tiers, None).unwrap();
    let rows: Vec<_> = found.iter().flat_map(QuotientTable::rows).collect();
    let row = for_programs(&rows[0], &lists());
    assert_eq!((rows.len(), &row["area"], &row["kind"]), (4, &json!("1"), &json!("prefecture")));
    assert_eq!((&row["quotient"], &row["share_in_area"]), (&json!(1.5), &json!(0.75)));
    assert!(row["explanation"]["points_left_out"].to_string().contains("没有"), "{row:?}");
    let found = quotients(&ledger, &lists(), &selection("clubs"), Kinds::Tiers, "2020".parse().ok());
    let Err(AnswerError::Question { hint, .. }) = found else { panic!("{found:?}") };
    assert!(hint.en.contains("2015"), "{hint:?}");
}

#[test]
fn convergence_has_numbers_and_without_pairs_says_what_there_is() {
    let ledger = readings(&[
        "clubs|all|1|2010|10",
        "clubs|all|2|2010|100",
        "clubs|all|3|2010|1000",
        "clubs|all|4|2010|50",
        "clubs|all|1|2020|50",
        "clubs|all|2|2020|250",
        "clubs|all|3|2020|1200",
    ]);
    let periods = |from: &str, to: &str| [from.parse().unwrap(), to.parse().unwrap()];
    let ask = |periods| convergence(&ledger, &lists(), &selection("clubs"), periods, None);
    let rows = ask(periods("2010", "2020")).unwrap();
    let row = for_programs(&rows[0], &lists());
    assert_eq!((&row["period_from"], &row["members"]), (&json!("2010"), &json!(3)));
    assert!(row["beta"].as_f64().is_some_and(|beta| beta < 0.0) && row["half_life"].is_number(), "{row:?}");
    let found = ask(periods("2010", "2015"));
    let Err(AnswerError::Question { hint, .. }) = found else { panic!("{found:?}") };
    assert!(hint.en.contains("2020"), "{hint:?}");
    assert!(ask(periods("2020", "2010")).is_err());
}
