//! The document of `inspect`, and the records of `table`.

use crate::small_project::SmallProject;
use crate::workbook_builder::{SheetXml, ods, row, xlsx};
use proptest::prelude::*;
use serde_json::json;
use tierstat_ingest::{Limits, clean_table, for_each_clean_record};

#[test]
fn a_number_is_shown_as_its_cell_prints_it_with_the_factor_of_the_unit() {
    let text = "2015年社会工作者\n单位：万人,\n地区,数量\n北京市,53.1\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let figure = &document["figures"][0];
    assert_eq!((&figure["value"], &figure["factor"]), (&json!(53.1), &json!(10000.0)));
    assert_eq!(figure["unit"], "persons");
}

#[test]
fn a_place_nobody_knows_is_not_counted_for_the_whole() {
    for text in
        ["广东省2015年行业协会数\n地区,数量\n乌有市,2\n", "2015年行业协会数\nRegion,Number\nNowhere,2\n"]
    {
        let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
        assert_eq!(document["figures"][0]["area_code"], json!(null), "{text}");
        assert_eq!(document["figures"][0]["indicator"], "associations", "{text}");
        assert_eq!(document["findings"][0]["rule"], "area.unknown", "{text}");
    }
}

#[test]
fn the_document_holds_every_field_of_the_contract() {
    let text = "2015年底行业协会数\n单位：个,,\n地区,省级,地级\n全国,3,5\n北京市,1,\n注：甲。\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["file"], "datasets/file");
    assert_eq!(
        document["dialect"],
        json!({"encoding": "UTF-8", "delimiter": ",", "quote": "\"", "escape": ""})
    );
    assert_eq!(
        document["sheets"],
        json!([{
            "name": "",
            "row_classes": ["title", "unit", "header", "total", "data", "note"],
            "balance": {
                "cells": 11, "figures": 3, "row_labels": 2, "headers": 3, "titles": 1, "units": 1, "notes": 1,
                "unread": 0, "not_understood": [],
            },
            "tables": [{
                "range": "A3:C5",
                "title": "2015年底行业协会数",
                "unit": "个",
                "header_rows": [3, 3],
                "data_rows": [4, 5],
                "stub_columns": 1,
                "notes": ["注：甲。"],
                "reasons": [
                    {
                        "part": "data_rows",
                        "place": "4–5",
                        "reason": "row 4 is the first with numbers (2 of them) over rows that mostly hold numbers too; \
                                   after row 5 none does",
                    },
                    {
                        "part": "stub_columns",
                        "place": "A",
                        "reason": "2 of the data rows have a label here; from column B on there are numbers",
                    },
                    {
                        "part": "header_rows",
                        "place": "3",
                        "reason": "the rows right above the data whose labels span the columns of figures",
                    },
                    {"part": "title", "place": "1", "reason": "text above the header"},
                    {"part": "unit", "place": "2", "reason": "names the unit `个`"},
                    {"part": "total", "place": "4", "reason": "the label `全国` names a total"},
                ],
                "labels": [
                    {
                        "part": "title", "place": "1", "passed_over": "",
                        "recognised": "indicator associations, period 2015-12-31",
                    },
                    {"part": "unit", "place": "2", "recognised": "unit number", "passed_over": ""},
                    {
                        "part": "corner", "place": "A3", "recognised": "says what the row labels are",
                        "passed_over": "",
                    },
                    {
                        "part": "header", "place": "B3:C3", "recognised": "tiers prefecture, province",
                        "passed_over": "",
                    },
                    {"part": "label_column", "place": "A4:A5", "recognised": "2 areas", "passed_over": ""},
                ],
            }],
        }])
    );
    assert_eq!(document["figures"].as_array().unwrap().len(), 4);
    assert_eq!(
        document["figures"][0],
        json!({
            "sheet": "", "cell": "B4", "printed": "3", "value": 3.0, "lower": 3.0, "upper": 3.0,
            "precision": "exact",
            "factor": 1.0, "unit": "number", "breakdown": {}, "row_labels": ["全国"], "column_labels": ["省级"],
            "area_code": "000000", "area_name": "China", "tier": "province", "indicator": "associations",
            "period": "2015-12-31", "status": "A", "kept_back": null,
            "basis": {
                "indicator": "title", "tier": "header", "area": "label", "period": "title", "unit": "unit-line",
                "factor": "unit-line", "breakdown": null,
            },
        })
    );
    let blank = &document["figures"][3];
    assert_eq!(
        (&blank["cell"], &blank["value"], &blank["lower"]),
        (&json!("C5"), &json!(null), &json!(null))
    );
    assert_eq!(document["findings"], json!([]));
}

