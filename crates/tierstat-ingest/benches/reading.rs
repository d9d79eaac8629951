//! How long reading takes against the library under it: `just bench-ingest`.
//!
//! The inputs are written once into `target/bench`, the same on every machine. Compare the medians of one run with each
//! other, never with those of another run or machine.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench that cannot write its input should stop there")]

use calamine::{DataRef, Reader, Xlsx, open_workbook};
use divan::Bencher;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tierstat_ingest::{FileContext, Limits, clean_table, for_each_clean_record, inspect, layout};
use tierstat_model::CodeLists;
use zip::write::SimpleFileOptions;

/// The rows of the large workbook below its header.
const ROWS: u32 = 200_000;
const AREAS: [&str; 10] = [
    "北京市",
    "天津市",
    "河北省",
    "山西省",
    "内蒙古自治区",
    "辽宁省",
    "吉林省",
    "黑龙江省",
    "上海市",
    "江苏省",
];
const HEADS: [&str; 10] = ["编号", "地区", "类别", "日期", "数量", "人员", "收入", "支出", "备注", "比例"];

fn main() {
    divan::main();
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A number that looks random and is the same every time.
fn scattered(seed: u32) -> u32 {
    seed.wrapping_mul(2_654_435_761).rotate_left(13) % 100_000
}

/// 200,001 rows of 10 columns: shared and own Chinese texts, dates, whole numbers and fractions.
fn large_workbook() -> PathBuf {
    let path = folder().join("large.xlsx");
    if path.exists() {
        return path;
    }
    let text = |cell: &str, text: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let mut rows = String::from("<row r=\"1\">");
    for (letter, head) in ('A'..='J').zip(HEADS) {
        rows.push_str(&text(&format!("{letter}1"), head));
    }
    rows.push_str("</row>");
    for row in 2..=ROWS + 1 {
        let seed = scattered(row);
        let _ = write!(rows, "<row r=\"{row}\"><c r=\"A{row}\"><v>{}</v></c>", row - 1);
        let _ = write!(rows, "<c r=\"B{row}\" t=\"s\"><v>{}</v></c>", seed % 10);
        let _ = write!(rows, "<c r=\"C{row}\" t=\"s\"><v>{}</v></c>", 10 + seed % 3);
        let _ = write!(rows, "<c r=\"D{row}\" s=\"1\"><v>{}</v></c>", 36_000 + seed % 9000);
        for (letter, salt) in ('E'..='H').zip(1..) {
            let _ = write!(rows, "<c r=\"{letter}{row}\"><v>{}</v></c>", scattered(row ^ salt));
        }
        if seed % 100 < 35 {
            rows.push_str(&text(&format!("I{row}"), &format!("备注{}", seed % 97)));
        }
        let _ = write!(rows, "<c r=\"J{row}\"><v>0.{seed:05}</v></c></row>");
    }
    let shared: String = AREAS
        .iter()
        .chain(["社会团体", "民办非企业单位", "基金会"].iter())
        .map(|text| format!("<si><t>{text}</t></si>"))
        .collect();
    write_workbook(&path, &rows, &shared);
    path
}

/// A gigabyte of comma-separated text: names in Chinese, dates, whole numbers and fractions.
fn large_text() -> PathBuf {
    let path = folder().join("large.csv");
    if path.exists() {
        return path;
    }
    let draft = path.with_extension("draft");
    let mut file = BufWriter::new(File::create(&draft).unwrap());
    let mut written = file.write(HEADS.join(",").as_bytes()).unwrap();
    let mut line = String::new();
    for row in 1_u32.. {
        if written >= 1 << 30 {
            break;
        }
        let seed = scattered(row);
        line.clear();
        let _ = write!(
            line,
            "\n{row},{},{},2015-{:02}-{:02},{seed},{},{},{},备注{},0.{seed:05}",
            AREAS[(seed % 10) as usize],
            ["社会团体", "基金会", "\"民办,非企业\""][(seed % 3) as usize],
            seed % 12 + 1,
            seed % 28 + 1,
            scattered(row ^ 1),
            scattered(row ^ 2),
            scattered(row ^ 3),
            seed % 97,
        );
        written += file.write(line.as_bytes()).unwrap();
    }
    file.flush().unwrap();
    std::fs::rename(&draft, &path).unwrap();
    path
}

/// 31 workbooks of 40 rows, as provinces send them.
fn small_workbooks() -> Vec<PathBuf> {
    let workbook = |number: u32| {
        let path = folder().join(format!("small-{number}.xlsx"));
        if !path.exists() {
            let cell = |cell: String, text: &str| {
                format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            };
            let mut rows = format!("<row r=\"1\">{}</row>", cell("A1".to_owned(), "2015年社会组织"));
            let heads = ["地区", "社会团体", "基金会"].iter().zip('A'..='C');
            let heads: String = heads.map(|(head, letter)| cell(format!("{letter}2"), head)).collect();
            let _ = write!(rows, "<row r=\"2\">{heads}</row>");
            for row in 3..43 {
                let name = cell(format!("A{row}"), AREAS[(row % 10) as usize]);
                let (first, second) = (scattered(row ^ number), scattered(row + number));
                let _ = write!(
                    rows,
                    "<row r=\"{row}\">{name}<c r=\"B{row}\"><v>{first}</v></c><c r=\"C{row}\"><v>{second}</v></c></row>"
                );
            }
            write_workbook(&path, &rows, "");
        }
        path
    };
    (1..=31).map(workbook).collect()
}

fn write_workbook(path: &Path, rows: &str, shared: &str) {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let part = |name: &str, kind: &str| {
        format!(
            "<Override PartName=\"/xl/{name}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>"
        )
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{}{}{}{}</Types>",
                part("workbook", "sheet.main"),
                part("worksheets/sheet1", "worksheet"),
                part("styles", "styles"),
                part("sharedStrings", "sharedStrings"),
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
                relation("rId1", "officeDocument", "xl/workbook.xml")
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"数据\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\">{}{}{}</Relationships>",
                relation("rId1", "worksheet", "worksheets/sheet1.xml"),
                relation("rId2", "styles", "styles.xml"),
                relation("rId3", "sharedStrings", "sharedStrings.xml"),
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills>\
                 <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\"/></cellStyleXfs>\
                 <cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{shared}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut archive = zip::ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

/// The cells of the large workbook, streamed by calamine alone: the measure of the others.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn large_workbook_by_calamine(bencher: Bencher) {
    let path = large_workbook();
    bencher.bench(|| {
        let mut workbook: Xlsx<BufReader<File>> = open_workbook(&path).unwrap();
        let name = workbook.sheet_names().first().cloned().unwrap();
        let mut reader = workbook.worksheet_cells_reader(&name).unwrap();
        let mut filled = 0_u64;
        while let Some(cell) = reader.next_cell().unwrap() {
            filled += u64::from(*cell.get_value() != DataRef::Empty);
        }
        filled
    });
}

/// The same cells with their print, the tables and the classes of all rows.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn large_workbook_with_its_tables(bencher: Bencher) {
    let path = large_workbook();
    bencher.bench(|| layout(&path, &Limits::default()).unwrap());
}

/// The same as clean records.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn large_workbook_as_records(bencher: Bencher) {
    let path = large_workbook();
    bencher.bench(|| clean_table(&path, None, &Limits::default()).unwrap());
}

/// A text file of a gigabyte, record by record, with its dialect told from it.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn gigabyte_of_text_as_records(bencher: Bencher) {
    let path = large_text();
    bencher.bench(|| {
        let mut cells = 0;
        let count = |record: &[Cow<'_, str>]| {
            cells += record.len();
            ControlFlow::Continue(())
        };
        for_each_clean_record(&path, None, &Limits::default(), count).unwrap();
        cells
    });
}

/// 31 small workbooks, figures and findings included.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn thirty_one_small_workbooks(bencher: Bencher) {
    let (paths, lists, limits) = (small_workbooks(), CodeLists::default(), Limits::default());
    bencher.bench(|| {
        let read = |path: &PathBuf| {
            let context = FileContext::new(path, "small", &lists, &limits);
            inspect(&context).unwrap().figures()
        };
        paths.iter().map(read).sum::<usize>()
    });
}
