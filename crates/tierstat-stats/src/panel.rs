//! Panels: the periods in which a set of tiers can be compared.

use crate::error::StatsError;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{AreaCode, CodeLists, FigureLookup, FigureQuery, IndicatorId, Period, Reading, TierId};

/// The reference periods in which all the tiers have a number, in order.
///
/// The first and the last of them are what a description that names no year calls `first` and `latest`.
///
/// # Errors
/// [`StatsError::Lookup`] where the figures cannot be looked up.
pub fn panel_periods(
    lookup: &dyn FigureLookup,
    indicator: &IndicatorId,
    area: &AreaCode,
    tiers: &[TierId],
    known_on: Option<Date>,
) -> Result<Vec<Period>, StatsError> {
    let mut by_period: BTreeMap<Period, BTreeSet<TierId>> = BTreeMap::new();
    for reading in numbers(lookup, indicator, area, tiers, known_on)? {
        by_period.entry(reading.key.period).or_default().insert(reading.key.tier);
    }
    let complete = |found: &BTreeSet<TierId>| tiers.iter().all(|tier| found.contains(tier));
    Ok(by_period.into_iter().filter(|(_, found)| complete(found)).map(|(period, _)| period).collect())
}

/// The two periods asked for; else those at which the most members have a number both times, furthest apart among them.
///
/// `members` holds the readings of each member; those without a number count for nothing. `None` where no two periods have a member in
/// common.
#[must_use]
pub fn shared_periods<'a>(
    members: impl Iterator<Item = &'a [Reading]>,
    from: Option<Period>,
    to: Option<Period>,
) -> Option<[Period; 2]> {
    if let (Some(from), Some(to)) = (from, to) {
        return Some([from, to]);
    }
    let mut reporting: BTreeMap<Period, BTreeSet<usize>> = BTreeMap::new();
    for (member, readings) in members.enumerate() {
        for reading in readings.iter().filter(|reading| reading.figure.quantity.bounds.is_some()) {
            reporting.entry(reading.key.period).or_default().insert(member);
        }
    }
    let fits = |asked: Option<Period>, found: &Period| {
        asked.is_none_or(|asked| asked.last_day() == found.last_day())
    };
    let mut best: Option<((usize, i64), [Period; 2])> = None;
    for (start, at_start) in reporting.iter().filter(|(period, _)| fits(from, period)) {
        for (end, at_end) in reporting.iter().filter(|(period, _)| fits(to, period)) {
            let span = start.last_day().until(end.last_day()).map_or(0, |span| i64::from(span.get_days()));
            let merit = (at_start.intersection(at_end).count(), span);
            if span > 0 && merit.0 > 0 && best.is_none_or(|(known, _)| merit > known) {
                best = Some((merit, [*start, *end]));
            }
        }
    }
    best.map(|(_, periods)| periods)
}

/// The tiers of an indicator that have a number in an area, from the top; the total only where there is nothing else.
///
/// # Errors
/// [`StatsError::Lookup`] where the figures cannot be looked up.
pub fn default_tiers(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    indicator: &IndicatorId,
    area: &AreaCode,
    known_on: Option<Date>,
) -> Result<Vec<TierId>, StatsError> {
    let found: BTreeSet<TierId> = numbers(lookup, indicator, area, &[], known_on)?
        .into_iter()
        .map(|reading| reading.key.tier)
        .collect();
    let mut tiers: Vec<_> = lists.tiers.tiers.iter().filter(|tier| found.contains(&tier.id)).collect();
    if tiers.iter().any(|tier| !tier.total) {
        tiers.retain(|tier| !tier.total);
    }
    tiers.sort_by_key(|tier| tier.rank);
    Ok(tiers.into_iter().map(|tier| tier.id.clone()).collect())
}

/// The readings of an indicator in an area that are numbers.
pub(crate) fn numbers(
    lookup: &dyn FigureLookup,
    indicator: &IndicatorId,
    area: &AreaCode,
    tiers: &[TierId],
    known_on: Option<Date>,
) -> Result<Vec<Reading>, StatsError> {
    let query = FigureQuery {
        indicators: vec![indicator.clone()],
        tiers: tiers.to_vec(),
        areas: vec![area.clone()],
        known_on,
        ..FigureQuery::of_wholes()
    };
    let readings = lookup.readings(&query)?;
    Ok(readings.into_iter().filter(|reading| reading.figure.quantity.bounds.is_some()).collect())
}
