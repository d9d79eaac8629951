//! Runs: words with what sets them apart, each script in its own, so that fonts and languages are right.

use super::xml;
use crate::right_to_left::is_right_to_left;
use crate::scripts::{end_of_chinese, end_of_leftward, has_latin_words, is_chinese, line_runs_left};
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
    // Only English has Chinese words set apart; in Chinese, each sign finds its font by itself.
    let mut written = String::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let (end, script) = if is_right_to_left(first) {
            (end_of_leftward(rest), Script::Leftward)
        } else if language == Language::English && is_chinese(first) {
            (end_of_chinese(rest), Script::Chinese)
        } else {
            let is_other =
                |sign: char| is_right_to_left(sign) || (language == Language::English && is_chinese(sign));
            let end = rest.find(is_other).unwrap_or(rest.len());
            let own = rest.get(..end).unwrap_or_default();
            let is_english =
                language == Language::Chinese && !own.chars().any(is_chinese) && has_latin_words(own);
            (end, if is_english { Script::English } else { Script::Own })
        };
        let (own, after) = rest.split_at(end.max(first.len_utf8()));
        written.push_str(&run(own, emphases, script, language));
        rest = after;
    }
    written
}

/// A number as one run: the dash between two bounds is the narrow one.
pub(super) fn number(text: &str, emphases: Emphases, language: Language) -> String {
    if text.chars().any(is_chinese) || line_runs_left(text) {
        return words(text, emphases, language);
    }
    run(text, emphases, Script::Figures, language)
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

enum Script {
    /// That of the manuscript's language.
    Own,
    Figures,
    Chinese,
    English,
    Leftward,
}

fn run(text: &str, emphases: Emphases, script: Script, language: Language) -> String {
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
    let is_wide = matches!((&script, language), (Script::Chinese, _) | (Script::Own, Language::Chinese));
    if is_wide {
        properties.push_str("<w:rFonts w:hint=\"eastAsia\"/>");
    }
    if emphases.is_strong {
        properties.push_str("<w:b/><w:bCs/>");
    }
    properties.push_str(match script {
        Script::Own | Script::Figures => "",
        Script::Chinese => "<w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\"/>",
        Script::English => "<w:lang w:val=\"en-GB\"/>",
        Script::Leftward if text.chars().any(|sign| matches!(sign, '\u{590}'..='\u{5FF}')) => {
            "<w:rtl/><w:lang w:bidi=\"he-IL\"/>"
        }
        Script::Leftward => "<w:rtl/><w:lang w:bidi=\"ar-SA\"/>",
    });
    let properties = if properties.is_empty() { properties } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml::text(text))
}
