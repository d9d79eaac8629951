//! What to ask those who sent files: for each the cells that cannot all be right, file by file.

use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{CellRef, Finding, Localized, Severity};

/// Rules about our own records and code lists, which no sender can settle.
const OURS: [&str; 7] = ["mapping.", "layout.", "origin.", "sheet.", "prose.", "indicator.", "tier."];
/// What the rules of doubt end in: what we could not be sure of when reading is no question to a sender.
const DOUBT: &str = ".doubtful";
/// But a number that is odd in itself is.
const NUMBER: &str = "number.";

/// What one sender is asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Letter {
    /// The questions about each file, by name.
    pub files: BTreeMap<String, FileQuestions>,
    /// All files that the findings behind the questions name, those of other senders among them.
    pub about: BTreeSet<String>,
}

/// What is asked of one file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileQuestions {
    /// Who published it, where that is known.
    pub publisher: Option<String>,
    /// The title of the document, where that is known.
    pub title: Option<String>,
    /// The questions, in the order of the findings.
    pub questions: Vec<Question>,
}

/// One cell, or several that belong together, with what is to be looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The cells of the sender.
    pub cells: Vec<CellRef>,
    /// What each of them prints; empty where no figure was read from it.
    pub printed: Vec<String>,
    /// What is to be looked at.
    pub message: Localized,
}

/// The letters to those with questions, by name of the sender; none where a finding is ours to settle, or only tells something.
///
/// ```
/// use std::collections::BTreeMap;
/// use tierstat_answers::letter::letters;
///
/// let found = letters(&[], |_| None, &BTreeMap::new());
/// assert!(found.is_empty());
/// ```
pub fn letters(
    findings: &[Finding],
    sender_of: impl Fn(&CellRef) -> Option<String>,
    printed: &BTreeMap<CellRef, String>,
) -> BTreeMap<String, Letter> {
    let mut letters: BTreeMap<String, Letter> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| is_for_the_sender(finding)) {
        let mut cells_of: BTreeMap<String, Vec<CellRef>> = BTreeMap::new();
        for cell in &finding.cells {
            if let Some(sender) = sender_of(cell) {
                cells_of.entry(sender).or_default().push(cell.clone());
            }
        }
        for (sender, cells) in cells_of {
            let letter = letters.entry(sender).or_default();
            letter.about.extend(finding.cells.iter().map(|cell| cell.file.clone()));
            // A question about cells of several files stands with the first.
            let Some(file) = cells.first().map(|cell| cell.file.clone()) else { continue };
            let printed = cells.iter().map(|cell| printed.get(cell).cloned().unwrap_or_default()).collect();
            let message = finding.message.clone();
            letter.files.entry(file).or_default().questions.push(Question { cells, printed, message });
        }
    }
    letters
}

/// Whether a sender can settle it.
fn is_for_the_sender(finding: &Finding) -> bool {
    let is_ours = OURS.iter().any(|ours| finding.rule.starts_with(ours))
        || (finding.rule.ends_with(DOUBT) && !finding.rule.starts_with(NUMBER));
    finding.severity != Severity::Information && !is_ours
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(file: &str, row: u32) -> CellRef {
        CellRef { file: file.to_owned(), sheet: None, row, column: 2 }
    }

    fn finding(rule: &str, severity: Severity, cells: Vec<CellRef>) -> Finding {
        let message = Localized::new(rule, rule);
        Finding { severity, rule: rule.to_owned(), cells, message, hint: Localized::default() }
    }

    fn sender(cell: &CellRef) -> Option<String> {
        cell.file.split_once('/').map(|(sender, _)| sender.to_owned())
    }

    #[test]
    fn each_sender_is_asked_for_its_own_cells_and_told_of_no_other() {
        let both = vec![cell("a/t.csv", 3), cell("b/t.csv", 5), cell("a/t.csv", 4)];
        let printed = BTreeMap::from([(cell("a/t.csv", 3), "7".to_owned())]);
        let found = letters(&[finding("total.parts", Severity::Error, both)], sender, &printed);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["a", "b"]);
        let asked = &found["a"].files["a/t.csv"].questions;
        assert_eq!(asked[0].cells, [cell("a/t.csv", 3), cell("a/t.csv", 4)]);
        assert_eq!(asked[0].printed, ["7", ""]);
        assert_eq!(found["a"].about.len(), 2, "it goes when either file is no source any more");
    }

    #[test]
    fn what_is_ours_to_settle_or_only_told_is_no_question() {
        let ours = ["mapping.unused", "area.doubtful", "tier.unknown"];
        let asked = ["number.doubtful", "total.parts"];
        let of_rule = |rule: &str| {
            letters(&[finding(rule, Severity::Warning, vec![cell("a/t", 1)])], sender, &BTreeMap::new())
        };
        assert!(ours.iter().all(|rule| of_rule(rule).is_empty()));
        assert!(asked.iter().all(|rule| of_rule(rule).len() == 1));
        let told = finding("total.parts", Severity::Information, vec![cell("a/t", 1)]);
        assert!(letters(&[told], sender, &BTreeMap::new()).is_empty());
    }
}
