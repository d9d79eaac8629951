//! Every check on a small workbook that passes it, and on the same with one thing changed.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

// A workbook to change.
mod package;
// Files that are no workbooks, and workbooks that would exhaust a reader.
mod refused;

use package::Parts;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_workbook::lint::{CheckOutcome, lint, workbook_checks};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const RELATIONS: &str = "xl/worksheets/_rels/sheet1.xml.rels";
const TABLE: &str = "xl/tables/table1.xml";

/// The checks that fail, each with its places.
fn failures(parts: &Parts) -> BTreeMap<&'static str, Vec<String>> {
    let results = lint(&parts.bytes()).unwrap_or_else(|fault| panic!("{fault}"));
    let failed = results.into_iter().filter_map(|result| match result.outcome {
        CheckOutcome::Failed { places, .. } => {
            Some((result.check.number, places.iter().map(ToString::to_string).collect()))
        }
        _ => None,
    });
    failed.collect()
}

#[test]
fn a_sound_workbook_passes_every_check_that_a_program_can_test() {
    for result in lint(&Parts::sound().bytes()).unwrap() {
        let expected = if result.check.is_by_machine() { "passed" } else { "for-a-person" };
        assert_eq!(result.outcome.name(), expected, "{} {:?}", result.check.number, result.outcome);
    }
}

