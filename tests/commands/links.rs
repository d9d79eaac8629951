//! Links: nothing is read or written outside the project unless it is asked for by name.

#![cfg(unix)]

use crate::harness::{Project, Run};
use std::os::unix::fs::symlink;
use std::path::PathBuf;

const TABLE: &str = "会员数,\n地区,2025年底\n全国,1999\n";
const MEMBERS: &str = "datasets/example/first/members.csv";

/// A small project beside a folder with things that are none of its business.
struct Layout {
    /// Holds `project` and `outside`, each a folder.
    around: Project,
}

impl Layout {
    fn new() -> Self {
        let around = Project::empty();
        around.write_fixture("members", "project");
        std::fs::remove_dir_all(around.path().join("project/reports/members/charts")).expect("charts");
        for language in ["en", "zh-CN"] {
            let name = format!("project/reports/members/text.{language}.md");
            around.write(&name, around.read(&name).replace("{{ chart(\"members\") }}", ""));
        }
        let around = around.with("outside/t.csv", TABLE).with("outside/secret.txt", "root:x:0:0\n");
        Self { around }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.around.path().canonicalize().expect("a folder").join(name)
    }

    /// Puts a link at `project/<link>` that says `target`; what stood there goes.
    fn link(&self, target: impl Into<PathBuf>, link: &str) {
        let link = self.path("project").join(link);
        std::fs::create_dir_all(link.parent().expect("a folder")).expect("a folder");
        if link.is_dir() && !link.is_symlink() {
            std::fs::remove_dir_all(&link).expect("removed");
        } else if std::fs::symlink_metadata(&link).is_ok() {
            std::fs::remove_file(&link).expect("removed");
        }
        symlink(target.into(), link).expect("a link");
    }

    fn link_outside(&self, target: &str, link: &str) {
        self.link(self.path("outside").join(target), link);
    }

    fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Run {
        self.around.run(["--project", "project", "--language", "en"].into_iter().chain(arguments))
    }

    /// The files of the figures that are answered.
    fn figures(&self) -> String {
        let run = self.run(["figures", "--all", "--format", "csv"]);
        if run.code == 2 && run.stderr.contains("the ledger has no figure") {
            return run.stdout;
        }
        run.expect_code(0).stdout
    }

    /// How many figures a file answers.
    fn figures_of(&self, file: &str) -> usize {
        self.figures().lines().filter(|line| line.contains(file)).count()
    }

    /// What lies outside of the project.
    fn outside(&self) -> Vec<(String, Vec<u8>)> {
        self.around.files_under("outside")
    }

    /// Builds, and finds a link and its target named; nothing outside was touched.
    #[track_caller]
    fn expect_named(&self, verb: &[&str], code: i32, words: &[&str]) -> Run {
        let before = self.outside();
        let run = self.run(verb.iter().copied()).expect_code(code);
        for word in words {
            assert!(run.stderr.contains(word), "{word} is not said:\n{}", run.stderr);
        }
        assert!(self.outside() == before, "something outside was written");
        run
    }
}

#[test]
fn links_in_the_datasets_that_lead_outside_are_passed_over_and_named() {
    let layout = Layout::new();
    layout.link_outside("t.csv", "datasets/example/file.csv");
    layout.link("/etc/passwd", "datasets/example/passwd.txt");
    layout.link_outside("", "datasets/office");
    layout.link("../../outside/t.csv", "datasets/relative.csv");
    layout.link("nowhere.csv", "datasets/dangling.csv");
    let outside = layout.path("outside/t.csv").display().to_string();
    let words = [
        "[link.outside] datasets/example/file.csv is a link to",
        "[link.outside] datasets/example/passwd.txt is a link to /etc/passwd",
        "[link.outside] datasets/office is a link to",
        "[link.outside] datasets/relative.csv is a link to",
        "[link.nowhere] datasets/dangling.csv is a link to nowhere.csv",
        outside.as_str(),
        "put what it leads to into the project",
    ];
    for verb in [&["import"][..], &["build"][..], &["build"][..], &["doctor"][..]] {
        layout.expect_named(verb, 0, &words);
    }
    assert!(!layout.figures().contains("1999"));
    let chinese = layout.around.run(["--project", "project", "--language", "zh-CN", "build"]).expect_code(0);
    assert!(chinese.stderr.contains("/etc/passwd：不读也不写"), "{}", chinese.stderr);
}

