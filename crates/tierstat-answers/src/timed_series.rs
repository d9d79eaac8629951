//! Series in time, from the ledger or from a file, as trends and forecasts take them: one rule of which figures are its points.

use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::selection::{Members, Selection};
use crate::series::groups;
use crate::series_of::SeriesOf;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{
    Bounds, CodeLists, FigureLookup, FigureQuery, Localized, Measure, Period, Reading, SeriesTime,
};
use tierstat_stats::comparability::at_latest_level;
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::strands::held_together;

/// A number at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimedPoint {
    /// When.
    pub time: SeriesTime,
    /// What is known; `None` is missing.
    pub bounds: Option<Bounds>,
    /// The reading that says it, in a series of the ledger.
    pub reading: Option<Reading>,
}

/// A number that is known and is no point of its series.
#[derive(Debug, Clone, PartialEq)]
pub struct PointLeftOut {
    /// When.
    pub time: SeriesTime,
    /// Why.
    pub reason: Localized,
}

/// A series in time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimedSeries {
    /// Which.
    pub of: SeriesOf,
    /// Its numbers, in any order; none for a whole that has no rows of its own.
    pub points: Vec<TimedPoint>,
    /// Keys of what it adds up to.
    pub parents: Vec<String>,
    /// Whether it counts things, so that nothing below zero can be.
    pub is_count: bool,
    /// What is known but no point of it.
    pub left_out: Vec<PointLeftOut>,
}

impl TimedSeries {
    /// A series of a file: each time with what is known at it.
    #[must_use]
    pub fn named(
        name: String,
        points: impl IntoIterator<Item = (SeriesTime, Option<Bounds>)>,
        parents: Vec<String>,
    ) -> Self {
        let points = points.into_iter().map(|(time, bounds)| TimedPoint { time, bounds, reading: None });
        Self {
            of: SeriesOf::Named(name),
            points: points.collect(),
            parents,
            is_count: false,
            left_out: Vec::new(),
        }
    }

    /// The series of readings, one for each reference period: those at the level of the latest one that hold together, as tables and
    /// charts join them ([`held_together`]), and of flows those over a span of time as most are.
    #[must_use]
    pub fn of_readings(lists: &CodeLists, series: &SeriesId, readings: &[Reading]) -> Self {
        let (level, apart) = at_latest_level(readings);
        let usual = usual_span(&level);
        let (points, others): (Vec<&Reading>, Vec<&Reading>) = level
            .into_iter()
            .partition(|reading| reading.figure.measure == Measure::Stock || Some(span(reading)) == usual);
        let mut points = points;
        points.sort_by_key(|reading| (reading.key.period.last_day(), reading.key.period.first_day()));
        let known = |reading: &&Reading| reading.figure.quantity.bounds.is_some();
        let (points, contradicting) =
            held_together(points, |reading| Some(&reading.figure).filter(|_| known(reading)));
        let broken = Localized::new(
            "在序列中断之前，或口径不同",
            "stands before a break of the series, or counts by another definition",
        );
        let of_other_span = Localized::new(
            "所计时段的长短与其余不同",
            "counts over a longer or shorter time than the others",
        );
        let contradicts = Localized::new(
            "与其余各数不合：另一文献所印，不能与之读作同一发展",
            "contradicts the other numbers: another document prints it, and it cannot be read as one development with them",
        );
        let left_out = apart
            .into_iter()
            .map(|reading| (reading, &broken))
            .chain(contradicting.into_iter().map(|reading| (reading, &contradicts)))
            .chain(others.into_iter().map(|reading| (reading, &of_other_span)))
            .filter(|(reading, _)| reading.figure.quantity.bounds.is_some())
            .map(|(reading, reason)| PointLeftOut {
                time: SeriesTime::Period(reading.key.period),
                reason: reason.clone(),
            });
        let point = |reading: &Reading| TimedPoint {
            time: SeriesTime::Period(reading.key.period),
            bounds: reading.figure.quantity.bounds,
            reading: Some(reading.clone()),
        };
        Self {
            left_out: left_out.collect(),
            points: points.into_iter().map(point).collect(),
            of: SeriesOf::Ledger(series.clone()),
            parents: Vec::new(),
            is_count: lists.is_count(&series.indicator),
        }
    }