#[test]
fn percent_formats_errors_and_formulas_without_a_result() {
    let rows = format!(
        "{}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>北京市</t></is></c><c r=\"B2\" s=\"1\"><v>0.25</v></c>\
         <c r=\"C2\"><v>7.0000000000000009</v></c><c r=\"D2\"><f>1+1</f></c><c r=\"E2\" t=\"e\"><v>#DIV/0!</v></c></row>{}",
        row(1, &["地区", "甲", "乙", "丙", "丁"]),
        row(3, &["广东省", "1", "2", "3", "4"]),
    );
    let document =
        SmallProject::with("t.xlsx", &xlsx(&[SheetXml { rows: &rows, ..SheetXml::default() }])).inspect();
    let printed: Vec<&str> = document["figures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|figure| figure["printed"].as_str().unwrap())
        .collect();
    assert_eq!(printed, ["25%", "7", "", "#DIV/0!", "1", "2", "3", "4"]);
    assert_eq!(document["figures"][0]["value"], 0.25);
    let rules: Vec<String> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| format!("{} {}", finding["rule"].as_str().unwrap(), finding["cell"].as_str().unwrap()))
        .collect();
    assert!(rules.contains(&"formula.no-value D2".to_owned()), "{rules:?}");
    assert!(rules.contains(&"cell.error E2".to_owned()), "{rules:?}");
    assert!(document.get("dialect").is_none());
}

#[test]
fn stacked_headers_groups_and_two_tables_of_one_sheet() {
    let rows = [
        row(1, &["表一"]),
        row(2, &["地区", "协会", "", "机构"]),
        row(3, &["", "省级", "地级", ""]),
        row(4, &["华北"]),
        row(5, &["北京市", "1", "2", "3"]),
        row(6, &["华南"]),
        row(7, &["广东省", "4", "5", "6"]),
        row(9, &["表二"]),
        row(10, &["年份", "人数"]),
        row(11, &["甲类", "10"]),
        row(12, &["乙类", "20"]),
    ]
    .concat();
    let sheet = SheetXml { rows: &rows, merged: &["A2:A3", "B2:C2", "D2:D3"], ..SheetXml::default() };
    let document = SmallProject::with("t.xlsx", &xlsx(&[sheet])).inspect();
    let tables = document["sheets"][0]["tables"].as_array().unwrap();
    assert_eq!(
        tables
            .iter()
            .map(|table| (table["range"].as_str().unwrap(), table["title"].as_str().unwrap()))
            .collect::<Vec<_>>(),
        [("A2:D7", "表一"), ("A10:B12", "表二")]
    );
    let labels = |index: usize| {
        let figure = &document["figures"][index];
        (figure["cell"].as_str().unwrap(), figure["row_labels"].clone(), figure["column_labels"].clone())
    };
    assert_eq!(labels(1), ("C5", json!(["华北", "北京市"]), json!(["协会", "地级"])));
    assert_eq!(labels(5), ("D7", json!(["华南", "广东省"]), json!(["机构"])));
}

#[test]
fn spans_of_an_open_document_sheet() {
    let text = |text: &str, span: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"{span}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let number = |value: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{value}</text:p></table:table-cell>"
        )
    };
    let share = "<table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"><text:p>50%</text:p></table:table-cell>";
    let rows = format!(
        "<table:table-row>{}{}<table:covered-table-cell/></table:table-row>\
         <table:table-row><table:covered-table-cell/>{}{}</table:table-row>\
         <table:table-row>{}{}{share}</table:table-row>",
        text("地区", " table:number-rows-spanned=\"2\""),
        text("协会", " table:number-columns-spanned=\"2\""),
        text("省级", ""),
        text("地级", ""),
        text("北京市", ""),
        number("1"),
    );
    let document = SmallProject::with("t.ods", &ods(&rows)).inspect();
    assert_eq!(document["figures"][1]["column_labels"], json!(["协会", "地级"]));
    assert_eq!(document["figures"][1]["printed"], "50%");
    assert_eq!(document["figures"][0]["printed"], "1");
}

