//! Texts that would act on what shows them, sent from files through every door.
//!
//! docs/texts-of-files.md names the doors.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use crate::harness::{Project, repository};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tierstat_model::{guarded, is_unseen, seen_line, unguarded};

/// What a hostile file may hold where a label, a title or an address is expected.
const NASTY: [&str; 41] = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "=HYPERLINK(\"http://x\",\"y\")",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    " =1+1",
    "＝1+1",
    "'=1",
    "''=1",
    "a\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}b",
    "\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{9b}31mc\u{9c}",
    "d\u{7f}\u{8}\u{8}e",
    "f\u{202e}txt.exe",
    "g\u{2066}h\u{2069}",
    "i\u{200b}j\u{200d}k",
    "\u{feff}=1",
    "l\u{ad}m\u{2060}n",
    "o\u{e0041}\u{e007f}",
    "p\u{3164}q",
    "r\u{fffd}\u{fffd}s",
    "\"quoted\" 'and' \"\"",
    "a,b;c|d",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- t",
    "]]>u",
    "&lt;b&gt; &#x3c; &amp;",
    "\" onload=\"alert(1)",
    "[v](javascript:alert(1))",
    "![w](http://x/y.png)",
    "<javascript:alert(1)>",
    "| x | y |",
    "# z *em* _em_ `code` ~~no~~",
    "{{ figure() }} {% if %}",
    "%s %n ${HOME} $(id) `id`",
    "../../etc/passwd",
    "\u{fffe}\u{ffff}aa",
];

/// The texts, and one that is very long.
fn texts(longest: usize) -> Vec<String> {
    NASTY.iter().map(|text| (*text).to_owned()).chain(["长".repeat(longest)]).collect()
}

/// A text as a cell of CSV.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A text as a value of TOML: every sign by its number.
fn toml_text(text: &str) -> String {
    let signs: String = text.chars().map(|sign| format!("\\U{:08X}", u32::from(sign))).collect();
    format!("\"{signs}\"")
}

/// A file whose labels are the texts.
fn labelled(texts: &[String]) -> String {
    let rows = (100..).zip(texts).map(|(number, text)| format!("{},{number}\n", quoted(text)));
    format!("Area,2015\n{}", rows.collect::<String>())
}

