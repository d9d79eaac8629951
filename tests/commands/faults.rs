//! The power cut at random instants, hundreds of times, in the one ledger of one project.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::harness::{Project, quick_or_long};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tierstat_model::FigureQuery;
use tierstat_store::Snapshot;

/// How many processes are killed.
const FAULTS: u64 = 500;
const LONG_FAULTS: u64 = 1000;
/// The figures of each file.
const FIGURES: usize = 400;
/// What is killed, in turn.
const VERBS: [&[&str]; 3] =
    [&["import", "--quiet"], &["check", "--quiet"], &["ledger", "export", "--quiet", "moved.sqlite"]];

/// A long table of one figure a day; every number of it belongs to its file alone.
fn put_file(project: &Project, number: u64) {
    let day =
        |index: usize| format!("{}-{:02}-{:02}", 1900 + index / 336, index % 336 / 28 + 1, index % 28 + 1);
    let rows: String = (0..FIGURES)
        .map(|index| format!("机构,全国,{},{}\n", day(index), number * 1000 + index as u64))
        .collect();
    let folder = format!("datasets/p{number}/1");
    project.write(&format!("{folder}/t.csv"), format!("indicator,area,period,value\n{rows}"));
    project.write(
        &format!("{folder}/t.csv.mapping.toml"),
        "[columns]\nindicator = \"indicator\"\narea = \"area\"\nperiod = \"period\"\nvalue = \"value\"\n",
    );
    project.write(
        &format!("{folder}/t.csv.origin.toml"),
        format!("publisher = \"p{number}\"\ntitle = \"t\"\nedition = \"1\"\npublished-on = 2020-01-01\n"),
    );
    if let Some(old) = number.checked_sub(4) {
        let _ = std::fs::remove_dir_all(project.path().join(format!("datasets/p{old}")));
    }
}

/// How many imports stand in the ledger, all of them whole.
fn whole_imports(path: &Path) -> usize {
    if !path.exists() || std::fs::metadata(path).unwrap().len() == 0 {
        return 0;
    }
    let ledger = Snapshot::open(path).unwrap();
    let (imports, figures) = (ledger.imports().unwrap().len(), ledger.count().unwrap());
    assert_eq!(figures, (imports * FIGURES) as u64, "a half import is seen");
    imports
}

#[test]
#[expect(clippy::print_stdout, reason = "a test of faults says how many there were")]
fn nothing_committed_is_lost_and_no_half_import_seen_however_often_the_power_is_cut() {
    let project = Project::small();
    let ledger = project.path().join("out/ledger.sqlite");
    put_file(&project, 0);
    let watch = Instant::now();
    project.run(["import", "--quiet"]).expect_code(0);
    // Well beyond the end: each of the later runs has several files to take in.
    let longest = watch.elapsed().mul_f64(2.5);
    let (mut known, mut cut_short, mut exported) = (whole_imports(&ledger), 0_u64, 0_u64);
    let (mut random, faults) = (0x9E37_79B9_7F4A_7C15_u64, quick_or_long(FAULTS, LONG_FAULTS));
    for fault in 1..=faults {
        put_file(&project, fault);
        let _ = std::fs::remove_file(project.path().join("moved.sqlite"));
        let verb = VERBS[usize::try_from(fault).unwrap() % VERBS.len()];
        let mut child = project
            .command(verb.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // xorshift64 (Marsaglia 2003): the same instants every time, as far as the machine allows.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let share = (random % 1000) as f64 / 1000.0;
        std::thread::sleep(longest.mul_f64(share).min(Duration::from_secs(5)));
        child.kill().unwrap();
        cut_short += u64::from(!child.wait().unwrap().success());
        let now = whole_imports(&ledger);
        assert!(now >= known, "fault {fault}: of {known} imports {now} are left");
        known = now;
        // An exported ledger that was cut off has no name yet.
        let moved = project.path().join("moved.sqlite");
        if moved.exists() {
            Snapshot::open(&moved).unwrap();
            exported += 1;
        }
    }
    assert!(cut_short > faults / 4, "only {cut_short} of {faults} were cut short: the moments miss the work");
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["ledger", "verify"]).expect_code(0);
    let ledger = Snapshot::open(&ledger).unwrap();
    assert!(ledger.figures(&FigureQuery::of_all()).unwrap().len() >= FIGURES);
    println!(
        "{faults} processes killed (import, check, export in turn), {cut_short} of them before their end; {known} whole \
         imports, none lost; {exported} exports, all of them whole"
    );
}
