//! Models through a series: formulas, starts, weights, robust lines, several series.

use crate::harness::{Project, Run, repository};
use serde_json::Value;
use std::fmt::Write;
use std::path::PathBuf;

const COVERED: &str = "series,period,value\na,1991,12\na,1993,31\na,1994,45\na,1996,88\na,1998,150\na,1999,190\na,2000,226\na,2002,284\na,2003,300\na,2005,321\n";
const WEIGHTED: &str =
    "period,value,weight\n2001,10,1\n2002,12,2\n2003,13,1\n2004,90,0.001\n2005,17,1\n2006,18.5,1\n";

/// The fit of the only series.
fn only(run: &Run) -> Value {
    let mut fits = run.json();
    assert_eq!(fits.as_array().map(Vec::len), Some(1), "{}", run.stdout);
    fits[0].take()
}

/// The estimate of a parameter of a fit.
fn estimate(found: &Value, name: &str) -> f64 {
    let parameters = found["parameters"].as_array().expect("parameters");
    let parameter = parameters.iter().find(|parameter| parameter["name"] == name).expect("a parameter");
    parameter["estimate"].as_f64().expect("a number")
}

/// NIST's sets of reference, where they lie beside the repository.
fn reference_sets() -> Option<PathBuf> {
    let folder = repository().join("../shared/strd");
    folder.join("certified.json").is_file().then_some(folder)
}

/// How many digits of a number are right, 15 at most.
fn digits(found: &Value, known: &Value) -> f64 {
    let (found, known) = (found.as_f64().expect("a number"), known.as_f64().expect("a number"));
    -((found - known) / known).abs().max(1e-15).log10()
}

#[test]
fn reference_formulas_are_fitted_from_both_starts() {
    let Some(folder) = reference_sets() else { return };
    let certified = std::fs::read_to_string(folder.join("certified.json")).expect("certified values");
    let project = Project::empty();
    let mut sets = 0;
    for (name, set) in serde_json::from_str::<Value>(&certified).expect("JSON").as_object().expect("sets") {
        if set["kind"] != "nonlinear" {
            continue;
        }
        sets += 1;
        // y = FORMULA + e, where one set says first what pi is.
        let printed = set["model"].as_str().expect("a model");
        let formula = printed.rsplit_once('=').expect("y =").1.trim_end().trim_end_matches('e').trim_end();
        let formula = formula.trim_end_matches('+').trim();
        let file = folder.join(format!("{name}.csv")).display().to_string();
        for start in ["start1", "start2"] {
            let mut starts = String::new();
            for (parameter, value) in set[start].as_object().expect("a start") {
                let _ = write!(starts, "{parameter}={value},");
            }
            let ask = ["fit", "--formula", formula, "--start", &starts, &file, "--format", "json"];
            let found = only(&project.run(ask).expect_code(0));
            for parameter in found["parameters"].as_array().expect("parameters") {
                let of = parameter["name"].as_str().expect("a name");
                let right = digits(&parameter["estimate"], &set["params"][of]);
                assert!(right > 9.9, "{name} {start} {of}: {right}");
                let right = digits(&parameter["standard_error"], &set["sd"][of]);
                assert!(right > 9.9, "{name} {start} error of {of}: {right}");
            }
            assert!(digits(&found["residual_sum_of_squares"], &set["rss"]) > 9.9, "{name} {start}");
        }
    }
    assert!(sets > 10, "{sets}");
}

#[test]
fn a_formula_is_fitted_where_its_variable_stands() {
    let table = "x,y\n0.5,2.1\n1,2.9\n1.5,4.2\n2,6.1\n2.5,8.4\n3,12.2\n";
    let project = Project::empty().with("data.csv", table);
    let ask = [
        "fit",
        "--formula",
        "a*exp(b*x)",
        "--start",
        "a=1",
        "--start",
        "b=0.5",
        "data.csv",
        "--format",
        "json",
    ];
    let found = only(&project.run(ask).expect_code(0));
    assert_eq!(found["time_origin"], 0.0);
    let ask = ["fit", "--model", "exponential", "--origin", "0", "data.csv", "--format", "json"];
    let model = only(&project.run(ask).expect_code(0));
    assert!((estimate(&found, "a") / estimate(&model, "b0") - 1.0).abs() < 1e-14);
    assert!((estimate(&found, "b") / estimate(&model, "b1") - 1.0).abs() < 1e-14);
    let run = project.run(["fit", "--model", "linear", "data.csv", "--plot", "fit.svg", "--language", "en"]);
    assert!(run.expect_code(2).stderr.contains("periods of the calendar"));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let project = Project::empty().with("covered.csv", COVERED).with("weighted.csv", WEIGHTED);
    let cases: [(&[&str], i32, &str); 14] = [
        (&["--formula", "b1*(1-exp(-b2*x)", "--start", "b1=1"], 2, "character 17: a bracket is not closed"),
        (&["--formula", "b1*x+b2", "--start", "b1=1"], 2, "b2 has none"),
        (&["--formula", "b1*x", "--start", "b1=1,c=2"], 2, "c is no parameter; there are b1"),
        (&["--formula", "b1*x", "--start", "b1=one"], 2, "`b1=one` is no name=number"),
        (&["--formula", "b1*x", "--start", "b1=inf"], 2, "`b1=inf` is no name=number"),
        (&["--formula", "b1*x", "--start", "b1=1,b1=2"], 2, "b1 has two starts"),
        (&["--formula", "2*x"], 2, "no parameter to be found"),
        (&["--formula", "b1*ln(-x)", "--start", "b1=1"], 3, "did not settle"),
        (&["--formula", "b1*x", "--model", "linear"], 2, "cannot be used with"),
        (&[], 2, "no model is named"),
        (&["--model", "linear", "--start", "b0=1"], 2, "needs no start"),
        (&["--model", "logistic", "--robust", "mm"], 2, "--robust goes with linear"),
        (&["--model", "poisson", "--ceiling", "9"], 2, "--ceiling goes with curves"),
        (&["--model", "logistic", "--start", "r=1"], 2, "t0, K has none"),
    ];
    for (options, code, message) in cases {
        let ask = ["fit", "covered.csv", "--language", "en"].into_iter().chain(options.iter().copied());
        let run = project.run(ask).expect_code(code);
        assert!(run.stderr.contains(message) && run.stdout.is_empty(), "{options:?}: {}", run.stderr);
    }
    let ask = ["fit", "covered.csv", "--formula", "2x", "--language", "zh-CN"];
    assert!(project.run(ask).expect_code(2).stderr.contains("公式第 2 个字符：需要一个运算符"));
    for options in [["--model", "logistic"], ["--model", "poisson"]] {
        let ask = ["fit", "weighted.csv", "--language", "en"].into_iter().chain(options);
        assert!(project.run(ask).expect_code(2).stderr.contains("a column of weights"));
    }
}

