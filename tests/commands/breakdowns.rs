//! Parts of indicators: asked for by name, and never taken for the whole.

use crate::harness::Project;
use serde_json::{Value, json};

const MAPPING: &str = "[columns]\nindicator = \"indicator\"\ntier = \"tier\"\narea_code = \"area-code\"\nas_of = \"period\"\n\
    value = \"value\"\nsex = { dimension = \"sex\" }\nkind = { dimension = \"organisation-kind\" }\nsize = { dimension = \"staff-size\" }\n";

/// Social workers by sex, and organisations by kind: one kind is an indicator of its own, one is on no list.
pub(super) const FIGURES: &str = "\
social-work-professionals,all,440000,2014,100,,,
social-work-professionals,all,440000,2015,120,,,
social-work-professionals,all,440000,2014,60,female,,
social-work-professionals,all,440000,2015,75,female,,
social-work-professionals,all,440000,2014,40,male,,
social-work-professionals,all,440000,2015,45,male,,
social-work-professionals,all,440000,2015,30,female,,10-49
social-work-professionals,all,440000,2015,45,female,,1-9
social-work-professionals,province,430000,2015,7,female,,
social-work-professionals,county,430000,2015,9,female,,
social-organisations,all,440000,2014,50,,,
social-organisations,all,440000,2015,60,,,
social-organisations,all,440000,2014,30,,association,
social-organisations,all,440000,2015,34,,association,
social-organisations,all,440000,2014,15,,private-non-enterprise-unit,
social-organisations,all,440000,2015,20,,private-non-enterprise-unit,
social-organisations,all,440000,2014,5,,foundation,
social-organisations,all,440000,2015,6,,foundation,
social-organisations,all,430000,2015,2,,联谊会,
social-organisations,all,430000,2015,4,,association,
";

/// A project whose ledger holds such figures: indicator, tier, area, period, number, sex, kind and size of staff.
pub(super) fn of_parts(lines: &str) -> Project {
    let project = Project::with_code_lists()
        .with(
            "datasets/office/figures.csv",
            format!("indicator,tier,area_code,as_of,value,sex,kind,size\n{lines}"),
        )
        .with("datasets/office/figures.csv.mapping.toml", MAPPING)
        .with(
            "datasets/office/figures.csv.origin.toml",
            "publisher = \"Office\"\ntitle = \"Figures\"\nedition = \"1\"\n",
        );
    project.run(["import", "--quiet"]).expect_code(0);
    project
}

fn ask(project: &Project, words: &str) -> Value {
    let words = words.split(' ').chain(["--format", "json", "--language", "en"]);
    project.run(words).expect_code(0).json()
}

/// Some columns of the rows.
fn columns(rows: &Value, names: &[&str]) -> Vec<Vec<Value>> {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| names.iter().map(|name| row[*name].clone()).collect()).collect()
}

#[test]
fn figures_are_asked_for_by_part_and_by_dimension() {
    let project = of_parts(FIGURES);
    let one = "figures --indicator social-work-professionals --area 广东 --period 2015";
    let values = |more: &str| {
        let rows = ask(&project, &format!("{one}{more}"));
        columns(&rows, &["value", "breakdown"])
    };
    assert_eq!(values(""), [[json!(120.0), Value::Null]], "the whole alone, and no column");
    assert_eq!(values(" --breakdown sex=female"), [[json!(75.0), json!({"sex": "female"})]]);
    assert_eq!(values(" --breakdown 性别=女"), values(" --breakdown sex=females"));
    let crossed = json!({"sex": "female", "staff-size": "10-49"});
    assert_eq!(values(" --breakdown sex=女,规模=10—49人"), [[json!(30.0), crossed.clone()]]);
    assert_eq!(values(" --breakdown sex=女 --breakdown staff-size=10-49"), [[json!(30.0), crossed]]);
    assert_eq!(values(" --breakdown sex=total"), [[json!(120.0), json!({})]], "a total limits nothing");
    // Members in the order of their list, and not by their ids or the whole.
    assert_eq!(
        values(" --by 性别"),
        [[json!(45.0), json!({"sex": "male"})], [json!(75.0), json!({"sex": "female"})]]
    );
    let within = values(" --by staff-size --breakdown sex=female");
    assert_eq!(within.iter().map(|row| row[0].clone()).collect::<Vec<_>>(), [json!(45.0), json!(30.0)]);
    assert_eq!(values(" --breakdown all").len(), 5);
    // For people by name, and as CSV by id.
    let run = |words: &str| project.run(words.split(' ')).expect_code(0).stdout;
    let table = run(&format!("{one} --by sex --language zh-CN"));
    assert!(table.contains("分组") && table.contains("性别=女"), "{table}");
    let csv = run(&format!("{one} --by sex --format csv"));
    assert!(csv.starts_with("id,indicator,tier,area,breakdown,period,"), "{csv}");
    assert!(csv.contains(",440000,sex=male,2015,"), "{csv}");
    // Sums of tiers within one part.
    let rows =
        ask(&project, "figures --area 湖南 --indicator social-work-professionals --breakdown sex=female");
    let sum = rows.as_array().and_then(|rows| rows.last()).expect("a sum");
    assert_eq!(
        (&sum["value"], &sum["rule"], &sum["breakdown"]),
        (&json!(16.0), &json!("sum-of-tiers"), &json!({"sex": "female"}))
    );
    // In another shape and order.
    let wide = "figures --indicator social-work-professionals --area 广东 --by sex --wide --format csv";
    assert_eq!(
        run(wide),
        "indicator,tier,area,breakdown,2014-12-31,2015-12-31\n\
         social-work-professionals,all,440000,sex=male,40,45\nsocial-work-professionals,all,440000,sex=female,60,75\n"
    );
    let sorted = ask(&project, &format!("{one} --by sex --sort breakdown --descending"));
    assert_eq!(columns(&sorted, &["value"]), [[json!(75.0)], [json!(45.0)]]);
    let sorted = ask(&project, &format!("{one} --by sex --sort value"));
    assert_eq!(columns(&sorted, &["breakdown"]), [[json!({"sex": "male"})], [json!({"sex": "female"})]]);
    let refused = project.run(format!("{one} --sort breakdown --language en").split(' ')).expect_code(2);
    assert!(refused.stderr.contains("no column is called `breakdown`"), "{}", refused.stderr);
}

