//! Oddities of workbooks as files: raised marks, encodings, relations, parts and cells that stand twice.

use crate::old_workbook::biff8;
use crate::small_project::SmallProject;
use crate::workbook_builder::{SheetXml, ods, row, xlsx, zipped};
use serde_json::{Value, json};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

/// A workbook of one sheet, in which some parts are written anew.
fn workbook(rows: &str, change: impl Fn(&str, String) -> Vec<u8>) -> Vec<u8> {
    let plain = xlsx(&[SheetXml { rows, ..SheetXml::default() }]);
    let mut archive = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(&change(&name, text)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn inspect(name: &str, content: &[u8]) -> Value {
    SmallProject::with(name, content).inspect()
}

fn messages<'a>(document: &'a Value, rule: &str) -> Vec<&'a str> {
    let findings = document["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| finding["rule"] == rule)
        .map(|finding| finding["message"].as_str().unwrap())
        .collect()
}

/// Cell, value, and labels of each figure.
fn figures(document: &Value) -> Vec<String> {
    let figures = document["figures"].as_array().unwrap().iter();
    let labels = |labels: &Value| {
        labels.as_array().unwrap().iter().map(|label| label.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    figures
        .map(|figure| {
            let (row, column) = (labels(&figure["row_labels"]), labels(&figure["column_labels"]));
            format!(
                "{} {} {} {}",
                figure["cell"].as_str().unwrap(),
                figure["value"],
                row.join("/"),
                column.join("/")
            )
        })
        .collect()
}

const RAISED: [&str; 4] = [
    "B2 61.0 吉林省 2019年",
    "C2 57.0 吉林省 2020年",
    "B3 12.0 面积（km²） 2019年",
    "C3 13.0 面积（km²） 2020年",
];

#[test]
fn a_raised_mark_is_no_digit_of_its_number_nor_part_of_its_label() {
    let cell = |address: &str, text: &str, raised: &str, behind: &str| {
        format!(
            "<c r=\"{address}\" t=\"inlineStr\"><is><r><t>{text}</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr>\
             <t>{raised}</t></r><r><t>{behind}</t></r></is></c>"
        )
    };
    let rows = [
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>地区</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>2019年</t></is></c>".to_owned(),
        cell("C1", "2020年", "1", ""),
        "</row><row r=\"2\">".to_owned(),
        cell("A2", "吉林省", "2", ""),
        "<c r=\"B2\"><v>61</v></c>".to_owned(),
        cell("C2", "57", "4", ""),
        "</row><row r=\"3\">".to_owned(),
        cell("A3", "面积（km", "2", "）"),
        "<c r=\"B3\"><v>12</v></c><c r=\"C3\"><v>13</v></c></row>".to_owned(),
    ]
    .concat();
    let found = inspect("t.xlsx", &workbook(&rows, |_, text| text.into_bytes()));
    assert_eq!(figures(&found), RAISED);
    assert_eq!(messages(&found, "text.superscript").len(), 1, "{found}");
    let subscript = rows.replace("superscript", "subscript");
    let found = inspect("t.xlsx", &workbook(&subscript, |_, text| text.into_bytes()));
    assert!(messages(&found, "text.superscript").is_empty());
}

#[test]
fn raised_marks_of_pages_and_of_open_documents() {
    let page = "<html><body><table><tr><th>地区</th><th>2019年</th><th>2020年<sup>1</sup></th></tr>\
        <tr><td>吉林省<sup><a href=\"#n\">[2]</a></sup></td><td>61</td><td>57<sup>4</sup></td></tr>\
        <tr><td>面积（km<sup>2</sup>）</td><td>12</td><td>13</td></tr></table></body></html>";
    let found = inspect("t.xls", page.as_bytes());
    assert_eq!(figures(&found), RAISED);
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let raised = |text: &str| format!("<text:span text:style-name=\"T1\">{text}</text:span>");
    let number = |value: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{value}</text:p></table:table-cell>"
        )
    };
    let rows = [
        text("地区") + &text("2019年") + &text(&format!("2020年{}", raised("1"))),
        text(&format!("吉林省{}", raised("2"))) + &number("61") + &text(&format!("57{}", raised("4"))),
        text(&format!("面积（km{}）", raised("2"))) + &number("12") + &number("13"),
    ];
    let rows: String =
        rows.iter().map(|cells| format!("<table:table-row>{cells}</table:table-row>")).collect();
    let plain = ods(&rows);
    let mut archive = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut content = String::new();
    archive.by_name("content.xml").unwrap().read_to_string(&mut content).unwrap();
    let styles = "<office:automatic-styles><style:style xmlns:style=\"s\" style:name=\"T1\" style:family=\"text\">\
        <style:text-properties style:text-position=\"super 58%\"/></style:style></office:automatic-styles><office:body>";
    let content = content.replace("<office:body>", styles);
    let document = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ]);
    assert_eq!(figures(&inspect("t.ods", &document)), RAISED);
}

