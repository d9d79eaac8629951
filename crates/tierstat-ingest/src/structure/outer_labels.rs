//! Outer labels: which rows a label of the first column holds for where the column is blank in some of them.

use super::grid::Grid;
use super::words::is_total_label;

/// How the first column of a table groups its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct OuterLabels {
    /// Whether the column is blank in rows that have labels of their own, other than a total.
    pub(crate) groups: bool,
    /// Where a label stands in the middle or at the end of its rows: their first and last one, and its own.
    pub(crate) spans: Vec<(u32, u32, u32)>,
}

impl OuterLabels {
    /// Looks at the first column of a stub of several.
    pub(super) fn new(grid: &Grid<'_>, rows: (u32, u32), column: u32, stub: u32) -> Self {
        if stub < 2 {
            return Self::default();
        }
        let outer = |row: u32| grid.sheet.text(row, column);
        let inner = |row: u32| {
            let texts = (column + 1..column + stub).map(|column| grid.sheet.text(row, column));
            texts.into_iter().find(|text| !text.is_empty()).unwrap_or("")
        };
        let labelled: Vec<u32> = (rows.0..=rows.1).filter(|row| !inner(*row).is_empty()).collect();
        let groups = labelled.iter().any(|row| outer(*row).is_empty() && !is_total_label(inner(*row)));
        Self { groups, spans: spans(&labelled, outer, inner).unwrap_or_default() }
    }

    /// The row whose label holds for a row, where labels do not stand in the first of their rows.
    pub(crate) fn label_row(&self, row: u32) -> Option<u32> {
        let after = self.spans.partition_point(|(first, _, _)| *first <= row);
        let (_, last, label) = self.spans.get(after.checked_sub(1)?)?;
        (row <= *last).then_some(*label)
    }
}

/// The spans of labels that stand below the first of their rows: the inner labels begin anew with each span, and each
/// span has one outer label. `None` where the labels stand first, or nothing tells where a span begins.
fn spans<'a>(
    labelled: &[u32],
    outer: impl Fn(u32) -> &'a str,
    inner: impl Fn(u32) -> &'a str,
) -> Option<Vec<(u32, u32, u32)>> {
    let first = *labelled.first()?;
    if !outer(first).is_empty() {
        return None;
    }
    let begins: Vec<usize> = (0..labelled.len())
        .filter(|at| labelled.get(*at).is_some_and(|row| inner(*row) == inner(first)))
        .collect();
    let mut spans = Vec::new();
    let mut unlabelled = 0;
    for (number, at) in begins.iter().enumerate() {
        let end = begins.get(number + 1).copied().unwrap_or(labelled.len());
        let rows = labelled.get(*at..end)?;
        let mut labels = rows.iter().filter(|row| !outer(**row).is_empty());
        match (labels.next(), labels.next()) {
            (Some(label), None) => spans.push((*rows.first()?, *rows.last()?, *label)),
            (None, _) => unlabelled += 1,
            (Some(_), Some(_)) => return None,
        }
    }
    // One group of rows may be the total, which needs no outer label.
    (!spans.is_empty() && unlabelled <= 1 && spans.len() + unlabelled > 1).then_some(spans)
}
