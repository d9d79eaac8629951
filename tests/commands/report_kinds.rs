//! Kinds of reports: each is written as a folder to be edited, builds, and needs no edit in the next year.

use super::publishing::{built_and_grown, new_project};
use crate::harness::Project;

const KINDS: [&[&str]; 5] = [
    &["annual", "first-annual"],
    &["bulletin", "first-bulletin"],
    &["yearbook", "first-yearbook"],
    &["comparison", "first-comparison", "--area", "10", "--area", "20"],
    &["quality", "first-quality"],
];

fn with_every_kind() -> Project {
    let project = new_project();
    project.run(["import", "--quiet"]).expect_code(0);
    for kind in KINDS {
        let words = ["report", "new"].iter().chain(kind).chain(["--language", "en"].iter());
        let run = project.run(words.copied()).expect_code(0);
        assert!(run.stdout.contains("report.toml"), "{}", run.stdout);
    }
    project
}

/// The words of a report, without where its numbers come from.
fn text(project: &Project, name: &str, language: &str) -> String {
    let text = project.read(&format!("out/reports/{name}/{name}.{language}.md"));
    let ends = ["## Where each number", "## 数字来源"];
    let end = ends.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    text[..end].to_owned()
}

#[test]
fn each_kind_builds_and_tells_the_next_year_without_an_edit() {
    let project = with_every_kind();
    let before = project.files_under("reports");
    let project = built_and_grown(project);
    for (build, year) in [(false, "2024"), (true, "2025")] {
        if build {
            project.run(["build", "--quiet"]).expect_code(0);
        }
        for kind in KINDS {
            for language in ["en", "zh-CN"] {
                let told = text(&project, kind[1], language);
                assert!(told.contains(year), "{} {language} does not tell of {year}:\n{told}", kind[1]);
                assert!(!told.contains("not available") && !told.contains("无数据"), "{told}");
                assert!(!told.contains('@') && !told.contains("{{"), "a place was not filled:\n{told}");
                let lines: Vec<&str> = told.lines().filter(|line| !line.is_empty()).collect();
                let is_heading = |line: &str| line.starts_with("## ");
                let empty = lines.windows(2).find(|pair| is_heading(pair[0]) && is_heading(pair[1]));
                assert!(empty.is_none(), "{} {language} has an empty section: {empty:?}", kind[1]);
            }
        }
    }
    assert_eq!(project.files_under("reports"), before, "nothing was edited");
}

#[test]
fn what_cannot_be_a_new_report_is_refused_with_what_to_do() {
    let project = with_every_kind();
    for (words, says) in [
        (&["novel", "x"][..], "the kinds are annual, bulletin, yearbook, comparison, quality"),
        (&["annual"], "a kind and a name are needed"),
        (&["annual", "check"], "cannot be called `check`"),
        (&["annual", "../out"], "letters, digits"),
        (&["annual", "first-annual"], "is there already"),
        (&["comparison", "one", "--area", "10"], "wants two areas"),
        (&["annual", "x", "--indicator", "membres"], "membres"),
    ] {
        let run =
            project.run(["report", "new"].iter().chain(words).chain(["--language", "en"].iter()).copied());
        assert_eq!(run.code, 2, "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains(says), "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains("hint:"), "{words:?}: {}", run.stderr);
    }
    let empty = Project::of_fixture("members");
    let run = empty.run(["report", "new", "annual", "x", "--language", "en"]);
    assert!(run.code == 2 && run.stderr.contains("import"), "{}", run.stderr);
}
