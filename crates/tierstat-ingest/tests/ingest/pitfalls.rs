//! Pitfalls of real files, each in a fixture named by what is odd; those of layout are crossed in the synthetic sheets.

use crate::old_workbook::{OldCell, biff5};
use crate::small_project::SmallProject;
use crate::workbook_builder::{SheetXml, ods, row, xlsx, xlsx_with};
use serde_json::{Value, json};

fn of_rows(rows: &str) -> SmallProject {
    SmallProject::with("t.xlsx", &xlsx(&[SheetXml { rows, ..SheetXml::default() }]))
}

fn rules(document: &Value) -> Vec<&str> {
    document["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

/// Indicator, area and period of each figure.
fn meanings(document: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let figures = document["figures"].as_array().unwrap().iter();
    figures
        .map(|figure| {
            let parts = ["cell", "indicator", "area_code", "period", "value"].map(|key| match &figure[key] {
                Value::Number(number) => number.to_string(),
                other => text(other),
            });
            parts.join(" ")
        })
        .collect()
}

#[test]
fn dates_of_east_asian_programs_and_of_1904() {
    let dates = |style: u32, serial: &str| format!("<c r=\"B2\" s=\"{style}\"><v>{serial}</v></c>");
    let rows = |style, serial| {
        format!(
            "{}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>地区</t></is></c>{}</row>{}{}",
            row(1, &["行业协会数"]),
            dates(style, serial),
            row(3, &["北京市", "5"]),
            row(4, &["广东省", "7"]),
        )
    };
    let period =
        |content: &[u8]| SmallProject::with("t.xlsx", content).inspect()["figures"][0]["period"].clone();
    let sheet = |rows: &str| xlsx(&[SheetXml { rows, ..SheetXml::default() }]);
    // 2015-12-31 is day 42369 since 1900, and day 40907 since 1904.
    assert_eq!(period(&sheet(&rows(3, "42369"))), "2015-12-31", "格式31：年月日");
    // What format 57 shows of a day depends on the language of the program, which the file does not say: the day stays.
    assert_eq!(period(&sheet(&rows(4, "42369"))), "2015-12-31", "格式57");
    let since_1904 = rows(2, "40907");
    let content = xlsx_with("date1904=\"1\"", &[SheetXml { rows: &since_1904, ..SheetXml::default() }]);
    assert_eq!(period(&content), "2015-12-31");
}

#[test]
fn hidden_sheets_rows_and_columns_are_read_and_said() {
    let rows = [
        row(1, &["2015年底行业协会数"]),
        row(2, &["地区", "省级", "地级"]),
        row(3, &["北京市", "1", "5"]),
        row(4, &["广东省", "1", "7"]).replace("<row r=\"4\">", "<row r=\"4\" hidden=\"1\">"),
    ]
    .concat();
    let sheet =
        SheetXml { rows: &rows, columns: "<col min=\"3\" max=\"3\" hidden=\"1\"/>", ..SheetXml::default() };
    let document = SmallProject::with("t.xlsx", &xlsx(&[sheet])).inspect();
    assert_eq!(document["figures"].as_array().unwrap().len(), 4);
    let findings = document["findings"].as_array().unwrap();
    assert_eq!(
        findings[0]["message"], "hidden or filtered rows and columns were read too: 4, C",
        "{findings:?}"
    );
    let hidden_message = "hidden or filtered rows and columns were read too: 4";
    let (label, number) = (OldCell::Label, OldCell::Number);
    let old = biff5(
        encoding_rs::GBK,
        936,
        &[
            &[label("2015年底行业协会数")],
            &[label("地区"), label("省级")],
            &[label("北京市"), number(1.0)],
            &[label("广东省"), number(2.0), OldCell::HiddenRow],
        ],
    );
    let document = SmallProject::with("t.xls", &old).inspect();
    assert_eq!(document["findings"][0]["message"], hidden_message);
    assert_eq!(document["figures"].as_array().unwrap().len(), 2);
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let line = |attribute: &str, cells: [&str; 2]| {
        format!("<table:table-row{attribute}>{}{}</table:table-row>", cell(cells[0]), cell(cells[1]))
    };
    let filtered = [
        "<table:table-column/>".to_owned(),
        line("", ["2015年底行业协会数", ""]),
        line("", ["地区", "省级"]),
        line("", ["北京市", "1"]),
        line(" table:visibility=\"filter\"", ["广东省", "2"]),
    ];
    let document = SmallProject::with("t.ods", &ods(&filtered.concat())).inspect();
    assert_eq!(document["findings"][0]["message"], hidden_message);
    for state in ["hidden", "veryHidden"] {
        let sheets = [
            SheetXml { name: "表1", rows: &rows.replace(" hidden=\"1\"", ""), ..SheetXml::default() },
            SheetXml { name: "藏", rows: &rows.replace(" hidden=\"1\"", ""), state, ..SheetXml::default() },
        ];
        let document = SmallProject::with("t.xlsx", &xlsx(&sheets)).inspect();
        assert_eq!(rules(&document), ["sheet.hidden"], "{state}");
        assert_eq!(document["figures"].as_array().unwrap().len(), 8);
    }
}

#[test]
fn an_identifier_of_18_digits_that_excel_has_rounded_is_no_number() {
    let rows = [row(1, &["编码", "行业协会数"]), row(2, &["甲", "511000001234567936"]), row(3, &["乙", "3"])]
        .concat();
    let document = of_rows(&rows).inspect();
    let figures = document["figures"].as_array().unwrap();
    assert_eq!((&figures[0]["cell"], &figures[0]["value"]), (&json!("B2"), &json!(null)), "{figures:?}");
    assert!(rules(&document).contains(&"number.unreadable"), "{document}");
}

#[test]
fn a_sheet_for_each_year_and_a_unit_in_a_sheet_name() {
    let rows = [row(1, &["地区", "社会工作者"]), row(2, &["北京市", "5"]), row(3, &["广东省", "7"])].concat();
    let sheets =
        ["2014年底", "2015年底（万人）"].map(|name| SheetXml { name, rows: &rows, ..SheetXml::default() });
    let document = SmallProject::with("t.xlsx", &xlsx(&sheets)).inspect();
    assert_eq!(
        meanings(&document),
        [
            "B2 workers 110000 2014-12-31 5.0",
            "B3 workers 440000 2014-12-31 7.0",
            "B2 workers 110000 2015-12-31 5.0",
            "B3 workers 440000 2015-12-31 7.0",
        ]
    );
}

#[test]
fn notes_that_go_on_for_a_page_are_no_figures() {
    let notes: String =
        (1..40).map(|number| format!("注{number}：第{number}条，见2015年公报第{number}页。,,\n")).collect();
    let text = format!("2015年底行业协会数,,\n地区,省级,地级\n北京市,1,2\n广东省,3,4\n{notes}");
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    assert_eq!(document["figures"].as_array().unwrap().len(), 4);
    assert_eq!(document["sheets"][0]["tables"][0]["data_rows"], json!([3, 4]));
    assert_eq!(document["sheets"][0]["tables"][0]["notes"].as_array().unwrap().len(), 39);
    assert_eq!(document["sheets"][0]["balance"]["unread"], 0);
}

#[test]
fn digits_letters_and_blanks_of_every_width() {
    let text = "2015年底行业协会数\n地　区,数　量\n北　京,\u{a0}１，２３４\u{a0}\n广 东 省,\"2,452 家\"\n吉林省,007\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    assert_eq!(
        meanings(&document),
        [
            "B3 associations 110000 2015-12-31 1234.0",
            "B4 associations 440000 2015-12-31 2452.0",
            // A number with leading zeros is a code.
            "B5 associations 220000 2015-12-31 ?",
        ]
    );
}

#[test]
fn workbooks_of_excel_5_in_chinese_code_pages_even_wrong_ones() {
    use OldCell::{Label, Number};
    let rows: [&[OldCell<'_>]; 4] = [
        &[Label("2015年底行业协会数")],
        &[Label("地区"), Label("省级"), Label("地级")],
        &[Label("北京市"), Number(1.0), Number(5.0)],
        &[Label("广东省"), Number(1.0), Number(14.0)],
    ];
    let expected = [
        "B3 associations 110000 2015-12-31 1.0",
        "C3 associations 110000 2015-12-31 5.0",
        "B4 associations 440000 2015-12-31 1.0",
        "C4 associations 440000 2015-12-31 14.0",
    ];
    let gbk = SmallProject::with("t.xls", &biff5(encoding_rs::GBK, 936, &rows)).inspect();
    assert_eq!(meanings(&gbk), expected, "GBK");
    let wrong = SmallProject::with("t.xls", &biff5(encoding_rs::GBK, 1252, &rows)).inspect();
    assert_eq!(meanings(&wrong), expected, "GBK that says 1252");
    assert!(rules(&wrong).contains(&"text.code-page"), "{wrong}");
    let traditional: [&[OldCell<'_>]; 3] =
        [&[Label("民國104年行業協會數")], &[Label("地區"), Label("數量")], &[Label("廣東省"), Number(14.0)]];
    let big5 = SmallProject::with("t.xls", &biff5(encoding_rs::BIG5, 950, &traditional)).inspect();
    assert_eq!(big5["figures"][0]["row_labels"], json!(["廣東省"]), "Big5");
}

#[test]
fn fiscal_years_are_periods_once_their_beginning_is_said() {
    let table = "行业协会数\n地区,2010-11,2013-14,FY2015\n北京市,5,6,7\n广东省,8,9,10\n";
    let periods = |project: SmallProject| -> Vec<String> {
        let document = project.inspect();
        let figures = document["figures"].as_array().unwrap().iter().take(3);
        figures.map(|figure| figure["period"].as_str().unwrap().to_owned()).collect()
    };
    let open = SmallProject::with("t.csv", table.as_bytes());
    let imported = open.import().unwrap();
    assert!(imported.figures.is_empty(), "2010-11 beside 2013-14 is no November");
    let rules: Vec<&str> = imported.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules.iter().filter(|rule| **rule == "period.fiscal-year").count(), 3, "{rules:?}");
    assert_eq!(periods(open), ["2010-11", "2013-14", "FY2015"]);
    let settled =
        SmallProject::with("t.csv", table.as_bytes()).mapping("[fiscal-year]\nbegins = \"04-01\"\n");
    assert_eq!(settled.import().unwrap().figures.len(), 6);
    assert_eq!(periods(settled), ["2010-04-01/P1Y", "2013-04-01/P1Y", "2014-04-01/P1Y"]);
}

#[test]
fn a_number_format_in_thousands_is_not_multiplied_twice() {
    // 12345000 under #,##0, is shown as 12,345 and under 0!.0,"万" as 1234.5万.
    let rows = |unit: &str, style: u32| {
        let cell = |row: u32, value: &str| format!("<c r=\"B{row}\" s=\"{style}\"><v>{value}</v></c></row>");
        let area = |number, name: &str| row(number, &[name]).replace("</row>", "");
        [
            row(1, &["2015年底社会工作者"]),
            row(2, &[unit]),
            row(3, &["地区", "社会工作者"]),
            area(4, "北京市") + &cell(4, "12345000"),
            area(5, "广东省") + &cell(5, "7000000"),
        ]
        .concat()
    };
    let read = |unit: &str, style: u32| {
        let imported = of_rows(&rows(unit, style)).import().unwrap();
        let values: Vec<f64> = imported.figures.iter().filter_map(|figure| figure.quantity.value).collect();
        (values, imported.findings.iter().any(|finding| finding.rule == "number.shown-smaller"))
    };
    let counts = vec![12_345_000.0, 7_000_000.0];
    assert_eq!(
        read("单位：千人", 5),
        (counts.clone(), false),
        "the header says the thousand that the format shows"
    );
    assert_eq!(read("单位：人", 5), (counts.clone(), true), "nothing says it");
    assert_eq!(read("单位：人", 6), (counts.clone(), false), "the format prints it");
    assert_eq!(read("单位：万人", 6), (counts, false));
}

#[test]
fn a_cell_that_the_mapping_names_is_a_figure_wherever_it_stands() {
    let text = "社会组织情况\n全省共有行业协会,289家\n\n备注,见附件\n";
    let mapping =
        "[defaults]\nperiod = \"2015\"\narea = \"440000\"\n[cells]\nB2 = { indicator = \"associations\" }\n";
    let read = |mapping: &str| SmallProject::with("t.csv", text.as_bytes()).mapping(mapping);
    let document = read(&format!("{mapping}B4 = {{ indicator = \"associations\" }}\n")).inspect();
    assert_eq!(document["figures"].as_array().unwrap().len(), 1, "{}", document["figures"]);
    assert_eq!(document["figures"][0]["row_labels"], json!(["全省共有行业协会"]));
    assert_eq!(document["sheets"][0]["balance"]["figures"], 1);
    let figures = read(mapping).import().unwrap().figures;
    assert_eq!(figures[0].quantity.value, Some(289.0));
}
