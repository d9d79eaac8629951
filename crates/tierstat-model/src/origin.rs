//! Origins: who printed a figure, where, and since when it is known.

use crate::CellRef;
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
