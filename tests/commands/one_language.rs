//! Projects of one language: everything is said in it, and the other is asked for nowhere.

use crate::harness::Project;

const AREAS: &str = "code,name,short_name,aliases,tier,parent,valid_from,valid_until,merged_into\n";

/// A project of one language: the words of each text are made by `text` from Chinese and English ones.
fn project(language: &str) -> Project {
    let is_english = language == "en";
    let word = |zh: &'static str, en: &'static str| if is_english { en } else { zh };
    let text = |zh: &'static str, en: &'static str| format!("{{ {language} = \"{}\" }}", word(zh, en));
    let tier = |id: &str, zh, en, rank: u32, total: bool| {
        format!("[[tiers]]\nid = \"{id}\"\nname = {}\nrank = {rank}\ntotal = {total}\n", text(zh, en))
    };
    let tiers = tier("region", "大区级", "regional", 0, false)
        + &tier("town", "镇级", "municipal", 1, false)
        + &tier("all", "合计", "all tiers", 2, true);
    let areas = format!(
        "{AREAS}1,{river},{river},,region,,,,\n10,{east},{east},,town,1,,,\n20,{west},{west},,town,1,,,\n",
        river = word("河国", "Riverland"),
        east = word("东境", "Eastmark"),
        west = word("西境", "Westmark"),
    );
    let indicator = |id: &str, zh, en, more: &str| {
        format!(
            "id = \"{id}\"\nname = {}\nunit = \"buildings\"\nmeasure = \"stock\"\n{more}\ndefinition = {}\n",
            text(zh, en),
            text("对公众开放的。", "Open to the public.")
        )
    };
    let mut rows = "indicator,tier,area_code,as_of,value\n".to_owned();
    for (year, step) in (2015..=2022).zip(0_u32..) {
        for (indicator, base) in [("libraries", 900), ("museums", 400)] {
            let (region, east, west) = (40 + step, base / 2 + 7 * step, base / 2 + 3 * step + step % 3);
            rows.push_str(&format!(
                "{indicator},region,1,{year},{region}\n{indicator},town,1,{year},{}\n",
                east + west
            ));
            rows.push_str(&format!("{indicator},all,1,{year},{}\n", region + east + west));
            rows.push_str(&format!("{indicator},town,10,{year},{east}\n{indicator},town,20,{year},{west}\n"));
        }
    }
    let chart = |kind: &str, more: &str| {
        format!(
            "kind = \"{kind}\"\nindicator = \"libraries\"\ntitle = {}\nsubtitle = {}\n{more}",
            text("图书馆", "Libraries"),
            text("所", "buildings")
        )
    };
    let body = word(
        "# {{ title() }}\n\n## 数量\n\n{{ sentence(\"growth\") }}\n{{ sentence(\"level\") }}\n{{ sentence(\"remarkable\", or=\"\") }}\n\n{{ table(\"growth\") }}\n\n{{ table(\"years\") }}\n\n{{ chart(\"course\") }}\n\n## 定义\n\n{{ definitions() }}\n\n{{ findings(9) }}\n\n{{ sources() }}\n",
        "# {{ title() }}\n\n## How many\n\n{{ sentence(\"growth\") }}\n{{ sentence(\"level\") }}\n{{ sentence(\"remarkable\", or=\"\") }}\n\n{{ table(\"growth\") }}\n\n{{ table(\"years\") }}\n\n{{ chart(\"course\") }}\n\n## Definitions\n\n{{ definitions() }}\n\n{{ findings(9) }}\n\n{{ sources() }}\n",
    );
    let table = |name: &str, kind: &str, more: &str| {
        format!(
            "[[tables]]\nname = \"{name}\"\nkind = \"{kind}\"\ntitle = {}\n{more}\n",
            text("图书馆", "Libraries")
        )
    };
    Project::empty()
        .with("tierstat.toml", format!("title = {}\nlanguages = [\"{language}\"]\n", text("图书馆", "Libraries")))
        .with("datasets/areas/tiers.toml", tiers)
        .with("datasets/areas/areas.csv", areas)
        .with(
            "datasets/indicators/units.toml",
            format!("[[units]]\nid = \"buildings\"\nname = {}\nkind = \"count\"\n", text("所", "buildings")),
        )
        .with("datasets/indicators/libraries.toml", indicator("libraries", "公共图书馆", "public libraries", ""))
        .with("datasets/indicators/museums.toml", indicator("museums", "博物馆", "museums", "step = \"year\""))
        .with(
            "datasets/dimensions/size.toml",
            format!(
                "id = \"size\"\nname = {}\n[[members]]\nid = \"large\"\nname = {}\n[[members]]\nid = \"small\"\nname = {}\n",
                text("规模", "size"),
                text("大型", "large"),
                text("小型", "small")
            ),
        )
        .with("datasets/office/counts.csv", rows)
        .with(
            "datasets/office/counts.csv.mapping.toml",
            "[columns]\nindicator = \"indicator\"\ntier = \"tier\"\narea_code = \"area-code\"\nas_of = \"period\"\nvalue = \"value\"\n",
        )
        .with(
            "datasets/office/counts.csv.origin.toml",
            format!("publisher = \"{}\"\ntitle = \"{}\"\nedition = \"1\"\n", word("统计局", "Office"), word("年报", "Counts")),
        )
        .with(
            "reports/libraries/report.toml",
            format!(
                "title = {}\n[scope]\nindicator = \"libraries\"\narea = \"1\"\ntiers = [\"region\", \"town\"]\n{}{}",
                text("图书馆年报", "Libraries"),
                table("growth", "growth", ""),
                table("years", "periods", "indicators = [\"libraries\", \"museums\"]\nstep = \"year\"")
            ),
        )
        .with(&format!("reports/libraries/text.{language}.md"), body)
        .with("reports/libraries/charts/course.toml", chart("line", &format!("note = {}\n", text("注", "note"))))
        .with("charts/places.toml", chart("bars", "areas = [\"10\", \"20\"]\ntiers = [\"town\"]\n"))
}

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{4e00}'..='\u{9fff}')
}

