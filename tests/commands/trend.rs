//! Trends: breaks, outliers, and what a short series does not bear.

use crate::harness::Project;

const SERIES: &str = "series,period,value\none,2005,100\none,2006,109\none,2007,118\none,2008,131\none,2009,142\none,2010,156\n\
    one,2011,310\none,2012,345\none,2013,372\none,2014,41\none,2015,450\none,2016,489\n\
    short,2013,3500多家\nshort,2014,4000\nshort,2015,4686\nshort,2016,\n";

#[test]
fn breaks_and_outliers_are_named_by_their_periods() {
    let project = Project::empty().with("series.csv", SERIES);
    let ask = ["trend", "--series", "series.csv", "--format", "json", "--explain", "--language", "en"];
    let run = project.run(ask).expect_code(0);
    let found = run.json();
    let one = &found[0];
    assert_eq!((&one["break_period"], &one["break_scale"]), (&"2014".into(), &"level".into()));
    assert_eq!(one["outliers"], serde_json::json!(["2011 level", "2014 number"]));
    // One wrong figure of twelve is no break: of series without one, as short as this, one in twenty has as large a statistic.
    let probability = one["break_probability"].as_f64().expect("a number");
    assert!(probability > 0.05 && probability < 0.1, "{probability}");
    // Siegel's slope is not turned by the lost digit and the jump as the other is.
    let slope = |name: &str| one[name].as_f64().expect("a number");
    assert!(
        (slope("siegel_slope") - 14.0).abs() < 1e-12
            && (slope("theil_sen_slope") - 35.181_818_181_818_19).abs() < 1e-12
    );
    let short = &found[1];
    assert!(
        short["break_period"].is_null() && short["outliers"].is_null() && short["siegel_slope"].is_null()
    );
    let refused = short["refused"].as_array().expect("codes");
    assert!(refused.contains(&"break:too-few-points".into()), "{refused:?}");
    let why = short["explanation"]["remarks"].to_string();
    assert!(why.contains("break: 6 points are needed, 2 found, 1 is left out"), "{why}");
}

#[test]
fn the_table_is_short_and_the_explanation_says_all() {
    let project = Project::empty().with("series.csv", SERIES);
    let ask = ["trend", "--series", "series.csv", "--explain", "--plot", "trend.svg", "--language", "en"];
    let run = project.run(ask).expect_code(0);
    for part in [
        "none shown, p 0.05",
        "2011 (level), 2014 (number)",
        "2 exact points, too few for (needed) slope (3), test (5), break (6), outliers (4)",
        "No break shows in one",
        "2014 (fits neither side)",
        "an outlier can pass for a break",
        "Siegel (1982)",
    ] {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
    assert!(project.read("trend.svg").contains("one: trend"));
    let run =
        project.run(["trend", "--series", "series.csv", "--explain", "--language", "zh-CN"]).expect_code(0);
    for part in ["2011年 (水平), 2014年 (数值)", "one没有可以认定的断点", "2014年（与前后的数不合）"]
    {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
}

#[test]
fn values_at_zero_and_on_a_line_are_told_apart() {
    let project = Project::empty()
        .with("zero.csv", "period,value\n2001,0\n2002,1\n2003,2.2\n2004,2.9\n2005,4.1\n2006,5\n2007,6.2\n")
        .with("line.csv", "period,value\n2001,1\n2002,2\n2003,4\n2004,8\n2005,16\n2006,32\n");
    let run =
        project.run(["trend", "--series", "zero.csv", "--format", "json", "--language", "en", "--explain"]);
    let run = run.expect_code(0);
    let found = run.json();
    assert_eq!(found[0]["break_scale"], "level");
    let why = found[0]["explanation"]["remarks"].to_string();
    assert!(why.contains("outliers: a logarithm needs values above zero"), "{why}");
    assert!(run.stdout.contains("not in their logarithms"), "{}", run.stdout);
    let run = project.run(["trend", "--series", "line.csv", "--format", "json"]).expect_code(0);
    let found = run.json();
    assert!(found[0]["break_statistic"].is_null(), "{}", run.stdout);
    assert_eq!(found[0]["outliers"], serde_json::json!([]));
    assert_eq!(found[0]["refused"], serde_json::json!(["break:exact-fit"]));
    let run = project.run(["trend", "--series", "line.csv", "--language", "en"]).expect_code(0);
    assert!(run.stdout.contains("break: points that differ"), "{}", run.stdout);
}

#[test]
fn a_sentence_of_a_report_is_the_answer_of_the_command_and_says_what_it_holds() {
    let lines = "service-agencies,all,000000,2011-12-31,1790,\nservice-agencies,all,000000,2012-12-31,1900,\n\
        service-agencies,all,000000,2013-12-31,2100多,\nservice-agencies,all,000000,2014-06-30,…,\n\
        service-agencies,all,000000,2015-12-31,2500,\n";
    let project = Project::of_figures(lines)
        .with(
            "reports/past/report.toml",
            "title = { zh-CN = \"趋势\", en = \"Past\" }\nlanguages = [\"en\"]\n[scope]\nindicator = \"service-agencies\"\narea = \"000000\"\ntiers = [\"all\"]\n",
        )
        .with("reports/past/text.en.md", "{{ sentence('trend') }}\n");
    project.run(["report", "past", "--language", "en"]).expect_code(0);
    let written = project.read("out/reports/past/past.en.md");
    let ask = ["trend", "--indicator", "service-agencies", "--explain", "--language", "en"];
    let run = project.run(ask).expect_code(0);
    let said = written.lines().find(|line| line.contains("along the trend of 4 points")).expect("a sentence");
    assert!(run.stdout.contains(said.trim()), "{said}\n{}", run.stdout);
    assert!(said.contains("if the errors of the points are independent"), "{said}");
    let ask = ["trend", "--indicator", "residents", "--language", "en"];
    let run = project.run(ask).expect_code(2);
    assert!(run.stderr.contains("the ledger has no figure of it"), "{}", run.stderr);
}

#[test]
fn a_year_that_a_file_prints_twice_is_refused_with_both_lines() {
    let project =
        Project::empty().with("twice.csv", "period,value\n2013,10\n2014,11\n2014,19\n2015,12\n2016,13\n");
    for ask in [vec!["trend", "--series"], vec!["forecast", "--series"], vec!["fit", "--model", "linear"]] {
        let run = project.run(ask.into_iter().chain(["twice.csv", "--language", "en"])).expect_code(3);
        let both = "twice has two numbers for 2014, in lines 3 and 4";
        assert!(run.stdout.is_empty() && run.stderr.contains(both), "{}", run.stderr);
    }
}
