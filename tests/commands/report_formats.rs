//! One content in five formats: captions, numbers, notes and sources are read back from each.

use super::publishing::new_project;
use crate::harness::{Project, Run};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::process::Command;

const ALL: &str = "formats = [\"html\", \"md\", \"docx\", \"xlsx\", \"pdf\"]";

/// A project with an annual report in all formats.
fn in_all_formats() -> Project {
    let project = new_project();
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["report", "new", "annual", "first", "--language", "en"]).expect_code(0);
    let description = project.read("reports/first/report.toml");
    assert!(description.contains("formats = [\"html\", \"md\"]"), "{description}");
    project.write("reports/first/report.toml", description.replace("formats = [\"html\", \"md\"]", ALL));
    project
}

fn file(project: &Project, language: &str, ending: &str) -> Vec<u8> {
    std::fs::read(project.path().join(format!("out/reports/first/first.{language}.{ending}")))
        .expect("a file")
}

/// What the Markdown says: captions, notes and sources, sentences, and the numbers of the tables.
struct Said {
    words: Vec<String>,
    numbers: Vec<String>,
}

impl Said {
    fn of(text: &str) -> Self {
        let ends = ["## Where each number", "## 数字来源"];
        let end = ends.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
        let (mut words, mut numbers) = (Vec::new(), Vec::new());
        let mut heads = true;
        for line in text[..end].lines() {
            if let Some(row) = line.strip_prefix("| ") {
                if row.starts_with(':') || row.starts_with('-') {
                    heads = false;
                } else if !heads {
                    let cells = row.trim_end_matches('|').split(" | ").map(plain);
                    numbers.extend(cells.filter(|cell| cell.starts_with(|sign: char| sign.is_ascii_digit())));
                }
                continue;
            }
            heads = true;
            let line = line.trim_start_matches(['#', '-', '>', ' ']);
            let line = match line.strip_prefix("![") {
                Some(caption) => caption.split_once("](").map_or(caption, |(caption, _)| caption),
                None => line,
            };
            // The unit stands behind a caption here, and at the side of the table elsewhere.
            let parts = ["(unit: ", "（单位："].iter().find_map(|unit| line.split_once(unit));
            match parts {
                Some((caption, unit)) => {
                    words.extend([plain(caption), plain(unit.trim_end_matches([')', '）']))]);
                }
                None => words.push(plain(line)),
            }
        }
        words.retain(|line| !line.is_empty() && !line.contains("http"));
        Self { words, numbers }
    }
}

/// A line without markup and blanks: formats break lines where they like.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|sign| !matches!(sign, '*' | '\\' | '`') && !sign.is_whitespace() && !is_unseen(*sign))
        .collect()
}

fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2069}')
}

/// The words of a markup, without tags and without what fields are computed by.
fn without_tags(markup: &str) -> String {
    let parts = markup.split("</w:instrText>");
    let markup: String = parts.map(|part| part.split("<w:instrText").next().unwrap_or(part)).collect();
    let mut text = String::new();
    let mut rest = markup.as_str();
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    let text = text + rest;
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    plain(&signs.iter().fold(text, |text, (code, sign)| text.replace(code, sign)))
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut parts = BTreeMap::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        parts.insert(name, String::from_utf8_lossy(&content).into_owned());
    }
    parts
}

/// The values that the sheets of a workbook hold as numbers.
fn values(parts: &BTreeMap<String, String>) -> Vec<f64> {
    let sheets = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
    let cells = sheets.flat_map(|(_, sheet)| sheet.split("<c ").skip(1));
    cells
        .filter(|cell| !cell.split('>').next().is_some_and(|head| head.contains("t=\"s\"")))
        .filter_map(|cell| cell.split_once("<v>")?.1.split_once("</v>")?.0.parse().ok())
        .collect()
}

/// Whether a print is the print of one of some values.
fn is_value(print: &str, values: &[f64]) -> bool {
    let plain = print.replace(',', "");
    let (digits, scale) = plain.strip_suffix('%').map_or((plain.as_str(), 1.0), |share| (share, 0.01));
    let Ok(read) = digits.parse::<f64>() else { return false };
    let decimals = digits.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap_or_default()) * scale;
    values.iter().any(|value| (read * scale - value).abs() <= half * (1.0 + 1e-9))
}

fn missing<'a>(said: &'a [String], text: &str) -> Vec<&'a String> {
    said.iter().filter(|words| !text.contains(words.as_str())).collect()
}

