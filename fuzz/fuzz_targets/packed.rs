//! A part of a packed file that is any bytes, among parts that are sound.

use std::io::{Cursor, Write};

/// The bytes themselves where they are a packed file, else a packed file of some parts and the bytes as one more.
pub fn packed(content: &[u8], parts: &[(&str, &str)], own: &str) -> Vec<u8> {
    if content.starts_with(b"PK") {
        return content.to_vec();
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, part: &[u8]| {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(part).expect("memory");
    };
    parts.iter().for_each(|(name, part)| put(name, part.as_bytes()));
    put(own, content);
    archive.finish().expect("memory").into_inner()
}
