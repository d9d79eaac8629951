//! Asking the ledger, also as known on a day.

use crate::harness::Project;

fn imported() -> Project {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    project
}

#[test]
fn a_rough_figure_keeps_its_bounds() {
    let run = imported()
        .run([
            "figures",
            "--indicator",
            "社工机构",
            "--area",
            "全国",
            "--period",
            "2015-06",
            "--format",
            "json",
        ])
        .expect_code(0);
    let answer = run.json();
    assert_eq!(answer[0]["printed"], "3500多家", "{}", run.stdout);
    assert_eq!(answer[0]["bounds"], "[3500, 3600)");
    assert_eq!(answer[0]["value"], serde_json::Value::Null);
}

#[test]
fn the_ledger_answers_with_what_was_known_that_day() {
    let project = imported();
    let asked = |day| {
        let run = project.run([
            "figures",
            "--indicator",
            "industry-organisations",
            "--tier",
            "county",
            "--area",
            "000000",
            "--format",
            "json",
            "--known-on",
            day,
        ]);
        run.expect_code(0).json().as_array().expect("a list").len()
    };
    assert_eq!(asked("2015-06-30"), 1);
    assert_eq!(asked("2017-09-07"), 2);
    let run =
        project.run(["figures", "--indicator", "社工机构", "--known-on", "1999-01-01", "--language", "en"]);
    let run = run.expect_code(2);
    assert!(run.stderr.contains("the first figure is known since 20"), "{}", run.stderr);
}

#[test]
fn an_empty_ledger_says_what_to_do() {
    let run = Project::of_repository().run(["figures"]).expect_code(2);
    assert!(run.stderr.contains("tierstat import"), "{}", run.stderr);
}

#[test]
fn csv_has_a_header_and_a_row_each() {
    let run = imported()
        .run(["figures", "--indicator", "industry-organisations", "--format", "csv"])
        .expect_code(0);
    let mut lines = run.stdout.lines();
    assert!(lines.next().is_some_and(|header| header.starts_with("id,indicator,tier,area,period,printed,")));
    assert!(lines.count() >= 6, "{}", run.stdout);
}

#[test]
fn a_total_that_no_source_prints_is_the_sum_of_its_tiers_as_known_that_day() {
    let project = imported();
    let totals = |day: &'static str| -> Vec<(String, f64)> {
        let run = project.run([
            "figures",
            "--indicator",
            "industry-organisations",
            "--tier",
            "all",
            "--area",
            "000000",
            "--format",
            "json",
            "--known-on",
            day,
        ]);
        let answer = run.expect_code(0).json();
        let rows = answer.as_array().expect("a list").iter();
        rows.map(|row| (row["rule"].as_str().unwrap().to_owned(), row["value"].as_f64().unwrap())).collect()
    };
    assert_eq!(totals("2015-07-01"), [("sum-of-tiers".to_owned(), 289.0)]);
    assert!(totals("2018-01-01").contains(&("only-one".to_owned(), 455.0)));
}

