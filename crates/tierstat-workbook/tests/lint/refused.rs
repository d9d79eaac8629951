//! Files that are no workbooks, and workbooks that would exhaust a reader: each is refused with what it is and what to do.

use crate::package::Parts;
use tierstat_workbook::lint::{LintFault, lint};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn fault(content: &[u8]) -> LintFault {
    lint(content).expect_err("it is refused")
}

fn compound(stream: &str) -> Vec<u8> {
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(512, 0);
    file.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    file
}

#[test]
fn other_files_are_told_by_what_they_are() {
    let archive = |name: &str| Parts(Default::default()).and(name, "x").and("mimetype", "x").bytes();
    for (content, expected) in [
        (b"area,members\nnorth,10\n".to_vec(), "text, such as CSV"),
        ("地区,会员数\n北区,10\n".as_bytes().to_vec(), "text, such as CSV"),
        (b"<!DOCTYPE html><table></table>".to_vec(), "a web page"),
        (b"%PDF-1.7".to_vec(), "a PDF document"),
        (compound("Workbook"), "the old format (.xls)"),
        (archive("content.xml"), "(.ods)"),
        (archive("xl/workbook.bin"), "(.xlsb)"),
        (archive("word/document.xml"), "a Word document"),
        (archive("readme.txt"), "a zip archive"),
    ] {
        let fault = fault(&content);
        assert!(
            matches!(fault, LintFault::OtherKind { .. }) && fault.to_string().contains(expected),
            "{fault}"
        );
        assert!(
            (fault.hint().en.contains("save it as .xlsx")
                || fault.hint().en.contains("ask for the workbook")),
            "{fault}"
        );
    }
    assert_eq!(fault(b""), LintFault::Empty);
    assert_eq!(fault(&compound("EncryptedPackage")), LintFault::Locked);
}

#[test]
fn broken_and_hostile_workbooks_are_refused() {
    let sound = Parts::sound();
    let whole = sound.bytes();
    let with = |part: &str| fault(&Parts::sound().and(SHEET, part).bytes());
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    for (odd, fault, expected) in [
        ("a cut file", fault(&whole[..whole.len() / 2]), "damaged"),
        ("a cut part", with("<worksheet><sheetData>"), "ends inside"),
        (
            "a document type",
            with("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet>&b;</worksheet>"),
            "document type definition",
        ),
        (
            "an entity of nowhere",
            with("<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"),
            "stands for",
        ),
        ("deep elements", with(&deep), "levels of XML"),
        ("a row beyond the last", with("<worksheet><row r=\"4000000000\"/></worksheet>"), "too large: rows"),
        (
            "a column beyond the last",
            with(&format!(
                "<worksheet><row r=\"1\">{}</row></worksheet>",
                "<c s=\"1\"><v>1</v></c>".repeat(16_385)
            )),
            "too large: columns",
        ),
        (
            "a part that swells",
            fault(&Parts::sound().and(SHEET, vec![b' '; 20 << 20]).bytes()),
            "bytes after unpacking",
        ),
        (
            "a sheet without its part",
            {
                let mut parts = Parts::sound();
                parts.0.remove(SHEET);
                fault(&parts.bytes())
            },
            "missing",
        ),
        (
            "no main part",
            {
                let mut parts = Parts::sound();
                parts.0.remove("xl/workbook.xml");
                fault(&parts.bytes())
            },
            "main part",
        ),
    ] {
        assert!(fault.to_string().contains(expected), "{odd}: {fault}");
        assert!(!fault.localized().zh.is_empty() && !fault.hint().zh.is_empty(), "{odd}");
    }
}

#[test]
fn no_cut_and_no_flipped_byte_panics() {
    let whole = Parts::sound().bytes();
    for place in (0..whole.len()).step_by(7) {
        let _ = lint(&whole[..place]);
        let mut flipped = whole.clone();
        flipped[place] ^= 0x55;
        let _ = lint(&flipped);
    }
}

/// A million rows and a merge in each are within the limits or refused, and neither takes long.
#[test]
fn a_sheet_of_many_odd_rows_ends() {
    let rows: String = (1..=60_000).map(|row| format!("<row r=\"{row}\" hidden=\"1\"><c r=\"A{row}\"><v>1</v></c><c r=\"XFD{row}\"><v>2</v></c></row>")).collect();
    let merges: String = (1..=60_000).map(|row| format!("<mergeCell ref=\"B{row}:C{row}\"/>")).collect();
    let sheet =
        format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>");
    assert!(lint(&Parts::sound().and(SHEET, sheet).bytes()).is_ok());
}

/// One long text that many cells share is read once, and not for each of them.
#[test]
fn a_long_text_of_many_cells_takes_no_long_time() {
    let texts = format!("<sst><si><t>{}</t></si></sst>", "Members of the [note 1] association, ".repeat(900));
    let rows: String = (1..=20_000)
        .map(|row| format!("<row r=\"{row}\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(5)))
        .collect();
    let parts = Parts::sound()
        .with(
            "xl/_rels/workbook.xml.rels",
            "</Rel",
            "<Relationship Id=\"rId9\" Type=\"x/sharedStrings\" Target=\"texts.xml\"/></Rel",
        )
        .and("xl/texts.xml", texts)
        .and(SHEET, format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
    let results = lint(&parts.bytes()).expect("it is read");
    assert!(results.iter().any(|result| result.check.number == "G06" && result.outcome.name() == "failed"));
}
