//! Charts from the ledger to the SVG: what is in the ledger is what is drawn, and what is not drawn is said.

use crate::harness::drawing::Drawing;
use crate::harness::{Project, Run, repository};

/// A project with a report `book` that has nothing but charts, over these figures: lines of indicator, tier, area code, period, printed
/// number and status.
pub(super) fn book(figures: &str) -> Project {
    Project::of_figures(figures)
        .with(
            "reports/book/report.toml",
            "languages = [\"zh-CN\", \"en\"]\ntitle = { zh-CN = \"图册\", en = \"Book\" }\n\
             [scope]\nindicator = \"residents\"\narea = \"000000\"\ntiers = [\"all\"]\n",
        )
        .with("reports/book/text.zh-CN.md", "图\n")
        .with("reports/book/text.en.md", "Charts\n")
}

/// Adds a chart with title and subtitle to the book.
pub(super) fn with_chart(project: Project, name: &str, description: &str) -> Project {
    project.with(
        &format!("reports/book/charts/{name}.toml"),
        format!(
            "{description}\ntitle = {{ zh-CN = \"题\", en = \"Title\" }}\nsubtitle = {{ zh-CN = \"副题\", en = \"Subtitle\" }}\n"
        ),
    )
}

/// A line chart of one series over these lines of period, printed number and status.
pub(super) fn one_line(indicator: &str, figures: &str) -> Project {
    let lines: String =
        figures.lines().map(|line| format!("{indicator},all,000000,{}\n", line.trim())).collect();
    let description = format!("kind = \"line\"\nindicator = \"{indicator}\"\ntiers = [\"all\"]");
    with_chart(book(&lines), "one", &description)
}

pub(super) fn drawn(project: &Project, name: &str, language: &str) -> Drawing {
    Drawing::read(&project.read(&format!("out/reports/book/charts/{name}.{language}.svg")))
}

/// The rows of the data of a chart, without the row of names.
pub(super) fn data(project: &Project, name: &str, language: &str) -> Vec<Vec<String>> {
    let text = project.read(&format!("out/reports/book/charts/{name}.{language}.csv"));
    text.lines().skip(1).map(cells).collect()
}

pub(super) fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    for character in line.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            other => cells.last_mut().expect("a cell").push(other),
        }
    }
    cells
}

pub(super) fn draw(project: &Project) -> Run {
    project.run(["chart", "--language", "en"]).expect_code(0)
}

/// Each mark, taken back through the axis, gives the number of the data within half a pixel.
#[track_caller]
pub(super) fn marks_are_numbers(project: &Project, language: &str, unit: f64) {
    let drawing = drawn(project, "one", language);
    let pixel = (drawing.value_at(0.0) - drawing.value_at(1.0)).abs();
    let series = &drawing.series[0];
    for row in data(project, "one", language) {
        let Ok(value) = row[4].parse::<f64>() else { continue };
        let mark = series.mark(&row[2]);
        let found = drawing.value_at(mark.y);
        assert!((found - value / unit).abs() <= pixel / 2.0, "{row:?}: {found}");
    }
}

#[test]
fn shares_are_in_percent_at_the_axis_as_at_the_marks() {
    let project = one_line("licensed-social-workers-growth-rate", "2013,12.5%,A\n2014,28.8%,A\n2015,88.3%,A");
    draw(&project);
    for (language, unit) in [("zh-CN", "单位：%"), ("en", "%")] {
        let drawing = drawn(&project, "one", language);
        let ticks: Vec<String> = drawing.value_ticks().into_iter().map(|(_, text)| text).collect();
        assert_eq!(ticks, ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(
            drawing.texts_of("axes").into_iter().filter(|text| text.contains('%')).collect::<Vec<_>>(),
            [unit]
        );
        for value in ["12.5", "28.8", "88.3"] {
            assert!(drawing.texts_of("series").contains(&value), "{value}: {:?}", drawing.texts_of("series"));
        }
        assert!(
            drawing.series[0]
                .mark("2014")
                .tooltip
                .lines()
                .next()
                .is_some_and(|words| words.ends_with("28.8%")),
            "in full where it is read alone"
        );
        marks_are_numbers(&project, language, 0.01);
    }
}

#[test]
fn one_notation_serves_axis_and_marks() {
    let project = one_line("residents", "2013,1516000,A\n2014,300000,A\n2015,151.6万,A");
    draw(&project);
    for (language, unit, size, ticks, values) in [
        ("zh-CN", "单位：万人", 1e4, ["0", "50", "100", "150", "200"], ["151.6", "30", "151.6"]),
        ("en", "million persons", 1e6, ["0.0", "0.5", "1.0", "1.5", "2.0"], ["1.52", "0.3", "1.52"]),
    ] {
        let drawing = drawn(&project, "one", language);
        let found: Vec<String> = drawing.value_ticks().into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, ticks);
        assert!(drawing.texts_of("axes").contains(&unit), "{:?}", drawing.texts_of("axes"));
        let texts = drawing.texts_of("series");
        for value in values {
            assert!(texts.contains(&value), "{value}: {texts:?}");
        }
        marks_are_numbers(&project, language, size);
    }
}