#[test]
fn the_same_numbers_captions_notes_and_sources_stand_in_all_formats() {
    let project = in_all_formats();
    project.run(["build", "--quiet"]).expect_code(0);
    for language in ["en", "zh-CN"] {
        let said = Said::of(&String::from_utf8(file(&project, language, "md")).expect("text"));
        assert!(said.words.len() > 12 && said.numbers.len() > 12, "{:?} {:?}", said.words, said.numbers);
        let page = without_tags(&String::from_utf8(file(&project, language, "html")).expect("text"));
        assert_eq!(missing(&said.words, &page), Vec::<&String>::new(), "the page, {language}");
        assert_eq!(missing(&said.numbers, &page), Vec::<&String>::new(), "the page, {language}");
        let document = parts(&file(&project, language, "docx"));
        let document = without_tags(&document["word/document.xml"]);
        assert_eq!(missing(&said.words, &document), Vec::<&String>::new(), "the document, {language}");
        assert_eq!(missing(&said.numbers, &document), Vec::<&String>::new(), "the document, {language}");
        let workbook = parts(&file(&project, language, "xlsx"));
        let (words, values) = (without_tags(&workbook["xl/sharedStrings.xml"]), values(&workbook));
        let numbers =
            said.numbers.iter().filter(|print| !words.contains(print.as_str()) && !is_value(print, &values));
        assert_eq!(numbers.collect::<Vec<_>>(), Vec::<&String>::new(), "the workbook, {language}");
        // A line of sources stands in rows, and what is said of signs is of no use in a workbook.
        let own = |line: &&String| {
            !["Source:", "资料来源：", "Signs:", "符号："].iter().any(|start| line.contains(start))
        };
        let without_kind = |line: &&String| {
            let line = line.trim_start_matches("Note:").trim_start_matches("注：");
            !words.contains(line)
        };
        let lacking = missing(&said.words, &words).into_iter().filter(own).filter(without_kind);
        assert_eq!(lacking.collect::<Vec<_>>(), Vec::<&String>::new(), "the workbook, {language}");
        pages_say(&project, language, &said);
    }
}

/// What a reader copies out of the pages, where a program that reads them is installed.
#[expect(clippy::print_stderr, reason = "what is not tested here is said")]
fn pages_say(project: &Project, language: &str, said: &Said) {
    let path = project.path().join(format!("out/reports/first/first.{language}.pdf"));
    let bytes = std::fs::read(&path).expect("pages");
    assert!(bytes.starts_with(b"%PDF-1.7"), "pages, {language}");
    let mut command = Command::new("pdftotext");
    command.args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-");
    if command.output().is_err() {
        eprintln!("skipped: no pdftotext here, so the words of the pages are not read back");
        return;
    }
    let text = plain(&Run::of(command).expect_code(0).stdout);
    let own = |line: &&String| !["Signs:", "符号："].iter().any(|start| line.contains(start));
    let lacking: Vec<&String> = missing(&said.words, &text).into_iter().filter(own).collect();
    assert!(lacking.len() * 10 <= said.words.len(), "the pages, {language}: {lacking:?}\n{text}");
    assert_eq!(missing(&said.numbers, &text), Vec::<&String>::new(), "the pages, {language}");
}

#[test]
fn every_format_has_the_same_bytes_when_it_is_written_again_and_the_workbook_passes_the_checks() {
    let project = in_all_formats();
    project.run(["build", "--quiet"]).expect_code(0);
    let before = project.files_under("out/reports/first");
    assert!(
        ["docx", "xlsx", "pdf"].iter().all(|ending| before.iter().any(|(name, _)| name.ends_with(ending)))
    );
    std::fs::remove_dir_all(project.path().join("out/reports")).expect("the output goes");
    project.run(["report", "first", "--quiet"]).expect_code(0);
    let after: BTreeMap<String, Vec<u8>> = project.files_under("out/reports/first").into_iter().collect();
    for (name, content) in before.iter().filter(|(name, _)| !name.ends_with("manifest.json")) {
        assert!(after.get(name) == Some(content), "{name} differs");
    }
    for language in ["en", "zh-CN"] {
        let workbook = format!("out/reports/first/first.{language}.xlsx");
        let run = project.run(["lint", workbook.as_str(), "--language", "en"]).expect_code(0);
        assert!(run.stdout.contains("0 failed") || !run.stdout.contains("failed"), "{}", run.stdout);
    }
}
