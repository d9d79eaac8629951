//! Why a file is not checked.

use std::fmt;
use tierstat_model::Localized;

/// Why a file cannot be checked as a workbook: what it is instead, or what is wrong with it, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LintFault {
    /// The file holds nothing.
    Empty,
    /// The file is something else than an .xlsx or .xlsm.
    OtherKind {
        /// What it is, such as a workbook of the old format.
        kind: Localized,
        /// How to come to a workbook that can be checked.
        hint: Localized,
    },
    /// The workbook is locked with a password.
    Locked,
    /// The parts of the file contradict its format, or it ends before they do.
    Broken {
        /// What was met.
        reason: Localized,
    },
    /// The file is larger than the limits allow.
    Oversized {
        /// Which size.
        what: Localized,
        /// How much there is, as far as it was counted.
        found: u64,
        /// The limit.
        limit: u64,
    },
}

impl LintFault {
    /// A fault in a part of the file.
    pub(crate) fn broken(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Broken { reason: Localized::new(zh, en) }
    }

    /// A size above its limit.
    pub(crate) fn oversized(zh: &str, en: &str, found: u64, limit: u64) -> Self {
        Self::Oversized { what: Localized::new(zh, en), found, limit }
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::Empty => Localized::new("是空文件", "the file is empty"),
            Self::OtherKind { kind, .. } => Localized::new(
                format!("是{}，不是 .xlsx 或 .xlsm 工作簿", kind.zh),
                format!("it is {}, not an .xlsx or .xlsm workbook", kind.en),
            ),
            Self::Locked => Localized::new("设有密码", "it is protected with a password"),
            Self::Broken { reason } => Localized::new(
                format!("不完整或已损坏：{}", reason.zh),
                format!("it is cut off or damaged: {}", reason.en),
            ),
            Self::Oversized { what, found, limit } => Localized::new(
                format!("过大：{}为 {found}，上限为 {limit}", what.zh),
                format!("it is too large: {} {found}, at most {limit} allowed", what.en),
            ),
        }
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::Empty => Localized::new("请重新索取该文件", "ask for the file again"),
            Self::OtherKind { hint, .. } => hint.clone(),
            Self::Locked => Localized::new(
                "在表格软件中打开，去掉密码后另存，再检查另存的文件",
                "open it in a spreadsheet program, save it without the password, and check the saved file",
            ),
            Self::Broken { .. } => Localized::new(
                "用表格软件打开并另存为 .xlsx，再检查另存的文件；打不开时请重新索取",
                "open it in a spreadsheet program, save it as .xlsx and check the saved file; where it does not open, ask for it again",
            ),
            Self::Oversized { .. } => Localized::new(
                "把工作簿分成几个，或删去已用区域之外的空行空列，再检查",
                "divide the workbook into several, or delete the rows and columns beyond those in use, and check again",
            ),
        }
    }
}

impl fmt::Display for LintFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.localized().en)
    }
}

impl std::error::Error for LintFault {}
