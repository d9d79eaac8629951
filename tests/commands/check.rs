//! Conflicts and misprints of the real sources.

use crate::harness::Project;
use serde_json::Value;

fn findings(project: &Project) -> Vec<Value> {
    project.run(["import"]).expect_code(0);
    let run = project.run(["check", "--format", "json", "--language", "en"]);
    assert_eq!(run.code, 4, "the sources hold an error, and check says so by its exit code\n{}", run.stderr);
    run.json().as_array().expect("a list").clone()
}

#[track_caller]
fn assert_found(findings: &[Value], rule: &str, parts: &[&str]) {
    let of_rule: Vec<String> =
        findings.iter().filter(|finding| finding["rule"] == rule).map(Value::to_string).collect();
    let found = of_rule.iter().any(|finding| parts.iter().all(|part| finding.contains(part)));
    assert!(found, "no {rule} with {parts:?} among\n{}", of_rule.join("\n"));
}

#[test]
fn the_conflicts_of_the_sources_are_named() {
    let project = Project::of_repository();
    let findings = findings(&project);
    // The bulletin swapped two digits: its eight parts sum to 2850.
    assert_found(&findings, "total.parts", &["2580", "2850", "divisions-2015.csv"]);
    // Agencies at the end of 2018: more than 9,700 against the number of the year before, printed again.
    assert_found(&findings, "conflict.sources", &["9700余家", "7500多家"]);
    // Licensed social workers in Guangzhou: a lost decimal point.
    assert_found(&findings, "conflict.sources", &["约3.7万人", "约37万人"]);
    // All social organisations in 2012, told by a bulletin and by a platform years later.
    assert_found(&findings, "conflict.sources", &["49.9万个"]);
    // A level printed as a growth rate.
    assert_found(&findings, "rate.disproved", &["43.9%"]);
    // The level as a rate, once more by what it should be.
    assert_found(&findings, "rate.disproved", &["43.9%", "34.27%"]);
    // Last year's number printed as this year's, and one number dated twice.
    assert_found(&findings, "stale.repeat", &["7500多家", "7,511", "9700余家"]);
    assert_found(&findings, "period.dated-twice", &["93.1万", "116.1万"]);
    // 439,266 rounded up and then called a minimum.
    assert_found(&findings, "bound.above-known", &["440,000", "439,266"]);
    // Retrospective counts of those that still exist.
    assert_found(&findings, "conflict.survivorship", &["32万家", "超过46万家"]);
    // Two definitions, which are no fall.
    assert_found(&findings, "definition.differs", &["7.68万名", "超30万人"]);
    // A lost 万 and two digits that are swapped, each corrected: the sum is told and no error.
    assert_found(
        &findings,
        "total.parts",
        &["\"information\"", "42.2235个", "37.6941万个", "lost its 万", "swapped"],
    );
    // 1.24 million, and half a year later 1.2 million.
    assert_found(&findings, "decline.unlikely", &["1.24 million", "120万人"]);
    // 455 after growth by 57.4 % confirms the 289 of the newspaper.
    assert_found(&findings, "rate.implied-base", &["57.4%", "289"]);
    // A decrease printed without its sign.
    assert_found(&findings, "stock.flow", &["3661个", "-3661"]);
    // Parts of the third quarter of 2020 that do not sum to the printed total.
    assert_found(&findings, "total.parts", &["888,517"]);
}

#[test]
fn a_misprint_that_nobody_corrected_is_named_with_its_repair() {
    let project = Project::of_repository();
    let corrections = "datasets/press/2026-11/social-organisations.csv.corrections.toml";
    std::fs::remove_file(project.path().join(corrections)).expect("it was there");
    let findings = findings(&project);
    // A lost 万, by its parts and by its series.
    assert_found(&findings, "total.parts", &["\"error\"", "42.2235", "422235"]);
    assert_found(&findings, "magnitude.implausible", &["42.2235", "422235"]);
}

#[test]
fn a_count_with_a_lost_ten_thousand_is_answered_as_corrected() {
    let project = Project::of_repository();
    project.run(["import"]).expect_code(0);
    for (indicator, value) in [("so_private_nonenterprise", 422_235.0), ("so_association", 376_491.0)] {
        let asked = ["figures", "--indicator", indicator, "--period", "2018-02-07", "--format", "json"];
        let rows = project.run(asked).expect_code(0).json();
        let found: Vec<_> = rows.as_array().expect("rows").iter().map(|row| row["value"].as_f64()).collect();
        assert_eq!(found, [Some(value)], "{indicator}");
    }
}

#[test]
fn one_rule_can_be_asked_for() {
    let project = Project::of_repository();
    project.run(["import"]).expect_code(0);
    let run = project.run(["check", "--rule", "conflict", "--format", "json"]);
    for finding in run.json().as_array().expect("a list") {
        let rule = finding["rule"].as_str().expect("a rule");
        assert!(rule.starts_with("conflict."), "{rule}");
    }
    assert!(!run.stderr.contains("no finding and no check"), "{}", run.stderr);
    let run = project.run(["check", "--rule", "conflct", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("begins with `conflct`; did you mean conflict."), "{}", run.stderr);
}

#[test]
fn programs_read_findings_in_both_languages() {
    let project = Project::of_fixture("uk-charities");
    project.run(["import", "--quiet"]).expect_code(0);
    for ask in [&["check"][..], &["check", "--rules"]] {
        let [zh, en] = ["zh-CN", "en"].map(|language| {
            let all = ask.iter().copied().chain(["--format", "json", "--language", language]);
            project.run(all).expect_code(0)
        });
        assert_eq!(zh.json(), en.json(), "{ask:?}");
        assert!(!en.json().as_array().expect("rows").is_empty(), "{ask:?}");
    }
}

#[test]
fn a_number_of_another_definition_between_two_that_agree() {
    let project = Project::of_fixture("uk-charities");
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["check", "--format", "json", "--language", "en"]).expect_code(0);
    let findings = run.json().as_array().expect("a list").clone();
    // 26,000 names, about 18,000 live, 23,806 charities.
    assert_found(&findings, "outlier.between", &["about 18,000", "26,000", "23,806"]);
    // A fiscal year wants to be told when it begins.
    assert_found(&findings, "period.fiscal-year", &["2023-24", "[fiscal-year]"]);
}
