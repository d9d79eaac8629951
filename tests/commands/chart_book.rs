//! Charts that stand in no report, and what is said of charts: begun from words, listed, explained.

use super::charts::{book, with_chart};
use crate::harness::Project;

const FIGURES: &str = "residents,all,000000,2022,100,A\nresidents,all,000000,2023,110,A\n";

#[test]
fn a_chart_that_is_begun_from_words_is_drawn_alone() {
    let project = Project::of_figures(FIGURES);
    let begun = project.run(["chart", "--new", "residents by tier", "--language", "en"]).expect_code(0);
    assert!(begun.stdout.contains("charts/residents-by-tier.toml"), "{}", begun.stdout);
    let drawn = project.run(["chart", "residents-by-tier"]).expect_code(0);
    assert!(drawn.stdout.contains("out/charts/residents-by-tier.zh-CN.svg"), "{}", drawn.stdout);
    let data = project.read("out/charts/residents-by-tier.en.csv");
    assert!(data.contains("2023") && data.contains("110"), "{data}");
    // What is there is not written over.
    let again = project.run(["chart", "--new", "residents by tier", "--language", "en"]).expect_code(2);
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    // In Chinese, and as another kind: each kind gives a description that can be read.
    project.run(["chart", "--new", "residents 按层级 作coverage"]).expect_code(0);
    let listed = project.run(["chart", "--list", "--format", "json"]).expect_code(0);
    assert!(listed.stdout.contains("residents-by-tier-coverage"), "{}", listed.stdout);
    assert!(!listed.stdout.contains("wrong"), "{}", listed.stdout);
}

#[test]
fn what_is_no_indicator_split_or_kind_is_asked_again() {
    let project = Project::of_figures(FIGURES);
    for (words, said) in [
        ("resident by tier", "residents"),
        ("residents by tear", "no dimension"),
        ("residents by tier as lime", "did you mean line?"),
        ("residents by sex as coverage", "cannot be split so: it has no"),
    ] {
        let run = project.run(["chart", "--new", words, "--language", "en"]).expect_code(2);
        assert!(run.stderr.contains(said), "{words}: {}", run.stderr);
    }
}

#[test]
fn a_chart_is_listed_and_explained() {
    let project = with_chart(
        book(&format!("{FIGURES}residents,all,000000,2025,130,A\n")),
        "one",
        "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\"]",
    );
    let listed = project.run(["chart", "--list", "--language", "en"]).expect_code(0);
    assert!(listed.stdout.contains("book/one") && listed.stdout.contains("line"), "{}", listed.stdout);
    let explained = project.run(["chart", "one", "--explain", "--language", "en"]).expect_code(0);
    for said in ["3 figures", "2022", "2025", "has no figure for 2024"] {
        assert!(explained.stdout.contains(said), "{said}: {}", explained.stdout);
    }
    assert!(!project.path().join("out/reports").exists(), "nothing is drawn");
}

