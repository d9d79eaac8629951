//! Writes tiny workbooks for tests, part by part, so that each oddity can be read in the test that makes it.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// One sheet of an .xlsx: its name, its rows as XML, and the merged ranges.
pub(crate) struct SheetXml<'a> {
    pub name: &'a str,
    /// The content of `<sheetData>`.
    pub rows: &'a str,
    pub merged: &'a [&'a str],
    /// What the sheet says of its own extent, true or not.
    pub dimension: &'a str,
    /// `visible`, `hidden` or `veryHidden`.
    pub state: &'a str,
    /// The content of `<cols>`.
    pub columns: &'a str,
}

impl Default for SheetXml<'_> {
    fn default() -> Self {
        Self { name: "表1", rows: "", merged: &[], dimension: "A1", state: "visible", columns: "" }
    }
}

/// Zips parts into an archive.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An .xlsx of sheets. Cell style 1 prints in percent, style 2 as a date, styles 3 and 4 as dates of East Asian programs
/// (built-in formats 31 and 57, which no file writes out).
pub(crate) fn xlsx(sheets: &[SheetXml<'_>]) -> Vec<u8> {
    xlsx_with("", sheets)
}

/// An .xlsx with properties, such as `date1904="1"`.
pub(crate) fn xlsx_with(properties: &str, sheets: &[SheetXml<'_>]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut types = String::from(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    );
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, sheet) in (1..).zip(sheets) {
        types.push_str(&format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        ));
        listed.push_str(&format!(
            "<sheet name=\"{}\" sheetId=\"{number}\" state=\"{}\" r:id=\"rId{number}\"/>",
            sheet.name, sheet.state
        ));
        related.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        let columns = sheet.columns;
        let columns = if columns.is_empty() { String::new() } else { format!("<cols>{columns}</cols>") };
        let merged: String =
            sheet.merged.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        let merged = if merged.is_empty() { merged } else { format!("<mergeCells>{merged}</mergeCells>") };
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns=\"{MAIN}\"><dimension ref=\"{}\"/>{}<sheetData>{}</sheetData>{merged}</worksheet>",
                sheet.dimension, columns, sheet.rows),
        ));
    }
    types.push_str(
        "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>",
    );
    let styles_relation =
        format!("<Relationship Id=\"styles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>");
    parts.extend([
        ("[Content_Types].xml".to_owned(), types),
        (
            "_rels/.rels".to_owned(),
            format!("<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><workbookPr {properties}/><sheets>{listed}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{RELATIONS}\">{related}{styles_relation}</Relationships>"),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"#,##0,\"/>\
                 <numFmt numFmtId=\"165\" formatCode=\"0!.0,&quot;万&quot;\"/></numFmts><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills>\
                 <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\"/></cellStyleXfs>\
                 <cellXfs count=\"7\"><xf numFmtId=\"0\"/><xf numFmtId=\"10\" applyNumberFormat=\"1\"/>\
                 <xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"31\" applyNumberFormat=\"1\"/>\
                 <xf numFmtId=\"57\" applyNumberFormat=\"1\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/>\
                 <xf numFmtId=\"165\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
    ]);
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    zipped(&parts)
}

/// A row of text and number cells: a text that parses as a number is written as a number, a blank text as no cell.
pub(crate) fn row(number: u32, cells: &[&str]) -> String {
    let mut xml = format!("<row r=\"{number}\">");
    for (index, cell) in cells.iter().enumerate() {
        let address = format!("{}{number}", char::from(b'A' + u8::try_from(index).unwrap()));
        if cell.is_empty() {
            continue;
        } else if cell.parse::<f64>().is_ok() {
            xml.push_str(&format!("<c r=\"{address}\"><v>{cell}</v></c>"));
        } else {
            xml.push_str(&format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
        }
    }
    xml + "</row>"
}

/// An .ods whose one table holds the given rows as XML.
pub(crate) fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"表1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ])
}
