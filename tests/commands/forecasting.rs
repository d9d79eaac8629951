//! Forecasts of long tables: what adds up to what, numbers that are given, and refusals.

use crate::harness::Project;

/// Rows of a CSV answer as series, period and the numbers of the forecast.
fn rows(stdout: &str) -> Vec<(String, String, Vec<f64>)> {
    let mut lines = stdout.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let place = |name: &str| header.iter().position(|column| *column == name).expect("a column");
    let [series, period] = ["series", "period"].map(place);
    let numbers = ["point", "lower80", "upper80", "lower95", "upper95"].map(place);
    let row = |cells: Vec<&str>| {
        let numbers = numbers.map(|place| cells[place].parse().expect("a number")).to_vec();
        (cells[series].to_owned(), cells[period].to_owned(), numbers)
    };
    lines.map(row).collect()
}

fn point(rows: &[(String, String, Vec<f64>)], series: &str, period: &str) -> f64 {
    rows.iter()
        .find(|row| row.0 == series && row.1 == period)
        .unwrap_or_else(|| panic!("{series} {period}"))
        .2[0]
}

/// A long table of levels: two states in a country, with two regions each.
fn levels() -> String {
    let mut text = "Country,State,Region,year,y\n".to_owned();
    for (state, region, start) in [("N", "a", 10), ("N", "b", 20), ("S", "c", 30), ("S", "\"d, e\"", 5)] {
        for year in 0..9 {
            text.push_str(&format!("X,{state},{region},{},{}\n", 2010 + year, start + year * 2 + year % 3));
        }
    }
    text
}

#[test]
fn columns_of_levels_are_a_hierarchy() {
    let project = Project::with_code_lists().with("levels.csv", levels());
    for method in
        ["bottom-up", "middle-out", "top-down-forecast", "ols", "wls-struct", "wls-var", "mint-shrink"]
    {
        let run = project
            .run([
                "forecast",
                "--series",
                "levels.csv",
                "--reconcile",
                method,
                "--horizon",
                "1",
                "--format",
                "json",
            ])
            .expect_code(0);
        let answer = run.json();
        let of = |name: &str| {
            let row = answer.as_array().expect("rows").iter().find(|row| row["series"] == name);
            row.unwrap_or_else(|| panic!("{name} is missing"))["point"].as_f64().expect("a number")
        };
        let near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * one.abs();
        assert!(near(of("X"), of("X/N") + of("X/S")), "{method}");
        assert!(near(of("X/S"), of("X/S/c") + of("X/S/d, e")), "{method}");
    }
}

#[test]
fn a_given_total_is_kept_and_has_no_interval() {
    let table = "series,period,value,parent\n\
        A,2010,10,all\nA,2011,12,all\nA,2012,15,all\nA,2013,15,all\nA,2014,17,all\n\
        B,2010,5,all\nB,2011,4,all\nB,2012,3,all\nB,2013,2,all\nB,2014,1,all\n";
    let project = Project::with_code_lists().with("series.csv", table);
    let base =
        ["forecast", "--series", "series.csv", "--reconcile", "ols", "--format", "csv", "--language", "en"];
    let ask = |more: &[&str]| project.run(base.iter().copied().chain(more.iter().copied()));
    let run = ask(&["--given", "all=20", "--nonnegative", "--whole"]).expect_code(0);
    let found = rows(&run.stdout);
    // What is given is the number of the next period; later ones are forecast.
    let next = found.iter().find(|row| row.0 == "all" && row.1 == "2015").expect("a row");
    assert!(next.2.iter().all(|end| (end - 20.0).abs() < 1e-9), "{next:?}");
    let later = found.iter().find(|row| row.0 == "all" && row.1 == "2016").expect("a row");
    assert!(later.2[4] > later.2[0], "{later:?}");
    for period in ["2015", "2016", "2017"] {
        let whole = point(&found, "all", period);
        assert!((point(&found, "A", period) + point(&found, "B", period) - whole).abs() < 1e-9);
        assert!(point(&found, "B", period) >= 0.0);
    }
    let run = ask(&["--given", "none=20"]).expect_code(2);
    assert!(
        run.stderr.contains("no series is called `none`") && run.stderr.contains("A, B, all"),
        "{}",
        run.stderr
    );
    let run = ask(&["--given", "twenty"]).expect_code(2);
    assert!(run.stderr.contains("`twenty` is not SERIES=NUMBER"), "{}", run.stderr);
    let run = ask(&["--given", "all=20.4", "--whole"]).expect_code(2);
    assert!(run.stderr.contains("20.4 is no whole number"), "{}", run.stderr);
    let run = ask(&["--given", "all=20", "--given", "A=15", "--given", "B=9"]).expect_code(2);
    assert!(run.stderr.contains("the given numbers contradict each other"), "{}", run.stderr);
    let run = ask(&["--given", "all=nan"]).expect_code(3);
    assert!(run.stderr.contains("finite numbers are needed"), "{}", run.stderr);
}