/// Changes of the sound workbook: the check, what is odd, the change, and the place that is named.
fn changes() -> Vec<(&'static str, &'static str, Parts, &'static str)> {
    let sound = Parts::sound;
    let cell = |to: &str| sound().with(SHEET, "<c r=\"C6\"><v>4</v></c>", to);
    let behind = |rest: &str| sound().with(SHEET, "</sheetData>", &format!("</sheetData>{rest}"));
    let row = |rest: &str| sound().with(SHEET, "</sheetData>", &format!("{rest}</sheetData>"));
    let text = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is>{text}</is></c>");
    let drawing = |inside: &str| {
        sound()
            .with(RELATIONS, "</Rel", "<Relationship Id=\"rId9\" Type=\"x/drawing\" Target=\"../drawings/drawing1.xml\"/></Rel")
            .and("xl/drawings/drawing1.xml", format!("<a:wsDr xmlns:a=\"a\"><a:twoCellAnchor><a:from><a:col>4</a:col><a:row>1</a:row></a:from>{inside}</a:twoCellAnchor></a:wsDr>"))
    };
    let no_sentence = |parts: Parts| parts.with(SHEET, "Blank cells: not counted.", "");
    let styled =
        |style: &str| sound().with(SHEET, "<c r=\"A5\" s=\"0\"", &format!("<c r=\"A5\" s=\"{style}\""));
    let book = "xl/workbook.xml";
    vec![
        (
            "G01",
            "a block that is no table",
            sound().with(RELATIONS, "/table\"", "/other\""),
            "Members › A4:C7",
        ),
        (
            "G02",
            "a name that a program gives",
            sound().with(TABLE, "displayName=\"members_by_area\"", "displayName=\"Table1\""),
            "Members › A4:C7",
        ),
        (
            "G02",
            "the same in Chinese",
            sound().with(TABLE, "displayName=\"members_by_area\"", "displayName=\"表1\""),
            "Members › A4:C7",
        ),
        (
            "G03",
            "merged cells",
            behind("<mergeCells><mergeCell ref=\"A2:B2\"/></mergeCells>"),
            "Members › A2:B2",
        ),
        (
            "G04",
            "a blank row",
            sound().with(SHEET, "<row r=\"6\">", "<row r=\"16\">").with(TABLE, "A4:C7", "A4:C16").with(
                SHEET,
                "<row r=\"7\">",
                "<row r=\"8\">",
            ),
            "Members › A6:C7",
        ),
        ("G05", "a name twice", sound().with(TABLE, "name=\"Clubs\"", "name=\"area\""), "Members › C4"),
        (
            "G05",
            "no header row",
            sound().with(TABLE, " ref=", " headerRowCount=\"0\" ref="),
            "Members › A4:C7",
        ),
        (
            "G05",
            "a name that a program made up",
            sound().with(TABLE, "name=\"Clubs\"", "name=\"Column3\""),
            "Members › C4",
        ),
        (
            "G05",
            "a second header row",
            sound().with(SHEET, "<c r=\"B5\"><v>10</v></c>", &text("B5", "<t>persons</t>")).with(
                SHEET,
                "<c r=\"C5\"><v>3</v></c>",
                &text("C5", "<t>clubs</t>"),
            ),
            "Members › A5:C5",
        ),
        (
            "G06",
            "a header that the next cell cuts off",
            sound().with(SHEET, "Members [note 1]", "Members of all associations of the area [note 1]"),
            "Members › B4",
        ),
        (
            "G06",
            "a Chinese one, which is twice as wide",
            sound().with(SHEET, "Members [note 1]", "各地区协会会员总数 [注1]"),
            "Members › B4",
        ),
        (
            "G06",
            "a row too low for its lines",
            sound()
                .with(SHEET, "<row r=\"5\">", "<row r=\"5\" ht=\"15\" customHeight=\"1\">")
                .with(SHEET, "<c r=\"A5\" s=\"0\"", "<c r=\"A5\" s=\"5\"")
                .with(SHEET, "North", "North and all that lies beyond the river"),
            "Members › A5",
        ),
        (
            "G07",
            "a filter of the table",
            sound().with(TABLE, "<tableColumns>", "<autoFilter ref=\"A4:C7\"/><tableColumns>"),
            "Members › A4:C7",
        ),
        (
            "G07",
            "frozen panes",
            sound().with(SHEET, "<selection", "<pane ySplit=\"4\" state=\"frozen\"/><selection"),
            "Members",
        ),
        ("G08", "an empty cell of which nothing is said", no_sentence(sound()), "Members › C7"),
        ("G08", "a sign in place of a value", cell(&text("C6", "<t>..</t>")), "Members › C6"),
        (
            "G09",
            "a hidden row",
            sound().with(SHEET, "<row r=\"6\">", "<row r=\"6\" hidden=\"1\">"),
            "Members › 6:6",
        ),
        (
            "G09",
            "a hidden column",
            sound().with(SHEET, "<cols>", "<cols><col min=\"9\" max=\"9\" hidden=\"1\"/>").with(
                SHEET,
                "max=\"3\" width=\"12\"",
                "max=\"3\" width=\"12\"",
            ),
            "Members › I:I",
        ),
        (
            "G09",
            "a hidden sheet",
            sound().with(book, "name=\"Notes\"", "state=\"hidden\" name=\"Notes\""),
            "Notes",
        ),
        (
            "G10",
            "a number wider than its column",
            cell("<c r=\"C6\"><v>1234567890123</v></c>"),
            "Members › C6",
        ),
        ("G11", "an asterisk", sound().with(SHEET, "North", "North*"), "Members › A5"),
        (
            "G11",
            "a raised figure",
            sound().with(
                SHEET,
                "<t>North</t>",
                "<r><t>North</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>",
            ),
            "Members › A5",
        ),
        (
            "G12",
            "a number in brackets without the word",
            sound().with(SHEET, "South", "South (1)"),
            "Members › A6",
        ),
        (
            "G13",
            "a mark in a cell of data",
            cell(&text("C6", "<t>4 [note 1]</t>")).with(
                SHEET,
                "</row></sheetData>",
                "<c r=\"C7\"><v>5</v></c></row></sheetData>",
            ),
            "Members › C6",
        ),
        (
            "G14",
            "a mark that no note has",
            sound().with("xl/worksheets/sheet2.xml", "<t>note 1", "<t>note 2"),
            "Members › B4",
        ),
        (
            "G14",
            "a note beside its table",
            sound().with(SHEET, "One table.", "Note 1: one table."),
            "Members › A2",
        ),
        (
            "G16",
            "a link that says nothing",
            sound().with("xl/worksheets/sheet2.xml", "Statistical office", "Click here"),
            "Notes › A2",
        ),
        (
            "G16",
            "a bare address",
            sound().with("xl/worksheets/sheet2.xml", "Statistical office", "https://example.org/a"),
            "Notes › A2",
        ),
        (
            "G18",
            "a title that is not tagged",
            sound().with(SHEET, "r=\"A1\" s=\"1\"", "r=\"A1\" s=\"0\""),
            "Members › A1",
        ),
        ("G18", "no title", sound().with(SHEET, "r=\"A1\" s=\"1\"", "r=\"D1\" s=\"1\""), "Members › A1"),
        (
            "G20",
            "a header of the page",
            behind("<headerFooter><oddHeader>&amp;LDraft</oddHeader></headerFooter>"),
            "Members",
        ),
        ("G20", "a text box", drawing("<a:sp/>"), "Members › E2"),
        (
            "G20",
            "a comment",
            sound()
                .with(
                    RELATIONS,
                    "</Rel",
                    "<Relationship Id=\"rId9\" Type=\"x/comments\" Target=\"/xl/comments1.xml\"/></Rel",
                )
                .and(
                    "xl/comments1.xml",
                    "<comments><commentList><comment ref=\"B6\"/></commentList></comments>",
                ),
            "Members › B6",
        ),
        (
            "G21",
            "a line in a row without content",
            sound().with(
                SHEET,
                "<row r=\"4\">",
                "<row r=\"3\"><c r=\"A3\" s=\"2\"/><c r=\"B3\" s=\"2\"/></row><row r=\"4\">",
            ),
            "Members › A3:B3",
        ),
        ("G22", "a fill", styled("3"), "Members › A5"),
        (
            "G22",
            "a style of tables that fills",
            sound().with(TABLE, "</table>", "<tableStyleInfo name=\"TableStyleMedium2\"/></table>"),
            "Members › A4:C7",
        ),
        (
            "G23",
            "a colour scale",
            behind(
                "<conditionalFormatting sqref=\"B5:B7\"><cfRule type=\"colorScale\"/></conditionalFormatting>",
            ),
            "Members › B5:B7",
        ),
        ("G24", "light grey on white", styled("4"), "Members › A5"),
        ("G25", "a picture", drawing("<a:pic/>"), "Members › E2"),
        ("G25", "a chart", drawing("<a:graphicFrame/>"), "Members › E2"),
        ("G26", "macros", sound().and("xl/vbaProject.bin", "x"), ""),
        (
            "G27",
            "a name that begins with a digit",
            sound().with(book, "name=\"Members\"", "name=\"2024\""),
            "2024",
        ),
        (
            "G27",
            "names that only their case tells apart",
            sound().with(book, "name=\"Members\"", "name=\"NOTES\""),
            "Notes",
        ),
        (
            "G28",
            "a blank sheet",
            sound().and("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"),
            "Notes",
        ),
        (
            "G29",
            "a text beside column A",
            sound().with(
                SHEET,
                "<row r=\"4\">",
                &format!("<row r=\"3\">{}</row><row r=\"4\">", text("C3", "<t>persons</t>")),
            ),
            "Members › C3",
        ),
        ("G30", "a table that begins in column B", sound().with(TABLE, "A4:C7", "B4:C7"), "Members › B4:C7"),
        (
            "G31",
            "a text below the table",
            row(&format!("<row r=\"9\">{}</row>", text("A9", "<t>Source: census</t>"))),
            "Members › A9",
        ),
        (
            "G32",
            "a second table",
            row(&format!(
                "<row r=\"9\">{}{}</row><row r=\"10\">{}<c r=\"B10\"><v>5</v></c></row>",
                text("A9", "<t>Area</t>"),
                text("B9", "<t>Staff</t>"),
                text("A10", "<t>North</t>")
            )),
            "Members › A9:B10",
        ),
        ("G35", "no title of the document", sound().with("docProps/core.xml", "Members by area", ""), ""),
        (
            "G35",
            "a language that is none",
            sound().with("docProps/core.xml", "</dc:title>", "</dc:title><dc:language>?</dc:language>"),
            "",
        ),
        (
            "G36",
            "a cursor elsewhere",
            sound().with(SHEET, "activeCell=\"A1\"", "activeCell=\"C3\""),
            "Members › C3",
        ),
        ("G36", "another sheet in front", sound().with(book, "activeTab=\"0\"", "activeTab=\"1\""), "Notes"),
    ]
}

