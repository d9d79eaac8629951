//! Denominators of coverage: how many units of a tier there were at the time.

use crate::error::StatsError;
use crate::panel::numbers;
use jiff::civil::Date;
use tierstat_model::{AreaCode, CodeLists, FigureLookup, IndicatorId, Reading, TierId};

/// The number of units that can have one: the latest figure that describes a day on or before `on`.
///
/// Which indicator counts the units is declared by the code list (`covers`); tier and area are those of what is counted.
/// `None` where the indicator covers nothing or no figure was known.
///
/// # Errors
/// [`StatsError::Lookup`] where the figures cannot be looked up.
pub fn units_at(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    indicator: &IndicatorId,
    tier: &TierId,
    area: &AreaCode,
    on: Date,
    known_on: Option<Date>,
) -> Result<Option<Reading>, StatsError> {
    let Some(units) = lists.indicators.get(indicator).and_then(|found| found.covers.as_ref()) else {
        return Ok(None);
    };
    let readings = numbers(lookup, units, area, std::slice::from_ref(tier), known_on)?;
    Ok(readings
        .into_iter()
        .filter(|reading| reading.key.period.last_day() <= on)
        .max_by_key(|reading| reading.key.period))
}
