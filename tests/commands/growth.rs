//! The growth table.

use crate::harness::Project;

#[test]
fn growth_by_tier_with_contribution_and_coverage() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project
        .run(["growth", "--indicator", "社会工作行业组织", "--format", "json", "--language", "en"])
        .expect_code(0);
    let text = &run.stdout;
    for part in ["25.0%", "33.0%", "76.2%", "57.4%", "29.1%"] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}

#[test]
fn growth_from_a_rough_figure_is_a_range() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run([
        "growth",
        "--indicator",
        "service-agencies",
        "--tier",
        "all",
        "--from",
        "2015-06",
        "--to",
        "2015-12-31",
        "--language",
        "en",
    ]);
    let run = run.expect_code(0);
    assert!(run.stdout.contains("30.2%") && run.stdout.contains("33.9%"), "{}", run.stdout);
}

#[test]
fn without_an_indicator_it_says_what_to_write() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["growth", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("--indicator"), "{}", run.stderr);
}
