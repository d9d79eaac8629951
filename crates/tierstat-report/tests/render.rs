//! A report over figures in memory: sentences, ranges, traces, and the next year without an edit.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use tierstat_chart::Fonts;
use tierstat_document::{html, markdown, origins};
use tierstat_model::{
    Area, AreaCode, AreaList, Bounds, CellRef, CodeLists, Document, DocumentLayout, Figure, FigureId,
    FigureLookup, FigureQuery, Indicator, IndicatorId, IndicatorList, Language, Localized, LookupError,
    Measure, Origin, Precision, Quantity, Reading, ReadingRule, Status, Tier, TierId, TierList, Unit, UnitId,
    UnitKind, UnitList,
};
use tierstat_report::{RenderedReport, Report, ReportContext, ReportError, render};

struct Figures(Vec<Figure>);

impl FigureLookup for Figures {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        let mut readings: Vec<Reading> = Vec::new();
        for figure in self.0.iter().filter(|figure| query.accepts(figure)) {
            match readings.iter_mut().find(|reading| reading.key == figure.key()) {
                Some(reading) => reading.behind.push(figure.clone()),
                None => readings.push(Reading {
                    key: figure.key(),
                    figure: figure.clone(),
                    rule: ReadingRule::OnlyOne,
                    behind: Vec::new(),
                }),
            }
        }
        readings.sort_by(|first, second| first.key.cmp(&second.key));
        Ok(readings)
    }
}

fn lists() -> CodeLists {
    let tier = |id: &str, zh: &str, rank, total| Tier {
        id: TierId(id.into()),
        name: Localized::new(zh, id),
        rank,
        total,
        aliases: vec![],
    };
    let indicator = |id: &str, zh: &str| Indicator {
        id: IndicatorId(id.into()),
        name: Localized::new(zh, id),
        unit: UnitId("number".into()),
        measure: Measure::Stock,
        definition: Localized::default(),
        aliases: vec![],
        is: None,
        part_of: None,
        growth_of: None,
        change_of: None,
        covers: None,
        target_of: None,
        due: None,
        step: None,
    };
    let mut bodies = indicator("bodies", "组织");
    bodies.covers = Some(IndicatorId("divisions".into()));
    let mut aim = indicator("aim", "目标");
    aim.target_of = Some(IndicatorId("agencies".into()));
    let mut goal = indicator("goal", "规划");
    goal.target_of = Some(IndicatorId("bodies".into()));
    let area = |code: &str, name: &str, parent: Option<&str>| Area {
        code: AreaCode(code.into()),
        name: name.into(),
        short_name: name.into(),
        name_en: None,
        aliases: vec![],
        tier: TierId("county".into()),
        parent: parent.map(|parent| AreaCode(parent.into())),
        valid_from: None,
        valid_until: None,
        merged_into: vec![],
    };
    CodeLists {
        areas: AreaList::new(vec![
            area("0", "全国", None),
            area("44", "粤", Some("0")),
            area("45", "桂", Some("0")),
            area("46", "琼", Some("0")),
        ]),
        tiers: TierList {
            tiers: vec![
                tier("province", "省级", 1, false),
                tier("prefecture", "地级", 2, false),
                tier("all", "合计", 9, true),
            ],
        },
        indicators: IndicatorList {
            indicators: vec![
                bodies,
                indicator("divisions", "区划"),
                indicator("agencies", "机构"),
                aim,
                goal,
            ],
        },
        units: UnitList {
            units: vec![Unit {
                id: UnitId("number".into()),
                name: Localized::new("个", ""),
                kind: UnitKind::Count,
                aliases: vec![],
            }],
        },
        ..CodeLists::default()
    }
}

/// A figure from `indicator|tier|area|period|printed`, where `3500~3600` stands for 3500多, and `12@Other` is of another document.
fn figure(line: &str) -> Figure {
    let parts: Vec<&str> = line.split('|').collect();
    let [indicator, tier, area, period, printed] = parts.as_slice() else { panic!("{line}") };
    let (printed, title) = printed.split_once('@').unwrap_or((printed, "年报"));
    let quantity = match printed.split_once('~') {
        Some((lower, upper)) => Quantity {
            printed: format!("{lower}多<家>"),
            precision: Precision::AtLeast,
            bounds: Some(Bounds::half_open(lower.parse().unwrap(), upper.parse().unwrap()).unwrap()),
            value: None,
        },
        None => Quantity::exact(printed, printed.parse().unwrap()).unwrap(),
    };
    Figure {
        id: FigureId(line.into()),
        indicator: IndicatorId((*indicator).into()),
        tier: TierId((*tier).into()),
        area: AreaCode((*area).into()),
        breakdown: tierstat_model::Breakdown::whole(),
        period: period.parse().unwrap(),
        measure: Measure::Stock,
        quantity,
        unit: UnitId("number".into()),
        status: Status::A,
        origin: Origin {
            document: Document {
                publisher: "出版者".into(),
                title: title.into(),
                title_zh: None,
                title_en: None,
                edition: "2016".into(),
                url: Some("https://example.org/?a=1&b=2".into()),
                published_on: None,
                received_on: None,
                layout: DocumentLayout::AsReceived,
            },
            cell: CellRef { file: "表.xlsx".into(), sheet: Some("一".into()), row: 4, column: 2 },
            content_hash: String::new(),
            known_on: "2016-07-12".parse().unwrap(),
            source_rank: 1,
            phrase: None,
        },
        correction: None,
    }
}

