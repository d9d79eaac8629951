//! The machine-readable contract.

use crate::harness::Project;

const YEARBOOK: &str = "datasets/nbs/2014/divisions-by-province-2013.xlsx";

#[test]
fn a_yearbook_table_with_stacked_headers() {
    let project = Project::of_repository();
    let document = project.run(["inspect", YEARBOOK, "--format", "json"]).expect_code(0).json();
    assert_eq!(document["schema_version"], 1);
    assert!(document["file"].as_str().is_some_and(|file| file.ends_with(".xlsx")));
    let sheet = &document["sheets"][0];
    assert_eq!(sheet["name"], "1-1");
    let classes: Vec<&str> =
        sheet["row_classes"].as_array().expect("classes").iter().filter_map(|class| class.as_str()).collect();
    assert_eq!(&classes[..7], ["title", "unit", "header", "header", "total", "group", "data"]);
    assert_eq!(classes.iter().filter(|class| **class == "group").count(), 6);
    let table = &sheet["tables"][0];
    assert_eq!(table["header_rows"], serde_json::json!([3, 4]));
    assert_eq!(table["stub_columns"], 1);
    assert_eq!(table["title"], "1-1 全国行政区划（2013年底）");
    let figures = document["figures"].as_array().expect("figures");
    let guangdong = figures
        .iter()
        .find(|figure| {
            figure["area_code"] == "440000"
                && figure["tier"] == "prefecture"
                && figure["indicator"] == "administrative-divisions"
        })
        .expect("Guangdong's prefectures");
    assert_eq!(guangdong["value"], 21.0);
    assert_eq!(guangdong["period"], "2013-12-31");
    assert_eq!(guangdong["lower"], guangdong["upper"]);
    assert_eq!(guangdong["precision"], "exact");
    for key in ["sheet", "cell", "printed", "unit", "row_labels", "column_labels", "area_name", "status"] {
        assert!(!guangdong[key].is_null(), "{key}");
    }
}

#[test]
fn a_gb18030_csv_says_its_dialect() {
    let project = Project::of_repository();
    let document = project
        .run(["inspect", "datasets/civil-affairs/2016-07/divisions-2015.csv", "--format", "json"])
        .expect_code(0)
        .json();
    assert_eq!(document["dialect"]["delimiter"], ",");
    let encoding = document["dialect"]["encoding"].as_str().unwrap_or_default().to_lowercase();
    assert_eq!(encoding, "GB18030");
}

#[test]
fn what_cannot_be_resolved_is_a_figure_and_a_finding() {
    let project = Project::with_code_lists().with("t.csv", "地区,2020年\n乌有市,3500多家\n");
    let document =
        project.run(["inspect", "t.csv", "--format", "json", "--language", "en"]).expect_code(0).json();
    let figure = &document["figures"][0];
    assert_eq!(figure["cell"], "B2");
    assert_eq!(figure["lower"], 3500.0);
    assert_eq!(figure["upper"], 3600.0);
    assert_eq!(figure["value"], serde_json::Value::Null);
    assert_eq!(figure["area_code"], serde_json::Value::Null);
    let rules: Vec<&str> = document["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|finding| finding["rule"].as_str())
        .collect();
    assert!(rules.contains(&"area.unknown") && rules.contains(&"indicator.unknown"), "{rules:?}");
    for finding in document["findings"].as_array().expect("findings") {
        for key in ["rule", "severity", "cell", "message", "hint"] {
            assert!(finding[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {finding}");
        }
    }
}

#[test]
fn outside_a_project_a_file_can_be_looked_into() {
    let project = Project::empty().with("t.csv", "name,2020\na,1\nb,2\n");
    let document = project.run(["inspect", "t.csv", "--format", "json"]).expect_code(0).json();
    assert_eq!(document["figures"].as_array().map(Vec::len), Some(2));
}

#[test]
fn every_cell_is_accounted_for_and_every_decision_explained() {
    let table = "统计,,\n地区,2020年底,备注\n全国,12,\n北京市,5,暂报\n";
    let project = Project::with_code_lists().with("t.csv", table);
    let run = project.run(["inspect", "t.csv", "--explain", "--language", "zh-CN"]).expect_code(0);
    for said in ["未认出", "C4", "标签“全国”说的是合计", "行标题列"] {
        assert!(run.stdout.contains(said), "{said} is missing:\n{}", run.stdout);
    }
    let run = project.run(["inspect", "t.csv", "--language", "en"]).expect_code(0);
    assert!(run.stdout.contains("not understood") && !run.stdout.contains("row labels  A"), "{}", run.stdout);
}
