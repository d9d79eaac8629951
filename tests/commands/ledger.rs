//! The ledger proven whole, and moved.

use crate::harness::{Project, Run};

#[test]
fn a_ledger_moves_to_another_project_with_its_answers() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["ledger", "verify", "--language", "en"]).expect_code(0);
    assert!(run.stdout.starts_with("the ledger is sound: 11 imports"), "{}", run.stdout);
    project.run(["ledger", "export", "moved.sqlite"]).expect_code(0);
    let again = project.run(["ledger", "export", "moved.sqlite"]);
    assert_ne!(again.code, 0, "nothing is written over");

    let other = Project::with_code_lists();
    std::fs::copy(project.path().join("moved.sqlite"), other.path().join("moved.sqlite")).expect("a copy");
    let run = other.run(["ledger", "import", "moved.sqlite", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("11 imports taken over, 0 known before"), "{}", run.stderr);
    let run = other.run(["ledger", "import", "moved.sqlite", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("0 imports taken over, 11 known before"), "{}", run.stderr);
    let ask = ["figures", "--format", "csv", "--all"];
    assert_eq!(other.run(ask).expect_code(0).stdout, project.run(ask).expect_code(0).stdout);
}

#[test]
fn a_damaged_ledger_is_said_and_never_read_on() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let path = project.path().join("out/ledger.sqlite");
    let bytes = std::fs::read(&path).expect("a ledger");
    std::fs::write(&path, &bytes[..bytes.len() / 2]).expect("half of it");
    let run = project.run(["ledger", "verify", "--language", "en"]);
    assert!(run.code == 3 || run.code == 4, "{} {}", run.code, run.stderr);
    assert!(run.stderr.contains("ledger"), "{}", run.stderr);
}

#[test]
fn a_file_is_needed_and_must_be_there() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["ledger", "export"]).expect_code(2);
    project.run(["ledger", "import", "none.sqlite"]).expect_code(3);
}

/// The runs of verbs that need the ledger, each refused with the same words and exit 3; nothing is written.
#[track_caller]
fn is_no_ledger(project: &Project, words: &str) {
    let kind = |path: &std::path::Path| std::fs::symlink_metadata(path).map(|found| found.file_type()).ok();
    let ledger = project.path().join("out/ledger.sqlite");
    let (before, kind_before) = (project.files_under("."), kind(&ledger));
    for verb in [&["import"][..], &["build"], &["figures", "--all"], &["ledger", "verify"], &["doctor"]] {
        let english = project.run(verb.iter().chain(&["--language", "en"]).copied()).expect_code(3);
        let said = english.stderr.contains(words) && english.stderr.contains("hint:");
        assert!(said && english.stdout.is_empty(), "{verb:?}: {}{}", english.stdout, english.stderr);
        let chinese = project.run(verb.iter().chain(&["--language", "zh-CN"]).copied()).expect_code(3);
        assert!(chinese.stderr.contains("不是账本"), "{verb:?}: {}", chinese.stderr);
    }
    assert!(project.files_under(".") == before && kind(&ledger) == kind_before, "nothing is written");
}

#[test]
fn what_is_no_ledger_is_named_as_what_it_is() {
    let project = Project::of_starter();
    project.write_long_table("datasets/p/1", "10,2020,5\n");
    project.write("out/ledger.sqlite", "");
    is_no_ledger(&project, "the file is empty (0 bytes)");
    project.write("out/ledger.sqlite", "area,period,value\n".repeat(400));
    is_no_ledger(&project, "no SQLite database");
    std::fs::remove_file(project.path().join("out/ledger.sqlite")).expect("the file goes");
    project.write("out/ledger.sqlite", include_bytes!("../fixtures/unreadable/other.sqlite"));
    is_no_ledger(&project, "a SQLite database of another program");
    std::fs::remove_file(project.path().join("out/ledger.sqlite")).expect("the file goes");
    std::fs::create_dir(project.path().join("out/ledger.sqlite")).expect("a folder");
    is_no_ledger(&project, "it is a folder");
}

