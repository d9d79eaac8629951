//! The course of a series: all its numbers in order of period, printed or summed over the tiers.

use crate::low_reliability::is_marked;
use crate::scope::Scope;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{AreaCode, Breakdown, CodeLists, IndicatorId, Measure, Reading, TierId};
use tierstat_stats::comparability::break_between;
use tierstat_stats::derived::derived_totals;
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_stats::span::years_between;
use tierstat_stats::strands::held_together;

/// In years; June and December lie a little less apart.
const HALF_A_YEAR: f64 = 0.49;

/// The numbers of a series in order of period.
#[derive(Debug, Clone, Default)]
pub(crate) struct Course {
    /// Those that hold together, one for each period: as printed, or for all tiers together their sum where none prints it.
    pub(crate) numbers: Vec<KnownNumber>,
    /// Those that contradict them, and are compared with none.
    pub(crate) apart: Vec<KnownNumber>,
}

/// The course of a series.
pub(crate) fn course(scope: &Scope, series: &SeriesId) -> Course {
    course_of(scope.readings(), &scope.lists, series)
}

/// The course of a series among some readings.
pub(crate) fn course_of(readings: &[Reading], lists: &CodeLists, series: &SeriesId) -> Course {
    let own = readings.iter().filter(|reading| series.holds(reading));
    let mut numbers: Vec<KnownNumber> = own.filter_map(KnownNumber::printed).collect();
    if lists.tiers.total().is_some_and(|total| total.id == series.tier) {
        let of_whole = |reading: &&Reading| {
            SeriesId { tier: reading.key.tier.clone(), ..series.clone() }.holds(reading)
                && reading.key.tier != series.tier
        };
        let readings: Vec<Reading> = readings.iter().filter(of_whole).cloned().collect();
        numbers.extend(derived_totals(&readings, lists).iter().map(KnownNumber::of_sum));
    }
    // What a source prints comes before a sum of ours.
    let mut seen = BTreeSet::new();
    numbers.retain(|number| seen.insert((number.period.last_day(), first_day_of_flow(number))));
    numbers.sort_by_key(|number| (number.period.last_day(), number.period.first_day()));
    let (numbers, apart) = held_together(numbers, |number| match number.readings.first() {
        Some(reading) if !number.is_sum => Some(&reading.figure),
        Some(_) | None => None,
    });
    Course { numbers, apart }
}

/// The day on which a flow begins; a stock is of its last day alone.
pub(crate) fn first_day_of_flow(number: &KnownNumber) -> Option<Date> {
    let is_flow = number.readings.iter().any(|reading| reading.figure.measure == Measure::Flow);
    is_flow.then(|| number.period.first_day())
}

/// The tier by which an indicator is told where none is named: the total, or the only tier that has numbers.
pub(crate) fn natural_tier(
    scope: &Scope,
    indicator: &IndicatorId,
    area: &AreaCode,
    breakdown: &Breakdown,
) -> Option<TierId> {
    let is_of = |reading: &&Reading| {
        reading.key.indicator == *indicator
            && reading.key.area == *area
            && reading.key.breakdown == *breakdown
            && reading.figure.quantity.bounds.is_some()
    };
    let tiers: BTreeSet<&TierId> =
        scope.readings().iter().filter(is_of).map(|reading| &reading.key.tier).collect();
    let total = scope.lists.tiers.total().map(|tier| &tier.id);
    match (tiers.len(), total) {
        (0, _) => None,
        (_, Some(total)) if tiers.contains(total) => Some(total.clone()),
        (1, _) => tiers.first().map(|tier| (*tier).clone()),
        (_, Some(total)) => {
            let series = SeriesId {
                indicator: indicator.clone(),
                tier: total.clone(),
                area: area.clone(),
                breakdown: breakdown.clone(),
            };
            let has_sum = !course(scope, &series).numbers.is_empty();
            if has_sum { Some(total.clone()) } else { tiers.first().map(|tier| (*tier).clone()) }
        }
        (_, None) => tiers.first().map(|tier| (*tier).clone()),
    }
}

impl Course {
    /// The course without what is marked as of low reliability, where anything else is there: what a report claims stands on the rest.
    pub(crate) fn reliable(mut self) -> Self {
        let is_reliable = |number: &KnownNumber| !number.readings.iter().any(is_marked);
        if self.numbers.iter().any(is_reliable) {
            self.numbers.retain(is_reliable);
        }
        self
    }

    /// The numbers since the last break.
    pub(crate) fn since_last_break(mut self) -> Vec<KnownNumber> {
        let is_broken = |from: &KnownNumber, to: &KnownNumber| {
            break_between(&to.readings, from.period, to.period).is_some()
        };
        let last = self.numbers.windows(2).rposition(|pair| match pair {
            [from, to] => is_broken(from, to),
            _ => false,
        });
        self.numbers.split_off(last.map_or(0, |place| place + 1))
    }

    /// The latest number.
    pub(crate) fn latest(&self) -> Option<&KnownNumber> {
        self.numbers.last()
    }

    /// The number that the latest is compared with: of a year before where there is one, else the last that is half a year older or
    /// more, since what is printed of a year end in the spring is often its number once more; else the one before it.
    pub(crate) fn before_latest(&self) -> Option<&KnownNumber> {
        let (latest, earlier) = self.numbers.split_last()?;
        let at = latest.period.last_day();
        let is_a_year = |number: &&KnownNumber| {
            let day = number.period.last_day();
            at.year().checked_sub(1) == Some(day.year()) && (at.month(), at.day()) == (day.month(), day.day())
        };
        let is_older = |number: &&KnownNumber| years_between(number.period.last_day(), at) >= HALF_A_YEAR;
        let mut back = earlier.iter().rev();
        back.clone().find(is_a_year).or_else(|| back.find(is_older)).or_else(|| earlier.last())
    }
}

/// The tier by which an indicator of several areas is told where none is named: the one in which the most of them have numbers, the
/// total before the others. Numbers of different tiers stand in no column together.
pub(crate) fn common_tier(
    scope: &Scope,
    indicator: &IndicatorId,
    areas: &[AreaCode],
    breakdown: &Breakdown,
) -> Option<TierId> {
    let total = scope.lists.tiers.total().map(|tier| &tier.id);
    let mut tiers: Vec<&TierId> = scope.lists.tiers.tiers.iter().map(|tier| &tier.id).collect();
    tiers.sort_by_key(|tier| Some(*tier) != total);
    let reporting = |tier: &TierId| {
        let has_numbers = |area: &&AreaCode| {
            let series = SeriesId {
                indicator: indicator.clone(),
                tier: tier.clone(),
                area: (*area).clone(),
                breakdown: breakdown.clone(),
            };
            !course(scope, &series).numbers.is_empty()
        };
        areas.iter().filter(has_numbers).count()
    };
    let mut best: Option<(usize, &TierId)> = None;
    for tier in tiers {
        let count = reporting(tier);
        if count > best.map_or(0, |(most, _)| most) {
            best = Some((count, tier));
        }
    }
    best.map(|(_, tier)| tier.clone())
}
