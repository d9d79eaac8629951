//! An archive as its reader needs it: parts in UTF-16 as UTF-8, raised characters between signs, relations that point to
//! parts. What is in order stays as it is, and an archive in order is not written again.

use super::superscript::{CLOSE, OPEN};
use super::{binary_parts, plain_styles};
use crate::IngestError;
use crate::limits::MemoryBudget;
use crate::open::attribute::raw_attribute as attribute;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::ops::Range;

/// The names of all parts by the same in lower case, in which relations may name them.
type PartNames = BTreeMap<String, String>;

fn part_names(names: impl IntoIterator<Item = String>) -> PartNames {
    let mut known = PartNames::new();
    for name in names {
        known.entry(name.to_ascii_lowercase()).or_insert(name);
    }
    known
}

/// The archive with the named parts mended; `None` where none needs it.
///
/// # Errors
/// [`IngestError::TooLarge`] where the styles would take more memory than the file may.
pub(super) fn mended(
    content: &[u8],
    suspects: &[String],
    memory: &mut MemoryBudget<'_>,
) -> Result<Option<Vec<u8>>, IngestError> {
    if suspects.is_empty() {
        return Ok(None);
    }
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(content)) else { return Ok(None) };
    let names = part_names(archive.file_names().flatten().map(|name| name.to_string()));
    let mut parts: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for name in suspects {
        let mut bytes = Vec::new();
        // What cannot be read is left to the reader to report.
        if archive.by_name(name).ok().is_some_and(|mut part| part.read_to_end(&mut bytes).is_ok())
            && let Some(mended) = mended_part(name, &bytes, &names, memory)?
        {
            parts.insert(name, mended);
        }
    }
    if parts.is_empty() {
        return Ok(None);
    }
    Ok(written(content, &parts))
}

/// The archive with some parts in place of its own.
fn written(content: &[u8], parts: &BTreeMap<&str, Vec<u8>>) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(content)).ok()?;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(content.len())));
    for index in 0..archive.len() {
        let name = archive.by_index_raw(index).ok()?.name().ok()?.into_owned();
        if let Some(part) = parts.get(name.as_str()) {
            // It is unpacked again at once.
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(name, options.compression_method(zip::CompressionMethod::Stored)).ok()?;
            writer.write_all(part).ok()?;
        } else {
            writer.raw_copy_file(archive.by_index_raw(index).ok()?).ok()?;
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

/// A part as it should be; `None` where it is.
fn mended_part(
    name: &str,
    bytes: &[u8],
    names: &PartNames,
    memory: &mut MemoryBudget<'_>,
) -> Result<Option<Vec<u8>>, IngestError> {
    if binary_parts::is_workbook(name) {
        return Ok(binary_parts::without_names(bytes));
    }
    let wide = wide_encoding(bytes).map(|encoding| as_utf8(bytes, encoding));
    let Some(text) = wide.as_deref().or_else(|| std::str::from_utf8(bytes).ok()) else { return Ok(None) };
    let lower = name.to_lowercase();
    let changed = if lower.ends_with(".rels") {
        with_targets(text, names)
    } else if lower.ends_with("content.xml") {
        let styles = raised_styles(text);
        if styles.is_empty() { None } else { with_raised_spans(text, &styles) }
    } else if lower.ends_with("styles.xml") {
        plain_styles::plain_styles(text, memory)?
    } else if memchr::memmem::find(text.as_bytes(), b"superscript").is_some() {
        with_raised_runs(text)
    } else {
        None
    };
    let mended = changed.or(wide);
    if !lower.ends_with("strings.xml") {
        return Ok(mended.map(String::into_bytes));
    }
    let text = mended.as_deref().or_else(|| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    Ok(without_count(text, memory)?.or(mended).map(String::into_bytes))
}

/// Shared texts that do not say how many they are where they say too much: the reader would make room for what they claim.
///
/// # Errors
/// [`IngestError::TooLarge`] where the room for what they claim is more than the file may take.
fn without_count(xml: &str, memory: &mut MemoryBudget<'_>) -> Result<Option<String>, IngestError> {
    // `<si/>` is the shortest text, and an empty one takes three words of memory.
    const SHORTEST: u64 = 5;
    const ROOM: u64 = 24;
    let Some((stated, tag)) = stated_count(xml) else { return Ok(None) };
    let stated = stated.trim().parse().unwrap_or(u64::MAX);
    if stated <= xml.len() as u64 / SHORTEST {
        return Ok(None);
    }
    memory.take(stated.saturating_mul(ROOM))?;
    let (before, behind) = (xml.get(..tag.start), xml.get(tag.end..));
    let written = xml.get(tag).unwrap_or_default();
    let name =
        written.trim_start_matches('<').split([' ', '\t', '\n', '\r', '/', '>']).next().unwrap_or_default();
    let end = if written.ends_with("/>") { "/>" } else { ">" };
    Ok(before.zip(behind).map(|(before, behind)| format!("{before}<{name}{end}{behind}")))
}

/// How many texts a part says that it holds, and where its outermost tag stands.
fn stated_count(xml: &str) -> Option<(String, Range<usize>)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Eof => return None,
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "sst" => {
                return Some((attribute(&element, "uniqueCount")?, start..end));
            }
            _ => {}
        }
    }
}