#[test]
fn an_indicator_that_is_limited_to_a_member_is_that_member() {
    let project = of_parts(FIGURES);
    let one = "figures --period 2015 --area 广东";
    let shown = ["indicator", "breakdown", "value"];
    let kind = |member: &str| json!({"organisation-kind": member});
    let association = [[json!("social-associations"), kind("association"), json!(34.0)]];
    let rows =
        ask(&project, &format!("{one} --indicator 社会组织 --breakdown organisation-kind=association"));
    assert_eq!(columns(&rows, &shown), association);
    let rows =
        ask(&project, &format!("{one} --indicator 社会团体 --breakdown organisation-kind=association"));
    assert_eq!(columns(&rows, &["indicator", "value"]), [[json!("social-associations"), json!(34.0)]]);
    let rows = ask(&project, &format!("{one} --breakdown 社会组织类别=社团"));
    assert_eq!(columns(&rows, &shown), association, "where no indicator is named, too");
    let rows = ask(&project, &format!("{one} --indicator 社会组织 --by organisation-kind"));
    let by_kind = [
        association[0].clone(),
        [json!("private-non-enterprise-units"), kind("private-non-enterprise-unit"), json!(20.0)],
        [json!("foundations"), kind("foundation"), json!(6.0)],
    ];
    assert_eq!(columns(&rows, &shown), by_kind);
    let rows = ask(&project, "figures --indicator 社会组织 --by organisation-kind --area 湖南");
    let unlisted = [
        [json!("social-associations"), kind("association"), json!(4.0)],
        [json!("social-organisations"), kind("联谊会"), json!(2.0)],
    ];
    assert_eq!(columns(&rows, &shown), unlisted, "what no list knows comes last");
    let wide = project.run(
        "figures --indicator 社会组织 --by organisation-kind --area 湖南 --wide --format csv".split(' '),
    );
    let wide = wide.expect_code(0).stdout;
    assert!(
        wide.contains(
            "social-associations,all,430000,organisation-kind=association,4\nsocial-organisations,"
        ),
        "{wide}"
    );
    let rows = ask(
        &project,
        "figures --indicator 社会组织 --breakdown 类别=联谊会 --area 湖南"
            .replace("类别", "机构类别")
            .as_str(),
    );
    assert_eq!(rows[0]["value"], json!(2.0), "a member that no list knows is as it is printed");
    assert_eq!(
        ask(&project, &format!("{one} --indicator 社会组织 --breakdown all")).as_array().map(Vec::len),
        Some(4)
    );
}

