//! Growth by area or by type: the members of a whole, those that report at both ends beside all that report.
//!
//! Where not everyone reports every year, the growth of all reporters mixes two things: that the units grew, and that
//! others reported. The *matched panel*, the members with a number at both ends, holds the first alone (OECD, *Data and
//! Metadata Reporting*, matched samples); both are given.

use crate::comparability::{Comparability, comparability};
use crate::error::StatsError;
use crate::growth::{Growth, of_sum};
use crate::known_number::{KnownNumber, answers};
use crate::panel::{numbers, shared_periods};
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{AreaCode, Bounds, CodeLists, FigureLookup, IndicatorId, Period, Reading, TierId};
use tierstat_numerics::contribution::{contributions, sum};

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

/// Growth by member.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthBy {
    /// The period it grows from.
    pub from: Period,
    /// The period it grows to.
    pub to: Period,
    /// Each member with the area and the indicator it stands for, in the order of the lists.
    pub members: Vec<(AreaCode, IndicatorId, Growth)>,
    /// The members with a number at both ends together, those apart whose series breaks between them.
    pub matched: Growth,
    /// All members that report at an end together, whoever they are.
    pub reporters: Growth,
    /// How many report at the end but not at the base.
    pub entrants: usize,
    /// How many report at the base but not at the end.
    pub leavers: usize,
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
    let readings = members.iter().map(|(_, _, readings)| readings.as_slice());
    let [from, to] = shared_periods(readings, request.from, request.to).ok_or_else(|| {
        let periods = members.iter().flat_map(|(_, _, readings)| readings).map(|reading| reading.key.period);
        StatsError::TooFewPeriods {
            indicator: request.indicator.clone(),
            area: request.area.clone(),
            found: periods.collect::<BTreeSet<_>>().len(),
        }
    })?;
    let at = |readings: &[Reading], period: Period| {
        let mut answering = readings.iter().filter(|reading| answers(reading, period));
        answering.find_map(KnownNumber::printed)
    };
    let mut members: Vec<(AreaCode, IndicatorId, Growth)> = members
        .into_iter()
        .map(|(area, indicator, readings)| {
            let compared = comparability(&readings, from, to);
            let growth = Growth::between(at(&readings, from), at(&readings, to), compared);
            (area, indicator, growth)
        })
        .collect();
    let matched: Vec<usize> = members
        .iter()
        .enumerate()
        .filter(|(_, (_, _, growth))| growth.comparable_ends().is_some())
        .map(|(place, _)| place)
        .collect();
    let pairs: Vec<(Bounds, Bounds)> =
        members.iter().filter_map(|(_, _, growth)| growth.comparable_ends()).collect();
    if let Ok(found) = contributions(&pairs) {
        for (place, contribution) in matched.iter().zip(found) {
            if let Some((_, _, growth)) = members.get_mut(*place) {
                growth.contribution = Some(contribution);
            }
        }
    }
    let count =
        |accepts: &dyn Fn(&Growth) -> bool| members.iter().filter(|(_, _, growth)| accepts(growth)).count();
    let together = |period: Period, only_matched: bool, end: End| {
        let of_members =
            members.iter().filter(|(_, _, growth)| !only_matched || growth.comparable_ends().is_some());
        added(of_members.filter_map(|(_, _, growth)| end(growth)), period)
    };
    let base: End = |growth| growth.from.as_ref();
    let last: End = |growth| growth.to.as_ref();
    Ok(GrowthBy {
        from,
        to,
        matched: Growth::between(together(from, true, base), together(to, true, last), Comparability::Same),
        reporters: Growth::between(
            together(from, false, base),
            together(to, false, last),
            of_sum(members.iter().map(|(_, _, growth)| &growth.comparability)),
        ),
        entrants: count(&|growth| growth.from.is_none() && growth.to.is_some()),
        leavers: count(&|growth| growth.from.is_some() && growth.to.is_none()),
        members,
    })
}

/// One end of a growth.
type End = fn(&Growth) -> Option<&KnownNumber>;

/// Numbers of members added up at a period.
fn added<'a>(ends: impl Iterator<Item = &'a KnownNumber>, period: Period) -> Option<KnownNumber> {
    let ends: Vec<&KnownNumber> = ends.collect();
    let bounds = sum(ends.iter().map(|end| &end.bounds))?;
    let readings = ends.iter().flat_map(|end| end.readings.clone()).collect();
    Some(KnownNumber { bounds, period, readings, is_sum: true })
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
