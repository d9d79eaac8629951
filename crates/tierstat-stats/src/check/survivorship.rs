//! `conflict.survivorship`: what a document says of past years shrinks the later it is written.
//!
//! A register viewed today counts those that still exist, by the year in which they were founded: for every past year it
//! tells fewer than was counted at the time (survivorship; Brown, Goetzmann, Ibbotson and Ross 1992 for the name).

use super::evidence::Evidence;
use super::series::days_between;
use super::shared::Shared;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Figure, Finding, Localized, Severity};

pub(super) const RULE: &str = "conflict.survivorship";

/// So many years must be told lower, and none higher.
const YEARS: usize = 3;
/// The later document must be later by a year, in days.
const LATER: i32 = 300;

/// The findings, with the titles of the documents that count survivors.
pub(super) fn check(evidence: &Evidence<'_>, shared: &Shared<'_>) -> (Vec<Finding>, BTreeSet<String>) {
    let (mut findings, mut titles) = (Vec::new(), BTreeSet::new());
    for series in &shared.series {
        let mut documents: BTreeMap<&str, Lower<'_>> = BTreeMap::new();
        for figures in series.days.values() {
            for late in figures {
                for early in figures {
                    let (Some(now), Some(then)) = (late.quantity.bounds, early.quantity.bounds) else {
                        continue;
                    };
                    if days_between(early.origin.known_on, late.origin.known_on) < LATER {
                        continue;
                    }
                    let lower = documents.entry(&late.origin.document.title).or_default();
                    if now.upper_value().is_some_and(|most| most <= then.lower()) {
                        lower.pairs.entry(late.period.to_string()).or_insert((late, early));
                    } else if then.upper_value().is_some_and(|most| most <= now.lower()) {
                        lower.higher += 1;
                    }
                }
            }
        }
        let shrinking =
            documents.into_values().filter(|lower| lower.higher == 0 && lower.pairs.len() >= YEARS);
        for lower in shrinking {
            let late = lower.pairs.values().map(|(late, _)| late.origin.document.title.clone());
            titles.extend(late);
            findings.extend(finding(evidence, &lower));
        }
    }
    (findings, titles)
}

/// Where one document tells less of past years than earlier ones did.
#[derive(Default)]
struct Lower<'a> {
    pairs: BTreeMap<String, (&'a Figure, &'a Figure)>,
    higher: usize,
}

fn finding(evidence: &Evidence<'_>, lower: &Lower<'_>) -> Option<Finding> {
    let (late, _) = lower.pairs.values().next()?;
    let question = evidence.question(&late.key());
    let title = &late.origin.document.title;
    let years: Vec<&str> = lower.pairs.keys().map(String::as_str).collect();
    let list: Vec<String> = lower
        .pairs
        .iter()
        .map(|(year, (late, early))| {
            format!("{year}: {} < {}", late.quantity.printed, early.quantity.printed)
        })
        .collect();
    let cells = lower.pairs.values().flat_map(|(late, early)| [late, early]);
    Some(Finding {
        severity: Severity::Warning,
        rule: RULE.to_owned(),
        cells: cells.map(|figure| figure.origin.cell.clone()).collect(),
        message: Localized::new(
            format!(
                "{}：《{title}》对 {} 都说得比当时少（{}）",
                question.zh,
                years.join("、"),
                list.join("；")
            ),
            format!(
                "{}: \"{title}\" tells less of {} than was told at the time ({})",
                question.en,
                years.join(", "),
                list.join("; ")
            ),
        ),
        hint: Localized::new(
            "像是按成立年份回溯统计现存的单位，已注销的不在内；各年存量应取当时公布的数",
            "it looks like a count, by year of founding, of those that still exist; take what was published at the time",
        ),
    })
}
