//! The growth table: every tier between two periods, with contributions and coverage.

use crate::denominator::{CoverageReading, Denominators};
use crate::error::StatsError;
use crate::growth::Growth;
use crate::known_number::{KnownNumber, SeriesId};
use crate::panel::{default_tiers, numbers, panel_periods};
use jiff::civil::Date;
use tierstat_model::{AreaCode, Bounds, Breakdown, CodeLists, FigureLookup, IndicatorId, Period, TierId};
use tierstat_numerics::contribution::{contributions, sum};

/// What a growth table is about.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthRequest {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The area.
    pub area: AreaCode,
    /// Which part of the indicator.
    pub breakdown: Breakdown,
    /// The tiers; empty asks for all that have figures.
    pub tiers: Vec<TierId>,
    /// The period to grow from; `None` asks for the first in which all tiers have a number.
    pub from: Option<Period>,
    /// The period to grow to; `None` asks for the latest in which all tiers have a number.
    pub to: Option<Period>,
    /// The day on which the figures must have been known; `None` takes all.
    pub known_on: Option<Date>,
}

/// A growth table.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthTable {
    /// The period it grows from, as its figures print it where they agree.
    pub from: Period,
    /// The period it grows to, as its figures print it where they agree.
    pub to: Period,
    /// One row for each tier, from the top.
    pub rows: Vec<TierGrowth>,
    /// All tiers together, whichever were asked for; `None` where there is one alone.
    pub total: Option<TierGrowth>,
    /// Whether the tiers make up the total at both ends, so that each has a share of its change.
    pub whole: WholeOfTiers,
}

/// What the tiers are to their total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WholeOfTiers {
    /// They make it up.
    MadeUp,
    /// One of them lacks a number, or breaks: nobody knows what they make up.
    Incomplete,
    /// A source prints a total that is not their sum.
    PrintedOtherwise,
    /// There is one tier, and no whole.
    OneTier,
}

/// The growth of one tier, or of all.
#[derive(Debug, Clone, PartialEq)]
pub struct TierGrowth {
    /// The tier.
    pub tier: TierId,
    /// Its growth.
    pub growth: Growth,
    /// The coverage at the base, where a denominator is known.
    pub coverage_from: Option<CoverageReading>,
    /// The coverage at the end, where a denominator is known.
    pub coverage_to: Option<CoverageReading>,
}

/// The growth table of an indicator in an area.
///
/// The total is the printed one where a source prints it, else the sum of all tiers that are ever counted, also where only some of
/// them were asked for; each end says which. Shares of its change are given where the tiers make it up.
///
/// # Errors
/// [`StatsError::TooFewPeriods`] where no periods are named and fewer than two have a number for every tier;
/// [`StatsError::Lookup`] where the figures cannot be looked up.
pub fn growth_table(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    request: &GrowthRequest,
) -> Result<GrowthTable, StatsError> {
    let GrowthRequest { indicator, area, breakdown, known_on, .. } = request;
    let all_tiers = default_tiers(lookup, lists, indicator, area, breakdown, *known_on)?;
    let tiers = if request.tiers.is_empty() { all_tiers.clone() } else { request.tiers.clone() };
    let (from, to) = periods(lookup, request, &tiers)?;
    let readings = numbers(lookup, indicator, area, &[], breakdown, *known_on)?;
    let series = |tier: &TierId| SeriesId {
        indicator: indicator.clone(),
        tier: tier.clone(),
        area: area.clone(),
        breakdown: breakdown.clone(),
    };
    let growth = |tier: &TierId| Growth::of(&readings, lists, &series(tier), [from, to]);
    let units = Denominators::of(lookup, lists, indicator, area, breakdown, *known_on)?;
    let covered = |tier: &TierId, end: &Option<KnownNumber>, period: Period| {
        end.as_ref().and_then(|end| units.coverage(tier, end, period.last_day()).ok())
    };
    let mut rows = Vec::new();
    for tier in &tiers {
        let growth = growth(tier);
        rows.push(TierGrowth {
            tier: tier.clone(),
            coverage_from: covered(tier, &growth.from, from),
            coverage_to: covered(tier, &growth.to, to),
            growth,
        });
    }
    let total = lists.tiers.total().filter(|total| tiers.len() > 1 && !tiers.contains(&total.id));
    let total = total.map(|total| TierGrowth {
        tier: total.id.clone(),
        growth: growth(&total.id),
        coverage_from: None,
        coverage_to: None,
    });
    let whole = match &total {
        Some(total) => shares(&mut rows, &total.growth, &all_tiers, growth),
        None => WholeOfTiers::OneTier,
    };
    let ends = |end: fn(&Growth) -> Option<&KnownNumber>| rows.iter().filter_map(move |row| end(&row.growth));
    let (from, to) = (
        printed_period(ends(|growth| growth.from.as_ref()), from),
        printed_period(ends(|growth| growth.to.as_ref()), to),
    );
    Ok(GrowthTable { from, to, rows, total, whole })
}

