//! `coverage.over-one`: more units are covered than there were.

use super::evidence::{Evidence, named};
use crate::denominator::Denominators;
use crate::known_number::KnownNumber;
use std::collections::BTreeMap;
use tierstat_model::{Finding, Localized, Reading, Series, Severity};

pub(super) const RULE: &str = "coverage.over-one";

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut units_of: BTreeMap<Series, Denominators> = BTreeMap::new();
    for reading in evidence.readings() {
        let Some(covered) = reading.figure.quantity.bounds else { continue };
        let key = &reading.key;
        // The units of the same part: women among members are held against women among those who may be one.
        let Some((indicator, breakdown)) = evidence.lists.covered_by(&key.indicator, &key.breakdown) else {
            continue;
        };
        let units = units_of
            .entry(key.series().any_tier())
            .or_insert_with(|| {
                let tiers = evidence.lists.tiers.tiers.iter();
                let units = Series { indicator, breakdown, ..key.series() };
                let counts = tiers
                    .flat_map(|tier| evidence.series(&Series { tier: tier.id.clone(), ..units.clone() }));
                Denominators::among(counts, evidence.lists)
            })
            .at(&key.tier, key.period.last_day());
        let Some(units) = units else { continue };
        if units.bounds.upper_value().is_some_and(|most| covered.lower() > most) {
            findings.push(finding(evidence, reading, &units));
        }
    }
    findings
}

fn finding(evidence: &Evidence<'_>, covered: &Reading, units: &KnownNumber) -> Finding {
    let question = evidence.question(&covered.key);
    let terms: Vec<String> = units.readings.iter().map(|term| named(&term.figure)).collect();
    let (one, other) = (named(&covered.figure), terms.join(" + "));
    let when = units.period;
    let cells = std::iter::once(covered).chain(&units.readings);
    Finding {
        severity: Severity::Warning,
        rule: RULE.to_owned(),
        cells: cells.map(|reading| reading.figure.origin.cell.clone()).collect(),
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
