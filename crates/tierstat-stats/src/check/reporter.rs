//! `area.not-alive` and `reporter.missing`: an area reports that did not exist, or does not report though it did before.

use super::evidence::{Evidence, named};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, Breakdown, Finding, IndicatorId, Localized, Reading, SeriesKey, Severity, TierId,
};

pub(super) const RULE_NOT_ALIVE: &str = "area.not-alive";
pub(super) const RULE_MISSING: &str = "reporter.missing";

/// A table of areas has at least so many of them.
const FEWEST: usize = 3;
/// Areas are missed where so many of those that reported before report again.
const MOST: f64 = 0.5;

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        evidence.readings().iter().filter_map(|reading| not_alive(evidence, reading)).collect();
    findings.extend(missing(evidence));
    findings
}

fn not_alive(evidence: &Evidence<'_>, reading: &Reading) -> Option<Finding> {
    let area = evidence.lists.areas.get(&reading.key.area)?;
    let (first, last) = (reading.key.period.first_day(), reading.key.period.last_day());
    let unborn = area.valid_from.is_some_and(|from| last < from);
    let gone = area.valid_until.is_some_and(|until| first > until);
    if !unborn && !gone {
        return None;
    }
    let day = if unborn { area.valid_from? } else { area.valid_until? };
    let question = evidence.question(&reading.key);
    let print = named(&reading.figure);
    let heirs: Vec<&str> = area.merged_into.iter().map(|code| code.0.as_str()).collect();
    Some(Finding {
        severity: Severity::Warning,
        rule: RULE_NOT_ALIVE.to_owned(),
        cells: vec![reading.figure.origin.cell.clone()],
        message: if unborn {
            Localized::new(
                format!("{}：印出 {print}，而该地区 {day} 才设立", question.zh),
                format!("{}: {print} is printed, but the area exists only from {day} on", question.en),
            )
        } else {
            Localized::new(
                format!("{}：印出 {print}，而该地区 {day} 已撤销", question.zh),
                format!("{}: {print} is printed, but the area ended on {day}", question.en),
            )
        },
        hint: if heirs.is_empty() {
            Localized::new("核对地区和时期", "look at the area and the period")
        } else {
            Localized::new(
                format!("它已并入 {}；核对是否应记在那里", heirs.join("、")),
                format!("it was merged into {}; see whether the number belongs there", heirs.join(", ")),
            )
        },
    })
}

/// The areas of one parent that reported a series the time before and not at its latest day.
fn missing(evidence: &Evidence<'_>) -> Vec<Finding> {
    type Table<'a> = (&'a IndicatorId, &'a TierId, &'a AreaCode, &'a str, &'a Breakdown);
    let mut tables: BTreeMap<Table<'_>, BTreeMap<Date, BTreeSet<&AreaCode>>> = BTreeMap::new();
    let mut latest: BTreeMap<(Table<'_>, Date), &Reading> = BTreeMap::new();
    // A sign for a missing number is an answer too.
    for reading in evidence.counted() {
        let Some(parent) = evidence.lists.areas.get(&reading.key.area).and_then(|area| area.parent.as_ref())
        else {
            continue;
        };
        let publisher = reading.figure.origin.document.publisher.as_str();
        let table = (&reading.key.indicator, &reading.key.tier, parent, publisher, &reading.key.breakdown);
        let day = reading.key.period.last_day();
        tables.entry(table).or_default().entry(day).or_default().insert(&reading.key.area);
        latest.entry((table, day)).or_insert(reading);
    }
    let mut findings = Vec::new();
    for (table, days) in &tables {
        let mut newest = days.iter().rev();
        let (Some((day, now)), Some((_, before))) = (newest.next(), newest.next()) else { continue };
        let again = before.intersection(now).count();
        let is_table = before.len() >= FEWEST && again as f64 >= before.len() as f64 * MOST;
        let gone: Vec<&AreaCode> = before
            .difference(now)
            .filter(|code| {
                let area = evidence.lists.areas.get(code);
                area.is_some_and(|area| area.valid_until.is_none_or(|until| until >= *day))
            })
            .copied()
            .collect();
        let Some(reading) = latest.get(&(*table, *day)).filter(|_| is_table && !gone.is_empty()) else {
            continue;
        };
        let parent = SeriesKey { area: table.2.clone(), ..reading.key.clone() };
        let question = evidence.question(&parent);
        let names = |language| -> Vec<String> {
            let name = |code: &&AreaCode| {
                evidence
                    .lists
                    .areas
                    .get(code)
                    .map_or_else(|| code.0.clone(), |area| area.name_in(language).to_owned())
            };
            gone.iter().map(name).collect()
        };
        let (zh, en) = (names(tierstat_model::Language::Chinese), names(tierstat_model::Language::English));
        findings.push(Finding {
            severity: Severity::Warning,
            rule: RULE_MISSING.to_owned(),
            cells: vec![reading.figure.origin.cell.clone()],
            message: Localized::new(
                format!("{}：上期有、本期没有的地区：{}", question.zh, zh.join("、")),
                format!(
                    "{}: areas that reported the time before and not now: {}",
                    question.en,
                    en.join(", ")
                ),
            ),
            hint: Localized::new(
                "向其询问：未报送、已并入别处，还是确实没有",
                "ask them: not reported yet, merged elsewhere, or truly none",
            ),
        });
    }
    findings
}