#[test]
fn what_is_no_part_or_has_no_figure_is_said_with_what_there_is() {
    let project = of_parts(FIGURES);
    let refused = |words: &str, parts: &[&str]| {
        let run = project.run(words.split(' ').chain(["--language", "en"])).expect_code(2);
        for part in parts {
            assert!(run.stderr.contains(part), "{words}: {part} is missing:\n{}", run.stderr);
        }
    };
    refused("figures --breakdown sez=female", &["no dimension is called `sez`", "did you mean sex?"]);
    refused("figures --breakdown sex", &["`sex` is not `dimension=member`", "sex=female"]);
    refused("figures --breakdown sex=male,性别=女", &["the dimension `sex` stands twice"]);
    refused("figures --by sex --breakdown sex=male", &["both --by and --breakdown"]);
    refused(
        "figures --indicator 社会组织 --indicator 社工专业人才 --breakdown organisation-kind=association",
        &["in different ways", "ask for each of them by itself"],
    );
    refused(
        "figures --indicator social-work-professionals --breakdown sex=other",
        &[
            "there is no such figure",
            "sex=other",
            "there are figures of: sex=male; sex=female; sex=female, number of staff=1 to 9",
        ],
    );
    refused(
        "figures --indicator 社会组织 --by sex",
        &["kind of organisation=social associations", "=联谊会"],
    );
    refused("figures --indicator 社会团体 --by sex", &["all figures are of the whole", "2 periods"]);
    refused(
        "trace --indicator social-work-professionals --breakdown sex=other",
        &["there are figures of: sex=male"],
    );
    // Where parts alone have figures, the whole has none.
    let parts = of_parts("social-work-professionals,all,440000,2014,60,female,,\n");
    let run =
        parts.run(["figures", "--indicator", "social-work-professionals", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("only parts have: sex=female"), "{}", run.stderr);
}

#[test]
fn what_tells_of_a_figure_says_of_which_part_it_is() {
    let project = of_parts(FIGURES);
    let english =
        |words: &str, code: i32| project.run(words.split(' ').chain(["--language", "en"])).expect_code(code);
    let rows = ask(
        &project,
        "figures --indicator social-work-professionals --area 广东 --breakdown sex=female --period 2015",
    );
    let id = rows[0]["id"].as_str().expect("an id");
    let trace = english(&format!("trace {id}"), 0).stdout;
    assert!(
        trace.starts_with("social work professionals · sex=female · all tiers · Guangdong · 2015  75\n"),
        "{trace}"
    );
    let asked = "trace --indicator 社会工作专业人才 --area 广东 --period 2015 --breakdown 性别=女";
    assert_eq!(english(asked, 0).stdout, trace);
    let chinese = project.run(asked.split(' ').chain(["--language", "zh-CN"])).expect_code(0).stdout;
    assert!(chinese.starts_with("社会工作专业人才 · 性别=女 · "), "{chinese}");
    assert_eq!(ask(&project, asked)[0]["breakdown"], json!({"sex": "female"}));
    let whole = ask(&project, "trace --indicator 社会工作专业人才 --area 广东 --period 2015");
    assert_eq!((&whole[0]["value"], whole[0].get("breakdown")), (&json!(120.0), None));
    let sum =
        english("trace --indicator 社会工作专业人才 --area 湖南 --period 2015 --breakdown sex=female", 0)
            .stdout;
    assert!(
        sum.starts_with("social work professionals · sex=female · all tiers · Hunan · 2015  16\n"),
        "{sum}"
    );

    // Two prints of one part differ, and one part is more than the whole.
    let project = of_parts(&FIGURES.replace("2014,60,female", "2014,160,female"));
    let run = project.run(["check", "--rule", "total", "--language", "en"]).expect_code(4);
    assert!(run.stdout.contains("female"), "{}", run.stdout);
    project.run(["import", "--letter", "--quiet"]).expect_code(0);
    let letter = project.read("out/letters/office.zh-CN.md");
    assert!(letter.contains("社会工作专业人才 · 女 · "), "{letter}");
    let project = project
        .with("datasets/office/draft.csv", "2023年女社会工作专业人才\n单位：人\n地区,男,女\n广东,5,7\n")
        .with(
            "datasets/office/draft.csv.origin.toml",
            "publisher = \"Office\"\ntitle = \"Draft\"\nedition = \"1\"\n",
        );
    project.run(["import", "--quiet"]);
    let kept = "figures --kept-back";
    let rows = ask(&project, kept);
    assert_eq!(columns(&rows, &["rule"]), [[json!("breakdown.doubtful")]], "{rows}");
    let part = rows[0]["breakdown"]["sex"].as_str().expect("a member");
    assert_eq!(ask(&project, &format!("{kept} --breakdown sex={part}")), rows);
    let other = if part == "male" { "female" } else { "male" };
    let run = project.run(format!("{kept} --breakdown sex={other} --language en").split(' ')).expect_code(2);
    assert!(run.stderr.contains(&format!("no such number is kept back: sex={other}")), "{}", run.stderr);
    let table = project.run(["figures", "--kept-back", "--language", "zh-CN"]).expect_code(0).stdout;
    assert!(table.contains("分组") && table.contains("性别="), "{table}");
}

#[test]
fn growth_relates_figures_of_one_part() {
    let more = "\
social-work-professionals,all,430000,2014,30,female,,
social-work-professionals,all,430000,2015,33,female,,
";
    let project = of_parts(&format!("{FIGURES}{more}"));
    let one = "growth --indicator social-work-professionals --area 广东";
    let rows = |words: &str| ask(&project, words);
    let whole = rows(one);
    assert_eq!((&whole[0]["change"], whole[0].get("breakdown")), (&json!(20.0), None));
    let female = rows(&format!("{one} --breakdown sex=female"));
    assert_eq!(
        columns(&female, &["breakdown", "change", "growth_rate"]),
        [[json!({"sex": "female"}), json!(15.0), json!(0.25)]]
    );
    // The two sexes make the whole up, so that each has a share of its change.
    let by = rows(&format!("{one} --by 性别"));
    let names: Vec<_> = columns(&by, &["breakdown", "part", "change"]);
    assert_eq!(names[0], [json!({"sex": "male"}), json!("member"), json!(5.0)]);
    assert_eq!(names[1], [json!({"sex": "female"}), json!("member"), json!(15.0)]);
    assert_eq!(by.as_array().map(Vec::len), Some(4), "{by}");
    let share = |rows: &Value, place: usize| rows[place]["contribution"].clone();
    assert_eq!((share(&by, 0), share(&by, 1)), (json!(0.25), json!(0.75)), "{by}");
    // One of two alone makes nothing up.
    let hunan = rows("growth --indicator social-work-professionals --area 湖南 --by sex");
    assert_eq!(
        columns(&hunan, &["part", "change", "contribution"]),
        [[json!("member"), json!(3.0), Value::Null]]
    );
    let areas =
        rows("growth --indicator social-work-professionals --area 全国 --by area --breakdown sex=female");
    assert_eq!(
        columns(&areas, &["area", "breakdown", "change"])[0..2],
        [
            [json!("430000"), json!({"sex": "female"}), json!(3.0)],
            [json!("440000"), json!({"sex": "female"}), json!(15.0)]
        ]
    );
    // By kind, of which each is an indicator of its own; by type it is the same, named by the indicators alone.
    let kinds = rows("growth --indicator 社会组织 --area 广东 --by organisation-kind");
    let types = rows("growth --indicator 社会组织 --area 广东 --by type");
    assert_eq!(kinds[0]["breakdown"], json!({"organisation-kind": "association"}));
    assert_eq!((kinds[0]["change"].clone(), share(&kinds, 0)), (json!(4.0), json!(0.4)), "{kinds}");
    assert!(
        types[0].get("breakdown").is_none()
            && types.as_array().map(Vec::len) == kinds.as_array().map(Vec::len)
    );
    // An index, a drawing, and what is said in words.
    let index = rows(&format!("{one} --by sex --index"));
    let last = index.as_array().and_then(|rows| rows.last()).expect("a row");
    assert_eq!((&last["breakdown"], &last["index"]), (&json!({"sex": "female"}), &json!(125.0)));
    let words = format!("{one} --by sex --plot growth.svg --explain --language en");
    let run = project.run(words.split(' ')).expect_code(0);
    assert!(run.stdout.contains("social work professionals (sex=female)"), "{}", run.stdout);
    let drawn = project.read("growth.svg");
    assert!(drawn.contains("sex=female") && drawn.contains("sex=male"), "{drawn}");
    for (words, part) in [
        (format!("{one} --by sez"), "no dimension is called `sez`"),
        (format!("{one} --breakdown all"), "not computed on together"),
        (format!("{one} --breakdown sex=other"), "there are figures of: sex=male"),
        ("growth --indicator 社会组织 --area 广东 --by sex".to_owned(), "kind of organisation="),
        (format!("{one} --breakdown sex=male --by sex"), "both --by and --breakdown"),
        (format!("{one} --shift-share type --breakdown sex=male"), "cannot be used with"),
    ] {
        let run = project.run(words.split(' ').chain(["--language", "en"])).expect_code(2);
        assert!(run.stderr.contains(part), "{words}: {}", run.stderr);
    }
    project.run("trend --indicator social-work-professionals --breakdown sex=male".split(' ')).expect_code(2);
}

#[test]
fn a_rate_has_the_same_part_below_as_above() {
    let indicator = |id: &str, more: &str| {
        format!(
            "id = \"{id}\"\nname = {{ zh-CN = \"{id}\", en = \"{id}\" }}\nunit = \"number\"\nmeasure = \"stock\"\n{more}\
             definition = {{ zh-CN = \"。\", en = \".\" }}\n"
        )
    };
    let project = Project::with_code_lists()
        .with("datasets/indicators/posts.toml", indicator("posts", "covers = \"bodies\"\n"))
        .with("datasets/indicators/bodies.toml", indicator("bodies", ""));
    let lines = "posts,county,440000,2014,10,,,\nposts,county,440000,2015,20,,,\nposts,county,440000,2014,4,female,,\n\
        posts,county,440000,2015,6,female,,\nbodies,county,440000,2014,100,,,\nbodies,county,440000,2014,12,female,,\n";
    project.write(
        "datasets/office/f.csv",
        format!("indicator,tier,area_code,as_of,value,sex,kind,size\n{lines}"),
    );
    project.write("datasets/office/f.csv.mapping.toml", MAPPING);
    project.write(
        "datasets/office/f.csv.origin.toml",
        "publisher = \"Office\"\ntitle = \"Figures\"\nedition = \"1\"\n",
    );
    project.run(["import", "--quiet"]).expect_code(0);
    let covered = |more: &str| {
        let rows = ask(&project, &format!("growth --indicator posts --area 广东{more}"));
        columns(&rows, &["coverage_from", "coverage_to"])
    };
    assert_eq!(covered(""), [[json!(0.1), json!(0.2)]]);
    assert_eq!(covered(" --breakdown sex=female"), [[json!(4.0 / 12.0), json!(0.5)]]);
}

#[test]
fn balance_compares_parts_or_within_one() {
    let more = "\
social-work-professionals,all,430000,2015,75,female,,
social-work-professionals,all,420000,2015,100,,,
";
    let project = of_parts(&format!("{FIGURES}{more}"));
    let one = "balance --indicator social-work-professionals --period 2015";
    let by = ask(&project, &format!("{one} --area 广东 --by sex"));
    assert_eq!(columns(&by, &["members", "gini"]), [[json!(2), json!(0.125)]]);
    let areas = ask(&project, &format!("{one} --area 全国 --breakdown sex=female"));
    assert_eq!(
        columns(&areas, &["members", "gini", "breakdown"]),
        [[json!(2), json!(0.0), json!({"sex": "female"})]]
    );
    // A member that no list knows may be counted in another one.
    let run = project
        .run(
            "balance --indicator 社会组织 --period 2015 --area 湖南 --by organisation-kind --language en"
                .split(' '),
        )
        .expect_code(2);
    assert!(run.stderr.contains("may overlap"), "{}", run.stderr);
}

/// The text of a fenced block of a page behind a heading.
fn fenced<'a>(page: &'a str, heading: &str, language: &str) -> &'a str {
    let behind = page.split_once(heading).expect("the heading").1;
    let block = behind.split_once(&format!("```{language}\n")).expect("the block").1;
    block.split_once("```").expect("its end").0
}