const LINES: [&str; 9] = [
    "bodies|province|0|2015-06|24",
    "bodies|prefecture|0|2015-06|97",
    "bodies|province|0|2015-12-31|30",
    "bodies|prefecture|0|2015-12-31|129",
    "divisions|prefecture|0|2013|333",
    "divisions|prefecture|0|2015|334",
    "divisions|prefecture|44|2013|21",
    "agencies|all|0|2015-06|3500~3600",
    "agencies|all|0|2015-12-31|4686",
];

const REPORT: &str = r#"
title = { zh-CN = "报告", en = "Report" }
[scope]
indicator = "bodies"
area = "0"
[[tables]]
name = "growth"
kind = "growth"
title = { zh-CN = "增长", en = "Growth" }
indicator = "bodies"
[[tables]]
name = "coverage"
kind = "coverage"
title = { zh-CN = "覆盖", en = "Coverage" }
indicator = "bodies"
areas = ["0", "44"]
"#;

const CHART: &str = r#"
kind = "line"
indicator = "bodies"
title = { zh-CN = "增至{{ figure(tier='all') }}", en = "Now {{ figure(tier='all') }}" }
subtitle = { zh-CN = "个", en = "number" }
"#;

fn report(chinese: &str, english: &str) -> Result<Report, ReportError> {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    let write = |name: &str, text: &str| std::fs::write(own.join(name), text).unwrap();
    std::fs::create_dir_all(own.join("charts")).unwrap();
    write("report.toml", REPORT);
    write("text.zh-CN.md", chinese);
    write("text.en.md", english);
    write("charts/lines.toml", CHART);
    Report::load(&own, &Language::ALL)
}

/// The Markdown of an English report with further tables.
fn with_tables(tables: &str, text: &str, lines: &[&str]) -> RenderedReport {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("report.toml"), format!("{REPORT}{tables}")).unwrap();
    for language in ["zh-CN", "en"] {
        std::fs::write(own.join(format!("text.{language}.md")), text).unwrap();
    }
    let figures = Figures(lines.iter().map(|line| figure(line)).collect());
    let (lists, fonts) = (std::sync::Arc::new(lists()), Fonts::bundled());
    let context =
        ReportContext { lookup: &figures, lists: &lists, known_on: None, findings: &[], fonts: &fonts };
    render(&Report::load(&own, &Language::ALL).unwrap(), &context, Language::English).unwrap()
}

fn table_of(name: &str, kind: &str, rest: &str) -> String {
    format!(
        "[[tables]]\nname = \"{name}\"\nkind = \"{kind}\"\ntitle = {{ zh-CN = \"表\", en = \"Table\" }}\n{rest}\n"
    )
}

fn rendered(text: &str, language: Language, lines: &[&str]) -> Result<RenderedReport, ReportError> {
    let figures = Figures(lines.iter().map(|line| figure(line)).collect());
    let lists = std::sync::Arc::new(lists());
    let fonts = Fonts::bundled();
    let context =
        ReportContext { lookup: &figures, lists: &lists, known_on: None, findings: &[], fonts: &fonts };
    render(&report(text, text)?, &context, language)
}

