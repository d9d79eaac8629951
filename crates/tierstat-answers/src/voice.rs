//! In which words an answer is said.

use tierstat_model::{CodeLists, Language};

/// In which language, and by which code lists, an answer is said.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// The code lists that have the names.
    pub lists: &'a CodeLists,
    /// The language.
    pub language: Language,
}
