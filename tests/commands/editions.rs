//! Editions of reports: locked, written again to the same bytes, and what differs named.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::publishing::{built_and_grown, new_project, without_charts};
use crate::harness::{Project, Run};
use std::process::Stdio;

/// The figures of the starter project one year later, in a file of its own that is published later.
const NEXT_YEAR: &str = "会员数,,,\n,,,单位：人\n地区,2025年底\n全国,1500\n北区,870\n南区,630\n";
const NEXT_ORIGIN: &str = "publisher = \"示例协会\"\ntitle = \"会员统计年报\"\nedition = \"2026\"\n\
    published-on = 2026-03-01\nlayout = \"as-received\"\nblank = \"unknown\"\n";
const NEXT: &str = "datasets/example/next/members.csv";

/// The name of the starter's report.
fn report_of(project: &Project) -> String {
    let files = project.files_under("reports");
    let (name, _) = files.iter().find(|(name, _)| name.ends_with("/report.toml")).unwrap();
    name.split('/').next().unwrap().to_owned()
}

/// A project that was built, with the name of its report, of which an edition is locked.
fn locked(project: Project) -> (Project, String) {
    project.run(["build", "--quiet"]).expect_code(0);
    let report = report_of(&project);
    project.run(["report", "lock", &report, "2025"]).expect_code(0);
    (project, report)
}

fn add_next_year(project: &Project) {
    project.write(NEXT, NEXT_YEAR);
    project.write(&format!("{NEXT}.origin.toml"), NEXT_ORIGIN);
}

/// The files of an edition but for what says how it was locked.
fn outputs_of(project: &Project, folder: &str) -> Vec<(String, Vec<u8>)> {
    let own = |name: &str| name.starts_with("report/") || name == "SHA256SUMS";
    project.files_under(folder).into_iter().filter(|(name, _)| !own(name)).collect()
}

