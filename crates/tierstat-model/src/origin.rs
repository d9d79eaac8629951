//! Origins: who printed a figure, where, and since when it is known.

use crate::{CellRef, Language};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How the file in the project relates to what was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentLayout {
    /// The file is the one that was received.
    #[default]
    AsReceived,
    /// The figures are as printed, the layout was typed again.
    Retyped,
}

/// One published document in one edition.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Who published it.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// Its title in Chinese, where it was translated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_zh: Option<String>,
    /// Its title in English, where it was translated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// Which published state of the document this is, such as a year or a day.
    pub edition: String,
    /// Where it can be read, where a trustworthy address is known.
    pub url: Option<String>,
    /// The day it was published.
    pub published_on: Option<Date>,
    /// The day it was received.
    pub received_on: Option<Date>,
    /// Whether the layout is as received or typed again.
    pub layout: DocumentLayout,
}

impl Document {
    /// Its title for a reader of a language: translated where it was, else as it is.
    #[must_use]
    pub fn title_in(&self, language: Language) -> &str {
        let translated = match language {
            Language::Chinese => &self.title_zh,
            Language::English => &self.title_en,
        };
        translated.as_ref().unwrap_or(&self.title)
    }

    /// Its title and the translations of it.
    pub fn titles(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.title).chain(&self.title_zh).chain(&self.title_en)
    }
}

/// Where one figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The document that prints it.
    pub document: Document,
    /// The file in the project and the cell in it.
    pub cell: CellRef,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub content_hash: String,
    /// The day since when the figure is known: published or received, or the day of import where neither is stated.
    pub known_on: Date,
    /// The rank of the source by the project's declaration; smaller is preferred.
    pub source_rank: u32,
    /// A short phrase around the figure, where the source has one.
    pub phrase: Option<String>,
}