/// Gives each row its share of the change of the whole, where all tiers make that up.
fn shares(
    rows: &mut [TierGrowth],
    total: &Growth,
    all_tiers: &[TierId],
    growth: impl Fn(&TierId) -> Growth,
) -> WholeOfTiers {
    let ends: Option<Vec<(Bounds, Bounds)>> =
        all_tiers.iter().map(|tier| growth(tier).comparable_ends()).collect();
    let Some(ends) = ends.filter(|ends| ends.len() > 1) else { return WholeOfTiers::Incomplete };
    let sums = [sum(ends.iter().map(|(from, _)| from)), sum(ends.iter().map(|(_, to)| to))];
    let is_sum = |end: &Option<KnownNumber>, sum: &Option<Bounds>| match (end, sum) {
        (Some(end), Some(sum)) => end.bounds.overlaps(sum),
        _ => false,
    };
    if !(is_sum(&total.from, &sums[0]) && is_sum(&total.to, &sums[1])) {
        return WholeOfTiers::PrintedOtherwise;
    }
    let Ok(found) = contributions(&ends) else { return WholeOfTiers::Incomplete };
    for (tier, contribution) in all_tiers.iter().zip(found) {
        for row in rows.iter_mut().filter(|row| row.tier == *tier) {
            row.growth.contribution = Some(contribution);
        }
    }
    WholeOfTiers::MadeUp
}

/// The period as all the figures print it, or the one that was asked for where they differ.
fn printed_period<'a>(ends: impl Iterator<Item = &'a KnownNumber>, asked: Period) -> Period {
    let mut printed: Vec<Period> = ends.map(|end| end.period).collect();
    printed.sort();
    printed.dedup();
    match printed.as_slice() {
        [period] => *period,
        _ => asked,
    }
}

fn periods(
    lookup: &dyn FigureLookup,
    request: &GrowthRequest,
    tiers: &[TierId],
) -> Result<(Period, Period), StatsError> {
    if let (Some(from), Some(to)) = (request.from, request.to) {
        return Ok((from, to));
    }
    let panel = if tiers.is_empty() {
        Vec::new()
    } else {
        panel_periods(lookup, &request.indicator, &request.area, tiers, &request.breakdown, request.known_on)?
    };
    let (Some(first), Some(latest)) = (panel.first(), panel.last()) else {
        return Err(too_few(request, panel.len()));
    };
    let (from, to) = (request.from.unwrap_or(*first), request.to.unwrap_or(*latest));
    if from.last_day() == to.last_day() {
        return Err(too_few(request, panel.len()));
    }
    Ok((from, to))
}

fn too_few(request: &GrowthRequest, found: usize) -> StatsError {
    StatsError::TooFewPeriods { indicator: request.indicator.clone(), area: request.area.clone(), found }
}
