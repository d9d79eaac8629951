//! Tables of more columns than a page shows.

use crate::report::Report;
use tierstat_document::Table;
use tierstat_model::{Finding, Localized, Severity};

/// So many columns a page shows beside each other.
const MOST_COLUMNS: usize = 20;

/// What is said of a table that no page shows whole; it is written all the same.
pub(super) fn finding(report: &Report, table: &Table) -> Option<Finding> {
    let (columns, name, own) = (table.headings.len(), &table.name, report.name());
    let line = report.line_of_table(name);
    let (line_zh, line_en) =
        line.map_or_else(Default::default, |line| (format!(" 第 {line} 行"), format!(", line {line}")));
    (columns > MOST_COLUMNS).then(|| Finding {
        severity: Severity::Warning,
        rule: "table.wide".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("{own}/report.toml{line_zh}：表 {name} 有{columns}列，一页放不下"),
            format!("{own}/report.toml{line_en}: the table {name} has {columns} columns, which no page shows beside each other"),
        ),
        hint: Localized::new(
            "分成几张表，或少列几个指标、地区或层级",
            "divide it into several tables, or name fewer indicators, areas or tiers",
        ),
    })
}
