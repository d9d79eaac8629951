//! Workbooks of Office Open XML (ECMA-376 part 1, section 18).

use super::archive::zipped;
use super::{Fault, Right};
use std::fmt::Write;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet, part by part.
pub(super) struct Book {
    pub(super) sheet: String,
    pub(super) sheets: String,
    pub(super) names: String,
    pub(super) relations: String,
    pub(super) styles: Option<String>,
    pub(super) strings: Option<String>,
}

impl Book {
    /// Two cells.
    pub(super) fn row(number: u32) -> String {
        format!(
            "<row r=\"{number}\"><c r=\"A{number}\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B{number}\"><v>{number}</v></c></row>"
        )
    }

    pub(super) fn of_rows(rows: &str) -> Self {
        Self::of_sheet(&format!("<sheetData>{rows}</sheetData>"))
    }

    pub(super) fn of_sheet(inside: &str) -> Self {
        Self {
            sheet: format!("<worksheet xmlns=\"{MAIN}\">{inside}</worksheet>"),
            sheets: "<sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/>".to_owned(),
            names: String::new(),
            relations: format!(
                "<Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            ),
            styles: None,
            strings: None,
        }
    }

    fn with_styles(self, inside: &str) -> Self {
        Self { styles: Some(format!("<styleSheet xmlns=\"{MAIN}\">{inside}</styleSheet>")), ..self }
    }

    fn with_strings(self, part: String) -> Self {
        Self { strings: Some(part), ..self }
    }

    pub(super) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let workbook = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{}</sheets><definedNames>{}</definedNames></workbook>",
            self.sheets, self.names
        );
        let package = format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let relations = format!("<Relationships xmlns=\"{PACKAGE}\">{}</Relationships>", self.relations);
        let mut parts = vec![
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", package),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/sheet1.xml", self.sheet.clone()),
        ];
        parts.extend(self.styles.clone().map(|styles| ("xl/styles.xml", styles)));
        parts.extend(self.strings.clone().map(|strings| ("xl/sharedStrings.xml", strings)));
        parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
    }

    pub(super) fn zipped(&self) -> Vec<u8> {
        zipped(&self.parts())
    }

    fn fault(&self, name: &'static str, right: Right) -> Fault {
        let unpacked = self.parts().iter().map(|(_, content)| content.len()).sum();
        Fault::new(name, right, self.zipped()).unpacking_to(unpacked)
    }
}

/// Many times the same, numbered.
fn many(count: u32, each: impl Fn(u32, &mut String)) -> String {
    let mut text = String::new();
    (0..count).for_each(|number| each(number, &mut text));
    text
}

fn row() -> Book {
    Book::of_rows(&Book::row(1))
}

fn strings() -> Vec<Fault> {
    let cell = Book::of_rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1</v></c></row>");
    let table = |head: &str| format!("{head}<si><t>a</t></si></sst>");
    let comment = format!("<!--{}-->", "x".repeat(3000));
    let far = Book { sheet: cell.sheet.clone(), ..row() };
    vec![
        Book { sheet: cell.sheet.clone(), ..row() }
            .with_strings(table("<sst uniqueCount=\"4294967295\">"))
            .fault("strings-that-claim-four-billion.xlsx", Right::Refused),
        Book { sheet: cell.sheet.clone(), ..row() }
            .with_strings(table(&format!("{comment}<sst uniqueCount = '99999999999'>")))
            .fault("strings-that-claim-behind-a-comment.xlsx", Right::Refused),
        Book { sheet: cell.sheet.clone(), ..row() }
            .with_strings(table("<x:sst xmlns:x=\"x\" count=\"1\" uniqueCount=\"18446744073709551615\">"))
            .fault("strings-that-claim-by-another-prefix.xlsx", Right::Refused),
        far.with_strings("<sst><si><t>a</t></si><si><r><t>b".to_owned())
            .fault("strings-cut-in-a-run.xlsx", Right::Refused),
        Book { sheet: cell.sheet.clone(), ..row() }
            .with_strings("<sst><si><t>a</t><rPh><t>b".to_owned())
            .fault("strings-cut-in-a-reading.xlsx", Right::Refused),
        Book { sheet: cell.sheet, ..row() }
            .with_strings(format!("<sst>{}</sst>", "<si/>".repeat(400_000)))
            .fault("strings-by-the-hundred-thousand.xlsx", Right::Read),
    ]
}

