//! The series that are forecast: from a long table or from the ledger, each with what it adds up to.

use crate::args::{ForecastArguments, TrendArguments};
use crate::exit::Failure;
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_answers::series::{LedgerSeries, groups};
use tierstat_ingest::{Limits, SeriesTime, SeriesWhole, read_series};
use tierstat_model::{Bounds, CodeLists, Finding, Language, Localized, Period};
use tierstat_stats::comparability::at_latest_level;

/// One series to compute on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InputSeries {
    pub(crate) name: String,
    /// Time and number, in any order; `None` is missing.
    pub(crate) points: Vec<(SeriesTime, Option<Bounds>)>,
    /// Names of what it adds up to.
    pub(crate) parents: Vec<String>,
    /// Whether it counts things, so that nothing below zero can be.
    pub(crate) is_count: bool,
    /// What is known but does not stand on the even steps of the series, and why it is left out.
    pub(crate) left_out: Vec<(String, Localized)>,
}

/// What was read, with what was not understood.
pub(crate) struct Input {
    pub(crate) series: Vec<InputSeries>,
    /// What series add up to, as far as it is part of something itself.
    pub(crate) wholes: Vec<SeriesWhole>,
    pub(crate) findings: Vec<Finding>,
}

/// The series that a forecast is asked for.
pub(crate) fn of_forecast(
    arguments: &ForecastArguments,
    world: &World,
    output: &mut Output,
) -> Result<Input, Failure> {
    match &arguments.series {
        Some(path) => of_file(path),
        None => {
            let mut input = of_ledger(&arguments.selection, arguments.by, world, output)?;
            for series in &mut input.series {
                take_yearly(series);
            }
            Ok(input)
        }
    }
}

/// Keeps what stands on one day of the year, the one that most figures stand on: sources count in June and in December,
/// and a forecast needs even steps.
fn take_yearly(series: &mut InputSeries) {
    let day_of = |time: &SeriesTime| match time {
        SeriesTime::Period(period) => Some((period.last_day().month(), period.last_day().day())),
        SeriesTime::Number(_) => None,
    };
    let mut counts: BTreeMap<(i8, i8), usize> = BTreeMap::new();
    for day in
        series.points.iter().filter(|(_, bounds)| bounds.is_some()).filter_map(|(time, _)| day_of(time))
    {
        *counts.entry(day).or_default() += 1;
    }
    // Of days with as many figures the later one in the year.
    let Some((chosen, _)) = counts.into_iter().max_by_key(|(day, count)| (*count, *day)) else { return };
    let points = std::mem::take(&mut series.points);
    for (time, bounds) in points {
        match (time, day_of(&time)) {
            (SeriesTime::Period(period), Some(day)) if day == chosen => {
                let yearly = if chosen == (12, 31) {
                    Period::Year(period.year())
                } else {
                    Period::Day(period.last_day())
                };
                series.points.push((SeriesTime::Period(yearly), bounds));
            }
            _ => series.left_out.push((
                time.to_string(),
                Localized::new(
                    "不在各年的同一天",
                    "does not stand on the day of the year that the others do",
                ),
            )),
        }
    }
}

/// The series that a trend is asked for.
pub(crate) fn of_trend(
    arguments: &TrendArguments,
    world: &World,
    output: &mut Output,
) -> Result<Input, Failure> {
    match &arguments.series {
        Some(path) => of_file(path),
        None => of_ledger(&arguments.selection, arguments.by, world, output),
    }
}

/// The series of a long table.
pub(crate) fn of_file(path: &Path) -> Result<Input, Failure> {
    let file = read_series(path, &Limits::default())?;
    let series = file.series.into_iter().map(|series| InputSeries {
        name: series.name,
        points: series.points.into_iter().map(|point| (point.time, point.bounds)).collect(),
        parents: series.parents,
        is_count: false,
        left_out: Vec::new(),
    });
    Ok(Input { series: series.collect(), wholes: file.wholes, findings: file.findings })
}

fn of_ledger(
    selection: &crate::args::SelectionArguments,
    by: crate::args::By,
    world: &World,
    output: &mut Output,
) -> Result<Input, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let (lists, language) = (&project.lists, output.language());
    let mut series = Vec::new();
    let selection = tierstat_answers::Selection::named(lists, selection.text())?;
    for group in groups(&ledger, lists, &selection, by.into())? {
        let whole = group.whole.as_ref().map(|whole| name(whole, lists, language));
        series.extend(group.whole.iter().map(|whole| input(whole, lists, language, None)));
        series.extend(group.members.iter().map(|member| input(member, lists, language, whole.as_ref())));
    }
    Ok(Input { series, wholes: Vec::new(), findings: Vec::new() })
}

fn name(series: &LedgerSeries, lists: &CodeLists, language: Language) -> String {
    series.names(lists, language).join(" · ")
}

fn input(
    series: &LedgerSeries,
    lists: &CodeLists,
    language: Language,
    whole: Option<&String>,
) -> InputSeries {
    // Neither a trend nor a forecast runs across a break.
    let (level, apart) = at_latest_level(&series.readings);
    let left_out =
        apart.into_iter().filter(|reading| reading.figure.quantity.bounds.is_some()).map(|reading| {
            let reason = Localized::new(
                "在序列中断之前，或口径不同",
                "stands before a break of the series, or counts by another definition",
            );
            (reading.key.period.to_string(), reason)
        });
    let left_out = left_out.collect();
    let points = level
        .into_iter()
        .map(|reading| (SeriesTime::Period(reading.key.period), reading.figure.quantity.bounds));
    InputSeries {
        name: name(series, lists, language),
        points: points.collect(),
        parents: whole.into_iter().cloned().collect(),
        is_count: lists.is_count(&series.indicator),
        left_out,
    }
}
