//! Where a number comes from.

use crate::harness::Project;

#[test]
fn a_question_is_answered_down_to_the_cell() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project
        .run([
            "trace",
            "--indicator",
            "service-agencies",
            "--area",
            "全国",
            "--period",
            "2015-06",
            "--language",
            "en",
        ])
        .expect_code(0);
    for part in [
        "3500多家",
        "[3500, 3600)",
        "sector-figures.xlsx › 机构与人才 › B3",
        "公益时报",
        "2015-06-30",
        "sha256",
    ] {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
}

#[test]
fn programs_read_the_origin_of_a_number_in_a_row() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = ["trace", "--indicator", "industry-organisations", "--area", "全国", "--period", "2015-06"];
    let run = project.run(ask.into_iter().chain(["--format", "json"])).expect_code(0);
    let rows = run.json();
    let [sum, county] = [&rows[0], &rows[1]];
    assert_eq!(
        (&sum["rule"], &sum["id"]),
        (&"sum-of-tiers".into(), &serde_json::Value::Null),
        "{}",
        run.stdout
    );
    assert_eq!((&sum["value"], &sum["printed"]), (&289.0.into(), &"24 + 97 + 168".into()));
    assert!(sum["parts"].as_array().is_some_and(|parts| parts.contains(&county["id"])), "{}", run.stdout);
    assert_eq!((&county["period"], &county["lower"]), (&"2015-06".into(), &168.0.into()));
    assert_eq!((&county["rule"], &county["preferred"]), (&"only-one".into(), &county["id"]));
    let csv = project.run(ask.into_iter().chain(["--format", "csv"])).expect_code(0).stdout;
    assert!(csv.starts_with("id,indicator,tier,area,period,printed,value,lower,upper,bounds,"), "{csv}");
    assert_eq!(csv.lines().count(), rows.as_array().map_or(0, Vec::len) + 1);
}

#[test]
fn the_received_bytes_can_be_had_back() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = [
        "trace",
        "--indicator",
        "service-agencies",
        "--area",
        "全国",
        "--period",
        "2015-06",
        "--extract",
        "back.xlsx",
    ];
    project.run(ask).expect_code(0);
    let original = std::fs::read(project.path().join("datasets/gongyi-times/2015-06/sector-figures.xlsx"));
    assert_eq!(std::fs::read(project.path().join("back.xlsx")).expect("written"), original.expect("a file"));
}

#[test]
fn an_unknown_id_is_a_usage_error() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["trace", "zzzz", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("zzzz"), "{}", run.stderr);
    // An id of a later day is none of that day.
    let rows = project.run(["figures", "--indicator", "service-agencies", "--format", "json"]).json();
    let [id, since] = ["id", "known_on"].map(|name| rows[0][name].as_str().expect("a text").to_owned());
    let early = ["trace", &id, "--known-on", "1990-01-01", "--language", "en"];
    let run = project.run(early).expect_code(2);
    assert!(
        run.stderr.contains(&format!("not known yet on 1990-01-01: it is known since {since}")),
        "{}",
        run.stderr
    );
}

#[test]
fn a_total_of_ours_is_answered_by_its_formula_and_the_cells_of_its_parts() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = ["trace", "--indicator", "industry-organisations", "--tier", "all", "--area", "000000"];
    let run =
        project.run(ask.into_iter().chain(["--known-on", "2015-07-01", "--language", "en"])).expect_code(0);
    for part in ["24 + 97 + 168 = 289", "行业组织 › B4", "行业组织 › D4", "【168】"] {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
}

#[test]
fn a_number_of_a_written_report_is_answered_by_its_formula_and_its_figures() {
    let project = Project::of_built_repository();
    let run = project.run(["trace", "annual/n3", "--language", "en"]).expect_code(0);
    for part in ["annual n3", "formula: ", "cell: datasets/"] {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
    let run = project.run(["trace", "n9999", "--language", "en"]).expect_code(2);
    assert!(
        run.stderr.contains("these are written: ") && run.stderr.contains("annual/n1 … annual/n"),
        "{}",
        run.stderr
    );
}
