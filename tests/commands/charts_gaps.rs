//! Gaps in charts: a period without a number is no bridge, whoever else has one, and it is said why.

use super::charts::{book, data, draw, drawn, marks_are_numbers, one_line, with_chart};
use crate::harness::Project;

/// A single series, so that no other one has the period that is missing.
#[test]
fn a_missing_year_is_a_gap_with_a_row_a_finding_and_words() {
    let project = one_line("residents", "2012,100,A\n2013,110,A\n2015,130,A\n2016,140,A");
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.gap]") && run.stderr.contains("2014"), "{}", run.stderr);
    for (language, label, reason) in [("zh-CN", "2014年", "没有来源提供"), ("en", "2014", "no source has it")]
    {
        let drawing = drawn(&project, "one", language);
        let series = &drawing.series[0];
        let mark = |year: &str| series.mark(year);
        assert!(series.joins(mark("2012"), mark("2013")) && series.joins(mark("2015"), mark("2016")));
        assert!(!series.joins(mark("2013"), mark("2015")), "no bridge");
        assert_eq!(series.marks.len(), 4, "and no zero");
        assert!(drawing.time_ticks().contains_key(label), "its place is on the axis");
        assert!(drawing.texts_of("footer").concat().contains(label), "the note says so");
        assert!(drawing.description.contains(label), "{}", drawing.description);
        let row = data(&project, "one", language).into_iter().find(|row| row[2] == label).expect("a row");
        assert_eq!(row[3..], ["", "", "", "", "O", reason]);
        marks_are_numbers(&project, language, 1.0);
    }
}

#[test]
fn quarters_and_months_have_grids_of_their_own() {
    for (figures, from, to) in [
        ("2019-Q3,1,A\n2019-Q4,2,A\n2020-Q1,3,A\n2020-Q3,5,A", "第1季度", "2020年第3季度"),
        ("2020-01,1,A\n2020-02,2,A\n2020-03,3,A\n2020-06,5,A", "2020年3月", "2020年6月"),
    ] {
        let project = one_line("industry-organisations-founded", figures);
        draw(&project);
        let drawing = drawn(&project, "one", "zh-CN");
        let series = &drawing.series[0];
        assert!(!series.joins(series.mark(from), series.mark(to)), "{figures}");
        assert_eq!(series.lines.iter().filter(|line| line.points.len() == 3).count(), 1, "{figures}");
    }
}

#[test]
fn what_the_ledger_has_no_number_of_reaches_the_chart_with_its_reason() {
    let project =
        one_line("residents", "2012,100,A\n2013,110,A\n2014,…,M\n2015,130,A\n2016,…,Q\n2017,140,A\n2018,…,Q");
    draw(&project);
    for (language, cannot, kept) in
        [("zh-CN", "不可能有数", "有数而不公布"), ("en", "cannot exist", "not published")]
    {
        let drawing = drawn(&project, "one", language);
        let series = &drawing.series[0];
        for pair in [["2013", "2015"], ["2015", "2017"]] {
            assert!(!series.joins(series.mark(pair[0]), series.mark(pair[1])), "{pair:?}");
        }
        let signs: Vec<f64> =
            drawing.texts.iter().filter(|text| text.content == "※").map(|text| text.x).collect();
        let ticks = drawing.time_ticks();
        let expected = ["2016", "2018"].map(|year| {
            let (_, x) = ticks.iter().find(|(label, _)| label.contains(year)).expect("a tick");
            *x
        });
        assert_eq!(signs.len(), 2, "suppressed has a sign, missing has none");
        assert!(signs.iter().zip(expected).all(|(found, wanted)| (found - wanted).abs() < 12.0), "{signs:?}");
        assert!(drawing.texts_of("footer").concat().contains("※"));
        let rows = data(&project, "one", language);
        let reason = |year: &str| {
            let row = rows.iter().find(|row| row[2].contains(year)).expect("a row");
            (row[7].clone(), row[8].clone())
        };
        assert_eq!(reason("2014"), ("M".to_owned(), cannot.to_owned()));
        assert_eq!(reason("2016"), ("Q".to_owned(), kept.to_owned()));
        assert_eq!(reason("2015").0, "A");
    }
}

