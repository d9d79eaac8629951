//! Forecasts: the next periods of every series, with intervals; coherent where series add up.

mod coherence;
mod explained;
mod prepared;
mod question;
mod refusal;
mod row;
mod series_forecast;

pub use question::{Coherence, ForecastQuestion, Given, method_named, reconciliation_named};
pub use row::ForecastRow;
pub use series_forecast::SeriesForecast;

use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::selection::{Members, Selection};
use crate::timed_series::{TimedSeries, timed_series, timed_series_of};
use crate::timeline::Timeline;
use coherence::{make_coherent, with_wholes};
use jiff::civil::Date;
use prepared::Prepared;
use refusal::{named, refusal};
use tierstat_model::{CodeLists, FigureLookup, Finding, Localized, SeriesTime, Severity};
use tierstat_numerics::NumericsError;
use tierstat_numerics::forecast::{History, forecast_histories};
use tierstat_stats::known_number::SeriesId;

/// The forecasts of several series, with what was refused.
#[derive(Debug, Default)]
pub struct Forecasts {
    /// The forecasts, in the order of the series.
    pub series: Vec<SeriesForecast>,
    /// Series that were refused, and what a reader must know of all.
    pub findings: Vec<Finding>,
    /// The first series that was refused, with the reason.
    refused: Option<(Localized, NumericsError)>,
}

impl Forecasts {
    /// One row for each series and step.
    pub fn rows(&self) -> impl Iterator<Item = ForecastRow<'_>> {
        self.series.iter().flat_map(SeriesForecast::rows)
    }
}

/// Forecasts of series as they are given.
///
/// ```
/// use tierstat_answers::forecast::{ForecastQuestion, of_series};
/// use tierstat_answers::TimedSeries;
/// use tierstat_model::{Bounds, CodeLists, Period, SeriesTime};
///
/// let points = [(2013, 10.0), (2014, 12.0), (2015, 15.0)];
/// let points = points.map(|(year, value)| (SeriesTime::Period(Period::Year(year)), Bounds::point(value).ok()));
/// let series = TimedSeries::named("clubs".into(), points, Vec::new());
/// let found = of_series(&CodeLists::default(), vec![series], &ForecastQuestion::ahead(1))?;
/// let row = found.rows().next().expect("a row");
/// assert_eq!(row.time(), Some(SeriesTime::Period(Period::Year(2016))));
/// assert!(found.series[0].forecast.lower95[0] < found.series[0].forecast.point[0]);
/// # Ok::<(), tierstat_answers::AnswerError>(())
/// ```
///
/// # Errors
/// [`AnswerError`] where there is no series, or none that bears a forecast, with the reason of the first.
pub fn of_series(
    lists: &CodeLists,
    series: Vec<TimedSeries>,
    question: &ForecastQuestion,
) -> Result<Forecasts, AnswerError> {
    let found = forecasts(lists, series, question)?;
    match (&found.refused, found.series.as_slice()) {
        (Some((name, error)), []) => Err(named(name, error)),
        _ => Ok(found),
    }
}

/// Forecasts of the series of the ledger that a selection names, each from its figures on one day of the year.
///
/// # Errors
/// [`AnswerError::Question`] where no series bears a forecast, with what there is instead.
pub fn of_ledger(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    members: Members,
    question: &ForecastQuestion,
) -> Result<Forecasts, AnswerError> {
    let series = timed_series(lookup, lists, selection, members)?;
    let series = series.into_iter().map(TimedSeries::yearly).collect();
    let found = forecasts(lists, series, question)?;
    match (&found.refused, found.series.as_slice()) {
        (Some((name, error)), []) => {
            let message = named(name, error).localized();
            Err(nothing_there(lookup, lists, selection, message))
        }
        _ => Ok(found),
    }
}

