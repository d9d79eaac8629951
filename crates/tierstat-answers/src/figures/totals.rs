//! The totals that a question asks for and no source prints.

use crate::error::AnswerError;
use tierstat_model::{CodeLists, FigureLookup, FigureQuery};
use tierstat_stats::derived::{DerivedTotal, derived_totals};

/// The totals that a question asks for and no source prints: the sums of their tiers.
///
/// # Errors
/// [`AnswerError::Stats`] where the figures cannot be looked up.
pub fn totals(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    query: &FigureQuery,
) -> Result<Vec<DerivedTotal>, AnswerError> {
    let asks_for_totals =
        query.tiers.is_empty() || lists.tiers.total().is_some_and(|total| query.tiers.contains(&total.id));
    if !asks_for_totals {
        return Ok(Vec::new());
    }
    // Which tiers there are is told by all periods, whichever is asked for.
    let series = FigureQuery { tiers: Vec::new(), from: None, to: None, ..query.clone() };
    let mut totals = derived_totals(&lookup.readings(&series)?, lists);
    totals.retain(|total| {
        let day = total.key.period.last_day();
        query.from.is_none_or(|from| day >= from.first_day())
            && query.to.is_none_or(|to| day <= to.last_day())
    });
    Ok(totals)
}
