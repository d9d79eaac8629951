//! How the pages and the workbooks of a report are laid out.

use serde::{Deserialize, Serialize};

/// How the pages of a document are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageLayout {
    /// Pages as a reader of reports expects them.
    #[default]
    Plain,
    /// The body of a document by GB/T 9704: page, grid, fonts, levels and page numbers; no red head.
    GongwenBody,
}

/// How the sheets of a workbook are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkbookLayout {
    /// One table a sheet that every reader and every program can read, with cover, contents and notes.
    #[default]
    Accessible,
    /// Tables as a printed yearbook has them: stacked heads in both languages, the number of the table, the unit, of-which marks.
    Yearbook,
}
