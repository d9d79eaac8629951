//! One bit of the ledger's file flips, anywhere: no answer is wrong or short in silence.

use crate::harness::{Project, quick_or_long};
use tierstat_store::Snapshot;

/// How many bits are flipped, one after the other.
const FLIPS: usize = 60;
const LONG_FLIPS: usize = 1000;

/// What is asked, and compared with the answers of the sound ledger.
const QUESTIONS: [&[&str]; 3] = [
    &["figures", "--all", "--format", "csv"],
    &["figures", "--kept-back", "--format", "csv"],
    &["growth", "--indicator", "members", "--format", "csv"],
];

/// A project whose ledger fills every table: figures of several series, some superseded, findings, and what is kept back.
fn project() -> Project {
    let project = Project::of_starter();
    for file in 0..3 {
        let lines: String = (0..60)
            .map(|row| {
                let (area, year) = (["1", "10", "20"][row % 3], 1990 + row / 3);
                format!("{area},{year},{}\n", 1000 * file + row)
            })
            .collect();
        project.write_long_table(&format!("datasets/p{file}/1"), &lines);
    }
    project.write("datasets/branch/1/members.csv", "Year,Members\n2022,310\n2023,325\n2024,341\n");
    project.write(
        "datasets/branch/1/members.csv.origin.toml",
        "publisher = \"p\"\ntitle = \"t\"\nedition = \"1\"\npublished-on = 2025-03-01\n",
    );
    project.run(["import", "--quiet"]).expect_code(0);
    // Read again in another way, one file supersedes what it said before.
    let origin =
        project.read("datasets/p1/1/t.csv.origin.toml").replace("edition = \"1\"", "edition = \"2\"");
    project.write("datasets/p1/1/t.csv.origin.toml", origin);
    project.run(["import", "--quiet"]).expect_code(0);
    project
}

#[test]
fn a_flipped_bit_is_said_and_never_changes_an_answer() {
    let project = project();
    let sound_answers = QUESTIONS.map(|question| project.run(question.iter().copied()).expect_code(0).stdout);
    assert_eq!(sound_answers.each_ref().map(|answer| answer.lines().count()), [181, 4, 2]);
    let path = project.path().join("out/ledger.sqlite");
    let sound = std::fs::read(&path).expect("a ledger");
    let flips = quick_or_long(FLIPS, LONG_FLIPS);
    let (mut noticed, mut random) = (0, 0x9E37_79B9_7F4A_7C15_u64);
    for _ in 0..flips {
        // xorshift64 (Marsaglia 2003): the same bits every time.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let (at, bit) = ((random >> 3) as usize % sound.len(), random % 8);
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << bit;
        std::fs::write(&path, &bytes).expect("a ledger");
        let mut said = false;
        for (question, expected) in QUESTIONS.iter().zip(&sound_answers) {
            let run = project.run(question.iter().copied());
            said |= run.code != 0;
            assert!(
                run.code != 0 || run.stdout == *expected,
                "bit {bit} of byte {at}: {question:?} answers {} lines with exit 0",
                run.stdout.lines().count()
            );
            assert!(
                [0, 3].contains(&run.code),
                "bit {bit} of byte {at}: {question:?} ends with {}",
                run.code
            );
        }
        noticed += usize::from(said);
    }
    assert!(noticed > flips / 10, "of {flips} flipped bits {noticed} were noticed: they miss what is read");
}