/// UTF-16, by its mark or because the first sign of XML is two bytes wide.
pub(super) fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// XML in UTF-16 as text that says nothing of an encoding.
pub(super) fn as_utf8(bytes: &[u8], encoding: &'static Encoding) -> String {
    let (text, ..) = encoding.decode(bytes);
    let declaration = text.starts_with("<?xml").then(|| text.find("?>")).flatten();
    declaration.and_then(|end| text.get(end + 2..)).unwrap_or(&text).to_owned()
}

/// Puts signs around the texts of raised runs: `<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>`.
fn with_raised_runs(xml: &str) -> Option<String> {
    let (mut is_raised, mut in_raised_text) = (false, false);
    insert_signs(xml, |event| match event {
        Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "vertAlign" => {
            is_raised = attribute(element, "val").as_deref() == Some("superscript");
            None
        }
        Event::Start(element) if element.local_name().as_ref() == "r" => {
            is_raised = false;
            None
        }
        Event::End(element) if element.local_name().as_ref() == "r" => {
            is_raised = false;
            None
        }
        Event::Start(element) if element.local_name().as_ref() == "t" && is_raised => {
            in_raised_text = true;
            Some(OPEN)
        }
        Event::End(element) if element.local_name().as_ref() == "t" && in_raised_text => {
            in_raised_text = false;
            Some(CLOSE)
        }
        _ => None,
    })
}

/// The styles of an OpenDocument text that raise it: `style:text-position="super 58%"`, or a height in percent.
fn raised_styles(xml: &str) -> BTreeSet<String> {
    let mut styles = BTreeSet::new();
    if memchr::memmem::find(xml.as_bytes(), b"text-position").is_none() {
        return styles;
    }
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut style = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) if element.local_name().as_ref() == "style" => {
                style = attribute(&element, "name");
            }
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "text-properties" =>
            {
                let position = attribute(&element, "text-position").unwrap_or_default();
                let height = position.split_whitespace().next().unwrap_or_default();
                let is_above = |height: &str| height.parse::<f64>().is_ok_and(|height| height > 0.0);
                if height == "super" || height.strip_suffix('%').is_some_and(is_above) {
                    styles.extend(style.clone());
                }
            }
            _ => {}
        }
    }
    styles
}

/// Puts signs around the spans of some styles.
fn with_raised_spans(xml: &str, styles: &BTreeSet<String>) -> Option<String> {
    let mut open: Vec<bool> = Vec::new();
    insert_signs(xml, |event| match event {
        Event::Start(element) if element.local_name().as_ref() == "span" => {
            let is_raised = attribute(element, "style-name").is_some_and(|style| styles.contains(&style));
            open.push(is_raised);
            is_raised.then_some(OPEN)
        }
        Event::End(element) if element.local_name().as_ref() == "span" => {
            open.pop().unwrap_or_default().then_some(CLOSE)
        }
        _ => None,
    })
}

/// Writes signs behind start tags and before end tags; `None` where none is to be written or the text is no XML.
fn insert_signs(xml: &str, mut sign_for: impl FnMut(&Event<'_>) -> Option<char>) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let (mut written, mut copied) = (String::new(), 0);
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let behind = usize::try_from(reader.buffer_position()).ok()?;
        if matches!(event, Event::Eof) {
            break;
        }
        if let Some(sign) = sign_for(&event) {
            let at = if matches!(event, Event::End(_)) { before } else { behind };
            written.push_str(xml.get(copied..at)?);
            written.push(sign);
            copied = at;
        }
    }
    if copied == 0 {
        return None;
    }
    written.push_str(xml.get(copied..)?);
    Some(written)
}

