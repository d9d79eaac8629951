//! The observation status of a figure.

use serde::{Deserialize, Serialize};

/// A status code of SDMX CL_OBS_STATUS (version 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Status {
    /// Normal value.
    #[default]
    A,
    /// Time series break.
    B,
    /// Definition differs.
    D,
    /// Estimated value.
    E,
    /// Forecast value.
    F,
    /// Imputed value.
    I,
    /// Missing value; data exist but were not collected.
    L,
    /// Missing value; data cannot exist.
    M,
    /// Missing value.
    O,
    /// Provisional value.
    P,
    /// Missing value; suppressed.
    Q,
    /// Low reliability.
    U,
    /// Unvalidated value.
    V,
}

impl Status {
    const ALL: [Self; 13] = [
        Self::A,
        Self::B,
        Self::D,
        Self::E,
        Self::F,
        Self::I,
        Self::L,
        Self::M,
        Self::O,
        Self::P,
        Self::Q,
        Self::U,
        Self::V,
    ];

    /// The SDMX code, one letter.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
            Self::I => "I",
            Self::L => "L",
            Self::M => "M",
            Self::O => "O",
            Self::P => "P",
            Self::Q => "Q",
            Self::U => "U",
            Self::V => "V",
        }
    }

    /// Reads back what [`Status::code`] writes.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The shorthand of accessible spreadsheets, as `[p]`, or nothing for a normal value.
    #[must_use]
    pub fn shorthand(self) -> &'static str {
        match self {
            Self::A => "",
            Self::B => "[b]",
            Self::D => "[d]",
            Self::E | Self::I => "[e]",
            Self::F => "[f]",
            Self::L | Self::O => "[x]",
            Self::M => "[z]",
            Self::P => "[p]",
            Self::Q => "[c]",
            Self::U | Self::V => "[u]",
        }
    }
}
