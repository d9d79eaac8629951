//! Charts with a row for each thing, from the ledger to the SVG: every bar and mark is its number, and nothing is missing in silence.

use super::breakdowns;
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
residents,all,810000,2014,…,Q
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

/// Three tiers and their total in two years, of which one is broken for prefectures by the caller.
fn tiers(total: &str, county: &str, status: &str) -> String {
    let lines = [
        ("province", "24", "30", "A"),
        ("prefecture", "97", "129", status),
        ("county", "168", county, "A"),
        ("all", "289", total, "A"),
    ];
    lines
        .iter()
        .map(|(tier, first, last, status)| {
            format!(
                "industry-organisations,{tier},000000,2014,{first},A\nindustry-organisations,{tier},000000,2015,{last},{status}\n"
            )
        })
        .collect()
}

const TIERS: &str = "indicator = \"industry-organisations\"\ntiers = [\"province\", \"prefecture\", \"county\"]\narea = \"000000\"";

#[test]
fn a_dumbbell_and_grouped_bars_show_two_years_and_join_no_break() {
    let mut project = book(&tiers("455", "296", "B"));
    for kind in ["dumbbell", "grouped-bars", "dot-strip"] {
        project = with_chart(project, kind, &format!("kind = \"{kind}\"\n{TIERS}"));
    }
    draw(&project);
    for (language, names) in
        [("zh-CN", ["省级", "地级", "县级"]), ("en", ["provincial", "prefecture", "county"])]
    {
        let drawing = drawn(&project, "dumbbell", language);
        for (name, joined) in names.into_iter().zip([true, false, true]) {
            let row = row(&drawing.series, name);
            assert_eq!(row.marks.len(), 2, "{name}");
            assert_eq!(row.joins(&row.marks[0], &row.marks[1]), joined, "{name}");
        }
        let values = [24.0, 30.0, 97.0, 129.0, 168.0, 296.0];
        let marks = names.iter().flat_map(|name| &row(&drawing.series, name).marks);
        let pixel = (drawing.value_across(0.0) - drawing.value_across(1.0)).abs();
        for (mark, value) in marks.zip(values) {
            assert!((drawing.value_across(mark.x) - value).abs() <= pixel / 2.0, "{value}");
        }
        assert!(drawing.texts_of("footer").concat().contains(names[1]), "{:?}", drawing.texts_of("footer"));
        assert_eq!(drawn(&project, "grouped-bars", language).series.len(), 6);
        assert_eq!(drawn(&project, "dot-strip", language).series.len(), 3);
    }
    assert_eq!(data(&project, "dot-strip", "en").len(), 3);
    assert_eq!(data(&project, "dumbbell", "en").len(), 6);
}

#[test]
fn parts_that_sum_are_stacked_and_lead_from_total_to_total() {
    let mut project = book(&tiers("455", "296", "A"));
    for kind in ["stacked-bars", "contributions"] {
        project = with_chart(project, kind, &format!("kind = \"{kind}\"\n{TIERS}"));
    }
    draw(&project);
    for language in ["zh-CN", "en"] {
        let drawing = drawn(&project, "stacked-bars", language);
        assert_eq!(drawing.series.len(), 2, "a row for each year");
        let texts = drawing.texts_of("row");
        assert!(texts.contains(&"289") && texts.contains(&"455"), "{texts:?}");
        let drawing = drawn(&project, "contributions", language);
        let texts = drawing.texts_of("row");
        for text in ["289", "+128", "+32", "+6", "455"] {
            assert!(texts.contains(&text), "{text}: {texts:?}");
        }
    }
    assert_eq!(data(&project, "stacked-bars", "en").len(), 8, "the total is among the data");
}

#[test]
fn what_does_not_sum_is_rough_or_breaks_is_refused_and_the_other_form_named() {
    for (kind, figures, said) in [
        ("stacked-bars", tiers("460", "296", "A"), "455"),
        ("stacked-bars", tiers("455", "200多", "A"), "within bounds"),
        ("contributions", tiers("460", "296", "A"), "460"),
        ("contributions", tiers("455", "296", "B"), "breaks"),
    ] {
        let project = with_chart(book(&figures), "one", &format!("kind = \"{kind}\"\n{TIERS}"));
        let run = project.run(["chart", "--language", "en"]);
        assert!(run.stderr.contains(said) && run.stderr.contains("grouped-bars"), "{kind}: {}", run.stderr);
        assert!(!run.stdout.contains("one.en.svg"), "{}", run.stdout);
    }
}

#[test]
fn the_members_of_a_dimension_are_parts_of_what_they_part() {
    let mut project = breakdowns::of_parts(breakdowns::FIGURES)
        .with(
            "reports/book/report.toml",
            "languages = [\"zh-CN\", \"en\"]\ntitle = { zh-CN = \"图册\", en = \"Book\" }\n\
             [scope]\nindicator = \"social-work-professionals\"\narea = \"440000\"\ntiers = [\"all\"]\n",
        )
        .with("reports/book/text.zh-CN.md", "图\n")
        .with("reports/book/text.en.md", "Charts\n");
    for kind in ["stacked-bars", "contributions", "grouped-bars"] {
        let description = format!(
            "kind = \"{kind}\"\nindicator = \"social-work-professionals\"\nby = \"sex\"\narea = \"440000\""
        );
        project = with_chart(project, kind, &description);
    }
    draw(&project);
    let texts = |kind: &str| {
        let drawing = drawn(&project, kind, "en");
        drawing.texts.iter().map(|text| text.content.clone()).collect::<Vec<String>>()
    };
    for (kind, expected) in [
        ("stacked-bars", vec!["male", "female", "100", "120", "45", "75"]),
        ("contributions", vec!["female", "+15", "male", "+5", "100", "120"]),
        ("grouped-bars", vec!["male", "female", "40", "60", "45", "75"]),
    ] {
        let found = texts(kind);
        for text in expected {
            assert!(found.iter().any(|found| found == text), "{kind}: {text} is not in {found:?}");
        }
    }
}
