//! One bit of the ledger's file flips, anywhere: no answer is wrong or short in silence.

use crate::harness::{Project, quick_or_long};

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
