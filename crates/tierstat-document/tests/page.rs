//! The HTML page of small manuscripts, and of one with thousands of numbers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;
use tierstat_document::{
    Block, Cell, ChartData, DataColumn, Drawing, Heading, Illustration, Inline, Manuscript, Notice, Notices,
    Number, Picture, RowKind, Sparkline, Table, TableRow, html, markdown,
};
use tierstat_model::{Bounds, CellRef, Language, Reading, ReadingRule, Severity};

/// A figure of a cell of a file.
fn figure(printed: &str, value: f64, file: usize, row: u32, period: &str) -> tierstat_model::Figure {
    serde_json::from_value(json!({
        "id": "0123456789ab", "indicator": "members", "tier": "county", "area": "000000", "period": period,
        "measure": "stock",
        "quantity": { "printed": printed, "precision": "exact", "bounds": { "lower": value, "upper": { "closed": value } }, "value": value },
        "unit": "number", "status": "A",
        "origin": {
            "document": {
                "publisher": "民政部", "title": format!("{}年社会服务发展统计公报", 2000 + file), "edition": "2016-07-12",
                "url": "https://example.org/statistics/2016/communique.html", "published_on": null, "received_on": null,
                "layout": "retyped"
            },
            "cell": { "file": format!("datasets/civil-affairs/2016-07/divisions-{file}.xlsx"), "sheet": "行业组织", "row": row, "column": 2 },
            "content_hash": "00", "known_on": "2016-07-12", "source_rank": 10, "phrase": null
        },
        "correction": null
    }))
    .unwrap()
}

fn reading(figure: tierstat_model::Figure) -> Reading {
    Reading { key: figure.key(), figure, rule: ReadingRule::OnlyOne, behind: Vec::new() }
}

fn number(label: &str, text: &str, value: f64, formula: Option<&str>, readings: Vec<Reading>) -> Number {
    Number {
        label: label.to_owned(),
        text: text.to_owned(),
        unsigned_text: text.to_owned(),
        bounds: Some(Bounds::point(value).unwrap()),
        formula: formula.map(str::to_owned),
        readings,
    }
}

fn manuscript(language: Language, blocks: Vec<Block>, numbers: Vec<Number>) -> Manuscript {
    Manuscript {
        name: "members".to_owned(),
        title: "Members \"of\" </style>".to_owned(),
        language,
        blocks,
        numbers,
        drawing_style: String::new(),
    }
}

fn table(name: &str, headings: &[&str], rows: Vec<Vec<Cell>>) -> Block {
    let headings = headings.iter().enumerate();
    Block::Table(Arc::new(Table {
        name: name.to_owned(),
        ordinal: 1,
        title: "Members by tier".to_owned(),
        unit: "persons".to_owned(),
        headings: headings
            .map(|(place, text)| Heading { text: (*text).to_owned(), numbers: place > 0 })
            .collect(),
        rows: rows.into_iter().map(|cells| TableRow { kind: RowKind::Part, cells }).collect(),
        notes: Vec::new(),
        source: "民政部, 2015年公报".to_owned(),
    }))
}

fn heading(level: u8, id: &str, text: &str) -> Block {
    Block::Heading { level, id: id.to_owned(), text: vec![Inline::Text(text.to_owned())] }
}

fn small() -> Manuscript {
    let sentence = vec![
        Inline::Text("There were ".to_owned()),
        Inline::Number { place: 0, unsigned: false },
        Inline::Text(", again (".to_owned()),
        Inline::Number { place: 0, unsigned: false },
        Inline::Text(").".to_owned()),
    ];
    let rows = vec![vec![Cell::Name("county".to_owned()), Cell::Number(0), Cell::Number(1)]];
    let printed = |text, value, row| reading(figure(text, value, 15, row, "2015-12-31"));
    let rate = number(
        "growth",
        "25.0%",
        0.25,
        Some("(30 − 24) ÷ 24"),
        vec![printed("24家", 24.0, 4), printed("30家", 30.0, 5)],
    );
    manuscript(
        Language::English,
        vec![
            heading(1, "members", "Members"),
            heading(2, "growth", "Growth"),
            Block::Paragraph(sentence),
            heading(3, "n1", "N1"),
            table("growth", &["tier", "members", "growth"], rows),
        ],
        vec![
            number("members, the end of 2015", "3,500", 3500.0, None, vec![printed("3500家", 3500.0, 3)]),
            rate,
            number("never printed", "7", 7.0, None, vec![printed("7", 7.0, 9)]),
        ],
    )
}

fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_card_stands_once_and_every_standing_of_its_number_is_a_button_for_it() {
    let page = html(&small());
    assert_eq!(page.matches("<button id=\"n1\" popovertarget=\"o1\">3,500</button>").count(), 1);
    assert_eq!(
        page.matches("<button popovertarget=\"o1\">3,500</button>").count(),
        2,
        "in the text and in the table"
    );
    assert!(page.contains(
        "There were <span class=\"whole\"><button id=\"n1\" popovertarget=\"o1\">3,500</button>,</span> again \
         <span class=\"whole\">(<button popovertarget=\"o1\">3,500</button>).</span></p>"
    ), "no line ends between a number and the signs at it: {page}");
    assert_eq!(page.matches("<div popover id=\"o1\"").count(), 1);
    assert_eq!(page.matches("members, the end of 2015").count(), 1, "the card is stored once");
    assert!(page.contains(".cards i::before{content:\"computed as \"}"));
    assert!(page.contains("<i>(30 − 24) ÷ 24 = 25.0%</i>"), "{page}");
    // A number that stands nowhere has its card, to which its address leads.
    assert!(page.contains("<div popover id=\"n3\"><a href=\"#n3\">never printed</a>"));
    // Document, file and sheet once for all cells, and before each cell by a rule.
    assert_eq!(page.matches("<li id=\"s1\">").count(), 1);
    assert_eq!(page.matches("https://example.org/statistics").count(), 2, "the link and its words");
    assert!(page.contains("[href=\"#s1\"]{--s:\"民政部, 2015年社会服务发展统计公报 (2016-07-12) (known on 2016-07-12)\\a datasets/civil-affairs/2016-07/divisions-15.xlsx › 行业组织 › \"}"));
    assert_eq!(page.matches("<a href=\"#s1\">").count(), 4);
    assert!(page.contains("<q lang=\"zh-CN\">3500家</q><a href=\"#s1\">B3</a>"), "{page}");
    assert!(
        page.contains("<q lang=\"zh-CN\">24家</q> the end of 2015<a href=\"#s1\">B4</a>"),
        "each of two says its period"
    );
}

#[test]
fn the_address_of_a_number_shows_its_card_without_a_script() {
    let page = html(&small());
    assert!(page.contains(
        ":root:not(.script){&:has(#n1:target) #o1,&:has(#n2:target) #o2{display:block;position-anchor:--addressed}}"
    ));
    let ids = ids(&page);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "no id stands twice: {ids:?}");
    for place in ["n1", "n2", "n3", "main", "origins"] {
        assert!(ids.contains(&place), "{place}");
    }
    assert!(ids.contains(&"section-n1"), "a heading does not take the address of a number");
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(link == "-" || ids.contains(&link), "#{link} leads nowhere");
    }
}

#[test]
fn the_page_begins_with_a_way_past_the_contents_and_the_contents() {
    let page = html(&small());
    let order = [
        "class=\"skip\" href=\"#main\"",
        "<h1 id=\"members\">",
        "<nav ",
        "<main id=\"main\"",
        "<h2 id=\"growth\">",
    ];
    let places: Vec<usize> = order.iter().map(|part| page.find(part).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.contains("<li class=\"level-2\"><a href=\"#growth\">Growth</a></li>\n<li class=\"level-3\"><a href=\"#section-n1\">N1</a></li>"));
    assert!(page.contains("<form role=\"search\" hidden "), "search is hidden without a script");
    assert!(page.contains("class=\"appendix\"") && !page.contains("<details open"));
}

#[test]
fn one_script_runs_and_it_is_the_one_whose_hash_the_page_names() {
    for (language, place) in [(Language::English, "en"), (Language::Chinese, "zh-CN")] {
        let page = html(&Manuscript { language, ..small() });
        let scripts: Vec<&str> =
            page.split("<script>").skip(1).map(|rest| rest.split("</script>").next().unwrap()).collect();
        assert_eq!((scripts.len(), page.matches("<script").count()), (1, 1), "{place}");
        assert!(scripts[0].len() < 8_000, "{} bytes", scripts[0].len());
        let digest = Sha256::digest(scripts[0].as_bytes());
        let named = page.split("script-src 'sha256-").nth(1).unwrap().split('\'').next().unwrap();
        assert_eq!(of_base64(named), digest.as_slice(), "{place}");
        assert!(page.contains("content=\"default-src 'none'; script-src 'sha256-"));
        assert_eq!(page.matches("</style>").count(), 1, "a title ends no style sheet");
        assert!(page.contains("@top-right { content: \"Members \\22 of\\22  \\3c /style\\3e \"; }"));
        assert!(!scripts[0].contains("http"), "the script names no address");
    }
}

