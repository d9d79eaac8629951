//! `report check` against texts of which one thing was changed: nearly all are found, and nothing is said of the text as it was.

use crate::harness::Project;
use crate::harness::reworder::{Text, reword};
use crate::harness::tamperer::{Words, tamper};
use std::collections::BTreeMap;

/// So many changes of one report.
const CHANGES: usize = 40;

/// Of the changes of a report those that the check finds; the text as it was must be borne whole. A text that is too short for so many
/// has all that can be made.
fn check(project: &Project, report: &str, up_to: &str, words: &Words, seed: u64) {
    let whole = project.read(report);
    let (text, _) = whole.split_once(up_to).expect("a text up to there");
    let tampered = tamper(text, words, seed, CHANGES);
    assert!(!tampered.made.is_empty(), "{report}: nothing to change");
    let name = |number: usize| format!("tampered/{number}.md");
    for (number, made) in tampered.made.iter().enumerate() {
        project.write(&name(number), &made.text);
    }
    let names = (0..tampered.made.len()).map(name).chain([report.to_owned()]);
    let found = verdicts(project, &names.collect::<Vec<_>>());
    let is_doubt = |verdict: &str| ["wrong", "unknown", "other-source"].contains(&verdict);
    let doubted: Vec<_> =
        found.iter().filter(|(file, verdict, _)| file == report && is_doubt(verdict)).collect();
    assert!(doubted.is_empty(), "{report} as it was built: {doubted:?}");
    let mut wrong: BTreeMap<&str, usize> = BTreeMap::new();
    for (file, verdict, _) in &found {
        *wrong.entry(file).or_default() += usize::from(verdict == "wrong" || verdict == "other-source");
    }
    let missed: Vec<String> = tampered
        .made
        .iter()
        .enumerate()
        .filter(|(number, _)| wrong.get(name(*number).as_str()).copied().unwrap_or(0) == 0)
        .map(|(_, made)| {
            let line = made.text.lines().nth(made.line - 1).unwrap_or_default();
            format!("{:?} line {}: {} -> {} | {line}", made.kind, made.line, made.before, made.after)
        })
        .collect();
    let of = tampered.made.len();
    assert!(missed.len() <= 1, "{report}: of {of}, {} skipped, missed {missed:#?}", tampered.skipped);
}

/// File, verdict and words of each number of some texts.
pub(super) fn verdicts(project: &Project, files: &[String]) -> Vec<(String, String, String)> {
    let mut arguments = vec!["report", "check"];
    arguments.extend(files.iter().map(String::as_str));
    arguments.extend(["--format", "json", "--language", "en"]);
    let run = project.run(arguments);
    let answer = run.json();
    let rows = answer.as_array().expect("rows").iter();
    rows.map(|row| {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let words =
            [text("place"), text("printed"), text("kind"), text("explanation"), text("sentence")].join(" | ");
        (text("file"), text("verdict"), words)
    })
    .collect()
}

