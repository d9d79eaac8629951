//! The growth table: every tier between two periods, with contributions and coverage.

use crate::comparability::{Comparability, comparability};
use crate::denominator::units_at;
use crate::error::StatsError;
use crate::growth_by::{MemberGrowth, of_sum};
use crate::panel::{default_tiers, numbers, panel_periods};
use crate::span::years_between;
use jiff::civil::Date;
use tierstat_model::{
    AreaCode, Bounds, CodeLists, FigureLookup, IndicatorId, Language, Localized, Period, Ratio, Reading,
    TierId,
};
use tierstat_numerics::contribution::{Contribution, contributions, sum};
use tierstat_numerics::coverage::{Coverage, coverage};

/// What a growth table is about.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthRequest {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The area.
    pub area: AreaCode,
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
    pub rows: Vec<GrowthRow>,
    /// All tiers together, where there is more than one.
    pub total: Option<GrowthRow>,
}

/// One end of a growth: a number with the readings it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthEnd {
    /// The number.
    pub bounds: Bounds,
    /// The reading that prints it, or the readings it is the sum of.
    pub readings: Vec<Reading>,
    /// Whether it is a sum of ours that no source prints.
    pub derived: bool,
}

/// The growth of one tier, or of all.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthRow {
    /// The tier.
    pub tier: TierId,
    /// The number at the base; `None` where no source has one.
    pub from: Option<GrowthEnd>,
    /// The number at the end; `None` where no source has one.
    pub to: Option<GrowthEnd>,
    /// The change.
    pub change: Option<Bounds>,
    /// The growth rate.
    pub rate: Option<Ratio>,
    /// The compound annual rate, where the span is a year or more.
    pub compound: Option<Ratio>,
    /// The contribution to the whole, where every tier has both numbers.
    pub contribution: Option<Contribution>,
    /// The coverage at the base, where a denominator is known.
    pub coverage_from: Option<CoverageReading>,
    /// The coverage at the end, where a denominator is known.
    pub coverage_to: Option<CoverageReading>,
    /// Whether the two numbers can be compared; across a break no change is given, and rates only after a splice.
    pub comparability: Comparability,
}

/// A coverage with the readings it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageReading {
    /// The coverage.
    pub coverage: Coverage,
    /// The reading that counts the units.
    pub denominator: Reading,
}

impl GrowthRow {
    /// The number at the base.
    #[must_use]
    pub fn from_bounds(&self) -> Option<Bounds> {
        self.from.as_ref().map(|end| end.bounds)
    }

    /// The number at the end.
    #[must_use]
    pub fn to_bounds(&self) -> Option<Bounds> {
        self.to.as_ref().map(|end| end.bounds)
    }

    /// What a reader of this row must know: what is missing, what is our own sum.
    #[must_use]
    pub fn note(&self, language: Language) -> String {
        let is_derived = |end: &Option<GrowthEnd>| end.as_ref().is_some_and(|end| end.derived);
        let note = match (&self.from, &self.to) {
            (None, None) => Localized::new("两期都没有数据", "no figure at either period"),
            (None, Some(_)) => Localized::new("基期没有数据", "no figure at the base"),
            (Some(_), None) => Localized::new("报告期没有数据", "no figure at the end"),
            _ if is_derived(&self.from) && is_derived(&self.to) => {
                Localized::new("两期均为各级之和", "both are the sum of the tiers")
            }
            _ if is_derived(&self.from) => {
                Localized::new("基期为各级之和", "the base is the sum of the tiers")
            }
            _ if is_derived(&self.to) => {
                Localized::new("报告期为各级之和", "the end is the sum of the tiers")
            }
            _ => Localized::default(),
        };
        let notes = [Some(note), self.comparability.note()];
        let said: Vec<&str> =
            notes.iter().flatten().map(|note| note.get(language)).filter(|note| !note.is_empty()).collect();
        said.join("; ")
    }
}