#[test]
fn a_series_that_one_bit_hides_is_missed() {
    let project = project();
    let ask = ["figures", "--all", "--format", "csv"];
    let expected = project.run(ask).expect_code(0).stdout;
    let path = project.path().join("out/ledger.sqlite");
    let sound = std::fs::read(&path).expect("a ledger");
    // Where the words of a series stand in the table and in its indices; the bytes before them hold its number and its
    // lengths, those behind it the number again.
    let words = b"membersall";
    let places: Vec<usize> = (0..sound.len()).filter(|at| sound[*at..].starts_with(words)).collect();
    assert!(places.len() >= 3, "the series stand somewhere: {places:?}");
    let around = places.iter().flat_map(|at| [at - 9, at - 8, at - 1, *at, at + 10, at + 12]);
    for at in around {
        let mut bytes = sound.clone();
        bytes[at] ^= 4;
        std::fs::write(&path, &bytes).expect("a ledger");
        let run = project.run(ask);
        assert!(
            run.code != 0 || run.stdout == expected,
            "byte {at}: {} lines instead of {} with exit 0",
            run.stdout.lines().count(),
            expected.lines().count()
        );
    }
}

/// Flips one bit of the log beside a ledger after the other: how many were noticed, and the first that changed an answer.
#[test]
#[expect(clippy::print_stdout, reason = "a test of faults says how many were noticed")]
fn a_flipped_bit_of_the_log_beside_the_ledger_is_said_and_never_changes_an_answer() {
    let project = project();
    let path = project.path().join("out/ledger.sqlite");
    let log = project.path().join("out/ledger.sqlite-wal");
    // As long as somebody reads, the log of what is imported beside stays.
    let reader = Snapshot::open(&path).expect("a ledger");
    for file in 3..6 {
        let lines: String = (0..60).map(|row| format!("1,{},{}\n", 1800 + row, 1000 * file + row)).collect();
        project.write_long_table(&format!("datasets/p{file}/1"), &lines);
        project.run(["import", "--quiet"]).expect_code(0);
    }
    drop(reader);
    let sound = [&path, &log].map(|path| std::fs::read(path).expect("it is there"));
    let put = |bytes: &[u8]| {
        std::fs::write(&path, &sound[0]).expect("a ledger");
        std::fs::write(&log, bytes).expect("a log");
        let _ = std::fs::remove_file(project.path().join("out/ledger.sqlite-shm"));
    };
    put(&sound[1]);
    let ask = ["figures", "--all", "--format", "csv"];
    let expected = project.run(ask).expect_code(0).stdout;
    put(&[]);
    assert_ne!(project.run(ask).stdout, expected, "the log holds figures");
    let flips = quick_or_long(FLIPS, LONG_FLIPS);
    let (mut noticed, mut random) = (0, 0x9E37_79B9_7F4A_7C15_u64);
    for _ in 0..flips {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let (at, bit) = ((random >> 3) as usize % sound[1].len(), random % 8);
        let mut bytes = sound[1].clone();
        bytes[at] ^= 1 << bit;
        put(&bytes);
        let run = project.run(ask);
        assert!(
            run.code != 0 || run.stdout == expected,
            "bit {bit} of byte {at} of {}: {} lines with exit 0",
            bytes.len(),
            run.stdout.lines().count()
        );
        noticed += usize::from(run.code != 0);
    }
    println!("{flips} flipped bits of the log, {noticed} of them said, no answer changed");
    assert!(noticed > flips / 10, "of {flips} flipped bits {noticed} were noticed: they miss what is read");
}

#[test]
fn the_log_of_a_ledger_that_is_gone_is_not_taken_for_that_of_a_new_one() {
    let project = project();
    let path = project.path().join("out/ledger.sqlite");
    let reader = Snapshot::open(&path).expect("a ledger");
    project.write_long_table("datasets/p7/1", "1,1801,7\n");
    project.run(["import", "--quiet"]).expect_code(0);
    drop(reader);
    // As the hint of a damaged ledger says, but not with what stands beside it.
    std::fs::rename(&path, project.path().join("old.sqlite")).expect("moved away");
    let run = project.run(["import", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("ledger.sqlite-wal"), "{}", run.stderr);
    std::fs::remove_file(project.path().join("out/ledger.sqlite-wal")).expect("moved away");
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["ledger", "verify"]).expect_code(0);
}
