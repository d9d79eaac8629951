//! The whole way: datasets to report, twice, and with another year.

use crate::harness::{Project, repository};

/// A workbook of a later year, as an association would send it: title, unit line, header, two areas, a note.
const LATER_YEAR: &[u8] = include_bytes!("../fixtures/later-year.xlsx");
const LATER_ORIGIN: &str = "publisher = \"公益时报\"\ntitle = \"社会工作行业组织数\"\nedition = \"2017\"\n\
                            published-on = 2017-01-15\nlayout = \"as-received\"\nblank = \"unknown\"\n";

#[test]
fn the_report_states_what_the_workbooks_print() {
    let project = Project::of_repository();
    let run = project.run(["build"]).expect_code(0);
    assert!(run.stdout.contains("out/reports/annual/annual.zh-CN.html"), "{}", run.stdout);

    let chinese = project.read("out/reports/annual/annual.zh-CN.md");
    for sentence in [
        "455家",
        "289家",
        "增长57.4%",
        "省级由24家增至30家，增长25.0%",
        "地级由97家增至129家，增长33.0%",
        "县级由168家增至296家，增长76.2%",
        "333（2013年底）个地级行政区划中有97个",
        "广东省21（2013年底）个地级行政区划中有14个",
        "30.2%",
        "33.9%",
        "4,686家",
    ] {
        assert!(chinese.contains(sentence), "{sentence} is missing:\n{chinese}");
    }
    let english = project.read("out/reports/annual/annual.en.md");
    for sentence in [
        "from 24 to 30, a growth of 25.0%",
        "from 97 to 129, a growth of 33.0%",
        "from 168 to 296, a growth of 76.2%",
        "57.4%",
        "97 of 333 (the end of 2013) prefectures",
        "14 of 21 (the end of 2013) prefectures",
        "30.2%",
        "33.9%",
    ] {
        assert!(english.contains(sentence), "{sentence} is missing:\n{english}");
    }
}

/// After a change that is meant, `just bless` puts the new drawings there; look at them before they are committed.
#[test]
fn the_pictures_of_the_readmes_are_what_build_draws() {
    let project = Project::of_built_repository();
    for (readme, picture) in [("README.md", "tiers.en.svg"), ("README.zh-CN.md", "tiers.zh-CN.svg")] {
        let kept = repository().join("reports/annual/pictures").join(picture);
        let drawn = project.read(&format!("out/reports/annual/charts/{picture}"));
        if std::env::var_os("TIERSTAT_BLESS").is_some() {
            std::fs::write(&kept, &drawn).expect("written");
        }
        assert!(
            std::fs::read_to_string(&kept).is_ok_and(|kept| kept == drawn),
            "{picture}: run `just bless`"
        );
        let text = std::fs::read_to_string(repository().join(readme)).expect("a readme");
        assert!(text.contains(&format!("](reports/annual/pictures/{picture})")), "{readme} shows {picture}");
    }
}

#[test]
fn every_number_of_the_page_shows_its_origin() {
    let project = Project::of_built_repository();
    let page = project.read("out/reports/annual/annual.en.html");
    for part in
        ["sector-figures.xlsx", "行业组织", "B4", "京粤社工行业组织签定合作协议", "2015-06-30", "3500多家"]
    {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("<script src") && !page.contains("<link"), "the page stands alone");
    for chart in ["tiers", "coverage"] {
        let drawing = project.read(&format!("out/reports/annual/charts/{chart}.zh-CN.svg"));
        assert!(drawing.contains("<title") && drawing.contains("<desc"), "{chart}");
    }
}

#[test]
fn the_second_build_does_nothing_and_says_so() {
    let project = Project::of_built_repository();
    let before = project.files_under("out/reports");
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("everything is up to date; nothing to do"), "{}", run.stderr);
    assert!(run.stdout.contains("up to date, skipped"), "{}", run.stdout);
    assert_eq!(project.files_under("out/reports"), before);
}

#[test]
fn a_rebuild_from_scratch_writes_the_same_bytes() {
    let first = Project::of_built_repository();
    let second = Project::of_repository();
    second.run(["build"]).expect_code(0);
    let (one, other) = (first.files_under("out/reports"), second.files_under("out/reports"));
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for ((name, content), (_, again)) in one.iter().zip(&other) {
        assert!(content == again, "{name} differs");
    }
}

#[test]
fn a_later_year_changes_charts_and_report_with_no_edit() {
    let project = Project::of_built_repository();
    let chart_before = project.read("out/reports/annual/charts/tiers.zh-CN.svg");
    let specification = project.files_under("reports");
    project.write("datasets/gongyi-times/2017-01/organisations.xlsx", LATER_YEAR);
    project.write("datasets/gongyi-times/2017-01/organisations.xlsx.origin.toml", LATER_ORIGIN);
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stdout.contains("1 file taken in"), "{}", run.stdout);
    assert!(run.stdout.contains("changed: the ledger"), "{}", run.stdout);
    assert!(project.files_under("reports") == specification, "no edit");
    let chinese = project.read("out/reports/annual/annual.zh-CN.md");
    for sentence in ["省级由24家增至31家", "地级由97家增至150家", "县级由168家增至400家", "2016年底"]
    {
        assert!(chinese.contains(sentence), "{sentence} is missing:\n{chinese}");
    }
    assert_ne!(project.read("out/reports/annual/charts/tiers.zh-CN.svg"), chart_before);
    assert!(project.read("out/reports/annual/charts/tiers.zh-CN.csv").contains("2016"));
}

#[test]
fn a_workbook_without_an_origin_is_taken_in_and_said_to_have_none() {
    let project = Project::of_built_repository();
    project.write("datasets/later-year.xlsx", LATER_YEAR);
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("[origin.missing]"), "{}", run.stderr);
    assert!(project.read("out/reports/annual/annual.en.md").contains("from 24 to 31"));
}

#[test]
fn a_changed_output_is_written_again_but_for_a_document_that_a_person_may_have_edited() {
    let project = Project::of_built_repository();
    let [chart, document] = ["out/reports/annual/charts/tiers.en.svg", "out/reports/annual/annual.en.md"];
    let good = project.read(chart);
    project.write(chart, "edited by accident");
    project.write(document, "edited by hand");
    project.run(["build"]).expect_code(0);
    assert_eq!((project.read(chart), project.read(document)), (good, "edited by hand".to_owned()));
}

#[test]
fn a_project_of_another_country_builds_with_the_same_program() {
    let project = Project::of_fixture("uk-charities");
    project.run(["build"]).expect_code(0);
    let english = project.read("out/reports/charities/charities.en.md");
    assert!(english.contains("170,827 charities"), "{english}");
    assert!(english.contains("167,000"), "{english}");
}
