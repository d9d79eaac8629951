//! `tierstat fit`: a model through a series, with parameters, standard errors and the residual sum of squares.

use crate::args::{FitArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::plot::{self, PlotTo};
use tierstat_answers::Voice;
use tierstat_answers::fit::{FitPlan, FitRequest, Fits, Observation, Observations, SeriesFit, of_series};
use tierstat_chart::{ChartSeries, SeriesPoint};
use tierstat_ingest::{FileSeries, Limits, read_observations};
use tierstat_model::{Bounds, CodeLists, Language, Localized};
use tierstat_words as words;

pub(crate) fn run(arguments: &FitArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let plan = FitPlan::of(&FitRequest {
        model: arguments.model.map(|model| model.of_degree(arguments.degree)),
        formula: arguments.formula.as_deref(),
        start: &arguments.start,
        robust: arguments.robust.map(Into::into),
        ceiling: arguments.ceiling,
        origin: arguments.origin,
    })?;
    let file = read_observations(&arguments.file, &Limits::default())?;
    let series: Vec<Observations> = file.series.into_iter().map(observations).collect();
    let found = of_series(&plan, &series, file.is_weighted)?;
    // Of the only series the error says all.
    if series.len() > 1 || !found.series.is_empty() {
        output.findings(&[file.findings, found.findings.clone()].concat());
    }
    print(arguments, &found.answered()?, output)?;
    Ok(Outcome::default())
}

fn observations(series: FileSeries) -> Observations {
    let points = series.points.into_iter().map(|point| Observation {
        time: point.time,
        bounds: point.bounds,
        weight: point.weight,
    });
    Observations { name: series.name, points: points.collect() }
}

fn print(arguments: &FitArguments, found: &Fits, output: &Output) -> Result<(), Failure> {
    let lists = CodeLists::default();
    let voice = Voice { lists: &lists, language: output.language() };
    let explain = arguments.presentation.explain;
    match output.format() {
        Format::Json | Format::Jsonl => {
            let documents = found.series.iter().map(|fit| fit.document(explain.then_some(&voice)));
            output.documents(&documents.collect::<Vec<_>>());
        }
        Format::Table | Format::Csv => {
            let rows: Vec<_> = found.series.iter().flat_map(SeriesFit::rows).collect();
            output.rows(&rows, &lists, explain);
        }
    }
    if explain {
        output.explanations(&found.series.iter().map(|fit| fit.explanation(&voice)).collect::<Vec<_>>());
    }
    match &arguments.presentation.plot {
        Some(path) => plot(PlotTo { path, output, project: None }, found),
        None => Ok(()),
    }
}

fn plot(to: PlotTo<'_>, found: &Fits) -> Result<(), Failure> {
    let language = to.output.language();
    let lines: Vec<ChartSeries> = found.series.iter().flat_map(|fit| drawn(fit, language)).collect();
    if lines.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new(
                "没有按时期的数据可画",
                "nothing stands at periods of the calendar, so that there is nothing to draw",
            ),
            hint: Localized::new("时期写作 2015 或 2015-06", "write periods as 2015 or 2015-06"),
        });
    }
    let title = match found.series.as_slice() {
        [one] => one.name.clone(),
        _ => String::new(),
    };
    plot::lines(to, title, String::new(), lines)
}

/// The points of a series over the model at the same periods; nothing where they are not of the calendar.
fn drawn(fit: &SeriesFit, language: Language) -> Vec<ChartSeries> {
    let line = |name: String, is_model: bool| {
        let points = fit.points().filter_map(|(time, observed, fitted)| {
            let period = time.period()?;
            let value = if is_model { fitted } else { observed };
            let printed = if is_model { String::new() } else { words::count(value) };
            Some(SeriesPoint {
                bounds: Some(Bounds::point(value).ok()?),
                value: Some(value),
                mark_text: printed.clone(),
                printed,
                ..SeriesPoint::empty(period, plot::axis_label(period))
            })
        });
        ChartSeries::new(name, points.collect())
    };
    let model = match language {
        Language::Chinese => format!("{}：拟合", fit.name),
        Language::English => format!("{}: fitted", fit.name),
    };
    let lines = [line(model, true), line(fit.name.clone(), false)];
    lines.into_iter().filter(|line| !line.points.is_empty()).collect()
}