/// Everything that such a project writes, by name, as text.
fn written(language: &str) -> Vec<(String, String)> {
    let project = project(language);
    project.run(["import", "--quiet"]).expect_code(0);
    for kind in [
        &["annual", "a"][..],
        &["bulletin", "b"],
        &["yearbook", "y"],
        &["comparison", "c", "--area", "10", "--area", "20"],
        &["quality", "q"],
    ] {
        project.run(["report", "new"].iter().chain(kind).copied()).expect_code(0);
    }
    project.run(["build"]).expect_code(0);
    project.run(["letter", "--area", "1"]);
    let text = format!("out/reports/libraries/libraries.{language}.md");
    let checked = project.run(["report", "check", &text]);
    assert!(checked.code == 0, "{}\n{}", checked.stdout, checked.stderr);
    for verb in [&["figures"][..], &["check"], &["growth", "--indicator", "libraries"], &["doctor"]] {
        for spoken in ["en", "zh-CN"] {
            project.run(verb.iter().chain(&["--language", spoken]).copied()).expect_code(0);
        }
    }
    let files = project.files_under("out").into_iter().chain(project.files_under("reports"));
    files
        .filter(|(name, _)| !name.contains("ledger.sqlite") && !name.ends_with(".png"))
        .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}

#[test]
fn a_project_in_english_asks_for_no_chinese_and_writes_none() {
    let files = written("en");
    assert!(files.iter().any(|(name, _)| name.ends_with("libraries.en.html")), "the report is there");
    for (name, text) in &files {
        assert!(!name.contains("zh-CN"), "{name}");
        // The machine's answers keep both languages; what a person reads has one.
        let is_read = [".html", ".md", ".svg", ".csv"].iter().any(|ending| name.ends_with(ending));
        if is_read {
            let line = text.lines().find(|line| line.chars().any(is_chinese));
            assert!(line.is_none(), "{name}: {line:?}");
            assert!(!text.contains("lang=\"zh-CN\""), "{name}");
        }
    }
    let report = files.iter().find(|(name, _)| name.ends_with("a/report.toml")).expect("a first report");
    assert!(!report.1.contains("zh-CN"), "{}", report.1);
}

#[test]
fn a_project_in_chinese_asks_for_no_english_and_writes_none() {
    let files = written("zh-CN");
    let page = files.iter().find(|(name, _)| name.ends_with("libraries.zh-CN.html")).expect("the report");
    assert!(page.1.contains("<html lang=\"zh-CN\">") && !page.1.contains("lang=\"en\""));
    for (name, text) in &files {
        assert!(!name.contains(".en."), "{name}");
        if name.ends_with("zh-CN.md") {
            assert!(!text.contains("Libraries") && !text.contains("not available"), "{name}: {text}");
        }
    }
}

