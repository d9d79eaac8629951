//! `tierstat trend`: growth by least squares, robust slopes, test of ranks, breaks and outliers, for every series.

use crate::args::TrendArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::plot::{self, PlotTo};
use crate::project::Project;
use crate::project_folder::ProjectFolder;
use crate::series_input::series_of;
use crate::world::World;
use tierstat_answers::trend::{SeriesTrend, of_ledger, of_series};
use tierstat_answers::{Selection, Voice};
use tierstat_chart::{ChartSeries, SeriesPoint};
use tierstat_ingest::{Limits, read_series};
use tierstat_model::{Bounds, CodeLists, Finding, Language, Localized, SeriesTime};
use tierstat_words as words;

pub(crate) fn run(
    arguments: &TrendArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    if let Some(path) = &arguments.series {
        let file = read_series(path, &Limits::default())?;
        let found = of_series(file.series.into_iter().map(series_of).collect());
        if found.is_empty() {
            return Err(no_series());
        }
        return print(arguments, &found, &file.findings, None, output);
    }
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let selection = Selection::named(&project.lists, arguments.selection.text())?;
    let found = of_ledger(&ledger, &project.lists, &selection, arguments.by.into())?;
    print(arguments, &found, &[], Some(&project), output)
}

fn no_series() -> Failure {
    Failure::Usage {
        message: Localized::new("没有序列", "there is no series"),
        hint: Localized::new("改正所列各行后再运行", "mend the rows that are named and run it again"),
    }
}

fn print(
    arguments: &TrendArguments,
    found: &[SeriesTrend],
    findings: &[Finding],
    project: Option<&ProjectFolder>,
    output: &Output,
) -> Result<Outcome, Failure> {
    let none = CodeLists::default();
    let lists = project.map_or(&none, |project| &project.lists);
    let voice = Voice { lists, language: output.language() };
    let explain = arguments.presentation.explain;
    output.rows(found, lists, explain);
    let error_findings = output.findings(findings);
    if explain {
        output.explanations(&found.iter().map(|trend| trend.explanation(&voice)).collect::<Vec<_>>());
    }
    if let Some(path) = &arguments.presentation.plot {
        plot(PlotTo { path, output, project }, found, &voice)?;
    }
    Ok(Outcome { error_findings, ..Outcome::default() })
}

fn plot(to: PlotTo<'_>, found: &[SeriesTrend], voice: &Voice<'_>) -> Result<(), Failure> {
    // A line for each trend beside its series, where the chart holds them all; the series is drawn over its trend.
    let with_trends = found.len() * 2 <= plot::MOST_SERIES;
    let lines = found.iter().flat_map(|trend| {
        let fitted = (with_trends && trend.fitted().next().is_some()).then(|| trend_line(trend, voice));
        fitted.into_iter().chain([line(trend, voice)])
    });
    let title = match found {
        [one] => one.of.name(voice),
        _ => String::new(),
    };
    plot::lines(to, title, String::new(), lines.collect())
}

fn line(trend: &SeriesTrend, voice: &Voice<'_>) -> ChartSeries {
    let points = trend
        .known
        .iter()
        .filter_map(|(time, bounds)| point(*time, *bounds, words::bounds(bounds, voice.language)));
    ChartSeries::new(plot::line_name(&trend.of.name(voice)).to_owned(), points.collect())
}

/// The fitted line at the times of its series.
fn trend_line(trend: &SeriesTrend, voice: &Voice<'_>) -> ChartSeries {
    let points =
        trend.fitted().filter_map(|(time, value)| point(time, Bounds::point(value).ok()?, String::new()));
    let name = trend.of.name(voice);
    let name = match voice.language {
        Language::Chinese => format!("{}：趋势", plot::line_name(&name)),
        Language::English => format!("{}: trend", plot::line_name(&name)),
    };
    ChartSeries::new(name, points.collect())
}

fn point(time: SeriesTime, bounds: Bounds, printed: String) -> Option<SeriesPoint> {
    let period = time.period()?;
    Some(SeriesPoint {
        bounds: Some(bounds),
        value: bounds.as_point(),
        mark_text: printed.clone(),
        printed,
        ..SeriesPoint::empty(period, plot::axis_label(period))
    })
}