/// The first line of the Markdown of a text.
fn says(text: &str, language: Language) -> String {
    markdown(&rendered(text, language, &LINES).unwrap().manuscript)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn numbers_come_from_figures() {
    let text =
        "{{ period('first') }}{{ figure(tier='province', at='first') }}，{{ rate(tier='province').words }}";
    assert_eq!(says(text, Language::Chinese), "2015年6月24，增长25.0%");
    assert_eq!(says(text, Language::English), "June 201524，a growth of 25.0%");
}

#[test]
fn a_total_that_no_source_prints_is_the_sum_of_the_tiers() {
    let found = rendered("{{ figure(tier='all', at='first') }}", Language::Chinese, &LINES).unwrap();
    assert!(markdown(&found.manuscript).starts_with("121\n"), "{}", markdown(&found.manuscript));
    assert!(markdown(&found.manuscript).contains("= 24 + 97"), "{}", markdown(&found.manuscript));
}

#[test]
fn growth_from_a_rough_figure_is_printed_as_a_range() {
    let text = "{{ figure('agencies', at='first') }} {{ rate('agencies') }}";
    assert_eq!(says(text, Language::Chinese), "3,500多 30.2%–33.9%");
    assert_eq!(says(text, Language::English), "more than 3,500 30.2% to 33.9%");
}

#[test]
fn coverage_uses_the_denominator_that_held_then() {
    let text = "{{ covered(tier='prefecture', at='first') }}/{{ units(tier='prefecture', at='first') }} \
                {{ covered(tier='prefecture') }}/{{ units(tier='prefecture') }} {{ coverage(tier='prefecture', at='first') }}";
    assert_eq!(says(text, Language::English), "97/333 (2013) 129/334 29.1%");
}

#[test]
fn the_coverage_of_all_tiers_together_is_one_in_a_text_a_sentence_and_a_table() {
    let text = "{{ coverage(tier='all') }} {{ units(tier='all') }}\n\n{{ sentence('coverage', tier='all') }}";
    let lines: Vec<&str> = LINES.into_iter().chain(["divisions|province|0|2015|31"]).collect();
    let found = rendered(text, Language::English, &lines).unwrap();
    assert!(markdown(&found.manuscript).starts_with("43.6% 365\n"), "{}", markdown(&found.manuscript));
    assert!(markdown(&found.manuscript).contains("159 of 365 units"), "{}", markdown(&found.manuscript));
    assert!(markdown(&found.manuscript).contains("= 31 + 334"), "{}", markdown(&found.manuscript));
}

#[test]
fn what_is_not_there_is_said_and_never_zero() {
    let found = rendered("{{ table('growth') }}", Language::English, &LINES).unwrap();
    assert!(markdown(&found.manuscript).contains("| not available |"), "{}", markdown(&found.manuscript));
    assert!(found.findings.iter().any(|finding| finding.rule == "binding.missing"));
}

#[test]
fn a_missing_number_in_a_sentence_is_an_error_with_its_file_and_line() {
    let known = "{{ figure(tier='province') }}";
    for (printed, label) in [
        ("{{ figure(tier='province', area='44') }}", "bodies · province · 粤 · latest"),
        ("{{ rate(tier='province', area='44').words }}", "bodies · province · 粤"),
        ("{{ change(tier='province', area='44').verb }}", "bodies · province · 粤"),
        ("{{ figure(tier='province', area='44').text ~ ' bodies' }}", "bodies · province · 粤"),
        ("{{ coverage(tier='province') }}", "bodies · province · 全国"),
        (
            "{% set kept = figure(tier='province', area='44') %}\n\n{% if kept.missing %}{{ kept.size }}{% endif %}",
            "粤",
        ),
    ] {
        let text = format!("one\n{known}\n{{% if true %}}\n\n{printed}{{% endif %}}\n{known} {printed}");
        let error = rendered(&text, Language::English, &LINES).unwrap_err();
        let ReportError::MissingFigure { template, line, more, .. } = &error else { panic!("{error}") };
        assert_eq!((template.as_str(), *line, *more), ("own/text.en.md", 5, 1), "{printed}: {error}");
        assert!(error.to_string().contains(label) && error.is_unreadable(), "{error}");
        assert!(error.localized().zh.contains("第 5 行") && error.hint().zh.contains("or("), "{error:?}");
    }
    // Without a panel no period has a meaning, and its words are as missing as its numbers.
    let error = rendered("As of {{ period('latest') }}", Language::English, &LINES[7..]).unwrap_err();
    assert!(
        error.to_string().contains("own/text.en.md, line 1: there is no figure for the period"),
        "{error}"
    );
}

#[test]
fn a_text_can_say_what_stands_in_place_of_a_missing_number() {
    let missing = "figure(tier='province', area='44')";
    for (text, said) in [
        (format!("{{{{ {missing} | or('尚未公布') }}}}"), "尚未公布"),
        (format!("{{{{ {missing}.words | or('尚未公布') }}}}"), "尚未公布"),
        ("{{ figure(tier='province') | or('尚未公布') }}".to_owned(), "30"),
        ("{{ rate(tier='province').words | or('尚未公布') }}".to_owned(), "增长25.0%"),
        (format!("{{{{ {missing} | or(figure(tier='province')) }}}}"), "30"),
        (format!("{{% if {missing}.missing %}}没有{{% else %}}{{{{ {missing} }}}}{{% endif %}}"), "没有"),
    ] {
        assert_eq!(says(&text, Language::Chinese), said, "{text}");
    }
    let found = rendered(&format!("{{{{ {missing} | or('later') }}}}"), Language::English, &LINES).unwrap();
    assert!(found.findings.iter().any(|finding| finding.rule == "binding.missing"), "and it is found");
    let found = rendered("{{ period('latest') | or('today') }}", Language::English, &LINES[7..]).unwrap();
    assert!(markdown(&found.manuscript).starts_with("today\n"), "{}", markdown(&found.manuscript));
    let error =
        rendered("{{ figure(tier='province').wrods | or('x') }}", Language::English, &LINES).unwrap_err();
    assert!(matches!(error, ReportError::Template { line: 1, .. }), "{error}");
}

#[test]
fn results_say_themselves_with_every_number_bound() {
    let growth = "{{ sentence('growth', 'agencies') }}";
    assert_eq!(
        says(growth, Language::Chinese),
        "全国agencies由2015年6月的3,500多个增至2015年底的4,686个，增长30.2%–33.9%。"
            .replace("agencies", "机构")
    );
    assert_eq!(
        says(growth, Language::English),
        "Agencies in 全国 grew from more than 3,500 (June 2015) to 4,686 (the end of 2015), a growth of 30.2% to 33.9%."
    );
    let coverage = "{{ sentence('coverage', tier='prefecture') }}";
    assert_eq!(
        says(coverage, Language::English),
        "As of the end of 2015, 129 of 334 units had bodies (全国, prefecture), a coverage of 38.6%."
    );
    // Three numbers of growth, three of coverage: each can be asked where it comes from.
    let both = rendered(&format!("{growth} {coverage}"), Language::English, &LINES).unwrap();
    let sidecar: serde_json::Value = serde_json::from_str(&origins(&both.manuscript)).unwrap();
    let numbers = sidecar["numbers"].as_array().unwrap();
    // The chart's title holds one more.
    assert!(numbers.len() >= 6, "{}", numbers.len());
    assert!(numbers[..6].iter().all(|number| !number["readings"].as_array().unwrap().is_empty()));
    // Two points are no trend and one year no forecast: that is said, not guessed.
    assert!(
        says("{{ sentence('trend', 'agencies') }}", Language::English).contains("cannot be told: 3 points")
    );
    assert!(says("{{ sentence('forecast', 'agencies') }}", Language::English).contains("cannot be forecast"));
    let mut lines = LINES.to_vec();
    lines.extend(["agencies|all|0|2016|5000", "agencies|all|0|2017|5400"]);
    let found =
        rendered("{{ sentence('forecast', 'agencies', horizon=2) }}", Language::English, &lines).unwrap();
    assert!(
        markdown(&found.manuscript).contains("by the end of 2019")
            || markdown(&found.manuscript).contains("by 2019"),
        "{}",
        markdown(&found.manuscript)
    );
    // Without a printed target the aim is all units; a target is told by its due period.
    let target = says("{{ sentence('target', tier='prefecture') }}", Language::English);
    assert!(
        target.starts_with("As of the end of 2015 there were 129 bodies (全国, prefecture) of 334, as many as there are units (38.6%); 205 are missing."),
        "{target}"
    );
    let mut lines = LINES.to_vec();
    lines.extend(["aim|all|0|2016|5000", "aim|all|0|2020|9000"]);
    let found =
        rendered("{{ sentence('target', 'agencies', due='2020') }}", Language::English, &lines).unwrap();
    assert!(markdown(&found.manuscript).contains("of 9,000 aimed at by"), "{}", markdown(&found.manuscript));
    let sidecar: serde_json::Value = serde_json::from_str(&origins(&found.manuscript)).unwrap();
    let aim = &sidecar["numbers"][1];
    assert!(aim.to_string().contains("9,000") && aim["readings"].as_array().unwrap().len() == 1, "{aim}");
    let both = rendered("{{ sentence('target', 'agencies') }}", Language::Chinese, &lines).unwrap();
    assert!(
        markdown(&both.manuscript).contains("5,000") && markdown(&both.manuscript).contains("9,000"),
        "{}",
        markdown(&both.manuscript)
    );
    let none =
        rendered("{{ sentence('target', 'agencies', due='2030') }}", Language::English, &lines).unwrap();
    assert!(
        markdown(&none.manuscript).contains("no target is due by 2030"),
        "{}",
        markdown(&none.manuscript)
    );
    let error = rendered("one\n{{ sentence('grwth') }}", Language::English, &LINES).unwrap_err();
    assert!(error.to_string().contains("grwth"), "{error}");
}

#[test]
fn the_next_year_needs_no_edit() {
    let text = "{{ period('latest') }} {{ figure(tier='prefecture') }} {{ rate(tier='prefecture', from='previous').words }}";
    let mut lines = LINES.to_vec();
    lines.extend(["bodies|province|0|2016|31", "bodies|prefecture|0|2016|120"]);
    let found = rendered(text, Language::English, &lines).unwrap();
    // Stocks of a year print as its figures do.
    assert!(
        markdown(&found.manuscript).starts_with("2016 120 a fall of 7.0%"),
        "{}",
        markdown(&found.manuscript)
    );
    let data = &found.charts[0].data;
    assert!(data.rows.iter().flatten().any(|cell| cell == "2016-12-31"), "{data:?}");
    assert!(found.charts[0].svg.contains("Now 151"), "the title follows the figures");
}

#[test]
fn the_page_shows_the_origin_of_every_number() {
    let found =
        rendered("{{ rate('agencies') }}\n\n{{ table('growth') }}", Language::English, &LINES).unwrap();
    let page = &html(&found.manuscript);
    for part in [
        "<button id=\"n1\" popovertarget=\"o1\">",
        "3500多&lt;家&gt;",
        "[3500, 3600)",
        "表.xlsx › 一 › \"}",
        "<a href=\"#s1\">B4</a>",
        "出版者, 年报 (2016)",
        "2016-07-12",
        "https://example.org/?a=1&amp;b=2",
        "<th scope=\"row\">province</th>",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("多<家>") && !page.contains('\u{E000}'), "nothing unescaped, no token left");
    let sidecar: serde_json::Value = serde_json::from_str(&origins(&found.manuscript)).unwrap();
    assert_eq!(sidecar["numbers"][0]["readings"][0]["figure"]["quantity"]["printed"], "3500多<家>");
}

#[test]
fn tables_have_a_row_for_each_tier_and_one_for_all() {
    let found =
        rendered("{{ table('growth') }}\n\n{{ table('coverage') }}", Language::English, &LINES).unwrap();
    for row in [
        "| province | 24 | 30 | 6 | 25.0% | 15.8% | not available | not available |",
        "| prefecture | 97 | 129 | 32 | 33.0% | 84.2% | 29.1% | 38.6% |",
        "| all | 121 | 159 | 38 | 31.4% |  |  |  |",
        "| 全国 | prefecture | June 2015 | 97 | 333 (2013) | 29.1% |",
    ] {
        assert!(
            markdown(&found.manuscript).contains(row),
            "{row} is missing:\n{}",
            markdown(&found.manuscript)
        );
    }
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let text = "{{ table('growth') }}\n\n{{ chart('lines') }}\n\n{{ sources() }}\n\n{{ findings() }}";
    let one = rendered(text, Language::Chinese, &LINES).unwrap();
    let mut turned = LINES.to_vec();
    turned.reverse();
    let other = rendered(text, Language::Chinese, &turned).unwrap();
    assert_eq!(one.manuscript, other.manuscript);
    assert_eq!(html(&one.manuscript), html(&other.manuscript));
    for (one, other) in one.charts.iter().zip(&other.charts) {
        assert_eq!(one.svg, other.svg);
        assert_eq!(one.data, other.data);
        assert!(one == other, "and so is the picture");
    }
    assert_eq!(one.findings, other.findings);
}

#[test]
fn a_misspelt_name_is_an_error_with_its_line() {
    for (text, part) in [
        ("one\n{{ figur() }}", "figur"),
        ("one\n{{ figure(teir='province') }}", "teir"),
        ("one\n{{ figure('boddies') }}", "boddies"),
        ("one\n{{ period('latst') }}", "latst"),
    ] {
        let error = rendered(text, Language::English, &LINES).unwrap_err();
        assert!(matches!(&error, ReportError::Template { line: 2, .. }), "{error}");
        assert!(error.to_string().contains(part) && error.to_string().contains("text.en.md"), "{error}");
    }
}

/// Each of these would run for minutes or ask for gigabytes.
#[test]
fn a_template_that_repeats_without_end_is_refused_by_name() {
    let doubled = format!("{{% set a = 'x' %}}{}{{{{ a }}}}", "{% set a = a ~ a %}".repeat(40));
    let loops = "{% for a in range(90000) %}".repeat(3) + "x" + &"{% endfor %}".repeat(3);
    for text in [
        loops.as_str(),
        doubled.as_str(),
        "{{ 'x' * 90000000 }}",
        "{% for a in range(90000) %}{{ figure(tier='province', at='latest') }}{% endfor %}",
        "{% for a in range(90000) %}{{ sources() }}{% endfor %}",
        "{% for a in range(2000) %}{{ sentence('growth') }}{% endfor %}x{% for a in range(90000) %}{{ chart('lines') }}{% endfor %}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    ] {
        let error = rendered(text, Language::English, &LINES).unwrap_err();
        assert!(error.is_unreadable() && error.to_string().contains("text.en.md, line 1"), "{error}");
        assert!(!error.hint().zh.is_empty() && error.localized().zh.contains("第 1 行"), "{error}");
    }
    // A long report is none of them.
    let long = "{% for a in range(1000) %}{{ figure(tier='province', at='latest') }} {{ name('bodies') }}\n{% endfor %}";
    let found = rendered(long, Language::English, &LINES).unwrap();
    assert_eq!(
        markdown(&found.manuscript).matches("30 bodies").count(),
        1000,
        "{}",
        markdown(&found.manuscript)
    );
}

#[test]
fn an_unknown_key_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.toml"), "titel = 1").unwrap();
    let error = Report::load(folder.path(), &Language::ALL).unwrap_err();
    assert!(error.to_string().contains("report.toml") && error.is_unreadable(), "{error}");
    assert!(matches!(Report::load(Path::new("nowhere"), &Language::ALL), Err(ReportError::Read { .. })));
}