/// The cells of comma-separated values, as any program reads them.
fn cells(values: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(values.as_bytes());
    let records = reader.records().map(|record| record.expect("CSV"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

/// Fails where a text holds a sign that acts on a terminal.
#[track_caller]
fn is_for_terminals(what: &str, text: &str) {
    let found: BTreeSet<char> =
        text.chars().filter(|sign| is_unseen(*sign) && *sign != '\n' && *sign != '\t').collect();
    assert!(found.is_empty(), "{what}: {found:?} in\n{}", seen_line(text));
}

/// Fails where a cell would be run by a spreadsheet program.
#[track_caller]
fn is_for_spreadsheets(what: &str, values: &str) {
    for cell in cells(values).iter().flatten() {
        assert_eq!(guarded(unguarded(cell)), *cell, "{what}: a cell is not guarded");
    }
}

/// A project in which every word of a source is a text, one source for each.
fn project(texts: &[String]) -> Project {
    let project = Project::of_fixture("members");
    let report = project.read("reports/members/report.toml");
    project.write("reports/members/report.toml", report.replace("[\"zh-CN\", \"en\"]", "[\"en\"]"));
    project.write(
        "reports/members/text.en.md",
        "# Members\n\n{{ figure(at='latest') }}\n\n{{ table('members') }}\n\n{{ chart('members') }}\n\n{{ sources() }}\n\n\
         {{ findings(99) }}\n\n[safe](https://a.b) [not](javascript:alert(1)) <b>raw</b>\n\n<script>alert(2)</script>\n",
    );
    std::fs::remove_dir_all(project.path().join("datasets/example")).expect("the example");
    for (number, text) in (0..).zip(texts) {
        let folder = format!("datasets/office-{number}/first");
        let name = format!("{folder}/figures.csv");
        project.write(
            &name,
            format!("members,,\n,,unit: persons\narea,{}\n全国,{}\n", 1950 + number, 500 + number),
        );
        let value = toml_text(text);
        let address = if text.contains("javascript") { "javascript:alert(1)//" } else { "https://x/" };
        let address = toml_text(&format!("{address}{text}"));
        project.write(
            &format!("{name}.origin.toml"),
            format!(
                "publisher = {value}\ntitle = {value}\nedition = {value}\nurl = {address}\npublished-on = 2025-03-01\n"
            ),
        );
    }
    project
}

#[test]
fn labels_of_a_file_pass_every_door() {
    let texts = texts(3000);
    let project = Project::empty().with("labels.csv", labelled(&texts));
    let run = project.run(["inspect", "labels.csv", "--explain"]).expect_code(0);
    is_for_terminals("inspect", &run.stdout);
    is_for_terminals("inspect, talk", &run.stderr);
    assert!(run.stdout.contains("a<U+001B>[31mred<U+001B>[0m"), "{}", run.stdout);

    let run = project.run(["inspect", "labels.csv", "--format", "csv"]).expect_code(0);
    is_for_spreadsheets("inspect as CSV", &run.stdout);

    let run = project.run(["inspect", "labels.csv", "--format", "json"]).expect_code(0);
    is_for_terminals("inspect as JSON", &run.stdout);
    let found = run.json();
    let figures = found["figures"].as_array().expect("figures");
    assert_eq!(figures.len(), texts.len());

    // The records are those of the file, and guarded where that is asked for.
    let records: Vec<Vec<String>> = cells(&labelled(&texts));
    let exact = project.run(["table", "labels.csv"]).expect_code(0);
    assert_eq!(cells(&exact.stdout), records, "cells exactly as printed");
    let safe = project.run(["table", "labels.csv", "--guard-formulas"]).expect_code(0);
    is_for_spreadsheets("table --guard-formulas", &safe.stdout);
    let as_json = project.run(["table", "labels.csv", "--format", "json"]).expect_code(0);
    is_for_terminals("table as JSON", &as_json.stdout);
    let values: Vec<Vec<String>> = serde_json::from_str(&as_json.stdout).expect("JSON");
    assert_eq!(values, records);

    // A guarded file is read as the file was, and printed as it is.
    project.write("guarded.csv", &safe.stdout);
    let again = project.run(["inspect", "guarded.csv", "--format", "json"]).expect_code(0).json();
    let figures = again["figures"].as_array().expect("figures").iter();
    // A long label is cut where it is repeated, and stands whole once.
    let whole: Vec<&str> = again["labels"]
        .as_array()
        .expect("the whole of cut labels")
        .iter()
        .map(|label| label["text"].as_str().expect("a text"))
        .collect();
    let labels = figures.map(|figure| {
        let label = figure["row_labels"][0].as_str().expect("a label");
        let cut = label.strip_suffix('…').and_then(|start| whole.iter().find(|text| text.starts_with(start)));
        *cut.unwrap_or(&label)
    });
    let printed: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    assert_eq!(labels.collect::<Vec<_>>(), printed, "guards are no part of a print");
    let exact = project.run(["table", "guarded.csv"]).expect_code(0);
    assert_eq!(exact.stdout, safe.stdout, "and table prints cells as they stand");

    // The draft of a mapping is a file of its own kind.
    project.run(["inspect", "labels.csv", "--write-mapping"]).expect_code(0);
    let draft = project.read("labels.csv.mapping.toml");
    draft.parse::<toml::Table>().unwrap_or_else(|error| panic!("{error}\n{draft}"));
}

#[test]
fn what_a_program_would_read_is_shown_safely_on_a_terminal() {
    let project = Project::empty().with("labels.csv", labelled(&texts(3000)));
    for question in [
        "--color never table labels.csv",
        "--color never table labels.csv --guard-formulas",
        "--color never inspect labels.csv --format csv",
        "inspect labels.csv --format csv",
    ] {
        let program = project.command([]);
        let asked = format!("'{}' {question}", program.get_program().display());
        let mut terminal = Command::new("script");
        terminal.args(["--quiet", "--return", "--command", &asked, "/dev/null"]);
        terminal.current_dir(project.path()).stdin(Stdio::null());
        let Ok(output) = terminal.output() else {
            eprintln!("skipped: there is no program `script` here that makes a terminal");
            return;
        };
        let shown = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
        // The colour of the program's own words, where none is refused: the one sign of a file
        // that acts as it does is looked for in the questions before.
        let shown = shown.replace("\u{1b}[1;33mwarning\u{1b}[0m", "warning");
        assert!(shown.contains("a<U+001B>[31mred"), "{question}: {shown:?}");
        is_for_terminals(question, &shown);
    }
}

#[test]
fn names_of_files_and_words_that_were_typed_pass_the_terminal() {
    if cfg!(windows) {
        eprintln!("skipped: no file has such a name here");
        return;
    }
    let project = Project::empty();
    for text in texts(100).iter().filter(|text| !text.contains(['/', '\0']) && text.len() < 200) {
        project.write(&format!("in/{text}.csv"), "Area,2015\nx,\n");
        for question in [
            vec!["inspect".to_owned(), format!("in/{text}.csv")],
            vec!["inspect".to_owned(), format!("nowhere/{text}.csv")],
            vec!["table".to_owned(), format!("in/{text}.csv"), "--sheet".to_owned(), format!("s{text}")],
            vec![format!("verb{text}")],
            vec!["figures".to_owned(), format!("--period=x{text}")],
        ] {
            let run = project.run(question.iter().map(String::as_str));
            is_for_terminals(&format!("stderr of {question:?}"), &run.stderr);
            if question.first().is_some_and(|verb| verb == "inspect") {
                is_for_terminals(&format!("stdout of {question:?}"), &run.stdout);
            }
        }
    }
    let run = project.run(["inspect", "a\nerror: everything is lost\u{1b}[2J"]).expect_code(3);
    let forged = run.stderr.lines().filter(|line| line.starts_with("error:")).count();
    assert_eq!(forged, 1, "no name passes for a message: {}", run.stderr);
}

#[test]
fn words_of_sources_pass_every_door_of_the_ledger() {
    let texts = texts(3000);
    let project = project(&texts);
    let run = project.run(["import"]).expect_code(0);
    is_for_terminals("import", &(run.stdout + &run.stderr));
    for question in [
        "figures --all",
        "check",
        "trace --indicator members",
        "errata 2020-01-01 2100-01-01",
        "diff 2020-01-01 2100-01-01",
        "doctor",
    ] {
        let run = project.run(question.split(' '));
        is_for_terminals(question, &(run.stdout + &run.stderr));
        let run = project.run(question.split(' ').chain(["--format", "json"]));
        is_for_terminals(&format!("{question} as JSON"), &run.stdout);
    }
    for question in ["figures --all --format csv", "export", "export --form sdmx-csv", "check --format csv"] {
        let run = project.run(question.split(' '));
        is_for_spreadsheets(question, &run.stdout);
    }
    // Whoever reads the export has every title as it was printed, and every number as a number.
    let run = project.run(["export"]).expect_code(0);
    let rows = cells(&run.stdout);
    let column = |name: &str| rows[0].iter().position(|column| column == name).expect("the column");
    let titles: BTreeSet<&str> = rows.iter().skip(1).map(|row| unguarded(&row[column("document")])).collect();
    assert_eq!(titles, texts.iter().map(String::as_str).collect::<BTreeSet<&str>>());
    assert!(rows.iter().skip(1).all(|row| row[column("value")].parse::<f64>().is_ok()));
}

#[test]
fn words_of_sources_pass_every_door_of_a_report() {
    // A chart prints its sources, and drawing a long line takes long.
    let texts = texts(100);
    let project = project(&texts);
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["report"]).expect_code(0);
    is_for_terminals("report", &(run.stdout + &run.stderr));
    let read = |name: &str| project.read(&format!("out/reports/members/{name}"));

    let page = read("members.en.html");
    let tags = page.to_lowercase();
    assert!(tags.contains("<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'"));
    // The page's own script, which nothing of a file enters, and no other.
    let (tags, script) = tags.split_once("<script>").expect("the script of the page");
    assert!(
        script.ends_with("})();\n</script>\n</body>\n</html>\n") && script.matches("</script>").count() == 1
    );
    for banned in
        ["<script", "<img src=x", "<javascript", "href=\"javascript", "<!-- t", "onload=\"alert", "<b>raw"]
    {
        assert!(!tags.contains(banned), "{banned} stands in the page");
    }
    assert!(page.contains("href=\"https://a.b\"") && page.contains("&lt;script&gt;alert(2)&lt;/script&gt;"));
    for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let is_table = link.strip_prefix("data:text/csv;charset=utf-8;base64,").is_some_and(|held| {
            held.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '/' | '='))
        });
        assert!(link.starts_with("https://") || link.starts_with('#') || is_table, "{link}");
    }
    is_for_terminals("the page", &page);

    let markdown = read("members.en.md");
    // What the person who wrote the text has written stays; what came from files is text.
    let (_, of_files) = markdown.split_once("Source: ").expect("what came from files");
    let of_files = of_files.replace("[not](javascript:alert(1)) <b>raw</b>\n\n<script>alert(2)</script>", "");
    for banned in ["<script", "<img", "<javascript:", "](javascript:", "![w](", "<!--"] {
        let bare = of_files.match_indices(banned).filter(|(place, _)| !of_files[..*place].ends_with('\\'));
        assert_eq!(bare.count(), 0, "{banned} stands in the Markdown");
    }
    is_for_terminals("the Markdown", &markdown);

    let drawing = read("charts/members.en.svg");
    is_for_terminals("the drawing", &drawing);
    assert!(!drawing.contains("<script") && !drawing.contains("<img"), "{drawing}");
    is_for_spreadsheets("the data of the chart", &read("charts/members.en.csv"));
    let origins: serde_json::Value = serde_json::from_str(&read("members.en.origins.json")).expect("JSON");
    assert!(origins["numbers"].as_array().is_some_and(|numbers| numbers.len() >= texts.len()));
}

