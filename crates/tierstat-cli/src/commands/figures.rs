//! `tierstat figures`: ask the ledger.

use crate::args::{FiguresArguments, SelectionArguments};
use crate::commands::kept_back;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::plot;
use crate::project::Project;
use crate::terminal_plot;
use crate::world::World;
use std::collections::BTreeMap;
use tierstat_answers::figures::{self, Figures, FiguresQuestion};
use tierstat_answers::{BreakdownText, names};
use tierstat_chart::{ChartSeries, SeriesPoint};
use tierstat_model::{CodeLists, Language, Period, Series};
use tierstat_words as words;

pub(crate) fn run(
    arguments: &FiguresArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let lists = &project.lists;
    let part = arguments.part.text(arguments.by.as_deref());
    let mut question = question(lists, &arguments.selection, part, arguments.period)?;
    question.origin.clone_from(&arguments.origin);
    let ledger = project.ledger_to_read()?;
    if arguments.kept_back {
        kept_back::list(ledger.kept_back()?, &question, lists, output)?;
        return Ok(Outcome::default());
    }
    if let Some(day) = arguments.map {
        let found = figures::figures_on_map(&ledger, lists, &question, day)?;
        output.rows_of(&found.fields(), &found.rows(), lists);
        let error_findings = output.findings(&found.findings);
        return Ok(Outcome { error_findings, ..Outcome::default() });
    }
    let names_parts = question.names_parts();
    let found = figures::figures(&ledger, lists, question)?;
    if arguments.wide {
        let found = printed(found, output)?;
        let panel = found.panel(lists, |readings| {
            tierstat_store::panel(readings).map(|table| (table.columns, table.rows))
        })?;
        output.rows_of(&panel.fields(), &panel.rows, lists);
        return Ok(Outcome::default());
    }
    if arguments.sort.is_empty() {
        output.rows_of(&found.fields(), &found.rows(arguments.all), lists);
        if arguments.plot {
            terminal_plot::print(&series(&found, lists, output.language()), output);
        }
        return Ok(Outcome::default());
    }
    let by =
        arguments.sort.iter().map(|name| sort_column(name, names_parts)).collect::<Result<Vec<_>, _>>()?;
    let order = |readings| tierstat_store::sorted(readings, &by, arguments.descending);
    let found = printed(found, output)?.reordered(lists, order)?;
    output.rows_of(&found.fields(), &found.rows(arguments.all), lists);
    if arguments.plot {
        terminal_plot::print(&series(&found, lists, output.language()), output);
    }
    Ok(Outcome::default())
}

/// The readings of each series as its points, in the order of the answer.
fn series(found: &Figures, lists: &CodeLists, language: Language) -> Vec<ChartSeries> {
    let mut order: Vec<Series> = Vec::new();
    let mut of: BTreeMap<Series, Vec<SeriesPoint>> = BTreeMap::new();
    for reading in &found.readings {
        let series = reading.key.series();
        if !of.contains_key(&series) {
            order.push(series.clone());
        }
        let figure = &reading.figure;
        of.entry(series).or_default().push(SeriesPoint {
            bounds: figure.quantity.bounds,
            value: figure.quantity.value,
            status: figure.status,
            printed: words::quantity(&figure.quantity, language),
            ..SeriesPoint::empty(figure.period, words::period_heading(figure.period, language))
        });
    }
    let name = |series: &Series| {
        [
            words::part_of_indicator(lists, &series.indicator, &series.breakdown, language),
            words::tier_name(lists, &series.tier, language),
            words::area_name(lists, &series.area, language),
        ]
        .join(" · ")
    };
    let drawn = order.into_iter().map(|series| {
        let points = of.remove(&series).unwrap_or_default();
        ChartSeries::new(name(&series), points)
    });
    let mut drawn: Vec<ChartSeries> = drawn.collect();
    let indicators = found.readings.iter().map(|reading| &reading.key.indicator);
    plot::with_gaps(&mut drawn, lists.indicators.common_step(indicators), language);
    drawn
}

/// What the frames of the store hold: the readings as printed; what is left out is said.
fn printed(found: Figures, output: &Output) -> Result<Figures, Failure> {
    let (found, left_out) = found.printed()?;
    left_out.iter().for_each(|left_out| output.say(left_out));
    Ok(found)
}

/// The column of the store's frame that a person means.
fn sort_column(name: &str, names_parts: bool) -> Result<&'static str, Failure> {
    let columns = tierstat_store::FRAME_COLUMNS.into_iter().chain(names_parts.then_some("breakdown"));
    let columns: Vec<&'static str> = columns.collect();
    let found = columns.iter().find(|column| **column == name).copied();
    found.ok_or_else(|| {
        names::unknown("列", "column", name, columns.iter().map(|column| (*column, *column))).into()
    })
}

/// The question that a selection asks of the ledger, of wholes alone where no part is written.
pub(crate) fn question(
    lists: &CodeLists,
    selection: &SelectionArguments,
    part: BreakdownText<'_>,
    period: Option<Period>,
) -> Result<FiguresQuestion, Failure> {
    Ok(figures::question(lists, selection.text(), part, period)?)
}
