//! Breaks and statuses in charts: no line across a break, and each status with its look and its word.

use super::charts::{book, data, draw, drawn, marks_are_numbers, one_line, with_chart};
use crate::harness::drawing::{Drawing, DrawnLine};

/// The upright rules over the whole plot.
fn rules(drawing: &Drawing) -> Vec<f64> {
    let ticks = drawing.value_ticks();
    let (bottom, top) = (ticks[0].0, ticks[ticks.len() - 1].0);
    let is_rule = |line: &&DrawnLine| {
        !line.is_area
            && line.points.len() == 2
            && (line.points[0].0 - line.points[1].0).abs() < 0.1
            && (line.points[0].1 - line.points[1].1).abs() > (bottom - top) * 0.9
    };
    drawing.axes.iter().filter(is_rule).map(|line| line.points[0].0).collect()
}

#[test]
fn no_line_runs_across_a_break_and_a_rule_with_a_word_stands_there() {
    let project =
        one_line("residents", "2012,100,A\n2013,110,A\n2014,300,B\n2015,310,A\n2016,150,D\n2017,160,D");
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.break]") && run.stderr.contains("2014"), "{}", run.stderr);
    for (language, broken, differs) in
        [("zh-CN", "口径中断", "口径不同"), ("en", "break in the series", "another definition")]
    {
        let drawing = drawn(&project, "one", language);
        let series = &drawing.series[0];
        for (from, to, joined) in [
            ("2012", "2013", true),
            ("2013", "2014", false),
            ("2014", "2015", true),
            ("2015", "2016", false),
            ("2016", "2017", true),
        ] {
            assert_eq!(series.joins(series.mark(from), series.mark(to)), joined, "{from} to {to}");
        }
        let found = rules(&drawing);
        assert_eq!(found.len(), 2, "{found:?}");
        for (x, pair) in found.iter().zip([["2013", "2014"], ["2015", "2016"]]) {
            assert!(series.mark(pair[0]).x < *x && *x < series.mark(pair[1]).x, "between the two");
        }
        for (word, x) in [broken, differs].into_iter().zip(found) {
            let text = drawing.texts.iter().find(|text| text.group == "axes" && text.content == word);
            assert!(text.is_some_and(|text| (text.x - x).abs() < 12.0), "{word} at {x}");
            assert!(drawing.description.contains("2014") && drawing.description.contains("2016"));
        }
        let rows = data(&project, "one", language);
        assert_eq!((rows[2][7].as_str(), rows[2][8].as_str()), ("B", broken));
        marks_are_numbers(&project, language, 1.0);
    }
}

/// The publisher has an old and a new number for the year of the break: growth goes on across it, and so does the line.
#[test]
fn a_series_that_its_publisher_splices_goes_on() {
    let project = one_line("residents", "2012,100,A\n2013,110,A\n2014,120,A\n2015,330,A");
    project.write(
        "datasets/later/figures.csv",
        "indicator,tier,area_code,as_of,value,status\nresidents,all,000000,2014,300,B\n",
    );
    for ending in ["mapping.toml", "origin.toml"] {
        let text = project.read(&format!("datasets/office/figures.csv.{ending}"));
        project.write(&format!("datasets/later/figures.csv.{ending}"), text.replace("\"1\"", "\"2\""));
    }
    project.run(["import", "--quiet"]).expect_code(0);
    draw(&project);
    let drawing = drawn(&project, "one", "zh-CN");
    let series = &drawing.series[0];
    let (old, new) = (series.mark("：120"), series.mark("：300"));
    assert!((old.x - new.x).abs() < 0.1, "both stand at their year");
    assert!(
        series.joins(series.mark("2013"), old)
            && series.joins(old, new)
            && series.joins(new, series.mark("2015"))
    );
    assert!(rules(&drawing).is_empty());
    assert!(drawing.description.contains("口径更换"), "{}", drawing.description);
}

#[test]
fn each_status_has_its_look_and_its_word() {
    let project = one_line(
        "residents",
        "2012,100,A\n2013,110,P\n2014,120,E\n2015,130,I\n2016,140,A\n2017,150,F\n2018,160,F",
    );
    draw(&project);
    for (language, words) in [
        ("zh-CN", ["暂定数", "估计数", "插补数", "预测数"]),
        ("en", ["provisional", "estimated", "imputed", "forecast"]),
    ] {
        let drawing = drawn(&project, "one", language);
        let series = &drawing.series[0];
        let looks: Vec<&str> =
            ["2012", "2013", "2014", "2015", "2017"].map(|year| series.mark(year).look.as_str()).to_vec();
        for (index, look) in looks.iter().enumerate() {
            assert!(looks[..index].iter().all(|other| other != look), "{index}: {look}");
        }
        for (year, word) in ["2013", "2014", "2015", "2017"].into_iter().zip(words) {
            assert!(series.mark(year).tooltip.contains(word), "{}", series.mark(year).tooltip);
        }
        let svg = project.read(&format!("out/reports/book/charts/one.{language}.svg"));
        assert_eq!(svg.matches("stroke-dasharray").count(), 1, "the line to the forecasts");
        let shade = drawing.axes.iter().find(|line| line.is_area).expect("a shade over the forecasts");
        let left = shade.points.iter().map(|point| point.0).fold(f64::INFINITY, f64::min);
        assert!(series.mark("2016").x < left && left < series.mark("2017").x);
        let head = if language == "en" { "Forecast →" } else { "预测 →" };
        assert!(drawing.texts_of("axes").contains(&head), "{:?}", drawing.texts_of("axes"));
        assert!(drawing.description.contains("2018"));
        marks_are_numbers(&project, language, 1.0);
    }
}

#[test]
fn a_break_of_one_series_names_it() {
    let project = with_chart(
        book(
            "residents,all,000000,2012,10,A\nresidents,all,000000,2013,11,A\n\
             residents,province,000000,2012,5,A\nresidents,province,000000,2013,8,B\n",
        ),
        "two",
        "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\", \"province\"]",
    );
    draw(&project);
    assert!(drawn(&project, "two", "zh-CN").texts_of("axes").contains(&"省级：口径中断"));
}
