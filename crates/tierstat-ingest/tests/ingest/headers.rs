//! Where the header ends and the figures begin: one small sheet for each way in which the two look alike.

use crate::small_project::SmallProject;
use crate::workbook_builder::{SheetXml, row, xlsx};
use serde_json::{Value, json};

fn of_csv(text: &str) -> Value {
    SmallProject::with("t.csv", text.as_bytes()).inspect()
}

/// The header rows of the first table.
fn header(document: &Value) -> Value {
    document["sheets"][0]["tables"][0]["header_rows"].clone()
}

fn figure<'a>(document: &'a Value, cell: &str) -> &'a Value {
    document["figures"]
        .as_array()
        .unwrap()
        .iter()
        .find(|figure| figure["cell"] == cell)
        .unwrap_or_else(|| panic!("no figure at {cell}"))
}

fn assert_column(document: &Value, cell: &str, labels: &[&str]) {
    assert_eq!(figure(document, cell)["column_labels"], json!(labels), "{cell}");
}

fn assert_no_figure(document: &Value, cell: &str) {
    assert!(document["figures"].as_array().unwrap().iter().all(|figure| figure["cell"] != cell), "{cell}");
}

#[test]
fn counts_of_four_digits_under_years_are_no_header() {
    let document = of_csv("地区,2019年,2018年\n广州市,1985,2011\n深圳市,2020,1993\n珠海市,812,790\n");
    assert_eq!(header(&document), json!([1, 1]));
    assert_eq!(figure(&document, "B2")["value"], 1985.0);
    assert_column(&document, "C3", &["2018年"]);
    // None but such counts, and years down the side.
    let document = of_csv("Area,2019,2018\nDover,1985,2011\nRye,2020,1993\n");
    assert_eq!((header(&document), &figure(&document, "C3")["value"]), (json!([1, 1]), &json!(1993.0)));
    let document = of_csv("年份,会员,机构\n2018,1985,2011\n2019,2020,1993\n");
    assert_eq!((header(&document), &figure(&document, "B2")["value"]), (json!([1, 1]), &json!(1985.0)));
    // A second header row of years stays one.
    let document =
        of_csv("Area,Members,Members,Staff,Staff\n,2018,2019,2018,2019\nDover,5,6,7,8\nRye,6,7,8,9\n");
    assert_eq!(header(&document), json!([1, 2]));
    assert_column(&document, "E3", &["Staff", "2019"]);
    let document = of_csv("Area,Members,Members\n,2018,2019\nDover,5,6\nRye,6,7\n");
    assert_eq!(header(&document), json!([1, 2]));
}

#[test]
fn first_records_without_a_number_are_missing_figures() {
    for sign in ["…", "-", "(NA)", "NaN"] {
        let text =
            format!("地区,协会,学会\n广州市,{sign},{sign}\n深圳市,{sign},{sign}\n珠海市,31,7\n中山市,28,6\n");
        let document = of_csv(&text);
        assert_eq!(header(&document), json!([1, 1]), "{sign}");
        assert_eq!(figure(&document, "B2")["value"], Value::Null, "{sign}");
        assert_column(&document, "C4", &["学会"]);
    }
    // Blank ones, beside labels that stand below again; and a full row above them.
    let document =
        of_csv("Port,Kind,1994,1995\nDover,Ferry,,\nDover,Cargo,,\nRye,Ferry,3,4\nRye,Cargo,5,6\n");
    assert_eq!((header(&document), &figure(&document, "C3")["value"]), (json!([1, 1]), &Value::Null));
    let missing = "\nA,-,-".repeat(9);
    let document = of_csv(&format!("Port,In,Out\nAll,61,47{missing}\nRye,30,20\nDover,31,27\n"));
    assert_eq!((header(&document), &figure(&document, "B2")["value"]), (json!([1, 1]), &json!(61.0)));
}

#[test]
fn size_classes_over_figures_are_labels() {
    for classes in [
        "20人以下,20-99人,100人以上",
        "Under £5k,£5k to £20k,Over £20k",
        "0 to 2,3 to 5,6 or more",
        "合计,3-7,8以上",
        "1 star,2 stars,3 stars",
    ] {
        let document =
            of_csv(&format!("地区,{classes}\n广州市,50,31,12\n深圳市,41,32,11\n珠海市,40,33,13\n"));
        assert_eq!(header(&document), json!([1, 1]), "{classes}");
        assert_no_figure(&document, "C1");
        assert_column(&document, "D4", &[classes.rsplit(',').next().unwrap()]);
    }
}

#[test]
fn numbers_under_a_label_that_spans_them_are_labels() {
    let document = of_csv("地区,成立后年数,,\n,0,3,15\n,,,\n广州市,5.5,6.1,7.2\n深圳市,4.1,4.2,9.9\n");
    assert_eq!(header(&document), json!([1, 2]));
    assert_column(&document, "D5", &["成立后年数", "15"]);
}

#[test]
fn a_header_may_begin_like_a_note() {
    for head in ["Source of funds", "Source", "资料来源", "Note"] {
        let document = of_csv(&format!("{head},2018,2019\nFees,12,13\nGifts,4,5\n"));
        assert_eq!(header(&document), json!([1, 1]), "{head}");
    }
    let document = of_csv("Source: the yearbook,,\nKind,2018,2019\nFees,12,13\nGifts,4,5\n");
    assert_eq!(header(&document), json!([2, 2]));
}