/// One tier has a figure twice a year, another once: neither is broken by the other, and each by its own gap.
#[test]
fn each_series_has_the_grid_of_its_indicator() {
    let project = with_chart(
        book(
            "residents,all,000000,2012,10,A\nresidents,all,000000,2013,11,A\nresidents,all,000000,2014,12,A\n\
             residents,province,000000,2012,5,A\nresidents,province,000000,2014,6,A\nresidents,province,000000,2014-06,7,A\n",
        ),
        "two",
        "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\", \"province\"]",
    );
    draw(&project);
    let drawing = drawn(&project, "two", "zh-CN");
    let all = drawing.series("各级合计");
    assert!(all.joins(all.mark("2012"), all.mark("2013")) && all.joins(all.mark("2013"), all.mark("2014")));
    let province = drawing.series("省级");
    assert!(!province.joins(province.mark("2012"), province.mark("2014年6月")), "2013 is missing");
    assert!(province.joins(province.mark("2014年6月"), province.mark("2014年：")));
}

/// Residents whose indicator declares how often it is counted.
fn with_step(figures: &str, step: &str) -> Project {
    let project = one_line("residents", figures);
    let indicator = project.read("datasets/indicators/residents.toml");
    let indicator =
        indicator.replace("measure = \"stock\"\n", &format!("measure = \"stock\"\nstep = \"{step}\"\n"));
    project.write("datasets/indicators/residents.toml", indicator);
    project.run(["import", "--quiet"]).expect_code(0);
    project
}

#[test]
fn a_step_that_the_indicator_declares_is_not_guessed() {
    let figures = "2015-12-31,100,A\n2016-12-31,110,A";
    let guessed = one_line("residents", figures);
    draw(&guessed);
    assert_eq!(data(&guessed, "one", "en").len(), 2, "two years");
    let declared = with_step(figures, "half");
    let run = draw(&declared);
    assert!(run.stderr.contains("[chart.gap]"), "{}", run.stderr);
    let periods: Vec<String> = data(&declared, "one", "en").into_iter().map(|row| row[2].clone()).collect();
    assert_eq!(periods.len(), 3, "{periods:?}");
    let drawing = drawn(&declared, "one", "en");
    let series = &drawing.series[0];
    assert!(!series.joins(series.mark("2015"), series.mark("2016")), "no bridge over the half year");
}

#[test]
fn a_figure_beside_the_declared_step_is_drawn_and_said() {
    let project = with_step("2014-12-31,90,A\n2015-06-30,95,A\n2015-12-31,100,A\n2016-12-31,110,A", "year");
    let run = draw(&project);
    assert!(!run.stderr.contains("[chart.gap]"), "{}", run.stderr);
    for (language, rule, note, reason) in [
        ("en", "[chart.off-step]", "Beside the periods at which", "beside the declared periods"),
        ("zh-CN", "[chart.off-step]", "不在该指标写明的期次上", "不在写明的期次上"),
    ] {
        let run = project.run(["chart", "--language", language]).expect_code(0);
        assert!(run.stderr.contains(rule) && run.stderr.contains("2015"), "{}", run.stderr);
        let drawing = drawn(&project, "one", language);
        assert_eq!(drawing.series[0].marks.len(), 4, "drawn all the same");
        assert!(drawing.texts_of("footer").concat().contains(note), "{:?}", drawing.texts_of("footer"));
        let row = data(&project, "one", language).into_iter().find(|row| row[4] == "95").expect("a row");
        assert!(row[8].contains(reason), "{row:?}");
    }
    let run = project.run(["check", "--language", "en"]).expect_code(0);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("[period.off-step]") && said.contains("2015-06-30"), "{said}");
}

#[test]
fn a_step_that_there_is_not_is_an_error_with_its_line() {
    let project = one_line("residents", "2015,1,A");
    let indicator = project.read("datasets/indicators/residents.toml");
    project.write("datasets/indicators/residents.toml", format!("step = \"week\"\n{indicator}"));
    let run = project.run(["chart", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("residents.toml") && run.stderr.contains("week"), "{}", run.stderr);
    assert!(run.stderr.contains("quarter"), "what can be written instead: {}", run.stderr);
}
