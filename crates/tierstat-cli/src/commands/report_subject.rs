//! What a first report is about: the indicator, area and tiers that a person names, else those that have the most figures.

use crate::args::ReportArguments;
use crate::exit::Failure;
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_answers::names;
use tierstat_model::{AreaCode, CodeLists, IndicatorId, Localized, Reading, TierId};
use tierstat_report::{KindSubject, ReportKind};

pub(super) fn subject<'a>(
    kind: ReportKind,
    arguments: &ReportArguments,
    project: &'a Project,
    readings: &[Reading],
) -> Result<KindSubject<'a>, Failure> {
    let lists = &project.lists;
    let named: Vec<AreaCode> =
        arguments.areas.iter().map(|text| names::area(lists, text)).collect::<Result<_, _>>()?;
    if kind == ReportKind::Comparison && named.len() < 2 {
        return Err(Failure::Usage {
            message: Localized::new("比较至少要有两个地区", "a comparison wants two areas or more"),
            hint: Localized::new(
                "例：tierstat report new comparison two --area NORTH --area SOUTH",
                "example: tierstat report new comparison two --area NORTH --area SOUTH",
            ),
        });
    }
    let indicator = arguments.indicator.as_ref().map(|text| names::indicator(lists, text)).transpose()?;
    let is_number = |reading: &&Reading| reading.figure.quantity.bounds.is_some();
    let numbers: Vec<&Reading> = readings.iter().filter(is_number).collect();
    let parent = |area: &AreaCode| lists.areas.get(area).and_then(|area| area.parent.clone());
    let area = match (kind, named.first()) {
        (ReportKind::Comparison, Some(first)) => parent(first).unwrap_or_else(|| first.clone()),
        (_, Some(first)) => first.clone(),
        (ReportKind::Returns, None) => {
            around(lists, numbers.iter().map(|reading| &reading.key.area)).ok_or_else(no_figures)?
        }
        (_, None) => most(numbers.iter().map(|reading| &reading.key.area)).ok_or_else(no_figures)?,
    };
    let is_of_area = |own: &AreaCode| match kind {
        ReportKind::Returns => lists.areas.lies_in(own, &area) || *own == area,
        _ => *own == area || named.contains(own),
    };
    let of_area: Vec<&&Reading> = numbers.iter().filter(|reading| is_of_area(&reading.key.area)).collect();
    // What only says of how many there can be is not what a report is about.
    let counted = lists.units_covered();
    let is_told = |reading: &&&&Reading| !counted.contains(&reading.key.indicator);
    let indicator = indicator
        .or_else(|| most(of_area.iter().filter(is_told).map(|reading| &reading.key.indicator)))
        .or_else(|| most(of_area.iter().map(|reading| &reading.key.indicator)))
        .ok_or_else(no_figures)?;
    let with_figures: BTreeSet<&IndicatorId> = of_area.iter().map(|reading| &reading.key.indicator).collect();
    let in_order = lists.indicators.indicators.iter().map(|indicator| &indicator.id);
    let total = lists.tiers.total().map(|tier| &tier.id);
    let own: BTreeSet<&TierId> = of_area
        .iter()
        .filter(|reading| reading.key.indicator == indicator && reading.key.breakdown.is_whole())
        .map(|reading| &reading.key.tier)
        .collect();
    let parts: Vec<TierId> = lists
        .tiers
        .tiers
        .iter()
        .map(|tier| tier.id.clone())
        .filter(|tier| own.contains(tier) && Some(tier) != total)
        .collect();
    // One tier beside the total is no panel of tiers.
    let tiers = match (parts.len(), total) {
        (0 | 1, Some(total)) if own.contains(total) => vec![total.clone()],
        _ => parts,
    };
    let parents: BTreeSet<AreaCode> =
        of_area.iter().filter_map(|reading| parent(&reading.key.area)).collect();
    let holders = lists.areas.all().iter().map(|area| area.code.clone());
    let holders = holders
        .filter(|code| parents.contains(code))
        .filter(|code| *code == area || lists.areas.lies_in(code, &area));
    Ok(KindSubject {
        holders: holders.collect(),
        languages: &project.settings.languages,
        lists,
        indicators: in_order.filter(|id| with_figures.contains(id)).cloned().collect(),
        indicator,
        area,
        areas: named,
        tiers,
    })
}

/// The innermost area that holds all of these, itself among them.
fn around<'a>(lists: &CodeLists, areas: impl Iterator<Item = &'a AreaCode>) -> Option<AreaCode> {
    let areas: BTreeSet<&AreaCode> = areas.collect();
    let first = (*areas.first()?).clone();
    let above = |area: &AreaCode| lists.areas.get(area).and_then(|area| area.parent.clone());
    let mut holders = std::iter::successors(Some(first), above).take(16);
    holders.find(|holder| areas.iter().all(|area| *area == holder || lists.areas.lies_in(area, holder)))
}

/// What stands most often, and of equally frequent ones the first in order.
fn most<'a, T: Ord + Clone + 'a>(all: impl Iterator<Item = &'a T>) -> Option<T> {
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let best = counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some(best.0.clone())
}

fn no_figures() -> Failure {
    Failure::Usage {
        message: Localized::new(
            "账本里还没有可写报告的数据",
            "the ledger has no figures to write a report from",
        ),
        hint: Localized::new("先 tierstat import", "import first: tierstat import"),
    }
}
