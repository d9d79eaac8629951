//! What adds up to what, and forecasts that do.

use super::question::{Coherence, ForecastQuestion};
use super::refusal::named;
use super::series_forecast::SeriesForecast;
use crate::error::AnswerError;
use crate::series_of::SeriesOf;
use crate::timed_series::{TimedPoint, TimedSeries};
use crate::timeline::Timeline;
use std::collections::BTreeMap;
use tierstat_model::{Bounds, CodeLists, Localized, SeriesTime};
use tierstat_numerics::NumericsError;
use tierstat_numerics::reconciliation::{Constraints, Hierarchy, reconcile, whole_numbers};

/// What the leaves below a whole sum to at a place, and how many of them are known there.
type Sums = BTreeMap<i64, (SeriesTime, Option<Bounds>, usize)>;

/// The series with those that are named as wholes but have no rows of their own: the sum of what adds up to them.
///
/// A whole that has rows must be the sum of its leaves wherever all of them are known.
pub(super) fn with_wholes(
    lists: &CodeLists,
    mut series: Vec<TimedSeries>,
    timeline: &Timeline,
) -> Result<Vec<TimedSeries>, AnswerError> {
    let mut known: BTreeMap<String, usize> =
        series.iter().enumerate().map(|(place, series)| (series.of.key(), place)).collect();
    if series.iter().all(|series| series.parents.is_empty()) {
        read_paths(&mut series, &known)?;
    }
    let mut place = 0;
    while let Some(parents) = series.get(place).map(|series| series.parents.clone()) {
        for parent in parents {
            if !known.contains_key(&parent) {
                known.insert(parent.clone(), series.len());
                series.push(TimedSeries::named(parent, [], Vec::new()));
            }
        }
        place += 1;
    }
    let hierarchy = hierarchy(&series)?;
    let mut summed: Vec<(usize, Sums)> = Vec::new();
    for (place, whole) in series.iter().enumerate().filter(|(place, _)| !hierarchy.is_leaf(*place)) {
        let leaves = hierarchy.leaves_below(place);
        let mut sums = Sums::new();
        for leaf in leaves.iter().filter_map(|leaf| series.get(*leaf)) {
            for point in &leaf.points {
                let time = point.time;
                let place = timeline.place(time).ok_or_else(|| {
                    named(&whole.of.names(lists), &NumericsError::UnevenTime { time: time.to_string() })
                })?;
                let Some(bounds) = point.bounds else { continue };
                let entry = sums.entry(place).or_insert((time, None, 0));
                entry.1 = Some(entry.1.map_or(bounds, |sum| sum.plus(&bounds)));
                entry.2 += 1;
            }
        }
        // A whole is only known where every part is.
        sums.retain(|_, (_, _, parts)| *parts == leaves.len());
        if whole.points.is_empty() {
            summed.push((place, sums));
        } else {
            check_sums(lists, whole, &sums, timeline)?;
        }
    }
    for (place, sums) in summed {
        if let Some(whole) = series.get_mut(place) {
            let points =
                sums.into_values().map(|(time, bounds, _)| TimedPoint { time, bounds, reading: None });
            whole.points = points.collect();
        }
    }
    Ok(series)
}

/// Names that are paths say what adds up to what: `Australia/ACT` to `Australia`, where that is a series too.
///
/// # Errors
/// Where nothing adds up to anything.
fn read_paths(series: &mut [TimedSeries], known: &BTreeMap<String, usize>) -> Result<(), AnswerError> {
    const SEPARATOR: char = '/';
    let mut found = false;
    for series in series.iter_mut() {
        if let SeriesOf::Named(name) = &series.of
            && let Some((parent, _)) = name.rsplit_once(SEPARATOR)
            && known.contains_key(parent)
        {
            series.parents.push(parent.to_owned());
            found = true;
        }
    }
    if found {
        return Ok(());
    }
    Err(AnswerError::question(
        Localized::new("没有一个序列是另一个的部分", "no series adds up to another"),
        Localized::new(
            "加一列写明各序列的上级（如 parent），或在 --by 下选有部分的指标，或不用 --reconcile",
            "add a column that names what each series adds up to (as parent), choose members with --by, or leave --reconcile out",
        ),
    ))
}

/// Refuses a whole whose own numbers cannot be the sum of its parts, bounds and rounding allowed for.
fn check_sums(
    lists: &CodeLists,
    whole: &TimedSeries,
    sums: &Sums,
    timeline: &Timeline,
) -> Result<(), AnswerError> {
    const ROUNDING: f64 = 1e-6;
    for TimedPoint { time, bounds, .. } in &whole.points {
        let sum = timeline.place(*time).and_then(|place| sums.get(&place)).and_then(|(_, sum, _)| *sum);
        let (Some(own), Some(sum)) = (bounds, sum) else { continue };
        let slack = ROUNDING * (1.0 + own.lower().abs().max(sum.lower().abs()));
        let apart = |one: &Bounds, other: &Bounds| {
            one.upper_value().is_some_and(|upper| upper + slack < other.lower())
        };
        if apart(own, &sum) || apart(&sum, own) {
            let names = whole.of.names(lists);
            let fault = |name: String| NumericsError::HierarchySum {
                name,
                time: time.to_string(),
                needed: sum.lower(),
                found: own.lower(),
            };
            let message =
                Localized::new(fault(names.zh).localized().zh, fault(names.en.clone()).localized().en);
            return Err(AnswerError::NotBorne { message, hint: fault(names.en).hint() });
        }
    }
    Ok(())
}

