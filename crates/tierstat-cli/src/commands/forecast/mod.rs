//! `tierstat forecast`: the next periods of every series, with intervals; coherent where a hierarchy is given.

mod drawing;

use crate::args::ForecastArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::plot::PlotTo;
use crate::project::Project;
use crate::project_folder::ProjectFolder;
use crate::series_input::{series_of, with_wholes};
use crate::world::World;
use tierstat_answers::forecast::{
    Coherence, ForecastQuestion, Forecasts, Given, method_named, of_ledger, of_series, reconciliation_named,
};
use tierstat_answers::{Selection, Voice};
use tierstat_ingest::{Limits, read_series};
use tierstat_model::{CodeLists, FigureLookup, FigureQuery, Reading};
use tierstat_stats::StatsError;

pub(crate) fn run(
    arguments: &ForecastArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let question = question(arguments)?;
    if let Some(path) = &arguments.series {
        let file = read_series(path, &Limits::default())?;
        let lists = CodeLists::default();
        let series = with_wholes(file.series.into_iter().map(series_of).collect(), file.wholes);
        let mut found = of_series(&lists, series, &question)?;
        found.findings.splice(0..0, file.findings);
        return print(arguments, &found, None, output, &[]);
    }
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let selection = Selection::named(&project.lists, arguments.selection.text())?;
    let found = of_ledger(&ledger, &project.lists, &selection, arguments.by.into(), &question)?;
    let query = FigureQuery {
        indicators: selection.indicators.clone(),
        tiers: selection.tiers.clone(),
        areas: selection.areas.clone(),
        ..FigureQuery::of_wholes()
    };
    // Who said what is drawn.
    let is_drawn = arguments.presentation.plot.is_some();
    let readings = if is_drawn { ledger.readings(&query).map_err(StatsError::from)? } else { Vec::new() };
    print(arguments, &found, Some(&project), output, &readings)
}

fn question(arguments: &ForecastArguments) -> Result<ForecastQuestion, Failure> {
    let given = arguments.given.iter().map(|text| Given::parse(text, arguments.whole));
    let given = given.collect::<Result<_, _>>();
    let coherence = match &arguments.reconcile {
        Some(code) => Some(Coherence { method: reconciliation_named(code)?, given: given? }),
        None => None,
    };
    Ok(ForecastQuestion {
        horizon: arguments.horizon,
        method: method_named(arguments.method.as_deref())?,
        coherence,
        is_whole: arguments.whole,
        is_non_negative: arguments.nonnegative,
    })
}

fn print(
    arguments: &ForecastArguments,
    found: &Forecasts,
    project: Option<&ProjectFolder>,
    output: &Output,
    readings: &[Reading],
) -> Result<Outcome, Failure> {
    let none = CodeLists::default();
    let lists = project.map_or(&none, |project| &project.lists);
    let voice = Voice { lists, language: output.language() };
    let explain = arguments.presentation.explain;
    output.rows(&found.rows().collect::<Vec<_>>(), lists, explain);
    let error_findings = output.findings(&found.findings);
    if explain {
        let told: Vec<_> = found.series.iter().map(|series| series.explanation(&voice)).collect();
        output.explanations(&told);
    }
    if let Some(path) = &arguments.presentation.plot {
        drawing::draw(PlotTo { path, output, project }, arguments, found, &voice, readings)?;
    }
    Ok(Outcome { error_findings, ..Outcome::default() })
}