fn styles() -> Vec<Fault> {
    let long = "0".repeat(1 << 20);
    vec![
        row()
            .with_styles(&format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(400_000)))
            .fault("styles-by-the-hundred-thousand.xlsx", Right::Read),
        row()
            .with_styles(&format!(
                "<fonts><font><name val=\"{long}\"/></font></fonts><cellXfs>{}</cellXfs>",
                "<xf fontId=\"0\"/>".repeat(20_000)
            ))
            .fault("a-font-of-a-megabyte-twenty-thousand-times.xlsx", Right::Read),
        row()
            .with_styles(&format!(
                "<numFmts><numFmt numFmtId=\"164\" formatCode=\"{long}\"/></numFmts><cellXfs>{}</cellXfs>",
                "<xf numFmtId=\"164\"/>".repeat(20_000)
            ))
            .fault("a-format-of-a-megabyte-twenty-thousand-times.xlsx", Right::Refused),
        row()
            .with_styles(&format!(
                "<numFmts>{}</numFmts>",
                many(300_000, |number, text| {
                    let _ = write!(text, "<numFmt numFmtId=\"{number}\" formatCode=\"0\"/>");
                })
            ))
            .fault("number-formats-by-the-hundred-thousand.xlsx", Right::Read),
        row()
            .with_styles("<fonts><font><name val=\"a\"/>")
            .fault("styles-cut-in-a-font.xlsx", Right::Refused),
        row().with_styles("<cellXfs><xf numFmtId=\"1\">").fault("styles-cut-in-a-style.xlsx", Right::Refused),
    ]
}

fn sheets() -> Vec<Fault> {
    let blanks = "<c/>".repeat(200_000);
    let sheets = many(900, |number, text| {
        let _ = write!(text, "<sheet name=\"s{number}\" sheetId=\"{number}\" r:id=\"r1\"/>");
    });
    let thousands = many(20_000, |number, text| {
        let _ = write!(text, "<sheet name=\"s{number}\" sheetId=\"{number}\" r:id=\"r1\"/>");
    });
    let to =
        |target: &str| format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"{target}\"/>");
    vec![
        Book { sheets, ..Book::of_rows(&format!("{}<row>{blanks}</row>", Book::row(1))) }
            .fault("nine-hundred-sheets-of-one-part.xlsx", Right::Read),
        Book { sheets: thousands, ..row() }.fault("twenty-thousand-sheets.xlsx", Right::Refused),
        Book { relations: to("workbook.xml"), ..row() }
            .fault("a-sheet-that-is-the-workbook.xlsx", Right::Read),
        Book { relations: to("../".repeat(100_000).as_str()), ..row() }
            .fault("a-target-of-a-hundred-thousand-steps.xlsx", Right::Read),
        Book {
            relations: many(60_000, |number, text| {
                let _ = write!(
                    text,
                    "{}",
                    to("worksheets/sheet1.xml").replace("r1", &format!("r{}", number + 1))
                );
            }),
            ..row()
        }
        .fault("relations-by-the-ten-thousand.xlsx", Right::Read),
        Book {
            names: many(100_000, |number, text| {
                let _ = write!(text, "<definedName name=\"n{number}\">s!A1</definedName>");
            }),
            ..row()
        }
        .fault("names-by-the-hundred-thousand.xlsx", Right::Read),
    ]
}