    /// Keeps what stands on one day of the year, the one that most numbers stand on: sources count in June and in December, and a
    /// forecast needs even steps. A stock on the last day of a year is that of the year.
    #[must_use]
    pub fn yearly(mut self) -> Self {
        let day_of = |point: &TimedPoint| {
            let day = point.time.period()?.last_day();
            Some((day.month(), day.day()))
        };
        let mut counts: BTreeMap<(i8, i8), usize> = BTreeMap::new();
        for day in self.points.iter().filter(|point| point.bounds.is_some()).filter_map(day_of) {
            *counts.entry(day).or_default() += 1;
        }
        // Of days with as many numbers the later one in the year.
        let Some((chosen, _)) = counts.into_iter().max_by_key(|(day, count)| (*count, *day)) else {
            return self;
        };
        let (kept, others): (Vec<TimedPoint>, Vec<TimedPoint>) =
            std::mem::take(&mut self.points).into_iter().partition(|point| day_of(point) == Some(chosen));
        self.points = kept;
        for point in &mut self.points {
            if let SeriesTime::Period(Period::Day(day)) = point.time
                && chosen == (12, 31)
            {
                point.time = SeriesTime::Period(Period::Year(day.year()));
            }
        }
        self.left_out.extend(others.into_iter().filter(|point| point.bounds.is_some()).map(|point| {
            PointLeftOut {
                time: point.time,
                reason: Localized::new(
                    "不在各年的同一天",
                    "does not stand on the day of the year that the others do",
                ),
            }
        }));
        self
    }

    /// The readings behind its points.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.points.iter().filter_map(|point| point.reading.as_ref())
    }

    /// Times and numbers, in any order.
    #[must_use]
    pub fn known(&self) -> Vec<(SeriesTime, Option<Bounds>)> {
        self.points.iter().map(|point| (point.time, point.bounds)).collect()
    }
}

/// How many months a flow counts over; a day is none.
fn span(reading: &Reading) -> u8 {
    match reading.key.period {
        Period::Year(_) | Period::YearFrom(_) => 12,
        Period::Half(..) => 6,
        Period::Quarter(..) => 3,
        Period::Month(..) => 1,
        Period::Day(_) => 0,
    }
}

/// The span of time that most flows count over, the longer of two as frequent.
fn usual_span(readings: &[&Reading]) -> Option<u8> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for reading in readings.iter().filter(|reading| reading.figure.quantity.bounds.is_some()) {
        *counts.entry(span(reading)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(span, count)| (*count, *span)).map(|(span, _)| span)
}

/// The series that a selection names, each whole before its members, which add up to it, and before types that do not.
///
/// # Errors
/// [`AnswerError::Question`] where there is none, with what there is instead.
pub fn timed_series(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    members: Members,
) -> Result<Vec<TimedSeries>, AnswerError> {
    let mut found = Vec::new();
    for group in groups(lookup, lists, selection, members)? {
        let whole = group.whole.as_ref().map(|whole| SeriesOf::Ledger(whole.id()).key());
        let timed = |series: &crate::series::LedgerSeries, parents: Vec<String>| TimedSeries {
            parents,
            ..TimedSeries::of_readings(lists, &series.id(), &series.readings)
        };
        found.extend(group.whole.iter().map(|whole| timed(whole, Vec::new())));
        found.extend(group.members.iter().map(|member| timed(member, whole.iter().cloned().collect())));
        found.extend(group.apart.iter().map(|apart| timed(apart, Vec::new())));
    }
    if found.is_empty() {
        let message = Localized::new("没有序列", "there is no series");
        return Err(nothing_there(lookup, lists, selection, message));
    }
    Ok(found)
}