#[test]
fn areas_that_merged_are_summed_on_todays_map_and_a_division_is_refused() {
    let areas = "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
                 1,全国,全国,China,,nation,,,,\n\
                 10,甲县,甲,A,,county,1,,2013-12-31,12\n11,乙县,乙,B,,county,1,,2013-12-31,12\n\
                 12,丙县,丙,C,,county,1,2014-01-01,,\n13,丁县,丁,D,,county,1,,2013-12-31,14|15\n\
                 14,戊县,戊,E,,county,1,2014-01-01,,\n15,己县,己,F,,county,1,2014-01-01,,\n16,庚县,庚,G,,county,1,,,\n";
    let table = |period: &str, rows: &str| format!("{period}底社会工作行业组织\n地区,数量\n{rows}");
    let origin = |day: &str| {
        format!("publisher = \"甲\"\ntitle = \"乙\"\nedition = \"{day}\"\npublished-on = {day}\n")
    };
    let project = Project::with_code_lists()
        .with("datasets/areas/areas.csv", areas)
        .with("datasets/areas/tiles.csv", "area,row,column\n")
        .with("datasets/a/2013/t.csv", table("2012年", "甲县,5\n乙县,7\n丁县,9\n庚县,3\n"))
        .with("datasets/a/2013/t.csv.origin.toml", origin("2013-03-01"))
        .with("datasets/a/2015/t.csv", table("2014年", "丙县,14\n戊县,4\n己县,6\n庚县,3\n"))
        .with("datasets/a/2015/t.csv.origin.toml", origin("2015-03-01"));
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project
        .run([
            "figures",
            "--map",
            "2020-01-01",
            "--period",
            "2012-12-31",
            "--format",
            "json",
            "--language",
            "en",
        ])
        .expect_code(0);
    let answer = run.json();
    let told: Vec<(String, f64, String)> = answer
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            (text("area"), row["value"].as_f64().unwrap_or(f64::NAN), text("rule"))
        })
        .collect();
    assert_eq!(told, [("12".into(), 12.0, "sum-on-map".into()), ("16".into(), 3.0, "only-one".into())]);
    assert!(run.stderr.contains("丁县 was divided among 戊县, 己县"), "{}", run.stderr);
    // Alone it has no answer on that map, and that is said too.
    let ask = ["figures", "--map", "2020-01-01", "--area", "13", "--language", "en"];
    let run = project.run(ask).expect_code(2);
    assert!(run.stderr.contains("丁县 was divided among 戊县, 己县"), "{}", run.stderr);
}

#[test]
fn a_question_that_nothing_answers_is_told_what_there_is_instead() {
    let project = imported();
    let refused = |arguments: &[&str], language: &str| {
        let all = arguments.iter().copied().chain(["--language", language]);
        let run = project.run(all).expect_code(2);
        assert_eq!(run.stdout, "", "{arguments:?}");
        run.stderr
    };
    let organisations = "industry-organisations";
    for (arguments, en, zh) in [
        (&["figures", "--period", "1990"][..], "there are figures of ", "有数据的是："),
        (&["figures", "--period", "1990", "--format", "json"], "; indicators: ", "；指标 "),
        (&["figures", "--period", "1990", "--wide"], "there are figures of ", "有数据的是："),
        (&["figures", "--period", "1990", "--sort", "value"], "there are figures of ", "有数据的是："),
        (
            &["figures", "--indicator", organisations, "--area", "西藏自治区"],
            "tiers: all tiers, county, ",
            "地区 全国、",
        ),
        (&["figures", "--origin", "公益时代"], "did you mean 公益时报?", "您是不是要：公益时报？"),
        (&["figures", "--map", "2020-01-01", "--period", "1990"], "there are figures of ", "有数据的是："),
        (
            &["trace", "--indicator", organisations, "--period", "1990"],
            "there are figures of 7 periods",
            "有数据的是：",
        ),
    ] {
        let (said_en, said_zh) = (refused(arguments, "en"), refused(arguments, "zh-CN"));
        assert!(said_en.contains(en), "{arguments:?}: {said_en}");
        assert!(said_zh.contains(zh), "{arguments:?}: {said_zh}");
    }
    // Where nothing is kept back, that is the answer.
    for arguments in [&["figures", "--kept-back"][..], &["figures", "--kept-back", "--period", "1990"]] {
        let run = project.run(arguments.iter().copied().chain(["--language", "en"])).expect_code(0);
        assert_eq!(run.stdout, "nothing is kept back\n");
    }
}

#[test]
fn what_an_order_or_a_wide_table_cannot_hold_is_said() {
    let project = imported();
    let ask = ["figures", "--indicator", "industry-organisations", "--tier", "all", "--language", "en"];
    for shape in [&["--wide"][..], &["--sort", "value"]] {
        let run = project.run(ask.into_iter().chain(shape.iter().copied())).expect_code(0);
        assert!(run.stderr.contains("sums of tiers that no source prints (1)"), "{}", run.stderr);
        let then = ["--known-on", "2015-07-01"].iter().chain(shape).copied();
        let run = project.run(ask.into_iter().chain(then)).expect_code(2);
        assert!(run.stderr.contains("only sums of tiers answer"), "{}", run.stderr);
    }
    project.run(["figures", "--map", "2020-01-01", "--wide"]).expect_code(2);
}

