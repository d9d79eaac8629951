//! Pages of small manuscripts: they keep to both standards, or there is no file.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;
use tierstat_chart::Fonts;
use tierstat_document::{
    Block, Cell, ChartData, Drawing, Heading, Illustration, Inline, Manuscript, Number, PageLayout, Picture,
    RowKind, Table, TableRow, TypedTable,
};
use tierstat_model::{Bounds, Language};
use tierstat_pdf::pages;

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, id: text.to_owned(), text: words(text) }
}

fn number(text: &str, value: f64) -> Number {
    Number {
        label: "members".to_owned(),
        text: text.to_owned(),
        unsigned_text: text.to_owned(),
        bounds: Some(Bounds::point(value).unwrap()),
        formula: None,
        readings: Vec::new(),
    }
}

fn table(columns: usize, rows: Vec<Vec<Cell>>) -> Block {
    let headings = (0..columns).map(|place| Heading { text: format!("列 {place}"), numbers: place > 0 });
    Block::Table(Arc::new(Table {
        name: "members".to_owned(),
        ordinal: 1,
        title: "会员 \"members\"".to_owned(),
        unit: "个".to_owned(),
        headings: headings.collect(),
        rows: rows.into_iter().map(|cells| TableRow { kind: RowKind::Part, cells }).collect(),
        notes: vec!["a note".to_owned()],
        source: "民政部, 2015年公报".to_owned(),
    }))
}

fn chart() -> Block {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\" viewBox=\"0 0 200 100\">\
               <rect width=\"100\" height=\"50\" fill=\"#0b4f8a\"/><text x=\"9\" y=\"80\">增长</text></svg>";
    Block::Illustration(Arc::new(Illustration {
        name: "growth".to_owned(),
        ordinal: 1,
        placing: 1,
        title: "增长".to_owned(),
        description: "a bar".to_owned(),
        wide: Drawing { svg: svg.to_owned(), spots: Vec::new() },
        narrow: None,
        picture: Arc::new(Picture { png: Vec::new(), width: 200, height: 100 }),
        source: String::new(),
        data: ChartData::default(),
    }))
}

/// A chart that takes more than half a page.
fn tall_chart() -> Block {
    let Block::Illustration(chart) = chart() else { panic!("a chart") };
    let svg = chart
        .wide
        .svg
        .replace("height=\"100\" viewBox=\"0 0 200 100\"", "height=\"180\" viewBox=\"0 0 200 180\"");
    let wide = Drawing { svg, spots: Vec::new() };
    Block::Illustration(Arc::new(Illustration { wide, ..chart.as_ref().clone() }))
}

fn manuscript(language: Language, blocks: Vec<Block>) -> Manuscript {
    Manuscript {
        name: "members".to_owned(),
        title: "会员 Members".to_owned(),
        language,
        blocks,
        numbers: vec![number("3,500", 3500.0)],
        drawing_style: String::new(),
    }
}

fn everything(language: Language) -> Manuscript {
    let sentence = vec![
        Inline::Text("There were ".to_owned()),
        Inline::Number { place: 0, unsigned: false },
        Inline::LineBreak,
        Inline::Strong(words("strong")),
        Inline::Emphasis(words("stressed")),
        Inline::Code("code".to_owned()),
        Inline::Link { address: Some("https://example.org/".to_owned()), text: words("a link") },
        Inline::Link { address: Some("#growth".to_owned()), text: words("inside") },
    ];
    let typed = TypedTable {
        alignments: Vec::new(),
        head: vec![words("a"), words("b")],
        rows: vec![vec![words("1")]],
    };
    let blocks = vec![
        heading(1, "会员"),
        heading(2, "一"),
        heading(4, "a level is skipped"),
        Block::Paragraph(sentence),
        heading(2, "二"),
        heading(3, "三"),
        Block::List {
            start: Some(3),
            items: vec![
                vec![Block::Paragraph(words("item"))],
                vec![Block::List { start: None, items: vec![vec![Block::Paragraph(words("inner"))]] }],
            ],
        },
        Block::Quote(vec![Block::Paragraph(words("quoted"))]),
        Block::Code("let x = 1;\n#panic()".to_owned()),
        Block::Rule,
        Block::TypedTable(typed),
        table(3, vec![vec![Cell::Name("县".to_owned()), Cell::Number(0), Cell::Empty]]),
        chart(),
        heading(2, "四"),
        heading(2, "五"),
    ];
    manuscript(language, blocks)
}