#[test]
fn a_check_fails_where_one_thing_is_odd_and_names_the_place() {
    let mut met = BTreeSet::new();
    for (check, odd, parts, place) in changes() {
        let found = failures(&parts);
        let places = found.get(check).cloned().unwrap_or_default();
        assert!(places.iter().any(|found| found == place), "{check}, {odd}: {found:?}");
        met.insert(check);
    }
    let of_machine = workbook_checks().iter().filter(|check| check.is_by_machine());
    let unmet: Vec<&str> =
        of_machine.map(|check| check.number).filter(|number| !met.contains(number)).collect();
    assert!(unmet.is_empty(), "no change makes these fail: {unmet:?}");
}

#[test]
fn what_is_no_fault_is_let_pass() {
    let sound = Parts::sound;
    for (odd, parts) in [
        (
            "a power of a unit",
            sound().with(
                SHEET,
                "<t>North</t>",
                "<r><t>North, km</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>2</t></r>",
            ),
        ),
        (
            "a text that flows over empty cells",
            sound().with(SHEET, "One table.", "One table, of all areas in which there is an association."),
        ),
        (
            "a white fill",
            sound().with("xl/styles.xml", "FFFFFF00", "FFFFFFFF").with(
                SHEET,
                "<c r=\"A5\" s=\"0\"",
                "<c r=\"A5\" s=\"3\"",
            ),
        ),
        ("a sentence on empty cells in Chinese", sound().with(SHEET, "Blank cells", "空单元格")),
        ("a part in UTF-16", {
            let parts = sound();
            let text = String::from_utf8(parts.0[SHEET].clone()).unwrap();
            let wide: Vec<u8> =
                "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            parts.and(SHEET, wide)
        }),
        (
            "how a word is pronounced",
            sound().with(
                SHEET,
                "<t>North</t>",
                "<t>North</t><rPh sb=\"0\" eb=\"1\"><t>a very long way to pronounce it in full</t></rPh>",
            ),
        ),
    ] {
        assert!(failures(&parts).is_empty(), "{odd}: {:?}", failures(&parts));
    }
}