#[test]
fn what_does_not_add_up_is_refused_with_both_numbers() {
    let table =
        "series,period,value,parent\na,2014,1,t\nb,2014,1,t\na,2015,1,t\nb,2015,1,t\nt,2014,2,\nt,2015,5,\n";
    let project = Project::with_code_lists()
        .with("sums.csv", table)
        .with("alone.csv", "period,value\n2014,1\n2015,2\n");
    let run = project
        .run(["forecast", "--series", "sums.csv", "--reconcile", "ols", "--language", "en"])
        .expect_code(3);
    assert!(
        run.stderr.contains("t should be the sum of its parts at 2015: the parts sum to 2, it is 5"),
        "{}",
        run.stderr
    );
    let run = project
        .run(["forecast", "--series", "sums.csv", "--reconcile", "ols", "--language", "zh-CN"])
        .expect_code(3);
    assert!(run.stderr.contains("2015 的 t 应等于各部分之和 2；现为 5"), "{}", run.stderr);
    let run = project
        .run(["forecast", "--series", "alone.csv", "--reconcile", "ols", "--language", "en"])
        .expect_code(2);
    assert!(run.stderr.contains("no series adds up to another"), "{}", run.stderr);
}

#[test]
fn names_that_are_paths_are_a_hierarchy() {
    let mut table = "unique_id,ds,y\n".to_owned();
    for year in 0..6 {
        table.push_str(&format!(
            "X,{0}-01-01,{1}\nX/a,{0}-01-01,{2}\nX/b,{0}-01-01,{3}\n",
            2010 + year,
            30 + 3 * year,
            10 + year,
            20 + 2 * year
        ));
    }
    let project = Project::with_code_lists().with("paths.csv", table);
    let run = project
        .run([
            "forecast",
            "--series",
            "paths.csv",
            "--reconcile",
            "wls-struct",
            "--horizon",
            "1",
            "--format",
            "csv",
        ])
        .expect_code(0);
    let found = rows(&run.stdout);
    let at = |series: &str| point(&found, series, "2016-01-01");
    assert!((at("X") - at("X/a") - at("X/b")).abs() < 1e-9);
}

#[test]
fn an_explained_forecast_says_itself_and_its_method() {
    let table = "period,value\n2010,10\n2011,12\n2012,\n2013,3500多\n2014,17\n2015,18\n2016,20\n2017,24\n2018,25\n2019,28\n";
    let project = Project::with_code_lists().with("gaps.csv", table);
    let run = project
        .run(["forecast", "--series", "gaps.csv", "--explain", "--language", "en", "--horizon", "1"])
        .expect_code(0);
    for part in [
        "gaps will be about",
        "If what 9 points show goes on",
        "left out 2012: missing; filled by the line between its neighbours",
        "1 known within bounds only",
        "dynamic optimised Theta",
        "median of its members",
    ] {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
}

/// Ends of nine years and, later than all of them, one June.
const NINE_YEARS_AND_A_JUNE: &str = "service-agencies,all,000000,2006-12-31,1000,\n\
    service-agencies,all,000000,2007-12-31,1150,\nservice-agencies,all,000000,2008-12-31,1290,\n\
    service-agencies,all,000000,2009-12-31,1480,\nservice-agencies,all,000000,2010-12-31,1610,\n\
    service-agencies,all,000000,2011-12-31,1790,\nservice-agencies,all,000000,2012-12-31,1900,\n\
    service-agencies,all,000000,2013-12-31,2105,\nservice-agencies,all,000000,2014-12-31,2240,\n\
    service-agencies,all,000000,2015-06-30,2300,\n";

#[test]
fn a_sentence_of_a_report_is_the_answer_of_the_command() {
    let project = Project::of_figures(NINE_YEARS_AND_A_JUNE)
        .with(
            "reports/ahead/report.toml",
            "title = { zh-CN = \"预测\", en = \"Ahead\" }\nlanguages = [\"en\"]\n[scope]\nindicator = \"service-agencies\"\narea = \"000000\"\ntiers = [\"all\"]\n",
        )
        .with("reports/ahead/text.en.md", "{{ sentence('forecast', horizon=2) }}\n");
    project.run(["report", "ahead", "--language", "en"]).expect_code(0);
    let written = project.read("out/reports/ahead/ahead.en.md");
    let ask = ["forecast", "--indicator", "service-agencies", "--horizon", "2", "--language", "en"];
    let run = project.run(ask.into_iter().chain(["--explain"])).expect_code(0);
    let said = run.stdout.lines().find(|line| line.contains("If what 9 points show")).expect("a sentence");
    assert!(written.contains(said.trim()), "{said}\n{written}");
    assert!(run.stdout.contains("left out 2015-06-30"), "{}", run.stdout);
    let rows = project.run(ask.into_iter().chain(["--format", "json"])).expect_code(0).json();
    assert_eq!(
        (&rows[0]["series"], &rows[0]["area"]),
        (&"service-agencies/000000/all".into(), &"000000".into())
    );
    assert_eq!((&rows[1]["period"], rows[1]["point"].is_number()), (&"2016".into(), true));
}

#[test]
fn where_the_ledger_bears_no_forecast_it_is_said_what_there_is() {
    let project = Project::of_figures(
        "service-agencies,all,000000,2014-12-31,1000,\nservice-agencies,all,000000,2015-12-31,1150,\n",
    );
    let ask = |indicator: &str| project.run(["forecast", "--indicator", indicator, "--language", "en"]);
    let run = ask("service-agencies").expect_code(2);
    assert!(run.stdout.is_empty() && run.stderr.contains("3 points are needed, 2 found"), "{}", run.stderr);
    assert!(run.stderr.contains("there are figures of 2 periods from the end of 2014"), "{}", run.stderr);
    let run = ask("residents").expect_code(2);
    assert!(run.stderr.contains("the ledger has no figure of it"), "{}", run.stderr);
}