#[test]
fn letters_hold_no_markup_of_a_file() {
    let texts = texts(3000);
    let project = project(&texts);
    for (number, text) in (0..).zip(&texts) {
        // The parts do not sum to what stands above them.
        project.write(
            &format!("datasets/office-{number}/first/figures.csv"),
            format!(
                "members,,\n,,unit: persons\narea,2015\n全国,{}\n北区,1\n南区,2\n{},7x7\n",
                500 + number,
                quoted(text)
            ),
        );
    }
    let run = project.run(["import", "--letter"]);
    is_for_terminals("import --letter", &(run.stdout + &run.stderr));
    let letters = project.files_under("out/letters");
    assert!(!letters.is_empty(), "{}", run.stderr);
    for (name, content) in letters {
        let letter = String::from_utf8(content).expect("text");
        is_for_terminals(&name, &letter);
        for banned in ["<script", "<img", "<javascript:", "](javascript:", "![w](", "<!--"] {
            let bare = letter.match_indices(banned).filter(|(place, _)| !letter[..*place].ends_with('\\'));
            assert_eq!(bare.count(), 0, "{banned} stands in {name}");
        }
    }
}

/// A file of the corpus that stands beside the repository; `None` where it does not.
fn of_corpus(name: &str) -> Option<Vec<u8>> {
    let beside = repository().join("../shared/corpus/hostile");
    let set = std::env::var_os("TIERSTAT_HOSTILE").map(PathBuf::from);
    let found = std::fs::read(set.unwrap_or(beside).join(name)).ok();
    if found.is_none() {
        eprintln!("skipped: there is no corpus with {name}; TIERSTAT_HOSTILE names its folder");
    }
    found
}