#[test]
fn of_forty_changes_of_each_report_nearly_all_are_found_and_of_none_as_it_is_built_anything_is_doubted() {
    let project = Project::of_built_repository();
    let pages = ["annual", "bulletin", "two-regions"].into_iter().flat_map(|report| {
        ["en", "zh-CN"].map(|language| format!("out/reports/{report}/{report}.{language}.html"))
    });
    let doubted: Vec<_> = verdicts(&project, &pages.collect::<Vec<_>>())
        .into_iter()
        .filter(|(_, verdict, _)| ["wrong", "unknown", "other-source"].contains(&verdict.as_str()))
        .collect();
    assert!(doubted.is_empty(), "{doubted:#?}");
    let english = |periods: &[&'static str], areas: &[&'static str]| Words {
        is_chinese: false,
        periods: periods.to_vec(),
        areas: areas.to_vec(),
        tiers: vec!["provincial", "prefecture", "county"],
    };
    let chinese = |periods: &[&'static str], areas: &[&'static str]| Words {
        is_chinese: true,
        periods: periods.to_vec(),
        areas: areas.to_vec(),
        tiers: vec!["省级", "地级", "县级"],
    };
    let words = english(
        &[
            "June 2015",
            "end of 2015",
            "End of 2015",
            "May 2012",
            "end of 2013",
            "End of 2017",
            "end of 2022",
            "end of 2010",
        ],
        &["Guangdong", "China", "Zhejiang", "Hunan"],
    );
    check(&project, "out/reports/annual/annual.en.md", "## Where sources differ", &words, 20_151);
    let words = chinese(
        &["2015年6月", "2015年底", "2012年5月", "2013年底", "2017年底", "2022年底", "2010年底"],
        &["广东省", "全国", "浙江省", "湖南省"],
    );
    check(&project, "out/reports/annual/annual.zh-CN.md", "## 各来源说法不一之处", &words, 20_152);
    let words = english(&["end of 2021", "end of 2022", "end of 2017", "end of 2018"], &["China", "Hunan"]);
    check(&project, "out/reports/bulletin/bulletin.en.md", "## Notes", &words, 20_221);
    let words = chinese(&["2021年底", "2022年底", "2017年底", "2018年底"], &["全国", "湖南省"]);
    check(&project, "out/reports/bulletin/bulletin.zh-CN.md", "## 注释", &words, 20_222);
    let words =
        english(&["end of 2017", "end of 2022", "end of 2021", "2011"], &["Beijing", "Guangdong", "Hunan"]);
    check(&project, "out/reports/two-regions/two-regions.en.md", "## Definitions", &words, 20_171);
    let words = chinese(&["2017年底", "2022年底", "2021年底", "2011年"], &["北京市", "广东省", "湖南省"]);
    check(&project, "out/reports/two-regions/two-regions.zh-CN.md", "## 指标解释", &words, 20_172);
    check_words(&project);
}

/// Of so many changes of words as many are found that somebody who reads what is found sees nearly all.
fn check_words(project: &Project) {
    const FOUND: usize = 36;
    let texts = [
        ("annual", "## Where sources differ", "## 各来源说法不一之处"),
        ("bulletin", "## Notes", "## 注释"),
        ("two-regions", "## Definitions", "## 指标解释"),
    ]
    .into_iter()
    .flat_map(|(name, english, chinese)| [(name, "en", english), (name, "zh-CN", chinese)])
    .map(|(name, language, up_to)| {
        let name = format!("{name}.{language}.md");
        let folder = name.split('.').next().unwrap_or_default();
        let whole = project.read(&format!("out/reports/{folder}/{name}"));
        let (text, _) = whole.split_once(up_to).expect("a text up to there");
        Text { content: text.to_owned(), is_chinese: language != "en", name }
    });
    let made = reword(&texts.collect::<Vec<_>>(), 20_301, CHANGES);
    assert_eq!(made.len(), CHANGES, "so many changes can be made");
    let name = |number: usize| format!("reworded/{number}.md");
    for (number, made) in made.iter().enumerate() {
        project.write(&name(number), &made.section);
    }
    let found = verdicts(project, &(0..made.len()).map(name).collect::<Vec<_>>());
    let is_found = |number: &usize| {
        let own = name(*number);
        let is_doubt = |verdict: &str| ["wrong", "unknown", "other-source"].contains(&verdict);
        found.iter().any(|(file, verdict, _)| *file == own && is_doubt(verdict))
    };
    let missed: Vec<String> = (0..made.len())
        .filter(|number| !is_found(number))
        .map(|number| {
            let change = &made[number];
            format!("{:?} {}: {} -> {}", change.kind, change.name, change.before, change.after)
        })
        .collect();
    assert!(made.len() - missed.len() >= FOUND, "missed {missed:#?}");
}