#[test]
fn a_key_that_nothing_reads_is_an_error_with_its_line_and_what_to_write() {
    let refused = |report: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("report.toml"), report).unwrap();
        let error = Report::load(folder.path(), &Language::ALL).unwrap_err();
        assert!(error.is_unreadable() && error.localized().zh.contains("report.toml"), "{error}");
        error.localized()
    };
    let lines = REPORT.lines().count();
    let said = refused(&format!("{REPORT}{}", table_of("g", "growth", "periods = 3")));
    let expected = format!(
        "line {}: the table `g` is of the kind `growth`, which has no `periods`; these have",
        lines + 5
    );
    assert!(said.en.contains(&expected), "{}", said.en);
    assert!(said.zh.contains("没有 `periods` 这一项；有此项的表：`periods`"), "{}", said.zh);
    let said = refused(&format!("{REPORT}{}", table_of("g", "growth", "tier = \"all\"\nperiod = 3")));
    assert!(said.en.contains("did you mean `periods`?") && said.en.contains("line"), "{}", said.en);
    let said = refused(&format!("{REPORT}{}", table_of("g", "comparisons", "")));
    assert!(said.zh.contains("您是不是要 `comparison`？"), "{}", said.zh);
    let said = refused(&REPORT.replace("[scope]", "[scope]\ntier = [\"all\"]"));
    assert!(said.en.contains("did you mean `tiers`?"), "{}", said.en);
}

