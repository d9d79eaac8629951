//! Captions with their number.

use tierstat_model::{Language, Localized};

/// A caption behind its kind and number: 表1　各级的增长, Table 1: Growth by tier.
pub(crate) fn numbered(kind: &Localized, ordinal: usize, title: &str, language: Language) -> String {
    let kind = kind.get(language);
    match language {
        Language::Chinese => format!("{kind}{ordinal}　{title}"),
        Language::English => format!("{kind}{ordinal}: {title}"),
    }
}