#[test]
fn raised_characters_of_their_own_behind_labels() {
    let found = inspect("t.csv", "地区,面积（km²）,行业协会¹\n吉林省²,12,61\n广东省,13,57³\n".as_bytes());
    assert_eq!(
        figures(&found),
        [
            "B2 12.0 吉林省 面积（km²）",
            "C2 61.0 吉林省 行业协会",
            "B3 13.0 广东省 面积（km²）",
            "C3 57.0 广东省 行业协会"
        ]
    );
}

#[test]
fn a_workbook_of_excel_97_is_utf_16_whatever_code_page_it_names() {
    for code_page in [1200, 1252, 936, 10_000] {
        let content = biff8(code_page, &[&["地区", "2019年"], &["吉林省", "61"]]);
        assert_eq!(figures(&inspect("t.xls", &content)), ["B2 61.0 吉林省 2019年"], "{code_page}");
    }
}

fn plain_rows() -> String {
    row(1, &["地区", "2019年"]) + &row(2, &["吉林省", "61"])
}

#[test]
fn parts_in_utf_16_are_read() {
    let wide = |text: String| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16().collect::<Vec<u16>>());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    for ending in ["sheet1.xml", ".xml"] {
        let content = workbook(&plain_rows(), |name, text| {
            let is_package = name.contains("Content_Types");
            if name.ends_with(ending) && !is_package { wide(text) } else { text.into_bytes() }
        });
        assert_eq!(figures(&inspect("t.xlsx", &content)), ["B2 61.0 吉林省 2019年"], "{ending}");
    }
}

#[test]
fn a_relation_gone_wrong_is_followed_or_the_sheet_is_named() {
    let with_target = |target: &str| {
        workbook(&plain_rows(), |_, text| {
            text.replace("worksheets/sheet1.xml\"/>", &format!("{target}\"/>")).into_bytes()
        })
    };
    for target in ["../xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml", "./worksheets/sheet1.xml"] {
        let found = inspect("t.xlsx", &with_target(target));
        assert_eq!(figures(&found), ["B2 61.0 吉林省 2019年"], "{target}");
    }
    for target in ["worksheets/sheet9.xml", "styles.xml"] {
        let found = inspect("t.xlsx", &with_target(target));
        let said = messages(&found, "sheet.unreadable");
        assert!(said.len() == 1 && said[0].contains("表1"), "{target}: {found}");
    }
}

#[test]
fn a_cell_or_a_part_that_stands_twice_is_said() {
    let rows = plain_rows().replace("<v>61</v></c>", "<v>61</v></c><c r=\"B2\"><v>16</v></c>");
    let found = inspect("t.xlsx", &workbook(&rows, |_, text| text.into_bytes()));
    assert_eq!(figures(&found), ["B2 16.0 吉林省 2019年"]);
    let said = messages(&found, "cell.repeated.doubtful");
    assert!(said.len() == 1 && said[0].contains("`61`") && said[0].contains("`16`"), "{found}");
    // Of two parts of one length, the second gets the name of the first.
    let rows = plain_rows();
    let twin = workbook(&rows, |_, text| text.into_bytes());
    let mut archive = zip::ZipArchive::new(Cursor::new(twin.as_slice())).unwrap();
    let mut parts: Vec<(String, String)> = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.push((part.name().unwrap().into_owned(), text));
    }
    let sheet =
        parts.iter().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1.replace(">61<", ">16<");
    parts.push(("xl/worksheets/sheet?.xml".to_owned(), sheet));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut bytes = zipped(&parts);
    while let Some(at) = bytes.windows(10).position(|window| window == b"sheet?.xml") {
        bytes[at + 5] = b'1';
    }
    let found = inspect("t.xlsx", &bytes);
    let said = messages(&found, "workbook.repeated-part");
    assert!(said.len() == 1 && said[0].contains("sheet1.xml"), "{found}");
    assert_eq!(figures(&found), ["B2 16.0 吉林省 2019年"]);
}

