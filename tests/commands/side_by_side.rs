//! Several processes in one ledger at the same time: they read while others import.

use crate::harness::{Project, quick_or_long};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long they go on.
const QUICK: Duration = Duration::from_secs(2);
const LONG: Duration = Duration::from_secs(300);
/// How many processes import at a time, and how many read: eight in all.
const WRITERS: usize = 4;
const READERS: usize = 4;
/// The figures of each file.
const FIGURES: usize = 20;

/// The same questions and values for all writers of a round, in bytes of their own.
fn put_file(project: &Project, round: usize, writer: usize) -> String {
    let lines: String = (0..FIGURES)
        .map(|row| {
            let (area, day) = (["10", "20"][row % 2], round * FIGURES / 2 + row / 2);
            let day = format!("{}-{:02}-{:02}", 1900 + day / 336, day % 336 / 28 + 1, day % 28 + 1);
            format!("{area},{day},{}\n", row + 7)
        })
        .collect();
    let folder = format!("datasets/w{writer}/{round}");
    // A blank line more for each writer: the values are the same, the bytes are not.
    project.write_long_table(&folder, &(lines + &"\n".repeat(writer)));
    format!("{folder}/t.csv")
}

/// Numbers of the outcome that an import prints.
fn outcome(project: &Project, file: &str) -> Result<[u64; 3], String> {
    let run = project.run(["import", file, "--format", "json", "--language", "en"]);
    let counts = |name| run.json()[0][name].as_u64().ok_or_else(|| format!("{name}: {}", run.stdout));
    if run.code != 0 {
        return Err(format!("exit {}: {}", run.code, run.stderr));
    }
    Ok([counts("added")?, counts("revised")?, counts("confirmed")?])
}

#[test]
#[expect(clippy::print_stdout, reason = "a test of faults says how many there were")]
fn readers_never_fail_and_every_printed_outcome_is_true() {
    let project = Project::of_starter();
    let first = put_file(&project, 0, 0);
    assert_eq!(outcome(&project, &first), Ok([FIGURES as u64, 0, 0]));
    let lasts = quick_or_long(QUICK, LONG);
    let (watch, over, reads) = (Instant::now(), AtomicBool::new(false), AtomicUsize::new(0));
    let (barrier, rounds) = (Barrier::new(WRITERS + 1), AtomicUsize::new(0));
    let faults: Vec<String> = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|_| {
                scope.spawn(|| {
                    let (mut faults, mut seen) = (Vec::new(), 0);
                    while !over.load(Ordering::Relaxed) {
                        let run = project.run(["figures", "--all", "--format", "csv", "--language", "en"]);
                        let figures = run.stdout.lines().count().saturating_sub(1);
                        reads.fetch_add(1, Ordering::Relaxed);
                        if run.code != 0 {
                            faults.push(format!("a read ended with {}: {}", run.code, run.stderr));
                        } else if !figures.is_multiple_of(FIGURES) || figures < seen {
                            faults.push(format!("{figures} figures were read after {seen}"));
                        } else {
                            seen = figures;
                        }
                    }
                    faults
                })
            })
            .collect();
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (project, barrier, over, rounds) = (&project, &barrier, &over, &rounds);
                scope.spawn(move || {
                    let mut outcomes = Vec::new();
                    loop {
                        barrier.wait();
                        if over.load(Ordering::Relaxed) {
                            return outcomes;
                        }
                        let file = put_file(project, rounds.load(Ordering::Relaxed), writer);
                        outcomes.push(outcome(project, &file));
                        barrier.wait();
                    }
                })
            })
            .collect();
        while watch.elapsed() < lasts {
            rounds.fetch_add(1, Ordering::Relaxed);
            barrier.wait();
            barrier.wait();
        }
        over.store(true, Ordering::Relaxed);
        barrier.wait();
        let outcomes: Vec<Vec<_>> =
            writers.into_iter().map(|writer| writer.join().expect("a writer")).collect();
        let mut faults: Vec<String> =
            readers.into_iter().flat_map(|reader| reader.join().expect("a reader")).collect();
        for round in 0..rounds.load(Ordering::Relaxed) {
            let mut of_round: Vec<_> = outcomes.iter().map(|outcomes| outcomes[round].clone()).collect();
            of_round.sort();
            let all = FIGURES as u64;
            // Whoever comes first adds the questions; all others confirm what they find.
            let mut expected = vec![Ok([0, 0, all]); WRITERS];
            expected[WRITERS - 1] = Ok([all, 0, 0]);
            if of_round != expected {
                faults.push(format!("the imports of one moment say {of_round:?}"));
            }
        }
        faults
    });
    let (rounds, reads) = (rounds.load(Ordering::Relaxed), reads.load(Ordering::Relaxed));
    assert!(
        faults.is_empty(),
        "{} faults in {rounds} rounds of imports and {reads} reads; the first: {}",
        faults.len(),
        faults[0]
    );
    assert!(rounds > 0 && reads > 0, "{rounds} rounds, {reads} reads");
    let figures = (1 + rounds * WRITERS) * FIGURES;
    let run = project.run(["figures", "--all", "--format", "csv"]).expect_code(0);
    assert_eq!(run.stdout.lines().count() - 1, figures, "no figure is lost, none stands twice");
    let verified = project.run(["ledger", "verify", "--language", "en"]).expect_code(0);
    let expected = format!("{} imports, {} figures", 1 + rounds * WRITERS, (1 + rounds * WRITERS) * FIGURES);
    assert!(verified.stdout.contains(&expected), "{expected}: {}", verified.stdout);
    println!(
        "{WRITERS} processes imported and {READERS} read for {} s: {rounds} rounds of imports, {reads} reads, {figures} \
         figures; no read failed, no figure lost or doubled, every outcome true",
        lasts.as_secs()
    );
}

#[test]
fn the_first_imports_of_a_project_at_one_moment_make_one_ledger() {
    let project = Project::of_starter();
    let files: Vec<String> = (0..4).map(|writer| put_file(&project, writer, writer)).collect();
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = files.iter().map(|file| scope.spawn(|| outcome(&project, file))).collect();
        runs.into_iter().map(|run| run.join().expect("a run")).collect()
    });
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let verified = project.run(["ledger", "verify", "--language", "en"]).expect_code(0);
    assert!(verified.stdout.contains("4 imports, 80 figures"), "{}", verified.stdout);
    let beside: Vec<String> = project.files_under("out").into_iter().map(|(name, _)| name).collect();
    assert!(beside.iter().all(|name| !name.contains("draft")), "{beside:?}");
}
