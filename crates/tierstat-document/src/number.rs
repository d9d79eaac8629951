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

    /// Whether the print says the value, as far as it prints digits: 25.0% for a quarter, 4,686, −3.
    #[must_use]
    pub fn prints_its_value(&self) -> bool {
        let Some(value) = self.bounds.and_then(|bounds| bounds.as_point()) else { return false };
        // A number behind a plus is a change, which no number of a cell can show.
        if self.text.starts_with('+') {
            return false;
        }
        let plain = self.text.replace(',', "").replace('\u{2212}', "-");
        let (digits, scale) = plain.strip_suffix('%').map_or((plain.as_str(), 1.0), |share| (share, 0.01));
        let decimals = digits.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
        let Ok(power) = i32::try_from(decimals) else { return false };
        let half = 0.5 * 10_f64.powi(-power) * scale;
        digits.parse::<f64>().is_ok_and(|read| (read * scale - value).abs() <= half * (1.0 + 1e-9))
    }
}
