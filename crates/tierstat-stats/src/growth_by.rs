//! Growth by area or by type: the members of a whole, those that report at both ends beside all that report.
//!
//! Where not everyone reports every year, the growth of all reporters mixes two things: that the units grew, and that
//! others reported. The *matched panel*, the members with a number at both ends, holds the first alone (OECD, *Data and
//! Metadata Reporting*, matched samples); both are given.

use crate::comparability::{Comparability, comparability};
use crate::error::StatsError;
use crate::growth_table::answers;
use crate::panel::numbers;
use crate::span::years_between;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, Bounds, CodeLists, FigureLookup, IndicatorId, Period, Ratio, Reading, Status, TierId,
};
use tierstat_numerics::contribution::{Contribution, contributions, sum};
use tierstat_numerics::growth::{change, compound_annual_growth_rate, growth_rate};

/// What the members of a whole are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// The areas that lie directly in an area.
    Areas,
    /// The indicators that are parts of an indicator.
    Types,
}

/// Which growth is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthByRequest {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The area.
    pub area: AreaCode,
    /// The tier.
    pub tier: TierId,
    /// What the members are.
    pub membership: Membership,
    /// The period to grow from; `None` leaves it to the panel.
    pub from: Option<Period>,
    /// The period to grow to; `None` leaves it to the panel.
    pub to: Option<Period>,
    /// The day on which the figures must have been known; `None` takes all.
    pub known_on: Option<Date>,
}

/// One member, or a sum of members.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberGrowth {
    /// The number at the base; `None` where no source has one.
    pub from: Option<Bounds>,
    /// The number at the end; `None` where no source has one.
    pub to: Option<Bounds>,
    /// The change.
    pub change: Option<Bounds>,
    /// The growth rate.
    pub rate: Option<Ratio>,
    /// The compound annual rate, where the span is a year or more.
    pub compound: Option<Ratio>,
    /// The contribution to the growth of the matched panel.
    pub contribution: Option<Contribution>,
    /// Whether the two numbers can be compared; where they are spliced, the rates are those at the new level.
    pub comparability: Comparability,
}

/// Growth by member.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthBy {
    /// The period it grows from.
    pub from: Period,
    /// The period it grows to.
    pub to: Period,
    /// Each member with the area and the indicator it stands for, in the order of the lists.
    pub members: Vec<(AreaCode, IndicatorId, MemberGrowth)>,
    /// The members with a number at both ends together, those apart whose series breaks between them.
    pub matched: MemberGrowth,
    /// How many members are matched.
    pub matched_members: usize,
    /// All members that report at an end together, whoever they are.
    pub reporters: MemberGrowth,
    /// How many report at the end but not at the base.
    pub entrants: usize,
    /// How many report at the base but not at the end.
    pub leavers: usize,
}

impl MemberGrowth {
    /// The growth between two ends that lie `years` apart; what an end that is missing, or may be zero, does not allow is `None`.
    #[must_use]
    pub fn between(from: Option<Bounds>, to: Option<Bounds>, years: f64) -> Self {
        Self::compared(from, to, years, Comparability::Same)
    }

    /// The same for ends between which the series may break: no change is given across a break, and rates only at one level.
    #[must_use]
    pub fn compared(
        from: Option<Bounds>,
        to: Option<Bounds>,
        years: f64,
        comparability: Comparability,
    ) -> Self {
        let ends = match &comparability {
            Comparability::Same => from.zip(to),
            Comparability::Spliced { level, .. } => Some(*level).zip(to),
            Comparability::Broken { .. } => None,
        };
        let unbroken = ends.filter(|_| comparability == Comparability::Same);
        Self {
            from,
            to,
            change: unbroken.map(|(from, to)| change(&from, &to)),
            rate: ends.and_then(|(from, to)| growth_rate(&from, &to).ok()),
            compound: ends.and_then(|(from, to)| compound_annual_growth_rate(&from, &to, years).ok()),
            contribution: None,
            comparability,
        }
    }
}

