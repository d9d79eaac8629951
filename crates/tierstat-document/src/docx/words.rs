//! The words that a document adds.

use tierstat_model::{Language, Localized};

/// The headings of the lists at the beginning.
pub(super) fn contents(language: Language) -> [&'static str; 3] {
    match language {
        Language::Chinese => ["目　录", "表目录", "图目录"],
        Language::English => ["Contents", "Tables", "Figures"],
    }
}

/// What stands above a part of a table whose columns do not fit on a page.
pub(super) fn part(part: usize, parts: usize, columns: usize) -> Localized {
    Localized::new(
        format!("本表共 {columns} 列，分 {parts} 部分印出，这是第 {part} 部分。"),
        format!("This table has {columns} columns and is printed in {parts} parts; this is part {part}."),
    )
}

/// What stands before the caption of a further part.
pub(super) fn again(language: Language) -> &'static str {
    match language {
        Language::Chinese => "续",
        Language::English => "Continued: ",
    }
}
