//! `jump.implausible`, `magnitude.implausible`, `definition.differs`, `outlier.between`, `decline.unlikely`: a series moves as such
//! series do not.
//!
//! Growth per year between readings, as logarithms, is compared with the median of the series by the median absolute
//! deviation (Iglewicz and Hoaglin 1993), with a floor, since short series deviate little by chance. A fall by more than
//! half between two documents is first of all two definitions.

use super::evidence::{Evidence, named};
use super::series::{Series, Step, days_between, middle};
use super::shared::Shared;
use std::collections::BTreeSet;
use tierstat_model::{Figure, Finding, Localized, Severity};
use tierstat_numerics::outlier::against_others;

pub(super) const RULE_JUMP: &str = "jump.implausible";
pub(super) const RULE_DEFINITION: &str = "definition.differs";
pub(super) const RULE_MAGNITUDE: &str = "magnitude.implausible";
pub(super) const RULE_BETWEEN: &str = "outlier.between";
pub(super) const RULE_DECLINE: &str = "decline.unlikely";

/// So many steps are needed to know how a series usually moves.
const STEPS: usize = 5;
/// The modified z-score from which a step is implausible; Iglewicz and Hoaglin take 3.5 for a larger sample.
const IMPLAUSIBLE: f64 = 6.0;
/// No series is held to move less than this from year to year.
const FLOOR: f64 = 0.1;
/// A fall to less than this share is two definitions before it is a fall.
const HALF: f64 = 0.5;
/// A factor from which on it is a lost 万 or point and no movement, as a power of ten.
const MAGNITUDE: f64 = 2.5;
/// A decline by less may be rounding.
const LEAST_DECLINE: f64 = 0.01;
/// A number stands alone where it lies this far below or above both of its neighbours,
const ALONE: f64 = 0.2;
/// and these differ by no more than this share,
const AGREEING: f64 = 0.15;
/// and lie within so many days.
const NEIGHBOURS: i32 = 5 * 366;
/// Prints within this many days should tell the same story.
const A_YEAR: i32 = 366;

/// `survivors` are the documents that count survivors: against them everything declines.
pub(super) fn check(
    evidence: &Evidence<'_>,
    shared: &Shared<'_>,
    survivors: &BTreeSet<String>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for series in &shared.series {
        let steps = series.yearly_growth();
        for (index, step) in steps.iter().enumerate() {
            let returns = index.checked_sub(1).and_then(|before| steps.get(before)).is_some_and(|before| {
                before.powers().abs() >= MAGNITUDE && (before.powers() + step.powers()).abs() < 1.0
            });
            let found = if returns {
                // The step back from a number of another magnitude is that number's fault.
                None
            } else {
                magnitude(evidence, step)
                    .or_else(|| definition(evidence, step))
                    .or_else(|| jump(evidence, &steps, index))
            };
            findings.extend(found);
        }
        findings.extend(between(evidence, series));
        findings.extend(decline(evidence, series, &steps, survivors));
    }
    findings
}

fn magnitude(evidence: &Evidence<'_>, step: &Step<'_>) -> Option<Finding> {
    let powers = step.powers();
    if powers.abs() < MAGNITUDE {
        return None;
    }
    let to = step.to.figure.quantity.bounds?.lower();
    let repaired = to * 10_f64.powf(-powers.round());
    Some(finding(
        evidence,
        RULE_MAGNITUDE,
        (&step.from.figure, &step.to.figure),
        Localized::new("差了几个数量级", "is of another magnitude"),
        Localized::new(
            format!("漏写或多写了“万”，或小数点错位；应为 {repaired} 左右，核对后写更正"),
            format!(
                "a 万 is lost or doubled, or the decimal point misplaced; about {repaired} is meant, correct it once that is sure"
            ),
        ),
    ))
}

/// A number that both its neighbours contradict while they agree with each other: 26,000, 18,000, 23,806.
fn between(evidence: &Evidence<'_>, series: &Series<'_>) -> Vec<Finding> {
    let readings: Vec<_> = series.readings.iter().collect();
    let mut findings = Vec::new();
    for triple in readings.windows(3) {
        let [(first, before), (_, odd), (last, after)] = triple else { continue };
        let level = |reading: &tierstat_model::Reading| {
            reading.figure.quantity.bounds.and_then(|bounds| middle(&bounds))
        };
        let (Some(one), Some(alone), Some(other)) = (level(before), level(odd), level(after)) else {
            continue;
        };
        let (low, high) = (one.min(other), one.max(other));
        let agree =
            high > 0.0 && (high - low) / high <= AGREEING && days_between(**first, **last) <= NEIGHBOURS;
        let is_alone = alone < low * (1.0 - ALONE) || alone > high * (1.0 + ALONE);
        let is_magnitude = (alone / low).log10().abs() >= MAGNITUDE;
        if agree && is_alone && !is_magnitude {
            let next = named(&after.figure);
            findings.push(finding(
                evidence,
                RULE_BETWEEN,
                (&before.figure, &odd.figure),
                Localized::new(
                    format!("相差甚远，而后来的 {next} 又与之相近"),
                    format!("lies far off, and the later {next} is near it again"),
                ),
                Localized::new(
                    "先看口径是否相同；口径相同时核对数位、万和小数点",
                    "see first whether it counts the same; if it does, look at digits, 万 and the decimal point",
                ),
            ));
        }
    }
    findings
}