#[test]
fn a_report_binds_parts_as_its_documentation_shows() {
    let page = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tierstat-report/README.md"),
    )
    .expect("the page");
    let heading = "### Parts of an indicator";
    let project = of_parts(FIGURES);
    project.write("reports/sexes/report.toml", fenced(&page, heading, "toml"));
    project.write("reports/sexes/text.en.md", fenced(&page, heading, "markdown"));
    project.write(
        "reports/sexes/charts/sexes.toml",
        "kind = \"line\"\ntitle = { zh-CN = \"性别\", en = \"Sexes\" }\nsubtitle = { zh-CN = \"人\", en = \"persons\" }\n\
         indicator = \"social-work-professionals\"\narea = \"440000\"\nby = \"sex\"\n",
    );
    let report = || {
        project.run(["report", "sexes", "--language", "en"]).expect_code(0);
        project.read("out/reports/sexes/sexes.en.md")
    };
    let text = report();
    assert!(text.contains("Of 120 professionals 75 are women, a growth of "), "{text}");
    assert!(text.contains("25.0%.\n"), "{text}");
    for row in
        ["| male | 40 | 45 | 5 | 12.5% | 25.0% |", "| female | 60 | 75 | 15 | 25.0% | 75.0% |", "| sex |"]
    {
        assert!(text.contains(row), "{row} is missing:\n{text}");
    }
    let origins = project.read("out/reports/sexes/sexes.en.origins.json");
    assert!(
        origins.contains("social work professionals (sex=female) · all tiers · Guangdong · 2015"),
        "{origins}"
    );
    project.run(["chart", "sexes/sexes", "--language", "en"]).expect_code(0);
    let drawn = project.files_under("out/reports/sexes/charts");
    let csv = drawn.iter().find(|(name, _)| name.ends_with("sexes.en.csv")).expect("its numbers");
    let csv = String::from_utf8_lossy(&csv.1).into_owned();
    assert!(csv.contains("female") && csv.contains("75") && !csv.contains("120"), "{csv}");

    // One kind of organisations, which is an indicator of its own, and what cannot be.
    project.write(
        "reports/sexes/text.en.md",
        "{{ figure(\"social-organisations\", breakdown=\"organisation-kind=association\", at=\"2015\") }} associations, \
         {{ change(\"社会组织\", breakdown=\"类别=社团\", from=\"2014\", to=\"2015\").words }}.\n"
            .replace("类别", "机构类别"),
    );
    let text = report();
    assert!(text.contains("34 associations, 4 more"), "{text}");
    for (call, part) in [
        ("figure(breakdown='sez=female')", "no dimension is called `sez`"),
        ("figure(breakdown='all')", "is not `dimension=member`"),
        ("sentence('target', breakdown='sex=female')", "a target is of the whole"),
    ] {
        project.write("reports/sexes/text.en.md", format!("{{{{ {call} }}}}\n"));
        let run = project.run(["report", "sexes", "--language", "en"]);
        assert!(run.code != 0 && run.stderr.contains(part), "{call}: {}", run.stderr);
    }
    project.write("reports/sexes/text.en.md", "{{ table(\"sexes\") }}\n");
    let wrong = project.read("reports/sexes/report.toml").replace("by = \"sex\"", "by = \"sez\"");
    project.write("reports/sexes/report.toml", wrong);
    let run = project.run(["report", "sexes", "--language", "en"]);
    assert!(run.code != 0 && run.stderr.contains("no dimension has the id `sez`"), "{}", run.stderr);
}

