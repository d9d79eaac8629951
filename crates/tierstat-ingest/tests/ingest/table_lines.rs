//! What a table says in other places than its header and labels, and rows that hold a label alone.

use crate::small_project::SmallProject;
use crate::workbook_builder::{SheetXml, xlsx};
use serde_json::{Value, json};

fn of_csv(text: &str) -> Value {
    SmallProject::with("t.csv", text.as_bytes()).inspect()
}

fn figure<'a>(document: &'a Value, cell: &str) -> &'a Value {
    let mut figures = document["figures"].as_array().unwrap().iter();
    figures.find(|figure| figure["cell"] == cell).unwrap_or_else(|| panic!("no figure at {cell}"))
}

fn rules(document: &Value) -> Vec<&str> {
    document["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

#[test]
fn months_of_other_languages_beside_their_year() {
    for (months, language) in [
        (["Januar", "Februar", "März", "Mai"], "German"),
        (["Janvier", "Février", "Mars", "Mai"], "French"),
        (["Enero", "Febrero", "Marzo", "Mayo"], "Spanish"),
        (["Gennaio", "Febbraio", "Marzo", "Maggio"], "Italian"),
        (["Janeiro", "Fevereiro", "Março", "Maio"], "Portuguese"),
    ] {
        let rows: String =
            (31..).zip(months).map(|(value, month)| format!("2017,{month},{value}\n")).collect();
        let document = of_csv(&format!("Year,Month,Visits\n{rows}"));
        for (row, period) in (2..).zip(["2017-01", "2017-02", "2017-03", "2017-05"]) {
            assert_eq!(figure(&document, &format!("C{row}"))["period"], period, "{language} {row}");
        }
    }
    // A short name that is a word elsewhere is a month among months only.
    let among =
        of_csv("Year,Month,Visits\n2017,Ago,31\n2017,Set,33\n2017,Nov,35\n2017,Jan,36\n2017,Jul,37\n");
    assert_eq!(figure(&among, "C3")["period"], "2017-09");
    let alone = of_csv("Year,Way,Visits\n2017,In,31\n2017,Out,33\n");
    assert_eq!(figure(&alone, "C3")["period"], "2017");
}

#[test]
fn the_scale_of_a_unit_that_nobody_knows_is_read() {
    for (label, factor) in [
        ("Turnover (£m)", 1e6),
        ("产值（亿元）", 1e8),
        ("面积(万公顷)", 1e4),
        ("均价(元/平方米)", 1.0),
        ("Visits per 50,000", 1.0),
    ] {
        let document = of_csv(&format!("Name,2017年,2018年\n\"{label}\",31,33\nOther,5,6\n"));
        assert_eq!(figure(&document, "B2")["factor"], factor, "{label}");
        assert_eq!(figure(&document, "B3")["factor"], 1.0, "{label}");
    }
    let line = of_csv("某表,,\n,,单位：亿斤\n品种,2017年,2018年\n甲,31,33\n乙,5,6\n");
    assert_eq!(figure(&line, "B4")["factor"], 1e8);
}

#[test]
fn a_fiscal_year_in_the_corner_is_that_of_the_table() {
    for corner in ["2016/17", "2016/17 (£ millions)"] {
        let document = of_csv(&format!("{corner},Small,Large\nFees,31,33\nGifts,5,6\n"));
        assert_eq!(figure(&document, "B2")["period"], "2016/17", "{corner}");
        assert!(rules(&document).contains(&"period.fiscal-year"), "{document}");
    }
}

#[test]
fn a_date_over_one_block_holds_for_the_blocks_beside_it() {
    let blocks = "地区,区分,男,女,,地区,区分,男,女\n\
        甲町,本国,31,33,,丁町,本国,41,43\n甲町,外国,5,6,,丁町,外国,7,8\n\
        乙町,本国,35,36,,戊町,本国,45,46\n乙町,外国,3,2,,戊町,外国,4,9\n";
    for (date, period) in [("令和3年4月1日現在", "2021-04-01"), ("2018年12月31日", "2018-12-31")] {
        let document = of_csv(&format!("住民,,,,,,,,\n,,,,,,,{date},\n,,,,,,,资料：某课,\n{blocks}"));
        for cell in ["C5", "D8", "H5", "I8"] {
            let found = figure(&document, cell);
            assert_eq!(found["period"], period, "{date} {cell}");
            assert_eq!(found["column_labels"].as_array().unwrap().len(), 1, "{found}");
        }
    }
    // Each block may have a date of its own.
    let own = of_csv(&format!(",,2018年,,,,,2019年,\n{blocks}"));
    assert_eq!(
        (&figure(&own, "C3")["period"], &figure(&own, "H3")["period"]),
        (&json!("2018"), &json!("2019"))
    );
}

#[test]
fn a_label_keeps_its_raised_mark_unless_it_is_a_name() {
    let cell = |address: &str, text: &str, raised: &str| {
        format!(
            "<c r=\"{address}\" t=\"inlineStr\"><is><r><t>{text}</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr>\
             <t>{raised}</t></r></is></c>"
        )
    };
    let plain =
        |address: &str, text: &str| format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let number = |address: &str, value: &str| format!("<c r=\"{address}\"><v>{value}</v></c>");
    let rows = [
        format!(
            "<row r=\"1\">{}{}{}</row>",
            plain("A1", "Place"),
            cell("B1", "Clubs", "2"),
            plain("C1", "Posts")
        ),
        format!(
            "<row r=\"2\">{}{}{}</row>",
            cell("A2", "Jilin", "3"),
            number("B2", "31"),
            number("C2", "33")
        ),
        format!(
            "<row r=\"3\">{}{}{}</row>",
            cell("A3", "Northern hills", "4, 5, 16, 17"),
            number("B3", "5"),
            number("C3", "6")
        ),
        format!("<row r=\"4\">{}{}{}</row>", cell("A4", "Aston", "7"), number("B4", "7"), number("C4", "8")),
        format!("<row r=\"5\">{}{}{}</row>", plain("A5", "Aston"), number("B5", "9"), number("C5", "4")),
    ]
    .concat();
    let book = xlsx(&[SheetXml { rows: &rows, ..SheetXml::default() }]);
    let document = SmallProject::with("t.xlsx", &book).inspect();
    for (cell, label) in
        [("B2", "Jilin"), ("B3", "Northern hills4, 5, 16, 17"), ("B4", "Aston"), ("B5", "Aston")]
    {
        assert_eq!(figure(&document, cell)["row_labels"], json!([label]));
        assert_eq!(figure(&document, cell)["column_labels"], json!(["Clubs2"]));
    }
}

#[test]
fn an_area_with_nothing_beside_it_is_a_record_among_areas() {
    for (text, cells) in [
        ("地区,协会,学会\n吉林省,,\n广东省,31,7\n北京市,28,6\n", ["B2", "B3", "C4"]),
        ("地区,协会,学会\n北京市,,\n吉林省,,\n广东省,31,7\n", ["B2", "B3", "C4"]),
        ("地区,协会,学会\n广东省,31,7\n吉林省,,\n北京市,28,6\n", ["B2", "B3", "C4"]),
        ("地区,协会,学会\n广东省,31,7\n北京市,28,6\n吉林省,,\n", ["B2", "B3", "C4"]),
    ] {
        let document = of_csv(text);
        let labels = text.lines().skip(1).map(|line| line.split(',').next().unwrap());
        for (cell, label) in cells.into_iter().zip(labels) {
            assert_eq!(figure(&document, cell)["row_labels"], json!([label]), "{text}{cell}");
        }
    }
    // An area over rows of another tier, or over kinds, is their group.
    let group = of_csv("地区,协会,学会\n吉林省,,\n吉林市,31,7\n广东省,,\n个人,28,6\n");
    assert_eq!(figure(&group, "B3")["row_labels"], json!(["吉林省", "吉林市"]));
    assert_eq!(figure(&group, "B5")["row_labels"], json!(["广东省", "个人"]));
}

#[test]
fn a_table_of_texts_above_a_table_of_figures_is_a_table() {
    let figures = "Trips,,,\nHost,Day,Town,Cost\nHost B,3 May,Rye,310\nHost B,9 May,Hull,82\n";
    let talks =
        "Talks,,,\nHost,Day,Guest,Subject\nHost A,Mon,Club one,Fees\n,,Club two,\n,Tue,Club three,Law\n";
    for text in
        [format!("{talks}{figures}"), format!("{talks},,,\n{figures}"), format!("{figures},,,\n{talks}")]
    {
        let document = of_csv(&text);
        let tables = document["sheets"][0]["tables"].as_array().unwrap();
        assert_eq!(tables.len(), 2, "{text}");
        assert_eq!(document["figures"].as_array().unwrap().len(), 2, "{text}");
        let row = |head: &str| text.lines().position(|line| line.starts_with(head)).unwrap() + 1;
        let headers: Vec<&Value> = tables.iter().map(|table| &table["header_rows"][0]).collect();
        assert!(headers.contains(&&json!(row("Host,Day,Guest"))), "{text}{headers:?}");
        assert!(headers.contains(&&json!(row("Host,Day,Town"))), "{text}{headers:?}");
    }
    // Lines of a form and headers of several rows are none.
    let form =
        of_csv("Club:,Rye,Sent:,May\nBy:,A. B.,To:,C. D.\n,,,\nTown,In,Out,All\nRye,30,20,50\nHull,3,2,5\n");
    assert_eq!(form["sheets"][0]["tables"].as_array().unwrap().len(), 1);
}

#[test]
fn a_row_that_explains_a_mark_is_a_note() {
    for mark in ["a", "*", "注", "(1)", "2", "†", "注1", "[x]"] {
        let text = format!(
            "2019年各地行业协会,,\n地区,行业协会,注\n北京市,46,a\n吉林省,31,\n广东省,57,\n{mark},含外地协会八个，不计入合计。,\n"
        );
        let document = of_csv(&text);
        assert_eq!(document["figures"].as_array().unwrap().len(), 3, "{mark}: {document:#}");
        assert!(!rules(&document).contains(&"number.unreadable"), "{mark}: {:?}", rules(&document));
        assert_eq!(document["sheets"][0]["row_classes"][5], "note", "{mark}");
    }
    // Among letters a letter is a label.
    let document = of_csv("组,行业协会\na,46\nb,31\nc,统计中\n");
    assert!(rules(&document).contains(&"number.unreadable"));
}