fn of_base64(text: &str) -> Vec<u8> {
    let signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = Vec::new();
    for sign in text.trim_end_matches('=').chars() {
        let value = signs.find(sign).unwrap();
        bits.extend((0..6).rev().map(|place| value >> place & 1));
    }
    bits.chunks_exact(8)
        .map(|byte| u8::try_from(byte.iter().fold(0, |sum, bit| sum << 1 | bit)).unwrap())
        .collect()
}

/// The files that a page offers, by name.
fn files(page: &str) -> Vec<(String, String)> {
    let links = page.split("<a class=\"csv\" download=\"").skip(1);
    links
        .map(|rest| {
            let name = rest.split('"').next().unwrap().to_owned();
            let held = rest.split("base64,").nth(1).unwrap().split('"').next().unwrap();
            (name, String::from_utf8(of_base64(held)).unwrap())
        })
        .collect()
}

#[test]
fn each_table_is_a_file_with_values_beside_prints_and_bounds_of_what_is_rough() {
    let mut rough = number("more", "more than 20", 20.0, None, Vec::new());
    rough.bounds = Some(Bounds::at_least(20.0).unwrap());
    let found = manuscript(
        Language::English,
        vec![table(
            "one",
            &["tier", "members", "growth", "more"],
            vec![
                vec![Cell::Name("=county".into()), Cell::Number(0), Cell::Number(1), Cell::Number(2)],
                vec![Cell::Name("all".into()), Cell::Number(0), Cell::Empty, Cell::Empty],
            ],
        )],
        vec![number("a", "35", 35.0, None, Vec::new()), number("b", "25.0%", 0.25, None, Vec::new()), rough],
    );
    let page = html(&found);
    assert_eq!(
        files(&page),
        [(
            "members-table-one.csv".to_owned(),
            "\u{feff}tier,members,growth,growth (value),more,more (lower bound),more (upper bound)\n\
             '=county,35,25.0%,0.25,more than 20,20,\n\
             all,35,,,,,\n"
                .to_owned()
        )]
    );
    assert!(
        page.contains("<td data-key=\"20\"><button id=\"n3\""),
        "what its print does not sort has its value: {page}"
    );
    assert!(page.contains("<td><button id=\"n2\""), "a percentage sorts by its print");
}

#[test]
fn a_sparkline_is_a_drawing_on_the_page_signs_in_markdown_and_words_in_the_file() {
    let line = |place: u32| {
        Cell::Sparkline(Arc::new(Sparkline {
            svg: format!("<svg class=\"sparkline\"><title>{place}</title></svg>"),
            description: format!("from 1 to {place}"),
            marks: vec!["a solid dot is the latest figure".to_owned()],
            signs: "▁·█".to_owned(),
            meanings: vec!["· no figure".to_owned()],
            values: Vec::new(),
        }))
    };
    let rows = (2..4).map(|place| vec![Cell::Name(format!("row {place}")), line(place)]).collect();
    let found = manuscript(Language::English, vec![table("one", &["tier", "course"], rows)], Vec::new());
    let page = html(&found);
    assert!(page.contains("<td><svg class=\"sparkline\"><title>3</title></svg></td>"), "{page}");
    let key = "<p class=\"source\">Courses: a solid dot is the latest figure</p>";
    assert_eq!(page.matches(key).count(), 1, "{page}");
    assert_eq!(
        files(&page).first().unwrap().1,
        "\u{feff}tier,course\nrow 2,from 1 to 2\nrow 3,from 1 to 3\n"
    );
    let text = markdown(&found);
    assert!(text.contains("| row 3 | ▁·█ |"), "{text}");
    assert_eq!(text.matches("Signs: · no figure").count(), 1, "{text}");
}

#[test]
fn the_data_of_a_chart_has_headings_for_readers_and_a_file_with_names_for_programs() {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let drawing = Drawing { svg: "<svg><title id=\"t\">x</title></svg>".to_owned(), spots: Vec::new() };
    let chart = Block::Illustration(Arc::new(Illustration {
        name: "growth".to_owned(),
        ordinal: 1,
        placing: 1,
        title: "Growth".to_owned(),
        description: String::new(),
        wide: drawing,
        narrow: None,
        source: String::new(),
        picture: Arc::new(Picture { png: Vec::new(), width: 0, height: 0 }),
        data: ChartData {
            columns: vec![DataColumn::Series, DataColumn::Value, DataColumn::Lower],
            rows: vec![words(&["县级", "3", ""])],
        },
    }));
    let page = html(&manuscript(Language::English, vec![chart], Vec::new()));
    assert!(page.contains("<thead><tr><th scope=\"col\">Series</th><th scope=\"col\" class=\"right\">Value</th></tr></thead>"), "{page}");
    assert!(page.contains("<td><span lang=\"zh-CN\">县级</span></td><td class=\"right\">3</td>"));
    assert_eq!(
        files(&page),
        [("members-chart-growth.csv".to_owned(), "\u{feff}series,value,lower\n县级,3,\n".to_owned())]
    );
}

