//! Questions from totals that do not add up.

use crate::question::{Choice, OpenQuestion};
use crate::record::{Content, Record};
use tierstat_model::{CellRef, Localized};

/// A total that is not the sum of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongTotal {
    /// The cell of the total.
    pub cell: CellRef,
    /// What it prints.
    pub printed: String,
    /// What the check said.
    pub reason: Localized,
}

/// The questions about totals: each may be left out, so that the sum of its parts answers, or stay until its sender has answered.
///
/// The reason that the record gives is in the words that are handed over.
#[must_use]
pub fn questions_of_totals(totals: &[WrongTotal], in_chinese: bool) -> Vec<OpenQuestion> {
    let question = |total: &WrongTotal| {
        let reason = if in_chinese { &total.reason.zh } else { &total.reason.en };
        let dropped = Record {
            file: format!("{}.corrections.toml", total.cell.file),
            content: Content::Dropped {
                cell: total.cell.clone(),
                expected: total.printed.clone(),
                reason: reason.clone(),
            },
        };
        OpenQuestion {
            rule: "total.mismatch".to_owned(),
            reasons: vec![total.reason.clone()],
            cells: vec![total.cell.clone()],
            choices: vec![Choice {
                words: Localized::new(
                    "合计印错：不读它，以各部分之和作答（写一条更正）",
                    "the total is misprinted: it is not read, and the sum of its parts answers (writes a correction)",
                ),
                records: vec![dropped],
            }],
            parts: Vec::new(),
        }
    };
    totals.iter().map(question).collect()
}
