//! The forms of charts that show change: highlighted lines, windows, log scales, indices, slopes and small multiples, from the ledger to the
//! SVG.

use super::charts::{book, data, draw, drawn, with_chart};
use crate::harness::Project;
use crate::harness::drawing::{Drawing, DrawnMark, DrawnSeries};

/// Provinces of the code lists.
const AREAS: [&str; 8] = ["110000", "120000", "130000", "140000", "150000", "210000", "220000", "230000"];

/// Residents of so many areas in five years.
fn figures(count: usize) -> String {
    let line = |index: usize, area: &str, year: usize| {
        let value = 100 + 40 * index + year * 10 * (index + 1);
        format!("residents,all,{area},{},{value},A\n", 2012 + year)
    };
    let areas = AREAS.iter().take(count).enumerate();
    areas.flat_map(|(index, area)| (0..5).map(move |year| line(index, area, year))).collect()
}

fn areas(count: usize) -> String {
    let named: Vec<String> = AREAS.iter().take(count).map(|area| format!("\"{area}\"")).collect();
    format!("areas = [{}]", named.join(", "))
}

fn chart(figures: &str, keys: &str) -> Project {
    with_chart(book(figures), "one", &format!("indicator = \"residents\"\ntiers = [\"all\"]\n{keys}"))
}

/// Where a mark stands: at the corner of its line, since the middle of the box around a triangle is not the middle of the triangle.
fn place(series: &DrawnSeries, mark: &DrawnMark) -> (f64, f64) {
    let corners = series.lines.iter().filter(|line| !line.is_area).flat_map(|line| &line.points);
    let near = |(x, y): &&(f64, f64)| (x - mark.x).abs() < 0.1 && (y - mark.y).abs() < 3.0;
    corners.copied().find(|corner| near(&corner)).unwrap_or((mark.x, mark.y))
}

/// Every mark whose number the data state stands on one scale of values.
#[track_caller]
fn marks_lie_on_one_scale(project: &Project, drawing: &Drawing, language: &str, number: fn(f64) -> f64) {
    let rows = data(project, "one", language);
    let mut places: Vec<(f64, f64)> = Vec::new();
    for row in &rows {
        let Ok(value) = row[4].parse::<f64>() else { continue };
        let series = drawing.series(&row[0]);
        let Some(mark) = series.marks.iter().find(|mark| mark.tooltip.contains(&row[2])) else { continue };
        places.push((number(value), place(series, mark).1));
    }
    places.sort_by(|one, two| one.0.total_cmp(&two.0));
    let (first, last) = (places[0], places[places.len() - 1]);
    assert!(places.len() > 3 && last.0 > first.0, "{places:?}");
    for (value, y) in &places {
        let expected = first.1 + (value - first.0) / (last.0 - first.0) * (last.1 - first.1);
        assert!((y - expected).abs() <= 0.5, "{value} at {y}, not {expected}");
    }
}

#[test]
fn a_highlighted_line_stands_before_grey_ones() {
    let project = chart(&figures(8), &format!("kind = \"line\"\n{}\nhighlight = [\"130000\"]", areas(8)));
    draw(&project);
    for (language, name, note) in
        [("zh-CN", "河北省", "灰线为其余7个"), ("en", "Hebei", "Grey lines are the other 7")]
    {
        let drawing = drawn(&project, "one", language);
        assert_eq!(drawing.series.len(), 8);
        assert_eq!(drawing.series.iter().filter(|series| !series.marks.is_empty()).count(), 1);
        let last = &drawing.series[7];
        assert!(last.name.contains(name) && last.marks.len() == 5, "in front: {}", last.name);
        let width = |index: usize| drawing.series[index].lines[0].width;
        assert!(width(0) < width(7) * 0.6, "{} {}", width(0), width(7));
        assert!(drawing.texts_of("footer").concat().contains(note), "{:?}", drawing.texts_of("footer"));
        assert_eq!(data(&project, "one", language).len(), 40, "the data have all");
        marks_lie_on_one_scale(&project, &drawing, language, |value| value);
    }
}

