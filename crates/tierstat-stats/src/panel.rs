//! Panels: the periods in which a set of tiers can be compared.

use crate::error::StatsError;
use crate::known_number::SeriesId;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, Breakdown, Breakdowns, CodeLists, DimensionId, FigureLookup, FigureQuery, IndicatorId, Period,
    Reading, TierId,
};

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
    breakdown: &Breakdown,
    known_on: Option<Date>,
) -> Result<Vec<Period>, StatsError> {
    let mut by_period: BTreeMap<Period, BTreeSet<TierId>> = BTreeMap::new();
    for reading in numbers(lookup, indicator, area, tiers, breakdown, known_on)? {
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
    breakdown: &Breakdown,
    known_on: Option<Date>,
) -> Result<Vec<TierId>, StatsError> {
    let found: BTreeSet<TierId> = numbers(lookup, indicator, area, &[], breakdown, known_on)?
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

/// The readings of an indicator, or of one part of it, in an area that are numbers.
pub(crate) fn numbers(
    lookup: &dyn FigureLookup,
    indicator: &IndicatorId,
    area: &AreaCode,
    tiers: &[TierId],
    breakdown: &Breakdown,
    known_on: Option<Date>,
) -> Result<Vec<Reading>, StatsError> {
    let query = FigureQuery {
        indicators: vec![indicator.clone()],
        tiers: tiers.to_vec(),
        areas: vec![area.clone()],
        known_on,
        ..FigureQuery::of(breakdown.clone().into())
    };
    let readings = lookup.readings(&query)?;
    Ok(readings.into_iter().filter(|reading| reading.figure.quantity.bounds.is_some()).collect())
}

/// The series of each member of a dimension within a part of an indicator, in the order of the lists, those that no list knows last.
///
/// An indicator that is another one limited to a member is that member, and named with it. Each has a number at some period; those
/// readings without one are among them.
///
/// # Errors
/// [`StatsError::Lookup`] where the figures cannot be looked up.
pub fn member_series(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    whole: &SeriesId,
    dimension: &DimensionId,
    tiers: &[TierId],
    known_on: Option<Date>,
) -> Result<Vec<(SeriesId, Vec<Reading>)>, StatsError> {
    let of = |indicator: &IndicatorId, breakdowns: Breakdowns| FigureQuery {
        indicators: vec![indicator.clone()],
        tiers: tiers.to_vec(),
        areas: vec![whole.area.clone()],
        known_on,
        ..FigureQuery::of(breakdowns)
    };
    let by = Breakdowns::By { dimension: dimension.clone(), within: whole.breakdown.clone() };
    let mut found: BTreeMap<SeriesId, Vec<Reading>> = BTreeMap::new();
    let mut take = |readings: Vec<Reading>, shown: &dyn Fn(&Reading) -> Breakdown| {
        for reading in readings {
            let key = &reading.key;
            let (indicator, tier, area) = (key.indicator.clone(), key.tier.clone(), key.area.clone());
            let series = SeriesId { indicator, tier, area, breakdown: shown(&reading) };
            found.entry(series).or_default().push(reading);
        }
    };
    take(lookup.readings(&of(&whole.indicator, by))?, &|reading| reading.key.breakdown.clone());
    for (kept, rest, member) in lists.kept_members(&whole.indicator, dimension, &whole.breakdown) {
        let shown = rest.clone().with(dimension.clone(), member);
        take(lookup.readings(&of(&kept, rest.into()))?, &|_| shown.clone());
    }
    let rank = |tier: &TierId| lists.tiers.get(tier).map_or(u8::MAX, |tier| tier.rank);
    let mut found: Vec<(SeriesId, Vec<Reading>)> = found.into_iter().collect();
    found.retain(|(_, readings)| readings.iter().any(|reading| reading.figure.quantity.bounds.is_some()));
    found.sort_by_cached_key(|(series, _)| (rank(&series.tier), lists.place(&series.breakdown)));
    for (_, readings) in &mut found {
        readings.sort_by_key(|reading| reading.key.period);
    }
    Ok(found)
}

/// Whether members of a dimension add up: each of them is on its list, nothing is counted in two, and none lies in another.
#[must_use]
pub fn add_up(lists: &CodeLists, dimension: &DimensionId, members: &[&Breakdown]) -> bool {
    let Some(dimension) = lists.dimensions.get(dimension).filter(|dimension| dimension.exclusive) else {
        return false;
    };
    members.iter().all(|breakdown| {
        let member = breakdown.member(&dimension.id).and_then(|member| dimension.member(member));
        member.is_some_and(|member| !member.total && member.of_which.is_none())
    })
}

/// A breakdown of an indicator with the member of a dimension that it is limited to itself.
#[must_use]
pub fn shown(
    lists: &CodeLists,
    indicator: &IndicatorId,
    breakdown: &Breakdown,
    dimension: &DimensionId,
) -> Breakdown {
    let own = lists.indicators.get(indicator).and_then(|indicator| indicator.is.as_ref());
    let mut breakdown = breakdown.clone();
    if let Some(limit) = own.filter(|limit| limit.dimension == *dimension) {
        breakdown.fill(&Breakdown::whole().with(limit.dimension.clone(), limit.member.clone()));
    }
    breakdown
}

/// Whether a type of an indicator joins the sum of its types: a declared part does; a member of a dimension not where it lies in another
/// one, or may.
#[must_use]
pub fn joins_types(
    lists: &CodeLists,
    whole: &IndicatorId,
    indicator: &IndicatorId,
    breakdown: &Breakdown,
) -> bool {
    let dimension = lists.dimension_of_types(whole);
    dimension
        .is_none_or(|dimension| add_up(lists, dimension, &[&shown(lists, indicator, breakdown, dimension)]))
}

/// Whether members of a dimension make the whole up: they add up, and all that the whole falls into are there.
#[must_use]
pub fn make_up_the_whole(lists: &CodeLists, dimension: &DimensionId, members: &[&Breakdown]) -> bool {
    let Some(parts) = lists.dimensions.get(dimension).and_then(|dimension| dimension.parts()) else {
        return false;
    };
    let is_there = |id| members.iter().any(|breakdown| breakdown.member(dimension) == Some(id));
    add_up(lists, dimension, members) && parts.iter().all(|part| is_there(&part.id))
}
