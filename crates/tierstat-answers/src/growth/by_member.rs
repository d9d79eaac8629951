//! Growth of the areas in an area, or of the parts of an indicator: the matched panel beside all reporters.

use super::ends::apart;
use super::row::{GrowthPart, GrowthRow};
use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::selection::Selection;
use crate::series::types_of;
use tierstat_model::{CodeLists, FigureLookup, Period};
use tierstat_stats::StatsError;
use tierstat_stats::comparability::Comparability;
use tierstat_stats::growth::Growth;
use tierstat_stats::growth_by::{GrowthByRequest, Membership, growth_by};
use tierstat_stats::known_number::SeriesId;

/// The growth of every member between two periods, of those with comparable numbers at both, and of all that report; without periods
/// between those that most members share, furthest apart.
///
/// # Errors
/// [`AnswerError::Question`] where no two periods have a member in common, with what there is instead.
pub fn by_member(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    membership: &Membership,
    from: Option<Period>,
    to: Option<Period>,
) -> Result<Vec<GrowthRow>, AnswerError> {
    apart(from, to)?;
    let mut rows = Vec::new();
    for indicator in &selection.indicators {
        if *membership == Membership::Types {
            types_of(lists, indicator)?;
        }
        for area in &selection.areas {
            for tier in selection.tiers_or_total(lists) {
                let whole = SeriesId {
                    indicator: indicator.clone(),
                    tier: tier.clone(),
                    area: area.clone(),
                    breakdown: selection.breakdown.clone(),
                };
                let request = GrowthByRequest {
                    indicator: indicator.clone(),
                    area: area.clone(),
                    tier: tier.clone(),
                    breakdown: selection.breakdown.clone(),
                    membership: membership.clone(),
                    from,
                    to,
                    known_on: selection.known_on,
                };
                let found = match growth_by(lookup, lists, &request) {
                    Err(error @ StatsError::TooFewPeriods { .. }) => {
                        return Err(nothing_there(lookup, lists, selection, error.localized()));
                    }
                    found => found?,
                };
                let row = |series: SeriesId, part: GrowthPart, growth: Growth| GrowthRow {
                    series,
                    part,
                    periods: [found.from, found.to],
                    growth,
                    coverage_from: None,
                    coverage_to: None,
                    whole: None,
                };
                let (mut members, mut left_out) = (Vec::new(), Vec::new());
                for (series, growth) in &found.members {
                    if growth.comparable_ends().is_some() {
                        members.push(series.clone());
                    } else {
                        let broken = growth.comparability != Comparability::Same;
                        left_out.push((series.clone(), broken.then(|| growth.comparability.clone())));
                    }
                    rows.push(row(series.clone(), GrowthPart::Member, growth.clone()));
                }
                rows.extend(
                    found
                        .apart
                        .iter()
                        .map(|(series, growth)| row(series.clone(), GrowthPart::Member, growth.clone())),
                );
                if !found.adds_up {
                    // Members that overlap, or lack one another, have no sum under the name of the whole.
                    continue;
                }
                rows.push(row(
                    whole.clone(),
                    GrowthPart::MatchedPanel { members, left_out },
                    found.matched.clone(),
                ));
                let reporters = GrowthPart::AllReporters { entrants: found.entrants, leavers: found.leavers };
                rows.push(row(whole, reporters, found.reporters.clone()));
            }
        }
    }
    Ok(rows)
}