#[test]
fn a_number_with_more_digits_than_a_workbook_keeps_is_doubted() {
    let rows = |value: &str| plain_rows().replace(">61<", &format!(">{value}<"));
    let read = |value: &str| inspect("t.xlsx", &workbook(&rows(value), |_, text| text.into_bytes()));
    let long = read("9007199254740993");
    assert_eq!(messages(&long, "number.digits.doubtful").len(), 1, "{long}");
    let kept = read("4503599627370497");
    assert!(messages(&kept, "number.digits.doubtful").is_empty());
    assert_eq!(kept["figures"][0]["printed"], json!("4503599627370497"));
}

#[test]
fn cells_of_line_breaks_and_white_space_are_blank() {
    let blank = |address: &str, text: &str| {
        format!("<c r=\"{address}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
    };
    let rows = row(1, &["地区", "2019年"]).replace("</row>", &(blank("C1", "_x000D_&#10;") + "</row>"))
        + &row(2, &["吉林省", "61"]).replace("</row>", &(blank("C2", "&#160;\u{200b}") + "</row>"));
    let found = inspect("t.xlsx", &workbook(&rows, |_, text| text.into_bytes()));
    assert_eq!(figures(&found), ["B2 61.0 吉林省 2019年"]);
    assert_eq!(found["sheets"][0]["balance"]["cells"], json!(4), "{}", found["sheets"][0]);
}

const XML_2003: &str = r#"<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="d"><NumberFormat ss:Format="yyyy"/></Style><Style ss:ID="q" ss:Parent="p"/></Styles>
<Worksheet ss:Name="表&amp;1"><Table>
<Row ss:Span="1"><Cell ss:MergeAcross="2"><Data ss:Type="String">行业协会</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">地区</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2019-01-01T00:00:00.000</Data></Cell><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>2020年</B><Sup>1</Sup></ss:Data></Cell></Row>
<Row><Cell><Data ss:Type="String">吉林省</Data><Comment><ss:Data>备注</ss:Data></Comment></Cell><Cell ss:Index="3"><Data ss:Type="Number">61</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">广东省</Data></Cell><Cell ss:StyleID="q"><Data ss:Type="Number">0.25</Data></Cell><Cell ss:Formula="=RC[-1]*2"/></Row>
</Table></Worksheet>
<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"#;

#[test]
fn xml_spreadsheets_of_2003_are_read_whatever_their_name_and_encoding() {
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(XML_2003.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let chinese = XML_2003.replace("version=\"1.0\"", "version=\"1.0\" encoding=\"GB2312\"");
    let chinese = encoding_rs::GBK.encode(&chinese).0.into_owned();
    for content in [XML_2003.as_bytes().to_vec(), wide, chinese] {
        let found = inspect("t.xls", &content);
        let seen = figures(&found);
        assert!(seen.contains(&"C5 61.0 吉林省 2020年".to_owned()), "{seen:?}");
        assert!(
            seen.iter().any(|figure| figure.starts_with("B6 ") && figure.ends_with("广东省 2019")),
            "{seen:?}"
        );
        for rule in ["sheet.hidden", "rows.hidden", "formula.no-value"] {
            assert_eq!(messages(&found, rule).len(), 1, "{rule}: {found}");
        }
        assert_eq!(found["sheets"][0]["name"], json!("表&1"));
    }
    let cut = XML_2003.get(..XML_2003.find("0.25").unwrap()).unwrap();
    let error = SmallProject::with("t.xls", cut.as_bytes()).import().unwrap_err();
    assert!(error.to_string().contains("cut off"), "{error}");
}

#[test]
fn an_entity_that_stands_for_nothing_known_makes_no_number_of_what_is_around_it() {
    for unknown in ["&seven;", "&#0;"] {
        let content = XML_2003.replace(">61<", &format!(">6{unknown}1<"));
        let error = SmallProject::with("t.xls", content.as_bytes()).import().unwrap_err();
        assert!(error.to_string().contains(unknown), "{error}");
        let beside = XML_2003.replace(">备注<", &format!(">{unknown}<"));
        assert!(!figures(&inspect("t.xls", beside.as_bytes())).is_empty());
    }
}
