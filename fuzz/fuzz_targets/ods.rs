//! Any bytes as an OpenDocument workbook, and as the content of a sound one: no panic, every cell accounted for.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "inspected.rs"]
mod inspected;
#[path = "packed.rs"]
mod packed;

const PARTS: [(&str, &str); 2] = [
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    (
        "META-INF/manifest.xml",
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>",
    ),
];

fuzz_target!(|content: &[u8]| inspected::check("fuzz.ods", &packed::packed(content, &PARTS, "content.xml")));
