//! The document of Word of small manuscripts and of bad ones, read again part by part.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod package;

use package::{Element, Package};
use std::collections::BTreeSet;
use std::sync::Arc;
use tierstat_document::{
    Alignment, Block, Cell, ChartData, Docx, Drawing, Heading, Illustration, Inline, Manuscript, Notice,
    Notices, Number, PageLayout, Picture, RowKind, Table, TableRow, TypedTable, docx,
};
use tierstat_model::{Bounds, Document, Language, Severity};

const LAYOUTS: [PageLayout; 2] = [PageLayout::Plain, PageLayout::GongwenBody];

fn written_docx(manuscript: &Manuscript, layout: PageLayout) -> Docx {
    docx(manuscript, layout).unwrap()
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

fn heading(level: u8, words: &str) -> Block {
    Block::Heading { level, id: words.to_lowercase(), text: vec![text(words)] }
}

fn number(text: &str) -> Number {
    Number {
        label: "members".to_owned(),
        text: text.to_owned(),
        unsigned_text: text.to_owned(),
        bounds: Some(Bounds::point(3.0).unwrap()),
        formula: None,
        readings: Vec::new(),
    }
}

fn table(name: &str, ordinal: usize, columns: usize, cell: &str) -> Block {
    let row = |kind: RowKind, name: &str| TableRow {
        kind,
        cells: std::iter::once(Cell::Name(name.to_owned()))
            .chain((2..columns).map(|_| Cell::Text(cell.to_owned())))
            .chain([Cell::Number(0)])
            .collect(),
    };
    Block::Table(Arc::new(Table {
        name: name.to_owned(),
        ordinal,
        title: "各级的<增长>".to_owned(),
        unit: "个".to_owned(),
        headings: (0..columns)
            .map(|place| Heading { text: format!("栏{place}"), numbers: place > 0 })
            .collect(),
        rows: vec![row(RowKind::Part, "县级"), row(RowKind::Total, "合计")],
        notes: vec!["口径有变。".to_owned()],
        source: "民政部《公报》".to_owned(),
    }))
}

fn chart(placing: usize) -> Block {
    Block::Illustration(Arc::new(Illustration {
        name: "growth".to_owned(),
        ordinal: 1,
        placing,
        title: "增至3家".to_owned(),
        description: "折线图：\n由2家增至3家".to_owned(),
        wide: Drawing { svg: "<svg/>".to_owned(), spots: Vec::new() },
        narrow: None,
        source: String::new(),
        picture: Arc::new(Picture { png: vec![0x89, b'P', b'N', b'G'], width: 960, height: 4000 }),
        data: ChartData::default(),
    }))
}

fn link(address: Option<&str>) -> Inline {
    Inline::Link { address: address.map(str::to_owned), text: vec![text("there")] }
}

/// A manuscript with a block and an inline of every kind.
fn everything(language: Language) -> Manuscript {
    let line = vec![
        text("共有"),
        Inline::Number { place: 0, unsigned: false },
        Inline::Strong(vec![
            text("家"),
            Inline::Emphasis(vec![text("同样"), Inline::Number { place: 0, unsigned: true }]),
        ]),
        Inline::LineBreak,
        Inline::Code("a < b".to_owned()),
        link(Some("https://example.org/?a=1&b=2")),
        link(Some("#table-growth")),
        link(Some("#nowhere")),
        link(Some("data/表.csv")),
        link(Some("//server/share")),
        link(Some("\\\\server\\share")),
        link(Some("javascript:alert(1)")),
        link(Some("file:///etc/passwd")),
        link(None),
        Inline::Picture { address: Some("pictures/a.svg".to_owned()), text: vec![text("a picture")] },
    ];
    let inner = Block::List {
        start: Some(4),
        items: vec![vec![paragraph("four")], vec![paragraph("five"), paragraph("more of it")]],
    };
    Manuscript {
        name: "members".to_owned(),
        title: "Members \"of\" </w:t>".to_owned(),
        language,
        blocks: vec![
            heading(1, "Title & all"),
            heading(2, "Growth"),
            Block::Paragraph(line),
            table("growth", 1, 3, "x"),
            heading(3, "Below"),
            chart(1),
            table("growth", 1, 3, "x"),
            chart(2),
            heading(2, "Lists"),
            Block::List { start: None, items: vec![vec![paragraph("one"), inner], vec![], vec![Block::Code("a\n\tb".to_owned())]] },
            Block::Quote(vec![paragraph("quoted"), Block::Quote(vec![paragraph("twice")])]),
            Block::Rule,
            Block::TypedTable(TypedTable {
                alignments: vec![Alignment::Left, Alignment::Centre, Alignment::Right],
                head: vec![vec![text("a")], vec![text("b")], vec![text("c")]],
                rows: vec![vec![vec![text("1")], vec![Inline::Number { place: 0, unsigned: false }]]],
            }),
            Block::Notices(Notices {
                notices: vec![Notice {
                    severity: Severity::Warning,
                    rule: "total.mismatch".to_owned(),
                    message: "does not add up".to_owned(),
                    hint: "look".to_owned(),
                    cells: Vec::new(),
                }],
                left_out: 2,
            }),
            Block::Sources(vec![Document {
                publisher: "民政部".to_owned(),
                title: "公报".to_owned(),
                edition: String::new(),
                url: Some("https://example.org/公报".to_owned()),
                ..serde_json::from_value(serde_json::json!({
                    "publisher": "", "title": "", "edition": "", "url": null, "published_on": null, "received_on": null, "layout": "retyped"
                })).unwrap()
            }]),
        ],
        numbers: vec![number("3,500")],
        drawing_style: String::new(),
    }
}

fn bad(blocks: Vec<Block>) -> Manuscript {
    Manuscript { blocks, ..everything(Language::Chinese) }
}

#[test]
fn every_part_is_sound_in_every_layout_and_language() {
    for layout in LAYOUTS {
        for language in Language::ALL {
            let written = written_docx(&everything(language), layout);
            assert!(written.findings.is_empty(), "{:?}", written.findings);
            let package = Package::of(&written.bytes);
            package.expect_sound();
            assert_eq!(written, written_docx(&everything(language), layout), "the same bytes twice");
        }
    }
}

#[test]
fn headings_captions_tables_and_pictures_are_what_they_are() {
    let package = Package::of(&written_docx(&everything(Language::Chinese), PageLayout::Plain).bytes);
    let document = package.part("word/document.xml");
    let styles: Vec<&str> = document.all("w:pStyle").filter_map(|style| style.attribute("w:val")).collect();
    for style in [
        "Title",
        "Heading1",
        "Heading2",
        "Caption",
        "TableUnit",
        "TableNote",
        "ListParagraph",
        "Quote",
        "Code",
        "TOC1",
    ] {
        assert!(styles.contains(&style), "{style} in {styles:?}");
    }
    // Of three tables each has a head that is repeated and rows that are not parted.
    let tables: Vec<&Element> = document.all("w:tbl").collect();
    assert_eq!(tables.len(), 3);
    for table in tables {
        let rows: Vec<&Element> = table.all("w:tr").collect();
        assert_eq!(rows.iter().filter(|row| row.all("w:tblHeader").count() == 1).count(), 1);
        assert_eq!(rows.first().unwrap().all("w:tblHeader").count(), 1);
        assert!(rows.iter().all(|row| row.all("w:cantSplit").count() == 1));
    }
    // Numbers stand at the right, and the total is marked.
    let total = document.all("w:tr").nth(2).unwrap();
    assert!(
        total.all("w:b").count() > 0
            && total.all("w:jc").any(|stand| stand.attribute("w:val") == Some("right"))
    );
    for picture in document.all("wp:docPr") {
        assert_eq!(picture.attribute("descr"), Some("折线图： 由2家增至3家"));
    }
    let (wide, high) = package.picture_size();
    assert!(wide > 0 && high <= 16838 * 635, "a picture is no higher than its page: {wide} {high}");
    // The number of a caption is counted once and then referred to.
    let instructions = document.texts("w:instrText");
    // Contents want their page numbers, and nothing else of the document asks to be computed again.
    assert_eq!(package.raw("word/document.xml").matches("w:dirty=\"true\"").count(), 1);
    for (start, count) in [("SEQ 表", 1), ("SEQ 图", 1), ("REF _Table", 1), ("REF _Chart", 1), ("TOC \\o", 1)]
    {
        let found = instructions.iter().filter(|text| text.trim().starts_with(start)).count();
        assert_eq!(found, count, "{start} in {instructions:?}");
    }
    // What is printed of a number is found by its id.
    let marks: Vec<&str> =
        document.all("w:bookmarkStart").filter_map(|mark| mark.attribute("w:name")).collect();
    assert!(marks.contains(&"n1") && marks.contains(&"n1_2"), "{marks:?}");
}

#[test]
fn only_links_that_may_be_followed_are_links() {
    let package = Package::of(&written_docx(&everything(Language::English), PageLayout::Plain).bytes);
    let relationships = package.part("word/_rels/document.xml.rels");
    let targets: BTreeSet<&str> = relationships
        .all("Relationship")
        .filter(|found| found.attribute("TargetMode") == Some("External"))
        .filter_map(|found| found.attribute("Target"))
        .collect();
    let expected = [
        "data/%E8%A1%A8.csv",
        "https://example.org/%E5%85%AC%E6%8A%A5",
        "https://example.org/?a=1&b=2",
        "pictures/a.svg",
    ];
    assert_eq!(targets, BTreeSet::from(expected));
}

#[test]
fn the_body_of_an_official_document_has_its_page_grid_levels_and_page_numbers() {
    let package = Package::of(&written_docx(&everything(Language::Chinese), PageLayout::GongwenBody).bytes);
    let document = package.part("word/document.xml");
    let grid = document.all("w:docGrid").next().unwrap();
    assert_eq!((grid.attribute("w:type"), grid.attribute("w:linePitch")), (Some("lines"), Some("580")));
    let margins = document.all("w:pgMar").next().unwrap();
    let twips = |name: &str| margins.attribute(name).unwrap().parse::<usize>().unwrap();
    // 37 mm above, 28 mm at the left, each within a millimetre; the text 156 mm wide, with room for 22 lines and 28 signs.
    assert_eq!((twips("w:top"), twips("w:left")), (2098, 1587));
    assert!(16838 - twips("w:top") - twips("w:bottom") >= 22 * 580);
    let width = 11906 - twips("w:left") - twips("w:right");
    assert!((28 * 315..29 * 315).contains(&width) && (8788..8902).contains(&width), "{width}");
    let styles = package.raw("word/styles.xml");
    for font in ["仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"] {
        assert!(styles.contains(&format!("w:eastAsia=\"{font}\"")), "{font}");
    }
    let footers = document.all("w:footerReference").filter_map(|footer| footer.attribute("w:type"));
    assert_eq!(footers.collect::<Vec<_>>(), ["even", "default"]);
    assert!(package.raw("word/footer1.xml").contains("w:rightChars=\"100\""));
    assert!(package.raw("word/footer2.xml").contains("w:leftChars=\"100\""));
    assert!(package.raw("word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    // The text gives its headings no number, so that their styles do; the contents have them.
    assert!(styles.contains("<w:numPr>"));
    let contents: Vec<String> = document.all("w:hyperlink").map(|link| link.texts("w:t").concat()).collect();
    assert!(contents.contains(&"一、Growth".to_owned()), "{contents:?}");
    let own = bad(vec![heading(1, "题"), heading(2, "一、总量"), heading(2, "二、覆盖")]);
    let package = Package::of(&written_docx(&own, PageLayout::GongwenBody).bytes);
    assert!(!package.raw("word/styles.xml").contains("<w:numPr>"));
}

#[test]
fn a_wide_table_lies_and_the_widest_stands_in_parts_that_say_so() {
    for layout in LAYOUTS {
        let lying = written_docx(
            &bad(vec![
                heading(1, "T"),
                paragraph("before"),
                table("wide", 1, 11, "1,234,567"),
                paragraph("after"),
            ]),
            layout,
        );
        assert!(lying.findings.is_empty());
        let package = Package::of(&lying.bytes);
        package.expect_sound();
        let turns = |package: &Package| -> Vec<bool> {
            package
                .part("word/document.xml")
                .all("w:pgSz")
                .map(|page| page.attribute("w:orient").is_some())
                .collect()
        };
        assert_eq!(turns(&package), [false, true, false]);

        let parted = written_docx(
            &bad(vec![heading(1, "T"), paragraph("before"), table("wide", 1, 60, "1,234,567")]),
            layout,
        );
        let package = Package::of(&parted.bytes);
        package.expect_sound();
        assert_eq!(turns(&package), [false, true]);
        let rules: Vec<&str> = parted.findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["document.wide-table"]);
        let document = package.part("word/document.xml");
        let parts: Vec<&Element> = document.all("w:tbl").collect();
        assert!(parts.len() > 1);
        let heads: Vec<Vec<String>> =
            parts.iter().map(|part| part.all("w:tr").next().unwrap().texts("w:t")).collect();
        assert!(heads.iter().all(|head| head.first().is_some_and(|name| name == "栏0")), "{heads:?}");
        let columns: Vec<&String> = heads.iter().flat_map(|head| head.iter().skip(1)).collect();
        assert_eq!(
            columns,
            (1..60).map(|place| format!("栏{place}")).collect::<Vec<_>>().iter().collect::<Vec<_>>()
        );
        assert!(document.texts("w:t").concat().contains("本表共 60 列"));
    }
}

#[test]
fn bad_names_and_long_cells_stay_whole() {
    let evil = "</w:t><w:p>&amp;\u{0}\u{1}\u{b}\u{1f}\u{fffe}\u{202e}\"'=1+1";
    let long = "长".repeat(40_000);
    let blocks = vec![
        heading(1, evil),
        paragraph(evil),
        Block::Code(evil.to_owned()),
        table(evil, 1, 3, &long),
        Block::Heading { level: 6, id: evil.to_owned(), text: vec![text(evil), link(Some(evil))] },
    ];
    let manuscript = Manuscript { title: evil.to_owned(), ..bad(blocks) };
    let written = written_docx(&manuscript, PageLayout::GongwenBody);
    let package = Package::of(&written.bytes);
    package.expect_sound();
    let words = package.part("word/document.xml").texts("w:t").concat();
    assert!(words.contains(&long) && words.contains("</w:t><w:p>&amp;<U+0000>"), "{}", &words[..300]);
    assert!(written.findings.iter().any(|finding| finding.rule == "document.long-cell"));
    // A row that is longer than a page may go on on the next one.
    let rows: Vec<usize> =
        package.part("word/document.xml").all("w:tr").map(|row| row.all("w:cantSplit").count()).collect();
    assert_eq!(rows, [1, 0, 0]);
}

#[test]
fn what_runs_from_right_to_left_is_marked_as_such() {
    let manuscript = bad(vec![paragraph("عدد الأعضاء 3500"), paragraph("名称 عدد 中文")]);
    let package = Package::of(&written_docx(&manuscript, PageLayout::Plain).bytes);
    package.expect_sound();
    let document = package.part("word/document.xml");
    let marks: Vec<(usize, usize)> =
        document.all("w:p").map(|found| (found.all("w:bidi").count(), found.all("w:rtl").count())).collect();
    assert_eq!(marks, [(1, 1), (0, 1)]);
}

#[test]
fn an_empty_manuscript_is_a_document() {
    Package::of(&written_docx(&bad(Vec::new()), PageLayout::Plain).bytes).expect_sound();
    Package::of(&written_docx(&bad(vec![table("only", 1, 60, "1,234,567")]), PageLayout::Plain).bytes)
        .expect_sound();
}
