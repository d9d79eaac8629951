//! The ledger proven whole, and moved.

use crate::harness::Project;

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