#[test]
fn a_finding_says_how_grave_what_what_to_do_and_where() {
    let notice = Notice {
        severity: Severity::Warning,
        rule: "conflict.sources".to_owned(),
        message: "9700余家 is used".to_owned(),
        hint: "rank it".to_owned(),
        cells: vec![CellRef { file: "a.csv".to_owned(), sheet: None, row: 2, column: 1 }],
    };
    let found = Notices { notices: vec![notice], left_out: 3 };
    let page = html(&manuscript(Language::English, vec![Block::Notices(found)], Vec::new()));
    assert!(page.contains(
        "<li class=\"warning\"><p class=\"rule\"><code>conflict.sources</code></p><p class=\"what\"><b>Warning</b> \
         9700<span lang=\"zh-CN\">余家</span> is used</p><p class=\"hint\">rank it</p>\
         <details><summary>1 cell</summary><ul><li>a.csv › A2</li></ul></details></li>"
    ), "{page}");
    assert!(page.contains("<p>3 more: see <code>tierstat check</code>.</p>"));
}

#[test]
fn the_same_table_placed_twice_has_two_ids() {
    let rows = || vec![vec![Cell::Name("a".to_owned()), Cell::Text("b".to_owned())]];
    let blocks = vec![table("t", &["a", "b"], rows()), table("t", &["a", "b"], rows())];
    let page = html(&manuscript(Language::English, blocks, Vec::new()));
    assert!(page.contains("<table id=\"table-t\">") && page.contains("<table id=\"table-t-2\">"));
}

/// A growth table of so many rows: what a report over tiers and areas prints.
fn growth(ordinal: u32, rows: u32, numbers: &mut Vec<Number>) -> Block {
    let row = |row: u32| {
        let place = numbers.len();
        let name = format!("social work industry organisations · county · area {row} of {ordinal}");
        let (from, to) = (f64::from(1000 + row * 7), f64::from(1200 + row * 9 + ordinal));
        let first = || reading(figure(&format!("{from}家"), from, 14, row + 3, "2014-12-31"));
        let last = || reading(figure(&format!("{to}家"), to, 15, row + 3, "2015-12-31"));
        let (change, rate) = (to - from, (to - from) / from);
        let between = format!("{name} · the end of 2014 → the end of 2015");
        let percent = format!("{:.1}%", rate * 100.0);
        let both = || vec![first(), last()];
        numbers.extend([
            number(&format!("{name} · the end of 2014"), &from.to_string(), from, None, vec![first()]),
            number(&format!("{name} · the end of 2015"), &to.to_string(), to, None, vec![last()]),
            number(
                &format!("{between} · change"),
                &change.to_string(),
                change,
                Some(&format!("{to} − {from}")),
                both(),
            ),
            number(
                &format!("{between} · growth rate"),
                &percent,
                rate,
                Some(&format!("({to} − {from}) ÷ {from}")),
                both(),
            ),
            number(
                &format!("{name} · the end of 2015 · coverage"),
                &percent,
                rate,
                Some(&format!("{from} ÷ {to}")),
                both(),
            ),
        ]);
        let cells = (place..place + 5).map(Cell::Number);
        std::iter::once(Cell::Name(format!("area {row}"))).chain(cells).collect()
    };
    let rows = (0..rows).map(row).collect();
    table(&format!("growth-{ordinal}"), &["area", "2014", "2015", "change", "growth rate", "coverage"], rows)
}

#[test]
fn a_page_of_2500_numbers_in_25_tables_is_less_than_a_megabyte() {
    for language in Language::ALL {
        let mut numbers = Vec::new();
        let blocks = (1..=25).map(|ordinal| growth(ordinal, 20, &mut numbers)).collect();
        assert_eq!(numbers.len(), 2500);
        let page = html(&manuscript(language, blocks, numbers));
        if let Some(file) = std::env::var_os("TIERSTAT_KEEP_PAGE") {
            std::fs::write(file, &page).unwrap();
        }
        assert_eq!(page.matches(" popovertarget=\"").count(), 2500);
        assert!(page.len() < 1_000_000, "{language}: {} bytes", page.len());
    }
}