#[cfg(unix)]
#[test]
fn a_ledger_that_is_a_link_is_named_with_where_it_leads() {
    let project = Project::of_starter();
    project.write_long_table("datasets/p/1", "10,2020,5\n");
    project.run(["import", "--quiet"]).expect_code(0);
    let (ledger, elsewhere) =
        (project.path().join("out/ledger.sqlite"), project.path().join("elsewhere.sqlite"));
    std::fs::rename(&ledger, &elsewhere).expect("it moves");
    std::os::unix::fs::symlink("../elsewhere.sqlite", &ledger).expect("a link");
    is_no_ledger(&project, "a link to ../elsewhere.sqlite");
    std::fs::remove_file(&elsewhere).expect("it goes");
    is_no_ledger(&project, "a link to ../elsewhere.sqlite");
}

#[test]
fn a_read_only_ledger_answers_and_takes_nothing_in() {
    let project = Project::of_starter();
    project.write_long_table("datasets/p/1", "10,2020,5\n");
    project.run(["import", "--quiet"]).expect_code(0);
    let path = project.path().join("out/ledger.sqlite");
    let mut permissions = std::fs::metadata(&path).expect("a ledger").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("it is read-only");
    project.write_long_table("datasets/p/2", "10,2021,6\n");
    let before = project.files_under("out");
    for verb in ["import", "build"] {
        let run = project.run([verb, "--language", "en"]).expect_code(3);
        assert!(run.stderr.contains("read-only") && run.stderr.contains("hint:"), "{}", run.stderr);
        assert!(project.run([verb, "--language", "zh-CN"]).stderr.contains("只读"));
    }
    assert!(project.files_under("out") == before, "nothing is written");
    let run = project.run(["figures", "--all", "--format", "csv"]).expect_code(0);
    assert_eq!(run.stdout.lines().count(), 2);
}

#[test]
fn a_clock_that_goes_back_is_asked_about() {
    let project = Project::of_starter();
    let figures = |run: &Run| run.json().as_array().map(Vec::len);
    project.write_long_table("datasets/p/1", "10,2020,5\n");
    // The clock of this import is ahead, so that of the next one has gone back.
    project.run(["import", "--quiet", "--known-on", "2999-01-01"]).expect_code(0);
    project.write_long_table("datasets/p/2", "10,2021,6\n");
    for verb in ["import", "build"] {
        let run = project.run([verb, "--language", "en"]).expect_code(2);
        for words in ["2999-01-01", "the clock went back", "hint:", "--known-on"] {
            assert!(run.stderr.contains(words), "{verb}: {words}: {}", run.stderr);
        }
        assert!(project.run([verb, "--language", "zh-CN"]).expect_code(2).stderr.contains("时钟倒退"));
    }
    let ask = ["figures", "--all", "--format", "json"];
    assert_eq!(figures(&project.run(ask)), Some(1), "nothing was taken in");
    // What is known already needs no day.
    project.run(["import", "--quiet", "datasets/p/1"]).expect_code(0);
    project.run(["import", "--quiet", "--known-on", "2026-01-01"]).expect_code(0);
    assert_eq!(figures(&project.run(ask)), Some(2), "a day said by hand is taken as it is");
}

#[test]
fn the_days_of_another_ledger_may_be_earlier() {
    let other = Project::of_starter();
    for file in 0..3 {
        other.write_long_table(&format!("datasets/p{file}/1"), &format!("10,202{file},{file}\n"));
    }
    other.run(["import", "--quiet", "--known-on", "2020-01-01"]).expect_code(0);
    other.run(["ledger", "export", "--quiet", "moved.sqlite"]).expect_code(0);
    let project = Project::of_starter();
    project.write_long_table("datasets/own/1", "20,2024,9\n");
    project.run(["import", "--quiet"]).expect_code(0);
    std::fs::copy(other.path().join("moved.sqlite"), project.path().join("moved.sqlite")).expect("a copy");
    let ask = ["figures", "--all", "--format", "csv"];
    let run = project.run(["ledger", "import", "moved.sqlite", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("3 imports taken over"), "{}", run.stderr);
    assert_eq!(project.run(ask).expect_code(0).stdout.lines().count(), 5);
}