/// The growth of the members of a whole between two periods, with the matched panel beside all reporters.
///
/// Without periods, the two are taken between which the most members can be compared; among those, the two that lie
/// furthest apart.
///
/// # Errors
/// [`StatsError::TooFewPeriods`] where no two periods have a member in common; [`StatsError::Lookup`].
pub fn growth_by(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    request: &GrowthByRequest,
) -> Result<GrowthBy, StatsError> {
    let mut members = Vec::new();
    for (area, indicator) in keys(lists, request) {
        let tier = std::slice::from_ref(&request.tier);
        let readings = numbers(lookup, &indicator, &area, tier, request.known_on)?;
        if !readings.is_empty() {
            members.push((area, indicator, readings));
        }
    }
    let (from, to) = ends(request, members.iter().map(|(_, _, readings)| readings.as_slice()))?;
    let years = years_between(from.last_day(), to.last_day());
    let at = |readings: &[Reading], period: Period| {
        readings
            .iter()
            .find(|reading| answers(reading, period))
            .and_then(|found| found.figure.quantity.bounds)
    };
    let mut members: Vec<(AreaCode, IndicatorId, MemberGrowth)> = members
        .into_iter()
        .map(|(area, indicator, readings)| {
            let compared = comparability(&readings, from, to);
            let growth = MemberGrowth::compared(at(&readings, from), at(&readings, to), years, compared);
            (area, indicator, growth)
        })
        .collect();
    let both: Vec<(usize, (Bounds, Bounds))> = members
        .iter()
        .enumerate()
        .filter(|(_, (_, _, growth))| growth.comparability == Comparability::Same)
        .filter_map(|(place, (_, _, growth))| Some((place, growth.from.zip(growth.to)?)))
        .collect();
    let pairs: Vec<(Bounds, Bounds)> = both.iter().map(|(_, pair)| *pair).collect();
    if let Ok(found) = contributions(&pairs) {
        for ((place, _), contribution) in both.iter().zip(found) {
            if let Some((_, _, growth)) = members.get_mut(*place) {
                growth.contribution = Some(contribution);
            }
        }
    }
    let count = |accepts: &dyn Fn(&MemberGrowth) -> bool| {
        members.iter().filter(|(_, _, growth)| accepts(growth)).count()
    };
    let all = |end: &dyn Fn(&MemberGrowth) -> Option<Bounds>| {
        let ends: Vec<Bounds> = members.iter().filter_map(|(_, _, growth)| end(growth)).collect();
        sum(ends.iter())
    };
    Ok(GrowthBy {
        from,
        to,
        matched: MemberGrowth::between(
            sum(pairs.iter().map(|(from, _)| from)),
            sum(pairs.iter().map(|(_, to)| to)),
            years,
        ),
        matched_members: pairs.len(),
        reporters: MemberGrowth::compared(
            all(&|growth| growth.from),
            all(&|growth| growth.to),
            years,
            of_sum(members.iter().map(|(_, _, growth)| &growth.comparability)),
        ),
        entrants: count(&|growth| growth.from.is_none() && growth.to.is_some()),
        leavers: count(&|growth| growth.from.is_some() && growth.to.is_none()),
        members,
    })
}

/// Whether sums of members can be compared: not where one of them breaks, since a splice is of one series.
pub(crate) fn of_sum<'a>(members: impl Iterator<Item = &'a Comparability>) -> Comparability {
    for member in members {
        match member {
            Comparability::Same => {}
            Comparability::Spliced { at, .. } => {
                if let Some(at) = at.last() {
                    return Comparability::Broken { at: *at, status: Status::B };
                }
            }
            Comparability::Broken { .. } => return member.clone(),
        }
    }
    Comparability::Same
}

fn keys(lists: &CodeLists, request: &GrowthByRequest) -> Vec<(AreaCode, IndicatorId)> {
    match request.membership {
        Membership::Areas => {
            let mut found: Vec<AreaCode> = lists
                .areas
                .all()
                .iter()
                .filter(|area| area.parent.as_ref() == Some(&request.area))
                .map(|area| area.code.clone())
                .collect();
            found.dedup();
            found.into_iter().map(|area| (area, request.indicator.clone())).collect()
        }
        Membership::Types => lists
            .indicators
            .parts_of(&request.indicator)
            .into_iter()
            .map(|part| (request.area.clone(), part.id.clone()))
            .collect(),
    }
}

/// The two periods to compare.
fn ends<'a>(
    request: &GrowthByRequest,
    members: impl Iterator<Item = &'a [Reading]>,
) -> Result<(Period, Period), StatsError> {
    if let (Some(from), Some(to)) = (request.from, request.to) {
        return Ok((from, to));
    }
    let mut reporting: BTreeMap<Period, BTreeSet<usize>> = BTreeMap::new();
    for (member, readings) in members.enumerate() {
        for reading in readings {
            reporting.entry(reading.key.period).or_default().insert(member);
        }
    }
    let fits = |asked: Option<Period>, found: &Period| {
        asked.is_none_or(|asked| asked.last_day() == found.last_day())
    };
    let mut best: Option<((usize, i64), (Period, Period))> = None;
    for (from, at_base) in reporting.iter().filter(|(period, _)| fits(request.from, period)) {
        for (to, at_end) in reporting.iter().filter(|(period, _)| fits(request.to, period)) {
            let span = from.last_day().until(to.last_day()).map_or(0, |span| i64::from(span.get_days()));
            let merit = (at_base.intersection(at_end).count(), span);
            if span > 0 && merit.0 > 0 && best.is_none_or(|(known, _)| merit > known) {
                best = Some((merit, (*from, *to)));
            }
        }
    }
    best.map(|(_, periods)| periods).ok_or_else(|| StatsError::TooFewPeriods {
        indicator: request.indicator.clone(),
        area: request.area.clone(),
        found: reporting.len(),
    })
}
