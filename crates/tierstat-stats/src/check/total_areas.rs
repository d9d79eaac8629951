//! `total.areas`: the areas that lie in one do not sum to it.
//!
//! Most tables leave out some areas on principle (territories counted apart), so a sum is compared where a document
//! names at least nine tenths of the living areas and has a number, or a declared sign for none, for each it names.

use super::evidence::Evidence;
use super::shared::Shared;
use super::total_parts::compare;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{AreaCode, Figure, Finding, SeriesKey};

pub(super) const RULE: &str = "total.areas";

/// The share of the living areas that a table must name to be read as complete.
const NAMED: f64 = 0.9;

pub(super) fn check(evidence: &Evidence<'_>, shared: &Shared<'_>) -> Vec<Finding> {
    let mut children: BTreeMap<&AreaCode, Vec<&AreaCode>> = BTreeMap::new();
    for area in evidence.lists.areas.all() {
        if let Some(parent) = &area.parent {
            children.entry(parent).or_default().push(&area.code);
        }
    }
    let mut findings = Vec::new();
    for document in &shared.documents {
        let named: BTreeSet<&AreaCode> = document.figures.iter().map(|figure| &figure.area).collect();
        for whole in document.figures.iter().filter(|whole| !evidence.is_target(&whole.indicator)) {
            let Some(inside) = children.get(&whole.area) else { continue };
            let day = whole.period.last_day();
            let living: BTreeSet<&AreaCode> = inside
                .iter()
                .copied()
                .filter(|code| evidence.lists.areas.get(code).is_some_and(|area| area.existed_on(day)))
                .collect();
            let in_table: Vec<&&AreaCode> = living.iter().filter(|code| named.contains(**code)).collect();
            let answered: Vec<&Figure> = in_table
                .iter()
                .filter_map(|code| document.figure(&SeriesKey { area: (**code).clone(), ..whole.key() }))
                .collect();
            let enough = in_table.len() as f64 >= NAMED * living.len() as f64;
            let complete = enough && answered.len() == in_table.len();
            let parts: Vec<&Figure> =
                answered.into_iter().filter(|part| part.quantity.bounds.is_some()).collect();
            findings.extend(compare(evidence, RULE, whole, &parts, complete));
        }
    }
    findings
}
