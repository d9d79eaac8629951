//! Captions with their number.

use tierstat_model::{Language, Localized};

/// A caption behind its kind and number: 表1　各级的增长, Table 1: Growth by tier.
pub(crate) fn numbered(kind: &Localized, ordinal: usize, title: &str, language: Language) -> String {
    format!("{}{ordinal}{}{title}", kind.get(language), separator(language))
}

/// The kind of tables, as it stands before the number.
pub(crate) fn of_tables() -> Localized {
    Localized::new("表", "Table ")
}

/// The kind of charts, as it stands before the number.
pub(crate) fn of_charts() -> Localized {
    Localized::new("图", "Figure ")
}

/// What stands between the number and the title.
pub(crate) fn separator(language: Language) -> &'static str {
    match language {
        Language::Chinese => "　",
        Language::English => ": ",
    }
}
