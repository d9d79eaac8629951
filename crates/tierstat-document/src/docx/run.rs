//! Runs: words with what sets them apart, each script in its own, so that fonts and languages are right.

use super::xml;
use crate::scripts::{Script, is_chinese, line_runs_left, script_parts};
use tierstat_model::Language;

/// What sets words apart from those around them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Emphases {
    pub(super) is_strong: bool,
    pub(super) is_stressed: bool,
    pub(super) is_code: bool,
    pub(super) is_link: bool,
}

impl Emphases {
    /// The same, heavier.
    pub(super) fn strong(self) -> Self {
        Self { is_strong: true, ..self }
    }
}

/// Words as runs.
pub(super) fn words(words: &str, emphases: Emphases, language: Language) -> String {
    let parts = script_parts(words, language).into_iter();
    parts.map(|(script, part)| run(part, emphases, Some(script), language)).collect()
}

/// A number as one run: the dash between two bounds is the narrow one.
pub(super) fn number(text: &str, emphases: Emphases, language: Language) -> String {
    if text.chars().any(is_chinese) || line_runs_left(text) {
        return words(text, emphases, language);
    }
    run(text, emphases, None, language)
}

/// Text as it is typed, with its lines and tabs.
pub(super) fn typed(text: &str) -> String {
    let mut written = String::from("<w:r>");
    for (place, line) in text.trim_end_matches('\n').split('\n').enumerate() {
        if place > 0 {
            written.push_str("<w:br/>");
        }
        for (place, part) in line.trim_end_matches('\r').split('\t').enumerate() {
            if place > 0 {
                written.push_str("<w:tab/>");
            }
            written.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", xml::text(part)));
        }
    }
    written + "</w:r>"
}

/// The end of a line inside a paragraph.
pub(super) const LINE_BREAK: &str = "<w:r><w:br/></w:r>";

/// A run of one script; of none where it is a number.
fn run(text: &str, emphases: Emphases, script: Option<Script>, language: Language) -> String {
    let mut properties = String::new();
    let style = match emphases {
        Emphases { is_code: true, .. } => "InlineCode",
        Emphases { is_link: true, .. } => "Hyperlink",
        Emphases { is_stressed: true, .. } => "Emphasis",
        Emphases { is_strong: true, .. } => "Strong",
        Emphases { .. } => "",
    };
    if !style.is_empty() {
        properties.push_str(&format!("<w:rStyle w:val=\"{style}\"/>"));
    }
    // Quotes and dashes, which Chinese and English share, are as wide as the language around has them.
    let is_wide =
        matches!((script, language), (Some(Script::Chinese), _) | (Some(Script::Own), Language::Chinese));
    if is_wide {
        properties.push_str("<w:rFonts w:hint=\"eastAsia\"/>");
    }
    if emphases.is_strong {
        properties.push_str("<w:b/><w:bCs/>");
    }
    properties.push_str(match script {
        Some(Script::Own) | None => "",
        Some(Script::Chinese) => "<w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\"/>",
        Some(Script::English) => "<w:lang w:val=\"en-GB\"/>",
        Some(Script::Leftward) if text.chars().any(|sign| matches!(sign, '\u{590}'..='\u{5FF}')) => {
            "<w:rtl/><w:lang w:bidi=\"he-IL\"/>"
        }
        Some(Script::Leftward) => "<w:rtl/><w:lang w:bidi=\"ar-SA\"/>",
    });
    let properties = if properties.is_empty() { properties } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml::text(text))
}
