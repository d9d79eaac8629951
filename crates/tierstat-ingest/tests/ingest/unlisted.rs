//! What no list knows, and what stands beside the table: units behind numbers, areas over the row labels, unknown indicators.

use crate::small_project::{Imported, SmallProject};
use crate::workbook_builder::{SheetXml, row, xlsx};

fn import(text: &str) -> Imported {
    SmallProject::with("a.csv", text.as_bytes()).import().unwrap()
}

fn cells(imported: &Imported) -> Vec<String> {
    imported.figures.iter().map(|figure| figure.origin.cell.a1()).collect()
}

/// What is kept back: the cell and the rule.
fn kept(imported: &Imported) -> Vec<(String, &str)> {
    imported.kept_back.iter().map(|kept| (kept.cell.a1(), kept.rule.as_str())).collect()
}

fn hints<'i>(imported: &'i Imported, rule: &str) -> Vec<&'i str> {
    let found = imported.findings.iter().filter(|finding| finding.rule == rule);
    found.map(|finding| finding.hint.en.as_str()).collect()
}

#[test]
fn a_number_behind_which_an_unknown_unit_stands_does_not_enter_as_the_indicators_own() {
    let text = "2015年行业协会\n地区,行业协会\n全国,200\n北京市,30克\n吉林省,30吨\n广东省,24座\n";
    let imported = import(text);
    assert_eq!(cells(&imported), ["B3"]);
    let unit = "unit.doubtful";
    assert_eq!(kept(&imported), [("B4".into(), unit), ("B5".into(), unit), ("B6".into(), unit)]);
    assert_eq!(hints(&imported, unit).len(), 3);
    assert!(imported.findings.iter().any(|finding| finding.message.en.contains("`克`")));
    // Listed units, and what says no more than the indicator does, are taken.
    let plain = import("2015年行业协会\n地区,行业协会\n北京市,24家\n吉林省,30个\n广东省,30家行业协会\n");
    assert_eq!((cells(&plain).len(), kept(&plain).len()), (3, 0), "{:?}", plain.findings);
    // A line for the cell or the label is a person's word.
    for line in
        ["[cells]\nB4 = { unit = \"number\" }\n", "[labels]\n\"北京市\" = { unit = \"number\", scale = 1 }\n"]
    {
        let settled = SmallProject::with("a.csv", text.as_bytes()).mapping(line).import().unwrap();
        assert_eq!((cells(&settled).len(), kept(&settled).len()), (2, 2), "{line}: {:?}", settled.findings);
    }
    let article = SmallProject::with("a.txt", "2015年北京市有行业协会30吨。\n".as_bytes()).import().unwrap();
    assert_eq!(kept(&article), [("A1".into(), unit)]);
}

#[test]
fn a_column_of_units_says_each_of_them() {
    let text = "地区,指标,单位,年份,数值\n北京市,行业协会,吨,2015,97\n吉林省,行业协会,个,2015,24\n";
    let imported = import(text);
    assert_eq!(cells(&imported), ["E3"]);
    assert_eq!(hints(&imported, "unit.unknown").len(), 1, "{:?}", imported.findings);
    assert!(hints(&imported, "area.unknown").is_empty());
    let mapping = "[columns]\n\"地区\" = \"area\"\n\"指标\" = \"indicator\"\n\"单位\" = \"unit\"\n\"年份\" = \"period\"\n\"数值\" = \"value\"\n";
    let text = format!("{text}广东省,行业协会,万,2015,2\n");
    let mapped = SmallProject::with("a.csv", text.as_bytes()).mapping(mapping).import().unwrap();
    assert_eq!(cells(&mapped), ["E3", "E4"], "{:?}", mapped.findings);
    assert_eq!(mapped.figures[1].quantity.value, Some(20000.0));
    assert_eq!(kept(&mapped), [("E2".into(), "unit.doubtful")]);
}

#[test]
fn the_area_over_the_row_labels_or_of_the_sheet_is_offered() {
    let corner = import("吉林省,2014,2015\n行业协会,97,24\n");
    assert_eq!(cells(&corner).len(), 0);
    assert!(
        hints(&corner, "area.doubtful")[0].ends_with("[defaults] area = \"220000\""),
        "{:?}",
        corner.findings
    );
    let none = import("指标,2014,2015\n行业协会,97,24\n");
    assert!(
        hints(&none, "area.doubtful")[0].ends_with("[defaults] area = \"000000\""),
        "{:?}",
        none.findings
    );
    // Without a topmost area the question is open, and the area of the corner is offered as well.
    let rows = row(1, &["吉林市", "2014", "2015"]) + &row(2, &["行业协会", "97", "24"]);
    let book = xlsx(&[SheetXml { name: "数据", rows: &rows, ..SheetXml::default() }]);
    let project = SmallProject::with("a.xlsx", &book).areas("999999,某地,,Elsewhere,,nation,,,,\n");
    let open = project.import().unwrap();
    assert!(hints(&open, "area.unknown")[0].ends_with("[defaults] area = \"220200\""), "{:?}", open.findings);
}

#[test]
fn an_unknown_text_under_the_head_of_indicators_is_no_area() {
    let text =
        "指标,地区,年份,数值\n行业协会,吉林省,2015,97\n某某俱乐部,吉林省,2015,24\n某某会馆,吉林省,2015,24\n";
    let imported = import(text);
    assert_eq!(cells(&imported), ["D2"]);
    let rules: Vec<&str> = imported.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["indicator.unknown"; 2], "{:?}", imported.findings);
    assert!(hints(&imported, "indicator.unknown")[0].contains("[labels] \"某某俱乐部\" = { indicator ="));
    let areas = import("地区,2014,2015\n北京市,97,24\n某某地方,97,24\n");
    assert!(areas.findings.iter().any(|finding| finding.rule == "area.unknown"), "{:?}", areas.findings);
}
