//! A statistical office whose tables are read as they come: growth, a chart and a table of a report by kind, and the next year
//! without an edit.

use crate::harness::Project;
use serde_json::Value;

/// A kind as the tables print it, as an answer names it, and how many there are in a year.
type Kind = (&'static str, &'static str, fn(u32) -> u32);

const KINDS: [Kind; 3] = [
    ("社会团体", "association", |year| 1000 + 50 * (year - 2020)),
    ("民办非企业单位", "private-non-enterprise-unit", |year| 2000 + 300 * (year - 2020)),
    ("基金会", "foundation", |year| 60 + 7 * (year - 2020)),
];

/// Workers of a kind and a sex in a year: the two kinds that have some.
fn workers(kind: usize, sex: usize, year: u32) -> u32 {
    100 + 40 * kind as u32 + 13 * sex as u32 + (year - 2020) * (9 + kind as u32 + 2 * sex as u32)
}

const REPORT: &str = r#"
title = { zh-CN = "分类别", en = "By kind" }
languages = ["en"]

[scope]
indicator = "social-organisations"
area = "000000"
tiers = ["all"]

[[tables]]
name = "kinds"
kind = "growth"
title = { zh-CN = "类别", en = "Kinds" }
indicator = "social-organisations"
by = "organisation-kind"
"#;
const CHART: &str = "kind = \"line\"\ntitle = { zh-CN = \"类别\", en = \"Kinds\" }\nsubtitle = { zh-CN = \"个\", en = \"\" }\n\
    indicator = \"social-organisations\"\narea = \"000000\"\nby = \"organisation-kind\"\n";

/// The files that the office sends for a year: bodies by kind with their total, and workers by kind and sex, without a mapping.
fn year_of(project: &Project, year: u32) {
    let folder = format!("datasets/office/{year}");
    let write = |name: &str, text: String| {
        project.write(&format!("{folder}/{name}"), text);
        let origin = format!(
            "publisher = \"统计局\"\ntitle = \"{name} {year}\"\nedition = \"{year}\"\npublished-on = {}-03-01\n",
            year + 1
        );
        project.write(&format!("{folder}/{name}.origin.toml"), origin);
    };
    let mut bodies =
        format!("{year}年全国社会组织数\n地区,{},合计\n全国", KINDS.map(|kind| kind.0).join(","));
    let counts = KINDS.map(|kind| kind.2(year));
    for count in counts.iter().copied().chain([counts.iter().sum()]) {
        bodies.push_str(&format!(",{count}"));
    }
    write("bodies.csv", format!("{bodies}\n"));
    let mut people = "年份,地区,机构类别,性别,社会工作专业人才\n".to_owned();
    for (kind, name) in ["社会团体", "基金会"].into_iter().enumerate() {
        for (sex, label) in ["男", "女", "男女合计"].into_iter().enumerate() {
            let both = || workers(kind, 0, year) + workers(kind, 1, year);
            let count = if sex < 2 { workers(kind, sex, year) } else { both() };
            people.push_str(&format!("{year},全国,{name},{label},{count}\n"));
        }
    }
    write("people.csv", people);
}

fn growth(project: &Project, words: &str) -> Value {
    let words = format!("growth {words} --format json --language en");
    project.run(words.split(' ')).expect_code(0).json()
}

/// The rows of single members: from, to and the part of the breakdown that `dimension` names.
fn members(rows: &Value, dimension: &str) -> Vec<(String, f64, f64)> {
    let rows = rows.as_array().expect("rows").iter().filter(|row| row["part"] == "member");
    let number = |value: &Value| value.as_f64().expect("a number");
    rows.map(|row| {
        let member = row["breakdown"][dimension].as_str().expect("a member").to_owned();
        (member, number(&row["from"]), number(&row["to"]))
    })
    .collect()
}

#[test]
fn tables_of_an_office_give_growth_by_kind_and_the_next_year_needs_no_edit() {
    let project = Project::with_code_lists()
        .with("reports/kinds/report.toml", REPORT)
        .with("reports/kinds/text.en.md", "{{ figure(at=\"latest\") }} in all.\n\n{{ table(\"kinds\") }}\n")
        .with("reports/kinds/charts/kinds.toml", CHART);
    for year in 2020..=2022 {
        year_of(&project, year);
    }
    for last in [2022, 2023] {
        if last == 2023 {
            year_of(&project, last);
        }
        project.run(["build", "--quiet", "--language", "en"]).expect_code(0);
        let kept = project.run(["figures", "--kept-back", "--format", "json"]);
        assert!(kept.code == 2 || kept.json().as_array().is_none_or(Vec::is_empty), "{}", kept.stdout);

        let by_kind = growth(&project, "--indicator social-organisations --by organisation-kind");
        let expected: Vec<(String, f64, f64)> = KINDS
            .iter()
            .map(|(_, id, count)| ((*id).to_owned(), f64::from(count(2020)), f64::from(count(last))))
            .collect();
        assert_eq!(members(&by_kind, "organisation-kind"), expected);

        let women = growth(
            &project,
            "--indicator social-work-professionals --breakdown sex=female --by organisation-kind",
        );
        let of = |kind: usize, id: &str| {
            (id.to_owned(), f64::from(workers(kind, 1, 2020)), f64::from(workers(kind, 1, last)))
        };
        assert_eq!(members(&women, "organisation-kind"), [of(0, "association"), of(1, "foundation")]);

        let text = project.read("out/reports/kinds/kinds.en.md");
        let all: u32 = KINDS.iter().map(|kind| kind.2(last)).sum();
        let written = format!("{},{:03} in all.", all / 1000, all % 1000);
        assert!(text.contains(&written), "{text}");
        let rate = f64::from(KINDS[2].2(last) - 60) / 60.0 * 100.0;
        assert!(text.contains(&format!("| foundations | 60 | {} |", KINDS[2].2(last))), "{text}");
        assert!(text.contains(&format!("{rate:.1}%")), "{text}");

        let drawn = project.files_under("out/reports/kinds/charts");
        let csv = drawn.iter().find(|(name, _)| name.ends_with("kinds.en.csv")).expect("its numbers");
        let csv = String::from_utf8_lossy(&csv.1).into_owned();
        for (_, _, count) in KINDS {
            assert!(csv.contains(&format!(",{},", count(last))), "{last}: {csv}");
        }
        assert!(!csv.contains(&all.to_string()), "the whole is no kind: {csv}");
    }
    let check = project.run(["check", "--format", "json"]).expect_code(0).json();
    assert_eq!(check.as_array().map(Vec::len), Some(0), "{check}");
}