#[test]
fn a_line_chart_by_a_dimension_is_of_a_part_by_whichever_name_it_is_kept() {
    let more = "\
social-organisations,all,440000,2014,11,female,association,
social-organisations,all,440000,2015,13,female,association,
social-organisations,all,440000,2014,19,male,association,
social-organisations,all,440000,2015,21,male,association,
social-organisations,all,440000,2015,33,female,,
";
    let project = of_parts(&format!("{FIGURES}{more}"));
    project.write(
        "reports/kinds/report.toml",
        "[title]\nzh-CN = \"类别\"\nen = \"Kinds\"\n[scope]\nindicator = \"social-organisations\"\narea = \"440000\"\n",
    );
    project.write("reports/kinds/text.zh-CN.md", "一\n");
    project.write("reports/kinds/text.en.md", "One\n");
    let drawn = |breakdown: &str| {
        project.write(
            "reports/kinds/charts/sexes.toml",
            format!(
                "kind = \"line\"\ntitle = {{ zh-CN = \"性别\", en = \"Sexes\" }}\nsubtitle = {{ zh-CN = \"个\", en = \"number\" }}\n\
                 indicator = \"social-organisations\"\narea = \"440000\"\nby = \"sex\"\nbreakdown = {{ {breakdown} }}\n"
            ),
        );
        project.run(["chart", "kinds/sexes", "--language", "en"]).expect_code(0);
        let files = project.files_under("out/reports/kinds/charts");
        let csv = files.iter().find(|(name, _)| name.ends_with("sexes.en.csv")).expect("its numbers");
        String::from_utf8_lossy(&csv.1).into_owned()
    };
    let csv = drawn("organisation-kind = \"association\"");
    assert!(
        csv.contains("female") && csv.contains("13") && csv.contains("21") && !csv.contains("33"),
        "{csv}"
    );
    let csv = drawn("organisation-kind = \"total\"");
    assert!(csv.contains("female") && csv.contains("33") && !csv.contains("13"), "{csv}");
}

