//! Growth of every tier, with contributions and coverage.

use super::ends::apart;
use super::row::{GrowthPart, GrowthRow};
use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::selection::Selection;
use tierstat_model::{CodeLists, FigureLookup, Localized, Period};
use tierstat_stats::StatsError;
use tierstat_stats::growth_table::{GrowthRequest, TierGrowth, WholeOfTiers, growth_table};
use tierstat_stats::known_number::SeriesId;

/// The growth of every tier between two periods, and of all together; without periods between the first and the latest in which
/// all tiers have a number.
///
/// # Errors
/// [`AnswerError::Question`] where nothing has a number at either period, with what there is instead.
pub fn by_tier(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    from: Option<Period>,
    to: Option<Period>,
) -> Result<Vec<GrowthRow>, AnswerError> {
    apart(from, to)?;
    let mut rows = Vec::new();
    for indicator in &selection.indicators {
        for area in &selection.areas {
            let request = GrowthRequest {
                indicator: indicator.clone(),
                area: area.clone(),
                breakdown: selection.breakdown.clone(),
                tiers: selection.tiers.clone(),
                from,
                to,
                known_on: selection.known_on,
            };
            let table = match growth_table(lookup, lists, &request) {
                Err(error @ StatsError::TooFewPeriods { .. }) => {
                    return Err(nothing_there(lookup, lists, selection, error.localized()));
                }
                found => found?,
            };
            let row = |found: TierGrowth, part: GrowthPart, whole: Option<WholeOfTiers>| GrowthRow {
                series: SeriesId {
                    indicator: indicator.clone(),
                    tier: found.tier,
                    area: area.clone(),
                    breakdown: selection.breakdown.clone(),
                },
                part,
                periods: [table.from, table.to],
                growth: found.growth,
                coverage_from: found.coverage_from,
                coverage_to: found.coverage_to,
                whole,
            };
            rows.extend(
                table.rows.into_iter().map(|found| row(found, GrowthPart::Member, Some(table.whole))),
            );
            rows.extend(table.total.into_iter().map(|found| row(found, GrowthPart::Total, None)));
        }
    }
    if rows.iter().all(|row| row.growth.from.is_none() && row.growth.to.is_none()) {
        let message = Localized::new("两期都没有数据", "there is no figure at either period");
        return Err(nothing_there(lookup, lists, selection, message));
    }
    Ok(rows)
}
