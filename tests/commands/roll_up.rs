//! An area as the sum of the areas that lie in it.

use crate::harness::Project;
use serde_json::{Value, json};

#[test]
fn the_provinces_of_the_repository_sum_to_the_nation_and_what_is_missing_is_listed() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = ["roll-up", "--indicator", "administrative-divisions"];
    let rows = project.run(ask.into_iter().chain(["--format", "json"])).expect_code(0).json();
    // Every number that a yearbook prints for the nation is the sum of its provinces.
    let printed: Vec<&Value> =
        rows.as_array().expect("rows").iter().filter(|row| !row["printed"].is_null()).collect();
    assert_eq!(printed.len(), 5);
    for row in printed {
        assert_eq!((&row["known"], &row["difference"]), (&row["printed"], &json!(0.0)), "{row}");
        assert_eq!(
            (&row["agreement"], &row["areas_complete"]),
            (&json!("agrees-without-missing"), &json!(31))
        );
        assert_eq!(row["missing"], json!(["660000", "710000", "810000", "820000"]));
        assert_eq!(
            (&row["sum"], &row["sum_lower"]),
            (&Value::Null, &row["known"]),
            "no sum that lacks some is a number"
        );
    }
    let one = ["--tier", "county", "--period", "2013", "--explain", "--language", "en"];
    let run = project.run(ask.into_iter().chain(one)).expect_code(0);
    for part in ["at least 2,853", "31 of 35", "left out Hong Kong: no number", "Guangdong 121 ["] {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
    for (more, message) in [
        (["--indicator", "social-work-professionals-target"], "what a plan aims at"),
        (["--indicator", "licensed-social-workers-per-ten-thousand"], "no count"),
        (["--indicator", "counties"], "has a number of counties of 1999"),
    ] {
        let words = ["roll-up", "--period", "1999", "--language", "en"].into_iter().chain(more);
        let run = project.run(words).expect_code(2);
        assert!(run.stderr.contains(message) && run.stderr.contains("hint"), "{message}: {}", run.stderr);
    }
}

#[test]
fn a_province_without_a_number_is_summed_from_its_cities_and_these_from_their_counties() {
    // Wuhan has a number and so has one of its districts; of Huangshi only its districts have; Xiantao lies in no city.
    let lines = "service-agencies,all,420100,2018-12-31,200,A\nservice-agencies,all,420102,2018-12-31,30,A\n\
        service-agencies,all,420202,2018-12-31,4,A\nservice-agencies,all,420203,2018-12-31,3,A\n\
        service-agencies,all,429004,2018-12-31,5,A\nservice-agencies,all,420300,2017-12-31,9,A\n\
        service-agencies,all,430000,2018-12-31,100,A\n";
    let project = Project::of_figures(lines);
    let ask = |area: &'static str| {
        let words = [
            "roll-up",
            "--indicator",
            "service-agencies",
            "--area",
            area,
            "--period",
            "2018",
            "--format",
            "json",
        ];
        project.run(words).expect_code(0).json()[0].clone()
    };
    let province = ask("湖北");
    assert_eq!(province["areas_added"], json!(["420100", "420202", "420203", "429004"]), "{province}");
    assert_eq!((&province["known"], &province["sum"]), (&json!(212.0), &Value::Null));
    let remarks = province["remarks"].to_string();
    assert!(remarks.contains("held-by-outer") && remarks.contains("other-periods-not-mixed"), "{remarks}");
    let missing: Vec<&str> =
        province["missing"].as_array().expect("codes").iter().filter_map(Value::as_str).collect();
    assert!(
        missing.contains(&"420300") && missing.contains(&"420204") && !missing.contains(&"420102"),
        "{missing:?}"
    );
    // Up to the nation: one province by its own number, one by what lies in it.
    let nation = ask("全国");
    assert_eq!(nation["known"], json!(312.0));
    let csv = project
        .run(["roll-up", "--indicator", "service-agencies", "--area", "湖北", "--format", "csv"])
        .expect_code(0);
    assert!(
        csv.stdout.starts_with("indicator,area,tier,period,sum,sum_lower,sum_upper,completeness,"),
        "{}",
        csv.stdout
    );
}