#[test]
fn a_key_that_the_form_does_not_have_is_named_with_its_line_in_both_languages() {
    let project =
        with_chart(book(FIGURES), "one", "kind = \"coverage\"\nindicator = \"residents\"\naxis = \"fitted\"");
    for (language, said) in [
        ("en", "line 3: a chart of the kind `coverage` has no `axis`"),
        ("zh-CN", "第 3 行：`coverage` 图没有 `axis`"),
    ] {
        let run = project.run(["chart", "--language", language]).expect_code(3);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
}

#[test]
fn a_plot_without_a_file_is_drawn_in_signs() {
    let figures = "residents,all,000000,2019,100,A\nresidents,all,000000,2020,120,A\n\
                   residents,all,000000,2022,150多,A\nresidents,all,000000,2023,200,A\n";
    let project = Project::of_figures(figures);
    let asked = ["figures", "--indicator", "residents", "--plot", "--language", "en"];
    let signs = project.run(asked).expect_code(0);
    assert!(signs.stdout.contains("▁▂·≈█"), "{}", signs.stdout);
    for said in ["2019 100", "2023 200", "· no figure", "≈ rough: only bounds are known"] {
        assert!(signs.stdout.contains(said), "{said}: {}", signs.stdout);
    }
    // Two figures are bars from zero.
    let growth = ["growth", "--indicator", "residents", "--area", "000000", "--from", "2019", "--to", "2023"];
    let bars = project.run(growth.into_iter().chain(["--plot", "--language", "en"])).expect_code(0);
    assert!(bars.stdout.contains(&"█".repeat(24)), "{}", bars.stdout);
    assert!(!bars.stdout.contains(&"█".repeat(25)), "{}", bars.stdout);
    // Programs get the numbers alone, and are told.
    let json = project.run(asked.into_iter().chain(["--format", "json"])).expect_code(0);
    assert!(!json.stdout.contains('▁') && json.stderr.contains("--plot FILE.svg"), "{}", json.stderr);
    json.json();
}

#[test]
fn a_book_is_compared_with_an_earlier_one_and_what_changed_is_named() {
    let one = "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\"]";
    let project = with_chart(with_chart(book(FIGURES), "one", one), "two", one);
    project.run(["chart"]).expect_code(0);
    for (name, content) in project.files_under("out") {
        if name.contains("charts/") {
            project.write(&format!("before/{}", name.trim_start_matches("out/")), content);
        }
    }
    let same = project.run(["chart", "--compare", "before", "--language", "en"]).expect_code(0);
    assert_eq!(same.stdout.matches("nothing").count(), 4, "{}", same.stdout);
    // Another description of the one, another figure in both.
    let text = project.read("reports/book/charts/one.toml");
    project.write("reports/book/charts/one.toml", text.replace("Subtitle", "Another subtitle"));
    let described = project.run(["chart", "--compare", "before", "--language", "en"]).expect_code(0);
    assert_eq!(described.stdout.matches("description").count(), 2, "{}", described.stdout);
    assert_eq!(described.stdout.matches("nothing").count(), 2, "{}", described.stdout);
    let page = project.read("out/charts-compared.html");
    assert!(page.contains("2 changed, 2 did not.") && page.contains("Changed: description"), "{page}");
    assert_eq!(page.matches("data:image/svg+xml,").count(), 4, "before and after of each");
    assert!(!page.contains("<script"), "{page}");
    // What is described no more is gone, and what cannot be read is not called new.
    std::fs::remove_file(project.path().join("reports/book/charts/two.toml")).expect("a description");
    let gone = project.run(["chart", "--compare", "before", "--language", "en"]).expect_code(0);
    assert_eq!(gone.stdout.matches("gone").count(), 2, "{}", gone.stdout);
    project.write("before/reports/book/charts/one.en.svg", b"\xff\xfe");
    let unread = project.run(["chart", "--compare", "before", "--language", "en"]).expect_code(3);
    assert!(unread.stderr.contains("one.en.svg"), "{}", unread.stderr);
    let missing = project.run(["chart", "--compare", "nowhere", "--language", "en"]).expect_code(2);
    assert!(missing.stderr.contains("is no folder"), "{}", missing.stderr);
}

#[test]
fn a_build_draws_a_chart_that_stands_alone_once_and_again_when_it_is_edited() {
    let project = Project::of_figures(FIGURES);
    project.run(["chart", "--new", "residents by tier"]).expect_code(0);
    let build = || project.run(["build", "--language", "en"]).expect_code(0).stdout;
    let first = build();
    assert!(first.contains("out/charts/residents-by-tier.en.svg"), "{first}");
    assert!(first.contains("not written before"), "{first}");
    let again = build();
    assert!(again.contains("charts/residents-by-tier") && again.contains("up to date"), "{again}");
    let text = project.read("charts/residents-by-tier.toml");
    project.write("charts/residents-by-tier.toml", text.replace("by tier", "of each tier"));
    assert!(build().contains("written ("), "an edited description is drawn again");
}

#[test]
fn a_plain_notation_writes_every_digit() {
    let figures = "residents,all,000000,2022,1516000,A\nresidents,all,000000,2023,1620000,A\n";
    let one = "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\"]";
    let project =
        with_chart(with_chart(book(figures), "one", one), "two", &format!("{one}\nnotation = \"plain\""));
    project.run(["chart"]).expect_code(0);
    let texts = |name: &str| super::charts::drawn(&project, name, "zh-CN").texts;
    let shows = |name: &str, said: &str| texts(name).iter().any(|text| text.content.contains(said));
    assert!(shows("one", "万") && shows("one", "162"));
    assert!(!shows("two", "万") && shows("two", "1,620,000"));
}

#[test]
fn a_seventh_line_of_the_next_year_is_a_finding_and_the_report_is_written() {
    let areas = ["110000", "120000", "130000", "140000", "210000", "220000", "230000"];
    let line = |area: &&str| format!("residents,all,{area},2022,100,A\nresidents,all,{area},2023,110,A\n");
    let all = format!("areas = {areas:?}");
    let description = format!("kind = \"line\"\nindicator = \"residents\"\ntiers = [\"all\"]\n{all}");
    let of = |count: usize| {
        let figures: String = areas.iter().take(count).map(line).collect();
        with_chart(book(&figures), "one", &description)
    };
    let six = of(6).run(["report", "--language", "en"]).expect_code(0);
    assert!(!six.stderr.contains("is not drawn"), "{}", six.stderr);
    let project = of(7);
    let seven = project.run(["report", "--language", "en"]).expect_code(0);
    assert!(seven.stderr.contains("the chart one of the report book is not drawn"), "{}", seven.stderr);
    assert!(seven.stderr.contains("small-multiples"), "{}", seven.stderr);
    assert!(project.path().join("out/reports/book/book.en.html").exists());
}
