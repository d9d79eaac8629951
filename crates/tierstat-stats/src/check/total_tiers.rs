//! `total.tiers`: the tiers of an indicator do not sum to its total over all tiers.

use super::evidence::Evidence;
use super::total_parts::compare;
use std::collections::BTreeSet;
use tierstat_model::{Figure, Finding, SeriesKey, TierId};

pub(super) const RULE: &str = "total.tiers";

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let Some(total) = evidence.lists.tiers.total() else { return Vec::new() };
    let mut findings = Vec::new();
    for figures in evidence.by_document().into_values() {
        for whole in figures.iter().filter(|figure| figure.tier == total.id) {
            let parts: Vec<&Figure> = evidence
                .lists
                .tiers
                .tiers
                .iter()
                .filter(|tier| !tier.total)
                .filter_map(|tier| {
                    let key = SeriesKey { tier: tier.id.clone(), ..whole.key() };
                    figures.iter().copied().find(|figure| figure.key() == key)
                })
                .filter(|part| part.quantity.bounds.is_some())
                .collect();
            let found: BTreeSet<&TierId> = parts.iter().map(|part| &part.tier).collect();
            findings.extend(compare(
                evidence,
                RULE,
                whole,
                &parts,
                found == known_tiers(evidence, whole, &total.id),
            ));
        }
    }
    findings
}

/// Every tier that any source ever prints for this indicator and area: a sum over fewer is not complete.
fn known_tiers<'a>(evidence: &'a Evidence<'_>, whole: &Figure, total: &TierId) -> BTreeSet<&'a TierId> {
    evidence
        .readings()
        .filter(|reading| {
            reading.key.indicator == whole.indicator
                && reading.key.area == whole.area
                && reading.key.tier != *total
        })
        .map(|reading| &reading.key.tier)
        .collect()
}
