//! `duplicate.figure` and `duplicate.conflict`: one document answers one question twice.

use super::evidence::Evidence;
use super::shared::Shared;
use std::collections::BTreeMap;
use tierstat_model::{Figure, Finding, Localized, SeriesKey, Severity};

pub(super) const RULE_SAME: &str = "duplicate.figure";
pub(super) const RULE_CONFLICT: &str = "duplicate.conflict";

pub(super) fn check(evidence: &Evidence<'_>, shared: &Shared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for document in &shared.documents {
        let mut questions: BTreeMap<SeriesKey, Vec<&Figure>> = BTreeMap::new();
        for figure in &document.figures {
            questions.entry(figure.key()).or_default().push(figure);
        }
        findings.extend(
            questions
                .iter()
                .filter(|(_, answers)| answers.len() > 1)
                .map(|(key, answers)| duplicate(evidence, key, answers)),
        );
    }
    findings
}

fn duplicate(evidence: &Evidence<'_>, key: &SeriesKey, answers: &[&Figure]) -> Finding {
    let can_hold_together = answers.iter().all(|one| {
        answers.iter().all(|other| match (&one.quantity.bounds, &other.quantity.bounds) {
            (Some(one), Some(other)) => one.overlaps(other),
            _ => true,
        })
    });
    let question = evidence.question(key);
    let printed =
        answers.iter().map(|figure| figure.quantity.printed.as_str()).collect::<Vec<_>>().join(", ");
    let title = &answers[0].origin.document.title;
    let cells = answers.iter().map(|figure| figure.origin.cell.clone()).collect();
    if can_hold_together {
        Finding {
            severity: Severity::Information,
            rule: RULE_SAME.to_owned(),
            cells,
            message: Localized::new(
                format!("{}：《{title}》印了不止一次：{printed}", question.zh),
                format!("{}: \"{title}\" prints it more than once: {printed}", question.en),
            ),
            hint: Localized::new("数值一致，无需处理", "the values agree; nothing needs to be done"),
        }
    } else {
        Finding {
            severity: Severity::Warning,
            rule: RULE_CONFLICT.to_owned(),
            cells,
            message: Localized::new(
                format!("{}：《{title}》印出不同的数：{printed}", question.zh),
                format!("{}: \"{title}\" prints different numbers: {printed}", question.en),
            ),
            hint: Localized::new(
                "核对原文；用更正（corrections）去掉错的一个，或用对照（mapping）说明两者含义不同",
                "look at the print; drop the wrong one by a correction, or tell the two apart in the mapping",
            ),
        }
    }
}
