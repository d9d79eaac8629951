//! What a package says of itself: title and language. It has no clock.

use super::xml::{self, DECLARATION, MAIN};
use crate::{Manuscript, PageLayout};
use tierstat_model::Language;

/// The title and the language.
pub(super) fn core(manuscript: &Manuscript) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        xml::text(&manuscript.title),
        tag(manuscript.language)
    )
}

/// The program that wrote it.
pub(super) fn application() -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>tierstat</Application></Properties>"
    )
}

/// The language as word processors name it.
pub(super) fn tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en-GB",
    }
}

/// How a word processor treats the document.
pub(super) fn settings(layout: PageLayout) -> String {
    let even = match layout {
        PageLayout::Plain => "",
        PageLayout::GongwenBody => "<w:evenAndOddHeaders/>",
    };
    // Fields have their results: only the contents, which want page numbers, ask to be computed again, and say so themselves.
    format!(
        "{DECLARATION}<w:settings {MAIN}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>{even}\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:updateFields w:val=\"false\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"en-GB\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}
