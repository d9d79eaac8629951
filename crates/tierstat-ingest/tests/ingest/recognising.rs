//! What each header, label column and title was recognised as, and what of it was passed over.

use crate::small_project::SmallProject;
use serde_json::json;

/// Part, place, what was recognised, what was passed over.
fn lines(text: &str) -> Vec<String> {
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let labels = document["sheets"][0]["tables"][0]["labels"].as_array().unwrap().clone();
    let line = |label: &serde_json::Value| {
        let text = |key: &str| label[key].as_str().unwrap().to_owned();
        format!("{} {}: {} | {}", text("part"), text("place"), text("recognised"), text("passed_over"))
    };
    labels.iter().map(line).collect()
}

#[test]
fn periods_scales_and_labels_nobody_knows() {
    assert_eq!(
        lines("社会工作者\n地区,2013年,2014年,2015年（万人）\n北京市,1,2,1\n广东省,2,3,1\n乌有省,2,3,1\n"),
        [
            "title 1: indicator workers | ",
            "corner A2: says what the row labels are | ",
            "header B2:C2: 2 periods (2013 … 2014) | ",
            "header D2: period 2015, unit persons, scale 10000 | ",
            "label_column A3:A5: 2 areas | 乌有省",
        ]
    );
}

#[test]
fn the_part_of_a_label_that_no_reading_has_used() {
    assert_eq!(
        lines("全国2015年\n地区,行业协会,女社会工作者\n北京市,1,2\n广东省,2,3\n")[2..4],
        ["header B2: indicator associations | ", "header C2: indicator workers | 女"]
    );
}

#[test]
fn the_status_behind_a_year_is_that_of_its_figures() {
    let text = "行业协会数\n地区,2013年,2014年预计\n北京市,1,2\n广东省,2,…\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let statuses: Vec<&str> = document["figures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|figure| figure["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["A", "F", "A", "O"]);
    assert_eq!(document["figures"][1]["period"], json!("2014"));
}
