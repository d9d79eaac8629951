//! How many residents areas have, for rates and weights.

use crate::error::AnswerError;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, FigureLookup, FigureQuery, IndicatorId, Period, Reading,
};

/// How many residents each area has at each period.
#[derive(Debug, Default)]
pub struct Residents {
    by_area: BTreeMap<AreaCode, Vec<Reading>>,
}

impl Residents {
    /// The readings of an indicator that counts residents, or the same part of them.
    ///
    /// # Errors
    /// Where the figures cannot be looked up.
    pub fn of(
        lookup: &dyn FigureLookup,
        lists: &CodeLists,
        indicator: &IndicatorId,
        areas: Vec<AreaCode>,
        breakdown: &Breakdown,
        known_on: Option<Date>,
    ) -> Result<Self, AnswerError> {
        let mut residents = Self::default();
        if areas.is_empty() {
            return Ok(residents);
        }
        let (indicator, breakdown) = lists.folded(indicator.clone(), breakdown.clone());
        let query =
            FigureQuery { indicators: vec![indicator], areas, known_on, ..FigureQuery::of(breakdown.into()) };
        for reading in lookup.readings(&query)? {
            if reading.figure.quantity.value.is_some_and(|value| value > 0.0) {
                residents.by_area.entry(reading.key.area.clone()).or_default().push(reading);
            }
        }
        Ok(residents)
    }

    /// The latest number at a period or before it.
    #[must_use]
    pub fn at(&self, area: &AreaCode, period: Period) -> Option<(f64, Period)> {
        let readings = self.by_area.get(area)?;
        let earlier = readings.iter().filter(|reading| reading.key.period.last_day() <= period.last_day());
        let latest = earlier.max_by_key(|reading| reading.key.period.last_day())?;
        Some((latest.figure.quantity.value?, latest.figure.period))
    }
}
