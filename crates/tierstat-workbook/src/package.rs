//! What the writer of sheets leaves out: the language of the workbook, and titles that say that they are titles.

use crate::fault::WorkbookFault;
use std::io::{Cursor, Read, Write};
use tierstat_model::Language;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The size of the type of titles, by which their format is found.
pub(crate) const TITLE_SIZE: u8 = 16;

/// The package with the language of its words and with a style for titles; every part has the same day.
pub(crate) fn finished(package: &[u8], language: Language) -> Result<Vec<u8>, WorkbookFault> {
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for place in 0..archive.len() {
        let mut part = archive.by_index(place)?;
        let name = part.name()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content)?;
        let content = match name.as_str() {
            "docProps/core.xml" => edited(content, |text| with_language(text, language)),
            "xl/styles.xml" => edited(content, with_title_style),
            _ => content,
        };
        writer.start_file(name, options)?;
        writer.write_all(&content)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn edited(content: Vec<u8>, edit: impl FnOnce(&str) -> Option<String>) -> Vec<u8> {
    match std::str::from_utf8(&content).ok().and_then(edit) {
        Some(text) => text.into_bytes(),
        None => content,
    }
}

fn with_language(text: &str, language: Language) -> Option<String> {
    let (before, end) = text.split_once("</cp:coreProperties>")?;
    Some(format!("{before}<dc:language>{language}</dc:language></cp:coreProperties>{end}"))
}

/// The cells set in the type of titles get the style of headings, which programs find them by.
fn with_title_style(text: &str) -> Option<String> {
    let fonts = text.split_once("<fonts ")?.1.split_once("</fonts>")?.0;
    let size = format!("<sz val=\"{TITLE_SIZE}\"/>");
    let font = fonts.split("</font>").position(|font| font.contains(&size))?;
    let (head, rest) = text.split_once("<cellStyleXfs count=\"")?;
    let (count, rest) = rest.split_once("\">")?;
    let style: usize = count.parse().ok()?;
    let (styles, rest) = rest.split_once("</cellStyleXfs>")?;
    let (formats, rest) = rest.split_once("</cellXfs>")?;
    let font_id = format!("fontId=\"{font}\"");
    let formats: Vec<String> = formats
        .split("<xf ")
        .map(|format| {
            if format.contains(&font_id) {
                format.replacen("xfId=\"0\"", &format!("xfId=\"{style}\""), 1)
            } else {
                format.to_owned()
            }
        })
        .collect();
    let (before, rest) = rest.split_once("<cellStyles count=\"")?;
    let (named, rest) = rest.split_once("\">")?;
    let named: usize = named.parse().ok()?;
    let (names, end) = rest.split_once("</cellStyles>")?;
    Some(format!(
        "{head}<cellStyleXfs count=\"{}\">{styles}<xf numFmtId=\"0\" {font_id} fillId=\"0\" borderId=\"0\"/></cellStyleXfs>{}</cellXfs>\
         {before}<cellStyles count=\"{}\">{names}<cellStyle name=\"Heading 1\" xfId=\"{style}\" builtinId=\"16\"/></cellStyles>{end}",
        style + 1,
        formats.join("<xf "),
        named + 1,
    ))
}