#[test]
fn a_text_without_one_of_the_languages_is_refused_with_its_line() {
    for (file, text, says) in [
        (
            "tierstat.toml",
            "title = { en = \"L\" }\nlanguages = [\"en\", \"zh-CN\"]\n",
            "line 1: `title` has no words in zh-CN",
        ),
        (
            "datasets/indicators/units.toml",
            "[[units]]\nid = \"buildings\"\nname = { zh-CN = \"所\" }\nkind = \"count\"\n",
            "line 3: `name` has no words in en; the languages are en",
        ),
        (
            "reports/libraries/report.toml",
            "title = { zh-CN = \"图\" }\n[scope]\nindicator = \"libraries\"\narea = \"1\"\n",
            "line 1: `title` has no words in en",
        ),
        (
            "reports/libraries/report.toml",
            "title = { en = \"L\" }\nlanguages = [\"en\", \"zh-CN\"]\n[scope]\nindicator = \"libraries\"\narea = \"1\"\n",
            "line 2: `languages` names zh-CN, which the project does not have",
        ),
        (
            "reports/libraries/charts/course.toml",
            "kind = \"line\"\nindicator = \"libraries\"\ntitle = { en = \"L\" }\nsubtitle = { zh = \"所\" }\n",
            "line 4: `subtitle` has no words in en",
        ),
        (
            "charts/places.toml",
            "kind = \"line\"\nindicator = \"libraries\"\ntitle = {}\nsubtitle = { en = \"\" }\n",
            "needs `zh-CN` or `en`",
        ),
    ] {
        let project = project("en");
        project.run(["import", "--quiet"]).expect_code(0);
        project.write(file, text);
        if file.ends_with("report.toml") {
            project.write("reports/libraries/text.zh-CN.md", "图\n");
        }
        let run = project.run(["build", "--language", "en"]);
        assert!(run.code == 3, "{file}: {} {}", run.code, run.stderr);
        assert!(run.stderr.contains(file) && run.stderr.contains(says), "{says}: {}", run.stderr);
    }
}

#[test]
fn a_report_names_documents_by_their_title_in_its_language() {
    let project = project("en");
    project.write(
        "datasets/office/counts.csv.origin.toml",
        "publisher = \"Office\"\ntitle = \"图书馆年报2022\"\ntitle-en = \"Library yearbook 2022\"\nedition = \"1\"\n",
    );
    project.write(
        "reports/libraries/report.toml",
        "title = { en = \"Libraries\" }\n[scope]\nindicator = \"libraries\"\narea = \"1\"\n\
         [[tables]]\nname = \"printed\"\nkind = \"figures\"\ntitle = { en = \"Libraries\" }\n",
    );
    project.write(
        "reports/libraries/text.en.md",
        "# {{ title() }}\n\n{{ table(\"printed\") }}\n\n{{ sources() }}\n",
    );
    project.run(["build", "--quiet"]).expect_code(0);
    let text = project.read("out/reports/libraries/libraries.en.md");
    assert!(text.contains("| 2015 | 940 | 940 | Library yearbook 2022 |"), "{text}");
    assert!(text.contains("Office, Library yearbook 2022 (1)") && !text.contains("图书馆年报"), "{text}");
    let page = project.read("out/reports/libraries/libraries.en.html");
    assert!(page.contains("Library yearbook 2022") && !page.contains("图书馆年报"));
    assert!(!page.contains("lang=\"zh-CN\""), "no Chinese words stand in it");
    // Programs read both, and the ledger keeps the title that was printed.
    let origins = project.read("out/reports/libraries/libraries.en.origins.json");
    assert!(
        origins.contains("\"title\": \"图书馆年报2022\"")
            && origins.contains("\"title_en\": \"Library yearbook 2022\"")
    );
    let figures = project.run(["figures", "--indicator", "libraries", "--format", "json"]);
    assert!(figures.stdout.contains("图书馆年报2022"), "{}", figures.stdout);
    // The number in the name of the document is no statement.
    project.write("check.md", "In 2022 Riverland had 1,018 public libraries (Library yearbook 2022).\n");
    let checked = project.run(["report", "check", "check.md", "--format", "json"]);
    assert!(
        checked.stdout.contains("\"right\"") && !checked.stdout.contains("\"printed\": \"2022"),
        "{}",
        checked.stdout
    );
}
