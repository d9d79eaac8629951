//! The numbers that the project read itself from the files of a package.

use crate::exit::Failure;
use crate::project::Project;
use crate::trusted_key;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{FigureId, FigureQuery, IndicatorId, Quantity};
use tierstat_store::Package;

/// The numbers that this project read itself from the files from which a package says to have its own.
pub(super) fn own_numbers(
    project: &Project,
    package: &Package,
) -> Result<BTreeMap<FigureId, Vec<Quantity>>, Failure> {
    let mut own: BTreeMap<FigureId, Vec<Quantity>> = BTreeMap::new();
    let Some(ledger) = project.ledger_if_any()? else { return Ok(own) };
    let imports = ledger.imports()?.into_iter();
    let held: BTreeSet<String> = imports
        .filter(|import| !import.interpretation_hash.starts_with(trusted_key::PACKAGE))
        .map(|import| import.content_hash)
        .collect();
    let of_held = package.figures.iter().filter(|(_, figure)| held.contains(&figure.origin.content_hash));
    let indicators: BTreeSet<IndicatorId> = of_held
        .map(|(_, figure)| project.lists.folded(figure.indicator.clone(), figure.breakdown.clone()).0)
        .collect();
    if indicators.is_empty() {
        return Ok(own);
    }
    let query = FigureQuery { indicators: indicators.into_iter().collect(), ..FigureQuery::of_all() };
    for figure in ledger.figures(&query)? {
        if held.contains(&figure.origin.content_hash) {
            own.entry(figure.id).or_default().push(figure.quantity);
        }
    }
    Ok(own)
}
