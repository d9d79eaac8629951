//! A file that ends the process that reads it: named, and the files beside it are taken in as if it were not there.

use crate::harness::{Budget, Project, Run};
use std::process::Stdio;
use std::time::{Duration, Instant};

const MAPPING: &str =
    "[columns]\nindicator = \"indicator\"\narea = \"area\"\nperiod = \"period\"\nvalue = \"value\"\n";
const ORIGIN: &str = "publisher = \"p\"\ntitle = \"t\"\nedition = \"1\"\n";

/// What the program takes before it reads, and far less than a million numbers can.
const LITTLE: Budget = Budget { bytes: 37 << 20, seconds: 60 };

/// A project with sound files, `rows` of numbers in each of two others, and a sound one behind them.
fn project(rows: usize) -> Project {
    let many = "24,35,46,57,68,79,80,91,12,13\n".repeat(rows);
    let project = Project::small().with("datasets/p/1/b.csv", &many).with("datasets/p/1/c.csv", many + "1\n");
    for (name, year) in [("a", 2013), ("d", 2014)] {
        project.write(
            &format!("datasets/p/1/{name}.csv"),
            format!("indicator,area,period,value\n机构,全国,{year}-12-31,7\n"),
        );
        project.write(&format!("datasets/p/1/{name}.csv.mapping.toml"), MAPPING);
        project.write(&format!("datasets/p/1/{name}.csv.origin.toml"), ORIGIN);
    }
    project
}

fn outcomes(run: &Run) -> Vec<(String, String)> {
    let lines = run.json();
    let text = |line: &serde_json::Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    lines.as_array().into_iter().flatten().map(|line| (text(line, "file"), text(line, "outcome"))).collect()
}

#[test]
fn a_file_that_takes_all_memory_is_named_and_those_beside_it_are_taken_in() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let project = project(100_000);
    let run = project.run_within(LITTLE, ["import", "--format", "json", "--language", "en"]).expect_code(3);
    let said = ["imported", "unreadable", "unreadable", "imported"];
    let expected = ["a", "b", "c", "d"].map(|name| format!("datasets/p/1/{name}.csv"));
    let expected = expected.into_iter().zip(said.map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(outcomes(&run), expected, "{}", run.stderr);
    for name in ["b", "c"] {
        let line = run.stderr.lines().find(|line| line.contains(&format!("{name}.csv (signal")));
        assert!(
            line.is_some_and(|line| line.starts_with("error: the program was stopped")),
            "{}",
            run.stderr
        );
    }
    assert_eq!(run.json()[0]["added"], 1, "what the first run took in is told by the last");
    assert!(run.stderr.contains("hint: mostly the memory is not enough"), "{}", run.stderr);
    // The figures of the sound files are there, and no report is written while the others are wanting.
    let figures = project.run(["figures", "--all", "--format", "json"]).expect_code(0).json();
    assert_eq!(figures.as_array().map(Vec::len), Some(2));
    let run = project.run(["check", "--language", "zh-CN"]);
    assert_ne!(run.code, 1, "{}", run.stderr);
    // A build is held by the same files, and says so in both languages.
    let run = project.run_within(LITTLE, ["build", "--language", "zh-CN"]).expect_code(3);
    assert!(run.stderr.contains("b.csv 时程序被中止（信号 "), "{}", run.stderr);
}

#[test]
fn a_preview_is_no_more_stopped_than_an_import() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let arguments = ["import", "--dry-run", "--format", "json", "--language", "en"];
    let run = project(100_000).run_within(LITTLE, arguments).expect_code(3);
    let outcomes: Vec<String> = outcomes(&run).into_iter().map(|(_, outcome)| outcome).collect();
    assert_eq!(outcomes, ["would-import", "unreadable", "unreadable", "would-import"], "{}", run.stderr);
}

#[test]
fn who_ends_an_import_ends_all_of_it() {
    let project = project(100_000);
    let lock = project.path().join("out/.turn");
    let is_free = || {
        let lock = std::fs::OpenOptions::new().write(true).open(&lock).expect("the mark of a turn");
        lock.try_lock().is_ok()
    };
    let mut child = project
        .command(["import", "--quiet"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let watch = Instant::now();
    while !lock.exists() || is_free() {
        assert!(watch.elapsed() < Duration::from_secs(30), "the import never began");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(child.try_wait().expect("a state").is_none(), "it was at work");
    child.kill().expect("killed");
    child.wait().expect("ended");
    let watch = Instant::now();
    while !is_free() {
        assert!(watch.elapsed() < Duration::from_secs(1), "it works on for whoever killed it");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_run_that_a_signal_stops_in_its_own_work_is_not_run_again() {
    let project = project(1);
    // The first step of writing is that of the imports that begin: no file is at fault.
    let mut command = project.command(["import", "--quiet"]);
    let run = Run::of_command(command.env("TIERSTAT_FAULT", "ends:1"));
    assert_eq!((run.code, run.signal), (if cfg!(unix) { 134 } else { -1 }, None), "{}", run.stderr);
    assert!(!run.stderr.contains("was stopped while it read"), "{}", run.stderr);
}
