//! What changed between two known-on days, the list of errata, and how far first numbers are off.

use crate::harness::{Project, Run};
use serde_json::{Value, json};

fn imported() -> Project {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    project
}

fn rows(run: &Run) -> Vec<Value> {
    run.json().as_array().expect("a list").clone()
}

#[test]
fn every_change_of_the_total_is_put_down_to_a_tier() {
    let project = imported();
    let ask =
        ["diff", "2015-07-01", "2018-01-01", "--indicator", "industry-organisations", "--area", "000000"];
    let run = project.run(ask.into_iter().chain(["--tier", "all", "--format", "json"])).expect_code(0);
    let of_2015: Vec<Value> = rows(&run).into_iter().filter(|row| row["period"] == "2015-12-31").collect();
    let amounts: Vec<f64> = of_2015.iter().map(|row| row["amount"].as_f64().unwrap()).collect();
    assert_eq!(amounts, [6.0, 32.0, 128.0], "they sum to 455 - 289");
    assert_eq!((&of_2015[0]["old"], &of_2015[0]["old_period"]), (&json!(289.0), &json!("2015-06-30")));
    assert_eq!(of_2015[0]["old_figures"].as_array().map(Vec::len), Some(3), "a sum of three tiers");
    assert_eq!((&of_2015[0]["new"], &of_2015[0]["by_tier"]), (&json!(455.0), &json!("province")));
    assert!(of_2015.iter().all(|row| row["cause"] == "later-period"), "{of_2015:?}");
}

#[test]
fn a_resent_file_is_a_revision_by_its_source_and_an_erratum() {
    let origin = |day: &str| {
        format!("publisher = \"甲\"\ntitle = \"乙 {day}\"\nedition = \"{day}\"\npublished-on = {day}\n")
    };
    let table = |number: &str| format!("2015年底社会工作行业组织\n地区,县级\n北京市,{number}\n广东省,14\n");
    let project = Project::with_code_lists()
        .with("datasets/a/2016/t.csv", table("7"))
        .with("datasets/a/2016/t.csv.origin.toml", origin("2016-03-01"))
        .with("datasets/a/2017/t.csv", table("9"))
        .with("datasets/a/2017/t.csv.origin.toml", origin("2017-03-01"));
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["diff", "2016-06-01", "2017-06-01", "--format", "json"]).expect_code(0);
    let found = rows(&run);
    assert_eq!(found.len(), 1, "the equal number of the other area is a confirmation: {found:?}");
    let of_change = ["kind", "amount", "cause"].map(|name| &found[0][name]);
    assert_eq!(json!(of_change), json!(["revised", 2.0, "source"]));
    let run = project.run(["errata", "2016-06-01", "2017-06-01", "--language", "en"]).expect_code(0);
    let of_list =
        rows(&project.run(["errata", "2016-06-01", "2017-06-01", "--format", "json"]).expect_code(0));
    let of_line =
        ["area", "printed", "number", "reason", "document", "known_on"].map(|name| &of_list[0][name]);
    assert_eq!(json!(of_line), json!(["110000", "7", 9.0, "revised", "乙 2017-03-01", "2017-03-01"]));
    assert!(run.stdout.contains("for \"7\" read \"9\"; as printed in \"乙 2017-03-01\""), "{}", run.stdout);
    let run = project.run(["revisions", "--format", "json"]).expect_code(0);
    assert_eq!(rows(&run)[0]["with_vintages"], 1);
    assert_eq!(rows(&run)[0]["median_days_to_stable"], 365.0);
}

#[test]
fn days_the_wrong_way_round_are_a_usage_error() {
    let run = imported().run(["diff", "2018-01-01", "2015-07-01", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("earlier day first"), "{}", run.stderr);
}

#[test]
fn a_number_told_anew_after_its_area_took_another_in_changed_by_its_boundaries() {
    let areas = "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
                 1,全国,全国,China,,nation,,,,\n10,甲县,甲,A,,county,1,,2016-12-31,12\n12,丙县,丙,C,,county,1,,,\n13,丁县,丁,D,,county,1,,,\n";
    let origin = |day: &str| {
        format!("publisher = \"甲\"\ntitle = \"乙 {day}\"\nedition = \"{day}\"\npublished-on = {day}\n")
    };
    let table = |rows: &str| format!("2015年底社会工作行业组织\n地区,数量\n{rows}");
    let project = Project::with_code_lists()
        .with("datasets/areas/areas.csv", areas)
        .with("datasets/areas/tiles.csv", "area,row,column\n")
        .with("datasets/a/2016/t.csv", table("丙县,7\n丁县,3\n"))
        .with("datasets/a/2016/t.csv.origin.toml", origin("2016-03-01"))
        .with("datasets/a/2017/t.csv", table("丙县,12\n丁县,4\n"))
        .with("datasets/a/2017/t.csv.origin.toml", origin("2017-03-01"));
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["diff", "2016-06-01", "2017-06-01", "--format", "json"]).expect_code(0);
    let causes: Vec<String> = rows(&run)
        .iter()
        .map(|row| ["area", "amount", "cause"].map(|name| row[name].to_string()).join(" "))
        .collect();
    assert_eq!(causes, [r#""12" 5.0 "boundaries""#, r#""13" 1.0 "source""#]);
}

#[test]
fn days_on_which_nothing_was_known_are_refused_with_the_day_from_which_something_is() {
    let project = imported();
    let ask = |words: &[&str]| project.run(words.iter().copied().chain(["--language", "en"]));
    for verb in ["diff", "errata"] {
        let run = ask(&[verb, "1990-01-01", "1991-01-01"]).expect_code(2);
        assert!(run.stderr.contains("was first known on 1999-12-31"), "{verb}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{verb}");
    }
    let run = ask(&["revisions", "--indicator", "service-agencies", "--tier", "township"]).expect_code(2);
    assert!(run.stderr.contains("there are figures of"), "{}", run.stderr);
}