#[test]
fn links_inside_the_project_are_followed_once() {
    let layout = Layout::new();
    layout.around.write("project/received/2025/t.csv", TABLE);
    layout.link("../received", "datasets/received");
    layout.link("example/first/members.csv", "datasets/again.csv");
    layout.link("example", "datasets/example-again");
    let run = layout.expect_named(&["import", "--format", "csv"], 0, &["[link.repeated] datasets/again.csv"]);
    assert!(run.stdout.contains("datasets/received/2025/t.csv,imported,1,"), "{}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 3, "each file once:\n{}", run.stdout);
    assert_eq!(layout.figures_of("members.csv"), 6);
}

#[test]
fn loops_of_links_come_to_an_end() {
    let layout = Layout::new();
    layout.link("../..", "datasets/example/loop");
    layout.link(".", "datasets/self");
    layout.link("..", "datasets/project");
    layout.link("b", "datasets/a");
    layout.link("a", "datasets/b");
    layout.link("b.csv", "datasets/a.csv");
    layout.link("a.csv", "datasets/b.csv");
    layout.around.write("project/x/y/t.csv", TABLE);
    layout.link("..", "x/y/up");
    layout.link("../x", "datasets/x");
    layout.link("../out", "datasets/written");
    let run = layout.expect_named(
        &["build"],
        0,
        &["[link.nowhere] datasets/a.csv", "[link.repeated] datasets/self"],
    );
    assert!(run.stdout.contains("2 files taken in"), "{}", run.stdout);
    assert_eq!(layout.figures_of("members.csv"), 6);
    assert_eq!(layout.figures_of("datasets/x/y/t.csv"), 1);
}

#[test]
fn a_pipe_is_not_waited_for() {
    let layout = Layout::new();
    let pipe = layout.path("project/datasets/pipe.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        layout.expect_named(&["build"], 0, &["[file.special] datasets/pipe.csv"]);
    }
}

#[test]
fn records_beside_a_file_that_lead_outside_keep_it_out() {
    for record in ["origin", "mapping", "corrections"] {
        for target in ["secret.txt", "nothing-is-here"] {
            let layout = Layout::new();
            layout.run(["import"]).expect_code(0);
            let link = format!("{MEMBERS}.{record}.toml");
            layout.link_outside(target, &link);
            let run = layout.expect_named(&["import"], 3, &[&link, target, "is a link to"]);
            assert!(!run.stderr.contains("root:x"), "{}", run.stderr);
            assert!(!layout.figures().contains("1200"), "what it said by another record is not answered");
        }
    }
}

#[test]
fn defaults_and_code_lists_that_lead_outside_are_refused() {
    for (link, target) in [
        ("datasets/example/defaults.toml", "secret.txt"),
        ("datasets/areas/areas.csv", "t.csv"),
        ("datasets/indicators/members.toml", "secret.txt"),
        ("datasets/indicators/more.toml", "secret.txt"),
        ("datasets/areas", ""),
        ("datasets/indicators", ""),
        ("datasets", ""),
        ("tierstat.toml", "secret.txt"),
    ] {
        let layout = Layout::new();
        layout.link_outside(target, link);
        layout.expect_named(&["build"], 3, &[link, "outside the project"]);
    }
}

#[test]
fn the_ledger_and_what_is_written_stay_inside() {
    for (link, target) in [
        ("out", ""),
        ("out/ledger.sqlite", "ledger.sqlite"),
        ("out/ledger.sqlite-wal", "t.csv"),
        ("out/reports", ""),
        ("out/reports/members", ""),
        ("out/reports/members/members.en.md", "t.csv"),
        ("out/reports/members/members.en.html", "new.html"),
        ("out/reports/members/manifest.json", "new.json"),
        ("reports", ""),
        ("reports/members/text.en.md", "secret.txt"),
        ("reports/members/report.toml", "secret.txt"),
        ("reports/members/charts", ""),
    ] {
        let layout = Layout::new();
        layout.link_outside(target, link);
        layout.expect_named(&["build"], 3, &[link, "is a link to"]);
    }
    // What is half written under another name is not written through either.
    let layout = Layout::new();
    layout.link_outside("t.csv", "out/reports/members/members.en.md.part");
    layout.expect_named(&["build"], 0, &[]);
    let layout = Layout::new();
    layout.run(["import"]).expect_code(0);
    layout.link_outside("", "out/letters");
    layout.around.write("project/datasets/example/first/odd.csv", "会员数,\n地区,2025年底\n全国,-3\n");
    layout.expect_named(&["import", "--letter"], 3, &["out/letters", "is a link to"]);
}

#[test]
fn settings_cannot_lead_outside() {
    for (key, folder) in
        [("out", "../x"), ("out", "/tmp/x"), ("datasets", "../outside"), ("reports", "a/../../x")]
    {
        let layout = Layout::new();
        let settings = layout.around.read("project/tierstat.toml");
        let settings =
            settings.replace("# [[sources]]", &format!("[folders]\n{key} = \"{folder}\"\n# [[sources]]"));
        layout.around.write("project/tierstat.toml", settings);
        let key = format!("folders.{key} = `{folder}`");
        layout.expect_named(&["build"], 3, &[&key, "leads outside the project"]);
        assert!(!layout.path("x").exists());
    }
}

#[test]
fn links_that_stay_inside_serve_for_everything() {
    let layout = Layout::new();
    for (from, to) in [("out", "kept/out"), ("reports", "kept/reports"), ("datasets", "kept/datasets")] {
        let (from_path, to_path) = (layout.path("project").join(from), layout.path("project").join(to));
        std::fs::create_dir_all(to_path.parent().expect("a folder")).expect("a folder");
        if from_path.exists() {
            std::fs::rename(&from_path, &to_path).expect("moved");
        } else {
            std::fs::create_dir_all(&to_path).expect("a folder");
        }
        symlink(to, from_path).expect("a link");
    }
    layout.run(["build"]).expect_code(0);
    assert!(layout.path("project/kept/out/reports/members/members.en.html").exists());
    assert!(layout.figures().contains(MEMBERS));
}

#[test]
fn a_file_elsewhere_is_taken_in_when_it_is_named_and_said_to_lie_outside() {
    let layout = Layout::new();
    layout.link_outside("t.csv", "datasets/link.csv");
    let outside = layout.path("outside/t.csv").display().to_string();
    for named in ["outside/t.csv", "project/datasets/link.csv", "project/../outside/t.csv"] {
        let run =
            layout.expect_named(&["import", named, "--format", "csv"], 0, &["[source.outside]", &outside]);
        assert!(run.stdout.contains(&outside), "{}", run.stdout);
        layout.run(["build"]).expect_code(0);
        assert_eq!(layout.figures_of(&outside), 1, "{named}");
        layout.run(["forget", "outside/t.csv"]).expect_code(0);
        assert!(!layout.figures().contains("1999"));
    }
    // A folder, too; its links lead no farther.
    layout.around.write("elsewhere/u.csv", "会员数,\n地区,2026年底\n全国,2100\n");
    symlink("../elsewhere/u.csv", layout.path("outside/u.csv")).expect("a link");
    let run = layout.expect_named(&["import", "outside"], 0, &["[link.outside]", "elsewhere/u.csv"]);
    assert!(run.stdout.contains("t.csv"), "{}", run.stdout);
    assert!(layout.figures().contains("1999") && !layout.figures().contains("2100"));
    layout.run(["import", "outside/none.csv"]).expect_code(3);
}

#[test]
fn another_way_to_the_project_is_the_same_project() {
    let layout = Layout::new();
    symlink("project", layout.path("way")).expect("a link");
    layout.run(["build"]).expect_code(0);
    for way in ["way", "way/datasets/example", "outside/../project"] {
        let run = layout.around.run(["--project", way, "--language", "en", "build"]).expect_code(0);
        assert!(run.stderr.contains("everything is up to date"), "{way}: {} {}", run.stdout, run.stderr);
    }
    // A file of the project stays one under any spelling of its path.
    for named in
        ["project/datasets/../datasets/example/first/members.csv", "way/datasets/example/first/members.csv"]
    {
        let run = layout.run(["import", named, "--format", "csv"]).expect_code(0);
        assert!(run.stdout.contains(&format!("\n{MEMBERS},already-known")), "{named}: {}", run.stdout);
    }
}

#[test]
fn a_new_project_is_not_written_through_links() {
    let layout = Layout::new();
    let fresh = layout.path("fresh");
    std::fs::create_dir(&fresh).expect("a folder");
    symlink(layout.path("outside"), fresh.join("datasets")).expect("a link");
    let before = layout.outside();
    let run = layout.around.run(["init", "fresh", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("is a link to"), "{}", run.stderr);
    assert!(layout.outside() == before);
}