fn cells() -> Vec<Fault> {
    let deep = format!("{}1{}", "<a>".repeat(300_000), "</a>".repeat(300_000));
    let merged = |range: &str, count: usize| {
        Book::of_sheet(&format!(
            "<sheetData>{}{}<row r=\"3000\"><c r=\"Z3000\"><v>1</v></c></row></sheetData><mergeCells>{}</mergeCells>",
            Book::row(1),
            Book::row(2),
            format!("<mergeCell ref=\"{range}\"/>").repeat(count)
        ))
    };
    let sheet = |head: &str| Book::of_sheet(&format!("{head}<sheetData>{}</sheetData>", Book::row(1)));
    vec![
        sheet("<dimension ref=\"A1:XFD1048576\"/>").fault("a-dimension-that-lies.xlsx", Right::Read),
        sheet(&format!("<cols>{}</cols>", "<col min=\"1\" max=\"4294967295\" hidden=\"1\"/>".repeat(20_000)))
            .fault("hidden-columns-without-end.xlsx", Right::Read),
        merged("A1:Z3000", 200_000).fault("one-region-merged-two-hundred-thousand-times.xlsx", Right::Read),
        merged("A1:XFD1048576", 100_000).fault("all-cells-merged-a-hundred-thousand-times.xlsx", Right::Read),
        Book::of_rows(&format!("<row r=\"1\"><c r=\"A1\"><v>{deep}</v></c></row>"))
            .fault("elements-three-hundred-thousand-deep.xlsx", Right::Read),
        Book::of_rows(&format!("<row r=\"1\"><c r=\"A1\" t=\"{}\"><v>1</v></c></row>", "x".repeat(4 << 20)))
            .fault("an-attribute-of-four-megabytes.xlsx", Right::Refused),
        Book::of_rows(&format!(
            "<row {}><c r=\"A1\"><v>1</v></c></row>",
            many(50_000, |number, text| {
                let _ = write!(text, "a{number}=\"1\" ");
            })
        ))
        .fault("fifty-thousand-attributes.xlsx", Right::Read),
        Book::of_rows(
            "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"4294967295\" ref=\"A1:A2\">1</f></c><c r=\"B1\"><v>1</v></c></row>",
        )
        .fault("a-shared-formula-of-number-four-billion.xlsx", Right::Read),
        // The longest text that a cell may hold, as the label of each of many rows.
        Book::of_rows(&many(2_000, |number, text| {
            let row = number + 1;
            let _ = write!(text, "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c><c r=\"B{row}\"><v>{row}</v></c></row>");
        }))
        .with_strings(format!("<sst xmlns=\"{MAIN}\"><si><t>{}</t></si></sst>", "字".repeat(32_767)))
        .fault("one-label-of-a-hundred-kilobytes-in-two-thousand-rows.xlsx", Right::Read),
        Book::of_rows("<row r=\"4294967295\"><c><v>1</v></c><c><v>1</v></c></row>")
            .fault("a-row-of-number-four-billion.xlsx", Right::Refused),
        Book::of_rows("<row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row>")
            .fault("a-column-of-seven-letters.xlsx", Right::Refused),
        Book::of_rows(&format!("<row r=\"1\">{}</row>", "<c r=\"A1\"><v>1</v></c>".repeat(100_000)))
            .fault("one-cell-a-hundred-thousand-times.xlsx", Right::Read),
        Book::of_rows(&many(60, |number, text| {
            let _ = write!(
                text,
                "<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c><c r=\"XFD{0}\"><v>1</v></c></row>",
                number * 17_000 + 1
            );
        }))
        .fault("sixty-rows-far-apart.xlsx", Right::Refused),
        Book { sheet: format!("<worksheet><sheetData>{}", Book::row(1)), ..row() }
            .fault("a-sheet-cut-behind-a-row.xlsx", Right::Refused),
        Book { sheet: "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f>1".to_owned(), ..row() }
            .fault("a-sheet-cut-in-a-formula.xlsx", Right::Refused),
        Book {
            sheet: format!("<worksheet><sheetData>{}</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/>", Book::row(1)),
            ..row()
        }
        .fault("a-sheet-cut-in-its-regions.xlsx", Right::Refused),
    ]
}

pub(super) fn faults() -> Vec<Fault> {
    [strings(), styles(), sheets(), cells()].into_iter().flatten().collect()
}
