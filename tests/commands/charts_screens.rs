//! Charts for screens and for print: targets, dots for each inch, and what a page shows where a reader points.

use super::charts::{book, with_chart};

const FIGURES: &str =
    "residents,all,000000,2012,100,A\nresidents,all,000000,2013,110,P\nresidents,all,000000,2014,3500多,A";

/// Width and height of a PNG.
fn pixels(png: &[u8]) -> (u32, u32) {
    let number = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[test]
fn a_target_stands_for_a_size_and_a_picture_has_the_dots_asked_for() {
    let project = with_chart(
        book(FIGURES),
        "half",
        "kind = \"line\"\nindicator = \"residents\"\ntarget = \"half-page\"",
    );
    project.run(["chart", "half", "--language", "en"]).expect_code(0);
    let svg = project.read("out/reports/book/charts/half.en.svg");
    assert!(svg.contains("width=\"320\""), "76 mm");
    let png =
        || std::fs::read(project.path().join("out/reports/book/charts/half.en.png")).expect("a picture");
    assert_eq!(pixels(&png()).0, 640);
    project.run(["chart", "half", "--dpi", "300"]).expect_code(0);
    assert_eq!(pixels(&png()).0, 1000, "320 pixels of 96 to an inch, 300 dots each");
    assert_eq!(project.read("out/reports/book/charts/half.en.svg"), svg, "of the same drawing");
    let run = project.run(["chart", "half", "--dpi", "60000", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("at most") && run.stderr.contains("300 is usual"), "{}", run.stderr);
    project.run(["chart", "half", "--dpi", "0"]).expect_code(2);
}

#[test]
fn a_page_shows_each_figure_of_a_chart_without_a_script() {
    let project = with_chart(book(FIGURES), "one", "kind = \"line\"\nindicator = \"residents\"");
    for language in ["zh-CN", "en"] {
        project.write(
            &format!("reports/book/text.{language}.md"),
            "{{ chart(\"one\") }}\n\n{{ chart(\"one\") }}\n",
        );
    }
    project.run(["report", "book", "--language", "en"]).expect_code(0);
    let page = project.read("out/reports/book/book.en.html");
    // The one script is a convenience: it is hidden from the figures, and runs by its hash alone.
    assert_eq!(page.matches("<script").count(), 1);
    assert!(
        page.contains("script-src 'sha256-") && !page.contains("<script ") && !page.contains(" onclick=")
    );
    assert_eq!(page.matches("--chart-paper:#").count(), 3, "the rules of drawings once: light, dark, print");
    assert_eq!(page.matches("class=\"drawing wide-drawing\"").count(), 2);
    assert_eq!(page.matches("class=\"drawing narrow-drawing\"").count(), 2);
    // Three figures in each of four drawings.
    assert_eq!(page.matches("class=\"spot\"").count(), 12);
    // One stop for the Tab key each: radio buttons of one name, and no two drawings share one.
    let names = page.split("type=\"radio\" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let names: std::collections::BTreeSet<&str> = names.collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert_eq!(page.matches("role=\"radiogroup\" aria-label=\"Figures of the chart: ").count(), 4);
    for part in ["provisional", "bounds: ", "figures.csv › "] {
        let said = page.split("class=\"card\"").skip(1).filter_map(|rest| rest.split("<input").next());
        assert!(said.into_iter().any(|card| card.contains(part)), "{part} stands in a card");
    }
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "no id stands twice");
    let (text, _) = page.split_once("<script>").expect("the text, then the script");
    // The way to leave a card that an address opened leads nowhere.
    let links = text.split("<a ").skip(1).filter_map(|tag| tag.split("href=\"#").nth(1));
    for used in links.filter_map(|rest| rest.split('"').next()).filter(|used| *used != "-") {
        assert!(ids.binary_search(&used).is_ok(), "{used}");
    }
}
