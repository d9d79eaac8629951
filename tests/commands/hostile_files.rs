//! Files that lie, loop, nest and swell: each ends within its budget of memory and steps, read or refused by name, and the
//! sound file beside it is taken in.

use crate::faults::{self, Fault, Right};
use crate::harness::{Budget, Project, quick_or_long};
use std::collections::BTreeSet;

const GOOD: &str = "datasets/p/1/good.csv";

fn project() -> Project {
    Project::small()
        .with(GOOD, "indicator,area,period,value\n机构,全国,2015-12-31,7\n")
        .with(
            &format!("{GOOD}.mapping.toml"),
            "[columns]\nindicator = \"indicator\"\narea = \"area\"\nperiod = \"period\"\nvalue = \"value\"\n",
        )
        .with(&format!("{GOOD}.origin.toml"), "publisher = \"p\"\ntitle = \"t\"\nedition = \"1\"\n")
}

/// What the program itself takes, whatever it reads, beyond its code: 64 MiB, and what it maps without using it.
const PROGRAM: usize = 197 << 20;
/// Bytes of memory for each byte of a file's parts.
const FOR_EACH_BYTE: usize = 40;

/// Says what is wrong with how a file was taken, if anything is.
fn fault_of(fault: &Fault) -> Option<String> {
    let project = project();
    project.write(fault.name, &fault.content);
    if let Some((ending, content)) = &fault.beside {
        project.write(&format!("{}{ending}", fault.name), content);
    }
    let budget = Budget { bytes: PROGRAM + FOR_EACH_BYTE * fault.unpacked, seconds: 10 };
    let arguments = ["import", "--format", "json", "--language", "en", fault.name, GOOD];
    let run = project.run_within(budget, arguments);
    let said = || format!("{}: {}", fault.name, run.stderr.chars().take(400).collect::<String>());
    let Ok(lines) = serde_json::from_str::<serde_json::Value>(&run.stdout) else {
        return Some(format!("{} [code {}, signal {:?}]", said(), run.code, run.signal));
    };
    let outcome = |name: &str| {
        let lines = lines["rows"].as_array().into_iter().flatten();
        lines.clone().find(|line| line["file"] == name).map(|line| line["outcome"].clone())
    };
    if outcome(GOOD).is_none_or(|outcome| outcome != "imported") {
        return Some(format!("{} [the good file: {:?}]", said(), outcome(GOOD)));
    }
    let refused = outcome(fault.name).is_none_or(|outcome| outcome == "unreadable");
    let is_right = match fault.right {
        Right::Read => !refused && [0, 4].contains(&run.code),
        Right::Refused => {
            refused && run.code == 3 && run.stderr.contains(fault.name) && run.stderr.contains("hint:")
        }
    };
    (!is_right).then(|| format!("{} [code {}, should be {:?}]", said(), run.code, fault.right))
}

/// Every file of a kind.
#[track_caller]
fn check(kind: &str) {
    let (_, make) = faults::KINDS.iter().find(|(name, _)| *name == kind).expect("the kind is listed");
    let own = make();
    assert!(own.len() >= 5, "{kind}: only {} faults", own.len());
    let wrong: Vec<String> = own.iter().filter_map(fault_of).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), own.len(), wrong.join("\n"));
}

#[test]
fn there_are_more_than_a_hundred_and_fifty_and_each_is_another_one() {
    let names: Vec<&str> =
        faults::KINDS.iter().flat_map(|(_, make)| make()).map(|fault| fault.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    assert!(names.len() >= 150, "{}", names.len());
}

#[test]
fn no_archive_stops_the_import_of_the_file_beside_it() {
    check("archive");
}

#[test]
fn no_xlsx_stops_the_import_of_the_file_beside_it() {
    check("xlsx");
}

#[test]
fn no_xls_stops_the_import_of_the_file_beside_it() {
    check("xls");
}

#[test]
fn no_xlsb_stops_the_import_of_the_file_beside_it() {
    check("xlsb");
}

#[test]
fn no_ods_stops_the_import_of_the_file_beside_it() {
    check("ods");
}

#[test]
fn no_page_stops_the_import_of_the_file_beside_it() {
    check("page");
}

#[test]
fn no_word_document_stops_the_import_of_the_file_beside_it() {
    check("word");
}

#[test]
fn no_xml_spreadsheet_stops_the_import_of_the_file_beside_it() {
    check("xml spreadsheet");
}

#[test]
fn no_text_stops_the_import_of_the_file_beside_it() {
    check("text");
}

#[test]
fn no_mapping_stops_the_import_of_the_file_beside_it() {
    check("project file");
}

/// What the program takes before it reads anything, its own code foremost, which in a build for tests is large: the least with
/// which a table of one number is taken in, in steps of 8 MiB.
fn at_rest() -> usize {
    let project = project().with("datasets/p/1/one.csv", "地区,1900\n全国,24\n");
    let is_enough = |bytes: &usize| {
        let budget = Budget { bytes: *bytes, seconds: 60 };
        project.run_within(budget, ["import", "datasets/p/1/one.csv"]).code == 0
    };
    (4..64).map(|step| step * (8 << 20)).find(is_enough).expect("it runs in 512 MiB")
}

/// The budget of any file, however small (`memory-bytes`).
const OF_ANY_FILE: usize = 64 << 20;

/// Imports a table of two-digit numbers within the budget that is promised for its bytes: reading, figures, findings and ledger.
#[track_caller]
fn expect_within_promise(table: String, beside: &[(&str, &str)], figures: u64) {
    let bytes = at_rest() + OF_ANY_FILE + FOR_EACH_BYTE * table.len();
    let project = project().with("datasets/p/1/many.csv", table);
    for (ending, content) in beside {
        project.write(&format!("datasets/p/1/many.csv{ending}"), content);
    }
    let arguments = ["import", "--format", "json", "--language", "en", "datasets/p/1/many.csv"];
    let run = project.run_within(Budget { bytes, seconds: 120 }, arguments).expect_code(0);
    assert_eq!(run.json()[0]["figures"], figures, "{}", run.stderr.chars().take(400).collect::<String>());
}

/// A million numbers where faults are made for long, else as many as show what each of them takes.
fn many(rows: usize) -> usize {
    quick_or_long(rows, rows * 10)
}

#[test]
fn many_numbers_that_nothing_names_take_no_more_than_their_bytes_allow() {
    expect_within_promise("24,35,46,57,68,79,80,91,12,13\n".repeat(many(12_000)), &[], 0);
}

#[test]
fn many_figures_enter_the_ledger_within_what_their_bytes_allow() {
    let rows = many(600);
    let years: String = (1900..2000).map(|year| format!(",{year}")).collect();
    let row = format!("全国{}\n", ",24".repeat(100));
    expect_within_promise(
        format!("地区{years}\n{}", row.repeat(rows)),
        &[
            (".mapping.toml", "[defaults]\nindicator = \"things\"\ntier = \"nation\"\n"),
            (".origin.toml", "publisher = \"p\"\ntitle = \"t\"\nedition = \"1\"\n"),
        ],
        rows as u64 * 100,
    );
}
