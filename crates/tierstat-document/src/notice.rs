//! What the checks found, as a report tells it.

use tierstat_model::{CellRef, Language, Localized, Severity};

/// The findings that a report tells of.
#[derive(Debug, Clone, PartialEq)]
pub struct Notices {
    /// Those told, in order.
    pub notices: Vec<Notice>,
    /// How many more there are.
    pub left_out: usize,
}

/// A finding as a reader reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// How grave it is.
    pub severity: Severity,
    /// The rule that found it.
    pub rule: String,
    /// What is so.
    pub message: String,
    /// What can be done.
    pub hint: String,
    /// Where.
    pub cells: Vec<CellRef>,
}

impl Notice {
    /// The severity in words.
    #[must_use]
    pub fn severity(&self, language: Language) -> &'static str {
        match (self.severity, language) {
            (Severity::Error, Language::Chinese) => "错误",
            (Severity::Warning, Language::Chinese) => "警告",
            (Severity::Information, Language::Chinese) => "信息",
            (Severity::Error, Language::English) => "Error",
            (Severity::Warning, Language::English) => "Warning",
            (Severity::Information, Language::English) => "Information",
        }
    }

    /// The first cells, and how many more there are.
    #[must_use]
    pub fn named_cells(&self, language: Language) -> String {
        const MOST: usize = 2;
        let mut named: Vec<String> = self.cells.iter().take(MOST).map(ToString::to_string).collect();
        if self.cells.len() > MOST {
            let others = self.cells.len() - MOST;
            named.push(match language {
                Language::Chinese => format!("等另外 {others} 处"),
                Language::English => format!("and {others} more"),
            });
        }
        named.join("; ")
    }
}

impl Notices {
    /// The words for finding nothing.
    #[must_use]
    pub fn none(language: Language) -> &'static str {
        match language {
            Language::Chinese => "没有发现问题。",
            Language::English => "Nothing was found.",
        }
    }

    /// The words for what is left out, or nothing; the command that shows it stands between backticks.
    #[must_use]
    pub fn more(&self, language: Language) -> Option<String> {
        let left_out = self.left_out;
        let words = Localized::new(
            format!("另有 {left_out} 条，见 `tierstat check`。"),
            format!("{left_out} more: see `tierstat check`."),
        );
        (left_out > 0).then(|| words.get(language).to_owned())
    }
}