#[test]
fn what_is_to_be_highlighted_has_to_be_there_and_seven_colours_are_refused_with_what_to_write() {
    let project = chart(&figures(8), &format!("kind = \"line\"\n{}\nhighlight = [\"13000\"]", areas(8)));
    let run = project.run(["chart", "--language", "en"]).expect_code(3);
    for word in ["line 5", "`13000`", "130000"] {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
    let project = chart(&figures(7), &format!("kind = \"line\"\n{}", areas(7)));
    let run = project.run(["chart", "--language", "en"]).expect_code(3);
    for word in ["line 3", "kind = \"small-multiples\"", "kind = \"dot-strip\"", "highlight = [\"110000\"]"] {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
}

#[test]
fn a_window_says_from_when_it_begins_where_there_is_more() {
    for (periods, years, said) in [(3, ["2014", "2015", "2016"].as_slice(), true), (9, &["2012"], false)] {
        let project = chart(&figures(2), &format!("kind = \"line\"\n{}\nperiods = {periods}", areas(2)));
        draw(&project);
        for (language, words) in [("zh-CN", "只画2014年起的各期"), ("en", "Shown from 2014 on")] {
            let drawing = drawn(&project, "one", language);
            let footer = drawing.texts_of("footer").concat();
            assert_eq!(footer.contains(words), said, "{footer}");
            assert_eq!(drawing.description.contains(words), said, "{}", drawing.description);
            let shown = drawing.series[0].marks.len();
            assert_eq!(shown, periods.min(5));
            for year in years {
                drawing.series[0].mark(year);
            }
        }
    }
}

#[test]
fn a_log_scale_has_equal_ratios_and_refuses_zero() {
    let figures = "residents,all,110000,2012,3,A\nresidents,all,110000,2013,30,A\nresidents,all,110000,2014,300,A\n\
                   residents,all,120000,2012,7,A\nresidents,all,120000,2013,12,A\nresidents,all,120000,2014,90,A\n";
    let keys = format!("kind = \"line\"\n{}\nscale = \"log\"", areas(2));
    let project = chart(figures, &keys);
    draw(&project);
    for (language, words) in [("zh-CN", "对数刻度"), ("en", "log scale")] {
        let drawing = drawn(&project, "one", language);
        let ticks: Vec<String> = drawing.value_ticks().into_iter().map(|(_, text)| text).collect();
        assert_eq!(ticks, ["2", "5", "10", "20", "50", "100", "200", "500"]);
        assert!(drawing.texts_of("footer").concat().contains(words));
        marks_lie_on_one_scale(&project, &drawing, language, f64::log10);
    }
    let project = chart(&figures.replace(",12,A", ",0,A"), &keys);
    let run = project.run(["chart", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("天津市") && run.stderr.contains("kind = \"index\""), "{}", run.stderr);
    let project = chart(figures, &format!("{keys}\naxis = \"fitted\""));
    let run = project.run(["chart", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("line 6") && run.stderr.contains("axis"), "{}", run.stderr);
}

#[test]
fn a_target_is_drawn_from_the_figures_of_its_indicator() {
    let figures = "social-work-professionals,all,000000,2012,300000,A\nsocial-work-professionals,all,000000,2013,363000,A\n\
                   social-work-professionals,all,000000,2015,504000,A\n\
                   social-work-professionals-target,all,000000,2020,1450000,A\n";
    let keys = "kind = \"line\"\nindicator = \"social-work-professionals\"\ntowards-target = true";
    let project = with_chart(book(figures), "one", keys);
    draw(&project);
    for (language, target, note) in
        [("zh-CN", "目标 145（2020年）", "如期达到"), ("en", "Target 1.45 (2020)", "to reach them in time")]
    {
        let drawing = drawn(&project, "one", language);
        assert!(drawing.texts_of("series").contains(&target), "{:?}", drawing.texts_of("series"));
        assert!(drawing.texts_of("footer").join(" ").contains(note), "{:?}", drawing.texts_of("footer"));
        assert!(drawing.time_ticks().keys().any(|label| label.contains("2020")));
        let rows = data(&project, "one", language);
        assert!(rows.iter().any(|row| row[4] == "1450000" && !row[8].is_empty()), "{rows:?}");
        let series = &drawing.series[0];
        let ends = place(series, series.mark("2015"));
        let size = if language == "zh-CN" { 1e4 } else { 1e6 };
        let way = series.lines.iter().find(|line| line.points[0] == ends && line.points.len() == 2);
        let (_, y) = way.expect("a way to the target").points[1];
        let pixel = (drawing.value_at(0.0) - drawing.value_at(1.0)).abs();
        assert!((drawing.value_at(y) - 1_450_000.0 / size).abs() <= pixel / 2.0);
    }
    let project = chart(&self::figures(1), &format!("kind = \"line\"\n{}\ntowards-target = true", areas(1)));
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.left-out]") && run.stderr.contains("target of"), "{}", run.stderr);
}

#[test]
fn a_strip_counts_the_units_that_have_a_figure() {
    let figures = "residents,all,000000,2012,900,A\nresidents,all,000000,2013,950,A\n\
                   residents,all,110000,2012,1,A\nresidents,all,110000,2013,2,A\nresidents,all,120000,2013,3,A\n\
                   residents,all,130000,2013,…,M\n";
    let project =
        chart(figures, "kind = \"line\"\nareas = [\"110000\", \"120000\", \"130000\"]\nreporting = true");
    draw(&project);
    for (language, name) in [("zh-CN", "有数的单位"), ("en", "units with a figure")] {
        let drawing = drawn(&project, "one", language);
        let texts = drawing.texts_of("axes");
        assert!(texts.contains(&"1/3") && texts.contains(&"2/3"), "{texts:?}");
        let rows = data(&project, "one", language);
        let counted: Vec<&str> =
            rows.iter().filter(|row| row[0] == name).map(|row| row[3].as_str()).collect();
        assert_eq!(counted, ["1/3", "2/3"], "a source that says there is none is no figure");
    }
    let project = chart(figures, "kind = \"line\"\nreporting = true");
    draw(&project);
    let rows = data(&project, "one", "en");
    let counted: Vec<&str> =
        rows.iter().filter(|row| row[0] == "units with a figure").map(|row| row[3].as_str()).collect();
    assert!(counted[0].starts_with("1/3") && counted[1].starts_with("2/3"), "of all provinces: {counted:?}");
}

#[test]
fn an_index_is_100_at_the_first_period_that_all_have_and_is_not_carried_over_a_break() {
    let project = chart(
        "residents,all,110000,2011,90,A\nresidents,all,110000,2012,200,A\nresidents,all,110000,2013,300,A\n\
         residents,all,110000,2014,450,A\n\
         residents,all,120000,2012,80,A\nresidents,all,120000,2013,60,A\nresidents,all,120000,2014,500,B\n\
         residents,all,130000,2012,300多,A\nresidents,all,130000,2013,700,A\nresidents,all,130000,2014,800,A\n",
        &format!("kind = \"index\"\n{}", areas(3)),
    );
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.break]") && run.stderr.contains("Tianjin"), "{}", run.stderr);
    for (language, names, subtitle, cut) in [
        ("zh-CN", ["北京市", "天津市", "河北省"], "基期=100（2012年）", "与基期不可比而未画"),
        ("en", ["Beijing", "Tianjin", "Hebei"], "base = 100 (2012)", "since they cannot be compared"),
    ] {
        let drawing = drawn(&project, "one", language);
        let heading = drawing.texts_of("heading").concat();
        assert!(heading.contains(subtitle), "{heading}");
        assert!(drawing.texts_of("footer").concat().contains(cut), "{:?}", drawing.texts_of("footer"));
        let rows = data(&project, "one", language);
        let row = |name: &str, year: &str| {
            rows.iter().find(|row| row[0] == name && row[2].contains(year)).expect("a row").clone()
        };
        for (name, year, value) in
            [(0, "2011", "45"), (0, "2012", "100"), (0, "2014", "225"), (1, "2013", "75")]
        {
            assert_eq!(row(names[name], year)[4], value, "{name} {year}");
        }
        let broken = row(names[1], "2014");
        assert_eq!((broken[4].as_str(), broken[7].as_str()), ("", "B"));
        // 700 of 300 to 400: a base that is rough gives bounds and no value.
        let rough = row(names[2], "2013");
        let [lower, upper] = [5, 6].map(|cell| rough[cell].parse::<f64>().expect("a bound"));
        assert!(rough[4].is_empty() && lower >= 175.0 && upper <= 234.0 && lower < upper, "{rough:?}");
        assert!(drawing.value_ticks().iter().any(|(_, text)| text == "100"), "the rule at the base");
        marks_lie_on_one_scale(&project, &drawing, language, |value| value);
    }
    let apart = chart(
        "residents,all,110000,2011,90,A\nresidents,all,120000,2012,80,A\n",
        &format!("kind = \"index\"\n{}", areas(2)),
    );
    let run = apart.run(["chart", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("line 3") && run.stderr.contains("天津市"), "{}", run.stderr);
}

#[test]
fn a_slope_leads_from_the_first_to_the_latest_period_that_can_be_compared() {
    let project = chart(
        "residents,all,110000,2012,200,A\nresidents,all,110000,2013,300,A\nresidents,all,110000,2014,450,A\n\
         residents,all,120000,2012,80,A\nresidents,all,120000,2013,60,A\nresidents,all,120000,2014,500,B\n\
         residents,all,130000,2013,700,A\nresidents,all,130000,2014,800,A\nresidents,all,140000,2014,90,A\n",
        &format!("kind = \"slope\"\n{}", areas(4)),
    );
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.gap]") && run.stderr.contains("[chart.break]"), "{}", run.stderr);
    for (language, names) in [
        ("zh-CN", ["北京市", "天津市", "河北省", "山西省"]),
        ("en", ["Beijing", "Tianjin", "Hebei", "Shanxi"]),
    ] {
        let drawing = drawn(&project, "one", language);
        let joins = |name: &str| {
            let series = drawing.series(name);
            let ends = ["2013", "2014"].map(|year| place(series, series.mark(year)));
            series.lines.iter().any(|line| !line.is_area && line.points == ends)
        };
        assert!(joins(names[0]) && joins(names[2]), "in 2013 one more can be compared than in 2012");
        assert!(!joins(names[1]), "a break lies between");
        assert_eq!(drawing.series(names[3]).marks.len(), 1);
        let texts = drawing.texts_of("series");
        assert_eq!(texts.iter().filter(|text| **text == names[0]).count(), 2, "{texts:?}");
        assert!(texts.contains(&"300") && texts.contains(&"450"));
        marks_lie_on_one_scale(&project, &drawing, language, |value| value);
        assert!(drawing.description.contains(if language == "en" { "Slope chart" } else { "坡度图" }));
    }
    let one = chart(&figures(2), &format!("kind = \"slope\"\n{}\nperiods = 1", areas(2)));
    let run = one.run(["chart", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("all figures are of one"), "{}", run.stderr);
}

#[test]
fn small_multiples_have_a_panel_for_each_of_more_series_than_there_are_colours() {
    for (key, is_free) in [("", false), ("\nfree-values = true", true)] {
        let project = chart(&figures(8), &format!("kind = \"small-multiples\"\n{}{key}", areas(8)));
        draw(&project);
        for (language, name, own) in [("zh-CN", "河北省", "纵轴与他幅不同"), ("en", "Hebei", "own axis")]
        {
            let drawing = drawn(&project, "one", language);
            assert_eq!(drawing.series.len(), 8);
            let texts = drawing.texts_of("series");
            assert!(texts.contains(&name), "{texts:?}");
            assert_eq!(texts.iter().filter(|text| **text == own).count(), if is_free { 8 } else { 0 });
            // Within one panel, marks are as far apart as their numbers.
            for series in &drawing.series {
                let rise = series.mark("2013").y - series.mark("2012").y;
                let all = series.mark("2016").y - series.mark("2012").y;
                assert!((rise * 4.0 - all).abs() < 0.5 && all < 0.0, "{rise} {all}");
            }
            if !is_free {
                // The first panels stand beside each other: 100 more is as far in each of them.
                let per_unit = |index: usize| {
                    let series = &drawing.series[index];
                    (series.mark("2016").y - series.mark("2012").y) / (40.0 * (index + 1) as f64)
                };
                assert!((per_unit(0) - per_unit(7)).abs() < 0.01);
            }
        }
    }
    let project = chart(&figures(2), &format!("kind = \"line\"\n{}\nfree-values = true", areas(2)));
    let run = project.run(["chart", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("line 5") && run.stderr.contains("`small-multiples`"), "{}", run.stderr);
}

#[test]
fn revisions_are_a_table_of_first_numbers_and_their_changes() {
    let lines = |last: &str| {
        format!("indicator,tier,area_code,as_of,value,status\nresidents,all,110000,2012,200,A\n{last}")
    };
    let project = chart(
        "residents,all,110000,2012,200,A\nresidents,all,110000,2013,300,A\n",
        "kind = \"revisions\"\narea = \"110000\"",
    );
    let later = project.with(
        "datasets/office/figures.csv",
        lines("residents,all,110000,2013,330,A\nresidents,all,110000,2014,400,A\n"),
    );
    later.run(["import", "--quiet", "--known-on", "2999-01-01"]).expect_code(0);
    let last = later.with("datasets/office/figures.csv", lines("residents,all,110000,2013,320,A\n"));
    last.run(["import", "--quiet", "--known-on", "2999-02-01"]).expect_code(0);
    draw(&last);
    for (language, withdrawn) in [("zh-CN", "撤回"), ("en", "withdrawn")] {
        let drawing = drawn(&last, "one", language);
        let texts = drawing.texts_of("row");
        for text in ["200", "300", "+30", "−10", "400", withdrawn] {
            assert!(texts.contains(&text), "{text}: {texts:?}");
        }
        let days = drawing.texts_of("axes");
        assert!(days.contains(&"2999-01-01") && days.contains(&"2999-02-01"), "{days:?}");
        let rows = data(&last, "one", language);
        let said: Vec<(&str, &str)> = rows
            .iter()
            .filter(|row| row[1].contains("2013"))
            .map(|row| (row[3].as_str(), row[5].as_str()))
            .collect();
        assert_eq!(said, [("first", "300"), ("changed", "330"), ("changed", "320")]);
    }
    last.run(["chart", "--known-on", "2999-01-15"]).expect_code(0);
    let drawing = drawn(&last, "one", "en");
    assert!(!drawing.texts_of("axes").contains(&"2999-02-01"), "as known on a day");
    assert!(!drawing.texts_of("row").contains(&"withdrawn"));
}
