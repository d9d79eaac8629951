//! The coverage of one series at one period: the rule by which a number and its denominator are found.

use crate::error::AnswerError;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{CodeLists, FigureLookup, FigureQuery, Period, Reading};
use tierstat_stats::comparability::Comparability;
use tierstat_stats::denominator::{CoverageReading, Denominators, NoCoverage};
use tierstat_stats::derived::derived_totals;
use tierstat_stats::growth::Growth;
use tierstat_stats::known_number::{KnownNumber, SeriesId, known_number};

/// The coverage of one series at one period.
#[derive(Debug, Clone, PartialEq)]
pub struct CoveragePoint {
    /// The period.
    pub period: Period,
    /// The number that is covered: as a source prints it, or for all tiers together their sum.
    pub covered: KnownNumber,
    /// The coverage with its denominator, or why there is none.
    pub found: Result<CoverageReading, NoCoverage>,
    /// Whether the number can be compared with that of the coverage before it.
    pub comparability: Comparability,
}

/// What the coverage of the series of one indicator in one area is made of.
pub(super) struct Sources<'a> {
    lists: &'a CodeLists,
    readings: Vec<Reading>,
    units: Denominators,
}

/// The coverage of a series at a period and at no other; `None` where that period has no number.
///
/// # Errors
/// Where the figures cannot be looked up.
pub fn at(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    series: &SeriesId,
    period: Period,
    known_on: Option<Date>,
) -> Result<Option<CoveragePoint>, AnswerError> {
    Ok(Sources::of(lookup, lists, series, known_on)?.point(series, period))
}

/// How many units there are that a series could cover: the latest count on or before the last day of a period.
///
/// # Errors
/// Where the figures cannot be looked up.
pub fn units_at(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    series: &SeriesId,
    period: Period,
    known_on: Option<Date>,
) -> Result<Option<KnownNumber>, AnswerError> {
    let units =
        Denominators::of(lookup, lists, &series.indicator, &series.area, &series.breakdown, known_on)?;
    Ok(units.at(&series.tier, period.last_day()))
}

impl<'a> Sources<'a> {
    pub(super) fn of(
        lookup: &dyn FigureLookup,
        lists: &'a CodeLists,
        series: &SeriesId,
        known_on: Option<Date>,
    ) -> Result<Self, AnswerError> {
        let SeriesId { indicator, area, breakdown, .. } = series;
        let query = FigureQuery {
            indicators: vec![indicator.clone()],
            areas: vec![area.clone()],
            known_on,
            ..FigureQuery::of(breakdown.clone().into())
        };
        let units = Denominators::of(lookup, lists, indicator, area, breakdown, known_on)?;
        Ok(Self { lists, readings: lookup.readings(&query)?, units })
    }

    fn point(&self, series: &SeriesId, period: Period) -> Option<CoveragePoint> {
        let covered = known_number(&self.readings, self.lists, series, period)?;
        let found = self.units.coverage(&series.tier, &covered, period.last_day());
        Some(CoveragePoint { period, covered, found, comparability: Comparability::Same })
    }

    /// The periods that have a number, in order, and those of which a source prints that there is none.
    pub(super) fn points(&self, series: &SeriesId) -> (Vec<CoveragePoint>, Vec<Period>) {
        let of_series = self.readings.iter().filter(|reading| series.holds(reading));
        let (printed, missing): (Vec<&Reading>, Vec<&Reading>) =
            of_series.partition(|reading| reading.figure.quantity.bounds.is_some());
        let mut periods: BTreeSet<Period> = printed.iter().map(|reading| reading.key.period).collect();
        if self.lists.tiers.total().is_some_and(|total| total.id == series.tier) {
            periods.extend(derived_totals(&self.readings, self.lists).iter().map(|sum| sum.key.period));
        }
        let mut points: Vec<CoveragePoint> = Vec::new();
        for mut point in periods.into_iter().filter_map(|period| self.point(series, period)) {
            if let Some(before) = points.iter().rev().find(|point| point.found.is_ok()) {
                let ends = [before.period, point.period];
                point.comparability = Growth::of(&self.readings, self.lists, series, ends).comparability;
            }
            points.push(point);
        }
        (points, missing.iter().map(|reading| reading.figure.period).collect())
    }
}

impl CoveragePoint {
    /// The readings that the coverage stands on.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        let units = self.found.iter().flat_map(|found| &found.units.readings);
        self.covered.readings.iter().chain(units)
    }
}
