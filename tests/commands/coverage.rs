//! Coverage of samples, the hazard of a first one, and the ceiling of the curve.

use crate::harness::Project;
use serde_json::Value;

const UNITS: &str = "unit,period_of_first\na,2011\nb,2012\nc,2012\nd,2013\ne,2013\nf,2014\ng,2014\nh,2015\ni,2015\nj,\nk,\nl,2011\nm,2014\nn,2013\n";

#[test]
fn a_sample_has_five_intervals_and_two_have_a_difference() {
    let project = Project::empty();
    let ask =
        ["coverage", "--sample", "37/120", "--sample", "51/118", "--format", "json", "--language", "en"];
    let run = project.run(ask).expect_code(0);
    assert!(run.stderr.contains("a complete count has no sampling error and needs none"), "{}", run.stderr);
    let rows: Vec<Value> = run.json().as_array().expect("rows").clone();
    assert_eq!(rows.len(), 11);
    let near = |row: &Value, lower: f64, upper: f64| {
        let end = |name: &str| row[name].as_f64().expect("a number");
        let (low, high) = (end("share_lower"), end("share_upper"));
        assert!((low - lower).abs() < 1e-4 && (high - upper).abs() < 1e-4, "{row}");
    };
    // Wilson by his formula, Clopper and Pearson by sums of binomial probabilities.
    near(&rows[0], 0.2327, 0.3958);
    near(&rows[2], 0.2272, 0.3992);
    assert_eq!((&rows[10]["method"], &rows[10]["sample"]), (&"newcombe".into(), &"51/118 − 37/120".into()));
    assert!(rows[10]["share_lower"].as_f64().expect("a number") > 0.0);
    let run =
        project.run(["coverage", "--sample", "37/120", "--explain", "--language", "zh-CN"]).expect_code(0);
    for part in ["30.8%", "随机抽取的120个单位中37个有这一项", "全数清点的结果没有抽样误差", "Wilson (1927)"]
    {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
    for (options, message) in [
        (vec!["--sample", "130/120"], "covered must lie between 0 and 120"),
        (vec!["--sample", "many"], "`many` is no sample"),
        (vec!["--sample", "1/0"], "a share needs a whole above zero"),
        (vec!["--sample", "1/2", "--level", "95"], "the level lies between 0 and 1"),
        (vec!["--sample", "1/2", "--plot", "sample.svg"], "no line to draw"),
        (vec!["--sample", "1/2", "--indicator", "x"], "cannot be used with"),
    ] {
        let ask = ["coverage", "--language", "en"].into_iter().chain(options);
        let run = project.run(ask).expect_code(2);
        assert!(run.stderr.contains(message), "{message}: {}", run.stderr);
    }
}

#[test]
fn units_without_one_wait_under_the_hazard() {
    let project = Project::empty().with("units.csv", UNITS);
    let run =
        project.run(["coverage", "--hazard", "units.csv", "--format", "json", "--explain"]).expect_code(0);
    let found = &run.json()[0];
    assert_eq!((&found["units"], &found["adopted"]), (&14.into(), &12.into()));
    // By hand: 12 of 14 wait after 2011, 10 of 12 of these after 2012.
    let survival = |place: usize| found["steps"][place]["survival"].as_f64().expect("a number");
    assert!((survival(0) - 12.0 / 14.0).abs() < 1e-14 && (survival(1) - 10.0 / 14.0).abs() < 1e-14);
    assert_eq!(found["median"], 2013.5);
    assert!(found["discrete_hazard"]["slope"].as_f64().expect("a number") > 0.0);
    assert_eq!(found["steps"][4]["censored"], 2);
    let run =
        project.run(["coverage", "--hazard", "units.csv", "--language", "en", "--explain"]).expect_code(0);
    for part in [
        "12 of 14 units have one; half had one by 2014",
        "nine in ten have one: expected in",
        "say --since where they could have earlier",
        "If units that wait go on at the same hazard",
    ] {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
    let ask = [
        "coverage",
        "--hazard",
        "units.csv",
        "--since",
        "2012",
        "--until",
        "2014",
        "--language",
        "zh-CN",
        "--explain",
    ];
    let run = project.run(ask).expect_code(0);
    for part in ["12 个单位中 8 个已有", "未用 a 2011：在 2012 之前已有", "2 个单位在 2014 之后才有"]
    {
        assert!(run.stdout.contains(part), "{part} is missing:\n{}", run.stdout);
    }
}

#[test]
fn a_hazard_that_cannot_be_told_is_said_to_be_none() {
    let project = Project::empty()
        .with("none.csv", "unit,first\na,\nb,\n")
        .with("few.csv", "unit,first\na,2011\nb,2013\nc,\nd,\ne,\n")
        .with("odd.csv", "unit,first\na,2011\na,2012\nb,soon\nc,2013\nd,\n");
    let run = project.run(["coverage", "--hazard", "none.csv", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("no unit has one"), "{}", run.stderr);
    let ask = ["coverage", "--hazard", "none.csv", "--since", "2010", "--until", "2015", "--language", "en"];
    assert!(project.run(ask).expect_code(0).stdout.contains("the discrete hazard cannot be told"));
    let ask = ["coverage", "--hazard", "none.csv", "--since", "2015", "--until", "2010", "--language", "en"];
    assert!(project.run(ask).expect_code(2).stderr.contains("--since comes before --until"));
    let run = project.run(["coverage", "--hazard", "few.csv", "--language", "en"]).expect_code(0);
    assert!(
        run.stdout.contains("cannot be said, 5 units that have one are needed, there are 2"),
        "{}",
        run.stdout
    );
    let run = project.run(["coverage", "--hazard", "odd.csv", "--language", "en"]).expect_code(0);
    assert!(
        run.stderr.contains("units.twice") && run.stderr.contains("`soon` is no period"),
        "{}",
        run.stderr
    );
    let ask = ["coverage", "--since", "2015", "--language", "en"];
    assert!(project.run(ask).expect_code(2).stderr.contains("--hazard"));
}

/// Three tiers of organisations, which no source adds up, and the divisions of two.
const TIERS: &str = "\
industry-organisations,province,000000,2015-12-31,24,
industry-organisations,prefecture,000000,2015-12-31,96,
industry-organisations,county,000000,2015-12-31,168,
industry-organisations,county,000000,2010-12-31,20,
administrative-divisions,province,000000,2013-12-31,31,
administrative-divisions,prefecture,000000,2013-12-31,333,
administrative-divisions,county,000000,2013-12-31,2853,
";

#[test]
fn all_tiers_together_are_covered_as_any_tier_is() {
    let project = Project::of_figures(TIERS);
    let ask = |more: &[&'static str]| {
        let ask = ["coverage", "--indicator", "industry-organisations", "--language", "en"];
        project.run(ask.into_iter().chain(more.iter().copied()))
    };
    let rows = ask(&["--tier", "all", "--format", "json"]).expect_code(0).json();
    let row = &rows[0];
    assert_eq!((row["covered"].as_f64(), row["units"].as_f64()), (Some(288.0), Some(3217.0)), "{rows}");
    assert_eq!((row["tier"].as_str(), row["area"].as_str()), (Some("all"), Some("000000")));
    assert_eq!(
        (row["period"].as_str(), row["units_period"].as_str()),
        (Some("2015-12-31"), Some("2013-12-31"))
    );
    let coverage = row["coverage"].as_f64().expect("a number");
    assert!((coverage - 288.0 / 3217.0).abs() < 1e-12);
    // What has no denominator stands there and says so.
    let rows = ask(&["--tier", "county", "--format", "json"]).expect_code(0).json();
    assert_eq!(
        (&rows[0]["remarks"], rows[0]["coverage"].is_null()),
        (&serde_json::json!(["units-unknown"]), true)
    );
}

#[test]
fn without_a_coverage_it_says_what_there_is_instead() {
    let project = Project::of_figures(TIERS);
    let ask = |more: &[&'static str]| {
        let ask = ["coverage", "--language", "en", "--indicator"];
        project.run(ask.into_iter().chain(more.iter().copied())).expect_code(2).stderr
    };
    let said = ask(&["administrative-divisions"]);
    assert!(said.contains("does not say what") && said.contains("these have it"), "{said}");
    let said = ask(&["industry-organisations", "--area", "110000"]);
    assert!(said.contains("there is no number of") && said.contains("areas: China"), "{said}");
}

#[test]
fn the_ceiling_is_said_where_it_is_not_the_number_of_units() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = |ceiling: &str| {
        let ask = ["coverage", "--indicator", "industry-organisations", "--explain", "--language", "en"];
        project.run(ask.into_iter().chain(["--ceiling", ceiling]))
    };
    assert!(ask("free").expect_code(0).stdout.contains("the ceiling is estimated from the data"));
    assert!(ask("400").expect_code(0).stdout.contains("the ceiling is 400, as given"));
    assert!(ask("-1").expect_code(2).stderr.contains("no ceiling"));
}
