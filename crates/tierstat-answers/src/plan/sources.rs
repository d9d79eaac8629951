//! What is known of an indicator, its targets and its units in one area; and the numbers of a series in order of time.

use crate::error::AnswerError;
use crate::timed_series::TimedSeries;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, FigureLookup, FigureQuery, IndicatorId, Localized, Period, Reading,
    Status, TierId,
};
use tierstat_stats::denominator::Denominators;
use tierstat_stats::derived::derived_totals;
use tierstat_stats::known_number::{KnownNumber, SeriesId};

/// What is known of an indicator and its targets in one area.
pub(super) struct Sources<'a> {
    pub(super) lists: &'a CodeLists,
    pub(super) readings: Vec<Reading>,
    pub(super) units: Denominators,
}

impl<'a> Sources<'a> {
    pub(super) fn of(
        lookup: &dyn FigureLookup,
        lists: &'a CodeLists,
        (indicator, area): (&IndicatorId, &AreaCode),
        known_on: Option<Date>,
    ) -> Result<Self, AnswerError> {
        let targets = lists.indicators.targets_of(indicator).into_iter().map(|target| target.id.clone());
        let query = FigureQuery {
            indicators: std::iter::once(indicator.clone()).chain(targets).collect(),
            areas: vec![area.clone()],
            known_on,
            ..FigureQuery::of_wholes()
        };
        let readings = lookup.readings(&query)?;
        let units = Denominators::of(lookup, lists, indicator, area, &Breakdown::whole(), known_on)?;
        Ok(Self { lists, readings, units })
    }

    /// The tiers that have a target or a number, from the top; the total only where it has a target or nothing else is there.
    pub(super) fn tiers(&self, indicator: &IndicatorId) -> Vec<TierId> {
        let known = |is_target: bool| -> BTreeSet<&TierId> {
            let of = self.readings.iter().filter(|reading| {
                reading.figure.quantity.bounds.is_some() && (reading.key.indicator != *indicator) == is_target
            });
            of.map(|reading| &reading.key.tier).collect()
        };
        let (aimed, mut counted) = (known(true), known(false));
        let is_total = |tier: &TierId| self.lists.tiers.get(tier).is_some_and(|tier| tier.total);
        if counted.iter().any(|tier| !is_total(tier)) {
            counted.retain(|tier| !is_total(tier));
        }
        let all: BTreeSet<&TierId> = aimed.union(&counted).copied().collect();
        let mut all: Vec<TierId> = all.into_iter().cloned().collect();
        all.sort_by_key(|tier| self.lists.tiers.get(tier).map_or(u8::MAX, |tier| tier.rank));
        all
    }
}

/// The numbers of a series in order of time: those at the level of the latest one, as trends take them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counted {
    /// The numbers; where no source prints the total of all tiers, their sums.
    pub numbers: Vec<KnownNumber>,
    /// What is known and is no point of the series, with the reason.
    pub left_out: Vec<(Period, Localized)>,
}

impl Counted {
    pub(super) fn of(sources: &Sources<'_>, series: &SeriesId) -> Self {
        let mut own: Vec<Reading> =
            sources.readings.iter().filter(|reading| series.holds(reading)).cloned().collect();
        own.sort_by_key(|reading| reading.key.period);
        let timed = TimedSeries::of_readings(sources.lists, series, &own);
        let mut numbers: Vec<KnownNumber> = timed.readings().filter_map(KnownNumber::printed).collect();
        let left_out: Vec<(Period, Localized)> = timed
            .left_out
            .iter()
            .filter_map(|point| Some((point.time.period()?, point.reason.clone())))
            .collect();
        if sources.lists.tiers.total().is_some_and(|total| total.id == series.tier) {
            // No sum stands before a break of any of the tiers, or of their printed total.
            let of_indicator: Vec<Reading> = sources
                .readings
                .iter()
                .filter(|reading| reading.key.indicator == series.indicator)
                .cloned()
                .collect();
            let breaks = of_indicator.iter().filter(|reading| reading.figure.status == Status::B);
            let last_break = breaks.map(|reading| reading.key.period).max();
            let sums = derived_totals(&of_indicator, sources.lists);
            let sums = sums.iter().filter(|sum| last_break.is_none_or(|last| sum.key.period >= last));
            numbers.extend(sums.map(KnownNumber::of_sum));
        }
        numbers.sort_by_key(|number| number.period);
        Self { numbers, left_out }
    }
}
