//! `total.parts`: the parts of an indicator do not sum to it: those that are declared, and the members of a dimension.
//!
//! Parts and whole must be printed by one document for one tier, area and period, and with the same breakdown but for the dimension
//! whose members are summed. Members are summed where their list says that nothing belongs to two of them, and must come to the
//! whole where it says that everything belongs to one; a category that no list knows takes its dimension out. Parts that sum to more than the whole
//! are always wrong; parts that sum to less are wrong only where every declared part is there. Rounded prints are
//! compared by their bounds, so rounding is never accused ("因单位取舍不同产生的误差未作机械调整").

use super::evidence::{Evidence, named};
use super::repair::Repair;
use super::shared::{Document, Shared};
use std::collections::BTreeMap;
use tierstat_model::{
    Bounds, DimensionId, Figure, Finding, IndicatorId, Localized, MemberId, SeriesKey, Severity, UnitKind,
};
use tierstat_numerics::contribution::sum;

pub(super) const RULE: &str = "total.parts";

/// How far a factor of ten thousand may be off, as a ratio, and still tell of a lost 万.
const NEARLY: f64 = 0.01;

pub(super) fn check(evidence: &Evidence<'_>, shared: &Shared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut declared: BTreeMap<&IndicatorId, Vec<&IndicatorId>> = BTreeMap::new();
    for part in &evidence.lists.indicators.indicators {
        if let Some(whole) = &part.part_of {
            declared.entry(whole).or_default().push(&part.id);
        }
    }
    for document in &shared.documents {
        for whole in &document.figures {
            let Some(declared) = declared.get(&whole.indicator) else { continue };
            let key = whole.key();
            let parts: Vec<&Figure> = declared
                .iter()
                .filter_map(|part| document.figure(&SeriesKey { indicator: (*part).clone(), ..key.clone() }))
                .filter(|part| part.quantity.bounds.is_some())
                .collect();
            let complete = parts.len() == declared.len();
            findings.extend(compare(evidence, RULE, whole, &parts, complete));
        }
        for (dimension, members) in document.members() {
            findings.extend(members_against_whole(evidence, document, dimension, members));
        }
    }
    findings
}

/// The members of one dimension against the whole that they part.
fn members_against_whole(
    evidence: &Evidence<'_>,
    document: &Document<'_>,
    (key, dimension): (&SeriesKey, &DimensionId),
    members: &[(MemberId, &Figure)],
) -> Vec<Finding> {
    let Some(whole) = document.figure(key) else { return Vec::new() };
    let is_ratio = evidence.lists.units.get(&whole.unit).is_some_and(|unit| unit.kind == UnitKind::Ratio);
    if is_ratio || evidence.is_target(&whole.indicator) {
        return Vec::new();
    }
    let known = evidence.lists.dimensions.get(dimension);
    let figure_of = |id: &MemberId| {
        let found = members.iter().find(|(member, _)| member == id).map(|(_, figure)| *figure);
        found.filter(|figure| figure.quantity.bounds.is_some())
    };
    let mut findings: Vec<Finding> = Vec::new();
    for (id, figure) in members {
        let of_which = known.and_then(|known| known.member(id)?.of_which.as_ref());
        let outer = of_which.and_then(figure_of).unwrap_or(whole);
        findings.extend(exceeds(evidence, outer, figure));
    }
    let is_listed = |(id, _): &(MemberId, &Figure)| known.is_some_and(|known| known.member(id).is_some());
    let Some(known) = known.filter(|known| known.exclusive && members.iter().all(is_listed)) else {
        return findings;
    };
    let listed: Vec<_> =
        known.members.iter().filter(|member| !member.total && member.of_which.is_none()).collect();
    let parts: Vec<&Figure> = listed.iter().filter_map(|member| figure_of(&member.id)).collect();
    let complete = known.exhaustive && parts.len() == listed.len();
    if findings.is_empty() {
        findings.extend(compare(evidence, RULE, whole, &parts, complete));
    }
    findings
}

/// The finding that a part is more than what it is a part of.
fn exceeds(evidence: &Evidence<'_>, whole: &Figure, part: &Figure) -> Option<Finding> {
    let (most, least) = (whole.quantity.bounds?.upper_value()?, part.quantity.bounds?.lower());
    if least <= most || evidence.correction_of(whole).is_some() || evidence.correction_of(part).is_some() {
        return None;
    }
    let question = evidence.question(&part.key());
    let (one, other) = (named(part), named(whole));
    Some(Finding {
        severity: Severity::Error,
        rule: RULE.to_owned(),
        cells: vec![part.origin.cell.clone(), whole.origin.cell.clone()],
        message: Localized::new(
            format!("{}：部分 {one} 大于其整体 {other}", question.zh),
            format!("{}: the part {one} is more than its whole {other}", question.en),
        ),
        hint: Localized::new(
            "核对两处原文，以及分组是否认对；确有误印时写更正",
            "look at both prints, and whether the breakdown was read right; write a correction where one is wrong",
        ),
    })
}

