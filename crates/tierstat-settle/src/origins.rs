//! Questions from files of which nobody has said where they come from.

use crate::question::{Choice, OpenQuestion};
use crate::record::{Content, OriginRecord, Record};
use tierstat_model::{CellRef, Localized};

/// The origin that a file lets be supposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupposedOrigin {
    /// The file, by its path inside the project.
    pub file: String,
    /// What would be written.
    pub origin: OriginRecord,
    /// By what the publisher is supposed, for a person.
    pub basis: Localized,
}

/// One question for each file, whose answers are the same, so that they may be asked together.
#[must_use]
pub fn questions_of_origins(supposed: &[SupposedOrigin]) -> Vec<OpenQuestion> {
    let question = |supposed: &SupposedOrigin| {
        let origin = &supposed.origin;
        let record = Record {
            file: format!("{}.origin.toml", supposed.file),
            content: Content::Origin(origin.clone()),
        };
        let name = supposed.file.rsplit('/').next().unwrap_or(&supposed.file);
        let (publisher_zh, publisher_en) = match origin.publisher.as_str() {
            "" => ("（不知）", "(unknown)"),
            known => (known, known),
        };
        OpenQuestion {
            rule: "origin.missing".to_owned(),
            reasons: vec![Localized::new(
                format!(
                    "{name}：{publisher_zh}（{}），《{}》，版次 {}",
                    supposed.basis.zh, origin.title, origin.edition
                ),
                format!(
                    "{name}: {publisher_en} ({}), “{}”, edition {}",
                    supposed.basis.en, origin.title, origin.edition
                ),
            )],
            cells: vec![CellRef { file: supposed.file.clone(), sheet: None, row: 1, column: 1 }],
            choices: match origin.publisher.as_str() {
                "" => Vec::new(),
                _ => vec![Choice {
                    words: Localized::new("如上：写出来源文件", "as above: write the origin files"),
                    records: vec![record],
                }],
            },
            parts: Vec::new(),
        }
    };
    supposed.iter().map(question).collect()
}
