//! Growth by area or by type: the members of a whole, those that report at both ends beside all that report.
//!
//! Where not everyone reports every year, the growth of all reporters mixes two things: that the units grew, and that
//! others reported. The *matched panel*, the members with a number at both ends, holds the first alone (OECD, *Data and
//! Metadata Reporting*, matched samples); both are given.

use crate::comparability::{Comparability, comparability};
use crate::error::StatsError;
use crate::growth::{Growth, of_sum};
use crate::known_number::{KnownNumber, SeriesId, answers};
use crate::panel::{add_up, joins_types, make_up_the_whole, member_series, numbers, shared_periods, shown};
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{
    AreaCode, Bounds, Breakdown, CodeLists, DimensionId, FigureLookup, IndicatorId, Period, Reading, TierId,
};
use tierstat_numerics::contribution::{contributions, sum};

/// What the members of a whole are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Membership {
    /// The areas that lie directly in an area.
    Areas,
    /// The members of the dimension by which others are an indicator, limited to one, also those that no indicator stands for; where
    /// there are none, the indicators that are declared its parts.
    Types,
    /// The members of a dimension.
    Dimension(DimensionId),
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
    /// Which part of the indicator.
    pub breakdown: Breakdown,
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
    /// Each member with the series that it stands for, in the order of the lists.
    pub members: Vec<(SeriesId, Growth)>,
    /// Types that join no sum: each lies in another one, or may.
    pub apart: Vec<(SeriesId, Growth)>,
    /// Whether the members have a sum: not where something may be counted in two of them, nor of a dimension where some are missing.
    pub adds_up: bool,
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
    let members = members_of(lookup, lists, request)?;
    let readings = members.iter().map(|(_, readings)| readings.as_slice());
    let [from, to] = shared_periods(readings, request.from, request.to).ok_or_else(|| {
        let periods = members.iter().flat_map(|(_, readings)| readings).map(|reading| reading.key.period);
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
    let (mut members, apart): (Vec<_>, Vec<_>) = members
        .into_iter()
        .map(|(series, readings)| {
            let compared = comparability(&readings, from, to);
            let growth = Growth::between(at(&readings, from), at(&readings, to), compared);
            (series, growth)
        })
        .partition(|(series, _)| request.joins(lists, series));
    let matched: Vec<usize> = members
        .iter()
        .enumerate()
        .filter(|(_, (_, growth))| growth.comparable_ends().is_some())
        .map(|(place, _)| place)
        .collect();
    let pairs: Vec<(Bounds, Bounds)> =
        members.iter().filter_map(|(_, growth)| growth.comparable_ends()).collect();
    let (adds_up, is_whole) = request.sums(lists, &members);
    if is_whole && let Ok(found) = contributions(&pairs) {
        for (place, contribution) in matched.iter().zip(found) {
            if let Some((_, growth)) = members.get_mut(*place) {
                growth.contribution = Some(contribution);
            }
        }
    }
    let count =
        |accepts: &dyn Fn(&Growth) -> bool| members.iter().filter(|(_, growth)| accepts(growth)).count();
    let together = |period: Period, only_matched: bool, end: End| {
        let of_members =
            members.iter().filter(|(_, growth)| !only_matched || growth.comparable_ends().is_some());
        added(of_members.filter_map(|(_, growth)| end(growth)), period)
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
            of_sum(members.iter().map(|(_, growth)| &growth.comparability)),
        ),
        entrants: count(&|growth| growth.from.is_none() && growth.to.is_some()),
        leavers: count(&|growth| growth.from.is_some() && growth.to.is_none()),
        members,
        apart,
        adds_up,
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

impl GrowthByRequest {
    /// The dimension of which the members are.
    fn dimension(&self, lists: &CodeLists) -> Option<DimensionId> {
        match &self.membership {
            Membership::Dimension(dimension) => Some(dimension.clone()),
            Membership::Types => lists.dimension_of_types(&self.indicator).cloned(),
            Membership::Areas => None,
        }
    }

    /// Whether a member joins the sum; of a dimension they do or do not together.
    fn joins(&self, lists: &CodeLists, SeriesId { indicator, breakdown, .. }: &SeriesId) -> bool {
        self.membership != Membership::Types || joins_types(lists, &self.indicator, indicator, breakdown)
    }

    /// Whether the members add up, and whether those with comparable numbers make up the whole whose change they share.
    fn sums(&self, lists: &CodeLists, members: &[(SeriesId, Growth)]) -> (bool, bool) {
        let Some(dimension) = self.dimension(lists) else { return (true, true) };
        let of =
            |(series, _): &(SeriesId, Growth)| shown(lists, &series.indicator, &series.breakdown, &dimension);
        let all: Vec<Breakdown> = members.iter().map(of).collect();
        let is_matched = |member: &&(SeriesId, Growth)| member.1.comparable_ends().is_some();
        let matched: Vec<Breakdown> = members.iter().filter(is_matched).map(of).collect();
        let is_whole = make_up_the_whole(lists, &dimension, &matched.iter().collect::<Vec<_>>());
        let adds_up = add_up(lists, &dimension, &all.iter().collect::<Vec<_>>());
        // The sum of some members stands under the name of the whole, which they are not; of types that is as of areas.
        let is_sum =
            if self.membership == Membership::Types { !members.is_empty() } else { adds_up && is_whole };
        (is_sum, adds_up && is_whole)
    }
}

/// The members that have a number, each with its readings that are one.
fn members_of(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    request: &GrowthByRequest,
) -> Result<Vec<(SeriesId, Vec<Reading>)>, StatsError> {
    let GrowthByRequest { indicator, area, tier, breakdown, known_on, .. } = request;
    let whole = SeriesId {
        indicator: indicator.clone(),
        tier: tier.clone(),
        area: area.clone(),
        breakdown: breakdown.clone(),
    };
    let tiers = std::slice::from_ref(tier);
    let by = |dimension: &DimensionId| {
        let mut found = member_series(lookup, lists, &whole, dimension, tiers, *known_on)?;
        for (_, readings) in &mut found {
            readings.retain(|reading| reading.figure.quantity.bounds.is_some());
        }
        Ok::<_, StatsError>(found)
    };
    let series: Vec<SeriesId> = match &request.membership {
        Membership::Dimension(dimension) => return by(dimension),
        Membership::Areas => {
            let inside = lists.areas.all().iter().filter(|inner| inner.parent.as_ref() == Some(area));
            let mut found: Vec<AreaCode> = inside.map(|inner| inner.code.clone()).collect();
            found.dedup();
            found.into_iter().map(|area| SeriesId { area, ..whole.clone() }).collect()
        }
        Membership::Types => {
            let parts = lists.types_of(indicator).into_iter();
            parts.map(|part| SeriesId { indicator: part.id.clone(), ..whole.clone() }).collect()
        }
    };
    let mut members = Vec::new();
    for series in series {
        let SeriesId { indicator, area, breakdown, .. } = &series;
        let readings = numbers(lookup, indicator, area, tiers, breakdown, *known_on)?;
        if !readings.is_empty() {
            members.push((series, readings));
        }
    }
    if request.membership == Membership::Types
        && let Some(dimension) = lists.dimension_of_types(indicator)
    {
        members.extend(by(dimension)?.into_iter().filter(|(series, _)| series.indicator == *indicator));
    }
    Ok(members)
}