#[test]
fn weights_and_robust_lines_take_a_wrong_point_for_what_it_is() {
    let plain: String = WEIGHTED.lines().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{}", line.rsplit_once(',').expect("a weight").0);
        text
    });
    let project = Project::empty().with("weighted.csv", WEIGHTED).with("plain.csv", plain);
    let slope = |options: &[&str]| {
        let ask = ["fit", "--model", "linear", "--format", "json"].into_iter().chain(options.iter().copied());
        let found = only(&project.run(ask).expect_code(0));
        (estimate(&found, "b1"), found)
    };
    assert!(slope(&["plain.csv"]).0 > 3.0);
    let (weighted, found) = slope(&["weighted.csv"]);
    assert!((1.0..2.5).contains(&weighted) && found["weighted"] == true, "{weighted}");
    for method in ["bisquare", "mm"] {
        let (robust, found) = slope(&["plain.csv", "--robust", method, "--explain"]);
        assert!((1.5..2.0).contains(&robust), "{method}: {robust}");
        assert!(found["explanation"]["remarks"].to_string().contains("2004 (0.00)"), "{found}");
        assert!(found["parameters"][0]["standard_error"].is_null());
    }
    assert!(slope(&["plain.csv", "--robust", "huber"]).0 < 3.0);
}

#[test]
fn one_series_that_cannot_be_fitted_does_not_stop_the_others() {
    let project = Project::empty()
        .with("two.csv", format!("{COVERED}b,2001,3\nb,2002,4\nb,2003,4多\n"))
        .with("none.csv", "series,period,value\na,2001,3\nb,2002,4\n");
    let ask = ["fit", "--model", "logistic", "two.csv", "--language", "en", "--format", "json"];
    let run = project.run(ask).expect_code(0);
    assert_eq!(only(&run)["series"], "a");
    let message = "[fit.refused] b: 4 points are needed, 2 found, 1 is left out";
    assert!(run.stderr.contains(message), "{}", run.stderr);
    let run = project.run(["fit", "--model", "logistic", "none.csv", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("b: 4 points are needed") && run.stdout.is_empty(), "{}", run.stderr);
}

#[test]
fn a_curve_has_profile_intervals_a_sentence_and_a_picture() {
    let project = Project::empty().with("covered.csv", COVERED);
    let ask = ["fit", "--model", "logistic", "--ceiling", "333", "covered.csv", "--format", "csv"];
    let run = project.run(ask).expect_code(0);
    let header = "series,model,parameter,estimate,standard_error,lower95,upper95,residual_sum_of_squares";
    assert_eq!(run.stdout.lines().next(), Some(header));
    let row: Vec<&str> = run.stdout.lines().nth(1).expect("a row").split(',').collect();
    let number = |place: usize| row[place].parse::<f64>().expect("a number");
    // R's nls; the ends by the profile as the library has them, which is tested there.
    assert!((number(3) - 0.452_321_786_975_814_3).abs() < 1e-12);
    assert!((number(5) - 0.433).abs() < 1e-4 && (number(6) - 0.4729).abs() < 1e-4, "{row:?}");
    let last = run.stdout.lines().last().expect("a row");
    assert!(last.starts_with("a,logistic,K,333") && last.contains(",,,"), "{last}");
    let ask = [
        "fit",
        "--model",
        "logistic",
        "covered.csv",
        "--explain",
        "--plot",
        "fit.svg",
        "--language",
        "zh-CN",
    ];
    let run = project.run(ask).expect_code(0);
    assert!(
        run.stdout.contains(
            "1991年至2005年，a的10个数据点以逻辑斯蒂曲线拟合，上限342.5（95%区间335.7–349.7）由数据估计"
        ),
        "{}",
        run.stdout
    );
    assert!(project.read("fit.svg").contains("拟合"));
    let own = ["fit", "--model", "logistic", "covered.csv", "--format", "json"];
    let start =
        ["fit", "--model", "logistic", "covered.csv", "--start", "r=0.5,t0=8,K=340", "--format", "json"];
    let [own, start] = [&own[..], &start[..]].map(|ask| only(&project.run(ask.to_vec()).expect_code(0)));
    assert!((estimate(&own, "K") / estimate(&start, "K") - 1.0).abs() < 1e-12);
}