#[test]
fn figures_of_several_areas_name_the_area_of_each() {
    let tables = table_of("both", "figures", "indicator = \"agencies\"\nareas = [\"44\", \"45\"]");
    let lines = ["agencies|all|44|2014|100", "agencies|all|45|2014|200"];
    let found = markdown(&with_tables(&tables, "{{ table('both') }}", &lines).manuscript);
    assert!(found.contains("| 粤 | 2014 | 100 |") && found.contains("| 桂 | 2014 | 200 |"), "{found}");
}

#[test]
fn without_any_figure_the_report_still_says_so() {
    let text = "{{ period('latest') | or('not yet') }} {{ table('growth') }} {{ chart('lines') }}";
    let found = rendered(text, Language::English, &[]).unwrap();
    for rule in ["chart.no-figures", "table.no-figures"] {
        assert!(found.findings.iter().any(|finding| finding.rule == rule), "{rule}");
    }
    assert!(markdown(&found.manuscript).starts_with("not yet\n"), "{}", markdown(&found.manuscript));
}

#[test]
fn areas_side_by_side_are_of_one_tier_and_one_period_and_what_they_lack_is_named() {
    let tables =
        table_of("both", "comparison", "areas = [\"44\", \"45\"]\nindicators = [\"bodies\", \"agencies\"]");
    let lines = [
        // One area prints its total, the other a tier alone: what both have is the tier.
        "bodies|all|44|2015|90",
        "bodies|province|44|2015|20",
        "bodies|province|45|2015|7",
        "bodies|province|45|2016|8",
        "agencies|all|44|2014|100",
        "agencies|all|45|2015|200",
    ];
    let found = markdown(&with_tables(&tables, "{{ table('both') }}", &lines).manuscript);
    assert!(found.contains("| bodies, province |  | 2015 | 20 | 7 |"), "{found}");
    assert!(found.contains("agencies: no period that all have: 粤 has 2014, 桂 has 2015"), "{found}");
    assert!(!found.contains("| 90 |") && !found.contains("| 100 |"), "{found}");
}

