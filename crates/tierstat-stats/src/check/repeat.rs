//! `stale.repeat` and `period.dated-twice`: a number of one year is printed again for another.
//!
//! Looked for where sources contradict each other at a day: a number that cannot hold beside another one there, but is the
//! number of the year before or after, was carried over. One document (or one text) that prints it for both years dates it
//! twice; another document repeats what it found.

use super::evidence::{Evidence, named};
use super::series::{Number, Series, middle, relative_width, shifted};
use super::shared::Shared;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{Figure, Finding, Localized, Severity};

pub(super) const RULE_STALE: &str = "stale.repeat";
pub(super) const RULE_DATED_TWICE: &str = "period.dated-twice";

/// A rougher print agrees with too many numbers to tell which it repeats.
const ROUGHEST: f64 = 0.03;
/// Numbers at one day that differ by less are rounded differently, not of different years.
const APART: f64 = 0.03;
/// A number is carried over to the next year or so, in days.
const LONGEST: i32 = 550;
/// A number reported within the year is that year's.
const SHORTEST: i32 = 300;

pub(super) fn check(evidence: &Evidence<'_>, shared: &Shared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for series in &shared.series {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (day, repeated) in series.numbers() {
            let Some((contradicting, (other_day, original))) = repeats(series, day, repeated) else {
                continue;
            };
            if told.insert(&repeated.0.quantity.printed) {
                findings.push(finding(evidence, (day, repeated.0), contradicting, (other_day, original)));
            }
        }
    }
    findings
}

/// The number that contradicts one at its day, and the number of another year that it repeats.
fn repeats<'a>(
    series: &Series<'a>,
    day: Date,
    (figure, bounds): Number<'a>,
) -> Option<(&'a Figure, (Date, &'a Figure))> {
    if relative_width(&bounds)? > ROUGHEST {
        return None;
    }
    let own = middle(&bounds)?;
    let is_apart = |other: &&'a Figure| {
        let Some(found) = other.quantity.bounds else { return false };
        let gap = middle(&found).map_or(0.0, |middle| (middle - own).abs() / own);
        !found.overlaps(&bounds)
            && gap > APART
            && relative_width(&found).is_some_and(|width| width <= ROUGHEST)
    };
    let contradicting = series.days.get(&day)?.iter().copied().find(is_apart)?;
    let against = contradicting.quantity.bounds?;
    // What was known first is the original, and it was printed for an earlier day.
    let is_original = |(_, (found, known)): &(Date, Number<'a>)| {
        known.overlaps(&bounds)
            && !known.overlaps(&against)
            && relative_width(known).is_some_and(|width| width <= ROUGHEST)
            && found.id != figure.id
    };
    let earlier =
        || series.numbers_between(shifted(day, -LONGEST), shifted(day, -SHORTEST)).filter(is_original);
    // What the same hand printed is told rather than another print of the same number.
    let by_same_hand = earlier().find(|(_, (found, _))| is_same_hand(figure, found));
    let original = by_same_hand.or_else(|| earlier().next())?;
    Some((contradicting, (original.0, original.1.0)))
}

/// Whether one document, or one text, prints two figures.
fn is_same_hand(one: &Figure, other: &Figure) -> bool {
    one.origin.document.title == other.origin.document.title || one.quantity.printed == other.quantity.printed
}

fn finding(
    evidence: &Evidence<'_>,
    (day, repeated): (Date, &Figure),
    contradicting: &Figure,
    (other_day, original): (Date, &Figure),
) -> Finding {
    let same_hand = is_same_hand(repeated, original);
    let question = evidence.question(&repeated.key());
    let (one, other, against) = (named(repeated), named(original), named(contradicting));
    let cells = [repeated, original, contradicting].map(|figure| figure.origin.cell.clone()).to_vec();
    let hint = Localized::new(
        format!("{day} 的数应为 {}；确认后写更正去掉重复的一个", contradicting.quantity.printed),
        format!(
            "the number of {day} is rather {}; once that is sure, drop the repeated one by a correction",
            contradicting.quantity.printed
        ),
    );
    let (rule, message) = if same_hand {
        let message = Localized::new(
            format!(
                "{}：{one} 与 {other_day} 的 {other} 是同一个数，标了两个时期；另有 {against}",
                question.zh
            ),
            format!(
                "{}: {one} is the number of {other_day}, {other}, dated twice; beside it stands {against}",
                question.en
            ),
        );
        (RULE_DATED_TWICE, message)
    } else {
        let message = Localized::new(
            format!("{}：{one} 重复了 {other_day} 的 {other}；另有 {against}", question.zh),
            format!(
                "{}: {one} repeats the number of {other_day}, {other}; beside it stands {against}",
                question.en
            ),
        );
        (RULE_STALE, message)
    };
    Finding { severity: Severity::Warning, rule: rule.to_owned(), cells, message, hint }
}
