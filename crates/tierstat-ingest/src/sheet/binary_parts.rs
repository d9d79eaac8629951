//! The parts of an .xlsb before its reader opens them: records whose lengths are true, without the names and references to
//! other sheets that only formulas need and that can swell without end (MS-XLSB 2.1.4).

use crate::open::attribute::attribute;
use crate::open::compound::read_u32;
use crate::{FileForm, IngestError, Limits};
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};
use std::path::Path;

const BUNDLE_SHEET: u16 = 0x009C;
const NAME: u16 = 0x0027;
const EXTERNAL_SHEETS: u16 = 0x016A;

/// Whether a part holds what is looked through before a binary workbook is opened.
pub(super) fn is_workbook(name: &str) -> bool {
    name.eq_ignore_ascii_case("xl/workbook.bin")
}

/// The workbook part without names and references to other sheets; `None` where it has none, or cannot be followed.
pub(super) fn without_names(part: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(part.len());
    let mut records = Records { part, place: 0 };
    for record in records.by_ref() {
        if !matches!(record.kind, NAME | EXTERNAL_SHEETS) {
            kept.extend_from_slice(record.whole);
        }
    }
    // What cannot be followed is left for the reader to report.
    kept.extend_from_slice(part.get(records.place..).unwrap_or_default());
    (kept.len() < part.len()).then_some(kept)
}

/// Refuses records longer than their part, and says which sheets, by name, are read from a part of their own; the first
/// sheet of a part has it.
pub(super) fn check(path: &Path, content: &[u8], limits: &Limits) -> Result<BTreeSet<String>, IngestError> {
    let truncated = |reason: String| IngestError::Truncated { path: path.to_owned(), reason };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(content)).map_err(|error| truncated(error.to_string()))?;
    let known: BTreeMap<String, String> = archive
        .file_names()
        .flatten()
        .map(|name| (name.replace('\\', "/").to_ascii_lowercase(), name.to_string()))
        .collect();
    let workbook = bytes_of(&mut archive, &known, "xl/workbook.bin", limits).unwrap_or_default();
    let targets = targets(&mut archive, &known, limits);
    let mut parts: Vec<String> =
        ["xl/workbook.bin", "xl/sharedstrings.bin", "xl/styles.bin"].map(str::to_owned).to_vec();
    let (mut own, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for record in (Records { part: &workbook, place: 0 }) {
        if record.kind != BUNDLE_SHEET {
            continue;
        }
        let Some((relation, name)) = bundle(record.data) else { continue };
        let part = targets.get(&relation).map(|target| target.to_ascii_lowercase()).unwrap_or_default();
        if taken.insert(part.clone()) {
            own.insert(name);
            parts.push(part);
        }
    }
    for part in parts {
        if let Some(name) = known.get(&part)
            && let Ok(part) = archive.by_name(name)
            && let Err(fault) = check_records(std::io::BufReader::new(part))
        {
            return Err(match fault {
                Fault::Cut => truncated(format!("a record of `{name}` is longer than its part")),
                Fault::Short => IngestError::Damaged {
                    path: path.to_owned(),
                    form: FileForm::Workbook,
                    reason: format!("a cell or text of `{name}` is longer than its record"),
                },
            });
        }
    }
    Ok(own)
}

/// The name of a sheet behind the id of its relation (MS-XLSB 2.4.311).
fn bundle(data: &[u8]) -> Option<(String, String)> {
    let text = |from: usize| {
        let length = usize::try_from(read_u32(data, from)?).ok()?.checked_mul(2)?;
        let start = from.checked_add(4)?;
        let units = data.get(start..start.checked_add(length)?)?;
        let (text, ..) = encoding_rs::UTF_16LE.decode(units);
        Some((text.into_owned(), start + length))
    };
    let (relation, end) = text(8)?;
    Some((relation, text(end)?.0))
}

/// The parts that the relations of the workbook name, by their ids.
fn targets<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    known: &BTreeMap<String, String>,
    limits: &Limits,
) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    let bytes = bytes_of(archive, known, "xl/_rels/workbook.bin.rels", limits).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut reader = quick_xml::Reader::from_str(&text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "Relationship" => {
                if let Some((id, target)) = attribute(&element, "Id").zip(attribute(&element, "Target")) {
                    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                    targets.insert(id, path);
                }
            }
            _ => {}
        }
    }
    targets
}

fn bytes_of<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    known: &BTreeMap<String, String>,
    name: &str,
    limits: &Limits,
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    archive.by_name(known.get(name)?).ok()?.take(limits.part_bytes).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// What is wrong with a record.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// The part ends before it does.
    Cut,
    /// It ends before what it holds does: the reader would take what the record before it left.
    Short,
}

