//! Rough figures in charts: marks of intervals, at the bound that is named, and no line through a middle.

use super::charts::{data, draw, drawn, marks_are_numbers, one_line};

#[test]
fn a_rough_figure_stands_at_the_bound_it_names_and_no_line_leads_to_it() {
    let project = one_line(
        "residents",
        "2012,900000,A\n2013,950000,A\n2014,1000000多,A\n2015,近200万,A\n2016,1900000,A\n2017,1950000,A",
    );
    draw(&project);
    for (language, named) in [("zh-CN", ["100多", "近200"]), ("en", ["more than 1", "almost 2"])] {
        let drawing = drawn(&project, "one", language);
        let series = &drawing.series[0];
        let (more, almost) = (series.mark("2014"), series.mark("2015"));
        let unit = if language == "en" { 1e6 } else { 1e4 };
        assert!((drawing.value_at(more.y) * unit - 1e6).abs() < 2e3, "{}", drawing.value_at(more.y));
        assert!((drawing.value_at(almost.y) * unit - 2e6).abs() < 2e3, "{}", drawing.value_at(almost.y));
        assert!(more.look != almost.look && more.look != series.mark("2013").look, "each has its look");
        assert!(series.joins(series.mark("2012"), series.mark("2013")));
        assert!(series.joins(series.mark("2016"), series.mark("2017")));
        for pair in [["2013", "2014"], ["2014", "2015"], ["2015", "2016"], ["2013", "2016"]] {
            assert!(!series.joins(series.mark(pair[0]), series.mark(pair[1])), "{pair:?}");
        }
        // The bar reaches from bound to bound.
        let is_bar = |line: &&crate::harness::drawing::DrawnLine| {
            line.points.len() == 2 && line.points.iter().all(|point| (point.0 - more.x).abs() < 0.5)
        };
        let bar = series.lines.iter().find(is_bar).expect("a bar");
        let ends = [bar.points[0].1, bar.points[1].1].map(|y| drawing.value_at(y) * unit);
        assert!((ends[0] - 1e6).abs() < 2e3 && (ends[1] - 2e6).abs() < 2e3, "{ends:?}");
        // What it says stands at that bound, not at the other end of the bar.
        for (text, mark) in named.into_iter().zip([more, almost]) {
            let found = drawing.texts.iter().find(|found| found.content == text).expect("it is said");
            assert!((found.y - mark.y).abs() < 40.0, "{text}: {} {}", found.y, mark.y);
        }
        assert!(drawing.texts_of("footer").concat().contains(if language == "en" {
            "rough"
        } else {
            "约数"
        }));
        marks_are_numbers(&project, language, unit);
    }
    let row = data(&project, "one", "zh-CN").into_iter().find(|row| row[2] == "2014年").expect("a row");
    assert_eq!(row[3..7], ["100多万", "", "1000000", "2000000"]);
}

#[test]
fn two_minima_show_no_fall() {
    let project = one_line("residents", "2014,130000以上,A\n2015,120000以上,A\n2016,150000,A");
    draw(&project);
    let drawing = drawn(&project, "one", "zh-CN");
    let series = &drawing.series[0];
    assert!(!series.joins(series.mark("2014"), series.mark("2015")));
    assert!(!series.joins(series.mark("2015"), series.mark("2016")));
    assert!(series.lines.iter().all(|line| !line.is_area), "no band where there is no upper bound");
}
