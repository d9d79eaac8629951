//! `coverage.over-one`: more units are covered than there were.

use super::evidence::{Evidence, named};
use tierstat_model::{Finding, Localized, Reading, Severity};

pub(super) const RULE: &str = "coverage.over-one";

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for reading in evidence.readings() {
        let covers = evidence
            .lists
            .indicators
            .get(&reading.key.indicator)
            .and_then(|indicator| indicator.covers.as_ref());
        let Some(units_indicator) = covers else { continue };
        // The latest count of units on or before the day of the covered ones.
        let units: Option<&Reading> = evidence
            .series(units_indicator, &reading.key.tier, &reading.key.area)
            .iter()
            .filter(|units| {
                units.key.period.last_day() <= reading.key.period.last_day()
                    && units.figure.quantity.bounds.is_some()
            })
            .max_by_key(|units| units.key.period);
        let Some(units) = units else { continue };
        let (Some(covered), Some(most)) = (
            reading.figure.quantity.bounds,
            units.figure.quantity.bounds.and_then(|bounds| bounds.upper_value()),
        ) else {
            continue;
        };
        if covered.lower() > most {
            findings.push(finding(evidence, reading, units));
        }
    }
    findings
}

fn finding(evidence: &Evidence<'_>, covered: &Reading, units: &Reading) -> Finding {
    let question = evidence.question(&covered.key);
    let (one, other) = (named(&covered.figure), named(&units.figure));
    let when = units.key.period;
    Finding {
        severity: Severity::Warning,
        rule: RULE.to_owned(),
        cells: vec![covered.figure.origin.cell.clone(), units.figure.origin.cell.clone()],
        message: Localized::new(
            format!("{}：{one}，多于 {when} 的单位数 {other}", question.zh),
            format!("{}: {one} is more than the {other} units of {when}", question.en),
        ),
        hint: Localized::new(
            "两者口径可能不同：一个单位可能不止一个，或分母已过时",
            "the two may count different things: a unit may have more than one, or the denominator is out of date",
        ),
    }
}