/// Passes the records of a part; no more of them is held than the beginning of each.
fn check_records(mut part: impl Read) -> Result<(), Fault> {
    const HEAD: u64 = 12;
    while let Some(first) = byte(&mut part) {
        let mut kind = u16::from(first);
        if first & 0x80 != 0 {
            kind = (kind & 0x7F) | (u16::from(byte(&mut part).ok_or(Fault::Cut)? & 0x7F) << 7);
        }
        let mut length = 0_u64;
        for group in 0..4 {
            let low = byte(&mut part).ok_or(Fault::Cut)?;
            length |= u64::from(low & 0x7F) << (7 * group);
            if low & 0x80 == 0 {
                break;
            }
        }
        let mut head = Vec::new();
        let read = (&mut part).take(length.min(HEAD)).read_to_end(&mut head);
        let rest = length.saturating_sub(HEAD);
        let passed = std::io::copy(&mut (&mut part).take(rest), &mut std::io::sink());
        if read.is_err() || head.len() as u64 != length.min(HEAD) || passed.ok() != Some(rest) {
            return Err(Fault::Cut);
        }
        if length < shortest(kind, &head) {
            return Err(Fault::Short);
        }
    }
    Ok(())
}

/// The bytes that a record needs for what it holds, by its kind: rows, cells and shared texts (MS-XLSB 2.4).
fn shortest(kind: u16, head: &[u8]) -> u64 {
    let text =
        |from: usize| read_u32(head, from).map_or(u64::MAX, |units| from as u64 + 4 + u64::from(units) * 2);
    match kind {
        0x0000 => 4,
        // Errors and truth values, numbers in short, numbers, numbers of shared texts.
        0x0003 | 0x0004 | 0x000A | 0x000B => 9,
        0x0002 | 0x0007 => 12,
        0x0005 | 0x0009 => 16,
        0x0006 | 0x0008 => text(8),
        0x0013 => text(1),
        _ => 0,
    }
}

fn byte(part: &mut impl Read) -> Option<u8> {
    let mut byte = [0];
    part.read_exact(&mut byte).ok()?;
    Some(byte[0])
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    /// With its type and its length.
    whole: &'a [u8],
}

struct Records<'a> {
    part: &'a [u8],
    place: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut at = self.place;
        let mut byte = || {
            let byte = self.part.get(at).copied();
            at += 1;
            byte
        };
        let mut kind = u16::from(byte()?);
        if kind & 0x80 != 0 {
            kind = (kind & 0x7F) | (u16::from(byte()? & 0x7F) << 7);
        }
        let mut length = 0;
        for group in 0..4 {
            let low = byte()?;
            length |= usize::from(low & 0x7F) << (7 * group);
            if low & 0x80 == 0 {
                break;
            }
        }
        let data = self.part.get(at..at.checked_add(length)?)?;
        let whole = self.part.get(self.place..at + length)?;
        self.place = at + length;
        Some(Record { kind, data, whole })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_go_and_all_else_stays() {
        let part = [0x83, 0x01, 0, 0x27, 2, 9, 9, 0xEA, 0x02, 1, 7, 0x9D, 0x01, 1, 5];
        assert_eq!(without_names(&part), Some(vec![0x83, 0x01, 0, 0x9D, 0x01, 1, 5]));
        assert_eq!(without_names(&[0x83, 0x01, 0]), None);
    }

    #[test]
    fn a_record_longer_than_its_part_and_one_shorter_than_its_cell_are_seen() {
        let cell = [&[0x05, 16][..], &[0; 16], &[0x83, 0x01, 0]].concat();
        assert_eq!(check_records(&cell[..]), Ok(()));
        assert_eq!(check_records(&[0x83, 0x01, 0xFF, 0xFF, 0xFF, 0x7F][..]), Err(Fault::Cut));
        assert_eq!(check_records(&[0x83][..]), Err(Fault::Cut));
        assert_eq!(check_records(&[0x05, 2, 0, 0][..]), Err(Fault::Short));
        assert_eq!(check_records(&[0x13, 5, 0, 1, 0, 0, 0][..]), Err(Fault::Short));
    }

    proptest! {
        #[test]
        fn what_is_kept_is_the_rest_of_the_records(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(kept) = without_names(&bytes) {
                prop_assert!(kept.len() < bytes.len());
            }
            let _ = bundle(&bytes);
            let _ = check_records(&bytes[..]);
        }
    }
}