/// The relations of a workbook to its sheets, so that their targets name parts there are, where the parts can be told: `../xl/worksheets/a.xml`,
/// `xl/worksheets/a.xml`, `worksheets\a.xml`.
fn with_targets(xml: &str, names: &PartNames) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut written, mut copied) = (String::new(), 0);
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let Ok(event) = reader.read_event() else { break };
        let behind = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship"
                    && attribute(&element, "Type").is_some_and(|kind| kind.ends_with("/worksheet")) =>
            {
                let Some(target) = attribute(&element, "Target") else { continue };
                let Some(part) = part_of(&target, names) else { continue };
                let tag = xml.get(before..behind)?;
                let stated = ['"', '\''].map(|quote| format!("Target={quote}{target}{quote}"));
                let Some(found) = stated.iter().find_map(|stated| tag.find(stated.as_str())) else {
                    continue;
                };
                // Behind the equals sign and the quote.
                let start = before + found + "Target=".len() + 1;
                written.push_str(xml.get(copied..start)?);
                written.push('/');
                written.push_str(part);
                copied = start + target.len();
            }
            _ => {}
        }
    }
    if copied == 0 {
        return None;
    }
    written.push_str(xml.get(copied..)?);
    Some(written)
}

/// The part that a target means where its plain reading names none.
fn part_of<'a>(target: &str, names: &'a PartNames) -> Option<&'a String> {
    let known = |path: &str| names.get(&path.to_ascii_lowercase());
    let plain = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    if known(&plain).is_some() {
        return None;
    }
    let slashed = target.replace('\\', "/");
    let resolved = |base: &str| {
        let mut folders: Vec<&str> = base.split('/').filter(|folder| !folder.is_empty()).collect();
        for step in slashed.split('/') {
            match step {
                "" | "." => {}
                ".." => drop(folders.pop()),
                folder => folders.push(folder),
            }
        }
        folders.join("/")
    };
    known(&resolved("xl")).or_else(|| known(&resolved("")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn raised_runs_stand_between_signs() {
        let xml = "<si><r><t>57</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>4</t></r><r><t>x</t></r></si>";
        let marked = with_raised_runs(xml).unwrap_or_default();
        assert!(marked.contains(&format!("<t>{OPEN}4{CLOSE}</t>")), "{marked}");
        assert!(marked.contains("<t>57</t>") && marked.contains("<t>x</t>"));
        assert_eq!(with_raised_runs(&xml.replace("superscript", "subscript")), None);
    }

    #[test]
    fn a_target_names_its_part_however_it_is_written() {
        let names = part_names(["xl/worksheets/a.xml".to_owned()]);
        for target in
            ["../xl/worksheets/a.xml", "xl/worksheets/a.xml", "worksheets\\a.xml", "./worksheets/a.xml"]
        {
            assert!(part_of(target, &names).is_some(), "{target}");
        }
        for target in ["worksheets/a.xml", "/xl/worksheets/a.xml", "worksheets/b.xml"] {
            assert_eq!(part_of(target, &names), None, "{target}");
        }
    }

    #[test]
    fn texts_that_claim_too_much_claim_nothing() {
        let table = |head: &str| format!("<!-- {} -->{head}<si><t>a</t></si></sst>", "x".repeat(2000));
        let mut memory = MemoryBudget::new(std::path::Path::new("表.xlsx"), &crate::Limits::default(), 0);
        let claims = table("<sst xmlns=\"m\" uniqueCount = '40000'>");
        assert_eq!(without_count(&claims, &mut memory), Ok(Some(table("<sst>"))));
        assert_eq!(without_count(&table("<sst uniqueCount=\"1\">"), &mut memory), Ok(None));
        // Nobody has four billion texts in two thousand bytes.
        let lie = without_count(&table("<sst uniqueCount='4294967295'>"), &mut memory);
        assert!(matches!(lie, Err(IngestError::TooLarge { what: "bytes of memory", .. })), "{lie:?}");
    }

    proptest! {
        #[test]
        fn no_xml_panics(xml in "[<>/rt a=\"vl1]{0,40}") {
            let _ = with_raised_runs(&xml);
            let _ = with_raised_spans(&xml, &BTreeSet::new());
            let mut memory = MemoryBudget::new(std::path::Path::new("表.xlsx"), &crate::Limits::default(), 0);
            let _ = without_count(&xml, &mut memory);
        }
    }
}
