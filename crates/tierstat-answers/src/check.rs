//! Whether the figures agree with each other: what imports and checks saw, and what each rule looks for.

use crate::error::AnswerError;
use crate::names;
use crate::row::{Field, Row};
use jiff::civil::Date;
use tierstat_model::{CodeLists, FigureLookup, Finding, Localized};
use tierstat_stats::check::Rule;

/// What the imports saw, and what the checks see in the figures that were known on a day, errors first.
///
/// # Errors
/// [`AnswerError::Stats`] where the figures cannot be looked up.
pub fn findings(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    of_imports: Vec<Finding>,
    known_on: Option<Date>,
) -> Result<Vec<Finding>, AnswerError> {
    let mut findings = of_imports;
    findings.extend(tierstat_stats::check::check(lookup, lists, known_on)?);
    findings.sort();
    Ok(findings)
}

/// The findings of rules whose ids begin so, and what is to be said of a beginning that no finding and no check has.
#[must_use]
pub fn of_rules(findings: Vec<Finding>, beginnings: &[String]) -> (Vec<Finding>, Vec<Localized>) {
    if beginnings.is_empty() {
        return (findings, Vec::new());
    }
    let rules = tierstat_stats::check::rules();
    let mut ids: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
    ids.extend(findings.iter().map(|finding| finding.rule.as_str()));
    let strange =
        beginnings.iter().filter(|beginning| !ids.iter().any(|id| id.starts_with(beginning.as_str())));
    let said = strange.map(|beginning| {
        let near = names::alike(beginning, ids.iter().map(|id| (*id, *id)));
        let (near_zh, near_en) = match near.is_empty() {
            true => (String::new(), String::new()),
            false => (
                format!("；您是不是要：{}？", near.join("、")),
                format!("; did you mean {}?", near.join(", ")),
            ),
        };
        Localized::new(
            format!("没有发现，也没有检查的规则以“{beginning}”开头{near_zh}"),
            format!("no finding and no check has a rule that begins with `{beginning}`{near_en}"),
        )
    });
    let said = said.collect();
    let is_asked_for =
        |finding: &Finding| beginnings.iter().any(|beginning| finding.rule.starts_with(beginning.as_str()));
    (findings.into_iter().filter(is_asked_for).collect(), said)
}

/// A finding as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRow(pub Finding);

impl Row for FindingRow {
    fn fields() -> Vec<Field<Self>> {
        let cells = |row: &Self| row.0.cells.iter().map(ToString::to_string).collect();
        vec![
            Field::text("rule", ["规则", "rule"], |row: &Self| row.0.rule.clone()),
            Field::code(
                "severity",
                ["程度", "severity"],
                |row| row.0.severity.name(),
                |row| row.0.severity.words(),
            ),
            Field::localized("message", ["发现", "message"], |row| row.0.message.clone()),
            Field::lines("cells", ["单元格", "cells"], cells, |row, _| {
                row.0.cells.iter().map(ToString::to_string).collect()
            }),
            Field::localized("hint", ["处理", "hint"], |row| row.0.hint.clone()),
        ]
    }
}

/// A rule of the checks as a row, with what it looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow(Rule);

/// Every rule of the checks.
///
/// ```
/// assert!(tierstat_answers::check::rules().len() > 20);
/// ```
#[must_use]
pub fn rules() -> Vec<RuleRow> {
    tierstat_stats::check::rules().into_iter().map(RuleRow).collect()
}

impl Row for RuleRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("rule", ["规则", "rule"], |row: &Self| row.0.id.to_owned()),
            Field::localized("looks_for", ["寻找什么", "looks for"], |row| row.0.explanation.clone()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{for_programs, lists, readings};
    use serde_json::json;

    #[test]
    fn findings_are_those_of_imports_and_checks_and_a_strange_rule_is_said() {
        let ledger = readings(&[
            "clubs|all|0|2010|50",
            "clubs|province|0|2010|10",
            "clubs|prefecture|0|2010|10",
            "clubs|county|0|2010|10",
        ]);
        let of_import = Finding { rule: "cell.blank".into(), ..ledger_finding(&ledger) };
        let found = findings(&ledger, &lists(), vec![of_import], None).unwrap();
        let (parts, said) = of_rules(found.clone(), &["total".to_owned(), "cell".to_owned()]);
        assert!(said.is_empty() && parts.len() >= 2, "{parts:?}");
        let row = for_programs(&FindingRow(parts[0].clone()), &lists());
        assert_eq!(
            (&row["cells"][0], &row["message_en"]),
            (&json!("a.csv › A1"), &json!(parts[0].message.en))
        );
        let (none, said) = of_rules(found, &["totl.parts".to_owned()]);
        assert!(none.is_empty() && said[0].en.contains("did you mean total.parts"), "{said:?}");
    }

    fn ledger_finding(ledger: &crate::testing::Readings) -> Finding {
        Finding {
            severity: tierstat_model::Severity::Warning,
            rule: String::new(),
            cells: vec![ledger.0[0].figure.origin.cell.clone()],
            message: Localized::new("空", "blank"),
            hint: Localized::default(),
        }
    }
}
