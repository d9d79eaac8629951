//! Trends: growth by least squares, robust slopes, the test of ranks, breaks and outliers of every series.

mod explained;
mod refusal;
mod row;

pub use refusal::TrendRefusal;

use crate::error::AnswerError;
use crate::selection::{Members, Selection};
use crate::series_of::SeriesOf;
use crate::timed_series::{PointLeftOut, TimedSeries, timed_series, timed_series_of};
use jiff::civil::Date;
use refusal::Refusals;
use tierstat_model::{Bounds, CodeLists, FigureLookup, Localized, Reading, SeriesTime};
use tierstat_numerics::breaks::{TrendBreak, trend_break};
use tierstat_numerics::outlier::{Outlier, series_outliers};
use tierstat_numerics::trend::rank::{MannKendall, MedianSlope, mann_kendall, siegel, theil_sen};
use tierstat_numerics::trend::{GrowthTrend, growth_trend};
use tierstat_stats::known_number::SeriesId;

/// The level of the intervals.
const LEVEL: f64 = 0.95;

/// What can be said of the trend of one series.
#[derive(Debug)]
pub struct SeriesTrend {
    /// Which series.
    pub of: SeriesOf,
    /// What is known, in order of time: all of it bears the growth.
    pub known: Vec<(SeriesTime, Bounds)>,
    /// What is known but was not used, and what is missing.
    pub left_out: Vec<PointLeftOut>,
    /// The readings it stands on, where it is a series of the ledger.
    pub readings: Vec<Reading>,
    /// The growth rate over all points, bounds included.
    pub growth: Option<GrowthTrend>,
    /// The median of the slopes of all pairs of points.
    pub slope: Option<MedianSlope>,
    /// The slope by repeated medians.
    pub siegel: Option<f64>,
    /// The test of ranks for a trend.
    pub test: Option<MannKendall>,
    /// The test for a break of the trend.
    pub change: Option<TrendBreak>,
    /// Numbers and levels that do not go with the others.
    pub outliers: Option<Vec<Outlier>>,
    /// What cannot be said, and why; the same reason once, with all that it stands for.
    pub refused: Vec<TrendRefusal>,
    /// The times of the points, which all but the growth does with.
    at: Vec<SeriesTime>,
}

/// The trends of series as they are given.
///
/// ```
/// use tierstat_answers::TimedSeries;
/// use tierstat_answers::trend::of_series;
/// use tierstat_model::{Bounds, Period, SeriesTime};
///
/// let points = [(2013, 100.0), (2014, 110.0), (2015, 121.0)];
/// let points = points.map(|(year, value)| (SeriesTime::Period(Period::Year(year)), Bounds::point(value).ok()));
/// let found = of_series(vec![TimedSeries::named("clubs".into(), points, Vec::new())]);
/// assert!(found[0].growth.is_some());
/// assert_eq!(found[0].refused[0].needed, Some(5), "three points bear no test");
/// ```
#[must_use]
pub fn of_series(series: Vec<TimedSeries>) -> Vec<SeriesTrend> {
    series.into_iter().map(SeriesTrend::of).collect()
}

/// The trends of the series of the ledger that a selection names.
///
/// # Errors
/// [`AnswerError::Question`] where there is none, with what there is instead.
pub fn of_ledger(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    members: Members,
) -> Result<Vec<SeriesTrend>, AnswerError> {
    Ok(of_series(timed_series(lookup, lists, selection, members)?))
}

/// The trend of one series of the ledger: what a report binds, and the same as a row of [`of_ledger`].
///
/// # Errors
/// [`AnswerError::Question`] where it has no figure, with what there is instead.
pub fn of_one(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    series: &SeriesId,
    known_on: Option<Date>,
) -> Result<SeriesTrend, AnswerError> {
    Ok(SeriesTrend::of(timed_series_of(lookup, lists, series, known_on)?))
}

