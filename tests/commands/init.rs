//! A new project.

use crate::harness::Project;

#[test]
fn a_new_project_builds_at_once() {
    let project = Project::empty();
    project.run(["init", "members"]).expect_code(0);
    let run = project.run(["build", "--project", "members"]).expect_code(0);
    assert!(run.stdout.contains("members.zh-CN.html"), "{}", run.stdout);
    let english = project.read("members/out/reports/members/members.en.md");
    assert!(english.contains("1,350 members, a growth of 12.5%"), "{english}");
}

#[test]
fn what_is_there_is_kept() {
    let project = Project::empty().with("tierstat.toml", "title = { zh-CN = \"甲\", en = \"A\" }\n");
    let run = project.run(["init"]).expect_code(0);
    assert!(run.stdout.contains("kept"), "{}", run.stdout);
    assert!(project.read("tierstat.toml").contains("\"A\""));
}

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{4e00}'..='\u{9fff}')
}

/// The codes and parents of the areas of a project.
fn areas(project: &Project) -> Vec<(String, String)> {
    let list = project.read("datasets/areas/areas.csv");
    let cells = list.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[0].to_owned(), cells[6].to_owned())
    });
    cells.collect()
}

#[test]
fn a_project_of_any_areas_and_languages_builds_at_once_without_a_finding() {
    for (asked, tag, shows) in [
        (&["--language", "en", "--areas", "uk", "--title", "Charities"][..], "en", "| Northern Ireland |"),
        (&["--language", "en", "--areas", "E92000001"], "en", "| Yorkshire and The Humber |"),
        (&["--language", "en,zh-CN", "--areas", "uk", "--from", "region"], "zh-CN", "| 东北英格兰 |"),
        (&["--language", "zh-CN", "--areas", "430000", "--to", "地级"], "zh-CN", "| 长沙市 |"),
        (&["--language", "zh-CN", "--areas", "cn", "--to", "province"], "zh-CN", "| 湖南省 |"),
        (&["--language", "zh-CN", "--areas", "长沙县"], "zh-CN", "共有会员1,350人"),
        (&["--language", "zh-CN", "--areas", "430000,450000", "--from", "地级"], "zh-CN", "| 桂林市 |"),
    ] {
        let project = Project::empty();
        project.run(["init"].iter().chain(asked).copied()).expect_code(0);
        let run = project.run(["build", "--strict"]).expect_code(0);
        let kept_back = project.run(["figures", "--kept-back", "--format", "csv"]);
        assert!(kept_back.stdout.lines().count() <= 1, "{asked:?}: {}", kept_back.stdout);
        let checked = project.run(["check", "--format", "csv"]).expect_code(0);
        assert!(checked.stdout.lines().count() <= 1, "{asked:?}: {}\n{}", checked.stdout, run.stderr);
        let text = project.read(&format!("out/reports/members/members.{tag}.md"));
        assert!(text.contains(shows) && text.contains("charts/members."), "{asked:?}: {text}");
    }
}

#[test]
fn a_part_of_a_list_hangs_together() {
    let project = Project::empty();
    project.run(["init", "--areas", "430000,450000", "--from", "county", "--quiet"]).expect_code(0);
    let areas = areas(&project);
    // What holds both, and their counties; what lies between them is left out.
    assert_eq!(areas.first(), Some(&("000000".to_owned(), String::new())));
    assert!(areas.len() > 200 && areas.iter().skip(1).all(|(_, parent)| parent == "000000"), "{areas:?}");
    assert!(!project.read("datasets/areas/tiers.toml").contains("region"));
    let provincial = Project::empty();
    provincial.run(["init", "--areas", "430000", "--quiet"]).expect_code(0);
    let tiers = provincial.read("datasets/areas/tiers.toml");
    assert!(
        tiers.contains("\"province\"") && tiers.contains("\"all\"") && !tiers.contains("\"nation\""),
        "{tiers}"
    );
}

#[test]
fn a_project_of_one_language_holds_no_other() {
    let english = Project::empty();
    english.run(["init", "--language", "en", "--areas", "uk", "--title", "Charities \"2\""]).expect_code(0);
    english.run(["build"]).expect_code(0);
    let files = english.files_under(".").into_iter().filter(|(name, _)| {
        let is_machines = name.ends_with(".origins.json") || name.ends_with("manifest.json");
        !name.contains("ledger") && !name.ends_with(".png") && !is_machines
    });
    for (name, bytes) in files {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let line = text.lines().find(|line| line.chars().any(is_chinese) || line.contains("zh-CN"));
        assert!(line.is_none(), "{name}: {line:?}");
    }
    assert!(english.read("tierstat.toml").contains("Charities"));

    let chinese = Project::empty();
    chinese.run(["init", "--language", "zh-CN", "--areas", "430000", "--to", "prefecture"]).expect_code(0);
    for (name, bytes) in chinese.files_under(".") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        // Comments are in Chinese, and so is every text.
        let english = text.lines().find(|line| {
            line.starts_with("en = ")
                || line.contains(", en = ")
                || line.starts_with('#') && !line.chars().any(is_chinese) && line.contains(". ")
        });
        assert!(english.is_none() && !name.contains(".en."), "{name}: {english:?}");
    }
}

#[test]
fn what_there_is_no_list_of_is_told_with_what_there_is() {
    for (asked, says) in [
        (&["--areas", "nowhere", "--language", "en"][..], "(cn, uk, none)"),
        (&["--areas", "朝阳区", "--language", "zh-CN"], "110105"),
        (&["--areas", "uk", "--to", "county", "--language", "en"], "nation (UK-wide), country (country)"),
        (&["--areas", "430000", "--to", "nation", "--language", "en"], "nation"),
        (&["--title", "A", "--title", "B", "--language", "en"], "more titles than languages"),
    ] {
        let project = Project::empty();
        let run = project.run(["init"].iter().chain(asked).copied()).expect_code(2);
        assert!(run.stderr.contains(says), "{asked:?}: {}", run.stderr);
        assert!(project.files_under(".").is_empty(), "nothing is written");
    }
    let run = Project::small().run(["figures", "--language", "en,zh-CN"]).expect_code(2);
    assert!(run.stderr.contains("more than one language"), "{}", run.stderr);
}
