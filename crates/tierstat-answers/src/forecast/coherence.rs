//! What adds up to what, and forecasts that do.

use super::{Forecasted, Points, named};
use crate::args::ForecastArguments;
use crate::exit::Failure;
use crate::forecast_input::InputSeries;
use crate::timeline::Timeline;
use std::collections::BTreeMap;
use tierstat_ingest::{SeriesTime, SeriesWhole};
use tierstat_model::{Bounds, Localized};
use tierstat_numerics::NumericsError;
use tierstat_numerics::reconciliation::{Constraints, Hierarchy, Reconciliation, reconcile_within};

/// The series with those that are named as wholes but have no rows of their own: the sum of what adds up to them.
///
/// A whole that has rows must be the sum of its leaves wherever all of them are known.
pub(super) fn with_wholes(
    mut series: Vec<InputSeries>,
    wholes: &[SeriesWhole],
    timeline: &Timeline,
) -> Result<Vec<InputSeries>, Failure> {
    let mut known: BTreeMap<String, usize> =
        series.iter().enumerate().map(|(place, series)| (series.name.clone(), place)).collect();
    if series.iter().all(|series| series.parents.is_empty()) {
        read_paths(&mut series, &known)?;
    }
    // A whole that has rows of its own is still part of what lies above it.
    for series in &mut series {
        let above = wholes.iter().find(|whole| whole.name == series.name);
        for parent in above.into_iter().flat_map(|whole| &whole.parents) {
            if !series.parents.contains(parent) {
                series.parents.push(parent.clone());
            }
        }
    }
    let mut place = 0;
    while let Some(parents) = series.get(place).map(|series| series.parents.clone()) {
        for parent in parents {
            if !known.contains_key(&parent) {
                known.insert(parent.clone(), series.len());
                let above = wholes.iter().find(|whole| whole.name == parent);
                series.push(InputSeries {
                    parents: above.map(|whole| whole.parents.clone()).unwrap_or_default(),
                    name: parent,
                    points: Vec::new(),
                    is_count: false,
                    left_out: Vec::new(),
                });
            }
        }
        place += 1;
    }
    let edges = edges(&series);
    let hierarchy = Hierarchy::new(&names(&series), &edges)?;
    let mut sums: Vec<(usize, Points)> = Vec::new();
    for (place, whole) in series.iter().enumerate().filter(|(place, _)| !hierarchy.is_leaf(*place)) {
        let mut by_place: BTreeMap<i64, (SeriesTime, Option<Bounds>, usize)> = BTreeMap::new();
        let leaves = hierarchy.leaves_below(place);
        for leaf in leaves.iter().filter_map(|leaf| series.get(*leaf)) {
            for (time, bounds) in &leaf.points {
                let place = timeline.place(*time).ok_or_else(|| {
                    named(&whole.name, NumericsError::UnevenTime { time: time.to_string() })
                })?;
                let (Some(bounds), entry) = (bounds, by_place.entry(place).or_insert((*time, None, 0)))
                else {
                    continue;
                };
                entry.1 = Some(entry.1.map_or(*bounds, |sum| sum.plus(bounds)));
                entry.2 += 1;
            }
        }
        // A whole is only known where every part is.
        by_place.retain(|_, (_, _, parts)| *parts == leaves.len());
        if whole.points.is_empty() {
            sums.push((place, by_place.into_values().map(|(time, bounds, _)| (time, bounds)).collect()));
        } else {
            check_sums(whole, &by_place, timeline)?;
        }
    }
    for (place, points) in sums {
        if let Some(whole) = series.get_mut(place) {
            whole.points = points;
        }
    }
    Ok(series)
}

/// Names that are paths say what adds up to what: `Australia/ACT` to `Australia`, where that is a series too.
///
/// # Errors
/// Where nothing adds up to anything.
fn read_paths(series: &mut [InputSeries], known: &BTreeMap<String, usize>) -> Result<(), Failure> {
    const SEPARATOR: char = '/';
    let mut found = false;
    for series in series.iter_mut() {
        if let Some((parent, _)) = series.name.rsplit_once(SEPARATOR)
            && known.contains_key(parent)
        {
            series.parents.push(parent.to_owned());
            found = true;
        }
    }
    if found {
        return Ok(());
    }
    Err(Failure::Usage {
        message: Localized::new("没有一个序列是另一个的部分", "no series adds up to another"),
        hint: Localized::new(
            "加一列写明各序列的上级（如 parent），或在 --by 下选有部分的指标，或不用 --reconcile",
            "add a column that names what each series adds up to (as parent), choose members with --by, or leave --reconcile out",
        ),
    })
}