#[test]
fn titles_and_form_lines_anywhere_are_no_header() {
    for (above, rows) in [
        (",,各市行业协会情况\n,,\n", 3),
        (",各市行业协会情况,\n", 2),
        ("各市行业协会情况,各市行业协会情况,各市行业协会情况\n", 2),
        ("填报单位：,某协会,\n填报日期：,2021年3月4日,\n", 3),
        ("Company:,Dover Ltd,\nContact:,A. Person,\n,,\n", 4),
        ("各市情况,,\n,,（个）\n", 3),
        ("各市情况,,\n,,2018年12月31日\n", 3),
        ("各市情况,,截至2018年底\n", 2),
    ] {
        let document = of_csv(&format!("{above}地区,协会,学会\n广州市,31,7\n深圳市,28,6\n"));
        assert_eq!(header(&document), json!([rows, rows]), "{above}");
    }
    let document = of_csv(
        "Ports of the coast,Ports of the coast,Ports of the coast\n,,\nPort,In,Out\nRye,30,20\nDover,31,27\n",
    );
    assert_eq!(document["sheets"][0]["tables"][0]["title"], "Ports of the coast");
}

#[test]
fn the_head_of_the_stub_alone_on_its_row_is_header() {
    let below = of_csv("Table 9. Ports,,\n,,\n,Ships,\n,In,Out\nPort,,\n,,\nRye,30,20\nDover,31,27\n");
    assert_eq!(header(&below), json!([3, 5]));
    let above =
        of_csv("Table 9. Ports,,,\n,,,\nPort,,,\n,Unit,In,Out\n,,,\nRye,Number,30,20\nDover,Number,31,27\n");
    assert_eq!(header(&above), json!([3, 4]));
    let areas = of_csv("项目,协会,学会\n城市,,\n广州市,31,7\n深圳市,28,6\n");
    assert_eq!(header(&areas), json!([1, 2]));
    let group = of_csv(",In,Out\nSouth,,\nRye,30,20\nDover,31,27\nNorth,,\nHull,3,2\n");
    assert_eq!(header(&group), json!([1, 1]));
}

#[test]
fn a_year_alone_under_the_header_holds_for_the_rows_below() {
    for year in ["2018年,,", "2018,,", ",2018,"] {
        let text = format!(
            "指标,协会,学会\n{year}\n广州市,31,7\n深圳市,28,6\n{}\n广州市,33,9\n",
            year.replace('8', "9")
        );
        let document = of_csv(&text);
        assert_eq!(header(&document), json!([1, 1]), "{year}");
        // Over the figures the year is one more label of their columns.
        let labels: &[&str] = if year.starts_with(',') { &["2018", "学会"] } else { &["学会"] };
        assert_column(&document, "C3", labels);
        assert_eq!(figure(&document, "B3")["period"], "2018", "{year}");
        assert_eq!(figure(&document, "C6")["period"], "2019", "{year}");
    }
}

#[test]
fn a_header_far_above_its_figures_is_kept() {
    let document = of_csv(&format!(
        "Ports of the coast\n\nPort,1994,1995\n{}Rye,30,20\nDover,31,27\n",
        ",,\n".repeat(9)
    ));
    assert_eq!(header(&document), json!([3, 3]));
}

#[test]
fn a_header_printed_again_is_no_record() {
    let document = of_csv(
        "Votes of the council\n,For,Against\nFirst,11345,10677\nAll,11345,10677\n,,\n,For,Against\nSecond,14685,8453\nAll,14685,8453\n",
    );
    assert_eq!(header(&document), json!([2, 2]));
    assert_column(&document, "C3", &["Against"]);
    // Size classes that come again are numbers no more than the words are.
    let document = of_csv(
        "Clubs by members\nTown,1-4,5-9\nRye,345,677\nDover,346,678\n,,\nTown,1-4,5-9\nHull,685,453\nDeal,686,454\n",
    );
    assert_eq!(header(&document), json!([2, 2]));
    assert_no_figure(&document, "B6");
    assert_column(&document, "C8", &["5-9"]);
}

#[test]
fn tables_of_texts_and_footers_with_a_year() {
    let document = of_csv(",Short,Long\nFirst bank,,B3\nSecond bank,C-1,C+\n");
    assert_eq!(header(&document), json!([1, 1]));
    let document =
        of_csv("地区,类别,男\n广州市,个人,31\n深圳市,个人,28\n____,,\n不含荣誉成员,,\n© 某学会,2019,\n");
    assert_eq!(document["figures"].as_array().unwrap().len(), 2);
    let notes = &document["sheets"][0]["tables"][0]["notes"];
    assert!(notes.to_string().contains("不含荣誉成员") && notes.to_string().contains('©'), "{notes}");
}

#[test]
fn the_clean_table_is_one_of_figures() {
    let contents = [row(1, &["Contents"]), row(2, &["Sheet 1 Ports"]), row(3, &["Notes"])].concat();
    let figures = [row(1, &["Port", "In"]), row(2, &["Rye", "30"]), row(3, &["Dover", "31"])].concat();
    let sheet = |name: &'static str| SheetXml { name, ..SheetXml::default() };
    let sheets =
        [SheetXml { rows: &contents, ..sheet("List") }, SheetXml { rows: &figures, ..sheet("Sheet 1") }];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.xlsx");
    std::fs::write(&path, xlsx(&sheets)).unwrap();
    let records = tierstat_ingest::clean_table(&path, None, &tierstat_ingest::Limits::default()).unwrap();
    assert_eq!(records[0], ["Port", "In"], "{records:?}");
}

#[test]
fn the_findings_of_equal_rows_grow_with_the_rows() {
    let rows = |count: usize| format!("Port,In\n{}", "Rye,3\n".repeat(count));
    let length = |count: usize| of_csv(&rows(count)).to_string().len();
    let (few, many) = (length(100), length(800));
    assert!(many < few * 10, "{few} {many}");
}