#[test]
fn rows_are_named_without_regard_to_case_and_a_wrong_name_says_what_rows_there_are() {
    let project = of_parts(FIGURES);
    let by = |verb: &str, by: &str| {
        let words = format!("{verb} --indicator social-organisations --area 440000 --by {by} --language en");
        project.run(words.split(' '))
    };
    let rows = by("growth", "type").expect_code(0).stdout;
    assert_eq!(by("growth", "Type").expect_code(0).stdout, rows);
    for (wrong, meant) in [("types", "type"), ("teir", "tier"), ("areas", "area"), ("sez", "sex")] {
        for verb in ["growth", "balance"] {
            let refused = by(verb, wrong).expect_code(2).stderr;
            assert!(refused.contains(&format!("did you mean {meant}")), "{wrong}: {refused}");
            assert!(refused.contains("there are area, tier, type, founded,"), "{wrong}: {refused}");
        }
    }
    let figures = by("figures", "types").expect_code(2).stderr;
    assert!(!figures.contains("did you mean type"), "{figures}");
}

/// What is asked of the repository beside a question for every verb.
const MORE: [&str; 22] = [
    "figures --indicator service-agencies --wide",
    "figures --indicator service-agencies --all",
    "figures --indicator service-agencies --sort value --descending",
    "figures --indicator administrative-divisions --map 2020-01-01",
    "figures --kept-back",
    "growth --indicator industry-organisations --explain",
    "growth --indicator 社会组织 --by type",
    "growth --indicator administrative-divisions --by area --index",
    "growth --indicator service-agencies --index",
    "coverage --indicator industry-organisations --explain",
    "coverage --indicator industry-organisations --by area",
    "target --indicator industry-organisations --area 广东",
    "roll-up --indicator administrative-divisions --tier county --period 2013 --explain",
    "balance --indicator administrative-divisions --tier county --explain",
    "balance --indicator administrative-divisions --quotients tier",
    "forecast --indicator service-agencies --horizon 2",
    "trend --indicator service-agencies --explain",
    "diff 2015-07-01 2018-01-01 --indicator industry-organisations",
    "errata 2015-07-01 2100-01-01",
    "revisions --indicator industry-organisations",
    "trace --indicator industry-organisations --area 全国 --period 2015",
    "export --form sdmx-csv",
];