/// Which series add up to which, by their keys.
fn hierarchy(series: &[TimedSeries]) -> Result<Hierarchy, NumericsError> {
    let keys: Vec<String> = series.iter().map(|series| series.of.key()).collect();
    let places: BTreeMap<&str, usize> =
        keys.iter().enumerate().map(|(place, key)| (key.as_str(), place)).collect();
    let edges = series.iter().enumerate().flat_map(|(child, series)| {
        let parents = series.parents.iter().filter_map(|parent| places.get(parent.as_str()));
        parents.map(move |parent| (child, *parent))
    });
    let edges: Vec<(usize, usize)> = edges.collect();
    Hierarchy::new(&keys.iter().map(String::as_str).collect::<Vec<_>>(), &edges)
}

/// Replaces the forecasts by coherent ones; intervals keep their width about the new points.
pub(super) fn make_coherent(
    lists: &CodeLists,
    forecasted: &mut [SeriesForecast],
    series: &[TimedSeries],
    coherence: &Coherence,
    question: &ForecastQuestion,
) -> Result<(), AnswerError> {
    let method = coherence.method;
    let hierarchy = hierarchy(series)?;
    let base: Vec<Vec<f64>> = forecasted.iter().map(|found| found.forecast.point.clone()).collect();
    // Residuals of the same period stand side by side.
    let at = |found: &SeriesForecast, place: i64| -> Option<f64> {
        let index = usize::try_from(place - found.history.first_place).ok()?;
        found.forecast.residuals.get(index).copied().flatten()
    };
    let first = forecasted.iter().map(|found| found.history.first_place).max().unwrap_or(0);
    let last = forecasted
        .iter()
        .map(|found| found.history.first_place + found.forecast.residuals.len() as i64)
        .min()
        .unwrap_or(0);
    let mut residuals: Vec<Vec<f64>> = vec![Vec::new(); forecasted.len()];
    for place in first..last {
        let row: Option<Vec<f64>> = forecasted.iter().map(|found| at(found, place)).collect();
        for (residuals, value) in residuals.iter_mut().zip(row.into_iter().flatten()) {
            residuals.push(value);
        }
    }
    let history: Vec<Vec<f64>> = forecasted.iter().map(|found| found.history.values.clone()).collect();
    let non_negative = question.is_non_negative || series.iter().all(|series| series.is_count);
    // What is given is the number of the next period; those after it are forecast.
    let next = Constraints { non_negative, given: given(lists, coherence, series)? };
    let later = Constraints { non_negative, given: Vec::new() };
    let step = |range: std::ops::Range<usize>| -> Vec<Vec<f64>> {
        base.iter().map(|points| points.get(range.clone()).unwrap_or_default().to_vec()).collect()
    };
    let horizon = base.iter().map(Vec::len).min().unwrap_or(0);
    let mut points = reconcile(&hierarchy, &step(0..1), &residuals, &history, method, &next)
        .map_err(|error| contradiction(error, &next))?
        .points;
    let rest = reconcile(&hierarchy, &step(1..horizon), &residuals, &history, method, &later)?;
    for (points, rest) in points.iter_mut().zip(rest.points) {
        points.extend(rest);
    }
    if question.is_whole {
        points = whole_numbers(&hierarchy, &points)?;
    }
    let known: Vec<usize> = next.given.iter().map(|(node, _)| *node).collect();
    for (place, (found, points)) in forecasted.iter_mut().zip(points).enumerate() {
        let forecast = &mut found.forecast;
        if known.contains(&place) {
            // What is given is known: it has no interval.
            for ends in
                [&mut forecast.lower80, &mut forecast.upper80, &mut forecast.lower95, &mut forecast.upper95]
            {
                if let (Some(end), Some(point)) = (ends.first_mut(), forecast.point.first()) {
                    *end = *point;
                }
            }
        }
        for (step, point) in points.iter().enumerate() {
            let Some(old) = forecast.point.get(step).copied() else { continue };
            for ends in
                [&mut forecast.lower80, &mut forecast.upper80, &mut forecast.lower95, &mut forecast.upper95]
            {
                if let Some(end) = ends.get_mut(step) {
                    *end += point - old;
                }
            }
        }
        forecast.point = points;
        found.reconciled = Some(method);
    }
    Ok(())
}

/// Given numbers that leave no solution contradict or repeat each other: said in their own words.
fn contradiction(error: NumericsError, constraints: &Constraints) -> AnswerError {
    match error {
        NumericsError::RankDeficient { .. } if !constraints.given.is_empty() => AnswerError::question(
            Localized::new(
                "给定的数相互矛盾，或一个可由其余得出",
                "the given numbers contradict each other, or one follows from the others",
            ),
            Localized::new("去掉其中一个 --given", "leave one --given out"),
        ),
        other => other.into(),
    }
}

/// The series whose number is given, by place.
fn given(
    lists: &CodeLists,
    coherence: &Coherence,
    series: &[TimedSeries],
) -> Result<Vec<(usize, f64)>, AnswerError> {
    let names: Vec<Localized> = series.iter().map(|series| series.of.names(lists)).collect();
    let mut found = Vec::with_capacity(coherence.given.len());
    for given in &coherence.given {
        let wanted = given.series.as_str();
        let is_meant = |(series, names): (&TimedSeries, &Localized)| {
            series.of.key() == wanted || names.zh == wanted || names.en == wanted
        };
        let place = series.iter().zip(&names).position(is_meant).ok_or_else(|| {
            let known = |pick: fn(&Localized) -> &str, joint: &str| {
                names.iter().take(12).map(pick).collect::<Vec<_>>().join(joint)
            };
            AnswerError::question(
                Localized::new(
                    format!("没有名为“{wanted}”的序列"),
                    format!("no series is called `{wanted}`"),
                ),
                Localized::new(
                    format!("有：{}", known(|name| &name.zh, "、")),
                    format!("there are: {}", known(|name| &name.en, ", ")),
                ),
            )
        })?;
        found.push((place, given.number));
    }
    Ok(found)
}