#[test]
fn empty_cells_of_merged_ones_and_an_untagged_table_are_told() {
    let parts = Parts::sound().with(RELATIONS, "/table\"", "/other\"");
    let results = lint(&parts.bytes()).unwrap();
    let outcome =
        |number: &str| results.iter().find(|result| result.check.number == number).unwrap().outcome.name();
    // The table of notes is marked up, so that there is one to ask.
    assert_eq!((outcome("G01"), outcome("G05"), outcome("G02")), ("failed", "passed", "passed"));
    let both = parts.with("xl/worksheets/_rels/sheet2.xml.rels", "/table\"", "/other\"");
    let results = lint(&both.bytes()).unwrap();
    let outcome =
        |number: &str| results.iter().find(|result| result.check.number == number).unwrap().outcome.name();
    assert_eq!(
        (outcome("G01"), outcome("G05"), outcome("G02")),
        ("failed", "not-applicable", "not-applicable")
    );
}

/// The README says each check as the program does.
#[test]
fn the_readme_has_every_check() {
    let readme = include_str!("../../README.md").replace("\\[", "[").replace("\\]", "]");
    for check in workbook_checks() {
        let row = |text: &str| {
            readme.lines().any(|line| {
                line.starts_with(&format!(
                    "| {} `{}`",
                    check.number,
                    check.rule.trim_start_matches("workbook.")
                )) && line.contains(text)
            })
        };
        let (asks, tests, unseen) = (check.asks(), check.tests(), check.cannot_see());
        for text in [&asks.en, &asks.zh, &tests.en, &tests.zh, &unseen.en, &unseen.zh] {
            assert!(row(text), "{}: {text}", check.number);
        }
    }
}

/// Workbooks as offices publish them, where they lie beside the repository: each is read, and none passes all.
#[test]
fn real_workbooks_are_checked() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/real/files");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not here", folder.display());
        return;
    };
    for path in entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "xlsx"))
    {
        let results = lint(&std::fs::read(&path).unwrap())
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        assert!(results.iter().any(|result| result.outcome.name() == "failed"), "{}", path.display());
    }
}
