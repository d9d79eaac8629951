//! The words around a table, the same in every format.

use tierstat_model::Language;

/// The words before the unit of a table.
#[must_use]
pub fn unit(language: Language) -> &'static str {
    match language {
        Language::Chinese => "单位：",
        Language::English => "Unit: ",
    }
}

/// The words before a note.
#[must_use]
pub fn note(language: Language) -> &'static str {
    match language {
        Language::Chinese => "注：",
        Language::English => "Note: ",
    }
}

/// The words before the sources.
#[must_use]
pub fn source(language: Language) -> &'static str {
    match language {
        Language::Chinese => "资料来源：",
        Language::English => "Source: ",
    }
}

/// What the marks and lines of drawn sparklines say, behind the words that say so.
#[must_use]
pub fn marks(meanings: &[&str], language: Language) -> String {
    match language {
        Language::Chinese => format!("走势图例：{}", meanings.join("；")),
        Language::English => format!("Courses: {}", meanings.join("; ")),
    }
}

/// What the signs of sparklines stand for, behind the words that say so.
#[must_use]
pub(crate) fn signs(meanings: &[&str], language: Language) -> String {
    match language {
        Language::Chinese => format!("符号：{}", meanings.join("；")),
        Language::English => format!("Signs: {}", meanings.join("; ")),
    }
}