/// The forecast of one series of the ledger: what a report binds, and the same as a row of [`of_ledger`].
///
/// # Errors
/// [`AnswerError`] where it has no figure or does not bear a forecast.
pub fn of_one(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    series: &SeriesId,
    horizon: usize,
    known_on: Option<Date>,
) -> Result<SeriesForecast, AnswerError> {
    let series = timed_series_of(lookup, lists, series, known_on)?.yearly();
    let found = forecasts(lists, vec![series], &ForecastQuestion::ahead(horizon))?;
    match (found.series.into_iter().next(), found.refused) {
        (Some(found), _) => Ok(found),
        (None, Some((_, error))) => Err(error.into()),
        (None, None) => Err(no_series()),
    }
}

fn forecasts(
    lists: &CodeLists,
    series: Vec<TimedSeries>,
    question: &ForecastQuestion,
) -> Result<Forecasts, AnswerError> {
    let times: Vec<SeriesTime> =
        series.iter().flat_map(|series| &series.points).map(|point| point.time).collect();
    let Some(timeline) = Timeline::of(&times) else { return Err(no_series()) };
    let mut found = Forecasts::default();
    found.findings.extend(timeline.is_within_years().then(seasons));
    let series = match &question.coherence {
        Some(_) => with_wholes(lists, series, &timeline)?,
        // A whole without rows is made of its parts where that is asked for.
        None => series.into_iter().filter(|series| !series.points.is_empty()).collect(),
    };
    // In a hierarchy all forecasts begin at the same period.
    let common_end = question
        .coherence
        .as_ref()
        .and_then(|_| series.iter().filter_map(|series| last_place(series, &timeline)).max());
    // Histories first, one by one; then all forecasts at once, on all processors.
    let prepared: Vec<Result<Prepared, NumericsError>> =
        series.iter().map(|series| Prepared::of(series, &timeline, question.horizon, common_end)).collect();
    let histories: Vec<(&History, usize)> =
        prepared.iter().flatten().map(|prepared| (&prepared.history, prepared.reach())).collect();
    let mut answers = forecast_histories(&histories, question.method).into_iter();
    for (series, prepared) in series.iter().zip(prepared) {
        let forecast = prepared.and_then(|prepared| {
            let answer = answers.next().unwrap_or(Err(NumericsError::NoConvergence { starts: 1 }));
            Ok(prepared.forecasted(series, timeline, answer?))
        });
        match forecast {
            Ok(forecast) => found.series.push(forecast),
            Err(error) if question.coherence.is_some() => return Err(named(&series.of.names(lists), &error)),
            Err(error) => {
                let name = series.of.names(lists);
                found.findings.push(refusal(&name, &error));
                found.refused.get_or_insert((name, error));
            }
        }
    }
    if let Some(coherence) = &question.coherence {
        make_coherent(lists, &mut found.series, &series, coherence, question)?;
    }
    found.series.iter_mut().for_each(|found| found.finish(question));
    Ok(found)
}

fn no_series() -> AnswerError {
    AnswerError::question(
        Localized::new("没有可以预测的序列", "there is no series to forecast"),
        Localized::new(
            "时期要么都是日历上的时期，要么都是数字；tierstat figures 列出已有的数据",
            "let all periods be of the calendar, or all be numbers; tierstat figures lists what there is",
        ),
    )
}

/// Says that seasons are not modelled, where there may be any: all methods here are for yearly figures.
fn seasons() -> Finding {
    Finding {
        severity: Severity::Warning,
        rule: "forecast.seasons".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            "序列的时期短于一年，而这里的方法不含季节变动",
            "the periods are shorter than a year, and the methods here know no seasons",
        ),
        hint: Localized::new(
            "用同一季度或月份的逐年数，或先合计成年",
            "take the same quarter or month of each year, or sum the periods to years first",
        ),
    }
}