/// The finding that parts do not sum to a whole, or `None` where they can.
pub(super) fn compare(
    evidence: &Evidence<'_>,
    rule: &str,
    whole: &Figure,
    parts: &[&Figure],
    complete: bool,
) -> Option<Finding> {
    if parts.len() < 2 {
        return None;
    }
    let printed = whole.quantity.bounds?;
    let all: Vec<Bounds> = parts.iter().filter_map(|part| part.quantity.bounds).collect();
    let expected = sum(&all)?;
    let too_much = printed.upper_value().is_some_and(|most| expected.lower() > most);
    if expected.overlaps(&printed) || (!complete && !too_much) {
        return None;
    }
    let expected_text = expected.as_point().map_or_else(|| expected.to_string(), |sum| sum.to_string());
    let question = evidence.question(&whole.key());
    let whole_name = named(whole);
    let list = parts.iter().map(|part| part.quantity.printed.as_str()).collect::<Vec<_>>().join(" + ");
    let reasons = settled(evidence, whole, parts);
    let cells = std::iter::once(whole).chain(parts.iter().copied());
    Some(Finding {
        severity: if reasons.is_some() { Severity::Information } else { Severity::Error },
        rule: rule.to_owned(),
        cells: cells.map(|figure| figure.origin.cell.clone()).collect(),
        message: Localized::new(
            format!("{}：印出 {whole_name}，而各部分 {list} 之和为 {expected_text}", question.zh),
            format!("{}: {whole_name} is printed, but the parts {list} sum to {expected_text}", question.en),
        ),
        hint: match reasons {
            Some(reasons) => Localized::new(
                format!("已更正：{}", reasons.join("；")),
                format!("corrected: {}", reasons.join("; ")),
            ),
            None => repairs(whole, parts, &printed, &expected),
        },
    })
}

/// The reasons of the corrections by which the sum comes out; `None` where there are none, or it does not.
fn settled<'a>(evidence: &'a Evidence<'_>, whole: &Figure, parts: &[&Figure]) -> Option<Vec<&'a str>> {
    // A cell may print several figures, of which one is corrected.
    let correction_of =
        |figure: &Figure| evidence.correction_of(figure).filter(|corrected| corrected.key() == figure.key());
    let bounds_of = |figure: &Figure| correction_of(figure).unwrap_or(figure).quantity.bounds;
    let all: Option<Vec<Bounds>> = parts.iter().map(|part| bounds_of(part)).collect();
    let comes_out = sum(&all?)?.overlaps(&bounds_of(whole)?);
    let corrections = std::iter::once(whole).chain(parts.iter().copied());
    let corrections = corrections.filter_map(|figure| correction_of(figure)?.correction.as_ref());
    let reasons: Vec<&str> = corrections.map(|correction| correction.reason.as_str()).collect();
    (comes_out && !reasons.is_empty()).then_some(reasons)
}

/// The changes to one printed number that would make the sum come out.
fn repairs(whole: &Figure, parts: &[&Figure], printed: &Bounds, expected: &Bounds) -> Localized {
    let mut zh = Vec::new();
    let mut en = Vec::new();
    let mut propose = |figure: &Figure, from: f64, to: f64| {
        if let Some(repair) = Repair::between(from, to) {
            let words = repair.words();
            zh.push(format!("若 {} 应为 {to}（{}），则相符或相近", figure.quantity.printed, words.zh));
            en.push(format!(
                "it would come out, or nearly, if {} were {to} ({})",
                figure.quantity.printed, words.en
            ));
        }
    };
    if let (Some(printed), Some(expected)) = (printed.as_point(), expected.as_point()) {
        propose(whole, printed, expected);
        for part in parts {
            if let Some(value) = part.quantity.value {
                propose(part, value, value + printed - expected);
            }
        }
    }
    if let Some(printed) = printed.as_point() {
        // Where other parts are rough or off by a little, a lost 万 shows all the same.
        for part in parts {
            if let Some(value) = part.quantity.value {
                let needed = printed - (expected.lower() - value);
                if needed > 0.0 && (needed / value / 1e4 - 1.0).abs() < NEARLY {
                    propose(part, value, value * 1e4);
                }
            }
        }
    }
    if zh.is_empty() {
        return Localized::new(
            "核对各项原文；确有误印时写更正",
            "look at each print; write a correction where one is wrong",
        );
    }
    Localized::new(zh.join("；"), en.join("; "))
}
