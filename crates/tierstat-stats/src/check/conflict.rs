//! `conflict.sources`: sources print numbers that cannot hold together.
//!
//! Two prints conflict where their bounds have no number in common, so a rounded one never conflicts with the exact one
//! it was rounded from.

use super::evidence::{Evidence, named};
use super::repair::Repair;
use tierstat_model::{Figure, Finding, Localized, Reading, Severity};

pub(super) const RULE: &str = "conflict.sources";

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    evidence.readings().iter().filter_map(|reading| conflict(evidence, reading)).collect()
}

fn conflict(evidence: &Evidence<'_>, reading: &Reading) -> Option<Finding> {
    // A correction conflicts with the print it corrects; that is its purpose and `total.parts` tells of it.
    let others: Vec<&Figure> = reading
        .conflicts()
        .filter(|other| {
            reading.figure.correction.is_none() || other.origin.cell != reading.figure.origin.cell
        })
        .collect();
    if others.is_empty() {
        return None;
    }
    let list = others.iter().map(|other| named(other)).collect::<Vec<_>>().join("; ");
    let question = evidence.question(&reading.key);
    let preferred = named(&reading.figure);
    let cells = std::iter::once(&reading.figure).chain(others.iter().copied());
    Some(Finding {
        severity: Severity::Warning,
        rule: RULE.to_owned(),
        cells: cells.map(|figure| figure.origin.cell.clone()).collect(),
        message: Localized::new(
            format!("{}：取用 {preferred}，与之不能同时成立的有：{list}", question.zh),
            format!("{}: {preferred} is used, which cannot hold together with {list}", question.en),
        ),
        hint: hint(reading, &others),
    })
}

fn hint(reading: &Reading, others: &[&Figure]) -> Localized {
    let value =
        |figure: &Figure| figure.quantity.value.or(figure.quantity.bounds.map(|bounds| bounds.lower()));
    let repair = others.iter().find_map(|other| {
        let repair = Repair::between(value(other)?, value(&reading.figure)?)?;
        matches!(repair, Repair::TenThousand | Repair::DecimalPoint | Repair::SwappedDigits).then_some(repair)
    });
    match repair {
        Some(repair) => {
            let words = repair.words();
            Localized::new(
                format!("两数相差的方式提示{}；核对原文后写更正", words.zh),
                format!(
                    "the way they differ suggests that {}; look at the print and write a correction",
                    words.en
                ),
            )
        }
        None => Localized::new(
            format!(
                "取用它，因为{}；如应改用另一来源，在 tierstat.toml 中设定其次序，或写更正",
                reading.rule.reason().zh
            ),
            format!(
                "used because {}; to prefer another source rank it in tierstat.toml, or write a correction",
                reading.rule.reason().en
            ),
        ),
    }
}