/// The growth table of an indicator in an area.
///
/// The total is the printed one where a source prints it, else the sum of the tiers; each end says which.
///
/// # Errors
/// [`StatsError::TooFewPeriods`] where no periods are named and fewer than two have a number for every tier;
/// [`StatsError::Lookup`] where the figures cannot be looked up.
pub fn growth_table(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    request: &GrowthRequest,
) -> Result<GrowthTable, StatsError> {
    let GrowthRequest { indicator, area, known_on, .. } = request;
    let tiers = if request.tiers.is_empty() {
        default_tiers(lookup, lists, indicator, area, *known_on)?
    } else {
        request.tiers.clone()
    };
    let (from, to) = periods(lookup, request, &tiers)?;
    let readings = numbers(lookup, indicator, area, &[], *known_on)?;
    let end = |tier: &TierId, period: Period| {
        let found = readings.iter().find(|reading| reading.key.tier == *tier && answers(reading, period))?;
        let bounds = found.figure.quantity.bounds?;
        Some(GrowthEnd { bounds, readings: vec![found.clone()], derived: false })
    };
    let span = years_between(from.last_day(), to.last_day());
    let mut rows = Vec::new();
    for tier in &tiers {
        let of_tier: Vec<Reading> =
            readings.iter().filter(|reading| reading.key.tier == *tier).cloned().collect();
        let compared = comparability(&of_tier, from, to);
        let mut row = row(tier, end(tier, from), end(tier, to), span, compared);
        row.coverage_from = coverage_reading(lookup, lists, request, tier, row.from.as_ref(), from)?;
        row.coverage_to = coverage_reading(lookup, lists, request, tier, row.to.as_ref(), to)?;
        rows.push(row);
    }
    let total = lists.tiers.total().filter(|_| tiers.len() > 1).map(|total| {
        let printed_or_sum =
            |period, ends: Vec<Option<&GrowthEnd>>| end(&total.id, period).or_else(|| added(ends));
        let base = printed_or_sum(from, rows.iter().map(|row| row.from.as_ref()).collect());
        let last = printed_or_sum(to, rows.iter().map(|row| row.to.as_ref()).collect());
        let is_sum = [&base, &last].into_iter().flatten().any(|end| end.derived);
        let compared = if is_sum {
            of_sum(rows.iter().map(|row| &row.comparability))
        } else {
            let printed: Vec<Reading> =
                readings.iter().filter(|reading| reading.key.tier == total.id).cloned().collect();
            comparability(&printed, from, to)
        };
        row(&total.id, base, last, span, compared)
    });
    let both: Option<Vec<(Bounds, Bounds)>> = rows
        .iter()
        .map(|row| row.from_bounds().zip(row.to_bounds()).filter(|_| row.change.is_some()))
        .collect();
    if let Some(Ok(found)) = both.filter(|_| rows.len() > 1).map(|parts| contributions(&parts)) {
        for (row, contribution) in rows.iter_mut().zip(found) {
            row.contribution = Some(contribution);
        }
    }
    let from = printed_period(rows.iter().filter_map(|row| row.from.as_ref()), from);
    let to = printed_period(rows.iter().filter_map(|row| row.to.as_ref()), to);
    Ok(GrowthTable { from, to, rows, total })
}

/// The period as all the figures print it, or the one that was asked for where they differ.
fn printed_period<'a>(ends: impl Iterator<Item = &'a GrowthEnd>, asked: Period) -> Period {
    let mut printed: Vec<Period> =
        ends.flat_map(|end| &end.readings).map(|reading| reading.figure.period).collect();
    printed.sort();
    printed.dedup();
    match printed.as_slice() {
        [period] => *period,
        _ => asked,
    }
}

/// Whether a reading answers for a period as a person writes it: 2015-06 asks for the stock at its last day.
#[must_use]
pub fn answers(reading: &Reading, period: Period) -> bool {
    match reading.figure.measure {
        tierstat_model::Measure::Stock => reading.key.period.last_day() == period.last_day(),
        tierstat_model::Measure::Flow => {
            reading.key.period.last_day() == period.last_day()
                && reading.key.period.first_day() == period.first_day()
        }
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
        panel_periods(lookup, &request.indicator, &request.area, tiers, request.known_on)?
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

fn row(
    tier: &TierId,
    from: Option<GrowthEnd>,
    to: Option<GrowthEnd>,
    span: f64,
    compared: Comparability,
) -> GrowthRow {
    let bounds = |end: &Option<GrowthEnd>| end.as_ref().map(|end| end.bounds);
    let growth = MemberGrowth::compared(bounds(&from), bounds(&to), span, compared);
    GrowthRow {
        tier: tier.clone(),
        change: growth.change,
        rate: growth.rate,
        compound: growth.compound,
        contribution: None,
        comparability: growth.comparability,
        coverage_from: None,
        coverage_to: None,
        from,
        to,
    }
}

/// The sum of the tiers, where every tier has a number.
fn added(ends: Vec<Option<&GrowthEnd>>) -> Option<GrowthEnd> {
    let ends: Vec<&GrowthEnd> = ends.into_iter().collect::<Option<_>>()?;
    let bounds = sum(ends.iter().map(|end| &end.bounds))?;
    let readings = ends.iter().flat_map(|end| end.readings.clone()).collect();
    Some(GrowthEnd { bounds, readings, derived: true })
}

fn coverage_reading(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    request: &GrowthRequest,
    tier: &TierId,
    end: Option<&GrowthEnd>,
    period: Period,
) -> Result<Option<CoverageReading>, StatsError> {
    let Some(end) = end else { return Ok(None) };
    let (indicator, area) = (&request.indicator, &request.area);
    let units = units_at(lookup, lists, indicator, tier, area, period.last_day(), request.known_on)?;
    Ok(units.and_then(|denominator| {
        let units = denominator.figure.quantity.bounds?;
        let coverage = coverage(&end.bounds, &units).ok()?;
        Some(CoverageReading { coverage, denominator })
    }))
}