/// Every character beside ASCII in the texts of a crate, without its comments.
fn characters_of(krate: &str) -> String {
    let mut found = std::collections::BTreeSet::new();
    let mut folders = vec![repository().join("crates").join(krate).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("a source");
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                found.extend(lines.flat_map(str::chars).filter(|character| !character.is_ascii()));
            }
        }
    }
    found.into_iter().collect()
}

#[test]
fn every_character_that_wording_can_write_is_in_both_fonts() {
    let mut project = one_line("residents", "2013,1,A\n2014,2,A");
    // The title is bold, the note is not.
    for krate in ["words", "answers", "stats", "numerics", "report", "chart"] {
        let characters = characters_of(&format!("tierstat-{krate}"));
        // Signs that nobody sees and that hold a place are named before anything is drawn.
        let characters: String =
            characters.chars().filter(|character| !('\u{e000}'..='\u{fdff}').contains(character)).collect();
        let characters = characters.replace(['\u{feff}', '\u{fffe}', '\u{ffff}', '↵', '⇥', 'ー'], "");
        // The signs of a line in text alone stand on terminals and in Markdown, never in a drawing.
        let is_of_text = |sign: char| matches!(sign, '▁'..='█' | '░' | '╎' | '▸');
        let characters: String = characters.chars().filter(|sign| !is_of_text(*sign)).collect();
        assert!(characters.contains('−') || krate != "words", "{krate}: {characters}");
        project = project.with(
            &format!("reports/book/charts/{krate}.toml"),
            format!(
                "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\"]\n\
                 [title]\nzh-CN = \"x{characters}\"\nen = \"T\"\n[subtitle]\nzh-CN = \"副\"\nen = \"S\"\n\
                 [note]\nzh-CN = \"{characters}\"\nen = \"\"\n"
            ),
        );
    }
    let run = draw(&project);
    assert!(!run.stderr.contains("glyph"), "{}", run.stderr);
}

#[test]
fn a_fall_has_a_minus_that_is_drawn_at_the_axis_as_at_the_marks() {
    let project = one_line("licensed-social-workers-growth-rate", "2013,12.5%,A\n2014,8.3%,A\n2015,-28.8%,A");
    let run = draw(&project);
    assert!(!run.stderr.contains("glyph"), "{}", run.stderr);
    for language in ["zh-CN", "en"] {
        let drawing = drawn(&project, "one", language);
        assert!(drawing.texts_of("series").contains(&"−28.8"), "{:?}", drawing.texts_of("series"));
        assert!(drawing.texts_of("axes").contains(&"−30"), "{:?}", drawing.texts_of("axes"));
        marks_are_numbers(&project, language, 0.01);
    }
}

#[test]
fn a_character_that_no_font_has_is_said_by_chart() {
    let project = book("residents,all,000000,2013,1,A\nresidents,all,000000,2014,2,A\n").with(
        "reports/book/charts/rare.toml",
        "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\"]\n\
         title = { zh-CN = \"題😀\", en = \"T\" }\nsubtitle = { zh-CN = \"副\", en = \"S\" }\n",
    );
    let run = draw(&project);
    assert!(run.stderr.contains("[chart.layout]") && run.stderr.contains("U+1F600"), "{}", run.stderr);
}
