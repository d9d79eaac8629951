//! A build looks again at whatever changed since the last one, and only then.

use crate::harness::{Project, Run};

const RECORD: &str = "out/.last-build.json";
const EARLIER: &str = "datasets/example/first/members.csv";
const LATER: &str = "datasets/example/second/members.csv";
const TABLE: &str =
    "会员数,,\n,,单位：人\n地区,2023年底,2024年底\n全国,1200,1350\n北区,700,780\n南区,500,570\n";

/// The starter, with a second file of its publisher, without the chart that takes most of the time; built once.
fn built() -> Project {
    let project = Project::of_fixture("members");
    std::fs::remove_dir_all(project.path().join("reports/members/charts")).expect("it was there");
    for name in ["reports/members/text.en.md", "reports/members/text.zh-CN.md"] {
        project.write(name, project.read(name).replace("{{ chart(\"members\") }}", ""));
    }
    project.write(LATER, TABLE);
    let origin = project.read(&format!("{EARLIER}.origin.toml"));
    project.write(&format!("{LATER}.origin.toml"), origin.replace("edition = \"", "edition = \"2025 "));
    project.run(["build", "--quiet"]).expect_code(0);
    project
}

fn copied(project: &Project) -> Project {
    let copy = Project::empty();
    for (name, content) in project.files_under("") {
        copy.write(&name, content);
    }
    copy
}

fn remove(project: &Project, name: &str) {
    std::fs::remove_file(project.path().join(name)).expect("it was there");
}

fn replace(project: &Project, name: &str, from: &str, to: &str) {
    let text = project.read(name);
    assert!(text.contains(from), "{name} says no {from:?}:\n{text}");
    project.write(name, text.replace(from, to));
}

fn is_idle(run: &Run) -> bool {
    run.stderr.contains("everything is up to date")
}

#[test]
fn a_build_after_any_change_is_the_build_that_looks_at_everything() {
    type Change = (&'static str, fn(&Project));
    let changes: [Change; 14] = [
        ("a number", |project| replace(project, LATER, "1350", "1360")),
        ("an origin", |project| {
            replace(project, &format!("{LATER}.origin.toml"), "publisher = \"", "publisher = \"New ");
        }),
        ("a mapping beside an earlier file", |project| {
            project.write(&format!("{EARLIER}.mapping.toml"), "[defaults]\nindicator = \"members\"\n");
        }),
        ("what the folder above says", |project| {
            project.write("datasets/example/defaults.toml", "publisher = \"Office of the folder\"\n");
        }),
        ("what the highest folder says", |project| {
            project.write("datasets/defaults.toml", "publisher = \"Office of all\"\n");
        }),
        ("a name in a code list", |project| {
            let (name, text) = ("datasets/areas/areas.csv", "南区");
            replace(project, name, text, "南部");
        }),
        ("the settings", |project| {
            let text = project.read("tierstat.toml");
            project.write("tierstat.toml", format!("{text}\n[[sources]]\npublisher = \"X\"\nrank = 3\n"));
        }),
        ("a new file", |project| {
            project.write("datasets/example/third/members.csv", TABLE.replace("570", "571"));
        }),
        ("a file that went", |project| remove(project, LATER)),
        ("a file by another name", |project| {
            let text = project.read(LATER);
            remove(project, LATER);
            project.write("datasets/example/second/renamed.csv", text);
        }),
        ("a file that is forgotten", |project| {
            project.run(["forget", LATER, "--quiet"]).expect_code(0);
        }),
        ("the words of a report", |project| {
            let text = project.read("reports/members/text.en.md");
            project.write("reports/members/text.en.md", text + "\nMore.\n");
        }),
        ("a page that is lost", |project| remove(project, "out/reports/members/members.en.md")),
        ("the ledger is lost", |project| {
            for (name, _) in project.files_under("out") {
                if name.starts_with("ledger") {
                    remove(project, &format!("out/{name}"));
                }
            }
        }),
    ];
    let built = built();
    for (what, change) in changes {
        let (one, other) = (copied(&built), copied(&built));
        change(&one);
        change(&other);
        remove(&other, RECORD);
        let (by_record, in_full) =
            (one.run(["build", "--language", "en"]), other.run(["build", "--language", "en"]));
        assert!(!is_idle(&in_full), "{what}: the change is none:\n{}", in_full.stdout);
        assert_eq!(by_record.stdout, in_full.stdout, "{what}");
        assert_eq!(by_record.stderr, in_full.stderr, "{what}");
        let pages = |project: &Project| project.files_under("out/reports");
        assert!(pages(&one) == pages(&other), "{what}: the pages differ");
    }
}

#[test]
fn a_build_that_finds_all_as_it_was_says_the_same_as_one_that_looks_at_everything() {
    let built = built();
    let other = copied(&built);
    remove(&other, RECORD);
    let (by_record, in_full) =
        (built.run(["build", "--language", "en"]), other.run(["build", "--language", "en"]));
    assert!(is_idle(&by_record), "{}", by_record.stderr);
    assert_eq!((by_record.stdout, by_record.stderr), (in_full.stdout, in_full.stderr));
    let record = built.read(RECORD);
    assert_eq!(record, other.read(RECORD), "the record of one state is one record");
}

#[test]
fn a_record_of_a_build_that_was_changed_on_the_disk_is_not_believed() {
    let project = built();
    let said = project.run(["build", "--language", "en"]).expect_code(0).stdout;
    let record = project.read(RECORD);
    for (from, to) in [("\"finding_count\": ", "\"finding_count\": 7"), ("\"waiting\": ", "\"waiting\": 4")] {
        project.write(RECORD, record.replace(from, to));
        assert_eq!(project.run(["build", "--language", "en"]).expect_code(0).stdout, said);
        assert_eq!(project.read(RECORD), record, "it is written again");
    }
    for broken in ["", "{}", "\u{0}", "[1]"] {
        project.write(RECORD, broken);
        assert_eq!(project.run(["build", "--language", "en"]).expect_code(0).stdout, said);
    }
}

#[test]
fn while_a_file_cannot_be_read_every_build_says_so() {
    let project = built();
    project.write("datasets/example/third/members.xlsx", b"PK\x03\x04 cut");
    for _ in 0..2 {
        let run = project.run(["build", "--language", "en"]).expect_code(3);
        assert!(run.stderr.contains("members.xlsx"), "{}", run.stderr);
    }
    remove(&project, "datasets/example/third/members.xlsx");
    assert!(
        is_idle(&project.run(["build", "--language", "en"]).expect_code(0)),
        "nothing else is to be done"
    );
}
