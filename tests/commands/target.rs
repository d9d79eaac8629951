//! Against plan: how far, at which pace, and by when.

use crate::harness::Project;
use serde_json::json;

/// Agencies that grow by about forty a year, and what a plan aims at.
const AGENCIES: &str = "service-agencies,all,440000,2014-12-31,102,A\nservice-agencies,all,440000,2015-12-31,141,A\n\
    service-agencies,all,440000,2016-12-31,183,A\nservice-agencies,all,440000,2017-12-31,219,A\n\
    service-agencies,all,440000,2018-12-31,260,A\nservice-agencies-target,all,440000,2020-12-31,360,A\n";

#[test]
fn the_repository_tells_14_of_21_prefectures() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = ["target", "--indicator", "industry-organisations", "--area", "广东", "--tier", "prefecture"];
    let run = project.run(ask.into_iter().chain(["--format", "json"])).expect_code(0);
    let rows = run.json();
    let row = &rows[0];
    assert_eq!((&row["number"], &row["target"], &row["missing"]), (&json!(14.0), &json!(21.0), &json!(7.0)));
    assert_eq!(
        (&row["target_basis"], &row["when_reached_basis"]),
        (&json!("all-units"), &json!("cannot-be-said"))
    );
    let run = project.run(ask.into_iter().chain(["--language", "en", "--explain"])).expect_code(0);
    for part in ["66.7%", "of 21, as many as there are units", "cannot be said: 4 points are needed, 1 found"]
    {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
    // Without an indicator, every plan: rough figures with their bounds, each due period a row.
    let run = project.run(["target", "--format", "json"]).expect_code(0);
    let rows = run.json();
    let told: Vec<_> =
        rows.as_array().expect("rows").iter().map(|row| (&row["due"], &row["standing"])).collect();
    assert_eq!(
        told,
        [
            (&json!("2020"), &json!("missed")),
            (&json!("2015"), &json!("reached")),
            (&json!("2020"), &json!("reached")),
        ]
    );
    assert_eq!((&rows[1]["target_lower"], &rows[1]["target_upper"]), (&json!(495_000.0), &json!(505_000.0)));
    // What was known before the target was: there is none, and what there is instead is said.
    let run = project.run(["target", "--known-on", "2012-01-01", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("no number of a target"), "{}", run.stderr);
    // A target is no number of the series.
    let run = project.run(["trend", "--indicator", "service-agencies", "--format", "json"]).expect_code(0);
    // Nor is 5,000 of one document between 13,000 and 19,000 of others a point of it.
    assert_eq!(run.json()[0]["points_used"], 12);
}

#[test]
fn by_when_at_this_pace_has_an_interval_and_says_what_it_assumes() {
    let project = Project::of_figures(AGENCIES);
    let ask = ["target", "--indicator", "service-agencies", "--area", "广东"];
    let run = project.run(ask.into_iter().chain(["--format", "json"])).expect_code(0);
    let row = run.json()[0].clone();
    let number = |name: &str| row[name].as_f64().expect("a number");
    assert!((number("pace") - 39.5).abs() < 1e-9 && (number("pace_needed") - 50.0).abs() < 1e-9, "{row}");
    // 100 more at about 39.4 a year: in the third year, and so is the interval of a line through five numbers.
    assert!(
        number("when_reached_lower") < number("when_reached")
            && number("when_reached") < number("when_reached_upper")
    );
    assert!((2020.0..2021.0).contains(&number("when_reached")), "{row}");
    assert_eq!(row["standing"], "off-course");
    let run = project.run(ask.into_iter().chain(["--language", "zh-CN", "--explain"])).expect_code(0);
    for part in ["按此速度将逾期", "约 2021 年（95% 区间", "假定今后每年增加同样多", "每年须增加50"]
    {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
    let csv = project.run(ask.into_iter().chain(["--format", "csv"])).expect_code(0);
    assert!(
        csv.stdout.starts_with("indicator,area,tier,target_indicator,target_basis,target,"),
        "{}",
        csv.stdout
    );
    let since = project.run(ask.into_iter().chain(["--since", "2017", "--format", "json"])).expect_code(0);
    assert_eq!(
        (&since.json()[0]["pace"], &since.json()[0]["remarks"]),
        (&json!(41.0), &json!(["too-few-points"]))
    );
    let none = project.run(["target", "--indicator", "residents", "--language", "en"]).expect_code(2);
    assert!(
        none.stderr.contains("no target of residents") && none.stderr.contains("target-of"),
        "{}",
        none.stderr
    );
}

#[test]
fn what_an_article_says_of_a_plan_is_no_level_and_the_target_it_may_be_is_named() {
    let project = Project::with_code_lists().with(
        "plan.md",
        "# 规划\n\n2013年底，全国社会工作专业人才达30万人。到2015年，全国社会工作专业人才总量将增加到50万人。\n",
    );
    let run = project.run(["inspect", "plan.md", "--language", "en"]).expect_code(0);
    for part in ["prose.not-level", "A1 = { indicator = \"social-work-professionals-target\" }"] {
        assert!(run.stderr.contains(part), "{part} is missing:\n{}", run.stderr);
    }
    // With that line the sentence is the target, and what was counted stays as it was.
    let project = project
        .with(
            "plan.md.origin.toml",
            "publisher = \"Office\"\ntitle = \"Plan\"\nedition = \"1\"\npublished-on = 2014-01-01\n",
        )
        .with("plan.md.mapping.toml", "[cells]\nB3 = { indicator = \"social-work-professionals-target\" }\n");
    project.run(["import", "plan.md", "--quiet"]).expect_code(0);
    let rows = project.run(["target", "--format", "json"]).expect_code(0).json();
    assert_eq!((&rows[0]["due"], &rows[0]["target_lower"]), (&json!("2015"), &json!(495_000.0)));
    assert_eq!((&rows[0]["number_lower"], &rows[0]["standing"]), (&json!(295_000.0), &json!("open")));
}