#[test]
fn a_locked_edition_is_written_again_to_the_same_bytes_also_after_the_next_year() {
    let (project, report) = locked(new_project());
    let folder = format!("editions/{report}/2025");
    let edition = project.files_under(&folder);
    let names: Vec<&str> = edition.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["SHA256SUMS", "manifest.json", "report/report.toml", "report/text.zh-CN.md"] {
        assert!(names.contains(&name), "{names:?}");
    }
    let english = format!("{report}.en.md");
    assert_eq!(
        project.read(&format!("{folder}/{english}")),
        project.read(&format!("out/reports/{report}/{english}"))
    );

    add_next_year(&project);
    // The report is described otherwise by now.
    let text = format!("reports/{report}/text.en.md");
    project.write(&text, format!("{}\nOne more sentence.\n", project.read(&text)));
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(project.read(&format!("out/reports/{report}/{english}")).contains("1,500"));
    assert!(project.files_under(&folder) == edition, "what is locked stays");

    let run = project.run(["report", "--edition", "2025", &report, "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("written again to the same bytes"), "{}{}", run.stdout, run.stderr);
    let again = outputs_of(&project, &format!("out/editions/{report}/2025"));
    assert!(
        again == outputs_of(&project, &folder),
        "{:?}",
        again.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    let chinese = project.run(["report", "--edition", "2025", "--language", "zh-CN"]).expect_code(0);
    assert!(chinese.stderr.contains("逐字节相同"), "{}", chinese.stderr);
}

#[test]
fn the_report_of_the_repository_is_locked_and_written_again_after_the_next_year() {
    let project = Project::of_built_repository();
    for report in ["annual", "bulletin"] {
        project.run(["report", "lock", report, "2025"]).expect_code(0);
    }
    project.write(
        "datasets/gongyi-times/2017-01/organisations.xlsx",
        include_bytes!("../fixtures/later-year.xlsx"),
    );
    project.write(
        "datasets/gongyi-times/2017-01/organisations.xlsx.origin.toml",
        "publisher = \"公益时报\"\ntitle = \"社会工作行业组织数\"\nedition = \"2017\"\npublished-on = 2099-01-15\n\
         layout = \"as-received\"\nblank = \"unknown\"\n",
    );
    project.run(["build", "--quiet"]).expect_code(0);
    let run = project.run(["report", "--edition", "2025", "--language", "en"]).expect_code(0);
    for report in ["annual", "bulletin"] {
        assert!(
            run.stderr.contains(&format!("{report} 2025 is written again to the same bytes")),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn what_an_edition_is_not_written_from_any_more_is_named() {
    let (project, report) = locked(without_charts(new_project()));
    let folder = format!("editions/{report}/2025");
    let edition = project.files_under(&folder);
    // A file that says to have been known before that day.
    add_next_year(&project);
    project.write(&format!("{NEXT}.origin.toml"), NEXT_ORIGIN.replace("2026-03-01", "2001-03-01"));
    let indicator = "datasets/indicators/members.toml";
    project.write(indicator, format!("{}# 注\n", project.read(indicator)));
    project.run(["build", "--quiet"]).expect_code(0);
    let run = project.run(["report", "--edition", "2025", &report, "--language", "en"]).expect_code(4);
    for part in
        ["[edition.differs]", "is not written as it was locked", ".en.md", "the ledger", NEXT, indicator]
    {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    let chinese = project.run(["report", "--edition", "2025", &report, "--language", "zh-CN"]).expect_code(4);
    assert!(
        chinese.stderr.contains("重写后与锁定时不同") && chinese.stderr.contains("账本"),
        "{}",
        chinese.stderr
    );
    assert!(project.files_under(&folder) == edition);
}

#[test]
fn a_second_lock_is_refused_unless_the_bytes_are_the_same() {
    let (project, report) = locked(without_charts(new_project()));
    let folder = format!("editions/{report}");
    let edition = project.files_under(&folder);
    let same = project.run(["report", "lock", &report, "2025", "--language", "en"]).expect_code(0);
    assert!(same.stderr.contains("locked already, with the same bytes"), "{}", same.stderr);
    add_next_year(&project);
    project.run(["build", "--quiet"]).expect_code(0);
    let run = project.run(["report", "lock", &report, "2025", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("is locked already") && run.stderr.contains("2025-2"), "{}", run.stderr);
    let chinese = project.run(["report", "lock", &report, "2025", "--language", "zh-CN"]).expect_code(2);
    assert!(chinese.stderr.contains("已经锁定"), "{}", chinese.stderr);
    assert!(project.files_under(&folder) == edition);
    project.run(["report", "lock", &report, "2026"]).expect_code(0);
    let list = project.run(["report", "editions", "--format", "json"]).expect_code(0).json();
    let names: Vec<&str> =
        list.as_array().unwrap().iter().filter_map(|row| row["edition"].as_str()).collect();
    assert_eq!(names, ["2025", "2026"]);
    assert_eq!((&list[1]["known_on"], &list[1]["changed"]), (&"2026-03-01".into(), &0.into()));
}

#[test]
fn a_file_of_an_edition_that_was_changed_or_deleted_is_said() {
    let (project, report) = locked(without_charts(new_project()));
    project.run(["doctor", "--quiet"]).expect_code(0);
    let folder = format!("editions/{report}/2025");
    let english = format!("{folder}/{report}.en.md");
    let (good, chinese) = (project.read(&english), format!("{folder}/{report}.zh-CN.md"));
    project.write(&english, format!("{good}\nadded\n"));
    std::fs::remove_file(project.path().join(&chinese)).unwrap();
    for verb in [&["doctor", "--language", "en"][..], &["report", "editions", "--language", "en"]] {
        let run = project.run(verb.iter().copied()).expect_code(4);
        assert!(run.stderr.contains(&format!("[edition.changed] {english}")), "{}", run.stderr);
        assert!(run.stderr.contains("SHA-256"), "{}", run.stderr);
        assert!(run.stderr.contains(&format!("[edition.missing] {chinese}")), "{}", run.stderr);
    }
    // The same bytes can be locked again, which brings back what is missing and nothing else.
    project.run(["report", "lock", &report, "2025"]).expect_code(2);
    project.write(&english, good);
    project.run(["report", "lock", &report, "2025"]).expect_code(0);
    project.run(["doctor", "--quiet"]).expect_code(0);
    std::fs::remove_file(project.path().join(format!("{folder}/SHA256SUMS"))).unwrap();
    let run = project.run(["doctor", "--language", "zh-CN"]).expect_code(4);
    assert!(
        run.stderr.contains("edition.without-hashes") && run.stderr.contains("锁定没有完成"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_cannot_be_locked_says_what_to_do() {
    let (project, report) = locked(without_charts(new_project()));
    let cases: [(&[&str], &str); 6] = [
        (&["report", "lock"], "report lock annual 2025"),
        (&["report", "lock", "nothing", "2025"], "no report is called `nothing`"),
        (&["report", "lock", &report, "../../x"], "cannot be the name"),
        (&["report", "lock", &report, ".git"], "cannot be the name"),
        (&["report", "--edition", "1999", &report], "no edition `1999`"),
        (&["report", "--edition", "2025", "--accept"], "--accept"),
    ];
    for (verb, says) in cases {
        let run = project.run(verb.iter().copied().chain(["--language", "en"])).expect_code(2);
        assert!(run.stderr.contains(says), "{verb:?}: {}", run.stderr);
    }
    let document = format!("out/reports/{report}/{report}.en.md");
    project.write(&document, format!("{}\nOurs.\n", project.read(&document)));
    let run = project.run(["report", "lock", &report, "2025", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("edited by hand") && run.stderr.contains("--accept"), "{}", run.stderr);
}

#[test]
fn a_lock_that_is_killed_is_finished_by_the_next() {
    let project = without_charts(new_project());
    project.run(["build", "--quiet"]).expect_code(0);
    let report = report_of(&project);
    let start = project.files_under("");
    project.run(["report", "lock", &report, "2025"]).expect_code(0);
    let whole = project.files_under("editions");
    let (mut between, mut killed) = (0, 0);
    for step in (1..).step_by(4) {
        let project = Project::empty();
        start.iter().for_each(|(name, content)| project.write(name, content));
        let mut command = project.command(["report", "lock", &report, "2025"]);
        let run = Run::of_command(command.env("TIERSTAT_FAULT", format!("ends:{step}")));
        if run.code == 0 {
            break;
        }
        killed += 1;
        let found = project.files_under("editions");
        let named: Vec<_> = found.iter().filter(|(name, _)| !name.contains(".tierstat-")).collect();
        assert!(named.iter().all(|file| whole.contains(file)), "step {step}: nothing half has a name");
        between += usize::from(!named.is_empty() && named.len() < whole.len());
        let is_locked = named.iter().any(|(name, _)| name.ends_with("SHA256SUMS"));
        assert!(!is_locked || named.len() == whole.len(), "step {step}: it is locked once all is there");
        project.run(["report", "lock", &report, "2025"]).expect_code(0);
        assert!(project.files_under("editions") == whole, "step {step}");
    }
    assert!(killed > 10 && between > 0, "{killed} {between}");
}

#[test]
fn two_that_lock_at_once_make_one_edition() {
    let project = built_and_grown(without_charts(new_project()));
    project.run(["build", "--quiet"]).expect_code(0);
    let report = report_of(&project);
    let verbs: [&[&str]; 5] = [
        &["report", "lock", &report, "2025"],
        &["build", "--force"],
        &["report", "lock", &report, "2025"],
        &["report"],
        &["report", "lock", &report, "2025"],
    ];
    let start = |verb: &&[&str]| {
        let mut command = project.command(verb.iter().copied());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = verbs.iter().map(start).collect();
    children.into_iter().for_each(|child| drop(Run::of_child(child).expect_code(0)));
    project.run(["doctor", "--quiet"]).expect_code(0);
    project.run(["report", "--edition", "2025", &report]).expect_code(0);
}
