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
    // Parts of the third quarter of 2020 that do not sum to the printed total.
    assert_found(&findings, "total.parts", &["888,517"]);
}

#[test]
fn one_rule_can_be_asked_for() {
    let project = Project::of_repository();
    project.run(["import"]).expect_code(0);
    let run = project.run(["check", "--rule", "conflict", "--format", "json"]);
    for finding in run.json().as_array().expect("a list") {
        assert_eq!(finding["rule"], "conflict.sources");
    }
}
