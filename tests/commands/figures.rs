//! Asking the ledger, also as known on a day.

use crate::harness::Project;

fn imported() -> Project {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    project
}

#[test]
fn a_rough_figure_keeps_its_bounds() {
    let run = imported()
        .run([
            "figures",
            "--indicator",
            "社工机构",
            "--area",
            "全国",
            "--period",
            "2015-06",
            "--format",
            "json",
        ])
        .expect_code(0);
    let answer = run.json();
    assert_eq!(answer[0]["printed"], "3500多家", "{}", run.stdout);
    assert_eq!(answer[0]["bounds"], "[3500, 3600)");
    assert_eq!(answer[0]["value"], serde_json::Value::Null);
}

#[test]
fn the_ledger_answers_with_what_was_known_that_day() {
    let project = imported();
    let asked = |day| {
        let run = project.run([
            "figures",
            "--indicator",
            "industry-organisations",
            "--tier",
            "county",
            "--area",
            "000000",
            "--format",
            "json",
            "--known-on",
            day,
        ]);
        run.expect_code(0).json().as_array().expect("a list").len()
    };
    assert_eq!(asked("2015-06-29"), 0);
    assert_eq!(asked("2015-06-30"), 1);
    assert_eq!(asked("2017-09-07"), 2);
}

#[test]
fn an_empty_ledger_says_what_to_do() {
    let run = Project::of_repository().run(["figures"]).expect_code(2);
    assert!(run.stderr.contains("tierstat import"), "{}", run.stderr);
}

#[test]
fn csv_has_a_header_and_a_row_each() {
    let run = imported()
        .run(["figures", "--indicator", "industry-organisations", "--format", "csv"])
        .expect_code(0);
    let mut lines = run.stdout.lines();
    assert!(lines.next().is_some_and(|header| header.starts_with("id,indicator,tier,area,period,printed,")));
    assert!(lines.count() >= 6, "{}", run.stdout);
}

#[test]
fn a_total_that_no_source_prints_is_the_sum_of_its_tiers_as_known_that_day() {
    let project = imported();
    let totals = |day: &'static str| -> Vec<(String, f64)> {
        let run = project.run([
            "figures",
            "--indicator",
            "industry-organisations",
            "--tier",
            "all",
            "--area",
            "000000",
            "--format",
            "json",
            "--known-on",
            day,
        ]);
        let answer = run.expect_code(0).json();
        let rows = answer.as_array().expect("a list").iter();
        rows.map(|row| (row["rule"].as_str().unwrap().to_owned(), row["value"].as_f64().unwrap())).collect()
    };
    assert_eq!(totals("2015-07-01"), [("sum-of-tiers".to_owned(), 289.0)]);
    assert!(totals("2018-01-01").contains(&("only-one".to_owned(), 455.0)));
}
