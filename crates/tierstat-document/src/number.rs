//! A number with what it stands on.

use tierstat_model::{Bounds, Reading};

/// A number that a report prints, with everything a reader can ask of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// What it is, in words.
    pub label: String,
    /// The number as printed.
    pub text: String,
    /// The number without its sign, for sentences whose verb says the direction.
    pub unsigned_text: String,
    /// The number; `None` where there is none.
    pub bounds: Option<Bounds>,
    /// How it was computed, where it is not printed anywhere.
    pub formula: Option<String>,
    /// The readings it stands on.
    pub readings: Vec<Reading>,
}

impl Number {
    /// The number as printed, with or without its sign.
    #[must_use]
    pub fn printed(&self, unsigned: bool) -> &str {
        if unsigned { &self.unsigned_text } else { &self.text }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.bounds.is_none()
    }
}
