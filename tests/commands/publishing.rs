//! What stands under a final name: all of it or none, whatever fails and whoever is killed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::harness::{Project, Run, quick_or_long};
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A series that can be drawn.
const SERIES: &str = "period,value\n2001,10\n2002,12\n2003,13\n2004,15\n2005,17\n2006,18.5\n";
/// The figures of the starter project, one year later.
const LATER: &str = "会员数,,,\n,,,单位：人\n地区,2023年底,2024年底,2025年底\n全国,1200,1350,1500\n北区,700,780,870\n南区,500,570,630\n";

/// Takes the charts out of all reports: drawing is most of the time of a build, and files are files.
pub(super) fn without_charts(project: Project) -> Project {
    for (name, content) in project.files_under("reports") {
        let path = format!("reports/{name}");
        if name.contains("charts/") {
            std::fs::remove_file(project.path().join(path)).unwrap();
        } else if name.ends_with(".md") {
            let text = String::from_utf8(content).unwrap();
            let lines = text.lines().filter(|line| !line.contains("chart("));
            project.write(&path, lines.map(|line| format!("{line}\n")).collect::<String>());
        }
    }
    project
}

/// A new project.
pub(super) fn new_project() -> Project {
    Project::of_fixture("members")
}

/// A project that is built once, and then gets figures of a later year.
pub(super) fn built_and_grown(project: Project) -> Project {
    project.run(["build", "--quiet"]).expect_code(0);
    project.write("datasets/example/first/members.csv", LATER);
    project
}

/// Runs the program where no file can grow beyond some blocks, as if the disk were full then.
pub(super) fn run_on_a_full_disk<'a>(
    project: &Project,
    blocks: u32,
    arguments: impl IntoIterator<Item = &'a str>,
) -> Run {
    let program = project.command([]);
    let mut shell = Command::new("/bin/sh");
    // Without the trap the first write too many would end the program and not fail.
    shell
        .args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks} && exec \"$0\" \"$@\"")])
        .arg(program.get_program())
        .args(arguments);
    shell.current_dir(project.path()).stdin(Stdio::null()).env_clear().env("LANG", "en_GB.UTF-8");
    Run::of(shell)
}

/// What is published: without the ledger, the lock of turns, and what says that the ledger wants files.
pub(super) fn outputs(project: &Project, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let own = |name: &str| {
        ["ledger.sqlite", ".turn", "unfinished-imports.json"].iter().any(|own| name.contains(own))
    };
    project.files_under(folder).into_iter().filter(|(name, _)| !own(name)).collect()
}

