//! `period.off-step`: a figure between the periods at which its indicator declares to be counted.

use super::evidence::Evidence;
use crate::period_grid::PeriodGrid;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Finding, Localized, Period, Reading, Series, Severity};

pub(super) const RULE: &str = "period.off-step";

/// So many periods are named; of more the number.
const MOST_NAMED: usize = 6;

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut series: BTreeMap<Series, Vec<&Reading>> = BTreeMap::new();
    for reading in evidence.counted().filter(|reading| reading.figure.quantity.bounds.is_some()) {
        series.entry(reading.key.series()).or_default().push(reading);
    }
    series.into_iter().filter_map(|(series, readings)| finding(evidence, &series, &readings)).collect()
}

fn finding(evidence: &Evidence<'_>, series: &Series, readings: &[&Reading]) -> Option<Finding> {
    let indicator = evidence.lists.indicators.get(&series.indicator)?;
    let step = indicator.step?;
    let periods: BTreeSet<Period> = readings.iter().map(|reading| reading.key.period).collect();
    let beside = PeriodGrid::declared(step).beside(&periods, indicator.measure);
    let first = beside.first()?;
    let question = evidence.question(&series.clone().at(*first));
    let named: Vec<String> = beside.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    let more = beside.len() - named.len();
    let words = step.words();
    let is_beside = |reading: &&&Reading| beside.contains(&reading.key.period);
    Some(Finding {
        severity: Severity::Information,
        rule: RULE.to_owned(),
        cells: readings.iter().filter(is_beside).map(|reading| reading.figure.origin.cell.clone()).collect(),
        message: Localized::new(
            format!(
                "{}：该指标写明{}一期（step），这些时期不在其上：{}{}",
                question.zh,
                words.zh,
                named.join("、"),
                if more > 0 { format!("等{}个", beside.len()) } else { String::new() }
            ),
            format!(
                "{}: the indicator declares to be counted {} (`step`); beside that lie {}{}",
                question.en,
                words.en,
                named.join(", "),
                if more > 0 { format!(" and {more} more") } else { String::new() }
            ),
        ),
        hint: Localized::new(
            "核对时期是否读对；确是另一期次的，改写指标的 step，或去掉它",
            "see whether the period was read as it is meant; where it is counted more often, mend `step` of the indicator or take it out",
        ),
    })
}
