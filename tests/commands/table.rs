//! The clean CSV of a messy file.

use crate::harness::Project;

#[test]
fn stacked_headers_become_one_row() {
    let project = Project::of_repository();
    let run = project.run(["table", "datasets/nbs/2014/divisions-by-province-2013.xlsx"]).expect_code(0);
    let mut lines = run.stdout.lines();
    let header = lines.next().expect("a header");
    assert!(header.contains("县级区划数 › #市辖区"), "{header}");
    assert!(run.stdout.contains("广东省,21,21,"), "{}", run.stdout);
    assert!(!run.stdout.contains("单位"), "the preamble is dropped: {}", run.stdout);
}

#[test]
fn cells_stay_as_printed() {
    let project = Project::empty().with("t.csv", "x,y\n007,\"1,234\"\n2020-01-02,3500多家\n");
    let run = project.run(["table", "t.csv"]).expect_code(0);
    assert_eq!(run.stdout, "x,y\n007,\"1,234\"\n2020-01-02,3500多家\n");
}