fn last_place(series: &TimedSeries, timeline: &Timeline) -> Option<i64> {
    let known = series.points.iter().filter(|point| point.bounds.is_some());
    known.filter_map(|point| timeline.place(point.time)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{for_programs, lists, readings, said, selection};
    use tierstat_model::{AreaCode, IndicatorId, TierId};

    fn clubs(tier: &str) -> SeriesId {
        SeriesId {
            indicator: IndicatorId("clubs".into()),
            tier: TierId(tier.into()),
            area: AreaCode("0".into()),
            breakdown: tierstat_model::Breakdown::whole(),
        }
    }

    /// Nine ends of a year and, later than all of them, one June.
    const NINE: [&str; 10] = [
        "clubs|all|0|2006|10",
        "clubs|all|0|2007|12",
        "clubs|all|0|2008-12-31|13",
        "clubs|all|0|2009|16",
        "clubs|all|0|2010|17",
        "clubs|all|0|2011|19",
        "clubs|all|0|2012|22",
        "clubs|all|0|2013|23",
        "clubs|all|0|2014|26",
        "clubs|all|0|2015-06|27",
    ];

    #[test]
    fn one_series_and_a_selection_have_the_same_forecast() {
        let ledger = readings(&NINE);
        let one = of_one(&ledger, &lists(), &clubs("all"), 2, None).unwrap();
        assert_eq!((one.forecast.points_used, one.readings.len()), (9, 9));
        assert_eq!(one.time(1).unwrap().to_string(), "2016");
        assert_eq!(one.left_out.len(), 1, "June is told");
        let question = ForecastQuestion::ahead(2);
        let all = of_ledger(&ledger, &lists(), &selection("clubs"), Members::Tiers, &question).unwrap();
        assert_eq!(all.series[0].forecast, one.forecast);
        let row = for_programs(&all.rows().nth(1).unwrap(), &lists());
        assert_eq!((&row["series"], &row["period"]), (&"clubs/0/all".into(), &"2016".into()));
        assert_eq!((&row["indicator"], &row["tier"]), (&"clubs".into(), &"all".into()));
        assert_eq!(said(&all.rows().nth(1).unwrap(), "series", &lists()), "clubs · Area 0 · all");
        assert_eq!(said(&all.rows().nth(1).unwrap(), "series", &lists()), "clubs · Area 0 · all");
        assert!(row["lower95"].as_f64() < row["point"].as_f64() && row["upper95"].is_number());
    }

    #[test]
    fn two_points_are_no_forecast_and_what_there_is_is_told() {
        let ledger = readings(&["clubs|all|0|2014|10", "clubs|all|0|2015|12"]);
        let question = ForecastQuestion::ahead(1);
        let ask = |indicator: &str| {
            of_ledger(&ledger, &lists(), &selection(indicator), Members::Tiers, &question).unwrap_err()
        };
        let error = ask("clubs");
        assert!(error.localized().en.ends_with("3 points are needed, 2 found"), "{}", error.localized().en);
        assert!(error.hint().en.contains("2 periods from 2014 to 2015"), "{}", error.hint().en);
        assert!(ask("residents").hint().zh.contains("账本里没有这个指标的数据"));
        let error = of_one(&ledger, &lists(), &clubs("county"), 1, None).unwrap_err();
        assert!(error.is_refusal() && error.hint().en.contains("tiers: all"), "{}", error.hint().en);
    }

    #[test]
    fn a_whole_of_the_ledger_is_the_sum_of_its_members() {
        let mut lines: Vec<String> = Vec::new();
        for year in 0..6 {
            lines.push(format!("clubs|province|0|{}|{}", 2010 + year, 10 + year));
            lines.push(format!("clubs|county|0|{}|{}", 2010 + year, 20 + 2 * year + year % 2));
            lines.push(format!("clubs|all|0|{}|{}", 2010 + year, 30 + 3 * year + year % 2));
        }
        let ledger = readings(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let given = vec![Given { series: "clubs/0/all".into(), number: 50.0 }];
        let coherence = Coherence { method: reconciliation_named("ols").unwrap(), given };
        let question = ForecastQuestion { coherence: Some(coherence), ..ForecastQuestion::ahead(2) };
        let found = of_ledger(&ledger, &lists(), &selection("clubs"), Members::Tiers, &question).unwrap();
        let [whole, parts @ ..] = found.series.as_slice() else { panic!("no series") };
        for step in 0..2 {
            let sum: f64 = parts.iter().map(|part| part.forecast.point[step]).sum();
            assert!((whole.forecast.point[step] - sum).abs() < 1e-9);
        }
        assert!((whole.forecast.point[0] - 50.0).abs() < 1e-9);
        assert_eq!(whole.method(), "combination/ols");
    }
}