/// A project whose ledger keeps two numbers back and has no figure.
fn with_doubts() -> Project {
    use tierstat_model::{Basis, CellRef, FigureId, KeptBack, KeptPart, Localized, Part, Quantity};
    use tierstat_store::{ImportBatch, Ledger};
    let kept = |id: &str, file: &str, row: u32, area: &str, basis: Basis, rule: &str| KeptBack {
        id: FigureId(id.to_owned()),
        cell: CellRef { file: file.to_owned(), sheet: None, row, column: 2 },
        quantity: Quantity::exact("1,240", 1240.0).expect("a number"),
        parts: [
            (Part::Indicator, "service-agencies", Basis::Title, &[][..]),
            (Part::Tier, "all", Basis::Default, &[]),
            (Part::Area, area, basis, &[]),
            (Part::Period, "2016-12-31", Basis::Header, &["2015-12-31"]),
            (Part::Unit, "number", Basis::Default, &[]),
            (Part::Factor, "1", Basis::Default, &[]),
        ]
        .into_iter()
        .map(|(part, value, basis, rivals)| KeptPart {
            part,
            value: value.to_owned(),
            basis,
            rivals: rivals.iter().map(|rival| (*rival).to_owned()).collect(),
        })
        .collect(),
        rule: rule.to_owned(),
        reason: Localized::new("没有说明地区", "no area is said"),
        settled_by: "[defaults] area = \"…\"".to_owned(),
    };
    let project = Project::with_code_lists();
    let kept_back = [
        kept("ab12", "datasets/west/t.csv", 3, "000000", Basis::Default, "area.doubtful"),
        kept("cd34", "datasets/east/t.csv", 7, "440000", Basis::Label, "period.doubtful"),
    ];
    let batch = ImportBatch {
        file: "datasets/west/t.csv",
        content: b"abc",
        // The SHA-256 of the three bytes `abc` (FIPS 180-2, appendix B.1).
        content_hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        interpretation_hash: "one way",
        imported_on: "2026-01-31".parse().expect("a day"),
        figures: &[],
        kept_back: &kept_back,
        findings: &[],
    };
    let mut ledger = Ledger::open(&project.path().join("out/ledger.sqlite")).expect("a ledger");
    ledger.import(&batch).expect("an import");
    project
}

#[test]
fn what_programs_read_is_the_same_whichever_language_is_asked_for() {
    let (figures, doubts) = (imported(), with_doubts());
    for (project, ask) in [
        (&figures, &["figures", "--all"][..]),
        (&figures, &["figures", "--wide"]),
        (&figures, &["trace", "--indicator", "industry-organisations"]),
        (&doubts, &["figures", "--kept-back"]),
    ] {
        for format in ["json", "jsonl", "csv"] {
            let [zh, en] = ["zh-CN", "en"].map(|language| {
                let all = ask.iter().copied().chain(["--format", format, "--language", language]);
                project.run(all).expect_code(0).stdout
            });
            assert!(zh == en, "{ask:?} {format}\n{zh}\n{en}");
        }
    }
}

#[test]
fn what_is_kept_back_is_listed_with_what_settles_it() {
    let run = with_doubts().run(["figures", "--kept-back", "--format", "json"]).expect_code(0);
    let answer = run.json();
    // By file, sheet, row and column.
    assert_eq!((&answer[0]["id"], &answer[1]["id"]), (&"cd34".into(), &"ab12".into()), "{}", run.stdout);
    let expected = serde_json::json!({
        "id": "ab12",
        "cell": "datasets/west/t.csv › B3",
        "printed": "1,240",
        "indicator": "service-agencies",
        "tier": "all",
        "area": "000000",
        "period": "2016-12-31",
        "unit": "number",
        "factor": "1",
        "basis": {
            "indicator": "title", "tier": "default", "area": "default",
            "period": "header", "unit": "default", "factor": "default",
        },
        "rivals": { "period": ["2015-12-31"] },
        "rule": "area.doubtful",
        "reason_zh": "没有说明地区",
        "reason_en": "no area is said",
        "settled_by": "[defaults] area = \"…\"",
    });
    assert_eq!(answer[1], expected);
}

