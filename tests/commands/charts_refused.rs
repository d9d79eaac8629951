//! Descriptions of charts that are wrong, and what a chart leaves out: said with line, word and fix, and the rest of the book is drawn.

use super::charts::{book, data, draw, drawn, with_chart};
use crate::harness::Project;

const FIGURES: &str = "residents,all,000000,2012,10,A\nresidents,all,000000,2013,11,A\n\
                       residents,all,110000,2012,1,A\nresidents,all,110000,2013,2,A\n";

fn two_charts(bad: &str) -> Project {
    let project = with_chart(book(FIGURES), "a-bad", bad);
    with_chart(project, "good", "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\"]")
}

#[test]
fn each_fault_has_its_line_its_word_and_a_fix_and_the_rest_is_drawn() {
    for (bad, said, code) in [
        ("kind = \"line\"\nindicator = \"residants\"", vec!["line 2", "residants", "residents"], 3),
        (
            "kind = \"line\"\nindicator = \"residents\"\nareas = [\"11000\"]",
            vec!["line 3", "11000", "110000"],
            3,
        ),
        ("kind = \"line\"\nindicator = \"residents\"\ntiers = [\"al\"]", vec!["line 3", "`al`", "all"], 3),
        (
            "kind = \"line\"\nindicator = \"residents\"\ntier = [\"all\"]",
            vec!["line 3", "tier", "did you mean `tiers`"],
            3,
        ),
        ("kind = \"lines\"\nindicator = \"residents\"", vec!["line 1", "lines", "did you mean `line`"], 3),
        ("kind = \"line\"\nindicator = \"residents\"\naxis = 5", vec!["line 3", "5"], 3),
        (
            "kind = \"line\"\nindicator = \"residents\"\nsize = { width = 300 }",
            vec!["line 3", "300 pixels wide", "320 to 4000"],
            3,
        ),
        (
            "kind = \"line\"\nindicator = \"residents\"\nsize = { width = 600 }\ntarget = \"page\"",
            vec!["line 4", "`target` stands for a size"],
            3,
        ),
        (
            "kind = \"line\"\nindicator = \"residents\"\ntarget = \"poster\"",
            vec!["line 3", "poster", "half-page"],
            3,
        ),
    ] {
        let project = two_charts(bad);
        let run = project.run(["chart", "--language", "en"]).expect_code(code);
        for word in said {
            assert!(run.stderr.contains(word), "{word} is not in:\n{}", run.stderr);
        }
        assert!(!run.stderr.contains("300 by 0"), "{}", run.stderr);
        assert_eq!(drawn(&project, "good", "zh-CN").series.len(), 1, "the rest of the book is drawn");
        assert!(run.stdout.contains("good.en.svg"), "{}", run.stdout);
    }
}

#[test]
fn an_area_without_figures_is_said_where_the_chart_is_seen_heard_and_read() {
    let project = with_chart(
        book(FIGURES),
        "areas",
        "kind = \"line\"\nindicator = \"residents\"\nareas = [\"000000\", \"110000\", \"540000\"]",
    );
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.left-out]") && run.stderr.contains("Tibet"), "{}", run.stderr);
    for (language, name) in [("zh-CN", "西藏"), ("en", "Tibet")] {
        let drawing = drawn(&project, "areas", language);
        assert_eq!(drawing.series.len(), 2);
        assert!(drawing.texts_of("footer").concat().contains(name), "{:?}", drawing.texts_of("footer"));
        assert!(drawing.description.contains(name), "{}", drawing.description);
        let rows = data(&project, "areas", language);
        let row = rows.iter().find(|row| row[0].contains(name)).expect("a row");
        assert_eq!(row[7], "O");
        assert!(!row[8].is_empty());
    }
}

/// Six lines have figures: that a seventh was asked for and has none is no reason to refuse.
#[test]
fn what_has_no_figures_counts_for_no_line() {
    let areas = ["110000", "120000", "130000", "140000", "150000", "210000"];
    let figures: String = areas
        .iter()
        .map(|area| format!("residents,all,{area},2012,1,A\nresidents,all,{area},2013,2,A\n"))
        .collect();
    let named: Vec<String> = areas.iter().chain(&["540000"]).map(|area| format!("\"{area}\"")).collect();
    let description = format!("kind = \"line\"\nindicator = \"residents\"\nareas = [{}]", named.join(", "));
    let project = with_chart(book(&figures), "areas", &description);
    draw(&project);
    assert_eq!(drawn(&project, "areas", "en").series.len(), 6);
}
