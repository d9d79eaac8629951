//! Workbooks of small manuscripts in both layouts, read back part by part.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;
use tierstat_document::{
    Block, Cell, ChartData, DataColumn, Drawing, Heading, Illustration, Inline, Manuscript, Number, Picture,
    RowKind, Table, TableRow, WorkbookLayout,
};
use tierstat_model::{Bounds, Language};
use tierstat_workbook::lint::{CheckOutcome, lint};
use tierstat_workbook::{WorkbookText, workbook};

fn number(text: &str, lower: f64, upper: f64) -> Number {
    let bounds =
        if lower.to_bits() == upper.to_bits() { Bounds::point(lower) } else { Bounds::closed(lower, upper) };
    Number {
        label: "members".to_owned(),
        text: text.to_owned(),
        unsigned_text: text.to_owned(),
        bounds: Some(bounds.unwrap()),
        formula: None,
        readings: Vec::new(),
    }
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

/// A table with a number, a rough number, a rate, an empty cell and a total.
fn table(title: &str, headings: [&str; 4]) -> Block {
    let row = |kind, name: &str, cells: [Cell; 3]| {
        let [one, two, three] = cells;
        TableRow { kind, cells: vec![Cell::Name(name.to_owned()), one, two, three] }
    };
    Block::Table(Arc::new(Table {
        name: "members".to_owned(),
        ordinal: 1,
        title: title.to_owned(),
        unit: String::new(),
        headings: headings
            .into_iter()
            .enumerate()
            .map(|(place, text)| Heading { text: text.to_owned(), numbers: place > 0 })
            .collect(),
        rows: vec![
            row(RowKind::Part, "=1+1", [Cell::Number(0), Cell::Number(1), Cell::Number(2)]),
            row(RowKind::Total, "all", [Cell::Number(3), Cell::Number(0), Cell::Empty]),
        ],
        notes: vec!["some are not counted".to_owned()],
        source: "民政部, 2015年公报; Xinhua".to_owned(),
    }))
}

fn chart() -> Block {
    let line = |cells: [&str; 9]| cells.map(str::to_owned).to_vec();
    let columns = vec![
        DataColumn::Series,
        DataColumn::Day,
        DataColumn::Period,
        DataColumn::Printed,
        DataColumn::Value,
        DataColumn::Lower,
        DataColumn::Upper,
        DataColumn::Status,
        DataColumn::Reason,
    ];
    let mut rows = Vec::new();
    for (year, value) in [(2013, "1"), (2014, ""), (2015, "3.5")] {
        rows.push(line([
            "county",
            &format!("{year}-12-31"),
            &year.to_string(),
            value,
            value,
            value,
            value,
            "A",
            "",
        ]));
    }
    Block::Illustration(Arc::new(Illustration {
        name: "growth".to_owned(),
        ordinal: 1,
        placing: 1,
        title: "Growth".to_owned(),
        description: "A line from 1 to 3.5.".to_owned(),
        wide: Drawing { svg: String::new(), spots: Vec::new() },
        narrow: None,
        picture: Arc::new(Picture { png: Vec::new(), width: 0, height: 0 }),
        source: "Xinhua".to_owned(),
        data: ChartData { columns, rows },
    }))
}

fn manuscript(language: Language, table: Block) -> Manuscript {
    let blocks = vec![
        Block::Heading { level: 1, id: "members".to_owned(), text: words("Members") },
        Block::Paragraph(vec![
            Inline::Text("There are ".to_owned()),
            Inline::Number { place: 0, unsigned: false },
            Inline::Text(".".to_owned()),
        ]),
        table,
        chart(),
    ];
    Manuscript {
        name: "members".to_owned(),
        title: "Members by tier".to_owned(),
        language,
        blocks,
        numbers: vec![
            number("4,686", 4686.0, 4686.0),
            number("more than 3,500", 3500.0, 3600.0),
            number("33.3%", 1.0 / 3.0, 1.0 / 3.0),
            number("9,000", 9000.0, 9000.0),
        ],
        drawing_style: String::new(),
    }
}

fn english() -> Manuscript {
    manuscript(Language::English, table("Members", ["tier", "members", "rough", "rate"]))
}

fn chinese() -> Manuscript {
    manuscript(Language::Chinese, table("会员", ["层级", "会员", "约数", "比率"]))
}

fn written(text: &Manuscript, beside: Option<&Manuscript>, layout: WorkbookLayout) -> Vec<u8> {
    let width_of = |text: &str| text.chars().map(|sign| if sign.is_ascii() { 1.0 } else { 2.0 }).sum();
    let text = WorkbookText { manuscript: text, beside, width_of: &width_of };
    let one = workbook(text, layout).unwrap();
    assert_eq!(one.findings, Vec::new());
    assert!(one == workbook(text, layout).unwrap(), "the same bytes twice");
    one.bytes
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

#[test]
fn an_accessible_workbook_passes_all_checks_that_a_program_can_make() {
    for text in [english(), chinese()] {
        let bytes = written(&text, None, WorkbookLayout::Accessible);
        let checked = lint(&bytes).unwrap();
        let failed: Vec<_> =
            checked.iter().filter(|check| matches!(check.outcome, CheckOutcome::Failed { .. })).collect();
        assert!(failed.is_empty(), "{failed:#?}");
    }
}

#[test]
fn a_number_is_its_value_with_all_digits_and_a_rough_one_has_its_bounds_beside_it() {
    let parts = parts(&written(&english(), None, WorkbookLayout::Accessible));
    let shared = &parts["xl/sharedStrings.xml"];
    for text in [
        "more than 3,500",
        "rough (lower bound)",
        "rough (upper bound)",
        "There are 4,686.",
        "[note 1]",
        "=1+1",
    ] {
        assert!(shared.contains(text), "{text}");
    }
    let sheet = parts.values().find(|sheet| sheet.contains("<v>0.3333333333333333</v>")).unwrap();
    for value in ["<v>4686</v>", "<v>3500</v>", "<v>3600</v>", "<v>9000</v>"] {
        assert!(sheet.contains(value), "{value}: {sheet}");
    }
    // An exact number beside a rough one stays a number with the format of its print: the column, both bounds, and the other column.
    assert_eq!(sheet.matches("<v>4686</v>").count(), 4, "{sheet}");
    assert!(!shared.contains("<t>4,686</t>"), "{shared}");
    // What looks like a formula is none.
    assert!(!parts.values().any(|part| part.contains("<f>")));
    assert!(
        parts["xl/styles.xml"].contains("0.0%")
            && parts["docProps/core.xml"].contains("<dc:language>en</dc:language>")
    );
}

#[test]
fn the_notes_explain_the_statuses_that_stand_in_charts_in_the_language_of_the_workbook() {
    for (text, named, meant, not_there) in [
        (english(), "Status A", "a figure as it was published", "Status P"),
        (chinese(), "状态 A", "照常公布的数", "状态 P"),
    ] {
        let parts = parts(&written(&text, None, WorkbookLayout::Accessible));
        let shared = &parts["xl/sharedStrings.xml"];
        assert!(shared.contains(named) && shared.contains(meant), "{shared}");
        assert!(!shared.contains(not_there), "{shared}");
    }
}

#[test]
fn a_yearbook_has_heads_in_both_languages_of_which_marks_and_charts_with_gaps() {
    let (own, other) = (chinese(), english());
    let parts = parts(&written(&own, Some(&other), WorkbookLayout::Yearbook));
    let shared = &parts["xl/sharedStrings.xml"];
    for text in ["会员\nmembers", "表1\nTable 1", "#=1+1", "注：some are not counted", "资料来源："]
    {
        assert!(shared.contains(text), "{text}: {shared}");
    }
    let chart = &parts["xl/charts/chart1.xml"];
    assert!(chart.contains("lineChart") && chart.contains("<c:dispBlanksAs val=\"gap\"/>"), "{chart}");
}

#[test]
fn a_cell_holds_so_many_characters_and_the_finding_says_which_is_cut() {
    let long = Block::Paragraph(words(&"长".repeat(40_000)));
    let text = Manuscript { blocks: vec![long], ..english() };
    let width_of = |text: &str| text.len() as f64;
    let text = WorkbookText { manuscript: &text, beside: None, width_of: &width_of };
    let found = workbook(text, WorkbookLayout::Accessible).unwrap().findings;
    let [cut] = found.as_slice() else { panic!("{found:?}") };
    assert!(cut.rule == "document.long-cell" && cut.message.en.contains("Text › B4"), "{}", cut.message.en);
}