#[test]
fn what_contradicts_a_series_is_named_and_compared_with_nothing() {
    let tables = table_of("main", "indicators", "indicators = [\"agencies\"]");
    let mut figures: Vec<String> =
        (2010..2016).map(|year| format!("agencies|all|0|{year}|{}", 1000 + (year - 2010) * 100)).collect();
    figures.push("agencies|all|0|2016|400@Other".to_owned());
    figures.push("agencies|all|0|2017|1700".to_owned());
    let lines: Vec<&str> = figures.iter().map(String::as_str).collect();
    let found = markdown(&with_tables(&tables, "{{ table('main') }}", &lines).manuscript);
    assert!(found.contains("| agencies |  | 2017 | 1,700 | 2015 | 1,500 | 13.3% |"), "{found}");
    assert!(found.contains("400 as of 2016 contradicts the other numbers"), "{found}");
}

#[test]
fn a_row_of_years_has_stocks_and_notes_what_it_leaves_out() {
    let tables = table_of(
        "years",
        "periods",
        "indicators = [\"agencies\", \"bodies\"]\ntier = \"all\"\nstep = \"year\"",
    );
    let lines = [
        "agencies|all|0|2014|10",
        "agencies|all|0|2015-12-31|12",
        "agencies|all|0|2015-06|11",
        "bodies|all|0|2015|5",
    ];
    let found = markdown(&with_tables(&tables, "{{ table('years') }}", &lines).manuscript);
    assert!(found.contains("| 2014 | 10 |  |\n| 2015 | 12 | 5 |"), "{found}");
    assert!(found.contains("numbers of 1 other days are not shown"), "{found}");
}

