//! What came of a check.

use std::fmt;
use tierstat_model::Localized;

/// How much a check matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckLevel {
    /// A reader who cannot see, or who has the figures read by a program, is kept from them.
    Essential,
    /// It makes the figures easier to come to.
    Desirable,
}

impl CheckLevel {
    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Essential => "essential",
            Self::Desirable => "desirable",
        }
    }

    /// What people read in its place.
    #[must_use]
    pub fn words(self) -> Localized {
        match self {
            Self::Essential => Localized::new("必须", "essential"),
            Self::Desirable => Localized::new("建议", "desirable"),
        }
    }
}

/// A place in a workbook at which a check failed, with what is seen there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckPlace {
    /// The sheet; none where the whole workbook is meant.
    pub sheet: Option<String>,
    /// The cells in A1 notation; none where the whole sheet is meant.
    pub range: Option<String>,
    /// What is seen there.
    pub seen: Localized,
}

impl fmt::Display for CheckPlace {
    /// Prints the address alone, as `表2 › C17:D20`; nothing for the whole workbook.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> = [&self.sheet, &self.range].into_iter().flatten().map(String::as_str).collect();
        f.write_str(&parts.join(" › "))
    }
}

/// What came of a check of one workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckOutcome {
    /// Nothing was found against it.
    Passed {
        /// What a person has still to see to; mostly empty.
        remark: Localized,
    },
    /// Something was found against it.
    Failed {
        /// Where, as far as the places are listed.
        places: Vec<CheckPlace>,
        /// How many cells or other things it is in all.
        count: u64,
        /// How many places are not listed.
        more: usize,
    },
    /// The workbook has nothing that it could be asked of.
    NotApplicable {
        /// What there is not.
        reason: Localized,
    },
    /// No program can tell.
    ForAPerson,
}

impl CheckOutcome {
    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Passed { .. } => "passed",
            Self::Failed { .. } => "failed",
            Self::NotApplicable { .. } => "not-applicable",
            Self::ForAPerson => "for-a-person",
        }
    }

    /// What people read in its place.
    #[must_use]
    pub fn words(&self) -> Localized {
        match self {
            Self::Passed { .. } => Localized::new("通过", "passed"),
            Self::Failed { .. } => Localized::new("未通过", "failed"),
            Self::NotApplicable { .. } => Localized::new("不适用", "not applicable"),
            Self::ForAPerson => Localized::new("由人判断", "for a person"),
        }
    }

    /// Nothing was found.
    pub(crate) fn passed() -> Self {
        Self::Passed { remark: Localized::default() }
    }

    /// There is nothing to ask it of.
    pub(crate) fn not_applicable(zh: &str, en: &str) -> Self {
        Self::NotApplicable { reason: Localized::new(zh, en) }
    }
}
