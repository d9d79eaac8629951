//! Forecasts, fits, trends, coverage and balance from the command line.

use crate::harness::Project;

const HIERARCHY: &str = "series,period,value,parent\n\
    A,2010,12,Total\nA,2011,14,Total\nA,2012,17,Total\nA,2013,19,Total\nA,2014,23,Total\n\
    B,2010,8,Total\nB,2011,10,Total\nB,2012,12,Total\nB,2013,14,Total\nB,2014,17,Total\n";

/// The rows of a CSV answer, without its header.
fn rows(stdout: &str) -> Vec<Vec<String>> {
    stdout.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

#[test]
fn a_long_table_is_forecast_and_its_whole_is_made() {
    let project = Project::with_code_lists().with("series.csv", HIERARCHY);
    let run = project
        .run([
            "forecast",
            "--series",
            "series.csv",
            "--horizon",
            "2",
            "--reconcile",
            "ols",
            "--format",
            "csv",
        ])
        .expect_code(0);
    let header = run.stdout.lines().next().expect("a header");
    assert_eq!(header, "series,indicator,area,tier,period,method,point,lower80,upper80,lower95,upper95");
    let rows = rows(&run.stdout);
    let point = |series: &str, period: &str| {
        let row = rows.iter().find(|row| row[0] == series && row[4] == period).expect("a row");
        number(&row[6])
    };
    for period in ["2015", "2016"] {
        assert!((point("Total", period) - point("A", period) - point("B", period)).abs() < 1e-9);
    }
    for row in &rows {
        let ends: Vec<f64> = [9, 7, 6, 8, 10].map(|column| number(&row[column])).to_vec();
        assert!(ends.is_sorted(), "{row:?}");
    }
}

#[test]
fn whole_numbers_add_up_as_well() {
    let project = Project::with_code_lists().with("series.csv", HIERARCHY);
    let arguments =
        ["forecast", "--series", "series.csv", "--reconcile", "mint_shrink", "--whole", "--format", "csv"];
    let rows = rows(&project.run(arguments).expect_code(0).stdout);
    assert_eq!(rows.len(), 9);
    for step in 0..3 {
        let of = |name: &str| number(&rows.iter().filter(|row| row[0] == name).nth(step).expect("a row")[6]);
        assert!((of("Total") - of("A") - of("B")).abs() < 1e-9 && of("A").fract().abs() < 1e-9);
    }
}

#[test]
fn what_cannot_be_forecast_is_refused_and_the_rest_is_answered() {
    let project = Project::with_code_lists()
        .with("one.csv", "series,period,value\na,2010,1\nb,2010,1\nb,2011,2\nb,2012,4\n");
    let run = project
        .run(["forecast", "--series", "one.csv", "--format", "csv", "--language", "en"])
        .expect_code(0);
    assert_eq!(rows(&run.stdout).len(), 3);
    assert!(run.stderr.contains("a: 3 points are needed, 1 found"), "{}", run.stderr);
    let project =
        Project::with_code_lists().with("twice.csv", "series,period,value\na,2010,1\na,2010,3\na,2011,2\n");
    let run = project.run(["forecast", "--series", "twice.csv", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("a has two numbers for 2010, in lines 2 and 3"), "{}", run.stderr);
    let project =
        Project::with_code_lists().with("cycle.csv", "series,period,value,parent\na,2010,1,b\nb,2010,1,a\n");
    let run = project
        .run(["forecast", "--series", "cycle.csv", "--reconcile", "ols", "--language", "en"])
        .expect_code(3);
    assert!(run.stderr.contains("is above itself"), "{}", run.stderr);
    let run = project
        .run(["forecast", "--series", "cycle.csv", "--method", "arimax", "--language", "en"])
        .expect_code(2);
    assert!(run.stderr.contains("dynamic-optimised-theta"), "{}", run.stderr);
}

#[test]
fn a_curve_is_fitted_to_fifteen_digits() {
    let table = "period,value\n1991,12\n1993,31\n1994,45\n1996,88\n1998,150\n1999,190\n2000,226\n2002,284\n2003,300\n2005,321\n";
    let project = Project::with_code_lists().with("covered.csv", table);
    let run = project
        .run(["fit", "--model", "logistic", "--ceiling", "333", "covered.csv", "--format", "json"])
        .expect_code(0);
    let found = &run.json()[0];
    // R's nls: r = 0.452321786975814, residual sum of squares 88.3276549426174.
    let near = |value: &serde_json::Value, known: f64| {
        (value.as_f64().expect("a number") / known - 1.0).abs() < 1e-12
    };
    assert!(near(&found["parameters"][0]["estimate"], 0.452_321_786_975_814_3), "{}", run.stdout);
    assert!(near(&found["residual_sum_of_squares"], 88.327_654_942_617_4), "{}", run.stdout);
    let run = project
        .run(["fit", "--model", "logistic", "--ceiling", "300", "covered.csv", "--language", "en"])
        .expect_code(3);
    assert!(run.stderr.contains("a ceiling of 321 or more is needed"), "{}", run.stderr);
}

#[test]
fn coverage_says_when_it_cannot_be_said() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project
        .run([
            "coverage",
            "--indicator",
            "industry-organisations",
            "--tier",
            "prefecture",
            "--language",
            "en",
            "--explain",
        ])
        .expect_code(0);
    for part in ["29.1%", "38.6%", "9.5 percentage points", "cannot be said (2 points)", "129 ["] {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
}

#[test]
fn trend_and_balance_answer_from_the_ledger() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = ["balance", "--indicator", "administrative-divisions", "--tier", "county", "--format", "csv"];
    let rows = rows(&project.run(ask).expect_code(0).stdout);
    assert!(rows.iter().any(|row| row[4] == "31" && number(&row[5]) > 0.2), "{rows:?}");
    let project = Project::with_code_lists().with("series.csv", HIERARCHY);
    let run =
        project.run(["trend", "--series", "series.csv", "--format", "json", "--explain"]).expect_code(0);
    assert!(run.stdout.contains("theil_sen_slope") && run.stdout.contains("Mann (1945)"), "{}", run.stdout);
}

#[test]
fn growth_by_area_has_the_matched_panel_beside_all_reporters() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = [
        "growth",
        "--indicator",
        "administrative-divisions",
        "--tier",
        "county",
        "--by",
        "area",
        "--language",
        "en",
    ];
    let run = project.run(ask).expect_code(0);
    assert!(
        run.stdout.contains("matched panel of 31") && run.stdout.contains("all reporters"),
        "{}",
        run.stdout
    );
}
