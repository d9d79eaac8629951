//! The checks of an accessible workbook.

use crate::harness::Project;
use std::io::{Cursor, Write};

/// A workbook of one sheet: rows as XML, and what stands behind them.
fn workbook(sheet: &str, rows: &str, rest: &str) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let parts = [
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"{sheet}\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData>{rest}</worksheet>")),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(part.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

fn merged() -> Vec<u8> {
    let text =
        |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"3\">{}{}</row><row r=\"4\">{}<c r=\"B4\"><v>10</v></c></row><row r=\"5\">{}</row>",
        text("A1", "会员数"),
        text("A3", "地区"),
        text("B3", "会员"),
        text("A4", "北区"),
        text("A5", "注：年底数")
    );
    workbook("表1", &rows, "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>")
}

#[test]
fn what_failed_comes_first_with_its_cells_and_people_keep_what_is_theirs() {
    let project = Project::empty().with("book.xlsx", merged());
    let run = project.run(["lint", "book.xlsx", "--language", "en"]).expect_code(4);
    for (earlier, later) in [
        ("Failed, essential", "G01 tables are marked up as tables [workbook.marked-tables]"),
        ("[workbook.marked-tables]", "laid out as a table, but not marked up as one: 表1 › A3:B4"),
        ("merged cells: 表1 › A1:B1", "Failed, desirable"),
        ("Failed, desirable", "a note on the sheet of a table: 表1 › A5"),
        ("Failed, desirable", "Not applicable"),
        ("Not applicable", "For a person"),
        ("For a person", "G15 the text is accessible: look:"),
        ("For a person", " of 31 passed, "),
    ] {
        let places = [earlier, later]
            .map(|text| run.stdout.find(text).unwrap_or_else(|| panic!("{text}:\n{}", run.stdout)));
        assert!(places[0] < places[1], "{earlier} before {later}:\n{}", run.stdout);
    }
    let run = project.run(["lint", "book.xlsx", "--language", "zh-CN"]).expect_code(4);
    for text in ["未通过，必须改正", "合并的单元格：表1 › A1:B1", "由人判断", "31 项检查：通过 "]
    {
        assert!(run.stdout.contains(text), "{text}:\n{}", run.stdout);
    }
}

#[test]
fn a_row_for_each_check_is_what_programs_read() {
    let project = Project::empty().with("book.xlsx", merged());
    let rows = project.run(["lint", "book.xlsx", "--format", "json"]).expect_code(4).json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 36);
    let row = |check: &str| rows.iter().find(|row| row["check"] == check).expect("a row");
    assert_eq!(row("G03")["outcome"], "failed");
    assert_eq!(row("G03")["places"], serde_json::json!(["表1 › A1:B1"]));
    assert_eq!(row("G03")["level"], "essential");
    assert_eq!(
        (&row("G02")["outcome"], &row("G15")["outcome"]),
        (&"not-applicable".into(), &"for-a-person".into())
    );
    assert!(row("G02")["count"].is_null() && row("G03")["count"] == 1);
}

#[test]
fn what_is_no_workbook_is_refused_and_the_file_beside_it_is_checked() {
    let project =
        Project::empty().with("members.csv", "area,members\nnorth,10\n").with("book.xlsx", merged());
    let run =
        project.run(["lint", "members.csv", "gone.xlsx", "book.xlsx", "--language", "en"]).expect_code(3);
    assert!(
        run.stderr.contains("members.csv: it is text, such as CSV, not an .xlsx or .xlsm workbook"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("save it as .xlsx") && run.stderr.contains("gone.xlsx"), "{}", run.stderr);
    assert!(run.stdout.starts_with("book.xlsx\n"), "{}", run.stdout);
    project.run(["lint"]).expect_code(2);
}

#[test]
fn the_checks_are_listed_with_what_a_program_cannot_see() {
    let rows = Project::empty().run(["lint", "--checks", "--format", "json"]).expect_code(0).json();
    let rows = rows.as_array().expect("rows");
    assert_eq!((rows.len(), rows.iter().filter(|row| row["tested_by"] == "program").count()), (36, 31));
}

#[test]
fn a_sheet_name_acts_on_no_terminal() {
    let project = Project::empty()
        .with("book.xlsx", workbook("a&#27;[31m", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", ""));
    let run = project.run(["lint", "book.xlsx", "--language", "en"]);
    assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
}
