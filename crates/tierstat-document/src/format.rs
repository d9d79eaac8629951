//! The formats in which a report is written.

use serde::{Deserialize, Serialize};

/// A format in which a report is written; its name is the ending of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// One page for a browser.
    Html,
    /// Markdown, for review and for version control.
    #[serde(rename = "md")]
    Markdown,
    /// A document of Word, to be signed.
    Docx,
    /// A workbook, to compute in.
    Xlsx,
    /// Pages, to print and to keep.
    Pdf,
}

impl Format {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Html, Self::Markdown, Self::Docx, Self::Xlsx, Self::Pdf];

    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// The format of a file by its ending.
    #[must_use]
    pub fn of(file: &str) -> Option<Self> {
        let (_, ending) = file.rsplit_once('.')?;
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// Whether its files are text that can be compared line by line.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Html | Self::Markdown)
    }
}
