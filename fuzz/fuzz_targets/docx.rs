//! Any bytes as a Word document, and as the text of a sound one: no panic, every cell accounted for.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "inspected.rs"]
mod inspected;
#[path = "packed.rs"]
mod packed;

const PARTS: [(&str, &str); 2] = [
    (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>",
    ),
    (
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
    ),
];

fuzz_target!(|content: &[u8]| {
    inspected::check("fuzz.docx", &packed::packed(content, &PARTS, "word/document.xml"));
});
