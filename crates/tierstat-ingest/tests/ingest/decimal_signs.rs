//! The decimal sign of a table is told from all its numbers; where nothing tells, the cells are named.

use crate::small_project::SmallProject;
use serde_json::Value;

fn document(text: &str) -> Value {
    SmallProject::with("t.csv", text.as_bytes()).inspect()
}

fn values(document: &Value) -> Vec<f64> {
    let figures = document["figures"].as_array().unwrap().iter();
    figures.filter_map(|figure| figure["value"].as_f64()).collect()
}

/// How many cells the findings of a rule name.
fn cells_of(document: &Value, rule: &str) -> usize {
    document["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule).count()
}

#[test]
fn commas_before_decimals() {
    let document = document("Gebiet;2019;2020\nNord;4.075,5;12,25\nSüd;618;7,5\nWest;2.000;1.100,0\n");
    assert_eq!(values(&document), [4075.5, 12.25, 618.0, 7.5, 2000.0, 1100.0]);
    assert_eq!(cells_of(&document, "number.doubtful"), 0);
}

#[test]
fn only_short_decimals_behind_commas() {
    let document = document("Gebiet;Anteil;Quote\nNord;40,5;12,25\nSüd;61,8;7,5\n");
    assert_eq!(values(&document), [40.5, 12.25, 61.8, 7.5]);
}

#[test]
fn points_that_stand_twice_in_one_number_part_thousands_in_all() {
    let document = document("Region;Members\nNorth;4.075\nSouth;75\nTotal;12.345.678\n");
    assert_eq!(values(&document), [4075.0, 75.0, 12_345_678.0]);
    assert_eq!(cells_of(&document, "number.doubtful"), 0);
}

#[test]
fn groups_of_two_and_of_spaces() {
    let document = document("Region;Members;Funds\nNorth;12,34,567;4\u{a0}075,5\nSouth;9,075;1\u{a0}200,0\n");
    assert_eq!(values(&document), [1_234_567.0, 4075.5, 9075.0, 1200.0]);
}

#[test]
fn a_point_that_nothing_explains_is_doubtful() {
    let open = document("Region;Members\nNorth;4.075\nSouth;75\nWest;2.118\n");
    assert_eq!(values(&open), [4.075, 75.0, 2.118]);
    assert_eq!(cells_of(&open, "number.doubtful"), 2);
    for settled in ["4.5", "4075", "0.118", "4.0751", "12.345%"] {
        let document = document(&format!("Region;Members\nNorth;4.075\nSouth;{settled}\n"));
        assert_eq!(cells_of(&document, "number.doubtful"), 0, "{settled}");
    }
    // A comma with three digits behind it parts thousands, as ever.
    let commas = document("Region,Members\nNorth,\"4,075\"\nSouth,75\n");
    assert_eq!((values(&commas), cells_of(&commas, "number.doubtful")), (vec![4075.0, 75.0], 0));
}

#[test]
fn numbers_that_contradict_each_other_are_doubtful() {
    let document = document("Region;Members\nNorth;4.075,5\nSouth;75.25\nWest;12.5\nEast;8.5\n");
    assert_eq!(cells_of(&document, "number.doubtful"), 1);
}

#[test]
fn what_is_no_number_is_said_at_import_too() {
    let text = "2015年底行业协会数,,\n地区,省级,地级\n广东省,7,8\n北京市,24七,3\n福建省,4,100个/6000个左右\n浙江省,9,1\n";
    let project = SmallProject::with("t.csv", text.as_bytes());
    let findings = project.import().unwrap().findings;
    let cells: Vec<u32> = findings
        .iter()
        .filter(|finding| finding.rule == "number.unreadable")
        .flat_map(|finding| finding.cells.iter().map(|cell| cell.row))
        .collect();
    assert_eq!(cells, [4, 5]);
}

#[test]
fn stored_numbers_of_more_than_fifteen_digits_are_not_exact() {
    use crate::workbook_builder::{SheetXml, row, xlsx};
    let rows = [
        row(1, &["2015年底行业协会数"]),
        row(2, &["地区", "数量"]),
        row(3, &["北京市", "9007199254740993"]),
        row(4, &["广东省", "7"]),
    ]
    .concat();
    let content = xlsx(&[SheetXml { rows: &rows, ..SheetXml::default() }]);
    let document = SmallProject::with("t.xlsx", &content).inspect();
    assert_eq!(values(&document), [7.0]);
    assert_eq!(cells_of(&document, "number.unreadable"), 1);
}

#[test]
fn periods_that_cannot_be_are_doubtful_and_not_their_year() {
    let text = "行业协会数,,\n地区,2015年12月,2015年13月\n北京市,1,5\n广东省,2,7\n";
    let document = document(text);
    assert_eq!(document["figures"][0]["period"], "2015-12");
    assert_eq!(document["figures"][1]["period"], Value::Null);
    assert_eq!(cells_of(&document, "period.doubtful"), 1);
}

#[test]
fn the_year_of_a_base_is_not_that_of_the_figures() {
    let text = "行业协会数（2010年=100）,,\n地区,2014年,2015年\n北京市,1,5\n广东省,2,7\n";
    assert_eq!(document(text)["figures"][0]["period"], "2014");
    // Where nothing else says a year, none is said.
    for text in [
        "行业协会数（2010年=100）,,\n地区,数量\n北京市,1\n广东省,2\n",
        "Associations (2010 = 100)\nArea,Associations\nBeijing,1\nGuangdong,2\n",
    ] {
        assert_eq!(document(text)["figures"][0]["period"], Value::Null, "{text}");
    }
}
