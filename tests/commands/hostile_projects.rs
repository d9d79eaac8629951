//! Projects of which one file lies, loops, nests or swells: each is built or refused by the name of the file within its budget,
//! and the good file beside it is taken in.

#![cfg(unix)]

use super::publishing::{new_project, without_charts};
use crate::faults::projects::{Content, HostileProject, PARTS, Right};
use crate::harness::{Budget, Project};
use std::collections::BTreeSet;
use std::process::Command;
use tierstat_model::FigureQuery;
use tierstat_store::Snapshot;

/// The good file, and how many figures it has.
const GOOD: &str = "datasets/example/first/members.csv";
const FIGURES: usize = 6;
/// A second file, for what stands beside one.
const OTHER: &str = "会员数,\n地区,2025年底\n全国,1999\n";
const BUDGET: Budget = Budget { bytes: 197 << 20, seconds: 10 };

fn put(project: &Project, hostile: &HostileProject) {
    let path = project.path().join(&hostile.file);
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
    if !matches!(hostile.content, Content::Folder(_)) && path.symlink_metadata().is_ok() {
        std::fs::remove_file(&path).expect("removed");
    }
    match &hostile.content {
        Content::Bytes(bytes) => std::fs::write(&path, bytes).expect("a file"),
        Content::Link(to) => std::os::unix::fs::symlink(to, &path).expect("a link"),
        Content::Pipe => {
            assert!(Command::new("mkfifo").arg(&path).status().is_ok_and(|made| made.success()), "a pipe");
        }
        Content::Folder(files) => {
            for (name, content) in files {
                let path = path.join(name);
                std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
                std::fs::write(path, content).expect("a file");
            }
        }
    }
}

/// Says what is wrong with how a project was taken, if anything is.
fn fault_of(start: &[(String, Vec<u8>)], hostile: &HostileProject) -> Option<String> {
    let project = Project::empty().with("datasets/other/t.csv", OTHER);
    start.iter().for_each(|(name, content)| project.write(name, content));
    put(&project, hostile);
    let run = project.run_within(BUDGET, ["build", "--language", "en"]);
    let said = || {
        let told: String = run.stderr.chars().take(600).collect();
        format!(
            "{} [code {}, signal {:?}, should be {:?}]\n{told}",
            hostile.name, run.code, run.signal, hostile.right
        )
    };
    // The parts of a report are named from its folder on.
    let named = hostile.file.strip_prefix("reports/").unwrap_or(&hostile.file);
    let is_named = run.stderr.contains(named) && run.stderr.contains("hint:");
    let is_right = run.signal.is_none()
        && match hostile.right {
            Right::Built => [0, 4].contains(&run.code),
            Right::Refused | Right::NotOpened => run.code == 3 && is_named,
            Right::NotWritten => run.code == 1 && is_named,
        };
    if !is_right {
        return Some(said());
    }
    if hostile.right == Right::NotOpened {
        return None;
    }
    // One of the settings says another folder of outputs.
    let ledger = ["out", "datasets/out"].map(|out| project.path().join(out).join("ledger.sqlite"));
    let ledger = ledger.iter().find(|ledger| ledger.exists()).expect("a ledger");
    let ledger = Snapshot::open(ledger).expect("a ledger");
    let figures = ledger.figures(&FigureQuery::of_all()).expect("its figures");
    let found = figures.iter().filter(|figure| figure.origin.cell.file == GOOD).count();
    (found != FIGURES).then(|| format!("{found} figures of the good file: {}", said()))
}

#[track_caller]
fn check(part: &str) {
    let (_, make) = PARTS.iter().find(|(name, _)| *name == part).expect("the part is listed");
    let start = without_charts(new_project()).files_under("");
    let own = make();
    let wrong: Vec<String> = own.iter().filter_map(|hostile| fault_of(&start, hostile)).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), own.len(), wrong.join("\n"));
}

#[test]
fn there_are_more_than_a_hundred_and_each_is_another_one() {
    let all: Vec<HostileProject> = PARTS.iter().flat_map(|(_, make)| make()).collect();
    let names: BTreeSet<(&str, &str)> =
        all.iter().map(|hostile| (hostile.file.as_str(), hostile.name)).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.len() >= 100, "{}", all.len());
}

#[test]
fn no_text_of_a_report_stops_the_import() {
    check("templates");
}

#[test]
fn no_chart_stops_the_import() {
    check("charts");
}

#[test]
fn settings_are_obeyed_or_refused() {
    check("settings");
}

#[test]
fn code_lists_are_used_or_refused() {
    check("code lists");
}

#[test]
fn no_record_beside_a_file_stops_the_import_of_another() {
    check("records");
}

#[test]
fn nothing_that_stands_where_a_file_should_stops_the_import_of_another() {
    check("places");
}
