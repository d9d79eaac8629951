//! `total.tiers`: the tiers of an indicator do not sum to its total over all tiers.

use super::evidence::Evidence;
use super::shared::Shared;
use super::total_parts::compare;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Figure, Finding, Series, SeriesKey, TierId};

pub(super) const RULE: &str = "total.tiers";

pub(super) fn check(evidence: &Evidence<'_>, shared: &Shared<'_>) -> Vec<Finding> {
    let Some(total) = evidence.lists.tiers.total() else { return Vec::new() };
    // Every tier that any source ever prints for an indicator, area and breakdown: a sum over fewer is not complete.
    let mut known: BTreeMap<Series, BTreeSet<&TierId>> = BTreeMap::new();
    for reading in evidence.counted().filter(|reading| reading.key.tier != total.id) {
        let key = &reading.key;
        known.entry(key.series().any_tier()).or_default().insert(&key.tier);
    }
    let mut findings = Vec::new();
    for document in &shared.documents {
        let totals = document.figures.iter().filter(|figure| figure.tier == total.id);
        for whole in totals.filter(|whole| !evidence.is_target(&whole.indicator)) {
            let key = whole.key();
            let parts: Vec<&Figure> = evidence
                .lists
                .tiers
                .tiers
                .iter()
                .filter(|tier| !tier.total)
                .filter_map(|tier| document.figure(&SeriesKey { tier: tier.id.clone(), ..key.clone() }))
                .filter(|part| part.quantity.bounds.is_some())
                .collect();
            let found: BTreeSet<&TierId> = parts.iter().map(|part| &part.tier).collect();
            let complete = known.get(&key.series().any_tier()) == Some(&found);
            findings.extend(compare(evidence, RULE, whole, &parts, complete));
        }
    }
    findings
}
