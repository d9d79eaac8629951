//! Figures that contradict each other are not joined.

use super::charts::{data, draw, drawn, one_line};
use crate::harness::Project;

/// Figures of one more document each, as long as the first table.
fn with_documents(project: Project, figures: &[(&str, &str)]) -> Project {
    for (index, (period, printed)) in figures.iter().enumerate() {
        let folder = format!("datasets/press-{index}");
        project.write(
            &format!("{folder}/figures.csv"),
            format!("indicator,tier,area_code,as_of,value,status\nservice-agencies,all,000000,{period},{printed},A\n"),
        );
        for ending in ["mapping.toml", "origin.toml"] {
            let text = project.read(&format!("datasets/office/figures.csv.{ending}"));
            let text = text.replace("Figures", &format!("Article {index}"));
            project.write(&format!("{folder}/figures.csv.{ending}"), text);
        }
    }
    project.run(["import", "--quiet"]).expect_code(0);
    project
}

#[test]
fn a_figure_that_contradicts_its_series_is_a_loose_mark_with_a_note() {
    let project = with_documents(
        one_line("service-agencies", "2020-12-31,12500,A"),
        &[("2021-11-30", "13000"), ("2021-12-31", "5000"), ("2022-12-31", "1.9万")],
    );
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.contradiction]") && run.stderr.contains("5,000"), "{}", run.stderr);
    for (language, note) in [("zh-CN", "不能相合"), ("en", "contradict")] {
        let drawing = drawn(&project, "one", language);
        let series = &drawing.series[0];
        let [before, at, apart, after] =
            [series.mark("12,500"), series.mark("13,000"), series.mark("5,000"), series.mark("2022")];
        assert!(series.joins(before, at), "what holds together is joined");
        assert!(!series.joins(at, apart) && !series.joins(apart, after) && !series.joins(before, apart));
        assert!(series.joins(at, after), "past the loose mark");
        assert!(drawing.texts_of("footer").concat().contains(note), "{:?}", drawing.texts_of("footer"));
        assert!(drawing.description.contains(note));
        let row = data(&project, "one", language).into_iter().find(|row| row[4] == "5000").expect("a row");
        assert!(row[8].contains(note), "{row:?}");
    }
}
