//! The findings that a report tells of: those about its own figures first.

use crate::binding::Binding;
use std::collections::BTreeSet;
use tierstat_model::{CellRef, Finding, FindingGroup};

/// Findings chosen for a report.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chosen {
    pub(crate) groups: Vec<FindingGroup>,
    /// How many more there are.
    pub(crate) left_out: usize,
}

/// At most so many findings: those about figures of the report first, then errors, warnings, the rest.
pub(crate) fn choose(findings: &[Finding], bindings: &[Binding], most: usize) -> Chosen {
    let own: BTreeSet<&CellRef> = bindings
        .iter()
        .flat_map(|binding| &binding.readings)
        .flat_map(|reading| std::iter::once(&reading.figure).chain(&reading.behind))
        .map(|figure| &figure.origin.cell)
        .collect();
    let mut groups = Finding::group(findings.to_vec());
    groups.sort_by_key(|group| {
        let about_own = group.finding.cells.iter().any(|cell| own.contains(cell));
        (!about_own, group.finding.severity)
    });
    let left_out = groups.len().saturating_sub(most);
    groups.truncate(most);
    Chosen { groups, left_out }
}