impl SeriesTrend {
    fn of(mut series: TimedSeries) -> Self {
        series.points.sort_by(|one, other| one.time.number().total_cmp(&other.time.number()));
        let missing = series.points.iter().filter(|point| point.bounds.is_none());
        let missing =
            missing.map(|point| PointLeftOut { time: point.time, reason: Localized::new("缺", "missing") });
        let left_out = series.left_out.iter().cloned().chain(missing).collect();
        let all: Vec<(f64, Option<Bounds>)> =
            series.points.iter().map(|point| (point.time.number(), point.bounds)).collect();
        let known: Vec<(SeriesTime, Bounds)> =
            series.points.iter().filter_map(|point| Some((point.time, point.bounds?))).collect();
        let points = known.iter().filter_map(|(time, bounds)| Some((*time, bounds.as_point()?)));
        let (at, values): (Vec<SeriesTime>, Vec<f64>) = points.unzip();
        let times: Vec<f64> = at.iter().map(|time| time.number()).collect();
        let mut refusals = Refusals::beside(known.len() - at.len());
        Self {
            growth: refusals.told("growth", growth_trend(&all)),
            slope: refusals.told("slope", theil_sen(&times, &values, LEVEL)),
            siegel: refusals.told("slope", siegel(&times, &values)).map(|(slope, _)| slope),
            test: refusals.told("test", mann_kendall(&values)),
            change: refusals.told("break", trend_break(&times, &values)),
            outliers: refusals.told("outliers", series_outliers(&times, &values, least_deviation(&at))),
            refused: refusals.found(),
            readings: series
                .readings()
                .filter(|reading| reading.figure.quantity.bounds.is_some())
                .cloned()
                .collect(),
            of: series.of,
            known,
            left_out,
            at,
        }
    }

    /// How many points are known within bounds only, which the growth alone uses.
    #[must_use]
    pub fn bounded(&self) -> usize {
        self.known.len() - self.at.len()
    }

    /// How many points are exact.
    #[must_use]
    pub fn exact(&self) -> usize {
        self.at.len()
    }

    /// The time of an exact point, counted from zero.
    #[must_use]
    pub fn time(&self, place: usize) -> Option<SeriesTime> {
        self.at.get(place).copied()
    }

    /// The trend at each time at which the series is known, and nowhere further.
    pub fn fitted(&self) -> impl Iterator<Item = (SeriesTime, f64)> {
        let fit = match self.growth {
            Some(GrowthTrend::Fitted { fit, .. }) => Some(fit),
            _ => None,
        };
        let times = self.known.iter().map(|(time, _)| *time);
        times.filter_map(move |time| fit.map(|fit| (time, (fit.intercept + fit.slope * time.number()).exp())))
    }
}

/// The least deviation that changes are held to have: of periods of the calendar a tenth a year, as the check of jumps has it;
/// of plain numbers nobody knows the unit.
fn least_deviation(at: &[SeriesTime]) -> f64 {
    const A_YEAR: f64 = 0.1;
    if at.iter().all(|time| time.period().is_some()) { A_YEAR } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{for_programs, lists, readings, said, selection};
    use tierstat_model::{AreaCode, IndicatorId, TierId};

    #[test]
    fn bounds_bear_the_growth_and_nothing_else() {
        let ledger = readings(&[
            "clubs|all|0|2013|3500~3600",
            "clubs|all|0|2014|4000",
            "clubs|all|0|2015|4686",
            "clubs|all|0|2016|-",
        ]);
        let found = of_ledger(&ledger, &lists(), &selection("clubs"), Members::Tiers).unwrap();
        let [trend] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((trend.known.len(), trend.bounded(), trend.left_out.len()), (3, 1, 1));
        assert!(trend.growth.is_some() && trend.slope.is_none());
        let row = for_programs(trend, &lists());
        assert_eq!(row["refused"][0], "slope:too-few-points");
        assert_eq!((&row["tier"], &row["points_used"]), (&"all".into(), &3.into()));
        assert_eq!(said(trend, "points", &lists()), "3 (1 of them bounds, 1 missing)");
        assert!(said(trend, "note", &lists()).starts_with("2 exact points, too few for (needed) slope (3)"));
        let series = SeriesId {
            indicator: IndicatorId("clubs".into()),
            tier: TierId("all".into()),
            area: AreaCode("0".into()),
            breakdown: tierstat_model::Breakdown::whole(),
        };
        let one = of_one(&ledger, &lists(), &series, None).unwrap();
        assert_eq!((one.growth, one.readings.len()), (trend.growth, 3));
    }
}