#[track_caller]
fn assert_unchanged(project: &Project, before: &BTreeMap<String, Vec<u8>>, what: &str) {
    let now = outputs(project, "");
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<BTreeSet<String>>();
    let left: Vec<String> = names(&now).symmetric_difference(&names(before)).cloned().collect();
    assert!(left.is_empty(), "{what} left or took {left:?}");
    let changed: Vec<&String> = now.keys().filter(|name| now.get(*name) != before.get(*name)).collect();
    assert!(changed.is_empty(), "{what} changed {changed:?}");
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_what_stood_under_the_name_stands_there_still() {
    let project = built_and_grown(new_project()).with("series.csv", SERIES).with("loose/t.csv", LATER);
    // What is written, and after how many blocks of 512 bytes the disk is full: 64 leave room for the ledger's own files.
    let cases: [(&[&str], u32); 5] = [
        (&["fit", "series.csv", "--model", "linear", "--plot", "old.svg"], 0),
        (&["fit", "series.csv", "--model", "linear", "--plot", "old.png"], 8),
        (&["inspect", "loose/t.csv", "--write-mapping"], 0),
        (&["init", "fresh"], 0),
        (&["chart"], 64),
    ];
    project.write("old.svg", "old");
    project.write("old.png", "old");
    let before = outputs(&project, "");
    for (verb, blocks) in cases {
        let run = run_on_a_full_disk(&project, blocks, verb.iter().copied());
        assert_eq!(run.code, 1, "{verb:?}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("cannot write"), "{verb:?}: {}", run.stderr);
        assert_unchanged(&project, &before, &format!("{verb:?}"));
    }
    assert!(!project.path().join("fresh").exists(), "not even the folder");
}

#[test]
fn a_set_of_files_that_fails_at_a_step_leaves_nothing_and_the_next_run_writes_it() {
    let wrong = "社工机构（2015年底）\n地区,数量\n北京市,5\n天津市,7\n河北省,9\n合计,23\n";
    let letters = Project::with_code_lists().with("datasets/jia/1/t.csv", wrong);
    letters.run(["import", "--quiet"]).expect_code(0);
    let project = built_and_grown(without_charts(new_project()));
    project.run(["import", "--quiet"]).expect_code(0);
    let cases: [(&Project, &[&str]); 5] = [
        (&letters, &["import", "--letter"]),
        (&letters, &["export", "figures.csv"]),
        (&letters, &["ledger", "export", "moved.sqlite"]),
        (&project, &["report"]),
        (&project, &["init", "fresh"]),
    ];
    for (project, verb) in cases {
        let before = outputs(project, "");
        let mut failed = 0;
        for step in (1..).step_by(3) {
            let mut command = project.command(verb.iter().copied());
            let run = Run::of_command(command.env("TIERSTAT_FAULT", format!("fails:{step}")));
            if run.code == 0 {
                break;
            }
            assert_eq!(run.code, 1, "{verb:?} at {step}: {}", run.stderr);
            assert_unchanged(project, &before, &format!("{verb:?} at {step}"));
            failed += 1;
        }
        assert!(failed > 2, "{verb:?} has no more than {failed} steps");
        assert!(outputs(project, "") != before, "{verb:?}");
    }
}

#[test]
fn a_report_waits_for_an_import_that_failed() {
    let project = without_charts(Project::of_fixture("uk-charities"));
    project.write("datasets/broken.xlsx", b"PK\x03\x04 and no more");
    let run = project.run(["build", "--language", "en"]).expect_code(3);
    assert!(run.stdout.contains("not written: an import that it depends on failed"), "{}", run.stdout);
    assert!(
        run.stderr.contains("broken.xlsx") && run.stderr.contains("no report was written"),
        "{}",
        run.stderr
    );
    assert!(outputs(&project, "out").is_empty(), "{:?}", outputs(&project, "out").keys());
    let chinese = project.run(["build", "--language", "zh-CN"]).expect_code(3);
    assert!(chinese.stdout.contains("所依据的导入没有完成"), "{}", chinese.stdout);
    assert!(!chinese.stderr.contains("一切都是最新的"), "{}", chinese.stderr);

    std::fs::remove_file(project.path().join("datasets/broken.xlsx")).unwrap();
    project.run(["build", "--quiet"]).expect_code(0);
    let published = project.files_under("out/reports");
    assert!(!published.is_empty());
    project.write("datasets/broken.xlsx", b"PK\x03\x04 and no more");
    project.run(["build", "--force"]).expect_code(3);
    assert!(project.files_under("out/reports") == published, "what was published stays as it was");
}

#[test]
fn what_an_import_left_unfinished_is_in_no_report_and_no_chart() {
    let project = without_charts(Project::of_fixture("uk-charities"));
    project.run(["import", "--quiet"]).expect_code(0);
    project.write("datasets/broken.xlsx", b"PK\x03\x04 and no more");
    project.run(["import", "--quiet", "datasets/broken.xlsx"]).expect_code(3);
    for verb in ["report", "chart"] {
        let run = project.run([verb, "--language", "en"]).expect_code(3);
        assert!(run.stderr.contains("an import did not end: datasets/broken.xlsx"), "{}", run.stderr);
        let chinese = project.run([verb, "--language", "zh-CN"]).expect_code(3);
        assert!(chinese.stderr.contains("导入没有完成：datasets/broken.xlsx"), "{}", chinese.stderr);
    }
    assert!(!project.path().join("out/reports").exists());
    // Once it is gone nothing waits for it, and what lies elsewhere is no source of the project.
    std::fs::rename(project.path().join("datasets/broken.xlsx"), project.path().join("broken.xlsx")).unwrap();
    project.run(["import", "--quiet", "broken.xlsx"]).expect_code(3);
    project.run(["report", "--quiet"]).expect_code(0);
}

#[test]
fn a_report_after_a_killed_import_waits_for_the_files_that_are_wanting() {
    let whole = without_charts(Project::of_repository());
    whole.run(["build", "--quiet"]).expect_code(0);
    let published = outputs(&whole, "out");
    let project = without_charts(Project::of_repository());
    let mut command = project.command(["import", "--quiet"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // Killed when the ledger holds some files, however long the machine takes for them.
    let ledger = project.path().join("out/ledger.sqlite-wal");
    let holds_some = || std::fs::metadata(&ledger).is_ok_and(|found| found.len() > 300_000);
    while !holds_some() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it was killed before its end");
    let run = project.run(["report", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("an import did not end: datasets/"), "{}", run.stderr);
    assert!(!project.path().join("out/reports").exists());
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(outputs(&project, "out") == published);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_while_files_are_taken_in_publishes_no_report() {
    let project = Project::of_repository();
    // Room for the tables of an empty ledger and some files, not for all.
    let run = run_on_a_full_disk(&project, 700, ["build", "--language", "en"]);
    assert_eq!(run.code, 3, "{}{}", run.stdout, run.stderr);
    assert!(outputs(&project, "out").is_empty(), "{:?}", outputs(&project, "out").keys());
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["ledger", "verify"]).expect_code(0);
}

#[test]
fn a_missing_figure_in_a_sentence_stops_its_report_and_no_other() {
    let project = without_charts(Project::of_fixture("uk-charities"));
    project.write("reports/second/report.toml", project.read("reports/charities/report.toml"));
    project.write("reports/second/text.zh-CN.md", "没有\n\n{{ figure(at=\"1066\") }}个\n");
    project.write("reports/second/text.en.md", "None\n");
    let run = project.run(["build", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("second/text.zh-CN.md, line 3: there is no figure for"), "{}", run.stderr);
    assert!(run.stderr.contains("| or("), "the hint says what to do\n{}", run.stderr);
    let names: Vec<String> = outputs(&project, "out/reports").into_keys().collect();
    assert!(names.contains(&"charities/charities.en.md".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.starts_with("second")), "nothing of it: {names:?}");
    project.write("reports/second/text.zh-CN.md", "没有\n\n{{ figure(at=\"1066\") | or(\"尚未公布\") }}\n");
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(project.read("out/reports/second/second.zh-CN.md").contains("尚未公布"));
}

/// The sentences of a report in Markdown: what is neither table nor note.
fn sentences(project: &Project, name: &str) -> String {
    project.read(name).lines().filter(|line| !line.starts_with(['|', '['])).collect()
}

#[test]
fn the_shipped_report_is_whole_where_the_next_year_lacks_a_tier_and_where_all_years_do() {
    const NEXT: &str = "全国社会工作行业组织数（2016年底）\n,,单位：个\n地区,省级,地市级\n全国,31,150\n";
    const ORIGIN: &str = "publisher = \"公益时报\"\ntitle = \"社会工作行业组织数\"\nedition = \"2017\"\n\
        published-on = 2017-01-15\nlayout = \"as-received\"\nblank = \"unknown\"\n";
    let next_year = Project::of_repository();
    let only_year = Project::with_code_lists();
    for (name, content) in next_year.files_under("reports") {
        only_year.write(&format!("reports/{name}"), content);
    }
    for (project, says) in [(&next_year, "30家"), (&only_year, "尚未全部公布")] {
        project.write("datasets/gongyi-times/2017-01/organisations.csv", NEXT);
        project.write("datasets/gongyi-times/2017-01/organisations.csv.origin.toml", ORIGIN);
        let run = project.run(["build", "--language", "en"]).expect_code(0);
        assert!(run.stdout.contains("annual.zh-CN.md"), "{}", run.stdout);
        let chinese = sentences(project, "out/reports/annual/annual.zh-CN.md");
        assert!(chinese.contains(says) && !chinese.contains("无数据"), "{chinese}");
        let english = sentences(project, "out/reports/annual/annual.en.md");
        assert!(!english.contains("not available"), "{english}");
    }
    let english = sentences(&only_year, "out/reports/annual/annual.en.md");
    assert!(english.contains("not all published yet"), "{english}");
}

/// Starts verbs in one project at one moment, and waits for all.
fn at_one_moment(project: &Project, verbs: &[&str]) -> Vec<Run> {
    let children: Vec<Child> = verbs
        .iter()
        .map(|verb| {
            let mut command = project.command([*verb]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    children.into_iter().map(Run::of_child).collect()
}

#[test]
fn all_that_write_at_one_moment_end_well_and_the_output_is_whole() {
    let project = built_and_grown(without_charts(new_project()));
    let start = project.files_under("");
    project.run(["build", "--quiet"]).expect_code(0);
    let whole = outputs(&project, "out");
    for verbs in [["build"; 6], ["report"; 6], ["build", "report", "chart", "report", "build", "report"]] {
        let project = Project::empty();
        start.iter().for_each(|(name, content)| project.write(name, content));
        project.run(["import", "--quiet"]).expect_code(0);
        for run in at_one_moment(&project, &verbs) {
            assert_eq!(run.code, 0, "{verbs:?}\n{}\n{}", run.stdout, run.stderr);
        }
        project.run(["build", "--quiet"]).expect_code(0);
        assert!(outputs(&project, "out") == whole, "{verbs:?}");
    }
}

#[test]
fn what_a_build_that_is_killed_at_its_last_step_leaves_goes_with_the_next() {
    let rehearsal = Rehearsal::of(&built_and_grown(without_charts(new_project())));
    // Beyond the last step the fault finds nothing to end.
    let killed_at = |step: u64| {
        let project = rehearsal.project();
        let mut command = project.command(["build", "--quiet"]);
        let run = Run::of_command(command.env("TIERSTAT_FAULT", format!("ends:{step}")));
        (run.code != 0).then_some(project)
    };
    let left = |project: &Project| {
        outputs(project, "out").into_keys().filter(|name| name.contains(".tierstat-")).collect::<Vec<_>>()
    };
    let killed = (1..=2 * STEPS).rev().filter_map(killed_at);
    let after_the_last_name: Vec<Project> = killed
        .take(3)
        .filter(|project| rehearsal.expect_whole(&outputs(project, "out"), "at the end").0 == 0)
        .filter(|project| !left(project).is_empty())
        .collect();
    assert!(!after_the_last_name.is_empty(), "no step follows the last name");
    for project in after_the_last_name {
        project.run(["build", "--quiet"]).expect_code(0);
        assert_eq!(left(&project), Vec::<String>::new());
    }
}

/// How many builds are killed.
const FAULTS: u64 = 25;
const LONG_FAULTS: u64 = 1000;

/// Of so many faults one falls on a build that draws charts as well.
const DRAWN: u64 = 25;
/// Steps of writing in one build without charts, and a few more, at which it ends well.
const STEPS: u64 = 76;

/// What a build of a project begins with, what stood there and what is to stand there, and how long it takes at most.
pub(super) struct Rehearsal {
    pub(super) start: BTreeMap<String, Vec<u8>>,
    pub(super) old: BTreeMap<String, Vec<u8>>,
    pub(super) new: BTreeMap<String, Vec<u8>>,
    longest: Duration,
}

impl Rehearsal {
    pub(super) fn of(project: &Project) -> Self {
        let (start, old) = (project.files_under("").into_iter().collect(), outputs(project, "out"));
        let watch = Instant::now();
        project.run(["build", "--quiet"]).expect_code(0);
        let new = outputs(project, "out");
        assert!(old.keys().eq(new.keys()) && old != new);
        Self { start, old, new, longest: watch.elapsed().mul_f64(1.1) }
    }

    /// The project as it was before the build.
    pub(super) fn project(&self) -> Project {
        let project = Project::empty();
        self.start.iter().for_each(|(name, content)| project.write(name, content));
        project
    }

    /// How many files are as they were and how many as they are to be; none is anything else, and none is gone.
    #[track_caller]
    pub(super) fn expect_whole(&self, found: &BTreeMap<String, Vec<u8>>, fault: &str) -> (usize, usize) {
        /// What a build came to, which is nothing that is published: it speaks of its own sources alone, and may be that of an earlier one.
        const RECORD: &str = ".last-build.json";
        let (mut are_old, mut are_new) = (0, 0);
        for (name, content) in found.iter().filter(|(name, _)| !name.contains(".tierstat-")) {
            let is_new = self.new.get(name) == Some(content);
            assert!(is_new || self.old.get(name) == Some(content), "{fault}: {name} is half");
            if name != RECORD {
                are_new += usize::from(is_new);
                are_old += usize::from(!is_new);
            }
        }
        let published = self.new.keys().filter(|name| *name != RECORD).count();
        assert_eq!(are_old + are_new, published, "{fault}: a name is gone");
        (are_old, are_new)
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "a test of faults says where they fell")]
fn whenever_a_build_is_killed_nothing_half_has_a_name_and_the_next_build_is_as_if_nothing_had_been() {
    let drawn = Rehearsal::of(&built_and_grown(new_project()));
    let plain = Rehearsal::of(&built_and_grown(without_charts(new_project())));
    let mut fell: BTreeMap<&str, u64> = BTreeMap::new();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let faults = quick_or_long(FAULTS, LONG_FAULTS);
    for fault in 0..faults {
        let rehearsal = if fault % DRAWN == 0 { &drawn } else { &plain };
        let project = rehearsal.project();
        // xorshift64 (Marsaglia 2003): the same moments every time, as far as the machine allows.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut command = project.command(["build", "--quiet"]);
        let ended = if fault % 2 == 0 {
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let share = (random % 1000) as f64 / 1000.0;
            std::thread::sleep(rehearsal.longest.mul_f64(share).min(Duration::from_secs(10)));
            child.kill().unwrap();
            child.wait().unwrap().success()
        } else {
            // Writing takes a small part of a build, so that half of the moments are steps of it.
            Run::of_command(command.env("TIERSTAT_FAULT", format!("ends:{}", random % STEPS + 1))).code == 0
        };
        let found = outputs(&project, "out");
        let (are_old, are_new) = rehearsal.expect_whole(&found, &format!("fault {fault}"));
        let staged = found.keys().filter(|name| name.contains(".tierstat-")).count();
        let place = match (ended, are_old, are_new, staged) {
            (true, ..) => "after the end",
            (false, _, 0, 0) => "before writing",
            (false, _, 0, _) => "in the staging place",
            (false, 0, _, _) => "after the last name",
            (false, ..) => "between two names",
        };
        *fell.entry(place).or_default() += 1;
        project.run(["build", "--quiet"]).expect_code(0);
        let again = outputs(&project, "out");
        assert!(again == rehearsal.new, "fault {fault}: {:?}", again.keys());
    }
    println!("{faults} builds killed; they fell {fell:?}");
    assert!(fell.get("in the staging place").is_some_and(|times| *times > 1), "{fell:?}");
}
