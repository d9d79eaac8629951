//! The series that are forecast: from a long table or from the ledger, each with what it adds up to.

use crate::args::TrendArguments;
use crate::exit::Failure;
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use std::path::Path;
use tierstat_answers::series::{LedgerSeries, groups};
use tierstat_ingest::{Limits, SeriesTime, read_series};
use tierstat_model::{Bounds, CodeLists, Finding, Language, Localized};
use tierstat_stats::comparability::at_latest_level;

/// One series to compute on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InputSeries {
    pub(crate) name: String,
    /// Time and number, in any order; `None` is missing.
    pub(crate) points: Vec<(SeriesTime, Option<Bounds>)>,
    /// What is known but does not stand on the even steps of the series, and why it is left out.
    pub(crate) left_out: Vec<(String, Localized)>,
}

/// What was read, with what was not understood.
pub(crate) struct Input {
    pub(crate) series: Vec<InputSeries>,
    pub(crate) findings: Vec<Finding>,
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
        left_out: Vec::new(),
    });
    Ok(Input { series: series.collect(), findings: file.findings })
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
        series.extend(group.whole.iter().map(|whole| input(whole, lists, language)));
        series.extend(group.members.iter().map(|member| input(member, lists, language)));
    }
    Ok(Input { series, findings: Vec::new() })
}

fn name(series: &LedgerSeries, lists: &CodeLists, language: Language) -> String {
    series.names(lists, language).join(" · ")
}

fn input(series: &LedgerSeries, lists: &CodeLists, language: Language) -> InputSeries {
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
    InputSeries { name: name(series, lists, language), points: points.collect(), left_out }
}