fn definition(evidence: &Evidence<'_>, step: &Step<'_>) -> Option<Finding> {
    let (from, to) = (&step.from.figure, &step.to.figure);
    let (before, after) = (from.quantity.bounds?, to.quantity.bounds?);
    let is_other_source = from.origin.document.title != to.origin.document.title;
    if !is_other_source || after.upper_value()? >= before.lower() * HALF {
        return None;
    }
    Some(finding(
        evidence,
        RULE_DEFINITION,
        (from, to),
        Localized::new("不到一半，而来源不同", "is less than half of it, and another source prints it"),
        Localized::new(
            "先看两者的口径是否相同；不同的口径应是两个指标（对照文件的 [labels] 或 [cells]）",
            "see first whether both count the same; two definitions are two indicators ([labels] or [cells] of the mapping)",
        ),
    ))
}

fn jump(evidence: &Evidence<'_>, steps: &[Step<'_>], index: usize) -> Option<Finding> {
    let step = steps.get(index)?;
    if steps.len() < STEPS {
        return None;
    }
    let growth: Vec<f64> = steps.iter().map(|step| step.growth).collect();
    let against = against_others(&growth, index, FLOOR)?;
    if against.score.abs() < IMPLAUSIBLE {
        return None;
    }
    let usual = against.usual;
    let from = step.from.figure.quantity.bounds?;
    let expected = (from.lower() * (usual * step.years).exp()).round();
    Some(finding(
        evidence,
        RULE_JUMP,
        (&step.from.figure, &step.to.figure),
        Localized::new(
            format!("每年 {:+.0}%，而该序列通常每年 {:+.0}%", percent(step.growth), percent(usual)),
            format!(
                "moves by {:+.0}% a year where the series usually moves by {:+.0}%",
                percent(step.growth),
                percent(usual)
            ),
        ),
        Localized::new(
            format!("按通常的变化约为 {expected}；核对数位、万和小数点，或口径是否改变"),
            format!(
                "the usual movement leads to about {expected}; look at digits, 万 and the decimal point, or for a new definition"
            ),
        ),
    ))
}

fn percent(logarithm: f64) -> f64 {
    logarithm.exp_m1() * 100.0
}

/// A later number below an earlier one of the year before, where the series otherwise only grows.
fn decline(
    evidence: &Evidence<'_>,
    series: &Series<'_>,
    steps: &[Step<'_>],
    survivors: &BTreeSet<String>,
) -> Vec<Finding> {
    let growing = steps.iter().filter(|step| step.growth > 0.0).count();
    if steps.len() < 2 || growing + 1 < steps.len() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let readings: Vec<_> = series.readings.iter().collect();
    for pair in readings.windows(2) {
        let [(first, before), (second, after)] = pair else { continue };
        let (Some(from), Some(to)) = (before.figure.quantity.bounds, after.figure.quantity.bounds) else {
            continue;
        };
        let falls = to.upper_value().is_some_and(|most| most <= from.lower() * (1.0 - LEAST_DECLINE));
        let halves = to.upper_value().is_some_and(|most| most < from.lower() * HALF);
        let is_other_source = before.figure.origin.document.title != after.figure.origin.document.title;
        let counts_survivors = survivors.contains(&after.figure.origin.document.title);
        if falls
            && !halves
            && !counts_survivors
            && is_other_source
            && days_between(**first, **second) <= A_YEAR
        {
            findings.push(finding(
                evidence,
                RULE_DECLINE,
                (&before.figure, &after.figure),
                Localized::new("更小，而该序列其余时期都在增长", "is less, though the series grows at all other times"),
                Localized::new(
                    "其中之一可能是较早的数、粗略的数或另一口径；核对两处原文",
                    "one of them may be an older number, a rough one or of another definition; look at both prints",
                ),
            ));
        }
    }
    findings
}

fn finding(
    evidence: &Evidence<'_>,
    rule: &str,
    (from, to): (&Figure, &Figure),
    what: Localized,
    hint: Localized,
) -> Finding {
    let question = evidence.question(&to.key());
    let (one, other, when) = (named(to), named(from), from.period);
    Finding {
        severity: Severity::Warning,
        rule: rule.to_owned(),
        cells: vec![to.origin.cell.clone(), from.origin.cell.clone()],
        message: Localized::new(
            format!("{}：{one} 与 {when} 的 {other} 相比{}", question.zh, what.zh),
            format!("{}: {one}, against {other} of {when}, {}", question.en, what.en),
        ),
        hint,
    }
}