/// Another sector, in another country, with other tiers and other words.
pub(super) fn libraries() -> Project {
    let project = Project::empty()
        .with("tierstat.toml", "title = { zh-CN = \"图书馆\", en = \"Libraries\" }\nlanguages = [\"zh-CN\", \"en\"]\n")
        .with(
            "datasets/areas/areas.csv",
            "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
             1,河国,河国,Riverland,,nation,,,,\n10,东境区,东境,Eastmark,,region,1,,,\n20,西境区,西境,Westmark,,region,1,,,\n",
        )
        .with(
            "datasets/areas/tiers.toml",
            "[[tiers]]\nid = \"nation\"\nname = { zh-CN = \"国家级\", en = \"national\" }\nrank = 0\n\
             [[tiers]]\nid = \"region\"\nname = { zh-CN = \"大区级\", en = \"regional\" }\nrank = 1\n\
             [[tiers]]\nid = \"town\"\nname = { zh-CN = \"镇级\", en = \"municipal\" }\nrank = 2\n\
             [[tiers]]\nid = \"all\"\nname = { zh-CN = \"各级合计\", en = \"all tiers\" }\nrank = 3\ntotal = true\n",
        )
        .with(
            "datasets/indicators/units.toml",
            "[[units]]\nid = \"number\"\nname = { zh-CN = \"个\", en = \"\" }\nkind = \"count\"\naliases = [\"家\", \"所\"]\n\
             [[units]]\nid = \"persons\"\nname = { zh-CN = \"人\", en = \"persons\" }\nkind = \"count\"\naliases = [\"名\", \"people\"]\n",
        )
        .with(
            "datasets/indicators/libraries.toml",
            "id = \"libraries\"\nname = { zh-CN = \"公共图书馆\", en = \"public libraries\" }\nunit = \"number\"\nmeasure = \"stock\"\n\
             definition = { zh-CN = \"。\", en = \".\" }\n",
        )
        .with(
            "datasets/indicators/readers.toml",
            "id = \"readers\"\nname = { zh-CN = \"注册读者\", en = \"registered readers\" }\nunit = \"persons\"\nmeasure = \"stock\"\n\
             definition = { zh-CN = \"。\", en = \".\" }\n",
        )
        .with(
            "datasets/office/counts.csv",
            "indicator,tier,area_code,as_of,value\nlibraries,region,1,2018,40\nlibraries,town,1,2018,967\nlibraries,all,1,2018,1007\n\
             libraries,region,1,2021,46\nlibraries,town,1,2021,1204\nlibraries,all,1,2021,1250\n\
             libraries,town,10,2018,411\nlibraries,town,10,2021,530\nlibraries,town,20,2018,556\nlibraries,town,20,2021,674\n\
             readers,all,1,2018,83500多人\nreaders,all,1,2021,91260\n",
        )
        .with(
            "datasets/office/counts.csv.mapping.toml",
            "[columns]\nindicator = \"indicator\"\ntier = \"tier\"\narea_code = \"area-code\"\nas_of = \"period\"\nvalue = \"value\"\n",
        )
        .with("datasets/office/counts.csv.origin.toml", "publisher = \"Office\"\ntitle = \"Counts\"\nedition = \"1\"\n")
        .with(
            "reports/libraries/report.toml",
            "title = { zh-CN = \"图书馆年报\", en = \"Libraries\" }\nlanguages = [\"zh-CN\", \"en\"]\n\
             [scope]\nindicator = \"libraries\"\narea = \"1\"\ntiers = [\"region\", \"town\"]\n\
             [[tables]]\nname = \"growth\"\nkind = \"growth\"\ntitle = { zh-CN = \"公共图书馆的增长\", en = \"Growth of public libraries\" }\n\
             indicator = \"libraries\"\narea = \"1\"\ntiers = [\"region\", \"town\"]\n",
        );
    let english = "# Public libraries\n\n## How many\n\n\
        Riverland had {{ figure(tier=\"all\", at=\"latest\") }} public libraries in {{ period(\"latest\") }} against {{ figure(tier=\"all\", at=\"first\") }} in {{ period(\"first\") }}; that is an increase of {{ rate(tier=\"all\") }}. \
        Since {{ period(\"first\") }} the regional ones rose to {{ figure(tier=\"region\", at=\"latest\") }} from {{ figure(tier=\"region\", at=\"first\") }}, an increase of {{ rate(tier=\"region\") }}.\n\n\
        - In Eastmark the municipal public libraries rose to {{ figure(tier=\"town\", area=\"10\", at=\"latest\") }} from {{ figure(tier=\"town\", area=\"10\", at=\"first\") }}, an increase of {{ rate(tier=\"town\", area=\"10\") }};\n\
        - in Westmark the municipal public libraries rose to {{ figure(tier=\"town\", area=\"20\", at=\"latest\") }} from {{ figure(tier=\"town\", area=\"20\", at=\"first\") }}, an increase of {{ rate(tier=\"town\", area=\"20\") }}.\n\n\
        {{ table(\"growth\") }}\n\n## Who reads\n\n\
        They had {{ figure(\"readers\", tier=\"all\", at=\"first\") }} registered readers in {{ period(\"first\") }} and {{ figure(\"readers\", tier=\"all\", at=\"latest\") }} registered readers in {{ period(\"latest\") }}.\n";
    let chinese = "# 公共图书馆\n\n## 数量\n\n\
        河国{{ period(\"first\") }}有公共图书馆{{ figure(tier=\"all\", at=\"first\") }}所，到{{ period(\"latest\") }}上升到{{ figure(tier=\"all\", at=\"latest\") }}所，上升{{ rate(tier=\"all\") }}。\
        其中大区级公共图书馆从{{ figure(tier=\"region\", at=\"first\") }}所增至{{ figure(tier=\"region\", at=\"latest\") }}所，增长{{ rate(tier=\"region\") }}。\n\n\
        - 东境区镇级公共图书馆从{{ period(\"first\") }}的{{ figure(tier=\"town\", area=\"10\", at=\"first\") }}所增至{{ period(\"latest\") }}的{{ figure(tier=\"town\", area=\"10\", at=\"latest\") }}所，增长{{ rate(tier=\"town\", area=\"10\") }}；\n\
        - 西境区镇级公共图书馆从{{ period(\"first\") }}的{{ figure(tier=\"town\", area=\"20\", at=\"first\") }}所增至{{ period(\"latest\") }}的{{ figure(tier=\"town\", area=\"20\", at=\"latest\") }}所，增长{{ rate(tier=\"town\", area=\"20\") }}。\n\n\
        {{ table(\"growth\") }}\n\n## 读者\n\n\
        {{ period(\"first\") }}有注册读者{{ figure(\"readers\", tier=\"all\", at=\"first\") }}人，{{ period(\"latest\") }}有注册读者{{ figure(\"readers\", tier=\"all\", at=\"latest\") }}人。\n";
    let project = project
        .with("reports/libraries/text.en.md", english)
        .with("reports/libraries/text.zh-CN.md", chinese);
    // And a comparison and a report on quality as the program begins them.
    project.run(["import", "--quiet"]).expect_code(0);
    let of_towns = ["--indicator", "libraries", "--area", "10", "--area", "20"];
    project.run(["report", "new", "comparison", "towns"].into_iter().chain(of_towns)).expect_code(0);
    project.run(["report", "new", "quality", "quality", "--indicator", "libraries"]).expect_code(0);
    project.run(["build"]).expect_code(0);
    project
}

#[test]
fn and_so_they_are_in_another_sector_with_other_words() {
    let project = libraries();
    let english = Words {
        is_chinese: false,
        periods: vec!["2018", "2021", "2016"],
        areas: vec!["Eastmark", "Westmark", "Riverland"],
        tiers: vec!["regional", "municipal"],
    };
    check(&project, "out/reports/libraries/libraries.en.md", "## Where each", &english, 20_181);
    let chinese = Words {
        is_chinese: true,
        periods: vec!["2018年", "2021年", "2016年"],
        areas: vec!["东境区", "西境区", "河国"],
        tiers: vec!["大区级", "镇级"],
    };
    check(&project, "out/reports/libraries/libraries.zh-CN.md", "## 数字来源", &chinese, 20_182);
    for (report, up_to, words, seed) in [
        ("towns/towns.en.md", "## Definitions", &english, 20_183),
        ("towns/towns.zh-CN.md", "## 指标解释", &chinese, 20_184),
        ("quality/quality.en.md", "## Definitions", &english, 20_185),
        ("quality/quality.zh-CN.md", "## 指标解释", &chinese, 20_186),
    ] {
        check(&project, &format!("out/reports/{report}"), up_to, words, seed);
    }
}
