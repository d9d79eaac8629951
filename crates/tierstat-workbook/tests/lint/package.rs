//! A small workbook that passes every check, written part by part, and changed in one thing.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook by name.
#[derive(Debug, Clone)]
pub(crate) struct Parts(pub(crate) BTreeMap<String, Vec<u8>>);

impl Parts {
    /// A workbook with a table, a note and a link.
    pub(crate) fn sound() -> Self {
        let relations = |lines: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
            )
        };
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
        };
        let sheet = |rows: &str, rest: &str| {
            format!(
                "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheetViews><sheetView workbookViewId=\"0\"><selection activeCell=\"A1\"/></sheetView></sheetViews>\
                 <cols><col min=\"1\" max=\"3\" width=\"12\"/></cols><sheetData>{rows}</sheetData>{rest}</worksheet>"
            )
        };
        let text = |place: &str, style: u32, text: &str| {
            format!("<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        let row = |number: u32, cells: String| format!("<row r=\"{number}\">{cells}</row>");
        let members = [
            row(1, text("A1", 1, "Members by area")),
            row(2, text("A2", 0, "One table. Blank cells: not counted.")),
            row(4, text("A4", 0, "Area") + &text("B4", 0, "Members [note 1]") + &text("C4", 0, "Clubs")),
            row(5, text("A5", 0, "North") + "<c r=\"B5\"><v>10</v></c><c r=\"C5\"><v>3</v></c>"),
            row(6, text("A6", 0, "South") + "<c r=\"B6\"><v>20</v></c><c r=\"C6\"><v>4</v></c>"),
            row(7, text("A7", 0, "West") + "<c r=\"B7\"><v>30</v></c>"),
        ];
        let notes = [
            row(1, text("A1", 1, "Notes")),
            row(2, text("A2", 0, "Statistical office")),
            row(4, text("A4", 0, "Number") + &text("B4", 0, "Note")),
            row(5, text("A5", 0, "note 1") + &text("B5", 0, "Of all ages.")),
        ];
        let table = |name: &str, area: &str, columns: &[&str]| {
            let columns: String = (1..)
                .zip(columns)
                .map(|(id, column)| format!("<tableColumn id=\"{id}\" name=\"{column}\"/>"))
                .collect();
            format!(
                "<table xmlns=\"{MAIN}\" id=\"1\" name=\"{name}\" displayName=\"{name}\" ref=\"{area}\"><tableColumns>{columns}</tableColumns></table>"
            )
        };
        let styles = format!(
            "<styleSheet xmlns=\"{MAIN}\"><fonts><font><sz val=\"11\"/></font><font><sz val=\"11\"/><color rgb=\"FFCCCCCC\"/></font></fonts>\
             <fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
             <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFFF00\"/></patternFill></fill></fills>\
             <borders><border><left/></border><border><top style=\"thin\"/></border></borders>\
             <cellStyleXfs><xf/><xf/></cellStyleXfs><cellXfs><xf/><xf xfId=\"1\"/><xf borderId=\"1\"/><xf fillId=\"2\"/><xf fontId=\"1\"/><xf><alignment wrapText=\"1\"/></xf></cellXfs>\
             <cellStyles><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/><cellStyle name=\"Heading 1\" xfId=\"1\" builtinId=\"16\"/></cellStyles></styleSheet>"
        );
        let parts = [
            ("_rels/.rels", relations(&(relation("rId1", "officeDocument", "xl/workbook.xml") + &relation("rId2", "metadata/core-properties", "docProps/core.xml")))),
            (
                "docProps/core.xml",
                "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>Members by area</dc:title></cp:coreProperties>".to_owned(),
            ),
            (
                "xl/workbook.xml",
                format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets><sheet name=\"Members\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Notes\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relations(&(relation("rId1", "worksheet", "worksheets/sheet1.xml") + &relation("rId2", "worksheet", "worksheets/sheet2.xml") + &relation("rId3", "styles", "styles.xml"))),
            ),
            ("xl/styles.xml", styles),
            ("xl/worksheets/sheet1.xml", sheet(&members.concat(), "")),
            ("xl/worksheets/_rels/sheet1.xml.rels", relations(&relation("rId1", "table", "../tables/table1.xml"))),
            ("xl/tables/table1.xml", table("members_by_area", "A4:C7", &["Area", "Members [note 1]", "Clubs"])),
            ("xl/worksheets/sheet2.xml", sheet(&notes.concat(), "<hyperlinks><hyperlink ref=\"A2\" r:id=\"rId2\"/></hyperlinks>")),
            ("xl/worksheets/_rels/sheet2.xml.rels", relations(&relation("rId1", "table", "../tables/table2.xml"))),
            ("xl/tables/table2.xml", table("notes", "A4:B5", &["Number", "Note"])),
        ];
        Self(parts.into_iter().map(|(name, part)| (name.to_owned(), part.into_bytes())).collect())
    }

    /// The same with something in place of a text that stands in a part.
    pub(crate) fn with(mut self, name: &str, from: &str, to: &str) -> Self {
        let part = self.0.get(name).unwrap_or_else(|| panic!("{name}"));
        let text = String::from_utf8(part.clone()).expect("it can be written");
        assert!(text.contains(from), "{from} in {name}");
        self.0.insert(name.to_owned(), text.replacen(from, to, 1).into_bytes());
        self
    }

    /// The same with a further part.
    pub(crate) fn and(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.0.insert(name.to_owned(), content.as_ref().to_owned());
        self
    }

    /// The bytes of the workbook.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            archive
                .start_file(name.as_str(), zip::write::SimpleFileOptions::default())
                .expect("it can be written");
            archive.write_all(content).expect("it can be written");
        }
        archive.finish().expect("it can be written").into_inner()
    }
}
