//! Trends: breaks, outliers, and what a short series does not bear.

use crate::harness::Project;

const SERIES: &str = "series,period,value\none,2005,100\none,2006,109\none,2007,118\none,2008,131\none,2009,142\none,2010,156\n\
    one,2011,310\none,2012,345\none,2013,372\none,2014,41\none,2015,450\none,2016,489\n\
    short,2013,3500多家\nshort,2014,4000\nshort,2015,4686\nshort,2016,\n";

#[test]
fn breaks_and_outliers_are_named_by_their_periods() {
    let project = Project::empty().with("series.csv", SERIES);
    let run = project.run(["trend", "--series", "series.csv", "--format", "json"]).expect_code(0);
    let found = run.json();
    let one = &found[0];
    assert_eq!((&one["break_period"], &one["break_scale"]), (&"2014".into(), &"level".into()));
    assert_eq!(one["outliers"], "2011 level; 2014 number");
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
    let note = short["note"].as_str().expect("a note");
    assert!(note.contains("break: 6 points are needed, 2 found, 1 is left out"), "{note}");
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
    assert!(
        found[0]["note"].as_str().expect("a note").contains("outliers: a logarithm needs values above zero")
    );
    assert!(run.stdout.contains("not in their logarithms"), "{}", run.stdout);
    let run =
        project.run(["trend", "--series", "line.csv", "--format", "json", "--language", "en"]).expect_code(0);
    let found = run.json();
    assert!(found[0]["break_statistic"].is_null() && found[0]["outliers"] == "", "{}", run.stdout);
    assert!(
        found[0]["note"].as_str().expect("a note").contains("break: points that differ"),
        "{}",
        run.stdout
    );
}
