//! Files to start from, and what becomes of them.

use crate::harness::Project;

fn started(language: &str) -> Project {
    let project = Project::empty();
    project.run(["init", "--language", language, "--areas", "uk", "--quiet"]).expect_code(0);
    project
}

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{4e00}'..='\u{9fff}')
}

#[test]
fn what_is_written_is_read_at_once_and_is_in_the_language_of_the_project() {
    for (language, title, unit, table) in [
        ("en", "volunteers", "persons", "Number of volunteers\nUnit: persons\nArea,End of 2024\nWales,33\n"),
        ("zh-CN", "志愿者", "人", "志愿者数\n单位：人\n地区,2024年底\n威尔士,33\n"),
    ] {
        let project = started(language);
        let run =
            |arguments: &[&str]| project.run(arguments.iter().chain(&["--language", language]).copied());
        run(&["new", "indicator", "volunteers", "--title", title, "--unit", unit]).expect_code(0);
        run(&["new", "publication", "office/2025"]).expect_code(0);
        project.write("datasets/office/2025/v.csv", table);
        run(&["new", "publication", "office/2025"]).expect_code(0);
        run(&["import", "--quiet"]).expect_code(0);
        let figures = run(&["figures", "--indicator", title, "--format", "json"]).expect_code(0).json();
        assert_eq!(figures[0]["printed"], "33", "{figures}");
        run(&["new", "chart", title, if language == "en" { "by area as bars" } else { "按地区 作 bars" }])
            .expect_code(0);
        run(&["new", "report", "bulletin", "brief", "--indicator", "members"]).expect_code(0);
        run(&["build"]).expect_code(0);
        let written = [
            "datasets/indicators/volunteers.toml",
            "datasets/office/defaults.toml",
            "datasets/office/2025/README.md",
        ];
        let written = written
            .into_iter()
            .chain(["datasets/office/2025/v.csv.origin.toml", "charts/volunteers-by-area-bars.toml"]);
        for name in written {
            let text = project.read(name);
            let other = text.lines().find(|line| match language {
                "en" => line.chars().any(is_chinese) || line.contains("zh-CN"),
                _ => line.starts_with("en = ") || line.starts_with("# ") && line.contains(". "),
            });
            assert!(other.is_none(), "{name}: {other:?}");
        }
    }
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let project = started("en");
    for arguments in
        [&["new", "area-list", "uk"][..], &["new", "indicator", "members"], &["new", "area-list", "none"]]
    {
        let before = project.files_under(".");
        let run = project.run(arguments.iter().copied()).expect_code(2);
        assert!(run.stderr.contains("is there already"), "{arguments:?}: {}", run.stderr);
        assert!(project.files_under(".") == before);
    }
    let run = project.run(["new", "publication", "office"]).expect_code(2);
    assert!(run.stderr.contains("names no edition"), "{}", run.stderr);
    let run = project.run(["new", "publication", "../office/2025"]).expect_code(2);
    assert!(run.stderr.contains("cannot be a name"), "{}", run.stderr);
    let run = project.run(["new", "indicator", "x", "--unit", "miles"]).expect_code(2);
    assert!(run.stderr.contains("persons, organisations"), "{}", run.stderr);
}

#[test]
fn a_list_of_areas_takes_the_place_of_one_that_was_removed() {
    let project = started("en");
    for name in ["areas.csv", "tiers.toml"] {
        std::fs::remove_file(project.path().join("datasets/areas").join(name)).expect("it was there");
    }
    // A project without areas is one still, and what is begun in it is its list.
    project.run(["new", "area-list", "430000", "--to", "prefecture"]).expect_code(0);
    assert!(project.read("datasets/areas/areas.csv").contains("430100"));
}