#[test]
fn a_part_beside_every_figure_changes_no_answer_about_the_whole() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for readme in ["README.md", "README.zh-CN.md"] {
        let page = std::fs::read_to_string(root.join(readme)).expect("the page");
        let line = page.lines().find(|line| line.contains(" --by ")).expect("an example of parts");
        let words = line.trim_start_matches("cargo run -- ").split('#').next().expect("a command");
        let kinds = ask(&project, words.trim_end());
        assert!(kinds[0]["breakdown"]["organisation-kind"].is_string(), "{readme}: {words}");
    }
    project.write("series.csv", "series,period,value\na,2010,1\na,2011,3\na,2012,4\na,2013,7\na,2014,9\n");
    let mut questions: Vec<Vec<String>> = Vec::new();
    for (verb, words) in super::streams::QUESTIONS {
        // Those that change the project, or tell how much is in it, are asked apart.
        if ["init", "new", "completions", "man", "forget", "chart", "report", "build", "doctor", "ledger"]
            .contains(&verb)
        {
            continue;
        }
        let words = words.iter().map(|word| match *word {
            "members" => "service-agencies".to_owned(),
            "20" => "全国".to_owned(),
            "datasets/example/first/members.csv" => "series.csv".to_owned(),
            other => other.to_owned(),
        });
        questions.push(std::iter::once(verb.to_owned()).chain(words).collect());
    }
    questions.extend(MORE.iter().map(|words| words.split(' ').map(str::to_owned).collect()));
    let answers = || -> Vec<(String, i32, String)> {
        let formats = ["table", "json"];
        let asked = questions.iter().flat_map(|words| formats.map(|format| (words, format)));
        let answer = |(words, format): (&Vec<String>, &str)| {
            let more = ["--format", format, "--language", "en"];
            let run = project.run(words.iter().map(String::as_str).chain(more));
            (format!("{} --format {format}", words.join(" ")), run.code, run.stdout + &run.stderr)
        };
        asked.map(answer).collect()
    };
    let reports = || {
        project.run(["report", "--quiet", "--language", "en"]).expect_code(0);
        let mut files = project.files_under("out/reports");
        files.retain(|(name, _)| !name.contains("manifest"));
        files
    };
    let (before, written) = (answers(), reports());

    let rows = project.run(["figures", "--format", "json"]).expect_code(0).json();
    let mut lines = String::new();
    for row in rows.as_array().expect("rows") {
        let (Some(value), false) = (row["value"].as_f64(), row["id"].is_null()) else { continue };
        let word = |name: &str| row[name].as_str().expect("a word").to_owned();
        let (indicator, tier, area, period) = (word("indicator"), word("tier"), word("area"), word("period"));
        lines.push_str(&format!("{indicator},{tier},{area},{period},{},female,,\n", (value / 2.0).floor()));
    }
    project.write("parts.csv", format!("indicator,tier,area_code,as_of,value,sex,kind,size\n{lines}"));
    project.write("parts.csv.mapping.toml", MAPPING);
    project.write(
        "parts.csv.origin.toml",
        "publisher = \"Office\"\ntitle = \"Parts\"\nedition = \"9\"\npublished-on = 2025-01-01\n",
    );
    project.run(["import", "parts.csv", "--quiet"]).expect_code(0);
    let parts = ask(&project, "figures --breakdown sex=female");
    assert!(parts.as_array().map_or(0, Vec::len) * 10 > lines.lines().count() * 9, "most are there");

    let mut differ = Vec::new();
    for ((words, code, said), (_, code_now, said_now)) in before.into_iter().zip(answers()) {
        // The checks look at the parts too, and what they found before they find again.
        let holds = match words.starts_with("check") {
            true => said
                .lines()
                .filter(|line| line.len() > 40)
                .all(|line| said_now.contains(line.trim_end_matches(','))),
            false => code == code_now && said == said_now,
        };
        if !holds {
            differ.push(format!("{words}: {code} {code_now}\n{said}\n-- now\n{said_now}"));
        }
    }
    // The findings of a report are those of all checks, of which some are about the parts.
    let without_findings = |content: &[u8]| -> Vec<String> {
        let is_finding = |line: &&str| {
            line.contains("<li class=\"") || line.starts_with("- **") || line.contains("tierstat check")
        };
        String::from_utf8_lossy(content).lines().filter(|line| !is_finding(line)).map(str::to_owned).collect()
    };
    for ((name, content), (name_now, now)) in written.iter().zip(&reports()) {
        let is_page = name.ends_with(".md") || name.ends_with(".html");
        let holds = content == now || (is_page && without_findings(content) == without_findings(now));
        if name != name_now || !holds {
            let (one, other) = (without_findings(content), without_findings(now));
            let lines = one.iter().zip(&other).find(|(one, other)| one != other);
            differ.push(format!("{name}: {lines:?}"));
        }
    }
    let names: Vec<&str> = differ.iter().filter_map(|text| text.lines().next()).collect();
    assert!(
        differ.is_empty(),
        "{} differ: {names:#?}\n{}",
        differ.len(),
        differ.first().map_or("", |one| one)
    );
}