fn table(content: &str) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, content).unwrap();
    clean_table(&path, None, &Limits::default()).unwrap()
}

/// The records of a large text file, which is any from one byte on.
fn streamed(content: &[u8]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, content).unwrap();
    let limits = Limits { streamed_bytes: 1, ..Limits::default() };
    let mut rows = Vec::new();
    let visit = |record: &[std::borrow::Cow<'_, str>]| {
        rows.push(record.iter().map(|cell| cell.clone().into_owned()).collect());
        std::ops::ControlFlow::Continue(())
    };
    for_each_clean_record(&path, None, &limits, visit).unwrap();
    rows
}

#[test]
fn a_large_text_file_streams_the_records_that_it_would_hold() {
    let texts = [
        "Report 2015\nprinted today\n\nname,count,share\na,1,1.50\nb, 2,2.0\n",
        "地区,协会,,机构\n,省级,地级,\n北京市,1,2,3\n广东省,4,5,6\n",
        "地区;数量\r\n\"北京;市\";1\r\n\r\n\"说\"\"好\"\"\";2\r\n",
        "a|b\n1|2\n3|4",
        "name,count\n\"never closed,1\nb,2\n",
    ];
    for text in texts {
        assert_eq!(streamed(text.as_bytes()), table(text), "{text}");
    }
    let chinese = "地区,数量\n北京市,10\n广东省,20\n上海市,30\n浙江省,40\n";
    let wide: Vec<u8> =
        "\u{feff}".encode_utf16().chain(chinese.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (narrow, _, _) = encoding_rs::GB18030.encode(chinese);
    for content in [narrow.as_ref(), &wide] {
        assert_eq!(streamed(content), table(chinese));
    }
}

#[test]
fn a_large_text_file_is_read_past_its_first_megabyte() {
    // Quotes, line ends and characters stand across the places where the file is cut; the names begin late.
    let mut text = String::from("name,count,note\n");
    for row in 0..60_000 {
        text.push_str(&format!("row {row},{row},\"a, \"\"b\"\"\r\nc\"\r\n"));
    }
    for row in 0..30_000 {
        text.push_str(&format!("地区{row},{row},\"注，\n续\"\n"));
    }
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    assert!(bytes.len() > 2 << 20);
    let rows = streamed(&bytes);
    assert_eq!(rows.len(), 90_001);
    assert_eq!(rows[60_000], ["row 59999", "59999", "a, \"b\"\r\nc"]);
    assert_eq!(rows[90_000], ["地区29999", "29999", "注，\n续"]);
}

#[test]
fn a_quote_that_never_closes_does_not_swallow_a_large_file() {
    let mut text = String::from("name,count\n\"open,1\n");
    while text.len() < 17 << 20 {
        text.push_str("a plain name,2\n");
    }
    let rows = streamed(text.as_bytes());
    assert_eq!(rows[1], ["\"open", "1"]);
    assert_eq!(rows.len(), text.lines().count());
}

#[test]
fn the_main_table_without_what_stands_around_it() {
    let rows = table("Report 2015\nprinted today\n\nname,count,share\na,1,1.50\nb, 2,2.0\n\nSource: x\n");
    assert_eq!(rows, [vec!["name", "count", "share"], vec!["a", "1", "1.50"], vec!["b", " 2", "2.0"]]);
}

#[test]
fn stacked_headers_are_joined() {
    let rows = table("地区,协会,,机构\n,省级,地级,\n北京市,1,2,3\n广东省,4,5,6\n");
    assert_eq!(rows[0], ["地区", "协会 › 省级", "协会 › 地级", "机构"]);
    assert_eq!(rows.len(), 3);
}

#[test]
fn what_is_not_understood_is_listed_with_its_cells() {
    let text = "机构数（2015年）,,\n地区,数量,备注\n北京,10,\n上海,20,估计\n广东,30,暂报\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let balance = &document["sheets"][0]["balance"];
    assert_eq!(balance["not_understood"], json!(["C4:C5"]), "{balance}");
    assert_eq!((&balance["unread"], &balance["cells"]), (&json!(2), &json!(12)));
}

proptest! {
    /// Whatever a sheet holds, each of its cells is counted once, and those in no count are named.
    #[test]
    fn nothing_is_lost(rows in proptest::collection::vec(
        proptest::collection::vec("(|[0-9]{1,4}|201[0-9]|合计|地区|注：甲|单位：个|[a-c]{1,3}|…|3500多家)", 1..7), 1..14,
    )) {
        let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
        prop_assume!(!text.trim_matches([',', '\n']).is_empty());
        let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
        prop_assume!(document["dialect"]["delimiter"] == ",");
        let balance = &document["sheets"][0]["balance"];
        let filled = rows.iter().flatten().filter(|cell| !cell.is_empty()).count() as u64;
        prop_assert_eq!(balance["cells"].as_u64(), Some(filled), "{}", &text);
        let kinds = ["figures", "row_labels", "headers", "titles", "units", "notes", "unread"];
        let sum: u64 = kinds.iter().map(|kind| balance[*kind].as_u64().unwrap()).sum();
        prop_assert_eq!(sum, filled, "{}", &text);
        let cells = |range: &str| {
            let row = |cell: &str| cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<u64>().unwrap();
            range.split_once(':').map_or(1, |(first, last)| row(last) - row(first) + 1)
        };
        let named: u64 =
            balance["not_understood"].as_array().unwrap().iter().map(|range| cells(range.as_str().unwrap())).sum();
        prop_assert_eq!(balance["unread"].as_u64(), Some(named));
        let printed = document["figures"].as_array().unwrap().iter();
        let printed = printed.filter(|figure| figure["printed"] != "").count() as u64;
        prop_assert_eq!(balance["figures"].as_u64(), Some(printed), "{}", &text);
    }
}

#[track_caller]
fn ranges(text: &str, expected: &[(&str, &str)]) {
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let tables = document["sheets"][0]["tables"].as_array().unwrap();
    let found: Vec<(&str, &str)> = tables
        .iter()
        .map(|table| (table["range"].as_str().unwrap(), table["title"].as_str().unwrap()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn tables_stand_side_by_side() {
    let shared_title = "统计,,,,,,\n地区,2014,2015,,项目,2014,2015\n北京,10,12,,社团,30,33\n上海,20,25,,基金会,5,6\n广东,30,31,,,,\n";
    ranges(shared_title, &[("A2:C5", "统计"), ("E2:G4", "统计")]);
    let own_titles = "表1 机构,,,,表2 人员,,\n地区,2014,2015,,地区,2014,2015\n北京,10,12,,北京,100,120\n上海,20,25,,上海,200,250\n";
    ranges(own_titles, &[("A2:C4", "表1 机构"), ("E2:G4", "表2 人员")]);
    let folded = "机构数\n地区,数量,地区,数量\n北京,10,山东,12\n上海,20,河南,25\n广东,30,湖北,31\n";
    ranges(folded, &[("A2:B5", "机构数"), ("C2:D5", "机构数")]);
    let below_another = "甲,,,,\n地区,2014,2015,,\n北京,10,12,,\n上海,20,25,,\n,,,,\n地区,2014,2015,,地区,机构\n北京,10,12,,北京,5\n上海,20,25,,上海,6\n";
    ranges(below_another, &[("A2:C4", "甲"), ("A6:C8", ""), ("E6:F8", "")]);
}

#[test]
fn a_blank_column_inside_a_table_cuts_nothing() {
    let spacer = "机构数\n地区,2014,,2015\n北京,10,,12\n上海,20,,25\n";
    ranges(spacer, &[("A2:D4", "机构数")]);
    let english_stub = "机构数\n地区,2014,2015,,Region\n北京,10,12,,Beijing\n上海,20,25,,Shanghai\n";
    ranges(english_stub, &[("A2:E4", "机构数")]);
    let remarks = "机构数\n地区,2014,,备注,2015\n北京,10,,,12\n上海,20,,估计,25\n广东,20,,,25\n";
    ranges(remarks, &[("A2:E5", "机构数")]);
}

#[test]
fn a_header_printed_again_goes_on_and_a_new_title_begins_anew() {
    let table = "地区,2014,2015\n北京,10,12\n上海,20,25\n";
    ranges(&format!("表1,,\n{table},,\n续表,,\n{table}"), &[("A2:C9", "表1")]);
    ranges(&format!("表1,,\n{table},,\n表2,,\n{table}"), &[("A2:C4", "表1"), ("A7:C9", "表2")]);
}

#[test]
fn a_row_that_numbers_the_columns_is_no_label() {
    let text = "机构数\n地区,省级,地级,县级\n甲,1,2,3\n北京,10,20,30\n上海,40,50,60\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    assert_eq!(document["sheets"][0]["tables"][0]["header_rows"], json!([2, 3]));
    assert_eq!(document["figures"][0]["column_labels"], json!(["省级"]));
}

#[test]
fn without_a_header_there_are_records_only() {
    assert_eq!(table("1,2,3\n4,5,6\n"), [["1", "2", "3"], ["4", "5", "6"]]);
}

#[test]
fn ragged_rows_keep_their_lengths() {
    let rows = table("name,count,share\na,1\nb,2,3\nc,4,5\n");
    assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [3, 2, 3, 3]);
}

#[track_caller]
fn classes(text: &str, expected: &[&str]) {
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    assert_eq!(document["sheets"][0]["row_classes"], json!(expected), "{text}");
    assert_eq!(document["sheets"][0]["tables"].as_array().map(Vec::len), Some(1), "{text}");
}

#[test]
fn records_without_figures_are_records() {
    // The first records of the table have no figures, nor has one in the middle, nor the last.
    classes(
        "国家,代码,指标,2014,2015\n甲国,AAA,投资,,\n乙国,BBB,投资,,\n丙国,CCC,投资,1,2\n丁国,DDD,投资,,\n戊国,EEE,投资,3,4\n己国,FFF,投资,,\n",
        &["header", "data", "data", "data", "data", "data", "data"],
    );
}

#[test]
fn a_name_and_its_value_above_the_header_are_a_title() {
    classes(
        "填报单位,某某协会,,\n,,,\n国家,代码,2014,2015\n甲国,AAA,1,2\n乙国,BBB,3,4\n",
        &["title", "blank", "header", "data", "data"],
    );
    classes(
        "各市投票数统计表（初步）,各市投票数统计表（初步）,各市投票数统计表（初步）\n市,票数,废票\n甲市,10,2\n乙市,30,4\n",
        &["title", "header", "data", "data"],
    );
}

#[test]
fn a_header_printed_again_goes_on_with_the_table() {
    classes(
        "人口,甲县,全省\n总人口,10,100\n女性,6,51\n\n经济,甲县,全省\n企业,4,70\n店铺,5,80\n",
        &["header", "data", "data", "blank", "header", "data", "data"],
    );
}

#[test]
fn a_label_that_begins_with_total_may_name_what_is_counted() {
    classes(
        "name,A,B\nTotal number of firms,7,9\nArea,3,5\nPersons,4,6\n",
        &["header", "data", "data", "data"],
    );
}

#[test]
fn a_drafted_mapping_reads_back_and_changes_nothing() {
    let text = "2015年底行业协会数\n单位：个,,\n地区,省级,\"带\"\"引号\\的\"\n全国,3,5\n北京市,1,2\n吉林,1,2\n乌有,1,2\n";
    let project = SmallProject::with("t.csv", text.as_bytes());
    let draft = project.mapping_draft();
    assert!(draft.contains("\"北京市\" = { area = \"110000\" }"), "{draft}");
    assert!(draft.contains("# \"乌有\" = { indicator = \"…\" }"), "{draft}");
    // All but how it was come by, which is the mapping now.
    let figures = |project: &SmallProject| {
        let mut figures = project.inspect()["figures"].clone();
        for figure in figures.as_array_mut().unwrap() {
            figure.as_object_mut().unwrap().remove("basis");
        }
        figures
    };
    let before = figures(&project);
    let after = SmallProject::with("t.csv", text.as_bytes()).mapping(&draft);
    assert_eq!(before, figures(&after), "{draft}");
    assert_eq!(after.inspect()["figures"][0]["basis"]["area"], "mapping");
    // The places that are left as comments read too, once the marks are taken away.
    let keys = ["[[tables]]", "range = ", "header-rows = ", "data-rows = ", "stub-columns = "];
    let is_place = |line: &&str| keys.iter().any(|key| line.starts_with(key));
    let uncommented: Vec<&str> =
        draft.lines().map(|line| line.strip_prefix("# ").filter(is_place).unwrap_or(line)).collect();
    let pinned = SmallProject::with("t.csv", text.as_bytes()).mapping(&uncommented.join("\n"));
    assert_eq!(before, figures(&pinned), "{draft}");
}