/// One series of the ledger.
///
/// # Errors
/// [`AnswerError::Question`] where it has no number, with what there is instead.
pub fn timed_series_of(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    series: &SeriesId,
    known_on: Option<Date>,
) -> Result<TimedSeries, AnswerError> {
    let query = FigureQuery {
        indicators: vec![series.indicator.clone()],
        areas: vec![series.area.clone()],
        known_on,
        ..FigureQuery::of(series.breakdown.clone().into())
    };
    let mut readings = lookup.readings(&query)?;
    readings.retain(|reading| series.holds(reading));
    readings.sort_by_key(|reading| reading.key.period);
    if readings.iter().all(|reading| reading.figure.quantity.bounds.is_none()) {
        let message = Localized::new("没有可用的数据", "there is no figure of it");
        let selection = Selection {
            indicators: vec![series.indicator.clone()],
            areas: vec![series.area.clone()],
            known_on,
            ..Selection::default()
        };
        return Err(nothing_there(lookup, lists, &selection, message));
    }
    Ok(TimedSeries::of_readings(lists, series, &readings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{lists, readings, selection};

    fn times(series: &TimedSeries) -> Vec<String> {
        series.points.iter().map(|point| point.time.to_string()).collect()
    }

    #[test]
    fn a_level_begins_at_the_last_break_and_a_year_at_the_day_of_most() {
        let ledger = readings(&[
            "clubs|all|0|2010|10",
            "clubs|all|0|2011|40B",
            "clubs|all|0|2012-06|42",
            "clubs|all|0|2012|44",
            "clubs|all|0|2013|46",
        ]);
        let found = timed_series(&ledger, &lists(), &selection("clubs"), Members::Tiers).unwrap();
        let [series] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((times(series).len(), series.left_out.len()), (4, 1));
        let yearly = series.clone().yearly();
        assert_eq!(times(&yearly), ["2011", "2012", "2013"]);
        let left_out: Vec<String> = yearly.left_out.iter().map(|point| point.time.to_string()).collect();
        assert_eq!(left_out, ["2010-12-31", "2012-06-30"]);
    }

    #[test]
    fn what_contradicts_the_other_numbers_is_no_point() {
        let mut ledger = readings(&[
            "clubs|all|0|2018|9700",
            "clubs|all|0|2020|13000",
            "clubs|all|0|2021|5000",
            "clubs|all|0|2022|19000",
        ])
        .readings(&FigureQuery::of_wholes())
        .unwrap();
        let series = SeriesId {
            indicator: ledger[0].key.indicator.clone(),
            tier: ledger[0].key.tier.clone(),
            area: ledger[0].key.area.clone(),
            breakdown: ledger[0].key.breakdown.clone(),
        };
        let of_one_document = TimedSeries::of_readings(&lists(), &series, &ledger);
        assert_eq!(of_one_document.points.len(), 4, "what falls from year to year in one document does fall");
        for (reading, title) in ledger.iter_mut().zip(["a", "b", "c", "d"]) {
            reading.figure.origin.document.title = title.into();
        }
        let found = TimedSeries::of_readings(&lists(), &series, &ledger);
        assert_eq!(times(&found), ["2018-12-31", "2020-12-31", "2022-12-31"]);
        let left_out: Vec<String> = found.left_out.iter().map(|point| point.time.to_string()).collect();
        assert_eq!(left_out, ["2021-12-31"]);
    }

    #[test]
    fn flows_are_those_over_the_usual_span() {
        let ledger = readings(&["clubs|all|0|2013|10", "clubs|all|0|2014|12", "clubs|all|0|2014-12|1"]);
        let mut flows = ledger.readings(&FigureQuery::of_wholes()).unwrap();
        for reading in &mut flows {
            reading.figure.measure = Measure::Flow;
            reading.key.period = reading.figure.period;
        }
        let SeriesOf::Ledger(series) =
            timed_series(&ledger, &lists(), &selection("clubs"), Members::Tiers).unwrap().remove(0).of
        else {
            panic!("a series of the ledger")
        };
        let found = TimedSeries::of_readings(&lists(), &series, &flows);
        assert_eq!(
            (times(&found.clone().yearly()), found.left_out.len()),
            (vec!["2013".into(), "2014".into()], 1)
        );
    }
}