/// Refuses a whole whose own numbers cannot be the sum of its parts, bounds and rounding allowed for.
fn check_sums(
    whole: &InputSeries,
    sums: &BTreeMap<i64, (SeriesTime, Option<Bounds>, usize)>,
    timeline: &Timeline,
) -> Result<(), NumericsError> {
    const ROUNDING: f64 = 1e-6;
    for (time, bounds) in &whole.points {
        let sum = timeline.place(*time).and_then(|place| sums.get(&place)).and_then(|(_, sum, _)| *sum);
        let (Some(own), Some(sum)) = (bounds, sum) else { continue };
        let slack = ROUNDING * (1.0 + own.lower().abs().max(sum.lower().abs()));
        let apart = |one: &Bounds, other: &Bounds| {
            one.upper_value().is_some_and(|upper| upper + slack < other.lower())
        };
        if apart(own, &sum) || apart(&sum, own) {
            return Err(NumericsError::HierarchySum {
                name: whole.name.clone(),
                time: time.to_string(),
                needed: sum.lower(),
                found: own.lower(),
            });
        }
    }
    Ok(())
}

fn names(series: &[InputSeries]) -> Vec<&str> {
    series.iter().map(|series| series.name.as_str()).collect()
}

/// Child and parent, by place.
fn edges(series: &[InputSeries]) -> Vec<(usize, usize)> {
    let places: BTreeMap<&str, usize> =
        series.iter().enumerate().map(|(place, series)| (series.name.as_str(), place)).collect();
    let pairs = series.iter().enumerate().flat_map(|(child, series)| {
        series
            .parents
            .iter()
            .filter_map(|parent| places.get(parent.as_str()))
            .map(move |parent| (child, *parent))
            .collect::<Vec<_>>()
    });
    pairs.collect()
}

/// Replaces the forecasts by coherent ones; intervals keep their width about the new points.
pub(super) fn make_coherent(
    forecasted: &mut [Forecasted],
    series: &[InputSeries],
    method: Reconciliation,
    arguments: &ForecastArguments,
) -> Result<(), Failure> {
    let hierarchy = Hierarchy::new(&names(series), &edges(series))?;
    let base: Vec<Vec<f64>> = forecasted.iter().map(|found| found.forecast.point.clone()).collect();
    // Residuals of the same period stand side by side.
    let at = |found: &Forecasted, place: i64| -> Option<f64> {
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
    let non_negative = arguments.nonnegative || series.iter().all(|series| series.is_count);
    // What is given is the number of the next period; those after it are forecast.
    let next = Constraints { non_negative, given: given(arguments, series)? };
    let later = Constraints { non_negative, given: Vec::new() };
    let step = |range: std::ops::Range<usize>| -> Vec<Vec<f64>> {
        base.iter().map(|points| points.get(range.clone()).unwrap_or_default().to_vec()).collect()
    };
    let horizon = base.iter().map(Vec::len).min().unwrap_or(0);
    let mut points = reconcile_within(&hierarchy, &step(0..1), &residuals, &history, method, &next)
        .map_err(|error| contradiction(error, &next))?
        .points;
    let rest = reconcile_within(&hierarchy, &step(1..horizon), &residuals, &history, method, &later)?;
    for (points, rest) in points.iter_mut().zip(rest.points) {
        points.extend(rest);
    }
    if arguments.whole {
        points = tierstat_numerics::reconciliation::whole_numbers(&hierarchy, &points)?;
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
        found.method = format!("{}/{}", found.method, method.code());
    }
    Ok(())
}

/// Given numbers that leave no solution contradict or repeat each other: said in their own words.
fn contradiction(error: NumericsError, constraints: &Constraints) -> Failure {
    match error {
        NumericsError::RankDeficient { .. } if !constraints.given.is_empty() => Failure::Usage {
            message: Localized::new(
                "给定的数相互矛盾，或一个可由其余得出",
                "the given numbers contradict each other, or one follows from the others",
            ),
            hint: Localized::new("去掉其中一个 --given", "leave one --given out"),
        },
        other => other.into(),
    }
}

/// The series whose number is given, by place.
fn given(arguments: &ForecastArguments, series: &[InputSeries]) -> Result<Vec<(usize, f64)>, Failure> {
    let mut found = Vec::with_capacity(arguments.given.len());
    for text in &arguments.given {
        let parts =
            text.rsplit_once('=').and_then(|(name, number)| Some((name, number.trim().parse().ok()?)));
        let Some((name, number)) = parts else {
            return Err(Failure::Usage {
                message: Localized::new(
                    format!("“{text}”不是 序列=数"),
                    format!("`{text}` is not SERIES=NUMBER"),
                ),
                hint: Localized::new("例如 --given 全国=4686", "for example --given nation=4686"),
            });
        };
        let number: f64 = number;
        if arguments.whole && number.fract().abs() > 0.0 {
            return Err(Failure::Usage {
                message: Localized::new(format!("{number} 不是整数"), format!("{number} is no whole number")),
                hint: Localized::new("给出整数，或去掉 --whole", "give a whole number, or leave --whole out"),
            });
        }
        let place = series.iter().position(|series| series.name == name.trim()).ok_or_else(|| {
            let known: Vec<&str> = series.iter().take(12).map(|series| series.name.as_str()).collect();
            Failure::Usage {
                message: Localized::new(
                    format!("没有名为“{name}”的序列"),
                    format!("no series is called `{name}`"),
                ),
                hint: Localized::new(
                    format!("有：{}", known.join("、")),
                    format!("there are: {}", known.join(", ")),
                ),
            }
        })?;
        found.push((place, number));
    }
    Ok(found)
}
