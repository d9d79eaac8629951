//! Growth between two periods: of tiers, of areas or of types, each with its ends, its rates and what it contributes.

mod by_member;
mod by_tier;
mod decomposition;
mod ends;
mod index;
mod row;
mod shift_share;

pub use by_member::by_member;
pub use by_tier::by_tier;
pub use decomposition::{DecompositionRow, decomposition};
pub use index::{IndexRow, SeriesIndex, index};
pub use row::{GrowthPart, GrowthRow};
pub use shift_share::{AreaShifts, ShiftRow, shift_share};

use crate::error::AnswerError;
use jiff::civil::Date;
use tierstat_model::{CodeLists, FigureLookup, FigureQuery, Period};
use tierstat_stats::growth::Growth;
use tierstat_stats::known_number::SeriesId;

/// The growth of one series between two periods: what a report binds, and the same as the row of a table.
///
/// # Errors
/// Where the figures cannot be looked up.
pub fn of_series(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    series: &SeriesId,
    periods: [Period; 2],
    known_on: Option<Date>,
) -> Result<Growth, AnswerError> {
    let query = FigureQuery {
        indicators: vec![series.indicator.clone()],
        areas: vec![series.area.clone()],
        known_on,
        ..FigureQuery::of(series.breakdown.clone().into())
    };
    Ok(Growth::of(&lookup.readings(&query)?, lists, series, periods))
}