#[test]
fn an_export_has_a_column_for_each_dimension_and_the_whole_is_one_of_its_codes() {
    let project = of_parts(FIGURES);
    let export = |more: &str| {
        let words = format!("export --form sdmx-csv --area 广东 --period 2015 --indicator {more}");
        project.run(words.split(' ')).expect_code(0).stdout
    };
    let whole = export("social-work-professionals");
    assert!(
        whole
            .starts_with("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,INDICATOR,TIER,REF_AREA,TIME_PERIOD,OBS_VALUE,"),
        "{whole}"
    );
    assert_eq!(whole.lines().count(), 2, "{whole}");
    let all = export("social-work-professionals --breakdown all");
    // In the order of the lists, and not of the ids that the parts have.
    let header = "INDICATOR,TIER,REF_AREA,TIME_PERIOD,SEX,STAFF_SIZE,OBS_VALUE,";
    assert!(all.lines().next().is_some_and(|line| line.contains(header)), "{all}");
    for line in ["440000,2015,_T,_T,120,", "440000,2015,female,_T,75,", "440000,2015,female,10-49,30,"] {
        assert!(all.contains(line), "{line}: {all}");
    }
    let kinds = export("social-organisations --breakdown all");
    assert!(kinds.contains("TIME_PERIOD,ORGANISATION_KIND,OBS_VALUE"), "{kinds}");
    for line in
        ["social-organisations,all,440000,2015,_T,60,", "social-associations,all,440000,2015,association,34,"]
    {
        assert!(kinds.contains(line), "{line}: {kinds}");
    }
    let csv = project.run("export --indicator social-work-professionals --breakdown sex=female".split(' '));
    let csv = csv.expect_code(0).stdout;
    assert!(csv.lines().next().is_some_and(|line| line.ends_with(",id,breakdown")), "{csv}");
    assert!(csv.contains(",sex=female\n") && !csv.contains(",120,"), "{csv}");
}

#[test]
fn a_package_of_parts_is_taken_as_an_import_here_would_keep_it() {
    let sender = of_parts(FIGURES);
    let key = sender.run(["exchange", "key"]).expect_code(0).stdout.trim().to_owned();
    let other = of_parts(FIGURES);
    let count = |indicators: &str| {
        let words = format!("exchange pack p.json --breakdown all --language en{indicators}");
        other.run(words.split(' ')).expect_code(0).stderr
    };
    let alone = count(" --indicator 社会组织");
    assert!(alone.starts_with("10 figures signed"), "{alone}");
    assert_eq!(count(" --indicator 社会组织 --indicator 社会团体"), alone, "each figure once");
    // The sender knows social associations by their kind alone.
    let list = sender.read("datasets/indicators/social-associations.toml");
    let is = list.lines().find(|line| line.starts_with("is = ")).expect("a limit").to_owned();
    sender.write("datasets/indicators/social-associations.toml", list.replace(&is, ""));
    std::fs::remove_file(sender.path().join("out/ledger.sqlite")).expect("a ledger");
    sender.run(["import", "--quiet"]).expect_code(0);
    let indicators = ["--indicator", "social-organisations", "--indicator", "social-work-professionals"];
    let pack = ["exchange", "pack", "p.json", "--breakdown", "all"];
    sender.run(pack.into_iter().chain(indicators)).expect_code(0);
    sender.run(["exchange", "pack", "whole.json"].into_iter().chain(indicators)).expect_code(0);
    assert!(!sender.read("whole.json").contains("female"), "nothing is packed that was not asked for");

    let receiver = Project::with_code_lists().with("p.json", sender.read("p.json"));
    let settings = receiver.read("tierstat.toml");
    receiver.write("tierstat.toml", format!("{settings}\n[[exchange]]\nname = \"甲\"\nkey = \"{key}\"\n"));
    std::fs::remove_file(receiver.path().join("datasets/dimensions/sex.toml")).expect("a list");
    let run = receiver.run(["exchange", "open", "p.json", "--language", "en"]).expect_code(0);
    assert!(
        run.stderr.contains("[package.dimension]") && run.stderr.contains("sex=female"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("8 figures kept out"), "{}", run.stderr);
    let rows = ask(&receiver, "figures --indicator social-associations --area 广东 --period 2015");
    assert_eq!(columns(&rows, &["value"]), [[json!(34.0)]]);
    let own = ask(&of_parts(FIGURES), "figures --indicator social-associations --area 广东 --period 2015");
    assert_eq!(rows[0]["id"], own[0]["id"], "the id is that of an import here");
    let by = ask(&receiver, "figures --indicator 社会组织 --by organisation-kind --area 湖南");
    assert_eq!(by.as_array().map(Vec::len), Some(2), "{by}");
    let whole = ask(&receiver, "figures --indicator social-work-professionals --area 广东 --period 2015");
    assert_eq!(columns(&whole, &["value"]), [[json!(120.0)]]);
    receiver.run(["ledger", "verify"]).expect_code(0);
}