#[test]
fn formulas_of_the_corpus_are_guarded_and_come_back() {
    let Some(content) = of_corpus("c15-formula.csv") else { return };
    let project = Project::empty().with("c15.csv", content);
    let run = project.run(["inspect", "c15.csv", "--format", "csv"]).expect_code(0);
    is_for_spreadsheets("inspect", &run.stdout);
    assert!(run.stdout.contains("'=cmd|'/C calc'!A0"), "{}", run.stdout);
    let safe = project.run(["table", "c15.csv", "--guard-formulas"]).expect_code(0);
    is_for_spreadsheets("table", &safe.stdout);
    let exact = project.run(["table", "c15.csv"]).expect_code(0);
    assert!(exact.stdout.contains("\n=cmd|'/C calc'!A0,24\n"), "{}", exact.stdout);
    let project = project.with("guarded.csv", safe.stdout);
    let read = |name: &str| project.run(["inspect", name, "--format", "json"]).expect_code(0).json();
    assert_eq!(read("guarded.csv")["figures"], read("c15.csv")["figures"]);
}

#[test]
fn escapes_of_the_corpus_are_shown() {
    let Some(content) = of_corpus("x34-escapes.xlsx") else { return };
    let project = Project::empty().with("x34.xlsx", content);
    let run = project.run(["inspect", "x34.xlsx"]).expect_code(0);
    is_for_terminals("inspect", &(run.stdout.clone() + &run.stderr));
    assert!(run.stdout.contains("<U+0000><U+001B>[31mB"), "{}", run.stdout);
    assert!(run.stdout.contains("24") && run.stdout.contains("25"), "{}", run.stdout);
}