#[test]
fn every_part_of_a_report_keeps_to_both_standards_and_gives_the_same_bytes_twice() {
    for language in [Language::Chinese, Language::English] {
        for layout in [PageLayout::Plain, PageLayout::GongwenBody] {
            let report = everything(language);
            let one = pages(&report, layout, &Fonts::files()).unwrap();
            assert_eq!(one.findings, Vec::new());
            assert!(one.bytes.starts_with(b"%PDF-1.7"));
            let has = |part: &[u8]| one.bytes.windows(part.len()).any(|found| found == part);
            assert!(has(b"/StructTreeRoot") && has(b"/Lang") && has(b"/Outlines"), "{language} {layout:?}");
            assert!(one == pages(&report, layout, &Fonts::files()).unwrap());
        }
    }
}

#[test]
fn english_words_in_a_chinese_text_are_of_no_country() {
    let blocks = vec![heading(1, "会员"), Block::Paragraph(words("Annual report on charities"))];
    let found = pages(&manuscript(Language::Chinese, blocks), PageLayout::Plain, &Fonts::files()).unwrap();
    let has = |part: &[u8]| found.bytes.windows(part.len()).any(|bytes| bytes == part);
    assert!(has(b"/Lang(zh-CN)") && has(b"/Lang(en)") && !has(b"en-CN"));
}

#[test]
fn text_fills_the_page_that_a_chart_does_not_fit_on() {
    let paragraph =
        || Block::Paragraph(words(&"A chart that does not fit stands on the next page. ".repeat(9)));
    let mut blocks = vec![heading(1, "members")];
    blocks.extend((0..4).map(|_| paragraph()));
    blocks.push(tall_chart());
    blocks.extend((0..4).map(|_| paragraph()));
    let found = pages(&manuscript(Language::English, blocks), PageLayout::Plain, &Fonts::files()).unwrap();
    assert_eq!(found.count, 2, "a third page is one that begins where a blank was left");
}

#[test]
fn names_are_words_whatever_they_look_like() {
    let odd = [
        "#panic(\"x\") $ \\ \" ] ) } // /* <label> @ref *b* _e_ `r`",
        "a\u{0}\u{7}\u{1b}[31mb\tc\nd",
        "=HYPERLINK(\"http://x\") </svg><script>",
        "שלום עולם مرحبا",
        "😀 \u{10FFFD}",
        "\u{202E}reversed\u{2066}",
        "",
    ];
    let mut blocks = vec![heading(1, odd[0])];
    for text in odd {
        blocks.push(heading(2, text));
        blocks.push(Block::Paragraph(words(text)));
        blocks.push(Block::Code(text.to_owned()));
        blocks.push(table(2, vec![vec![Cell::Name(text.to_owned()), Cell::Text(text.to_owned())]]));
    }
    let found = pages(&manuscript(Language::English, blocks), PageLayout::Plain, &Fonts::files()).unwrap();
    let [lacking] = found.findings.as_slice() else { panic!("{:?}", found.findings) };
    assert_eq!(lacking.rule, "document.no-glyph");
    assert!(lacking.message.en.contains("U+1F600 (😀"), "{}", lacking.message.en);
}

#[test]
fn sixty_columns_stand_in_parts_and_forty_thousand_characters_on_pages() {
    let row = std::iter::once(Cell::Name("县".to_owned())).chain((1..60).map(|_| Cell::Number(0)));
    let blocks = vec![heading(1, "wide"), table(60, vec![row.collect()])];
    let wide = pages(&manuscript(Language::Chinese, blocks), PageLayout::Plain, &Fonts::files()).unwrap();
    assert_eq!(
        wide.findings.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(),
        ["document.wide-table"]
    );
    let long = vec![vec![Cell::Name("long".to_owned()), Cell::Text("长".repeat(40_000))]];
    let blocks = vec![heading(1, "long"), table(2, long)];
    let long = pages(&manuscript(Language::Chinese, blocks), PageLayout::Plain, &Fonts::files()).unwrap();
    assert!(long.count > 10, "{}", long.count);
}

#[test]
fn without_a_font_there_is_no_file() {
    let report = everything(Language::English);
    assert!(pages(&report, PageLayout::Plain, &[b"no font"]).is_err());
}
