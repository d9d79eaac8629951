//! Zip archives (APPNOTE 6.3), written by hand where they are to lie.

use super::xlsx::Book;
use super::{Fault, Right};
use std::io::{Cursor, Write};

/// Zips parts into an archive, as any program would.
pub(super) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name.as_str(), options).expect("a name");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// Where each record of the central directory begins.
fn directory(archive: &[u8]) -> Vec<usize> {
    archive.windows(4).enumerate().filter(|(_, bytes)| *bytes == b"PK\x01\x02").map(|(at, _)| at).collect()
}

/// An archive whose directory says of every part that it unpacks to so many bytes.
fn claiming(mut archive: Vec<u8>, size: u32) -> Vec<u8> {
    for at in directory(&archive) {
        archive[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
    }
    archive
}

/// A sound workbook, and a directory that lists one part of it a thousand times.
fn overlapping() -> (Vec<u8>, usize) {
    let mut parts = Book::of_rows(&Book::row(1)).parts();
    parts.push(("xl/media/big.bin".to_owned(), vec![0; 1 << 20]));
    let archive = zipped(&parts);
    let places = directory(&archive);
    let (first, last) = (places[0], places[places.len() - 1]);
    let end = archive.len() - 22;
    let mut copied = archive[..end].to_vec();
    let entry = archive[last..end].to_vec();
    for number in 0..1000_u32 {
        let mut entry = entry.clone();
        // The name is as long as that of the part.
        entry[46 + 9..46 + 12].copy_from_slice(format!("{number:03}").as_bytes());
        copied.extend(entry);
    }
    let (size, count) = (copied.len() - first, places.len() + 1000);
    let mut tail = archive[end..].to_vec();
    let count = u16::try_from(count).expect("few").to_le_bytes();
    tail[8..10].copy_from_slice(&count);
    tail[10..12].copy_from_slice(&count);
    tail[12..16].copy_from_slice(&u32::try_from(size).expect("small").to_le_bytes());
    copied.extend(tail);
    (copied, 2 << 20)
}

pub(super) fn faults() -> Vec<Fault> {
    let sound = Book::of_rows(&Book::row(1)).zipped();
    let spaces = " ".repeat(40 << 20);
    let bomb = Book::of_rows(&format!("{}{spaces}", Book::row(1))).zipped();
    let (overlapping, overlapping_unpacked) = overlapping();
    let many: Vec<(String, Vec<u8>)> = (0..20_000)
        .map(|number| (format!("xl/media/{number}.bin"), Vec::new()))
        .chain(Book::of_rows(&Book::row(1)).parts())
        .collect();
    let long_names: Vec<(String, Vec<u8>)> = (0..40)
        .map(|number| (format!("xl/{number}{}", "n".repeat(60_000)), Vec::new()))
        .chain(Book::of_rows(&Book::row(1)).parts())
        .collect();
    let inner = zipped(&[("inner.xlsx".to_owned(), sound.clone())]);
    let mut with_media = Book::of_rows(&Book::row(1)).parts();
    with_media.push(("xl/media/inner.zip".to_owned(), inner.clone()));
    let behind = |bytes: Vec<u8>| [sound.clone(), bytes].concat();
    vec![
        Fault::new("sizes-too-small.xlsx", Right::Refused, claiming(bomb.clone(), 10)),
        Fault::new("sizes-too-large.xlsx", Right::Refused, claiming(sound.clone(), u32::MAX - 1)),
        Fault::new("unpacks-a-thousandfold.xlsx", Right::Refused, bomb),
        Fault::new("one-part-a-thousand-times.xlsx", Right::Refused, overlapping)
            .unpacking_to(overlapping_unpacked),
        Fault::new("twenty-thousand-parts.xlsx", Right::Read, zipped(&many)),
        Fault::new("names-of-parts-of-60-kilobytes.xlsx", Right::Read, zipped(&long_names)),
        Fault::new("an-archive-in-an-archive.xlsx", Right::Refused, inner),
        Fault::new("an-archive-among-the-media.xlsx", Right::Read, zipped(&with_media)),
        Fault::new("zeros-behind-the-end.xlsx", Right::Read, behind(vec![0; 1000])),
        Fault::new("an-archive-behind-the-end.xlsx", Right::Read, behind(sound.clone())),
        Fault::new("only-the-end-of-an-archive.xlsx", Right::Refused, sound[sound.len() - 22..].to_vec()),
    ]
}
