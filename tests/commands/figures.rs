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

#[test]
fn areas_that_merged_are_summed_on_todays_map_and_a_division_is_refused() {
    let areas = "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
                 1,全国,全国,China,,nation,,,,\n\
                 10,甲县,甲,A,,county,1,,2013-12-31,12\n11,乙县,乙,B,,county,1,,2013-12-31,12\n\
                 12,丙县,丙,C,,county,1,2014-01-01,,\n13,丁县,丁,D,,county,1,,2013-12-31,14|15\n\
                 14,戊县,戊,E,,county,1,2014-01-01,,\n15,己县,己,F,,county,1,2014-01-01,,\n16,庚县,庚,G,,county,1,,,\n";
    let table = |period: &str, rows: &str| format!("{period}底社会工作行业组织\n地区,数量\n{rows}");
    let origin = |day: &str| {
        format!("publisher = \"甲\"\ntitle = \"乙\"\nedition = \"{day}\"\npublished-on = {day}\n")
    };
    let project = Project::with_code_lists()
        .with("datasets/areas/areas.csv", areas)
        .with("datasets/a/2013/t.csv", table("2012年", "甲县,5\n乙县,7\n丁县,9\n庚县,3\n"))
        .with("datasets/a/2013/t.csv.origin.toml", origin("2013-03-01"))
        .with("datasets/a/2015/t.csv", table("2014年", "丙县,14\n戊县,4\n己县,6\n庚县,3\n"))
        .with("datasets/a/2015/t.csv.origin.toml", origin("2015-03-01"));
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project
        .run([
            "figures",
            "--map",
            "2020-01-01",
            "--period",
            "2012-12-31",
            "--format",
            "json",
            "--language",
            "en",
        ])
        .expect_code(0);
    let answer = run.json();
    let told: Vec<(String, f64, String)> = answer
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            (text("area"), row["value"].as_f64().unwrap_or(f64::NAN), text("rule"))
        })
        .collect();
    assert_eq!(told, [("12".into(), 12.0, "sum-on-map".into()), ("16".into(), 3.0, "only-one".into())]);
    assert!(run.stderr.contains("丁县 was divided among 戊县, 己县"), "{}", run.stderr);
}
