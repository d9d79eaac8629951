//! The observation status of a figure.

use crate::Language;
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

    /// What it says of a figure, in a few words; empty for a normal value.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::A => ("", ""),
            Self::B => ("口径中断", "break in the series"),
            Self::D => ("口径不同", "another definition"),
            Self::E => ("估计数", "estimated"),
            Self::F => ("预测数", "forecast"),
            Self::I => ("插补数", "imputed"),
            Self::L => ("未收集", "not collected"),
            Self::M => ("不可能有数", "cannot exist"),
            Self::O => ("缺", "missing"),
            Self::P => ("暂定数", "provisional"),
            Self::Q => ("有数而不公布", "not published"),
            Self::U => ("可靠性低", "of low reliability"),
            Self::V => ("未经核实", "not validated"),
        };
        match language {
            Language::Chinese => chinese,
            Language::English => english,
        }
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