#[test]
fn a_place_a_record_and_a_turn_are_told_where_the_figures_bear_them_and_else_not() {
    let lines = [
        "agencies|all|44|2015|50",
        "agencies|all|45|2015|70",
        "agencies|all|46|2015|40~60",
        "bodies|all|44|2015|1",
    ];
    let told = |text: &str, lines: &[&str]| markdown(&with_tables("", text, lines).manuscript);
    let place = told("{{ sentence('rank', 'agencies', area='44') }}", &lines);
    assert!(
        place.starts_with("By 2015, agencies in 粤 ranked between number 2 and number 3 among the 3 areas"),
        "{place}"
    );
    // Among fewer than three nobody has a place.
    let alone = told("x{{ sentence('rank', 'bodies', area='44') }}", &lines);
    assert!(alone.starts_with("x\n"), "{alone}");
    let yearly = |values: &[i32]| -> Vec<String> {
        (2005..).zip(values).map(|(year, value)| format!("agencies|all|0|{year}|{value}")).collect()
    };
    let remarkable = |values: &[i32]| {
        let lines = yearly(values);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let text = told("x {{ sentence('remarkable', 'agencies') }}", &lines);
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(
        remarkable(&[10, 11, 12, 13, 14, 13]),
        "x By 2010, agencies in 全国 fell for the first time after 4 rises in a row."
    );
    assert_eq!(remarkable(&[10, 11, 12, 13, 14, 15]), "x", "it rises as it always did");
}

#[test]
fn what_overtook_another_is_told_where_the_bounds_bear_it_and_never_across_a_break() {
    let told = |own: &[&str], other: &[&str], text: &str| {
        let series = |area: &'static str, values: &[&str]| -> Vec<String> {
            let years = (2005..).zip(values);
            years.map(|(year, value)| format!("agencies|all|{area}|{year}|{value}")).collect()
        };
        let lines = [series("44", own), series("45", other)].concat();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        markdown(&with_tables("", text, &lines).manuscript).lines().next().unwrap().to_owned()
    };
    let of = "x {{ sentence('remarkable', 'agencies', area='44') }}";
    let level = ["50", "50", "50", "50", "50", "50"];
    assert_eq!(
        told(&["40", "41", "40", "42", "41", "60"], &level, of).split(". ").last().unwrap(),
        "By 2010, agencies in 粤 overtook those in 桂, which still stood above as of 2009."
    );
    assert!(
        told(&["60", "59", "61", "60", "61", "40"], &level, of)
            .contains("agencies in 粤 fell behind those in 桂, which still stood below as of 2009.")
    );
    for (own, other) in [
        (["40", "41", "40", "42", "41", "50"], level),
        // It may have as many.
        (["40", "41", "40", "42", "41", "60"], ["50", "50", "50", "50", "50", "50~70"]),
        // It passes it every other year.
        (["60", "41", "60", "42", "41", "60"], level),
    ] {
        assert!(!told(&own, &other, of).contains("overtook"), "{own:?}");
    }
    // Over a break of the other one nothing is compared.
    let mut figures: Vec<Figure> = (2005..2011)
        .flat_map(|year| {
            let own = if year == 2010 { 60 } else { 40 + year % 3 };
            [format!("agencies|all|44|{year}|{own}"), format!("agencies|all|45|{year}|50")]
        })
        .map(|line| figure(&line))
        .collect();
    let markdown = |figures: &[Figure]| {
        let (lists, fonts, figures) =
            (std::sync::Arc::new(lists()), Fonts::bundled(), Figures(figures.to_vec()));
        let context =
            ReportContext { lookup: &figures, lists: &lists, known_on: None, findings: &[], fonts: &fonts };
        markdown(&render(&report(of, of).unwrap(), &context, Language::Chinese).unwrap().manuscript)
    };
    let found = markdown(&figures);
    assert!(found.contains("机构反超桂，2009年尚低于后者。"), "{found}");
    let last = figures.last_mut().unwrap();
    assert_eq!((last.area.0.as_str(), last.period.to_string().as_str()), ("45", "2010"));
    last.status = Status::B;
    let found = markdown(&figures);
    assert!(!found.contains("反超"), "{found}");
}

#[test]
fn a_sentence_that_cannot_be_told_leaves_what_the_text_says_instead_and_empty_sections_go() {
    let text = "# T\n\n## A\n\n{{ sentence('trend', 'agencies', or='') }}\n\n## B\n\n{{ table('none') }}\n\n## C\n\nwords\n";
    let tables = table_of("none", "trend", "indicator = \"agencies\"");
    let found = with_tables(&tables, text, &["bodies|all|0|2015|5"]);
    assert!(
        markdown(&found.manuscript).starts_with("# T\n\n## C\n\nwords"),
        "{}",
        markdown(&found.manuscript)
    );
    let rules: Vec<&str> = found.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert!(rules.contains(&"table.no-figures") && rules.contains(&"section.empty"), "{rules:?}");
}

#[test]
fn sources_that_disagree_are_told_in_one_sentence() {
    let mut other = figure("agencies|all|0|2015|15");
    (other.id, other.origin.cell.row) = (FigureId("other".into()), 9);
    other.origin.document.title = "Bulletin".into();
    let (lists, fonts) = (std::sync::Arc::new(lists()), Fonts::bundled());
    let figures = Figures(vec![figure("agencies|all|0|2015|12"), other]);
    let context =
        ReportContext { lookup: &figures, lists: &lists, known_on: None, findings: &[], fonts: &fonts };
    let text = "{{ figure('agencies', tier='all', at='2015') }}\n\n{{ disputes() }}";
    let found =
        markdown(&render(&report(text, text).unwrap(), &context, Language::English).unwrap().manuscript);
    let sentence = "- agencies in 全国, the end of 2015: this report uses 12 (出版者, 年报 (2016)), because it is the only one; 出版者, Bulletin (2016) has 15.";
    assert!(found.contains(sentence), "{found}");
}

