//! `bound.above-known`: a number is said to exceed what it was only rounded up to.
//!
//! 超过44万 beside an exact 439,266 of about the same day: the exact number rounds to the bound and lies below it.

use super::evidence::{Evidence, named};
use super::series::shifted;
use super::shared::Shared;
use tierstat_model::{Figure, Finding, Localized, Precision, Severity};

pub(super) const RULE: &str = "bound.above-known";

/// The exact number is of the same time or of a while after it: a growing series had not reached the bound even then.
const BEFORE: i32 = 31;
const AFTER: i32 = 120;

pub(super) fn check(evidence: &Evidence<'_>, shared: &Shared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for series in &shared.series {
        for (day, (rough, bounds)) in series.numbers() {
            if !matches!(rough.quantity.precision, Precision::AtLeast | Precision::Floor) {
                continue;
            }
            let step = step(bounds.lower());
            let mut around = series.numbers_between(shifted(day, -BEFORE), shifted(day, AFTER));
            let known = around.find(|(_, (exact, _))| {
                let value = exact.quantity.value.filter(|_| exact.quantity.precision == Precision::Exact);
                value.is_some_and(|value| {
                    value < bounds.lower() && ((value / step).round() * step - bounds.lower()).abs() < 0.5
                })
            });
            if let Some((_, (exact, _))) = known {
                findings.push(finding(evidence, rough, exact));
            }
        }
    }
    findings
}

/// The place value of the last digit that is not zero: 10,000 of 440,000.
fn step(value: f64) -> f64 {
    let mut step = 1.0;
    while value > 0.0 && (value / (step * 10.0)).fract() == 0.0 && step < 1e12 {
        step *= 10.0;
    }
    step
}

fn finding(evidence: &Evidence<'_>, rough: &Figure, exact: &Figure) -> Finding {
    let question = evidence.question(&rough.key());
    let (one, other) = (named(rough), named(exact));
    Finding {
        severity: Severity::Warning,
        rule: RULE.to_owned(),
        cells: vec![rough.origin.cell.clone(), exact.origin.cell.clone()],
        message: Localized::new(
            format!("{}：{one} 说的是“超过”，而 {} 的准确数 {other} 低于它", question.zh, exact.period),
            format!("{}: {one} claims more than the exact {other} of {}", question.en, exact.period),
        ),
        hint: Localized::new(
            format!("像是把 {} 进位后写成“超过”；应作约数", exact.quantity.printed),
            format!(
                "it looks rounded up from {} and then called a minimum; read it as about that much",
                exact.quantity.printed
            ),
        ),
    }
}
