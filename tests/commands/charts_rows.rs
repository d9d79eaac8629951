//! Charts with a row for each thing, from the ledger to the SVG: every bar and mark is its number, and nothing is missing in silence.

use super::charts::{book, data, draw, drawn, with_chart};
use crate::harness::drawing::{DrawnLine, DrawnSeries};

/// Areas with figures of two years, one rough, one suppressed, one of the earlier year alone; Tibet has none at all.
const FIGURES: &str = "\
residents,all,110000,2013,21148000,A
residents,all,110000,2014,21516000,A
residents,all,120000,2013,14722000,A
residents,all,120000,2014,15168000,P
residents,all,310000,2013,24151000,A
residents,all,500000,2013,29700000,A
residents,all,500000,2014,2900多万,A
residents,all,810000,2013,7180000,A
residents,all,810000,2014,,Q
";

pub(super) const AREAS: &str =
    "areas = [\"110000\", \"120000\", \"310000\", \"500000\", \"540000\", \"810000\"]";

/// The rows of a drawing by the beginning of their title.
pub(super) fn row<'a>(rows: &'a [DrawnSeries], name: &str) -> &'a DrawnSeries {
    let found = rows.iter().find(|row| row.name.starts_with(name));
    found.unwrap_or_else(|| panic!("{name}: {:?}", rows.iter().map(|row| &row.name).collect::<Vec<_>>()))
}

#[test]
fn bars_of_areas_are_their_numbers_and_say_what_is_of_another_year_rough_or_missing() {
    let description = format!("kind = \"bars\"\nindicator = \"residents\"\ntiers = [\"all\"]\n{AREAS}");
    let project = with_chart(book(FIGURES), "one", &description);
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.other-period]") && run.stderr.contains("Shanghai"), "{}", run.stderr);
    assert!(run.stderr.contains("[chart.left-out]") && run.stderr.contains("Tibet"), "{}", run.stderr);
    for (language, unit, names) in [
        ("zh-CN", 1e4, ["重庆", "上海", "北京", "天津", "西藏", "香港"]),
        ("en", 1e6, ["Chongqing", "Shanghai", "Beijing", "Tianjin", "Tibet", "Hong Kong"]),
    ] {
        let drawing = drawn(&project, "one", language);
        assert_eq!(drawing.series.len(), 6, "a row each");
        for (row, name) in drawing.series.iter().zip(names) {
            assert!(row.name.starts_with(name), "{} is not {name}", row.name);
        }
        let pixel = (drawing.value_across(0.0) - drawing.value_across(1.0)).abs();
        let bars = |row: &DrawnSeries| -> Vec<DrawnLine> {
            row.lines.iter().filter(|line| line.is_area).cloned().collect()
        };
        for found in data(&project, "one", language) {
            let Ok(value) = found[4].parse::<f64>() else { continue };
            let bar = &bars(row(&drawing.series, &found[0]))[0];
            assert!(drawing.value_across(bar.points[0].0).abs() <= pixel / 2.0, "from zero");
            let shown = drawing.value_across(bar.points[1].0);
            assert!((shown - value / unit).abs() <= pixel / 2.0, "{found:?}: {shown}");
        }
        let rough = bars(row(&drawing.series, names[0]));
        assert_eq!(rough.len(), 2, "solid as far as it is certain, pale to the other bound");
        for (x, value) in [(rough[0].points[1].0, 29e6), (rough[1].points[1].0, 30e6)] {
            assert!((drawing.value_across(x) - value / unit).abs() <= pixel / 2.0);
        }
        for name in &names[4..] {
            assert!(bars(row(&drawing.series, name)).is_empty(), "what is missing is no zero");
        }
        assert!(!row(&drawing.series, names[3]).marks.is_empty(), "a provisional figure has its mark");
        let texts = drawing.texts_of("row").concat();
        assert!(texts.contains("2013") && texts.contains('※'), "{texts}");
        let footer = drawing.texts_of("footer").concat();
        for name in &names[1..2] {
            assert!(footer.contains(name) && drawing.description.contains(name), "{footer}");
        }
        for name in &names[4..] {
            assert!(drawing.description.contains(name), "{}", drawing.description);
        }
    }
    let rows = data(&project, "one", "en");
    assert_eq!(rows.len(), 6, "what is drawn is what the data have: {rows:?}");
}

#[test]
fn a_key_that_the_form_does_not_have_is_a_fault() {
    let description = "kind = \"bars\"\nindicator = \"residents\"\ntiers = [\"all\"]\naxis = \"fitted\"";
    let project = with_chart(book(FIGURES), "one", description);
    let run = project.run(["chart", "--language", "en"]);
    assert!(run.stderr.contains("axis") && run.stderr.contains("line 4"), "{}", run.stderr);
}
