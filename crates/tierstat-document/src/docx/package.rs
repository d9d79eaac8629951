//! Packages: the parts of a document, their types and relationships, in one archive that is the same every time.

use super::xml::{self, DECLARATION};
use crate::Picture;
use std::io::{Cursor, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The text parts of a package, before they are packed.
pub(super) struct Parts {
    pub(super) core: String,
    pub(super) application: String,
    pub(super) document: String,
    pub(super) styles: String,
    pub(super) numbering: String,
    pub(super) settings: String,
    pub(super) fonts: String,
    pub(super) odd_footer: String,
    pub(super) even_footer: String,
    /// The targets of links, in their order.
    pub(super) links: Vec<String>,
    /// The pictures, in their order.
    pub(super) pictures: Vec<Arc<Picture>>,
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The parts that belong to the text: id, kind, file, type.
const BESIDE: [(&str, &str, &str, &str); 6] = [
    ("rIdStyles", "styles", "styles.xml", "styles"),
    ("rIdNumbering", "numbering", "numbering.xml", "numbering"),
    ("rIdSettings", "settings", "settings.xml", "settings"),
    ("rIdFonts", "fontTable", "fontTable.xml", "fontTable"),
    ("rIdOdd", "footer", "footer1.xml", "footer"),
    ("rIdEven", "footer", "footer2.xml", "footer"),
];

impl Parts {
    /// The package; `None` where the parts are larger than an archive can be.
    pub(super) fn packed(&self) -> Option<Vec<u8>> {
        self.archive().ok()
    }

    fn archive(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // No part has a date of its own: that of all is the first that an archive knows.
        let options =
            SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
        let [content_types, root, own] = [content_types(), self.root(), self.own()];
        let texts = [
            ("[Content_Types].xml", &content_types),
            ("_rels/.rels", &root),
            ("word/document.xml", &self.document),
            ("word/_rels/document.xml.rels", &own),
            ("word/styles.xml", &self.styles),
            ("word/numbering.xml", &self.numbering),
            ("word/settings.xml", &self.settings),
            ("word/fontTable.xml", &self.fonts),
            ("word/footer1.xml", &self.odd_footer),
            ("word/footer2.xml", &self.even_footer),
            ("docProps/core.xml", &self.core),
            ("docProps/app.xml", &self.application),
        ];
        for (name, text) in texts {
            writer.start_file(name, options.compression_method(CompressionMethod::Deflated))?;
            writer.write_all(text.as_bytes())?;
        }
        for (place, picture) in self.pictures.iter().enumerate() {
            // A picture is packed already.
            let name = format!("word/media/image{}.png", place + 1);
            writer.start_file(name, options.compression_method(CompressionMethod::Stored))?;
            writer.write_all(&picture.png)?;
        }
        Ok(writer.finish()?.into_inner())
    }

    /// What the package holds.
    fn root(&self) -> String {
        let core = format!("{PACKAGE}/relationships/metadata/core-properties");
        relationships(&[
            ("rId1".to_owned(), format!("{OFFICE}/officeDocument"), "word/document.xml".to_owned(), false),
            ("rId2".to_owned(), core, "docProps/core.xml".to_owned(), false),
            (
                "rId3".to_owned(),
                format!("{OFFICE}/extended-properties"),
                "docProps/app.xml".to_owned(),
                false,
            ),
        ])
    }

    /// What the text of the document refers to.
    fn own(&self) -> String {
        let beside = BESIDE.iter().map(|(id, kind, file, _)| {
            ((*id).to_owned(), format!("{OFFICE}/{kind}"), (*file).to_owned(), false)
        });
        let pictures = (1..=self.pictures.len()).map(|place| {
            (
                format!("rIdPicture{place}"),
                format!("{OFFICE}/image"),
                format!("media/image{place}.png"),
                false,
            )
        });
        let links = self.links.iter().enumerate().map(|(place, target)| {
            (format!("rIdLink{}", place + 1), format!("{OFFICE}/hyperlink"), target.clone(), true)
        });
        relationships(&beside.chain(pictures).chain(links).collect::<Vec<_>>())
    }
}

fn relationships(all: &[(String, String, String, bool)]) -> String {
    let mut written = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (id, kind, target, is_outside) in all {
        let mode = if *is_outside { " TargetMode=\"External\"" } else { "" };
        written.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{}\"{mode}/>",
            xml::text(target)
        ));
    }
    written + "</Relationships>"
}

fn content_types() -> String {
    let mut written = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>"
    );
    for (_, _, file, kind) in BESIDE {
        written.push_str(&format!("<Override PartName=\"/word/{file}\" ContentType=\"{WORD}.{kind}+xml\"/>"));
    }
    written
        + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
           <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>"
}