#[test]
fn a_last_column_shows_the_course_of_each_row() {
    let lines = [
        "agencies|all|0|2011|100",
        "agencies|all|0|2012|150",
        "agencies|all|0|2014|140~180",
        "agencies|all|0|2015|200",
        "agencies|all|0|2016|190",
        "agencies|all|44|2014|20",
        "agencies|all|44|2015|22",
        "agencies|all|45|2015|29",
        "agencies|all|44|2016|25",
        "agencies|all|45|2016|30",
        "bodies|province|0|2015|24",
        "bodies|prefecture|0|2015|97",
    ];
    let tables = "[[tables]]\nname = \"main\"\nkind = \"indicators\"\ntitle = { zh-CN = \"一\", en = \"Main\" }\narea = \"0\"\nsparklines = true\n\
                  [[tables]]\nname = \"places\"\nkind = \"areas\"\ntitle = { zh-CN = \"二\", en = \"Places\" }\nindicators = [\"agencies\"]\n\
                  areas-of = \"0\"\nsparklines = true\n\
                  [[tables]]\nname = \"both\"\nkind = \"comparison\"\ntitle = { zh-CN = \"三\", en = \"Both\" }\nindicators = [\"agencies\"]\n\
                  areas = [\"0\", \"44\"]\nsparklines = true\n";
    let text = "{{ table(\"main\") }}\n\n{{ table(\"places\") }}\n\n{{ table(\"both\") }}";
    let found = with_tables(tables, text, &lines);
    let text = markdown(&found.manuscript);
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
    let row = |start: &str| {
        *rows
            .iter()
            .find(|row| row.starts_with(start))
            .unwrap_or_else(|| panic!("{start}: {}", markdown(&found.manuscript)))
    };
    assert!(row("| indicator").ends_with("| growth rate | course |"), "{}", markdown(&found.manuscript));
    assert!(row("| agencies").ends_with("| ▁▅·≈█▇ |"), "{}", markdown(&found.manuscript));
    assert!(row("| bodies").ends_with("|  |"), "one number has no course: {}", markdown(&found.manuscript));
    assert!(
        row("| 粤").ends_with("| ▁▄█ |") && row("| 桂").ends_with("|  |"),
        "{}",
        markdown(&found.manuscript)
    );
    assert!(
        markdown(&found.manuscript).contains("全国: course | 粤: course |"),
        "{}",
        markdown(&found.manuscript)
    );
    assert_eq!(
        markdown(&found.manuscript).matches("Signs: · no figure; ≈ rough: only bounds are known").count(),
        2
    );
    let words = "from 100 in 2011 to 190 in 2016; lowest: 100 in 2011; highest: 200 in 2015; no figure: 2013";
    assert_eq!(
        html(&found.manuscript).matches(&format!("aria-label=\"{words}\"")).count(),
        2,
        "{}",
        html(&found.manuscript)
    );
    assert_eq!(html(&found.manuscript).matches("<svg").count(), 4, "gaps of a column are empty cells");
    assert!(!html(&found.manuscript).contains("<svg id="), "lines of one page share no ids");
    let page = html(&found.manuscript);
    let of_place = page.split("粤</th>").nth(1).unwrap();
    assert!(of_place.contains("d=\"M4 20L47.9 13.6L92 4\""), "the days are those of the lines: {of_place}");
}

#[test]
fn a_table_without_series_in_its_rows_refuses_sparklines_and_names_those_that_have_them() {
    let table = "[[tables]]\nname = \"p\"\nkind = \"periods\"\ntitle = { zh-CN = \"一\", en = \"P\" }\narea = \"0\"\nsparklines = true\n";
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("report.toml"), format!("{REPORT}{table}")).unwrap();
    for language in ["zh-CN", "en"] {
        std::fs::write(own.join(format!("text.{language}.md")), "{{ table(\"p\") }}").unwrap();
    }
    let error = Report::load(&own, &Language::ALL).unwrap_err();
    let said = "has no `sparklines`; these have: `growth`, `indicators`, `areas`, `comparison`";
    assert!(error.to_string().contains(said), "{error}");
}

#[test]
fn a_coverage_chart_leads_to_what_a_plan_prints_and_names_what_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    std::fs::create_dir_all(own.join("charts")).unwrap();
    std::fs::write(own.join("report.toml"), REPORT).unwrap();
    for language in ["zh-CN", "en"] {
        std::fs::write(own.join(format!("text.{language}.md")), "{{ chart(\"covered\") }}").unwrap();
    }
    let chart = "kind = \"coverage\"\nindicator = \"bodies\"\ntiers = [\"province\", \"prefecture\"]\ntowards-target = true\n\
                 [title]\nzh-CN = \"一\"\nen = \"One\"\n[subtitle]\nzh-CN = \"二\"\nen = \"Two\"\n";
    std::fs::write(own.join("charts/covered.toml"), chart).unwrap();
    let more =
        ["divisions|province|0|2015|31", "goal|prefecture|0|2014|120", "goal|prefecture|0|2018|300@规划"];
    let figures = Figures(LINES.iter().copied().chain(more).map(figure).collect());
    let (lists, fonts) = (std::sync::Arc::new(lists()), Fonts::bundled());
    let context =
        ReportContext { lookup: &figures, lists: &lists, known_on: None, findings: &[], fonts: &fonts };
    let found = render(&Report::load(&own, &Language::ALL).unwrap(), &context, Language::English).unwrap();
    let chart = found.charts.iter().find(|chart| chart.name == "covered").unwrap();
    let rows: Vec<&str> = chart.data.rows.iter().filter_map(|row| row.last()).map(String::as_str).collect();
    assert!(rows.contains(&"120 / 334 = 35.9%") && rows.contains(&"300 / 334 = 89.8%"), "{rows:?}");
    assert!(chart.svg.contains("target (2018)") && chart.svg.contains("target (2014)"), "{}", chart.svg);
    assert_eq!(chart.svg.matches("stroke-dasharray").count(), 1, "one way, to the day that lies ahead");
    assert!(chart.svg.contains("规划"), "a plan is a source: {}", chart.svg);
    assert!(chart.description.contains("the target of 全国, province"), "{}", chart.description);
}
