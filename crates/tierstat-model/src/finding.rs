//! Findings: what a check saw. A finding never stops the work.

use crate::{CellRef, Localized};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The figures cannot be right as they stand.
    Error,
    /// Something wants a look.
    Warning,
    /// Worth knowing.
    Information,
}

impl Severity {
    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }

    /// What people read in its place.
    #[must_use]
    pub fn words(self) -> Localized {
        match self {
            Self::Error => Localized::new("错误", "error"),
            Self::Warning => Localized::new("警告", "warning"),
            Self::Information => Localized::new("信息", "information"),
        }
    }
}

/// Something odd that was seen, with its cells and how to settle it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The stable id of the rule that saw it, such as `total.mismatch`.
    pub rule: String,
    /// The cells it is about.
    pub cells: Vec<CellRef>,
    /// What was seen and what was expected.
    pub message: Localized,
    /// How to settle it.
    pub hint: Localized,
}

/// Findings of one rule with the same message, so that five hundred equal ones read as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingGroup {
    /// The first of them, whose `cells` are those of all.
    pub finding: Finding,
    /// How many there are.
    pub count: usize,
}

impl Finding {
    /// Groups equal findings, errors first, then by rule and message.
    #[must_use]
    pub fn group(findings: Vec<Self>) -> Vec<FindingGroup> {
        let mut groups: BTreeMap<(Severity, String, Localized), FindingGroup> = BTreeMap::new();
        for finding in findings {
            let key = (finding.severity, finding.rule.clone(), finding.message.clone());
            match groups.get_mut(&key) {
                Some(group) => {
                    group.count += 1;
                    group.finding.cells.extend(finding.cells);
                }
                None => {
                    groups.insert(key, FindingGroup { finding, count: 1 });
                }
            }
        }
        groups.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_findings_become_one_with_all_cells() {
        let finding = |row| Finding {
            severity: Severity::Warning,
            rule: "area.unknown".into(),
            cells: vec![CellRef { file: "a.csv".into(), sheet: None, row, column: 1 }],
            message: Localized::new("不认识", "unknown"),
            hint: Localized::default(),
        };
        let groups = Finding::group(vec![finding(1), finding(2)]);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].count, 2);
        assert_eq!(groups[0].finding.cells.len(), 2);
    }
}
