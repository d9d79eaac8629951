//! What adds up inside a table and what does not: totals against their parts, and rows that stand there twice.

use crate::FileContext;
use crate::naming::NamedFigure;
use crate::origin_file::BlankMeaning;
use crate::places::Places;
use crate::read_file::SeenFigure;
use crate::structure::words::is_total_label;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Bounds, Finding, Localized, Precision, Severity};

/// Totals whose column does not sum to them, within what the prints allow.
///
/// Only where one row is a total by its word and all others are its parts: no second total, no parts of parts
/// (`#县`), no missing part. A column that is no sum at all (a rate, a mean, a median) is told by lying far off.
pub(crate) fn wrong_totals(
    context: &FileContext<'_>,
    figures: &[SeenFigure],
    places: &Places<'_>,
) -> Vec<Finding> {
    let figures = || figures.iter().map(|seen| &seen.named);
    let is_total =
        |figure: &NamedFigure| figure.raw.row_labels.iter().any(|label| is_total_label(&label.text));
    let total_rows: BTreeSet<u32> =
        figures().filter(|figure| is_total(figure)).map(|figure| figure.raw.place.0).collect();
    let has_subtotal = figures().any(|figure| figure.raw.is_total && !is_total(figure));
    let has_parts_of_parts = figures().flat_map(|figure| figure.raw.row_labels.iter()).any(|label| {
        let text = label.text.trim_start();
        text.starts_with(['#', '＃'])
    });
    let (Some(total_row), 1, false, false) =
        (total_rows.first().copied(), total_rows.len(), has_subtotal, has_parts_of_parts)
    else {
        return Vec::new();
    };
    let blank_counts_nothing = matches!(
        context.origin.map(|origin| origin.blank),
        Some(BlankMeaning::Zero | BlankMeaning::NotApplicable)
    );
    let mut columns: BTreeMap<u32, Vec<&NamedFigure>> = BTreeMap::new();
    for figure in figures() {
        columns.entry(figure.raw.place.1).or_default().push(figure);
    }
    let mut findings = Vec::new();
    for figures in columns.values() {
        let Some(total) = figures.iter().find(|figure| figure.raw.place.0 == total_row) else { continue };
        let parts: Vec<&&NamedFigure> = figures
            .iter()
            .filter(|figure| figure.raw.place.0 != total_row && !figure.meaning.ignored)
            .collect();
        let Some(printed) = total.quantity().bounds else { continue };
        if parts.len() < 2 || total.meaning.ignored || total.quantity().precision == Precision::Share {
            continue;
        }
        let Some(sum) = sum(&parts, blank_counts_nothing) else { continue };
        if printed.overlaps(&sum) || !is_near(&printed, &sum) {
            continue;
        }
        let text = &total.quantity().printed;
        findings.push(Finding {
            severity: Severity::Warning,
            rule: "total.mismatch".to_owned(),
            cells: std::iter::once(total.raw.place)
                .chain(parts.iter().map(|part| part.raw.place))
                .map(|place| places.cell(place))
                .collect(),
            message: Localized::new(
                format!("合计印为 {text}，而各部分之和为 {}", readable(&sum)),
                format!("the total prints {text}, but its parts sum to {}", readable(&sum)),
            ),
            hint: Localized::new(
                "请核对合计和各部分；如属印错，请写一条更正。",
                "Check the total and its parts; for a misprint, write a correction.",
            ),
        });
    }
    findings
}

fn sum(parts: &[&&NamedFigure], blank_counts_nothing: bool) -> Option<Bounds> {
    let mut sum = Bounds::point(0.0).ok()?;
    for part in parts {
        match part.quantity().bounds {
            Some(bounds) if part.quantity().precision != Precision::Share => sum = sum.plus(&bounds),
            None if blank_counts_nothing && part.quantity().printed.trim().is_empty() => {}
            Some(_) | None => return None,
        }
    }
    Some(sum)
}

/// Whether a sum lies so near to a total that it was meant to be one: within a fifth.
fn is_near(total: &Bounds, sum: &Bounds) -> bool {
    let (total, sum) = (total.lower(), sum.lower());
    (total - sum).abs() <= 0.2 * total.abs().max(sum.abs())
}

fn readable(bounds: &Bounds) -> String {
    bounds.as_point().map_or_else(|| bounds.to_string(), |point| point.to_string())
}

/// A finding names no more rows than this.
const ROWS_SAID: usize = 10;

/// Rows of a table that carry the same labels under the same groups.
pub(crate) fn duplicate_rows(figures: &[SeenFigure], places: &Places<'_>) -> Vec<Finding> {
    let mut rows: BTreeMap<Vec<&str>, BTreeMap<u32, (u32, u32)>> = BTreeMap::new();
    for figure in figures {
        let raw = &figure.named.raw;
        let labels: Vec<&str> =
            raw.groups.iter().chain(raw.row_labels.iter()).map(|label| label.text.as_str()).collect();
        if let Some(last) = raw.row_labels.last() {
            rows.entry(labels).or_default().insert(raw.place.0, last.place);
        }
    }
    rows.into_iter()
        .filter(|(_, rows)| rows.len() > 1)
        .map(|(labels, rows)| {
            let path = labels.join(" › ");
            // A long list would stand at each of its rows again.
            let numbers: Vec<String> = rows.keys().take(ROWS_SAID).map(u32::to_string).collect();
            let (more_zh, more_en) = match rows.len().saturating_sub(ROWS_SAID) {
                0 => (String::new(), String::new()),
                more => (format!("，以及另外{more}行"), format!(" and {more} more")),
            };
            Finding {
                severity: Severity::Warning,
                rule: "row.duplicate".to_owned(),
                cells: rows.values().map(|place| places.cell(*place)).collect(),
                message: Localized::new(
                    format!("“{path}”出现在多行：{}{more_zh}", numbers.join("、")),
                    format!("`{path}` stands in more than one row: {}{more_en}", numbers.join(", ")),
                ),
                hint: Localized::new(
                    "请核对哪一行有效，并在对照文件的 [cells] 中将其余的写为 ignore = true。",
                    "Find out which row holds, and write ignore = true for the others under [cells] in the mapping file.",
                ),
            }
        })
        .collect()
}
