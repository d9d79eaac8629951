//! `tierstat forecast`: the next periods of every series, with intervals; coherent where a hierarchy is given.

use crate::args::ForecastArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::plot;
use crate::project::Project;
use crate::series_input::{series_of, with_wholes};
use crate::world::World;
use tierstat_answers::forecast::{
    Coherence, ForecastQuestion, Forecasts, Given, SeriesForecast, method_named, of_ledger, of_series,
    reconciliation_named,
};
use tierstat_answers::{Selection, Voice};
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_ingest::{Limits, read_series};
use tierstat_model::{Bounds, CodeLists, Localized, SeriesTime, Status};
use tierstat_words as words;

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
        return print(arguments, &found, &lists, output);
    }
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let selection = Selection::named(&project.lists, arguments.selection.text())?;
    let found = of_ledger(&ledger, &project.lists, &selection, arguments.by.into(), &question)?;
    print(arguments, &found, &project.lists, output)
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
    lists: &CodeLists,
    output: &Output,
) -> Result<Outcome, Failure> {
    let voice = Voice { lists, language: output.language() };
    let explain = arguments.presentation.explain;
    output.rows(&found.rows().collect::<Vec<_>>(), lists, explain);
    let error_findings = output.findings(&found.findings);
    if explain {
        let told: Vec<_> = found.series.iter().map(|series| series.explanation(&voice)).collect();
        output.explanations(&told);
    }
    if let Some(path) = &arguments.presentation.plot {
        let lines = found.series.iter().map(|found| line(found, &voice)).collect();
        let ahead = arguments.horizon;
        let subtitle = Localized::new(
            format!("最后 {ahead} 期为预测，浅色为其 95% 区间"),
            format!("forecasts for the last {ahead}, shaded their intervals of 95 %"),
        );
        // One series is what the chart is about; several are told apart by their names.
        let title = match found.series.as_slice() {
            [only] => only.of.name(&voice),
            _ => String::new(),
        };
        plot::lines(path, title, subtitle.get(voice.language).to_owned(), lines, voice.language)?;
    }
    Ok(Outcome { error_findings, ..Outcome::default() })
}

/// What is known and what is forecast as one line; gaps are no points, and what is known within bounds stands as bounds.
fn line(found: &SeriesForecast, voice: &Voice<'_>) -> LineSeries {
    let point = |time: SeriesTime, bounds: Option<Bounds>, value: Option<f64>, status: Status| {
        let period = time.period()?;
        let printed = match value {
            Some(value) => words::count(if value.abs() >= 100.0 { value.round() } else { value }),
            None => bounds.map_or_else(String::new, |bounds| words::bounds(&bounds, voice.language)),
        };
        Some(LinePoint {
            bounds,
            value,
            status,
            mark_text: printed.clone(),
            printed,
            ..LinePoint::empty(period, plot::axis_label(period))
        })
    };
    let known =
        found.known().filter_map(|(time, bounds)| point(time, Some(bounds), bounds.as_point(), Status::A));
    let forecast = &found.forecast;
    let ahead = forecast.point.iter().zip(&forecast.lower95).zip(&forecast.upper95).enumerate();
    let ahead = ahead.filter_map(|(step, ((value, lower), upper))| {
        point(found.time(step)?, Bounds::closed(*lower, *upper).ok(), Some(*value), Status::F)
    });
    let name = found.of.name(voice);
    LineSeries { name: plot::line_name(&name).to_owned(), points: known.chain(ahead).collect() }
}