#[test]
fn what_is_kept_back_is_read_by_people_and_by_spreadsheets() {
    let project = with_doubts();
    let table = project.run(["figures", "--kept-back", "--language", "zh-CN"]).expect_code(0).stdout;
    for words in ["社会工作服务机构", "广东省", "地区：未印出，按默认", "时期：2015-12-31", "没有说明地区"]
    {
        assert!(table.contains(words), "{words}:\n{table}");
    }
    let csv = project.run(["figures", "--kept-back", "--format", "csv"]).expect_code(0).stdout;
    assert!(csv.starts_with(
        "id,cell,printed,indicator,tier,area,period,unit,factor,basis,rivals,rule,reason_zh,reason_en,"
    ));
    assert!(csv.contains("area=default; factor=default; indicator=title; period=header;"), "{csv}");
    assert!(csv.contains(",period=2015-12-31,"), "{csv}");
}

#[test]
fn what_is_kept_back_is_asked_for_by_the_values_that_are_assumed() {
    let project = with_doubts();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let all = ["figures", "--kept-back", "--format", "json"].iter().chain(arguments).copied();
        let run = project.run(all).expect_code(0);
        let rows = run.json();
        rows.as_array()
            .expect("a list")
            .iter()
            .map(|row| row["id"].as_str().unwrap_or("").to_owned())
            .collect()
    };
    assert_eq!(ids(&["--area", "广东省"]), ["cd34"]);
    assert_eq!(ids(&["--origin", "west"]), ["ab12"]);
    assert_eq!(ids(&["--indicator", "社工机构", "--tier", "all"]).len(), 2);
    assert_eq!(ids(&["--period", "2016"]).len(), 2);
    for (name, value) in [("--indicator", "industry-organisations"), ("--period", "2015")] {
        let run = project.run(["figures", "--kept-back", name, value, "--language", "en"]).expect_code(2);
        assert!(run.stderr.contains("kept back (2): indicators: "), "{}", run.stderr);
        assert_eq!(run.stdout, "");
    }
    project.run(["figures", "--kept-back", "--wide"]).expect_code(2);
    project.run(["figures", "--kept-back", "--known-on", "2020-01-01"]).expect_code(2);
}

#[test]
fn what_is_kept_back_is_no_figure_and_is_said_wherever_the_ledger_is_looked_at() {
    let project = with_doubts();
    let figures = project.run(["figures", "--all", "--format", "json"]).expect_code(2);
    assert_eq!(figures.stdout, "");
    assert!(figures.stderr.contains("--kept-back"), "{}", figures.stderr);
    let export = project.run(["export"]).expect_code(0);
    assert!(!export.stdout.contains("1,240"), "{}", export.stdout);
    let trace = project.run(["trace", "ab12", "--language", "en"]).expect_code(2);
    assert!(trace.stderr.contains("kept back"), "{}", trace.stderr);
    let verify = project.run(["ledger", "verify", "--language", "en"]).expect_code(0);
    assert!(verify.stdout.contains("0 figures, 2 kept back"), "{}", verify.stdout);
    let doctor = project.run(["doctor", "--format", "json"]).expect_code(0);
    assert!(doctor.stdout.contains("\"kept-back\""), "{}", doctor.stdout);
    for _ in 0..2 {
        let build = project.run(["build", "--language", "en"]).expect_code(0);
        assert!(build.stdout.contains("0 unchanged, 2 kept back"), "{}", build.stdout);
        assert!(build.stderr.contains("2 numbers are kept back until"), "{}", build.stderr);
    }
    let import = project.run(["import", "--language", "zh-CN"]).expect_code(0);
    assert!(import.stderr.contains("暂缓 2 条"), "{}", import.stderr);
}
